"""What is true of a case, worked out of its raw events alone; and what a reader of a paper may and must be told.

Shares no code with the program (``tests/truth/test_truth.py`` holds that): where both are wrong they are wrong for
different reasons. The rules of who may have what are those of docs/requirements.md RE1 to RE17, CO1 to CO12, SH5, SH9.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.truth import published
from tests.truth.raw import RawCase, RawEvent

Key = tuple[str, str]

DANGER = ("yes", "not_sure", "not_safe")
"""Choices at the gate that leave danger open: in doubt there is danger."""
FIRST_NIGHT = {"doctor": "medical", "medicine": "medical", "hungry": "basic", "call": "phone"}
"""Questions of a shelter's first night, and the need that a yes to each names."""
TAKEN_BACK = "open"
"""A reply or an outcome that was recorded by mistake."""
URGENT_NEEDS = ("danger", "medical", "medical-soon")
DUTY_PARTS = frozenset({"needs", "signs", "alleged", "child"})
"""What a duty in law may pass on without agreement (CO12)."""
DECISION = {
    "needs": "service", "place": "service", "contact": "contact", "signs": "authority", "words": "authority",
    "alleged": "authority", "labour": "service", "child": "service", "social": "authority", "identity": "identity",
}  # fmt: skip
SHEET_OF = {"needs": "A", "signs": "B", "alleged": "C", "labour": "labour", "child": "child", "social": "social"}
"""Part and the sheet that it is the yes to."""
EACH_SESSION = {("child", "assent"), ("child", "trained"), ("withdraw", "choice"), ("prefer", "ties")} | {
    ("prefer", each) for each in ("where", "briefed", "promised", "all-right")
}
"""Notes that count in their own session only (CO9)."""
CHILD_TOLD = ("item-with", "item-where", "item-trust")
"""What a child says in words on the child's page."""

_ALL = ("A", "B", "C", "labour", "child", "social")
_CONTACT = {"A": "contact", "B": "contact", "labour": "contact", "child": "contact", "social": "contact"}
_PLACE = {"A": "contact", "B": "contact"}
MUST: Mapping[Key, Mapping[str, str]] = {
    ("closing", "must-not-know"): {"A": "", "child": "", "social": ""},
    ("closing", "promised"): {"A": ""},
    ("closing", "wishes"): {"social": "words"},
    ("closing", "reach"): _CONTACT,
    ("promise", ""): {"A": ""},
    ("paper", "whereabouts"): _PLACE,
    ("paper", "until"): _PLACE,
    **{("paper", each): {"C": ""} for each in ("persons", "places", "vehicles", "others", "danger")},
    **{("paper", each): {"labour": ""} for each in ("employer", "workplace", "start", "housing", "injury")},
    **{("paper", each): {"social": ""} for each in ("background", "journey", "health", "recommendation", "heard",
                                                    "custody", "refused")},
    ("paper", "urgency"): {"A": "", "B": "", "child": ""},
    ("paper", "prefers"): {"A": "", "child": "", "handover": ""},
    ("paper", "interpreter"): {"A": "", "child": "", "social": "", "handover": ""},
    ("paper", "dependants"): {"A": "", "social": "", "handover": ""},
    ("paper", "earlier"): {"A": "", "child": ""},
    ("child", "wishes"): {"child": ""},
    ("child", "best-interest"): {"child": ""},
    ("child", "item-with"): {"child": ""},
    ("words", ""): {"B": "words"},
    ("view", ""): {"B": ""},
    **{("plan", each): {"plan": "", "handover": ""} for each in ("safer", "helps", "hard", "trust", "night")},
    **{("arrival", each): {"handover": ""} for each in ("must-not-know", "afraid", "sleep", "near")},
    ("handover", "to"): {"handover": ""},
}  # fmt: skip
"""What stands on a sheet, and the part that the person must have agreed to beside the sheet's own; "" for none."""
MAY: Mapping[Key, Mapping[str, str]] = {
    ("closing", "wishes"): {"social": "words", "child": ""},
    ("closing", "must-not-know"): {"A": "", "child": "", "social": "", "handover": ""},
    ("closing", "promised"): {"A": "", "handover": ""},
    ("promise", ""): {"A": "", "handover": ""},
    ("wish", ""): {"social": "words"},
    ("refused", "next"): {"social": "words"},
    ("child", "item-where"): {"child": ""},
    ("child", "item-trust"): {"child": ""},
    ("child", "wishes"): {"child": "", "social": "words"},
    ("arrival", "must-not-know"): {"A": "", "child": "", "social": "", "handover": ""},
    ("prefer", "remarks"): {},
}
"""What may stand there beside that."""


@dataclass(frozen=True, slots=True)
class Told:
    """One text that stands in the record now: the kind of place that it was written in, its field, and the words."""

    kind: str
    name: str
    text: str

    @property
    def key(self) -> Key:
        """Under which the tables name it: of words, promises and views the field does not matter."""
        return (self.kind, "" if self.kind in ("words", "promise", "view", "wish") else self.name)


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody said that they would do, wherever it was written down."""

    text: str
    by_day: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that left this laptop: a paper, a file for another system, or a bundle."""

    what: str
    """paper, file or bundle."""
    name: str
    """The recipient's name; "" where the events do not say it."""
    way: str
    at: str


@dataclass(frozen=True, slots=True)
class Due:
    """Something of the case that has a day."""

    kind: str
    day: str
    about: str = ""


class Truth:
    """Everything that is so, of one case on one laptop."""

    def __init__(self, raw: RawCase) -> None:
        self.raw = raw
        self.today = raw.today
        self.edition = ""
        self.setting = ""
        """Only where an officer chose it: what a case begins with is nobody's word."""
        self.begun_in = ""
        self.opened_at = ""
        self.region = ""
        """Only where an officer chose it: what was written in one go with the beginning is a default of the program."""
        self.language = ""
        self.gate: dict[str, str] = {}
        self.consent_heads: dict[Key, list[RawEvent]] = {}
        self.lines: set[tuple[str, int]] = set()
        """Lines that were said, with the session."""
        self.answer_heads: dict[str, list[RawEvent]] = {}
        self.said: dict[tuple[str, str, str], Told] = {}
        self.closing_heads: dict[str, list[RawEvent]] = {}
        self.notes: dict[Key, str] = {}
        self.note_in: dict[Key, int] = {}
        self.sheet: dict[Key, str] = {}
        self.made: dict[str, Promise] = {}
        self.closing_outcome = ""
        self.name_kept = False
        self.heard_by: set[str] = set()
        self.interpreted_by: set[str] = set()
        self.view = ""
        self.no_referral = ""
        self.sessions = 1
        self.basis: dict[str, str] = {}
        self.sent: dict[str, RawEvent] = {}
        self.answered: dict[str, str] = {}
        self.issued: list[RawEvent] = []
        self.withdrawn = False
        self._anew: dict[str, str] = {}
        self.finished = False
        self.card = ""
        self._offered: set[str] = set()
        self._childs: set[str] = set()
        for event in raw.events:
            self._take(event)

    # --- the fold

    def _take(self, event: RawEvent) -> None:
        body = event.body
        match event.kind:
            case "case-opened":
                self.edition, self.begun_in, self.opened_at = body["edition"], body["setting"], event.at
            case "setting-changed":
                self.setting = body["setting"]
            case "gate-answered":
                self.gate[body["line"]] = body["choice"]
                if body["line"] == "hearing":
                    self.heard_by.add(body["choice"])
            case "language-chosen":
                self.language = body["language"]
            case "consent-decided":
                key = (body["decision"], body.get("recipient", ""))
                self.consent_heads[key] = _after(self.consent_heads.get(key, []), event)
                if self.withdrawn and not key[1]:
                    self._anew[body["decision"]] = body["value"]
            case "line-said":
                (self.lines.discard if body.get("taken_back") else self.lines.add)((body["line"], self.sessions))
            case "words-written":
                place = (body["topic"], body["entry"], event.strand)
                self.said.pop(place, None)
                if body["text"].strip():
                    self.said[place] = Told("words", body["topic"], body["text"])
            case "topic-offered":
                self._offered.add(body["topic"])
            case "answer-given" | "answer-taken-back":
                item = body["item"]
                if event.kind == "answer-given" and not self._offered:
                    self._childs.add(item)
                else:
                    self._childs.discard(item)
                kept = [each for each in self.answer_heads.get(item, []) if each.digest not in body.get("replaces", ())]
                self.answer_heads[item] = [*kept, event]
            case "talk-stopped":
                self.finished = body["way"] == "finished" or self.finished
                self.withdrawn = self.withdrawn or body["way"] == "withdrawn"
            case "talk-resumed":
                if self.withdrawn:
                    self.consent_heads = {}
                self.sessions += 1
                self._anew = {}
            case "closing-noted":
                before = self.closing(body["line"])
                self.closing_heads[body["line"]] = _after(self.closing_heads.get(body["line"], []), event)
                if body["line"] == "promised" and self.closing("promised") != before:
                    self.closing_outcome = ""
            case "view-written":
                self.view = body["reason"]
            case "note-written":
                key = (body["page"], body["field"])
                self.notes[key], self.note_in[key] = body["text"], self.sessions
                if key == ("prefer", "where") and body["text"]:
                    self.interpreted_by.add(body["text"])
                if key == ("child", "assent") and self.withdrawn:
                    self._anew["assent"] = body["text"]
            case "sheet-noted":
                self._noted(event)
            case "promise-made":
                self.made[body["promise"]] = Promise(body["text"], body.get("by_day", ""), "")
            case "promise-settled":
                outcome = "" if body["outcome"] == TAKEN_BACK else body["outcome"]
                if body["promise"] in self.made:
                    was = self.made[body["promise"]]
                    self.made[body["promise"]] = Promise(was.text, was.by_day, outcome)
                else:
                    self.closing_outcome = outcome
            case "no-referral":
                self.no_referral = body["wish"]
            case "recipient-added":
                self.basis[body["recipient"]] = body["basis"]
            case "referral-sent":
                self.sent[body["recipient"]] = event
                self.answered.pop(body["recipient"], None)
                self.no_referral = ""
            case "referral-answered":
                self.answered.pop(body["recipient"], None)
                if body["state"] != TAKEN_BACK:
                    self.answered[body["recipient"]] = body["state"]
            case "form-issued":
                self._issued(event)
            case "identity-handled":
                self.name_kept = {"kept": True, "erased": False}.get(body["act"], self.name_kept)
            case "withdrawn":
                self.withdrawn, self._anew = True, {}
        agreed = self._anew.get("talk") == "yes" and self._anew.get("notes") == "yes"
        if self.withdrawn and (agreed or self._anew.get("assent") == "yes"):
            self.withdrawn = False

    def _noted(self, event: RawEvent) -> None:
        key = (event.body["sheet"], event.body["field"])
        begins = event.at == self.opened_at and key == ("service", "region")
        self.sheet[key] = event.body["text"]
        if key == ("service", "region"):
            self.region = "" if begins else event.body["text"]

    def _issued(self, event: RawEvent) -> None:
        if event.body["way"] != "failed":
            self.issued.append(event)
            return
        for at in range(len(self.issued) - 1, -1, -1):
            if self.issued[at].body["digest"] == event.body["digest"]:
                del self.issued[at]
                return

    # --- what is so

    def note(self, page: str, name: str) -> str:
        """A note beside the questions, as it counts now."""
        if (page, name) in EACH_SESSION and self.note_in.get((page, name)) != self.sessions:
            return ""
        return self.notes.get((page, name), "").strip()

    def closing(self, line: str) -> str:
        """A line of the closing; of two laptops both."""
        return "\n".join(each.body["text"] for each in self.closing_heads.get(line, ())).strip()

    @property
    def answers(self) -> dict[str, tuple[str, str, str]]:
        """Item to answer, how and where. Answers that had not seen each other are not known."""
        found: dict[str, tuple[str, str, str]] = {}
        for item, heads in self.answer_heads.items():
            said = {each.body.get("answer", "") for each in heads}
            if len(heads) > 1 and len(said) > 1:
                found[item] = ("not_known", "asked", "")
            elif heads[0].kind == "answer-given":
                body = heads[0].body
                found[item] = (body["answer"], body["how"], body.get("where") or "")
        return found

    @property
    def contested(self) -> frozenset[str]:
        """Items for which two laptops hold different answers that had not seen each other."""
        return frozenset(
            item
            for item, heads in self.answer_heads.items()
            if len({each.body.get("answer", "") for each in heads}) > 1
        )

    def yes(self, item: str) -> bool:
        return self.answers.get(item, ("", "", ""))[0] == "yes"

    def consent(self, decision: str, recipient: str = "") -> str:
        """What the person decided; where two laptops heard different things a refusal counts.

        What was agreed to before it was all taken back counts no more (CO8).
        """
        if self.withdrawn and not self._anew:
            return ""
        heads = [each.body["value"] for each in self.consent_heads.get((decision, recipient), ())]
        if len(set(heads)) == 1:
            return str(heads[0])
        return "no" if "no" in heads else "later" if heads else ""

    @property
    def age(self) -> str:
        return {"under_18": "child", "might_be": "child", "adult": "adult"}.get(self.gate.get("minor", ""), "unknown")

    @property
    def danger_lines(self) -> tuple[str, ...]:
        """Lines of the gate that found danger."""
        return tuple(line for line in ("hurt", "afraid", "officer") if self.gate.get(line) in DANGER)

    @property
    def needs(self) -> tuple[str, ...]:
        """Needs that answers, harm, the gate, the first night or the officer named."""
        harm = published.harm_needs(self.edition)
        of_harm = frozenset(need for item, needs in harm.items() if self.yes(item) for need in needs)
        return tuple(
            need.id
            for need in published.needs()
            if self.sheet.get(("need", need.id)) == "yes"
            or need.id in of_harm
            or any(self.yes(item) for item in need.items)
            or any(self.gate.get(line) in DANGER for line in need.gate)
            or any(self.note("arrival", asked) == "yes" for asked, shows in FIRST_NIGHT.items() if shows == need.id)
        )

    @property
    def urgent(self) -> bool:
        """Whether there is danger now, or somebody needs a doctor."""
        told = any(self.yes(item) for item, row in published.items(self.edition).items() if row.get("need") == "urgent")
        return told or bool(self.danger_lines) or bool(set(self.needs) & set(URGENT_NEEDS))

    @property
    def harm(self) -> bool:
        """Whether the person said that they were hit, locked in, or harmed in any other way."""
        known = published.items(self.edition)
        return any(value[0] == "yes" and known.get(item, {}).get("harm") for item, value in self.answers.items())

    def talked(self, now: datetime.datetime) -> float:
        """Minutes of this sitting of the talk, without the time that the record was closed for."""
        began, passed = None, 0.0
        for event in (*self.raw.events, None):
            at = now if event is None else datetime.datetime.fromisoformat(event.at)
            gap = (at - began).total_seconds() / 60 if began is not None else 0.0
            closed = event is not None and event.kind == "case-viewed"
            anew = event is not None and (event.kind in ("case-opened", "talk-resumed") or (closed and gap > 60))
            passed = 0.0 if anew else passed + (0.0 if closed else gap)
            began = at
        return passed

    @property
    def stay_known(self) -> bool:
        """Whether anything was said of how the person came or stayed."""
        return any(
            value[0] in ("yes", "no") for item, value in self.answers.items()
            if item in published.stay_items(self.edition)
        )  # fmt: skip

    def asked_on_childs_page(self, item: str) -> bool:
        """Whether a yes to an item is from the child's page, where other words ask for it: no topic was begun yet."""
        return item in self._childs and self.yes(item) and self.age != "adult"

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise, wherever it was written: at the closing, under Replies, before another session."""
        closing = self.closing("promised")
        return (
            *((Promise(closing, _day(self.closing("promised-by")), self.closing_outcome),) if closing else ()),
            *self.made.values(),
        )

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        return tuple(each for each in self.promises if not each.outcome)

    @property
    def texts(self) -> tuple[Told, ...]:
        """Every text of the person or the officer that stands in the record now."""
        return tuple(each for each in self._texts() if each.text.strip())

    def _texts(self) -> Iterator[Told]:
        yield from self.said.values()
        for line in self.closing_heads:
            yield Told("closing", line, self.closing(line))
        for page, name in self.notes:
            yield Told(page, name, self.note(page, name))
        for (sheet, name), text in self.sheet.items():
            if sheet in ("paper", "plan"):
                yield Told(sheet, name, text)
        for each in self.made.values():
            yield Told("promise", "", each.text)
        yield Told("view", "", self.view)
        yield Told("wish", "", self.no_referral)

    def place_refused(self, recipient: str) -> bool:
        """Whether the person said no to telling this recipient where they are."""
        return self.consent("service", f"{recipient}:place") == "no"

    def granted(self, recipient: str) -> frozenset[str]:
        """Parts that may go to a recipient now: agreed to, or owed by a named duty."""
        if self.withdrawn:
            return frozenset()
        duty = self.basis.get(recipient) == "duty"
        return frozenset(
            part
            for part in published.gives().get(recipient, ())
            if (part != "child" or self.age != "adult")
            and (self.consent(DECISION[part], f"{recipient}:{part}") == "yes" or (duty and part in DUTY_PARTS))
        )

    def refused(self, recipient: str) -> frozenset[str]:
        """Parts that the person said no to for this recipient."""
        return frozenset(part for part in DECISION if self.consent(DECISION[part], f"{recipient}:{part}") == "no")

    @property
    def asked_recipients(self) -> tuple[str, ...]:
        """Everybody for whom the person decided anything."""
        return tuple(dict.fromkeys(to.partition(":")[0] for _, to in self.consent_heads if ":" in to))

    @property
    def refusers(self) -> tuple[str, ...]:
        """Recipients that the person said no to, and yes to nothing."""
        return tuple(each for each in self.asked_recipients if self.refused(each) and not self.agreed_to(each))

    def agreed_to(self, recipient: str) -> frozenset[str]:
        return frozenset(part for part in DECISION if self.consent(DECISION[part], f"{recipient}:{part}") == "yes")

    @property
    def due(self) -> tuple[Due, ...]:
        """Everything that is still open: replies by their day, and promises, of which some have none."""
        if self.withdrawn:
            return ()
        found = [Due("promise", each.by_day) for each in self.open_promises]
        for name, event in self.sent.items():
            if event.body["answer_by"] and name not in self.answered:
                found.append(Due("reply", event.body["answer_by"], name))
        return tuple(found)

    @property
    def left(self) -> tuple[Left, ...]:
        """What somebody else has, by name. The record's own copy stays here, and is not among it."""
        found = [
            Left("paper", published.names().get(name, name), event.body["way"], event.at)
            for name, event in self.sent.items()
        ]
        found += [
            Left("file", "", each.body["way"], each.at)
            for each in self.issued
            if each.body["form"] in ("fhir", "primero")
        ]
        return (*found, *self._bundles())

    @property
    def cards(self) -> dict[str, str]:
        """Who has which card, by its number."""
        found: dict[str, str] = {}
        added = ""
        for event in self.raw.own:
            if event.kind == "contact-added":
                added = event.body["name"]
            elif event.kind == "contact-checked":
                found.setdefault(event.body["number"], added)
        return found

    def _bundles(self) -> Iterator[Left]:
        unwritten = {each.body["digest"] for each in self.raw.own if each.kind == "not-written"}
        for event in self.raw.own:
            if event.kind == "bundle-made" and self.raw.code in event.body["cases"]:
                for number in event.body["recipients"]:
                    if event.body["digest"] not in unwritten:
                        yield Left("bundle", self.cards.get(number, ""), "saved", event.at)
            elif event.kind == "bundle-opened" and self.raw.code in event.body["cases"]:
                yield Left("whole record that came", self.cards.get(event.body["sender"], ""), "saved", event.at)

    @property
    def rung(self) -> frozenset[str]:
        """Entries of the directory whose number somebody rang here in the last ninety days."""
        found: dict[str, str] = {}
        for each in self.raw.own:
            if each.kind == "entry-verified":
                found[each.body["entry"]] = each.at[:10] if each.body["content"] else ""
        return frozenset(name for name, day in found.items() if day and days_before(day, self.today) <= 90)

    @property
    def way_kept_apart(self) -> bool:
        """Whether a safe way to reach the person is kept with their name; on the other laptop only that is known."""
        return self.name_kept and (not any(self.raw.person) or any(self.raw.person[1:]))

    @property
    def interpreted(self) -> frozenset[str]:
        """How somebody interpreted, in whichever session: in the room (here), by telephone, or nobody wrote how."""
        ways = set(self.interpreted_by) | ({"here"} if "interpreter" in self.heard_by else set())
        return frozenset(ways or ({"unsaid"} if self.note("prefer", "code") else ()))

    @property
    def interpreter_heard_before(self) -> bool:
        """Whether only an earlier answer at the gate names an interpreter: it may be a slip that was put right."""
        last = self.gate.get("hearing") == "interpreter"
        return self.interpreted == {"here"} and not self.interpreted_by and not last

    @property
    def wishes_for_interviewer(self) -> bool:
        """Whether the person said whom they would rather talk with, or the officer typed it."""
        return bool(self.note("prefer", "officer") in ("woman", "man") or self.sheet.get(("paper", "prefers"), ""))

    @property
    def chosen_words(self) -> frozenset[str]:
        """Words that were chosen for the report, as whole pieces."""
        return frozenset(
            each.text
            for each in self.said.values()
            if self.sheet.get(("social", _piece(each.name, each.text.strip()))) == "yes"
        )

    # --- what a reader may and must be told

    def must_stand(self, told: Told, sheet: str, granted: frozenset[str]) -> bool:
        """Whether a text has to stand on a sheet for somebody with these parts."""
        if self._struck(told, sheet) or not self._counts(told):
            return False
        return _allowed(MUST.get(told.key, {}), sheet, _with_place(told, granted))

    def may_stand(self, told: Told, sheet: str, granted: frozenset[str]) -> bool:
        """Whether it may."""
        if self._struck(told, sheet):
            return False
        if told.key == ("words", "") and sheet == "social":
            return "words" in granted and told.text in self.chosen_words
        where = {**MUST.get(told.key, {}), **MAY.get(told.key, {})}
        return _allowed(where, sheet, _with_place(told, granted))

    def _struck(self, told: Told, sheet: str) -> bool:
        return sheet == "social" and self.sheet.get(("social", f"field:{told.name}")) == "out"

    def _counts(self, told: Told) -> bool:
        """Whether it is still to be told: a settled promise, and a plan typed anew, need not be."""
        if told.key == ("closing", "promised"):
            return not self.closing_outcome
        if told.kind == "promise":
            return any(each.text == told.text and not each.outcome for each in self.promises)
        if told.kind == "plan":
            return told.text == (self.sheet.get(("plan", told.name)) or self.note("plan", told.name))
        return True


def _allowed(where: Mapping[str, str], sheet: str, granted: frozenset[str]) -> bool:
    return sheet in where and (not where[sheet] or where[sheet] in granted)


def _with_place(told: Told, granted: frozenset[str]) -> frozenset[str]:
    """A yes to the place alone passes on where the person is, and until when."""
    alone = "place" in granted and told.key in (("paper", "whereabouts"), ("paper", "until"))
    return granted | {"contact"} if alone else granted


def _after(heads: list[RawEvent], event: RawEvent) -> list[RawEvent]:
    """The entries that no later one knew: those of the same laptop give way, and those that it names."""
    known = event.body.get("replaces", ())
    return [*(each for each in heads if each.digest not in known and each.strand != event.strand), event]


def _day(text: str) -> str:
    """An ISO day; "" for any other text."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _piece(topic: str, text: str) -> str:
    return "words:" + hashlib.sha256(f"{topic}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def days_before(day: str, today: str) -> int:
    """How many days a day lies before today; below 0 for one to come."""
    return (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(day)).days

"""Hold every sheet of a case to the oracle: what stands on it, what may not, and what is left out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from tests.truth import published
from tests.truth.found import MARK, Compared
from tests.truth.oracle import DECISION, Truth
from tests.truth.said import ENGLISH, Paper, Sheet

DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
MISSING = ("not asked", "left blank", "recorded, not passed on to you")
NOT_ASKED, LEFT_BLANK, KEPT_BACK = MISSING
NAMED_SHAPES = ("disc", "half")
PLACES = (("paper", "whereabouts"), ("paper", "until"))
AROUND = {"until": "form.face.until", "region": "form.field.region", "workplace": "form.note.workplace"}
"""What stands in the cell of where the person is, beside where they are."""
OFFERED = "to be offered"
"""Said of a need that goes with a referral although nobody named it."""
SAID_NO = "Said no: "
HOW_SOON = "How soon"
FRAME_FIELDS = ("urgency", "whereabouts", "until", "reach")
PERMIT = "Nothing was asked about the permit"
TOLD_HOW_SOON = ("A", "B", "child")
"""The sheets whose reader is told how soon help is needed, and why; another frame says at most by when to answer."""
REACHED = (*TOLD_HOW_SOON, "labour", "social")
"""The sheets in whose frame stands the safe way to reach the person."""
FRAMELESS = ("plan", "rights", "visit", "card")
"""Sheets that say nothing of a record."""
NO_DANGER = "No danger was"
TONIGHT = "fraid of tonight"
INTERVIEWER = "An interviewer, as named to us"


def compare_paper(truth: Truth, paper: Paper, found: Compared) -> None:
    text = paper.pdf or paper.everything
    granted = truth.granted(paper.recipient)
    if paper.urgent and truth.consent("service", f"{paper.recipient}:place") == "yes":
        granted |= {"place"}
    kinds = [each.sheet for each in paper.sheets]
    own = paper.recipient == "own"
    person = {"social": frozenset({"words", "contact"}), "plan": frozenset()} if paper.recipient == "person" else {}
    for told in truth.texts:
        for mark in MARK.findall(told.text):
            refused = told.key in PLACES and truth.place_refused(paper.recipient)
            open_ = [] if refused else kinds
            allowed = own or any(truth.may_stand(told, kind, person.get(kind, granted)) for kind in open_)
            must = own or any(truth.must_stand(told, kind, person.get(kind, granted)) for kind in open_)
            if must:
                found.holds(mark in text, "left-out", paper.name, f"{told.kind}.{told.name} ({mark}) is not on it")
            if not allowed:
                found.holds(mark not in text, "passed-on", paper.name, f"{told.kind}.{told.name} ({mark}) is on it")
    for mark in MARK.findall(" ".join(truth.raw.person)):
        found.holds(mark not in text, "passed-on", paper.name, f"name or contact ({mark}) is on it")
    known = {mark for told in truth.texts for mark in MARK.findall(told.text)}
    for mark in set(MARK.findall(text)):
        found.holds(mark in known, "out-of-date", paper.name, f"{mark} does not stand in the record now")
    for sheet in paper.sheets:
        _states(truth, paper, sheet, found)
        _frame(truth, paper, sheet, found)
        _needs(truth, paper, sheet, found)
        _place(truth, paper, sheet, found)
        _agreement(truth, paper, sheet, found)
        _plain(truth, paper, sheet, found)
        _evidence(truth, paper, sheet, found)
    if own:
        _own(truth, paper, found)


def _states(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """The three words for what is missing: each only where it is so."""
    for field, printed in _printed_fields(sheet):
        word = next((each for each in MISSING if printed == each), "")
        if field == "region" and not word:
            told = ENGLISH.say(f"directory.region.{truth.region}") if truth.region else ""
            found.holds(printed == told, "default-as-fact", paper.name, f"State: {printed}, set was {told!r}")
        there = _recorded(truth, field, sheet.sheet)
        if there is None:
            continue
        where = f"{paper.name}, {field}"
        if word in (NOT_ASKED, LEFT_BLANK):
            found.holds(not there, "blank-though-recorded", where, f"says {word!r}, but something is recorded")
        elif printed == ENGLISH.say("form.face.where-no"):
            found.holds(truth.place_refused(paper.recipient), "agreement", where, f"says {printed!r}, and nobody did")
        elif word == KEPT_BACK:
            found.holds(there, "kept-back-though-blank", where, f"says {word!r}, and nothing is recorded")
        else:
            found.holds(there, "said-though-blank", where, f"says {printed!r}, and nothing is recorded")


def _printed_fields(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Field and what is printed after its label, for every field that the sheet says something of."""
    if sheet.frame is not None and sheet.sheet in REACHED:  # others say nothing of the person
        yield "reach", sheet.frame.cells[-2].values[0].text
    if sheet.frame is not None and sheet.sheet in TOLD_HOW_SOON:
        _, where, _, _ = sheet.frame.cells
        around = {ENGLISH.say(text): name for name, text in AROUND.items()}
        for value in where.values:
            label, colon, text = value.text.partition(": ")
            field = around.get(label, "") if colon else ""
            yield (field, text) if field else ("whereabouts", value.text)
    lines: dict[str, str] = {}
    for line in sheet.lines:
        lines.setdefault(line.label, line.text)
    for each in sheet.stated:
        label = ENGLISH.say(each.label)
        if label in lines and not (sheet.frame is not None and each.field in FRAME_FIELDS):
            yield each.field, lines[label]


def _recorded(truth: Truth, field: str, sheet: str) -> bool | None:
    """Whether anything is recorded of a field, wherever it can be; None where that is not looked at."""
    note, paper, closing = truth.note, truth.sheet, truth.closing
    typed = bool(paper.get(("paper", field), "").strip())
    match field:
        case "reach":
            return bool(closing("reach")) or truth.way_kept_apart
        case "must-not-know":
            return bool(closing("must-not-know") or note("arrival", "must-not-know"))
        case "promised":
            return bool(truth.promises)
        case "wishes" | "child-wishes":
            other = note("refused", "next") or truth.no_referral if field == "wishes" else ""
            return bool(closing("wishes") or note("child", "wishes") or other) or typed
        case "with":
            return typed or bool(note("child", "item-with"))
        case "adult" | "best-interest" | "wishes-not-asked":
            return typed or bool(note("child", field))
        case "earlier":
            return typed or bool(note("child", "asked-before"))
        case "prefers":
            return typed or bool(note("prefer", "officer"))
        case "interpreter":
            noted = typed or bool(note("prefer", "interpreter") or note("prefer", "code"))
            return None if truth.interpreter_heard_before and not noted else noted or bool(truth.interpreted)
        case "region":
            return bool(truth.region)
        case "setting":
            return bool(truth.setting)
        case "words":
            return any(each.kind == "words" for each in truth.texts)
        case "view":
            return bool(truth.view)
        case "whereabouts" | "until" | "persons" | "places" | "vehicles" | "others" | "danger" | "employer" | "start":
            return typed
        case "workplace" | "housing" | "injury" | "background" | "journey" | "health" | "recommendation" | "custody":
            return typed
    return None


def _frame(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """How soon, why, by when, and what is needed now."""
    frame, where = sheet.frame, f"{paper.name} {sheet.sheet}"
    if frame is None:
        found.holds(sheet.sheet in FRAMELESS, "urgency", where, "does not say how soon")
        return
    if sheet.sheet not in TOLD_HOW_SOON:
        told = frame.word not in (HOW_SOON, "") or frame.urgent or frame.reason.text
        found.holds(not told, "passed-on", where, f"says {frame.word!r} and {frame.reason.text!r}")
    elif truth.urgent:
        found.holds(frame.urgent, "urgency", where, f"says {frame.word!r} of urgent need")
        found.holds(frame.reason.text not in MISSING[:2], "urgency", where, f"says {frame.reason.text!r} of danger")
    if truth.urgent or truth.harm:
        found.holds(NO_DANGER not in frame.reason.text, "no-danger", where, f"says {NO_DANGER!r}")
    if frame.urgent or truth.urgent:
        later = [each for each in _days(sheet) if each > truth.today]
        found.holds(not later, "two-days", where, f"says {frame.ask!r} and by {later}")
    needed = [value.text for value in frame.cells[0].values]
    if INTERVIEWER in needed:
        found.holds(truth.wishes_for_interviewer, "interviewer", where, f"needed now: {needed}")


def _days(sheet: Sheet) -> Iterator[str]:
    """ISO days by which the reader of a sheet is asked to answer."""
    asked = [each.text for each in sheet.lines if each.shape in ("ask", "step", "answer")]
    for text in asked:
        for told in DAY.findall(text):
            yield datetime.datetime.strptime(told, "%d %B %Y").date().isoformat()


def _needs(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """Each need is named on the sheets that name needs, and no other."""
    if sheet.sheet not in ("A", "child", "social", "handover"):
        return
    titles = {ENGLISH.say(f"directory.need.{need.id}"): need.id for need in published.needs()}
    shown = {}
    for line in sheet.lines:
        if line.label in titles and line.text != "":
            shown[titles[line.label]] = line.text == "crossed" or (
                line.shape in NAMED_SHAPES and not line.text.startswith(OFFERED)
            )
    for need, named in shown.items():
        found.holds(named is (need in truth.needs), "need", paper.name, f"{need}: {'named' if named else 'not named'}")


def _place(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """State and place of the talk: only where an officer set them."""
    for line in sheet.lines:
        if line.label == ENGLISH.say("form.field.region") and line.text not in MISSING:
            told = ENGLISH.say(f"directory.region.{truth.region}") if truth.region else ""
            found.holds(line.text == told, "default-as-fact", paper.name, f"State: {line.text}, set was {told!r}")
        if line.label == ENGLISH.say("form.field.setting") and line.text not in MISSING:
            told = setting_words(truth.setting)
            found.holds(line.text == told, "default-as-fact", paper.name, f"Place: {line.text}, set was {told!r}")


def setting_words(setting: str) -> str:
    return ENGLISH.say(f"setting.{setting}.title") if setting else ""


def _agreement(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """What the person agreed to for this recipient, part by part."""
    if paper.recipient in ("own", "person", "handover"):
        return
    parts = {ENGLISH.say(f"part.{part}"): part for part in published.gives().get(paper.recipient, ())}
    words = {ENGLISH.say(f"form.consent.{value}"): value for value in ("yes", "no", "later")}
    words[ENGLISH.say("form.consent.not-asked")] = ""
    for line in sheet.lines:
        pairs = [(line.label, line.text)]
        if line.label in words:
            pairs = [(part, line.label) for part in line.text.split("; ")]
        for title, word in pairs:
            if title in parts and word in words:
                part = parts[title]
                value = truth.consent(DECISION[part], f"{paper.recipient}:{part}")
                told = words[word]
                found.holds(told == value or (value == "later" and told in ("no", "later")) or
                            (value == "no" and told == "later" and _differ(truth, DECISION[part], paper, part)),
                            "agreement", paper.name, f"{part}: says {told!r}, was {value!r}")  # fmt: skip


def _differ(truth: Truth, decision: str, paper: Paper, part: str) -> bool:
    heads = truth.consent_heads.get((decision, f"{paper.recipient}:{part}"), ())
    return len({each.body["value"] for each in heads}) > 1


def _evidence(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """Each row of evidence is an answer that stands, with how it came and where it happened; what is open has none."""
    if sheet.sheet != "B":
        return
    marks = {ENGLISH.say(f"item.{item}.mark"): item for item in published.items(truth.edition)}
    answers, where = truth.answers, f"{paper.name} {sheet.sheet}"
    for line in sheet.lines:
        words, *cells = line.text.split(" | ")
        refused = words.startswith(SAID_NO)
        item = marks.get(words.removeprefix(SAID_NO))
        if line.shape != "row" or item is None:
            continue
        if len(cells) < 2:
            found.holds(item not in answers, "answers", where, f"{item} is called open, and was answered")
            continue
        answer, how, place = answers.get(item, ("", "", ""))
        found.holds(
            bool(answer) and (answer == "no" or not refused), "answers", where, f"{item}: {answer!r} as {words!r}"
        )
        told = ENGLISH.say(f"how.{how}") if how else ""
        found.holds(cells[0] == told, "answers", where, f"{item} came {how}, and is said to be {cells[0]!r}")
        if place:
            told = ENGLISH.say(f"where.{place}")
            found.holds(
                cells[1] == told, "answers", where, f"{item} happened at {place}, and is said to be {cells[1]!r}"
            )


def _plain(truth: Truth, paper: Paper, sheet: Sheet, found: Compared) -> None:
    """Sentences that are the same on every paper, and must be so of this case."""
    permit = any("permit" in item for item in truth.answers)
    found.holds(PERMIT not in sheet.text or not permit, "permit", paper.name, f"says {PERMIT!r}")
    if truth.age == "child" and truth.asked_on_childs_page("needs-afraid"):
        found.holds(TONIGHT not in sheet.text, "tonight", paper.name, "the child was not asked about tonight")
    for way, told in (("here", "An interpreter was there"), ("phone", "Somebody interpreted by telephone")):
        found.holds(told not in sheet.text or way in truth.interpreted, "interpreter", paper.name, f"says {told!r}")
    for line in sheet.lines:
        if line.shape == "plot" and line.label == ENGLISH.say("explanation.irregular_migration"):
            open_ = line.text in (*MISSING, ENGLISH.say("band.not_enough_asked"))
            found.holds(open_ or truth.stay_known, "stay", paper.name, f"{line.label}: {line.text}")


def _own(truth: Truth, paper: Paper, found: Compared) -> None:
    """The record's own copy: everything that is recorded, refusals and names of recipients included."""
    text = paper.everything
    for name in truth.asked_recipients:
        if title := published.names().get(name) or truth.cards.get(name):
            found.holds(title in text, "own-copy", paper.name, f"{title} was asked for, and is not named")
    if truth.setting:
        found.holds(setting_words(truth.setting) in text, "own-copy", paper.name, f"no place {truth.setting}")
    if truth.region:
        told = ENGLISH.say(f"directory.region.{truth.region}")
        found.holds(told in text, "own-copy", paper.name, f"no state {told}")
    for need in truth.needs:
        told = ENGLISH.say(f"directory.need.{need}")
        found.holds(told in text, "own-copy", paper.name, f"need {told} is not on it")
    for sheet in paper.sheets:
        for line in sheet.lines:
            found.holds(line.text != KEPT_BACK, "own-copy", paper.name, f"{line.label}: kept back from the officer")


def compare_haste(papers: Iterable[Paper], found: Compared) -> None:
    """The papers of one case say the same of how soon."""
    words: dict[bool, str] = {}
    for paper in papers:
        for sheet in paper.sheets:
            if sheet.frame is not None and sheet.sheet in TOLD_HOW_SOON:
                words.setdefault(sheet.frame.urgent, f"{paper.name} {sheet.sheet}")
    found.holds(len(words) < 2, "disagree", "papers of one case", f"urgent: {words.get(True)}; not: {words.get(False)}")

"""Everything that papers say beyond the form of one talk: needs, notes, sums, rights, slips, cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from screening.documents.forms.content import Builder
from screening.documents.forms.facts import Facts, Told, duty_seen, spoken
from screening.documents.forms.loader import NOTES, WORK_NOTES, Form, Section
from screening.documents.forms.paper import FormContent, Stated
from screening.documents.layout.blocks import (
    Block,
    Check,
    Checks,
    Field,
    Fields,
    Line,
    Lines,
    Paragraph,
    Said,
    Two,
    Write,
    joined,
)
from screening.domain.case.release import SHEETS, answers_released, may_say, readings_released, sheet_allowed
from screening.domain.known import needs
from screening.domain.known.known import CLOSING_LINES, SILENT, AskedNo, NotPassedOn, Reader, Value, told
from screening.domain.scoring.assessment import Assessment
from screening.domain.services import wages
from screening.domain.services.wage_law import WORK, Minimum, Overtime, WageLaw, WageRow
from screening.domain.services.wages import Sum, SumStep, Work
from screening.errors import NotAccepted
from screening.wording.catalogue.dates import span_of
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(("missing", "danger", "needs", "need_states", "consent"), ()),
    **dict.fromkeys(("setting", "phrase", "language", "code", "fingerprint"), ""),
    "answers": {}, "view": None, "handed": None, "plan": {}, "read_back": frozenset(),
}  # fmt: skip
"""What stands in the place of what a reader may not have."""
SOURCES = ("agreed", "paid", "months", "hours", "fees", "deductions")
_LABELS = {
    "setting": "field.setting", "language": "field.language", "region": "field.region", "words": "section.words",
    "view": "section.view", "needs": "section.needs", "signs": "section.elements",
}  # fmt: skip
"""The label of a field among the texts that papers share; a note's stands under "note"."""
_UNNAMED = frozenset({"plan"})
"""What has no label on a sheet: the person's own plan."""
SHORT = (*SOURCES, *WORK_NOTES, "start", "custody", "interim-order", "hearing", "order-end")
"""Notes that are one figure or one day: they stand side by side."""


def visible(facts: Facts, form: Form, granted: frozenset[str], nothing: Assessment) -> Facts:
    """The facts that the reader of ``form`` may have: everything else is taken away before a word is set (RE4).

    What that is, ``domain.case.release`` decides. ``nothing`` is the assessment of no answers. Raises
    NotAccepted("part-not-granted") for a sheet that the person did not agree to.
    """
    sheet = form.sheet
    if not sheet_allowed(sheet, granted):
        raise NotAccepted("part-not-granted")

    def may(name: str, sheets: Sequence[str] | None = None) -> bool:
        return may_say(name, sheet, granted, sheets)

    reader = Reader(granted, sheet, facts.offered)
    struck = facts.struck if sheet == "social" else frozenset()
    signs = may("answers")
    theirs = CLOSING_LINES if signs and not facts.recipient else ()  # on a copy that goes to nobody
    known = {
        name: told(name, each, reader)
        for name, each in facts.known.items()
        if name not in struck and (sheet in NOTES.get(name, SHEETS) or name in theirs)
    }
    haste = needs.told(facts.haste, reader) if sheet in NOTES["urgency"] else needs.NO_HASTE
    said = facts.chosen if sheet == "social" else facts.words
    unsaid = struck | ({"needs"} if signs and "needs" not in granted else set())
    if signs and facts.recipient:
        unsaid |= {name for name in CLOSING_LINES if name != "reach"}
    withheld = frozenset(facts.answers) - answers_released(facts.protocol, granted) if signs else frozenset()
    read = _read(facts.assessment, granted, withheld) if may("assessment") else nothing
    taken = {name: empty for name, empty in _EMPTY.items() if not may(name)}
    made = replace(
        facts,
        **taken,
        assessment=read,
        words=said if may("words") else (),
        chosen=(),
        known={name: each for name, each in known.items() if name not in unsaid}
        | ({"urgency": haste.known} if sheet in NOTES["urgency"] else {}),
        haste=haste,
        promises=facts.promises if "promised" in known and "promised" not in unsaid else (),
        unsaid=frozenset(unsaid),
        account=bool(facts.words) and may("account"),
        withheld=withheld,
        needs_kept=not may("needs") and any(state != "not-asked" for _, state in facts.need_states),
    )
    kept = {"words"} if facts.words and not made.words else set()
    if signs and read.signs != facts.assessment.signs:
        kept.add("against")
    if made.view and readings_released(made.view.explanations, granted) != made.view.explanations:
        kept.add("view")
        made = replace(made, view=None)
    return replace(made, known={**made.known, **dict.fromkeys(kept, NotPassedOn())}) if kept else made


def _read(made: Assessment, granted: frozenset[str], withheld: frozenset[str]) -> Assessment:
    """The reading without the explanations, paths and answers of what was not agreed to."""
    if "needs" in granted:
        return made
    signs = {
        name: replace(each, items=tuple(i for i in each.items if i not in withheld))
        for name, each in made.signs.items()
    }
    bands = {name: made.bands[name] for name in readings_released(made.bands, granted)}
    return replace(made, signs=signs, bands=bands, paths=readings_released(made.paths, granted))


def recorded(facts: Facts) -> frozenset[str]:
    """The fields in which something stands in the record, whoever may have it."""
    found = {name for name, each in facts.known.items() if name in NOTES and not isinstance(each, SILENT)}
    for name, there in {
        "words": facts.words, "view": facts.view, "signs": facts.answers, "setting": facts.setting,
        "language": facts.language, "region": facts.region, "plan": any(facts.plan.values()),
        "needs": any(named for _, named in facts.needs),
    }.items():  # fmt: skip
        if there:
            found.add(name)
    return frozenset(found)


def left_out(facts: Facts, stated: Iterable[Stated]) -> tuple[str, ...]:
    """The ids of the labels of what is in the record and on none of these sheets."""
    printed = {each.field for each in stated}
    names = sorted(recorded(facts) - printed - _UNNAMED)
    return tuple(f"form.{_LABELS.get(name, f'note.{name}')}" for name in names)


def asked_for(law: WageLaw | None) -> tuple[str, ...]:
    """Return the notes of the work that are asked for: those that the numbers of labour law depend on."""
    return tuple(name for name in WORK_NOTES if law is not None and (name == "employees" or options_of(name, law)))


def options_of(name: str, law: WageLaw | None) -> tuple[tuple[str, str], ...]:
    """Return what a note of the work can be, and the ids of the texts; empty for what is typed."""
    if law is None:
        return ()
    if name == wages.KIND:
        return tuple((kind, f"form.work-kind.{kind}") for kind in WORK)
    listed = {"work-state": law.places, "work-area": law.areas}.get(name, ())
    return tuple((each, f"nation.{law.country}.wages.{each}") for each in listed)


def work_of(notes: Mapping[str, str]) -> Work:
    """Return what decides which numbers of labour law hold, from what was noted for the sheet."""
    span = span_of(notes.get(wages.PERIOD, ""))
    since, until = span if span is not None else (None, None)
    kind, place, area = (notes.get(name, "") for name in (wages.KIND, "work-state", "work-area"))
    return Work(since, until, kind, place, area, wages.size_of(notes.get("employees", "")))


class Papers(Builder):
    """Builds what papers say beyond the form of one talk."""

    def content(self) -> FormContent:
        made = replace(super().content(), size=self.form.size)
        if self.form.sheet in ("plan", "rights", "card", "visit"):
            made = replace(made, foot=())
        if self.form.size == "card":
            return replace(made, blocks=(), card=tuple(self.card_lines()))
        return made

    def parts(self, section: Section) -> Iterable[Block]:
        match section.kind:
            case "needs-boxes":
                return self.needs_boxes()
            case "noted":
                return self.noted(section.fields)
            case "lines":
                return (Paragraph(self.own(f"line.{each}")) for each in section.texts)
            case "boxes":
                return (self.boxes((self.own(f"line.{each}"), each in self.facts.done) for each in section.texts),)
            case "cards":
                return self.cards(section.statements)
            case "write":
                return (Write(Two(""), section.count),)
            case "consent-this":
                return self.consent_this()
            case "wages":
                return self.wages()
            case "answer":
                return self.answer()
            case "numbers":
                return self.numbers()
            case "plan":
                return self.plan(section.fields)
            case "handed":
                return self.handed()
            case "said":
                return (Paragraph(self.two(each)) for each in section.texts)
            case "card":
                return ()
        return super().parts(section)

    def named(self, words: Words) -> str:
        """Whom the paper is for, in the language of ``words``."""
        return words.known(self.facts.recipient_text, self.facts.recipient)

    def more_fields(self) -> dict[str, Two]:
        facts = self.facts
        return {
            "recipient": self.two("form.for-person")
            if facts.own
            else self._each(self.named)
            if facts.recipient
            else Two(""),
            "region": self.known(f"directory.region.{facts.region}", facts.region) if facts.region else Two(""),
            "urgency": self.urgency(),
            **{name: self.note(name) for name in ("interpreter", "prefers", "dependants")},
        }

    def urgency(self) -> Two:
        """How soon help is needed and why; empty where nothing is known of it, or nothing may be said."""
        return self._each(self.how_soon_and_why)

    def how_soon_and_why(self, words: Words) -> str:
        """That it is urgent, where it is, and why, as far as this reader may know it."""
        why = self.why(words)
        if not self.facts.haste.urgent:
            return why
        return f"{words.say('form.face.urgent')}: {why or words.say('form.state.kept-back')}"

    def why(self, words: Words) -> str:
        """Why help is needed soon, in the language of ``words``; "" where that is not known or not for this reader."""
        match self.facts.haste.known:
            case Value(text=typed, named=named):
                reasons = [typed] if typed else []
                reasons += [
                    words.say(f"directory.{each}" if each.startswith("need.") else f"form.haste.{each}")
                    for each in named
                ]
                return "; ".join(reasons)
            case AskedNo():
                return words.say("form.haste.none")
        return ""

    def needs_boxes(self) -> Iterator[Block]:
        self.states("needs", "section.needs", recorded=bool(self.facts.needs))
        yield self.boxes((self.two(f"directory.need.{need}"), named) for need, named in self.facts.needs)

    def boxes(self, boxes: Iterable[tuple[Two, bool]]) -> Checks:
        return Checks(tuple(Check(text, crossed) for text, crossed in boxes), apart=True)

    def noted(self, names: Sequence[str]) -> Iterator[Block]:
        """What was noted, whole, in any script; what is missing says why in a line and is never a blank."""
        names = [name for name in names if name not in WORK_NOTES or name in asked_for(self.facts.wage_law)]
        short = [name for name in names if name in SHORT and name not in self.facts.unsaid]
        if short:
            yield Fields(tuple(self._short(name) for name in short))
        for name in names:
            if name in SHORT or name in self.facts.unsaid:
                continue
            text, said = self.facts.notes.get(name, ""), self.note(name)
            label = self.own(f"note.{name}")
            there = self.states(name, f"note.{name}", recorded=bool(said.first))
            if text and name != "promised":
                yield Said(label, text, self._read_back(f"field:{name}"), spoken(text, self.facts.language))
            else:
                yield Lines(Two(""), (Line(label, said if there else self.missing(name)),))

    def words(self) -> Iterator[Block]:
        """As everywhere, and in a report whether the person has read or heard it (SH5)."""
        topics = [Told(*each).topic for each in self.facts.words]
        for at, part in enumerate(super().words()):
            if self.form.sheet == "social" and isinstance(part, Said):
                part = replace(part, note=joined(part.note, self._read_back(topics[at])))
            yield part

    def _read_back(self, part: str) -> Two:
        """Whether the person has read or heard it, on the one sheet that speaks for them."""
        if self.form.sheet != "social" or part == "field:heard":
            return Two("")
        return self.two("social.read-back-yes" if part in self.facts.read_back else "social.read-back-no")

    def _short(self, name: str) -> Field:
        text = self.facts.notes.get(name, "")
        chosen = dict(options_of(name, self.facts.wage_law)).get(text)
        return self.field(name, f"note.{name}", self.two(chosen) if chosen else Two(text))

    def consent_this(self) -> Iterator[Block]:
        self.states("consent-this", "consent-this.title", recorded=any(value for _, value in self.facts.granted))
        yield Lines(
            self.own("consent-this.title"),
            tuple(
                Line(self.two(f"part.{part}"), self.two(f"form.consent.{value or 'not-asked'}"))
                for part, value in self.facts.granted
            ),
        )
        if self.facts.duty:
            said = "consent-this.duty" if self.facts.told else "consent-this.duty-unasked"
            yield Paragraph(
                self._each(
                    lambda words: words.say(f"form.{said}", duty=self.facts.duty, seen=duty_seen(self.facts, words))
                )
            )

    def cards(self, names: Sequence[str]) -> Iterator[Block]:
        for each in self.law_of(names):
            yield Lines(self.two(f"statute.{each.id}.place"), (Line(self._statement(each)),))

    def wages(self) -> Iterator[Block]:
        """Each sum with its steps, period by period, and the rules behind them, each with how far it was seen."""
        told = {name: self.facts.notes.get(name, "") for name in SOURCES}
        lines = wages.sums(told, self.facts.wage_law, work_of(self.facts.notes), self.facts.money)
        rows = [row for line in lines for row in self._sum(line)]
        total = wages.total(lines)
        known = self.own("wages.none") if total is None else self.own("wages.sum", amount=wages.shown(total))
        rows.append(Line(self.own("wages.total"), known))
        yield Lines(self.own("wages.title"), tuple(rows))
        yield Paragraph(self.own("wages.note"))
        used = dict.fromkeys(rule for line in lines for step in line.steps for rule in step.rules)
        if used:
            yield Lines(
                self.own("wages.rules"),
                tuple(Line(self.marked(self._rule(rule), rule.seen)) for rule in used),
            )

    def _sum(self, line: Sum) -> Iterator[Line]:
        label = self.own(f"wages.line.{line.id}")
        if line.amount is not None:
            yield Line(label, self.own("wages.sum", amount=wages.shown(line.amount)))
        elif line.missing == (wages.LAW,):
            yield Line(label, self.own("wages.no-law"))
        elif line.excluded and self.facts.wage_law is not None:
            yield Line(label, self.two(f"nation.{self.facts.wage_law.country}.wages.{line.excluded}"))
        elif line.no_rule_on is not None:
            day = line.no_rule_on.isoformat()
            yield Line(
                label, self._each(lambda words: words.say("form.wages.no-rule", day=format_date(day, words.language)))
            )
        elif line.missing:
            yield Line(
                label,
                self._each(
                    lambda words: words.say(
                        "form.wages.unknown", missing="; ".join(words.say(f"form.note.{name}") for name in line.missing)
                    )
                ),
            )
        else:
            yield Line(label, self.own("wages.none"))
        for step in line.steps:
            yield Line(self._step(step))

    def _step(self, step: SumStep) -> Two:
        def said(words: Words) -> str:
            told = step.figures
            if step.above is not None:
                told = words.say("form.wages.above", amount=wages.shown(step.above))
            if step.since is None or step.until is None:
                return told
            days = (format_date(day.isoformat(), words.language) for day in (step.since, step.until))
            return f"{next(days)} – {next(days)}: {told}"

        return self._each(said)

    def _rule(self, rule: WageRow) -> Two:
        country = self.facts.wage_law.country if self.facts.wage_law is not None else ""

        def said(words: Words) -> str:
            title = words.say(f"nation.{country}.wages.{rule.id}")
            since = format_date(rule.since.isoformat(), words.language)
            if isinstance(rule, Minimum):
                return words.say("form.wages.minimum", title=title, amount=wages.shown(rule.monthly), since=since)
            assert isinstance(rule, Overtime)
            numbers = {name: f"{getattr(rule, name).normalize():f}" for name in ("week", "factor", "days", "hours")}
            return words.say("form.wages.overtime", title=title, since=since, **numbers)

        return self._each(said)

    def answer(self) -> Iterator[Block]:
        yield self.boxes([(self.own("answer.accepted"), False)])
        for name in ("redirected", "declined"):
            yield self.boxes([(self.own(f"answer.{name}"), False)])
            yield Write(Two(""), 1)
        yield Write(self.own("answer.who"), 1)
        yield Write(self.own("answer.when"), 1)

    def numbers(self) -> Iterator[Block]:
        if not self.facts.numbers:
            yield Paragraph(self.own("number.none"))
            return
        lines = (Line(Two(f"{title} · {number}"), Two(hours)) for title, number, hours in self.facts.numbers)
        yield Lines(Two(""), tuple(lines))

    def plan(self, names: Sequence[str]) -> Iterator[Block]:
        for name in names:
            text = self.facts.plan.get(name, "")
            label = self.two(f"safety-plan.{name}")
            if text.strip():
                yield Said(label, text, language=spoken(text, self.facts.language))
            else:
                yield Write(label, 2)

    def handed(self) -> Iterator[Block]:
        """To whom, that the person was told and said yes, what to mind, and every promise that is still open (SH9)."""
        known = self.facts.handed
        if known is None:
            yield from (Write(self.two(f"page.handover.{name}"), 1) for name in ("to", "agreed", "promises"))
            return
        to = Field(
            self.two("page.handover.to"), Two(known.to) if known.to.strip() else self.two("form.state.left-blank")
        )
        yield Fields((to, Field(self.two("page.handover.agreed"), self.two("answer.yes"))))
        for text_id, text in known.notes:
            yield Said(self.two(text_id), text, language=spoken(text, self.facts.language))
        if not known.promises:
            said = self.note("promised")
            yield Lines(self.two("page.handover.promises"), (Line(said if said.first else self.missing("promised")),))
        for text, day in known.promises:
            by = self._each(lambda words, day=day: format_date(day, words.language)) if day else Two("")
            yield Said(self.two("page.handover.promises"), text, by)

    def card_lines(self) -> Iterator[str]:
        """A title, one number, its hours, the agreed phrase: nothing that tells (RE9)."""
        yield self.first.say("card.title")
        for _, number, hours in self.facts.numbers[:1]:
            yield self.first.say("card.ring", number=number)
            if hours:
                yield self.first.say("card.hours", hours=hours)
        if self.facts.phrase.strip():
            yield self.first.say("card.say", phrase=self.facts.phrase)
        yield self.first.say("card.throw-away")

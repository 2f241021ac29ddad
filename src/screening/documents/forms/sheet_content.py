"""Everything that a sheet says: its head and foot, fields, needs, notes, sums, rights, slips, cards."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from screening.documents.forms.content import TalkSections
from screening.documents.forms.facts import duty_seen, spoken
from screening.documents.forms.loader import WORK_NOTES, Section
from screening.documents.forms.paper import FormContent, SectionContent
from screening.documents.layout.blocks import (
    NO_TEXT,
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
)
from screening.documents.layout.logo import read_logo
from screening.domain.known.known import AskedNo, Value
from screening.domain.services import wages
from screening.domain.services.wage_law import WORK, Minimum, Overtime, WageLaw, WageRow
from screening.domain.services.wages import Sum, SumStep, Work
from screening.wording.catalogue.dates import span_of
from screening.wording.catalogue.languages import format_date, name_in
from screening.wording.catalogue.translations import Words

SOURCES = ("agreed", "paid", "months", "hours", "fees", "deductions")
SHORT = (*SOURCES, *WORK_NOTES, "start", "custody", "interim-order", "hearing", "order-end")
"""Notes that are one figure or one day: they stand side by side."""
WITHOUT_FOOT = ("plan", "rights", "card", "visit")
"""Sheets that say nothing of the record."""


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


class Papers(TalkSections):
    """Words one sheet of any layout, block by block."""

    def content(self) -> FormContent:
        facts, form = self.facts, self.form
        card = form.size == "card"
        sections = () if card else form.sections
        return FormContent(
            form.id,
            form.sheet,
            self.languages,
            self.two(form.title) if form.title else self.own("title"),
            self.own("for-whom") if self._has("for-whom") else NO_TEXT,
            facts.code,
            tuple(block for section in sections if (block := self.block(section)).parts),
            () if form.sheet in WITHOUT_FOOT else tuple(self.foot()),
            facts.fingerprint,
            self.one_line("form.practice") if facts.practice else "",  # nobody may take it for a real one
            self._seal() if facts.fingerprint else ("", ""),
            until=self._until(),
            size=form.size,
            logo=read_logo(form.logo) if form.logo is not None else b"",
            tight=form.tight,
            card=tuple(self.card_lines()) if card else (),
            stated=tuple(self.stated),
        )

    def foot(self) -> Iterator[str]:
        facts = self.facts
        yield self.one_line("form.foot.edition", edition=facts.assessment.edition)
        if facts.fingerprint:
            yield f"{self.one_line('form.foot.record', n=facts.entries)}: {facts.fingerprint}"
            if facts.log is not None:
                yield f"{self.one_line('form.foot.log', n=facts.log.entries)}: {facts.log.fingerprint}"

    def _seal(self) -> tuple[str, str]:
        """In the second language where there is one: every office that checks a paper reads it."""
        words = self.second or self.first
        return words.say("form.seal", seal="{seal}"), words.say("form.seal-how")

    def _until(self) -> Two:
        last = self.last_day()
        return (
            self._each(lambda words: words.say("form.keep-until", day=format_date(last, words.language)))
            if last
            else NO_TEXT
        )

    def last_day(self) -> str:
        """By when the recipient is asked to destroy it (RE18); "" for a paper that is given to nobody."""
        facts = self.facts
        if not (facts.recipient and facts.day and self.form.keep_days):
            return ""
        return (datetime.date.fromisoformat(facts.day) + datetime.timedelta(self.form.keep_days)).isoformat()

    def block(self, section: Section) -> SectionContent:
        heading = self.own(f"section.{section.id}") if self._has(f"section.{section.id}") else NO_TEXT
        return SectionContent(heading, tuple(self.parts(section)))

    def _has(self, name: str) -> bool:
        return self.first.has(f"{self.form.prefix}.{name}")

    def parts(self, section: Section) -> Iterable[Block]:
        """What a section says."""
        parts: dict[str, Callable[[], Iterable[Block]]] = {
            "fields": lambda: self.fields(section.fields),
            "statement": self.statement,
            "stay": lambda: self.stay(section),
            "consent": self.consent,
            "needs": self.needs,
            "elements": self.elements,
            "eleven": self.eleven,
            "against": self.against,
            "explanations": self.explanations,
            "words": self.words,
            "view": self.view,
            "closing": self.closing,
            "not-asked": self.not_asked,
            "law": lambda: self.law(section.statements),
            "needs-boxes": self.needs_boxes,
            "noted": lambda: self.noted(section.fields),
            "lines": lambda: (Paragraph(self.own(f"line.{each}")) for each in section.texts),
            "boxes": lambda: (
                self.boxes((self.own(f"line.{each}"), each in self.facts.done) for each in section.texts),
            ),
            "cards": lambda: self.cards(section.statements),
            "write": lambda: (Write(NO_TEXT, section.count),),
            "consent-this": self.consent_this,
            "wages": self.wages,
            "answer": self.answer,
            "numbers": self.numbers,
            "plan": lambda: self.plan(section.fields),
            "handed": self.handed,
            "said": lambda: (Paragraph(self.two(each)) for each in section.texts),
            "card": lambda: (),
        }
        return parts[section.kind]()

    def fields(self, names: Sequence[str]) -> Iterator[Block]:
        yield Fields(tuple(self.field(name, f"field.{name}", value) for name, value in self.field_values(names)))

    def field_values(self, names: Sequence[str]) -> Iterator[tuple[str, Two]]:
        """Each of the fields of which this reader is told something, with its value."""
        for name in names:
            if name not in self.facts.unsaid:
                yield name, self.field_value(name)

    def field_value(self, name: str) -> Two:
        facts = self.facts
        match name:
            case "date":
                return self.day_of(facts.day)
            case "age":
                return self.two(f"form.age.{facts.age_band}")
            case "setting" if facts.setting:
                return self.known(f"setting.{facts.setting}.title", facts.setting)
            case "language" if facts.language:
                return self._each(lambda words: name_in(facts.language, words.language))
            case "code" | "officer" | "organisation":
                return Two(getattr(facts, name))
            case "recipient" if facts.own:
                return self.two("form.for-person")
            case "recipient" if facts.recipient:
                return self._each(self.named)
            case "region" if facts.region:
                return self.known(f"directory.region.{facts.region}", facts.region)
            case "urgency":
                return self._each(self.how_soon_and_why)
            case "interpreter" | "prefers" | "dependants":
                return self.note(name)
        return NO_TEXT

    def field(self, name: str, label: str, value: Two) -> Field:
        """A label with its value, or with the word for what is missing."""
        there = self.states(name, label, recorded=bool(value.first.strip()))
        return Field(self.own(label), value if there else self.missing(name))

    def named(self, words: Words) -> str:
        """Whom the paper is for, in the language of ``words``."""
        return words.known(self.facts.recipient_text, self.facts.recipient)

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
                yield Lines(NO_TEXT, (Line(label, said if there else self.missing(name)),))

    def _short(self, name: str) -> Field:
        text = self.facts.notes.get(name, "")
        chosen = dict(options_of(name, self.facts.wage_law)).get(text)
        return self.field(name, f"note.{name}", self.two(chosen) if chosen else Two(text))

    def consent_this(self) -> Iterator[Block]:
        granted = self.facts.granted
        self.states("consent-this", "consent-this.title", recorded=any(value for _, value in granted))
        yield Lines(
            self.own("consent-this.title"), tuple(self.decision(f"part.{part}", value) for part, value in granted)
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
            yield Line(label, self._each(self._no_rule, line.no_rule_on.isoformat()))
        elif line.missing:
            yield Line(label, self._each(self._unknown, line.missing))
        else:
            yield Line(label, self.own("wages.none"))
        for step in line.steps:
            yield Line(self._step(step))

    def _no_rule(self, words: Words, day: str) -> str:
        return words.say("form.wages.no-rule", day=format_date(day, words.language))

    def _unknown(self, words: Words, missing: Sequence[str]) -> str:
        return words.say("form.wages.unknown", missing="; ".join(words.say(f"form.note.{name}") for name in missing))

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
            yield Write(NO_TEXT, 1)
        yield Write(self.own("answer.who"), 1)
        yield Write(self.own("answer.when"), 1)

    def numbers(self) -> Iterator[Block]:
        if not self.facts.numbers:
            yield Paragraph(self.own("number.none"))
            return
        lines = (Line(Two(f"{title} · {number}"), Two(hours)) for title, number, hours in self.facts.numbers)
        yield Lines(NO_TEXT, tuple(lines))

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
            yield Lines(self.two("page.handover.promises"), (Line(said or self.missing("promised")),))
        for text, day in known.promises:
            yield Said(self.two("page.handover.promises"), text, self.day_of(day))

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

"""What stands on a sheet beside evidence: its foot, fields, notes, sums, rights, plans, hand-overs, cards."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from screening.documents.forms.content import SHAPES, TalkSections, across
from screening.documents.forms.facts import duty_seen, spoken
from screening.documents.forms.loader import WORK_NOTES, Section
from screening.documents.forms.paper import FieldState
from screening.documents.layout.blocks import (
    Block,
    Check,
    Checks,
    LabelledValues,
    Pairs,
    Said,
    Shaped,
    Steps,
    Write,
)
from screening.domain.events.later import NeedMet
from screening.domain.known.known import AskedNo, Value
from screening.domain.services import wages
from screening.domain.services.wage_law import WORK, Minimum, Overtime, WageLaw, WageRow
from screening.domain.services.wages import Sum, SumStep, Work
from screening.wording.catalogue.dates import span_of
from screening.wording.catalogue.decision_lines import decided_line, met_line
from screening.wording.catalogue.languages import name_in

SOURCES = ("agreed", "paid", "months", "hours", "fees", "deductions")
SHORT = (*SOURCES, *WORK_NOTES, "start", "custody", "interim-order", "hearing", "order-end")
"""Notes that are one figure or one day: they stand side by side."""
SAID_FIRST = "not-detention"
"""A line of the child's sheet that says what stands above it where the child is held."""


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
    """Words the sections of a sheet of any layout."""

    def site_seen(self) -> Iterator[Block]:
        """A workplace without a person: name and day, what was seen, the note, the next visit."""
        site = self.facts.site
        if site is None:
            yield Write("", 4)
            return
        seen = tuple(Shaped(self.mark(each)) for each in site.seen)
        rows = [LabelledValues(site.place, (Shaped(self.day(site.day)), *seen))]
        if site.note.strip():
            rows.append(LabelledValues(self.words.say("page.site.note"), (Shaped(site.note),)))
        if site.again:
            rows.append(
                LabelledValues(self.words.say("page.site.again", place=site.place), (Shaped(self.day(site.again)),))
            )
        yield Pairs(tuple(rows))

    def site_office(self) -> Iterator[Block]:
        """Offices that take a complaint, with numbers that were rung here; room for the address."""
        offices = self.facts.site.offices if self.facts.site is not None else ()
        for name, number in offices:
            yield across(f"{name}: {number or self.words.say('page.site.no-number')}")
        if self.facts.site is not None and self.facts.site.again:
            yield across(self.words.say("form.face.ask-by", day=self.day(self.facts.site.again)))
        yield across(self.words.say("form.site.address"))
        yield Write("", 2)

    def foot(self) -> Iterator[str]:
        facts = self.facts
        yield self.words.say("form.foot.edition", edition=facts.assessment.edition)
        if facts.fingerprint:
            yield f"{self.words.say('form.foot.record', n=facts.entries)}: {facts.fingerprint}"
            if facts.log is not None:
                yield f"{self.words.say('form.foot.log', n=facts.log.entries)}: {facts.log.fingerprint}"

    def last_day(self) -> str:
        """By when the recipient is asked to destroy it (RE18); "" for a paper that is given to nobody."""
        facts = self.facts
        if not (facts.recipient and facts.day and self.form.keep_days):
            return ""
        return (datetime.date.fromisoformat(facts.day) + datetime.timedelta(self.form.keep_days)).isoformat()

    def parts(self, section: Section) -> Iterable[Block]:
        """What a section says."""
        parts: dict[str, Callable[[], Iterable[Block]]] = {
            "fields": lambda: self.fields(section.fields),
            "noted": lambda: self.noted(section.fields),
            "consent": self.consent,
            "consent-this": self.consent_this,
            "needs": self.needs,
            "eleven": self.eleven,
            "closing": self.closing,
            "stay": lambda: self.stay(section),
            "lines": lambda: (across(" ".join(self.layout_text(f"line.{each}") for each in self.lines(section))),),
            "boxes": lambda: (
                self.boxes((self.layout_text(f"line.{each}"), each in self.facts.done) for each in section.texts),
            ),
            "cards": lambda: self.cards(section.statements),
            "write": lambda: (Write("", section.count),),
            "wages": self.wages,
            "numbers": self.numbers,
            "plan": lambda: self.plan(section.fields),
            "handed": self.handed,
            "later": self.later,
            "site-seen": self.site_seen,
            "site-office": self.site_office,
            "said": lambda: (Steps(tuple(self.words.say(each) for each in section.texts)),),
        }
        return parts[section.kind]()

    def lines(self, section: Section) -> Iterator[str]:
        """The lines of a section, but for one that is among what is asked first."""
        return (each for each in section.texts if each != SAID_FIRST or self.facts.stay is None)

    def fields(self, names: Sequence[str]) -> Iterator[Block]:
        pairs = []
        for name in names:
            if name not in self.facts.unsaid:
                value = self.field_value(name)
                there = self.states(name, f"field.{name}", recorded=bool(value.strip()))
                label = self.layout_text(f"field.{name}")
                pairs.append(LabelledValues(label, (Shaped(value) if there else self.gone(name),)))
        yield from self.folding(pairs, columns=2)

    def folding(self, pairs: Sequence[LabelledValues], *, columns: int) -> Iterator[Block]:
        """Pairs of label and value; on a sheet that would not stand on its pages, what is missing folds to one line."""
        if not self.level:
            yield Pairs(tuple(pairs), columns=columns)
            return
        yield Pairs(tuple(pair for pair in pairs if not pair.values[0].shape), columns=columns)
        folded: dict[Shaped, list[str]] = {}
        for pair in pairs:
            if pair.values[0].shape:
                folded.setdefault(pair.values[0], []).append(pair.label)
        for missing, labels in folded.items():
            yield across(replace(missing, text=f"{missing.text}: {', '.join(labels)}"))

    def field_value(self, name: str) -> str:
        facts = self.facts
        match name:
            case "date":
                return self.day(facts.day)
            case "age":
                return self.layout_text(f"age.{facts.age_band}")
            case "setting" if facts.setting:
                return self.known(f"setting.{facts.setting}.title", facts.setting)
            case "language" if facts.language:
                return name_in(facts.language, self.words.language)
            case "code" | "officer" | "organisation":
                return str(getattr(facts, name))
            case "recipient" if facts.own:
                return self.words.say("form.for-person")
            case "recipient" if facts.recipient:
                return self.named()
            case "region" if facts.region:
                return self.known(f"directory.region.{facts.region}", facts.region)
            case "urgency":
                return self.how_soon_and_why()
            case "interpreter" | "prefers" | "dependants":
                return self.note(name)
        return ""

    def named(self) -> str:
        """Whom the paper is for."""
        return self.words.known(self.facts.recipient_text, self.facts.recipient)

    def how_soon_and_why(self) -> str:
        """That it is urgent, where it is, and why, as far as this reader may know it."""
        why, say = self.why(), self.words.say
        if not self.facts.haste.urgent:
            return why
        return f"{say('form.face.urgent')}: {why or say('form.state.kept-back')}"

    def why(self) -> str:
        """Why help is needed soon; "" where that is not known or not for this reader."""
        match self.facts.haste.known:
            case Value(text=typed, named=named):
                reasons = [typed] if typed else []
                reasons += [
                    self.words.say(f"directory.{each}" if each.startswith("need.") else f"form.haste.{each}")
                    for each in named
                ]
                return "; ".join(reasons)
            case AskedNo():
                return self.words.say("form.haste.none")
        return ""

    def boxes(self, boxes: Iterable[tuple[str, bool]], columns: int = 2) -> Checks:
        return Checks(tuple(Check(text, crossed) for text, crossed in boxes), columns=columns)

    def noted(self, names: Sequence[str]) -> Iterator[Block]:
        """What was noted, whole, in any script: words one below the other, figures and days side by side."""
        for short, told in itertools.groupby(self.asked_notes(names), lambda name: name in SHORT):
            pairs = [LabelledValues(self.layout_text(f"note.{name}"), tuple(self.noted_values(name))) for name in told]
            yield from self.folding(pairs, columns=2 if short else 1)

    def noted_values(self, name: str) -> Iterator[Shaped]:
        """What was noted; in a report, whether the person has read or heard it."""
        yield self.noted_value(name)
        if self.facts.notes.get(name) and name not in SHORT and (read := self.read_back(f"field:{name}")):
            yield Shaped(read)

    def noted_value(self, name: str) -> Shaped:
        """What was noted, or the word for what is missing."""
        text, said = self.facts.notes.get(name, ""), self.note(name)
        if not self.states(name, f"note.{name}", recorded=bool(said)):
            return self.gone(name)
        if chosen := dict(options_of(name, self.facts.wage_law)).get(text):
            return Shaped(self.words.say(chosen))
        return Shaped(said, language=spoken(text, self.facts.language) if text and name not in SHORT else None)

    def asked_notes(self, names: Sequence[str]) -> list[str]:
        """Those of the notes that are asked for here, of which this reader is told something."""
        asked = asked_for(self.facts.wage_law)
        return [name for name in names if name not in self.facts.unsaid and (name not in WORK_NOTES or name in asked)]

    def consent_this(self) -> Iterator[Block]:
        """What the person said of each part, grouped by the answer; and the duty in law that the paper goes under."""
        facts = self.facts
        given = facts.granted or tuple((f"consent.decision.{name}", value) for name, value in facts.consent)
        texts = [(f"part.{name}" if facts.granted else name, value) for name, value in given]
        pairs = []
        for value in ("yes", "no", "later", ""):
            named = [self.words.say(text) for text, each in texts if each == value]
            if named:
                shape = "" if value else SHAPES[FieldState.NOT_ASKED]
                label = self.words.say(f"form.consent.{value or 'not-asked'}")
                pairs.append(LabelledValues(label, (Shaped("; ".join(named), shape),)))
        self.states("consent-this", "section.consent", recorded=any(value for _, value in given))
        if self.form.sheet == "A" and facts.account:
            pairs.append(LabelledValues(self.face("account"), (self.kept("account"),)))
        if facts.duty:
            text_id = f"consent-this.duty{'' if facts.told else '-unasked'}"
            seen = duty_seen(facts, self.words)
            pairs.append(LabelledValues("", (Shaped(self.layout_text(text_id, duty=facts.duty, seen=seen)),)))
        yield Pairs(tuple(pairs))

    def wages(self) -> Iterator[Block]:
        """Each sum with its steps, period by period, and the rules behind them, each with how far it was seen."""
        told = {name: self.facts.notes.get(name, "") for name in SOURCES}
        lines = wages.sums(told, self.facts.wage_law, work_of(self.facts.notes), self.facts.money)
        total = wages.total(lines)
        known = (
            self.layout_text("wages.none")
            if total is None
            else self.layout_text("wages.sum", amount=wages.shown(total))
        )
        pairs = [LabelledValues(self.layout_text(f"wages.line.{line.id}"), tuple(self._sum(line))) for line in lines]
        pairs.append(LabelledValues(self.layout_text("wages.total"), (Shaped(known, bold=True),)))
        used = dict.fromkeys(rule for line in lines for step in line.steps for rule in step.rules)
        if used:
            rules = tuple(Shaped(self.marked(self._rule(rule), rule.seen)) for rule in used)
            pairs.append(LabelledValues(self.layout_text("wages.rules"), rules))
        yield Pairs((*pairs, LabelledValues("", (Shaped(self.layout_text("wages.note")),))))

    def _sum(self, line: Sum) -> Iterator[Shaped]:
        """The sum or why there is none, and its steps below it."""
        law, of_layout = self.facts.wage_law, self.layout_text
        if line.amount is not None:
            said = of_layout("wages.sum", amount=wages.shown(line.amount))
        elif line.missing == (wages.LAW,):
            said = of_layout("wages.no-law")
        elif line.excluded and law is not None:
            said = self.words.say(f"nation.{law.country}.wages.{line.excluded}")
        elif line.no_rule_on is not None:
            said = of_layout("wages.no-rule", day=self.day(line.no_rule_on.isoformat()))
        elif line.missing:
            said = of_layout("wages.unknown", missing="; ".join(of_layout(f"note.{name}") for name in line.missing))
        else:
            said = of_layout("wages.none")
        yield Shaped(said)
        for step in line.steps:
            yield Shaped(self._step(step))

    def _step(self, step: SumStep) -> str:
        told = step.figures
        if step.above is not None:
            told = self.layout_text("wages.above", amount=wages.shown(step.above))
        if step.since is None or step.until is None:
            return told
        return f"{self.day(step.since.isoformat())} – {self.day(step.until.isoformat())}: {told}"

    def _rule(self, rule: WageRow) -> str:
        country = self.facts.wage_law.country if self.facts.wage_law is not None else ""
        title = self.words.say(f"nation.{country}.wages.{rule.id}")
        since = self.day(rule.since.isoformat())
        if isinstance(rule, Minimum):
            return self.layout_text("wages.minimum", title=title, amount=wages.shown(rule.monthly), since=since)
        assert isinstance(rule, Overtime)
        numbers = {name: f"{getattr(rule, name).normalize():f}" for name in ("week", "factor", "days", "hours")}
        return self.layout_text("wages.overtime", title=title, since=since, **numbers)

    def numbers(self) -> Iterator[Block]:
        """Numbers that were rung here, each with its hours; or that there is none."""
        if not self.facts.numbers:
            yield across(self.layout_text("number.none"))
            return
        lines = ((title, f"{number}  {hours}".strip()) for title, number, hours in self.facts.numbers)
        yield Pairs(tuple(LabelledValues(title, (Shaped(text),)) for title, text in lines))

    def plan(self, names: Sequence[str]) -> Iterator[Block]:
        for name in names:
            text = self.facts.plan.get(name, "")
            label = self.words.say(f"safety-plan.{name}")
            if text.strip():
                yield Said(label, text, language=spoken(text, self.facts.language))
            else:
                yield Write(label, 1 if self.level else 2)

    def handed(self) -> Iterator[Block]:
        """To whom, that the person was told and said yes, what to mind, and every promise that is still open (SH9)."""
        known, say = self.facts.handed, self.words.say
        if known is None:
            yield from (Write(say(f"page.handover.{name}"), 1) for name in ("to", "agreed", "promises"))
            return
        to = (
            Shaped(known.to)
            if known.to.strip()
            else Shaped(say("form.state.left-blank"), SHAPES[FieldState.LEFT_BLANK])
        )
        pairs = [
            LabelledValues(say("page.handover.to"), (to,)),
            LabelledValues(say("page.handover.agreed"), (Shaped(say("answer.yes")),)),
        ]
        for text_id, text in known.notes:
            pairs.append(LabelledValues(say(text_id), (Shaped(text, language=spoken(text, self.facts.language)),)))
        promises = [Shaped(f"{text} ({self.day(day)})" if day else text) for text, day in known.promises]
        if not promises:
            said = self.note("promised")
            promises = [Shaped(said) if said else self.gone("promised")]
        yield Pairs((*pairs, LabelledValues(say("page.handover.promises"), tuple(promises))))

    def later(self) -> Iterator[Block]:
        """What became of the case, each as the decision of the body that made it."""
        self.states("later", "section.later", recorded=bool(self.facts.later))
        for each in self.facts.later:
            if isinstance(each, NeedMet):
                need = self.known(f"directory.need.{each.need}", each.need)
                yield across(met_line(each, need, each.by, self.words))
            else:
                yield across(decided_line(each, self.words))

    def card_lines(self) -> Iterator[str]:
        """A title, one number, its hours, the agreed phrase: nothing that tells (RE9)."""
        yield self.words.say("card.title")
        for _, number, hours in self.facts.numbers[:1]:
            yield self.words.say("card.ring", number=number)
            if hours:
                yield self.words.say("card.hours", hours=hours)
        if self.facts.phrase.strip():
            yield self.words.say("card.say", phrase=self.facts.phrase)
        yield self.words.say("card.throw-away")

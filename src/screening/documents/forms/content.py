"""What a form says about a case: its facts as parts of a paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence

from screening.documents.forms.facts import Facts, Told, by_state, gate_line, item_mark, spoken
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.paper import FieldState, FormContent, SectionContent, Stated
from screening.documents.layout.blocks import Block, Field, Fields, Line, Lines, Paragraph, Said, Statement, Two, joined
from screening.documents.layout.logo import read_logo
from screening.domain.case.rules import ACCOUNT
from screening.domain.countries.model import LawStatement
from screening.domain.known.known import CLOSING_LINES, AskedNo, Declined, LeftBlank, NotPassedOn, Value
from screening.domain.protocol.model import Sort
from screening.domain.scoring.ilo_rule import eleven
from screening.domain.scoring.legal_elements import State as ElementState
from screening.domain.scoring.weights import EXPLANATIONS
from screening.wording.catalogue.languages import format_date, name_in
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


def build(form: Form, facts: Facts, *, root_words: Words) -> FormContent:
    """The content of ``form`` for these facts."""
    return Builder(form, facts, root_words).content()


class Builder:
    """Builds what one form says of one case, block by block."""

    def __init__(self, form: Form, facts: Facts, words: Words) -> None:
        self.form = form
        self.facts = facts
        self.languages = tuple(facts.language or "en" if tag == "person" else tag for tag in form.languages)
        self.first = words.within(self.languages[0])
        self.second = words.within(self.languages[1]) if len(self.languages) > 1 else None
        self.stated: list[Stated] = []
        """What was said of each field so far."""

    def missing(self, name: str) -> Two:
        """The one of the three words that is true of a field without anything to print."""
        return self.two(f"form.state.{self.state(name)}")

    def state(self, name: str) -> FieldState:
        """Why a field has nothing to print."""
        match self.facts.known.get(name):
            case NotPassedOn():
                return FieldState.KEPT_BACK
            case LeftBlank():
                return FieldState.LEFT_BLANK
        return FieldState.NOT_ASKED

    def note(self, name: str) -> Two:
        """What is known of a field in words, in whatever place it was recorded; empty where nothing stands."""
        match self.facts.known.get(name):
            case Value() if name == "promised" and self.facts.promises:
                return self._each(self._promises)
            case Value(text=text) if text.strip():
                return Two(text)
            case Value(named=named) if named:
                return self._each(lambda words: "; ".join(words.say(each) for each in named))
            case AskedNo():
                own = f"form.said.no-{name}"
                return self.two(own if self.first.has(own) else "form.said.no")
            case Declined():
                return self.two("form.said.declined")
        return Two("")

    def _promises(self, words: Words) -> str:
        """Every promise that is open, each with its day."""
        return "; ".join(
            f"{text} ({format_date(day, words.language)})" if day else text for text, day in self.facts.promises
        )

    def states(self, name: str, label: str, *, recorded: bool) -> bool:
        """Take down what the sheet says of a field, whose label is the text ``label`` of this layout; ``recorded``."""
        self.stated.append(Stated(name, self.own_id(label), FieldState.RECORDED if recorded else self.state(name)))
        return recorded

    def own_id(self, name: str) -> str:
        own = f"{self.form.prefix}.{name}"
        return own if self.first.has(own) else f"form.{name}"

    def two(self, text_id: str, **fields: str | int) -> Two:
        return self._each(lambda words: words.say(text_id, **fields))

    def known(self, text_id: str, otherwise: str) -> Two:
        """The text, or a name as it came with an event where this program has no words for it."""
        return self._each(lambda words: words.known(text_id, visible_text(otherwise)))

    def one_line(self, text_id: str, **fields: str | int) -> str:
        """Both languages in one line, for the foot."""
        text = self.two(text_id, **fields)
        return f"{text.first} / {text.second}" if text.second else text.first

    def own(self, name: str, **fields: str | int) -> Two:
        """A text of this layout, or the one that all papers share."""
        return self.two(self.own_id(name), **fields)

    def _each(self, said: Callable[..., str], *values: str) -> Two:
        first = said(self.first, *values)
        second = said(self.second, *values) if self.second is not None else ""
        return Two(first, "" if second == first else second)

    def content(self) -> FormContent:
        facts = self.facts
        foot = [self.one_line("form.foot.edition", edition=facts.assessment.edition)]
        if facts.fingerprint:
            foot.append(f"{self.one_line('form.foot.record', n=facts.entries)}: {facts.fingerprint}")
            if facts.log is not None:
                foot.append(f"{self.one_line('form.foot.log', n=facts.log.entries)}: {facts.log.fingerprint}")
        blocks = tuple(block for section in self.form.sections if (block := self.block(section)).parts)
        return FormContent(
            self.form.id,
            self.form.sheet,
            self.languages,
            self.two(self.form.title) if self.form.title else self.own("title"),
            self.own("for-whom") if self._has("for-whom") else Two(""),
            facts.code,
            blocks,
            tuple(foot),
            facts.fingerprint,
            self._practice() if facts.practice else "",
            self._seal() if facts.fingerprint else ("", ""),
            until=self._until(),
            logo=read_logo(self.form.logo) if self.form.logo is not None else b"",
            tight=self.form.tight,
            stated=tuple(self.stated),
        )

    def _seal(self) -> tuple[str, str]:
        """In the second language where there is one: every office that checks a paper reads it."""
        words = self.second or self.first
        return words.say("form.seal", seal="{seal}"), words.say("form.seal-how")

    def _until(self) -> Two:
        """The request that goes with what is given away (RE18): the record's own copy stays and asks for nothing."""
        facts = self.facts
        if not (facts.recipient and facts.day and self.form.keep_days):
            return Two("")
        last = datetime.date.fromisoformat(facts.day) + datetime.timedelta(self.form.keep_days)
        return self._each(lambda words: words.say("form.keep-until", day=format_date(last, words.language)))

    def _practice(self) -> str:
        """The mark of practice, in both languages: nobody may take the paper for a real one."""
        return self.one_line("form.practice")

    def block(self, section: Section) -> SectionContent:
        heading = self.own(f"section.{section.id}") if self._has(f"section.{section.id}") else Two("")
        return SectionContent(heading, tuple(self.parts(section)))

    def _has(self, name: str) -> bool:
        return self.first.has(f"{self.form.prefix}.{name}")

    def parts(self, section: Section) -> Iterable[Block]:
        """What a section says."""
        parts: dict[str, Callable[[], Iterable[Block]]] = {
            "fields": lambda: self.fields(section.fields),
            "statement": self.statement,
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
        }
        return parts[section.kind]()

    def fields(self, names: Sequence[str]) -> Iterator[Block]:
        yield Fields(tuple(self.field(name, f"field.{name}", value) for name, value in self.field_values(names)))

    def field_values(self, names: Sequence[str]) -> Iterator[tuple[str, Two]]:
        """Each of the fields of which this reader is told something, with its value."""
        facts = self.facts
        values = {
            "code": Two(facts.code),
            "date": self._each(lambda words: format_date(facts.day, words.language)) if facts.day else Two(""),
            "age": self.two(f"form.age.{facts.age_band}"),
            "setting": self.known(f"setting.{facts.setting}.title", facts.setting) if facts.setting else Two(""),
            "language": self._each(lambda words: name_in(facts.language, words.language))
            if facts.language
            else Two(""),
            "officer": Two(facts.officer),
            "organisation": Two(facts.organisation),
        }
        values |= self.more_fields()
        return ((name, values[name]) for name in names if name not in facts.unsaid)

    def field(self, name: str, label: str, value: Two) -> Field:
        """A label with its value, or with the word for what is missing."""
        there = self.states(name, label, recorded=bool(value.first.strip()))
        return Field(self.own(label), value if there else self.missing(name))

    def more_fields(self) -> dict[str, Two]:
        """Fields of papers that are more than one talk's form."""
        return {}

    def statement(self) -> Iterator[Block]:
        paths = self.facts.assessment.paths
        yield Statement(self._each(lambda words: " ".join(words.say(f"path-do.{path}") for path in paths)))

    def consent(self) -> Iterator[Block]:
        given = dict(self.facts.consent)
        self.states("consent", "section.consent", recorded=any(given.values()))
        yield Lines(
            Two(""),
            tuple(
                Line(
                    self.two(f"consent.decision.{decision.id}"),
                    self.two(f"form.consent.{given.get(decision.id) or 'not-asked'}"),
                )
                for decision in self.facts.protocol.decisions
                if not decision.per_recipient
            ),
        )

    def needs(self) -> Iterator[Block]:
        items = [item.id for item in self.facts.protocol.items.values() if item.need and item.id in self.facts.answers]
        lines = [self._fact(item) for item in items if self.facts.answers[item].answer.holds]
        lines += [
            Line(self._each(gate_line, line, choice))
            for line, _, choice in (each.partition(".") for each in self.facts.danger)
        ]
        if "needs" in self.facts.unsaid:
            return
        self.states("needs", "section.needs", recorded=bool(items or self.facts.danger))
        if lines:
            yield Lines(Two(""), tuple(lines))
        else:
            yield Paragraph(self.two("form.needs.none") if items else self.missing("needs"))

    def elements(self) -> Iterator[Block]:
        shown: set[str] = set()
        self.states("signs", "section.elements", recorded=bool(self.facts.answers))
        for name, reading in self.facts.assessment.elements.items():
            lines = [self._fact(item) for item in reading.items]
            shown.update(reading.items)
            asked = self.touched(name)
            silent = asked and reading.state is ElementState.NOT_ASKED
            yield Lines(
                self.two(f"element-title.{name}"),
                tuple(lines) or (Line(self.two("form.elements.none") if asked else self.missing(name)),),
                self.two("form.elements.silent" if silent else f"state.{reading.state.value}"),
            )
        others = [
            self._fact(item)
            for sign in self.facts.assessment.signs.values()
            if sign.present and self.facts.protocol.indicators[sign.indicator].sort is not Sort.COUNTER
            for item in sign.items
            if item not in shown
        ]
        if others:
            yield Lines(self.two("form.section.other-signs"), tuple(dict.fromkeys(others)))

    def touched(self, element: str) -> bool:
        """Whether any answer is in the record, of whatever kind, to an item that bears on this element of the Act."""
        protocol = self.facts.protocol
        known = (protocol.items[name] for name in self.facts.answers if name in protocol.items)
        return any(protocol.indicators[sign].element == element for item in known for sign in (*item.yes, *item.no))

    def eleven(self) -> Iterator[Block]:
        """The ILO's eleven by state, in one paragraph: how each sign came stands with it above (JU3)."""
        found = eleven(self.facts.protocol, self.facts.answers)
        yield Paragraph(self._each(lambda words: words.say("form.eleven", states=" ".join(by_state(words, found)))))

    def against(self) -> Iterator[Block]:
        counter = [
            self._fact(item)
            for sign in self.facts.assessment.signs.values()
            if sign.present and self.facts.protocol.indicators[sign.indicator].sort is Sort.COUNTER
            for item in sign.items
        ]
        noes = [
            Line(
                self._each(lambda words, item=item: words.say("reason.said-no", fact=self.mark(words, item))),
                self._how(item),
                self._number(item),
            )
            for item in self.facts.protocol.items
            if item in self.facts.answers
            and self.facts.answers[item].answer.holds is False
            and self.facts.protocol.items[item].no
            and item not in self.facts.withheld
        ]
        lines = tuple(dict.fromkeys([*counter, *noes]))
        told = bool(lines) or "against" not in self.facts.known
        asked = self.states("against", "section.against", recorded=told and bool(self.facts.answers))
        if lines:
            yield Lines(Two(""), lines)
        else:
            yield Paragraph(self.two("form.against.none") if asked else self.missing("against"))

    def explanations(self) -> Iterator[Block]:
        self.states("explanations", "section.explanations", recorded=bool(self.facts.answers))
        yield Lines(
            Two(""),
            tuple(Line(self.two(f"explanation.{name}"), self._each(self._band, name)) for name in self.explained()),
        )

    def explained(self) -> list[str]:
        """The explanations that this reader may be told of, in their order."""
        return [name for name in EXPLANATIONS if name in self.facts.assessment.bands]

    def words(self) -> Iterator[Block]:
        for topic, text, how, at in (Told(*each) for each in self.facts.words):
            came = self.two(f"how.{how}")
            day = self._each(lambda words, at=at: format_date(at, words.language)) if at else Two("")
            yield Said(
                self.known("page.listening.title" if topic == ACCOUNT else f"topic.{topic}.title", topic),
                text,
                joined(came, day),
                spoken(text, self.facts.language),
            )
        if not self.states("words", "section.words", recorded=bool(self.facts.words)):
            yield Paragraph(self.missing("words"))

    def view(self) -> Iterator[Block]:
        view = self.facts.view
        self.states("view", "section.view", recorded=view is not None)
        if view is None:
            yield Paragraph(self.missing("view"))
            return
        line = self._each(
            lambda words: words.say(
                "form.view.line",
                views="; ".join(words.say(f"view.{name}") for name in view.explanations),
                sureness=words.say(f"sureness.{view.sureness}"),
            )
        )
        yield Said(line, view.reason)

    def closing(self) -> Iterator[Block]:
        """Wishes and the way to reach the person: each line of the closing that a reader of this sheet can have."""
        for line in CLOSING_LINES:
            if line in self.facts.unsaid:
                continue
            said, title = self.note(line), self.known(f"closing.{line}.title", line)
            known = self.first.has(f"closing.{line}.title")
            label = f"closing.{line}.title" if known else self.own_id("section.closing")
            self.stated.append(Stated(line, label, FieldState.RECORDED if said.first else self.state(line)))
            if line in self.facts.notes:
                yield Said(title, said.first, language=spoken(said.first, self.facts.language))
            elif said.first:
                yield Lines(Two(""), (Line(title, said),))
            else:
                yield Lines(Two(""), (Line(title, self.missing(line)),))

    def not_asked(self) -> Iterator[Block]:
        answers = self.facts.answers
        missing = [name for name in self.facts.protocol.items if name not in answers]
        self.states("not-asked", "section.not-asked", recorded=True)
        if not missing:
            yield Paragraph(self.two("form.not-asked.none"))
        else:
            lines = tuple(
                Line(self._each(self.mark, item), Two(""), self._number(item))
                for item in self.facts.missing
                if item not in answers
            )
            yield Lines(self.two("form.not-asked.count", n=len(missing)), lines)
        silent = [
            self._fact(name)
            for name, given in answers.items()
            if given.answer.holds is None and name not in self.facts.withheld
        ]
        if silent:
            yield Lines(self.two("form.silent.some"), tuple(silent))
        else:
            yield Paragraph(self.two("form.silent.none"))

    def law(self, names: Sequence[str]) -> Iterator[Block]:
        """What the paper is, and the law behind it, each statement with how far its text was seen."""
        yield Paragraph(self.two("form.law.screening"))
        for each in self.law_of(names):
            yield Lines(Two(""), (Line(joined(self.two(f"statute.{each.id}.place"), self._statement(each))),))
        yield Paragraph(self.two("form.law.name"))

    def law_of(self, names: Sequence[str]) -> tuple[LawStatement, ...]:
        """Return the statements that hold on the day of the talk, each once."""
        return tuple({each.id: each for name in names for each in self.facts.law.named(name)}.values())

    def _statement(self, each: LawStatement) -> Two:
        """A statement with its lengths and penalties, and how far its text was seen."""
        text = self.two(f"statute.{each.id}.text")
        if each.note:
            note = self.two(f"statute.{each.id}.note")
            text = Two(f"{text.first} {note.first}", f"{text.second} {note.second}".strip())
        return self.marked(text, each.seen)

    def marked(self, text: Two, seen: str) -> Two:
        """Words with how far the law was seen behind them: beside them it would squeeze them."""
        told = self.two(f"form.seen.{seen}")
        return Two(f"{text.first} [{told.first}]", text.second and f"{text.second} [{told.second}]")

    def mark(self, words: Words, item: str) -> str:
        """What an item is called: of a child what the child's own page asks, which is another question."""
        return item_mark(words, item, child=self.facts.age_band != "adult")

    def _fact(self, item: str) -> Line:
        return Line(self._each(self.mark, item), self._how(item), self._number(item))

    def _how(self, item: str) -> Two:
        return self.two(f"how.{self.facts.answers[item].how.value}")

    def _number(self, item: str) -> str:
        found = self.facts.protocol.items.get(item)
        return found.number if found is not None else ""

    def _band(self, words: Words, name: str) -> str:
        low, _, high = self.facts.assessment.bands[name]
        if low == high:
            return words.say(f"band.{low}")
        return words.say("band.between", low=words.say(f"band.{low}"), high=words.say(f"band.{high}"))

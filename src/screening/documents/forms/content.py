"""What a sheet says of the talk: its texts, and the sections on signs, explanations, words and law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from screening.documents.forms.facts import Facts, Told, by_state, gate_line, spoken
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.paper import FieldState, Stated
from screening.documents.layout.blocks import NO_TEXT, Block, Line, Lines, Paragraph, Said, Statement, Two, joined
from screening.domain.answers import ItemId
from screening.domain.case.rules import ACCOUNT
from screening.domain.countries.model import OF_HELD, LawStatement
from screening.domain.events.catalogue import ViewWritten
from screening.domain.known.known import CLOSING_LINES, AskedNo, Declined, LeftBlank, NotPassedOn, Value
from screening.domain.protocol.model import IndicatorSort
from screening.domain.scoring.ilo_rule import eleven
from screening.domain.scoring.legal_elements import ElementState
from screening.domain.scoring.weights import EXPLANATIONS
from screening.wording.catalogue.country_fields import cited
from screening.wording.catalogue.languages import explained, format_date
from screening.wording.catalogue.translations import Words, mark_id
from screening.wording.script.visible_controls import visible_text


class TalkSections:
    """Words what one sheet says of the talk, section by section."""

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
        return NO_TEXT

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

    def day_of(self, iso: str) -> Two:
        """A day; empty for ""."""
        return self._each(lambda words: format_date(iso, words.language)) if iso else NO_TEXT

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

    def _each(self, said: Callable[..., str], *values: object) -> Two:
        first = said(self.first, *values)
        second = said(self.second, *values) if self.second is not None else ""
        return Two(first, "" if second == first else second)

    def statement(self) -> Iterator[Block]:
        paths = self.facts.assessment.paths
        yield Statement(self._each(lambda words: " ".join(words.say(f"path-do.{path}") for path in paths)))

    def stay(self, section: Section) -> Iterator[Block]:
        """What is asked first for somebody who is held, each with the law's line and how far that was seen."""
        if self.facts.stay is not None:
            steps = (self._each(self.stay_step, each) for each in section.texts)
            yield Lines(NO_TEXT, (*map(Line, steps), Line(self._each(self.stay_call))))

    def stay_step(self, words: Words, text: str) -> str:
        """One thing that is asked, and where the law says so."""
        return f"{self.stay_text(words, text)} ({cited(self.law_of((OF_HELD + text,)), words)})"

    def stay_text(self, words: Words, text: str) -> str:
        """One thing that is asked; of a child, what a child's is."""
        own = f"form.stay.{text}-child"
        return words.say(own if self.facts.age_band != "adult" and words.has(own) else f"form.stay.{text}")

    def stay_call(self, words: Words) -> str:
        """Whom to call: numbers that were rung here, and no other (RE2)."""
        if not self.facts.stay:
            return f"{words.say('form.stay.call-none')} {words.say('form.number.none')}"
        numbers = (f"{title} {number}{f' ({hours})' if hours else ''}" for title, number, hours in self.facts.stay)
        return words.say("form.stay.call", numbers="; ".join(numbers))

    def consent(self) -> Iterator[Block]:
        given = dict(self.facts.consent)
        self.states("consent", "section.consent", recorded=any(given.values()))
        names = [each.id for each in self.facts.protocol.decisions if not each.per_recipient]
        yield Lines(NO_TEXT, tuple(self.decision(f"consent.decision.{name}", given.get(name, "")) for name in names))

    def decision(self, text_id: str, value: str) -> Line:
        """What the person said to one thing; that they were not asked where nothing is recorded.

        Of a decision of the agreement also in which language it was explained, and when.
        """
        name = text_id.removeprefix("consent.decision.")
        if not value or name == text_id:
            return Line(self.two(text_id), self.two(f"form.consent.{value or 'not-asked'}"))
        told = self.facts.explained.get(name)
        said = self._each(lambda words: f"{words.say(f'form.consent.{value}')}, {explained(words, told)}")
        return Line(self.two(text_id), said)

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
            yield Lines(NO_TEXT, tuple(lines))
        else:
            yield Paragraph(self.two("form.needs.none") if items else self.missing("needs"))

    def elements(self) -> Iterator[Block]:
        readings = self.facts.assessment.elements
        self.states("signs", "section.elements", recorded=bool(self.facts.answers))
        for name, reading in readings.items():
            lines = tuple(map(self._fact, reading.items))
            none = "form.elements.none" if self.touched(name) else f"form.state.{self.state(name)}"
            state = self.two(self.state_of(name))
            yield Lines(self.two(f"element-title.{name}"), lines or (Line(self.two(none)),), state)
        shown = {item for reading in readings.values() for item in reading.items}
        if others := [self._fact(item) for item in self.present(counter=False) if item not in shown]:
            yield Lines(self.two("form.section.other-signs"), tuple(others))

    def present(self, *, counter: bool) -> list[ItemId]:
        """The items of the signs that are present, each once: the counter-evidence, or everything else."""
        known = self.facts.protocol.indicators
        signs = [each for each in self.facts.assessment.signs.values() if each.present]
        wanted = [each for each in signs if (known[each.indicator].sort is IndicatorSort.COUNTER) is counter]
        return list(dict.fromkeys(item for each in wanted for item in each.items))

    def denied(self) -> list[ItemId]:
        """The items of which a no speaks against something, as far as this reader may know that they were asked."""
        facts = self.facts
        return [
            item
            for item, each in facts.protocol.items.items()
            if each.no
            and item in facts.answers
            and facts.answers[item].answer.holds is False
            and item not in facts.withheld
        ]

    def unanswered(self) -> list[ItemId]:
        """The items that were asked without a yes or a no."""
        facts = self.facts
        return [
            name for name, each in facts.answers.items() if each.answer.holds is None and name not in facts.withheld
        ]

    def state_of(self, element: str) -> str:
        """The id of the text that says how far an element is shown."""
        state = self.facts.assessment.elements[element].state
        silent = state is ElementState.NOT_ASKED and self.touched(element)
        return "form.elements.silent" if silent else f"state.{state.value}"

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
        lines = [self._fact(item) for item in self.present(counter=True)]
        lines += [Line(self._each(self.said_no, item), self._how(item), self._number(item)) for item in self.denied()]
        asked = self.asked_against(recorded=bool(lines))
        if lines:
            yield Lines(NO_TEXT, tuple(dict.fromkeys(lines)))
        else:
            yield Paragraph(self.two("form.against.none") if asked else self.missing("against"))

    def asked_against(self, *, recorded: bool) -> bool:
        """Take down whether anything speaks against. Returns whether it was asked for at all."""
        facts = self.facts
        told = recorded or "against" not in facts.known
        return self.states("against", "section.against", recorded=told and bool(facts.answers))

    def said_no(self, words: Words, item: ItemId) -> str:
        return words.say("reason.said-no", fact=self.mark(words, item))

    def explanations(self) -> Iterator[Block]:
        self.states("explanations", "section.explanations", recorded=bool(self.facts.answers))
        yield Lines(
            NO_TEXT,
            tuple(Line(self.two(f"explanation.{name}"), self._each(self._band, name)) for name in self.explained()),
        )

    def explained(self) -> list[str]:
        """The explanations that this reader may be told of, in their order."""
        return [name for name in EXPLANATIONS if name in self.facts.assessment.bands]

    def words(self) -> Iterator[Block]:
        """The person's words, how they came; and in a report whether the person has read or heard them (SH5)."""
        for topic, text, how, at in (Told(*each) for each in self.facts.words):
            note = joined(self.two(f"how.{how}"), self.day_of(at), self._read_back(topic))
            yield Said(self._each(self.topic, topic), text, note, spoken(text, self.facts.language))
        if not self.states("words", "section.words", recorded=bool(self.facts.words)):
            yield Paragraph(self.missing("words"))

    def topic(self, words: Words, name: str) -> str:
        """What words of the person are about; a name as it came where this program has no such topic."""
        return words.known("page.listening.title" if name == ACCOUNT else f"topic.{name}.title", visible_text(name))

    def _read_back(self, part: str) -> Two:
        """Whether the person has read or heard it, on the one sheet that speaks for them."""
        if self.form.sheet != "social" or part == "field:heard":
            return NO_TEXT
        return self.two("social.read-back-yes" if part in self.facts.read_back else "social.read-back-no")

    def view(self) -> Iterator[Block]:
        view = self.facts.view
        if self.states("view", "section.view", recorded=view is not None) and view is not None:
            yield Said(self._each(self.viewed, view), view.reason)
        else:
            yield Paragraph(self.missing("view"))

    def viewed(self, words: Words, view: ViewWritten) -> str:
        """The officer's own view and how sure they are, in a line."""
        views = "; ".join(words.say(f"view.{name}") for name in view.explanations)
        return words.say("form.view.line", views=views, sureness=words.say(f"sureness.{view.sureness}"))

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
            else:
                yield Lines(NO_TEXT, (Line(title, said or self.missing(line)),))

    def not_asked(self) -> Iterator[Block]:
        answers = self.facts.answers
        missing = [name for name in self.facts.protocol.items if name not in answers]
        self.states("not-asked", "section.not-asked", recorded=True)
        if not missing:
            yield Paragraph(self.two("form.not-asked.none"))
        else:
            lines = tuple(
                Line(self._each(self.mark, item), NO_TEXT, self._number(item))
                for item in self.facts.missing
                if item not in answers
            )
            yield Lines(self.two("form.not-asked.count", n=len(missing)), lines)
        if silent := self.unanswered():
            yield Lines(self.two("form.silent.some"), tuple(map(self._fact, silent)))
        else:
            yield Paragraph(self.two("form.silent.none"))

    def law(self, names: Sequence[str]) -> Iterator[Block]:
        """What the paper is, and the law behind it, each statement with how far its text was seen."""
        yield Paragraph(self.two("form.law.screening"))
        for each in self.law_of(names):
            yield Lines(NO_TEXT, (Line(joined(self.two(f"statute.{each.id}.place"), self._statement(each))),))
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
        text_id = mark_id(words, item, child=self.facts.age_band != "adult")
        return words.known(text_id, visible_text(item))  # its name as it came where this edition has no such item

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

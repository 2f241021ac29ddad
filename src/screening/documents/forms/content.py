"""What a sheet says of the talk: its texts, and the sections on agreement, needs, closing and law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.documents.forms.facts import Facts, by_state, gate_line, spoken
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.paper import FieldState, Stated
from screening.documents.layout.blocks import (
    Block,
    EvidenceRow,
    LabelledValues,
    Pairs,
    Shaped,
    Steps,
    Table,
    TableGroup,
)
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

SHAPES = {FieldState.NOT_ASKED: "ring", FieldState.KEPT_BACK: "envelope", FieldState.LEFT_BLANK: "tray"}
"""The shape of each of the three words."""
COLUMNS = (0.56, 0.215, 0.225)
"""Parts of the width that words, how they came and where they stand take in a table of evidence."""


def across(text: str | Shaped, shape: str = "") -> Pairs:
    """A text over the whole width, in place of pairs of label and value."""
    return Pairs((LabelledValues("", (text if isinstance(text, Shaped) else Shaped(text, shape),)),))


class TalkSections:
    """Words what one sheet says of the talk, in one language."""

    def __init__(
        self,
        form: Form,
        facts: Facts,
        words: Words,
        other: str = "",
        level: int = 0,
        *,
        behind: bool = False,
        again: bool = False,
    ) -> None:
        self.form = form
        self.facts = facts
        self.language = form.languages[0]
        self.root, self.words = words, words.within(self.language)
        self.stated: list[Stated] = []
        """What was said of each field so far."""
        self.other = other
        """The language of the other leaf; "" where there is none."""
        self.level = level
        """How often it was too long: what is left out then is named by its number or folded into one line."""
        self.behind = behind
        """Whether long words stand on pages behind the sheet, which would not stand on its own with them."""
        self.again = again
        """Whether it is the sheet in its second language: somebody's own words stand on the first one."""

    def layout_text(self, name: str, **fields: str | int) -> str:
        """A text of this layout, or of all papers."""
        return self.words.say(self.own_id(name), **fields)

    def has_own(self, name: str) -> bool:
        """Whether this layout has such a text of its own."""
        return self.words.has(f"{self.form.prefix}.{name}")

    def face(self, name: str, **fields: str | int) -> str:
        """A text of the frame, of this layout or of all papers."""
        return self.layout_text(f"face.{name}", **fields)

    def day(self, iso: str) -> str:
        """A day; empty for ""."""
        return format_date(iso, self.words.language) if iso else ""

    def gone(self, name: str) -> Shaped:
        """The word for what is missing, with its shape."""
        state = self.state(name)
        return Shaped(self.words.say(f"form.state.{state}"), SHAPES[state])

    def kept(self, name: str) -> Shaped:
        return Shaped(self.words.say("form.state.kept-back"), SHAPES[FieldState.KEPT_BACK])

    def state(self, name: str) -> FieldState:
        """Why a field has nothing to print."""
        match self.facts.known.get(name):
            case NotPassedOn():
                return FieldState.KEPT_BACK
            case LeftBlank():
                return FieldState.LEFT_BLANK
        return FieldState.NOT_ASKED

    def note(self, name: str) -> str:
        """What is known of a field in words, in whatever place it was recorded; empty where nothing stands."""
        match self.facts.known.get(name):
            case Value() if name == "promised" and self.facts.promises:
                return "; ".join(f"{text} ({self.day(day)})" if day else text for text, day in self.facts.promises)
            case Value(text=text) if text.strip():
                return text
            case Value(named=named) if named:
                return "; ".join(self.words.say(each) for each in named)
            case AskedNo():
                own = f"form.said.no-{name}"
                return self.words.say(own if self.words.has(own) else "form.said.no")
            case Declined():
                return self.words.say("form.said.declined")
        return ""

    def states(self, name: str, label: str, *, recorded: bool) -> bool:
        """Take down what the sheet says of a field, whose label is the text ``label`` of this layout; ``recorded``."""
        self.stated.append(Stated(name, self.own_id(label), FieldState.RECORDED if recorded else self.state(name)))
        return recorded

    def own_id(self, name: str) -> str:
        own = f"{self.form.prefix}.{name}"
        return own if self.words.has(own) else f"form.{name}"

    def known(self, text_id: str, otherwise: str) -> str:
        """The text, or a name as it came with an event where this program has no words for it."""
        return self.words.known(text_id, visible_text(otherwise))

    def stay(self, section: Section) -> Iterator[Block]:
        """What is asked first for somebody who is held, each with the law's line and how far that was seen."""
        if self.facts.stay is None:
            return
        asked = [self.stay_text(each) for each in section.texts]
        if self.level:  # the law once, at the end
            numbered = (f"{number}. {each}" for number, each in enumerate((*asked, self.stay_call()), 1))
            laws = cited(self.law_of([OF_HELD + each for each in section.texts]), self.words)
            yield across(" ".join((*numbered, f"({laws})")))
        else:
            law = (cited(self.law_of((OF_HELD + each,)), self.words) for each in section.texts)
            steps = (f"{text} ({place})" for text, place in zip(asked, law, strict=True))
            yield Steps((*steps, self.stay_call()))

    @property
    def is_child(self) -> bool:
        """Whether it is of a child, or of somebody who may be one."""
        return self.facts.age_band != "adult"

    def stay_text(self, text: str) -> str:
        """One thing that is asked; of a child, what a child's is."""
        own = f"form.stay.{text}-child"
        return self.words.say(own if self.is_child and self.words.has(own) else f"form.stay.{text}")

    def stay_call(self) -> str:
        """Whom to call: numbers that were rung here, and no other (RE2)."""
        say = self.words.say
        if not self.facts.stay:
            return f"{say('form.stay.call-none')} {say('form.number.none')}"
        numbers = (f"{title} {number}{f' ({hours})' if hours else ''}" for title, number, hours in self.facts.stay)
        return say("form.stay.call", numbers="; ".join(numbers))

    def consent(self) -> Iterator[Block]:
        given = dict(self.facts.consent)
        self.states("consent", "section.consent", recorded=any(given.values()))
        names = [each.id for each in self.facts.protocol.decisions if not each.per_recipient]
        yield Pairs(tuple(self.decision(f"consent.decision.{name}", given.get(name, "")) for name in names))

    def decision(self, text_id: str, value: str) -> LabelledValues:
        """What the person said to one thing; that they were not asked where nothing is recorded.

        Of a decision of the agreement also in which language it was explained, and when.
        """
        name, said = text_id.removeprefix("consent.decision."), self.words.say(f"form.consent.{value or 'not-asked'}")
        if value and name != text_id:
            said = f"{said}, {explained(self.words, self.facts.explained.get(name))}"
        return LabelledValues(self.known(text_id, name), (Shaped(said, "" if value else SHAPES[FieldState.NOT_ASKED]),))

    def needs(self) -> Iterator[Block]:
        """Needs by the items that name them, and the danger that was found at the gate."""
        items = [item.id for item in self.facts.protocol.items.values() if item.need and item.id in self.facts.answers]
        rows = [self.row(item) for item in items if self.facts.answers[item].answer.holds]
        for each in self.facts.danger:
            line, _, choice = each.partition(".")
            rows.append(EvidenceRow("", (gate_line(self.words, line, choice), "", "")))
        if "needs" in self.facts.unsaid:
            return
        self.states("needs", "section.needs", recorded=bool(items or self.facts.danger))
        if rows:
            yield Table((), COLUMNS, (TableGroup(Shaped(""), tuple(rows)),))
        else:
            yield across(Shaped(self.words.say("form.needs.none")) if items else self.gone("needs"))

    def row(self, item: ItemId, text: str = "") -> EvidenceRow:
        """A line of a table: what was told, how it came, and where it happened."""
        words = text or self.mark(item)
        how = self.words.say(f"how.{self.facts.answers[item].way}")
        return EvidenceRow(self._number(item), (words, how, self.place(item)))

    def place(self, item: ItemId) -> str:
        """Where it happened, where that is known; else the topic under which it was told."""
        where = self.facts.answers[item].where
        if where is not None:
            return self.words.say(f"where.{where.value}")
        found = self.facts.protocol.items.get(item)
        return self.words.known(f"topic.{found.topic}.title", found.topic) if found is not None else ""

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
        yield across(self.words.say("form.eleven", states=" ".join(by_state(self.words, found))))

    def asked_against(self, *, recorded: bool) -> bool:
        """Take down whether anything speaks against. Returns whether it was asked for at all."""
        facts = self.facts
        told = recorded or "against" not in facts.known
        return self.states("against", "section.against", recorded=told and bool(facts.answers))

    def said_no(self, item: ItemId) -> str:
        return self.words.say("reason.said-no", fact=self.mark(item))

    def explained(self) -> list[str]:
        """The explanations that this reader may be told of, in their order."""
        return [name for name in EXPLANATIONS if name in self.facts.assessment.bands]

    def topic(self, name: str) -> str:
        """What words of the person are about; a name as it came where this program has no such topic."""
        return self.known("page.listening.title" if name == ACCOUNT else f"topic.{name}.title", name)

    def read_back(self, part: str) -> str:
        """Whether the person has read or heard it, on the one sheet that speaks for them; "" on others."""
        if self.form.sheet != "social" or part == "field:heard":
            return ""
        return self.words.say("social.read-back-yes" if part in self.facts.read_back else "social.read-back-no")

    def viewed(self, view: ViewWritten) -> str:
        """The officer's own view and how sure they are, in a line."""
        say = self.words.say
        views = "; ".join(say(f"view.{name}") for name in view.explanations)
        return say("form.view.line", views=views, sureness=say(f"sureness.{view.sureness}"))

    def closing(self) -> Iterator[Block]:
        """Wishes and the way to reach the person: each line of the closing that a reader of this sheet can have."""
        pairs = []
        for line in CLOSING_LINES:
            if line in self.facts.unsaid:
                continue
            said, title = self.note(line), self.known(f"closing.{line}.title", line)
            known = self.words.has(f"closing.{line}.title")
            label = f"closing.{line}.title" if known else self.own_id("section.closing")
            self.stated.append(Stated(line, label, FieldState.RECORDED if said else self.state(line)))
            language = spoken(said, self.facts.language) if line in self.facts.notes else None
            pairs.append(LabelledValues(title, (Shaped(said, language=language) if said else self.gone(line),)))
        yield Pairs(tuple(pairs))

    def law(self, names: Sequence[str]) -> Iterator[Block]:
        """The law behind the paper, each statement with how far its text was seen."""
        yield from self.cards(names)
        yield across(self.words.say("form.law.name"))

    def cards(self, names: Sequence[str]) -> Iterator[Block]:
        """Each statement of law under its place, with how far its text was seen."""
        found = [(self.words.say(f"statute.{each.id}.place"), self._statement(each)) for each in self.law_of(names)]
        yield Pairs(tuple(LabelledValues(place, (Shaped(said),)) for place, said in found))

    def law_of(self, names: Sequence[str]) -> tuple[LawStatement, ...]:
        """Return the statements that hold on the day of the talk, each once."""
        return tuple({each.id: each for name in names for each in self.facts.law.named(name)}.values())

    def _statement(self, each: LawStatement) -> str:
        """A statement with its lengths and penalties, and how far its text was seen."""
        text = self.words.say(f"statute.{each.id}.text")
        if each.note:
            text = f"{text} {self.words.say(f'statute.{each.id}.note')}"
        return self.marked(text, each.seen)

    def marked(self, text: str, seen: str) -> str:
        """Words with how far the law was seen behind them."""
        return f"{text} [{self.words.say(f'form.seen.{seen}')}]"

    def mark(self, item: str) -> str:
        """What an item is called: of a child what the child's own page asks, which is another question."""
        text_id = mark_id(self.words, item, child=self.facts.age_band != "adult")
        return self.known(text_id, item)  # its name as it came where this edition has no such item

    def _number(self, item: str) -> str:
        found = self.facts.protocol.items.get(item)
        return found.number if found is not None else ""

    def _band(self, name: str) -> str:
        say = self.words.say
        low, _, high = self.facts.assessment.bands[name]
        if low == high:
            return say(f"band.{low}")
        return say("band.between", low=say(f"band.{low}"), high=say(f"band.{high}"))

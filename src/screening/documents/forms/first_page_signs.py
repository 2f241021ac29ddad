"""What the first page of a sheet says, in one language: its plain texts, and the evidence with what was made of it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from screening.documents.forms.content import COLUMNS, across
from screening.documents.forms.facts import Told, spoken
from screening.documents.forms.loader import Section
from screening.documents.forms.sheet_content import Papers
from screening.documents.layout.blocks import (
    Block,
    EvidenceRow,
    Plot,
    Reach,
    Said,
    Shaped,
    Steps,
    Table,
    TableGroup,
)
from screening.domain.answers import ItemId
from screening.domain.scoring.legal_elements import ElementState

ELEMENT_SHAPES = {
    ElementState.SHOWN: "disc", ElementState.INDICATED: "half", ElementState.NOT_SHOWN: "square",
    ElementState.NOT_ASKED: "ring", ElementState.NOT_NEEDED: "",
}  # fmt: skip
MOST_OPEN, MOST_STEPS = 3, 5
"""What stands on a sheet at most; the rest is named by number."""
MOST_SIGNS = (10, 10, 8, 6, 5, 4)
MOST_AGAINST = (4, 4, 4, 4, 3, 2)
"""Lines of evidence, fewer where the sheet would not stand on its pages."""
BANDS = ("little", "some", "moderate", "strong")


class FirstPageSigns(Papers):
    """Words the evidence of a sheet, and what was made of it."""

    @functools.cached_property
    def heads(self) -> list[str]:
        """Sections with a heading, in the order of their numbers."""
        sections = (each for each in self.form.sections if self.has_own(f"section.{each.id}"))
        return [each.id for each in sections if not self.is_empty(each)]

    def is_empty(self, section: Section) -> bool:
        """Whether a section would have a heading and nothing below it: it has no number then, and does not stand."""
        facts = self.facts
        match section.kind:
            case "consent-this":
                kept = self.form.sheet == "A" and facts.account
                return not (facts.granted or facts.consent or facts.duty or kept)
            case "noted":
                return not self.asked_notes(section.fields)
            case "stay":
                return facts.stay is None
            case "later":
                return not facts.later
            case "cards":
                return not self.law_of(section.statements)
        return False

    def number_of(self, kind: str) -> int:
        found = next((each.id for each in self.form.sections if each.kind == kind), "")
        return self.heads.index(found) + 1 if found else 0

    # --- evidence, and what was made of it

    def steps(self) -> Iterator[Block]:
        facts = self.facts
        found = [self.words.say(f"path-do.{path}") for path in facts.assessment.paths if path != "information"]
        last = [self.face("step-silence")]
        if facts.answer_by:
            last.append(self.face("step-answer", day=self.day(facts.answer_by)))
        self.states("statement", "section.statement", recorded=True)
        yield Steps((*found[: MOST_STEPS - len(last)], *last))

    def signs(self) -> Iterator[Block]:
        """Signs by element, the strongest of each first, at most ten lines and one of each at least."""
        self.states("signs", "section.elements", recorded=bool(self.facts.answers))
        readings = self.facts.assessment.elements
        shown = self.dealt({name: each.items for name, each in readings.items()})
        groups = []
        for name, reading in readings.items():
            text = f"{self.words.say(f'element-title.{name}')}: {self.words.say(self.state_of(name))}"
            title = Shaped(text, ELEMENT_SHAPES[reading.state], bold=True)
            groups.append(TableGroup(title, tuple(self.row(item) for item in shown[name])))
        listed = {item for items in shown.values() for item in items}
        heads = tuple(self.face(f"column.{each}") for each in ("item", "told", "how", "where"))
        yield Table(heads, COLUMNS, tuple(groups))
        more = [item for item in self.present(counter=False) if item not in listed]
        if more:
            numbers = ", ".join(self._number(item) for item in more)
            yield across(self.face("more-signs", n=len(more), numbers=numbers))

    def dealt(self, items: dict[str, tuple[ItemId, ...]]) -> dict[str, list[ItemId]]:
        """At most ten lines, dealt to the elements in turn, each item once unless an element would have no line."""
        found: dict[str, list[ItemId]] = {name: [] for name in items}
        taken: set[ItemId] = set()
        for rank in itertools.count():
            if not any(rank < len(each) for each in items.values()):
                break
            for name, each in items.items():
                if rank < len(each) and each[rank] not in taken and len(taken) < MOST_SIGNS[self.level]:
                    found[name].append(each[rank])
                    taken.add(each[rank])
        return {name: lines or list(items[name][:1]) for name, lines in found.items()}

    def contrary(self) -> Iterator[Block]:
        """What speaks against, in the same columns, as many lines as the sheet has room for."""
        told = dict.fromkeys(self.present(counter=True), "")
        told |= {item: self.said_no(item) for item in self.denied()}
        lines = list(told.items())
        asked = self.asked_against(recorded=bool(lines))
        if not lines:
            value = Shaped(self.words.say("form.against.none")) if asked else self.gone("against")
            yield across(value)
            return
        most = MOST_AGAINST[self.level]
        rows = tuple(self.row(item, text) for item, text in lines[:most])
        yield Table((), COLUMNS, (TableGroup(Shaped(""), rows),))
        if len(lines) > most:
            rest = lines[most:]
            numbers = ", ".join(self._number(item) for item, _ in rest)
            yield across(self.face("more-against", n=len(rest), numbers=numbers))

    def open_items(self) -> list[ItemId]:
        return [item for item in self.facts.missing if item not in self.facts.answers][:MOST_OPEN]

    def open(self) -> Iterator[Block]:
        """What nobody asked and would matter most, with what each bears on; and what was asked without an answer."""
        self.states("not-asked", "section.not-asked", recorded=True)
        protocol = self.facts.protocol
        rows = []
        for item in self.open_items():
            elements = (str(protocol.indicators[sign].element) for sign in protocol.items[item].yes)
            element = next((each for each in elements if each in self.facts.assessment.elements), "")
            bears = self.words.say(f"element-title.{element}") if element else self.face("others")
            words = self.mark(item)
            rows.append(EvidenceRow(self._number(item), (words, self.face("bears", on=bears))))
        if rows:
            yield Table((), (0.56, 0.44), (TableGroup(Shaped(""), tuple(rows)),))
        else:
            count = sum(name not in self.facts.answers for name in protocol.items)
            text = self.face("open-count", n=count) if count else self.words.say("form.not-asked.none")
            yield across(text)
        if silent := [self._number(name) for name in self.unanswered()]:
            yield across(self.face("silent", n=len(silent), numbers=", ".join(silent)))

    def plot(self) -> Iterator[Block]:
        asked = self.states("explanations", "section.explanations", recorded=bool(self.facts.answers))
        rows = []
        for name in self.explained():
            low, best, high = self.facts.assessment.bands[name]
            label = self.words.say(f"explanation.{name}")
            if low not in BANDS:
                missing = Shaped(self.words.say(f"band.{low}"), "ring") if asked else self.gone("explanations")
                rows.append(Reach(label, None, missing))
                continue
            words = self._band(name)
            if low != high:
                words = self.face("best", words=words, best=self.words.say(f"band.{best}"))
            rows.append(Reach(label, (BANDS.index(low), BANDS.index(best), BANDS.index(high)), Shaped(words)))
        heads = tuple(self.words.say(f"band.{each}") for each in BANDS)
        yield Plot(heads, self.face("in-words"), tuple(rows))
        yield across(self.face("plot-note"))

    def own_words(self) -> Iterator[Block]:
        for each in (Told(*each) for each in self.facts.words):
            about = (self.words.say(f"how.{each.how}"), self.day(each.at), self.read_back(each.topic))
            how = " · ".join(part for part in about if part)
            title = f"{self.topic(each.topic)} ({how})"
            yield Said(title, each.text, language=spoken(each.text, self.facts.language))
        if not self.states("words", "section.words", recorded=bool(self.facts.words)):
            yield across(self.gone("words"))

    def own_view_pairs(self) -> Iterator[Block]:
        view = self.facts.view
        if self.states("view", "section.view", recorded=view is not None) and view is not None:
            yield Said(self.viewed(view), view.reason)
        else:
            yield across(self.gone("view"))

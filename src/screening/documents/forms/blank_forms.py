"""A layout to fill in by hand: lines and boxes in place of what is not known, under the same item numbers (RE11)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.content import across
from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page import NEEDED_ON, FirstPage
from screening.documents.forms.first_page_rows import WRITE
from screening.documents.forms.leaves import framed, languages_of, other_of
from screening.documents.forms.loader import NOTES, Form, Section
from screening.documents.forms.paper import FormContent
from screening.documents.forms.sheet_content import SHORT
from screening.documents.layout.blocks import (
    Block,
    Check,
    Checks,
    Frame,
    LabelledValues,
    Pairs,
    Shaped,
    Write,
)
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.wording.catalogue.translations import Words

ANSWERS = ("yes", "no", "later")
"""No box is set; a row without a cross was not asked (CO2)."""
LONG = 2
"""Lines for something noted."""
TICKED = ("referral-my", "child")
"""Layouts with room for a box before each thing that is asked first for somebody who is held.

Others say where it stands; the page of sheet A is full."""
PATHS = ("formal_identification", "child_protection", "protection", "labour_remedy", "health", "second_interview")
ELEMENTS = ("act", "means", "purpose")
SUMS = ("unpaid", "fees", "deductions", "overtime", "below-minimum")


def empties(form: Form, facts: Facts, *, root_words: Words) -> tuple[FormContent, ...]:
    """The layout empty in each of its languages. ``facts`` say the edition, the needs, and the person's language."""
    order = languages_of(form, facts)
    return tuple(
        _Empty(framed(form, tag), facts, root_words, other_of(order, tag), again=tag != order[0]).content()
        for tag in order
    )


class _Empty(FirstPage):
    """The blocks of a sheet under the same numbers, each with lines or boxes in place of what is not known."""

    def content(self) -> FormContent:
        made = super().content()
        assert made.face is not None
        below = "   ".join(text for text in (made.face.other, *made.foot) if text)
        one = made.face.pages == 1
        face = replace(made.face, day="", destroy="", missing=(), shorter=None, other=below, pages=0, close=one)
        return replace(made, face=face, foot=(), fingerprint="", seal=("", ""), stated=())

    def about(self) -> Iterator[str]:
        yield self.layout_text("for-whom") if self.has_own("for-whom") else ""
        if self.form.id not in (*TICKED, "sheet-a") and any(each.kind == "stay" for each in self.form.sections):
            yield self.words.say("form.stay.on-b")

    def parts(self, section: Section) -> Iterable[Block]:
        facts, say = self.facts, self.words.say
        match section.kind:
            case "frame":
                return self.frame()
            case "fields":  # the code has its line in the frame
                return (self.to_write([self.layout_text(f"field.{name}") for name in section.fields], columns=2),)
            case "noted":
                return self.notes_to_write(section.fields)
            case "needs-boxes":
                return (self.boxes(((say(f"directory.need.{need}"), False) for need, _ in facts.needs), columns=3),)
            case "stay":  # unticked: whoever fills it in by hand knows whether the person is held
                asked = self.boxes(((self.stay_text(each), False) for each in section.texts), columns=1)
                return (across(say("form.stay.if-held")), asked)
            case "statement":
                return (self.boxes((say(f"path-do.{path}"), False) for path in PATHS),)
            case "consent":
                return (self.asked(say(f"consent.decision.{each.id}")) for each in facts.protocol.decisions)
            case "consent-this":
                return (self.asked(say(f"part.{part}")) for part in self.parts_asked())
            case "needs":  # under the numbers that they have on the questionnaire
                items = [item for item in facts.protocol.items.values() if item.need]
                return (self.boxes((f"{item.number} {say(f'item.{item.id}.mark')}", False) for item in items),)
            case "elements":
                rows = (Write(say(f"element-title.{name}"), LONG) for name in ELEMENTS)
                return (across(say("form.hand.sign")), *rows)
            case "eleven":
                return ()  # worked out from the answers when they are typed in
            case "against":
                return (Write("", 1),)
            case "explanations":
                return (across(say("form.hand.reading")),)
            case "words":
                return (Write("", LONG),)
            case "view":
                return self.own_view()
            case "closing":
                return (Write(say(f"closing.{each}.title"), 1) for each in ("wishes", "reach"))
            case "not-asked":
                return (Write(say(f"form.hand.{each}"), 1) for each in ("not-asked", "silent"))
            case "numbers":
                return (Write("", 2),)
            case "wages":
                lines = (*(f"line.{each}" for each in SUMS), "total")
                sums = self.to_write([self.layout_text(f"wages.{each}") for each in lines], columns=2)
                return (sums, across(self.layout_text("wages.note")))
        return super().parts(section)

    def is_empty(self, section: Section) -> bool:
        if section.kind == "stay":
            return self.form.id not in TICKED
        return section.kind not in ("consent-this", "noted") and super().is_empty(section)

    @property
    def is_child(self) -> bool:
        """A sheet to fill in is of nobody yet: a child's by its layout alone."""
        return self.form.sheet == "child"

    def beside(self, section: Section) -> tuple[Shaped, ...]:
        return ()

    def notes_to_write(self, names: Sequence[str]) -> Iterator[Block]:
        lines = 1 if self.form.sheet in NEEDED_ON else LONG  # where many blocks stand on one page
        for short, told in itertools.groupby(self.asked_notes(names), lambda name: name in SHORT):
            labels = [self.layout_text(f"note.{name}") for name in told]
            yield self.to_write(labels, columns=2 if short else 1, lines=1 if short else lines)

    def parts_asked(self) -> Iterator[str]:
        """Each part that this sheet can carry: agreed, refused, put off, or not asked; none of them set (CO2)."""
        yield self.form.part
        fields = {field for section in self.form.sections for field in section.fields}
        kinds = {section.kind for section in self.form.sections}
        if "reach" in fields or "closing" in kinds:
            yield "contact"
        if "words" in kinds or "wishes" in fields & set(NOTES):
            yield "words"

    def own_view(self) -> Iterator[Block]:
        yield self.boxes((self.words.say(f"view.{each}"), False) for each in VIEWS)
        yield self.boxes(((self.words.say(f"sureness.{each}"), False) for each in SURENESS), columns=0)
        yield Write("", 1)

    def asked(self, text: str) -> Checks:
        """One thing with the answers that it may have, each with an empty box."""
        answers = (Check(self.words.say(f"form.consent.{each}"), False) for each in ANSWERS)
        return Checks((Check(f"{text}:", None), *answers), columns=0)

    def frame(self) -> Iterator[Block]:
        write = Shaped("", WRITE)
        who = tuple(
            Shaped(f"{self.layout_text(f'field.{name}')}:", WRITE) for name in ("officer", "organisation", "telephone")
        )
        cells = {"where": (write, Shaped(f"{self.face('until')}:", WRITE)), "who": who}
        told = self.form.sheet in NOTES["urgency"]
        yield Frame(
            self.face("how-soon"),
            False,
            self.face("ask-when"),
            Shaped(""),
            tuple(LabelledValues(self.face(name), cells.get(name, (write,) * 2)) for name in self.cells()),
            LabelledValues(self.layout_text("field.code"), (write,)),
            by_hand=True,
            boxes=(self.face("urgent"), self.face("not-urgent")) if told else (),
        )

    def to_write(self, labels: Sequence[str], *, columns: int, lines: int = 1) -> Pairs:
        """Labels, each before lines for a pen."""
        return Pairs(tuple(LabelledValues(label, (Shaped("", WRITE),) * lines) for label in labels), columns=columns)

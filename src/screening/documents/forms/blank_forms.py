"""A layout to fill in by hand: lines and boxes in place of what is not known, under the same item numbers (RE11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page import FirstPage
from screening.documents.forms.first_page_sheet import WRITE
from screening.documents.forms.loader import NOTES, Form, Section
from screening.documents.forms.paper import FormContent
from screening.documents.forms.sheet_content import SHORT, Papers
from screening.documents.layout.blocks import (
    NO_TEXT,
    Block,
    Check,
    Checks,
    Field,
    Fields,
    Frame,
    FrameCell,
    Paragraph,
    Shaped,
    Two,
    Write,
)
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.protocol.model import Item
from screening.wording.catalogue.translations import Words

ANSWERS = ("yes", "no", "later")
"""No box is set; a row without a cross was not asked (CO2)."""
ROOM = "\n"
"""A value that is not there yet: room for a line of handwriting."""
LONG = 2
"""Lines for something noted."""
PATHS = ("formal_identification", "child_protection", "protection", "labour_remedy", "health", "second_interview")
ELEMENTS = ("act", "means", "purpose")
PRINTED = ("lines", "boxes", "cards", "said", "law", "write")
"""Kinds that say the same on every paper."""


def empty(form: Form, facts: Facts, *, root_words: Words) -> FormContent:
    """The layout with nothing filled in. ``facts`` say the edition, the needs there are, and the person's language."""
    if not form.face:
        return _ByHand(form, facts, root_words).content()
    tag, other = form.languages[0], next(iter(form.languages[1:]), "")
    return _EmptyFace(replace(form, languages=(tag,)), facts, root_words, other).content()


def empties(form: Form, facts: Facts, *, root_words: Words) -> tuple[FormContent, ...]:
    """The layout empty; one with a face in each of its languages."""
    tags = form.languages if form.face else form.languages[:1]
    order = [(tag, *(each for each in form.languages if each != tag)) for tag in tags]
    return tuple(empty(replace(form, languages=each), facts, root_words=root_words) for each in order)


class _ByHand(Papers):
    def content(self) -> FormContent:
        made = super().content()
        return replace(made, until=NO_TEXT, seal=("", ""), fingerprint="")

    def parts(self, section: Section) -> Iterable[Block]:
        if section.kind in PRINTED:
            return super().parts(section)
        match section.kind:
            case "fields":
                return self.fields(section.fields)
            case "statement":
                return (self.boxes((self.two(f"path-do.{path}"), False) for path in PATHS),)
            case "consent":
                return (self.asked(self.two(f"consent.decision.{each.id}")) for each in self.facts.protocol.decisions)
            case "consent-this":
                return self.parts_asked()
            case "needs":
                return self.needs_by_number()
            case "elements":
                return self.elements()
            case "eleven":
                return ()  # worked out from the answers when they are typed in
            case "against":
                return (Write(NO_TEXT, 1),)
            case "explanations":
                return (Paragraph(self.two("form.hand.reading")),)
            case "words":
                return (Write(NO_TEXT, LONG),)
            case "view":
                return self.own_view()
            case "closing":
                return (Write(self.two(f"closing.{each}.title"), 1) for each in ("wishes", "reach"))
            case "not-asked":
                return (Write(self.two(f"form.hand.{each}"), 1) for each in ("not-asked", "silent"))
            case "numbers":
                return (Write(NO_TEXT, 2),)
        return super().parts(section)

    def fields(self, names: Sequence[str]) -> Iterator[Block]:
        labels = [self.two("form.field.code")] if self.form.part and "code" not in names else []
        labels += [self.own(f"field.{name}") for name in names]
        yield Fields(tuple(Field(label, Two(ROOM)) for label in labels))

    def noted(self, names: Sequence[str]) -> Iterator[Block]:
        short = [name for name in names if name in SHORT]
        if short:
            yield Fields(tuple(Field(self.own(f"note.{name}"), Two(ROOM)) for name in short))
        for name in names:
            if name not in SHORT:
                yield Write(self.own(f"note.{name}"), LONG)

    def wages(self) -> Iterator[Block]:
        lines = ("unpaid", "fees", "deductions", "overtime", "below-minimum")
        labels = [self.own(f"wages.line.{each}") for each in lines] + [self.own("wages.total")]
        yield Fields(tuple(Field(label, self.own("wages.sum", amount=ROOM)) for label in labels))
        yield from [part for part in super().wages() if isinstance(part, Paragraph)]

    def needs_by_number(self) -> Iterator[Block]:
        """The items that name a need, under the numbers that they have on the questionnaire."""
        items = [item for item in self.facts.protocol.items.values() if item.need]

        def named(item: Item) -> Two:
            return self._each(lambda words: f"{item.number} {words.say(f'item.{item.id}.mark')}")

        yield self.boxes((named(item), False) for item in items)

    def parts_asked(self) -> Iterator[Block]:
        """Each part that this sheet can carry: agreed, refused, put off, or not asked; none of them set (CO2)."""
        wanted = [self.form.part]
        fields = {field for section in self.form.sections for field in section.fields}
        if "reach" in fields or any(section.kind == "closing" for section in self.form.sections):
            wanted.append("contact")
        if any(section.kind == "words" for section in self.form.sections) or "wishes" in fields & set(NOTES):
            wanted.append("words")
        for part in wanted:
            yield self.asked(self.two(f"part.{part}"))

    def own_view(self) -> Iterator[Block]:
        yield self.boxes((self.two(f"view.{each}"), False) for each in VIEWS)
        yield Checks(tuple(Check(self.two(f"sureness.{each}"), False) for each in SURENESS), columns=0)
        yield Write(NO_TEXT, 1)

    def asked(self, text: Two) -> Checks:
        """One thing with the answers that it may have, each with an empty box."""
        asked = Two(f"{text.first}:", f"{text.second}:" if text.second else "")
        answers = (Check(self.two(f"form.consent.{each}"), False) for each in ANSWERS)
        return Checks((Check(asked, None), *answers), columns=0)

    def elements(self) -> Iterator[Block]:
        yield Paragraph(self.two("form.hand.sign"))
        for name in ELEMENTS:
            yield Write(self.two(f"element-title.{name}"), LONG)


class _EmptyFace(FirstPage):
    """The blocks of a face under the same numbers, each with lines or boxes in place of what is not known."""

    def content(self) -> FormContent:
        made = super().content()
        face = replace(made.face, about="", day="", destroy="", shorter=None, pages=0) if made.face else None
        return replace(made, face=face, fingerprint="", seal=("", ""), stated=())

    def parts(self, section: Section) -> Iterable[Block]:
        if section.kind in ("lines", "law", "answer-strip"):
            return super().parts(section)
        if section.kind == "frame":
            return self.frame()
        if section.kind == "fields":  # the code has its line in the frame
            labels = [self.own(f"field.{name}") for name in section.fields]
            return (Fields(tuple(Field(label, Two(ROOM)) for label in labels)),)
        return _ByHand(self.form, self.facts, self.root).parts(section)

    def beside(self, section: Section) -> tuple[Shaped, ...]:
        return ()

    def frame(self) -> Iterator[Block]:
        write = Shaped("", WRITE)
        who = tuple(
            Shaped(f"{self.layout_text(f'field.{name}')}:") for name in ("officer", "organisation", "telephone")
        )
        lines = tuple(value for each in who for value in (each, write))
        cells = {"where": (write, Shaped(f"{self.face('until')}:"), write), "who": lines}
        soon = Shaped(f"{self.face('urgent')} / {self.face('not-urgent')}:")
        yield Frame(
            self.face("how-soon"),
            False,
            soon.text,
            write,
            tuple(FrameCell(self.face(name), cells.get(name, (write,) * 3)) for name in self.cells()),
            FrameCell(self.layout_text("field.code"), (write,)),
        )

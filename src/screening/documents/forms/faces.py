"""Sheets A and B: what stands on a sheet in one language, in the order in which it is read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.content import Facts
from screening.documents.forms.field_states import MISSING
from screening.documents.forms.first_page_base import SHAPES
from screening.documents.forms.first_page_needs import NEED_SHAPES, Needs
from screening.documents.forms.first_page_signs import ELEMENT_SHAPES, MOST_OPEN, MOST_SIGNS, Signs
from screening.documents.forms.first_page_third import FirstThird
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.parts import Answer, Block, Face, FormContent, Pair, Pairs, Part, Sides, Two, Value
from screening.domain.scoring.legal_elements import State as ElementState
from screening.wording.catalogue.languages import name_in, own_name
from screening.wording.catalogue.translations import Words

PAGES = {"A": 1, "B": 2}
LEVELS = {"A": 2, "B": len(MOST_SIGNS)}
LAW = ("limits", "law")
LONG = 600
"""Letters; somebody's words that are longer go behind a sheet that would not stand on its pages with them."""


def faces(form: Form, facts: Facts, first: str, *, root_words: Words) -> tuple[FormContent, ...]:
    """The sheet in every language of its layout, ``first`` first: its face, and the same overleaf or on a leaf."""
    order = sorted(dict.fromkeys(form.languages), key=lambda tag: tag != first)
    made = []
    for tag in order:
        other = next((each for each in order if each != tag), "")
        layout = replace(form, languages=(tag,))
        made.append(FaceBuilder(layout, facts, root_words, other, again=tag != order[0]).content())
    return tuple(made)


def face_language(form: Form, languages: Sequence[str]) -> str:
    """The language of a sheet's face: the first of the receiver's that its layout has, else the layout's own first."""
    return next((tag for tag in languages if tag in form.languages), form.languages[0])


class FaceBuilder(FirstThird, Needs, Signs):
    """One sheet in one language."""

    def content(self) -> FormContent:
        made = super().content()
        facts, sheet = self.facts, self.form.sheet
        day = self.day(facts.day)
        about = [f"{self.layout_text('field.recipient')}: {self.named(self.first)}."] if facts.recipient else []
        about.append(f"{self.layout_text(f'age.{facts.age_band}')}.")
        if facts.language:
            about.append(self.face("speaks", language=name_in(facts.language, self.first.language)))
        if facts.recipient:  # the record's own copy goes to nobody, which nobody is to be asked about
            self.states("recipient", "field.recipient", recorded=True)
        self.states("age", "field.age", recorded=True)
        self.states("language", "field.language", recorded=bool(facts.language))
        place = "overleaf" if sheet == "A" else "own-leaf"
        face = Face(
            " ".join(about),
            f"{day}, {facts.hour}" if facts.hour and day else day,
            self.face("continued", sheet=sheet),
            self.first.say("form.face.page", sheet=sheet, page="{page}", pages="{pages}"),
            self.face(place, language=own_name(self.other)) if self.other else "",
            self.face("destroy", day=self.day(self.last_day())) if self.last_day() else "",
            tuple(Value(self.face(f"why.{state}"), SHAPES[state]) for state in MISSING),
            self.level > 0,
            PAGES[sheet],
            self.shorter if self.level + 1 < LEVELS[sheet] else None,
        )
        blocks = (*made.blocks, *self.behind_it())
        return replace(made, blocks=blocks, face=face, tight=False, until=Two(""), stated=tuple(self.stated))

    def shorter(self) -> FormContent:
        """The sheet with long words behind it; where they stand there already, with less evidence on it."""
        goes = not self.behind and any(map(self.is_long, self.form.sections))
        level = self.level if goes else self.level + 1
        behind, again = self.behind or goes, self.again
        return type(self)(self.form, self.facts, self.root, self.other, level, behind=behind, again=again).content()

    def is_long(self, section: Section) -> bool:
        """Whether the section holds words of the person or the officer that no sheet has room for."""
        if section.kind == "words":
            return sum(len(text) for _, text, *_ in self.facts.words) > LONG
        return section.kind == "view" and self.facts.view is not None and len(self.facts.view.reason) > LONG

    def behind_it(self) -> Iterator[Block]:
        """Long words, whole, on pages behind the sheet in its first language; nothing of them is ever left out."""
        first = True
        for section in self.form.sections:
            if self.behind and not self.again and self.is_long(section):
                yield Block(self.title(section), tuple(self.parts(section)), self.beside(section), apart=first)
                first = False

    def title(self, section: Section) -> Two:
        heading = self.layout_text(f"section.{section.id}")
        return Two(f"{self.heads.index(section.id) + 1}  {heading}")

    def last_day(self) -> str:
        """By when the recipient is asked to destroy it (RE18); "" for a paper that is given to nobody."""
        facts = self.facts
        if not (facts.recipient and facts.day and self.form.keep_days):
            return ""
        return (datetime.date.fromisoformat(facts.day) + datetime.timedelta(self.form.keep_days)).isoformat()

    def block(self, section: Section) -> Block:
        if self.behind and self.is_long(section):
            there = self.face("behind-there", language=own_name(self.other)) if self.again else self.face("behind")
            return Block(self.title(section), (Pairs((Pair("", (Value(there),)),)),))
        parts = tuple(self.parts(section))
        if section.kind in ("frame", "answer-strip"):
            return Block(Two(""), parts)
        return Block(self.title(section), parts, self.beside(section))

    def beside(self, section: Section) -> tuple[Value, ...]:
        match section.kind:
            case "needs-boxes":
                shapes = {state: NEED_SHAPES[state] for state in ("now", "later", "no", "not-asked")}
                return tuple(Value(self.face(f"need.{state}"), shape) for state, shape in shapes.items())
            case "elements":
                shown = ("shown", "indicated", "not_shown", "not_asked")
                return tuple(
                    Value(self.first.say(f"state.{each}"), ELEMENT_SHAPES[ElementState(each)]) for each in shown
                )
            case "explanations":
                return (Value(self.face("plot")),)
            case "view":
                return (Value(self.face("view-first")),) if self.facts.view is not None else ()
            case "not-asked":
                missing = sum(name not in self.facts.answers for name in self.facts.protocol.items)
                count = min(MOST_OPEN, len(self.open_items()))
                told = self.face("open", n=count, of=missing) if count else self.face("open-all", of=missing)
                return (Value(told, "ring"),) if missing else ()
        return ()

    def parts(self, section: Section) -> Iterable[Part]:
        made: dict[str, Callable[[], Iterable[Part]]] = {
            "frame": self.frame,
            "lines": lambda: [
                Pairs((Pair("", (Value(" ".join(self.layout_text(f"line.{each}") for each in section.texts)),)),))
            ],
            "needs-boxes": self.need_grid,
            "fields": lambda: self.field_pairs(section.fields),
            "noted": lambda: self.note_pairs(section.fields),
            "consent-this": self.agreed,
            "statement": self.steps,
            "elements": self.signs,
            "eleven": lambda: (),
            "against": self.contrary,
            "not-asked": self.open,
            "explanations": self.plot,
            "words": self.own_words,
            "view": self.own_view_pairs,
            "law": self.limits,
            "answer-strip": self.strip,
        }
        return made[section.kind]() if section.kind in made else super().parts(section)

    def lines(self, names: Sequence[str]) -> Pairs:
        return Pairs((Pair("", (Value(" ".join(self.layout_text(f"line.{each}") for each in names)),)),))

    # --- the end

    def limits(self) -> Iterator[Part]:
        """What the paper is, in both languages side by side."""
        tags = [self.languages[0], self.other] if self.other else [self.languages[0]]
        yield Sides(tuple((tag, tuple(self.first.say_in(tag, f"form.face.{name}") for name in LAW)) for tag in tags))

    def strip(self) -> Iterator[Part]:
        facts, sheet = self.facts, self.form.sheet
        day = self.day(facts.answer_by)
        officer = facts.officer or self.layout_text("field.officer").lower()
        title = self.face("answer-by", officer=officer, day=day) if day else self.face("answer", officer=officer)
        yield Answer(
            f"{title} {facts.code}".strip(),
            (
                (self.face("accepted" if sheet == "B" else "take"), False),
                (self.face("redirected" if sheet == "B" else "take-part"), True),
                (self.face("declined" if sheet == "B" else "cannot"), sheet == "B"),
            ),
            (self.face("answer-who"), self.face("answer-when")),
        )


__all__ = ["MOST_SIGNS", "FaceBuilder", "face_language", "faces"]

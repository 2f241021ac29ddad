"""The leaves of a sheet: one in each language of its layout, in the order in which its reader turns them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page import WITHOUT_CASE, FirstPage
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.own_copy import OwnCopy
from screening.documents.forms.paper import FormContent
from screening.documents.forms.sheet_content import Papers
from screening.wording.catalogue.translations import Words

FRAME = Section("frame", "frame")
ONE_LEAF = ("visit", "own")
"""Sheets that no one reads but the officer, in whose language they are."""


def languages_of(form: Form, facts: Facts) -> tuple[str, ...]:
    """The languages of the leaves of a sheet, the first leaf's first: that of the person, else one of the receiver's
    that its layout has, else the layout's own first."""
    tags = tuple(dict.fromkeys(facts.language or "en" if tag == "person" else tag for tag in form.languages))
    if "person" in form.languages:
        return tags
    first = face_language(form, facts.face_languages)
    return tuple(sorted(tags, key=lambda tag: tag != first))


def build_papers(form: Form, facts: Facts, *, root_words: Words) -> tuple[FormContent, ...]:
    """A sheet, whole in each language of its layout: its first leaf, and the same overleaf or on a leaf of its own."""
    if form.size == "card":
        tag, *_ = languages_of(form, facts)
        return (CardSheet(replace(form, languages=(tag,)), facts, root_words).content(),)
    order = languages_of(form, facts)[: 1 if form.sheet in ONE_LEAF else 2]
    return tuple(leaf(form, facts, tag, order, root_words) for tag in order)


def leaf(form: Form, facts: Facts, tag: str, order: Sequence[str], root_words: Words) -> FormContent:
    """A sheet in the language ``tag`` of its languages in ``order``."""
    made = OwnCopy if form.sheet == "own" else FirstPage
    return made(framed(form, tag), facts, root_words, other_of(order, tag), again=tag != order[0]).content()


def other_of(order: Sequence[str], tag: str) -> str:
    """The language of the other leaf; "" where there is none."""
    return next((each for each in order if each != tag), "")


def framed(form: Form, tag: str) -> Form:
    """The layout in one language, with a frame where it says anything of a record."""
    has = form.sheet in WITHOUT_CASE or any(section.kind == "frame" for section in form.sections)
    return replace(form, languages=(tag,), sections=form.sections if has else (FRAME, *form.sections))


def face_language(form: Form, languages: Sequence[str]) -> str:
    """The language of the first leaf: the first of the receiver's that its layout has, else the layout's own first."""
    return next((tag for tag in languages if tag in form.languages), form.languages[0])


class CardSheet(Papers):
    """The person's card, which is no sheet."""

    def content(self) -> FormContent:
        title, practice = self.words.say(self.form.title), self.words.say("form.practice")
        return FormContent(
            self.form.sheet, self.language, title, "", (), (), "",
            practice if self.facts.practice else "", size="card", card=tuple(self.card_lines()),
        )  # fmt: skip

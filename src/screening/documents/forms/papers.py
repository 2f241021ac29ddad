"""Build the content of any layout: its face, or the whole of it."""

from __future__ import annotations

from dataclasses import replace

from screening.documents.forms.content import Facts, build
from screening.documents.forms.faces import FaceBuilder, face_language, faces
from screening.documents.forms.loader import Form
from screening.documents.forms.own_copy import OwnCopy
from screening.documents.forms.parts import (
    FormContent,
)
from screening.documents.forms.redaction import Papers
from screening.wording.catalogue.translations import Words


def build_paper(form: Form, facts: Facts, *, root_words: Words) -> FormContent:
    """The content of any layout; of one with a face, its face alone."""
    if form.face:
        tag = face_language(form, facts.face_languages)
        other = next((each for each in form.languages if each != tag), "")
        return FaceBuilder(replace(form, languages=(tag,)), facts, root_words, other).content()
    if form.sheet == "B" and form.prefix == "form" and not facts.recipient:
        return build(form, facts, root_words=root_words)
    made = OwnCopy if form.sheet == "own" else Papers
    return made(form, facts, root_words).content()


def build_papers(form: Form, facts: Facts, *, root_words: Words) -> tuple[FormContent, ...]:
    """The same, with the whole of it in the other language behind a face."""
    if not form.face:
        return (build_paper(form, facts, root_words=root_words),)
    return faces(form, facts, face_language(form, facts.face_languages), root_words=root_words)

"""What a form is made from, written short: answers, how they came, and anything else by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from screening.casework.edition import Content
from screening.documents.forms.content import (
    Block,
    Facts,
    Fields,
    FormContent,
    Lines,
    Paragraph,
    Said,
    Statement,
    Two,
    build,
)
from screening.documents.forms.loader import Form, open_form
from screening.domain.answers import Answer, Given, How
from screening.domain.scoring.assessment import assess
from screening.wording.catalogue.translations import Words


def shipped() -> Form:
    """A layout with both languages in line that holds every part of a sheet B."""
    return open_form(Path(__file__).parent / "inline")


def facts(content: Content, *, how: str = "told", age_band: str = "adult", **given: Any) -> Facts:
    """``yes``, ``no``, ``declined`` and ``not_known`` are items in one text; everything else is a fact by its name."""
    answers = {item: Given(answer, How(how)) for answer in Answer for item in str(given.pop(answer.value, "")).split()}
    assessment = assess(content.protocol, content.weights, answers, age_band=age_band)
    return Facts(content.protocol, assessment, answers, age_band=age_band, **given)


def made(known: Facts, form: Form | None = None) -> FormContent:
    return build(form or shipped(), known, root_words=Words("en"))


def section(known: Facts, name: str) -> Block:
    """One section of the shipped form."""
    form = shipped()
    return made(known).blocks[[each.id for each in form.sections].index(name)]


def english(text: Two) -> str:
    return text.second or text.first


def says(block: Block) -> list[str]:
    """Every text of a section in the form's second language, in order, notes and states among them."""
    found: list[str] = []
    for part in block.parts:
        match part:
            case Fields():
                found += [english(text) for field in part.fields for text in (field.label, field.value)]
            case Lines():
                found += [english(part.title), english(part.state)]
                found += [english(text) for line in part.lines for text in (line.text, line.note)]
            case Said():
                found += [english(part.title), english(part.note), part.text]
            case Statement(text=text) | Paragraph(text=text):
                found.append(english(text))
    return [text for text in found if text]

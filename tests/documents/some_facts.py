"""What a form is made from, written short: answers, how they came, and anything else by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from screening.casework.content.edition import Content
from screening.documents.forms.facts import Facts
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import Form, open_form
from screening.documents.forms.paper import FormContent, SectionContent
from screening.documents.layout.blocks import Checks, Pairs, Plot, Said, Sides, Steps, Table, Write
from screening.domain.answers import Answer, Given, How
from screening.domain.known.known import Known, LeftBlank, Value
from screening.domain.known.needs import NO_HASTE, Haste
from screening.domain.scoring.assessment import assess
from screening.wording.catalogue.translations import Words


def shipped() -> Form:
    """A layout in English that holds every part of a sheet B."""
    return dataclasses.replace(open_form(Path(__file__).parent / "inline"), languages=("en",))


def facts(content: Content, *, how: str = "told", age_band: str = "adult", **given: Any) -> Facts:
    """``yes``, ``no``, ``declined`` and ``not_known`` are items in one text; ``notes``, ``closing`` and ``blank`` what
    is known of fields; everything else is a fact by its name."""
    answers = {item: Given(answer, How(how)) for answer in Answer for item in str(given.pop(answer.value, "")).split()}
    assessment = assess(content.protocol, content.weights, answers, age_band=age_band)
    if "urgency" in (notes := dict(given.get("notes", {}))):
        given.setdefault("haste", Haste(known=Value(notes["urgency"])))
    known = {**given.pop("known", {}), **fields(*(given.pop(name, ()) for name in ("notes", "closing", "blank")))}
    return Facts(content.protocol, assessment, answers, age_band=age_band, known=known, **given)


def fields(
    notes: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    closing: Iterable[tuple[str, str]] = (),
    blank: Iterable[str] = (),
) -> dict[str, Known]:
    """What is known of fields: words, where they are no blanks, and fields that were left blank."""
    found: dict[str, Known] = {name: LeftBlank() for name in blank}
    return found | {name: Value(text) for name, text in {**dict(notes), **dict(closing)}.items() if text.strip()}


def noted(given: Facts, *, notes: Mapping[str, str] | None = None, **others: Any) -> Facts:
    """The facts with other fields: ``notes``, ``closing`` and ``blank`` take the place of all that was known."""
    typed = (notes or {}).get("urgency", "")
    others.setdefault("haste", Haste(known=Value(typed)) if typed else NO_HASTE)
    known = fields(notes or {}, *(others.pop(name, ()) for name in ("closing", "blank")))
    return dataclasses.replace(given, known=known, **others)


def build_paper(form: Form, known: Facts, *, root_words: Words) -> FormContent:
    """The first leaf of a sheet."""
    return build_papers(form, known, root_words=root_words)[0]


def made(known: Facts, form: Form | None = None) -> FormContent:
    return build_paper(form or shipped(), known, root_words=Words("en"))


def section(known: Facts, name: str) -> SectionContent:
    """One section of the shipped form."""
    form = shipped()
    return made(known).blocks[[each.id for each in form.sections].index(name)]


def says(block: SectionContent) -> list[str]:
    """Every text of a section in order, labels before their values."""
    found: list[str] = []
    for part in block.parts:
        match part:
            case Pairs():
                found += [text for pair in part.pairs for text in (pair.label, *(each.text for each in pair.values))]
            case Table():
                for group in part.groups:
                    found.append(group.title.text)
                    found += [text for row in group.rows for text in (row.number, *row.cells)]
            case Plot():
                found += [text for row in part.rows for text in (row.label, row.words.text)]
            case Steps():
                found += part.steps
            case Sides():
                found += [text for _, sentences in part.sides for text in sentences]
            case Said():
                found += [str(part.title), part.text]
            case Checks():
                found += [str(each.words) for each in part.checks]
            case Write():
                found.append(str(part.label))
    return [text for text in found if text]

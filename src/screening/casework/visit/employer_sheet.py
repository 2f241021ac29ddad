"""The check for employers: what should be so, as a page and as a sheet with boxes. No person and no record is in it."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.content import country
from screening.casework.content.countries import cited_text, every_statement
from screening.domain.countries.employers import EMPLOYERS, open_employer_check
from screening.errors import BadInput
from screening.settings import OWN, Installation
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

NAME = "employer-check"
"""Before the ending of the file; it says nothing of anybody."""


@dataclass(frozen=True, slots=True)
class EmployerLineView:
    """One line, and the law behind it with how far it was seen; "" where none is known here."""

    text: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class EmployerPartView:
    title: str
    lines: tuple[EmployerLineView, ...]


@dataclass(frozen=True, slots=True)
class EmployerView:
    """The page and the sheet. ``never`` says that an employer never screens people."""

    title: str
    lead: str
    never: str
    parts: tuple[EmployerPartView, ...]
    after: tuple[str, ...]


def employer_view(words: Words) -> EmployerView:
    """Return the check in words, with the law of the country in use. Raises BadInput("countries-unsound")."""
    say, here = words.say, words.installation
    # A pack of content may be older than the check: then that of the program stands.
    root = here.countries_root if (here.countries_root / EMPLOYERS).is_file() else OWN.countries_root
    known = {each.id for statements in every_statement(here).values() for each in statements}
    check, law = open_employer_check(root, known), country.law_on(here).statements
    parts = []
    for part in check.parts:
        lines = []
        for line in (each for each in check.lines if each.part == part):
            told = [cited_text(law[name], words) for name in line.statements if name in law]
            lines.append(EmployerLineView(say(f"nation.employer.{line.id}"), " ".join(told)))
        parts.append(EmployerPartView(say(f"nation.employer-part.{part}"), tuple(lines)))
    after = (say("page.employers.no"), say("page.employers.whom"), say("page.employers.sources"))
    return EmployerView(
        say("page.employers.title"), say("page.employers.lead"), say("page.employers.never"), tuple(parts), after
    )


def employer_paper(words: Words) -> bytes:
    """Return the sheet as PDF: each line with a box to cross by hand, and nothing filled in."""
    from screening.documents.layout import blocks as bl
    from screening.documents.layout.pages import sheet

    view, sizes = employer_view(words), paper_sizes()
    blocks: list[bl.Block] = [
        bl.Text(view.title, size=sizes.heading, weight=Weight.BOLD),
        bl.Text(view.lead, size=sizes.label),
        bl.Gap(3),
        bl.Statement(view.never),
    ]
    for part in view.parts:
        blocks.append(bl.Heading(part.title, bookmark=part.title, size=sizes.body + 1, ruled=True))
        for line in part.lines:
            blocks.append(bl.Checks((bl.Check(line.text, False),), columns=1, keep=bool(line.law)))
            if line.law:
                blocks.append(bl.Text(line.law, size=sizes.label))
    blocks.append(bl.Rule())
    blocks += [bl.Text(text, size=sizes.label) for text in view.after]
    return sheet(tuple(blocks), title=view.title, language=words.language)


def sheet_name(words: Words) -> str:
    """Return the name of the file."""
    return f"{NAME}-{words.language}.pdf"


def words_for(language: str, here: Installation) -> Words:
    """Return the words of the sheet. Raises BadInput("no-such-language") for one that officers have no texts in."""
    known = [pack.tag for pack in officer_languages()]
    if language not in known:
        raise BadInput("no-such-language", language=language[:20], known=", ".join(known))
    return Words(language, here)

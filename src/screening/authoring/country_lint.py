"""Texts that name one country's law, bodies, numbers or money outside its own files, and papers that name law.

What is shown in every country must name none of them: it would stand on a page or paper of another country. Practice is
left out, whose invented people live in one country, and so are editions before the present one: their cases were taken
when Malaysia was the only country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from screening import settings
from screening.domain.content.problems import Problem
from screening.domain.countries.model import OF_LINE, Convention, Country
from screening.wording.catalogue.source_texts import Audience, Folder, read_texts, read_toml

SECTION = re.compile(r"\b(?:sections? \d|ss?\. ?\d)", re.IGNORECASE)
"""A section is one of some law; conventions have articles."""
LAW = re.compile(r"\b(?:(?:sections?|seksyen|articles?|acts?|chapters?) \d+|ss?\. ?\d+|arts?\. ?\d+)", re.IGNORECASE)
"""A law named by number in a paper's own text; statements carry it, with how far it was seen."""
DIRECTORY = "forms/directory/"
OF_ORIGIN = f"{DIRECTORY}origin.toml"
"""Bodies of the countries that people come from, which every country shows under the name of theirs."""
OF_ONE_COUNTRY = ("directory.service.protection-officer",)
"""Texts in files for all that only one country shows: services.toml names it beside the service."""


def naming_problems(root: Path, countries: Mapping[str, Country]) -> Iterator[Problem]:
    """Yield a problem for each text under the content folder ``root`` that names what only one country has."""
    words = {each.title: _pattern(each.names) for each in countries.values()}
    for text in read_texts(root, (Folder.INTERFACE, Folder.PROTOCOL, Folder.TRAINING, Folder.FORMS), settings.EDITION):
        if text.audience is Audience.PRACTICE or text.id in OF_ONE_COUNTRY or _own(text.file, countries):
            continue
        said = f"{text.source} {text.plural}"
        named = next((f"{found[0]} ({title})" for title, each in words.items() if (found := each.search(said))), "")
        if not named and (found := SECTION.search(said)):
            named = found[0]
        if named:
            what = f"It names {named}, and is shown in every country."
            remedy = "Say {law_...}, {section_...}, {currency} or {country}, or move it to the country's own files."
            yield Problem(text.file, text.id, what, remedy)


def paper_problems(root: Path, convention: Convention, countries: Mapping[str, Country]) -> Iterator[Problem]:
    """Yield a problem for each paper under ``root`` that says law itself, or names a statement that is not there."""
    for text in read_texts(root, (Folder.FORMS,)):
        if not text.file.startswith(DIRECTORY) and (found := LAW.search(f"{text.source} {text.plural}")):
            what = f"It names {found[0]}: a paper says law only as statements, each with how far it was seen."
            yield Problem(text.file, text.id, what, 'Say {cite_...}, or list a statement under "statements".')
    lines = {f"{OF_LINE}{each.id}" for each in convention.lines}
    every = (convention.statements, *(each.statements for each in countries.values()))
    there = lines | {each.id for statements in every for each in statements}
    for path in sorted((root / "forms").glob("*/*.toml")):
        file = path.relative_to(root).as_posix()
        for section in read_toml(path, file).get("section", ()):
            for name in section.get("statements", ()):
                if name not in there:
                    what, remedy = (
                        f'There is no statement "{name}".',
                        f"Countries and Convention have: {', '.join(sorted(there))}.",
                    )
                    yield Problem(file, "statements", what, remedy)


def _own(file: str, countries: Mapping[str, Country]) -> bool:
    """Return whether a file is one country's own: its directory, layouts, numbers of labour law, or the law cards."""
    if file == OF_ORIGIN or file.endswith(("/law.toml", "/wages.toml")):
        return True
    shared = set.intersection(*(set(each.sheets) for each in countries.values())) if countries else set()
    own = {
        path
        for each in countries.values()
        for path in (
            f"forms/directory/{each.directory}.toml",
            *(f"forms/{sheet}/" for sheet in each.sheets if sheet not in shared),
        )
    }
    return any(file == path or (path.endswith("/") and file.startswith(path)) for path in own)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

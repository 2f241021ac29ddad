"""Texts that name one country's law, bodies, numbers or money outside that country's own files.

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
from screening.domain.countries.model import Country
from screening.wording.catalogue.source_texts import Audience, Group, read_texts

SECTION = re.compile(r"\b(?:sections? \d|ss?\. ?\d)", re.IGNORECASE)
"""A section is one of some law; conventions have articles."""
OF_ONE_COUNTRY = ("directory.service.protection-officer",)
"""Texts in files for all that only one country shows: services.toml names it beside the service."""


def naming_problems(root: Path, countries: Mapping[str, Country]) -> Iterator[Problem]:
    """Yield a problem for each text under the content folder ``root`` that names what only one country has."""
    words = {each.title: _pattern(each.names) for each in countries.values()}
    for text in read_texts(root, (Group.INTERFACE, Group.PROTOCOL, Group.TRAINING, Group.FORMS), settings.EDITION):
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


def _own(file: str, countries: Mapping[str, Country]) -> bool:
    """Return whether a file is one country's own: its directory, layouts, numbers of labour law, or the law cards."""
    if file.endswith(("/law.toml", "/wages.toml")):
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

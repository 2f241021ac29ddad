"""What this program is: its version, the editions of what it carries with the days they were checked, every licence.

Nothing of a record is opened or named.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening import __version__
from screening.casework.content import country
from screening.casework.content.edition import open_content
from screening.domain.content.foreign_files import read_plain
from screening.domain.policy.content_age import open_age
from screening.domain.services.directory import Directory
from screening.settings import Installation, forms_root

PROGRAM = "screening"
LIST, BILL = "licences/LIST.txt", "sbom.cdx.json"
"""What a package has beside the program: one part a line as "NAME VERSION: LICENCE", and the bill of materials."""
LINE = re.compile(r"(?P<name>.+?): (?P<licence>[^:]+)")
NAME = re.compile(r"[A-Za-z0-9._-]+")
LARGEST = 1 << 20
"""Bytes of one file of law cards at most."""
LONGEST = 80
"""Signs of a licence's name; what is longer is the text itself."""
FONTS = ("Noto fonts", "OFL-1.1")


@dataclass(frozen=True, slots=True)
class Part:
    """A library or font that comes along. ``licence`` is "" where only its own files name it."""

    name: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """Everything that the page says. Days are None where there is nothing that was checked."""

    version: str
    edition: str
    published: datetime.date | None
    statements: int
    """Of law, in the country in use."""
    law_checked: datetime.date | None
    law_limit: int
    """Days after which a card counts as old."""
    services: int
    services_first: datetime.date | None
    services_last: datetime.date | None
    """Between which days the shipped entries were read off public papers."""
    called: int
    """Entries that somebody called from this laptop."""
    parts: tuple[Part, ...]
    packaged: bool
    """Whether full texts and a bill of materials stand beside the program."""


def about(directory: Directory, here: Installation, beside: Path | None = None) -> About:
    """Return what this program is, with the services as they are known on this laptop.

    ``beside`` is the folder of the program, that of the running one without it.
    """
    protocol, law = open_content(here=here).protocol, country.of(here)
    beside = beside or Path(sys.executable).parent
    packaged = (beside / LIST).is_file() and (beside / BILL).is_file()
    days = sorted(_checked(forms_root() / "directory"))
    return About(
        version=__version__,
        edition=protocol.id,
        published=protocol.published,
        statements=len(law.statements),
        law_checked=law.looked_at,
        law_limit=open_age(here.age_root).law,
        services=sum(not each.own for each in directory.entries.values()),
        services_first=days[0] if days else None,
        services_last=days[-1] if days else None,
        called=sum(each.verified_on is not None for each in directory.entries.values()),
        parts=tuple(_listed(beside / LIST) if packaged else _installed()),
        packaged=packaged,
    )


def _listed(path: Path) -> Iterator[Part]:
    """Yield the parts of a package, as it lists them."""
    for line in path.read_text("utf-8").splitlines():
        if found := LINE.fullmatch(line.strip()):
            yield Part(found["name"], found["licence"])


def _installed() -> list[Part]:
    """Return the libraries that the program needs and that are installed here, by name, and the fonts."""
    found: dict[str, Part] = {}
    waiting = [PROGRAM]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            library = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[key] = Part(f"{library.metadata['Name']} {library.version}", _licence(library))
        waiting += [
            named[0] for each in library.requires or () if "extra ==" not in each and (named := NAME.match(each))
        ]
    found.pop(PROGRAM, None)
    return [found[key] for key in sorted(found)] + [Part(*FONTS)]


def _licence(library: importlib.metadata.Distribution) -> str:
    said = library.metadata
    for field in ("License-Expression", "License"):
        text = str(said[field]) if field in said else ""
        if text and "\n" not in text and len(text) <= LONGEST:
            return text
    named = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    return ", ".join(each for each in named if each != "OSI Approved")


def _checked(folder: Path) -> Iterator[datetime.date]:
    for path in folder.glob("*.toml"):
        yield from _days(tomllib.loads(read_plain(path, LARGEST).decode("utf-8")))


def _days(value: Any) -> Iterator[datetime.date]:
    """Yield every ``checked_on`` in what a file holds."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "checked_on" and isinstance(each, datetime.date):
                yield each
            else:
                yield from _days(each)
    elif isinstance(value, list):
        for each in value:
            yield from _days(each)

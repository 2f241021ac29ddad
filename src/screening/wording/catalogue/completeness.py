"""The core of a pack: what a person needs who only hears, and whether a pack holds all of it (locales/core.toml)."""

from __future__ import annotations

import functools
from fnmatch import fnmatchcase
from pathlib import Path

from screening.domain.content.problems import Problem
from screening.errors import BadInput
from screening.settings import OWN, Installation
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.recordings import VOICES, recordings
from screening.wording.catalogue.source_texts import Audience, fields_of, read_toml
from screening.wording.catalogue.translations import Words

FILE = "locales/core.toml"
PRIVATE = "indicators/{edition}/private.toml"


@functools.lru_cache(maxsize=8)
def core_ids(root: Path, edition: str = "", installation: Installation = OWN) -> tuple[str, ...]:
    """Return the texts of the core, in the order of the texts. Raises BadInput("content-unreadable")."""
    patterns = _patterns(root)
    words = Words(installation=installation, edition=edition, root=root)
    ids = words.ids(Audience.PERSON)
    alone = set(_alone(root, words.edition, frozenset(ids)))
    return tuple(each for each in ids if each in alone or any(fnmatchcase(each, pattern) for pattern in patterns))


def heard_ids(root: Path, edition: str = "", installation: Installation = OWN) -> tuple[str, ...]:
    """Return the texts of the core that can be recorded: no recording fills in a field."""
    words = Words(installation=installation, edition=edition, root=root)
    return tuple(each for each in core_ids(root, edition, installation) if not fields_of(words.source(each)))


def heard_entire(pack: Pack, *, edition: str = "", root: Path, installation: Installation = OWN) -> bool:
    """Return whether the whole core can be heard in at least one voice, in recordings that were reviewed (LA3, LA5)."""
    found = recordings(pack.tag, installation, root)
    ids = heard_ids(root, edition, installation)
    return found.trusted and any(not found.missing(voice, ids) for voice in VOICES)


def core_problems(root: Path) -> list[Problem]:
    """Return what is wrong in the list: a row that no text fits is a slip of the pen."""
    if not (root / FILE).is_file():
        return []
    try:
        patterns = _patterns(root)
    except BadInput as trouble:
        return [Problem(FILE, "the list", f"{trouble.details['reason']}.", "List ids, with * for any letters.")]
    ids = Words(root=root).ids(Audience.PERSON)
    return [
        Problem(FILE, pattern, "No text for the person fits it.", "Mend it or take it out.")
        for pattern in patterns
        if not any(fnmatchcase(each, pattern) for each in ids)
    ]


def _patterns(root: Path) -> tuple[str, ...]:
    """Return the rows of core.toml; every text where there is none."""
    if not (root / FILE).is_file():
        return ("*",)
    found = read_toml(root / FILE, FILE).get("core")
    if not isinstance(found, list) or not found or not all(isinstance(each, str) and each for each in found):
        raise BadInput("content-unreadable", file=FILE, reason="core is not a list of ids")
    return tuple(found)


def _alone(root: Path, edition: str, ids: frozenset[str]) -> tuple[str, ...]:
    """Return the questions that are answered alone, under the ids by which they are heard."""
    name = PRIVATE.format(edition=edition)
    if not (root / name).is_file():
        return ()
    items = read_toml(root / name, name).get("items", [])
    own = [(f"private.item.{each}", f"item.{each}.text") for each in items]
    return tuple(heard if heard in ids else written for heard, written in own)

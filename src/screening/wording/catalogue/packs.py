"""The language packs on disk: what each ``locales/<tag>/pack.toml`` says of itself, and which pack serves a tag.

Packs that were put in after the program lie beside its own words and never inside them: ``<folder>/<tag>/current``
names one folder beside it, which is whole, so putting in another pack changes that one file. Which of them are read, an
``Installation`` says: only packs whose signature was checked since the program started (``casework/languages/packs``).
A text of such a pack stands in for the program's while it translates the present English words (decision 0026).
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from screening.domain.content.keys import DAY, FLAG, LISTED, NEEDED, TEXT, Key, Shape
from screening.domain.content.strict_toml import built, must_fit
from screening.errors import BadInput
from screening.wording.catalogue.source_texts import Audience, read_toml

SOURCE = "en"
"""The language the texts are written in."""
CURRENT = "current"
NAME = re.compile(r"[0-9a-f]{16}")
"""The file that names the folder of a pack that was put in, and that folder's name."""


class State(StrEnum):
    """How far the wording of a text can be trusted (LA3). ``source`` means the English text is shown."""

    SOURCE = "source"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    FIELD_TESTED = "field-tested"


@dataclass(frozen=True, slots=True)
class Pack:
    """One language pack's own page. ``formats`` is the locale whose dates it writes."""

    tag: str
    own_name: str
    script: str
    direction: str
    audience: frozenset[Audience]
    state: State
    author: str
    date: datetime.date
    reviewers: tuple[str, ...]
    formats: str
    english_name: str = ""
    """Only for a language that CLDR does not name."""
    heard_only: bool = False
    """Its texts are for those who record them. Nobody is shown them; the person hears the recordings (LA5)."""


PAGE: Shape = {
    **dict.fromkeys(("tag", "own_name", "script", "author"), NEEDED), "formats": TEXT, "english_name": TEXT,
    "direction": Key("text", True, ("ltr", "rtl")), "state": Key("text", True, tuple(State)), "heard_only": FLAG,
    "audience": Key("texts", True, (Audience.PERSON, Audience.OFFICER)), "date": DAY, "reviewers": LISTED,
}  # fmt: skip
"""What a ``pack.toml`` holds. Practice is not named: it goes with the person."""


@functools.lru_cache(maxsize=256)
def normal(tag: str) -> str:
    """Return a BCP 47 tag in its usual spelling: ``ms_my`` is ``ms-MY``, ``ZH-hans`` is ``zh-Hans``."""
    parts = re.split("[-_]", tag.partition(".")[0].partition("@")[0])
    spelled = [parts[0].lower()]
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            spelled.append(part.title())
        elif len(part) == 2 or (len(part) == 3 and part.isdigit()):
            spelled.append(part.upper())
        elif part:
            spelled.append(part.lower())
    return "-".join(spelled)


def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the tags to look for, best first, English last.

    A script is never dropped (``zh-Hant`` must not become simplified), and no language stands in for another (LA5).
    """
    parts = normal(tag).split("-")
    tried = ["-".join(parts)]
    while len(parts) > 1 and not (len(parts[-1]) == 4 and parts[-1].isalpha()):
        parts = parts[:-1]
        tried.append("-".join(parts))
    return (*tried, *(() if tried[-1] == SOURCE else (SOURCE,)))


@functools.lru_cache(maxsize=32)
def packs(root: Path) -> dict[str, Pack]:
    """Return what ``read_packs`` gives, read once."""
    return read_packs(root)


def read_packs(root: Path) -> dict[str, Pack]:
    """Return every pack by tag, English first, then by tag. Raises BadInput("content-unreadable")."""
    found = [read_pack(path, root) for path in sorted(root.glob("locales/*/pack.toml"))]
    return {pack.tag: pack for pack in sorted(found, key=lambda pack: (pack.tag != SOURCE, pack.tag))}


def read_pack(path: Path, root: Path) -> Pack:
    """One ``pack.toml``. Raises BadInput("content-unreadable") when a key is missing or has another type."""
    name = path.relative_to(root).as_posix()
    table = read_toml(path, name)
    try:
        must_fit(table, PAGE)
        if table["tag"] != path.parent.name or table["tag"] != normal(table["tag"]):
            raise ValueError(f"the tag {table['tag']!r} is not the folder's name")
        audience = frozenset(map(Audience, table["audience"]))
        if Audience.PERSON in audience and not table.get("heard_only"):
            audience |= {Audience.PRACTICE}  # who reads a language with a person can practise in it
        return built(Pack, {"formats": table["tag"], **table}, audience=audience, state=State(table["state"]))
    except ValueError as trouble:
        raise BadInput("content-unreadable", file=name, reason=str(trouble)) from trouble


def packs_folder() -> Path:
    """Return where packs are put that come after the program: beside the record, in the user's own data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("notes", appauthor=False)) / "packs"


def has_packs(folder: Path) -> bool:
    """Return whether anything lies in a folder of packs that were put in."""
    return folder.is_dir() and any(folder.iterdir())


def pack_for(tag: str, root: Path) -> Pack | None:
    """Return the pack that serves ``tag``: its own, or its region's parent; None rather than another language."""
    known = packs(root)
    wanted = normal(tag).split("-")[0]
    return next((known[each] for each in fallbacks(tag) if each in known and each.split("-")[0] == wanted), None)

"""The recordings of a language pack: which texts can be heard, in which voices, and how far they can be trusted.

They stand in ``locales/<tag>/audio/`` as ``<voice>/<text id>.<ext>`` or ``<text id>.<voice>.<ext>``, beside
``audio.toml``, which names the state, the day and who reviewed them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import BadInput
from screening.settings import OWN, Installation, content_root
from screening.wording.catalogue.packs import State, pack_for
from screening.wording.catalogue.source_texts import read_toml

VOICES = ("female", "male")
"""Each text is spoken by a woman and by a man (LA11); the person chooses."""
KINDS = (".flac", ".wav", ".ogg", ".mp3")
TRUSTED = frozenset({State.REVIEWED, State.FIELD_TESTED})
"""States that a real person may hear beside an officer; alone, only what was tried with people (LA3)."""


@dataclass(frozen=True, slots=True)
class Recordings:
    """What can be heard in one language. ``files``: voice, then text id, to the file."""

    tag: str
    state: State = State.DRAFT
    reviewers: tuple[str, ...] = ()
    date: datetime.date | None = None
    files: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    synthetic: bool = False
    """Spoken by a computer: for practice, whatever their state says (LA3)."""

    @property
    def trusted(self) -> bool:
        """Whether a real person may hear them."""
        return self.state in TRUSTED and bool(self.reviewers) and not self.synthetic

    @property
    def field_tested(self) -> bool:
        """Whether a real person may hear them alone, with nobody there to put a misunderstanding right (LA3)."""
        return self.state is State.FIELD_TESTED and bool(self.reviewers) and not self.synthetic

    def missing(self, voice: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the texts that have no recording in this voice: said, never skipped silently (LA11)."""
        return tuple(each for each in ids if each not in self.files.get(voice, {}))


def recordings(tag: str, here: Installation = OWN, root: Path | None = None) -> Recordings:
    """Return the recordings of the pack that serves ``tag``; empty where it has none. Nothing of another language.

    Raises BadInput("content-unreadable") when audio.toml cannot be read.
    """
    root = content_root() if root is None else root
    pack = pack_for(tag, root)
    if pack is None:
        return Recordings(tag)
    added = here.language_pack(pack.tag, root)
    folder = root / "locales" / pack.tag / "audio"
    if added is not None and (added / "audio" / "audio.toml").is_file():
        root, folder = added, added / "audio"
    return recordings_in(folder, pack.tag, root)


def recordings_in(folder: Path, tag: str, root: Path) -> Recordings:
    """Return the recordings in a folder below ``root``; empty where it has no ``audio.toml``.

    Raises BadInput("content-unreadable") when that cannot be read.
    """
    page = folder / "audio.toml"
    if not page.is_file():
        return Recordings(tag)
    name = page.relative_to(root).as_posix()
    table = read_toml(page, name)
    try:
        state, reviewers = State(table["state"]), tuple(str(each) for each in table["reviewers"])
        date, synthetic = table["date"], table.get("synthetic", False)
        if not isinstance(date, datetime.date):
            raise ValueError("date is a date")
        if not isinstance(synthetic, bool):
            raise ValueError("synthetic is true or false")
    except (KeyError, ValueError, TypeError) as trouble:
        raise BadInput("content-unreadable", file=name, reason=str(trouble)) from trouble
    files: dict[str, dict[str, Path]] = {voice: {} for voice in VOICES}
    for path in sorted(folder.iterdir()):
        text_id, _, voice = path.stem.rpartition(".")
        if path.suffix in KINDS and voice in files and text_id:
            files[voice].setdefault(text_id, path)
    for voice in VOICES:
        for path in sorted((folder / voice).iterdir()) if (folder / voice).is_dir() else ():
            if path.suffix in KINDS and path.is_file():
                files[voice].setdefault(path.stem, path)
    return Recordings(tag, state, reviewers, date, files, synthetic)

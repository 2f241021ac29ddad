"""Where the takes of a language lie: their list, their files, and what of them counts.

They stand beside the record, in the user's own data, for no case has to do with them: ``recordings/<tag>/`` is a folder
of a pack's recordings (``recordings_in``) and holds approved lines alone, under an ``audio.toml`` that names who
approved them. What waits for a second speaker lies in ``takes/`` below it, where no recording is looked for.
``takes.json`` says of each line in which words, by whom and when it was read; people stand in it by their codes.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import threading
from contextlib import ContextDecorator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from screening.casework.languages.packs import sound_page
from screening.casework.languages.recordings_in import LARGEST
from screening.domain.content.foreign_files import read_foreign
from screening.errors import BadInput
from screening.store.folder import safe_paths
from screening.wording.catalogue import packs as language_packs
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import VOICES, Recordings

FOLDER, WAITING, PAGE = "recordings", "takes", "takes.json"
LARGEST_PAGE = 4 << 20
SIGNS = 16
"""Of a digest, in the name of a file that waits: the former take is there until the list names the new one."""


class _OneAct(ContextDecorator):
    """One act at a time reads the list, changes and writes it: a take is measured while the next one is being read."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_how: object) -> None:
        self._lock.release()


one_act = _OneAct()


@dataclass(frozen=True, slots=True)
class Take:
    """One line as it was read: digests of its words and of its file, who read it and when, what became of it."""

    words: str
    sound: str
    ending: str
    by: str
    day: str
    checked: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Takes:
    """What lies in a folder: voice to text id to take. ``tested``: what was approved when it was tried with people."""

    waiting: dict[str, dict[str, Take]] = field(default_factory=lambda: {voice: {} for voice in VOICES})
    approved: dict[str, dict[str, Take]] = field(default_factory=lambda: {voice: {} for voice in VOICES})
    tested: str = ""

    def approved_digest(self) -> str:
        """A digest of all that is approved."""
        sounds = [
            f"{voice} {name} {self.approved[voice][name].sound}" for voice in VOICES for name in self.approved[voice]
        ]
        return digest_of("\n".join(sorted(sounds)).encode())


def folder_of(tag: str) -> Path:
    """Return where the recordings of a language are made."""
    return language_packs.packs_folder().parent / FOLDER / tag


def read(tag: str) -> Takes:
    """Return what lies in the folder of a language, nothing where it is not there.

    Raises BadInput("content-unreadable").
    """
    page = folder_of(tag) / PAGE
    if not page.is_file():
        return Takes()
    try:
        told = json.loads(read_foreign(page, LARGEST_PAGE))
        tables = [
            {voice: {name: Take(**row) for name, row in told[table].get(voice, {}).items()} for voice in VOICES}
            for table in ("waiting", "approved")
        ]
        made = Takes(tables[0], tables[1], str(told["tested"]))
        every = [each for table in tables for named in table.values() for each in named.values()]
        if not all(isinstance(value, str) for each in every for value in asdict(each).values()):
            raise ValueError("a take is made of texts")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise BadInput("content-unreadable", file=PAGE, reason=type(trouble).__name__) from None
    return made


def write(tag: str, takes: Takes) -> None:
    """The page of takes, and ``audio.toml``: who approved what counts, and whether it was tried with people."""
    place = folder_of(tag)
    safe_paths.write_over(place / PAGE, json.dumps(asdict(takes), ensure_ascii=False, indent=1).encode())
    every = [take for named in takes.approved.values() for take in named.values()]
    if every:
        state = State.FIELD_TESTED if takes.tested == takes.approved_digest() else State.REVIEWED
        day = datetime.date.fromisoformat(max(take.day for take in every))
        page = sound_page(Recordings(tag, state, tuple(sorted({take.checked for take in every})), day))
        safe_paths.write_over(place / "audio.toml", page.encode())


def waiting_file(tag: str, voice: str, text_id: str, take: Take) -> Path:
    """Return the file of a take that waits."""
    return folder_of(tag) / WAITING / voice / f"{text_id}.{take.sound[:SIGNS]}{take.ending}"


def approved_file(tag: str, voice: str, text_id: str, take: Take) -> Path:
    """Return the file of a line that is approved."""
    return folder_of(tag) / voice / f"{text_id}{take.ending}"


def digest_of(data: bytes) -> str:
    """Return what a file or words are known by."""
    return hashlib.sha256(data).hexdigest()


def holds(path: Path, sound: str) -> bool:
    """Return whether a file is the one of this digest."""
    try:
        return digest_of(read_foreign(path, LARGEST)) == sound
    except OSError:
        return False

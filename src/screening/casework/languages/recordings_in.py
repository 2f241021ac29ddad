"""A folder of a volunteer's recordings taken in, in one act: matched to the texts, cut, levelled, checked, named.

All of it is written or none. What is wrong is told all at once, each with its file and what to do.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from screening.casework.languages.packs import sound_page
from screening.casework.languages.recording_script import ScriptLine, rows
from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.errors import BadInput
from screening.settings import Installation
from screening.sound import recording_levels
from screening.sound.recording_levels import Levelled
from screening.store.crypto import atomic_files
from screening.store.folder import safe_paths
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import Recordings, recordings_in
from screening.wording.catalogue.translations import Words

LARGEST = 64 << 20
"""Bytes of one file as it comes: 2 minutes of uncompressed sound in two channels, and more."""
PASSED_OVER = (".pdf", ".m3u8", ".m3u", ".toml", ".txt")
"""What may lie beside the recordings: the script itself, and notes."""
SYSTEMS = ("thumbs.db", "desktop.ini")
NAMED = re.compile(r"(?P<number>[0-9]{1,4})(?:[ _.-]+(?P<rest>.+))?")


@dataclass(frozen=True, slots=True)
class Intake:
    """What a folder gave. ``path``: where it was written, None where nothing was. ``missing``: texts without a file."""

    path: Path | None
    taken: int
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def take_in(
    tag: str,
    voice: str,
    folder: Path,
    out: Path,
    day: datetime.date,
    here: Installation,
    *,
    synthetic: bool = False,
    partly: bool = False,
) -> Intake:
    """Write the recordings of ``folder`` to ``out/<voice>`` beside audio.toml, as drafts; nothing where one is wrong.

    ``partly``: texts without a file are no problem. ``synthetic``: a computer spoke them, so they are for practice.
    Raises BadInput: ``no-such-language``, ``folder-missing``, ``recordings-there``, ``recordings-other-kind``,
    ``path-not-local``, ``inside-record``, ``not-written``.
    """
    words = Words("en", here)
    script = rows(tag, words)
    place = safe_paths.outside(out)
    _must_fit(place, voice, tag, synthetic=synthetic)
    made, problems = gathered(folder, script, words)
    missing = tuple(row.text_id for row in script if row.words and row.text_id not in made)
    if not partly:
        problems += (_missing(row) for row in script if row.text_id in missing)
    if problems or not made:
        return Intake(None, 0, tuple(sorted(problems)), missing)
    page = sound_page(Recordings(tag, State.DRAFT, (), day, synthetic=synthetic))
    return Intake(_written(place, voice, made, page), len(made), (), missing)


def gathered(folder: Path, script: tuple[ScriptLine, ...], words: Words) -> tuple[dict[str, Levelled], list[Problem]]:
    """Return each text's recording as a pack has it, and what is wrong; where a file is wrong, its text has no data.

    Raises BadInput: ``folder-missing``, ``path-not-local``.
    """
    source = atomic_files.local_path(folder)
    if not source.is_dir():
        raise BadInput("folder-missing")
    found, problems = matched(source, script)
    return _made(found, problems, words), problems


def told(fault: str, words: Words) -> tuple[str, str]:
    """What is wrong with a recording as it came, and what to do."""
    return words.say(f"recording.fault.{fault}"), words.say(f"recording.mend.{fault}")


def matched(folder: Path, script: tuple[ScriptLine, ...]) -> tuple[dict[str, Path], list[Problem]]:
    """Return text id to file, and the files that are of no text, of two, or one of several of a text."""
    by_number, ids = {row.number: row.text_id for row in script}, {row.text_id for row in script}
    several: dict[str, list[Path]] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() in PASSED_OVER or path.name.lower() in SYSTEMS:
            continue
        named = NAMED.fullmatch(path.stem)
        rest = (named["rest"] or "") if named else path.stem
        told = {by_number.get(int(named["number"]), "")} if named else set()
        told |= {rest} if rest in ids or not named else set()
        text_id = next(iter(told)) if len(told) == 1 else ""
        if len(told) > 1 and "" not in told:
            what = "Its number and its name are those of two texts."
            problems.append(_problem(path, rest, what, "Name it by the number on the paper alone."))
        elif text_id not in ids:
            what = "No text has this number or name."
            problems.append(_problem(path, path.stem, what, "Name it by the number on the paper, or take it out."))
        else:
            several.setdefault(text_id, []).append(path)
    for text_id, paths in several.items():
        if len(paths) > 1:
            names = ", ".join(path.name for path in paths)
            problems.append(_problem(paths[0], text_id, f"This text has {len(paths)} files: {names}.", "Keep one."))
    return {text_id: paths[0] for text_id, paths in several.items()}, problems


def _made(found: Mapping[str, Path], problems: list[Problem], words: Words) -> dict[str, Levelled]:
    """Text id to what a pack has; ``problems`` grows by what is wrong."""
    sums: dict[str, str] = {}
    made: dict[str, Levelled] = {}

    def take(text_id: str) -> tuple[str, str, Levelled]:
        try:
            data = read_foreign(found[text_id], LARGEST)
        except OSError:
            data = b""
        return text_id, hashlib.sha256(data).hexdigest(), recording_levels.take(data)

    with ThreadPoolExecutor(os.cpu_count() or 1) as several:
        for text_id, key, taken in several.map(take, found):
            path = found[text_id]
            if key in sums and "no-sound" not in taken.faults:
                what = f"It is the same recording as {found[sums[key]].name}."
                problems.append(_problem(path, text_id, what, "Record the text that is missing."))
            sums.setdefault(key, text_id)
            problems += (_problem(path, text_id, *told(fault, words)) for fault in taken.faults)
            made[text_id] = taken
    return made


def _problem(path: Path, place: str, what: str, remedy: str) -> Problem:
    return Problem(path.name, place, what, remedy)


def _missing(row: ScriptLine) -> Problem:
    return Problem(f"{row.number:03d}", row.text_id, "It has no recording.", "Record it, or use --part.")


def _must_fit(place: Path, voice: str, tag: str, *, synthetic: bool) -> None:
    if (place / voice).exists():
        raise BadInput("recordings-there", folder=place.name)
    there = recordings_in(place, tag, place)
    if any(there.files.values()) and there.synthetic is not synthetic:
        raise BadInput("recordings-other-kind", folder=place.name)


def _written(place: Path, voice: str, made: Mapping[str, Levelled], page: str) -> Path:
    """Write the voice's folder under a name of its own, and give it its name when all of it is there."""
    part = place / f"{atomic_files.PART}{secrets.token_hex(8)}"
    try:
        part.mkdir(parents=True)
        for text_id, taken in made.items():
            atomic_files.write_atomic(part / f"{text_id}{taken.ending}", taken.data)
        atomic_files.write_atomic(place / "audio.toml", page.encode("utf-8"))
        part.rename(place / voice)
    except OSError as trouble:
        shutil.rmtree(part, ignore_errors=True)
        raise BadInput("not-written", file=place.name, reason=trouble.strerror or "") from None
    return place / voice

"""The lines of a language read aloud at the workbench: the open one, taking it in, and the second speaker's word on it.

Where it all lies, and what of it counts, says ``take_folder``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from screening.casework.languages import review
from screening.casework.languages.recording_script import ScriptLine, pack_of, rows
from screening.casework.languages.recordings_in import LARGEST, gathered
from screening.casework.languages.take_folder import (
    WAITING,
    Take,
    Takes,
    approved_file,
    digest_of,
    folder_of,
    holds,
    one_act,
    read,
    waiting_file,
    write,
)
from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.domain.policy.roles import REVIEW, must
from screening.errors import BadInput, NotAccepted
from screening.sound import recording_levels
from screening.sound.recording_levels import Levelled
from screening.store import Vault
from screening.store.crypto import atomic_files
from screening.store.folder import safe_paths
from screening.wording.catalogue.languages import languages, name_in, own_name
from screening.wording.catalogue.packs import SOURCE, State
from screening.wording.catalogue.recordings import KINDS, VOICES, recordings_in
from screening.wording.catalogue.reviews import CODE
from screening.wording.catalogue.translations import Words

LONGEST_REMARK = 300


class TakeState(StrEnum):
    """How far a line is. ``changed``: its words are others than were read, or its file is not the one that was kept."""

    MISSING = "missing"
    WAITING = "waiting"
    WRONG = "wrong"
    APPROVED = "approved"
    CHANGED = "changed"


FILTERS: Mapping[str, tuple[TakeState, ...]] = {
    "all": tuple(TakeState),
    "to-read": (TakeState.MISSING, TakeState.WRONG, TakeState.CHANGED),
    "to-hear": (TakeState.WAITING,),
    "approved": (TakeState.APPROVED,),
}


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One line of the list."""

    number: int
    text_id: str
    standing: TakeState


@dataclass(frozen=True, slots=True)
class TakesView:
    """The page. ``line`` is the open one, ``take`` its last take, ``sound`` where that is; ``draft``: its words are."""

    language: str
    languages: tuple[tuple[str, str], ...]
    voice: str
    filter: str
    counts: Mapping[str, int]
    rows: tuple[TakeRow, ...]
    line: ScriptLine | None
    standing: TakeState
    take: Take | None
    sound: Path | None
    draft: bool
    tested: bool
    """Whether what is approved now was marked as tried with people."""
    day: datetime.date
    """Of the record's clock."""
    wrong: str
    """What was written about the open line and not sent yet."""


def approved_folder(tag: str) -> Path:
    """Return the folder of what is approved. Raises NotAccepted("take-none-approved") where nothing is."""
    if not any(read(tag).approved.values()):
        raise NotAccepted("take-none-approved")
    return folder_of(tag)


def view(vault: Vault, words: Words, tag: str, voice: str, shown: str, text_id: str) -> TakesView:
    """Return the page for a language, a voice, a filter and an open line; the first of the filter where it has none.

    Raises NotAccepted("role-may-not"), BadInput("content-unreadable").
    """
    must(vault.role, REVIEW)
    offered = [pack.tag for pack in languages() if pack.tag != SOURCE]
    tag = tag if tag in offered else offered[0]
    voice, shown = voice if voice in VOICES else VOICES[0], shown if shown in FILTERS else "all"
    script, takes = lines(vault, words, tag), read(tag)
    found = [TakeRow(row.number, row.text_id, standing(takes, voice, row)) for row in script if row.words]
    groups = {name: [row for row in found if row.standing in kinds] for name, kinds in FILTERS.items()}
    ids = [row.text_id for row in groups[shown]]
    line = next((row for row in script if row.text_id == text_id and row.words), None)
    if line is None:
        line = next((row for row in script if row.text_id in ids[:1]), None)
    take = None if line is None else _last(takes, voice, line.text_id)
    sound = None
    if line is not None and take is not None:
        waits = line.text_id in takes.waiting[voice]
        sound = (waiting_file if waits else approved_file)(tag, voice, line.text_id, take)
    return TakesView(
        tag,
        tuple((each, f"{own_name(each)} ({name_in(each, words.language)})") for each in offered),
        voice,
        shown,
        {name: len(group) for name, group in groups.items()},
        tuple(groups[shown]),
        line,
        TakeState.MISSING if line is None else standing(takes, voice, line),
        take,
        sound if sound is not None and sound.is_file() else None,
        pack_of(tag).state is State.DRAFT,
        bool(takes.tested) and takes.tested == takes.approved_digest(),
        vault.clock().date(),
        "" if line is None else vault.draft("", _field(tag, voice, line.text_id)),
    )


def keep_wrong(vault: Vault, tag: str, voice: str, text_id: str, text: str) -> None:
    """Keep what is being written about a line, outside the chain; "" when it was sent.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, REVIEW)
    vault.set_draft("", _field(tag, voice, text_id), text)


def lines(vault: Vault, words: Words, tag: str) -> tuple[ScriptLine, ...]:
    """Return the lines of a language, in the words that this record's reviewer gave them.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, REVIEW)
    return rows(tag, words, review.work(vault, tag).edited)


def standing(takes: Takes, voice: str, line: ScriptLine) -> TakeState:
    """Return how far a line is."""
    take = _last(takes, voice, line.text_id)
    if take is None:
        return TakeState.MISSING
    if take.words != _words(line):
        return TakeState.CHANGED
    if line.text_id not in takes.waiting[voice]:
        return TakeState.APPROVED
    return TakeState.WRONG if take.wrong else TakeState.WAITING


def following(view: TakesView, step: int) -> str:
    """Return the id of the next line of the list, or of the one before; at its ends the last or the first.

    A line that has just left the list, because it was read or approved, still has its place among the numbers.
    """
    if view.line is None or not view.rows:
        return view.rows[0].text_id if view.rows else ""
    beyond = [row for row in view.rows if (row.number - view.line.number) * step > 0]
    if not beyond:
        return (view.rows[-1] if step > 0 else view.rows[0]).text_id
    return (beyond[0] if step > 0 else beyond[-1]).text_id


def add(tag: str, voice: str, line: ScriptLine, data: bytes, by: str, day: datetime.date) -> Levelled:
    """Keep a take of a line where nothing is wrong with it; return what it measures.

    Raises NotAccepted("take-code"); BadInput: ``recordings-other-kind``, ``not-written`` and what ``read`` raises.
    """
    must_be_code(by)
    taken = recording_levels.take(data)
    if not taken.faults:
        _keep(tag, voice, {line.text_id: (line, taken)}, by, day)
    return taken


def add_file(tag: str, voice: str, line: ScriptLine, file: Path, by: str, day: datetime.date) -> Levelled:
    """Keep the sound file of a telephone or recorder as a take, as ``add``. Raises BadInput("take-file") as well."""
    must_be_code(by)
    try:
        data = read_foreign(atomic_files.local_path(file), LARGEST)
    except OSError:
        raise BadInput("take-file") from None
    return add(tag, voice, line, data, by, day)


def add_folder(
    tag: str, voice: str, script: tuple[ScriptLine, ...], folder: Path, by: str, day: datetime.date, words: Words
) -> tuple[int, tuple[Problem, ...]]:
    """Keep what is right in a folder of sound files as takes; return how many, and what is wrong with the others.

    They are matched to the lines, measured and levelled as "screening pack recordings" does it. Raises as ``add``, and
    BadInput("folder-missing").
    """
    must_be_code(by)
    found, problems = gathered(folder, script, words)
    wrong = {each.place for each in problems}
    by_id = {row.text_id: row for row in script if row.words}
    good = {name: (by_id[name], taken) for name, taken in found.items() if name in by_id and name not in wrong}
    if good:
        _keep(tag, voice, good, by, day)
    return len(good), tuple(sorted(problems))


@one_act
def approve(tag: str, voice: str, line: ScriptLine, by: str, day: datetime.date) -> None:
    """A second speaker says that a line is right: from now on it counts as the pack's recording.

    Raises NotAccepted: ``take-code``, ``take-own`` for whoever read it, ``take-none``, ``take-changed``.
    """
    takes, take = _to_check(tag, voice, line, by)
    try:
        data = read_foreign(waiting_file(tag, voice, line.text_id, take), LARGEST)
    except OSError:
        data = b""
    if digest_of(data) != take.sound:
        raise NotAccepted("take-changed")
    if takes.tested:  # before the new line counts: it was not tried with anybody
        takes = replace(takes, tested="")
        write(tag, takes)
    place = approved_file(tag, voice, line.text_id, take)
    safe_paths.made_folder(place.parent)
    safe_paths.write_over(place, data)
    for other in KINDS:
        if other != take.ending:
            atomic_files.remove(place.with_name(f"{line.text_id}{other}"))
    takes.approved[voice][line.text_id] = replace(take, checked=by, wrong="", day=day.isoformat())
    del takes.waiting[voice][line.text_id]
    write(tag, takes)
    atomic_files.remove(waiting_file(tag, voice, line.text_id, take))


@one_act
def refuse(tag: str, voice: str, line: ScriptLine, by: str, wrong: str) -> None:
    """A second speaker says what is wrong with a line: it is to be read again.

    Raises NotAccepted: ``take-code``, ``take-own``, ``take-none``, ``take-wrong`` where nothing is said.
    """
    takes, take = _to_check(tag, voice, line, by)
    if not wrong.strip():
        raise NotAccepted("take-wrong")
    takes.waiting[voice][line.text_id] = replace(take, checked=by, wrong=wrong.strip()[:LONGEST_REMARK])
    write(tag, takes)


@one_act
def mark_tested(tag: str, by: str) -> None:
    """What is approved now was tried with people it is meant for: a person may hear it alone (LA3).

    Raises NotAccepted: ``take-code``, ``take-none-approved``.
    """
    must_be_code(by)
    approved_folder(tag)
    takes = read(tag)
    write(tag, replace(takes, tested=takes.approved_digest()))


@one_act
def settle(tag: str, script: tuple[ScriptLine, ...]) -> int:
    """Take out of what counts each line whose words have changed, or whose file is not the one that was approved.

    Returns how many. Before a pack is made of the folder.
    """
    takes, known, gone = read(tag), {row.text_id: row for row in script}, 0
    for voice, named in takes.approved.items():
        for text_id, take in list(named.items()):
            place = approved_file(tag, voice, text_id, take)
            row = known.get(text_id)
            if row is not None and take.words == _words(row) and holds(place, take.sound):
                continue
            atomic_files.remove(place)
            del named[text_id]
            gone += 1
    if gone:
        write(tag, takes)
    return gone


def must_be_code(by: str) -> None:
    """Raise NotAccepted("take-code") for what is no code of a person."""
    if not CODE.fullmatch(by):
        raise NotAccepted("take-code")


def _to_check(tag: str, voice: str, line: ScriptLine, by: str) -> tuple[Takes, Take]:
    must_be_code(by)
    takes = read(tag)
    take = takes.waiting[voice].get(line.text_id)
    if take is None:
        raise NotAccepted("take-none")
    if take.words != _words(line):
        raise NotAccepted("take-changed")
    if take.by == by:
        raise NotAccepted("take-own")
    return takes, take


@one_act
def _keep(tag: str, voice: str, found: Mapping[str, tuple[ScriptLine, Levelled]], by: str, day: datetime.date) -> None:
    """The files first, then the list that names them, then the former ones go: no take is ever without its file."""
    place, takes = folder_of(tag), read(tag)
    if recordings_in(place, tag, place).synthetic:
        raise BadInput("recordings-other-kind", folder=place.name)
    safe_paths.made_folder(place / WAITING / voice)
    former = []
    for text_id, (line, taken) in found.items():
        take = Take(_words(line), digest_of(taken.data), taken.ending, by, day.isoformat())
        path = waiting_file(tag, voice, text_id, take)
        safe_paths.write_over(path, taken.data)
        before = takes.waiting[voice].get(text_id)
        if before is not None and waiting_file(tag, voice, text_id, before) != path:
            former.append(waiting_file(tag, voice, text_id, before))
        takes.waiting[voice][text_id] = take
    write(tag, takes)
    for path in former:
        atomic_files.remove(path)


def _field(tag: str, voice: str, text_id: str) -> str:
    return f"takes {tag} {voice} {text_id}"


def _last(takes: Takes, voice: str, text_id: str) -> Take | None:
    return takes.waiting[voice].get(text_id) or takes.approved[voice].get(text_id)


def _words(line: ScriptLine) -> str:
    return digest_of(line.words.encode())

"""Erase cases at headquarters: on request, because a bundle says so, and again after an older dump was restored.

What was erased is also written to a file beside the database, the ledger, before the database is changed: a restored
dump knows nothing of what was erased after it was made, the ledger does.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from screening.domain.case.case import fold
from screening.domain.events.catalogue import Recorded
from screening.domain.events.session import Withdrawn
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput, StoreTrouble
from screening.hub.database import Database
from screening.hub.migrations import must_be_current, prepare
from screening.store.crypto.atomic_files import local_path, read_foreign_bounded
from screening.store.folder.safe_paths import write_over

LARGEST = 64 << 20
"""Bytes of a ledger."""
TOLD = "told"
"""A laptop told it: its person withdrew or asked for it, and a bundle does not say which of the two."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line of the ledger: ``marks`` of a case that was here, ``case`` of one that was not.

    ``second`` is "" where a bundle said so, which takes nothing along that is kept apart. With ``key`` it holds only
    for cases in which that key wrote: a laptop told it of cases that were not here.
    """

    at: str
    by: str
    second: str
    reason: str
    marks: tuple[str, ...] = field(default=())
    case: str = ""
    key: str = ""


def must_agree(by: str, second: str) -> None:
    """Raise BadInput("hub-second-missing") unless somebody else agreed."""
    if not by.strip() or not second.strip() or by.strip().casefold() == second.strip().casefold():
        raise BadInput("hub-second-missing")


def erase_case(database: Database, code: str, *, reason: str, by: str, second: str, ledger: Path) -> int:
    """Take a case out for good, or hold it back for when it comes; how many events went.

    The ledger is on disk before the database changes. Raises BadInput: ``hub-second-missing`` where nobody else
    agreed, ``hub-ledger-damaged``, ``not-written``; StoreTrouble.
    """
    must_agree(by, second)
    lines = read_ledger(ledger)
    prepare(database)
    with database.transaction():
        must_be_current(database)
        marks = database.marks_of(code, apart=True)
        made = Erasure(_now(), by.strip(), second.strip(), reason, tuple(marks), "" if marks else code)
        _write_ledger(ledger, [*lines, made])
        gone = _carry_out(database, made)
    if gone:
        database.vacuum()
    return gone


def erase_again(database: Database, ledger: Path) -> int:
    """Carry out what the ledger says and the database does not know of, as after restoring a dump; how many cases.

    Raises BadInput("hub-ledger-damaged"), ("hub-no-ledger") where there is none, StoreTrouble.
    """
    if not local_path(ledger).exists():
        raise BadInput("hub-no-ledger", file=ledger.name)
    lines = read_ledger(ledger)
    prepare(database)
    cases = 0
    with database.transaction():
        must_be_current(database)
        for line in lines:
            here = set(database.marked(line.marks, line.key)) | (
                {line.case} if database.knows_case(line.case) else set()
            )
            known = database.erased(line.marks).keys() >= set(line.marks) and database.awaited([line.case]) == (
                {line.case} - {""}
            )
            if here or not known:
                _carry_out(database, line)
            cases += len(here)
    if cases:
        database.vacuum()
    return cases


def _carry_out(database: Database, line: Erasure) -> int:
    codes = set(database.marked(line.marks, line.key))
    if line.case:
        database.await_erasure(line.case, line.reason)
        codes |= {line.case} if database.knows_case(line.case) else set()
    database.remember_erased(line.marks, line.key)
    gone = sum(database.erase(code, apart=bool(line.second)) for code in codes)
    database.note_erasing(line.by, line.second, line.reason, gone, line.marks)
    return gone


def withdrawn(cases: Mapping[str, Iterable[Recorded]]) -> dict[str, str]:
    """Of these cases those whose person took it back and chose to have it all erased, and who wrote that down."""
    found: dict[str, str] = {}
    for code, recorded in cases.items():
        events = tuple(recorded)
        said = [each for each in events if isinstance(each.event, Withdrawn)]
        last = said[-1].event if said else None
        if isinstance(last, Withdrawn) and last.choice == "erase" and fold(code, events).taken_back:
            found[code] = said[-1].by
    return found


def erase_withdrawn(database: Database, cases: Mapping[str, str]) -> list[Erasure]:
    """Take out what their persons chose to have erased, and return the lines for the ledger.

    Inside the transaction of the import that brought it. What is kept apart stays until two people decide: whoever
    brought a code first may not be who had the case.
    """
    return [_on_one_word(database, code, by) for code, by in cases.items()]


def erase_as_told(database: Database, marks: Iterable[str], signing: str, name: str) -> list[Erasure]:
    """Take out the cases that a sender erased and wrote in, and hold back those that come later.

    Return the lines for the ledger. What is kept apart stays, as in ``erase_withdrawn``.
    """
    told = tuple(marks)
    codes = database.marked(told, signing) if told else []
    ahead = tuple(sorted(set(told) - database.erased(told).keys())) if told else ()
    database.remember_erased(told, signing)
    gone = [_on_one_word(database, code, name, TOLD) for code in codes]
    ahead = tuple(each for each in ahead if not any(each in line.marks for line in gone))
    return [*gone, Erasure(_now(), name, "", TOLD, ahead, key=signing)] if ahead else gone


def _on_one_word(database: Database, code: str, by: str, reason: str = "withdrawn") -> Erasure:
    marks = database.marks_of(code)
    database.remember_erased(marks)
    database.note_erasing(by, "", reason, database.erase(code), marks)
    return Erasure(_now(), by, "", reason, tuple(marks))


def add_to_ledger(path: Path, lines: Iterable[Erasure]) -> None:
    """Add lines to a ledger. Raises BadInput("hub-ledger-damaged"), ("not-written")."""
    _write_ledger(path, [*read_ledger(path), *lines])


def _now() -> str:
    return utc_text(datetime.datetime.now(datetime.UTC))


def read_ledger(path: Path) -> list[Erasure]:
    """The lines of a ledger; none where there is no file yet. Raises BadInput("hub-ledger-damaged")."""
    place = local_path(path)
    if not place.exists():
        return []
    try:
        lines = read_foreign_bounded(place, LARGEST).decode().splitlines()
        return [Erasure(**{**row, "marks": tuple(row["marks"])}) for row in map(json.loads, lines)]
    except (OSError, StoreTrouble, ValueError, TypeError, KeyError):
        raise BadInput("hub-ledger-damaged") from None


def _write_ledger(path: Path, lines: Iterable[Erasure]) -> None:
    write_over(path, "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines).encode())

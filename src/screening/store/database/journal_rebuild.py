"""Make the journal's file anew: from the vault's rows, or from the frames of the one before where most stay.

The new file is whole before the vault's mark points into it, and the mark before it takes the old one's name, so a
kill at any moment leaves a pair that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from screening.errors import StoreTrouble
from screening.store.crypto.atomic_files import remove, take_name
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.database.journal import Journal, JournalFrame, Position, summed_up
from screening.store.database.rows import from_frame, has_more, to_frame
from screening.store.database.tables import Tables


def renew(folder: Path, keys: Keys, tables: Tables) -> Journal:
    """Write a new journal that holds what the vault holds and nothing else, in place of the old one.

    Raises OSError, StoreTrouble or the driver's errors.
    """

    def every_row(journal: Journal) -> None:
        for row in tables.all_rows():
            journal.append(to_frame((row,)), synced=False)

    return _in_place(folder, keys, tables, every_row)


def carry_over(
    folder: Path, keys: Keys, tables: Tables, *, former: Keys | None = None, naming: Sequence[str] = ()
) -> Journal:
    """Write the same from the old journal's frames: much quicker in a large record.

    ``former`` are the keys that the old one is under. Frames in which one of ``naming`` stands are written anew with
    what the vault still holds of them; every other one stays as it is. Where the old journal is not whole, or holds
    more than the vault does, it is made from the rows. Raises what ``renew`` raises.
    """
    old, mark = folder / journal_file.FILE, tables.mark()
    try:
        whole = mark is not None and not tables.aside() and journal_file.agrees(old, mark)
    except FileNotFoundError:
        whole = False
    if mark is None or not whole:
        return renew(folder, keys, tables)
    marks = [each.encode() for each in naming]

    def what_stays(content: bytes) -> JournalFrame:
        found = (tables.row_at(row.place) for row in from_frame(content))
        return to_frame(tuple(row for row in found if row is not None), more=has_more(content))

    def every_frame(journal: Journal) -> None:
        journal.copy(old, former or keys, mark, marks, what_stays)
        if marks or journal.sum is None:
            # The sums of the frames that stayed are those of before: one without rows says what they are now.
            journal.sum = running_sum(tables)
            journal.append(to_frame(()), synced=False)

    try:
        return _in_place(folder, keys, tables, every_frame)
    except ValueError:
        return renew(folder, keys, tables)


def running_sum(tables: Tables) -> bytes:
    """Return the sum of a journal that holds every event of the vault in the vault's order."""
    return summed_up(journal_file.NO_SUM, tables.all_digests())


def finish(folder: Path, keys: Keys, tables: Tables) -> None:
    """Give a new journal its name where the vault's mark points into it already; else remove it."""
    new = folder / journal_file.NEXT
    if not new.exists():
        return
    mark = tables.mark()
    renewed = Journal.open(new, keys, mark) if mark else None
    if renewed is None:
        remove(new)
        return
    renewed.close()
    take_name(new, folder / journal_file.FILE)


def _in_place(folder: Path, keys: Keys, tables: Tables, fill: Callable[[Journal], None]) -> Journal:
    new, path = folder / journal_file.NEXT, folder / journal_file.FILE
    position = _filled(new, keys, fill)
    with tables.transaction():
        tables.set_mark(position)
    take_name(new, path)
    renewed = Journal.open(path, keys, position)
    if renewed is None:
        raise StoreTrouble("written-differently")
    return renewed


def _filled(new: Path, keys: Keys, fill: Callable[[Journal], None]) -> Position:
    """Return a journal at ``new``, on disk when this returns; or nothing there, and OSError or ValueError."""
    remove(new)
    try:
        with closing(Journal.create(new, keys)) as journal:
            fill(journal)
            journal.sync()
    except BaseException:
        remove(new)
        raise
    return journal.position

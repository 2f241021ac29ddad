"""A recorder made anew from the one before keeps what stays, holds what the vault holds, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.answers import How
from screening.domain.events.catalogue import BreakTaken, WordsWritten
from screening.store import Vault, open_vault, rotate
from screening.store.crypto.key_file import Cost
from screening.store.database import journal, journal_rebuild
from screening.store.database.journal import HEAD, MARK, START, WITHOUT_SUM, Journal, end_of_frame
from screening.store.database.rows import to_frame
from screening.store.integrity import verify
from tests.store.some_vault import PASSPHRASE, begin_case, everything_readable

QUICK = Cost(1, 64 << 20)


def sum_fits(vault: Vault) -> bool:
    """Whether the last frame tells the sum of the vault's rows, so that nothing is compared event by event."""
    tables = vault._open()
    mark = tables.mark()
    assert vault.folder is not None
    assert mark is not None
    return journal.sum_of(vault.folder / journal.FILE, vault.keys, mark) == verify.walk(tables).sum


def frames(folder: Path) -> list[bytes]:
    data = (folder / journal.FILE).read_bytes()
    found, offset = [], START
    while offset < len(data):
        end = end_of_frame(data, offset)
        found.append(data[offset:end])
        offset = end
    return found


def test_frames_of_other_records_stay_to_the_byte(vault: Vault, folder: Path) -> None:
    kept, case = begin_case(vault, answers=4), begin_case(vault, answers=3)
    vault.append(kept, WordsWritten("needs", "1", f"She spoke of {case}", How.TOLD))
    before = frames(folder)
    vault.erase([case], "asked")
    after = frames(folder)
    # The two openings, the five of the record that stays, four taken empty, one with other words, and one for the sum.
    assert len(after) == len(before) + 2
    assert sum(one != other for one, other in zip(before, after, strict=False)) == 5
    assert sum_fits(vault)
    vault.append(kept, BreakTaken())
    assert sum_fits(vault)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert sum_fits(again)
        assert again.events(kept)[-1].event == BreakTaken()


def test_a_frame_of_several_records_keeps_those_that_stay(vault: Vault, folder: Path) -> None:
    cases = [vault.new_case() for _ in range(3)]
    rows = tuple(row for case in cases for row in vault.next_rows(case, [BreakTaken(), BreakTaken()]))
    vault.take_rows(rows)
    vault.erase(cases[1:2], "asked")
    vault.close()
    assert cases[1].encode() not in everything_readable(folder)
    (folder / "vault.db").unlink()
    from screening.store import rebuild_vault

    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert set(again.cases()) == {cases[0], cases[2]}
        assert [len(again.events(case)) for case in (cases[0], cases[2])] == [2, 2]


def test_under_another_key_every_frame_is_sealed_anew(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=4)
    before = vault.events(case), frames(folder)
    rotate(vault, PASSPHRASE, cost=QUICK)
    assert not set(before[1]) & set(frames(folder))
    assert sum_fits(vault)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(case) == before[0]
        assert sum_fits(again)


def test_what_the_recorder_alone_holds_is_not_carried_over(vault: Vault) -> None:
    case = begin_case(vault, answers=2)
    tables = vault._open()
    tables.set_aside(case, "[]")
    erased = begin_case(vault, answers=1)
    vault.erase([erased], "asked")
    assert vault._journal is not None
    # Made from the rows: as many frames as there are events.
    assert vault._journal.position.frames == len(list(tables.all_rows()))
    assert sum_fits(vault)


def test_a_recorder_that_is_not_whole_is_made_from_the_rows(vault: Vault, folder: Path) -> None:
    case, erased = begin_case(vault, answers=2), begin_case(vault, answers=1)
    path = folder / journal.FILE
    data = bytearray(path.read_bytes())
    data[START + HEAD.size + 3] ^= 1
    path.write_bytes(data)
    vault.erase([erased], "asked")
    assert sum_fits(vault)
    assert len(vault.events(case)) == 3
    tables, folder_keys = vault._open(), vault.keys
    path.unlink()
    journal_rebuild.carry_over(folder, folder_keys, tables, naming=["2222-2222-2"]).close()
    assert sum_fits(vault)


def test_frames_of_an_earlier_program_are_read_and_those_behind_them_have_the_sum_of_all(
    vault: Vault, folder: Path
) -> None:
    case = begin_case(vault, answers=3)
    tables, opened = vault._open(), vault.keys
    made = Journal.create(folder / journal.NEXT, opened)
    made.sum = None
    for row in tables.all_rows():
        frame = journal._seal(
            opened.vault, opened.sub("recorder"), made.position.frames, to_frame((row,)).content, None
        )
        assert frame.startswith(WITHOUT_SUM)
        made._written(frame, None, synced=True)
    with tables.transaction():
        tables.set_mark(made.position)
    made.close()
    (folder / journal.NEXT).replace(folder / journal.FILE)
    assert not sum_fits(vault)
    assert vault.verify().holds
    vault._let_go()
    with open_vault(folder, PASSPHRASE) as again:
        assert frames(folder)[-1].startswith(MARK)
        assert sum_fits(again)
        assert again.verify().holds
        erased = begin_case(again, answers=1)
        again.erase([erased], "asked")
        assert sum_fits(again)
        assert len(again.events(case)) == 4


@pytest.mark.parametrize("naming", [(), ("2222-2222-2",)])
def test_carrying_everything_over_changes_nothing_that_is_read(
    vault: Vault, folder: Path, naming: tuple[str, ...]
) -> None:
    begin_case(vault, answers=3)
    before = list(journal.salvage(folder / journal.FILE, vault.keys))
    vault.renew_journal(lambda: journal_rebuild.carry_over(folder, vault.keys, vault._open(), naming=naming))
    after = list(journal.salvage(folder / journal.FILE, vault.keys))
    assert after[: len(before)] == before
    assert len(after) == len(before) + bool(naming)
    assert sum_fits(vault)

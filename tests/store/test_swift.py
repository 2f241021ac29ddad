"""The fast way of verifying says only that everything holds; everything else is left to the slow way, which names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nacl.bindings as sodium
import pytest
import test_vault_verify as hostile
from some_vault import PASSPHRASE, begin_case

from screening.domain.chain import START
from screening.domain.events import BreakTaken
from screening.store import Vault, quick_open, recorder, swift, swift_process, verify
from screening.store.verify import verify_tables

CHANGES = [
    hostile.edit_body,
    hostile.edit_sealed,
    hostile.move_sealed,
    hostile.empty_body,
    hostile.break_body,
    hostile.edit_body_and_its_digest,
    hostile.edit_time,
    hostile.delete,
    hostile.delete_and_close_the_gap,
    hostile.swap,
    hostile.insert,
    hostile.cut_tail,
    hostile.rewrite_tail,
]


def fast(vault: Vault) -> verify.Verification | None:
    assert vault.folder is not None
    return verify._all_holds(vault.folder, vault.keys, vault._open())


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a small record is shared by two processes."""
    monkeypatch.setattr(verify, "LARGE", 1)
    monkeypatch.setattr(swift_process, "MOST", 2)
    monkeypatch.setattr(swift_process.os, "cpu_count", lambda: 2)


@pytest.mark.parametrize("change", CHANGES)
def test_the_fast_way_passes_over_no_change(vault: Vault, change: hostile.Change) -> None:
    case = begin_case(vault, answers=8)
    assert fast(vault) is not None
    change(vault._open().con, case)
    assert fast(vault) is None


def test_what_the_recorder_never_saw_is_not_passed_over(vault: Vault) -> None:
    case = begin_case(vault, answers=3)
    tables = vault._open()
    tables.add(vault._linked(tables, case, [BreakTaken()]))
    assert fast(vault) is None


def test_both_ways_count_the_same(vault: Vault) -> None:
    begin_case(vault, answers=5)
    begin_case(vault)
    vault.erase([begin_case(vault, answers=2)], "asked")
    tables = vault._open()
    slow = verify_tables(tables, None, "whole")
    assert fast(vault) == slow
    assert slow.holds


def test_an_officer_name_with_quotes_is_spelled_as_the_chain_spells_it(vault: Vault) -> None:
    vault.officer = 'A "B", \\ é\n'
    begin_case(vault, answers=2)
    assert fast(vault) is not None


def test_fields_that_change_their_borders_are_not_passed_over(vault: Vault) -> None:
    case = begin_case(vault, answers=2)
    con = vault._open().con
    con.execute("UPDATE event SET at = at || '\",\"A', by_whom = '' WHERE case_code = ? AND seq = 2", (case,))
    assert fast(vault) is None


@pytest.mark.parametrize("parts", range(1, 12))
def test_the_parts_join_wherever_they_are_cut(vault: Vault, parts: int) -> None:
    begin_case(vault, answers=7)
    begin_case(vault, answers=1)
    tables, folder = vault._open(), vault.folder
    mark = tables.mark()
    assert mark is not None and folder is not None
    found = [
        swift_process.done_here(folder, swift.reading(vault.keys), tables.con, job)
        for job in swift_process.jobs(tables.last_number(), mark.offset, parts)
    ]
    rows = [part for part in found if isinstance(part, swift.RowsPart)]
    frames = [part for part in found if isinstance(part, swift.FramesPart)]
    assert sum(swift.joined(rows, frozenset(), frozenset()).values()) == tables.count()
    assert swift.same_frames(frames, mark)
    assert swift.same_events(rows, frames)


def test_a_strand_that_goes_on_elsewhere_does_not_join() -> None:
    def part(first: int, prev: str, last: int, digest: str) -> swift.RowsPart:
        return swift.RowsPart((swift.Strand("C", "S", first, prev, last, digest),), (), (), b"")

    begun = part(1, START, 4, "a")
    assert swift.joined([begun, part(5, "a", 6, "b")], frozenset(), frozenset()) == {("C", "S"): 6}
    for wrong in ([part(5, "a", 6, "b")], [begun, part(6, "a", 6, "b")], [begun, part(5, "c", 6, "b")], [begun] * 2):
        with pytest.raises(swift.Otherwise):
            swift.joined(wrong, frozenset(), frozenset())


def test_an_emptied_event_joins_only_where_an_erasing_names_it() -> None:
    part = swift.RowsPart((swift.Strand("", "S", 1, START, 1, "a"),), (("S", 1),), (), b"")
    assert swift.joined([part], frozenset({("S", 1)}), frozenset())
    with pytest.raises(swift.Otherwise):
        swift.joined([part], frozenset({("S", 2)}), frozenset({("S", 1)}))


def test_another_order_than_the_recorder_s_is_looked_at_slowly_and_holds(vault: Vault) -> None:
    first, second = begin_case(vault, answers=1), begin_case(vault, answers=1)
    con = vault._open().con
    moved = con.execute("SELECT max(n) FROM event WHERE case_code = ?", (first,)).fetchone()[0]
    con.execute("UPDATE event SET n = 9999 WHERE n = ?", (moved,))
    assert fast(vault) is None
    assert vault.verify().holds
    assert second


def test_a_recorder_that_lacks_one_frame_in_the_middle_is_not_passed_over(vault: Vault) -> None:
    begin_case(vault, answers=6)
    tables, folder = vault._open(), vault.folder
    mark = tables.mark()
    assert mark is not None and folder is not None
    path = folder / recorder.FILE
    data = bytearray(path.read_bytes())
    data[recorder.START + recorder.HEAD.size + 3] ^= 1
    path.write_bytes(data)
    found = swift.frames_part(path, swift.reading(vault.keys), recorder.START, mark.offset)
    assert found.after == mark.frames
    assert not swift.same_frames([found], mark)


def test_several_processes_find_what_one_finds(vault: Vault, shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begin_case(vault, answers=8)
    started: list[Any] = []
    real = subprocess.Popen

    def watched(*args: Any, **more: Any) -> Any:
        started.append((args, more))
        return real(*args, **more)

    monkeypatch.setattr(swift_process.subprocess, "Popen", watched)
    assert fast(vault) == verify_tables(vault._open(), None, "whole")
    assert len(started) == 2
    with_keys = swift.reading(vault.keys)
    for secret in (vault.keys.data_key, with_keys.file_key, with_keys.recorder_key):
        assert secret.hex() not in repr(started)
    hostile.edit_body(vault._open().con, case)
    assert fast(vault) is None
    assert vault.verify().first is not None


def test_a_second_reader_takes_no_lock_from_the_first(vault: Vault, shared: None, folder: Path) -> None:
    case = begin_case(vault, answers=3)
    assert fast(vault) is not None
    code = "import sys, pathlib, screening.store as s; s.open_vault(pathlib.Path(sys.argv[1]), sys.argv[2])"
    asked = subprocess.run(
        [sys.executable, "-c", code, str(folder), PASSPHRASE], capture_output=True, text=True, check=False
    )
    assert "vault-open-elsewhere" in asked.stderr
    vault.append(case, BreakTaken())
    assert vault.verify().holds


@pytest.mark.parametrize(
    "start",
    [
        [sys.executable, "-c", "raise SystemExit(3)"],
        [sys.executable, "-c", "import sys; sys.stdout.write('x' * 9); sys.exit(0)"],
        ["no-such-program-here"],
        [],
    ],
)
def test_processes_that_cannot_work_leave_the_slow_way(
    vault: Vault, shared: None, monkeypatch: pytest.MonkeyPatch, start: list[str]
) -> None:
    case = begin_case(vault, answers=3)
    monkeypatch.setattr(swift_process, "command", lambda: start)
    assert vault.verify().holds
    hostile.delete(vault._open().con, case)
    assert vault.verify().first is not None


def test_the_process_never_says_what_it_read(vault: Vault, folder: Path) -> None:
    begin_case(vault, answers=1)
    asked = b'["%s", "x", "00", "00", "00"]\n["pages", 0, 0]\n' % str(folder).encode()
    ended = subprocess.run(swift_process.command(), input=asked, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, b"", b"")


@pytest.mark.parametrize("size", [0, 1, 200, 70_000])
def test_both_ways_of_opening_a_sealed_text_agree(size: int) -> None:
    key, nonce, place, text = bytes(range(32)), bytes(24), b"event/x/y/1", bytes(size)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, place, nonce, key)
    for opened in (quick_open.opener(), quick_open.plain_open):
        assert bytes(opened(sealed, place, nonce, key)) == text
        assert opened(sealed[:-1] + bytes([sealed[-1] ^ 1]), place, nonce, key) is None
        assert opened(sealed, b"event/x/y/2", nonce, key) is None
        assert opened(sealed[:15], place, nonce, key) is None
        assert opened(sealed, place, nonce[:-1], key) is None
        assert opened(sealed, place, nonce, key[:-1]) is None
        assert opened(sealed, place, nonce, b"") is None

"""How long to wait after wrong passphrases, in this process and the next, on the same folder and on no copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store.folder import elapsed, throttle

START = "3f0c2a4e"


class Clocks:
    """What the process's clock and the system's count say."""

    now = 1000.0
    counted = 50_000.0


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(throttle, "clock", lambda: made.now)
    monkeypatch.setattr(elapsed, "count", lambda: made.counted)
    monkeypatch.setattr(elapsed, "start_of_system", lambda: START)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    another_process(monkeypatch)
    return made


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_waits", {})
    monkeypatch.setattr(throttle, "_read", set())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "record"
    made.mkdir()
    return made


def test_each_wrong_one_waits_twice_as_long_up_to_a_minute(clocks: Clocks, folder: Path) -> None:
    waited = []
    for _ in range(8):
        throttle.note_wrong(folder)
        waited.append(throttle.seconds_to_wait(folder))
        clocks.now += waited[-1]
        assert throttle.seconds_to_wait(folder) == 0
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    assert throttle.count(folder) == 8


def test_a_wait_is_told_in_whole_seconds_and_refuses_until_it_is_over(clocks: Clocks, folder: Path) -> None:
    throttle.must_not_wait(folder)
    throttle.note_wrong(folder)
    throttle.note_wrong(folder)
    clocks.now += 0.5
    with pytest.raises(StoreTrouble, match=r"wait-before-trying\(seconds=2\)"):
        throttle.must_not_wait(folder)
    clocks.now += 1.5
    throttle.must_not_wait(folder)


def test_another_process_waits_as_long_as_is_left(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        throttle.note_wrong(folder)
    for passed, left in ((0, 8), (3, 5), (8, 0), (60, 0)):
        another_process(monkeypatch)
        clocks.counted = 50_000.0 + passed
        assert throttle.seconds_to_wait(folder) == left


def test_another_process_counts_on_with_the_first_wrong_one_though_nobody_asked_how_long_to_wait(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        throttle.note_wrong(folder)
    another_process(monkeypatch)
    throttle.note_wrong(folder)
    assert throttle.seconds_to_wait(folder) == 16


def test_behind_a_restart_the_whole_wait_begins_anew(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        throttle.note_wrong(folder)
    clocks.counted = 20.0
    another_process(monkeypatch)
    monkeypatch.setattr(elapsed, "start_of_system", lambda: "another")
    assert throttle.seconds_to_wait(folder) == 8


def test_a_copy_of_the_folder_waits_for_nothing(
    clocks: Clocks, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttle.note_wrong(folder)
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / throttle.FILE).write_bytes((folder / throttle.FILE).read_bytes())
    another_process(monkeypatch)
    assert throttle.seconds_to_wait(copy) == 0
    assert throttle.count(copy) == 1


def test_a_right_one_ends_the_wait_and_the_count_stands_until_it_is_forgotten(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttle.note_wrong(folder)
    throttle.note_right(folder)
    another_process(monkeypatch)
    assert throttle.seconds_to_wait(folder) == 0
    assert throttle.count(folder) == 1
    throttle.forget(folder)
    assert throttle.count(folder) == 0
    assert not (folder / throttle.FILE).exists()


def test_the_second_person_waits_apart_from_the_officer(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = folder / throttle.OTHER
    throttle.hold_back(second)
    throttle.hold_back(second)
    throttle.note_wrong(folder)
    assert (throttle.seconds_to_wait(second), throttle.seconds_to_wait(folder)) == (2, 1)
    throttle.note_right(folder)
    throttle.forget(folder)
    another_process(monkeypatch)
    assert (throttle.seconds_to_wait(second), throttle.seconds_to_wait(folder)) == (2, 0)
    throttle.note_right(second)
    another_process(monkeypatch)
    assert throttle.seconds_to_wait(second) == 0


def test_a_passphrase_asked_in_an_open_record_is_held_back_and_counted(clocks: Clocks, folder: Path) -> None:
    for code, counts in (("wrong-passphrase", 1), ("wrong-second", 2), ("file-gone", 2)):
        with pytest.raises(StoreTrouble, match=code), throttle.asked(folder):
            raise StoreTrouble(code)
        assert throttle.count(folder) == counts
        clocks.now += 60
    with throttle.asked(folder):
        pass
    assert throttle.seconds_to_wait(folder) == 0
    throttle.note_wrong(folder)
    with pytest.raises(StoreTrouble, match="wait-before-trying"), throttle.asked(folder):
        pytest.fail("it is asked")


def test_a_file_that_was_removed_takes_no_wait_away_while_the_session_lasts(
    clocks: Clocks, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "session").mkdir()
    for _ in range(3):
        throttle.note_wrong(folder)
    (folder / throttle.FILE).unlink()
    another_process(monkeypatch)
    assert throttle.seconds_to_wait(folder) == 4
    throttle.note_right(folder)
    throttle.forget(folder)
    assert list((tmp_path / "session").iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"x", b"-5", b"7" * 500, b"\xff\xfe"])
def test_a_count_that_cannot_be_read_is_none(folder: Path, text: bytes) -> None:
    (folder / throttle.FILE).write_bytes(text)
    assert throttle.count(folder) == 0


def test_lines_by_another_hand_are_left_out_and_a_folder_of_that_name_keeps_nothing(
    clocks: Clocks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder.stat().st_ino
    (folder / throttle.FILE).write_text(f"3\nofficer many {START}-{where} 50009\nofficer 4 {START}-{where} 50009 \n")
    assert throttle.seconds_to_wait(folder) == 0
    (folder / throttle.FILE).write_text(f"3\nofficer 4 {START}-{where} 50005\nofficer 2 {START}-{where} 50009\n")
    another_process(monkeypatch)
    assert throttle.seconds_to_wait(folder) == 5, "of two lines the one of more wrong ones"
    (folder / throttle.FILE).unlink()
    (folder / throttle.FILE).mkdir()
    throttle.note_wrong(folder)
    assert (folder / throttle.FILE).is_file()

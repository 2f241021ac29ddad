"""Ten wrong passphrases in ten processes: the wait after each lived in one process only, and the command line had none.

Now it stands in the record's folder, by the system's own count of time, which no setting of the clock changes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.events.record import UnlockFailed
from screening.errors import StoreTrouble
from screening.store import Vault, confirm_second, name_second, open_vault
from screening.store.folder import elapsed, throttle
from tests.hostile.processes import Process, command
from tests.store.some_vault import PASSPHRASE, QUICK

WRONG = "entirely wrong words here now"
SECOND = "gravel ribbon candle harbour tulip"


def in_a_new_process() -> None:
    """As if the program had been started anew."""
    throttle._waits.clear()
    throttle._read.clear()


@pytest.mark.sweep
def test_another_process_waits_as_long(vault: Vault, folder: Path, process: Callable[[], Process]) -> None:
    vault.close()
    for _ in range(4):
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            open_vault(folder, WRONG)
        throttle._waits.clear()  # this process has waited
        throttle._waits[folder.resolve()] = (int((folder / throttle.FILE).read_text().split()[2]), 0.0)
    assert process().refused_opening(folder, PASSPHRASE) == "wait-before-trying"
    told = command("verify", "--vault", folder, typed=PASSPHRASE + "\n")
    assert "You can try again in" in told.stderr


def test_the_wait_grows_from_process_to_process_and_the_clock_does_not_shorten_it(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    passed = 0.0
    monkeypatch.setattr(elapsed, "count", lambda: passed)
    monkeypatch.setattr(elapsed, "wall", lambda: 9e9)
    for wrong in range(1, 8):
        in_a_new_process()
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            open_vault(folder, WRONG)
        in_a_new_process()
        wait = min(60, 2 ** (wrong - 1))
        assert throttle.seconds_to_wait(folder) == wait
        passed += wait
    in_a_new_process()
    open_vault(folder, PASSPHRASE).close()
    in_a_new_process()
    assert throttle.seconds_to_wait(folder) == 0
    assert not (folder / throttle.FILE).exists()


@pytest.mark.sweep
@pytest.mark.parametrize("asked", [["verify"], ["bundle", "card"]])
def test_a_wrong_one_on_the_command_line_counts_like_any_other(vault: Vault, folder: Path, asked: list[str]) -> None:
    vault.close()
    assert command(*asked, "--vault", folder, typed=WRONG + "\n").returncode != 0
    in_a_new_process()
    assert throttle.count(folder) == 1
    in_a_new_process()
    throttle._waits.clear()
    kept = (folder / throttle.FILE).read_text().split()
    assert kept[0] == "1"
    (folder / throttle.FILE).write_text("\n".join(kept[:1]))  # the second is over
    in_a_new_process()
    with open_vault(folder, PASSPHRASE) as again:
        failed = [each.event.tries for each in again.events("") if isinstance(each.event, UnlockFailed)]
    assert failed == [1]


def test_after_a_restart_of_the_computer_the_wait_begins_anew(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    with pytest.raises(StoreTrouble):
        open_vault(folder, WRONG)
    monkeypatch.setattr(elapsed, "start_of_system", lambda: "another")
    monkeypatch.setattr(elapsed, "count", lambda: 5.0)
    in_a_new_process()
    assert throttle.seconds_to_wait(folder) == 1


def test_the_second_persons_wait_outlives_an_opening(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elapsed, "count", lambda: 0.0)
    name_second(vault, "Chong", SECOND, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        confirm_second(vault, WRONG)
    vault.close()
    in_a_new_process()
    with open_vault(folder, PASSPHRASE) as again, pytest.raises(StoreTrouble, match="wait-before-trying"):
        confirm_second(again, SECOND)


@pytest.mark.parametrize(
    "left", [b"x", b"", b"-5", b"9" * 300, b"2\nofficer 99999999 a 1", b"2\nofficer 3 ../../x 5", b"\xff\n"]
)
def test_a_damaged_file_keeps_nobody_out(vault: Vault, folder: Path, left: bytes) -> None:
    vault.close()
    (folder / throttle.FILE).write_bytes(left)
    in_a_new_process()
    assert throttle.seconds_to_wait(folder) <= 60
    open_vault(folder, PASSPHRASE).close()


@pytest.mark.parametrize("attack", ["removed", "a folder in its place", "emptied"])
def test_the_wait_does_not_go_with_the_file(
    vault: Vault, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attack: str
) -> None:
    """Somebody at the computer removes the file, or puts a folder there, and starts the program anew."""
    session = tmp_path / "session"
    session.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    passed = 0.0
    monkeypatch.setattr(elapsed, "count", lambda: passed)
    vault.close()
    for wrong in range(1, 6):
        in_a_new_process()
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            open_vault(folder, WRONG)
        (folder / throttle.FILE).unlink()
        if attack != "removed":
            (folder / throttle.FILE).mkdir() if "folder" in attack else (folder / throttle.FILE).touch()
        in_a_new_process()
        wait = min(60, 2 ** (wrong - 1))
        assert throttle.seconds_to_wait(folder) == wait
        passed += wait
    in_a_new_process()
    open_vault(folder, PASSPHRASE).close()
    in_a_new_process()
    assert throttle.seconds_to_wait(folder) == 0
    assert list(session.iterdir()) == []
    assert not (folder / throttle.FILE).exists()

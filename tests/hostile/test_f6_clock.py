"""F6: an officer who sets the clock forward eight days after every five cases, and so sends all of them alone.

The limit was counted by the clock. Now the record sees, by the system's own count of time, that the clock was set, puts
it into its log, and takes the days that did not pass off.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from screening.casework.record import audit_log, exchange
from screening.domain.events.record import ClockMoved
from screening.errors import StoreTrouble
from screening.store import Vault, add_contact, create_vault, name_second, open_vault, own_card
from screening.store.folder import elapsed
from screening.wording.catalogue.translations import Words
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

DAY = 86_400
SECOND = "gravel ribbon candle harbour tulip"


class Clock:
    """The computer's clock and its own count, both in the attacker's hand; a restart begins the count anew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.set, self.passed, self.start = 0.0, 0.0, "a"
        real = elapsed.wall
        monkeypatch.setattr(elapsed, "wall", lambda: real() + self.set + self.passed)
        monkeypatch.setattr(elapsed, "count", lambda: real() + self.passed)
        monkeypatch.setattr(elapsed, "start_of_system", lambda: self.start)

        class Shifted(datetime.datetime):
            @classmethod
            def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
                return datetime.datetime.fromtimestamp(elapsed.wall(), tz)

        monkeypatch.setattr("screening.store.vault.open_record.datetime", Shifted)
        monkeypatch.setattr("screening.casework.record.leaving.datetime.datetime", Shifted)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def ready(clock: Clock, folder: Path, tmp_path: Path) -> tuple[Vault, list[str], str]:
    other = create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK)
    card = own_card(other)
    other.close()
    vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
    cases = [begin_case(vault) for _ in range(12)]
    add_contact(vault, card, card.number)
    name_second(vault, "Chong", SECOND, cost=QUICK)
    (tmp_path / "out").mkdir()
    return vault, cases, card.number


def left_alone(vault: Vault, cases: list[str], to: str, out: Path) -> int:
    """How many leave without the second person."""
    gone = 0
    for case in cases:
        try:
            exchange.send(vault, [case], [to], out, duty="Standing order 4")
            gone += 1
        except StoreTrouble as trouble:
            assert trouble.code in ("wrong-second", "wait-before-trying")
    return gone


@pytest.mark.one_in(6)
@pytest.mark.parametrize("days", [8, 400, -400])
@pytest.mark.parametrize("anew", [False, True])
def test_a_clock_that_is_set_makes_no_week(
    ready: tuple[Vault, list[str], str], clock: Clock, folder: Path, tmp_path: Path, days: int, anew: bool
) -> None:
    vault, cases, to = ready
    assert left_alone(vault, cases[:6], to, tmp_path / "out") == 5
    for _ in range(3):
        if anew:
            vault.close()
        clock.set += days * DAY
        if anew:
            vault = open_vault(folder, PASSPHRASE)
            assert "clock-moved" in [each.code for each in vault.notices]
        assert left_alone(vault, cases[6:7], to, tmp_path / "out") == 0
    moved = [each.event.seconds for each in vault.events("") if isinstance(each.event, ClockMoved)]
    assert moved == [days * DAY] * 3
    assert any("clock was set" in line.text for line in audit_log.log(vault, Words("en")))
    vault.close()


def test_a_week_that_passed_is_one(ready: tuple[Vault, list[str], str], clock: Clock, tmp_path: Path) -> None:
    vault, cases, to = ready
    assert left_alone(vault, cases[:6], to, tmp_path / "out") == 5
    clock.passed += 8 * DAY
    assert left_alone(vault, cases[6:], to, tmp_path / "out") == 5
    assert not [each for each in vault.events("") if isinstance(each.event, ClockMoved)]
    vault.close()


def test_a_clock_that_was_put_right_once_counts_on_from_there(
    ready: tuple[Vault, list[str], str], clock: Clock, tmp_path: Path
) -> None:
    """A laptop whose battery was empty begins in another year: nobody is held up for ever."""
    vault, cases, to = ready
    clock.set += 6 * 365 * DAY
    assert left_alone(vault, cases[:6], to, tmp_path / "out") == 5
    clock.passed += 8 * DAY
    assert left_alone(vault, cases[6:], to, tmp_path / "out") == 5
    vault.close()


def test_over_a_restart_of_the_computer_the_clock_is_believed(
    ready: tuple[Vault, list[str], str], clock: Clock, folder: Path, tmp_path: Path
) -> None:
    """What cannot be closed without a clock of another's: decision 0045 says so."""
    vault, cases, to = ready
    assert left_alone(vault, cases[:6], to, tmp_path / "out") == 5
    vault.close()
    clock.start, clock.set = "b", 8.0 * DAY
    vault = open_vault(folder, PASSPHRASE)
    assert left_alone(vault, cases[6:], to, tmp_path / "out") == 5
    vault.close()

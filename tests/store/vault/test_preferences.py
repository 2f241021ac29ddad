"""What an officer set for this laptop, kept inside the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.store import Vault, create_vault, open_vault
from screening.store.folder import throttle
from screening.store.vault.preferences import (
    IDLE,
    LANGUAGE,
    OPEN_CASE,
    PIN,
    SCALE,
    THEME,
    Preferences,
    is_passphrase,
    keep_preference,
    pin_fits,
    pin_trouble,
    read_preferences,
    seal_pin,
)
from tests.store.some_vault import PASSPHRASE, QUICK


def new_vault(folder: Path) -> Vault:
    return create_vault(folder, PASSPHRASE, "LAB-07", "labour-officer", "Office", cost=QUICK)


def test_what_was_set_is_there_after_unlocking_and_nowhere_in_clear(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "record")
    assert read_preferences(vault) == Preferences("", 5, "")
    keep_preference(vault, PIN, seal_pin("258036914"))
    keep_preference(vault, IDLE, "10")
    keep_preference(vault, OPEN_CASE, "AAAA")
    vault.close()
    for path in (tmp_path / "record").rglob("*"):
        assert not path.is_file() or b"258036914" not in path.read_bytes()
    with open_vault(tmp_path / "record", PASSPHRASE) as again:
        found = read_preferences(again)
    assert pin_fits("258036914", found.pin)
    assert "258036914" not in found.pin
    assert (found.idle_minutes, found.open_case) == (10, "AAAA")


def test_a_number_of_minutes_that_is_not_offered_counts_as_the_usual_one(tmp_path: Path) -> None:
    with new_vault(tmp_path / "record") as vault:
        for text in ("0", "600", "-1", "soon", "٣"):
            keep_preference(vault, IDLE, text)
            assert read_preferences(vault).idle_minutes == 5


def test_how_the_window_looks_and_speaks_is_there_after_unlocking(tmp_path: Path) -> None:
    with new_vault(tmp_path / "record") as vault:
        assert (read_preferences(vault).language, read_preferences(vault).theme) == ("", "")
        for name, text in ((LANGUAGE, "ms"), (THEME, "night"), (SCALE, "150")):
            keep_preference(vault, name, text)
    with open_vault(tmp_path / "record", PASSPHRASE) as again:
        found = read_preferences(again)
    assert (found.language, found.theme, found.scale) == ("ms", "night", 150)


@pytest.mark.parametrize("text", ["large", "-150", "1.5", "٣", "99999"])
def test_a_text_size_that_is_no_number_counts_as_none(tmp_path: Path, text: str) -> None:
    with new_vault(tmp_path / "record") as vault:
        keep_preference(vault, SCALE, text)
        assert read_preferences(vault).scale == 0


@given(st.text("0123456789", min_size=4, max_size=12), st.text(max_size=12))
@settings(max_examples=12)
def test_one_pin_fits_and_no_other(pin: str, other: str) -> None:
    sealed = seal_pin(pin)
    assert pin_fits(pin, sealed)
    assert pin_fits(other, sealed) is (other == pin)


@pytest.mark.parametrize("seal", ["", "{}", "null", "[]", '{"salt": "zz", "hash": ""}', '{"salt": 1, "hash": 2}'])
def test_a_damaged_seal_fits_nothing(seal: str) -> None:
    assert not pin_fits("2580", seal)
    assert not pin_fits("", seal)


@pytest.mark.parametrize(
    ("pin", "trouble"),
    [("2580", ""), ("123", "pin-short"), ("", "pin-not-figures"), ("12a4", "pin-not-figures"),
     ("٢٥٨٠", "pin-not-figures"),
     ("1" * 13, "pin-long"), ("0000", "pin-too-plain"), ("1234", "pin-too-plain"), ("9876", "pin-too-plain"),
     ("7890", "pin-too-plain"), ("1357", "")],
)  # fmt: skip
def test_what_a_pin_may_be(pin: str, trouble: str) -> None:
    assert pin_trouble(pin) == trouble


def test_the_passphrase_is_told_from_anything_else(tmp_path: Path) -> None:
    new_vault(tmp_path / "record").close()
    assert is_passphrase(tmp_path / "record", PASSPHRASE)
    assert throttle.count(tmp_path / "record") == 0
    assert not is_passphrase(tmp_path / "record", PASSPHRASE + "s")
    assert throttle.count(tmp_path / "record") == 1, "a wrong one is counted"
    assert not is_passphrase(tmp_path / "nothing", PASSPHRASE)

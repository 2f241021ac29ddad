"""Several records' copies on one stick: each comes back to its own place, and where it is not certain it is asked."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from screening.errors import BadInput, StoreTrouble
from screening.store import (
    SeveralCopies,
    Vault,
    add_recovery,
    change_passphrase,
    create_vault,
    make_copy,
    new_recovery_key,
    open_vault,
    recover_copy,
    restore_vault,
    seal_and_purge,
    sealed_here,
)
from screening.store.folder import sealed_marker
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"
NEW = "a wholly new sentence for it"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@dataclass
class Two:
    """Two officers' records under one organisation's key; whose name stands first on a stick is left to chance."""

    aina: Vault
    budi: Vault
    secret: Path

    def close(self) -> None:
        self.aina.close()
        self.budi.close()


@pytest.fixture
def two(vault: Vault, tmp_path: Path) -> Two:
    budi = create_vault(tmp_path / "budi", OTHER, "Budi", "officer", "", cost=QUICK)
    public = new_recovery_key(tmp_path / "secret")
    for count, each in enumerate((vault, budi), 1):
        for _ in range(count):
            begin_case(each, 1)
        add_recovery(each, public)
    return Two(vault, budi, tmp_path / "secret")


def held(folder: Path, passphrase: str) -> tuple[str, ...]:
    with open_vault(folder, passphrase) as vault:
        assert vault.verify().holds
        return vault.cases()


def test_each_passphrase_brings_its_own_record_back(two: Two, stick: Path, tmp_path: Path) -> None:
    cases = two.aina.cases(), two.budi.cases()
    make_copy(two.aina, stick)
    make_copy(two.budi, stick)
    two.close()
    for passphrase, own in zip((PASSPHRASE, OTHER), cases, strict=True):
        place = tmp_path / f"back-{len(own)}"
        restore_vault(stick, place, passphrase)
        assert held(place, passphrase) == own
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        restore_vault(stick, tmp_path / "none", "neither the one nor the other")


def test_a_damaged_copy_of_another_record_is_passed_over(two: Two, stick: Path, tmp_path: Path) -> None:
    cases = two.aina.cases()
    make_copy(two.aina, stick)
    theirs = make_copy(two.budi, stick)
    two.close()
    for name in ("keys.json", "keys.bak"):
        (theirs / name).write_bytes(b"damaged")
    restore_vault(stick, tmp_path / "back", PASSPHRASE)
    assert held(tmp_path / "back", PASSPHRASE) == cases


@pytest.mark.sweep
def test_where_two_open_with_one_passphrase_it_is_asked_which(two: Two, stick: Path, tmp_path: Path) -> None:
    change_passphrase(two.budi, OTHER, PASSPHRASE, cost=QUICK)
    cases = {len(each.cases()): each.cases() for each in (two.aina, two.budi)}
    copies = {make_copy(two.aina, stick), make_copy(two.budi, stick)}
    two.close()
    with pytest.raises(SeveralCopies) as asked:
        restore_vault(stick, tmp_path / "back", PASSPHRASE)
    assert not (tmp_path / "back").exists()
    assert {each.path for each in asked.value.choices} == copies
    assert all(each.at and each.number == "0001" for each in asked.value.choices)
    for which, choice in enumerate(asked.value.choices, 1):
        for name, place in (("number", stick), ("path", choice.path)):
            back = tmp_path / f"{name}-{which}"
            restore_vault(place, back, PASSPHRASE, which=which if name == "number" else 0)
            assert held(back, PASSPHRASE) == cases[choice.cases]
    for wrong in (3, 99):
        with pytest.raises(SeveralCopies):
            restore_vault(stick, tmp_path / "none", PASSPHRASE, which=wrong)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("first", ["aina", "budi"])
def test_a_sealed_record_comes_back_to_the_place_it_was_sealed_in(
    two: Two, folder: Path, stick: Path, tmp_path: Path, first: str
) -> None:
    cases = {folder: two.aina.cases(), tmp_path / "budi": two.budi.cases()}
    for each in (two.aina, two.budi) if first == "aina" else (two.budi, two.aina):
        seal_and_purge(each, stick)
    for place, own in cases.items():
        recover_copy(stick, place, two.secret, NEW, cost=QUICK)
        assert held(place, NEW) == own


def test_where_nothing_was_sealed_it_is_asked_which_record(two: Two, stick: Path, tmp_path: Path) -> None:
    seal_and_purge(two.aina, stick)
    seal_and_purge(two.budi, stick)
    with pytest.raises(SeveralCopies) as asked:
        recover_copy(stick, tmp_path / "new", two.secret, NEW, cost=QUICK)
    assert not (tmp_path / "new").exists()
    assert sorted(each.cases for each in asked.value.choices) == [1, 2]
    for which, choice in enumerate(asked.value.choices, 1):
        recover_copy(stick, tmp_path / f"new-{which}", two.secret, NEW, cost=QUICK, which=which)
        assert len(held(tmp_path / f"new-{which}", NEW)) == choice.cases


def test_another_records_copy_is_never_brought_back_in_place_of_a_sealed_one(
    two: Two, folder: Path, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    seal_and_purge(two.aina, tmp_path / "elsewhere")
    seal_and_purge(two.budi, stick)
    for place in (stick, *stick.iterdir()):
        with pytest.raises(BadInput, match="copy-of-another"):
            recover_copy(place, folder, two.secret, NEW, cost=QUICK)
    assert [each.name for each in folder.iterdir()] == [sealed_marker.MARKER]


@pytest.mark.sweep
def test_the_newer_sealed_copy_here_stays_when_an_older_one_comes_back_from_a_stick(
    two: Two, folder: Path, stick: Path
) -> None:
    older = two.aina.cases()
    seal_and_purge(two.aina, stick)
    recover_copy(stick, folder, two.secret, NEW, cost=QUICK)
    with open_vault(folder, NEW) as again:
        begin_case(again, 1)
        newer = set(again.cases())
        seal_and_purge(again)
    recover_copy(stick, folder, two.secret, NEW, cost=QUICK)
    assert held(folder, NEW) == older
    (aside,) = [each for each in folder.parent.iterdir() if "-sealed-" in each.name]
    there = sealed_here(aside)
    assert there is not None
    recover_copy(there, folder.parent / "newer", two.secret, NEW, cost=QUICK)
    assert set(held(folder.parent / "newer", NEW)) == newer


def test_a_record_and_copies_in_one_folder_are_all_offered(two: Two, folder: Path, tmp_path: Path) -> None:
    change_passphrase(two.budi, OTHER, PASSPHRASE, cost=QUICK)
    two.close()
    stick = shutil.copytree(folder, tmp_path / "all")
    with open_vault(tmp_path / "budi", PASSPHRASE) as budi:
        make_copy(budi, stick)
    with pytest.raises(SeveralCopies) as asked:
        restore_vault(stick, tmp_path / "back", PASSPHRASE)
    assert len(asked.value.choices) == 2

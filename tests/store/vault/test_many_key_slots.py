"""How many ways in a record is given: one too many is refused before anything is written, and none locks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening.errors import BadInput, NotAccepted, StoreTrouble
from screening.store import (
    Vault,
    add_person,
    add_recovery,
    change_passphrase,
    list_key_slots,
    name_second,
    new_recovery_key,
    open_vault,
    revoke,
    rotate,
)
from screening.store.crypto import key_file
from screening.store.folder import keyring
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

SECOND = "gravel ribbon candle harbour tulip"


def theirs(number: int) -> str:
    return f"orchard pebble saffron gravel number{number}"


def forged(vault: Vault, ways: int, name: str = "") -> key_file.KeyFile:
    """This record's key file with so many ways in, as a program without these limits would have written it."""
    assert vault.folder is not None
    file, _ = key_file.read(vault.folder)
    more = [key_file.seal(vault.keys, theirs(number), QUICK, name) for number in range(ways - len(file.slots))]
    return replace(file, slots=(*file.slots, *more))


def let_in_until(vault: Vault, ways: int) -> None:
    assert vault.folder is not None
    keyring.put(vault._open(), vault.folder, forged(vault, ways), vault.keys)


def files_of_keys(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("keys.*"))}


@pytest.mark.sweep
def test_the_seventeenth_way_in_is_refused_and_the_record_opens(
    vault: Vault, folder: Path, tmp_path: Path, reopened: Callable[[], Vault]
) -> None:
    case = begin_case(vault, 3)
    vault.backup()
    let_in_until(vault, key_file.MOST)
    before, said = files_of_keys(folder), len(vault.events(""))
    for act in (
        lambda: add_person(vault, "Devi", theirs(99), cost=QUICK),
        lambda: add_recovery(vault, new_recovery_key(tmp_path / "secret")),
        lambda: name_second(vault, "Chong", SECOND, cost=QUICK),
    ):
        with pytest.raises(BadInput, match="too-many-ways") as told:
            act()
        assert told.value.details == {"most": 16}
    assert files_of_keys(folder) == before
    assert len(vault.events("")) == said, "nothing is in the log of what was refused"
    vault.close()
    assert reopened().cases() == (case,)


@pytest.mark.sweep
def test_with_every_way_taken_others_change_and_keys_are_put_anew(vault: Vault, folder: Path, tmp_path: Path) -> None:
    public = new_recovery_key(tmp_path / "secret")
    add_recovery(vault, public)
    name_second(vault, "Chong", SECOND, cost=QUICK)
    let_in_until(vault, key_file.MOST - 1)
    assert len(list_key_slots(vault)) == key_file.MOST
    change_passphrase(vault, PASSPHRASE, theirs(77), cost=QUICK)
    add_recovery(vault, public)
    name_second(vault, "Devi", theirs(88), former=SECOND, cost=QUICK)
    assert len(list_key_slots(vault)) == key_file.MOST


def test_every_way_is_there_twice_while_somebody_is_taken_out(
    vault: Vault, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, 3)
    for number in range(13):
        add_recovery(vault, new_recovery_key(tmp_path / f"secret-{number}"))
    add_person(vault, "Devi", theirs(1), cost=QUICK)
    name_second(vault, "Chong", SECOND, cost=QUICK)
    assert len(list_key_slots(vault)) == key_file.MOST
    written: list[key_file.KeyFile] = []
    real = keyring.put
    monkeypatch.setattr(keyring, "put", lambda *given: (written.append(given[2]), real(*given)))
    (devi,) = [way for way in list_key_slots(vault) if way.name == "Devi"]
    revoke(vault, devi.id, PASSPHRASE, cost=QUICK)
    assert len(written[0].slots) + len(written[0].recoveries) == 30
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)
        assert len(list_key_slots(again)) == 15


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("ways", "name"), [(17, ""), (33, ""), (2, "x" * 98_000)])
def test_a_record_that_an_earlier_program_locked_opens_and_can_be_mended(
    vault: Vault, folder: Path, ways: int, name: str
) -> None:
    case = begin_case(vault, 3)
    vault.backup()
    keyring.put(vault._open(), folder, forged(vault, ways, name), vault.keys)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)
        assert again.notices == []
        assert len(list_key_slots(again)) == ways
        rotate(again, PASSPHRASE, cost=QUICK)
        assert len(list_key_slots(again)) == 1
        assert (folder / key_file.FILE).stat().st_size < 65536


@pytest.mark.sweep
def test_a_change_of_the_data_key_without_room_for_both_changes_nothing(vault: Vault, folder: Path) -> None:
    let_in_until(vault, key_file.MOST_READ)
    before, opened = files_of_keys(folder), vault.keys
    with pytest.raises(BadInput, match="too-many-ways"):
        rotate(vault, PASSPHRASE, cost=QUICK)
    assert files_of_keys(folder) == before
    assert not vault._open().pending()
    assert vault.keys == opened


def test_a_name_that_a_key_file_has_no_room_for_is_refused(vault: Vault, folder: Path) -> None:
    before = files_of_keys(folder)
    for name in ("x" * 1001, "ம" * 334):
        for act in (add_person, name_second):
            with pytest.raises(BadInput, match="way-name-too-long"):
                act(vault, name, theirs(1), cost=QUICK)
    with pytest.raises(NotAccepted, match="text-not-storable"):
        add_person(vault, "Devi \ud800", theirs(1), cost=QUICK)
    assert files_of_keys(folder) == before
    add_person(vault, "x" * 1000, theirs(1), cost=QUICK)


def test_sixteen_ways_with_the_longest_names_stay_below_what_earlier_programs_read(
    vault: Vault, tmp_path: Path
) -> None:
    assert len(key_file.to_bytes(forged(vault, key_file.MOST, "x" * key_file.LONGEST_NAME))) < 65536


@pytest.mark.parametrize("spoil", [lambda file: replace(file, vault="no"), lambda file: replace(file, slots=())])
def test_a_key_file_that_would_not_be_read_again_is_never_written(
    vault: Vault, folder: Path, spoil: Callable[[key_file.KeyFile], key_file.KeyFile]
) -> None:
    vault.backup()
    before = files_of_keys(folder)
    known = keyring._rows(vault._open())
    file, _ = key_file.read(folder)
    too_many = tuple(replace(file.slots[0], id=f"{number:012}") for number in range(key_file.MOST_READ + 1))
    for each in (spoil(file), replace(file, slots=too_many)):
        with pytest.raises(StoreTrouble, match="written-differently"):
            key_file.write(folder, each)
        with pytest.raises(StoreTrouble, match="written-differently"):
            keyring.put(vault._open(), folder, each, vault.keys)
    assert files_of_keys(folder) == before
    assert keyring._rows(vault._open()) == known

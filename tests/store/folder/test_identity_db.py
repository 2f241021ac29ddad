"""The store of names by itself: two copies, a key of its own, and what a kill between two steps leaves."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import connect
from screening.store.folder import identity_db
from screening.store.folder.identity_db import COPY, FILE, KEY, KEY_COPY, Identity, KeptIdentity

NUR = KeptIdentity("Nur", "cousin's phone", "the sewing class")
SITI = KeptIdentity("Siti", "", "")
AT = "2026-11-30T09:00:00Z"


@pytest.fixture
def keys() -> Keys:
    return key_file.new_keys()


@pytest.fixture
def store(tmp_path: Path, keys: Keys) -> Identity:
    store = Identity(tmp_path, keys)
    store.begin()
    return store


def people(store: Identity) -> dict[str, KeptIdentity]:
    return {case: person for case, (_, person, _) in store.all().items()}


def known_keys(folder: Path) -> int:
    """How many keys of the store are sealed in its key file, which has a copy that says the same."""
    assert (folder / KEY).read_bytes() == (folder / KEY_COPY).read_bytes()
    return len(json.loads((folder / KEY).read_bytes())["keys"])


def test_a_store_that_was_begun_is_empty_and_stands_twice(store: Identity, tmp_path: Path) -> None:
    assert store.there() and store.all() == {}
    assert (tmp_path / FILE).exists() and (tmp_path / COPY).exists() and known_keys(tmp_path) == 1


def test_a_name_is_in_the_copy_when_keeping_it_returns(store: Identity, tmp_path: Path) -> None:
    store.keep("ABCD", NUR, AT)
    (tmp_path / FILE).unlink()
    assert people(store) == {"ABCD": NUR}


def test_reading_from_the_copy_puts_the_file_back(store: Identity, tmp_path: Path) -> None:
    store.keep("ABCD", NUR, AT)
    (tmp_path / FILE).write_bytes(b"damaged")
    assert people(store) == {"ABCD": NUR}
    (tmp_path / COPY).unlink()
    assert people(store) == {"ABCD": NUR}


def test_erasing_leaves_the_others_and_one_new_key(store: Identity, tmp_path: Path) -> None:
    store.keep("ABCD", NUR, AT)
    store.keep("EFGH", SITI, AT)
    before = store.look()[0]
    assert store.erase(["ABCD", "nobody"]) == 1
    assert people(store) == {"EFGH": SITI} and store.look()[0] != before and known_keys(tmp_path) == 1


def test_after_a_kill_in_an_erasing_the_key_that_was_to_go_is_destroyed_at_the_next_reading(
    store: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep("ABCD", NUR, AT)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Identity, "_settled", killed)
        with pytest.raises(KeyboardInterrupt):
            store.erase(["ABCD"])
    assert known_keys(tmp_path) == 2
    assert store.all() == {} and known_keys(tmp_path) == 1


def test_under_another_data_key_both_open_it_until_it_is_settled(store: Identity, keys: Keys, tmp_path: Path) -> None:
    store.keep("ABCD", NUR, AT)
    other = Identity(tmp_path, Keys(keys.vault, keys.salt, key_file.new_keys().data_key))
    with pytest.raises(StoreTrouble, match="identity-damaged"):
        other.all()
    store.sealed_under(other._keys)
    assert other.look() == store.look()
    other.settle()
    assert people(other) == {"ABCD": NUR}
    with pytest.raises(StoreTrouble, match="identity-damaged"):
        store.all()


def test_names_of_the_next_version_are_left_to_a_newer_program(store: Identity, tmp_path: Path) -> None:
    (own,) = store._read_keys()
    with closing(connect(tmp_path / FILE, own.key, own.salt)) as con:
        con.execute("PRAGMA user_version = 2")
    with pytest.raises(StoreTrouble, match="vault-newer"):
        store.all()


def test_a_file_of_another_kind_under_the_same_key_is_passed_over_for_the_copy(store: Identity, tmp_path: Path) -> None:
    store.keep("ABCD", NUR, AT)
    (own,) = store._read_keys()
    with closing(connect(tmp_path / FILE, own.key, own.salt)) as con:
        con.execute("PRAGMA application_id = 1")
    assert people(store) == {"ABCD": NUR}


def test_a_person_is_never_shown_by_repr() -> None:
    assert repr(NUR) == "KeptIdentity()"


def test_what_is_gone_here_comes_back_from_the_first_backup_that_has_it(
    store: Identity, keys: Keys, tmp_path: Path
) -> None:
    store.keep("ABCD", NUR, AT)
    empty, backup, here = tmp_path / "empty", tmp_path / "backup", tmp_path / "here"
    for folder in (empty, backup, here):
        folder.mkdir()
    identity_db.copy(tmp_path, backup)
    assert identity_db.recover(here, keys, [empty, backup])
    assert people(Identity(here, keys)) == {"ABCD": NUR}
    assert not identity_db.recover(here, keys, [empty, backup]), "there is nothing to do any more"
    assert not identity_db.recover(empty, keys, [])


def test_in_memory_people_are_kept_and_erased_and_there_is_no_key_to_renew(keys: Keys) -> None:
    store = Identity(None, keys)
    store.begin()
    assert store.there() and store.all() == {} and store.look() == ("", frozenset())
    store.keep("ABCD", NUR, AT)
    link = store.all()["ABCD"][0]
    store.keep("ABCD", SITI, AT)
    store.keep("EFGH", NUR, AT)
    assert store.all()["ABCD"] == (link, SITI, AT) and len(link) == 16
    assert store.all()["EFGH"][0] != link
    store.sealed_under(key_file.new_keys())
    store.settle()
    assert store.look() == ("", frozenset({"ABCD", "EFGH"}))
    store.all().clear()
    assert store.erase(["ABCD", "nobody"]) == 1
    assert store.erase(["ABCD"]) == 0
    assert people(store) == {"EFGH": NUR}


def test_where_no_store_was_begun_nobody_is_in_it_and_looking_begins_none(tmp_path: Path, keys: Keys) -> None:
    store = Identity(tmp_path, keys)
    assert not store.there() and store.all() == {} and store.look() == ("", frozenset())
    assert store.erase(["ABCD"]) == 0
    store.settle()
    store.sealed_under(key_file.new_keys())
    assert list(tmp_path.iterdir()) == []
    store.keep("ABCD", NUR, AT)
    assert people(store) == {"ABCD": NUR}


@pytest.mark.parametrize("name", identity_db.NAMES)
def test_a_store_is_there_as_long_as_one_of_its_files_is(tmp_path: Path, keys: Keys, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert Identity(tmp_path, keys).there()


@pytest.mark.parametrize(
    ("person", "empty"),
    [
        (KeptIdentity(" ", "\n", ""), True),
        *((KeptIdentity(*("x" if at == n else "" for at in range(3))), False) for n in range(3)),
    ],
)
def test_a_person_of_whom_nothing_is_kept_is_empty(person: KeptIdentity, empty: bool) -> None:
    assert person.empty is empty

"""The store of a class: a file apart from every record, opened by its own passphrase alone, and erased at the end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.store import classbook
from screening.store.classbook import (
    FILE,
    LARGEST_ENTRY,
    ClassBook,
    classbook_in_memory,
    create_classbook,
    is_classbook,
    open_classbook,
    open_table_book,
)
from screening.store.crypto import key_file
from tests.made_vaults import PASSPHRASE, QUICK, made_record

KEY = bytes(range(32))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a class"


def made(place: Path) -> ClassBook:
    return create_classbook(place, PASSPHRASE, cost=QUICK)


def trouble(code: str, folder: str | None = "a class"):
    details = {} if folder is None else {"folder": folder}
    return pytest.raises(StoreTrouble, check=lambda error: (error.code, dict(error.details)) == (code, details))


def test_what_was_kept_is_there_in_its_order_under_the_same_passphrase_alone(place: Path) -> None:
    with made(place) as book:
        assert book.entries() == () and book.folder == place
        for body in ("one", "two", "three"):
            book.append(body)
    assert is_classbook(place)
    with open_classbook(place, PASSPHRASE) as again:
        again.append("four")
        assert again.entries() == ("one", "two", "three", "four")
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_classbook(place, "saddle pepper window orchid marble")
    assert b"three" not in (place / FILE).read_bytes()


def test_a_class_is_for_its_owner_alone_and_its_key_file_stands_twice(place: Path) -> None:
    made(place).close()
    assert {each.name for each in place.iterdir()} >= {FILE, key_file.FILE, key_file.COPY}
    assert (place / key_file.FILE).read_bytes() == (place / key_file.COPY).read_bytes()
    assert [stat.S_IMODE(each.stat().st_mode) for each in (place, place / FILE)] == [0o700, 0o600]


def test_a_class_is_made_in_a_folder_with_nothing_in_it(place: Path) -> None:
    place.mkdir()
    (place / "list.txt").write_text("x")
    with trouble("class-folder-taken"):
        made(place)
    assert [each.name for each in place.iterdir()] == ["list.txt"]
    (place / "list.txt").unlink()
    made(place).close()
    with trouble("class-folder-taken"):
        made(place)


def test_a_weak_passphrase_and_a_place_that_takes_nothing_make_no_class(place: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        create_classbook(place, "short", cost=QUICK)
    assert not place.exists()
    (tmp_path / "file").write_text("x")
    with trouble("class-not-made"):
        made(tmp_path / "file" / "a class")
    with trouble("class-folder-taken", "file"):
        made(tmp_path / "file")


def test_what_is_no_class_is_opened_as_none(place: Path, tmp_path: Path) -> None:
    assert not is_classbook(place)
    with trouble("class-not-found"):
        open_classbook(place, PASSPHRASE)
    place.mkdir()
    (place / FILE).write_bytes(b"x" * (classbook.SMALLEST_VAULT - 1))
    with trouble("class-not-found"):
        open_classbook(place, PASSPHRASE)
    record = made_record(tmp_path / "record", "Aina", "ngo")
    (record / "vault.db").rename(record / FILE)
    with trouble("not-a-class", "record"):
        open_classbook(record, PASSPHRASE)


@pytest.mark.parametrize(
    ("pragma", "code"),
    [("application_id = 1", "not-a-class"), ("user_version = 2", "vault-newer"), ("user_version = 1", "")],
)
def test_a_class_of_a_newer_program_and_a_file_of_another_kind_are_refused(place: Path, pragma: str, code: str) -> None:
    with made(place) as book:
        book._con.execute(f"PRAGMA {pragma}")
    if not code:
        open_classbook(place, PASSPHRASE).close()
        return
    with trouble(code, None if code == "vault-newer" else "a class"):
        open_classbook(place, PASSPHRASE)


def test_a_class_that_is_open_is_opened_by_nobody_else_and_closing_it_lets_the_next_in(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.store.database.driver.BUSY_SECONDS", 0)
    with made(place), pytest.raises(StoreTrouble, match="vault-open-elsewhere"):
        open_classbook(place, PASSPHRASE)
    open_classbook(place, PASSPHRASE).close()


def test_an_entry_has_a_length_and_one_that_is_longer_leaves_the_book_as_it_was() -> None:
    with classbook_in_memory() as book:
        book.append("x" * LARGEST_ENTRY)
        with pytest.raises(BadInput, check=lambda error: error.code == "class-too-big"):
            book.append("x" * (LARGEST_ENTRY + 1))
        assert [len(each) for each in book.entries()] == [LARGEST_ENTRY]


def test_what_could_not_be_kept_is_told_and_nothing_of_it_is_there(place: Path) -> None:
    with made(place) as book:
        book.append("one")
        book._con.execute("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(NotSaved, match="class-not-saved"):
            book.append("two")
        book._con.execute("DROP TRIGGER full")
        book.append("three")
        assert book.entries() == ("one", "three")
    with pytest.raises(StoreTrouble):
        book.entries()


def test_at_the_end_of_a_class_nothing_of_it_is_left(place: Path) -> None:
    book = made(place)
    book.append("one")
    (place / f"{FILE}-journal").write_bytes(b"rest")
    book.erase()
    assert not place.exists()


def test_what_somebody_else_put_there_stays_and_a_file_that_cannot_be_removed_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = made(place)
    (place / "list.txt").write_text("x")
    book.erase()
    assert [each.name for each in place.iterdir()] == ["list.txt"]
    (place / "list.txt").unlink()
    book = made(place)
    with monkeypatch.context() as held:
        held.setattr(classbook, "_scrub", lambda path: None)
        with trouble("class-not-erased"):
            book.erase()
    for name in (key_file.FILE, key_file.COPY, FILE):
        (place / name).unlink()


def test_what_is_erased_is_overwritten_first(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, bytes] = {}
    book = made(place)
    sizes = {each.name: each.stat().st_size for each in place.iterdir()}
    unlink = Path.unlink

    def keep(path: Path) -> None:
        found[path.name] = path.read_bytes()
        unlink(path)

    monkeypatch.setattr(Path, "unlink", keep)
    book.erase()
    assert list(found)[:2] == [key_file.FILE, key_file.COPY], "the keys first"
    assert found == {name: bytes(size) for name, size in sizes.items()}


def test_a_book_in_memory_is_gone_when_it_is_closed_and_has_no_place_to_erase() -> None:
    book = classbook_in_memory()
    book.append("one")
    assert book.folder is None and book.entries() == ("one",)
    book.erase()
    with pytest.raises(StoreTrouble):
        book.entries()


def test_the_book_of_a_table_is_made_once_and_opens_under_the_key_of_its_class_alone(place: Path) -> None:
    with open_table_book(place, KEY) as book:
        book.append("one")
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    with open_table_book(place, KEY) as again:
        assert again.entries() == ("one",)
    with trouble("not-a-class"):
        open_table_book(place, KEY[::-1])
    (place.parent / "file").write_text("x")
    with trouble("class-not-made", "below"):
        open_table_book(place.parent / "file" / "below", KEY)


@pytest.mark.parametrize("begin", ["made", "opened", "of a table"])
def test_every_file_that_comes_into_being_beside_a_class_is_for_its_owner_alone(place: Path, begin: str) -> None:
    if begin == "opened":
        made(place).close()
    before = os.umask(0)
    try:
        act = {"made": made, "opened": lambda at: open_classbook(at, PASSPHRASE)}
        act.get(begin, lambda at: open_table_book(at, KEY))(place).close()
        assert os.umask(before) == 0o077
    finally:
        os.umask(before)

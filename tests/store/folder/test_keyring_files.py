"""Which key files are found, and which keys are believed, by what lies in the folder: no vault's file is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store.crypto import key_file
from screening.store.crypto.key_file import KeyFile, Keys
from screening.store.database.journal import FILE as JOURNAL
from screening.store.database.journal import Journal, JournalFrame
from screening.store.folder.keyring import by_passphrase, choose, found, mark_of
from tests.made_vaults import PASSPHRASE, QUICK

OTHER = "saddle pepper window orchid marble"
KEYS = key_file.new_keys()
SLOT, ANOTHER = (key_file.seal(KEYS, each, QUICK) for each in (PASSPHRASE, OTHER))
BOTH = (key_file.FILE, key_file.COPY)


def file(generation: int = 0, vault: str = KEYS.vault) -> KeyFile:
    return KeyFile(vault, KEYS.salt, (SLOT,), generation=generation)


def put(folder: Path, *files: KeyFile | None) -> Path:
    """The key files of a folder: the first one, its copy."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, each in zip(BOTH, files, strict=False):
        if each is not None:
            (folder / name).write_bytes(key_file.to_bytes(each))
    return folder


def recorder(folder: Path, keys: Keys, *contents: bytes) -> None:
    made = Journal.create(folder / JOURNAL, keys)
    for content in contents:
        made.append(JournalFrame(content, (bytes(32),)))
    os.close(made._file)


def opener(*opens: KeyFile) -> object:
    """Opens these key files alone."""

    def opened(each: KeyFile) -> Iterator[Keys]:
        if each not in opens:
            raise StoreTrouble("wrong-passphrase")
        yield KEYS

    return opened


@pytest.mark.parametrize(
    ("here", "backups", "every", "generations"),
    [
        ((1, 1), [], False, [1]),
        ((1, 2), [], False, [2, 1]),
        ((2, 1), [], False, [2, 1]),
        ((1, None), [], False, [1]),
        ((None, 3), [], False, [3]),
        ((None, None), [(0, 0)], False, [0]),
        ((None, None), [(1, 1)], False, [1]),
        ((None, None), [(1, 2), (3, 3)], False, [3, 2, 1]),
        ((2, 2), [(2, 2), (1, 1)], False, [2, 1]),
        ((2, 2), [(3, 2)], False, [3, 2]),
        ((0, 0), [(1, 1)], False, [1, 0]),
        ((2, 2), [(2, 2)], True, [2]),
        ((None, None), [], False, []),
    ],
)
def test_every_key_file_is_found_once_the_newest_first(
    tmp_path: Path,
    here: tuple[int | None, int | None],
    backups: list[tuple[int, int]],
    every: bool,
    generations: list[int],
) -> None:
    put(tmp_path, *(None if each is None else file(each) for each in here))
    for number, of_backup in enumerate(backups, 1):
        put(tmp_path / "backup" / f"{number:06}", *map(file, of_backup))
    assert [each.generation for each in found(tmp_path, every=every)] == generations


def test_of_a_backup_every_file_is_found_where_all_are_asked_for(tmp_path: Path) -> None:
    same = replace(file(2), slots=(ANOTHER,))
    put(tmp_path, file(2), file(2))
    put(tmp_path / "backup" / "000001", same, same)
    assert found(tmp_path) == [file(2)]
    assert found(tmp_path, every=True) == [file(2), same]


def test_a_key_file_of_another_vault_counts_only_where_the_recorder_s_own_is_nowhere_here(tmp_path: Path) -> None:
    theirs = file(9, "LKJIHGFEDCBA")
    put(tmp_path, theirs, file(1))
    assert found(tmp_path) == [theirs, file(1)], "without a recorder nothing says whose folder it is"
    recorder(tmp_path, KEYS)
    assert found(tmp_path) == [file(1)]
    put(tmp_path, theirs, theirs)
    assert found(tmp_path) == [theirs]


def test_a_mark_is_the_generation_and_the_whole_of_a_file() -> None:
    one, other = file(1), replace(file(1), slots=(ANOTHER,))
    assert mark_of(one).split()[0] == "1" and mark_of(file(12)).split()[0] == "12"
    assert mark_of(one) == mark_of(file(1)) != mark_of(other)


def test_a_passphrase_opens_the_files_that_it_fits_and_each_way_in_is_tried_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []
    real = key_file.opened_slots

    def counted(each: KeyFile, *given: str) -> Iterator[tuple[object, bytes]]:
        tried.append(each.slots)
        return real(each, *given)

    monkeypatch.setattr(key_file, "opened_slots", counted)
    opened = by_passphrase(PASSPHRASE)
    for generation in (1, 2):
        assert list(opened(file(generation))) == [KEYS]
    assert tried == [(SLOT,)]
    for passphrase, each, code in (
        (OTHER, file(), "wrong-passphrase"),
        (PASSPHRASE, replace(file(), slots=()), "wrong-passphrase"),
        (
            PASSPHRASE,
            replace(file(), slots=(), recoveries=(key_file.Recovery("a", "b", b"c"),)),
            "vault-closed-for-travel",
        ),
    ):
        with pytest.raises(StoreTrouble, match=code):
            list(by_passphrase(passphrase)(each))


def test_keys_are_sure_where_the_recorder_opens_under_them_and_a_guess_where_nothing_does(tmp_path: Path) -> None:
    put(tmp_path, file(1), file(1))
    guess = choose(tmp_path, [file(1)], opener(file(1)))
    assert (guess.keys, guess.file, guess.sure, guess.foreign, guess.older) == (KEYS, file(1), False, False, False)
    recorder(tmp_path, KEYS, b"frame")
    known = choose(tmp_path, [file(1)], opener(file(1)))
    assert (known.keys, known.file, known.sure, known.foreign, known.older) == (KEYS, file(1), True, False, False)


@pytest.mark.parametrize("content", [(), (b"frame",)])
def test_an_older_file_that_opens_is_not_believed_beside_a_newer_one_that_stays_closed(
    tmp_path: Path, content: tuple[bytes, ...]
) -> None:
    recorder(tmp_path, KEYS, *content)
    if content:
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            choose(tmp_path, [file(2), file(1)], opener(file(1)))
    else:
        assert choose(tmp_path, [file(2), file(1)], opener(file(1))).foreign
    assert not choose(tmp_path, [file(2), file(1)], opener(file(2))).foreign


def test_where_no_key_file_is_offered_and_where_none_opens_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        StoreTrouble, check=lambda error: (error.code, error.details) == ("keys-missing", {"backups": 0})
    ):
        choose(tmp_path, [], opener())
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        choose(tmp_path, [file(2), file(1)], opener())

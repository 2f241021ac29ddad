"""N3: pages of the record's file that are of an earlier time, put back one by one or two together.

Each page proves by itself that it is the record's, so no key is needed, and a disk that gives back what stood in a
sector before does the same. What the second file holds is compared before anything is shown, and brought back.
"""

from __future__ import annotations

import itertools
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from screening.casework.record.verification import verify_record
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.errors import StoreTrouble
from screening.store import Vault, open_vault
from screening.store.crypto.key_file import Keys
from screening.store.database import driver
from screening.store.folder import throttle
from screening.store.integrity import check_behind, record_opening
from screening.store.vault.lifecycle import open_with_keys
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
from tests.made_vaults import PASSPHRASE, made_vault
from tests.sweeps import some_of, where

PAGE = 4096
FILE = "vault.db"


@dataclass
class Aged:
    """A record, and the bytes that its file had at an earlier time."""

    folder: Path
    earlier: bytes
    keys: Keys
    events: dict[str, int]
    erased: str = ""

    def changed(self) -> list[int]:
        """The pages that are others now."""
        now = (self.folder / FILE).read_bytes()
        pages = range(min(len(now), len(self.earlier)) // PAGE)
        return [at for at in pages if now[PAGE * at : PAGE * (at + 1)] != self.earlier[PAGE * at : PAGE * (at + 1)]]

    def with_pages(self, where: Path, pages: tuple[int, ...]) -> Path:
        shutil.copytree(self.folder, where)
        with (where / FILE).open("r+b") as file:
            for page in pages:
                file.seek(PAGE * page)
                file.write(self.earlier[PAGE * page : PAGE * (page + 1)])
        return where


def aged(folder: Path, cases: int, words: int, *, erase: bool = False) -> Aged:
    """A record of ``cases``, each with some entries from before and some from after the earlier time."""
    vault = made_vault(folder, "Officer Aina", "labour-officer", "Shelter House")
    codes = [vault.new_case() for _ in range(cases)]
    for number, code in enumerate(codes):
        written = [WordsWritten("needs", f"w{number}-{n} " * 60, "told") for n in range(words)]
        vault.append_many(code, [CaseOpened("2026-1", "office", "adult"), *written])
    vault.close()
    earlier = (folder / FILE).read_bytes()
    with open_vault(folder, PASSPHRASE) as vault:
        for turn in range(4):
            for code in codes:
                vault.append(code, AnswerGiven(f"later-{turn}", Answer.YES, How.TOLD))
        late = vault.new_case()
        vault.append(late, CaseOpened("2026-1", "office", "adult"))
        gone = codes.pop() if erase else ""
        if gone:
            vault.erase([gone], "asked")
        events = {code: len(vault.events(code)) for code in (*codes, late)}
        keys = vault.keys
    return Aged(folder, earlier, keys, events, gone)


def opened(folder: Path, keys: Keys, *, behind: bool = False) -> Vault:
    throttle.note_right(folder)
    return open_with_keys(folder, keys, behind=behind)


def nothing_is_lost(vault: Vault, held: Aged) -> None:
    assert {code: len(vault.events(code)) for code in vault.cases()} == held.events
    assert not held.erased or not vault.knows(held.erased)
    code = next(iter(held.events))
    vault.append(code, AnswerGiven("afterwards", Answer.YES, How.TOLD))
    assert vault.verify().holds


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Aged:
    return aged(tmp_path_factory.mktemp("small") / "record", cases=6, words=3)


@pytest.fixture(scope="module")
def after_erasing(tmp_path_factory: pytest.TempPathFactory) -> Aged:
    return aged(tmp_path_factory.mktemp("erased") / "record", cases=6, words=3, erase=True)


SMALL = [*((page,) for page in range(24)), *itertools.combinations(range(24), 2)]
"""Every page and every two of a file that has no more."""


@pytest.mark.parametrize("pages", some_of(SMALL, 40), ids=str)
@pytest.mark.parametrize("what", ["small", "after_erasing"])
def test_older_pages_of_a_small_record_cost_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, what: str, pages: tuple[int, ...]
) -> None:
    held: Aged = request.getfixturevalue(what)
    changed = held.changed()
    assert 8 < len(changed) <= 24
    chosen = tuple(changed[page] for page in pages if page < len(changed))
    with opened(held.with_pages(tmp_path / "replayed", chosen), held.keys) as vault:
        nothing_is_lost(vault, held)


def unreadable(vault: Vault) -> bool:
    """Whether a page said that the record is damaged, with a sentence of ours."""
    try:
        return not all(vault.events(code) for code in vault.cases())
    except StoreTrouble as trouble:
        return trouble.code == "vault-damaged"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Aged:
    return aged(tmp_path_factory.mktemp("large") / "record", cases=40, words=20)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", where(range(120), lambda seed: seed in (0, 1, 24, 48)))
def test_older_pages_of_a_large_record_cost_nothing_once_they_were_found(
    large: Aged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What is not noticed at the opening is found behind, and brought back at the next one."""
    monkeypatch.setattr(check_behind, "LARGE", 0)
    monkeypatch.setattr(check_behind, "PAUSE", 0)
    chance = random.Random(seed)
    changed = large.changed()
    assert len(changed) > 24
    where = large.with_pages(tmp_path / "replayed", tuple(chance.sample(changed, chance.randrange(1, 3))))
    vault = opened(where, large.keys, behind=True)
    if vault.left is not None and (not vault.left.run() or unreadable(vault)):
        assert vault.doubted() == "check-pages"
        vault.close()
        vault = opened(where, large.keys, behind=True)
        assert "pages-older" in [each.code for each in vault.notices]
    with vault:
        nothing_is_lost(vault, large)


def test_verifying_says_what_does_not_hold_or_that_the_record_is_damaged(small: Aged, tmp_path: Path) -> None:
    """Without a word of the driver's, which is what one of the pages ended in."""
    words = Words("en")
    for number, page in enumerate(small.changed()):
        where = small.with_pages(tmp_path / str(number), (page,))
        try:
            assert not verify_record(where, PASSPHRASE).sound
        except StoreTrouble as trouble:
            assert "Entries that can be restored from the second file: " in sentence(words, trouble)


def test_a_page_that_breaks_off_in_an_open_record_is_told_in_a_sentence(
    small: Aged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small.folder, tmp_path / "record")
    with opened(tmp_path / "record", small.keys) as vault:

        def broken(*_: object) -> None:
            raise driver.dbapi.DatabaseError("database disk image is malformed")

        monkeypatch.setattr(vault.tables, "rows", broken)
        monkeypatch.setattr(driver, "as_store_trouble", lambda _: StoreTrouble("vault-damaged"))
        monkeypatch.setattr(record_opening, "as_store_trouble", lambda _: StoreTrouble("vault-damaged"))
        with pytest.raises(StoreTrouble) as told:
            vault.events(next(iter(small.events)))
        monkeypatch.undo()
    assert sentence(Words("en"), told.value).startswith("The record file is damaged.")


def test_the_officer_is_told_and_the_older_file_is_kept_aside(small: Aged, tmp_path: Path) -> None:
    where = small.with_pages(tmp_path / "replayed", tuple(small.changed()[:2]))
    with opened(where, small.keys) as vault:
        assert [each.code for each in vault.notices][:1] == ["pages-older"]
    assert (where / "vault.damaged").exists()
    with opened(where, small.keys) as again:
        assert "pages-older" not in [each.code for each in again.notices]


def test_nothing_is_put_together_from_a_second_file_that_is_not_whole_itself(small: Aged, tmp_path: Path) -> None:
    where = small.with_pages(tmp_path / "replayed", (small.changed()[2],))
    journal = bytearray((where / "recorder.bin").read_bytes())
    journal[300] ^= 1
    (where / "recorder.bin").write_bytes(journal)
    before = (where / FILE).read_bytes()
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        opened(where, small.keys)
    assert (where / FILE).read_bytes() == before


def test_an_older_file_on_a_disk_that_takes_nothing_is_told_and_left(
    small: Aged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = small.with_pages(tmp_path / "replayed", (small.changed()[2],))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("screening.store.integrity.repair.rebuild", full)
    with pytest.raises(StoreTrouble, match="vault-damaged") as told:
        opened(where, small.keys)
    assert int(told.value.details["events"]) > 40

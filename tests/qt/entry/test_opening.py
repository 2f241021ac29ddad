"""The first start, the later ones, the wrong passphrase, and a second window on the same record."""

from __future__ import annotations

import errno
import gc
import os
import re
import shutil
import threading
from pathlib import Path

import pytest

import screening
from screening.domain.events.catalogue import BreakTaken, CaseOpened
from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.platform import garbage
from screening.qt.window import main_window
from screening.store import make_copy, open_vault, rotate
from screening.store.crypto import key_file
from screening.store.database.rows import to_frame
from screening.store.folder import process_lock
from screening.store.integrity import check_behind
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen, texts

WRONG = "lantern copper meadow thimble willow"


@pytest.fixture
def new(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The window of a first start: no record yet."""
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    return opened(tmp_path / "data" / "record")


def trouble(screen: Screen) -> str:
    front = screen.window.first
    assert isinstance(front, CreatePage | UnlockPage)
    return "" if front.trouble.isHidden() else front.trouble.text()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_first_start_makes_a_record_and_opens_it(new: Screen) -> None:
    new.create("Officer Aina", "Shelter House")
    page = new.cases()

    assert new.window.folder is not None and new.window.folder.is_dir()
    assert Words("en").say("page.cases.new") in new.shown()
    assert page.new.hasFocus()
    assert PASSPHRASE not in new.shown()
    new.close()
    with open_vault(new.window.folder, PASSPHRASE) as vault:
        assert (vault.officer, vault.organisation) == ("Officer Aina", "Shelter House")
        assert vault.role == "labour-officer"


def test_the_role_is_chosen_by_keys(new: Screen) -> None:
    new.tab_to("officer")
    new.type_text("A-17")
    new.pick("ngo")
    for name in ("passphrase", "again"):
        new.tab_to(name)
        new.type_text(PASSPHRASE)
    new.choose("create")
    new.cases()

    new.close()
    assert new.window.folder is not None
    with open_vault(new.window.folder, PASSPHRASE) as vault:
        assert (vault.officer, vault.role) == ("A-17", "ngo")


@pytest.mark.parametrize(
    ("officer", "passphrase", "again", "code"),
    [
        ("", PASSPHRASE, PASSPHRASE, "officer-missing"),
        ("Officer Aina", PASSPHRASE, WRONG, "passphrases-differ"),
        ("Officer Aina", "short", "short", "passphrase-too-short"),
    ],
)
def test_what_will_not_do_is_said_and_makes_nothing(
    new: Screen, officer: str, passphrase: str, again: str, code: str
) -> None:
    for name, text in (("officer", officer), ("passphrase", passphrase), ("again", again)):
        new.tab_to(name)
        new.type_text(text)
    new.choose("create")

    new.wait(lambda: trouble(new))
    assert trouble(new).startswith(Words("en").say(f"error.{code}")[:20])
    assert new.window.folder is not None and not new.window.folder.exists()


def test_the_language_of_the_officer_is_chosen_before_the_record_opens(new: Screen) -> None:
    new.choose("officer-language-ms")

    assert isinstance(new.window.first, CreatePage)
    assert Words("ms").say("page.create.title") in texts(new.window.first)
    assert Words("en").say("page.create.title") not in texts(new.window.first)


def test_countries_have_their_names_in_the_language_of_the_officer(new: Screen) -> None:
    new.choose("officer-language-th")

    for country in ("my", "id", "th"):
        assert Words("th").say(f"nation.{country}.name") in texts(new.window.first)
    assert "Malaysia" not in texts(new.window.first)


def test_a_wrong_passphrase_is_said_and_changes_nothing(opened: Open, record: Path) -> None:
    before = contents(record)
    screen = opened(record)
    screen.unlock(WRONG)

    screen.wait(lambda: Words("en").say("error.wrong-passphrase") in trouble(screen))
    assert screen.window.desk is None
    assert WRONG not in screen.shown()
    # The number of wrong tries is the one thing that is noted.
    assert {name: data for name, data in contents(record).items() if name != "tries"} == before


def test_the_right_passphrase_opens_after_a_wrong_one_and_the_wait(
    opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from screening.store.folder import throttle

    screen = opened(record)
    screen.unlock(WRONG)
    screen.wait(lambda: Words("en").say("error.wrong-passphrase") in trouble(screen))

    now = throttle.clock()
    monkeypatch.setattr(throttle, "clock", lambda: now + 3600)
    screen.unlock()
    screen.cases()


def test_a_second_window_is_told_that_the_record_is_open_in_another(opened: Open, screen: Screen) -> None:
    second = opened(screen.folder)
    second.unlock()

    second.wait(lambda: "open in another window" in trouble(second))
    assert second.window.desk is None

    screen.close()
    second.window.activateWindow()
    second.unlock()
    second.cases()


def test_after_a_save_that_was_cut_off_the_record_opens_and_says_what_came_back(opened: Open, record: Path) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "workplace", "field"))
        tables = vault._open()
        frame = to_frame(vault._linked(tables, case, [BreakTaken()]))
        assert vault._journal is not None
        vault._journal.append(frame)  # and then the power went
        vault._let_go()
    (record / key_file.COPY).unlink()
    found = opened(record)
    found.unlock()
    found.cases()
    shown = found.shown()
    assert "Entries restored from the second file: 1." in shown.replace("\u2068", "").replace("\u2069", "")
    assert "One of the two key files was missing" in shown


def test_an_older_copy_that_was_laid_over_the_record_is_said_and_one_press_brings_back_what_is_newer(
    opened: Open, record: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    with open_vault(record, PASSPHRASE) as vault:
        copy = make_copy(vault, tmp_path / "stick")
    with open_vault(record, PASSPHRASE) as vault:
        rotate(vault, PASSPHRASE, cost=QUICK)
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "workplace", "field"))
    for path in copy.iterdir():
        shutil.copyfile(path, record / path.name)
    screen = opened(record)
    screen.unlock()
    screen.wait(lambda: "an older copy" in trouble(screen))
    screen.choose("rebuild")
    screen.cases()
    assert case in screen.shown()


@pytest.mark.sweep
@pytest.mark.parametrize("page", ["whole", "damaged"])
def test_a_large_record_is_shown_before_it_is_checked_and_what_is_found_is_said_at_once(
    opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        for field in range(40):  # half-typed text is not read before its case is opened
            vault.set_draft(case, str(field), "x" * 19_000)
    monkeypatch.setattr(check_behind, "LARGE", 0)
    ended, run = threading.Event(), check_behind.Behind.run

    def slowly(left: check_behind.Behind) -> bool:
        ended.wait()
        return run(left)

    monkeypatch.setattr(check_behind.Behind, "run", slowly)
    if page == "damaged":
        data = bytearray((record / "vault.db").read_bytes())
        data[len(data) // 2] ^= 1
        (record / "vault.db").write_bytes(data)
    screen = opened(record)
    screen.unlock()
    screen.cases()
    shell = screen.window.shell
    assert shell is not None
    ended.set()
    screen.wait(lambda: screen.window.desk is not None and screen.window.desk.left is None)
    if page == "damaged":
        screen.wait(lambda: shell.complaints.code == "check-pages")
        assert "unlock it" in shell.complaints.text.text()
    else:
        screen.settle()
        assert shell.complaints.code == ""
        assert shell.complaints.about != "checking"
    screen.close()


@pytest.mark.parametrize(("number", "notice"), [(errno.EROFS, "read-only"), (errno.ENOSPC, "disk-full")])
def test_a_record_that_cannot_be_written_says_so_before_anything_is_typed_and_nowhere_that_it_is_saved(
    opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch, number: int, notice: str
) -> None:
    def begin(_hold: process_lock.Hold) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(process_lock.Hold, "begin", begin)
    screen = opened(record)
    screen.unlock()
    screen.cases()
    shell = screen.window.shell
    assert shell is not None
    assert shell.complaints.sentence == Words("en").say(f"notice.{notice}")
    assert shell.strip.view.saved == ""
    screen.close()


@pytest.mark.parametrize("language", ["en", "id", "ms", "th"])
def test_every_notice_of_the_record_has_its_sentence(language: str) -> None:
    every = {"added": 3, "found": 4, "n": 2}
    source = (Path(screening.__file__).parent / "store").rglob("*.py")
    codes = {code for path in source for code in re.findall(r'Notice\(\s*"([a-z-]+)"', path.read_text("utf-8"))}
    assert {"recorder-missing", "recorder-damaged", "backup-not-made"} | codes > {"ways-unknown", "recorder-ahead"}
    for code in codes | {"recorder-missing", "recorder-damaged"}:
        assert "{" not in Words(language).say_with(f"notice.{code}", every)


def test_pressing_again_while_the_record_is_being_opened_opens_it_once(opened: Open, record: Path) -> None:
    screen = opened(record)
    begun: list[str] = []

    def opener(name: str):
        begun.append(name)
        return open_vault(record, PASSPHRASE)

    screen.window.open_record(lambda: opener("first"))
    screen.window.open_record(lambda: opener("second"))
    screen.cases()
    assert begun == ["first"]


def test_what_is_loaded_when_a_record_opens_is_not_gone_through_again(
    opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would stop the window for a hundred milliseconds each time that a page is left."""
    monkeypatch.setattr(main_window, "set_loaded_apart", garbage.set_loaded_apart)
    screen = opened(record)
    before = gc.get_freeze_count()
    screen.unlock(PASSPHRASE)
    screen.cases()
    screen.wait(lambda: gc.get_freeze_count() > before)
    gc.unfreeze()


def test_a_second_start_says_that_the_record_is_open_before_it_asks_for_the_passphrase(
    opened: Open, record: Path
) -> None:
    with process_lock.held(record):
        second = opened(record)
        assert trouble(second).startswith("The record is open in another window.")
    second.unlock()
    second.cases()


def test_a_folder_that_may_not_be_read_is_said_before_the_passphrase_is_asked(
    opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert trouble(opened(record)).startswith("The disk does not let this program read the record.")


def test_another_programs_folder_of_that_name_is_left_alone_and_no_passphrase_is_asked(
    opened: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "notes" / "record"
    folder.mkdir(parents=True)
    (folder / "shopping.txt").write_text("milk")
    screen = opened(folder)
    assert trouble(screen).startswith(f"Something else stands in the folder {folder}, and no record of this program")
    page = screen.window.first
    assert isinstance(page, UnlockPage)
    assert page.field.isHidden() and page.button.isHidden() and page.recover.isHidden()
    assert contents(folder) == {"shopping.txt": b"milk"}

"""The papers, key by key: a preview from memory, a locked file for one recipient, a printer asked about first."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from pathlib import Path

import pytest
from PySide6 import QtPrintSupport
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from screening import settings
from screening.documents.pdf.rasterise import page_count
from screening.domain.events.catalogue import FormIssued, Recorded
from screening.domain.events.exchange import CaseLeft
from screening.domain.policy.bulk_limit import PAPER, open_limits
from screening.errors import NotSaved
from screening.qt.platform import printing
from screening.qt.referral import controller
from screening.qt.referral.follow_up_page import FollowPage
from screening.qt.referral.papers_page import PapersPage
from screening.store import Vault, name_second
from screening.store.folder import safe_paths
from tests.qt.conftest import Wear
from tests.qt.fake_printer import FakePrinter
from tests.qt.page_objects import CONTROL, PAPER_PASSPHRASE, QUICK, Screen, pdf_text, texts

SECRET = "qxwordsxq"
SECOND = "ladder orchid pebble sailor timber"


def to_papers(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("little-pay", "yes")
    screen.words(SECRET)
    screen.closing()
    screen.own_view(("dispute",), "fairly_sure", "Late pay.")
    screen.next("taking")
    screen.recipient("labour-department")
    screen.tab_to("part-labour-department-labour")
    screen.press(Qt.Key.Key_1)
    screen.wait(lambda: screen.case.consented("service", "labour-department:labour") == "yes")
    screen.next("papers")


def at_papers(screen: Screen) -> PapersPage:
    screen.as_walked(to_papers)
    screen.unseal()
    screen.wait(lambda: screen.pages.referral.file is not None)
    page = screen.page
    assert isinstance(page, PapersPage)
    return page


def choose(screen: Screen, page: PapersPage, name: str) -> None:
    """The list of recipients by keys: Space opens it, the arrows go to the entry, Enter takes it."""
    page.recipients.setFocus()
    screen.press(Qt.Key.Key_Space)
    view = page.recipients.view()
    screen.wait(view.isVisible)
    step = page.recipients.findData(name) - page.recipients.currentIndex()
    for _ in range(abs(step)):
        screen.qtbot.keyClick(view, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
    screen.qtbot.keyClick(view, Qt.Key.Key_Return)
    screen.wait(lambda: screen.pages.referral.recipient == name and not view.isVisible())
    screen.window.activateWindow()  # without a window manager nobody gives the window its keys back
    screen.wait(screen.window.isActiveWindow)


def dark(image: QImage) -> int:
    """How many of a grid of pixels are dark."""
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )


@pytest.mark.sweep
def test_the_paper_is_shown_from_memory_and_its_pages_turn(screen: Screen, tmp_path: Path, monkeypatch) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setenv("TMPDIR", str(spare))
    monkeypatch.setattr(tempfile, "tempdir", None)
    page = at_papers(screen)
    first = page.picture.image
    assert dark(first) > 200
    assert "page 1 of" in page.picture.accessibleName()
    screen.press(Qt.Key.Key_PageDown)
    screen.wait(lambda: "page 2 of" in page.picture.accessibleName())
    assert page.picture.image != first
    assert list(spare.iterdir()) == []


def test_one_recipient_s_file_is_saved_under_lock_and_waits_for_an_answer(screen: Screen, tmp_path: Path) -> None:
    page = at_papers(screen)
    choose(screen, page, "labour-department")
    screen.wait(lambda: screen.pages.referral.file is not None and screen.pages.referral.file.recipient != "own")
    screen.tab_to("folder")
    screen.type_text(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: "too short" in screen.complaint())
    screen.tab_to("paper-passphrase")
    screen.type_text(PAPER_PASSPHRASE)
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: not page.saved.isHidden())
    assert screen.complaint() == "", "what was refused before is done now"
    (saved,) = (tmp_path / "out").iterdir()
    assert saved.name == f"notes-{screen.case.code}.pdf"
    assert SECRET not in pdf_text(saved)
    referral = screen.case.referrals.sent["labour-department"]
    assert referral.parts == ("labour",)
    assert referral.state(datetime.date.today()) == "sent"
    assert len(screen.case.referrals.note("law", "my").split()) == 2
    assert page.passphrase.text() == ""
    screen.wait(lambda: not page.law.isHidden())
    screen.choose("open-law")
    screen.wait(lambda: screen.window.record.beside.place == "law")
    assert "the day of the interview" in screen.shown()


def test_a_paper_that_cannot_be_noted_is_not_written(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_papers(screen)

    def nothing_taken(_vault: object, *_given: object, **_named: object) -> None:
        raise NotSaved("not-saved-read-only")

    monkeypatch.setattr(Vault, "append_many", nothing_taken)
    save(screen, tmp_path)
    screen.wait(screen.complaint)
    assert not list(tmp_path.glob("*.pdf"))
    assert not screen.case.forms


@pytest.mark.sweep
def test_a_paper_that_could_not_be_written_is_noted_as_that_and_counts_as_none(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_papers(screen)

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_paths.atomic_files, "write_new", full)
    save(screen, tmp_path)
    screen.wait(screen.complaint)
    assert "no room left" in screen.complaint()
    assert not list(tmp_path.glob("*.pdf"))
    ways: list[str] = []

    def noted(events: tuple[Recorded, ...]) -> None:
        ways[:] = [each.event.way for each in events if isinstance(each.event, FormIssued)]

    def look() -> bool:
        assert screen.window.desk is not None
        screen.window.desk.ask(lambda vault: vault.events(screen.case.code), success=noted)
        return ways == ["saved", "failed"]

    screen.wait(look)
    assert not screen.case.forms
    assert not any(each.sent_at for each in screen.case.referrals.sent.values())


def save(screen: Screen, folder: Path) -> None:
    screen.tab_to("folder")
    screen.type_text(str(folder))
    screen.tab_to("paper-passphrase")
    screen.type_text(PAPER_PASSPHRASE)
    screen.press(Qt.Key.Key_S, CONTROL)


def test_a_weak_passphrase_writes_nothing_and_keeps_what_was_typed(screen: Screen, tmp_path: Path) -> None:
    page = at_papers(screen)
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.tab_to("paper-passphrase")
    screen.type_text("secret")
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(screen.complaint)
    assert "too short" in screen.complaint()
    assert not list(tmp_path.glob("*.pdf"))
    assert page.folder.text() == str(tmp_path)
    assert not screen.case.forms


def test_enter_in_the_folder_leads_to_the_passphrase(screen: Screen, tmp_path: Path) -> None:
    page = at_papers(screen)
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.press(Qt.Key.Key_Return)
    assert screen.focused() is page.passphrase.edit


def test_that_a_file_was_saved_stands_in_sight_at_large_text(screen: Screen, tmp_path: Path, wear: Wear) -> None:
    wear("day", 200)
    screen.window.resize(1366, 768)
    page = at_papers(screen)
    save(screen, tmp_path)
    screen.wait(lambda: page.saved.isVisible())
    screen.settle()
    shell = screen.window.shell
    assert shell is not None
    port = shell.main.area.viewport()
    top = page.saved.mapTo(port, page.saved.rect().topLeft()).y()
    assert top >= 0
    assert top + page.saved.height() <= port.height()


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("folder", "passphrase", "told", "field"),
    [
        ("", PAPER_PASSPHRASE, "not chosen a folder", "folder"),
        ("/nowhere/at/all", PAPER_PASSPHRASE, "folder does not exist", "folder"),
        ("{here}", "secret", "too short", "paper-passphrase"),
    ],
)
def test_what_is_missing_for_a_file_is_said_with_its_field_in_sight(
    screen: Screen, tmp_path: Path, folder: str, passphrase: str, told: str, field: str
) -> None:
    page = at_papers(screen)
    page.folder.set_text(folder.format(here=tmp_path))
    page.passphrase.set_text(passphrase)
    page.recipients.setFocus()
    shell = screen.window.shell
    assert shell is not None
    shell.main.to_top()
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: told in screen.complaint())
    edit = screen.focused()
    assert edit.objectName() == field

    def in_sight() -> bool:
        port = shell.main.area.viewport()
        top = edit.mapTo(port, edit.rect().topLeft()).y()
        return top >= 0 and top + edit.height() <= port.height()

    screen.wait(in_sight)


def test_the_passphrase_of_a_saved_file_stays_until_it_is_written_down(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other words came up in its place at once, and the officer read those out."""
    drawn = iter(f"words {number}" for number in range(9))
    monkeypatch.setattr(screen.window.front, "drawn", lambda: next(drawn))
    page = at_papers(screen)
    own = page.passphrase.help_text
    choose(screen, page, "labour-department")
    theirs = page.passphrase.help_text
    assert own != theirs
    screen.wait(lambda: screen.pages.referral.file is not None)
    page.folder.set_text(str(tmp_path))
    page.passphrase.set_text(PAPER_PASSPHRASE)
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: list(tmp_path.glob("*.pdf")) and not page.saved.isHidden())
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name in texts(page.note) and PAPER_PASSPHRASE in texts(page.note)
    assert page.passphrase.help_text == screen.window.words.say("papers.passphrase-help"), "no other words are offered"
    screen.pages.go("follow")
    screen.pages.go("papers")
    page = screen.page
    assert page.note.isVisible() and PAPER_PASSPHRASE in texts(page.note)
    page.note.button.chosen.emit()
    screen.wait(lambda: page.note.isHidden() and PAPER_PASSPHRASE not in texts(page.note))
    assert page.passphrase.help_text not in (own, theirs)


@pytest.mark.sweep
def test_without_a_folder_nothing_is_written_where_the_program_runs(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    at_papers(screen)
    screen.tab_to("paper-passphrase")
    screen.type_text(PAPER_PASSPHRASE)
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: "not chosen a folder" in screen.complaint())
    assert not screen.case.forms
    for place in ("copies", "people"):
        screen.window.shell.complaints.solved()
        screen.window.open_record_page(place)
        page = screen.window.record.beside.page
        (page.copy_pressed if place == "copies" else page.save_pressed).emit("")
        screen.wait(lambda: "not chosen a folder" in screen.complaint())
    assert list(here.iterdir()) == []


@pytest.mark.sweep
def test_a_shared_printer_is_asked_about_first_and_the_safe_choice_has_the_focus(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(controller, "choose_printer", lambda parent: "the printer")
    monkeypatch.setattr(controller, "draw", lambda pdf, printer: printed.append(pdf))
    at_papers(screen)
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.wait(lambda: screen.focused().objectName() == "print-not-now")
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: screen.focused().objectName() == "print-paper")
    assert not printed
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.wait(lambda: screen.focused().objectName() == "print-not-now")
    screen.choose("print-beside")
    screen.wait(lambda: screen.case.forms and printed)
    assert [hashlib.sha256(each).hexdigest() for each in printed] == [screen.case.forms[0].event.digest]
    assert screen.case.forms[0].event.way == "printed"


@pytest.mark.sweep
def test_what_is_left_in_the_dialogue_is_not_recorded_as_printed(screen: Screen, monkeypatch) -> None:
    monkeypatch.setattr(controller, "choose_printer", lambda parent: None)
    at_papers(screen)
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.choose("print-beside")
    assert not screen.case.forms


def answer(monkeypatch: pytest.MonkeyPatch, told: QPrintDialog.DialogCode) -> list[tuple[bool, str]]:
    """Answer the system's dialogue, and keep of each whether it offered a file and what the job is called."""
    shown: list[tuple[bool, str]] = []

    def instead(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        offers = dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile)
        shown.append((offers, dialog.printer().docName()))
        return told

    monkeypatch.setattr(QPrintDialog, "exec", instead)
    return shown


@pytest.mark.sweep
@pytest.mark.requirement("RE12")
def test_the_system_s_dialogue_leads_to_the_tray_and_to_the_record(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakePrinter.folder = tmp_path
    monkeypatch.setattr(QtPrintSupport, "QPrinter", FakePrinter)
    shown = answer(monkeypatch, QPrintDialog.DialogCode.Accepted)
    at_papers(screen)
    pages = page_count(screen.pages.referral.file.data)
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.wait(lambda: screen.focused().objectName() == "print-not-now")
    assert not shown
    screen.choose("print-beside")
    screen.wait(lambda: screen.case.forms and (tmp_path / "tray.pdf").exists())
    assert page_count((tmp_path / "tray.pdf").read_bytes()) == pages
    assert shown == [(False, "-")]


@pytest.mark.sweep
def test_leaving_the_system_s_dialogue_prints_and_records_nothing(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakePrinter.folder = tmp_path
    monkeypatch.setattr(QtPrintSupport, "QPrinter", FakePrinter)
    shown = answer(monkeypatch, QPrintDialog.DialogCode.Rejected)
    at_papers(screen)
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.choose("print-beside")
    assert len(shown) == 1
    assert not screen.case.forms
    assert not (tmp_path / "tray.pdf").exists()


@pytest.mark.sweep
@pytest.mark.requirement("RE12")
def test_a_printer_that_writes_a_file_is_refused(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakePrinter.folder = tmp_path
    monkeypatch.setattr(FakePrinter, "name", "Microsoft Print to PDF")
    monkeypatch.setattr(QtPrintSupport, "QPrinter", FakePrinter)
    answer(monkeypatch, QPrintDialog.DialogCode.Accepted)
    at_papers(screen)
    screen.press(Qt.Key.Key_P, CONTROL)
    screen.choose("print-beside")
    screen.wait(screen.complaint)
    assert "writes a file" in screen.complaint()
    assert not screen.case.forms
    assert not (tmp_path / "tray.pdf").exists()


def test_a_sheet_of_the_desk_is_refused_by_such_a_printer_as_well(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakePrinter.folder = tmp_path
    monkeypatch.setattr(FakePrinter, "name", "Microsoft Print to PDF")
    monkeypatch.setattr(QtPrintSupport, "QPrinter", FakePrinter)
    answer(monkeypatch, QPrintDialog.DialogCode.Accepted)
    screen.window.open_record_page("prepare")
    screen.choose("visit-sheet")
    screen.wait(screen.complaint)
    assert "writes a file" in screen.complaint()
    assert not (tmp_path / "tray.pdf").exists()


@pytest.mark.sweep
def test_what_the_person_strikes_out_of_the_report_is_kept(screen: Screen) -> None:
    page = at_papers(screen)
    choose(screen, page, "person")
    screen.choose("pick-own-copy")
    screen.wait(lambda: screen.case.referrals.note("social", "own-copy") == "yes")
    again = screen.reopen()
    assert again.case.referrals.note("social", "own-copy") == "yes"


@pytest.mark.sweep
def test_every_page_goes_onto_the_printer_s_paper(screen: Screen, tmp_path: Path) -> None:
    at_papers(screen)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printing.draw(screen.pages.referral.file.data, printer)
    from screening.documents.pdf.rasterise import picture

    made = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(made) == page_count(screen.pages.referral.file.data)
    assert dark(printing.image_of(picture(made, 0, width=600))) > 200


@pytest.mark.sweep
def test_what_is_filled_in_for_a_paper_is_kept_and_stands_on_it(screen: Screen) -> None:
    page = at_papers(screen)
    choose(screen, page, "labour-department")
    screen.tab_to("note-employer")
    screen.type_text("Syarikat Contoh")
    screen.tab_to("note-workplace")
    screen.wait(lambda: screen.case.referrals.note("paper", "employer") == "Syarikat Contoh")
    again = screen.reopen()
    assert again.case.referrals.note("paper", "employer") == "Syarikat Contoh"


@pytest.mark.sweep
def test_what_came_back_and_what_was_promised_is_kept(screen: Screen, tmp_path: Path) -> None:
    page = at_papers(screen)
    choose(screen, page, "labour-department")
    screen.wait(lambda: screen.pages.referral.file is not None and screen.pages.referral.file.recipient != "own")
    page.save_pressed.emit(str(tmp_path), PAPER_PASSPHRASE)
    screen.wait(lambda: "labour-department" in screen.case.referrals.sent)
    screen.next("follow")
    follow = screen.page
    assert isinstance(follow, FollowPage)
    screen.choose("redirected-labour-department")
    screen.wait(lambda: "which service" in screen.complaint())
    assert not screen.case.referrals.sent["labour-department"].answered
    screen.tab_to("by-labour-department")
    screen.type_text("Puan A")
    screen.choose("redirected-labour-department")
    screen.wait(lambda: screen.case.referrals.sent["labour-department"].answered == "redirected")
    assert "Passed on to another service" in screen.shown() and "Puan A" in screen.shown()
    screen.choose("take-back-labour-department")
    screen.wait(lambda: not screen.case.referrals.sent["labour-department"].answered)
    assert "Puan A" not in screen.shown()
    screen.tab_to("promise")
    screen.type_text("Ring the cousin")
    screen.tab_to("promise-day")
    screen.type_text("1.1.2027")
    screen.choose("keep-promise")
    screen.wait(lambda: screen.case.referrals.promises)
    screen.choose("kept-1")
    screen.wait(lambda: screen.case.referrals.promises["1"].outcome == "kept")
    screen.choose("take-back-1")
    screen.wait(lambda: screen.case.referrals.promises["1"].outcome == "")
    screen.choose("kept-1")
    screen.wait(lambda: screen.case.referrals.promises["1"].outcome == "kept")


def test_past_many_people_s_papers_in_a_few_days_the_second_person_types_their_passphrase_first(
    screen: Screen, tmp_path: Path
) -> None:
    page = at_papers(screen)
    done: list[object] = []

    def many_left(vault: Vault) -> None:
        for n in range(open_limits(settings.indicators_root())[PAPER].cases):
            vault.append("", CaseLeft(f"LEFT-{n}", PAPER, f"digest {n}"))
        name_second(vault, "Chandra", SECOND, cost=QUICK)

    screen.window.record.desk.ask(many_left, success=done.append)
    screen.wait(lambda: bool(done))
    save(screen, tmp_path)
    screen.wait(lambda: not page.second.isHidden())
    assert not list(tmp_path.glob("*.pdf")) and not screen.case.forms
    screen.tab_to("paper-second")
    screen.type_text(SECOND)
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: not page.saved.isHidden())
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert page.second.text() == "", "it is asked for each time"
    agreed: list[str] = []
    screen.window.record.desk.ask(
        lambda vault: [each.event.second for each in vault.events("") if isinstance(each.event, CaseLeft)][-1],
        success=agreed.append,
    )
    screen.wait(lambda: agreed == ["Chandra"])

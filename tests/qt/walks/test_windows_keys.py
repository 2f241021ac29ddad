"""A whole case in a real window of Windows, from a record that is not there yet: every key goes through the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from screening.qt.exchange.bundles_page import BundlesPage
from screening.qt.record.backups_page import CopiesPage
from screening.qt.settings.safety_page import SafetyPage
from screening.qt.style.theme import Theme
from screening.store import Vault, add_contact, open_vault, own_card, take_in
from screening.store.crypto import key_file
from tests.made_vaults import PASSPHRASE, QUICK
from tests.qt import page_objects
from tests.qt.page_objects import CONTROL, COVER_PIN, pdf_text
from tests.qt.windows_keys import WindowsScreen
from tests.store.some_bundles import laptop

ACCOUNT = "The passport is in the office."

pytestmark = pytest.mark.skipif(
    sys.platform != "win32" or QGuiApplication.platformName() != "windows", reason="no window of Windows"
)


def test_a_whole_case_from_no_record_to_papers_a_copy_and_a_bundle(
    qtbot: QtBot, day: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    monkeypatch.setattr(page_objects, "PATIENCE", 10 * page_objects.PATIENCE)  # a busy machine, and Wine on it
    papers, stick, sent = (tmp_path / name for name in ("papers", "stick", "sent"))
    for folder in (papers, stick, sent):
        folder.mkdir()
    screen = WindowsScreen(qtbot, tmp_path / "record")
    screen.create("Officer Aina", "Shelter House")
    screen.cases()
    choose_a_pin(screen)
    screen.window.show_cases()

    screen.new_screening()
    screen.gate()
    screen.choose("language-ne")
    screen.at("consent")
    screen.consent(talk="yes", notes="yes", identity="no")
    screen.answer("needs-basic", "no")
    screen.topic("papers")
    screen.answer("papers-kept", "yes")
    screen.words(ACCOUNT)
    cover(screen)
    while screen.place != "closing":
        screen.next()
    screen.closing({"wishes": "His papers and his wages."}, {"service": "yes"})
    screen.own_view(["control"], "fairly_sure", "The papers are held.")
    text = " ".join(pdf_text(screen.save_pdf(papers)).split())
    assert ACCOUNT in text
    assert "The papers are held." in text

    code = screen.case.code
    screen.window.show_cases()
    screen.cases()
    copied(screen, stick)
    budi = laptop("Budi")
    bundle = bundled(screen, budi, code, sent)
    screen.close()
    with open_vault(tmp_path / "record", PASSPHRASE) as vault:
        card = own_card(vault)
    add_contact(budi, card, card.number)
    assert take_in(budi, bundle).cases == (code,)


def choose_a_pin(screen: WindowsScreen) -> None:
    """Two fields and Return; the page says that it is kept."""
    page = screen.desk("safety")
    assert isinstance(page, SafetyPage)
    for name in ("pin", "pin-again"):
        screen.tab_to(name)
        screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.guard.kept.pin)


def cover(screen: WindowsScreen) -> None:
    """Escape, and the PIN back to the page that was covered."""
    window, before = screen.window, screen.place
    screen.press(Qt.Key.Key_Escape)
    screen.wait(lambda: window.stack.currentWidget() is window.cover)
    screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: window.stack.currentWidget() is window.shell)
    assert screen.place == before


def copied(screen: WindowsScreen, stick: Path) -> None:
    """A copy of the record onto a stick."""
    page = screen.desk("copies")
    assert isinstance(page, CopiesPage)
    screen.wait(lambda: "You have never made one" in screen.shown())
    screen.tab_to("copy-folder")
    screen.type_text(str(stick))
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: "Made and checked" in page.done.text())


def bundled(screen: WindowsScreen, budi: Vault, code: str, folder: Path) -> Path:
    """A colleague's card is put in, its number typed as it is read aloud, and the case goes to it."""
    card = own_card(budi)
    people = screen.desk("people")
    screen.wait(lambda: people.findChild(QWidget, "card-text") is not None)
    screen.tab_to("card-text")
    screen.paste(card.text())
    screen.press(Qt.Key.Key_Tab)
    screen.choose("add-card")
    screen.wait(lambda: people.findChild(QWidget, "number-1") is not None)
    screen.tab_to("number-1")
    screen.type_text(card.number.replace(" ", ""))
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "Number checked" in screen.shown())
    bundles = screen.desk("bundles")
    assert isinstance(bundles, BundlesPage)
    screen.wait(lambda: code in bundles.cases)
    screen.choose("to-1")
    screen.choose(f"send-{code}")
    for name, said in (("bundle-duty", "Act 670, section 24"), ("bundle-folder", str(folder))):
        screen.tab_to(name)
        screen.type_text(said)
    screen.choose("write-bundle")
    screen.wait(lambda: list(folder.glob("bundle-*.age")))
    [made] = folder.glob("bundle-*.age")
    return made

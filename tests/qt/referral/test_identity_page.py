"""Name and contact on the page: closed without a yes, kept apart with one, gone when the yes is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from screening.domain.events.catalogue import ConsentDecided, IdentityHandled
from screening.qt.referral.identity_page import IdentityPage
from screening.store import KeptIdentity, open_vault
from tests.qt.page_objects import PAPER_PASSPHRASE, Screen, pdf_text

pytestmark = pytest.mark.requirement("RE5")

NAME, PHRASE = "Nur Aisyah", "About the football"


def talking(screen: Screen, identity: str) -> IdentityPage:
    screen.agreeing("en")
    screen.decide(talk="yes", notes="yes", identity=identity)
    screen.rail("closing")
    screen.choose("to-identity")
    screen.at("identity")
    assert isinstance(screen.page, IdentityPage)
    return screen.page


def type_person(screen: Screen, page: IdentityPage) -> None:
    screen.tab_to("identity-name")
    screen.type_text(NAME)
    screen.tab_to("identity-phrase")
    screen.type_text(PHRASE)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: not page.done.isHidden())


def kept(folder: Path, code: str) -> KeptIdentity | None:
    from tests.qt.page_objects import PASSPHRASE

    with open_vault(folder, PASSPHRASE) as vault:
        return vault.people.read(code)


def test_without_a_yes_there_is_no_field(screen: Screen) -> None:
    page = talking(screen, "no")
    assert not page.fields
    assert "has not agreed" in screen.shown()
    assert screen.window.shell is not None
    assert screen.window.shell.rail.rows["identity"].current, "only where one is, and nothing that leads here"
    screen.rail("closing")
    assert "identity" not in screen.window.shell.rail.rows


def test_what_is_typed_is_kept_apart_and_comes_back(screen: Screen, record: Path) -> None:
    page = talking(screen, "yes")
    type_person(screen, page)
    code = screen.case.code
    again = screen.reopen()
    again.rail("identity")
    again.wait(lambda: isinstance(again.page, IdentityPage) and again.page.fields["name"].text() == NAME)
    again.close()
    assert kept(record, code) == KeptIdentity(NAME, "", PHRASE)


def test_leaving_the_page_keeps_what_was_typed(screen: Screen, record: Path) -> None:
    talking(screen, "yes")
    screen.tab_to("identity-name")
    screen.type_text(NAME)
    code = screen.case.code
    screen.close()
    assert kept(record, code) == KeptIdentity(NAME, "", "")


def test_a_yes_taken_back_erases_at_once(screen: Screen, record: Path) -> None:
    page = talking(screen, "yes")
    type_person(screen, page)
    code = screen.case.code
    screen.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    screen.pages.go("consent")
    screen.pages.opening.decide("identity", "no")
    screen.wait(lambda: screen.page.findChild(QPushButton, "sure-yes"))
    screen.page.findChild(QPushButton, "sure-yes").click()
    screen.wait(lambda: screen.case.consented("identity") == "no")
    screen.close()
    from tests.qt.page_objects import PASSPHRASE

    with open_vault(record, PASSPHRASE) as vault:
        acts = [each.event for each in vault.events(code) if isinstance(each.event, IdentityHandled | ConsentDecided)]
        assert isinstance(acts[-1], IdentityHandled)
        assert acts[-1].act == "erased"
        assert vault.people.identity.all() == {}


@pytest.mark.requirement("HW5")
def test_erasing_asks_once_more_with_the_safe_choice_first(screen: Screen, record: Path) -> None:
    page = talking(screen, "yes")
    type_person(screen, page)
    code = screen.case.code
    screen.choose("erase-identity")
    assert screen.focused().objectName() == "erase-identity-no"
    screen.press(Qt.Key.Key_Space)
    assert page.fields["name"].text() == NAME
    screen.choose("erase-identity")
    screen.choose("erase-identity-yes")
    screen.wait(lambda: "Erased" in page.done.text())
    assert page.fields["name"].text() == ""
    screen.close()
    assert kept(record, code) is None


@pytest.mark.sweep
def test_the_slip_is_a_paper_of_its_own_and_needs_a_recipient(screen: Screen, tmp_path: Path) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    page = talking(screen, "yes")
    type_person(screen, page)
    screen.tab_to("slip-folder")
    screen.type_text(str(out))
    screen.choose("save-slip")
    screen.wait(lambda: "recipient" in screen.complaint())
    assert not list(out.iterdir())
    screen.rail("closing")
    screen.pages.opening.decide("service", "yes")
    screen.wait(lambda: screen.case.consented("service") == "yes")
    screen.rail("identity")
    page = screen.page
    assert isinstance(page, IdentityPage)
    screen.wait(lambda: page.fields["name"].text() == NAME)
    screen.tab_to("slip-folder")
    screen.type_text(str(out))
    screen.choose("save-slip")
    screen.wait(lambda: "too short" in screen.complaint())
    assert not list(out.iterdir()), "no name leaves in clear"
    screen.tab_to("slip-passphrase")
    screen.type_text(PAPER_PASSPHRASE)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "Saved" in page.done.text())
    (slip,) = out.iterdir()
    assert slip.name == f"slip-{screen.case.code}.pdf"
    assert page.passphrase is not None and page.passphrase.text() == ""
    assert b"/Encrypt" in slip.read_bytes()
    text = pdf_text(slip)
    assert NAME in text
    assert PHRASE in text
    assert screen.case.code in text


@pytest.mark.sweep
def test_the_name_stands_on_no_other_page_and_in_no_form(screen: Screen, tmp_path: Path) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    page = talking(screen, "yes")
    type_person(screen, page)
    for place in ("said", "closing"):
        screen.rail(place)
        assert NAME not in screen.shown()
    screen.next("own-view")
    screen.own_view(["control"], "sure", "The papers are held.")
    form = screen.save_pdf(out)
    assert NAME not in pdf_text(form)
    assert NAME.encode() not in form.read_bytes()
    screen.window.show_cases()
    screen.cases()
    assert NAME not in screen.shown()

"""What destroys says what will go and asks once; until then all of it is there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from screening.domain.known.known import line_of
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.session.record_places import RecordPlace
from screening.store import KeptIdentity
from tests.qt.page_objects import Screen, texts

NUR = KeptIdentity("Nur", "012", "the blue door")


def name_kept(screen: Screen, code: str) -> KeptIdentity | None:
    found: list[KeptIdentity | None] = []
    screen.window.desk.ask(lambda vault: vault.people.read(code), success=found.append)
    screen.wait(lambda: found)
    return found[0]


def button(screen: Screen, name: str) -> QPushButton:
    found = screen.page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def say_no(screen: Screen, decision: str) -> None:
    """The person's no, in the line that was said on the page of agreement, or on the page of the end."""
    page = screen.page
    if isinstance(page, ConsentPage):
        page.lines[line_of(decision)].chosen.emit("no")
    else:
        page.decided.emit(decision, "no")


@pytest.mark.parametrize("place", ["consent", "closing"])
def test_a_no_to_keeping_name_and_contact_says_that_they_will_be_erased(practice: Screen, place: str) -> None:
    practice.talking("en", talk="yes", notes="yes", identity="yes")
    code, kept = practice.case.code, []
    practice.window.desk.ask(lambda vault: vault.people.keep(code, NUR), success=kept.append)
    practice.wait(lambda: kept)
    practice.pages.go(place)
    say_no(practice, "identity")
    practice.wait(lambda: practice.page.findChild(QPushButton, "sure-no"))
    assert "safe phrase" in texts(practice.page)
    assert practice.focused() is button(practice, "sure-no")
    assert (practice.case.consented("identity"), name_kept(practice, code)) == ("yes", NUR)

    button(practice, "sure-no").click()

    practice.wait(lambda: practice.page.findChild(QPushButton, "sure-no") is None)
    assert (practice.case.consented("identity"), name_kept(practice, code)) == ("yes", NUR)
    say_no(practice, "identity")
    practice.wait(lambda: practice.page.findChild(QPushButton, "sure-yes"))

    button(practice, "sure-yes").click()

    practice.wait(lambda: practice.case.consented("identity") == "no")
    practice.wait(lambda: name_kept(practice, code) is None)


def test_a_no_where_nothing_is_kept_is_recorded_at_once(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes", identity="yes")
    practice.pages.go("consent")
    say_no(practice, "identity")
    practice.wait(lambda: practice.case.consented("identity") == "no")


def test_a_no_to_notes_says_that_half_typed_words_will_be_erased(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.pages.keep_draft("words.money", "He keeps the")
    practice.pages.go("consent")
    say_no(practice, "notes")
    assert "half-typed" in texts(practice.page)
    assert practice.pages.draft("words.money") == "He keeps the"

    button(practice, "sure-yes").click()

    practice.wait(lambda: practice.case.consented("notes") == "no")
    assert practice.pages.draft("words.money") == ""


def test_a_service_is_removed_only_after_it_was_said_what_goes_with_it(practice: Screen) -> None:
    practice.window.open_record_page(RecordPlace.SERVICES)
    entry = next(iter(practice.window.desk.directory.entries))
    pages = practice.window.record.beside
    pages.page.edit_pressed.emit(entry)
    page = pages.page
    page.findChild(QPushButton, "remove-entry").click()
    assert entry in practice.window.desk.directory.entries
    assert page.fields["name"].text() in texts(page)
    page.findChild(QPushButton, "sure-yes").click()
    practice.wait(lambda: entry not in practice.window.desk.directory.entries)

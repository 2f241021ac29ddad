"""The urgent way, from launch to a saved paper, counted key by key; and what it never passes on."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from screening.casework.content import directory
from screening.casework.referral import papers
from screening.casework.referral.referral_form import Keeper
from screening.domain.events.catalogue import ConsentDecided, Event, FormIssued
from screening.domain.events.referral import EntryWritten, RecipientAdded, ReferralSent
from screening.domain.events.session import TextHeard
from screening.errors import NotAccepted
from screening.qt.referral.urgent_page import SLOTS, UrgentPage
from screening.settings import OWN
from screening.store import open_vault
from tests.made_vaults import PASSPHRASE
from tests.qt.page_objects import CONTROL, PAPER_PASSPHRASE, Screen, key_of, pdf_text

MOST_PAGES, MOST_KEYS = 6, 20
STATION = "own-station"
GATE = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "yes"}


class Counted:
    """Presses keys, and counts them and the pages they lead to; what is typed as text counts as nothing."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.keys = 0
        self.pages = ["unlock"]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self.screen.press(key, modifiers)

    def on(self, place: str) -> None:
        self.pages.append(place)


def with_station(record: Path) -> None:
    """The office's own police station, rung on this laptop."""
    written = EntryWritten(STATION, "emergency", "all", "", "Police station, Klang", ("03-5550 0001",), "24 hours")
    with open_vault(record, PASSPHRASE) as vault:
        vault.append("", written)
        known = directory.in_use(vault.events(""), OWN)
        vault.append("", directory.verify(known, STATION))


def slot_of(page: UrgentPage) -> str:
    """Where the office's own police station stands."""
    return SLOTS[[each.id for each in page.view.receivers].index(STATION)]


def to_card(screen: Screen) -> None:
    """Until somebody is afraid tonight."""
    screen.new_screening()
    screen.gate_lines(**GATE)
    screen.at("danger")


def at_urgent(screen: Screen) -> UrgentPage:
    to_card(screen)
    screen.press(Qt.Key.Key_U)
    screen.at("urgent")
    page = screen.page
    assert isinstance(page, UrgentPage)
    return page


def to_question(screen: Screen, page: UrgentPage) -> None:
    """A need and the police station, by their keys; the ring goes to what is read out."""
    screen.press(key_of(page.needs, "shelter"))
    screen.wait(page.takers.hasFocus)
    screen.press(key_of(page.takers, slot_of(page)))
    screen.wait(page.ask.hasFocus)


@pytest.fixture
def urgent(opened, record: Path) -> Screen:
    """The urgent page of a new case, where the office's own police station was rung."""
    with_station(record)
    screen = opened(record)
    screen.unlock()
    screen.cases()
    at_urgent(screen)
    return screen


def events_of(screen: Screen, kind: type) -> list[Event]:
    found: list[Event] = []
    done: list[bool] = []
    code = screen.case.code
    screen.window.desk.ask(
        lambda vault: tuple(each.event for each in vault.events(code)),
        success=lambda events: (found.extend(each for each in events if isinstance(each, kind)), done.append(True)),
    )
    screen.wait(lambda: done)
    return found


@pytest.mark.sweep
def test_a_police_paper_is_saved_on_six_pages_and_with_twenty_keys(opened, record: Path, tmp_path: Path) -> None:
    with_station(record)
    out = tmp_path / "stick"
    out.mkdir()
    screen = opened(record)
    hand = Counted(screen)
    screen.wait(lambda: screen.focused().objectName() == "passphrase")
    screen.type_text(PASSPHRASE)
    hand.press(Qt.Key.Key_Return)
    screen.cases()
    hand.on("cases")
    hand.press(Qt.Key.Key_N, CONTROL)
    screen.at("gate")
    hand.on("gate")
    for line in screen.page.lines.values():
        name = line.objectName().removeprefix("gate-")
        screen.wait(line.hasFocus)
        hand.press(key_of(line, GATE[name]))
        screen.wait(lambda name=name: name in screen.case.gate)
        if name == "afraid":
            break
    screen.at("danger")
    hand.on("danger")
    hand.press(Qt.Key.Key_U)
    screen.at("urgent")
    hand.on("urgent")
    page = screen.page
    assert isinstance(page, UrgentPage)
    screen.wait(lambda: page.needs.hasFocus())
    hand.press(key_of(page.needs, "danger"))
    screen.wait(lambda: page.takers.hasFocus())
    hand.press(key_of(page.takers, slot_of(page)))
    screen.wait(lambda: page.ask.hasFocus())
    hand.press(Qt.Key.Key_1)
    screen.wait(lambda: page.place.hasFocus())
    hand.press(Qt.Key.Key_1)
    screen.wait(lambda: page.where.edit.hasFocus())
    screen.type_text("Hostel C, Port Klang")
    hand.press(Qt.Key.Key_Return)
    screen.type_text("06:00")
    hand.press(Qt.Key.Key_Return)
    screen.wait(lambda: page.ways.hasFocus())
    screen.wait(lambda: page.view.places == ("Hostel C, Port Klang", "06:00"))
    hand.press(key_of(page.ways, "save"))
    screen.wait(lambda: page.folder.edit.hasFocus())
    screen.type_text(str(out))
    hand.press(Qt.Key.Key_Return)
    screen.type_text(PAPER_PASSPHRASE)
    hand.press(Qt.Key.Key_Return)
    screen.wait(lambda: not page.done.isHidden())
    saved = list(out.iterdir())
    assert len(saved) == 1
    text = " ".join(pdf_text(saved[0]).split())
    assert "Police station, Klang" in text
    assert "Hostel C, Port Klang" in text and "06:00" in text
    assert len(hand.pages) <= MOST_PAGES, hand.pages
    assert hand.keys <= MOST_KEYS, hand.keys
    assert screen.case.consented("service", f"{STATION}:needs") == "yes"
    assert screen.case.referrals.sent[STATION].parts == ("needs",)
    screen.wait(lambda: screen.window.guard.kept.folder == str(out))
    hand.press(key_of(page.ways, "save"))
    screen.wait(page.passphrase.edit.hasFocus)  # the folder that was used last stands there already
    assert page.folder.text() == str(out)


def test_the_key_that_saves_saves_here_too_and_that_it_did_stands_in_sight(urgent: Screen, tmp_path: Path) -> None:
    urgent.window.resize(1366, 740)
    page = urgent.page
    assert isinstance(page, UrgentPage)
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_1)
    urgent.wait(page.place.hasFocus)
    urgent.press(Qt.Key.Key_2)
    urgent.wait(page.ways.hasFocus)
    urgent.press(key_of(page.ways, "save"))
    urgent.wait(page.folder.edit.hasFocus)
    urgent.type_text(str(tmp_path))
    urgent.press(Qt.Key.Key_Return)
    urgent.type_text(PAPER_PASSPHRASE)
    urgent.press(Qt.Key.Key_S, CONTROL)
    urgent.wait(lambda: list(tmp_path.glob("*.pdf")) and page.done.isVisible())
    urgent.settle()
    shell = urgent.window.shell
    assert shell is not None
    port = shell.main.area.viewport()
    top = page.done.mapTo(port, page.done.rect().topLeft()).y()
    assert top >= 0
    assert top + page.done.height() <= port.height()


def test_up_and_another_key_adds_a_need(urgent: Screen) -> None:
    page = urgent.page
    urgent.press(key_of(page.needs, "shelter"))
    urgent.wait(page.takers.hasFocus)
    urgent.press(Qt.Key.Key_Up)
    urgent.wait(page.needs.hasFocus)
    urgent.press(key_of(page.needs, "medical"))
    urgent.wait(page.takers.hasFocus)
    named = {each.id for each in page.view.needs if each.chosen}
    assert {"shelter", "medical", "danger"} <= named
    assert urgent.case.referrals.note("need", "shelter") == urgent.case.referrals.note("need", "medical") == "yes"


def test_a_no_rests_the_paper_and_nothing_is_passed_on(urgent: Screen) -> None:
    page = urgent.page
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_2)
    urgent.wait(lambda: page.view.answer == "no")
    assert page.ways.isHidden() and "said no" in page.rests.text()
    with pytest.raises(NotAccepted):
        papers.make_urgent(
            urgent.pages.interview, Keeper("", "", "", 0), urgent.window.desk.directory, STATION, datetime.date.today()
        )
    urgent.press(Qt.Key.Key_3)
    urgent.settle()
    assert page.view.answer == "no" and page.duties is not None and page.duties.isHidden()
    assert not events_of(urgent, FormIssued)


@pytest.mark.sweep
def test_who_could_not_be_asked_is_passed_on_by_a_duty_that_is_named_and_printed(urgent: Screen) -> None:
    page = urgent.page
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_3)
    urgent.wait(page.duties.hasFocus)
    assert page.ways.isHidden()
    urgent.press(Qt.Key.Key_A)
    urgent.wait(page.ways.hasFocus)
    assert [each.duty for each in events_of(urgent, RecipientAdded)] == [page.view.duties[0].text]
    urgent.press(key_of(page.ways, "phone"))
    urgent.wait(lambda: not page.done.isHidden())
    assert [each.way for each in events_of(urgent, FormIssued)] == ["read-out"]
    assert [each.parts for each in events_of(urgent, ReferralSent)] == [("needs",)]
    file = urgent.pages.urgent.file
    assert file is not None and len(file.forms) == 1
    text = " ".join(page_text.extract_text() for page_text in PdfReader(io.BytesIO(file.data)).pages)
    assert "Act 670, section 24" in " ".join(text.split()) and "could not be asked" in " ".join(text.split())


@pytest.mark.sweep
def test_the_sentence_that_was_read_out_is_kept_with_the_answer(urgent: Screen) -> None:
    page = urgent.page
    to_question(urgent, page)
    page.language_chosen.emit("id")
    theirs = page.view.question.theirs
    assert theirs
    urgent.press(Qt.Key.Key_1)
    urgent.wait(lambda: page.view.answer == "yes")
    heard, said = events_of(urgent, TextHeard), events_of(urgent, ConsentDecided)
    assert [each.texts for each in heard] == [(theirs,)]
    assert (said[0].value, said[0].language, said[0].text_version) == ("yes", "id", heard[0].version)


@pytest.mark.sweep
def test_a_no_to_the_place_passes_on_the_need_alone_and_says_so(urgent: Screen) -> None:
    page = urgent.page
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_1)
    urgent.wait(page.place.hasFocus)
    urgent.press(Qt.Key.Key_2)
    urgent.wait(page.ways.hasFocus)
    assert page.places.isHidden() and page.view.place_answer == "no"
    urgent.press(key_of(page.ways, "phone"))
    urgent.wait(lambda: not page.done.isHidden())
    text = sheet_text(urgent)
    assert urgent.pages.words.say("form.face.where-no") in text


def test_a_place_that_was_noted_before_goes_out_only_with_a_yes_to_it(urgent: Screen) -> None:
    page = urgent.page
    page.place_noted.emit("Hostel C, Port Klang", "06:00")
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_1)
    urgent.wait(page.place.hasFocus)
    urgent.wait(lambda: urgent.pages.urgent.file is not None)
    assert "Hostel C" not in sheet_text(urgent)
    assert urgent.pages.words.say("form.state.kept-back") in sheet_text(urgent)
    urgent.press(Qt.Key.Key_1)
    urgent.wait(lambda: page.view.place_answer == "yes")
    urgent.wait(lambda: "Hostel C, Port Klang" in sheet_text(urgent))
    heard, said = events_of(urgent, TextHeard), events_of(urgent, ConsentDecided)
    assert said[-1].recipient == f"{STATION}:place" and said[-1].text_version == heard[-1].version
    assert heard[-1].texts == (page.view.place_question.theirs or page.view.place_question.own,)


def test_a_duty_in_law_passes_on_no_place_and_no_field_that_was_not_shown_is_called_blank(urgent: Screen) -> None:
    page = urgent.page
    page.place_noted.emit("Hostel C, Port Klang", "06:00")
    to_question(urgent, page)
    urgent.press(Qt.Key.Key_3)
    urgent.wait(page.duties.hasFocus)
    assert page.place.isHidden() and page.places.isHidden()
    urgent.press(Qt.Key.Key_A)
    urgent.wait(page.ways.hasFocus)
    urgent.wait(lambda: urgent.pages.urgent.file is not None)
    assert "Hostel C" not in sheet_text(urgent)
    stated = {each.field: each.state for each in urgent.pages.urgent.file.stated}
    assert {name for name, state in stated.items() if state == "left-blank"} <= {"organisation", "telephone", "officer"}


@pytest.mark.sweep
def test_the_steps_are_counted_as_they_stand(urgent: Screen) -> None:
    """1, 2, 5 is what a page said whose third and fourth step were not shown."""
    page = urgent.page

    def shown() -> list[str]:
        rows = (page.needs, page.takers, page.ask, page.place, page.ways)
        labels = [row.label.text() for row in rows if row.isVisibleTo(page)]
        return [label[0] for label in labels] + ([page.rests.text()[0]] if page.rests.isVisibleTo(page) else [])

    seen = [shown()]
    to_question(urgent, page)
    seen.append(shown())
    urgent.press(Qt.Key.Key_1)
    urgent.wait(page.place.hasFocus)
    seen.append(shown())
    for steps in seen:
        assert steps == [str(number) for number in range(1, len(steps) + 1)], seen


def test_the_receiver_s_number_stands_in_the_step_that_is_answered(urgent: Screen) -> None:
    page = urgent.page
    to_question(urgent, page)
    assert "03-5550 0001" in page.ask.label.text()
    urgent.press(Qt.Key.Key_1)
    urgent.wait(page.place.hasFocus)
    urgent.press(Qt.Key.Key_2)
    urgent.wait(page.ways.hasFocus)
    assert "03-5550 0001" in page.ways.label.text()


def sheet_text(screen: Screen) -> str:
    """The face of the sheet in hand and its other side."""
    file = screen.pages.urgent.file
    assert file is not None
    pages = PdfReader(io.BytesIO(file.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_what_nobody_rang_is_said_and_its_number_is_not_printed(urgent: Screen) -> None:
    about = {each.id: each.about for each in urgent.page.view.receivers}
    assert "03-5550 0001" in about[STATION]
    assert any("not verified" in text and "999" not in text for name, text in about.items() if name != STATION)


def test_u_opens_nothing_but_on_the_card(screen: Screen) -> None:
    screen.new_screening()
    screen.press(Qt.Key.Key_U)
    screen.settle()
    assert screen.place == "gate"


def test_every_role_is_offered_the_duties_that_bind_everybody(practice: Screen) -> None:
    page = at_urgent(practice)
    assert page.duties is not None
    assert [each.text for each in page.view.duties] == [
        "Act 670, section 24",
        "Criminal Procedure Code (Act 593), section 13",
    ]

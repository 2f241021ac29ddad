"""At the gate: nothing leads past it, each danger has its card, and a contact without a question."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from screening.casework.content import directory
from screening.casework.interview.interview import NUMBERS_FIRST
from screening.casework.referral import papers
from screening.casework.referral.referral_form import Keeper
from screening.domain.events.session import StartOverridden
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.side_pages import DangerPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.visit.preparing_page import PreparingPage
from screening.settings import OWN
from screening.store import Vault
from tests.qt.conftest import Wear
from tests.qt.page_objects import SAFE, Screen

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = (
    (K.Key_Return, CONTROL), (K.Key_F3, CONTROL), (K.Key_Down, CONTROL), (K.Key_M, Qt.KeyboardModifier.NoModifier),
    (K.Key_H, Qt.KeyboardModifier.NoModifier), (K.Key_K, CONTROL), (K.Key_F4, Qt.KeyboardModifier.NoModifier),
)  # fmt: skip
DANGERS = [("hurt", "yes"), ("hurt", "not_sure"), ("afraid", "yes"), ("afraid", "not_sure"), ("officer", "no")]


@pytest.mark.requirement("GA1")
def test_no_key_and_no_button_leads_past_an_unanswered_gate(practice: Screen) -> None:
    practice.new_screening()
    for key, modifiers in KEYS:
        practice.press(key, modifiers)
        assert not isinstance(practice.page, TopicPage)
        practice.pages.go("gate")
    interview = practice.pages.interview
    for place in interview.places():
        if place.startswith("topic.") or place in ("language", "consent", "closing", "reading", "taking", "papers"):
            practice.pages.go(place)
            assert practice.place == "gate", place
    assert practice.window.shell is not None
    resting = practice.window.shell.bar.buttons["next"]
    resting.click()
    assert practice.place == "gate"
    assert practice.case.answers == {}


@pytest.mark.one_in(5)
@pytest.mark.requirement("GA3")
@pytest.mark.parametrize(("line", "choice"), DANGERS)
def test_each_danger_shows_its_card_and_the_talk_can_end_there(practice: Screen, line: str, choice: str) -> None:
    gate = practice.pages
    practice.new_screening()
    known = next(each for each in gate.interview.protocol.gate if each.id == line)
    choice = choice if any(each.id == choice for each in known.choices) else "not_safe"
    practice.gate_lines(**{**SAFE, line: choice})
    practice.at("danger")
    assert isinstance(practice.page, DangerPage)
    assert practice.pages.interview.gate().dangers == (line,)
    assert practice.window.shell is not None
    code = practice.case.code
    practice.window.shell.bar.buttons["end"].click()
    practice.cases()
    opened = practice.window.desk
    assert opened is not None
    assert opened.interview is None, "the list is shown, and nothing else was asked"
    practice.open_case(code)
    assert practice.case.stopped == "ended_at_gate"


def ring_all(screen: Screen, state: str) -> None:
    """Somebody on this laptop rang a number of each of the five kinds in that state."""

    def ring(vault: Vault) -> None:
        for service in ("emergency", "clinic", "shelter", "child-protection", "interpreter"):
            fields = {
                "id": f"own-{service}",
                "name": service,
                "service": service,
                "state": state,
                "phones": "07-123 4567",
            }
            vault.append("", directory.write(directory.in_use(vault.events(""), OWN), fields, (), ()))
            vault.append("", directory.verify(directory.in_use(vault.events(""), OWN), f"own-{service}"))

    desk, done = screen.window.desk, list[bool]()
    assert desk is not None
    desk.ask(ring, success=lambda _value: desk.load_services(lambda: done.append(True)))
    screen.wait(lambda: done)


@pytest.mark.requirement("GA9")
def test_while_numbers_were_not_rung_no_key_and_no_button_leads_on_but_a_reason(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    say = practice.window.words.say
    shown = practice.shown()
    assert all(say(f"number.{name}") in shown for name in NUMBERS_FIRST)
    assert practice.window.shell is not None
    for key, modifiers in KEYS:
        practice.press(key, modifiers)
        assert not isinstance(practice.page, TopicPage)
        practice.pages.go("numbers")
    practice.window.shell.bar.buttons["next"].click()
    assert practice.place == "numbers"
    for place in practice.pages.interview.places():
        if place.startswith("topic.") or place in ("language", "consent", "closing"):
            practice.pages.go(place)
            assert practice.place == "numbers", place
    practice.press(K.Key_1)
    practice.settle()
    assert practice.place == "numbers", "a figure is an answer, and a reason is none"
    practice.press(K.Key_A)
    practice.at("language")
    ((_session, recorded),) = practice.case.sessions.overridden
    assert recorded.event == StartOverridden("", NUMBERS_FIRST, "here")


def test_another_reason_asks_for_a_short_line(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    practice.press(K.Key_D)
    assert practice.focused().objectName() == "numbers-line"
    practice.press(K.Key_Return)
    assert practice.place == "numbers"
    assert practice.complaint() == practice.window.words.say("error.override-needs-line")
    shell, page = practice.window.shell, practice.page
    assert shell is not None and isinstance(page, NumbersPage) and page.line is not None
    assert shell.complaints.isHidden(), "the band is for what the disk did not save"
    assert page.line.label.y() < page.line.refusal.y() < page.line.edit.y(), "one line under the label"
    assert practice.focused() is page.line.edit and not shell.strip.saved.isVisible()
    practice.tab_to("numbers-line")
    practice.type_text("My colleague rings")
    assert page.line.refusal.isHidden()
    practice.press(K.Key_Return)
    practice.at("language")
    assert practice.case.sessions.overridden[-1][1].event.line == "My colleague rings"


@pytest.mark.requirement("GA9")
def test_care_danger_and_the_short_contact_are_reached_without_a_reason(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    practice.press(K.Key_F7)
    practice.at("care")
    practice.press(K.Key_Backspace, CONTROL)
    practice.at("gate")
    practice.next("numbers")
    practice.choose("numbers-contact")
    practice.at("contact")
    practice.choose("note-contact-done")
    practice.at("own-view")
    assert practice.case.sessions.overridden == ()


def test_numbers_that_were_rung_for_the_state_open_the_way_and_the_next_talk_knows_the_state(screen: Screen) -> None:
    ring_all(screen, "johor")
    screen.new_screening()
    screen.gate_lines(**SAFE)
    screen.next("numbers")
    page = screen.page
    assert isinstance(page, NumbersPage)
    page.region.picked.emit("sabah")
    screen.wait(lambda: screen.case.referrals.note("service", "region") == "sabah")
    assert screen.pages.interview.waits_for() == NUMBERS_FIRST
    page.region.picked.emit("johor")
    screen.wait(lambda: not screen.pages.interview.waits_for())
    assert not page.reasons.isVisible()
    screen.next("language")
    assert screen.case.sessions.overridden == ()
    screen.window.show_cases()
    screen.new_screening()
    assert screen.case.referrals.note("service", "region") == "", "nothing of another case goes into this one"
    assert isinstance(screen.page, GatePage)
    assert screen.page.region.currentData() == "johor"
    screen.gate_lines(**SAFE)
    screen.next("language")


def test_large_text_shows_what_the_numbers_page_says_before_what_it_asks_for(practice: Screen, wear: Wear) -> None:
    wear("day", 200)
    practice.window.resize(1366, 768)
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    page = practice.page
    assert isinstance(page, NumbersPage)
    assert practice.focused() is page.title
    wear("day", 100)
    assert page.start() is page.reasons


@pytest.mark.requirement("GA10")
def test_a_short_contact_by_one_key_leads_to_referral_with_no_question(practice: Screen) -> None:
    practice.new_screening()
    practice.press(K.Key_I, CONTROL)
    practice.at("contact")
    assert not practice.page.findChildren(QAbstractButton, "item")
    practice.choose("note-contact-done")
    practice.at("own-view")
    assert practice.case.answers == {}
    practice.own_view(["unsure"], "not_sure", "Information was given.")
    practice.next("taking")


def test_the_gate_says_what_to_mind_where_the_talk_is(practice: Screen) -> None:
    practice.new_screening()
    practice.setting("after-raid")
    page = practice.page
    assert isinstance(page, GatePage)
    say = practice.window.words.say
    assert page.warning.text() == say("setting.after-raid.warning")
    page.raid.chosen.emit("yes")
    practice.wait(lambda: not page.advice.isHidden())
    assert page.advice.text() == say("page.gate.raid-advice")


@pytest.mark.requirement("GA8")
def test_preparing_a_visit_is_a_page_of_the_rail_and_its_ticks_stand_on_the_sheet(practice: Screen) -> None:
    assert practice.window.shell is not None
    practice.window.shell.rail.rows["prepare"].click()
    pages = practice.window.record.beside
    assert pages is not None
    practice.wait(lambda: isinstance(pages.page, PreparingPage))
    assert isinstance(pages.page, PreparingPage)
    assert len(pages.page.checks) == 10
    practice.choose("prepare-water")
    assert pages.page.checks["water"].isChecked()
    bare = pages.preparing.sheet()
    practice.choose("prepare-to-services")
    practice.wait(lambda: pages.place == "services")
    practice.window.shell.rail.rows["prepare"].click()
    practice.wait(lambda: isinstance(pages.page, PreparingPage))
    assert isinstance(pages.page, PreparingPage)
    assert [name for name, line in pages.page.checks.items() if line.isChecked()] == ["water"]
    assert pages.preparing.sheet() == bare
    pages.preparing.prepared.clear()
    assert pages.preparing.sheet() != bare, "what was ticked is crossed on the paper"


@pytest.mark.requirement("GA8")
def test_the_sheet_to_prepare_a_visit_is_made_without_a_case(practice: Screen) -> None:
    desk = practice.window.desk
    assert desk is not None
    assert desk.interview is None
    made = papers.make_visit(
        desk.content, Keeper("Aina", "Labour", "", 0), desk.directory, datetime.date(2026, 11, 24), desk.words
    )
    assert made.startswith(b"%PDF-")

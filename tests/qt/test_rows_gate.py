"""At the gate: nothing leads past it, each danger has its card, and a contact without a question."""

from __future__ import annotations

import datetime

import pytest
from page_objects import SAFE, Screen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from screening.casework import papers
from screening.casework.referring import Keeper
from screening.qt.pages.danger import DangerPage
from screening.qt.pages.gate import GatePage
from screening.qt.pages.preparing import PreparingPage
from screening.qt.pages.topic import TopicPage

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = (
    (K.Key_Return, CONTROL), (K.Key_F3, CONTROL), (K.Key_Down, CONTROL), (K.Key_M, Qt.KeyboardModifier.NoModifier),
    (K.Key_H, Qt.KeyboardModifier.NoModifier), (K.Key_K, CONTROL), (K.Key_F4, Qt.KeyboardModifier.NoModifier),
)  # fmt: skip
DANGERS = [("hurt", "yes"), ("hurt", "not_sure"), ("afraid", "yes"), ("afraid", "not_sure"), ("officer", "no")]


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
    practice.window.shell.bar.buttons["end"].click()
    practice.cases()
    opened = practice.window.desk
    assert opened is not None
    assert opened.interview is None, "the list is shown, and nothing else was asked"


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


def test_preparing_a_visit_is_a_page_of_the_rail_and_its_ticks_stand_on_the_sheet(practice: Screen) -> None:
    assert practice.window.shell is not None
    practice.window.shell.rail.rows["prepare"].click()
    pages = practice.window.desk_pages
    assert pages is not None
    practice.wait(lambda: isinstance(pages.page, PreparingPage))
    assert isinstance(pages.page, PreparingPage)
    assert len(pages.page.checks) == 10
    practice.choose("prepare-water")
    assert pages.page.checks["water"].isChecked()
    bare = pages.visit_sheet()
    practice.choose("prepare-to-services")
    practice.wait(lambda: pages.place == "services")
    practice.window.shell.rail.rows["prepare"].click()
    practice.wait(lambda: isinstance(pages.page, PreparingPage))
    assert isinstance(pages.page, PreparingPage)
    assert [name for name, line in pages.page.checks.items() if line.isChecked()] == ["water"]
    assert pages.visit_sheet() == bare
    pages.prepared.clear()
    assert pages.visit_sheet() != bare, "what was ticked is crossed on the paper"


def test_the_sheet_to_prepare_a_visit_is_made_without_a_case(practice: Screen) -> None:
    desk = practice.window.desk
    assert desk is not None
    assert desk.interview is None
    made = papers.make_visit(
        desk.content, Keeper("Aina", "Labour", "", 0), desk.directory, datetime.date(2026, 11, 24), desk.words
    )
    assert made.startswith(b"%PDF-")

"""Closing the window anywhere and opening it again leads to the same page, question, answers and half-typed text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.referral.papers_page import PapersPage
from screening.store import Vault
from tests.qt.page_objects import Screen

HALF = "He said the papers are in the"


def begin(screen: Screen) -> None:
    screen.agreeing("en")


def test_half_a_gate_is_half_a_gate_again(screen: Screen) -> None:
    screen.new_screening()
    screen.gate_lines(hearing="nobody", minor="adult", hurt="no")
    before = dict(screen.case.gate)

    again = screen.reopen()

    assert isinstance(again.page, GatePage)
    assert dict(again.case.gate) == before == {"hearing": "nobody", "minor": "adult", "hurt": "no"}
    assert again.page.open_line == "afraid"
    assert again.page.lines["hurt"].picked == "no"


def test_a_danger_that_was_not_answered_opens_its_card_again(screen: Screen) -> None:
    screen.new_screening()
    screen.gate_lines(hearing="nobody", minor="adult", hurt="yes")
    screen.at("danger")

    again = screen.reopen()
    again.gate_lines(afraid="no")

    again.at("danger")


@pytest.mark.sweep
def test_half_a_consent_is_half_a_consent_again(screen: Screen) -> None:
    begin(screen)
    for line in ("consent.needs", "consent.who"):
        screen.say_line(line)
    screen.decide(talk="yes")

    again = screen.reopen()

    assert isinstance(again.page, ConsentPage)
    assert again.case.consented("talk") == "yes"
    assert again.case.consented("notes") == ""
    assert again.page.shared.open_line == "consent.notes"
    assert again.page.lines["consent.notes"].picked == ""


def test_the_open_question_and_half_typed_words_are_there_again(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    screen.find("papers-kept")
    screen.answer("papers-kept", "yes", "told")
    screen.answer("holds-own", "no")
    page = screen.reach("status-used")
    screen.words(HALF)
    assert page.field is not None and page.field.edit.hasFocus()
    answers = dict(screen.case.answers)

    again = screen.reopen()

    assert again.place == "topic.papers"
    assert isinstance(again.page, TopicPage)
    assert again.page.open_item == "status-used"
    assert again.page.field is not None and again.page.field.text() == HALF
    assert dict(again.case.answers) == answers
    assert again.page.lines["papers-kept"].item.answer == "yes"
    assert again.page.lines["papers-kept"].item.how == "told"
    again.words(" cupboard.")
    again.next()
    again.wait(lambda: [each.text for each in again.case.words] == [f"{HALF} cupboard."])


def test_a_topic_opened_on_its_first_question_stays_there(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    page = screen.topic("journey")
    first = page.open_item

    again = screen.reopen()

    assert again.place == "topic.journey"
    assert isinstance(again.page, TopicPage)
    assert again.page.open_item == first
    assert not again.case.answers


def test_half_a_wish_is_there_again_at_the_closing(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    screen.rail("closing")
    screen.tab_to("closing-wishes")
    screen.type_text("To ring his")

    again = screen.reopen()

    assert again.place == "closing"
    assert isinstance(again.page, ClosingPage)
    assert again.page.fields["wishes"].toPlainText() == "To ring his"


@pytest.mark.sweep
def test_half_an_own_view_is_there_again(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    screen.closing()
    screen.type_view(("control", "dispute"), "fairly_sure", "Papers gone, and")
    assert screen.case.view is None

    again = screen.reopen()

    assert again.place == "own-view"
    assert isinstance(again.page, OwnViewPage)
    assert again.page.reason.toPlainText() == "Papers gone, and"
    assert [name for name, line in again.page.checks.items() if line.isChecked()] == ["control", "dispute"]
    assert again.page.sureness is not None and again.page.sureness.value == "fairly_sure"
    assert again.case.view is None
    again.next("reading")
    assert again.case.view is not None


@pytest.mark.sweep
def test_the_reading_and_the_papers_open_again(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    screen.closing()
    screen.own_view(("unsure",), "not_sure", "Nothing was told.")

    again = screen.reopen()
    again.at("reading")
    again.unseal()
    again.next("taking")
    again.next("papers")

    last = again.reopen()
    last.unseal()
    assert isinstance(last.page, PapersPage)


@pytest.mark.sweep
def test_an_aside_leads_back_to_the_talk_after_a_restart(screen: Screen) -> None:
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    screen.topic("work")
    screen.press(Qt.Key.Key_F7)
    screen.at("care")

    again = screen.reopen()

    assert again.place == "topic.work"


def test_a_place_is_written_once_and_again_after_another(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer waits for what is written before it."""
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    page = screen.topic("papers")
    desk, idle = screen.window.desk, [False]
    assert desk is not None
    desk.ask(lambda _vault: None, success=lambda _value: idle.append(True))
    screen.wait(lambda: idle[-1])
    written: list[str] = []
    keep = Vault.set_place
    monkeypatch.setattr(Vault, "set_place", lambda vault, case, text: (written.append(text), keep(vault, case, text)))
    for item in ("papers-kept", "papers-kept", "holds-own", "papers-kept"):
        page.open(item)
    screen.wait(lambda: len(written) == 3)
    assert [text.rpartition("papers-kept")[1] for text in written] == ["papers-kept", "", "papers-kept"]


def test_an_answer_takes_the_place_after_it_to_the_disk_with_it(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One wait for the disk, not two; and the place of the question that really came after it."""
    begin(screen)
    screen.consent(talk="yes", notes="yes")
    page = screen.topic("papers")
    items = [each.id for each in page.view.items]
    page.open(items[0])
    alone: list[str] = []
    keep = Vault.set_place
    monkeypatch.setattr(Vault, "set_place", lambda vault, case, text: (alone.append(text), keep(vault, case, text)))
    for item in items[:3]:
        screen.press(Qt.Key.Key_2)
        screen.wait(lambda item=item: item in screen.case.answers)
    screen.settle()
    assert [text for text in alone if items[1] in text or items[2] in text] == []

    again = screen.reopen()

    assert again.place == "topic.papers"
    assert again.page.open_item == page.open_item
    assert page.open_item not in items[:3]

"""Agreement in the window: said back, another time, a duty, an embassy, and taking it all back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.domain.case import referrals
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.questions.notes_page import NotesPage
from tests.qt.page_objects import Screen


def notes(screen: Screen, place: str) -> NotesPage:
    screen.at(place)
    assert isinstance(screen.page, NotesPage)
    return screen.page


def agreed(screen: Screen) -> None:
    screen.agreeing("ur")


@pytest.mark.requirement("CO5")
def test_two_points_are_said_back_and_two_tries_change_the_explanation(practice: Screen) -> None:
    agreed(practice)
    page = practice.page
    assert isinstance(page, ConsentPage)
    for tries in (1, 2):
        practice.say_line("consent.said-back.first")
        page.lines["consent.said-back.first"].chosen.emit("no")
        practice.wait(lambda tries=tries: len(practice.case.sessions.tries("first")) == tries)
    assert "another language" in practice.shown()


@pytest.mark.requirement("CO8")
def test_the_record_is_taken_back_and_put_away(practice: Screen) -> None:
    agreed(practice)
    practice.consent(talk="yes", notes="yes")
    practice.press(Qt.Key.Key_F9)
    practice.at("stop")
    practice.choose("note-stop-withdrawn")
    page = notes(practice, "withdraw")
    page.choices["choice"].chosen.emit("keep")
    practice.wait(lambda: practice.case.sessions.note("withdraw", "choice") == "keep")
    case = practice.pages.interview
    practice.choose("note-withdraw-done")
    practice.cases()
    assert (case.case.stopped, case.case.sessions.withdrawn) == ("withdrawn", "keep")


def taken_back(screen: Screen) -> str:
    """A case with a view and papers that may be made, taken back and put away; its code."""
    agreed(screen)
    screen.consent(talk="yes", notes="yes")
    screen.answer("needs-hurt", "yes")
    screen.closing({"wishes": "To ring home."}, {"service": "yes"})
    screen.own_view(("control",), "fairly_sure", "The papers are in the office.")
    screen.at("reading")
    code = screen.case.code
    screen.pages.go("withdraw")
    page = notes(screen, "withdraw")
    page.choices["choice"].chosen.emit("keep")
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == "keep")
    screen.choose("note-withdraw-done")
    screen.cases()
    assert screen.window.words.say("case.todo.taken-back") in screen.shown()
    return code


@pytest.mark.requirement("CO8")
def test_what_was_taken_back_opens_on_its_own_page_and_leads_to_no_question_and_no_paper(screen: Screen) -> None:
    code = taken_back(screen)
    screen.open_case(code)
    notes(screen, "taken-back")
    away = ("papers", "taking", "reading", "topic.needs", "listening", "closing", "own-view")
    for place in (*away, "session", "handover", "second", "else", "wordless", "informed", "child", "find", "gate"):
        screen.pages.go(place)
        screen.settle()
        assert screen.place == "taken-back", place
    screen.pages.stop()
    screen.at("stop")
    screen.choose("note-stop-finished")
    screen.wait(lambda: "withdrew consent" in screen.complaint())
    assert (screen.case.stopped, screen.case.taken_back) == ("withdrawn", True)


@pytest.mark.sweep
def test_a_person_who_comes_back_begins_with_safety_and_agreement_and_their_old_yes_counts_no_more(
    screen: Screen,
) -> None:
    code = taken_back(screen)
    screen.open_case(code)
    notes(screen, "taken-back")
    screen.choose("note-session-begin")
    screen.at("gate")
    screen.gate()
    screen.next("consent")
    screen.pages.go("papers")
    notes(screen, "taken-back")
    screen.choose("note-consent")
    screen.at("consent")
    screen.decide(talk="yes", notes="yes")
    assert not screen.case.taken_back
    assert screen.case.consented("service") == ""
    screen.pages.go("topic.needs")
    screen.at("topic.needs")


def test_a_yes_that_is_put_right_puts_the_record_away_again(screen: Screen) -> None:
    screen.open_case(taken_back(screen))
    notes(screen, "taken-back")
    screen.choose("note-session-begin")
    screen.at("gate")
    screen.gate()
    screen.next("consent")
    screen.decide(talk="yes", notes="yes")
    assert not screen.case.taken_back
    screen.pages.opening.decide_line("consent.notes", "no")
    screen.wait(lambda: screen.case.taken_back)
    screen.pages.go("session")
    notes(screen, "taken-back")


def test_what_is_pressed_on_a_page_that_is_open_still_is_refused_once_it_was_taken_back(screen: Screen) -> None:
    screen.open_case(taken_back(screen))
    notes(screen, "taken-back")
    screen.pages.record(lambda: referrals.promise("Ring the clinic", "", 0), screen.pages.redraw)
    screen.wait(lambda: "withdrew consent" in screen.complaint())
    assert not screen.case.referrals.promises


@pytest.mark.requirement("CO8")
def test_what_was_taken_back_can_still_be_erased(screen: Screen) -> None:
    code = taken_back(screen)
    screen.open_case(code)
    notes(screen, "taken-back")
    screen.choose("note-taken-back-erase")
    screen.at("erasing")


def test_erasing_is_left_to_those_who_must_agree(screen: Screen) -> None:
    agreed(screen)
    screen.consent(talk="yes", notes="yes")
    screen.pages.go("withdraw")
    page = notes(screen, "withdraw")
    page.choices["choice"].chosen.emit("erase")
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == "erase")
    screen.choose("note-withdraw-done")
    screen.at("erasing")
    assert (screen.case.stopped, screen.case.sessions.withdrawn) == ("withdrawn", "erase")


@pytest.mark.requirement("CO8")
def test_erasing_that_nobody_got_to_leaves_the_record_taken_back(screen: Screen) -> None:
    agreed(screen)
    screen.consent(talk="yes", notes="yes")
    screen.pages.go("withdraw")
    notes(screen, "withdraw").choices["choice"].chosen.emit("erase")
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == "erase")
    code = screen.case.code
    screen.choose("note-withdraw-done")
    screen.at("erasing")
    screen.pages.back()
    notes(screen, "taken-back")
    screen.window.show_cases()
    screen.cases()
    screen.open_case(code)
    notes(screen, "taken-back")
    screen.choose("note-taken-back-erase")
    screen.at("erasing")


@pytest.mark.requirement("CO10", "NV30")
def test_an_embassy_needs_a_second_yes(practice: Screen) -> None:
    agreed(practice)
    practice.consent(talk="yes", notes="yes")
    practice.rail("closing")
    page = practice.page
    page.decisions["embassy"].chosen.emit("yes")
    notes(practice, "embassy")
    assert practice.case.consented("embassy") == ""
    practice.choose("note-embassy-yes")
    practice.at("closing")
    assert practice.case.consented("embassy") == "yes"


@pytest.mark.requirement("CO11")
def test_not_a_good_moment_agrees_another_time(practice: Screen) -> None:
    agreed(practice)
    practice.window.shell.bar.pressed.emit("later")
    notes(practice, "later")
    practice.tab_to("note-when")
    practice.type_text("after the prayer on Friday")
    interview = practice.pages.interview
    practice.choose("note-later-done")
    practice.cases()
    assert interview.case.stopped == "later"
    assert interview.case.sessions.note("later", "when") == "after the prayer on Friday"


@pytest.mark.requirement("CO12")
def test_a_duty_in_law_is_recorded_as_informed_and_opens_the_notes(practice: Screen) -> None:
    agreed(practice)
    practice.pages.interview.role = "labour-officer"
    practice.decide(talk="yes", notes="no")
    practice.choose("consent-informed")
    notes(practice, "informed")
    practice.tab_to("note-duty")
    practice.type_text("Act 670, s. 24")
    practice.choose("note-informed-done")
    practice.at("consent")
    assert practice.case.agreed
    assert practice.case.consented("notes") == "no"
    practice.choose("consent-heard")
    notes(practice, "heard")
    assert "Talking now: Yes" in practice.shown()


@pytest.mark.requirement("CO1")
def test_a_no_to_notes_leads_to_a_closing_without_a_field_for_their_words(screen: Screen) -> None:
    screen.agreeing("en")
    screen.decide(talk="yes", notes="no")
    screen.next("closing")
    page = screen.page
    assert isinstance(page, ClosingPage)
    assert set(page.fields) == {"must-not-know", "card", "promised", "promised-by"}
    assert screen.window.words.say("page.notes.refused") in screen.shown()
    screen.closing_step(2)
    screen.tab_to("closing-promised")
    screen.type_text("To ring the clinic")
    screen.press(Qt.Key.Key_Tab)
    screen.wait(lambda: screen.case.closing.get("promised") == "To ring the clinic")
    screen.pages.go("plan")
    assert notes(screen, "plan").fields == {}

"""A person answers alone: shapes only, five keys, no question on the screen, and the officer's way back."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt

from screening.domain.case import rules
from screening.qt.interview.alone_page import SHAPES, AlonePage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.style.theme import person_target
from screening.qt.text.text_label import ScriptText
from screening.sound import player
from screening.sound.computer_voice import can_speak
from screening.sound.measure import LONGEST
from screening.store.vault.preferences import Preferences, seal_pin
from tests.qt.conftest import Wear
from tests.qt.headphones import Headphones
from tests.qt.page_objects import Screen, texts

pytestmark = pytest.mark.skipif(not can_speak("ur"), reason="the optional engine is not installed")
K = Qt.Key


@pytest.fixture
def talking(practice: Screen, headphones: Headphones) -> Screen:
    practice.talking("ur", talk="yes", notes="yes")
    return practice


def handed_over(screen: Screen) -> AlonePage:
    """Through the headphones check, to the shapes."""
    screen.rail("alone")
    page = screen.page
    assert isinstance(page, HearingPage)
    screen.choose("alone-test")
    for name in ("plugged", "room", "nodded"):
        page.checks[name].setChecked(True)
    screen.choose("alone-begin")
    return shapes(screen)


def shapes(screen: Screen) -> AlonePage:
    screen.wait(lambda: isinstance(screen.window.stack.currentWidget(), AlonePage))
    page = screen.window.stack.currentWidget()
    assert isinstance(page, AlonePage)
    return page


def spoken_words(screen: Screen) -> list[str]:
    """Every text of the sitting, in both languages."""
    interview = screen.pages.interview
    ids = [f"item.{name}.text" for name in interview.protocol.tables["private"]["items"]]
    ids += [each for each in interview.words.ids() if each.startswith("private.")]
    return [words.say(each) for words in (interview.words, interview.theirs) for each in ids]


def test_what_is_said_first_stands_over_what_hands_over_where_they_stand_one_under_the_other(
    talking: Screen, headphones: Headphones, wear: Wear
) -> None:
    wear("day", 200)
    talking.pages.go("alone")
    talking.at("alone")
    talking.settle()
    page = talking.page
    assert isinstance(page, HearingPage)
    said = next(
        each for each in page.findChildren(ScriptText) if each.text() == talking.window.words.say("page.alone.said")
    )
    top = said.mapTo(page, said.rect().topLeft()).y()
    assert top < page.begin.mapTo(page, page.begin.rect().topLeft()).y()


@pytest.mark.requirement("PR2", "NV19")
def test_it_cannot_begin_before_the_test_sound_and_the_three_lines(talking: Screen, headphones: Headphones) -> None:
    talking.rail("alone")
    page = talking.page
    assert isinstance(page, HearingPage)
    talking.choose("alone-begin")
    assert isinstance(talking.window.stack.currentWidget(), type(talking.window.shell))
    for line in page.checks.values():
        line.setChecked(True)
    talking.choose("alone-begin")
    assert not headphones.played
    assert isinstance(talking.window.stack.currentWidget(), type(talking.window.shell))


@pytest.mark.requirement("PR3", "NV19")
def test_no_page_of_a_whole_sitting_shows_a_question(talking: Screen, headphones: Headphones) -> None:
    page = handed_over(talking)
    words = spoken_words(talking)
    for key in (K.Key_1, K.Key_2, *[K.Key_1, K.Key_2, K.Key_3] * 8, K.Key_1):
        shown = texts(page)
        assert not [each for each in words if each in shown]
        headphones.answer(talking, key)
    assert talking.pages.alone.sitting is not None
    assert talking.pages.alone.sitting.step == "share"
    assert not [each for each in words if each in texts(page)]
    assert len(headphones.played) == 2 + 27


@pytest.mark.requirement("PR10", "LA11")
def test_what_each_figure_says_of_the_answers_is_heard_one_after_the_other_and_again(
    talking: Screen, headphones: Headphones
) -> None:
    handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, *[K.Key_2] * 25)
    last = headphones.played[-1]
    assert len(last) == 4, "the question, and the circle, the square and the triangle"
    assert max(last) < LONGEST * player.RATE
    talking.press(K.Key_3)
    assert talking.pages.alone.sitting is not None
    assert talking.pages.alone.sitting.step == "share", "nothing answers before all of it was heard"
    talking.press(K.Key_4)
    assert headphones.played[-1] is not last
    assert len(headphones.played[-1]) == 4, "the waves say all of it again"


@pytest.mark.requirement("IN7", "PR5")
@pytest.mark.parametrize("by", ["figure", "pointer"])
def test_a_hand_that_presses_twice_answers_once(talking: Screen, headphones: Headphones, by: str) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2)
    headphones.hear_out(talking)
    for _ in range(3):
        if by == "figure":
            talking.press(K.Key_1)
        else:
            page.buttons["yes"].click()
    talking.settle()
    sitting = talking.pages.alone.sitting
    assert sitting is not None
    assert {name: each.value for name, each in sitting.answers.items()} == {"needs-basic": "yes"}
    assert page.path.done == 1


def test_a_key_before_the_end_of_a_question_answers_nothing_and_the_sound_goes_on(
    talking: Screen, headphones: Headphones
) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2)
    played = len(headphones.played)
    talking.press(K.Key_1)
    assert len(headphones.played) == played
    assert all(page.buttons[name].resting for name in ("yes", "no", "leave_out"))
    headphones.hear_out(talking)
    assert not any(each.resting for each in page.buttons.values())
    talking.press(K.Key_1)
    assert page.path.done == 1
    assert all(page.buttons[name].resting for name in ("yes", "no", "leave_out"))


def test_the_end_of_one_sound_is_never_taken_for_the_end_of_the_next(talking: Screen, headphones: Headphones) -> None:
    """The device tells the end from a thread of its own: a key may come between."""
    handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2)
    alone = talking.pages.alone
    before = alone._turn
    talking.press(K.Key_0)
    alone._ended.emit(before)
    talking.settle()
    assert alone.sitting is not None
    assert not alone.sitting.heard
    talking.press(K.Key_1)
    assert alone.sitting.step == "stop_sure"


@pytest.mark.requirement("PR10")
def test_where_the_sound_device_is_gone_the_officer_has_the_window_again_and_no_answer_is_kept(
    talking: Screen, headphones: Headphones
) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1)
    headphones.hear_out(talking)
    headphones.gone = True
    talking.press(K.Key_1)
    assert page.handing_back
    talking.wait(lambda: talking.case.alone)
    assert not talking.case.answers
    talking.pages.alone.page.returned.emit("")
    talking.at("topic.needs")
    assert talking.window.words.say("alone.done.to_talk") in talking.complaint()


def test_the_officers_field_at_the_end_shows_a_dot_for_each_figure(talking: Screen) -> None:
    page = handed_over(talking)
    page.hand_back()
    talking.type_text("258")
    assert talking.focused() is page.field
    shown = page.field.displayText()
    assert len(shown) == 3 and len(set(shown)) == 1


@pytest.mark.requirement("PR7")
def test_the_picture_is_the_same_whatever_was_answered(talking: Screen, headphones: Headphones) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1)
    yes = page.grab().toImage()
    headphones.answer(talking, K.Key_0, K.Key_2)
    assert page.grab().toImage() == yes
    headphones.answer(talking, K.Key_2)
    behind = page.path.done
    assert behind == 2


@pytest.mark.requirement("PR5")
def test_only_five_keys_and_the_cover_page_do_anything(talking: Screen) -> None:
    page = handed_over(talking)
    for key in (K.Key_F3, K.Key_F5, K.Key_F7, K.Key_F9, K.Key_F1, K.Key_5, K.Key_A):
        talking.press(key)
        assert talking.window.stack.currentWidget() is page
    talking.press(K.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert talking.window.stack.currentWidget() is page


@pytest.mark.requirement("GA6")
def test_the_cover_page_silences_it_and_nothing_is_lost(talking: Screen, headphones: Headphones) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1)
    alone = talking.pages.alone
    assert alone.ear.playing
    talking.press(K.Key_Escape)
    assert talking.window.stack.currentWidget() is talking.window.cover
    assert not alone.ear.playing
    talking.window.guard.uncover("")
    assert talking.window.stack.currentWidget() is page
    assert alone.ear.playing
    assert page.path.done == 1


@pytest.mark.requirement("PR11")
def test_the_person_gives_all_answers_and_the_officer_finds_them_after_taking_it_back(
    talking: Screen, headphones: Headphones
) -> None:
    page = handed_over(talking)
    talking.window.guard.kept = Preferences(pin=seal_pin("2580"))
    talking.window.guard.clock = itertools.count(0, 100).__next__
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1, K.Key_2, K.Key_0, K.Key_1, K.Key_1)
    assert page.handing_back
    talking.wait(lambda: len(talking.case.answers) == 2)
    talking.type_text("1111")
    talking.press(K.Key_Return)
    assert talking.window.stack.currentWidget() is page
    talking.type_text("2580")
    talking.press(K.Key_Return)
    talking.at("topic.needs")
    assert {name: each.how for name, each in talking.case.answers.items()} == {
        "needs-basic": "private",
        "job-different": "private",
    }
    assert "lets you see the answers" in talking.complaint()


@pytest.mark.requirement("PR10")
def test_an_abandoned_sitting_leaves_nothing(talking: Screen, headphones: Headphones) -> None:
    handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1, K.Key_1)
    talking.pages.alone.close()
    assert talking.pages.alone.sitting is None
    assert not talking.case.answers
    assert not talking.case.alone


@pytest.mark.requirement("PR15")
def test_nobody_who_may_be_a_child_is_left_alone_with_questions(practice: Screen) -> None:
    practice.new_screening()
    practice.gate(minor="might_be")
    practice.choose("language-en")
    practice.at("child")
    assert practice.window.shell is not None
    assert "alone" not in practice.window.shell.rail.rows
    practice.pages.go("alone")
    page = practice.page
    assert isinstance(page, HearingPage)
    assert not page.checks
    assert "Not available yet" in practice.shown()


def test_a_real_case_waits_for_field_tested_recordings(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    assert "alone" not in screen.window.shell.rail.rows, "a row that leads to what cannot be had"
    screen.pages.go("alone")
    assert "no field-tested recordings" in screen.shown()


def test_without_a_sound_device_the_officer_is_told(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise player.BadInput("no-sound-device")

    monkeypatch.setattr(player, "Player", none)
    talking.rail("alone")
    talking.choose("alone-test")
    page = talking.page
    assert isinstance(page, HearingPage)
    assert "no sound device" in page.deaf.text()
    assert not page.played
    assert not page.begin.isVisible()
    assert not any(each.isVisible() for each in page.offered), "it is offered to nobody"
    talking.back()
    talking.wait(lambda: talking.place != "alone")
    assert "alone" not in talking.window.shell.rail.rows


def test_headphones_that_are_plugged_in_after_all_are_found_by_the_same_button(
    talking: Screen, monkeypatch: pytest.MonkeyPatch, headphones: Headphones
) -> None:
    there = player.Player

    def none() -> None:
        raise player.BadInput("no-sound-device")

    monkeypatch.setattr(player, "Player", none)
    talking.rail("alone")
    talking.choose("alone-test")
    page = talking.page
    assert isinstance(page, HearingPage)
    monkeypatch.setattr(player, "Player", there)
    talking.choose("alone-test")
    assert page.played
    assert page.begin.isVisible() and not page.deaf.isVisible()


@pytest.mark.requirement("PR10")
def test_headphones_gone_in_the_middle_of_a_line_pause_the_sitting_and_the_page_says_so(
    talking: Screen, headphones: Headphones
) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1)
    sitting, line = talking.pages.alone.sitting, headphones.played[-1]
    headphones.pull_out(talking)
    for words in (talking.pages.interview.theirs, talking.window.words):
        assert words.say("no-sound.told") in [text.text() for text in page.silence if text.isVisible()]
    assert [name for name, button in page.buttons.items() if button.isVisible()] == ["again", "stop"]
    talking.press(K.Key_1)
    talking.press(K.Key_4)
    assert talking.pages.alone.sitting == sitting, "no answer is lost, and none is made of a key that was not asked for"
    assert page.silent, "they are not plugged in yet"
    headphones.gone = False
    talking.press(K.Key_4)
    assert not page.silent
    assert headphones.played[-1] == pytest.approx(line, rel=0.01), "the same line, from its beginning"
    assert page.buttons["yes"].isVisible() and page.path.isVisible()


def test_where_they_stay_gone_the_half_circle_gives_it_back(talking: Screen, headphones: Headphones) -> None:
    page = handed_over(talking)
    headphones.answer(talking, K.Key_1, K.Key_2, K.Key_1)
    headphones.pull_out(talking)
    talking.press(K.Key_0)
    assert page.handing_back and page.field.isVisible()
    talking.wait(lambda: talking.case.alone)
    assert not talking.case.answers


def test_a_device_that_takes_nothing_and_says_nothing_is_found_too(talking: Screen, headphones: Headphones) -> None:
    page = handed_over(talking)
    assert talking.pages.alone.watch.isActive()
    talking.pages.alone.ear._player.stands_still = lambda: True
    talking.pages.alone.watch.timeout.emit()
    assert page.silent


def test_the_cover_page_ends_the_process_of_the_computers_voice(talking: Screen, headphones: Headphones) -> None:
    handed_over(talking)
    speaker = talking.pages.alone.ear._speaker
    assert speaker is not None
    process = speaker._process
    assert process is not None and process.poll() is None
    talking.press(K.Key_Escape)
    assert process.poll() is not None
    assert talking.pages.alone.ear._speaker is None


@pytest.mark.requirement("PR4")
def test_every_shape_is_at_least_twenty_millimetres(talking: Screen, wear: Wear) -> None:
    page = handed_over(talking)
    for theme, scale in (("day", 100), ("sun", 100), ("day", 200)):
        wear(theme, scale)
        for size in ((1366, 768), (1024, 640)):
            page.resize(*size)
            page.place()
            least = person_target(page)
            assert least >= 70
            boxes = [page.buttons[name].geometry() for name in SHAPES] + [page.cover.geometry()]
            assert all(box.width() >= least and box.height() >= least for box in boxes)
            assert not [(a, b) for a in boxes for b in boxes if a is not b and a.intersects(b)]
            assert all(page.rect().contains(box) for box in boxes)


def privacy(screen: Screen) -> None:
    screen.gate(hearing="others")
    screen.language("en")


def language(screen: Screen) -> None:
    screen.gate()
    screen.language("ur")


def listening(screen: Screen) -> None:
    screen.gate()
    screen.language("en")
    screen.pages.go("prefer")
    screen.page.choices["follow"].chosen.emit("listen")
    screen.wait(lambda: screen.case.sessions.note("prefer", "follow") == "listen")
    screen.pages.go("consent")


@pytest.mark.one_in(3)
@pytest.mark.requirement("PR1")
@pytest.mark.parametrize("doubt", [privacy, language, listening])
def test_in_each_doubt_it_is_offered_on_the_way_and_one_key_refuses_it(practice: Screen, doubt) -> None:
    practice.new_screening()
    doubt(practice)
    practice.decide(talk="yes", notes="yes")
    practice.next("alone")
    say = practice.window.words.say
    assert say(f"page.alone.doubt.{doubt.__name__}") in practice.shown()
    assert practice.pages.interview.theirs.say("private.offer") in practice.shown()
    practice.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    practice.at("prefer")
    practice.next("listening")
    assert practice.case.alone == ()
    practice.next("topic.needs")
    for place in ("listening", "prefer", "consent"):
        practice.back()
        practice.at(place)
    practice.next("prefer")
    practice.next("listening")


def test_a_doubt_that_comes_up_with_whom_they_would_talk_offers_it_there(practice: Screen) -> None:
    practice.agreeing("en")
    practice.decide(talk="yes", notes="yes")
    practice.next("prefer")
    practice.page.choices["follow"].chosen.emit("listen")
    practice.wait(lambda: practice.case.sessions.note("prefer", "follow") == "listen")
    practice.next("alone")
    assert practice.window.words.say("page.alone.doubt.listening") in practice.shown()
    practice.next("listening")


def test_where_nothing_is_in_doubt_the_talk_goes_straight_on(practice: Screen) -> None:
    practice.agreeing("en")
    practice.decide(talk="yes", notes="yes")
    practice.next("prefer")
    practice.next("listening")


@pytest.mark.requirement("PR1")
def test_where_the_language_has_no_recordings_the_talk_goes_on_without_a_word_about_it(screen: Screen) -> None:
    """What cannot be had is no news on the way; its own page says why it cannot be begun."""
    screen.agreeing("ur")
    screen.decide(talk="yes", notes="yes")
    screen.next("prefer")
    assert screen.complaint() == ""
    screen.next("listening")
    assert screen.complaint() == ""
    screen.pages.go("alone")
    screen.at("alone")
    assert screen.window.words.say("error.no-recordings") in screen.shown()


@pytest.mark.requirement("PR1")
def test_what_cannot_be_had_is_not_offered_and_nobody_is_recorded_to_have_refused_it(screen: Screen) -> None:
    screen.agreeing("ur")
    screen.decide(talk="yes", notes="yes")
    screen.pages.go("alone")
    screen.at("alone")
    say, shell = screen.window.words.say, screen.window.shell
    assert shell is not None
    assert say("private.offer") not in screen.shown()
    assert say("page.alone.doubt.language") not in screen.shown()
    assert "next" not in shell.bar.buttons or not shell.bar.buttons["next"].isVisible()
    screen.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.at("consent")
    assert screen.case.sessions.note("alone", "refused") == ""


@pytest.mark.requirement("GA12")
def test_the_gate_that_came_back_under_the_cover_page_is_asked_when_the_officer_has_it_again(
    talking: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(talking)
    talking.press(K.Key_1)
    monkeypatch.setattr(rules, "GATE_AGAIN", -1)
    talking.press(K.Key_Escape)
    talking.press(K.Key_Return)
    shapes(talking)
    talking.wait(lambda: talking.case.gate == {})
    assert talking.pages.alone.sitting is not None, "nothing that was answered is lost"
    talking.pages.alone.page.returned.emit("")
    talking.at("gate")
    assert talking.window.words.say("gate-again.long") in talking.complaint()


@pytest.mark.requirement("PR10")
def test_shapes_left_over_night_are_taken_away_and_nothing_of_them_comes_into_the_next_session(
    talking: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(talking)
    talking.press(K.Key_1)
    monkeypatch.setattr(rules, "AWAY", -1)
    talking.press(K.Key_Escape)
    talking.press(K.Key_Return)
    talking.at("gate")
    assert talking.pages.alone.page is None and talking.pages.alone.sitting is None
    assert talking.case.sessions.number == 2
    assert talking.case.answers == {} and talking.case.alone == ()
    assert talking.complaint() == talking.window.words.say("gate-again.session")

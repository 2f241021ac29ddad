"""A line that is spoken: nothing is decided about what was not said, whatever is pressed."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from screening.domain.case.case import CONSENT
from screening.domain.events.catalogue import ConsentDecided, Event
from screening.domain.events.session import LineSaid
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.questions.shared_line import SharedLine
from screening.qt.text.text_layout import spoken
from tests.qt.page_objects import Screen

K = Qt.Key
KEYS = (
    *(K.Key_0, K.Key_1, K.Key_2, K.Key_3, K.Key_4, K.Key_1, K.Key_2, K.Key_3),
    *(K.Key_Space, K.Key_Space, K.Key_Space, K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Return, K.Key_Enter),
)


def lines(screen: Screen) -> dict[str, SharedLine]:
    assert isinstance(screen.page, ConsentPage)
    return screen.page.lines


def at_rest(screen: Screen) -> None:
    figures = screen.pages.figures
    screen.wait(lambda: not screen.pages.desk.pending and not figures._queue)


def pressed(screen: Screen, *keys: Qt.Key) -> None:
    for key in keys:
        screen.press(key)
    at_rest(screen)


def events(screen: Screen) -> list[Event]:
    """Everything that the record of the case holds, in order."""
    found: list[Event] = []
    done: list[bool] = []
    code = screen.case.code
    screen.window.desk.ask(
        lambda vault: tuple(each.event for each in vault.events(code)),
        success=lambda told: (found.extend(told), done.append(True)),
    )
    screen.wait(lambda: done)
    return found


@pytest.mark.one_in(3)
@pytest.mark.requirement("CO1", "CO2")
@pytest.mark.parametrize(("seed", "rest"), [(1, 0.2), (2, 1), (3, 1)])
def test_300_presses_at_random_never_record_a_decision_about_what_was_not_said(
    practice: Screen, seed: int, rest: float
) -> None:
    practice.agreeing("my")
    chance = random.Random(seed)
    for _ in range(300):
        practice.press(chance.choice(KEYS))
        if chance.random() < rest or practice.place != "consent":
            at_rest(practice)
        if practice.place != "consent":
            practice.pages.go("consent")
    at_rest(practice)
    said: set[str] = set()
    decided = 0
    for event in events(practice):
        if isinstance(event, LineSaid):
            (said.discard if event.taken_back else said.add)(event.line)
        if isinstance(event, ConsentDecided):
            decided += 1
            assert CONSENT + event.decision in said
    assert decided, "the presses decided something"


def test_a_figure_before_the_line_was_said_records_nothing_and_says_so(practice: Screen) -> None:
    practice.agreeing("my")
    line = lines(practice)["consent.talk"]
    practice.ring(line)
    pressed(practice, K.Key_1)
    assert not practice.case.consent
    assert line.hint.text() == practice.window.words.say("line.say-first")
    pressed(practice, K.Key_Space, K.Key_1)
    assert practice.case.consented("talk") == "yes"
    assert lines(practice)["consent.notes"].opened and not line.opened


def test_space_again_takes_the_line_back_and_the_decision_with_it(practice: Screen) -> None:
    practice.agreeing("my")
    line = lines(practice)["consent.count"]
    practice.ring(line)
    pressed(practice, K.Key_Space, K.Key_2)
    assert practice.case.consented("count") == "no"
    pressed(practice, K.Key_Up)
    assert line.opened
    pressed(practice, K.Key_Space)
    assert practice.case.consented("count") == ""
    assert practice.case.sessions.said_now("consent.count") is None


def test_nought_takes_the_decision_back_and_the_line_stays_said(practice: Screen) -> None:
    practice.agreeing("my")
    practice.ring(lines(practice)["consent.count"])
    pressed(practice, K.Key_Space, K.Key_1, K.Key_Up, K.Key_0)
    assert practice.case.consented("count") == ""
    assert practice.case.sessions.said_now("consent.count") is not None


def test_both_languages_stand_at_one_size_and_on_every_button(practice: Screen) -> None:
    practice.agreeing("my")
    line = lines(practice)["consent.talk"]
    practice.ring(line)
    theirs = practice.pages.interview.theirs
    assert line.view.text.theirs == theirs.say("consent.spoken.choice")
    assert {button.theirs for button in line.buttons.values()} == {
        theirs.say(each) for each in ("answer.yes", "answer.no", "line.later")
    }
    assert {button.resting for button in line.buttons.values()} == {True}
    pressed(practice, K.Key_Space)
    assert {button.resting for button in line.buttons.values()} == {False}


def test_next_rests_with_the_number_of_lines_left_until_every_line_was_said(practice: Screen) -> None:
    practice.agreeing("en")
    assert practice.window.shell is not None
    bar = practice.window.shell.bar.buttons
    assert bar["next"].words == "With whom: 7 lines left"
    pressed(practice, K.Key_Space)  # what they need
    for line in [each for each in lines(practice).values() if each.view.number]:
        assert line.has_keyboard
        pressed(practice, K.Key_Space, *([K.Key_1] if line.buttons else []))
    assert practice.window.shell.bar.buttons["next"].words == practice.window.words.say("bar.to-prefer")
    practice.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    practice.wait(lambda: practice.place != "consent")


def test_a_no_to_talking_leaves_no_line_waiting(practice: Screen) -> None:
    practice.agreeing("en")
    practice.decide(talk="no")
    practice.next("closing")


def test_the_title_row_says_which_line_is_open_and_the_path_which_were_said(practice: Screen) -> None:
    practice.agreeing("my")
    practice.decide(talk="yes")
    page = practice.page
    assert isinstance(page, ConsentPage)
    say = practice.window.words.say
    practice.wait(lambda: page.lead.text() == say("line.place", n=3, total=7))
    assert page.path.filled == (False, True, False, False, False, False, False)


def test_in_a_low_window_what_was_said_before_the_open_line_is_one_row_that_opens(practice: Screen) -> None:
    practice.window.resize(1024, 600)
    practice.agreeing("my")
    practice.say_line("consent.who")
    practice.decide(talk="yes")
    page = practice.page
    assert isinstance(page, ConsentPage)
    practice.wait(lambda: page.lines["consent.notes"].has_keyboard)
    hidden = [name for name, line in page.lines.items() if not line.isVisible()]
    assert hidden == ["consent.who", "consent.talk"]
    assert page.shared.behind.words == "2 said"
    practice.choose("lines-said")
    practice.wait(lambda: all(line.isVisible() for line in page.lines.values()))
    assert not page.shared.behind.isVisible()


def test_a_sentence_that_ends_is_spoken_with_one_stop_and_three_dots_stay() -> None:
    assert spoken("Say it.. Then wait") == "Say it. Then wait"
    assert spoken("Is it so?. 1 Yes") == "Is it so? 1 Yes"
    assert spoken("and so on ...") == "and so on ..."

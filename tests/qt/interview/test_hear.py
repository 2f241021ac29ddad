"""The person's text is heard again with one key; and "do you speak ...?" from the list of languages (LA6, LA11)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.session import case_context
from screening.qt.widgets.buttons import PlayButton
from screening.sound import player
from screening.sound.computer_voice import Speaker
from screening.sound.player import Sound
from tests.qt.page_objects import Screen
from tests.sound import SILENT

K = Qt.Key


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What the practice voice was asked to say, and a device that makes no sound: it plays until it is hushed."""
    asked: list[tuple[str, str]] = []
    long = array("h", bytes(2 * 60 * player.RATE))

    class Silent(player.Player):
        def __init__(self) -> None:
            super().__init__(SILENT)

    def say(_speaker: Speaker, tag: str, text: str) -> Sound:
        asked.append((tag, text))
        return long

    monkeypatch.setattr(player, "Player", Silent)
    monkeypatch.setattr(Speaker, "say", say)
    monkeypatch.setattr(case_context, "can_speak", lambda _tag: True)
    yield asked


def to_language(screen: Screen) -> None:
    screen.new_screening()
    screen.gate()


@pytest.mark.requirement("LA6")
def test_each_language_asks_do_you_speak_it_in_its_own_words(practice: Screen, said: list[tuple[str, str]]) -> None:
    to_language(practice)
    practice.choose("hear-ur")
    practice.choose("hear-my")
    words = practice.pages.interview.words
    assert said == [(tag, words.within(tag).say("picker.speak")) for tag in ("ur", "my")]
    assert practice.place == "language", "hearing chooses nothing"


def test_one_key_plays_the_open_question_and_the_button_the_invitation(
    practice: Screen, said: list[tuple[str, str]]
) -> None:
    to_language(practice)
    practice.language("ur")
    agreement = practice.page
    assert isinstance(agreement, ConsentPage)
    theirs = practice.pages.interview.theirs
    numbered = [line for line in agreement.lines.values() if line.view.number]
    for line in (agreement.shared.ringed, *numbered):
        practice.ring(line)
        practice.press(K.Key_F2)
    parts = {theirs.say(f"consent.spoken.{part.id}") for part in practice.pages.interview.spoken_parts()}
    heard = [text for _tag, text in said]
    assert heard == [
        theirs.say(text) for line in (agreement.lines["consent.needs"], *numbered) for text in line.view.plays
    ]
    assert heard[0] == theirs.say("topic.needs.invitation"), "the open question, before anything is said of agreement"
    assert parts <= set(heard), "each part of the spoken text belongs to a line"
    practice.consent(talk="yes", notes="yes")
    said.clear()
    page = practice.page
    assert isinstance(page, TopicPage)
    item = page.open_item
    practice.press(K.Key_F2)
    page.invitation_pressed.emit()
    assert said == [("ur", theirs.say(f"item.{item}.text")), ("ur", theirs.say("topic.needs.invitation"))]


@pytest.mark.requirement("GA6")
def test_the_cover_page_hushes_it(practice: Screen, said: list[tuple[str, str]]) -> None:
    to_language(practice)
    practice.language("ur")
    practice.press(K.Key_F2)
    assert practice.pages.ear.playing
    practice.press(K.Key_Escape)
    assert not practice.pages.ear.playing


def test_a_real_person_hears_no_practice_voice_and_the_officer_is_told(
    screen: Screen, said: list[tuple[str, str]]
) -> None:
    to_language(screen)
    screen.language("ur")
    screen.press(K.Key_F2)
    assert said == []
    assert screen.complaint() == screen.window.words.say("page.topic.no-sound")


def play_buttons(screen: Screen) -> list[PlayButton]:
    assert screen.page is not None
    return [each for each in screen.page.findChildren(PlayButton) if each.isVisible()]


def test_where_nothing_can_be_heard_there_is_no_button_to_hear_it(screen: Screen) -> None:
    to_language(screen)
    assert not play_buttons(screen)
    screen.language("ur")
    assert not play_buttons(screen)
    screen.consent(talk="yes", notes="yes")
    assert not play_buttons(screen), "neither the invitation nor a question"


def test_where_something_can_be_heard_each_place_has_its_button(practice: Screen, said: list[tuple[str, str]]) -> None:
    to_language(practice)
    assert play_buttons(practice)
    practice.language("ur")
    assert play_buttons(practice)
    practice.consent(talk="yes", notes="yes")
    assert len(play_buttons(practice)) == 2, "the invitation and the open question"


def test_the_grounding_words_of_the_care_card_are_played_by_the_same_key(
    practice: Screen, said: list[tuple[str, str]]
) -> None:
    to_language(practice)
    practice.language("ur")
    practice.press(K.Key_F7)
    practice.at("care")
    practice.press(K.Key_F2)
    theirs = practice.pages.interview.theirs
    rows = practice.pages.interview.protocol.tables["care"]["grounding"]
    practice.press(K.Key_Down)
    practice.press(K.Key_F2)
    assert said == [("ur", theirs.say(f"care.grounding.{row['id']}")) for row in rows[:2]], "the line with the ring"


def test_help_is_one_key_on_the_pages_before_a_question(practice: Screen) -> None:
    practice.new_screening()
    practice.press(K.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert practice.complaint() == practice.window.words.say("help.gate")

"""The pages beside the way by keyboard alone, by mouse alone and by touch alone (HW2): one script, three hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from screening.domain.known.known import line_of
from screening.qt.assessment.result_lock import PinPage
from screening.qt.entry.break_page import RestPage
from screening.qt.frame.record_sheet import RecordPage
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.alone_page import AlonePage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.hearing_page import CHECKS, HearingPage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.side_pages import FindPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.platform.hardening import LOCKED
from screening.qt.questions.notes_page import NotesPage
from screening.qt.questions.shared_line import SharedLine
from screening.sound.computer_voice import can_speak
from screening.store.vault.preferences import Preferences, seal_pin
from tests.qt.conftest import Open
from tests.qt.hands import Finger, Hand, Keyboard, Pointer, Seen
from tests.qt.headphones import Headphones
from tests.qt.page_objects import COVER_PIN, PASSPHRASE, SAFE, Screen

HANDS = {"keyboard": Keyboard, "mouse": Pointer, "touch": Finger}


@pytest.fixture
def seen(qapp: QApplication) -> Iterator[Seen]:
    found = Seen()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


def hand_on(screen: Screen, name: str) -> Hand:
    return Finger(screen, QTest.createTouchDevice()) if name == "touch" else HANDS[name](screen)


@pytest.fixture(params=list(HANDS))
def hand(request: pytest.FixtureRequest, practice: Screen, seen: Seen) -> Iterator[Hand]:
    """A practice record in one hand; nothing of another kind may have come to its windows."""
    found = hand_on(practice, request.param)
    practice.window.guard.kept = Preferences(pin=seal_pin(COVER_PIN))
    yield found
    assert {kind for kind, n in seen.kinds.items() if n} == {found.kind}, seen.kinds
    assert found.pressed


# --- what is done, whichever hand does it


def begin(hand: Hand, setting: str = "", **choices: str) -> None:
    """From the list past the gate and the numbers to the languages."""
    screen = hand.screen
    hand.press(screen.cases().new)
    screen.at("gate")
    if setting:  # a list is chosen from in tests of its own
        assert isinstance(screen.page, GatePage)
        screen.page.place.picked.emit(setting)
        screen.wait(lambda: screen.case.setting == setting)
    for line, choice in {**SAFE, **choices}.items():
        assert isinstance(screen.page, GatePage)
        hand.press(screen.page.lines[line].buttons[choice])
        screen.wait(lambda line=line: line in screen.case.gate)
    hand.bar("next", "numbers")
    assert isinstance(screen.page, NumbersPage)
    assert screen.page.reasons is not None
    hand.press(screen.page.reasons.buttons["here"])
    screen.at("language")


def agree(hand: Hand, language: str = "en") -> None:
    screen = hand.screen
    hand.press(hand.named(f"language-{language}"))
    screen.at("consent")
    for name in ("talk", "notes"):
        assert isinstance(screen.page, ConsentPage)
        hand.say(screen.page.lines[line_of(name)])
        hand.press(screen.page.lines[line_of(name)].buttons["yes"])
        screen.wait(lambda name=name: screen.case.consented(name) == "yes")
    for line in [each for each in screen.page.lines.values() if each.view.number and not each.view.said]:
        hand.say(line)


def to_topics(hand: Hand) -> TopicPage:
    hand.bar("next", "prefer")
    hand.bar("next", "listening")
    hand.bar("next", "topic.needs")
    page = hand.screen.page
    assert isinstance(page, TopicPage)
    assert page.invite is not None
    hand.press(page.invite.buttons["offered"])
    hand.screen.wait(lambda: not page.waits)
    return page


def notes(hand: Hand) -> NotesPage:
    page = hand.screen.page
    assert isinstance(page, NotesPage)
    return page


def choose(hand: Hand, page: str, name: str, value: str) -> None:
    row = notes(hand).choices[name]
    if isinstance(row, SharedLine) and not row.view.said:
        hand.say(row)
    hand.press(row.buttons[value])
    hand.screen.wait(lambda: hand.screen.case.sessions.note(page, name) == value)


def note(hand: Hand, page: str, name: str, text: str) -> None:
    """Write into a field; it is kept when it is left."""
    field = notes(hand).fields[name]
    hand.write(getattr(field, "edit", field), text)
    notes(hand).flush()
    hand.screen.wait(lambda: hand.screen.case.sessions.note(page, name) == text)


@pytest.mark.sweep
@pytest.mark.requirement("HW2")
def test_care_break_cover_said_find_stop_and_the_person_s_own_view(hand: Hand) -> None:
    screen, window = hand.screen, hand.screen.window
    begin(hand)
    agree(hand)
    topic = to_topics(hand)
    assert topic.open_question is not None
    item = topic.open_item
    hand.press(topic.open_question.answers.buttons["no"])
    screen.wait(lambda: item in screen.case.answers)
    shell = window.shell
    assert shell is not None

    hand.press(shell.bar.care)
    screen.at("care")
    hand.press(hand.named("note-help"))
    screen.at("help")
    hand.bar("back", "topic.needs")

    hand.press(shell.bar.rest)
    screen.wait(lambda: isinstance(window.stack.currentWidget(), RestPage))
    page = window.stack.currentWidget()
    assert isinstance(page, RestPage)
    hand.hand_over(page.field, page.back, COVER_PIN)
    screen.wait(lambda: window.stack.currentWidget() is shell)

    hand.press(shell.bar.cover)
    assert window.stack.currentWidget() is window.cover
    hand.hand_over(window.cover.field, window.cover.end, COVER_PIN)
    screen.wait(lambda: window.stack.currentWidget() is shell)
    assert screen.place == "topic.needs"

    hand.rail("said")
    assert isinstance(screen.page, RecordPage)
    row = screen.page.sheet.topic("topic.needs")
    assert row is not None
    assert row.row.place == "topic.needs"
    hand.press(row)
    screen.at("topic.needs")

    hand.rail("find")
    assert isinstance(screen.page, FindPage)
    found = screen.page
    hand.write(found.field.edit, "passport")
    mark = window.words.say("item.papers-kept.mark")

    def lines_of(words: str) -> list[QPushButton]:
        return [each for each in found.findChildren(QPushButton) if words in each.accessibleName() and each.isVisible()]

    screen.wait(lambda: lines_of(mark))
    hand.press(lines_of(mark)[0])
    screen.wait(lambda: isinstance(screen.page, TopicPage) and screen.page.open_item == "papers-kept")

    hand.press(shell.bar.stop)
    screen.at("stop")
    hand.bar("back", "topic.papers")

    screen.pages.person.open(turned=True)
    turned = window.stack.currentWidget()
    assert isinstance(turned, PersonPage)
    hand.press(turned.buttons["leave-out"])
    screen.wait(lambda: "papers-kept" in screen.case.answers)
    hand.press(turned.back)
    screen.wait(lambda: window.stack.currentWidget() is shell)


@pytest.mark.sweep
@pytest.mark.requirement("HW2")
def test_whom_they_prefer_the_account_and_its_signs(hand: Hand) -> None:
    screen = hand.screen
    begin(hand)
    agree(hand)
    hand.bar("next", "prefer")
    choose(hand, "prefer", "officer", "woman")
    choose(hand, "prefer", "where", "here")
    hand.press(notes(hand).acts["interpreter"])
    screen.at("interpreter")
    note(hand, "prefer", "code", "INT-4")
    choose(hand, "prefer", "ties", "none")
    choose(hand, "prefer", "all-right", "yes")
    hand.bar("back", "prefer")
    hand.bar("next", "listening")
    page = screen.page
    assert isinstance(page, ListeningPage)
    assert page.account is not None
    hand.write(page.account.edit, "The passport is in the office.")
    hand.write(page.search.edit, "passport")
    screen.wait(lambda: "papers-kept" in page.lines)
    hand.press(page.lines["papers-kept"])
    screen.wait(lambda: "papers-kept" in screen.case.answers)
    hand.press(hand.named("listening-when"))
    screen.at("when")
    choose(hand, "when", "papers.roughly", "season")
    hand.bar("back", "listening")
    hand.bar("next", "topic.needs")
    assert screen.case.words[0].text == "The passport is in the office."


@pytest.mark.sweep
@pytest.mark.one_in(3)
@pytest.mark.requirement("HW2")
def test_the_short_contact_the_first_night_and_the_child_path(hand: Hand) -> None:
    screen = hand.screen
    hand.press(screen.cases().new)
    screen.at("gate")
    hand.press(hand.named("gate-contact"))
    screen.at("contact")
    hand.press(notes(hand).acts["contact-done"])
    screen.at("own-view")
    hand.bar("leave")

    begin(hand, "shelter")
    hand.press(hand.named("language-en"))
    screen.at("arrival")
    choose(hand, "arrival", "doctor", "no")
    choose(hand, "arrival", "gender", "woman")
    note(hand, "arrival", "room", "Room 3")
    hand.press(notes(hand).acts["rights"])
    screen.at("rights")
    hand.bar("back", "language")
    hand.rail("session")
    for place, field in (("plan", "helps"), ("dates", "hearing"), ("handover", "")):
        hand.press(notes(hand).acts[place])
        screen.at(place)
        if field:
            note(hand, place, field, "12 January")
        hand.rail("session")
    hand.bar("back")
    screen.window.show_cases()

    begin(hand, minor="might_be")
    hand.press(hand.named("language-en"))
    screen.at("child")
    choose(hand, "child", "assent", "yes")
    hand.press(hand.named("fold-page.child.adult"))
    choose(hand, "child", "adult", "none")
    note(hand, "child", "wishes", "To go to her aunt")
    hand.bar("next", "closing")


@pytest.mark.sweep
@pytest.mark.one_in(3)
@pytest.mark.requirement("HW2")
@pytest.mark.skipif(not can_speak("en"), reason="the optional engine is not installed")
def test_answering_alone_from_the_practice_questions_to_handing_back(hand: Hand, headphones: Headphones) -> None:
    screen, window = hand.screen, hand.screen.window
    begin(hand, hearing="others")
    agree(hand)
    hand.bar("next", "alone")
    page = screen.page
    assert isinstance(page, HearingPage)
    hand.press(page.test)
    for name in CHECKS:
        hand.press(page.checks[name])
    hand.press(page.begin)
    screen.wait(lambda: isinstance(window.stack.currentWidget(), AlonePage))
    alone = window.stack.currentWidget()
    assert isinstance(alone, AlonePage)
    for shape in ("yes", "no", "yes", "leave_out", "stop", "yes", "yes"):
        headphones.hear_out(screen)
        hand.press(alone.buttons[shape])
    assert alone.handing_back
    screen.wait(lambda: screen.case.alone)
    hand.hand_over(alone.field, alone.end, COVER_PIN)
    screen.at("prefer")
    hand.bar("next", "listening")


@pytest.mark.sweep
@pytest.mark.requirement("HW2")
@pytest.mark.parametrize("name", list(HANDS))
def test_after_the_talk_the_lock_and_the_way_back(
    opened: Open, record: Path, name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Reading, who takes this, papers, what came of it, a second reader, self-care, locking and unlocking."""
    hand = hand_on(opened(record), name)
    seen: Seen = request.getfixturevalue("seen")
    screen = hand.screen
    hand.unlock(PASSPHRASE)
    begin(hand)
    agree(hand)
    to_topics(hand)
    hand.rail("closing")
    for _step in ("who may know", "what help there is"):
        hand.bar("next")
    hand.bar("next", "own-view")
    hand.press(hand.named("view-control"))
    hand.press(hand.named("pick-fairly_sure"))
    hand.write(hand.named("reason"), "The papers are held.")
    hand.bar("next", "reading")
    assert isinstance(screen.page, PinPage)
    hand.write(screen.page.field.edit, COVER_PIN)
    hand.press(screen.page.open)
    screen.wait(lambda: not isinstance(screen.page, PinPage))
    hand.bar("next", "taking")
    hand.press(hand.named("informed"))
    screen.wait(lambda: screen.case.referrals.information_given)
    hand.bar("next", "papers")
    screen.wait(lambda: screen.pages.referral.file is not None)
    hand.bar("next", "follow")
    hand.write(hand.named("promise"), "Ring the clinic")
    hand.press(hand.named("keep-promise"))
    screen.wait(lambda: screen.case.referrals.promises)
    hand.rail("second")
    note(hand, "second", "reader", "LAB-09")
    hand.press(notes(hand).ticks["view:dispute"])
    screen.wait(lambda: screen.case.sessions.note("second", "view:dispute") == "yes")
    hand.rail("self")
    hand.bar("next")
    screen.cases()
    assert screen.window.shell is not None
    assert {kind for kind, n in seen.kinds.items() if n} == {hand.kind}
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    hand.press(screen.window.shell.strip.lock)
    assert ended == [LOCKED]
    screen.close()
    hand_on(opened(record), name).unlock(PASSPHRASE)

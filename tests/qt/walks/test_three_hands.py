"""A whole screening by keyboard alone, by mouse alone and by touch alone, each to the saved PDF (HW2, HW3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from screening.casework.interview.recipient_consent import choose_view, key
from screening.domain.known.known import line_of
from screening.qt.assessment.result_lock import PinPage
from screening.qt.entry.break_page import RestPage
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.referral.papers_page import PapersPage
from tests.qt.hands import Finger, Pointer, Seen
from tests.qt.page_objects import COVER_PIN, PAPER_PASSPHRASE, PASSPHRASE, Screen, pdf_text

Open = Callable[..., Screen]
ACCOUNT = "The passport is in the office."
WISH = "His papers and his wages."
SAFE = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "no", "stop": "no", "officer": "safe"}


def point_through(hand: Pointer, folder: Path) -> Path:
    """4a from the passphrase to the saved paper, with nothing but what one can point at."""
    screen = hand.screen
    screen.wait(lambda: screen.window.first is not None)
    hand.write(screen.window.first.field.edit, PASSPHRASE)
    buttons = screen.window.first.findChildren(QAbstractButton)
    hand.press(next(each for each in buttons if "Unlock" in each.accessibleName()))
    hand.press(screen.cases().new)
    screen.at("gate")
    for line, choice in SAFE.items():
        page = screen.page
        assert isinstance(page, GatePage)
        hand.press(page.lines[line].buttons[choice])
        screen.wait(lambda line=line: line in screen.case.gate)
    hand.bar("next", "numbers")
    numbers = screen.page
    assert isinstance(numbers, NumbersPage)
    assert numbers.reasons is not None
    hand.press(numbers.reasons.buttons["here"])
    screen.at("language")
    hand.press(hand.named("language-ne"))
    screen.at("consent")
    for name, value in (("talk", "yes"), ("notes", "yes"), ("identity", "no")):
        consent = screen.page
        assert isinstance(consent, ConsentPage)
        hand.say(consent.lines[line_of(name)])
        hand.press(consent.lines[line_of(name)].buttons[value])
        screen.wait(lambda name=name, value=value: screen.case.consented(name) == value)
    for line in [each for each in consent.lines.values() if each.view.number and not each.view.said]:
        hand.say(line)
    hand.bar("next", "prefer")
    hand.bar("next", "listening")
    hand.bar("next", "topic.needs")
    answer(hand, "needs-basic", "no")
    assert screen.window.shell is not None
    hand.press(screen.window.shell.rail.rows["topic.papers"])
    screen.at("topic.papers")
    page = screen.page
    assert isinstance(page, TopicPage)
    assert page.field is not None
    answer(hand, "papers-kept", "yes")
    hand.write(page.field.edit, ACCOUNT)
    rest(hand)
    hand.press(screen.window.shell.rail.rows["closing"])
    screen.at("closing")
    closing = screen.page
    assert isinstance(closing, ClosingPage)
    hand.write(closing.fields["wishes"], WISH)
    hand.bar("next")
    hand.press(hand.named("closing-ask-service"))
    screen.at("ask-service")
    name = choose_view(screen.pages.interview, screen.pages.desk.directory, "service").lines[0].place
    hand.press(screen.page.cards[0].findChild(QAbstractButton))
    screen.at("closing")
    closing = screen.page
    assert isinstance(closing, ClosingPage)
    hand.say(closing.decisions[f"service:{name}"])
    hand.press(closing.decisions[f"service:{name}"].buttons["yes"])
    screen.wait(lambda: screen.case.consented("service", key("service", name)) == "yes")
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
    hand.bar("next", "papers")
    papers = screen.page
    assert isinstance(papers, PapersPage)
    screen.wait(lambda: screen.pages.referral.file is not None)
    hand.write(papers.folder.edit, str(folder))
    hand.write(papers.passphrase.edit, PAPER_PASSPHRASE)
    hand.press(papers.saving)
    screen.wait(lambda: not papers.saved.isHidden())
    (saved,) = folder.glob("*.pdf")
    return saved


def answer(hand: Pointer, item: str, choice: str) -> None:
    """Open the question by its line, and press one of its four answers."""
    page = hand.screen.page
    assert isinstance(page, TopicPage)
    if page.invite is not None:
        hand.press(page.invite.buttons["offered"])
        hand.screen.wait(lambda: not page.waits)
    if page.open_item != item:
        hand.press(page.lines[item])
        hand.screen.wait(lambda: page.open_item == item)
    assert page.open_question is not None
    hand.press(page.open_question.answers.buttons[choice])
    hand.screen.wait(lambda: item in hand.screen.case.answers)
    assert hand.screen.case.answers[item].answer == choice


def rest(hand: Pointer) -> None:
    """A break, and back."""
    window = hand.screen.window
    assert window.shell is not None
    hand.press(window.shell.bar.rest)
    hand.screen.wait(lambda: isinstance(window.stack.currentWidget(), RestPage))
    page = window.stack.currentWidget()
    assert isinstance(page, RestPage)
    hand.write(page.field, COVER_PIN)
    hand.press(page.back)
    hand.screen.wait(lambda: window.stack.currentWidget() is window.shell)


@pytest.fixture
def locked(opened: Open, record: Path) -> Screen:
    return opened(record)


@pytest.fixture
def seen(qapp: QApplication) -> Iterator[Seen]:
    found = Seen()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


def holds(saved: Path) -> None:
    text = " ".join(pdf_text(saved).split())
    assert ACCOUNT in text
    assert "The papers are held." in text


@pytest.mark.requirement("HW2")
def test_a_whole_screening_by_keyboard_alone(locked: Screen, seen: Seen, tmp_path: Path) -> None:
    screen = locked
    screen.unlock()
    screen.new_screening()
    screen.gate()
    screen.choose("language-ne")
    screen.at("consent")
    screen.consent(talk="yes", notes="yes", identity="no")
    screen.answer("needs-basic", "no")
    screen.topic("papers")
    screen.answer("papers-kept", "yes")
    screen.words(ACCOUNT)
    screen.press(Qt.Key.Key_F8)
    screen.wait(lambda: isinstance(screen.window.stack.currentWidget(), RestPage))
    screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)
    while screen.place != "closing":
        screen.next()
    screen.closing({"wishes": WISH}, {"service": "yes"})
    screen.own_view(["control"], "fairly_sure", "The papers are held.")
    holds(screen.save_pdf(folder_in(tmp_path)))
    assert seen.kinds["mouse"] == seen.kinds["touch"] == 0


@pytest.mark.sweep
@pytest.mark.requirement("HW2")
def test_a_whole_screening_by_mouse_alone(locked: Screen, seen: Seen, tmp_path: Path) -> None:
    holds(point_through(Pointer(locked), folder_in(tmp_path)))
    assert seen.kinds["key"] == seen.kinds["touch"] == 0


@pytest.mark.sweep
@pytest.mark.requirement("HW2")
def test_a_whole_screening_by_touch_alone(locked: Screen, seen: Seen, tmp_path: Path) -> None:
    hand = Finger(locked, QTest.createTouchDevice())
    holds(point_through(hand, folder_in(tmp_path)))
    assert seen.kinds["key"] == 0
    assert seen.kinds["mouse"] == 0
    assert seen.kinds["touch"] >= len(hand.pressed) > 30


def folder_in(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.mark.sweep
@pytest.mark.requirement("HW3")
def test_every_target_of_every_page_is_large_enough(practice: Screen) -> None:
    from tests.qt.test_accessibility import walk

    for place in walk(practice):
        for _ in range(5):
            QApplication.processEvents()
        for button in practice.window.findChildren(QAbstractButton):
            if button.isVisible() and not isinstance(button.parentWidget(), QLineEdit):
                told = (place, button.objectName(), button.accessibleName(), button.size().toTuple())
                assert min(button.width(), button.height()) >= 44, told

"""The window as an officer works it: keys into the focused widget, and what then stands on the page and on disk."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pypdf import PdfReader
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.exceptions import TimeoutError as NotComing
from pytestqt.qtbot import QtBot

from screening.casework.interview.recipient_consent import PARTS, PLACE, choose_view, key
from screening.casework.interview.shared_lines import lines_left
from screening.domain.case.case import fold
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.known.known import line_of
from screening.domain.protocol.model import Element, Protocol
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.result_lock import PinPage
from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.frame.page import Headed, Page
from screening.qt.interview.closing_page import LAST, ClosingPage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.side_pages import FindPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.record.cases_page import CasesPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.session import record_rail
from screening.qt.session.vault_work import Loaded
from screening.qt.widgets.buttons import Button
from screening.qt.widgets.choices import PickRow
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.pressing import Steady
from screening.qt.widgets.provenance import ChoiceList
from screening.qt.window.case_navigator import CasePages
from screening.qt.window.main_window import Window
from screening.store import Vault
from screening.wording.catalogue.translations import Words
from tests.made_vaults import COVER_PIN, PASSPHRASE, made_record
from tests.made_vaults import QUICK as QUICK

PAPER_PASSPHRASE = "lantern copper meadow thimble"
"""pdftotext takes at most 32 signs."""

FIGURES = {"not_asked": Qt.Key.Key_0, "yes": Qt.Key.Key_1, "no": Qt.Key.Key_2, "not_known": Qt.Key.Key_3}
FIGURES["declined"] = Qt.Key.Key_4
Steady.clock = staticmethod(itertools.count(0.0, 1.0).__next__)  # the officer of the tests is in no hurry
LATER = {"yes": 0, "no": 1, "later": 2}
SAFE = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "no", "stop": "no", "officer": "safe"}
CONTROL = Qt.KeyboardModifier.ControlModifier
MOST_TABS = 120
PATIENCE, POLL = 30_000, 2
"""Milliseconds until what is waited for counts as missing: long, since a busy machine fails no test; from look to look.
"""


_walked: dict[tuple[object, ...], tuple[str, tuple[Event, ...], dict[str, str]]] = {}
"""What the keys wrote on each way to a page."""


def quick_vault(folder: Path, country: str | None = None) -> Path:
    """A record made with the cheapest cost, with a PIN for the cover page, closed again."""
    return made_record(folder, "Officer Aina", "labour-officer", "Shelter House", pin=True, country=country)


def is_evidence(protocol: Protocol, item: str) -> bool:
    """Whether a yes to an item is evidence of act, means or purpose: sheet B prints that, or its number."""
    elements = (Element.ACT, Element.MEANS, Element.PURPOSE)
    return any(protocol.indicators[name].element in elements for name in protocol.items[item].yes)


def unprinted(paper: str, words: Words, protocol: Protocol, items: Iterable[str]) -> list[str]:
    """Which of these items do not stand under sheet B's signs by element, in the language of ``words``.

    There each has a line with its mark, or its number is one of those that the line of more signs names: a number
    anywhere else on the paper counts for nothing. ``paper`` is its text with one space between words.
    """
    begins, ends = (re.escape(plain(words.say(f"form.section.{name}"))) for name in ("elements", "against"))
    # A page is read in rows, so that the last rows, and the line of more signs below them, may follow the next heading.
    named = plain(words.say_with("form.face.more-signs", {"n": "#", "numbers": "…"})).partition(":")[0]
    parts = re.findall(rf"{begins}(.*?{ends}(?:(?:(?!{begins}).){{0,900}}?{re.escape(named)}:)?)", paper)
    assert parts, f"no part of the paper is headed {begins!r}"
    more = re.findall(rf"{re.escape(named)}: \d+ \(([\d., ]+)\)", paper)
    part = " ".join([*parts, *more])
    return [
        item
        for item in items
        if plain(words.say(f"item.{item}.mark")) not in part
        and not re.search(rf"(?<![\d.]){re.escape(protocol.items[item].number)}(?!\d)", part)
    ]


def key_of(row: PickRow, answer: str) -> Qt.Key:
    """The key that gives an answer in a row."""
    return Qt.Key(ord(next(key for key, each in row.keys.items() if each == answer)))


class Screen:
    """One window. Every act waits for what it must lead to, never for a time."""

    def __init__(self, qtbot: QtBot, folder: Path | None, language: str = "en") -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.asked: dict[str, str] = {}
        """The recipient that was chosen at the closing, by decision."""
        self.window = Window(folder, Words(language))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.window.begin()

    # --- keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key into whatever has the focus."""
        self.qtbot.keyClick(self.focused(), key, modifiers)

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        return widget if widget is not None and widget.window() is self.window else self.window

    def tab_to(self, name: str) -> QWidget:
        """Tab until the widget of that object name has the focus."""
        for _ in range(MOST_TABS):
            if self.focused().objectName() == name:
                return self.focused()
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}")

    def choose(self, name: str) -> None:
        """Tab to a button or a tick and press it."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)

    def pick(self, name: str) -> None:
        """Tab to a set of which one is picked, go to the button with the arrows, and press it."""
        for _ in range(MOST_TABS):
            if self.focused().objectName().startswith("pick-"):
                break
            self.press(Qt.Key.Key_Tab)
        for _ in range(MOST_TABS):
            if self.focused().objectName() == f"pick-{name}":
                self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"the arrows do not reach {name}")

    def type_text(self, text: str) -> None:
        """Letter by letter: as the keyboard sends it, and what has no key of its own as an input method does."""
        for letter in text:
            widget = self.focused()
            if letter == "\n":
                self.press(Qt.Key.Key_Return)
            elif letter.isascii():
                self.qtbot.keyClicks(widget, letter)
            elif ord(letter) > 0xFFFF:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QApplication.sendEvent(widget, event)
            else:
                for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                    QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CONTROL)

    def wait(self, holds: Callable[[], object]) -> None:
        """Let the window work until this holds. A write takes hardly longer than from look to look."""
        patience = QDeadlineTimer(PATIENCE)
        while not _is_so(holds):
            if patience.hasExpired():
                raise NotComing("What is waited for does not come.")
            loop = QEventLoop()
            QTimer.singleShot(POLL, loop.quit)
            loop.exec()
        self.let_go()

    def settle(self) -> None:
        """Let the window come to rest, as it does before a hand reaches the next key."""
        for _ in range(50):
            QApplication.processEvents()

    def let_go(self) -> None:
        """What the window has put away is gone in its own event loop; here that has to be said."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # --- where things stand

    @property
    def pages(self) -> CasePages:
        assert self.window.pages is not None
        return self.window.pages

    @property
    def case(self):
        return self.pages.interview.case

    @property
    def page(self) -> Page | None:
        return self.window.pages.page if self.window.pages is not None else None

    @property
    def place(self) -> str:
        return self.window.pages.place if self.window.pages is not None else ""

    def at(self, place: str) -> None:
        self.wait(lambda: self.place == place and self.window.stack.currentWidget() is self.window.shell)

    def shown(self) -> str:
        """Everything that can be read on the window: drawn texts, and what a screen reader is told."""
        return texts(self.window)

    def complaint(self) -> str:
        shell = self.window.shell
        if shell is not None and shell.complaints.isHidden():
            under = [each.refusal for each in shell.findChildren(LineField) if each.refusal.isVisible()]
            return under[0].text() if under else ""
        return "" if shell is None else shell.complaints.text.text()

    # --- the record

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.wait(lambda: isinstance(self.window.first, UnlockPage))
        self.tab_to("passphrase")
        self.type_text(passphrase)
        self.press(Qt.Key.Key_Return)

    def create(self, officer: str, organisation: str, passphrase: str = PASSPHRASE) -> None:
        self.wait(lambda: isinstance(self.window.first, CreatePage))
        for name, text in (("officer", officer), ("organisation", organisation), ("passphrase", passphrase)):
            self.tab_to(name)
            self.type_text(text)
        self.tab_to("again")
        self.type_text(passphrase)
        self.press(Qt.Key.Key_Return)

    def cases(self) -> CasesPage:
        """The list of cases, once it is shown."""
        shell = lambda: self.window.shell.page() if self.window.shell is not None else None  # noqa: E731
        self.wait(lambda: isinstance(shell(), CasesPage))
        found = shell()
        assert isinstance(found, CasesPage)
        return found

    def at_case(self, code: str) -> None:
        """Tab to the list and go to a case in it with the arrows."""
        for _ in range(MOST_TABS):
            if self.focused().objectName().startswith("case-"):
                break
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Home)
        for _ in range(MOST_TABS):
            if self.focused().objectName() == f"case-{code}":
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"the arrows do not reach {code}")

    def open_case(self, code: str) -> None:
        self.cases()
        self.at_case(code)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: self.place)

    def reopen(self) -> Screen:
        """Close the window, open the program again, unlock, and go back to the case that was open."""
        code = self.case.code
        self.close()
        again = Screen(self.qtbot, self.folder)
        again.unlock()
        again.open_case(code)
        return again

    def close(self) -> None:
        self.window.close()

    # --- a screening

    def new_screening(self) -> None:
        self.cases()
        self.press(Qt.Key.Key_N, CONTROL)
        self.at("gate")

    def gate(self, setting: str = "", **choices: str) -> None:
        """Answer the lines of the gate from the first; all of them as they are when all is safe."""
        self.gate_lines(**{**SAFE, **choices})
        if setting:
            self.setting(setting)
        self.past_gate()
        self.at("language")

    def past_gate(self) -> None:
        """On from the gate, with a reason where numbers were not rung."""
        self.next()
        self.past_numbers()

    def past_numbers(self) -> None:
        """Nobody rang the numbers, and the person is here now."""
        if isinstance(self.page, NumbersPage):
            page = self.page
            assert page.reasons is not None
            self.ring(page.reasons)
            self.press(key_of(page.reasons, "here"))
            self.wait(lambda: self.page is not page)

    def gate_lines(self, **choices: str) -> None:
        """Answer lines of the gate in its order; a danger opens its card, and what comes after it waits."""
        page = self.page
        assert isinstance(page, GatePage)
        for line in [name for name in page.lines if name in choices]:
            choice = choices[line]
            self.ring(page.lines[line])
            if choice not in page.lines[line].buttons:  # an interpreter: somebody can hear, and then it is said who
                self.press(Qt.Key.Key_1)
                self.wait(lambda page=page: page.who is not None)
                assert page.who is not None
                page.who.buttons[choice].click()
            else:
                self.press(key_of(page.lines[line], choice))
            self.wait(lambda line=line, choice=choice: self.case.gate.get(line) == choice)
            self.wait(lambda line=line: self.page is not page or page.open_line != line or not self.waiting_lines())
            if self.page is not page:
                return

    def ring(self, row: PickRow) -> None:
        """Bring the ring to a row, where it went elsewhere: a figure answers the row with the ring and no other."""
        if not row.has_keyboard:
            row.setFocus()

    def waiting_lines(self) -> tuple[str, ...]:
        return self.pages.interview.gate().open_lines

    def setting(self, name: str) -> None:
        """Choose the place of the talk from the list of the gate."""
        page = self.page
        assert isinstance(page, GatePage)
        for _ in range(MOST_TABS):
            if isinstance(self.focused(), QComboBox):
                break
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        view = page.place.view()
        self.wait(view.isVisible)
        step = page.place.findData(name) - page.place.currentIndex()
        for _ in range(abs(step)):
            self.qtbot.keyClick(view, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
        self.qtbot.keyClick(view, Qt.Key.Key_Return)
        self.wait(lambda: self.case.setting == name and not view.isVisible())
        self.window.activateWindow()  # without a window manager nobody gives the window its keys back
        self.wait(self.window.isActiveWindow)

    def language(self, tag: str) -> None:
        """Choose it; a shelter's first night comes before agreement, and the person asks to talk."""
        self.choose(f"language-{tag}")
        self.wait(lambda: self.place in ("consent", "arrival"))
        if self.place == "arrival":
            page = self.page
            assert isinstance(page, NotesPage)
            page.choices["wishes-to-talk"].chosen.emit("yes")
            self.wait(lambda: self.case.sessions.note("arrival", "wishes-to-talk") == "yes")
            self.next("consent")
        self.at("consent")

    def consent(self, **decisions: str) -> None:
        """Decide each line in the order of the page, and go on past whom they would talk with and the account."""
        self.decide(**decisions)
        self.begin_talk()

    def begin_talk(self) -> None:
        """From the agreement past whom they would talk with and the free account to the first topic, and invite."""
        self.to_account()
        self.next("topic.needs")
        self.invite()

    def talking(self, language: str, **decisions: str) -> None:
        """A new case at its first topic: as ``new_screening``, ``gate``, ``language`` and ``consent`` leave it."""
        self._replay("topic.needs", language, decisions)
        self.wait(lambda: isinstance(self.page, TopicPage) and not self.page.waits)

    def agreeing(self, language: str) -> None:
        """A new case at its agreement: as ``new_screening``, ``gate`` and ``language`` leave it."""
        self._replay("consent", language, {})

    def as_walked(self, walk: Callable[[Screen], None], name: object = None) -> None:
        """A new case as ``walk`` leaves it, which begins at the list of cases.

        It is walked by keys once in a process, in a window of its own; ``name`` tells walks of one function apart.
        """
        self.cases()
        desk = self.window.desk
        assert desk is not None
        way = (desk.practice, desk.owner.role, desk.content.protocol.id, walk.__module__, walk.__qualname__, name)
        if way not in _walked:
            _walked[way] = self._walk(desk.owner.role, walk)
        place, events, asked = _walked[way]
        self.asked.update(asked)

        def begin(vault: Vault) -> tuple[str, tuple[Recorded, ...]]:
            code = vault.new_case()
            return code, vault.append_many(code, events)

        def begun(result: tuple[str, tuple[Recorded, ...]]) -> None:
            desk.take(Loaded(fold(*result)))
            self.pages.go(place)

        desk._bring(begun, begin)
        self.at(place)

    def _replay(self, place: str, language: str, decisions: Mapping[str, str]) -> None:
        """A case with the events that the keys wrote when this way was walked."""

        def walk(there: Screen) -> None:
            if place == "consent":
                there.new_screening()
                there.gate()
                there.language(language)
            else:
                there.agreeing(language)
                there.consent(**decisions)
            there.at(place)

        self.as_walked(walk, (place, language, tuple(decisions.items())))

    def _walk(self, role: str, walk: Callable[[Screen], None]) -> tuple[str, tuple[Event, ...], dict[str, str]]:
        """Where a walk by keys ends, the events of its case, and the recipients that it chose."""
        with TemporaryDirectory() as folder:
            practice = self.folder is None
            record = (
                None
                if practice
                else made_record(Path(folder) / "walked", "Officer Walking", role, "Shelter House", pin=True)
            )
            there = Screen(self.qtbot, record)
            if not practice:
                there.unlock()
            there.cases()
            walk(there)
            code, told = there.case.code, []
            there.window.desk._thread.call(lambda vault: vault.events(code), told.append, told.append)
            there.wait(lambda: told)
            end = there.place
            there.close()
            there.window.deleteLater()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        return end, tuple(each.event for each in told[0]), there.asked

    def to_prefer(self) -> None:
        """On from agreement to whom they would talk with; where answering by ear is offered first, a key refuses it."""
        self.next()
        if self.place == "alone":
            self.next("prefer")
        self.at("prefer")

    def to_account(self) -> None:
        """On from agreement past whom they would talk with to the free account."""
        self.to_prefer()
        self.next("listening")

    def invite(self) -> None:
        """Say the open invitation of the topic in hand, where that waits, with the key for it."""
        page = self.page
        if isinstance(page, TopicPage) and page.waits:
            page.start().setFocus()
            self.press(Qt.Key.Key_1)
            self.wait(lambda: not page.waits)

    def decide(self, **decisions: str) -> None:
        page = self.page
        assert isinstance(page, ConsentPage)
        for name, value in decisions.items():
            self.say_line(line_of(name))
            self.ring(page.lines[line_of(name)])
            self.press(Qt.Key(Qt.Key.Key_1 + LATER[value]))
            self.wait(lambda name=name, value=value: self.case.consented(name) == value)

    def say_line(self, name: str) -> None:
        """Space on a line that was not said yet."""
        if self.case.sessions.said_now(name) is None:
            page = self.page
            assert isinstance(page, ConsentPage)
            self.ring(page.lines[name])
            self.press(Qt.Key.Key_Space)
            self.wait(lambda: self.case.sessions.said_now(name) is not None)

    def next(self, place: str = "") -> None:
        """Ctrl+Return; ``place`` is where that must lead. Lines of agreement that wait are said first."""
        before = self.place
        page = self.page
        if isinstance(page, ConsentPage):
            while lines_left(self.pages.interview):
                waits = (name for name, line in page.lines.items() if line.view.number and not line.picked)
                self.say_line(next(name for name in waits if self.case.sessions.said_now(name) is None))
        if isinstance(page, ClosingPage):
            self.closing_step(2)
        self.press(Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: self.place == place if place else self.place != before)

    def closing_step(self, at: int) -> None:
        """Go on to a step of the closing, or back, by the keys."""
        page = self.page
        assert isinstance(page, ClosingPage)
        while page.step_at != at:
            if page.step_at < at:
                self.press(Qt.Key.Key_Return, CONTROL)
            else:
                self.back()

    def back(self) -> None:
        """The page before, with the button of the bar: from inside a text the key for it takes a word away."""
        assert self.window.shell is not None
        self.window.shell.bar.buttons["back"].click()

    def rail(self, place: str) -> None:
        """Press a row of the rail, unless that page is shown."""
        if self.place != place:
            assert self.window.shell is not None
            row = self.window.shell.rail.rows[place]
            self.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
            self.at(place)

    def desk(self, place: str) -> Headed:
        """Press the row of a page's group in the rail, then its link under the title where it has one."""
        window = self.window
        assert window.shell is not None and window.record.beside is not None and window.desk is not None
        beside = record_rail.links(window.words, place, practice=window.practice, role=window.desk.owner.role)
        row = next(iter(beside), place)
        self.qtbot.mouseClick(window.shell.rail.rows[row], Qt.MouseButton.LeftButton)
        if row != place:
            link = window.record.beside.page.findChild(Button, f"page-{place}")
            assert link is not None
            link.click()
        assert window.record.beside.place == place and window.record.beside.page is not None
        return window.record.beside.page

    def topic(self, name: str) -> TopicPage:
        """Go on, page by page, until this topic."""
        while self.place != f"topic.{name}":
            self.next()
        self.invite()
        assert isinstance(self.page, TopicPage)
        return self.page

    def reach(self, item: str) -> TopicPage:
        """Open an item: by its page and the arrow keys where it is on this page, else by finding it."""
        page = self.page
        names = [each.id for each in page.view.items] if isinstance(page, TopicPage) and page.view else []
        if item not in names:
            return self.find(item)
        assert isinstance(page, TopicPage)
        if isinstance(self.focused(), QTextEdit):
            self.press(Qt.Key.Key_Tab)
        for _ in range(2 * len(names)):
            if page.open_item == item:
                break
            here = page.open_item or page.left_at  # after something heavy a pause stands where the order goes on
            below = names.index(item) > (names.index(here) if here else -1)
            self.press(Qt.Key.Key_Down if below else Qt.Key.Key_Up)
        assert page.open_item == item
        return page

    def find(self, item: str) -> TopicPage:
        """F3, the words of the item, and its line."""
        text = self.window.words.say(f"item.{item}.text")
        self.press(Qt.Key.Key_F3)
        self.at("find")
        assert isinstance(self.page, FindPage)
        self.paste(text[:60])  # letter by letter each of them is a search
        mark = self.window.words.say(f"item.{item}.mark")
        page = self.page
        self.wait(
            lambda: any(each.isVisible() and mark in each.accessibleName() for each in page.findChildren(QPushButton))
        )
        while mark not in self.focused().accessibleName():
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: isinstance(self.page, TopicPage) and self.page.open_item == item)
        assert isinstance(self.page, TopicPage)
        return self.page

    def answer(self, item: str, answer: str, how: str = "") -> None:
        """Open the item, press the figure, and say how it came where that is not the usual way."""
        self.reach(item)
        self.press(FIGURES[answer])
        if answer == "not_asked":
            self.wait(lambda: item not in self.case.answers)
            return
        self.wait(lambda: item in self.case.answers and self.case.answers[item].answer.value == answer)
        if how and self.case.answers[item].how.value != how:
            self.how(item, how)

    def how(self, item: str, how: str) -> None:
        """H, the arrow keys to the way it came, and Space."""
        page = self.reach(item)
        self.press(Qt.Key.Key_H)
        rows = self.window.findChild(ChoiceList)
        assert rows is not None
        names = ["told", "asked", "private", "seen", "document", "third_party"]
        steps = names.index(how) - names.index(self.case.answers[item].how.value)
        for _ in range(abs(steps)):
            self.press(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: self.case.answers[item].how.value == how)
        assert page.open_item == item

    def words(self, text: str) -> None:
        """M, and the words as they were spoken."""
        page = self.page
        assert isinstance(page, TopicPage)
        page.start().setFocus()
        self.press(Qt.Key.Key_M)
        assert page.field is not None
        self.wait(lambda: self.focused() is page.field.edit)
        self.type_text(text)

    def closing(self, notes: Mapping[str, str] | None = None, decisions: Mapping[str, str] | None = None) -> None:
        """Type the person's wishes, decide for each recipient, and finish the talk."""
        self.rail("closing")
        page = self.page
        assert isinstance(page, ClosingPage)
        for line, text in (notes or {}).items():
            self.closing_step(2 if line in LAST else 0)
            self.tab_to(f"closing-{line}")
            self.type_text(text)
        for name, value in (decisions or {}).items():
            self.closing_step(1)
            if name in PARTS:
                self.ask_about(name)
                name = f"{name}:{self.asked[name]}"
            self.tab_to(f"decision-{name}")
            self.press(Qt.Key.Key_Space)
            self.press(Qt.Key(Qt.Key.Key_1 + LATER[value]))
            self.wait(lambda name=name, value=value: self.decided(name) == value)
        self.next("own-view")

    def ask_about(self, decision: str) -> None:
        """Choose the first recipient of the list by name; its decision then stands on the closing page."""
        self.closing_step(1)
        self.choose(f"closing-{PLACE}{decision}")
        self.at(f"{PLACE}{decision}")
        view = choose_view(self.pages.interview, self.pages.desk.directory, decision)
        self.asked[decision] = view.lines[0].place
        self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        self.at("closing")
        assert self.focused().objectName() == f"decision-{decision}:{self.asked[decision]}"

    def decided(self, name: str) -> str:
        """What stands on disk for a decision of the closing, of a recipient where it names one."""
        decision, _, entry = name.partition(":")
        return self.case.consented(decision, key(decision, entry) if entry else "")

    def own_view(self, explanations: Iterable[str], sureness: str, reason: str) -> None:
        self.type_view(explanations, sureness, reason)
        self.next("reading")
        self.unseal()

    def unseal(self, pin: str = COVER_PIN) -> None:
        """Give the PIN that stands before a page with a result, where it is asked for."""
        if isinstance(self.page, PinPage):
            self.type_text(pin)
            self.press(Qt.Key.Key_Return)
            self.wait(lambda: not isinstance(self.page, PinPage))

    def type_view(self, explanations: Iterable[str], sureness: str, reason: str) -> None:
        assert isinstance(self.page, OwnViewPage)
        for name in explanations:
            self.choose(f"view-{name}")
        self.pick(sureness)
        self.tab_to("reason")
        self.type_text(reason)

    def recipient(self, name: str) -> None:
        """Open a recipient of the page of referrals, with the key for the rest where it is not among the first."""
        button = self.window.findChild(QPushButton, f"recipient-{name}")
        assert button is not None
        if not button.isVisible():
            self.choose("more-recipients")
        self.choose(f"recipient-{name}")

    def reading_text(self) -> str:
        self.at("reading")
        self.unseal()
        return self.shown()

    def save_pdf(self, folder: Path) -> Path:
        """From the reading to the papers, folder and passphrase typed, the record's own copy saved under lock."""
        if self.place == "reading":
            self.next("taking")
        if self.place == "taking":
            self.next("papers")
        self.unseal()
        page = self.page
        assert isinstance(page, PapersPage)
        self.wait(lambda: self.pages.referral.file is not None)
        self.tab_to("folder")
        self.type_text(str(folder))
        self.tab_to("paper-passphrase")
        self.type_text(PAPER_PASSPHRASE)
        self.press(Qt.Key.Key_S, CONTROL)
        self.wait(lambda: not page.saved.isHidden())
        (saved,) = folder.glob("*.pdf")
        return saved


def _is_so(holds: Callable[[], object]) -> bool:
    """Whether it holds already; what is asked of a page that is not there yet does not."""
    try:
        return bool(holds())
    except AssertionError:
        return False


class _Shown(QObject):
    """Takes down every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@contextmanager
def stray_windows() -> Iterator[list[str]]:
    """The windows that come up meanwhile: a part shown before it has its place takes the keyboard away."""
    shown, app = _Shown(), QApplication.instance()
    assert app is not None
    app.installEventFilter(shown)
    try:
        yield shown.found
    finally:
        app.removeEventFilter(shown)


def texts(widget: QWidget) -> str:
    """What stands in a widget and all it holds, as text."""
    found: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QLineEdit):
            found.append(each.text())
        elif isinstance(each, QTextEdit):
            found.append(each.toPlainText())
    found.append(widget.windowTitle())
    return "\n".join(dict.fromkeys(part for part in found if part))


def pdf_text(path: Path, *options: str) -> str:
    """The words of a PDF on one line, without the controls that a reader puts around right-to-left text."""
    if shutil.which("pdftotext"):
        opened = ["pdftotext", "-upw", PAPER_PASSPHRASE, *options, str(path), "-"]
        done = subprocess.run(opened, capture_output=True, check=True)
        text = done.stdout.decode()
    else:
        unlocked = BytesIO()  # pypdf opens no lock without a library that nothing else here needs
        with pikepdf.open(path, password=PAPER_PASSPHRASE) as paper:
            paper.save(unlocked, encryption=False)
        text = "\n".join(page.extract_text() for page in PdfReader(unlocked).pages)
    return plain(text)


def plain(text: str) -> str:
    """One space between words, canonical letters, no bidi controls."""
    kept = "".join(letter for letter in text if letter not in BIDI)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

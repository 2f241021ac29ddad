"""What an officer does in a case, with a planted text in every field: a talk, a child, a shelter, the papers."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton

from screening.qt.assessment.assessment_page import AssessmentPage
from screening.qt.assessment.result_lock import PinPage
from screening.qt.entry.break_page import RestPage
from screening.qt.interview import notes_controller
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.alone_page import AlonePage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.side_pages import FindPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.referral.follow_up_page import FollowPage
from screening.qt.referral.identity_page import IdentityPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.referral.recipients_page import AddingPage, TakingPage
from tests.qt.fake_printer import FakePrinter
from tests.qt.in_clear.planting import Planting
from tests.qt.in_clear.search import files_in
from tests.qt.page_objects import PAPER_PASSPHRASE, SAFE

if TYPE_CHECKING:
    from tests.qt.page_objects import Screen

K = Qt.Key
ALONE = "interview/alone_page AlonePage.__init__ field"
COVER = "entry/cover_page CoverPage.__init__ field"
BREAK = "entry/break_page RestPage.__init__ field"
SERVICE = "labour-department"
STEPS = {"talk": "yes", "notes": "yes", "identity": "yes", "count": "yes"}


class Officer:
    """One officer at one window, who plants."""

    def __init__(self, planting: Planting, papers: Path) -> None:
        self.planting = planting
        self.papers = papers
        self.screen: Screen = planting.screen
        self.printed: list[str] = []
        """Names of the files that came while a paper was shown and printed."""

    def go(self, place: str) -> None:
        """To a page of the case; the PIN is given where one is asked for."""
        self.screen.pages.go(place)
        self.unseal()
        assert self.screen.place == place, f"{place}: {self.screen.complaint()}"
        self.planting.settled()

    def open(self, code: str) -> None:
        """A case of the list, at the page where it was left."""
        self.screen.cases()
        self.screen.window.open_case(code)
        self.planting.settled()
        self.screen.wait(lambda: self.screen.place and self.screen.case.code == code)

    def unseal(self) -> None:
        page = self.screen.page
        if isinstance(page, PinPage):
            self.planting.pin(page.field.edit)
            self.screen.wait(lambda: not isinstance(self.screen.page, PinPage))

    # --- the talk

    def talk(self) -> str:
        """From the gate to the last topic, with the account, the search, the shapes and the person's own view."""
        screen, planting = self.screen, self.planting
        screen.new_screening()
        screen.setting("detention")
        screen.gate_lines(**SAFE)
        screen.next("numbers")
        screen.press(K.Key_D)
        planting.named("numbers-line")
        screen.press(K.Key_Return)
        screen.at("language")
        screen.language("en")
        screen.consent(**STEPS)
        self.listen()
        for topic in screen.window.desk.content.protocol.topics:
            screen.pages.go(f"topic.{topic.id}")
            screen.invite()
            page = screen.page
            assert isinstance(page, TopicPage) and page.field is not None
            planting.into(page.field.edit)
            screen.answer(page.view.items[0].id, "yes")
        self.find()
        self.turn()
        self.rest()
        self.alone()
        return screen.case.code

    def listen(self) -> None:
        """The account, its last words marked, a sign looked for and ticked with them."""
        self.go("listening")
        screen, page = self.screen, self.screen.page
        assert isinstance(page, ListeningPage) and page.account is not None
        said = self.planting.into(page.account.edit)
        cursor = page.account.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        page.account.edit.setTextCursor(cursor)
        screen.press(K.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert page.held == said
        self.planting.into(page.search.edit)
        page.search.edit.clear()
        self.screen.type_text("passport")
        screen.wait(lambda: page.lines)
        item = next(iter(page.lines))
        page.lines[item].click()
        screen.wait(lambda: screen.case.sessions.note("marked", item) == said)

    def find(self) -> None:
        """F3, a text that is nowhere; and one by the clipboard, taken from the field again."""
        self.screen.press(K.Key_F3)
        page = self.screen.page
        assert isinstance(page, FindPage)
        self.planting.into(page.field.edit)
        for key in (K.Key_A, K.Key_C):
            self.screen.press(key, Qt.KeyboardModifier.ControlModifier)

    def turn(self) -> None:
        """The person's own view in place of the officer's page, and back with the same key."""
        self.go("topic.needs")
        self.screen.press(K.Key_F4)
        page = self.screen.window.stack.currentWidget()
        assert isinstance(page, PersonPage) and page.turned
        self.screen.press(K.Key_F4)
        self.screen.wait(lambda: self.screen.window.stack.currentWidget() is self.screen.window.shell)
        self.planting.awake()

    def rest(self) -> None:
        """A break, and back with the PIN."""
        self.screen.press(K.Key_F8)
        self.screen.wait(lambda: isinstance(self.screen.window.stack.currentWidget(), RestPage))
        page = self.screen.window.stack.currentWidget()
        assert isinstance(page, RestPage)
        self.planting.pin(page.field, BREAK)
        self.screen.wait(lambda: self.screen.window.stack.currentWidget() is self.screen.window.shell)
        self.planting.awake()

    def alone(self) -> None:
        """By ear, from the headphones to the hand-back; everything may be seen."""
        screen = self.screen
        self.go("alone")
        page = screen.page
        assert isinstance(page, HearingPage) and page.checks, "no recordings were put in"
        self.press_named("alone-test")
        for each in page.checks.values():
            each.setChecked(True)
        self.press_named("alone-begin")
        screen.wait(lambda: isinstance(screen.window.stack.currentWidget(), AlonePage))
        shapes = screen.window.stack.currentWidget()
        assert isinstance(shapes, AlonePage)
        self.planting.settled()
        for key in (K.Key_1, K.Key_2, K.Key_1, K.Key_2, K.Key_0, K.Key_1, K.Key_1):
            screen.wait(lambda: screen.pages.alone.sitting is not None and screen.pages.alone.sitting.heard)
            screen.press(key)
        assert shapes.handing_back
        self.planting.pin(shapes.field, ALONE)
        screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)

    def notes(self, *places: str) -> None:
        """Every field of these pages of notes."""
        for place in places:
            self.go(place)
            assert isinstance(self.screen.page, NotesPage)
            self.planting.fill()
            self.screen.page.flush()
            self.planting.settled()

    def all_notes(self) -> None:
        self.notes(*notes_controller.VIEWS)

    # --- after it

    def afterwards(self) -> None:
        """Name and contact, the closing, the view, the reading that differs, a second reader."""
        screen, planting = self.screen, self.planting
        self.go("closing")
        for step in range(3):
            screen.closing_step(step)
            planting.fill()
        screen.page.decided.emit("service", "yes")
        planting.settled()
        self.identity()
        self.go("closing")
        screen.next("own-view")
        screen.choose("view-control")
        screen.pick("sure")
        planting.into(screen.page.reason)
        screen.next("reading")
        self.unseal()
        page = screen.page
        assert isinstance(page, AssessmentPage)
        page.ask_differ()
        planting.into(page.reason)
        self.press(page.differ.findChildren(QPushButton)[1])
        assert page.day is not None, "who is held and whose talk leaves it open has a second one"
        planting.into(page.day.edit)
        page.flush()
        planting.settled()
        self.second()

    def identity(self) -> None:
        self.go("identity")
        page = self.screen.page
        assert isinstance(page, IdentityPage)
        self.planting.fill()
        for field in (page.folder, page.passphrase):
            field.edit.clear()
        self.planting.named("slip-passphrase", PAPER_PASSPHRASE)
        page.folder.edit.setText(str(self.papers))
        self.press_named("save-slip")
        assert list(self.papers.glob("slip-*.pdf")), self.screen.complaint()

    def second(self) -> None:
        self.go("second")
        page = self.screen.page
        assert isinstance(page, NotesPage)
        self.planting.fill()
        for name, value in (("view:dispute", "yes"), ("sureness", "fairly_sure")):
            page.chosen.emit(name, value)
            self.screen.wait(lambda name=name, value=value: self.screen.case.sessions.note("second", name) == value)
        self.press_named("note-second-keep")
        assert self.screen.case.sessions.second is not None

    # --- the papers

    def referring(self) -> None:
        """Who takes it, somebody by duty, the papers: filled in, shown, printed, refused as a file, saved, followed."""
        screen, planting = self.screen, self.planting
        self.go("taking")
        page = screen.page
        assert isinstance(page, TakingPage)
        planting.into(page.wish)
        self.press_named("keep-wish")
        page.decided.emit(SERVICE, "labour", "yes")
        planting.settled()
        self.go("adding")
        adding = screen.page
        assert isinstance(adding, AddingPage)
        adding.picked.emit("immigration")
        adding.ground.show_value("duty")
        adding.duty.show()
        planting.into(adding.duty.edit)
        self.press_named("add")
        self.papers_of(SERVICE)
        self.follow()

    def papers_of(self, recipient: str) -> None:
        screen, planting = self.screen, self.planting
        before = self.files()
        self.go("papers")
        page = screen.page
        assert isinstance(page, PapersPage)
        for name in ("person", recipient):
            page.recipient_chosen.emit(name)
            planting.settled()
            planting.fill()
            page.flush()
            planting.settled()
        for key in (K.Key_PageDown, K.Key_PageUp):
            screen.press(key)
        self.print(page, "Office")
        assert [each.event.way for each in screen.case.forms] == ["printed"], screen.complaint()
        self.print(page, "Microsoft Print to PDF")
        assert screen.complaint()
        screen.window.shell.complaints.solved()
        self.printed = sorted(path.name for path in self.files() - before)
        self.save(recipient)

    def save(self, recipient: str) -> None:
        """Somebody's paper, locked, into the folder that was chosen."""
        self.go("papers")
        page = self.screen.page
        assert isinstance(page, PapersPage)
        page.recipient_chosen.emit(recipient)
        self.planting.settled()
        for field, text in ((page.folder, str(self.papers)), (page.passphrase, "")):
            field.edit.clear()
            self.planting.into(field.edit, text)
        page.save_now()
        self.screen.wait(lambda: not page.saved.isHidden() or self.screen.complaint())
        assert not page.saved.isHidden(), self.screen.complaint()

    def files(self) -> set[Path]:
        """Every file of the officer's home that is not the record's own; fonts are read into a cache once."""
        cache = Path.home() / "cache" / "fontconfig"
        return {each for each in files_in(Path.home()) if not {self.screen.folder, cache} & {*each.parents}}

    def print(self, page: PapersPage, printer: str) -> None:
        FakePrinter.name = printer
        page.ask_print()
        self.press_named("print-beside")
        self.planting.settled()

    def follow(self) -> None:
        self.go("follow")
        page = self.screen.page
        assert isinstance(page, FollowPage)
        self.planting.fill()
        page.day.edit.clear()
        self.press_named("keep-promise")
        assert self.screen.case.referrals.promises, self.screen.complaint()
        self.planting.named(f"by-{SERVICE}")
        self.press_named(f"redirected-{SERVICE}")
        self.decisions()

    def decisions(self) -> None:
        """What a body decided, with what its letter says; the day is no text."""
        self.go("decisions")
        page = self.screen.page
        assert isinstance(page, NotesPage)
        for row, value in (("matter", "labour"), ("result", "awarded"), ("body", "labour")):
            page.choices[row].chosen.emit(value)
            self.planting.settled()
        page.fields["day"].set_text(datetime.date.today().isoformat())
        page.fields["amount"].set_text("1500")
        self.planting.named("note-reference")
        self.press_named("note-decision-keep")
        self.screen.wait(lambda: bool(self.screen.case.later) or self.screen.complaint())
        assert self.screen.case.later, self.screen.complaint()

    # --- others

    def shelter(self) -> str:
        """A stay of two sessions: arrival, rest, a talk; another day, with everything asked anew."""
        screen, planting = self.screen, self.planting
        screen.new_screening()
        screen.gate("shelter")
        screen.choose("language-ur")
        screen.at("arrival")
        planting.fill()
        page = screen.page
        assert isinstance(page, NotesPage)
        page.choices["wishes-to-talk"].chosen.emit("yes")
        planting.settled()
        screen.next("consent")
        screen.consent(**STEPS)
        self.notes("session", "plan", "dates", "handover", "refused")
        self.go("session")
        planting.named("note-promise")
        screen.page.fields["promise-by"].edit.clear()
        self.press_named("note-promise-add")
        assert screen.case.referrals.promises, screen.complaint()
        code = screen.case.code
        self.notes("later")
        self.press_named("note-later-done")
        self.open(code)
        screen.at("session")
        self.press_named("note-session-begin")
        screen.at("gate")
        assert screen.case.sessions.number == 2
        screen.gate_lines(hearing="nobody", hurt="no", afraid="no", minor="adult", stop="no", officer="safe")
        screen.past_gate()
        self.notes("prefer", "informed")
        self.press_named("note-informed-done")
        screen.window.show_cases()
        return code

    def child(self) -> str:
        screen, planting = self.screen, self.planting
        screen.new_screening()
        screen.gate(minor="might_be")
        screen.choose("language-ur")
        screen.at("child")
        page = screen.page
        assert isinstance(page, NotesPage)
        page.choices["assent"].chosen.emit("yes")
        planting.settled()
        for name in (name for name, opened in page.opened.items() if not opened):
            self.press_named(f"fold-{name}")
        planting.fill()
        screen.next("closing")
        planting.settled()
        planting.fill()
        screen.next("own-view")
        code = screen.case.code
        screen.window.show_cases()
        screen.cases()
        return code

    # --- buttons

    def press_named(self, name: str) -> None:
        found = [each for each in self.screen.window.shell.findChildren(QPushButton, name) if each.isVisible()]
        assert len(found) == 1, f"{len(found)} buttons are called {name}"
        self.press(found[0])

    def press(self, button: QPushButton) -> None:
        button.click()
        self.planting.settled()

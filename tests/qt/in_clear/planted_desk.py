"""What an officer does outside a case, with a planted text in every field: the first pages and those of the desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.recovery_pages import RecoverPage, RestorePage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.exchange.bundles_page import BundlesPage
from screening.qt.exchange.people_page import PeoplePage
from screening.qt.languages.review_page import BenchPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.record.access_page import AccessPage
from screening.qt.record.cases_page import CasesPage
from screening.qt.record.retention_page import ErasingPage
from screening.qt.referral.directory_page import DirectoryPage, EntryPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.settings.safety_page import SafetyPage
from screening.qt.statistics.statistics_page import StatisticsPage
from screening.qt.training.lessons_page import CurvePage
from screening.qt.training.play import PlayRoom
from tests.qt.in_clear.planted_case import COVER, Officer
from tests.qt.in_clear.search import FIGURES
from tests.qt.screens import PLACES

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = "consent.spoken.choice"


class Keeper(Officer):
    """The same officer at the desk."""

    passphrase = ""
    second_secret = ""

    def desk(self, place: str) -> object:
        """A page of the desk, once it was drawn with what the record says."""
        window = self.screen.window
        window.open_record_page(place)
        self.planting.settled()
        self.screen.let_go()
        page = window.record.beside.page
        assert page is not None
        return page

    # --- the first pages

    def begin(self) -> None:
        """A new record, after a look at the ways back to an old one."""
        screen, planting = self.screen, self.planting
        window = screen.window
        screen.wait(lambda: isinstance(window.first, CreatePage))
        window.first.restore_pressed.emit()
        assert isinstance(window.first, RestorePage)
        planting.fill()
        window.first.hand_over()
        screen.wait(lambda: window.desk is None)
        window.first.recover_pressed.emit()
        recover = window.first
        assert isinstance(recover, RecoverPage)
        planting.fill()
        recover.again.edit.setText(recover.new.text())
        recover.hand_over()
        screen.wait(lambda: window.desk is None)
        window.front.begin()
        page = window.first
        assert isinstance(page, CreatePage)
        page.role.show_value("labour-officer")
        for field in (page.officer, page.organisation):
            planting.into(field.edit)
        self.passphrase = planting.into(page.passphrase.edit)
        planting.into(page.again.edit, self.passphrase)
        screen.press(Qt.Key.Key_Return)
        screen.cases()
        self.choose_pin()

    def unlock(self, passphrase: str) -> None:
        """The passphrase, after one that is none."""
        screen, planting = self.screen, self.planting
        screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
        page = screen.window.first
        planting.into(page.field.edit)
        screen.press(Qt.Key.Key_Return)
        screen.wait(lambda: isinstance(screen.window.first, UnlockPage) and not screen.window.first.trouble.isHidden())
        self.passphrase = passphrase

        def opened() -> bool:
            if screen.window.desk is None and screen.window.first is not None:
                screen.window.first.field.edit.setText(passphrase)
                screen.window.first.field.edit.returnPressed.emit()
            return screen.window.shell is not None

        screen.wait(opened)
        planting.settled()

    def choose_pin(self) -> None:
        page = self.desk("safety")
        assert isinstance(page, SafetyPage)
        for field in (page.pin, page.again):
            self.planting.into(field.edit, FIGURES)
        self.screen.press(Qt.Key.Key_Return)
        self.planting.settled()
        assert self.screen.window.guard.kept.pin
        self.screen.window.shell.complaints.solved()
        self.leave()

    def leave(self) -> None:
        self.screen.window.show_cases()
        self.screen.cases()

    # --- the pages of the desk

    def everywhere(self) -> None:
        """A text in every field of every place of the desk, handed in; the acts behind them have their own turn."""
        for place in PLACES:
            self.desk(place)
            self.planting.fill()
            self.screen.window.commands.save()
            self.planting.settled()
            self.screen.window.shell.complaints.solved()
        self.leave()
        self.screen.window.commands.rail(RecordPlace.BLANK)
        self.screen.let_go()
        self.planting.fill()
        self.leave()
        cases = self.screen.window.findChild(CasesPage)
        assert cases is not None and cases.view is not None
        cases.edit_label(cases.view.rows[0].code)
        self.planting.named("private-label")
        self.press_named("save-label")
        self.planting.settled()
        self.planting.named("filter-cases")
        self.screen.window.shell.complaints.solved()
        self.leave()

    def site(self) -> None:
        """An inspection, with a talk at it."""
        page = self.desk("site")
        assert isinstance(page, NotesPage)
        self.planting.named("note-place")
        self.press_named("note-site-begin")
        self.planting.named("note-note")
        lines = "\n".join(f"{number}; day; bn; {self.planting.text()}" for number in range(1, 9))
        page.fields["list"].setPlainText(lines)
        page.flush()
        self.planting.settled()
        self.press_named("note-site-draw")
        self.leave()
        self.screen.new_screening()
        assert self.screen.case.site
        self.leave()
        self.desk("site")
        self.press_named("note-site-close")
        self.leave()

    def services(self) -> None:
        page = self.desk("services")
        assert isinstance(page, DirectoryPage)
        page.edit_pressed.emit("")
        self.planting.settled()
        entry = self.screen.window.record.beside.page
        assert isinstance(entry, EntryPage)
        self.planting.fill()
        for name, text in (("phones", "03-2612 7600"), ("languages", "ms")):
            entry.fields[name].edit.setText(text)
        entry.save_now()
        self.planting.settled()
        assert isinstance(self.screen.window.record.beside.page, DirectoryPage), self.screen.complaint()
        self.leave()

    def practise(self) -> None:
        """The own figures of practice, for a folder that is not there; the record is covered meanwhile."""
        window = self.screen.window
        window.shell.rail_chosen.emit("invented-people")
        room = window.room
        assert isinstance(room, PlayRoom) and window.stack.currentWidget() is window.cover
        room.show_curve()
        page = room.shown
        assert isinstance(page, CurvePage)
        self.planting.into(page.folder.edit)
        page.share.click()
        assert page.done.isVisibleTo(page), "it says that nothing was written"
        room.close()
        self.screen.wait(window.isVisible)
        self.planting.pin(window.cover.field, COVER)
        self.screen.wait(lambda: window.stack.currentWidget() is window.shell)
        self.leave()

    def bench(self) -> None:
        """A translation, a remark and a reviewer's code, approved."""
        page = self.desk("bench")
        self.screen.window.shell.complaints.solved()
        assert isinstance(page, BenchPage)
        page.language_chosen.emit("bn")
        self.planting.settled()
        page.text_chosen.emit(TEXT)
        self.planting.settled()
        self.planting.into(page.forms[0])
        self.planting.into(page.remark)
        self.planting.into(page.code.edit)
        page.code.set_text("R-7")
        page.acted.emit("approve")
        self.planting.settled()
        assert not self.screen.complaint(), self.screen.complaint()
        self.planting.fill()
        self.press_named("bench-make")

    def keys(self, recipient: str, recovery: Path) -> None:
        """A second person, a colleague, the organisation's key, and that key tried."""
        self.desk("keys")
        self.planting.named("second-name")
        self.second_secret = self.planting.named("second-passphrase")
        self.agree("name-second")
        self.planting.named("person-name")
        self.planting.named("person-passphrase")
        self.agree("let-person-in", second=True)
        self.planting.named("recovery-recipient", recipient)
        self.agree("let-organisation-in", second=True)
        self.planting.named("recovery-file", str(recovery))
        self.agree("try-recovery", own=False)
        page = self.screen.window.record.beside.page
        assert isinstance(page, AccessPage)
        self.planting.fill()
        self.desk("seal")
        self.planting.fill()
        self.leave()

    def agree(self, name: str, *, own: bool = True, second: bool = False) -> None:
        if own:
            self.planting.named(f"{name}-own", self.passphrase)
        if second:
            self.planting.named(f"{name}-second", self.second_secret)
        self.press_named(name)
        self.press_named(f"{name}-yes")
        assert not self.screen.complaint(), self.screen.complaint()

    def colleague(self, card: str, number: str) -> str:
        """A colleague's card, checked; one's own saved. The text of the own card."""
        page = self.desk("people")
        assert isinstance(page, PeoplePage)
        page.card.setPlainText(card)
        self.press_named("add-card")
        self.screen.wait(lambda: "number-1" in [each.objectName() for each in self.planting.fields()])
        self.planting.named("number-1")
        self.press_named("check-1")
        self.screen.window.shell.complaints.solved()
        page.check_pressed.emit(number, number)
        self.planting.settled()
        page.folder.edit.setText(str(self.papers))
        self.press_named("save-card")
        (saved,) = self.papers.glob("card-*.txt")
        self.leave()
        return saved.read_text(encoding="utf-8")

    def send(self, code: str, other: str) -> None:
        """One case for a purpose, then two with the second person."""
        self.screen.window.shell.complaints.solved()
        for codes in ((code,), (code, other)):
            page = self.desk("bundles")
            assert isinstance(page, BundlesPage)
            for each in page.people.values():
                each.setChecked(True)
            for each in codes:
                page.cases[each].setChecked(True)
            self.planting.into(page.purpose.edit)
            self.planting.into(page.duty.edit)
            page.folder.edit.setText(str(self.papers))
            if len(codes) > 1:
                self.planting.into(page.second.edit, self.second_secret)
            self.press_named("write-bundle")
            assert not self.screen.complaint(), self.screen.complaint()
        self.leave()

    def take_in(self, bundle: Path) -> None:
        page = self.desk("bundles")
        assert isinstance(page, BundlesPage)
        page.file.edit.setText(str(bundle))
        page.look()
        buttons = self.screen.window.shell
        self.screen.wait(lambda: any(each.isVisible() for each in buttons.findChildren(QPushButton, "take-in")))
        self.planting.settled()
        self.press_named("take-in")
        self.screen.wait(lambda: not any(each.isVisible() for each in buttons.findChildren(QPushButton, "take-in")))
        self.planting.settled()
        assert not self.screen.complaint(), self.screen.complaint()
        self.leave()

    def copy(self, stick: Path) -> None:
        page = self.desk("copies")
        page.folder.edit.setText(str(stick))
        self.screen.window.commands.save()
        self.planting.settled()
        self.leave()

    def statistics(self) -> None:
        """The counts, printed and saved: no text of any case is among them."""
        page = self.desk("statistics")
        assert isinstance(page, StatisticsPage)
        self.planting.fill()
        page.folder.edit.setText(str(self.papers))
        for name in ("print-stats", "save-stats"):
            self.press_named(name)
        assert (self.papers / "counts.pdf").exists(), self.screen.complaint()
        self.leave()

    def erase(self, code: str) -> None:
        """The person took it back: the case goes, with the two people whom that needs."""
        self.open(code)
        self.go("withdraw")
        self.screen.page.choices["choice"].chosen.emit("erase")
        self.planting.settled()
        self.press_named("note-withdraw-done")
        self.screen.wait(lambda: isinstance(self.screen.page, ErasingPage))
        self.agree("erase-case", second=True)
        self.screen.cases()

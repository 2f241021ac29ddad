"""Before a record is open: bringing one back from a copy, a sealed copy, or with the recovery key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.record import sealing
from screening.casework.record.backup_views import choice_lines
from screening.errors import BadInput, ScreeningError
from screening.qt.entry.front_page import FrontPage
from screening.qt.frame.page import add_at_start
from screening.qt.style.theme import unpadded
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.confirmation import Agree
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.store import Sealed, SeveralCopies
from screening.wording.catalogue.translations import Words


class RecoverPage(FrontPage):
    """Asks for the file with the secret half and a new passphrase; for the copy where no record stands here.

    ``wanted`` carries the copy ("" for the record here), the file and the passphrase.
    """

    name = "recover"
    wanted = Signal(str, str, str)
    back_pressed = Signal()

    def __init__(self, words: Words, drawn: str, *, from_copy: bool) -> None:
        """``drawn`` are five words drawn for a passphrase; ``from_copy`` asks where the copy is."""
        super().__init__(words)
        say, language = words.say, words.language
        self.head("page.recover.title", "page.recover.lead")
        self.choices = CopyChoices(words)
        self.choices.chosen.connect(self.hand_over)
        self.rows.addWidget(self.choices)
        self.copy = PathField(words, say("page.recover.copy"), help=say("page.recover.copy-help"), name="copy-folder")
        self.file = PathField(words, say("page.recover.file"), help=say("page.recover.file-help"), file=True)
        self.file.edit.setObjectName("recovery-file")
        self.new = PassphraseField(words, say("page.recover.new"), name="new-passphrase")
        self.again = PassphraseField(words, say("page.recover.again"), name="new-again")
        self.again.edit.returnPressed.connect(lambda: self.hand_over())
        self.new.edit.returnPressed.connect(self.again.edit.setFocus)
        self.rows.addWidget(self.copy)
        # Only now: shown without a place it would be a window of its own, and take the keyboard with it.
        self.copy.setVisible(from_copy)
        self.rows.addWidget(self.file)
        if drawn:
            self.rows.addWidget(ScriptText(say("page.recover.drawn", words=drawn), language, Role.BODY))
        self.rows.addWidget(self.new)
        self.rows.addWidget(self.again)
        go = text_button(words, "page.recover.act", "recover", lambda: self.hand_over(), Look.MAIN, cap="Return")
        back = text_button(words, "page.recover.back", "recover-back", self.back_pressed)
        self.buttons = add_at_start(self.rows, go, back)
        self.rows.addStretch(1)
        self._from_copy = from_copy

    def begin(self) -> None:
        (self.copy if self._from_copy else self.file).edit.setFocus()

    def hand_over(self, copy: str = "") -> None:
        """Hand over what was typed, when it will do; with the ``copy`` that was chosen where several open."""
        if not self.file.text().strip():
            self.show_trouble(BadInput("recovery-unreadable"), self.file)
        elif self.takes_new(self.new, self.again):
            self.show_doing(self.words.say("page.recover.working"), self.buttons)
            self.wanted.emit(copy or self.copy.text().strip(), self.file.text().strip(), self.new.text())

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        super().show_trouble(trouble, field)
        if not self.choices.offer(trouble) and field is None:
            self.file.edit.setFocus()


class CopyChoices(QWidget):
    """Hidden until there is something to choose from; ``chosen`` carries the folder of the copy."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.buttons: list[Button] = []
        self.rows = unpadded(QVBoxLayout(self))
        self.hide()

    def offer(self, trouble: ScreeningError) -> bool:
        """Show the copies of this trouble, or none; whether there are any."""
        while self.buttons:
            button = self.buttons.pop()
            self.rows.removeWidget(button)
            button.deleteLater()
        if isinstance(trouble, SeveralCopies):
            lines = choice_lines(trouble, self.words)
            for number, (choice, line) in enumerate(zip(trouble.choices, lines, strict=True), 1):
                button = Button(line, Look.OTHER, language=self.words.language)
                wired(button, f"copy-{number}", lambda path=str(choice.path): self.chosen.emit(path))
                self.rows.addWidget(button)
                self.buttons.append(button)
        self.setVisible(bool(self.buttons))
        self._fit()
        if self.buttons:
            self.buttons[0].setFocus()
        return bool(self.buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as the words of every button need in this width: a page would squeeze them to one line each."""
        tall = self.rows.heightForWidth(self.width()) if self.buttons else 0
        if tall != self.minimumHeight():
            self.setMinimumHeight(tall)


class RestorePage(FrontPage):
    """Asks where the copy is and for its passphrase."""

    name = "restore"
    wanted = Signal(str, str)
    back_pressed = Signal()
    recover_pressed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        say = words.say
        self.head("page.restore.title", "page.restore.lead")
        self.choices = CopyChoices(words)
        self.choices.chosen.connect(self.hand_over)
        self.rows.addWidget(self.choices)
        self.folder = PathField(words, say("page.restore.folder"), help=say("page.restore.folder-help"))
        self.folder.edit.setObjectName("copy-folder")
        self.passphrase = PassphraseField(words, say("page.restore.passphrase"), name="passphrase")
        self.passphrase.edit.returnPressed.connect(lambda: self.hand_over())
        self.rows.addWidget(self.folder)
        self.rows.addWidget(self.passphrase)
        go = text_button(words, "page.restore.restore", "restore", lambda: self.hand_over(), Look.MAIN, cap="Return")
        back = text_button(words, "page.restore.back", "restore-back", self.back_pressed)
        self.buttons = add_at_start(self.rows, go, back)
        recover = text_button(words, "page.recover.open", "to-recover", self.recover_pressed, Look.QUIET)
        add_at_start(self.rows, recover)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.folder.edit.setFocus()

    def hand_over(self, copy: str = "") -> None:
        """Hand over what was typed, with the ``copy`` that was chosen in place of a folder that holds several."""
        copy = copy or self.folder.text().strip()
        if copy and self.passphrase.text():
            self.show_doing(self.words.say("page.restore.working"), self.buttons)
            self.wanted.emit(copy, self.passphrase.text())

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        super().show_trouble(trouble, field)
        self.choices.offer(trouble)


class SealedPage(FrontPage):
    """Shows a Sealed."""

    name = "sealed"
    recover_pressed = Signal()
    new_pressed = Signal()

    def __init__(self, words: Words, told: Sealed) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.rows.addStretch(1)
        self.rows.addWidget(ScriptText(say("page.sealed.title"), language, Role.TITLE, bold=True))
        for line in sealing.sealed_lines(told, words):
            self.rows.addWidget(IconText("lock", line, language, Role.BODY))
        self.rows.addWidget(self.trouble)
        self.recover = text_button(words, "page.sealed.recover", "to-recover", self.recover_pressed, Look.MAIN)
        add_at_start(self.rows, self.recover)
        agree = Agree(
            words, "new-record", act=say("page.sealed.new"), sure=say("page.sealed.new-sure"),
            yes=say("page.seal.yes"), no=say("page.seal.no"), passphrase=False,
        )  # fmt: skip
        agree.agreed.connect(lambda _own, _second: self.new_pressed.emit())
        # The second step comes up below the edge where the text is large.
        agree.act.chosen.connect(
            lambda: QTimer.singleShot(0, self.area, lambda: self.area.ensureWidgetVisible(agree.sure))
        )
        self.rows.addWidget(agree)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.recover.setFocus()

"""Fields of one line, and a passphrase. Nothing written is ever cut silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from screening.qt.platform.clipboard import marked
from screening.qt.style import fonts
from screening.qt.style.shortcut_table import ShortcutKeys
from screening.qt.style.theme import Themed, active, nested, unpadded, wear_sheet
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.text.text_layout import runs
from screening.qt.widgets.buttons import Button, Look

KEPT_AFTER = 1000
"""Milliseconds after which what is typed is handed over to be kept, counted from the first key that is not kept yet.

A pause that began anew with every key would keep nothing of somebody who types without one.
"""


if TYPE_CHECKING:
    _Edit = QWidget
else:
    _Edit = object


class KeepsTyped(_Edit):
    """A field that hands over what was typed and is not kept: a moment after it was typed, and when it is left."""

    kept = ""
    """The text that counts as kept."""

    if TYPE_CHECKING:
        left: SignalInstance
        rested: SignalInstance
        half_typed: SignalInstance

        def text(self) -> str: ...

    def watch_typing(self) -> None:
        """Make the pause after which it is handed over; call once."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(KEPT_AFTER)
        self._pause.timeout.connect(self._rested)

    def begin_pause(self) -> None:
        """Count from this key, unless one before is not kept yet."""
        if not self._pause.isActive():
            self._pause.start()

    def stands(self, text: str) -> None:
        """This is kept now; what is typed beyond it stays."""
        self.kept = text
        if self.text() == text:
            self.tell_half_typed()

    def tell_half_typed(self) -> None:
        """Hand over what is not kept, without waiting for the pause."""
        self._pause.stop()
        self.half_typed.emit("" if self.text() == self.kept else self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.tell_half_typed()
        self.left.emit()

    def _rested(self) -> None:
        self.tell_half_typed()
        self.rested.emit()


class LineEdit(KeepsTyped, QLineEdit):
    """One line that refuses, and says so, what would be too long; QLineEdit alone would cut it."""

    written = Signal(str)
    refused = Signal()
    left = Signal()
    rested = Signal()
    """Some of what stands here was typed a moment ago, however fast it is typed on."""
    half_typed = Signal(str)
    """What stands here and is not kept, a moment after it was typed and when it is left; "" where all is kept."""

    def __init__(self, longest: int, language: str) -> None:
        super().__init__()
        self.watch_typing()
        self.longest = longest
        self.language = language
        self._before = ""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._changed)
        wear_sheet(self)
        self.use_scripts()

    def show_text(self, text: str) -> None:
        """A text that nobody typed: it is kept already."""
        self.setText(text)
        self.stands(text)

    def put(self, text: str) -> None:
        """A text that was typed before and is not kept: shown, and handed over like any other."""
        self.setText(text)
        self._pause.stop()

    def use_scripts(self) -> None:
        """The font of the first script in the line, the others behind it."""
        secret = self.echoMode() is not QLineEdit.EchoMode.Normal
        written = [] if secret else list(dict.fromkeys(run.script for run in runs(self.text(), self.language)))
        main = written[0] if written else fonts.LATIN
        self.setFont(fonts.font(main, active().type("body"), others=written))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and cutting by key; there is no menu."""
        cuts = event.matches(QKeySequence.StandardKey.Cut)
        plain = self.echoMode() is QLineEdit.EchoMode.Normal and self.hasSelectedText()
        if not plain or not (cuts or event.matches(QKeySequence.StandardKey.Copy)):
            super().keyPressEvent(event)
            return
        QApplication.clipboard().setMimeData(marked(self.selectedText()))
        if cuts and not self.isReadOnly():
            self.del_()

    def _changed(self, text: str) -> None:
        if len(text) > self.longest:
            place = min(self.cursorPosition(), len(self._before))
            self.blockSignals(True)
            self.setText(self._before)
            self.setCursorPosition(place)
            self.blockSignals(False)
            self.refused.emit()
            return
        self._before = text
        self.use_scripts()
        self.begin_pause()
        self.written.emit(text)


FEW, LETTER, BESIDE = 60, 0.66, 48
"""Up to how many letters a field is as wide as they are: a letter in sizes of the text, and what is beside them."""


class LineField(Themed, QWidget):
    """One line with its label above and help below."""

    typed = Signal(str)
    entered = Signal()
    """Enter was pressed."""
    left = Signal()
    labelled = True
    """Whoever brings its line into view brings its label and help too."""

    def __init__(
        self, words: Says, label: str, *, help: str = "", longest: int = 200, letters: int = 0, name: str = ""
    ) -> None:
        """``letters`` is how many are written here at most; one of few letters is as wide as they are.

        ``name`` is the object name of the line.
        """
        super().__init__()
        self.words = words
        self.letters = letters or longest
        self._quiet = False
        self.help_text = help
        self.label = ScriptText(label, words.language, Role.BODY, bold=True)
        self.edit = LineEdit(longest, words.language)
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(spoken(label))
        self.edit.setAccessibleDescription(spoken(help))
        self.edit.written.connect(self._typed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.refused.connect(self._refused)
        self.edit.left.connect(self.left)
        self.refusal = IconText("cross", "", words.language, Role.SMALL, bold=True)
        """Why what stands here was refused, until it is written anew."""
        self.refusal.hide()
        self.help = ScriptText(help, words.language, Role.SMALL, soft=True)
        if not help:
            self.help.hide()
        self._rows = unpadded(QVBoxLayout(self))
        self._rows.addWidget(self.label)
        self._rows.addWidget(self.refusal)
        self.line = nested(self._rows, QHBoxLayout())
        self.line.addWidget(self.edit, 1)
        if self.letters <= FEW:
            self.line.addStretch(1)
        self._rows.addWidget(self.help)
        self.wear_active()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the caret into the line. A focus proxy would have a screen reader find the focus in two objects."""
        self.edit.setFocus(reason)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a text; ``typed`` is not sent."""
        self._quiet = True
        self.edit.show_text(text)
        self._quiet = False

    def set_help(self, text: str) -> None:
        """Say something else under the field."""
        self.help_text = text
        self.help.set_text(text)
        self.help.setVisible(bool(text))
        self.edit.setAccessibleDescription(spoken(text))

    def show_refusal(self, text: str) -> None:
        """Say under the label why what stands here was refused, and put the caret there."""
        self.refusal.set_text(text)
        self.refusal.show()
        self.edit.setAccessibleDescription(spoken(" ".join(part for part in (text, self.help_text) if part)))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        screen_reader.say(self.edit, text, alert=True)

    def restyle(self) -> None:
        self._rows.setSpacing(active().gap(8))  # the focus ring stands between label and field
        self.edit.use_scripts()
        if self.letters <= FEW:
            self.edit.setMaximumWidth(round(active().type("body") * LETTER * self.letters) + active().target(BESIDE))
        super().restyle()

    def _typed(self, text: str) -> None:
        if self.help.text() != spoken(self.help_text) or not self.refusal.isHidden():
            self.refusal.hide()
            self.set_help(self.help_text)
        if not self._quiet:
            self.typed.emit(text)

    def _refused(self) -> None:
        told = self.words.say("shell.field.too-long", n=self.edit.longest)
        self.help.set_text(told)
        self.help.show()
        screen_reader.say(self.edit, told, alert=True)


class PassphraseField(LineField):
    """A passphrase, hidden until the officer asks to see it, by the button in the field or by its key.

    The caret never leaves the field for the button.
    """

    def __init__(
        self, words: Says, label: str, *, help: str = "", longest: int = 400, letters: int = 0, name: str = ""
    ) -> None:
        super().__init__(words, label, help=help, longest=longest, letters=letters, name=name)
        hints = Qt.InputMethodHint
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )
        self.show_button = Button(
            words.say("shell.field.show"),
            Look.PLAIN,
            icon="eye",
            cap=tokens().key["show_passphrase"],
            language=words.language,
            role=Role.SMALL,
            parent=self.edit,
        )
        self.show_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a space of a passphrase typed on it would show it
        self.show_button.chosen.connect(self.toggle)
        self._keys = ShortcutKeys(self, {"show_passphrase": self.toggle})
        self.wear_active()

    def toggle(self) -> None:
        """Show what is typed, or hide it again."""
        hidden = self.edit.echoMode() is QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.show_button.set_words(self.words.say("shell.field.hide" if hidden else "shell.field.show"))
        self._place()

    def hide_text(self) -> None:
        """Hide what is typed and forget it."""
        self.edit.clear()
        if self.edit.echoMode() is not QLineEdit.EchoMode.Password:
            self.toggle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "show_button"):
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wide, edit, inset = self.show_button.sizeHint().width(), self.edit, active().size("edge")
        room = wide + active().gap(8)
        self.show_button.setGeometry(inset if edit.isRightToLeft() else edit.width() - room, 0, wide, edit.height())
        edit.setTextMargins(room if edit.isRightToLeft() else 0, 0, 0 if edit.isRightToLeft() else room, 0)


class FilePassphrase(PassphraseField):
    """The passphrase that locks a file which leaves the program."""

    def __init__(self, words: Says, *, name: str = "") -> None:
        super().__init__(words, words.say("papers.passphrase"), help=words.say("papers.passphrase-help"), name=name)

    def offer(self, drawn: str) -> None:
        """Words drawn for the next file; "" where none could be drawn, or where a file was just saved under some."""
        told = self.words.say("papers.passphrase-help")
        self.set_help(f"{told} {self.words.say('papers.passphrase-words', words=drawn)}" if drawn else told)

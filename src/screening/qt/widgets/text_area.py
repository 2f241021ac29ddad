"""The field for what is told: any script, plain text, growing with what is written. Nothing is ever cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from screening.domain.answers import LONGEST_TEXT
from screening.qt.platform.clipboard import marked
from screening.qt.style import fonts
from screening.qt.style.theme import Themed, active, nested, unpadded, wear_sheet
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.text.text_layout import runs
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.fields import KeepsTyped
from screening.qt.widgets.provenance import ProvenanceChip
from screening.wording.script.visible_controls import code_point, turns_direction, turns_letters, written_out


class ScriptFonts(QSyntaxHighlighter):
    """Sets every stretch of a document in the bundled font of its script, at the script's size."""

    def __init__(self, document: QTextDocument, language: str) -> None:
        super().__init__(document)
        self.language = language

    def highlightBlock(self, text: str) -> None:
        for run in runs(text, self.language):
            form = QTextCharFormat()
            form.setFont(fonts.font(run.script, active().type("body")))
            self.setFormat(run.start, run.length, form)


class WordsBeside(Card):
    """Words of another laptop or an earlier session: to be read, never written over. ``by`` says whose, and when."""

    def __init__(self, words: Says, by: str, text: str, language: str) -> None:
        super().__init__(Ground.PLAIN, pads=(16, 8), gap=2)
        self.rows.addWidget(ScriptText(by, words.language, Role.SMALL, soft=True))
        self.rows.addWidget(ScriptText(text, language, Role.BODY))


class WordsEdit(KeepsTyped, QTextEdit):
    """Plain text in any script; each paragraph runs, and stands, the way its letters do. Tab leaves it.

    A QTextEdit, because QPlainTextEdit leaves Urdu at the left edge. Rich text is never taken in.
    """

    left = Signal()
    rested = Signal()
    """Some of what stands here was typed a moment ago, however fast it is typed on."""
    half_typed = Signal(str)
    """What stands here and is not kept, a moment after it was typed and when it is left; "" where all is kept."""
    refused = Signal()
    """What was typed or pasted would have made it longer than ``longest``; nothing was taken over, and it says so."""

    def __init__(self, words: Says, language: str = "", *, longest: int = LONGEST_TEXT) -> None:
        """``language`` is the one most likely written."""
        super().__init__()
        self.words = words
        self.language = language = language or words.language
        self.longest = longest
        self.full = IconText("warning", "", words.language, Role.SMALL, parent=self)
        self.full.hide()
        self._turned = False
        """Whether the text holds marks that turn it round: it is kept as it was written, and the officer is told."""
        self.watch_typing()
        self.viewport().setFocusProxy(None)  # type: ignore[arg-type]  # the text alone has the focus, not a second object inside it
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(0)
        wear_sheet(self)
        self.setCursorWidth(2)
        self.setFont(fonts.font(fonts.LATIN, active().type("body")))
        self._fonts = ScriptFonts(self.document(), language)
        self.textChanged.connect(self._written)
        self.refused.connect(lambda: self._tell(words.say("shell.words.too-long", n=self.longest)))

    def setPlainText(self, text: str) -> None:
        """Show a text that is kept, with the caret after it, so that typing goes on where it ended."""
        self.put(text)
        self.stands(text)

    def put(self, text: str) -> None:
        """A text that was typed before and is not kept: shown, and handed over like any other."""
        super().setPlainText(text)
        self._pause.stop()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        return self.toPlainText()

    def use_scripts(self) -> None:
        """Set the text again at the present text size."""
        self.setFont(fonts.font(fonts.LATIN, active().type("body")))
        self._fonts.rehighlight()

    def wanted_height(self) -> int:
        """As high as what is written, at least a field's height, at most a third of the window."""
        frame = self.height() - self.viewport().height() if self.isVisible() else 2 * active().gap(9) + self._told()
        lines = self.document().documentLayout().documentSize().height()
        most = max(active().size("button") * 2, self.window().height() // 3)
        return max(active().size("button"), min(round(lines) + frame, most))

    def sizeHint(self) -> QSize:
        return QSize(active().gap(200), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(100), self.wanted_height())

    def room_for(self, text: str) -> bool:
        """Whether a text may be put in the place of the selection."""
        selected = len(self.textCursor().selectedText())
        return len(self.toPlainText()) - selected + len(text) <= self.longest

    def createMimeDataFromSelection(self) -> QMimeData:
        return marked(self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.hasText():
            return
        text = written_out(source.text())
        if self.room_for(text):
            self.textCursor().insertText(text)
            self._tell_written_out(source.text())
        else:
            self.refused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        turns = turns_letters(typed)
        adds = bool(typed) and (typed.isprintable() or typed in "\r\n" or turns)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if adds and not control and not self.room_for(written_out(typed)):
            self.refused.emit()
            return
        if turns and not control:
            self.textCursor().insertText(written_out(typed))
            self._tell_written_out(typed)
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        came = event.commitString()
        if came and not self.room_for(written_out(came)):
            self.refused.emit()
            return
        if turns_letters(came):
            event.setCommitString(written_out(came), event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)
        self._tell_written_out(came)

    def event(self, event: QEvent) -> bool:
        """The arrows move the caret while it is here; only outside a text do they move between questions."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self._place_full()
        if self.wanted_height() != self.height():
            self.updateGeometry()

    def _written(self) -> None:
        turned = turns_direction(self.toPlainText())
        if turned and not self._turned:
            self._tell(self.words.say("shell.words.turned"))
        elif not turned and not self.full.isHidden():
            self.full.hide()
        self._turned = turned
        self.begin_pause()
        self._grow()

    def _tell_written_out(self, came: str) -> None:
        """Say that a mark which turns letters round was not taken: it would do so before the officer's eyes."""
        if mark := next((code_point(sign) for sign in came if turns_letters(sign)), ""):
            self._tell(self.words.say("shell.words.written-out", mark=mark))

    def _tell(self, told: str) -> None:
        """Say it under the text, inside the field."""
        self.full.set_text(told)
        self.full.show()
        self._grow()
        screen_reader.say(self, told, alert=True)

    def _told(self) -> int:
        """How much of the field the line takes that says it is full."""
        if self.full.isHidden():
            return 0
        return self.full.heightForWidth(self.width() - 2 * active().gap(14)) + active().gap(8)

    def _place_full(self) -> None:
        across, told = active().gap(14), self._told()
        self.setViewportMargins(0, 0, 0, told)
        if told:
            room = self.width() - 2 * across
            self.full.setGeometry(across, self.height() - told, room, told - active().gap(8))


class WordsField(Themed, QWidget):
    """Their own words: title, how they came, and one field that grows and says when it is full."""

    rested = Signal()
    """Some of it was typed a moment ago."""
    left = Signal()
    how_picked = Signal(str)

    def __init__(self, words: Says, language: str = "en") -> None:
        """``language`` is the one most likely written."""
        super().__init__()
        self.words = words
        name, beside = words.say("shell.words.title"), words.say("shell.words.hint")
        self.title = ScriptText(name, words.language, Role.BODY, bold=True, wraps=False)
        self.hint = ScriptText(beside, words.language, Role.SMALL, soft=True)
        self.chip = ProvenanceChip(words)
        self.chip.picked.connect(self._picked)
        self.edit = WordsEdit(words, language)
        self.edit.setAccessibleName(spoken(f"{name}. {beside}"))
        self.edit.left.connect(self.left)
        self.edit.rested.connect(self.rested)
        self._rows = unpadded(QVBoxLayout(self))
        self._head = nested(self._rows, QHBoxLayout())
        self._head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(self.edit)
        self.wear_active()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint gives way where it would not stand on one line beside title and chip."""
        super().resizeEvent(event)
        taken = self.title.sizeHint().width() + 2 * active().gap(12) + self.chip.sizeHint().width()
        self.hint.setVisible(self._in_one_line(self.width() - taken))

    def _in_one_line(self, room: int) -> bool:
        return room > 0 and self.hint.heightForWidth(room) <= self.hint.heightForWidth(active().gap(10_000))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the caret into the text. A focus proxy would have a screen reader find the focus in two objects."""
        self.edit.setFocus(reason)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a text as it was kept, however long."""
        self.edit.setPlainText(text)

    def how(self) -> str:
        return self.chip.value

    def show_how(self, how: str) -> None:
        self.chip.show_value(how)

    def restyle(self) -> None:
        self._head.setSpacing(active().gap(12))
        self._rows.setSpacing(0 if self.chip.isVisibleTo(self) else active().gap(8))
        self.edit.use_scripts()
        super().restyle()

    def _picked(self, how: str) -> None:
        self.show_how(how)
        self.how_picked.emit(how)

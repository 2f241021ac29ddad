"""Agreeing to what cannot be undone, and passphrases that stay until the officer says that they are written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style.theme import nested, unpadded
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.fields import PassphraseField


class Agree(Card):
    """One act: its consequences in full, who must agree, and the act as the second step."""

    agreed = Signal(str, str)
    """The officer's passphrase and the second person's; "" where none is asked for."""

    def __init__(
        self,
        words: Says,
        name: str,
        *,
        act: str,
        sure: str,
        yes: str,
        no: str,
        consequences: tuple[str, ...] = (),
        second: str | None = None,
        passphrase: bool = True,
    ) -> None:
        """``name`` begins the object names. ``second`` is the second person's name; None where none is needed."""
        super().__init__(Ground.SURFACE, pads=(20, 14), gap=8)
        language = words.language
        for text in consequences:
            self.rows.addWidget(IconText("warning", text, language, Role.SMALL))
        self.own = PassphraseField(words, words.say("agree.own"), name=f"{name}-own")
        if not passphrase:
            self.own.hide()
        self.rows.addWidget(self.own)
        self.second: PassphraseField | None = None
        if second is not None:
            label = words.say("agree.second", name=second) if second else words.say("agree.second-unnamed")
            self.second = PassphraseField(words, label, help=words.say("agree.second-help"), name=f"{name}-second")
            self.rows.addWidget(self.second)
        line = nested(self.rows, QHBoxLayout())
        self.act = wired(Button(act, Look.OTHER, language=language), name, self._ask)
        line.addWidget(self.act)
        line.addStretch(1)
        self.sure = QWidget()
        beside = unpadded(QHBoxLayout(self.sure))
        self.keep = wired(Button(no, Look.MAIN, language=language), f"{name}-no", self.put_away)
        go = wired(Button(yes, Look.OTHER, language=language), f"{name}-yes", self._agreed)
        beside.addWidget(ScriptText(sure, language, Role.BODY, bold=True), 1)
        beside.addWidget(self.keep)
        beside.addWidget(go)
        self.sure.hide()
        self.rows.addWidget(self.sure)

    def put_away(self) -> None:
        """Forget what was typed and close the second step."""
        self.sure.hide()
        self.own.hide_text()
        if self.second is not None:
            self.second.hide_text()
        self.act.setFocus()

    def _ask(self) -> None:
        self.sure.show()
        self.keep.setFocus()

    def _agreed(self) -> None:
        own, second = self.own.text(), self.second.text() if self.second is not None else ""
        self.put_away()
        self.agreed.emit(own, second)


class Sure(Card):
    """Says what will go. ``then`` follows a yes; either answer takes the card away and gives the focus back."""

    def __init__(self, words: Says, text: str, *, yes: str, no: str, then: Callable[[], object]) -> None:
        super().__init__(Ground.STATEMENT, pads=(18, 10), gap=8)
        self.text, self.then = text, then
        self._before = QApplication.focusWidget()
        self.rows.addWidget(IconText("warning", text, words.language, Role.BODY, bold=True))
        line = Flow(gap=12)
        self.keep = wired(Button(no, Look.MAIN, language=words.language), "sure-no", self.put_away)
        self.go = wired(Button(yes, Look.OTHER, language=words.language), "sure-yes", self._go)
        for button in (self.keep, self.go):
            line.add(button)
        self.rows.addWidget(line)

    def ask(self) -> None:
        """Come into sight with the focus on the safe choice."""
        self.show()
        self.keep.setFocus()
        screen_reader.say(self, self.text, alert=True)

    def put_away(self) -> None:
        """Go away; the focus is where it was."""
        self.hide()
        self.setParent(None)
        self.deleteLater()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def _go(self) -> None:
        self.put_away()
        self.then()


class PassphraseNote(Card):
    """Names each file with its passphrase. Out of sight while none waits."""

    written_down = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(Ground.STATEMENT, pads=(16, 10), gap=6)
        self.words = words
        self.lines: list[ScriptText] = []
        self._lines = nested(self.rows, QVBoxLayout())
        self.told = DoneLine(words.language)
        self.told.set_icon("lock")
        self.rows.addWidget(self.told)  # below them: what is said comes into view, and they with it
        self.button = text_button(words, "papers.passphrase-written", "passphrase-written", self.written_down)
        self.rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Show these, by file and passphrase, in place of those before."""
        for line in self.lines:
            line.hide()
            self._lines.removeWidget(line)
            line.deleteLater()
        self.lines = [ScriptText(passphrase, "en", Role.QUESTION, lead=f"{file}  ") for file, passphrase in files]
        for line in self.lines:
            self._lines.addWidget(line)
        self.setVisible(bool(files))
        if files:
            self.told.say(self.words.say("papers.passphrase-note"))

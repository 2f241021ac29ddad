"""Agreeing to what cannot be undone: the officer's passphrase, a second person's, and a second step with the safe
choice first (design: dialogs)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground
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
        parent: QWidget | None = None,
    ) -> None:
        """``name`` begins the object names. ``second`` is the second person's name; None where none is needed."""
        super().__init__(Ground.SURFACE, pads=(20, 14), gap=8, parent=parent)
        language = words.language
        for text in consequences:
            self.rows.addWidget(IconText("warning", text, language, Role.SMALL))
        self.own = PassphraseField(words, words.say("agree.own"))
        self.own.edit.setObjectName(f"{name}-own")
        if not passphrase:
            self.own.hide()
        self.rows.addWidget(self.own)
        self.second: PassphraseField | None = None
        if second is not None:
            label = words.say("agree.second", name=second) if second else words.say("agree.second-unnamed")
            self.second = PassphraseField(words, label, help=words.say("agree.second-help"))
            self.second.edit.setObjectName(f"{name}-second")
            self.rows.addWidget(self.second)
        line = QHBoxLayout()
        self.act = Button(act, Look.OTHER, language=language)
        self.act.setObjectName(name)
        self.act.chosen.connect(self._ask)
        line.addWidget(self.act)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.sure = QWidget()
        beside = QHBoxLayout(self.sure)
        beside.setContentsMargins(0, 0, 0, 0)
        self.keep = Button(no, Look.MAIN, language=language)
        self.keep.setObjectName(f"{name}-no")
        self.keep.chosen.connect(self.put_away)
        go = Button(yes, Look.OTHER, language=language)
        go.setObjectName(f"{name}-yes")
        go.chosen.connect(self._agreed)
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

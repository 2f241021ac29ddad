"""On leaving a case whose answers by ear are not on the disk: wait for them, or give them up knowingly."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.frame.page import Headed
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look


class UnsavedPage(Headed):
    """Says what is not saved and what leaving means; the safe choice comes first."""

    wait_pressed = Signal()
    given_up = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        say, language = words.say, words.language
        self.head_with(say("alone.unsaved.title"))
        for part in ("what", "means", "tell"):
            self.rows.addWidget(ScriptText(say(f"alone.unsaved.{part}"), language, Role.BODY, measured=True))
        row = QHBoxLayout()
        self.wait = Button(say("alone.unsaved.wait"), Look.MAIN, language=language)
        self.wait.setObjectName("unsaved-wait")
        self.wait.chosen.connect(self.wait_pressed)
        self.give_up = Button(say("alone.unsaved.give-up"), Look.OTHER, language=language)
        self.give_up.setObjectName("unsaved-give-up")
        self.give_up.chosen.connect(self.given_up)
        row.addWidget(self.wait)
        row.addStretch(1)
        row.addWidget(self.give_up)
        self.rows.addLayout(row)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.wait

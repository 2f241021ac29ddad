"""What stands in place of a question after something heavy, where nothing neutral is left to ask (DI5)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, spoken
from screening.qt.widgets.buttons import Button
from screening.qt.widgets.card import Card, Flow, Ground


class PauseCard(Card):
    """A word to the officer, a break, and the way on. It has the keyboard, so that no figure answers anything."""

    rest_pressed = Signal()
    on_pressed = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(Ground.OPEN, pads=(20, 12), gap=8, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told, language, key = words.say("talk-hint.after-harm"), words.language, tokens().key
        self.setAccessibleName(spoken(told))
        self.rows.addWidget(IconText("two_bars", told, language, Role.LEAD))
        acts = Flow()
        rest = Button(words.say("shell.break"), icon="two_bars", cap=key["break"], language=language)
        rest.setObjectName("pause-rest")
        rest.chosen.connect(self.rest_pressed)
        on = Button(words.say("page.topic.in-order"), cap=key["next_item"], language=language)
        on.setObjectName("pause-on")
        on.chosen.connect(self.on_pressed)
        acts.add(rest)
        acts.add(on)
        self.rows.addWidget(acts)

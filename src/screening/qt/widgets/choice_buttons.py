"""A few buttons of which one is picked, for what is not recorded one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.buttons import PickButton
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choice_row import Option


class Pick(Flow):
    """Fills the picked button at once: the page hands the choice over with the rest."""

    picked = Signal(str)

    def __init__(self, options: Sequence[Option], language: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=10, parent=parent)
        self.setAccessibleName(spoken(name))
        self.value = ""
        self.buttons: dict[str, PickButton] = {}
        for option in options:
            button = PickButton(option.text, icon=option.icon, language=language)
            button.setObjectName(f"pick-{option.id}")
            button.chosen.connect(lambda name=option.id: self._pick(name))
            self.buttons[option.id] = button
            self.add(button)

    def show_value(self, value: str) -> None:
        self.value = value
        for name, button in self.buttons.items():
            button.show_picked(name == value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab stops at the set once; the arrows go from one button of it to the next."""
        buttons = list(self.buttons.values())
        focused = [at for at, button in enumerate(buttons) if button.hasFocus()]
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not (step and focused):
            super().keyPressEvent(event)
            return
        step = -step if self.isRightToLeft() else step
        buttons[(focused[0] + step) % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, name: str) -> None:
        self.show_value(name)
        self.picked.emit(name)


class LabelledPick(Themed, QWidget):
    """A set with its label above and help below; whoever brings a button of it into view brings them too."""

    labelled = True

    def __init__(self, label: str, pick: Pick, language: str, *, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(ScriptText(label, language, Role.BODY, bold=True))
        rows.addWidget(pick)
        if help:
            rows.addWidget(ScriptText(help, language, Role.SMALL, soft=True))
        self.wear_active()

    def restyle(self) -> None:
        self._rows.setSpacing(active().gap(12))
        super().restyle()

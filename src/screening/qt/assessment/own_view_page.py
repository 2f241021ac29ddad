"""The officer's own view, written before the program's reading can be opened (JU2)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.events.catalogue import ViewWritten
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import Card, Ground, Group
from screening.qt.widgets.choices import CheckLine, Option, Pick
from screening.qt.widgets.text_area import WordsEdit


class OwnViewPage(Headed):
    """Asks for the officer's own view; ``kept`` hands the whole of it over at once."""

    kept = Signal(tuple, str, str)
    explained = Signal(str)
    """What is still missing."""
    typed = Signal(str)
    """A view that is not kept yet, as one text that ``show_view`` takes as ``draft``."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        language, say = words.language, words.say
        self.head_with(say("page.own-view.title"), say("page.own-view.lead"))
        question = f"{say('page.own-view.question')} {say('page.own-view.hint')}"
        left = Group()
        left.setAccessibleName(question)
        rows = unpadded(QVBoxLayout(left), 0)
        rows.addWidget(ScriptText(question, language, Role.BODY, bold=True))
        rows.addSpacing(active().gap(6))
        self.checks = {name: CheckLine(say(f"view.{name}"), language, name=f"view-{name}") for name in VIEWS}
        for line in self.checks.values():
            line.clicked.connect(self.flush)
            rows.addWidget(line)
        before = Card(Ground.SUNK, pads=(20, 14), gap=8)
        before.rows.addWidget(ScriptText(say("page.own-view.before"), language, Role.BODY, bold=True))
        for number in (1, 2, 3):
            before.rows.addWidget(ScriptText(say(f"page.own-view.before{number}"), language, Role.SMALL))
        before.rows.addStretch(1)
        self._top = nested(self.rows, QBoxLayout(QBoxLayout.Direction.LeftToRight), spacing=active().gap(24))
        self._top.addWidget(left, 3)
        self._top.addWidget(before, 2, Qt.AlignmentFlag.AlignTop)
        self.rows.addWidget(ScriptText(say("page.own-view.sure"), language, Role.BODY, bold=True))
        options = [Option(name, say(f"sureness.{name}")) for name in SURENESS]
        self.sureness = Pick(options, language, say("page.own-view.sure"))
        self.sureness.picked.connect(self.flush)
        self.rows.addWidget(self.sureness)
        self.rows.addWidget(ScriptText(say("page.own-view.reason"), language, Role.BODY, bold=True))
        self.reason = WordsEdit(words)
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(say("page.own-view.reason"))
        self.reason.rested.connect(self.flush)
        self.reason.left.connect(self.flush)
        self.rows.addWidget(self.reason)
        self.rows.addWidget(ScriptText(say("page.own-view.reason-help"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)
        self.restyle()

    def show_view(self, view: ViewWritten | None, *, draft: str = "") -> None:
        """Show the view that was written in this session, if one was; or what of one stands in ``draft``."""
        if draft:
            self._show(**json.loads(draft))
        elif view is not None:
            self._show(view.explanations, view.sureness, view.reason)

    def _show(self, chosen: Sequence[str], sureness: str, reason: str) -> None:
        for name, line in self.checks.items():
            line.setChecked(name in chosen)
        self.sureness.show_value(sureness)
        self.reason.setPlainText(reason)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_top"):
            across = QBoxLayout.Direction.TopToBottom if active().compact else QBoxLayout.Direction.LeftToRight
            self._top.setDirection(across)

    def keep(self) -> None:
        """Hand the view over; where something is missing, say all that is, and go to the first of it."""
        chosen = tuple(name for name, line in self.checks.items() if line.isChecked())
        missing: list[tuple[str, QWidget]] = []
        if not chosen:
            missing.append(("choice", self.start()))
        if not self.sureness.value:
            missing.append(("sure", next(iter(self.sureness.buttons.values()))))
        if not self.reason.toPlainText().strip():
            missing.append(("reason", self.reason))
        if missing:
            what = "; ".join(self.words.say(f"page.own-view.lacks-{name}") for name, _widget in missing)
            self.explained.emit(self.words.say("page.own-view.lacks", what=what))
            missing[0][1].setFocus()
            return
        self.kept.emit(chosen, self.sureness.value, self.reason.toPlainText())

    def advance(self) -> bool:
        """Next keeps the view."""
        self.keep()
        return True

    def flush(self) -> None:
        """Hand over the view as it stands, half done or not, as one text."""
        chosen = [name for name, line in self.checks.items() if line.isChecked()]
        sureness, reason = self.sureness.value, self.reason.toPlainText()
        half = {"chosen": chosen, "sureness": sureness, "reason": reason}
        self.typed.emit(json.dumps(half, ensure_ascii=False) if chosen or sureness or reason else "")

    def start(self) -> QWidget:
        return next(iter(self.checks.values()))

"""Adding a recipient that was not proposed: the ground is said first, and a warning is confirmed a second time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.interview.recipient_views import AddingView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import Banner, Kind
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.choice_buttons import Pick
from screening.qt.widgets.choice_row import Option
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField


class AddingPage(Headed):
    """Shows an AddingView. ``added`` carries the entry, the ground, the duty's name, and whether it was confirmed."""

    picked = Signal(str)
    added = Signal(str, str, str, bool)
    left = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.others = ChoiceBox(words.say("adding.title"))
        self.others.setObjectName("others")
        self.others.picked.connect(self.picked)
        self.chosen = ""
        self.ground: Pick | None = None
        self.duty = LineField(words, words.say("adding.duty-name"), help=words.say("adding.duty-help"))
        self.duty.edit.setObjectName("duty")
        self.keeps("adding.duty", self.duty.edit)
        self.sure = False
        self.body: QWidget | None = None
        self.head_with(words.say("adding.title"), words.say("adding.lead"))
        self.rows.addWidget(self.others)
        self.rows.addStretch(1)

    def show_view(self, view: AddingView) -> None:
        language = self.words.language
        self.chosen, self.sure = view.chosen, False
        self.others.show_choices(view.others)
        if self.body is not None:
            self.body.hide()
            self.duty.setParent(None)
            self.rows.removeWidget(self.body)
            self.body.hide()  # until it is deleted it would be drawn across what is new
            self.body.deleteLater()
        self.body = QWidget()
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(active().gap(12))
        self.ground = None
        if view.chosen:
            rows.addWidget(ScriptText(view.question, language, Role.QUESTION))
            if view.needs_ground:
                options = [Option("wish", self.words.say("adding.wish")), Option("duty", self.words.say("adding.duty"))]
                self.ground = Pick(options, language, view.question)
                self.ground.picked.connect(lambda name: self.duty.setVisible(name == "duty"))
                rows.addWidget(self.ground)
                rows.addWidget(self.duty)
                self.duty.hide()
            if view.warning:
                banner = Banner(Kind.NOTE, "", view.warning, language)
                rows.addWidget(banner)
        line = QHBoxLayout()
        leave = Button(self.words.say("adding.leave"), Look.MAIN, language=language)
        leave.setObjectName("leave-out")
        leave.chosen.connect(self.left)
        line.addWidget(leave)
        if view.chosen:
            text = "adding.sure" if view.warning else "adding.add"
            add = Button(self.words.say(text), Look.OTHER, language=language)
            add.setObjectName("add")
            add.chosen.connect(lambda: self._add(warned=bool(view.warning)))
            line.addWidget(add)
        line.addStretch(1)
        rows.addLayout(line)
        self.rows.insertWidget(2, self.body)
        self.body.show()

    def _add(self, *, warned: bool) -> None:
        ground = self.ground.value if self.ground is not None else "wish"
        self.added.emit(self.chosen, ground, self.duty.text() if ground == "duty" else "", warned)

    def start(self) -> QWidget:
        return self.others

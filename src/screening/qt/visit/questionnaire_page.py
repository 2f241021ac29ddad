"""The blank questionnaire on paper: which language beside the officer's, which order, what first, and where to save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from screening.casework.visit.questionnaire import BlankView, BlankWish, Choice
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choices import CheckLine, Option, Pick
from screening.qt.widgets.path_field import PathField


class BlankPage(Headed):
    """Shows a BlankView; ``wanted`` carries the BlankWish and the folder."""

    wanted = Signal(object, str)
    papers_wanted = Signal(str, str)
    """The person's language and the folder, for the papers of a referral to fill in by hand (RE11)."""

    def __init__(self, words: Says, view: BlankView, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.head_with(view.title, view.lead)
        self.person = self._pick(view.person_title, view.persons, view.person)
        self.profile = self._pick(view.order_title, view.profiles, view.profile)
        self._say(view.first_title)
        self.addons = {each.id: CheckLine(each.text, words.language) for each in view.addons}
        flow = Flow(gap=12)
        for name, line in self.addons.items():
            line.setObjectName(f"addon-{name}")
            flow.add(line)
        self.rows.addWidget(flow)
        self.short = CheckLine(view.short, words.language, sub=view.short_help)
        self.short.setObjectName("short")
        self.rows.addWidget(self.short)
        self.folder = PathField(words, words.say("page.papers.folder"), help=view.folder_help)
        self.folder.edit.setObjectName("folder")
        self.folder.edit.returnPressed.connect(self.save)
        button = Button(view.save, Look.MAIN, cap="Return", language=words.language)
        button.setObjectName("save-blank")
        button.chosen.connect(self.save)
        self.last = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.last.addWidget(self.folder, 1)
        self.last.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.rows.addLayout(self.last)
        others = Button(view.papers, Look.OTHER, language=words.language)
        others.setObjectName("save-papers")
        others.chosen.connect(lambda: self.papers_wanted.emit(self.person.value, self.folder.text()))
        self.rows.addWidget(others, 0, Qt.AlignmentFlag.AlignLeft)
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.rows.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.rows.setSpacing(active().space("s"))
        if hasattr(self, "last"):
            across = QBoxLayout.Direction.TopToBottom if active().compact else QBoxLayout.Direction.LeftToRight
            self.last.setDirection(across)
            self.last.setSpacing(active().space("l"))

    def save(self) -> None:
        addons = tuple(name for name, line in self.addons.items() if line.isChecked())
        wish = BlankWish(self.person.value, self.profile.value, addons, self.short.isChecked())
        self.wanted.emit(wish, self.folder.text())

    def show_saved(self, name: str) -> None:
        self.done.say(self.words.say("page.papers.saved", name=name))

    def start(self) -> QWidget:
        return self.title

    def _pick(self, title: str, options: tuple[Choice, ...], value: str) -> Pick:
        self._say(title)
        pick = Pick([Option(each.id, each.text) for each in options], self.words.language, title)
        pick.show_value(value)
        self.rows.addWidget(pick)
        return pick

    def _say(self, title: str) -> None:
        self.rows.addWidget(ScriptText(title, self.words.language, Role.BODY, bold=True))

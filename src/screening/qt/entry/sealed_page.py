"""The first page where a record was sealed and removed: what became of it, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.record import sealing
from screening.qt.entry.front_page import FrontPage
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.confirmation import Agree
from screening.store import Sealed
from screening.wording.catalogue.translations import Words


class SealedPage(FrontPage):
    """Shows a Sealed."""

    name = "sealed"
    recover_pressed = Signal()
    new_pressed = Signal()

    def __init__(self, words: Words, told: Sealed, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        say, language = words.say, words.language
        self.rows.addStretch(1)
        self.rows.addWidget(ScriptText(say("page.sealed.title"), language, Role.TITLE, bold=True))
        for line in sealing.sealed_lines(told, words):
            self.rows.addWidget(IconText("lock", line, language, Role.BODY))
        self.rows.addWidget(self.trouble)
        row = QHBoxLayout()
        self.recover = Button(say("page.sealed.recover"), Look.MAIN, language=language)
        self.recover.setObjectName("to-recover")
        self.recover.chosen.connect(self.recover_pressed)
        row.addWidget(self.recover)
        row.addStretch(1)
        self.rows.addLayout(row)
        agree = Agree(
            words, "new-record", act=say("page.sealed.new"), sure=say("page.sealed.new-sure"),
            yes=say("page.seal.yes"), no=say("page.seal.no"), passphrase=False,
        )  # fmt: skip
        agree.agreed.connect(lambda _own, _second: self.new_pressed.emit())
        # The second step comes up below the edge where the text is large.
        agree.act.chosen.connect(
            lambda: QTimer.singleShot(0, self.area, lambda: self.area.ensureWidgetVisible(agree.sure))
        )
        self.rows.addWidget(agree)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.recover.setFocus()

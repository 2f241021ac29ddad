"""Name and contact, kept apart from the notes (DM1); open only with the person's yes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.interview.view_models import IdentityView
from screening.qt.frame.page import Headed, at_start
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.confirmation import PassphraseNote
from screening.qt.widgets.fields import FilePassphrase, LineField
from screening.qt.widgets.path_field import PathField

FIELDS = ("name", "contact", "phrase")


class IdentityPage(Headed):
    """Shows an IdentityView; a field is handed over when it is left. Nothing typed here goes into a draft."""

    typed = Signal(str, str, str)
    """What stands in the fields while somebody types in them."""
    written = Signal(str, str, str)
    erase_pressed = Signal()
    slip_pressed = Signal(str, str)
    """The folder and the passphrase."""
    ask_pressed = Signal()
    """To where the person is asked whether it may be kept."""

    def __init__(self, words: Says) -> None:
        super().__init__(words.language)
        self.words = words
        self.fields: dict[str, LineField] = {}
        self.kept = ("", "", "")
        self.done = DoneLine(words.language)
        self.note = PassphraseNote(words)
        self.ask: Button | None = None
        self.sure: QWidget | None = None
        self.erase: Button | None = None
        self.folder: PathField | None = None
        self.passphrase: FilePassphrase | None = None

    def show_view(self, view: IdentityView) -> None:
        self.head_with(view.title, view.lead)
        if view.agreed and not self.fields:
            self._build()
        self.kept = (view.name, view.contact, view.phrase)
        for name, text in zip(FIELDS, self.kept, strict=True):
            if name in self.fields:
                self.fields[name].set_text(text)
        if not view.agreed and self.ask is None:
            self.ask = text_button(self.words, "page.identity.ask", "identity-ask", self.ask_pressed)
            self.rows.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
            self.rows.addStretch(1)

    def flush(self) -> None:
        """Hand over what differs from what is kept."""
        typed = self._texts()
        if typed != self.kept:
            self.kept = typed
            self.written.emit(*typed)

    def _typing(self) -> None:
        self.typed.emit(*self._texts())

    def _texts(self) -> tuple[str, str, str]:
        name, contact, phrase = (self.fields[each].text() for each in FIELDS) if self.fields else self.kept
        return name, contact, phrase

    def not_kept(self) -> None:
        """The disk did not take it: it is handed over again when a field is next left."""
        self.kept = ("\0", "", "")

    def offer(self, drawn: str) -> None:
        """Words drawn for the slip; "" where none could be drawn."""
        if self.passphrase is not None:
            self.passphrase.offer(drawn)

    def show_saved(self, name: str) -> None:
        """The slip is on disk: its passphrase is forgotten here."""
        if self.passphrase is not None:
            self.passphrase.hide_text()
        self.done.say(self.words.say("page.papers.saved", name=name))

    def start(self) -> QWidget:
        return self.fields["name"].edit if self.fields else self.title

    def _build(self) -> None:
        say, language = self.words.say, self.words.language
        for name in FIELDS:
            field = LineField(
                self.words, say(f"page.identity.{name}"), help=say(f"page.identity.{name}-help"), longest=300
            )
            field.edit.setObjectName(f"identity-{name}")
            field.edit.rested.connect(self._typing)
            field.left.connect(self.flush)
            field.entered.connect(self.flush)
            self.fields[name] = field
            self.rows.addWidget(field)
        self.rows.addWidget(self.done)
        self.rows.addWidget(self.note)
        card = Card(Ground.SURFACE, pads=(20, 12), gap=8)
        card.rows.addWidget(IconText("lock", say("page.identity.never"), language, Role.SMALL))
        card.rows.addWidget(IconText("return", say("page.identity.withdraw"), language, Role.SMALL))
        self.folder = PathField(self.words, say("page.papers.folder"), help=say("page.identity.slip-help"))
        self.folder.edit.setObjectName("slip-folder")
        card.rows.addWidget(self.folder)
        self.passphrase = FilePassphrase(self.words, name="slip-passphrase")
        self.folder.entered.connect(lambda: self.passphrase.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.passphrase.entered.connect(self._slip)
        card.rows.addWidget(self.passphrase)
        slip = text_button(self.words, "page.identity.slip", "save-slip", self._slip)
        self.erase = text_button(self.words, "page.identity.erase", "erase-identity", self._ask)
        card.rows.addLayout(at_start(slip, self.erase))
        self.sure = QWidget()
        rows = QHBoxLayout(self.sure)
        rows.setContentsMargins(0, 0, 0, 0)
        keep = text_button(self.words, "page.identity.erase-no", "erase-identity-no", self._put_away, Look.MAIN)
        yes = text_button(self.words, "page.identity.erase-yes", "erase-identity-yes", self._erase)
        rows.addWidget(ScriptText(say("page.identity.erase-sure"), language, Role.BODY, bold=True), 1)
        rows.addWidget(keep)
        rows.addWidget(yes)
        self.sure.hide()
        card.rows.addWidget(self.sure)
        self.rows.addWidget(card)
        self.rows.addStretch(1)

    def _slip(self) -> None:
        self.flush()
        assert self.folder is not None and self.passphrase is not None
        self.slip_pressed.emit(self.folder.text(), self.passphrase.text())

    def _ask(self) -> None:
        """The safe choice first and focused; the other is the second step."""
        assert self.sure is not None
        self.sure.show()
        self.sure.findChild(Button, "erase-identity-no").setFocus()  # type: ignore[union-attr]

    def _put_away(self) -> None:
        assert self.sure is not None and self.erase is not None
        self.sure.hide()
        self.erase.setFocus()

    def _erase(self) -> None:
        self._put_away()
        for field in self.fields.values():
            field.set_text("")
        self.kept = ("", "", "")
        self.erase_pressed.emit()

"""The papers: for whom, what its reader sees, the page itself from memory, printing and saving under a passphrase."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.interview.view_models import NoteView, PapersView
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.style.theme import Themed, active, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import Banner, DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Ground, Halves, empty
from screening.qt.widgets.choices import CheckLine, Option, Pick
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.confirmation import PassphraseNote
from screening.qt.widgets.fields import FilePassphrase, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.text_area import WordsEdit

ICONS = {"recorded": "circle", "kept-back": "envelope", "left-blank": "tray", "not-asked": "ring"}
"""The shapes of what stands in a field, the same as on paper."""


class PagePicture(Themed, QLabel):
    """A page of the paper, as wide as there is room. It is drawn from memory; no file is written."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wear_active()

    def show_image(self, image: QImage, name: str) -> None:
        self.image = image
        self.setAccessibleName(name)
        self.setFixedHeight(self._tall(self.width()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(480), self._tall(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(240), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._tall(event.size().width()))

    def _tall(self, width: int) -> int:
        return round(width * self.image.height() / self.image.width()) if not self.image.isNull() else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), self._tall(self.width()))
        painter.drawImage(area, self.image)
        painter.setPen(active().color("edge"))
        painter.drawRect(area.adjusted(0, 0, -1, -1))


class NoteField(QWidget):
    """One thing to fill in for a paper; handed over when it is left."""

    left = Signal(str)

    def __init__(self, words: Says, view: NoteView) -> None:
        super().__init__()
        self.view = view
        self.kept = view.text
        self.edit = WordsEdit(words, view.language)
        self.edit.setObjectName(f"note-{view.id}")
        self.edit.setAccessibleName(view.label)
        self.edit.setPlainText(view.text)
        self.edit.left.connect(self.flush)
        rows = unpadded(QVBoxLayout(self), active().gap(2))
        rows.addWidget(ScriptText(view.label, words.language, Role.SMALL, bold=True))
        rows.addWidget(self.edit)

    def flush(self) -> None:
        text = self.edit.toPlainText()
        if text != self.kept:
            self.kept = text
            self.left.emit(text)


class PapersPage(Headed):
    """Shows a PapersView, and pictures of the paper that it is handed."""

    recipient_chosen = Signal(str)
    save_pressed = Signal(str, str)
    """The folder and the passphrase."""
    print_pressed = Signal()
    page_turned = Signal(int)
    noted = Signal(str, str, str)
    card_chosen = Signal(str)
    card_pressed = Signal()
    picked = Signal(str, bool)
    """One thing that goes into the report, or does not."""
    name_pressed = Signal()
    law_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        language = words.language
        self.recipients = ChoiceBox(words.say("papers.for"), name="recipient")
        self.recipients.picked.connect(self.recipient_chosen)
        self.picture = PagePicture()
        self.picture.setAccessibleName(words.say("papers.preview", page=1, pages=1))
        self.picture.setObjectName("picture")
        turn = Button(words.say("papers.page", page=1, pages=1), Look.OTHER, cap="PgDn", language=language)
        self.turn = wired(turn, "turn-page", lambda: self.page_turned.emit(1))
        self.waits = ScriptText("", language, Role.LEAD)
        self.printing = text_button(
            words, "papers.print", "print-paper", self.ask_print, Look.MAIN, cap=tokens().key["print"]
        )
        self.folder = PathField(words, words.say("page.papers.folder"), help=words.say("page.papers.folder-help"))
        self.folder.edit.setObjectName("folder")
        self.passphrase = FilePassphrase(words, name="paper-passphrase")
        self.second = PassphraseField(
            words, words.say("agree.second-unnamed"), help=words.say("page.papers.second-help"), name="paper-second"
        )
        self.second.hide()
        self.saving = text_button(words, "page.papers.save", "save-paper", self.save_now, cap=tokens().key["save"])
        self.folder.entered.connect(lambda: self.passphrase.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.passphrase.edit.returnPressed.connect(self.save_now)
        self.saved = DoneLine(language)
        self.note = PassphraseNote(words)
        self.issued = ScriptText("", language, Role.SMALL, soft=True)
        self.law = text_button(words, "country.law-open", "open-law", self.law_pressed, Look.QUIET, role=Role.SMALL)
        self.fields: dict[str, NoteField] = {}
        self.cards: Pick | None = None
        self.choices: dict[str, Pick] = {}
        self.picks: dict[str, CheckLine] = {}
        self._sees = QVBoxLayout()
        self._ask: QWidget | None = None
        self._fill: QWidget | None = None
        self._recipient: str | None = None
        """Whose fields are drawn."""
        self.rows.addWidget(ScriptText(words.say("papers.for"), language, Role.BODY, bold=True))
        self.rows.addWidget(self.recipients)
        self.rows.addWidget(self.waits)
        left = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        left.rows.addWidget(self.picture)
        left.rows.addStretch(1)
        right = Card(Ground.PLAIN, pads=(8, 0), gap=10)
        self._controls = right.rows
        for button in (self.turn, self.printing):
            self._controls.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._controls.addLayout(self._sees)
        self._controls.addWidget(IconText("warning", words.say("page.papers.printer"), language, Role.SMALL))
        for part in (self.second, self.folder, self.passphrase, self.saving, self.saved, self.note, self.issued):
            side = Qt.AlignmentFlag.AlignLeft if part is self.saving else Qt.AlignmentFlag(0)
            self._controls.addWidget(part, 0, side)
        self._controls.addWidget(self.law, 0, Qt.AlignmentFlag.AlignLeft)
        self._controls.addStretch(1)
        self._paper = Halves(left, right)
        self.rows.addWidget(self._paper)
        self.rows.addStretch(1)

    def show_view(self, view: PapersView) -> None:
        self.head_with(self.words.say("page.papers.title"), "")
        self.recipients.show_choices(view.recipients)
        self.issued.set_text("  ".join((*view.issued, view.law)).strip())
        self._draw_sees(view)
        self.waits.set_text(view.waits)
        self.waits.setVisible(bool(view.waits))
        self.law.setVisible(bool(view.law))
        for part in (self.picture, self.turn, self.printing, self.saving, self.folder, self.passphrase):
            part.setVisible(not view.waits)
        if self._recipient != view.recipient:
            self._recipient = view.recipient
            self._draw_fields(view)
        if self.cards is not None:
            self.cards.show_value(next((each.id for each in view.cards if each.chosen), ""))

    def show_page(self, image: QImage, page: int, pages: int) -> None:
        """The picture of one page, counted from 0."""
        self.picture.show_image(image, self.words.say("papers.preview", page=page + 1, pages=pages))
        self.turn.set_words(self.words.say("papers.page", page=(page + 1) % pages + 1, pages=pages))
        self.turn.setVisible(pages > 1)

    def ask_print(self) -> None:
        """A shared printer is asked about first; the safe choice has the focus."""
        if self._ask is not None or self.printing.isHidden():
            return
        say = self.words.say
        leave = text_button(self.words, "papers.not-now", "print-not-now", self._asked, Look.MAIN)
        go = text_button(self.words, "papers.beside", "print-beside", self._print)
        holder = QWidget()
        rows = unpadded(QVBoxLayout(holder))
        rows.addWidget(Banner(say("papers.shared"), say("papers.shared-why"), self.words.language))
        add_at_start(rows, leave, go)
        self._ask = holder
        self._controls.insertWidget(self._controls.indexOf(self.printing) + 1, holder)
        holder.show()
        leave.setFocus()

    def turn_page(self, by: int) -> bool:
        self.page_turned.emit(by)
        return True

    def save_now(self) -> None:
        if not self.saving.isHidden():
            self.save_pressed.emit(self.folder.text(), self.passphrase.text())

    def ask_second(self) -> None:
        """Ask for the second person's passphrase; what was to leave waits for another press."""
        self.second.show()
        self.second.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_second(self) -> str:
        """Return what the second person typed, once."""
        typed = "" if self.second.isHidden() else self.second.text()
        self.second.set_text("")
        return typed

    def flush(self) -> None:
        """Hand over every field that differs from what is on disk."""
        for field in self.fields.values():
            field.flush()

    def show_saved(self, name: str) -> None:
        self.saved.say(self.words.say("page.papers.saved", name=name))
        self.passphrase.set_text("")

    def start(self) -> QWidget:
        return self.recipients

    def _asked(self) -> None:
        if self._ask is not None:
            remove_widgets(self._ask)
            self._ask = None
            self.printing.setFocus()

    def _print(self) -> None:
        self._asked()
        self.print_pressed.emit()

    def _draw_sees(self, view: PapersView) -> None:
        language = self.words.language
        empty(self._sees)
        if view.sheets:
            self._sees.addWidget(IconText("sheet", " · ".join(view.sheets), language, Role.BODY, bold=True))
        for group in view.states:
            self._sees.addWidget(IconText(ICONS[group.state], group.title, language, Role.BODY, bold=True))
            for text in group.lines:
                self._sees.addWidget(ScriptText(text, language, Role.SMALL))
        if view.stray:
            self._sees.addWidget(IconText("warning", view.stray, language, Role.SMALL))

    def _draw_fields(self, view: PapersView) -> None:
        """What is to be filled in for this recipient, above the paper and what saves it."""
        if self._fill is not None:
            remove_widgets(self._fill)
        self.fields, self.half = {}, {}
        self.cards = None
        language = self.words.language
        card = self._fill = Card(Ground.SURFACE, pads=(18, 12), gap=8)
        if view.cards:
            title = self.words.say("papers.card-title")
            card.rows.addWidget(ScriptText(title, language, Role.BODY, bold=True))
            self.cards = Pick([Option(each.id, each.text) for each in view.cards], language, title)
            self.cards.picked.connect(self.card_chosen)
            card.rows.addWidget(self.cards)
            add_at_start(card.rows, text_button(self.words, "papers.make-card", "make-card", self.card_pressed))
        if view.names:
            card.rows.addWidget(text_button(self.words, "papers.name-slip", "name-slip", self.name_pressed))
        self.picks = {}
        if view.picks:
            card.rows.addWidget(ScriptText(view.picks_title, language, Role.BODY, bold=True))
        for part in view.picks:
            pick = CheckLine(part.text, language, name=f"pick-{part.id}")
            pick.setChecked(part.chosen)
            pick.toggled.connect(lambda on, name=part.id: self.picked.emit(name, on))
            self.picks[part.id] = pick
            card.rows.addWidget(pick)
        if view.notes:
            card.rows.addWidget(ScriptText(self.words.say("papers.fill-in"), language, Role.BODY, bold=True))
        self.choices = {}
        for each in view.notes:
            if each.options:
                card.rows.addWidget(ScriptText(each.label, language, Role.SMALL, bold=True))
                choice = Pick([Option(one.id, one.text) for one in each.options], language, each.label)
                choice.setObjectName(f"note-{each.id}")
                choice.show_value(each.text)
                choice.picked.connect(lambda value, note=each: self.noted.emit(note.sheet, note.id, value))
                self.choices[each.id] = choice
                card.rows.addWidget(choice)
                continue
            field = NoteField(self.words, each)
            field.left.connect(lambda text, note=each: self.noted.emit(note.sheet, note.id, text))
            self.fields[each.id] = field
            self.keeps(f"{each.sheet}.{each.id}", field.edit)
            card.rows.addWidget(field)
        self.rows.insertWidget(self.rows.indexOf(self._paper), card)
        card.setVisible(bool(view.notes or view.cards or view.names or view.picks))

"""What the two pages before the record share: language, theme and text size along the top, and the frame."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from screening.errors import BadInput, ScreeningError
from screening.qt.style.theme import Themed, active, application, nested, see_through, unpadded, wear_sheet
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.corner_button import CornerFoot
from screening.qt.widgets.fields import LineEdit, LineField
from screening.qt.widgets.focus_ring import FocusRing
from screening.wording.catalogue.languages import interface_packs, own_name

MARGIN = 12
"""Pixels that stay between what has the focus and the edge of the view, for the ring around it."""
ONE_ROW = 1110
"""Pixels at 100 % that languages and looks need on one row."""
TWO_ROWS = 150
"""The text size in percent from which the choices along the top stand in two rows."""


class FrontPage(Themed, QWidget):
    """A page before the record is open. Subclasses fill ``rows``."""

    name = ""
    """The page's name in the table of the handbook."""
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    scale_chosen = Signal(int)
    cover_pressed = Signal()
    handbook_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words = words
        whole = unpadded(QVBoxLayout(self))
        self._bar = nested(whole, QHBoxLayout())
        self._second = QHBoxLayout()
        """Takes the themes and the text size where large text has no room for one row."""
        whole.addLayout(self._second)
        self._second.addStretch(1)
        self._bar.addWidget(ScriptText(words.say("shell.title"), words.language, Role.BODY, bold=True, wraps=False))
        self._bar.addStretch(1)
        for pack in interface_packs():
            look = Look.PICKED if pack.tag == words.language else Look.OTHER
            button = Button(own_name(pack.tag), look, language=pack.tag)
            wired(button, f"officer-language-{pack.tag}", lambda tag=pack.tag: self.language_chosen.emit(tag))
            self._bar.addWidget(button)
        self._themes: dict[str, Button] = {}
        for name in tokens().themes:
            button = Button(words.say(f"theme.{name}"), Look.OTHER, language=words.language)
            button.chosen.connect(lambda name=name: self.theme_chosen.emit(name))
            self._themes[name] = button
            self._bar.addWidget(button)
        self.size_button = Button(words.say("theme.size"), Look.OTHER, language=words.language)
        self.size_button.chosen.connect(self._larger)
        self._bar.addWidget(self.size_button)
        self.area = QScrollArea()
        holder = QWidget()
        centre = QHBoxLayout(holder)
        column = QWidget()
        column.setMaximumWidth(760)
        self.rows = QVBoxLayout(column)
        centre.addStretch(1)
        centre.addWidget(column, 6)
        centre.addStretch(1)
        see_through(self.area, holder)
        wear_sheet(self.area.verticalScrollBar())
        self.area.verticalScrollBar().rangeChanged.connect(self._reshaped)
        whole.addWidget(self.area, 1)
        foot = CornerFoot(words)
        foot.pressed.connect(self.cover_pressed)
        handbook = text_button(
            words, "handbook.title", "handbook", self.handbook_pressed, Look.QUIET, cap=tokens().key["help"]
        )
        foot.add(handbook)
        whole.addWidget(foot)
        self.trouble = ScriptText("", words.language, Role.BODY, bold=True)
        self.trouble.hide()
        self.ring = FocusRing(self)
        application().focusChanged.connect(self._show_focused)
        self.wear_active()

    def restyle(self) -> None:
        theme = active()
        self._bar.setContentsMargins(theme.gap(48), theme.gap(10), theme.gap(48), theme.gap(10))
        two = theme.scale >= TWO_ROWS or self.width() < theme.target(ONE_ROW)
        self._second.setContentsMargins(theme.gap(48), 0, theme.gap(48), theme.gap(10) if two else 0)
        for row in (self._bar, self._second):
            row.setSpacing(theme.gap(10))
        for button in (*self._themes.values(), self.size_button):
            (self._second if two else self._bar).addWidget(button)
        self.rows.setSpacing(theme.gap(12))
        for name, button in self._themes.items():
            button.set_look(Look.PICKED if name == theme.name else Look.OTHER)
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < active().target(ONE_ROW)) != (event.oldSize().width() < active().target(ONE_ROW)):
            self.restyle()

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def head(self, title_id: str, lead_id: str) -> None:
        """Put the title and the line under it on the page, and below them the place of what is wrong."""
        self.rows.addWidget(ScriptText(self.words.say(title_id), self.words.language, Role.TITLE, bold=True))
        self.rows.addWidget(ScriptText(self.words.say(lead_id), self.words.language, Role.BODY, soft=True))
        self.rows.addWidget(self.trouble)

    def begin(self) -> None:
        """Focus what is filled in first."""

    def kept(self) -> dict[str, str]:
        """What was typed so far, by the names of the fields, for the same page in another language."""
        return {edit.objectName(): edit.text() for edit in self.findChildren(LineEdit) if edit.objectName()}

    def keep(self, typed: Mapping[str, str]) -> None:
        """Take over what was typed in the same page in another language."""
        for edit in self.findChildren(LineEdit):
            edit.show_text(typed.get(edit.objectName(), ""))

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        """Say what happened, what it means for the record and what to do, above the ``field`` that it is about."""
        from screening.wording.catalogue.error_messages import sentence  # the first page has no trouble to tell of yet

        self.trouble.set_text(sentence(self.words, trouble))  # type: ignore[arg-type]
        if field is not None:
            self._show_above(field)
            field.edit.setFocus()
        self.trouble.show()
        self._bring_into_view(field)
        screen_reader.say(self, self.trouble.text(), alert=True)

    def takes_new(self, passphrase: LineField, again: LineField) -> bool:
        """Whether a new passphrase will do and was typed twice; if not say why, and begin both of its fields anew."""
        from screening.store import passphrase_trouble  # the page that unlocks a record does not wait for its store

        same = passphrase.text() == again.text()
        code = passphrase_trouble(passphrase.text()) if same else "passphrases-differ"
        if code:
            for field in (passphrase, again):
                field.set_text("")
            self.show_trouble(BadInput(code), passphrase)
        return not code

    def show_doing(self, text: str, row: QWidget | QLayout) -> None:
        """Say what goes on now that may take some seconds, above the ``row`` with the button that began it."""
        self.trouble.set_text(text)
        self._show_above(row)
        self._bring_into_view(None)
        screen_reader.say(self, self.trouble.text())

    def _show_above(self, row: QWidget | QLayout) -> None:
        self.rows.removeWidget(self.trouble)
        self.rows.insertWidget(self.rows.indexOf(row), self.trouble)
        self.trouble.show()

    def _bring_into_view(self, field: LineField | None) -> None:
        def bring() -> None:
            if field is not None:
                self.area.ensureWidgetVisible(field)
            self.area.ensureWidgetVisible(self.trouble)

        bring()
        QTimer.singleShot(0, self, bring)  # once its new height is known

    def _reshaped(self) -> None:
        """Another text size, or a longer page: what is said and what has the focus stay in sight, the latter first."""
        if self.trouble.isVisibleTo(self):
            self.area.ensureWidgetVisible(self.trouble)
        self._show_focused()

    def _show_focused(self) -> None:
        """Scroll until what has the focus shows whole, its label and help with it; Qt alone shows the cursor."""
        now = QApplication.focusWidget()
        if now is None or not self.area.isAncestorOf(now):
            return
        room = self.area.viewport().height()
        shown, holder = now, now.parentWidget()
        while holder is not None and holder is not self.area.widget():
            if getattr(holder, "labelled", False) and holder.height() <= room:
                shown = holder
            holder = holder.parentWidget()
        self.area.ensureWidgetVisible(shown, 0, max(0, min(MARGIN, (room - shown.height()) // 2)))

    def _larger(self) -> None:
        scales = list(tokens().scales)
        self.scale_chosen.emit(scales[(scales.index(active().scale) + 1) % len(scales)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))

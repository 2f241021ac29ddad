"""The page a person answers on alone (PR3-PR7): four shapes, one to stop, a path of stones. No word in any language,
but where nothing can be heard any more: then it says that, and nothing else.

And what is asked on leaving a case whose answers by ear are not on the disk.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from screening.qt.frame.frame import PracticeBand
from screening.qt.frame.page import Headed, OverPage, add_at_start
from screening.qt.questions.invitation import TopicPath
from screening.qt.style import icons
from screening.qt.style.shortcut_table import FIGURES
from screening.qt.style.theme import Placing, Themed, active, person_target, wear_sheet
from screening.qt.text.label import Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.corner_button import CornerButton, FieldEnd
from screening.qt.widgets.focus_ring import FocusRing


class UnsavedPage(Headed):
    """Says what is not saved and what leaving means; the safe choice comes first."""

    wait_pressed = Signal()
    given_up = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("alone.unsaved.title"))
        for part in ("what", "means", "tell"):
            self.rows.addWidget(ScriptText(say(f"alone.unsaved.{part}"), language, Role.BODY, measured=True))
        self.wait = text_button(words, "alone.unsaved.wait", "unsaved-wait", self.wait_pressed, Look.MAIN)
        give_up = text_button(words, "alone.unsaved.give-up", "unsaved-give-up", self.given_up)
        add_at_start(self.rows, self.wait, give_up)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.wait


SHAPES = {
    "yes": ("circle", "1"),
    "no": ("square", "2"),
    "leave_out": ("triangle", "3"),
    "again": ("waves", "4"),
    "stop": ("half_circle", "0"),
}
ANSWERS = ("yes", "no", "leave_out")
"""The shapes that rest until the question was heard."""
KEYS = {figure: name for name, (_shape, figure) in SHAPES.items()}
GAP = 24
FOOT = 104
PATH = 72
WIDEST = 1046


class ShapeButton(Themed, QPushButton):
    """One shape and its figure, large; what is said of it is the shape's name, never what it answers."""

    def __init__(self, words: Says, name: str, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape, self.figure = SHAPES[name]
        self.bare = bare
        self.resting = False
        """Drawn dashed: what it would answer was not heard to its end."""
        self.setObjectName(f"shape-{name}")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(words.say(f"alone.shape.{name}"))
        self.wear_active()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = active(), QPainter(self), QRectF(self.rect())
        fill = theme.color("accent_soft" if self.isDown() else "surface")
        if not self.bare or self.isDown():
            width = 1.5 * theme.size("edge")
            box(painter, rect, fill=fill, edge=theme.color("edge"), width=width, dashed=self.resting)
        side = min(rect.height() * 0.42, rect.width() * 0.5, 150.0)
        figure = SetText(self.figure, "en", theme.type("lead"))
        if self.bare:
            left = rect.center().x() - (side + GAP + figure.width) / 2
            icons.paint(painter, self.shape, QRectF(left, rect.center().y() - side / 2, side, side), theme.color("ink"))
            figure.draw(painter, left + side + GAP, rect.center().y() - figure.height / 2, theme.color("ink_soft"))
            return
        top = rect.center().y() - (side + figure.height) / 2
        ink = theme.color("ink_soft" if self.resting else "ink")
        icons.paint(painter, self.shape, QRectF(rect.center().x() - side / 2, top, side, side), ink)
        figure.draw(painter, rect.center().x() - figure.width / 2, top + side, theme.color("ink_soft"))

    def rest(self, resting: bool) -> None:
        """Draw whether a press would be taken now; it can be pressed and keeps the keyboard all the same."""
        if resting != self.resting:
            self.resting = resting
            self.update()


class Stones(TopicPath):
    """The path of one sitting: as many stones for everyone, large enough to be seen from a chair."""

    def _sizes(self) -> tuple[float, float, float]:
        grown = active().target(100) / 100
        return 29 * grown, 20 * grown, 11 * grown


class AlonePage(Placing, OverPage):
    """Draws how far the sitting is and says which shape was pressed; knows no question and no answer."""

    left_keys = frozenset({"cover", *FIGURES})
    """No key of the officer's opens anything (PR11)."""
    pressed = Signal(str)
    """A shape, pressed with a pointer or the space bar."""
    figured = Signal(str)
    """A shape, by its figure key."""
    cover_pressed = Signal()
    returned = Signal(str)
    """The officer's field was left with Return; what stood in it."""
    came = Signal()
    """The page is in front again, as after the cover page."""
    went = Signal()
    """Something else is in front: sound stops."""

    def __init__(self, words: Says, theirs: Says, total: int, *, practice: bool) -> None:
        """``theirs`` are the texts in the person's language."""
        super().__init__()
        self.words = words
        self.silent = False
        """Whether the sound is gone in the middle of a line."""
        own = ScriptText(words.say("no-sound.told"), words.language, Role.BODY, soft=True, parent=self)
        said = ScriptText(theirs.say("no-sound.told"), theirs.language, Role.LEAD, parent=self)
        self.silence = (said, own) if theirs.language != words.language else (said,)
        for each in (said, own):
            each.hide()
        self.total = total
        self.handing_back = False
        self.path = Stones(0, total, "", parent=self)
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.buttons = {name: ShapeButton(words, name, bare=name == "stop", parent=self) for name in SHAPES}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self.pressed.emit(name))
        self.cover = CornerButton(words, self)
        self.cover.clicked.connect(self.cover_pressed)
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        wear_sheet(self.field)
        self.field.setObjectName("alone-back")
        self.field.setAccessibleName(words.say("alone.shape.back"))
        self.field.returnPressed.connect(self._typed)
        self.field.hide()
        self.end = FieldEnd(words.say("alone.shape.back"), self)
        self.end.clicked.connect(self._typed)
        self.end.hide()
        self.bands = (PracticeBand(words, self), PracticeBand(words, self))
        for band in self.bands:
            band.setVisible(practice)
        self.ring = FocusRing(self)
        self.show_place(0)
        self.show_heard(False)
        self.wear_active()

    def show_place(self, behind: int) -> None:
        """How many stones are behind; nothing tells which shape was chosen."""
        self.path.show_place(behind, self.total, self.words.say("alone.shape.path", n=behind, total=self.total))

    def show_heard(self, heard: bool) -> None:
        """Whether the question was heard to its end: until then the three shapes that answer rest."""
        for name in ANSWERS:
            self.buttons[name].rest(not heard)

    def show_silence(self, silent: bool) -> None:
        """Whether the sound is gone: what to do is told in words; the waves try again, the half circle ends it."""
        if silent == self.silent:
            return
        self.silent = silent
        for text in self.silence:
            text.setVisible(silent)
        self._show_shapes()
        if silent:
            self.buttons["again"].setFocus()
        self.place()

    def _show_shapes(self) -> None:
        whole = not (self.silent or self.handing_back)
        for name, button in self.buttons.items():
            button.setVisible(whole or name == "again" or (name == "stop" and not self.handing_back))
        self.path.setVisible(whole)

    def hand_back(self) -> None:
        """The neutral page at the end: hear again, and the officer's field (PR11)."""
        self.handing_back = True
        self._show_shapes()
        self.field.show()
        self.end.show()
        self.field.setFocus()
        self.place()

    def start(self) -> QWidget:
        return self.buttons["yes"]

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def press_figure(self, figure: str) -> None:
        """A figure key; at the end only "hear again" is left."""
        name = KEYS.get(figure)
        if name is not None and not self.buttons[name].isHidden():
            self.figured.emit(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.field if self.handing_back else self.start()).setFocus()
        self.came.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.went.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("person"))
        foot = self._foot()
        painter.fillRect(0, self.height() - foot, self.width(), foot, theme.color("surface"))
        painter.fillRect(0, self.height() - foot, self.width(), theme.size("edge"), theme.color("edge"))

    def _foot(self) -> int:
        return max(FOOT, person_target(self) + 2 * GAP // 3)

    def place(self) -> None:
        """Two rows of two; one under the other where two would be too narrow, never smaller than twenty millimetres."""
        edge = self.bands[0].width() if self.bands[0].isVisibleTo(self) else 0
        width, foot = self.width() - 2 * edge, self._foot()
        for band, left in zip(self.bands, (0, self.width() - edge), strict=True):
            band.setGeometry(left, 0, max(edge, 1), self.height())
        hint = self.path.sizeHint()
        self.path.setGeometry(
            (self.width() - hint.width()) // 2, (PATH - hint.height()) // 2, hint.width(), hint.height()
        )
        least = person_target(self)
        room = min(WIDEST, width - 2 * GAP)
        left = (self.width() - room) // 2
        tall = self.height() - foot - PATH - GAP
        names = ("yes", "no", "leave_out", "again")
        if self.silent:
            top = PATH // 2
            for text in self.silence:
                high = text.heightForWidth(room)
                text.setGeometry(left, top, room, high)
                top += high + GAP // 2
            side = max(least, min(self.height() - foot - top - GAP, room // 2))
            self.buttons["again"].setGeometry((self.width() - side) // 2, top, side, side)
        elif self.handing_back:
            side = min(tall, room // 2)
            self.buttons["again"].setGeometry((self.width() - side) // 2, PATH, side, side)
        elif room >= 2 * least + GAP:
            half = (room - GAP) // 2
            high = max(least, (tall - GAP) * 62 // 100)
            low = max(least, tall - GAP - high)
            for at, name in enumerate(names):
                row, column = divmod(at, 2)
                top = PATH + row * (high + GAP)
                self.buttons[name].setGeometry(left + column * (half + GAP), top, half, low if row else high)
        else:
            high = max(least, (tall - 3 * GAP) // 4)
            for at, name in enumerate(names):
                self.buttons[name].setGeometry(left, PATH + at * (high + GAP), room, high)
        corner = max(active().size("cover_w"), least)
        self.cover.setGeometry(edge, self.height() - foot, corner, foot)
        wide = max(4 * least, 240)
        middle = max((self.width() - wide) // 2, edge + corner + GAP)
        self.buttons["stop"].setGeometry(middle, self.height() - foot + 4, wide, foot - 8)
        self.field.setGeometry(self.width() - edge - 220, self.height() - foot + foot // 3, 160, foot // 3)
        middle_of_foot = self.field.geometry().center().y()
        self.end.move(self.field.geometry().right() + 4, middle_of_foot - self.end.height() // 2)

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)

"""What every page is: a column with a title, drawn from a view, that says what the screener did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter

from PySide6.QtCore import QChildEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style.theme import Themed, active, nested, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import empty
from screening.qt.widgets.confirmation import Sure
from screening.qt.widgets.fields import LineEdit, LineField
from screening.qt.widgets.text_area import WordsEdit


class Page(Themed, QWidget):
    """A page in the main area. Subclasses fill ``rows`` and have a ``show_view``.

    What the window asks of every page does nothing here; a page that has a use for it says what it does.
    """

    open_item = ""
    """The question that is open on the page, "" for none."""
    turns_to_person = False
    """Whether the page is turned to the person without a line in hand: its question, or its first words."""
    answers_anew = False
    """Whether an answer that stands already is recorded again when it is pressed: the gate was looked at anew."""
    spoken: tuple[str, ...] = ()
    """The ids of texts that are spoken on the page as a whole."""
    sounds = True
    """Whether anything can be heard in the person's language: only then there are buttons for it."""
    available = True
    """Whether what the page is for can be had now; where it cannot, it only leads back."""
    row_gap = 12
    """Blank space between its rows, in pixels at 100 %."""
    onward = ""
    """What Next says while it leads on within the page; "" where it leads to the page after it."""
    half_typed = Signal(str, str)
    """What stands in a field and is on disk nowhere else, under the name of its draft; "" where all of it is."""
    asks_first = Signal()
    """It asks something before what it was told to do: only who reads the page can answer."""
    row_answered = Signal(object, str)
    """A row of choices was answered, by whatever hand: the row, and the answer."""
    take_key: Callable[[str], None] | None = None
    """Takes a key of a row in its turn, after what a fast hand pressed before it; None where nothing waits."""
    keys_wait: Callable[[], bool] | None = None
    """Says whether what was pressed before is still on its way: then a key may be for a row that is to come."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = unpadded(QVBoxLayout(self))
        self._from_record: Callable[[], object] = lambda: None
        self.half: dict[str, LineEdit | WordsEdit] = {}
        """The fields whose half-typed text is kept as a draft, by its name."""
        self._drafts: Callable[[str], str] = lambda _name: ""
        self._asked_once: Sure | None = None
        self._late = False
        """Whether something came into the page and has not found its place in the order yet."""
        self.wear_active()

    def point(self, answer: str) -> None:
        """Answer the question that is open, as a press does."""

    def restyle(self) -> None:
        self.rows.setSpacing(active().gap(self.row_gap))
        super().restyle()

    def sizeHint(self) -> QSize:
        """On the screen, what it takes at its width: at that of its longest line every text would be set once more."""
        if self.isVisible() and self.rows.hasHeightForWidth():
            return QSize(self.width(), self.rows.heightForWidth(self.width()))
        return super().sizeHint()

    def childEvent(self, event: QChildEvent) -> None:
        """Tab and screen readers go through what the page holds as it stands in the layout, however late it came."""
        super().childEvent(event)
        if event.added() and self.styled and not self._late:
            self._late = True
            QTimer.singleShot(0, self, self.put_in_order)

    def put_in_order(self) -> None:
        """Bring the parts of the page into the order in which they stand."""
        self._late = False
        order_as_laid(self, self.rows)

    def ask_once(self, words: Says, text: str, *, yes: str, no: str, then: Callable[[], object]) -> None:
        """Ask under the title before something is destroyed: ``text`` says what will go, ``then`` follows a yes."""
        if self._asked_once is not None and isValid(self._asked_once):
            self._asked_once.put_away()
        self._asked_once = Sure(words, text, yes=yes, no=no, then=then)
        self.rows.insertWidget(min(1, self.rows.count()), self._asked_once)
        self._asked_once.ask()
        self.asks_first.emit()

    def keep_unplaced(self, *parts: QWidget) -> None:
        """Keep parts that stand nowhere on the page, out of sight, so that they go with it.

        Left to themselves they would stay, and with them the page that their buttons call: no collector of garbage sees
        what Qt holds.
        """
        for part in parts:
            part.hide()
            part.setParent(self)

    # --- half-typed text

    def keeps(self, name: str, edit: LineEdit | WordsEdit) -> None:
        """Keep what is typed into a field as the draft of that name, and show again what was typed before."""
        self.half[name] = edit
        edit.half_typed.connect(partial(self.half_typed.emit, name))
        self._put_draft(name)

    def use_drafts(self, drafts: Callable[[str], str]) -> None:
        """Show half-typed text of before; ``drafts`` gives it by its name."""
        self._drafts = drafts
        for name in self.half:
            self._put_draft(name)

    def tell_half_typed(self) -> None:
        """Hand over all half-typed text now."""
        for edit in self.half.values():
            edit.tell_half_typed()

    def _put_draft(self, name: str) -> None:
        edit, draft = self.half[name], self._drafts(name)
        if draft and draft != edit.text():
            edit.put(draft)

    # --- what the window asks of every page

    def flush(self) -> None:
        """Hand over what was typed and is not on disk."""

    def drawn_by(self, draw: Callable[[], object]) -> None:
        """Draw the page by ``draw``, now and whenever what is on disk has changed."""
        self.redrawn_by(draw)
        draw()

    def redrawn_by(self, draw: Callable[[], object]) -> None:
        """Draw the page by ``draw`` whenever what is on disk has changed; it stands there already."""
        self._from_record = draw

    def refresh(self) -> None:
        """Draw the page again from what is on disk."""
        self._from_record()

    def press(self, _number: int, *, typing: bool = False) -> bool:
        """Take a figure key, ``typing`` from within a text; False leaves it to the row that has the ring."""
        return False

    def step(self, _by: int) -> bool:
        """Move to the question before or after; False leaves it to the rows."""
        return False

    def heard(self) -> tuple[str, ...]:
        """The ids of the texts that are played on this page in the person's language."""
        return self.spoken

    def advance(self) -> bool:
        """Do what Next means on this page; False where it only leads on."""
        return False

    def retreat(self) -> bool:
        """Do what Back means on this page; False where it only leads back."""
        return False

    def not_saved(self) -> None:
        """Take back what was handed over and is not on disk."""

    def past_pause(self) -> None:
        """Go past a pause that stands on the page."""

    def leave_out(self) -> None:
        """The person leaves the open question out."""

    def explain(self) -> bool:
        """Show what the page itself explains; False where a message says it."""
        return False

    def save_now(self) -> None:
        """Save what the page is for."""

    def ask_print(self) -> None:
        """Ask whether to print what the page is for."""

    def turn_page(self, _by: int) -> bool:
        """Turn to the sheet before or after; False where the page has no sheets, and scrolls."""
        return False

    def open_how(self) -> None:
        """Open the list of how an answer came."""

    def open_where(self) -> None:
        """Open the list of where it happened."""

    def mark(self) -> None:
        """Mark the words that are selected."""

    def tell_more(self) -> None:
        """Put the caret where words go."""

    def start(self) -> QWidget:
        """The widget that takes the focus when the page opens: its title."""
        return self

    def opening(self) -> str:
        """What is said aloud when the page opens, beside what takes the focus; "" for nothing."""
        return ""

    def clear(self, keep: int = 0) -> None:
        """Take everything out of the page but the first ``keep`` rows, before it is filled anew."""
        empty(self.rows, keep)


class OverPage(Themed, QWidget):
    """A page that stands over the whole window: for the person, or for nobody."""

    left_keys = frozenset({"cover"})
    """The names of the keys that do something while it is shown."""

    def press_figure(self, _figure: str) -> None:
        """Take a figure key."""

    def ask_back(self) -> None:
        """Lead back to the officer's page, where the page has such a way."""


class Headed(Page):
    """A page with a title and a line beside it."""

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words, language = words, words.language
        self.title = ScriptText("", language, Role.TITLE, bold=True, wraps=False)
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lead = ScriptText("", language, Role.BODY, soft=True)
        self.top = nested(self.rows, QVBoxLayout())
        self.head = nested(self.top, QHBoxLayout())
        self._aligned = (Qt.AlignmentFlag.AlignBottom, 2)
        """Where what stands beside title and lead was put last, and how many parts the head then had."""
        self.head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        self.head.addWidget(self.lead, 1, Qt.AlignmentFlag.AlignBottom)
        self._fit_head()

    def put_under_head(self, part: QWidget) -> None:
        """A row under the title: the links to the pages beside this one."""
        self.top.addWidget(part)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "head"):
            self._fit_head()

    def _fit_head(self) -> None:
        """Set the gaps of title and lead; at large text the title may take several lines."""
        self.head.setSpacing(active().space("l"))
        self.top.setSpacing(active().space("s"))
        self.title.wraps = active().compact
        self._place_lead()

    def head_with(self, title: str, lead: str = "") -> None:
        """Set title and lead."""
        self.title.set_text(title)
        self.lead.set_text(lead)
        self.setAccessibleName(title)
        self.setLocale(self.title.locale())
        self._place_lead()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lead()

    def _place_lead(self) -> None:
        """Beside the title, or below it where beside it would be a narrow column."""
        parts = widgets_in(self.head, self)
        taken = sum(each.sizeHint().width() for each in parts if each is not self.lead and not each.isHidden())
        narrow = (active().compact or bool(self.lead.text())) and taken > self.width() * 0.55
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        if self.head.direction() is not way:
            self.head.setDirection(way)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignBottom
        if narrow:
            self.lead.lift = 0
        else:
            self.lead.share_baseline(self.title)
        if self._aligned != (side, len(parts)):
            self._aligned = (side, len(parts))
            for each in parts[2:]:  # a button under them is no wider than its words
                self.head.setAlignment(each, side)

    def start(self) -> QWidget:
        return self.title

    def opening(self) -> str:
        """Title and lead; the title says itself where it takes the focus."""
        if self.start() is self.title:
            return self.lead.text()
        return f"{self.title.text()}. {self.lead.text()}" if self.lead.text() else self.title.text()


ABOUT: dict[str, str | tuple[str, ...]] = {
    **dict.fromkeys(
        ("folder-unnamed", "folder-missing", "path-not-local", "path-too-long", "inside-record", "copy-inside-record"),
        "folder",
    ),
    **dict.fromkeys(("passphrase-too-short", "passphrase-too-common", "passphrase-not-text"), "passphrase"),
    "class-number": "number",
    "class-folder-missing": ("folder", "stick"),
    "override-needs-line": "line",
}
"""How the name of the field ends that a trouble is about."""


def refused_field(page: QWidget | None, code: str) -> LineField | None:
    """Return the field of a page that a trouble is about; None where none is."""
    ending = ABOUT.get(code)
    if page is None or ending is None:
        return None
    for field in page.findChildren(LineField):
        if field.edit.objectName().endswith(ending) and field.isVisibleTo(page):
            return field
    return None


def add_at_start(rows: QBoxLayout, *parts: QWidget) -> QHBoxLayout:
    """Add a line in which parts stand side by side at the beginning, each as wide as it needs."""
    row = nested(rows, QHBoxLayout())
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def stacked(*parts: QWidget) -> QWidget:
    """Put parts close together one under the other, with no blank space around them."""
    holder = QWidget()
    rows = unpadded(QVBoxLayout(holder), active().gap(4))
    for part in parts:
        rows.addWidget(part)
    return holder


def remove_widgets(*widgets: QWidget) -> None:
    """Take widgets out of the page that shows them, for good."""
    for widget in widgets:
        widget.hide()  # a widget that is still to be shown would come up as a window
        widget.setParent(None)
        widget.deleteLater()


def order_as_laid(owner: QWidget, layout: QLayout) -> None:
    """Bring the children of a widget into the order in which its layout has them: Tab and screen readers follow it."""
    parts = widgets_in(layout, owner)
    if parts != [each for each in owner.children() if each in parts]:
        for each in parts:
            each.raise_()


def widgets_in(layout: QLayout, owner: QWidget) -> list[QWidget]:
    """Those children of a widget that stand in its layout, or in a layout in it, in their order.

    No item of a layout is asked for: Qt deletes one with its widget and tells nobody, and Shiboken takes what later
    comes to lie at its address for the item (decision 0102).
    """
    children = owner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = [(at, each) for each in children if (at := _place_in(layout, each))]
    return [each for _, each in sorted(placed, key=itemgetter(0))]


def _place_in(layout: QLayout, widget: QWidget) -> tuple[int, ...]:
    """Where a widget stands in a layout: its number, behind those of the layouts it is in; empty where it is not."""
    if (at := layout.indexOf(widget)) >= 0:
        return (at,)
    for inner in layout.children():
        if isinstance(inner, QLayout) and (found := _place_in(inner, widget)):
            return (layout.indexOf(inner), *found)
    return ()

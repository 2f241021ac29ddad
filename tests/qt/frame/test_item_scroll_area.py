"""What a column that scrolls by items folds where room is short, and what it leaves as it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.qt.frame.item_scroll_area import ItemScroll
from screening.qt.questions.question import ClosedLine
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets import table as tables
from screening.qt.widgets.card import Stack
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.table import Cell, RowTable, TableRow
from screening.wording.catalogue.translations import Words
from tests.qt import gallery
from tests.qt.page_objects import PATIENCE


class Tall(QWidget):
    """A part of a page that is so high."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.tall = height
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(100, self.tall)


class Line(Tall):
    gives_way = True


class Invited(Tall):
    folded = False

    def set_folded(self, folded: bool) -> None:
        self.folded = folded

    def unfolded_height(self, _width: int) -> int:
        return self.tall


def test_a_line_of_text_among_closed_lines_folds_nothing_while_the_open_question_has_the_keyboard(qtbot) -> None:
    invited, question, before = Invited(100), Tall(150), Line(44)
    lines = [Line(44) for _ in range(8)]
    column = Stack()
    heading = ScriptText("The others are only checks.")
    column.set_parts((invited, before, question, *lines[:5], heading, *lines[5:]))
    main = ItemScroll(Words("en"))
    qtbot.addWidget(main)
    main.resize(600, 400)
    page = QWidget()
    QVBoxLayout(page).addWidget(column)
    main.set_body(page)
    main.show()
    with qtbot.waitActive(main, timeout=PATIENCE):
        main.activateWindow()
    question.setFocus()
    main._settle()
    assert not invited.folded
    before.setFocus()
    main._settle()
    assert not invited.folded
    column.set_parts((invited, before, *lines[:5], question, heading, *lines[5:]))
    question.stackUnder(heading)
    column.settle()
    main._settle()
    assert invited.folded, "what stands between the keyboard and the question must not go out of sight before it"


def test_the_titles_of_a_table_go_with_its_first_row(qtbot) -> None:
    table = RowTable([tables.Column(name, 1, id=name, sort=name) for name in ("Code", "Place")], "en")
    table.show_rows([TableRow(str(number), (Cell("A"), Cell("B"))) for number in range(3)])
    main = ItemScroll(Words("en"))
    qtbot.addWidget(main)
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.addWidget(Tall(300))
    rows.addWidget(table)
    main.set_body(page)
    main.resize(600, 400)
    main.show()
    main._settle()
    assert len(main.items()) == 4
    assert main.items()[1][0].top() == table.head.mapTo(page, QPoint(0, 0)).y() + page.y()


def test_a_question_below_is_named_by_its_own_words_and_not_by_what_stands_before_its_first_comma(qtbot) -> None:
    words = Words("en")
    main = ItemScroll(words)
    qtbot.addWidget(main)
    page = QWidget()
    rows = QVBoxLayout(page)
    row = Tall(60)
    row.setAccessibleName("Papers kept, not asked")
    sign = ClosedLine(words, gallery.item("False, bought or borrowed papers, by own choice"))
    asked = ClosedLine(words, gallery.item("Did anyone, at any time, lie?"))
    for part in (Tall(500), sign, asked, row):
        rows.addWidget(part)
    main.set_body(page)
    main.resize(1100, 300)
    main.show()
    main._settle()
    assert main.below.words == "Below: False, bought or borrowed papers … · Did anyone, at any time, lie? · Papers kept"


def test_a_count_after_a_name_in_arabic_letters_stands_after_it(qtbot) -> None:
    main = ItemScroll(Words("en"))
    qtbot.addWidget(main)
    page = QWidget()
    rows = QVBoxLayout(page)
    for part in (
        Tall(500),
        ClosedLine(Words("en"), gallery.item("العربية")),
        *(ClosedLine(Words("en"), gallery.item(f"Line {n}")) for n in range(9)),
    ):
        rows.addWidget(part)
    main.set_body(page)
    main.resize(500, 300)
    main.show()
    main._settle()
    assert "\u2068العربية\u2069 · " in main.below.words and main.below.words.rstrip("\u2069").endswith(" more")


def test_a_field_comes_into_view_with_its_label_and_help(qtbot) -> None:
    field = LineField(Words("en"), "Folder to save it in", help="A USB stick.")
    item = QWidget()
    rows = QVBoxLayout(item)
    for part in (Tall(500), field, Tall(500)):
        rows.addWidget(part)
    page = QWidget()
    QVBoxLayout(page).addWidget(item)
    main = ItemScroll(Words("en"))
    qtbot.addWidget(main)
    main.set_body(page)
    main.resize(600, 300)
    main.show()
    main._settle()
    for start in (0, 1000):
        main.area.verticalScrollBar().setValue(start)
        main.show_item(field.edit)
        for part in (field.label, field.help):
            top = part.mapTo(main.area.viewport(), QPoint(0, 0)).y()
            assert top >= 0 and top + part.height() <= main.area.viewport().height()


def test_what_changed_while_it_was_hidden_is_placed_anew_though_all_of_it_is_as_high_as_before(qtbot) -> None:
    question, foot = Tall(30), Tall(60)
    card = Stack()
    qtbot.addWidget(card)
    card.set_parts((question, foot))
    card.resize(400, card.heightForWidth(400))
    card.show()
    before = card.height()
    card.hide()
    question.tall, foot.tall = 60, 30
    assert card.heightForWidth(400) == before
    card.show()
    assert (question.height(), foot.height()) == (60, 30), "a question of two lines would be cut"

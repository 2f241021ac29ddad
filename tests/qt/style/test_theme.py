"""Tokens and themes: colours that can be read, sizes that grow or stay, one sheet for each."""

from __future__ import annotations

import colorsys

import pytest
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from screening.qt.style.theme import Theme, Themed, active, see_through
from screening.qt.style.tokens import tokens
from screening.qt.widgets.card import Group
from tests.qt.conftest import Wear

TEXT = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink", "person"),
    ("ink", "note"),
    ("ink", "accent_soft"),
    ("ink_soft", "paper"),
    ("ink_soft", "surface"),
    ("ink_soft", "sunk"),
    ("ink_soft", "person"),
    ("on_accent", "accent"),
    ("on_strong", "strong"),
)
EDGES = (("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface"), ("accent", "surface"))
THEMES = tokens().themes


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.requirement("HW4")
@pytest.mark.parametrize(("name", "least"), [("day", 6.0), ("sun", 7.0), ("night", 7.0)])
def test_running_text_can_be_read(name: str, least: float) -> None:
    theme = Theme(name)
    for ink, ground in TEXT:
        found = contrast(theme.color(ink), theme.color(ground))
        assert found >= least, f"{ink} on {ground}: {found:.1f}"


@pytest.mark.requirement("HW4")
def test_the_open_question_can_be_read_in_the_sun() -> None:
    theme = Theme("sun")
    assert contrast(theme.color("ink"), theme.open_fill) >= 7
    assert contrast(theme.color("ink_soft"), theme.open_fill) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_edges_and_the_focus_ring_can_be_seen(name: str) -> None:
    theme = Theme(name)
    for edge, ground in EDGES:
        found = contrast(theme.color(edge), theme.color(ground))
        assert found >= 3.5, f"{edge} on {ground}: {found:.1f}"


@pytest.mark.requirement("HW6")
@pytest.mark.parametrize("name", THEMES)
def test_no_colour_is_red_or_green(name: str) -> None:
    for token, value in tokens().color[name].items():
        color = QColor(value)
        hue, lightness, saturation = colorsys.rgb_to_hls(color.redF(), color.greenF(), color.blueF())
        vivid = saturation > 0.35 and 0.15 < lightness < 0.9
        assert not (vivid and (hue < 0.03 or hue > 0.95 or 0.25 < hue < 0.42)), f"{token} {value}"


def test_every_theme_has_the_same_colours() -> None:
    assert THEMES == ("day", "sun", "night")
    assert len({frozenset(colors) for colors in tokens().color.values()}) == 1


def test_type_and_targets_grow_and_hairlines_do_not() -> None:
    small, large = Theme("day", 100), Theme("day", 200)
    for role in ("small", "body", "lead", "question", "title"):
        assert large.type(role) == 2 * small.type(role)
    assert large.size("button") > small.size("button")
    assert large.space("l") >= small.space("l")
    for name in ("hairline", "edge", "ring", "radius", "marker"):
        assert large.size(name) == small.size(name)


def test_no_target_is_smaller_than_a_finger() -> None:
    for scale in tokens().scales:
        for name in ("target", "button", "rail_row", "target_answer"):
            assert Theme("day", scale).size(name) >= 44


def test_the_ring_is_thicker_in_the_sun() -> None:
    assert Theme("sun").size("ring") == Theme("day").size("ring") + 1


def test_the_persons_ground_is_framed_where_it_has_no_tint() -> None:
    assert Theme("sun").person_frame == 3
    assert Theme("day").person_frame == Theme("night").person_frame == 0


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_is_filled_and_speaks_in_tokens(name: str) -> None:
    sheet = Theme(name, 125).sheet()
    assert "$" not in sheet
    assert tokens().color[name]["surface"].lower() in sheet
    assert Theme(name, 125).sheet() is sheet, "a sheet is made once"


@pytest.mark.sweep
@pytest.mark.requirement("HW7")
def test_wearing_a_theme_stills_the_caret(wear: Wear) -> None:
    worn = wear("night", 150)
    assert active() == worn
    assert worn.compact
    assert QApplication.cursorFlashTime() == 0


@pytest.mark.sweep
def test_a_widget_sets_its_measures_again_when_the_theme_changes(wear: Wear, qtbot: object) -> None:
    from screening.qt.text.text_label import ScriptText

    wear("day", 100)
    text = ScriptText("Papers")
    low = text.sizeHint()
    wear("day", 200)
    assert text.sizeHint().width() > 1.9 * low.width()
    assert isinstance(text, QWidget)


class Pressed(Themed, QPushButton):
    told = Signal(str)


def test_a_widget_is_asked_for_its_parts_as_python_does_and_finds_those_of_qt(day: Theme, qtbot: object) -> None:
    """PySide's own way takes three times as long, and an answer asks some thousand times."""
    assert Themed.__getattribute__ is object.__getattribute__
    pressed, heard = Pressed("Yes"), list[object]()
    pressed.told.connect(heard.append)
    pressed.clicked.connect(lambda: heard.append("clicked"))
    pressed.destroyed.connect(lambda: heard.append("destroyed"))
    pressed.told.emit("told")
    pressed.click()
    assert pressed.text() == "Yes"
    assert pressed.sizePolicy() is not None
    assert not hasattr(pressed, "nothing")
    pressed.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard == ["told", "clicked", "destroyed"]
    with pytest.raises(RuntimeError, match="already deleted"):
        pressed.text()


def test_only_controls_of_qt_have_a_sheet_and_it_goes_with_the_theme(wear: Wear, qtbot: object) -> None:
    from screening.qt.text.text_label import ScriptText
    from screening.qt.widgets.fields import LineEdit

    wear("day", 100)
    edit, text = LineEdit(20, "en"), ScriptText("Papers")
    worn = wear("night", 150)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.styleSheet() == "", "nine kilobytes for each widget of the program"
    assert edit.styleSheet() == worn.sheet()
    assert text.styleSheet() == ""


def test_an_area_that_is_seen_through_shows_the_ground_under_it(day: Theme, qtbot: object) -> None:
    ground, area = QWidget(), QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(QLabel())
    area.setWidgetResizable(True)
    QHBoxLayout(ground).addWidget(area)
    ground.resize(200, 200)
    palette = ground.palette()
    palette.setColor(ground.backgroundRole(), QColor("#123456"))
    ground.setAutoFillBackground(True)
    ground.setPalette(palette)
    inside = area.takeWidget()
    area.setPalette(QPalette(QColor("#FFFFFF")))
    assert ground.grab().toImage().pixelColor(100, 100) != QColor("#123456")
    see_through(area, inside)
    assert inside is area.widget()
    assert ground.grab().toImage().pixelColor(100, 100) == QColor("#123456")


@pytest.mark.sweep
def test_a_group_has_its_role_and_neither_frame_nor_margins(wear: Wear, qtbot: object) -> None:
    group = Group()
    assert group.contentsMargins().isNull(), "before it is shown, when layouts measure it"
    group.resize(300, 100)
    group.show()
    wear("sun", 200)
    group.resize(400, 120)
    assert group.contentsMargins().isNull()
    group.setTitle("Where it happened")
    assert group.contentsMargins().isNull(), "the style makes room for a title at each change"
    told = QAccessible.queryAccessibleInterface(group)
    assert told is not None
    assert told.role() is QAccessible.Role.Grouping

"""What the reading is drawn with: cards of elements and the five explanations, in words as well as in ink."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from screening.casework.view_models import BandView, ElementView, ReasonLine
from screening.qt.style.theme import Theme
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.bands import BandChart
from screening.qt.widgets.banner import Banner, Kind
from screening.qt.widgets.elements import ElementCard
from tests.qt import gallery

BANDS = (
    BandView("a", "Trafficking", 2.2, 3.25, 3.7, "moderate to strong", "Trafficking: moderate to strong"),
    BandView("b", "Need for protection", None, None, None, "not enough asked", "Need for protection: not enough asked"),
)


def names(widget: QWidget) -> list[str]:
    return [
        QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in widget.findChildren(QWidget)
    ]


def test_every_explanation_is_one_row_that_says_all_of_it(day: Theme) -> None:
    chart = BandChart(BANDS, ("little", "some", "moderate", "strong"), "en")
    rows = [QAccessible.queryAccessibleInterface(row) for row in chart.rows]
    assert [row.text(QAccessible.Text.Name) for row in rows] == [band.spoken for band in BANDS]
    assert {row.role() for row in rows} == {QAccessible.Role.StaticText}


def test_the_order_of_the_explanations_is_kept(day: Theme) -> None:
    chart = BandChart(tuple(reversed(BANDS)), ("little", "some", "moderate", "strong"), "en")
    assert [row.band.title for row in chart.rows] == ["Need for protection", "Trafficking"]


def test_not_enough_asked_is_drawn_otherwise_than_any_strength(day: Theme) -> None:
    def picture(band: BandView) -> bytes:
        chart = BandChart((band,), ("little", "some", "moderate", "strong"), "en")
        chart.resize(700, 80)
        image = chart.grab().toImage()
        return bytes(image.constBits())

    known = BandView("x", "T", 0.0, 2.0, 4.0, "w", "s")
    unknown = BandView("x", "T", None, None, None, "w", "s")
    assert picture(known) != picture(unknown)


@pytest.mark.requirement("JU3")
def test_an_element_tells_its_state_each_fact_and_what_speaks_against(day: Theme) -> None:
    view = ElementView(
        "act",
        "What was done",
        "act",
        "indicated",
        "indicated",
        (ReasonLine("a", "Recruited through an agent", "told", "freely"),),
        "Against: nothing noted",
    )
    card = ElementCard(view, "en")
    assert card.accessibleName() == (
        "What was done: indicated. Recruited through an agent, freely. Against: nothing noted"
    )
    texts = {each.text() for each in card.findChildren(ScriptText)}
    assert {
        "What was done",
        "act",
        "indicated",
        "Recruited through an agent",
        "freely",
        "Against: nothing noted",
    } <= texts


def test_banners_have_their_words_whatever_their_colour(day: Theme) -> None:
    for kind in Kind:
        banner = Banner(kind, "Not saved.", "The disk is full.", "en")
        assert "Not saved. The disk is full." in names(banner)
        assert banner.text.icon


@pytest.mark.requirement("JU1", "NV1")
def test_the_mock_reading_says_no_figure(day: Theme) -> None:
    shell = gallery.reading()
    said = " ".join(text.text() for text in shell.main.findChildren(ScriptText))
    assert "%" not in said
    shell.deleteLater()


def test_long_names_of_the_strengths_take_two_lines_and_never_run_into_each_other(day: Theme) -> None:
    chart = BandChart(BANDS, ("sangat sedikit", "ada sedikit", "sederhana", "kuat"), "ms")
    chart.resize(650, 300)
    chart.show()
    QApplication.processEvents()
    texts, step = chart.head._texts(), chart.head._step()
    assert all(text.width <= step for text in texts)
    assert texts[0].height > texts[3].height
    assert chart.head.height() >= texts[0].height


@pytest.mark.parametrize("width", [480, 520, 560, 650])
def test_no_word_of_a_strength_is_broken_over_two_lines(day: Theme, width: int) -> None:
    chart = BandChart(BANDS, ("sangat sedikit", "ada sedikit", "sederhana", "kuat"), "ms")
    chart.resize(width, 300)
    chart.show()
    for text in chart.head._texts():
        starts = (0, *text.line_ends)
        lines = [text.shown[start:end].strip() for start, end in itertools.pairwise(starts)]
        assert " ".join(lines) in ("sangat sedikit", "ada sedikit", "sederhana", "kuat")

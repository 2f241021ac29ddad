"""What the reading is drawn with: cards of elements and the five explanations, in words as well as in ink."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from screening.casework.assessment.view_models import BandView, ElementView, NextStep, ReasonLine
from screening.qt.assessment.assessment_page import TOP, ElementCard, ElementCards, FactLine, NextSteps
from screening.qt.assessment.bands import BandChart, chart_span
from screening.qt.style.theme import Theme, active
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.banner import Banner
from screening.qt.widgets.card import SideBySide
from screening.wording.catalogue.translations import Words
from tests.qt import gallery

BANDS = (
    BandView(
        "a",
        "Trafficking",
        2.2,
        3.25,
        3.7,
        "strong",
        "Trafficking: strong, from moderate to strong",
        "moderate to strong",
    ),
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


COLUMNS = ("little", "some", "moderate", "strong")


def ink(band: BandView, *, mirrored: bool = False) -> tuple[list[int], list[int]]:
    """Where a row of 700 pixels is filled by a box, and where by a diamond, along its middle."""
    chart = BandChart((band,), COLUMNS, "en")
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    chart.resize(700, 80)
    chart.show()
    QApplication.processEvents()
    row = chart.rows[0]
    image = row.grab().toImage()
    left, wide = chart_span(row.width())
    start = row.width() - left - wide if mirrored else left
    middle = (row.height() - 1) // 2
    colors = {active().color(name).rgb(): name for name in ("accent_soft", "ink")}
    found = {x - start: colors.get(image.pixelColor(x, middle).rgb(), "") for x in range(start, start + wide)}
    boxes = [x for x, name in found.items() if name in ("accent_soft", "ink")]
    return boxes, [x for x, name in found.items() if name == "ink"]


@pytest.mark.parametrize(
    ("low", "best", "high", "first", "last"),
    [
        pytest.param(3.9, 3.95, 3.99, 3, 3, id="a sliver at the end of strong"),
        pytest.param(0.0, 0.01, 0.02, 0, 0, id="a sliver at the beginning of little"),
        pytest.param(0.1, 2.5, 3.2, 0, 3, id="from little to strong"),
        pytest.param(1.9, 2.0, 2.1, 1, 2, id="on the edge of two columns"),
        pytest.param(4.0, 4.0, 4.0, 3, 3, id="as strong as can be"),
    ],
)
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_box_covers_whole_columns_and_the_diamond_stands_in_the_column_of_its_word(
    day: Theme, low: float, best: float, high: float, first: int, last: int, mirrored: bool
) -> None:
    band = BandView("x", "T", low, best, high, "w", "s")
    assert band.columns == (first, min(3, int(best)), last)
    step = chart_span(700)[1] / 4
    boxes, diamond = ink(band, mirrored=mirrored)
    column = min(3, int(best))
    if mirrored:
        first, last, column = 3 - last, 3 - first, 3 - column
    assert first * step + 3 <= boxes[0] <= first * step + 8
    assert (last + 1) * step - 9 <= boxes[-1] <= (last + 1) * step - 3
    middle = (diamond[0] + diamond[-1]) / 2
    assert column * step + 13 <= middle <= (column + 1) * step - 13


def test_the_plot_says_all_of_it_to_a_screen_reader(day: Theme) -> None:
    chart = BandChart(BANDS, COLUMNS, "en", name="How far each goes", told="Trafficking: strong. Smuggling: little")
    told = QAccessible.queryAccessibleInterface(chart)
    assert told.text(QAccessible.Text.Name) == "How far each goes"
    assert told.text(QAccessible.Text.Description) == "Trafficking: strong. Smuggling: little"


def test_next_steps_are_three_and_the_rest_opens_below_them(day: Theme, qtbot: QtBot) -> None:
    steps = [NextStep(name, f"Do {name}", f"because of {name}") for name in "abcde"]
    card = NextSteps(Words("en"), "Next steps", steps)
    qtbot.addWidget(card)
    card.show()
    assert [line.isVisible() for line in card.lines] == [True, True, True, False, False]
    assert card.lines[0].accessibleName() == "1. Do a because of a"
    assert card.more.words == "2 later steps"
    card.more.click()
    assert all(line.isVisible() for line in card.lines)
    card.more.click()
    assert not card.lines[3].isVisible()


@pytest.mark.parametrize(("width", "stacked"), [(1050, False), (740, True)])
def test_steps_and_plot_stand_side_by_side_where_both_can_be_read(
    day: Theme, qtbot: QtBot, width: int, stacked: bool
) -> None:
    """1366 and 1024 pixels of window, less the rail."""
    card = NextSteps(Words("en"), "Next steps", [NextStep("a", "Do a", "because")])
    chart = BandChart(BANDS, COLUMNS, "en")
    top = SideBySide((card, 1), (chart, 2), gap=24, room=TOP)
    qtbot.addWidget(top)
    top.resize(width, 400)
    top.show()
    QApplication.processEvents()
    assert top.stacked is stacked
    assert chart.width() >= 540, "the words stand beside their boxes"


def test_where_three_steps_are_all_there_is_nothing_to_open(day: Theme, qtbot: QtBot) -> None:
    card = NextSteps(Words("en"), "Next steps", [NextStep("a", "Do a", "because")])
    qtbot.addWidget(card)
    card.show()
    assert not card.more.isVisible()


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
        "Would change it: who paid for the journey",
    )
    card = ElementCard(view, "en")
    assert card.accessibleName() == (
        "What was done: indicated. Recruited through an agent, freely. Against: nothing noted. "
        "Would change it: who paid for the journey"
    )
    texts = {each.text() for each in card.findChildren(ScriptText)}
    assert {
        "What was done",
        "act",
        "indicated",
        "Recruited through an agent",
        "freely",
        "Against: nothing noted",
        "Would change it: who paid for the journey",
    } <= texts


@pytest.mark.parametrize(("how", "below"), [("freely", False), ("freely, at the place of work or stay", True)])
def test_how_a_fact_came_stands_whole_at_the_end_of_its_line_or_under_it(
    day: Theme, qtbot: QtBot, how: str, below: bool
) -> None:
    line = FactLine(ReasonLine("", "Papers kept by others", "told", how), "en")
    qtbot.addWidget(line)
    line.resize(260, 60)
    line.show()
    QApplication.sendPostedEvents()
    assert (line.how.y() > line.text.y()) is below
    assert line.text.laid(line.text.width()).line_count == 1
    assert line.how.laid(line.how.width()).width <= line.how.width() - line.how.indent_width()


def test_banners_have_their_words_whatever_their_colour(day: Theme) -> None:
    for strong in (False, True):
        banner = Banner("Not saved.", "The disk is full.", "en", strong=strong)
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


def elements(count: int) -> list[ElementView]:
    """Three elements of so many signs each; the words of the second state are long."""
    lines = tuple(
        ReasonLine(f"i{n}", f"A long name of sign {n} that would wrap", "told", "freely", f"Sign {n}")
        for n in range(count)
    )
    states = (("shown", "shown"), ("not_needed", "not needed for a child"), ("not_asked", "not asked"))
    return [
        ElementView(
            name, f"What was {name}", name, state, word, lines, "Against: nothing noted", "Would change it: x; y"
        )
        for name, (state, word) in zip(("done", "means", "purpose"), states, strict=True)
    ]


@pytest.mark.parametrize("count", [2, 14])
def test_what_would_change_it_stays_in_sight_however_many_signs_there_are(day: Theme, qtbot: QtBot, count: int) -> None:
    cards = ElementCards([ElementCard(each, "en", most=8, more=lambda n: f"{n} more") for each in elements(count)])
    qtbot.addWidget(cards)
    cards.resize(1050, 500)
    cards.show()
    QApplication.processEvents()
    cards.fit(240)
    assert max(card.heightForWidth(card.width()) for card in cards.cards) <= 240
    for card in cards.cards:
        shown = [fact for fact in card.facts if not fact.isHidden()]
        assert card.rest.text() == (f"{count - len(shown)} more" if len(shown) < count else "")
    cards.fit(600)
    assert sum(not fact.isHidden() for fact in cards.cards[0].facts) == min(8, count), "with room again all come back"


@pytest.mark.parametrize("width", [1050, 1500])
def test_the_states_of_the_three_cards_stand_in_one_line(day: Theme, qtbot: QtBot, width: int) -> None:
    cards = ElementCards([ElementCard(each, "en") for each in elements(3)])
    qtbot.addWidget(cards)
    cards.resize(width, 400)
    cards.show()
    QApplication.processEvents()
    assert len({card.state.mapTo(cards, card.state.rect().bottomLeft()).y() for card in cards.cards}) == 1


def test_why_this_result_stands_in_the_line_of_the_heading(day: Theme, qtbot: QtBot) -> None:
    for tag in ("en", "ms", "id", "th"):
        words = Words(tag)
        card = NextSteps(words, words.say("page.reading.steps"), [NextStep("a", "Do a", "because")])
        qtbot.addWidget(card)
        card.resize(342, 300)  # a third of the column of reading
        card.show()
        QApplication.processEvents()
        assert card.rule.y() < card.lines[0].y() and card.rule.geometry().right() <= 342
        assert card.rule.height() <= active().size("button")

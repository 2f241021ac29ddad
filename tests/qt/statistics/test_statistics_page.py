"""The statistics on the screen: months as columns, in words for a screen reader, nothing for what is not shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from screening.casework.statistics.counts import ChartView, MonthView, StatsView, YearView
from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import CountsTaken
from screening.qt.statistics import statistics_page as controller
from screening.qt.statistics.statistics_page import StatisticsPage, YearPlot
from screening.qt.style.theme import Theme
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import CONTROL, Screen

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year(counts: dict[str, int]) -> YearView:
    highest = max(counts.values())
    return YearView(
        "2026",
        tuple(
            MonthView(f"{each} 2026", each, str(counts[each]) if each in counts else "", counts.get(each, 0) / highest)
            for each in MONTHS
        ),
    )


def test_every_month_is_said_and_one_that_is_not_shown_says_so(day: Theme, qtbot: QtBot) -> None:
    page = StatisticsPage(Words("en"))
    qtbot.addWidget(page)
    page.show_view(
        StatsView("Statistics", "", "Counted: 50", (ChartView("By month", (), "", (year({"Mar": 20, "Jul": 30}),)),))
    )
    (plot,) = page.findChildren(YearPlot)
    told = QAccessible.queryAccessibleInterface(plot)
    assert told.text(QAccessible.Text.Name) == "2026"
    said = told.text(QAccessible.Text.Description)
    assert "Mar 2026: 20" in said and "Jul 2026: 30" in said
    assert said.count("not shown") == 10


def test_a_month_that_is_not_shown_is_drawn_with_one_height_and_without_ink(day: Theme, qtbot: QtBot) -> None:
    plot = YearPlot(year({"Mar": 20, "Jul": 30}), "not shown", "en")
    qtbot.addWidget(plot)
    plot.resize(720, plot.heightForWidth(720))
    plot.show()
    image = plot.grab().toImage()

    def column(at: int) -> list[int]:
        return [image.pixelColor(x, y).rgb() for y in range(image.height() - 30) for x in (at * 60 + 30,)]

    assert column(0) == column(1) == column(11)
    assert column(2) != column(0) and column(2) != column(6)


@pytest.mark.sweep
def test_counts_are_shown_without_persons_and_the_way_leads_back(screen: Screen) -> None:
    screen.new_screening()
    screen.gate()
    screen.window.show_cases()
    screen.cases()
    screen.window.open_record_page("statistics")
    screen.wait(lambda: isinstance(screen.window.record.beside.page, StatisticsPage))
    assert "Fewer than ten people" in screen.shown()
    screen.press(Qt.Key.Key_Backspace, CONTROL)
    screen.cases()


def test_counts_that_are_saved_or_printed_are_noted_first(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(controller, "choose_printer", lambda parent: "the printer")
    monkeypatch.setattr(controller, "draw", lambda pdf, printer: printed.append(pdf))
    screen.window.open_record_page("statistics")
    screen.wait(lambda: isinstance(screen.window.record.beside.page, StatisticsPage))
    page = screen.window.record.beside.page
    page.save_pressed.emit(str(tmp_path))
    screen.wait(lambda: (tmp_path / "counts.pdf").exists())
    page.print_pressed.emit()
    screen.wait(lambda: printed)
    page.save_pressed.emit(str(tmp_path / "missing"))
    screen.wait(screen.complaint)
    found: list[CountsTaken] = []

    def noted(events: tuple[Recorded, ...]) -> None:
        found[:] = [each.event for each in events if isinstance(each.event, CountsTaken)]

    screen.window.desk.ask(lambda vault: vault.events(""), success=noted)
    screen.wait(lambda: found)
    digests = ["", *(hashlib.sha256(each).hexdigest() for each in ((tmp_path / "counts.pdf").read_bytes(), *printed))]
    assert [(each.way, each.digest) for each in found] == list(zip(("shown", "saved", "printed"), digests, strict=True))

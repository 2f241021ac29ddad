"""A lot is drawn on its page, a case that waits is one press away, and a second one is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

from screening.qt.questions.notes_page import NotesPage
from screening.qt.statistics.statistics_page import StatisticsPage
from tests.casework.some_screened import put_in
from tests.made_vaults import made_record, made_vault
from tests.qt.conftest import Open


def page(screen) -> NotesPage:
    found = screen.window.record.beside.page
    assert isinstance(found, NotesPage)
    return found


def test_a_lot_is_drawn_and_its_cases_lead_to_their_second_reader(opened: Open, tmp_path: Path) -> None:
    with made_vault(tmp_path / "record", "Officer", "labour-officer") as vault:
        put_in(vault, 3, flagged=False)
    screen = opened(tmp_path / "record")
    screen.unlock()
    screen.cases()
    screen.window.open_record_page("second-look")
    screen.wait(lambda: page(screen).view is not None)
    page(screen).fields["most"].edit.setText("2")
    page(screen).acts["second-look-draw"].chosen.emit()
    screen.wait(lambda: "waits for a second reader" in screen.shown())
    assert screen.shown().count("waits for a second reader") == 2
    assert "2 of 3 drawn. The numbers of the lot agree." in screen.shown()
    page(screen).acts["second-look-draw"].chosen.emit()
    screen.wait(lambda: "Nothing was drawn" in screen.shown())
    code = next(row.id for row in page(screen).view.rows if row.kind == "link")
    page(screen).linked.emit(code)
    screen.wait(lambda: screen.window.desk.case_code == code)


def test_the_figures_stand_on_a_page_that_is_printed_and_saved(opened: Open, tmp_path: Path) -> None:
    folder = made_record(tmp_path / "record", "Supervisor", "supervisor")
    screen = opened(folder)
    screen.unlock()
    screen.wait(lambda: screen.window.record is not None and screen.window.record.beside.place == "counts")
    screen.window.open_record_page("accuracy")
    screen.wait(lambda: isinstance(screen.window.record.beside.page, StatisticsPage))
    assert "What is not known" in screen.shown()
    assert "Too few to say" in screen.shown()
    screen.window.record.beside.page.save_pressed.emit(str(tmp_path))
    screen.wait(lambda: (tmp_path / "accuracy.pdf").exists())

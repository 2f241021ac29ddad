"""Every place of a case, and every page beside the cases, has a controller that shows it and says what comes next."""

from __future__ import annotations

from screening.domain.case.places import Place
from screening.qt.session.record_places import RecordPlace
from tests.qt.page_objects import Screen

NO_PAGE = {RecordPlace.CASES, RecordPlace.INVENTED_PEOPLE}
"""Rows of the rail that lead to the list of cases, and out of the record into practice."""


def test_every_place_of_a_case_is_registered(practice: Screen) -> None:
    assert set(practice.pages.routes) == set(Place)


def test_every_page_beside_the_cases_is_registered(practice: Screen) -> None:
    assert practice.window.record.beside is not None
    assert set(practice.window.record.beside.routes) == set(RecordPlace) - NO_PAGE


def test_what_is_there_while_a_record_is_open_is_gone_together(practice: Screen) -> None:
    window = practice.window
    assert window.record is not None and window.shell is not None
    window.close()
    assert (window.record, window.desk, window.shell, window.pages) == (None,) * 4

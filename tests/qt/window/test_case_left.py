"""A page and a case that were left are out of memory, not only off the screen."""

from __future__ import annotations

import weakref

import pytest
from PySide6.QtCore import QMetaObject, QObject
from shiboken6 import Shiboken

from screening.domain.case.places import Place
from screening.qt.platform import garbage
from screening.qt.window import case_navigator
from tests.qt.page_objects import Screen


@pytest.fixture
def collected_as_in_the_program(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_navigator, "forget_page_soon", garbage.forget_page_soon)


@pytest.mark.sweep
def test_the_pages_and_the_answers_of_a_case_are_let_go_once_it_is_left(
    screen: Screen, collected_as_in_the_program: None
) -> None:
    screen.talking("ur", talk="yes", notes="yes")
    screen.answer("needs-hurt", "yes")
    screen.words("آجر نے پاسپورٹ رکھ لیا")
    kept = [weakref.ref(screen.page), weakref.ref(screen.pages.interview), weakref.ref(screen.pages.interview.case)]
    screen.window.home()
    screen.cases()
    screen.wait(lambda: not any(each() for each in kept))


def things_of_qt() -> set[str]:
    """The classes of what Python holds, Qt made and may delete, and is no QObject: of that nobody is told."""
    return {
        type(each).__name__
        for each in Shiboken.getAllValidWrappers()
        if isinstance(each, Shiboken.Object)
        and not isinstance(each, QObject | QMetaObject)  # a class's own description stays as long as the class
        and not Shiboken.ownedByPython(each)
    }


BESIDE = (Place.ALONE, Place.IDENTITY, Place.CARE)
"""A page that waits for recordings, one without the person's yes, and one of notes, which its controller asks."""


def test_a_page_beside_the_way_is_let_go_though_it_made_more_than_it_shows(
    screen: Screen, collected_as_in_the_program: None
) -> None:
    screen.talking("ur", talk="yes", notes="yes")
    kept = {}
    for place in (*BESIDE, Place.LISTENING):
        screen.wait(lambda: not screen.window.desk._thread._kept)
        screen.pages.go(place)
        screen.at(place)
        screen.settle()
        kept[place] = weakref.ref(screen.page)
    screen.wait(lambda: [place for place in BESIDE if kept[place]()] == [])
    assert things_of_qt() == set(), "one that Qt deletes ends the program (decision 0102)"


def test_a_page_is_let_go_once_another_one_is_shown(screen: Screen, collected_as_in_the_program: None) -> None:
    screen.talking("ur", talk="yes", notes="yes")
    screen.wait(lambda: not screen.window.desk._thread._kept)  # what follows work holds the page until then
    kept = weakref.ref(screen.page)
    second = screen.pages.interview.protocol.topics[1]
    screen.pages.go(f"topic.{second.id}")
    screen.wait(lambda: kept() is None)

"""A page and a case that were left are out of memory, not only off the screen."""

from __future__ import annotations

import weakref

import pytest

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


def test_a_page_is_let_go_once_another_one_is_shown(screen: Screen, collected_as_in_the_program: None) -> None:
    screen.talking("ur", talk="yes", notes="yes")
    screen.wait(lambda: not screen.window.desk._thread._kept)  # what follows work holds the page until then
    kept = weakref.ref(screen.page)
    second = screen.pages.interview.protocol.topics[1]
    screen.pages.go(f"topic.{second.id}")
    screen.wait(lambda: kept() is None)

"""There is one window: no part of a page ever comes up as a window of its own, where it would take the keyboard."""

from __future__ import annotations

import pytest

from tests.qt.page_objects import Screen, stray_windows


@pytest.mark.sweep
@pytest.mark.requirement("GA6")
def test_no_part_of_any_page_comes_up_as_a_window(practice: Screen) -> None:
    with stray_windows() as strays:
        practice.new_screening()
        practice.gate()
        practice.language("ur")
        practice.consent(talk="yes", notes="yes")
        practice.answer("needs-basic", "yes", "told")
        asides = {place for place, route in practice.pages.routes.items() if route.aside}
        for place in (*sorted(asides - {"danger", "adding"}), "prefer", "closing"):
            practice.pages.go(place)
            practice.settle()
            assert practice.place == place
        practice.window.rest()
        practice.settle()
    assert strays == []

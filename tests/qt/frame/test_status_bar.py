"""The top strip: what gives way where there is no room, before one part lies over another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from screening.qt.frame.frame import RailView, StripView
from screening.qt.frame.status_bar import StatusStrip
from screening.qt.style.theme import Theme, apply_theme
from screening.wording.catalogue.translations import Words


@pytest.mark.parametrize("width", [1024, 1366])
def test_no_part_of_the_strip_lies_over_another_at_large_text(day: Theme, width: int) -> None:
    strip = StatusStrip(Words("ms"))
    apply_theme(Theme("day", 200))
    strip.resize(width, strip.sizeHint().height())
    strip.show_view(StripView(home="Kes", code="T5RC-Q66D-H", saved="Disimpan 08:54", saved_short="Disimpan"))
    strip.show_rail(
        RailView(compact_title="Apa yang boleh ditawarkan dan siapa untuk dihubungi", compact_place="6 / 11")
    )
    strip.show()
    parts = sorted(
        (each.geometry() for each in (*strip._left(), *strip._right()) if each.isVisible()),
        key=lambda each: each.left(),
    )
    assert len(parts) > 2
    assert all(one.right() < other.left() for one, other in pairwise(parts))
    assert parts[-1].right() <= width
    strip.deleteLater()
    apply_theme(Theme("day", 100))

"""The page of counts: a trend in months, with nothing in the place of a month that may not be shown."""

from __future__ import annotations

from screening.casework.content.edition import Content
from screening.casework.statistics.counts import ORDER, CountBar, stats_view
from screening.casework.statistics.export import Summary
from screening.domain.statistics.disclosure_control import Margin, Publication
from screening.wording.catalogue.translations import Words


def test_a_trend_has_the_twelve_months_of_its_years_and_says_nothing_of_one_that_is_not_shown(content: Content) -> None:
    margins = {name: Margin({}) for name in ORDER} | {"month": Margin({"2026-02": 10, "2026-04": 20}, 12)}
    view = stats_view(Summary(Publication(42, margins), 0), Words("en"), content)
    chart = view.charts[ORDER.index("month")]
    (year,) = chart.years
    assert (year.year, len(year.months)) == ("2026", 12)
    assert [(each.count, each.share) for each in year.months[:5]] == [
        ("", 0.0), ("10", 0.5), ("", 0.0), ("20", 1.0), ("", 0.0)
    ]  # fmt: skip
    assert (year.months[1].name, year.months[1].short) == ("February 2026", "Feb")
    assert chart.bars == (CountBar(Words("en").say("stats.others"), "12", 0.0),)

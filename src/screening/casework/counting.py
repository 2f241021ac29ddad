"""The counts as a page and as a paper: plain bars by month, path, sector, language and age, nothing under ten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.casework.content import Content
from screening.casework.exporting import DIMENSIONS, Summary, label
from screening.domain.tabulation import TOTAL
from screening.wording.catalogs import Words

ORDER = ("month", "path", "sector", "language", "age")


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar. ``count`` is in words; ``share`` of the longest bar, nought where nothing is shown."""

    label: str
    count: str
    share: float


@dataclass(frozen=True, slots=True)
class ChartView:
    title: str
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True)
class StatsView:
    title: str
    lead: str
    cases: str
    charts: tuple[ChartView, ...]


def stats_view(made: Summary, words: Words, content: Content) -> StatsView:
    """Charts of the summary; none while fewer than ten people agreed to be counted."""
    say = words.say
    if made.cases is None:
        return StatsView(say("stats.title"), say("stats.lead"), say("stats.cases-few"), ())
    charts = []
    for name in ORDER:
        values: Mapping[str, int | None] = made.paths if name == "path" else made.by[name]
        named = {
            (say(f"path.{value}") if name == "path" else label(name, value, words, content)): count
            for value, count in values.items()
            if value != TOTAL
        }
        charts.append(ChartView(say(f"stats.{name}"), _bars(named, words)))
    return StatsView(say("stats.title"), say("stats.lead"), say("stats.cases", n=made.cases), tuple(charts))


def _bars(named: Mapping[str, int | None], words: Words) -> tuple[BarView, ...]:
    longest = max((count for count in named.values() if count is not None), default=1) or 1
    return tuple(
        BarView(
            text,
            words.say("stats.few") if count is None else str(count),
            0.0 if count is None else count / longest,
        )
        for text, count in named.items()
    )


def stats_paper(view: StatsView, words: Words) -> bytes:
    """The same charts as a PDF, black on white. No case code and no officer stands on it."""
    from screening.referral.charts import Chart, charts

    return charts(
        view.title,
        f"{view.lead}. {view.cases}",
        [Chart(each.title, tuple((bar.label, bar.count, bar.share) for bar in each.bars)) for each in view.charts],
        words.language,
    )


__all__ = ["DIMENSIONS", "BarView", "ChartView", "StatsView", "stats_paper", "stats_view"]

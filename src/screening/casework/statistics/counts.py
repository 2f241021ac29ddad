"""The counts as a page and as a paper: plain bars of all that a plan of action asks, no small count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.casework.content.bands import UNKNOWN, bands, region_of
from screening.casework.content.edition import Content
from screening.casework.statistics.export import ANSWER, EXPLOITATION, Summary
from screening.casework.statistics.plan_facts import (
    CORRIDORS,
    MORE,
    NEED,
    OPEN,
    RECRUITED,
    RECRUITED_REGION,
    SEEN_TO,
)
from screening.documents.layout import blocks as bl
from screening.domain.known import fees
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics.disclosure_control import REST, Margin
from screening.wording.catalogue.languages import country_in, format_month, name_in
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

ORDER = (
    "month", "path", "exploitation", "sector", "language", "age", "stay", "sex", "setting", "state", "fees",
    RECRUITED_REGION, RECRUITED, "to-referral",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountBar:
    """One bar. ``share`` of the longest bar of its chart; nought where no bar is drawn."""

    label: str
    count: str
    share: float


@dataclass(frozen=True, slots=True)
class MonthView:
    """One month of a trend. ``count`` is "" where it is not shown; ``share`` of the highest month of the trend."""

    name: str
    """In full, with its year."""
    short: str
    count: str
    share: float


@dataclass(frozen=True, slots=True)
class YearView:
    """The twelve months of a year in their order."""

    year: str
    months: tuple[MonthView, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart. ``note`` says under the bars what is not listed; "" where everything is.

    ``years`` are drawn as columns in the order of time, ``bars`` as rows.
    """

    title: str
    bars: tuple[CountBar, ...]
    note: str = ""
    years: tuple[YearView, ...] = ()


@dataclass(frozen=True, slots=True)
class StatsView:
    """The page. ``unread`` says that some who agreed could not be counted; "" where all were."""

    title: str
    lead: str
    cases: str
    charts: tuple[ChartView, ...]
    unread: str = ""


def stats_view(made: Summary, words: Words, content: Content) -> StatsView:
    """Charts of the summary; none while fewer than ten people agreed to be counted."""
    say = words.say
    unread = say("stats.unread") if made.unread else ""
    if made.published.total is None:
        return StatsView(say("stats.title"), say("stats.lead"), say("stats.cases-few"), (), unread)
    charts = (
        *(_chart(name, made, words, content) for name in ORDER if name in made.published.margins),
        *(
            corridor_chart(second, made.published.tables[first, second], _origins(made), words, content)
            for first, second in CORRIDORS
            if (first, second) in made.published.tables
        ),
        *(_of_help(made, words) if made.plan else ()),
    )
    return StatsView(say("stats.title"), say("stats.lead"), say("stats.cases", n=made.published.total), charts, unread)


def _chart(name: str, made: Summary, words: Words, content: Content) -> ChartView:
    """Return the shown values, and how many all others are together: which they are is not told."""
    say, margin = words.say, made.published.margins[name]
    title = say(f"stats.{name}")
    if not margin.shown:
        return ChartView(title, (), say("stats.none"))
    if name == "month":
        return _trend(title, margin, words)
    longest = max(margin.shown.values())
    if name == "path":
        order = [path for path in COUNTED_PATHS if path in margin.shown]
        bars = [(say(f"path.{path}"), margin.shown[path]) for path in order]
    else:
        bars = [(label(name, value, words, content), n) for value, n in _in_order(margin.shown.items())]
    note = {"path": "stats.paths-left", EXPLOITATION: "stats.forms-note"}.get(name, "")
    return ChartView(title, _bars(bars, longest, margin.rest, words), say(note) if note else "")


def _bars(counts: Iterable[tuple[str, int]], longest: int, rest: int | None, words: Words) -> tuple[CountBar, ...]:
    """Return a bar for each count on the scale of the longest, and how many the others are together, without a bar."""
    bars = tuple(CountBar(text, str(n), n / longest) for text, n in counts)
    return (*bars, CountBar(words.say("stats.others"), str(rest), 0.0)) if rest else bars


def _origins(made: Summary) -> dict[tuple[str, str], int]:
    margins = made.published.margins
    return {(name, value): n for name in (RECRUITED, RECRUITED_REGION) for value, n in margins[name].shown.items()}


def corridor_chart(
    second: str,
    cells: Mapping[tuple[str, str], int],
    origins: Mapping[tuple[str, str], int],
    words: Words,
    content: Content,
    longest: int = 0,
) -> ChartView:
    """Return how often work here was arranged in each country, by state or by fees: ``cells``, as far as they are told.

    Where no cell of a country is told its whole count stands, and where no country of a group is, that of the group.
    ``origins`` are the counts that are told, by dimension and value.
    """
    say = words.say

    def named(name: str, value: str, what: str) -> str:
        return say("stats.corridor", origin=label(name, value, words, content), what=what)

    told = [
        (named(RECRUITED, one, label(second, other, words, content)), n)
        for (one, other), n in sorted(cells.items())
        if n and one not in (REST, UNKNOWN) and other != REST and (RECRUITED, one) in origins
    ]
    fine = {one for (one, other), n in cells.items() if n and other != REST}
    whole = say(f"nation.{words.installation.country}.name") if second == "state" else say("stats.fees-any")
    countries = {value for name, value in origins if name == RECRUITED}
    for (name, value), n in origins.items():
        inside = value in fine if name == RECRUITED else any(region_of(code) == value for code in countries)
        if value != UNKNOWN and not inside:
            told.append((named(name, value, whole), n))
    bars = _bars(told, longest or max((n for _, n in told), default=1), 0, words)
    return ChartView(say(f"stats.recruited-{second}"), bars, say("stats.recruited-note") if bars else say("stats.none"))


def _of_help(made: Summary, words: Words) -> tuple[ChartView, ...]:
    """Return how long answers took, and of each need how often somebody took it on and how often it is open."""
    say = words.say
    title = say(f"stats.{ANSWER}")
    if made.answers is None or not made.answers.shown:
        answers = ChartView(title, (), say("stats.none"))
    else:
        told = [(band(ANSWER, value, words), n) for value, n in _in_order(made.answers.shown.items())]
        bars = _bars(told, max(made.answers.shown.values()), made.answers.rest, words)
        answers = ChartView(title, bars, say("stats.answer-note"))
    margins = ((name, made.published.margins[name].shown) for name in made.plan if name.startswith(NEED))
    return answers, needs_chart({(name, value): n for name, each in margins for value, n in each.items()}, words)


def needs_chart(counts: Mapping[tuple[str, str], int], words: Words, longest: int = 0) -> ChartView:
    """Return of each need how often somebody took it on and how often it is open, as far as it may be told.

    ``longest`` is the count of the longest bar on the page where all stand on one scale; 0 for this chart's own.
    """
    say = words.say
    told = [
        (f"{words.known(f'directory.need.{name.removeprefix(NEED)}', name)}: {say(f'stats.need-{value}')}", n)
        for (name, value), n in counts.items()
        if name.startswith(NEED) and value in (SEEN_TO, OPEN)
    ]
    bars = _bars(told, longest or max((n for _, n in told), default=1), 0, words)
    return ChartView(say("stats.needs"), bars, say("stats.needs-note") if bars else say("stats.none"))


def label(name: str, value: str, words: Words, content: Content) -> str:
    """Return a value of a dimension in words."""
    if value == UNKNOWN:
        return words.say("stats.unknown")
    if name == "month":
        return value
    if name == "quarter":
        return words.say("stats.quarter-of", year=value[:4], n=value[-1])
    if name == "stay":
        return words.say(f"stats.{value}")
    if name == "sector":
        return words.say(f"addon.{value}.title")
    if name == EXPLOITATION:
        value = re.sub(r"(?<!^)(?=[A-Z])", "-", value).lower()
    if name == RECRUITED:
        return words.say("stats.recruited-other") if value == fees.ELSEWHERE else country_in(value, words.language)
    if name in _TEXTS:
        return words.known(_TEXTS[name].format(value=value), value)
    if name in BANDED:
        return band(name, value, words)
    return name_in(value, words.language)


_TEXTS = {
    "age": "form.age.{value}", "sex": "taking.sex-{value}", "setting": "setting.{value}.title",
    "state": "directory.region.{value}", RECRUITED_REGION: "stats.region.{value}",
    EXPLOITATION: "stats.form.{value}", "sector-group": "stats.group.{value}",
    "language-family": "stats.family.{value}",
}  # fmt: skip
"""Texts that word the values of a dimension; what has none stands as it is."""
BANDED = ("to-referral", ANSWER, "fees")


def band(name: str, value: str, words: Words) -> str:
    """Return a band of days or of fees in words."""
    kind = "fees" if name == "fees" else "days"
    if value == "0":
        return words.say("stats.days-same")
    if value == MORE:
        return words.say(f"stats.{kind}-more", n=f"{bands()[kind][-1]:,}")
    return (
        words.say(f"stats.{kind}-upto", n=f"{int(value):,}") if value.isdigit() else words.say(f"stats.{name}-{value}")
    )


def by_band(value: str) -> tuple[bool, int, str]:
    """Return where a value stands: bands as they follow each other, and what is no band behind them."""
    return (not value.isdigit(), int(value) if value.isdigit() else 0, value)


def _in_order(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(found, key=lambda pair: by_band(pair[0]))


def _trend(title: str, margin: Margin, words: Words) -> ChartView:
    """Return the months in their years. A month without a count may have any number under ten, none, or more: a month
    that is not shown looks the same whatever its number is.
    """
    months = [month for month in margin.shown if month != UNKNOWN]
    highest = max((margin.shown[month] for month in months), default=1)
    years = []
    for year in range(int(min(months)[:4]), int(max(months)[:4]) + 1) if months else ():
        cells = []
        for number in range(1, 13):
            month = f"{year}-{number:02d}"
            count = margin.shown.get(month)
            name, short = (format_month(month, words.language, short=each) for each in (False, True))
            cells.append(MonthView(name, short, "" if count is None else str(count), (count or 0) / highest))
        years.append(YearView(str(year), tuple(cells)))
    unknown = margin.shown.get(UNKNOWN)
    bars = _bars([(words.say("stats.unknown"), unknown)] if unknown else [], highest, margin.rest, words)
    return ChartView(title, bars, words.say("stats.month-note") if years else "", tuple(years))


def stats_paper(view: StatsView, words: Words) -> bytes:
    """Return the same charts as a PDF, black on white: a label, its number, and a bar under both; months as columns in
    their year. No case code and no officer stands on it.
    """
    from screening.documents.layout.pages import sheet

    sizes = paper_sizes()
    lead = " ".join(f"{part.rstrip('.')}." for part in (view.lead, view.cases, view.unread) if part)
    blocks: list[bl.Block] = [
        bl.Text(view.title, size=sizes.heading, weight=Weight.BOLD),
        bl.Text(lead, size=sizes.label),
        bl.Rule(strong=True),
    ]
    for chart in view.charts:
        blocks.append(bl.Heading(chart.title, bookmark=chart.title, size=sizes.body + 1))
        for year in chart.years:
            blocks.append(bl.Text(year.year, size=sizes.label, weight=Weight.BOLD, keep=True))
            blocks.append(bl.Columns(tuple((month.short, month.count, month.share) for month in year.months)))
        for bar in chart.bars:
            far = (bl.Text(bar.count, weight=Weight.BOLD, side=bl.Side.END),)
            blocks.append(bl.Split((bl.Text(bar.label),), far, keep=bar.share > 0))
            if bar.share > 0:
                blocks.append(bl.ChartBar(bar.share))
        if chart.note:
            blocks.append(bl.Text(chart.note, size=sizes.label))
    return sheet(tuple(blocks), title=view.title, language=words.language)

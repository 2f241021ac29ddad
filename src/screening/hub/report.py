"""A report of what was published, as one HTML page and one PDF that open without a network."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from pathlib import Path

from screening.casework.content.bands import GROUPS, UNKNOWN
from screening.casework.content.edition import Content, open_content
from screening.casework.statistics.counts import (
    ChartView,
    CountBar,
    StatsView,
    by_band,
    corridor_chart,
    label,
    needs_chart,
    stats_paper,
)
from screening.casework.statistics.export import ANSWER
from screening.casework.statistics.plan_facts import CORRIDORS, NEED, OPEN, RECRUITED, RECRUITED_REGION, SEEN_TO
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.errors import BadInput
from screening.hub.database import Database, Published
from screening.hub.migrations import must_be_current
from screening.hub.publishing import NOT_TOLD
from screening.store.folder.safe_paths import new_file, save_new
from screening.wording.catalogue.languages import format_date, format_month
from screening.wording.catalogue.translations import Words

CHARTS = (
    "quarter", "month", "path", "sector-group", "sector", "language-family", "language", "age_band", "stay", "sex",
    "setting", "state", "fees", RECRUITED_REGION, RECRUITED, "to-referral", ANSWER,
)  # fmt: skip
TITLES = {"age_band": "age"}
"""Dimensions that have another name on a laptop."""
LARGER = {"month": "quarter", **GROUPS}
"""Charts beside which one of larger groups stands. One of the two is left out where the other tells all there is."""
BY_SIZE = (*GROUPS, *GROUPS.values())
"""Charts whose largest bar comes first; the others have an order of their own."""
STYLE = """body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:normal;width:18em}
p.all{font-size:1.5em;font-weight:bold}
td.n{text-align:right;width:5em;padding-right:1em}div{background:#444;height:1em}
@page{size:A4;margin:12mm}section{break-inside:avoid}
@media print{body{max-width:none;margin:0;padding:0;font-size:11pt;line-height:1.25}main{columns:2;column-gap:8mm}
h2{font-size:12pt;margin:.6em 0 .2em}th{width:auto}td.n{width:2em}td:last-child{width:35%}
div{height:0;border-top:.8em solid #000;background:none}}"""
"""On paper, A4 or A3: two columns, black on white, bars as borders, which every browser prints."""


def write_report(database: Database, out: Path, words: Words) -> tuple[Path, Path]:
    """Write ``out`` with the endings ``.html`` and ``.pdf``. Only published counts are read.

    Raises BadInput("hub-nothing-published"), ("not-written") and what ``new_file`` raises; StoreTrouble.
    """
    must_be_current(database)
    found = database.published()
    if found is None:
        raise BadInput("hub-nothing-published")
    return write_view(report_view(found, words, open_content(here=words.installation)), out, words)


def write_view(view: StatsView, out: Path, words: Words) -> tuple[Path, Path]:
    """Write charts as one HTML page and one PDF. Raises BadInput("not-written") and what ``new_file`` raises."""
    pages = {".html": as_html(view, words.language).encode(), ".pdf": stats_paper(view, words)}
    places = [(new_file(out.with_suffix(ending)), data) for ending, data in pages.items()]
    for place, data in places:
        save_new(place, data)
    return places[0][0], places[1][0]


def report_view(found: Published, words: Words, content: Content) -> StatsView:
    """Charts of a snapshot, in words."""
    say = words.say
    day, before = (format_date(each, words.language) for each in (found.day, found.before))
    lead = say("hub.report", number=found.number, day=day, before=before)
    total = found.counts[("all", "all")]
    shown = (
        n
        for (dimension, value), n in found.counts.items()
        if dimension in CHARTS or (dimension.startswith(NEED) and value in (SEEN_TO, OPEN))
    )
    longest = max(shown, default=0)
    charts = [
        *(_chart(name, found.counts, words, content, longest) for name in CHARTS if not _left_out(name, found.counts)),
        *_corridors(found, words, content, longest),
        needs_chart(found.counts, words, longest),
    ]
    told = [chart for chart in charts if chart.bars]
    few = [chart.title for chart in charts if not chart.bars]
    if few:
        told.append(ChartView(say("hub.report-few"), (), "; ".join(few)))
    return StatsView(say("hub.report-title"), lead, say("stats.cases", n=total), tuple(told))


def _left_out(name: str, counts: Mapping[tuple[str, str], int]) -> bool:
    """Return whether nothing of a dimension is told and the one of its larger groups, or of its values, says it."""
    told = {dimension for dimension, value in counts if value != NOT_TOLD}
    return name not in told and (LARGER.get(name) in told or name in LARGER.values())


def _corridors(found: Published, words: Words, content: Content, longest: int) -> Iterator[ChartView]:
    origins = {
        cell: n for cell, n in found.counts.items() if cell[0] in (RECRUITED, RECRUITED_REGION) and cell[1] != NOT_TOLD
    }
    for pair in CORRIDORS:
        told = {(one, other): n for (a, one, b, other), n in found.cells.items() if (a, b) == pair}
        cells = {cell: n for cell, n in told.items() if NOT_TOLD not in cell}
        yield corridor_chart(pair[1], cells, origins, words, content, longest)


def _chart(name: str, counts: Mapping[tuple[str, str], int], words: Words, content: Content, longest: int) -> ChartView:
    """One chart. ``longest`` is the count of the longest bar of all of them: all stand on one scale."""
    say = words.say
    values = {value: n for (dimension, value), n in counts.items() if dimension == name and value != NOT_TOLD}
    left = counts.get((name, NOT_TOLD), 0)
    title = say(f"stats.{TITLES.get(name, name)}")
    if not values:
        return ChartView(title, (), say("stats.none"))
    order = [path for path in COUNTED_PATHS if path in values] if name == "path" else sorted(values, key=by_band)
    if name in BY_SIZE:
        order.sort(key=lambda value: -values[value])
    bars = [
        CountBar(_label(name, value, words, content), str(values[value]), values[value] / longest) for value in order
    ]
    if left:
        bars.append(CountBar(say("hub.not-told"), str(left), left / longest))
    note = say("stats.answer-note") if name == ANSWER else ""
    note = f"{say('hub.report-path')} {say('stats.paths-left')}" if name == "path" else note
    return ChartView(title, tuple(bars), note)


def _label(name: str, value: str, words: Words, content: Content) -> str:
    if name == "path":
        return words.say(f"path.{value}")
    if name == "sector" and value != UNKNOWN and value not in content.protocol.addons:
        return value
    if name == "month" and value != UNKNOWN:
        return format_month(value, words.language)
    return label(TITLES.get(name, name), value, words, content)


def as_html(view: StatsView, language: str) -> str:
    """One page without scripts, pictures or links: nothing is fetched from anywhere."""
    parts = [
        f'<!doctype html><html lang="{html.escape(language)}"><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{html.escape(view.title)}</title><style>{STYLE}</style>",
        f"<h1>{html.escape(view.title)}</h1><p>{html.escape(view.lead)}</p>",
        f'<p class="all">{html.escape(view.cases)}</p><main>',
    ]
    for chart in view.charts:
        parts.append(f"<section><h2>{html.escape(chart.title)}</h2>")
        if chart.bars:
            rows = "".join(
                f'<tr><th scope="row">{html.escape(bar.label)}</th><td class="n">{html.escape(bar.count)}</td>'
                f'<td><div style="width:{bar.share * 100:.1f}%" aria-hidden="true"></div></td></tr>'
                for bar in chart.bars
            )
            parts.append(f"<table>{rows}</table>")
        if chart.note:
            parts.append(f"<p>{html.escape(chart.note)}</p>")
        parts.append("</section>")
    return "\n".join(parts) + "\n</main></html>\n"

"""The figures of accuracy in the field in words, as charts, as lines and as plain values: all of one source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from screening.casework.content.edition import Content
from screening.casework.statistics.counts import ChartView, CountBar, StatsView, label
from screening.domain.statistics.disclosure_control import LEAST, shown
from screening.domain.statistics.field_accuracy import GROUPS, BandFigures, FieldAccuracy, ToldShare
from screening.domain.statistics.intervals import Interval
from screening.wording.catalogue.translations import Words


def accuracy_view(made: FieldAccuracy, unread: int, words: Words, content: Content) -> StatsView:
    """Return the page. A number of people under ten stands on it only as "fewer than ten"."""
    say = words.say
    charts = (
        _identified(made, words),
        _missed(made, words),
        _calibration(made, words),
        _own_view(made, words),
        *(_group(name, made, words, content) for name in GROUPS),
        ChartView(say("accuracy.unknown"), (), " ".join(_unknown(made, words))),
    )
    cases = say("accuracy.cases", n=_people(made.cases, words), flagged=_people(made.flagged, words))
    unreadable = say("accuracy.unread") if unread else ""
    return StatsView(say("accuracy.title"), say("accuracy.lead"), cases, charts, unreadable)


def accuracy_lines(view: StatsView) -> Iterator[str]:
    """Yield the page as lines for a terminal."""
    yield from (each for each in (view.title, view.lead, view.cases, view.unread) if each)
    for chart in view.charts:
        yield f"\n{chart.title}"
        yield from (f"  {bar.label}: {bar.count}" for bar in chart.bars)
        if chart.note:
            yield f"  {chart.note}"


def accuracy_as_json(made: FieldAccuracy, unread: int) -> dict[str, Any]:
    """Return the figures as plain values; null is a number under ten, or a figure of too few people."""
    return {
        "least_decisions": made.limits.decisions,
        "least_second_looks": made.limits.looks,
        "people": shown(made.cases),
        "flagged": shown(made.flagged),
        "not_flagged": shown(made.not_flagged),
        "undecided": shown(made.undecided),
        "identified_of_flagged": _plain(made.identified),
        "bands": [
            {
                "band": each.band,
                "flagged": each.flagged,
                "people": shown(each.cases),
                "share": _plain(each.share),
                "expected": _rounded(each.expected if each.share.within else None),
                "in_interval": each.calibrated,
            }
            for each in made.bands
        ],
        "drawn": shown(made.drawn),
        "found_by_second_look": _plain(made.looked),
        "sensitivity": _limits(made.sensitivity),
        "specificity": _limits(made.specificity),
        "own_view": {
            "agrees_with_assessment": _plain(made.view.agree),
            "officer_only": shown(made.view.officer_only),
            "assessment_only": shown(made.view.program_only),
            "officer_right_where_they_differ": _plain(made.view.officer_right),
        },
        "second_reader_agrees_with_bodies": _plain(made.second_right),
        "groups": [{"by": each.name, "value": each.value, "share": _plain(each.share)} for each in made.groups],
        "not_readable_here": shown(unread),
    }


# --- charts


def _identified(made: FieldAccuracy, words: Words) -> ChartView:
    bars = [_bar(words.say("accuracy.all-flagged"), made.identified, words)]
    bars += [_bar(_band(each, words), each.share, words) for each in made.bands if each.flagged]
    waiting = words.say("accuracy.undecided", n=_people(made.undecided, words))
    return ChartView(words.say("accuracy.identified"), tuple(bars), waiting)


def _missed(made: FieldAccuracy, words: Words) -> ChartView:
    """Return what a second look found, and how many of all victims were flagged by it."""
    say = words.say
    few = say("accuracy.few-both", decisions=made.limits.decisions, looks=made.limits.looks)
    bars = (
        _bar(say("accuracy.found-again"), made.looked, words),
        _figure(say("accuracy.sensitivity"), made.sensitivity, few, words),
        _figure(say("accuracy.specificity"), made.specificity, few, words),
    )
    note = say("accuracy.drawn", drawn=_people(made.drawn, words), seen=_people(made.looked.of, words))
    return ChartView(say("accuracy.missed"), bars, note)


def _calibration(made: FieldAccuracy, words: Words) -> ChartView:
    """Return by band what the working figure expected, and what came."""
    say, bars, off = words.say, list[CountBar](), False
    for each in made.bands:
        if each.share.within is None or each.expected is None:
            continue
        told = _band(each, words)
        bars.append(CountBar(say("accuracy.expected", band=told), _percent(each.expected), each.expected))
        bars.append(_bar(say("accuracy.came", band=told), each.share, words))
        off = off or not each.calibrated
    note = say("accuracy.calibration-none") if not bars else say(f"accuracy.calibration-{'off' if off else 'holds'}")
    return ChartView(say("accuracy.calibration"), tuple(bars), note)


def _own_view(made: FieldAccuracy, words: Words) -> ChartView:
    say, view = words.say, made.view
    bars = (
        _bar(say("accuracy.agree"), view.agree, words),
        CountBar(say("accuracy.officer-only"), _people(view.officer_only, words), 0.0),
        CountBar(say("accuracy.program-only"), _people(view.program_only, words), 0.0),
        _bar(say("accuracy.officer-right"), view.officer_right, words),
        _bar(say("accuracy.second-right"), made.second_right, words),
    )
    return ChartView(say("accuracy.view"), bars, say("accuracy.view-note"))


def _group(name: str, made: FieldAccuracy, words: Words, content: Content) -> ChartView:
    def named(value: str) -> str:
        return value if name == "edition" else label(name, value, words, content)

    bars = tuple(_bar(named(each.value), each.share, words) for each in made.groups if each.name == name)
    return ChartView(
        words.say(f"accuracy.by-{name}"), bars, words.say("accuracy.groups-left" if bars else "stats.none")
    )


def _unknown(made: FieldAccuracy, words: Words) -> Iterator[str]:
    """Yield what the figures cannot say."""
    say, never = words.say, made.not_flagged - made.looked.of
    yield say("accuracy.no-decision", n=_people(made.undecided, words))
    yield say("accuracy.never-seen", n=_people(never, words))
    if shown(made.beside_lot) is not None:
        yield say("accuracy.beside-lot", n=made.beside_lot)
    yield say("accuracy.limits")


# --- words


def _band(each: BandFigures, words: Words) -> str:
    return words.say("accuracy.band" if each.flagged else "accuracy.band-passed", band=words.say(f"band.{each.band}"))


def _bar(text: str, share: ToldShare, words: Words) -> CountBar:
    """Return one share as a bar with its interval; of too few, their number where that may be told."""
    if share.within is None:
        return CountBar(text, words.say("accuracy.few", n=_people(share.of, words)), 0.0)
    value, between = _percent(share.within.value), _between(share.within, words)
    if min(share.found, share.of - share.found) < LEAST:
        told = words.say("accuracy.share-of", of=share.of, value=value, between=between)
        return CountBar(text, told, share.within.value)
    told = words.say("accuracy.share", found=share.found, of=share.of, value=value, between=between)
    return CountBar(text, told, share.within.value)


def _figure(text: str, found: Interval | None, few: str, words: Words) -> CountBar:
    if found is None:
        return CountBar(text, few, 0.0)
    told = words.say("accuracy.figure", value=_percent(found.value), between=_between(found, words))
    return CountBar(text, told, found.value)


def _between(found: Interval, words: Words) -> str:
    return words.say("accuracy.between", low=_percent(found.low), high=_percent(found.high))


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _people(n: int, words: Words) -> str:
    """Return a number of people that stands alone, as it may be told."""
    return words.say("page.counts.few", n=LEAST) if shown(n) is None else str(n)


# --- plain values


def _plain(share: ToldShare) -> dict[str, Any] | None:
    if share.within is None:
        return None
    small = min(share.found, share.of - share.found) < LEAST
    return {"found": None if small else share.found, "of": share.of, **_limits(share.within)}


def _limits(found: Interval | None) -> Any:
    if found is None:
        return None
    return {"value": _rounded(found.value), "low": _rounded(found.low), "high": _rounded(found.high)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

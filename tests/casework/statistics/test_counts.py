"""The page of counts: nothing stands in the place of a month that may not be shown, and values are said in words."""

from __future__ import annotations

import io

import pypdf
import pytest

from screening.casework.content.bands import UNKNOWN, bands
from screening.casework.content.edition import Content
from screening.casework.statistics.counts import (
    ORDER,
    ChartView,
    CountBar,
    MonthView,
    StatsView,
    YearView,
    band,
    by_band,
    corridor_chart,
    label,
    needs_chart,
    stats_paper,
    stats_view,
)
from screening.casework.statistics.export import EXPLOITATION, Summary
from screening.casework.statistics.plan_facts import MORE, NOT_NAMED, OPEN, RECRUITED, RECRUITED_REGION, SEEN_TO
from screening.domain.known import fees
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics.disclosure_control import REST, Margin, Publication
from screening.wording.catalogue.translations import Words

EN = Words("en")


def trend(margin: Margin, content: Content) -> ChartView:
    margins = {name: Margin({}) for name in ORDER} | {"month": margin}
    return stats_view(Summary(Publication(42, margins), 0), EN, content).charts[ORDER.index("month")]


def test_a_trend_has_the_twelve_months_of_its_years_and_says_nothing_of_one_that_is_not_shown(content: Content) -> None:
    chart = trend(Margin({"2026-02": 10, "2026-04": 20}, 12), content)
    (year,) = chart.years
    assert (year.year, len(year.months)) == ("2026", 12)
    assert [(each.count, each.share) for each in year.months[:5]] == [
        ("", 0.0), ("10", 0.5), ("", 0.0), ("20", 1.0), ("", 0.0)
    ]  # fmt: skip
    assert (year.months[1].name, year.months[1].short) == ("February 2026", "Feb")
    assert (year.months[11].name, year.months[11].short) == ("December 2026", "Dec")
    assert chart.bars == (CountBar(EN.say("stats.others"), "12", 0.0),)
    assert chart.note == EN.say("stats.month-note")


def test_a_trend_has_every_year_between_and_the_months_that_nobody_knows_as_a_bar(content: Content) -> None:
    chart = trend(Margin({"2024-12": 40, "2026-01": 10, UNKNOWN: 20}), content)
    assert [each.year for each in chart.years] == ["2024", "2025", "2026"]
    assert chart.bars == (CountBar(EN.say("stats.unknown"), "20", 0.5),)
    alone = trend(Margin({UNKNOWN: 20}), content)
    assert (alone.years, alone.note, alone.title) == ((), "", EN.say("stats.month"))
    assert trend(Margin({}), content) == ChartView(EN.say("stats.month"), (), EN.say("stats.none"))


def test_values_stand_from_the_lowest_band_to_the_highest_and_what_is_no_band_behind(content: Content) -> None:
    assert sorted(["more", "14", "3", UNKNOWN, "0"], key=by_band) == ["0", "3", "14", "more", UNKNOWN]
    margins = {name: Margin({}) for name in ORDER} | {"to-referral": Margin({MORE: 10, "14": 40, "3": 20}, 11)}
    view = stats_view(Summary(Publication(81, margins), 2), EN, content)
    chart = view.charts[ORDER.index("to-referral")]
    assert [(bar.label, bar.count, bar.share) for bar in chart.bars] == [
        (band("to-referral", "3", EN), "20", 0.5),
        (band("to-referral", "14", EN), "40", 1.0),
        (band("to-referral", MORE, EN), "10", 0.25),
        (EN.say("stats.others"), "11", 0.0),
    ]
    assert (view.cases, view.unread) == (EN.say("stats.cases", n=81), EN.say("stats.unread"))
    assert len(view.charts) == len(ORDER), "no table of a plan and no needs where no plan was made"


def test_fewer_than_ten_people_have_no_chart(content: Content) -> None:
    few = stats_view(Summary(Publication(None, {}), 0), EN, content)
    assert (few.charts, few.cases, few.unread) == ((), EN.say("stats.cases-few"), "")


def test_paths_stand_in_their_own_order_and_forms_say_that_one_person_may_have_several(content: Content) -> None:
    margins = {name: Margin({}) for name in ORDER}
    margins |= {"path": Margin(dict.fromkeys(reversed(COUNTED_PATHS), 30)), EXPLOITATION: Margin({"ForcedLabour": 12})}
    charts = stats_view(Summary(Publication(42, margins), 0), EN, content).charts
    paths, forms = charts[ORDER.index("path")], charts[ORDER.index("exploitation")]
    assert [bar.label for bar in paths.bars] == [EN.say(f"path.{each}") for each in COUNTED_PATHS]
    assert (paths.note, forms.note) == (EN.say("stats.paths-left"), EN.say("stats.forms-note"))
    assert [(bar.label, bar.share) for bar in forms.bars] == [(EN.say("stats.form.forced-labour"), 1.0)]


def test_a_need_says_how_often_it_was_taken_on_and_how_often_it_is_open() -> None:
    counts = {
        ("need.medical", SEEN_TO): 10,
        ("need.medical", OPEN): 40,
        ("need.medical", NOT_NAMED): 90,
        ("sex", OPEN): 7,
    }
    chart = needs_chart(counts, EN)
    medical = EN.say("directory.need.medical")
    assert chart.bars == (
        CountBar(f"{medical}: {EN.say(f'stats.need-{SEEN_TO}')}", "10", 0.25),
        CountBar(f"{medical}: {EN.say(f'stats.need-{OPEN}')}", "40", 1.0),
    )
    assert (chart.title, chart.note) == (EN.say("stats.needs"), EN.say("stats.needs-note"))
    assert [bar.share for bar in needs_chart(counts, EN, 80).bars] == [0.125, 0.5]
    assert needs_chart({}, EN) == ChartView(EN.say("stats.needs"), (), EN.say("stats.none"))


def test_a_country_stands_with_its_cells_or_as_a_whole_and_a_group_where_no_country_of_it_is_told(
    content: Content,
) -> None:
    def named(name: str, value: str, what: str) -> str:
        return EN.say("stats.corridor", origin=label(name, value, EN, content), what=what)

    asia = next(group for group, codes in bands()[RECRUITED].items() if "BD" in codes)
    other = next(group for group in bands()[RECRUITED] if group != asia)
    origins = {
        (RECRUITED, "BD"): 60,
        (RECRUITED, "NP"): 20,
        (RECRUITED_REGION, asia): 80,
        (RECRUITED_REGION, other): 10,
    }
    origins |= {(RECRUITED, UNKNOWN): 12, (RECRUITED_REGION, UNKNOWN): 12}
    cells = {
        ("BD", "selangor"): 40,
        ("BD", REST): 20,
        ("NP", "selangor"): 0,
        (UNKNOWN, "selangor"): 12,
        ("ID", "johor"): 9,
    }
    chart = corridor_chart("state", cells, origins, EN, content)
    whole = EN.say("nation.my.name")
    assert chart.bars == (
        CountBar(named(RECRUITED, "BD", label("state", "selangor", EN, content)), "40", 1.0),
        CountBar(named(RECRUITED, "NP", whole), "20", 0.5),
        CountBar(named(RECRUITED_REGION, other, whole), "10", 0.25),
    )
    assert (chart.title, chart.note) == (EN.say("stats.recruited-state"), EN.say("stats.recruited-note"))
    paid = corridor_chart("fees", {}, {(RECRUITED, "NP"): 20}, EN, content, 40)
    assert paid.bars == (CountBar(named(RECRUITED, "NP", EN.say("stats.fees-any")), "20", 0.5),)
    assert corridor_chart("fees", {}, {}, EN, content).note == EN.say("stats.none")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("age", UNKNOWN, "stats.unknown"),
        ("stay", "after-term", "stats.after-term"),
        ("sector", "plantation", "addon.plantation.title"),
        (EXPLOITATION, "SexualExploitation", "stats.form.sexual-exploitation"),
        (RECRUITED, fees.ELSEWHERE, "stats.recruited-other"),
        ("sex", "woman", "taking.sex-woman"),
        ("setting", "workplace", "setting.workplace.title"),
        ("state", "johor", "directory.region.johor"),
        ("fees", "none", "stats.fees-none"),
        ("to-referral", "none", "stats.to-referral-none"),
        ("to-referral", "0", "stats.days-same"),
    ],
)
def test_a_value_is_said_in_words(content: Content, name: str, value: str, text: str) -> None:
    assert label(name, value, EN, content) == EN.say(text)


def test_values_that_have_no_text_of_their_own_stand_as_what_they_are(content: Content) -> None:
    assert label("month", "2026-02", EN, content) == "2026-02"
    assert label("quarter", "2026-Q3", EN, content) == EN.say("stats.quarter-of", year="2026", n="3")
    assert label("language", "bn", EN, content) == "Bangla"
    assert label(RECRUITED, "NP", EN, content) == "Nepal"
    assert label("setting", "somewhere", EN, content) == "somewhere"


def test_a_band_says_its_upper_end_with_commas_in_long_numbers() -> None:
    days, sums = (bands()[kind][-1] for kind in ("days", "fees"))
    assert band("to-referral", str(days), EN) == EN.say("stats.days-upto", n=str(days))
    assert band("to-answer", MORE, EN) == EN.say("stats.days-more", n=str(days))
    assert band("fees", MORE, EN) == EN.say("stats.fees-more", n=f"{sums:,}")
    assert band("fees", "12000", EN) == EN.say("stats.fees-upto", n="12,000")


def test_the_paper_has_every_label_number_and_note_and_a_bar_where_there_is_one() -> None:
    months = (MonthView("February 2026", "Feb", "31", 1.0), MonthView("March 2026", "Mar", "", 0.0))
    charts = (
        ChartView("By month", (), "Months below ten are left out", (YearView("2026", months),)),
        ChartView("By language", (CountBar("Bangla", "45", 1.0), CountBar("All others", "20", 0.0))),
        ChartView("Empty one", (), "Nothing to tell"),
    )
    view = StatsView("Counts", "A lead.", "65 people", charts, "One could not be read.")
    page = pypdf.PdfReader(io.BytesIO(stats_paper(view, EN))).pages[0]
    told = page.extract_text().split()
    for word in ("Counts", "Bangla", "45", "others", "20", "2026", "Feb", "31", "Mar", "Nothing", "left"):
        assert told.count(word) >= 1, word
    assert "A lead. 65 people. One could not be read." in " ".join(told)
    assert told.index("2026") < told.index("Feb") < told.index("Bangla") < told.index("Nothing")

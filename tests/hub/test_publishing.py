"""Totals of a headquarters: snapshots, each under disclosure control against the one before."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import psycopg
import pytest

from screening.casework.content.bands import GROUPS, bands
from screening.casework.content.edition import open_content
from screening.casework.statistics.plan_facts import NEED, SEEN_TO
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, LanguageChosen, SettingChanged
from screening.domain.events.referral import ReferralAnswered, ReferralSent, SheetNoted
from screening.domain.events.session import NoteWritten
from screening.domain.known import fees
from screening.errors import BadInput
from screening.hub import publishing
from screening.hub.database import Published, connected
from screening.hub.publishing import NOT_TOLD, Snapshot, publish_snapshot
from screening.hub.report import report_view, write_report
from screening.wording.catalogue.languages import format_month, languages
from screening.wording.catalogue.translations import Words
from tests.hub.some_hub import Headquarters, a_case

LATER = datetime.date(2027, 1, 1)


def publish(hq: Headquarters, before: datetime.date = LATER) -> Snapshot:
    with connected(hq.url) as database:
        return publish_snapshot(database, before)


def shown(hq: Headquarters, dimension: str) -> dict[str, int]:
    query = "SELECT value, cases FROM screening_totals.statistics WHERE second_dimension = '' AND dimension = "
    return dict(hq.ask(f"{query}'{dimension}'"))  # type: ignore[arg-type]


def test_a_path_that_nearly_all_have_is_not_told(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for at in range(28):
        a_case(aina, paths=("health",) if at < 25 else ())
    hq.take(hq.bundle(aina))
    publish(hq)
    assert shown(hq, "all") == {"all": 28}
    assert shown(hq, "path") == {}


def test_only_real_cases_of_people_who_agreed_are_counted_and_small_counts_left_out(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    groups = (("workplace", 12, "yes"), ("shelter", 11, "yes"), ("clinic", 4, "yes"), ("street", 9, "no"))
    for setting, number, count in groups:
        for _ in range(number):
            a_case(aina, SettingChanged(setting), setting=setting, count=count)
    aina.append(aina.new_case(), CaseOpened("2026-1", "workplace", "field", practice=True))
    hq.take(hq.bundle(aina))
    assert publish(hq) == Snapshot(1, 27, 27)
    assert shown(hq, "setting") == {"workplace": 12, NOT_TOLD: 15}
    assert hq.ask("SELECT count(*) FROM screening_totals.statistics WHERE cases < 10") == [(0,)]
    assert hq.ask("SELECT count(*) FROM screening.cases") == [(37,)]


def test_an_import_changes_nothing_of_what_is_published(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for _ in range(12):
        a_case(aina)
    hq.take(hq.bundle(aina))
    publish(hq)
    before = hq.ask("SELECT * FROM screening_totals.statistics ORDER BY 1, 2, 3, 4")
    a_case(aina, setting="shelter")
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT * FROM screening_totals.statistics ORDER BY 1, 2, 3, 4") == before
    with pytest.raises(BadInput) as told:
        publish(hq)
    assert told.value.code == "hub-too-few-new"
    assert hq.ask("SELECT * FROM screening_totals.statistics ORDER BY 1, 2, 3, 4") == before


def test_two_snapshots_never_differ_by_fewer_than_ten(hq: Headquarters) -> None:
    chance = random.Random(20)
    aina = hq.laptop("Aina")
    earlier: dict[tuple[str, ...], int] = {}
    for size in (40, 13, 25):
        for _ in range(size):
            paths = tuple(path for path in ("health", "protection", "formal_identification") if chance.random() < 0.5)
            given = [AnswerGiven("locked", Answer.YES, How.TOLD)] if chance.random() < 0.5 else []
            a_case(
                aina, *given, setting=chance.choice(["workplace", "shelter", "clinic"]),
                minor=chance.choice(["adult", "adult", "under_18"]), paths=paths,
            )  # fmt: skip
        hq.take(hq.bundle(aina))
        publish(hq)
        later = {row[:4]: row[4] for row in hq.ask("SELECT * FROM screening_totals.statistics")}
        gained = [n - earlier.get(cell, 0) for cell, n in later.items()]
        assert set(earlier) <= set(later)
        assert all(each == 0 or each >= 10 for each in gained)
        earlier = later
    assert earlier[("all", "all", "", "")] == 78


def test_an_erased_case_stays_in_what_was_told_and_is_forgotten_otherwise(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    codes = [a_case(aina) for _ in range(12)]
    hq.take(hq.bundle(aina))
    publish(hq)
    hq.erase(codes[0])
    assert shown(hq, "all") == {"all": 12}
    assert hq.ask("SELECT count(*) FROM screening.counted_case") == [(11,)]


def test_a_case_opened_after_the_day_waits_for_the_next_snapshot(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for _ in range(12):
        a_case(aina)
    hq.take(hq.bundle(aina))
    with pytest.raises(BadInput):
        publish(hq, datetime.date(2026, 11, 1))
    assert publish(hq, datetime.date(2026, 12, 1)).added == 12


def test_whoever_sees_totals_sees_no_case(hq: Headquarters) -> None:
    hq.prepare()
    with psycopg.connect(hq.url) as con:
        con.execute("CREATE ROLE onlooker")
        con.execute("GRANT USAGE ON SCHEMA screening_totals TO onlooker")
        con.execute("GRANT SELECT ON screening_totals.statistics TO onlooker")
        con.execute("SET ROLE onlooker")
        assert con.execute("SELECT count(*) FROM screening_totals.statistics").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            con.execute("SELECT * FROM screening.counted_case")
        con.rollback()


def test_a_report_shows_only_what_was_published_and_opens_without_a_network(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for at in range(30):
        a_case(aina, paths=("health",) if at < 15 else ())
    hq.take(hq.bundle(aina))
    with connected(hq.url) as database, pytest.raises(BadInput) as told:
        write_report(database, hq.folder / "report", Words("en"))
    assert told.value.code == "hub-nothing-published"
    publish(hq)
    for language in ("en", "id", "ms"):
        with connected(hq.url) as database:
            page, paper = write_report(database, hq.folder / f"report-{language}", Words(language))
        text = page.read_text("utf-8")
        assert f'>{Words(language).say("path.health")}</th><td class="n">15<' in text
        assert format_month("2026-11", Words(language).language) in text
        assert not any(each in text for each in ("<script", "http://", "https://", "src=", "url("))
        assert paper.read_bytes().startswith(b"%PDF")


def test_a_report_puts_the_largest_sector_first_and_says_that_nothing_was_decided() -> None:
    counts = {("all", "all"): 60, ("sector", "fishing"): 12, ("sector", "construction"): 38, ("sector", NOT_TOLD): 10}
    day = datetime.date(2026, 12, 1)
    view = report_view(Published(1, day, day, counts), Words("en"), open_content())
    sectors = next(each for each in view.charts if each.title == "By sector")
    assert [bar.count for bar in sectors.bars] == ["38", "12", "10"]
    assert "1 December 2026" in view.lead
    assert "decides nothing" in view.lead


def test_the_bars_of_all_charts_stand_on_one_scale_and_what_is_not_listed_separately_has_its_bar() -> None:
    counts = {
        ("all", "all"): 60, ("sector", "fishing"): 12, ("sector", NOT_TOLD): 24, ("language", "my"): 48,
        (f"{NEED}phone", SEEN_TO): 36,
    }  # fmt: skip
    day = datetime.date(2026, 12, 1)
    view = report_view(Published(1, day, day, counts), Words("en"), open_content())
    bars = {bar.count: bar.share for chart in view.charts for bar in chart.bars}
    assert bars == {"12": 0.25, "24": 0.5, "36": 0.75, "48": 1.0}


def test_every_query_of_the_dashboard_runs_for_whoever_sees_totals_only(hq: Headquarters) -> None:
    hq.prepare()
    text = (Path(__file__).parents[2] / "docs" / "hub-dashboard.sql").read_text("utf-8")
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    queries = [each for each in plain.split(";") if each.strip()]
    assert len(queries) == 6
    for query in queries:
        hq.ask(query)


def some_86(hq: Headquarters) -> None:
    """A year of a small headquarters: 86 people, some eight a month, of many sectors and languages."""
    aina = hq.laptop("Aina")
    sectors = ("domestic", "services", "construction", "manufacturing", "plantation", "fishing")
    languages = ("my", "zh-Hans", "bn", "ne", "id", "fil")
    for at in range(86):
        aina.clock = lambda at=at: datetime.datetime(2026, 1 + at % 11, 3, 4, 0, tzinfo=datetime.UTC)  # type: ignore[misc]
        told = [LanguageChosen(languages[at * 7 % 6]), SheetNoted("service", "sector", sectors[at * 5 % 6])]
        if at % 2:
            told.append(AnswerGiven("locked", Answer.YES, How.TOLD))
        a_case(aina, *told, minor="under_18" if at % 7 == 0 else "adult", paths=("health",) if at % 2 else ())
    hq.take(hq.bundle(aina))


def test_of_86_people_quarters_and_groups_are_told_where_months_cannot_be(hq: Headquarters) -> None:
    some_86(hq)
    publish(hq)
    assert shown(hq, "month") == {NOT_TOLD: 86}, "eight a month"
    assert shown(hq, "quarter") == {"2026-Q1": 24, "2026-Q2": 24, "2026-Q3": 24, "2026-Q4": 14}
    assert sum(n for group, n in shown(hq, "sector-group").items() if group != NOT_TOLD) >= 58
    assert sum(n for group, n in shown(hq, "language-family").items() if group != NOT_TOLD) >= 58
    assert shown(hq, "age_band") == {"adult": 73, "child": 13}
    by_time = "SELECT DISTINCT second_dimension FROM screening_totals.statistics WHERE dimension = 'indicator'"
    assert ("month",) not in hq.ask(by_time)
    assert hq.ask("SELECT count(*) FROM screening_totals.statistics WHERE cases < 10") == [(0,)]
    for language, quarter in (("en", "2026, quarter 1"), ("ms", "2026, suku 1"), ("id", "2026, triwulan 1")):
        with connected(hq.url) as database:
            page, paper = write_report(database, hq.folder / f"wall-{language}", Words(language))
        text = page.read_text("utf-8")
        assert f'>{quarter}</th><td class="n">24<' in text
        assert Words(language).say("stats.month") not in text.partition(Words(language).say("hub.report-few"))[0]
        assert paper.read_bytes().startswith(b"%PDF")


def test_signs_of_few_people_are_told_by_quarter(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for at in range(48):
        aina.clock = lambda at=at: datetime.datetime(2026, 1 + at % 6, 3, 4, 0, tzinfo=datetime.UTC)  # type: ignore[misc]
        a_case(aina, *((AnswerGiven("locked", Answer.YES, How.TOLD),) if at < 24 else ()))
    hq.take(hq.bundle(aina))
    publish(hq)
    told = hq.ask("SELECT second_value, cases FROM screening_totals.statistics WHERE second_dimension = 'quarter'")
    assert set(told) == {("2026-Q1", 12), ("2026-Q2", 12)}


def test_many_cases_are_told_by_their_own_sector_and_language(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_86(hq)
    monkeypatch.setattr(publishing, "FINE_FROM", 86)
    publish(hq)
    assert shown(hq, "sector-group") == shown(hq, "language-family") == {NOT_TOLD: 86}
    assert len(shown(hq, "sector")) == len(shown(hq, "language")) == 6
    with connected(hq.url) as database:
        page, _ = write_report(database, hq.folder / "wall", Words("en"))
    assert "By group of sectors" not in page.read_text("utf-8")


def test_what_earlier_snapshots_did_not_count_is_not_told_of_their_cases(hq: Headquarters) -> None:
    some_86(hq)
    publish(hq)
    with psycopg.connect(hq.url) as con:
        con.execute("DELETE FROM screening_totals.counted WHERE dimension = 'quarter'")
    aina = hq.laptop("Chen")
    for _ in range(12):
        a_case(aina)
    hq.take(hq.bundle(aina))
    publish(hq)
    assert shown(hq, "quarter") == {"2026-Q4": 12, NOT_TOLD: 86}


def test_every_sector_and_every_language_of_a_pack_is_in_one_group() -> None:
    groups = {larger: [each for inside in bands()[larger].values() for each in inside] for larger in GROUPS.values()}
    for each in groups.values():
        assert len(each) == len(set(each))
    assert {*open_content().protocol.addons} - {"site"} <= {*groups["sector-group"]}
    assert {pack.tag for pack in languages()} <= {*groups["language-family"]}


def test_what_a_plan_of_action_asks_is_published_in_bands(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for at in range(40):
        code = a_case(aina, SheetNoted("service", "sex", "woman" if at < 25 else "declined"))
        if at < 28:
            aina.append(code, NoteWritten("fees", "1-paid", "RM 4,000" if at < 15 else "RM 20,000"))
    hq.take(hq.bundle(aina))
    publish(hq)
    assert shown(hq, "sex") == {"woman": 25, NOT_TOLD: 15}
    assert shown(hq, "fees") == {"5000": 15, "more": 13, NOT_TOLD: 12}
    assert shown(hq, "to-referral") == {NOT_TOLD: 40}, "that nobody was referred tells as much as a name"
    with connected(hq.url) as database:
        found = database.published()
    assert found is not None
    titles = [chart.title for chart in report_view(found, Words("en"), open_content()).charts if chart.bars]
    assert any(title.startswith("Paid for the work") for title in titles)


def test_a_corridor_is_published_by_state_and_drawn_with_no_place_in_it(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    groups = (("BD", "selangor", 14), ("BD", "johor", 13), ("NP", "selangor", 12), ("NP", "johor", 11))
    for country, state, number in groups:
        for _ in range(number):
            told = (NoteWritten(fees.PAGE, fees.COUNTRY, country), NoteWritten(fees.PAGE, fees.PLACE, "Qxplace"))
            a_case(aina, *told, SheetNoted("service", "region", state))
    for _ in range(12):
        a_case(aina, SheetNoted("service", "region", "johor"))
    hq.take(hq.bundle(aina))
    publish(hq)
    query = "SELECT value, second_value, cases FROM screening_totals.statistics WHERE second_dimension = 'state'"
    cells = {(one, other): n for one, other, n in hq.ask(query)}  # type: ignore[arg-type]
    assert cells["BD", "johor"] == 13 and min(cells.values()) >= 10
    assert not any("selangor" in cell or "NP" in cell for cell in cells), "the smallest of two would be a difference"
    with connected(hq.url) as database:
        page, _ = write_report(database, hq.folder / "corridor", Words("en"))
    text = page.read_text("utf-8")
    assert "Bangladesh → Johor" in text and "Qxplace" not in text


def test_a_stay_after_the_term_is_published(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for at in range(24):
        code = a_case(aina, SettingChanged("shelter"))
        if at < 12:
            aina.append(code, NoteWritten("dates", "interim", "1 January 2026"))
    hq.take(hq.bundle(aina))
    publish(hq)
    assert shown(hq, "stay") == {"after-term": 12, NOT_TOLD: 12}


def test_days_until_an_answer_are_published_of_those_who_were_referred(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    sent = ReferralSent("hospital", ("needs",), "printed", "d1", "")
    for events, number in (((sent, ReferralAnswered("hospital", "acknowledged", "", "")), 12), ((sent,), 11), ((), 26)):
        for _ in range(number):
            a_case(aina, *events)
    hq.take(hq.bundle(aina))
    publish(hq)
    assert shown(hq, "to-referral")["none"] == 26
    told = shown(hq, "to-answer")
    assert sum(told.values()) == 23 and min(told.values()) >= 10
    with connected(hq.url) as database:
        page, _ = write_report(database, hq.folder / "answers", Words("en"))
    assert "Of people who were referred." in page.read_text("utf-8")

"""Exports: only who agreed to be counted, no one who can be pointed at, and the words of the standards."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections import Counter
from collections.abc import Mapping

import pytest

from screening.casework.content import country
from screening.casework.content.edition import Content
from screening.casework.interview.interview import Interview, open_case
from screening.casework.statistics import counts as counting
from screening.casework.statistics import export as exporting
from screening.casework.statistics import person_rows
from screening.casework.statistics.export import Cases, Counted
from screening.domain.answers import Answer, How, Where
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import AnswerGiven, Event, Recorded
from screening.domain.events.referral import SheetNoted
from screening.errors import NotAccepted
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import SAFE

SECRET = "qxwordsxq"
POSSIBLE = 40 + 15 + 30 + 1
"""Possible victims among the ``mixed``, with the one of whom nine others are not alike."""


SIGNS = {"papers-kept": None, "locked": None, "little-pay": None, "debt-grows": None, "violence": None}


def case(
    content: Content,
    number: int,
    *,
    count: str = "yes",
    practice: bool = False,
    language: str = "en",
    sector: str = "",
    yes: Mapping[str, Where | None] = SIGNS,
) -> Case:
    """A case folded from events, no store."""
    made: list[Recorded] = []

    def happens(event: Event | None) -> None:
        if event is not None:
            made.append(
                Recorded(
                    event, f"{number}-{len(made)}", "2026-11-24T09:00:00Z", "LAB-07", "s", len(made), len(made) + 1
                )
            )

    happens(open_case("", content, setting="workplace", profile="field", practice=practice))

    def talk() -> Interview:
        return Interview(content, fold(f"CODE-{number}", made), Words("en"), "ngo")

    for line, choice in SAFE.items():
        happens(talk().answer_gate(line, choice))
    happens(talk().begin_without("here"))
    happens(talk().choose_language(language))
    for decision, value in (("talk", "yes"), ("notes", "yes"), ("count", count)):
        happens(talk().decide(decision, value))
    for item, where in yes.items():
        happens(AnswerGiven(item, Answer.YES, How.ASKED, where=where))
    happens(talk().write("papers", SECRET))
    if sector:
        happens(SheetNoted("service", "sector", sector))
    return fold(f"CODE-{number}", made)


@pytest.fixture(scope="module")
def some() -> tuple[Content, list[Counted]]:
    from screening.casework.content.edition import open_content

    content = open_content()
    (row,) = exporting.counted([case(content, 1, sector="plantation")], content).rows
    return content, [row] * 12


@pytest.fixture(scope="module")
def mixed(some: tuple[Content, list[Counted]]) -> Cases:
    """Enough of two kinds that something may be told of both."""
    row = some[1][0]
    bare = {**row, "status": "FollowUp", "path": frozenset(), "signs": frozenset()}
    unsure = {**bare, "path": row["path"]}
    elsewhere = {"sector": "domestic", "language": "bn", "sex": "woman"}
    away = [{**each, **elsewhere} for each in (row, bare)]
    third = {**bare, "language": "ur", "sector": "unknown", "sex": "man"}
    counts = ((row, 40), (unsure, 15), (bare, 25), (away[0], 30), (away[1], 15), (third, 20))
    return Cases(tuple(each for each, n in counts for _ in range(n)), frozenset(some[0].protocol.addons))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("count", ["no", "later"])
def test_only_who_said_yes_to_being_counted_is_counted(content: Content, count: str) -> None:
    assert exporting.counted([case(content, 1, count=count)], content).rows == ()


def test_practice_is_never_counted(content: Content) -> None:
    assert exporting.counted([case(content, 1, practice=True)], content).rows == ()


def test_rows_hold_codes_of_the_standard_and_other_with_words(mixed: Cases) -> None:
    found = rows(person_rows.htcds(mixed))
    control = {code for row in found for code in row["vic_MethodsOfControl"].split(";") if code}
    assert {"WithholdsDocuments", "DebtBondage", "PhysicalAbuse", "Other"} <= control
    assert control <= {*exporting.codes()["control"], "Other"}
    assert any(row["screening_MethodsOfControlOther"] for row in found)
    assert {row["vic_ForcedLabourIndustry"] for row in found} == {"A_AgricultureForestryAndFishing", ""}
    assert {row["vic_TypeOfExploitation"] for row in found} <= {*exporting.codes()["exploitation"], "Other", ""}


def test_nobody_is_called_a_victim_or_not_one_by_the_program(mixed: Cases) -> None:
    found = rows(person_rows.htcds(mixed))
    assert {row["vic_TraffickingStatus"] for row in found} == {"PossibleVictimOfTrafficking", ""}
    assert {row["vic_TraffickingStatusDecisionMakingOrg"] for row in found} == {""}


@pytest.mark.parametrize("export", [person_rows.htcds, person_rows.ctdc])
def test_a_row_holds_no_code_no_day_no_place_and_no_words(mixed: Cases, export) -> None:
    text = export(mixed)
    for secret in (SECRET, "CODE", "2026-11", "workplace", "LAB-07"):
        assert secret not in text


@pytest.mark.parametrize("kind", ["htcds", "ctdc", "summary"])
def test_a_row_of_hxl_hashtags_names_every_column_where_it_is_asked_for(mixed: Cases, kind: str) -> None:
    def table(*tags: Mapping[str, str]) -> list[list[str]]:
        made = exporting.summary(mixed) if kind == "summary" else mixed
        writes = {"htcds": person_rows.htcds, "ctdc": person_rows.ctdc, "summary": exporting.summary_csv}[kind]
        return list(csv.reader(io.StringIO(writes(made, *tags))))

    plain, tagged = table(), table(exporting.hxl(kind))
    assert [tagged[0], *tagged[2:]] == plain
    assert all(re.fullmatch(r"#[a-z]+(\+[a-z0-9_]+)*", tag) for tag in tagged[1])


@pytest.mark.parametrize("export", [person_rows.htcds, person_rows.ctdc])
def test_fewer_than_ten_rows_do_not_leave(some: tuple[Content, list[Counted]], export) -> None:
    with pytest.raises(NotAccepted) as told:
        export(Cases(tuple(some[1][:9])))
    assert told.value.code == "too-few-to-export"


@pytest.mark.parametrize("export", [person_rows.htcds, person_rows.ctdc])
def test_every_row_equals_nine_others(mixed: Cases, export) -> None:
    few = {**mixed.rows[0], "sex": "woman", "signs": frozenset({"control:SexualAbuse"}), "language": "my"}
    found = rows(export(dataclasses.replace(mixed, rows=(*mixed.rows, few))))
    assert len(found) == (len(mixed.rows) + 1 if export is person_rows.htcds else POSSIBLE)
    assert min(Counter(tuple(row.values()) for row in found).values()) >= 10
    assert not any("SexualAbuse" in (row.get("vic_MethodsOfControl") or "") for row in found)


def test_rows_do_not_tell_what_the_summary_keeps_back(mixed: Cases) -> None:
    """Of Urdu and Burmese, six people each: the summary has them under all others, and no row names either."""
    few = [{**mixed.rows[0], "language": tag} for tag in ("my", "th") for _ in range(6)]
    every = dataclasses.replace(mixed, rows=(*mixed.rows, *few))
    assert exporting.summary(every).published.margins["language"].shown.keys() == {"en", "bn", "ur"}
    assert not {"mya", "tha"} & {row["prs_PrimaryLanguage"] for row in rows(person_rows.htcds(every))}


def test_the_order_of_rows_says_nothing_of_when_they_came(mixed: Cases) -> None:
    assert person_rows.htcds(mixed) == person_rows.htcds(dataclasses.replace(mixed, rows=tuple(reversed(mixed.rows))))


def test_ctdc_rows_have_the_codebook_s_columns_and_one_or_nothing(mixed: Cases) -> None:
    found = rows(person_rows.ctdc(mixed))
    assert len(found[0]) == 27
    assert any(row["meansWithholdDocs"] == "1" for row in found)
    for row in found:
        assert row["CountryOfExploitation"] == "MYS"
        marks = {value for name, value in row.items() if name.startswith(("means", "is", "type", "recruiter"))}
        assert marks <= {"1", ""}


LABOUR = {"little-pay": None}
"""A wage that is too low and nothing else: a labour dispute, which has codes of control and exploitation as well."""


@pytest.fixture(scope="module")
def reading(some: tuple[Content, list[Counted]]) -> Cases:
    """People whose cases are folded from events: 14 possible victims, 12 of a labour dispute, 11 without any sign."""
    content = some[0]
    kinds = ((14, SIGNS), (12, LABOUR), (11, {}))
    return Cases(
        tuple(row for n, yes in kinds for row in exporting.counted([case(content, 1, yes=yes)], content).rows * n)
    )


def test_htcds_and_ctdc_count_the_same_people(reading: Cases) -> None:
    """Second trial of hand-overs, fault 7: 33 possible victims in one, all 62 in the other."""
    told = rows(person_rows.htcds(reading))
    possible = [row for row in told if row["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"]
    assert (len(told), len(possible), len(rows(person_rows.ctdc(reading)))) == (37, 14, 14)


def test_nothing_of_a_victim_stands_in_the_row_of_somebody_else(reading: Cases) -> None:
    others = [row for row in rows(person_rows.htcds(reading)) if not row["vic_TraffickingStatus"]]
    assert len(others) == 23
    of_victims = [name for name in others[0] if name.startswith("vic_") or name.endswith("Other")]
    assert {row[name] for row in others for name in of_victims} == {""}


def test_without_ten_possible_victims_nothing_goes_to_ctdc(reading: Cases) -> None:
    with pytest.raises(NotAccepted) as told:
        person_rows.ctdc(dataclasses.replace(reading, rows=reading.rows[5:]))
    assert told.value.code == "too-few-possible"


@pytest.mark.parametrize(("here", "code"), [("", "MYS"), ("my", "MYS"), ("id", "IDN"), ("th", "THA")])
def test_the_country_of_exploitation_is_that_of_the_record(content: Content, here: str, code: str) -> None:
    of_here = [dataclasses.replace(case(content, 1, yes=yes), country=here) for yes in (SIGNS, {})]
    one, other = exporting.counted(of_here, content).rows
    found = rows(person_rows.ctdc(Cases((one,) * 12 + (other,) * 12)))
    assert {each["CountryOfExploitation"] for each in found} == {code}


def test_of_harm_before_the_journey_no_country_is_told(content: Content) -> None:
    before = {"papers-kept": Where.BEFORE, "locked": Where.BEFORE, "violence": Where.WAY}
    (row,) = exporting.counted([case(content, 1, yes=before)], content).rows
    assert row["country"] == "unknown"


@pytest.mark.parametrize(
    ("yes", "told"),
    [
        ({"seen-injuries": Where.WORK}, True),  # a method of control of HTCDS, and none of the means of CTDC
        ({"seen-injuries": Where.BEFORE}, False),
        ({"papers-kept": Where.WORK}, True),
        ({}, False),
    ],
)
def test_the_country_is_told_of_a_sign_at_work_that_either_standard_has(
    content: Content, yes: Mapping[str, Where | None], told: bool
) -> None:
    (row,) = exporting.counted([case(content, 1, yes=yes)], content).rows
    assert row["country"] == ("MYS" if told else "unknown")


@pytest.mark.parametrize(
    ("item", "signs"),
    [
        ("afraid-to-leave", {"other_control:fear of leaving"}),
        ("sex-work", {"exploitation:SexualExploitation"}),
        ("made-to-crime", {"other_exploitation:forced criminality"}),
        ("no-country", {"other_control:abuse of vulnerability"}),
    ],
)
def test_a_sign_is_counted_by_the_code_of_the_standard_or_as_other_with_its_words(
    content: Content, item: str, signs: set[str]
) -> None:
    (row,) = exporting.counted([case(content, 1, yes={item: None})], content).rows
    assert {sign for sign in row["signs"] if not sign.startswith("means:")} == signs
    forms = {sign.partition(":")[2] for sign in signs if sign.startswith("exploitation:")}
    assert row[exporting.EXPLOITATION] == forms


def test_every_country_of_a_record_has_its_code(content: Content) -> None:
    assert exporting.codes()["country"].keys() == {each.id for each in country.choices()}


def test_a_summary_lists_no_small_count_and_no_value_that_has_one(mixed: Cases) -> None:
    few = [{**mixed.rows[0], "language": "th", "month": "2026-10"}] * 3
    text = exporting.summary_csv(exporting.summary(dataclasses.replace(mixed, rows=(*mixed.rows, *few))))
    found = rows(text)
    assert "*" not in text
    assert {row["value"] for row in found if row["dimension"] == "language"} == {"en", "bn", "(all others)"}
    assert min(int(row["count"]) for row in found) >= 10
    assert {row["dimension"] for row in found} >= {"cases", "year", "sector", "age", "path"}


def test_children_are_counted_by_age_and_not_again_as_a_path(mixed: Cases) -> None:
    """As a path, twelve children would give away five people whose age is not known."""
    adult = {**mixed.rows[0], "age": "adult"}
    child = {**adult, "age": "child", "path": adult["path"] | {"child_protection"}}
    unknown = {**adult, "age": "unknown"}
    made = exporting.summary(Cases((*[adult] * 45, *[child] * 12, *[unknown] * 5))).published
    assert (made.margins["age"].shown, made.margins["age"].rest) == ({"adult": 45}, 17)
    assert "child_protection" not in made.margins["path"].shown


def test_under_ten_cases_the_summary_says_nothing_but_that(some: tuple[Content, list[Counted]]) -> None:
    made = exporting.summary(Cases(tuple(some[1][:4])))
    assert exporting.summary_csv(made) == "dimension,value,path,count\r\ncases,,,*\r\n"
    assert exporting.summary(Cases(())).published.total is None


def test_a_case_of_an_edition_that_is_not_here_stops_nothing(content: Content) -> None:
    """A colleague's newer program sent it; the others are counted, and that it was not is said."""
    strange = dataclasses.replace(case(content, 2), edition="2099-9")
    found = exporting.counted([case(content, 1), strange], content)
    assert (len(found.rows), found.unread) == (1, 1)
    made = exporting.summary_csv(exporting.summary(dataclasses.replace(found, rows=found.rows * 12)))
    assert "not-readable-here,,,*" in made
    view = counting.stats_view(exporting.summary(found), Words("en"), content)
    assert "edition" in view.unread


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "@SUM(1)", "2026-99", "\t=1"])
def test_a_language_or_a_month_that_nobody_knows_is_not_counted_by_its_name(content: Content, hostile: str) -> None:
    strange = dataclasses.replace(case(content, 1, language="en"), opened_at=hostile)
    strange = dataclasses.replace(strange, language=dataclasses.replace(strange.language, language=hostile))
    (row,) = exporting.counted([strange], content).rows
    assert (row["language"], row["month"], row["year"]) == ("unknown", "unknown", "unknown")


def test_the_page_draws_what_is_shown_and_says_how_many_all_others_are(mixed: Cases, content: Content) -> None:
    view = counting.stats_view(exporting.summary(mixed), Words("en"), content)
    charts = {chart.title: chart for chart in view.charts}
    assert [(bar.label, bar.count) for bar in charts["By language"].bars] == [
        ("Bangla", "45"),
        ("English", "80"),
        ("All others", "20"),
    ]
    assert [bar.share > 0 for bar in charts["By language"].bars] == [True, True, False]
    assert charts["By path; one person may be on several"].note.startswith("A path is listed where at least ten")
    assert counting.stats_paper(view, Words("en")).startswith(b"%PDF")


def test_every_code_of_the_edition_is_in_the_vocabulary_or_goes_out_as_other(content: Content) -> None:
    known = {*exporting.codes()["control"], *exporting.codes()["exploitation"]}
    for indicator in content.protocol.indicators.values():
        for code in indicator.crosswalk.get("htcds", ()):
            assert code in known or code.startswith("Other"), (indicator.id, code)


def test_a_stay_in_a_shelter_after_the_term_is_counted_from_ten_people_on(mixed: Cases) -> None:
    row = mixed.rows[0]
    made = exporting.summary(Cases((*[{**row, "stay": "after-term"}] * 12, *[{**row, "stay": ""}] * 30)))
    assert made.published.margins["stay"].shown == {"after-term": 12}
    few = exporting.summary(Cases((*[{**row, "stay": "after-term"}] * 9, *[{**row, "stay": ""}] * 30)))
    assert few.published.margins["stay"].shown == {}
    assert row["stay"] == "", "nobody of them is in a shelter"

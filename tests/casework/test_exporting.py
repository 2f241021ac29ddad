"""Exports: only who agreed to be counted, no one who can be pointed at, and the words of the standards."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from some_talk import SAFE

from screening.casework import exporting
from screening.casework.content import Content
from screening.casework.exporting import Counted
from screening.casework.interviewing import Interview, open_case
from screening.domain.case import Case, fold
from screening.domain.events import Event, Recorded
from screening.domain.referral_events import SheetNoted
from screening.errors import BadInput, NotAccepted
from screening.wording.catalogs import Words

SECRET = "qxwordsxq"


def case(
    content: Content, number: int, *, count: str = "yes", practice: bool = False, language: str = "en", sector: str = ""
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
    for item in ("papers-kept", "locked", "little-pay", "debt-grows", "violence"):
        happens(talk().answer(item, "yes"))
    happens(talk().write("papers", SECRET))
    if sector:
        happens(SheetNoted("service", "sector", sector))
    return fold(f"CODE-{number}", made)


@pytest.fixture(scope="module")
def some() -> tuple[Content, list[Counted]]:
    from screening.casework.content import open_content

    content = open_content()
    (row,) = exporting.counted([case(content, 1, sector="plantation")], content)
    return content, [row] * 12


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("count", ["no", "later"])
def test_only_who_said_yes_to_being_counted_is_counted(content: Content, count: str) -> None:
    assert exporting.counted([case(content, 1, count=count)], content) == []


def test_practice_is_never_counted(content: Content) -> None:
    assert exporting.counted([case(content, 1, practice=True)], content) == []


def test_rows_hold_codes_of_the_standard_and_other_with_words(some: tuple[Content, list[Counted]]) -> None:
    (row, *_) = rows(exporting.htcds(some[1]))
    control = set(row["vic_MethodsOfControl"].split(";"))
    assert {"WithholdsDocuments", "DebtBondage", "PhysicalAbuse", "Other"} <= control
    assert control <= {*exporting.codes()["control"], "Other"}
    assert row["vic_MethodsOfControlOther"]
    assert set(row["vic_TypeOfExploitation"].split(";")) <= {*exporting.codes()["exploitation"], "Other", ""}
    assert row["prs_PrimaryLanguage"] == "eng"
    assert row["vic_ForcedLabourIndustry"] == "A"


def test_nobody_is_called_a_victim_or_not_one_by_the_program(some: tuple[Content, list[Counted]]) -> None:
    bare = dataclasses.replace(some[1][0], possible=False)
    for row in rows(exporting.htcds([*some[1], *[bare] * 10])):
        assert row["vic_TraffickingStatus"] in ("PossibleVictimOfTrafficking", "")
        assert row["vic_TraffickingStatusDecisionMakingOrg"] == ""


@pytest.mark.parametrize("export", [exporting.htcds, exporting.ctdc])
def test_a_row_holds_no_code_no_day_no_place_and_no_words(some: tuple[Content, list[Counted]], export) -> None:
    text = export(some[1])
    for secret in (SECRET, "CODE", "2026-11", "workplace", "LAB-07"):
        assert secret not in text


@pytest.mark.parametrize("export", [exporting.htcds, exporting.ctdc])
def test_fewer_than_ten_rows_do_not_leave(some: tuple[Content, list[Counted]], export) -> None:
    with pytest.raises(NotAccepted) as told:
        export(some[1][:9])
    assert told.value.code == "too-few-to-export"


def test_a_language_that_few_speak_is_left_out_of_rows(some: tuple[Content, list[Counted]]) -> None:
    rare = dataclasses.replace(some[1][0], language="ur")
    found = [row["prs_PrimaryLanguage"] for row in rows(exporting.htcds([*some[1], rare]))]
    assert sorted(found) == ["", *["eng"] * 12]


def test_the_order_of_rows_says_nothing_of_when_they_came(some: tuple[Content, list[Counted]]) -> None:
    mixed = [*some[1], *[dataclasses.replace(some[1][0], sex="woman", sent=True)] * 11]
    assert exporting.htcds(mixed) == exporting.htcds(list(reversed(mixed)))


def test_ctdc_rows_have_the_codebook_s_columns_and_one_or_nothing(some: tuple[Content, list[Counted]]) -> None:
    (row, *_) = rows(exporting.ctdc(some[1]))
    assert len(row) == 27
    assert row["meansWithholdDocs"] == "1"
    assert row["CountryOfExploitation"] == "MYS"
    assert {value for name, value in row.items() if name.startswith(("means", "is", "type", "recruiter"))} <= {"1", ""}


def test_a_summary_leaves_small_cells_out(some: tuple[Content, list[Counted]]) -> None:
    _, many = some
    few = [dataclasses.replace(many[0], language="ur", month="2026-10")] * 3
    made = exporting.summary([*many, *many, *few])
    assert made.cases == 27
    assert made.by["language"]["ur"] is None
    assert made.by["language"]["en"] is None  # alone it would give the other away
    text = exporting.summary_csv(made, Words("en"))
    assert "*" in text
    for value in (row["count"] for row in rows(text)):
        assert value == "*" or int(value) >= 10


def test_under_ten_cases_the_summary_says_nothing_but_that(some: tuple[Content, list[Counted]]) -> None:
    made = exporting.summary(some[1][:4])
    assert made.cases is None
    assert made.tables == {}
    assert {value for values in made.by.values() for value in values.values()} == {None}
    assert exporting.summary([]).cases is None


def test_every_code_of_the_edition_is_in_the_vocabulary_or_goes_out_as_other(content: Content) -> None:
    known = {*exporting.codes()["control"], *exporting.codes()["exploitation"]}
    for indicator in content.protocol.indicators.values():
        for code in indicator.crosswalk.get("htcds", ()):
            assert code in known or code.startswith("Other"), (indicator.id, code)


def test_a_table_is_written_whole(tmp_path: Path) -> None:
    path = exporting.write("a,b\n", tmp_path / "t.csv")
    assert path.read_text("utf-8") == "a,b\n"
    assert exporting.write("c,d\n", path).read_text("utf-8") == "c,d\n"
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


def test_a_table_that_does_not_fit_on_the_disk_leaves_the_one_before_it(tmp_path: Path) -> None:
    limits = pytest.importorskip("resource", reason="Windows sets no limit to the size of a file")
    path = exporting.write("a,b\n", tmp_path / "t.csv")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(BadInput, match="not-written"):
            exporting.write("c,d\n" * 1000, path)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert path.read_text("utf-8") == "a,b\n"
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"], "nor does half of a table stay beside it"

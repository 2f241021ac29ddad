"""Every country has one shape; what is wrong with one is told with file, place and remedy, all of it at once."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from screening import settings
from screening.authoring import content_check
from screening.casework.content import country as country_in_use
from screening.casework.content import directory
from screening.domain.content.keys import SEEN
from screening.domain.countries.employers import read_employer_check
from screening.domain.countries.loader import open_countries, read_countries
from screening.domain.countries.model import EVERYBODY
from screening.errors import BadInput

ROOT = settings.content_root()
CONVENTION, COUNTRIES = country_in_use.shipped(settings.OWN)
DAY = datetime.date(2026, 11, 30)
LINE = """[[line]]
id = "privacy"
statements = ["act670-s58", "act670-s26"]
"""


def toml(name: str) -> dict[str, object]:
    return tomllib.loads((ROOT / name).read_text("utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "countries", tmp_path / "countries")


def test_malaysia_indonesia_and_thailand_answer_every_line_of_the_convention():
    assert sorted(COUNTRIES) == ["id", "my", "th"]
    for country in COUNTRIES.values():
        assert [line.id for line in country.lines] == [asked.id for asked in CONVENTION.lines]


def test_a_clock_of_malaysia_has_the_length_that_its_statement_names():
    country = COUNTRIES["my"]
    written = {24: "24 hours", 21: "21 days", 3: "three months"}
    for clock in country.clocks:
        order = next(each for each in country.orders if each.id == clock.order)
        statement = country.statement(clock.statement)
        assert written[clock.at_most] in statement.note
        assert (statement.date, statement.id) == (order.date, order.statement)


def test_the_duties_bind_whom_the_law_names_and_a_duty_to_a_child_only_where_one_is_concerned():
    country = COUNTRIES["my"]
    assert [each.id for each in country.duties(DAY, [EVERYBODY])] == ["act670-s24", "cpc-s13"]
    assert country.duties(DAY, ["medical"]) == ()
    assert [each.id for each in country.duties(DAY, ["medical", "family"], child=True)] == [
        "child-act-s27",
        "child-act-s28",
    ]


def test_the_bodies_of_a_country_decide_from_their_first_day_and_none_is_verified_that_nobody_read():
    council = datetime.date(2015, 11, 18)
    here = COUNTRIES["my"]
    assert "council" in here.deciders("status", council)
    assert "council" not in here.deciders("status", council - datetime.timedelta(days=1))
    for country in COUNTRIES.values():
        assert country.deciders("identification", DAY)
        assert country.awaited is not None
        assert not any(body.seen.verified and body.seen.tag != "V" for body in country.bodies)


def test_the_law_of_a_day_is_what_held_on_it():
    country = COUNTRIES["th"]
    act = next(line for line in country.lines if line.id == "act")
    assert [each.id for each in country.of_line(act, datetime.date(2017, 1, 27))] == ["th-act2551-s6"]
    assert [each.id for each in country.of_line(act, datetime.date(2019, 1, 1))] == ["th-act2551-s6-2017"]
    assert [each.id for each in country.of_line(act, DAY)] == ["th-act2551-s6-2019"]
    assert not COUNTRIES["my"].statement("act670-s14").holds(datetime.date(2022, 2, 21))


@pytest.mark.parametrize(("name", "share"), [("my", 0.8), ("th", 0.6), ("id", 0.6)])
def test_of_a_hundred_statements_of_a_country_so_many_were_seen(name, share):
    country = COUNTRIES[name]
    assert len(country.read) >= share * len(country.statements)


def test_malaysia_names_the_directory_sheets_currency_and_languages_that_the_program_uses():
    country = COUNTRIES["my"]
    assert [each.name for each in (ROOT / "forms/directory").glob("*.toml") if each.stem == country.directory]
    assert country.wages is not None and country.wages.country == "my"
    assert country.sheets == ("referral-my", "referral-generic")
    assert country.officers == ("ms", "en")


@pytest.mark.parametrize("name", ["id", "my", "th"])
def test_the_directory_of_a_country_has_an_emergency_number_and_none_that_was_verified(name):
    entries = toml(f"forms/directory/{COUNTRIES[name].directory}.toml")["entry"]
    assert [each["id"] for each in entries if each["verified"]] == []
    assert [each["id"] for each in entries if each["service"] == "emergency" and each["phones"]]


def test_means_are_never_asked_of_a_child_and_of_an_adult_who_cannot_protect_themselves_only_where_a_law_was_read():
    assert {name: country.no_means_for for name, country in COUNTRIES.items()} == {
        "my": ("child", "unable"),
        "id": ("child",),
        "th": ("child",),
    }


def test_every_statement_says_where_it_stands_by_what_source_and_how_far_it_was_seen():
    every = [*CONVENTION.statements, *(each for country in COUNTRIES.values() for each in country.statements)]
    assert len({each.id for each in every}) == len(every)
    for each in every:
        assert each.place and each.text and each.source and each.seen in SEEN
        assert each.read or "memory" in each.source.lower() or each.seen != "memory"


def test_every_state_with_districts_is_one_of_the_directory_of_services():
    for country in COUNTRIES.values():
        known = directory.shipped(replace(settings.OWN, country=country.id)).regions
        assert set(country.districts) <= set(known)
    johor = COUNTRIES["my"].districts["johor"]
    assert johor["batu-pahat"] == "Batu Pahat" and len(johor) == 10


@pytest.mark.parametrize(
    ("file", "find", "write", "says"),
    [
        ("my/law.toml", LINE, "", 'law.toml: line: The line "privacy" is missing. Add it; statements = []'),
        ("my/law.toml", 'id = "privacy"', 'id = "secrecy"', "line secrecy: The Convention has no such line."),
        ("my/law.toml", 'id = "privacy"', 'id = "care"', 'The id "care" is used twice.'),
        ("my/law.toml", '["act670-s25"]', '["act670-s25b"]', 'There is no statement "act670-s25b".'),
        ("my/law.toml", 'statement = "act670-s44"', 'statement = "s44"', 'There is no statement "s44".'),
        ("my/law.toml", 'source = "Bill 2007, clause 25"', 'source = ""', '"source" is empty.'),
        ("my/law.toml", 'seen = "bill"', 'seen = "surely"', "surely"),
        ("my/law.toml", "since = 2022-02-22", "since = 2022-02-22\nuntil = 2021-01-01", "It ends before it begins."),
        ("th/law.toml", "until = 2019-04-05", "until = 2019-04-06", 'on which "th-act2551-s6-2019" of the same line'),
        (
            "th/law.toml", "since = 2017-01-28\nuntil = 2019-04-05", "since = 2019-04-06\nuntil = 2019-04-06",
            'on which "th-act2551-s6-2019" of the same line',
        ),
        ("my/law.toml", 'order = "interim"', 'order = "intern"', 'There is no order "intern".'),
        ("my/law.toml", 'unit = "hours"\n', "", "It has a number and no unit."),
        ("my/law.toml", "at_most = 24", "at_most = 0", "at_most = 0 is no length."),
        ("my/country.toml", '"malaysia"', '"malaya"', 'directory names "malaya", and forms/ has no such thing.'),
        ("my/country.toml", '"malaysia"', '"../labour/malaysia"', "forms/ has no such thing."),
        ("my/country.toml", '"referral-my"', '"referral-sg"', 'sheets names "referral-sg"'),
        ("my/country.toml", 'id = "my"', 'id = "mys"', "is not the name of its folder"),
        ("my/country.toml", 'code = "MYR"', 'code = "RM"', "The code is not three capitals."),
        ("my/country.toml", '["ms", "en"]', '["Malay"]', '"Malay" is not the tag of a language.'),
        ("my/country.toml", '["identification", "turned-out", "status"]', '["sentencing"]', "sentencing"),
        ("my/country.toml", "since = 2015-11-18", "since = 2015-11-18\nuntil = 2014-01-01", "ends before it begins"),
        ("my/country.toml", "days = 30", "days = 0", "days"),
        ("my/wages.toml", "monthly = 1700", "monthly = 0", "monthly is not above nothing."),
        ("my/districts.toml", '"Muar", ', '"Muar", "Klang", ', '"Klang" is in johor too.'),
        ("my/districts.toml", "verified = false", "", '"verified" is missing'),
        ("id/country.toml", 'no_means_for = ["child"]', 'no_means_for = ["unable"]', "no_means_for leaves out a child"),
        ("id/country.toml", 'no_means_for = ["child"]', 'no_means_for = ["adult"]', "no_means_for"),
        ("convention.toml", 'id = "return"', 'id = "Return"', "The id is not small letters"),
        ("convention.toml", 'title = "Duty to report"', 'title = "Duty to report"\nplace = "article 9"', "not all of"),
    ],
)  # fmt: skip
def test_one_break_is_told_with_its_file_place_and_remedy(copy, file, find, write, says):
    path = copy / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, write, 1), "utf-8")
    problems = read_countries(copy, settings.forms_root())[2]
    told = [each for each in problems if says in str(each)]
    assert told, [str(each) for each in problems]
    assert told[0].file == f"countries/{file}"
    assert told[0].place
    assert told[0].remedy


def test_all_problems_of_all_countries_are_told_at_once(copy):
    for name in ("my", "th"):
        path = copy / name / "law.toml"
        path.write_text(path.read_text("utf-8").replace('id = "privacy"', 'id = "secrecy"'), "utf-8")
    (copy / "id" / "law.toml").unlink()
    (copy / "th" / "notes.txt").write_text("x")
    files = {each.file for each in read_countries(copy, settings.forms_root())[2]}
    assert files == {
        "countries/my/law.toml",
        "countries/th/law.toml",
        "countries/th/notes.txt",
        "countries/id/law.toml",
    }
    with pytest.raises(BadInput, match="countries-unsound"):
        open_countries(copy, settings.forms_root())


def test_an_unsound_convention_or_an_empty_folder_is_told(copy, tmp_path):
    (copy / "convention.toml").write_text("[[line]]\n")
    assert [each for each in read_countries(copy, settings.forms_root())[2] if each.file == "countries/convention.toml"]
    (tmp_path / "none").mkdir()
    told = [str(each) for each in read_countries(tmp_path / "none", settings.forms_root())[2]]
    assert any("It holds no country." in each for each in told)


def test_the_check_of_content_reads_the_countries_and_one_of_them(copy):
    assert content_check.check_content([ROOT / "countries"]) == ([], 8)
    assert content_check.check_content([ROOT / "countries" / "th"]) == ([], 2)
    path = copy / "th" / "country.toml"
    path.write_text(path.read_text("utf-8").replace('id = "th"', 'id = "tha"'), "utf-8")
    assert [each.file for each in content_check.check_content([copy])[0]] == ["countries/th/country.toml"]
    assert content_check.check_content([copy / "my"])[0] == []


def test_a_line_for_employers_names_a_part_and_a_statement_that_are_there(tmp_path: Path) -> None:
    root = settings.OWN.countries_root
    (tmp_path / "employers.toml").write_text(
        (root / "employers.toml")
        .read_text("utf-8")
        .replace("passports-act-s12", "no-such-act")
        .replace('part = "housing"', 'part = "garden"'),
        "utf-8",
    )
    known = {"employment-act-s90b", "act670-s12", "passports-act-s12"}
    assert not read_employer_check(root, known)[1]
    check, problems = read_employer_check(tmp_path, known)
    assert check is None
    assert [each.what for each in problems] == [
        'No country has a statement "no-such-act".', 'There is no part "garden".',
    ]  # fmt: skip


def test_without_the_file_there_is_no_check_for_employers_and_it_is_told(tmp_path: Path) -> None:
    check, problems = read_employer_check(tmp_path, ())
    assert check is None
    assert [each.file for each in problems] == [f"{tmp_path.name}/employers.toml"]

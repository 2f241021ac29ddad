"""Every country has one shape; what is wrong with one is told with file, place and remedy, all of it at once."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from screening import settings
from screening.casework import country as country_in_use
from screening.casework.tools import content_check
from screening.domain.countries.loader import open_countries, read_countries
from screening.errors import BadInput

ROOT = settings.content_root()
CONVENTION, COUNTRIES = country_in_use.shipped()
EDITIONS = ("2026-1", "2026-2", "2026-3")
LINE = """[[line]]
id = "privacy"
text = ""
section = ""
cards = []
source = ""
tag = ""
verified = false
checked_on = 2026-11-28
"""

MEMORY = 'tag = "M"\nverified = false'


def toml(name: str) -> dict[str, object]:
    return tomllib.loads((ROOT / name).read_text("utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "countries", tmp_path / "countries")


def test_malaysia_indonesia_and_thailand_answer_every_line_of_the_convention():
    assert sorted(COUNTRIES) == ["id", "my", "th"]
    for country in COUNTRIES.values():
        assert [line.id for line in country.lines] == [asked.id for asked in CONVENTION.lines]


@pytest.mark.parametrize("edition", EDITIONS)
def test_malaysia_loses_no_law_card_of_an_edition(edition):
    cards = {card["id"] for card in toml(f"indicators/{edition}/law.toml")["card"]}
    assert set(COUNTRIES["my"].named_cards) == cards


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_line_of_malaysia_is_no_surer_than_the_law_cards_behind_it(edition):
    cards = {card["id"]: card for card in toml(f"indicators/{edition}/law.toml")["card"]}
    for line in COUNTRIES["my"].lines:
        if line.seen.verified:
            assert line.cards
            assert [name for name in line.cards if not cards[name]["verified"]] == []


def test_the_clocks_of_malaysia_are_those_of_its_law_cards_and_of_the_dates_of_a_case():
    country = COUNTRIES["my"]
    cards = {card["id"]: card for card in toml("indicators/2026-2/law.toml")["card"]}
    written = {24: "24 hours", 21: "21 days since Act A1500", 3: "three months"}
    for clock in country.clocks:
        order = next(each for each in country.orders if each.id == clock.order)
        assert written[clock.at_most] in cards[order.card]["duration_note"]
        assert cards[order.card]["date"] == order.date
        assert not clock.seen.verified
    assert {each["date"] for each in cards.values() if "date" in each} == {each.date for each in country.orders}


def test_malaysia_names_the_duties_directory_sheets_currency_and_languages_that_the_program_uses():
    country = COUNTRIES["my"]
    reporting = next(line for line in country.lines if line.id == "reporting")
    for duty in toml("forms/directory/malaysia.toml")["duty"]:
        assert duty["title"] in reporting.section
    assert [each.name for each in (ROOT / "forms/directory").glob("*.toml") if each.stem == country.directory]
    assert country.wages is not None and country.wages.country == "my"
    assert country.sheets == ("referral-my", "referral-generic")
    assert country.officers == ("ms", "en")


@pytest.mark.parametrize("name", ["id", "th"])
def test_a_directory_that_nobody_rang_has_no_number_and_its_country_nothing_that_was_verified(name):
    country = COUNTRIES[name]
    assert country.verified == ()
    assert country.not_known
    entries = toml(f"forms/directory/{country.directory}.toml")["entry"]
    assert entries
    assert [each["id"] for each in entries if each["phones"] or each["verified"]] == []


def test_means_are_never_asked_of_a_child_and_of_an_adult_who_cannot_protect_themselves_only_where_a_law_was_read():
    assert {name: country.no_means_for for name, country in COUNTRIES.items()} == {
        "my": ("child", "unable"),
        "id": ("child",),
        "th": ("child",),
    }


def test_what_is_not_known_says_so_and_has_no_section():
    for country in COUNTRIES.values():
        for line in country.lines:
            assert bool(line.text) == bool(line.seen.source) == bool(line.seen.tag)
            assert line.text or not line.section


@pytest.mark.parametrize(
    ("file", "find", "write", "says"),
    [
        ("my/law.toml", LINE, "", 'law.toml: line: The line "privacy" is missing. Add it; text = ""'),
        ("my/law.toml", 'id = "privacy"', 'id = "secrecy"', "line secrecy: The Convention has no such line."),
        ("my/law.toml", 'id = "privacy"', 'id = "care"', 'The id "care" is used twice.'),
        ("my/law.toml", '["act670-s25"]', '["act670-s25b"]', 'There is no law card "act670-s25b".'),
        ("my/law.toml", 'order = "interim"', 'order = "intern"', 'There is no order "intern".'),
        ("my/law.toml", 'unit = "hours"\n', "", "It has a number and no unit."),
        ("my/law.toml", "at_most = 24", "at_most = 0", "at_most = 0 is no length."),
        ("my/law.toml", MEMORY, MEMORY.replace("false", "true"), "its present text was not seen"),
        ("my/country.toml", '"malaysia"', '"malaya"', 'directory names "malaya", and forms/ has no such thing.'),
        ("my/country.toml", '"malaysia"', '"../labour/malaysia"', "forms/ has no such thing."),
        ("my/country.toml", '"referral-my"', '"referral-sg"', 'sheets names "referral-sg"'),
        ("my/country.toml", 'id = "my"', 'id = "mys"', "is not the name of its folder"),
        ("my/country.toml", 'code = "MYR"', 'code = "RM"', "The code is not three capitals."),
        ("my/country.toml", '["ms", "en"]', '["Malay"]', '"Malay" is not the tag of a language.'),
        ("my/wages.toml", "monthly = 1700", "monthly = 0", "monthly is not above nothing."),
        ("id/country.toml", 'no_means_for = ["child"]', 'no_means_for = ["unable"]', "no_means_for leaves out a child"),
        ("id/country.toml", 'no_means_for = ["child"]', 'no_means_for = ["adult"]', "no_means_for"),
        ("th/law.toml", 'text = ""\n', "", '"text" is missing. Add it; text = ""'),
        ("th/law.toml", 'source = "From memory"', 'source = ""', "It says something and not where that comes from."),
        ("th/law.toml", 'text = ""\nsection = ""', 'text = ""\nsection = "9"', "does not say what that is about"),
        ("convention.toml", 'id = "return"', 'id = "Return"', "The id is not small letters"),
        ("convention.toml", 'article = ""', 'article = "14(8)"', "does not say what that asks for"),
    ],
)  # fmt: skip
def test_one_break_is_told_with_its_file_place_and_remedy(copy, file, find, write, says):
    path = copy / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, write, 1), "utf-8")
    problems = read_countries(copy, country_in_use.known())[2]
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
    files = {each.file for each in read_countries(copy, country_in_use.known())[2]}
    assert files == {
        "countries/my/law.toml",
        "countries/th/law.toml",
        "countries/th/notes.txt",
        "countries/id/law.toml",
    }
    with pytest.raises(BadInput, match="countries-unsound"):
        open_countries(copy, country_in_use.known())


def test_an_unsound_convention_or_an_empty_folder_is_told(copy, tmp_path):
    (copy / "convention.toml").write_text("[[line]]\n")
    assert [
        each for each in read_countries(copy, country_in_use.known())[2] if each.file == "countries/convention.toml"
    ]
    (tmp_path / "none").mkdir()
    told = [str(each) for each in read_countries(tmp_path / "none", country_in_use.known())[2]]
    assert any("It holds no country." in each for each in told)


def test_the_check_of_content_reads_the_countries_and_one_of_them(copy):
    assert content_check.check_content([ROOT / "countries"]) == ([], 7)
    assert content_check.check_content([ROOT / "countries" / "th"]) == ([], 2)
    path = copy / "th" / "country.toml"
    path.write_text(path.read_text("utf-8").replace('id = "th"', 'id = "tha"'), "utf-8")
    assert [each.file for each in content_check.check_content([copy])[0]] == ["countries/th/country.toml"]
    assert content_check.check_content([copy / "my"])[0] == []

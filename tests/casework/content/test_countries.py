"""What an officer reads of a country: never more than is known, and the page in docs is what the data says."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from screening.casework.content import countries, country
from screening.casework.content.country import one, shipped
from screening.casework.content.edition import open_content
from screening.cli.main import commands
from screening.domain.case.case import Case
from screening.errors import BadInput
from screening.settings import OWN
from screening.wording.catalogue.translations import Words

WORDS = Words("en")


def run(*arguments: str) -> str:
    told = CliRunner().invoke(commands, ["countries", *arguments])
    assert told.exit_code == 0, told.output
    return told.output


def test_the_page_of_the_law_holds_every_statement():
    made = countries.law_page(WORDS)
    for each in shipped(OWN)[1].values():
        assert all(statement.source in made for statement in each.statements)


@pytest.mark.parametrize("language", ["en", "ms", "id", "th"])
@pytest.mark.parametrize("name", ["my", "id", "th"])
def test_the_page_of_the_law_in_the_window_says_every_statement_that_holds(name, language):
    view = countries.law_view(one(name, OWN), Words(language), open_content())
    said = "\n".join(f"{row.title} {row.text}" for part in view.parts for row in part.rows)
    words, day = Words(language), country.today()
    holding = [each for each in one(name, OWN).statements if each.holds(day)]
    assert holding and all(words.say(f"statute.{each.id}.text") in said for each in holding)


@pytest.mark.parametrize("edition", ["2026-1", "2026-2", ""])
def test_the_law_of_a_case_is_that_of_its_day_and_the_cards_of_another_edition_stand_only_there(edition):
    content = open_content()
    case = Case("K7M2", edition=edition or content.protocol.id, opened_at="2018-05-04T02:00:00Z")
    told = countries.law_view(one("th", OWN), WORDS, content, case)
    said = [row.text for part in told.parts for row in part.rows]
    assert WORDS.say("statute.th-act2551-s6-2017.text") in said
    assert WORDS.say("statute.th-act2551-s6-2019.text") not in said
    assert "As it was on 4 May 2018" in told.lead

    def cards(view: countries.LawView) -> list[str]:
        return [part.title for part in view.parts if "Law cards of edition" in part.title]

    assert bool(cards(countries.law_view(one("my", OWN), WORDS, content, case))) is bool(edition)
    assert not cards(countries.law_view(one("my", OWN), WORDS, content))


def test_every_row_of_the_page_has_one_cell_for_the_convention_and_for_each_country():
    rows = [line for line in countries.page(WORDS).splitlines() if line.startswith("|")]
    assert {line.count(" | ") for line in rows} == {4}
    assert len(rows) == 2 + len(shipped(OWN)[0].lines)


@pytest.mark.parametrize("name", ["id", "th"])
def test_a_country_says_that_nobody_called_the_numbers_of_its_directory(name):
    told = run(name)
    assert "officers call each under Services, except emergency numbers" in told
    assert "The pages for officers are not written in: " not in told
    assert "Not known." in told
    assert re.search(r"\+?\d[\d -]{6,}", told) is None


def test_malaysia_says_where_its_directory_is_and_how_long_its_orders_last():
    told = run("my")
    assert "forms/directory/malaysia.toml" in told
    assert "not written in" not in told
    assert "Length of the interim order: at most 21 days [Bill as passed seen]" in told


def test_the_list_names_every_country_and_json_holds_the_empty_lines():
    assert [line.split(":")[0] for line in run().splitlines()] == ["id", "my", "th"]
    read = json.loads(run("th", "--json"))
    assert "reporting" in read["not_known"]
    assert all(each["statements"] == [] for each in read["lines"] if each["id"] in read["not_known"])
    assert [each["id"] for each in json.loads(run("--json"))] == ["id", "my", "th"]


def test_a_country_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(BadInput, match="no-such-country"):
        one("sg", OWN)
    assert CliRunner().invoke(commands, ["countries", "sg"]).exit_code != 0

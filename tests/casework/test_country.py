"""Papers are made for Malaysia, and what is Malaysian is written where a country can be told from another."""

from __future__ import annotations

import re

import pytest

from screening import settings
from screening.casework import country, directory
from screening.casework.content_in_use import use_of
from screening.casework.edition import content_of, open_content
from screening.casework.interview.interview import open_case
from screening.casework.referral import papers
from screening.domain.answers import Answer, Given, How
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import Recorded, to_json
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.legal_elements import State
from screening.domain.services.wages import open_rules
from screening.errors import BadInput
from screening.store import create_vault, open_vault
from screening.wording.catalogue.source_texts import Audience, read_texts
from tests.made_vaults import PASSPHRASE, QUICK

MALAYSIAN = re.compile(
    r"Act 670|Act A1\d+|ATIPSOM|Employment Act|Child Act|Penal Code|Criminal Procedure|Immigration Act|Minimum Wages|"
    r"Federal Constitution|section \d|\bss?\. ?\d|Malaysia|\bMAPO\b|\bJKM\b|JTKSM|Magistrate|"
    r"Protection Officer|Talian|ringgit|\bRM\b|Labour Department|\bNGHTI\b|Social Welfare|MyKad",
    re.IGNORECASE,
)
OF_A_COUNTRY = re.compile(r"/law\.toml$|^forms/directory/|^forms/labour/|^forms/referral-my/|countries")
LEFT = 43
"""Officer texts outside those files that name Malaysia's law, bodies or money: fewer is better, more is a step back."""


def malaysian(audience: Audience) -> set[str]:
    """The ids of the texts that name what only Malaysia has, outside the files that are a country's."""
    texts = read_texts(settings.content_root(), edition=settings.EDITION)
    own = [text for text in texts if text.audience is audience and not OF_A_COUNTRY.search(text.file)]
    return {text.id for text in own if MALAYSIAN.search(text.source + text.plural)}


def test_a_record_that_names_no_country_is_of_malaysia_and_its_labour_rules_are_those_of_before():
    assert country.in_use().id == "my"
    assert country.labour_rules() == open_rules(settings.forms_root() / "labour" / "malaysia.toml")


def test_a_record_keeps_the_country_that_it_was_made_for_and_an_older_one_is_of_malaysia(tmp_path):
    for name, expected in (("id", "id"), ("my", ""), ("", "")):
        place = tmp_path / (name or "older")
        vault = create_vault(place, PASSPHRASE, "Aina", "officer", "", country=country.written(name), cost=QUICK)
        assert country.of_record(vault.events("")) == expected
        vault.close()
    reopened = open_vault(tmp_path / "id", PASSPHRASE)
    use_of(reopened)
    assert country.in_use().id == "id"
    reopened.close()
    use_of(open_vault(tmp_path / "older", PASSPHRASE))
    assert country.in_use().id == "my"


def test_a_case_names_the_country_it_was_begun_in_and_one_of_malaysia_is_written_as_before():
    country.use("th")
    begun = open_case("", open_content(), setting="workplace", profile="field", practice=False)
    assert to_json(begun)["country"] == "th"
    assert fold("ABCD", (Recorded(begun, "", "2026-11-28T04:00:00Z", "", "a", 1, 1),)).country == "th"
    country.use("")
    here = open_case("", open_content(), setting="workplace", profile="field", practice=False)
    assert "country" not in to_json(here)


def test_a_case_that_came_from_another_country_is_read_under_its_own_law():
    mine = open_content()
    assert (mine.country, bool(mine.protocol.tables["law"]["card"]), mine.weights.unable) == ("my", True, "FCT-02")
    country.use("id")
    theirs = content_of(Case("ABCD", edition=mine.protocol.id, country="id"), mine)
    assert (theirs.country, list(theirs.protocol.tables["law"]["card"]), theirs.weights.unable) == ("id", [], "")
    assert theirs.protocol.digest == mine.protocol.digest


def test_a_disability_takes_the_means_away_only_where_the_law_says_so():
    answers = {"care-limits": Given(Answer.YES, How.SEEN)}
    for name, expected in (("my", State.NOT_NEEDED), ("id", State.NOT_ASKED), ("th", State.NOT_ASKED)):
        country.use(name)
        content = open_content()
        found = assess(content.protocol, content.weights, answers, age_band="adult")
        assert found.elements["means"].state is expected, name
        child = assess(content.protocol, content.weights, {}, age_band="child")
        assert child.elements["means"].state is State.NOT_NEEDED


def test_a_country_that_this_program_does_not_know_is_refused():
    with pytest.raises(BadInput, match="no-such-country"):
        country.use("xx")
    assert country.in_use().id == "my"


def test_each_country_has_its_own_regions_duties_and_services():
    assert {"johor", "sabah"} <= set(directory.shipped("my").regions)
    for name in ("id", "th"):
        there = directory.shipped(name)
        assert (there.regions, there.duties) == ((), ())
        assert "protection-officer" not in there.services
        assert [entry.id for entry in there.entries.values() if entry.phones] == []


def test_papers_take_the_numbers_of_labour_law_from_the_country(monkeypatch):
    asked = []
    monkeypatch.setattr(papers, "labour_rules", lambda: asked.append("asked") or country.labour_rules())
    assert papers.make_empty(open_content(), directory.shipped(), language="en", wanted=["labour"])
    assert asked == ["asked"]


def test_what_a_person_hears_names_no_law_body_or_money_of_one_country():
    assert malaysian(Audience.PERSON) == set()


def test_no_more_officer_texts_name_what_only_malaysia_has():
    assert len(malaysian(Audience.OFFICER)) <= LEFT

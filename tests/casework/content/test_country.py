"""Papers are made for Malaysia, and what is Malaysian is written where a country can be told from another."""

from __future__ import annotations

import datetime
import shutil

import pytest

from screening import settings
from screening.authoring.content_check import check_content
from screening.authoring.country_lint import naming_problems, paper_problems
from screening.casework.content import country, directory
from screening.casework.content.edition import content_of, open_content
from screening.casework.content.in_use import content_of_record
from screening.casework.interview.interview import open_case
from screening.casework.referral import papers
from screening.domain.answers import Answer, Given, How
from screening.domain.case.case import Case, fold
from screening.domain.content.keys import SEEN
from screening.domain.events.catalogue import Recorded, to_json
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.legal_elements import ElementState
from screening.errors import BadInput
from screening.settings import OWN, Installation
from screening.store import create_vault, open_vault
from screening.wording.catalogue.country_fields import country_field
from screening.wording.catalogue.translations import Words
from tests.made_vaults import PASSPHRASE, QUICK
from tests.truth.said import pdf_text

UNREAD = "not compared with the text"


def test_a_record_that_names_no_country_is_of_malaysia_and_has_the_numbers_of_its_labour_law():
    assert country.of(OWN).id == "my"
    law = country.of(OWN).wages
    assert law is not None and law.country == "my" and law.minimum and law.overtime


def test_a_record_keeps_the_country_that_it_was_made_for_and_an_older_one_is_of_malaysia(tmp_path):
    for name, expected in (("id", "id"), ("my", ""), ("", "")):
        place = tmp_path / (name or "older")
        vault = create_vault(place, PASSPHRASE, "Aina", "officer", "", country=country.written(name), cost=QUICK)
        assert country.of_record(vault.events("")) == expected
        vault.close()
    reopened = open_vault(tmp_path / "id", PASSPHRASE)
    assert content_of_record(reopened)[0].country == "id"
    reopened.close()
    with open_vault(tmp_path / "older", PASSPHRASE) as older:
        assert content_of_record(older)[0] == OWN


def test_a_case_names_the_country_it_was_begun_in_and_one_of_malaysia_is_written_as_before():
    begun = open_case("", open_content(here=Installation("th")), setting="workplace", profile="field", practice=False)
    assert to_json(begun)["country"] == "th"
    assert fold("ABCD", (Recorded(begun, "", "2026-11-28T04:00:00Z", "", "a", 1, 1),)).country == "th"
    here = open_case("", open_content(), setting="workplace", profile="field", practice=False)
    assert here.country is None and "country" not in to_json(here)


def test_a_case_that_came_from_another_country_is_read_under_its_own_law():
    mine = open_content()
    assert (mine.installation.country, bool(mine.protocol.tables["law"]["card"]), mine.weights.unable) == (
        "my",
        True,
        "FCT-02",
    )
    theirs = content_of(Case("ABCD", edition=mine.protocol.id, country="id"), mine)
    assert (theirs.installation.country, list(theirs.protocol.tables["law"]["card"]), theirs.weights.unable) == (
        "id",
        [],
        "",
    )
    assert theirs.protocol.digest == mine.protocol.digest


def test_a_disability_takes_the_means_away_only_where_the_law_says_so():
    answers = {"care-limits": Given(Answer.YES, How.SEEN)}
    asked = ElementState.NOT_ASKED
    for name, expected in (("my", ElementState.NOT_NEEDED), ("id", asked), ("th", asked)):
        content = open_content(here=Installation(name))
        found = assess(content.protocol, content.weights, answers, age_band="adult")
        assert found.elements["means"].state is expected, name
        child = assess(content.protocol, content.weights, {}, age_band="child")
        assert child.elements["means"].state is ElementState.NOT_NEEDED


def test_a_country_that_this_program_does_not_know_is_refused():
    with pytest.raises(BadInput, match="no-such-country"):
        country.of(Installation("xx"))
    with pytest.raises(BadInput, match="no-such-country"):
        open_content(here=Installation("xx"))


def test_each_country_has_its_own_regions_duties_and_services():
    words, day = Words("en"), datetime.date(2026, 11, 30)
    bound = [name for name, _ in country.duties("ngo", words, day, child=True)]
    assert bound == ["act670-s24", "cpc-s13"]
    assert {"johor", "sabah"} <= set(directory.shipped(OWN).regions)
    for name in ("id", "th"):
        there = directory.shipped(Installation(name))
        assert there.regions == ()
        assert country.duties("ngo", Words("en", Installation(name)), day, child=True) == ()
        assert "protection-officer" not in there.services
        assert [entry.id for entry in there.entries.values() if there.fresh(entry, day)] == []
        assert there.unchecked("emergency", "") is not None


def test_papers_take_the_numbers_of_labour_law_from_the_country():
    for name, known in (("my", True), ("id", False)):
        here = Installation(name)
        assert (country.of(here).wages is not None) is known
        made = papers.make_empty(open_content(here=here), directory.shipped(here), language="en", wanted=["labour"])
        assert ("Sabah" in pdf_text(made)) is known


def test_no_text_outside_a_country_s_own_files_names_its_law_body_number_or_money():
    assert list(naming_problems(settings.content_root(), country.shipped(OWN)[1])) == []


@pytest.mark.parametrize(
    ("file", "find", "write", "named"),
    [
        ("locales/en/pages.toml", "not needed in this reading", "not needed (Act 670)", "Act 670 (Malaysia)"),
        ("locales/en/referral.toml", "by order of a court", "by order of a Magistrate", "Magistrate (Malaysia)"),
        ("locales/en/person.toml", "This is a house to rest in.", "Ring 999.", "999 (Malaysia)"),
        ("forms/shared.toml", "Total paid so far, {currency}", "Total paid so far, Rp", "Rp (Indonesia)"),
        ("forms/referral-generic/child.toml", "({cite_palermo_3})", "(section 6(2))", "section 6"),
        ("indicators/2026-3/topics/06-papers.toml", "{section_non_punishment}", "B.E. 2551", "B.E. 2551 (Thailand)"),
    ],
)
def test_a_text_that_names_one_country_is_told_by_its_file_and_id(tmp_path, file, find, write, named):
    root = settings.content_root()
    for folder in ("locales/en", "indicators", "forms"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.ttf"))
    path = tmp_path / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, write), "utf-8")
    told = list(naming_problems(tmp_path, country.shipped(OWN)[1]))
    assert told
    assert {each.file for each in told} == {file}
    assert f"It names {named}" in told[0].what


@pytest.mark.parametrize(
    ("find", "write", "named"),
    [
        ("We accept this case", "We accept this case (section 43)", "section 43"),
        ("We accept this case", "We accept this case under Act 670", "Act 670"),
        ('"act670-s43", "act670-s51"', '"act670-s43", "act670-s510"', 'no statement "act670-s510"'),
    ],
)
def test_a_paper_says_law_only_as_statements_that_are_there(tmp_path, find, write, named):
    for folder in ("indicators", "forms", "locales"):
        shutil.copytree(settings.content_root() / folder, tmp_path / folder, ignore=shutil.ignore_patterns("fonts"))
    path = tmp_path / "forms" / ("referral-my/social.toml" if "act670" in find else "shared.toml")
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, write), "utf-8")
    told = list(paper_problems(tmp_path, *country.shipped(OWN)))
    assert len(told) == 1 and named in str(told[0])


def test_every_way_in_which_law_was_seen_is_said_in_every_language_of_pages():
    for language in ("en", "ms", "id", "th"):
        words = Words(language)
        assert len({words.say(f"form.seen.{each}") for each in SEEN}) == len(SEEN), language


def test_a_country_s_own_files_may_name_it_and_check_looks_at_the_rest():
    problems, _ = check_content([OWN.countries_root])
    assert problems == []


@pytest.mark.parametrize(
    ("name", "consent", "non_punishment", "currency"),
    [
        ("my", "Act 670, section 16", "Act 670, section 25", "RM"),
        ("id", "Law 21/2007, article 26", "Law 21/2007, article 18", "Rp"),
        ("th", "Act B.E. 2551, section 4, text of 2008", "Act B.E. 2551, section 41, text of 2008", "฿"),
    ],
)
def test_a_text_for_every_country_says_what_the_one_in_use_has(name, consent, non_punishment, currency):
    words = Words("en", Installation(name))
    assert f"Palermo Protocol, article 3; {consent}" in words.say("rule.law", act="a", means="b", purpose="c")
    assert f"the law may protect them ({non_punishment})" in words.say("item.overstayed.may_mean")
    assert words.say("form.wages.sum", amount="1.00") == f"{currency} 1.00"
    assert words.say("form.note.paid") == f"Total paid so far, {currency}"


def test_what_nobody_has_read_says_so_with_whom_to_ask():
    indonesia, malaysia = Words("en", Installation("id")), Words("en")
    told = "Who identifies formally: Not known for Indonesia: read the law or ask a lawyer. This page decides nothing."
    assert indonesia.say("rule.who-decides") == told
    assert country_field("section_identification", indonesia) == "section not known"
    told = country_field("law_reporting", Words("en", Installation("th")))
    assert told == "Not known for Thailand: read the law or ask a lawyer."
    assert country_field("cite_act670_s25", malaysia) == "Act 670, section 25; Bill as passed seen"
    assert country_field("cite_act670_s41a", malaysia) == "Act 670, section 41A; not compared with the text"
    with pytest.raises(LookupError):
        country_field("law_of_the_sea", indonesia)
    with pytest.raises(LookupError):
        indonesia.say("rule.law")

"""Papers are made for Malaysia, and what is Malaysian is written where a country can be told from another."""

from __future__ import annotations

import re

from screening import settings
from screening.casework import country, directory
from screening.casework.edition import open_content
from screening.casework.referral import papers
from screening.domain.services.wages import open_rules
from screening.wording.catalogue.source_texts import Audience, read_texts

MALAYSIAN = re.compile(
    r"Act 670|Act A1\d+|ATIPSOM|Employment Act|Child Act|Penal Code|Criminal Procedure|Immigration Act|Minimum Wages|"
    r"Federal Constitution|section \d|\bss?\. ?\d|Malaysia|\bMAPO\b|\bJKM\b|JTKSM|Magistrate|"
    r"Protection Officer|protection order|Talian|ringgit|\bRM\b|Labour Department|\bNGHTI\b|Social Welfare|MyKad",
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


def test_papers_take_the_numbers_of_labour_law_from_the_country(monkeypatch):
    asked = []
    monkeypatch.setattr(papers, "labour_rules", lambda: asked.append("asked") or country.labour_rules())
    assert papers.make_empty(open_content(), directory.shipped(), language="en", wanted=["labour"])
    assert asked == ["asked"]


def test_what_a_person_hears_names_no_law_body_or_money_of_one_country():
    assert malaysian(Audience.PERSON) == set()


def test_no_more_officer_texts_name_what_only_malaysia_has():
    assert len(malaysian(Audience.OFFICER)) <= LEFT

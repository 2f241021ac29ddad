"""The finished sample case: whole, invented, in a record of its own, and in no figure."""

from __future__ import annotations

import pytest

from screening.casework.content.edition import open_content
from screening.casework.record.sample_record import sample_code, sample_record
from screening.domain.case.case import fold
from screening.domain.known import promises
from screening.domain.scenarios.loader import open_training
from screening.settings import Installation, indicators_root
from screening.wording.catalogue.translations import Words


@pytest.mark.parametrize("country", ["my", "id", "th"])
def test_it_is_a_whole_case_of_two_sessions_with_a_paper_that_left_and_a_reply(country: str) -> None:
    with sample_record(Words("en", Installation(country))) as vault:
        case = fold(sample_code(vault), vault.events(sample_code(vault)))
    assert case.practice, "every page and paper is marked"
    assert case.sessions.number == 2 and case.stopped == "finished"
    assert [each.answered for each in case.referrals.sent.values() if each.sent_at] == ["acknowledged"]
    assert [each.outcome for each in promises.named(case).values()] == ["kept"]


def test_its_words_are_those_of_an_invented_person_in_the_officer_s_language() -> None:
    training = open_training(indicators_root(), open_content().protocol)
    words = Words("ms")
    with sample_record(words) as vault:
        case = fold(sample_code(vault), vault.events(sample_code(vault)))
    told = {words.say(f"scenario.{training.sample.person}.fact.{each.id}")
            for each in training.scenarios[training.sample.person].facts if each.how == "told"}  # fmt: skip
    assert all(any(part in each.text for part in told) for each in case.words)
    assert len(case.words) > 4


def test_nobody_is_counted_and_no_file_is_written() -> None:
    with sample_record(Words("en")) as vault:
        case = fold(sample_code(vault), vault.events(sample_code(vault)))
        assert case.decided_now("count") == "no"
        assert vault.folder is None
        assert vault.count_cases() == 1

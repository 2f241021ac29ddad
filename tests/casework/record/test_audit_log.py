"""The log says who did what, and nothing that anybody wrote."""

from __future__ import annotations

import pytest

from screening.casework.record import audit_log
from screening.domain.case.sessions import OVERRIDES
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    with practice_vault() as vault:
        yield Session(vault, content)


@pytest.mark.requirement("GA9")
@pytest.mark.parametrize("reason", OVERRIDES)
def test_a_start_without_numbers_is_an_act_of_the_log_without_the_officer_s_line(session, reason):
    line = "Mariam of block C" if reason == "other" else ""
    session.do(session.interview.begin_without(reason, line))
    words = Words("en")
    (found,) = [each for each in audit_log.log(session.vault, words) if each.case == session.code]
    assert (found.by, found.text) == (session.vault.officer, words.say(f"log.start-{reason}"))
    assert "Mariam" not in found.text


def test_every_act_of_the_log_has_words_in_both_languages_of_officers(session):
    session.do(session.interview.begin_without("here"))
    english, malay = (audit_log.log(session.vault, Words(tag)) for tag in ("en", "ms"))
    assert len(english) == len(malay) > 0
    assert all(one.text != other.text for one, other in zip(english, malay, strict=True))

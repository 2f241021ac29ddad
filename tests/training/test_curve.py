"""The learning curve: figures of talks, read strictly, over several talks, and whom to talk with again."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, replace

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.officers import CAREFUL, SUGGESTING, talk_as
from screening.training.curve import Result, curve, read_results, refreshers, result_of, written
from screening.training.lessons import Guess, feedback
from screening.training.practice_views import curve_view
from screening.wording.catalogue.translations import Words

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
TOPICS = tuple(topic.id for topic in PROTOCOL.topics)
DAY = datetime.date(2026, 12, 1)


def result(style: str = CAREFUL, person: str = "sorting-yard", guess: Guess | None = None) -> Result:
    talk = talk_as(style, PACK.scenarios[person], PACK, TOPICS)
    return result_of(talk, feedback(talk, {}, guess), DAY)


def test_a_result_is_kept_in_figures_and_read_again():
    made = result(guess=Guess("trafficking", 90))
    assert read_results([written(made)]) == (made,)
    assert made.found == made.due and made.pressing == 0 and made.brier == pytest.approx(0.01)
    assert set(asdict(made)) == set(json.loads(written(made))), "figures and ids, and nothing else"


@pytest.mark.parametrize(
    "change",
    [
        {"open": -1},
        {"open": 10**9},
        {"open": "1"},
        {"label": "guilty"},
        {"guess": "guilty"},
        {"sure": 100},
        {"day": "x"},
    ],
)
def test_what_cannot_be_read_is_left_out(change):
    made = result(guess=Guess("trafficking", 90))
    damaged = json.dumps({**asdict(made), **change})
    assert read_results([damaged, "", "{", "[]", written(made)]) == (made,)


def test_a_pressing_officer_finds_less_and_presses_more():
    decent, pressing = curve([result()]), curve([result(SUGGESTING)])
    assert decent.found == 1 and decent.pressing == 0
    assert pressing.found < 0.5 < 1 and pressing.pressing > 0.5


def test_over_and_under_and_the_brier_score_are_over_all_guesses():
    made = [
        result(guess=Guess("trafficking", 90)),
        result(guess=Guess("labour_violation", 70)),
        result(person="iron-box", guess=Guess("trafficking", 50)),
        result(),
    ]
    told = curve(made)
    assert (told.talks, told.guessed, told.over, told.under) == (4, 3, 1, 1)
    assert told.brier == pytest.approx((0.01 + 0.49 + 0.25) / 3, abs=0.001)
    assert curve([]).brier is None and curve([]).open is None


def test_a_person_is_proposed_again_after_1_7_and_30_days():
    assert PACK.refresh == (1, 7, 30)
    first = result()
    days = [DAY, DAY + datetime.timedelta(days=1), DAY + datetime.timedelta(days=8), DAY + datetime.timedelta(days=40)]
    due = []
    for count in range(1, 5):
        made = [replace(first, day=day.isoformat()) for day in days[:count]]
        due.append((refreshers(made, PACK.refresh)[0].day - days[count - 1]).days)
    assert due == [1, 7, 30, 30]


def test_the_page_says_who_is_due_and_no_figure_where_there_is_none():
    words = Words("en", edition=PROTOCOL.id)
    empty = curve_view(words, [], PACK, DAY)
    assert empty.again == () and ("Open questions", "no figure yet", "no figure yet") in empty.rows
    made = [result(guess=Guess("trafficking", 90))]
    assert curve_view(words, made, PACK, DAY).again == ()
    later = curve_view(words, made, PACK, DAY + datetime.timedelta(days=1))
    assert later.again[0].startswith(words.say("scenario.sorting-yard.title"))
    assert ("How far your guesses were off (Brier)", "0.01", "0.01") in later.rows

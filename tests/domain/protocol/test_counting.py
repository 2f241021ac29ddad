"""The declared rule for an answer whose condition has turned false: it is kept, does not count, and counts again."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.answers import Answer, Given
from screening.domain.protocol.loader import open_edition
from screening.domain.scoring.signs import applies, signs

TINY = open_edition(Path(__file__).parents[1] / "tiny")
ROOT, FOLLOW_UP = "owes", "owes-more"


def counted(answers: dict[str, Given]) -> int:
    """How many answers are yes and count, each worth one."""
    return sum(given.answer is Answer.YES and applies(TINY.items[name], answers) for name, given in answers.items())


def test_root_yes_follow_up_yes_root_no_root_yes_counts_one_two_none_two():
    answers: dict[str, Given] = {}
    totals = []
    for item, answer in ((ROOT, Answer.YES), (FOLLOW_UP, Answer.YES), (ROOT, Answer.NO), (ROOT, Answer.YES)):
        answers[item] = Given(answer)
        totals.append(counted(answers))
        assert answers.get(FOLLOW_UP, Given(Answer.YES)).answer is Answer.YES
    assert totals == [1, 2, 0, 2]


def test_what_does_not_count_is_no_sign_and_what_counts_again_is():
    told = {ROOT: Given(Answer.YES), FOLLOW_UP: Given(Answer.YES)}
    off = {**told, ROOT: Given(Answer.NO)}
    assert signs(TINY, told, child=False)["CTL-02"].present
    assert not signs(TINY, off, child=False)["CTL-02"].present
    assert signs(TINY, {**off, ROOT: Given(Answer.YES)}, child=False) == signs(TINY, told, child=False)


@pytest.mark.parametrize("silence", [None, Answer.NOT_KNOWN, Answer.DECLINED])
def test_silence_about_the_root_hides_nothing(silence):
    answers = {FOLLOW_UP: Given(Answer.YES)} | ({ROOT: Given(silence)} if silence else {})
    assert applies(TINY.items[FOLLOW_UP], answers)
    assert counted(answers) == 1

"""Who was met where people are held while trafficking is open."""

from __future__ import annotations

import pytest

from screening.domain.known import detention


@pytest.mark.parametrize("path", ["formal_identification", "second_interview", "not_enough_asked", "child_protection"])
def test_nobody_is_to_be_removed_while_a_decision_or_another_talk_is_to_come(path):
    assert detention.is_open("detention", ("information", path))
    assert not detention.is_open("workplace", (path,))
    assert not detention.is_open("detention", ("information", "labour_remedy"))

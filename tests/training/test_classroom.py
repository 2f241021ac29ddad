"""How sure a room was and how right it was, and two forms of the quiz that can be compared."""

from __future__ import annotations

from collections import Counter

from screening.domain.scenarios.model import FORMS
from screening.store.classbook import classbook_in_memory
from screening.training.classroom import AFTER, BEFORE, QuizSheets, calibration, form_of
from screening.training.lessons import Guess
from screening.training.trainer_class import begin
from tests.training.some_class import CONTENT, PACK, ROUNDS, result


def test_a_room_is_scored_by_explanation_and_by_how_sure_and_not_by_table() -> None:
    guessed = [
        (Guess("trafficking", 90), "trafficking"),
        (Guess("trafficking", 90), "no_concern"),
        (Guess("no_concern", 50), "no_concern"),
    ]
    found = calibration(guessed)
    assert found.whole is not None
    assert (found.whole.count, found.whole.right, found.whole.brier) == (3, 2, round((0.01 + 0.81 + 0.25) / 3, 3))
    assert [(row.name, row.right, row.count, row.brier) for row in found.labels] == [
        ("trafficking", 1, 2, 0.41), ("no_concern", 1, 1, 0.25),
    ]  # fmt: skip
    assert [(row.name, row.count) for row in found.sure] == [("50", 1), ("90", 2)]
    assert calibration([]).whole is None


def test_what_is_said_in_a_round_is_held_against_the_card_of_that_round() -> None:
    desk = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
    desk.take(result(desk.plan, 1, 2))
    assert {label for _, label in desk.guessed()} == {PACK.scenarios[ROUNDS[1]].label}


def test_both_forms_have_as_many_cases_of_each_answer_and_difficulty_and_no_case_twice() -> None:
    forms = [PACK.form(name) for name in FORMS]
    assert [len(form) for form in forms] == [12, 12]
    pairs = [Counter((case.choice, case.difficulty) for case in form) for form in forms]
    assert pairs[0] == pairs[1]
    assert len({case.id for form in forms for case in form}) == 24
    for table in range(1, 7):
        assert form_of(table, BEFORE) != form_of(table, AFTER)
    assert Counter(form_of(table, BEFORE) for table in range(1, 7)) == {"a": 3, "b": 3}


def test_what_was_right_is_counted_by_time_and_by_form_and_a_case_left_out_is_not_right() -> None:
    desk = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
    right = tuple(case.choice for case in PACK.form("b"))
    desk.take(QuizSheets(2, BEFORE, ((None, *right[1:]),), "b"))
    desk.take(QuizSheets(1, AFTER, (right,), "b"))
    assert desk.right(BEFORE) == (11, 12) and desk.right(AFTER, "b") == (12, 12) and desk.right(AFTER, "a") == (0, 0)

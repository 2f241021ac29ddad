"""Conditions: three-valued, written in a small language, and never false from silence."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, Given
from screening.domain.protocol.conditions import All, Condition, Is, Not, NotACondition, Some, parse_condition, spell

ITEMS = ["debt", "papers", "locked"]


def conditions() -> st.SearchStrategy[Condition]:
    simple: st.SearchStrategy[Condition] = st.builds(
        Is, st.sampled_from(ITEMS), st.sampled_from([Answer.YES, Answer.NO])
    )
    return st.recursive(
        simple,
        lambda parts: st.one_of(
            st.builds(Not, parts),
            st.builds(All, st.tuples(parts, parts)),
            st.builds(Some, st.tuples(parts, parts)),
        ),
        max_leaves=6,
    )


def answers() -> st.SearchStrategy[dict[str, Given]]:
    return st.dictionaries(st.sampled_from(ITEMS), st.builds(Given, st.sampled_from(Answer)))


@given(conditions(), answers())
def test_a_condition_spelled_out_reads_back_and_means_the_same(condition, given_answers):
    assert parse_condition(spell(condition)).holds(given_answers) == condition.holds(given_answers)


@given(conditions())
def test_with_nothing_asked_no_simple_condition_is_settled(condition):
    assert condition.holds({}) is None


@given(conditions(), answers())
def test_not_known_and_declined_count_as_not_asked(condition, given_answers):
    silent = {name: each for name, each in given_answers.items() if each.answer.holds is not None}
    assert condition.holds(given_answers) == condition.holds(silent)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("debt", "is yes"),
        ("debt is maybe", "is yes"),
        ("(debt is yes", "not closed"),
        ("debt is yes)", "left over"),
        ("debt is yes and", "too early"),
        ("DEBT is yes", "neither a word nor a bracket"),
        ("not " * 30 + "debt is yes", "nested"),
    ],
)
def test_a_text_that_is_no_condition_says_where(text, word):
    with pytest.raises(NotACondition, match=word):
        parse_condition(text)


HOLDS = {Answer.YES: True, Answer.NO: False, Answer.NOT_KNOWN: None, Answer.DECLINED: None, None: None}
"""What each answer makes of "debt is yes"; None stands for one that was not asked."""


def table(text: str) -> dict[tuple[bool | None, bool | None], bool | None]:
    """What a condition on debt and papers comes to, for each truth of the two."""
    found: dict[tuple[bool | None, bool | None], bool | None] = {}
    for (first, debt), (second, papers) in product(HOLDS.items(), HOLDS.items()):
        told = {"debt": first, "papers": second}
        held = parse_condition(text).holds({name: Given(each) for name, each in told.items() if each is not None})
        assert found.setdefault((debt, papers), held) is held
    return found


@pytest.mark.parametrize(
    ("text", "truths"),
    [
        ("debt is yes", {True: "TTT", False: "FFF", None: "???"}),
        ("debt is no", {True: "FFF", False: "TTT", None: "???"}),
        ("not debt is yes", {True: "FFF", False: "TTT", None: "???"}),
        ("debt is yes and papers is yes", {True: "TF?", False: "FFF", None: "?F?"}),
        ("debt is yes or papers is yes", {True: "TTT", False: "TF?", None: "T??"}),
        ("debt is yes and papers is no", {True: "FT?", False: "FFF", None: "F??"}),
        ("not (debt is yes or papers is yes)", {True: "FFF", False: "FT?", None: "F??"}),
    ],
)
def test_what_a_condition_comes_to_where_each_part_is_true_false_or_not_known(text, truths):
    """Rows for debt, columns for papers: true, false, not known."""
    signs = {"T": True, "F": False, "?": None}
    told = {
        (row, at): signs[sign]
        for row, line in truths.items()
        for at, sign in zip((True, False, None), line, strict=True)
    }
    assert table(text) == told

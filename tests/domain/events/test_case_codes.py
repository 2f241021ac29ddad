"""Case codes say nothing, and a slip of the pen is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.events.case_codes import (
    ALPHABET,
    LENGTH,
    check_sign,
    is_code,
    is_operation_code,
    is_stream_code,
    new_code,
    new_operation_code,
)


def written(body: str) -> str:
    return f"{body[:4]}-{body[4:]}-{check_sign(body)}"


bodies = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)


def test_a_new_code_is_a_code_without_signs_that_look_alike():
    code = new_code()
    assert is_code(code)
    assert not set(code) & set("0O1IL")


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(body, place, sign):
    wrong = body[:place] + sign + body[place + 1 :]
    code = written(body)
    assert is_code(written(wrong)[:-1] + code[-1]) is (wrong == body)


@given(bodies, st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_noticed(body, place):
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    code = written(body)
    assert is_code(written(swapped)[:-1] + code[-1]) is (swapped == body)


@given(st.text(max_size=20))
def test_any_other_text_is_simply_not_a_code(text):
    assert is_code(text) is (len(text) == 11 and text == written(text.replace("-", "")[:8])) if is_code(text) else True


@pytest.mark.requirement("NV28")
def test_signs_are_spread_evenly():
    counts = dict.fromkeys(ALPHABET, 0)
    for _ in range(4000):
        for sign in new_code().replace("-", "")[:LENGTH]:
            counts[sign] += 1
    expected = 4000 * LENGTH / len(ALPHABET)
    chi_square = sum((count - expected) ** 2 / expected for count in counts.values())
    assert chi_square < 75  # 30 degrees of freedom: beyond this lies one run in 100,000


@pytest.mark.parametrize(
    ("text", "case", "operation"),
    [
        ("2222-2222-2", True, False),
        ("OP-2222-2222-2", False, True),
        ("2222-2222-K", False, False),
        ("222222222", False, False),
        ("2222-22222", False, False),
        ("222-22222-2", False, False),
        ("2222-2222-", False, False),
        ("2222-2222-22", False, False),
        ("2222-222I-2", False, False),
        ("op-2222-2222-2", False, False),
        ("OP-2222-2222-K", False, False),
        ("OP-OP-2222-2222-2", False, False),
        ("", False, False),
    ],
)
def test_a_code_is_written_in_one_way_and_says_whether_it_is_an_operation_s(text, case, operation):
    assert check_sign("22222222") == "2"
    assert (is_code(text), is_operation_code(text), is_stream_code(text)) == (case, operation, case or operation)


def test_the_check_sign_weighs_each_place_by_its_number():
    assert [check_sign("2" * at + "3" + "2" * (7 - at)) for at in range(8)] == list("456789AB")
    assert is_operation_code(new_operation_code()) and new_operation_code() != new_operation_code()

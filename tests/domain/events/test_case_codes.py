"""Case codes say nothing, and a slip of the pen is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.events.case_codes import ALPHABET, LENGTH, check_sign, is_code, new_code


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

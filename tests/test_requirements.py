"""Every code that a test or the code names is explained, every requirement is held."""

from __future__ import annotations

from tests.requirements import NAMED, marked, named, requirements

FAMILIES = {
    "GA": range(1, 14), "CO": range(1, 13), "IN": range(1, 21), "LA": (6, 7, 12, 13, 14, 15, 17), "PR": range(1, 16),
    "CH": range(1, 12), "DI": range(1, 7), "SE": (1, 2), "SH": range(1, 12), "BI": range(1, 8), "DM": (7,),
    "JU": range(1, 17), "HW": range(1, 10), "RE": range(1, 19), "NV": range(1, 41),
}  # fmt: skip


def test_every_requirement_is_there() -> None:
    wanted = {f"{family}{number}" for family, numbers in FAMILIES.items() for number in numbers}
    assert {code for code, row in requirements().items() if row.section != NAMED} == wanted


def test_every_requirement_has_a_test_that_is_marked_with_it_or_a_thing_to_look_at() -> None:
    held = {code for code, _test in marked()}
    rows = requirements().values()
    assert [row.code for row in rows if row.code not in held and not row.review and row.section != NAMED] == []


def test_nothing_that_must_never_happen_is_left_to_a_reader_alone() -> None:
    held = {code for code, _test in marked()}
    assert [code for code in requirements() if code.startswith("NV") and code not in held] == []


def test_no_marker_and_no_module_names_a_code_that_is_explained_nowhere() -> None:
    assert {(code, place) for code, place in (*marked(), *named("src")) if code not in requirements()} == set()

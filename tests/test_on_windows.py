"""The table of what Windows cannot be asked names tests that are there, each with a reason."""

from __future__ import annotations

from pathlib import Path

from tests import on_windows

ROOT = Path(__file__).parents[1]


def test_each_row_names_a_test_that_is_there_and_says_why() -> None:
    for test, why in on_windows.ROWS.items():
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / file).read_text("utf-8"), test
        assert len(why) > 10, test


def test_a_row_counts_for_all_of_a_test_or_for_the_one_it_names() -> None:
    one = next(each for each in on_windows.ROWS if "[" in each)
    whole = next(each for each in on_windows.ROWS if "[" not in each)
    assert on_windows.reason(one)
    assert on_windows.reason(f"{whole}[row]")
    assert not on_windows.reason(one.partition("[")[0])

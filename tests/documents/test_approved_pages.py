"""What stands where on the pages of papers, as somebody looked at it and approved it (tests/documents/approved)."""

from __future__ import annotations

import itertools

import pytest

from tests.documents import approved

LOOK = "Look at the pages. Where they are right: python -m tests.generated"


@pytest.mark.parametrize("name", approved.WHOLE)
def test_a_paper_is_drawn_as_it_was_approved(name: str) -> None:
    then = (approved.FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    now = approved.whole(name).splitlines()
    changed = [
        f"line {at}: {before} -> {after}"
        for at, (before, after) in enumerate(itertools.zip_longest(then, now, fillvalue="nothing"), 1)
        if before != after
    ]
    assert changed[:5] == [], LOOK


@pytest.fixture(scope="module")
def then() -> dict[str, list[str]]:
    return approved.read_pages()


@pytest.mark.parametrize("name", approved.BY_PAGE)
def test_each_page_of_a_paper_is_drawn_as_it_was_approved(name: str, then: dict[str, list[str]]) -> None:
    now = dict(enumerate(approved.by_page(name)))
    before = dict(enumerate(then[name]))
    changed = [f"{name}, page {at or 'none: its title'}" for at in {**before, **now} if before.get(at) != now.get(at)]
    assert changed == [], LOOK


def test_nothing_is_approved_that_is_not_drawn(then: dict[str, list[str]]) -> None:
    assert sorted(then) == sorted(approved.BY_PAGE)
    assert {path.stem for path in approved.FOLDER.glob("*.txt")} == {*approved.WHOLE, approved.PAGES.stem}

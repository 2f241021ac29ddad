"""Everything that is said of random cases is so; and each lie that was told before would be found."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.content.edition import open_content
from tests.truth import said
from tests.truth.acts import Case, Desk, rings, travels
from tests.truth.compare import compare
from tests.truth.compare_pages import compare_lists, compare_record
from tests.truth.found import Compared
from tests.truth.mutations import MUTATIONS, Mutation
from tests.truth.running import BATCH, run_batch

EACH_TIME = 8
"""Batches of the suite: 64 cases."""
SWEPT, ALL = 100, 1250
"""Up to which batch a sweep goes, and one with SCREENING_TRUTH=all: 800 cases with those above, and 10,000."""
MUTATED = range(100_000, 100_008)
"""Cases that lies are looked for in: none of them is compared elsewhere."""


@pytest.mark.one_in(4)
@pytest.mark.parametrize("batch", range(EACH_TIME))
def test_whatever_papers_pages_lists_and_files_say_of_a_case_is_so(batch: int) -> None:
    held(batch)


@pytest.mark.sweep
@pytest.mark.parametrize("batch", range(EACH_TIME, ALL if os.environ.get("SCREENING_TRUTH") == "all" else SWEPT))
def test_whatever_is_said_of_many_more_cases_is_so(batch: int) -> None:
    held(batch)


def held(batch: int) -> None:
    found, told = run_batch(batch)
    assert found.sentences > 100 * BATCH, "too little is said to learn anything of it"
    assert not found.lies, "\n".join(told)


@pytest.mark.sweep
def test_the_cases_in_which_lies_are_looked_for_tell_none(tmp_path: Path) -> None:
    with said.quick():
        assert [str(lie) for found in looked_at("", tmp_path) for lie in found.lies] == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.name)
def test_a_lie_that_was_told_before_is_found(mutation: Mutation, tmp_path: Path) -> None:
    with said.quick(), mutation.patch():
        for found in looked_at(mutation.told, tmp_path):
            if any(each.kind in mutation.caught_as for each in found.lies):
                return
    pytest.fail(f"{mutation.seen} is not found: {mutation.name}")


def looked_at(told: str, folder: Path) -> Iterator[Compared]:
    """What is found of the lists, or of each case: of those that were made before, or of some that are made now."""
    desk, cases = made_before()
    if told in ("", "lists"):
        yield compare_lists(desk.one, Compared())
        yield compare_record(Desk(open_content(), folder).one, Compared())
    elif told == "anew":
        desk = Desk(open_content(), folder)
        cases = tuple(Case(desk, seed).run() for seed in MUTATED)
    if told != "lists":
        for case in cases:
            yield compare(case, Compared(), only="" if told == "anew" else told)


@functools.cache
def made_before() -> tuple[Desk, tuple[Case, ...]]:
    """Cases in which each of the lies can be told: nothing in them is left to chance but the last few."""
    desk = Desk(open_content(), Path(tempfile.mkdtemp(prefix="truth-")))
    first, *others = MUTATED
    with said.quick():
        cases = [Case(desk, first).whole(danger=True), Case(desk, first + 1).whole(child=True)]
        cases += [Case(desk, first + 2).whole(), Case(desk, first + 3).begun()]
        travels(cases[0])
        rings(cases[2], "999")
        return desk, (*cases, *(Case(desk, seed).run() for seed in others[4:]))

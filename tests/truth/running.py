"""Batches of random cases on two laptops, each held to the oracle."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from screening.casework.content.edition import Content, open_content
from tests.truth import said
from tests.truth.acts import Case, Desk
from tests.truth.compare import compare
from tests.truth.compare_pages import compare_lists, compare_record
from tests.truth.found import Compared

BATCH = 8
"""Cases that share two laptops: what is carried from one to the next is seen."""


@functools.cache
def _content() -> Content:
    return open_content()


def run_batch(number: int) -> tuple[Compared, list[str]]:
    """Make ``BATCH`` cases and compare all that is said of them; what was found, and the acts where a lie was."""
    found, told = Compared(), []
    with said.quick(), tempfile.TemporaryDirectory() as folder:
        desk = Desk(_content(), Path(folder))
        try:
            compare_record(desk.one, found)
            for seed in range(number * BATCH, (number + 1) * BATCH):
                case, before = Case(desk, seed).run(), len(found.lies)
                compare(case, found)
                if len(found.lies) > before:
                    told += [f"--- case {seed}: {'; '.join(case.done)}", *map(str, found.lies[before:])]
            before = len(found.lies)
            for laptop in (desk.one, desk.two):
                compare_lists(laptop, found)
                compare_record(laptop, found)
            if len(found.lies) > before:
                told += [f"--- lists of cases {number * BATCH} on", *map(str, found.lies[before:])]
        finally:
            desk.close()
    return found, told

"""The law grows old: the limit is data, and the card that waits longest counts."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.content.problems import Problem
from screening.domain.policy.content_age import AgeLimits, law_checked_on, open_age, read_age, too_old
from screening.errors import BadInput

SOUND = 'source = "s"\nchecked_on = 2026-11-27\nverified = false\n'


def test_what_ships_is_sound() -> None:
    limits = open_age(settings.indicators_root())
    assert min(limits.law, limits.directory) >= 30


@pytest.mark.parametrize("line", ["days = 0", "days = 4000", 'days = "a year"', "", "days = true"])
def test_a_limit_that_is_none_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "age.toml").write_text(f"[directory]\ndays = 9\n{SOUND}[law]\n{line}\n{SOUND}", "utf-8")
    problems: list[Problem] = []
    assert read_age(tmp_path, problems) is None
    assert problems
    with pytest.raises(BadInput, match="age-unsound"):
        open_age(tmp_path)


def test_without_the_file_nothing_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="age-unsound"):
        open_age(tmp_path)


@pytest.mark.requirement("NV40")
def test_each_part_is_old_from_the_day_after_its_own_limit() -> None:
    day, limits = datetime.date(2026, 1, 1), AgeLimits(law=10, directory=20)
    looked_at = {"law": day, "directory": day}

    def parts(after: int) -> list[str]:
        return [each.part for each in too_old(day + datetime.timedelta(after), limits, looked_at)]

    assert [parts(10), parts(11), parts(20), parts(21)] == [[], ["law"], ["law"], ["law", "directory"]]
    assert too_old(day, limits, {"law": None}) == ()


def test_the_card_that_waits_longest_counts() -> None:
    protocol = open_content().protocol
    cards = [{"checked_on": datetime.date(2026, month, 1)} for month in (5, 2, 9)]
    aged = dataclasses.replace(protocol, tables={**protocol.tables, "law": {"card": cards}})
    assert law_checked_on(aged) == datetime.date(2026, 2, 1)
    assert law_checked_on(dataclasses.replace(protocol, tables={})) is None

"""Answers with what came of them are read from a file, strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from screening import settings
from screening.errors import BadInput
from screening.evaluation.field_file import read_screened
from tests.casework.some_screened import SIGNS

ANSWERS = dict.fromkeys(SIGNS, "yes")


def read(tmp_path: Path, *rows: object):
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return read_screened(path, settings.OWN)


def test_a_line_is_a_case_with_what_came_of_it(tmp_path: Path) -> None:
    (one, two) = read(
        tmp_path,
        {"answers": ANSWERS, "identified": True, "own_view": False, "language": "bn", "setting": "shelter"},
        {"answers": {}, "second": False, "weight": 4.5, "identified": None},
    )
    assert (one.flagged, one.identified, one.view, one.language, one.setting) == (True, True, False, "bn", "shelter")
    assert (two.flagged, two.identified, two.second, two.weight) == (False, None, False, 4.5)


@pytest.mark.parametrize(
    "odd",
    [
        {"identified": "yes"}, {"identified": 1}, {"second": 0}, {"own_view": "no"}, {"weight": "4"}, {"weight": 0.5},
        {"weight": -1}, {"weight": True}, {"weight": float("inf")}, {"language": 3}, {"officer": "LAB-07"},
        {"edition": 3},
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused_with_its_line(tmp_path: Path, odd: dict[str, object]) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, {"answers": {}}, {"answers": {}, **odd})
    assert "line 2" in str(refused.value.details)


def test_a_line_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read(tmp_path, [1, 2])

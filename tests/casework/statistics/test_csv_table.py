"""A table that is opened in a spreadsheet stays a table."""

from __future__ import annotations

import csv
import io

import pytest

from screening.casework.statistics.csv_table import csv_text


@pytest.mark.parametrize(
    "hostile",
    ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠A", "  =1", "\ufeff=1"],
)
def test_no_cell_starts_a_formula(hostile: str) -> None:
    ((cell,),) = list(csv.reader(io.StringIO(csv_text(("a",), [{"a": hostile}]), newline="")))[1:]
    assert cell == f"'{hostile}"


def test_plain_cells_stay_as_they_are() -> None:
    assert csv_text(("a", "b"), [{"a": "2026-11", "b": ""}, {"a": 'x, "y"', "b": "10"}]) == (
        'a,b\r\n2026-11,\r\n"x, ""y""",10\r\n'
    )


def test_a_row_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="c"):
        csv_text(("a",), [{"c": "1"}])

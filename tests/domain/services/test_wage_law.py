"""The numbers of labour law as they are read: every problem at once, with file and place."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from screening import settings
from screening.domain.services.wage_law import WageRow, read_wage_law

SHIPPED = settings.OWN.countries_root / "my" / "wages.toml"


def told(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    text = SHIPPED.read_text("utf-8")
    for find, write in changes:
        assert find in text
        text = text.replace(find, write, 1)
    path = tmp_path / "wages.toml"
    path.write_text(text, "utf-8")
    return [str(each) for each in read_wage_law(path, "countries/my/wages.toml", "my")[1]]


def test_the_numbers_that_ship_are_sound() -> None:
    assert read_wage_law(SHIPPED, "countries/my/wages.toml", "my")[1] == []


@pytest.mark.parametrize(
    ("find", "write", "problem"),
    [
        ('source = "RinggitPlus, 21 March 2022"', 'source = ""', "line"),
        ("until = 2020-01-31", "until = 2020-02-15", 'It overlaps "order-2018".'),
        ("until = 2020-01-31", "until = 2020-01-15", 'Between "order-2018" and it there is a gap.'),
        ("until = 2020-01-31", "until = 2018-01-31", "It ends before it begins."),
        ("monthly = 1700", 'monthly = "1700"', "monthly"),
        ("monthly = 1700", "monthly = 0", "monthly is not above nothing."),
        ('area = "town"', 'area = "city"', 'There is no area "city".'),
        ('places = ["sabah"]', 'places = ["labuan"]', 'There is no place "labuan".'),
        ('id = "order-2024-few"', 'id = "order-2024"', 'The id "order-2024" is used twice.'),
        ('seen = "text"', 'seen = "sure"', "sure"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_place(tmp_path: Path, find: str, write: str, problem: str) -> None:
    found = told(tmp_path, (find, write))
    assert any(problem in each and "countries/my/wages.toml" in each for each in found), found


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    found = " ".join(told(tmp_path, ("monthly = 1700", "monthly = 0"), ('area = "town"', 'area = "city"')))
    assert "not above nothing" in found and 'no area "city"' in found


def test_two_rows_ask_the_same_where_every_number_of_theirs_is_the_same() -> None:
    law = read_wage_law(SHIPPED, "countries/my/wages.toml", "my")[0]
    assert law is not None
    for rows in (law.minimum, law.overtime):
        row = rows[0]
        assert row.asks == replace(row, id="other", since=row.since.replace(year=1990)).asks
        names = {each.name for each in fields(row)} - {each.name for each in fields(WageRow)}
        assert names
        for name in names:
            other: object = ("x",) if name == "cap_except" else Decimal(77)
            assert replace(row, **{name: other}).asks != row.asks, name

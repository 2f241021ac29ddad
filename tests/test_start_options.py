"""The options of the window: in any order, before the command, and handed over by a locking."""

from __future__ import annotations

import itertools

import pytest

from screening.__main__ import opens_window
from screening.start_options import joined, split

OPTIONS = (("--vault", "record"), ("--country", "id"), ("--look", "day,200,ms"))


@pytest.mark.parametrize("order", list(itertools.permutations(OPTIONS)))
@pytest.mark.parametrize("rest", [[], ["--covered"]])
def test_the_options_of_the_window_come_in_any_order(order: tuple[tuple[str, str], ...], rest: list[str]) -> None:
    arguments = [*itertools.chain(*order), *rest]
    assert split(arguments) == (dict(OPTIONS), rest)
    assert joined(*split(arguments)) == arguments
    assert opens_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--vault"],
        ["--vault", ""],
        ["--look"],
        ["--vault", "record", "try"],
        ["--vault", "record", "--covered", "--look", "day,200,ms"],
        ["--country", "id", "questions"],
        ["try", "--help"],
    ],
)
def test_what_is_no_way_into_the_window_goes_to_the_command_line(arguments: list[str]) -> None:
    assert not opens_window(arguments)


@pytest.mark.parametrize("rest", [["try"], ["try", "amina"], ["class", "1234"]])
def test_practice_and_a_class_take_the_country_and_the_look(rest: list[str]) -> None:
    assert opens_window(rest)
    assert opens_window(["--look", "night,100,en", "--country", "th", *rest])

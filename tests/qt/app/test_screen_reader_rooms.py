"""Practice, a class, the urgent page and the list of cases over AT-SPI: names, roles, states, focus, what is said."""

from __future__ import annotations

import time

import pytest

from tests.qt.app.test_screen_reader import Node, Reader, in_order, reading, sound  # noqa: F401  # reading is a fixture
from tests.qt.app.test_x11 import PATIENCE, display  # noqa: F401  # a fixture

pytestmark = [pytest.mark.sweep, pytest.mark.requirement("HW8")]


def named(tree: list[Node], role: str) -> list[str]:
    return [each["name"] for each in tree if each["role"] == role]


def by_id(tree: list[Node], name: str) -> Node:
    return next(each for each in tree if each["id"].split(".")[-1] == name)


def with_focus(reading: Reader) -> tuple[list[Node], str]:  # noqa: F811
    """The page once something has the keyboard, and what it is called."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        tree = reading.tree()
        if names := [each["name"] for each in tree if "focused" in each["states"]]:
            return tree, names[0]
    raise AssertionError("nothing has the keyboard")


def test_in_danger_the_three_things_are_said_and_the_urgent_page_is_walked_by_its_keys(reading: Reader) -> None:  # noqa: F811
    reading.press("ctrl+n")
    reading.hears("Before we talk")
    for key, said in (
        ("2", "Nobody. Saved."),
        ("2", "Adult. Saved."),
        ("1", "The person is hurt or ill. Give"),
    ):
        reading.press(key)
        reading.hears(said)
    reading.focused("heading", "Stop: safety first")
    danger = reading.tree()
    sound(danger, "Stop: safety first")
    reading.forget()
    reading.press("u")
    reading.hears("Urgent referral. The key on a choice answers the marked step.")
    reading.focused("panel", "1  What is needed now, Medical care")
    opened = reading.tree()
    sound(opened, "1  What is needed now, Medical care")
    in_order(opened)
    assert by_id(opened, "UrgentPage")["states"].count("enabled") == 1, "the page itself is not out of use"
    assert by_id(opened, "urgent-receiver")["description"].startswith("A Emergency services, B ")
    for key, said, on in (
        ("b", "Medical care. Saved. Next: 2  Who can do it", ("panel", "2  Who can do it")),
        ("a", "Emergency services. Saved. Next: 3", ("panel", "3  Ask the person: read it out, then wait")),
        ("1", "Yes. Saved. Next: 4", ("panel", "4  May they be told where the person is now? Read it out, then wait")),
    ):
        reading.press(key)
        reading.hears(said)
        reading.focused(*on)
    reading.press("2")
    reading.hears("No. Saved. Next: 5  Form: sheet A, needs only")
    asked, step = with_focus(reading)
    assert step.startswith("5  Form: sheet A, needs only")
    sound(asked, step)
    assert by_id(asked, "urgent-ask")["name"].endswith(", Yes") and by_id(asked, "urgent-place")["name"].endswith(
        ", No"
    )


def test_the_list_of_cases_says_what_it_is_and_each_row_names_its_cells(reading: Reader) -> None:  # noqa: F811
    for _ in range(2):
        reading.press("ctrl+n")
        reading.hears("Before we talk")
        reading.press("2")
        reading.hears("Nobody. Saved.")
        reading.forget()
        reading.press("alt+Home")
        reading.hears("Cases")
    reading.press("ctrl+n")
    reading.hears("Before we talk")
    reading.press("alt+Home")
    reading.hears("Cases. 3, shown without names")
    reading.focused("button", "New screening")
    tree = reading.tree()
    sound(tree, "New screening")
    in_order(tree)
    assert named(tree, "table") == ["Case code, Private label, Place, State, Next step, Last change, Kept until"]
    rows = named(tree, "table row")
    assert len(rows) == 3 and all(row.startswith("Case code: ") and ", State: " in row for row in rows)
    code = next(row for row in rows if "nothing recorded" in row).removeprefix("Case code: ").partition(",")[0]
    assert f"Delete, {code}" in named(tree, "button"), "it says which case it is about"
    reading.tab_to(rows[0])
    reading.press("Down")
    reading.focused("table row", rows[1])
    reading.press("End")
    reading.focused("table row", rows[2])


def test_practice_is_led_by_ear_from_the_choice_of_a_person_to_an_answer(reading: Reader) -> None:  # noqa: F811
    reading.tab_to("Practice interview")
    reading.press("space")
    reading.hears("Whom would you like to interview? These people are invented")
    reading.to_newest_window()
    chosen, row = with_focus(reading)
    assert row.startswith("Person: ")
    sound(chosen, row)
    in_order(chosen)
    assert named(chosen, "table") == ["Person, What you see first"]
    assert all(row.startswith("Person: ") for row in named(chosen, "table row"))
    reading.forget()
    reading.press("ctrl+Return")
    reading.hears("Before we talk. Say and do what comes before the first question.")
    reading.focused("text", "Your own words")
    sound(reading.tree(), "Your own words")
    reading.press("ctrl+Return")
    reading.hears("Needs now. Say something")
    reading.focused("text", "Your own words")
    reading.forget()
    reading.type("What do you need right now?")
    reading.press("Return")
    reading.until(lambda: any(each[0] == "say" for each in reading.heard), "the kind of question, and what is answered")
    asked = reading.tree()
    sound(asked, "Your own words")
    assert any(each.startswith("You: What do you need") for each in named(asked, "label"))


@pytest.mark.parametrize("reading", [("class", "Practice class")], indirect=True)
def test_a_class_is_opened_by_ear(reading: Reader) -> None:  # noqa: F811
    door, name = with_focus(reading)
    sound(door, name)
    in_order(door)

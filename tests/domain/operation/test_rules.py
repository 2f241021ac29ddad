"""What may happen in an operation now, and every refusal by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from screening.domain.answers import Answer
from screening.domain.events import operation as ev
from screening.domain.operation import rules
from screening.domain.operation.operation import Operation
from screening.errors import NotAccepted
from tests.domain.operation.some_operation import CODE, laptops

Act = Callable[[Operation, str], object]
ACTS: dict[str, Act] = {
    "name a laptop": lambda operation, person: rules.name_laptop(operation, "Chandra"),
    "give a number": lambda operation, person: rules.give_number(operation, "Aina"),
    "give another": lambda operation, person: rules.give_another(operation, person, "Aina"),
    "note": lambda operation, person: rules.note(operation, person, "safe", "yes"),
    "finish the look": rules.finish_look,
    "begin a talk": lambda operation, person: rules.begin_talk(operation, person, "2222-2222-2"),
    "outcome": lambda operation, person: rules.outcome(operation, person, "left"),
    "close": lambda operation, person: rules.close(operation),
    "reopen": lambda operation, person: rules.reopen(operation),
}


def looked() -> tuple[Operation, str]:
    """An operation of one laptop with one person, who was looked at and left."""
    (laptop,) = laptops("Aina")
    person = laptop.gives()
    laptop.notes(person, safe="no").does(rules.outcome(laptop.operation, person, "left"))
    return laptop.operation, person


def refused(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(NotAccepted) as trouble:
        act()
    return trouble.value.code, dict(trouble.value.details)


@pytest.mark.parametrize("name", ACTS)
def test_an_operation_of_a_newer_program_opens_for_reading_only(name: str) -> None:
    operation, person = looked()
    newer = replace(operation, unknown=("later-event",))
    assert refused(lambda: ACTS[name](newer, person)) == ("written-by-newer-program", {})
    ACTS[name](operation, person)


@pytest.mark.parametrize("name", [each for each in ACTS if each != "reopen"])
def test_a_closed_operation_goes_on_by_reopening_it_alone(name: str) -> None:
    operation, person = looked()
    closed = replace(operation, closed=True)
    assert refused(lambda: ACTS[name](closed, person)) == ("operation-is-closed", {})
    assert ACTS["reopen"](closed, person) == ev.OperationReopened()


@pytest.mark.parametrize("name", ["give another", "note", "finish the look", "begin a talk", "outcome"])
def test_nothing_is_said_of_somebody_without_a_number(name: str) -> None:
    operation, _ = looked()
    assert refused(lambda: ACTS[name](operation, "nobody")) == ("operation-no-such-number", {})


def test_an_operation_begins_with_its_sort_and_the_first_letter() -> None:
    assert rules.begin("raid", "2026-3", "Aina") == (
        ev.OperationOpened("raid", "2026-3", False),
        ev.LaptopNamed("Aina", "A"),
    )
    assert rules.begin("raid", "2026-3", "Aina", practice=True)[0] == ev.OperationOpened("raid", "2026-3", True)
    assert refused(lambda: rules.begin("party", "2026-3", "Aina")) == ("operation-needs-sort", {})


@pytest.mark.parametrize("prefix", ["1", "ABC", "A1", "Ä", "-"])
def test_a_prefix_is_one_letter_or_two(prefix: str) -> None:
    operation, _ = looked()
    assert refused(lambda: rules.name_laptop(operation, "Budi", prefix)) == ("operation-prefix", {})
    assert rules.name_laptop(operation, "Budi", " zz ") == ev.LaptopNamed("Budi", "ZZ")


def test_a_laptop_may_keep_its_own_prefix_and_no_other_laptop_takes_it() -> None:
    operation, _ = looked()
    assert rules.name_laptop(operation, "Aina", "a") == ev.LaptopNamed("Aina", "A")
    assert refused(lambda: rules.name_laptop(operation, "Budi", "a")) == ("operation-prefix-taken", {"prefix": "A"})
    assert (
        rules.name_laptop(replace(operation, laptops={chr(65 + at): chr(65 + at) for at in range(25)}), "Budi").prefix
        == "Z"
    )
    singles = {f"card {each}": chr(each) for each in range(ord("A"), ord("Z") + 1)}
    assert rules.name_laptop(replace(operation, laptops=singles), "Budi").prefix == "AA"
    assert rules.name_laptop(replace(operation, laptops={**singles, "more": "AA"}), "Budi").prefix == "AB"


def test_numbers_go_on_behind_the_highest_of_ones_own_letter() -> None:
    operation, person = looked()
    known = operation.people[person]
    people = {
        str(at): replace(known, id=str(at), number=number, former=former)
        for at, (number, former) in enumerate([("A-007", ()), ("B-090", ("A-012",)), ("AB-200", ()), ("A-1x", ())])
    }
    several = replace(operation, people=people)
    assert rules.next_number(several, "Aina") == "A-013"
    assert rules.next_numbers(several, "Aina", 3) == ("A-013", "A-014", "A-015")
    assert rules.next_numbers(replace(operation, people={}), "Aina", 1) == ("A-001",)
    full = replace(operation, people={"1": replace(known, number="A-9998")})
    assert rules.next_numbers(full, "Aina", 1) == ("A-9999",)
    assert rules.next_number(full, "Aina") == "A-9999"
    assert refused(lambda: rules.next_numbers(full, "Aina", 2)) == ("operation-full", {})
    assert refused(lambda: rules.next_numbers(operation, "Budi", 1)) == ("operation-laptop-unnamed", {})


def test_another_number_is_of_the_same_person_and_a_first_one_of_somebody_new() -> None:
    operation, person = looked()
    assert rules.give_another(operation, person, "Aina") == ev.NumberGiven(person, "A-002")
    first, second = (rules.give_number(operation, "Aina") for _ in range(2))
    assert (first.number, second.number) == ("A-002", "A-002")
    assert len({person, first.person, second.person}) == 3


@pytest.mark.parametrize(
    ("line", "value", "noted"),
    [
        ("safe", "yes", "yes"),
        ("safe", "no", ""),
        ("safe", "not_known", "not_known"),
        ("safe", "", ""),
        ("child", "declined", "declined"),
        ("child", "", None),
        ("item:locked", "yes", "yes"),
        ("wish", "woman", "woman"),
        ("wish", "yes", "operation-answer"),
        ("safe", "woman", "operation-answer"),
        ("language", "bn", "bn"),
        ("language", "ms", None),
        ("language", "", ""),
    ],
)
def test_an_answer_again_takes_it_back_and_a_language_again_says_nothing_new(
    line: str, value: str, noted: str | None
) -> None:
    (laptop,) = laptops("Aina")
    person = laptop.gives()
    laptop.notes(person, safe="no", language="ms")
    if noted == "operation-answer":
        assert refused(lambda: rules.note(laptop.operation, person, line, value)) == (noted, {})
        return
    told = rules.note(laptop.operation, person, line, value)
    assert (told.value if told else None) == noted
    if told:
        before = laptop.operation.people[person].look.get(line, ())
        assert (told.person, told.line, told.replaces) == (person, line, tuple(each.digest for each in before))


@pytest.mark.parametrize(("line", "done"), [("safe", True), ("child", True), ("hurt", True), ("wish", False)])
def test_a_look_is_done_once_one_of_its_three_lines_was_answered(line: str, done: bool) -> None:
    (laptop,) = laptops("Aina")
    person = laptop.gives()
    laptop.does(rules.note(laptop.operation, person, line, "woman" if line == "wish" else "not_known"))
    if done:
        assert rules.finish_look(laptop.operation, person) == ev.LookTaken(person, "A-001")
    else:
        assert refused(lambda: rules.finish_look(laptop.operation, person)) == ("operation-look-first", {})


@pytest.mark.parametrize(
    ("language", "wish", "proposed"),
    [
        ("bn", "woman", ("bn", "woman")),
        ("other", "either", ("", "either")),
        (Answer.NOT_KNOWN.value, "man", ("", "man")),
        ("", "", ("", "")),
    ],
)
def test_a_talk_proposes_the_language_and_whom_they_want_to_talk_to(
    language: str, wish: str, proposed: tuple[str, str]
) -> None:
    (laptop,) = laptops("Aina")
    person = laptop.gives()
    for line, value in (("language", language), ("wish", wish)):
        if value:
            laptop.does(rules.note(laptop.operation, person, line, value))
    assert rules.begin_talk(laptop.operation, person, "2222-2222-2") == (
        ev.TalkBegun(person, "A-001", "2222-2222-2"),
        ev.CaseInOperation(CODE, "A-001", *proposed),
    )


def test_two_laptops_that_noted_different_wishes_propose_none() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    for laptop, wish in ((first, "woman"), (second, "man")):
        laptop.does(rules.note(laptop.operation, person, "wish", wish))
    _, in_case = rules.begin_talk(first.takes([second]).operation, person, "2222-2222-2")
    assert (in_case.language, in_case.wish) == ("", "")


@pytest.mark.parametrize(
    ("given", "where", "code"),
    [
        ("cleared", "", "operation-outcome"),
        ("talked", "", "operation-no-talk"),
        ("transferred", " ", "operation-needs-where"),
        ("transferred", "x" * 201, "text-too-long"),
        ("transferred", "x" * 200, ""),
        ("transferred", "  Shah   Alam ", ""),
        ("left", "", ""),
        ("", "", ""),
    ],
)
def test_an_outcome_says_where_and_takes_the_place_of_all_before(given: str, where: str, code: str) -> None:
    operation, person = looked()
    if code:
        details = {"most": 200} if code == "text-too-long" else {}
        assert refused(lambda: rules.outcome(operation, person, given, where)) == (code, details)
        return
    heads = tuple(each.digest for each in operation.people[person].outcomes)
    place = "Shah Alam" if "Shah" in where else where
    assert heads and rules.outcome(operation, person, given, where) == ev.OutcomeGiven(
        person, "A-001", given, place, heads
    )


def test_who_was_talked_to_has_talked() -> None:
    operation, person = looked()
    known = replace(operation.people[person], cases=("2222-2222-2",))
    talked = replace(operation, people={person: known})
    assert rules.outcome(talked, person, "talked").outcome == "talked"


def test_closing_names_whom_it_waits_for_and_how_far_it_read() -> None:
    operation, person = looked()
    known = operation.people[person]
    twice = replace(operation, people={person: known, "other": replace(known, id="other")})
    assert refused(lambda: rules.close(twice)) == ("operation-doubles", {"numbers": "A-001"})
    open_still = {
        name: replace(known, id=name, number=number, outcomes=()) for name, number in (("x", "A-2"), ("y", "A-3"))
    }
    left = replace(operation, people=open_still)
    assert refused(lambda: rules.close(left)) == ("operation-left-over", {"numbers": "A-2, A-3"})
    both = replace(operation, reach={"b": 2, "a": 11})
    assert rules.close(both) == ev.OperationClosed(("a 11", "b 2"))

"""An operation is the same in whatever order its laptops merge, and what two of them say differently is shown."""

from __future__ import annotations

import itertools

import pytest

from screening.domain.operation import rules
from screening.domain.operation.operation import ASKED, CLOSED, OPEN, fold
from screening.errors import NotAccepted
from tests.domain.operation.some_operation import CODE, Laptop, laptops


def test_two_laptops_never_give_one_number_by_themselves() -> None:
    first, second = laptops("Aina", "Budi")
    for laptop in (first, second):
        laptop.gives()
        laptop.gives()
    numbers = [person.number for person in first.takes([second]).operation.in_order]
    assert numbers == ["A-001", "A-002", "B-001", "B-002"]
    assert first.operation.doubles == ()


def test_a_laptop_that_nobody_named_gives_no_number() -> None:
    first, _ = laptops("Aina", "Budi")
    with pytest.raises(NotAccepted, match="operation-laptop-unnamed"):
        rules.give_number(first.operation, "Chandra")


def test_a_prefix_that_another_laptop_has_is_refused() -> None:
    first, _ = laptops("Aina", "Budi")
    with pytest.raises(NotAccepted, match="operation-prefix-taken"):
        rules.name_laptop(first.operation, "Chandra", "b")
    assert rules.name_laptop(first.operation, "Chandra", " d ").prefix == "D"
    assert rules.name_laptop(first.operation, "Chandra").prefix == "C"


def test_what_laptops_bring_gives_one_state_in_any_order() -> None:
    all_of_them = laptops("Aina", "Budi", "Chandra", "Devi")
    for laptop in all_of_them:
        laptop.notes(laptop.gives(), safe="yes", child="no", hurt="no", item_locked="yes")
    merged = [Laptop("reader").takes(order).operation.in_order for order in itertools.permutations(all_of_them)]
    assert len(merged[0]) == 4
    assert all(each == merged[0] for each in merged)


def test_a_stick_with_an_older_state_changes_nothing() -> None:
    first, second = laptops("Aina", "Budi")
    person = second.gives()
    older = Laptop("stick").takes([second])
    second.notes(person, safe="no")
    now = first.takes([second]).operation
    assert first.takes([older]).operation == now


def test_two_people_with_one_number_stay_two_until_a_person_gives_one_another() -> None:
    first, second = laptops("Aina", "Budi")
    second.does(rules.name_laptop(second.operation, "Budi", "C"))
    first.does(rules.name_laptop(first.operation, "Budi", "C"))
    copy = Laptop("Budi copy").takes([second])
    one = second.gives()
    event = rules.give_number(copy.operation, "Budi")
    copy.does(event)
    first.takes([second, copy])
    assert first.operation.doubles == ("C-001",)
    assert {person.number for person in first.operation.people.values()} == {"C-001"}
    first.does(rules.give_another(first.operation, one, "Aina"))
    assert first.operation.doubles == ()
    assert (first.operation.people[one].number, first.operation.people[one].former) == ("A-001", ("C-001",))
    assert first.operation.people[event.person].number == "C-001"


def test_a_number_that_stood_before_is_not_given_again() -> None:
    (first,) = laptops("Aina")
    person = first.gives()
    first.does(rules.give_another(first.operation, person, "Aina"))
    assert rules.next_number(first.operation, "Aina") == "A-003"


def test_two_outcomes_are_both_kept_and_none_stands_until_a_person_settles_it() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    first.does(rules.outcome(first.operation, person, "health"))
    second.does(rules.outcome(second.operation, person, "left"))
    first.takes([second])
    found = first.operation
    assert [each.number for each in found.contested] == ["A-001"] == [each.number for each in found.left_over]
    with pytest.raises(NotAccepted, match="operation-left-over"):
        rules.close(found)
    first.does(rules.outcome(found, person, "health"))
    assert first.operation.contested == () == first.operation.left_over
    assert len([each for each in first.recorded if each.event.kind == "outcome-given"]) == 3


def test_the_same_outcome_of_two_laptops_stands() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    for laptop in (first, second):
        laptop.does(rules.outcome(laptop.operation, person, "refused"))
    found = first.takes([second]).operation.people[person].outcome
    assert found is not None and found.outcome == "refused"


def test_two_answers_to_one_line_count_as_not_known_until_somebody_settles_it() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    first.does(rules.note(first.operation, person, "hurt", "no"))
    second.does(rules.note(second.operation, person, "hurt", "yes"))
    found = first.takes([second]).operation.people[person]
    assert (found.answer("hurt"), found.answers("hurt")) == ("not_known", {"yes", "no"})
    first.does(rules.note(first.operation, person, "hurt", "yes"))
    assert first.operation.people[person].answer("hurt") == "yes"


def test_an_answer_again_goes_back_to_not_asked() -> None:
    first, _ = laptops("Aina", "Budi")
    person = first.gives()
    first.does(rules.note(first.operation, person, "child", "no"))
    first.does(rules.note(first.operation, person, "child", "no"))
    assert first.operation.people[person].answer("child") == ""
    assert rules.note(first.operation, person, "child", "") is None


def test_nobody_is_left_over_when_an_operation_closes() -> None:
    first, _ = laptops("Aina", "Budi")
    here, gone = first.gives(), first.gives()
    first.does(rules.outcome(first.operation, here, "left"))
    with pytest.raises(NotAccepted) as refused:
        rules.close(first.operation)
    assert (refused.value.code, refused.value.details) == ("operation-left-over", {"numbers": "A-002"})
    first.does(rules.outcome(first.operation, gone, "not-found"))
    assert first.does(rules.close(first.operation)).operation.state == CLOSED
    with pytest.raises(NotAccepted, match="operation-is-closed"):
        rules.give_number(first.operation, "Aina")


def test_entries_that_a_closing_had_not_seen_make_it_a_question() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    first.does(rules.outcome(first.operation, person, "left"))
    somebody = second.gives()
    first.does(rules.close(first.operation))
    first.takes([second])
    second.takes([first])
    assert first.operation.state == ASKED == second.operation.state
    assert [each.number for each in first.operation.left_over] == ["B-001"]
    first.does(rules.reopen(first.operation))
    assert first.operation.state == OPEN
    first.does(rules.outcome(first.operation, somebody, "not-found"))
    assert first.does(rules.close(first.operation)).operation.state == CLOSED


def test_who_closes_again_after_reading_what_came_answers_the_question() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    first.does(rules.outcome(first.operation, person, "left"))
    second.does(rules.note(second.operation, person, "wish", "woman"))
    first.does(rules.close(first.operation)).takes([second])
    assert first.operation.state == ASKED
    assert first.does(rules.close(first.operation)).operation.state == CLOSED


@pytest.mark.parametrize(
    ("given", "where", "code"),
    [("talked", "", "operation-no-talk"), ("transferred", " ", "operation-needs-where"), ("cleared", "", "outcome")],
)
def test_an_outcome_that_does_not_fit_is_refused(given: str, where: str, code: str) -> None:
    first, _ = laptops("Aina", "Budi")
    person = first.gives()
    with pytest.raises(NotAccepted, match=code):
        rules.outcome(first.operation, person, given, where)


def test_a_talk_links_a_case_to_its_number() -> None:
    first, _ = laptops("Aina", "Budi")
    person = first.gives()
    begun, in_case = rules.begin_talk(first.operation, person, "2222-2222-2")
    first.does(begun, rules.outcome(first.does(begun).operation, person, "talked"))
    assert first.operation.people[person].cases == ("2222-2222-2", "2222-2222-2")
    assert (in_case.operation, in_case.number) == (CODE, "A-001")


def test_what_is_said_of_nobody_says_nothing() -> None:
    first, _ = laptops("Aina", "Budi")
    person = first.gives()
    events = [each for each in first.recorded if each.event.kind != "number-given"]
    assert fold(CODE, events).people == {}
    with pytest.raises(NotAccepted, match="operation-no-such-number"):
        rules.finish_look(fold(CODE, events), person)

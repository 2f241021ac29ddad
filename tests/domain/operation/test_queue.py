"""The queue for private talks is ordered by what was seen and said, and by nothing else; nobody is cleared by it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from screening import settings
from screening.casework.content.edition import Content
from screening.domain.operation import rules
from screening.domain.operation.operation import NumberedPerson
from screening.domain.operation.queue import LAST, LookRules, open_rules, queue, read_rules
from tests.domain.operation.some_operation import laptops


@pytest.fixture(scope="module")
def looks(content: Content) -> LookRules:
    return open_rules(settings.indicators_root())


def test_the_first_look_has_eight_core_items_and_none_of_violence_done_to_the_body(
    looks: LookRules, content: Content
) -> None:
    assert len(looks.items) == 8
    assert all(content.protocol.items[item].core and content.protocol.items[item].kind == "ask" for item in looks.items)
    assert not {"violence", "sexual-violence"} & {*looks.items}


def test_danger_stands_before_a_child_before_a_sign_before_what_is_unclear_before_nothing_said(
    looks: LookRules,
) -> None:
    (first,) = laptops("Aina")
    usual = {"safe": "yes", "child": "no", "hurt": "no"}
    numbers = [first.gives() for _ in range(6)]
    for person, said in zip(
        numbers,
        ({}, {"item_locked": "declined"}, {"item_locked": "yes"}, {"child": "not_known"}, {"safe": "no"}),
        strict=False,
    ):
        first.notes(person, **{**usual, **said})
    found = queue(first.operation, looks)
    assert [each.row for each in found] == ["danger", "child", "signs", "unclear", "not-looked", LAST]
    assert [each.person.number for each in found] == ["A-005", "A-004", "A-003", "A-002", "A-006", "A-001"]
    assert found[2].why == ("item:locked yes",)


def test_more_signs_stand_before_fewer_and_who_waits_longest_before_the_others(looks: LookRules) -> None:
    (first,) = laptops("Aina")
    one, two, three = (first.gives() for _ in range(3))
    for person in (three, one):
        first.notes(person, safe="yes", item_threats="yes")
    first.notes(two, safe="yes", item_threats="yes", item_locked="yes")
    assert [each.person.id for each in queue(first.operation, looks)] == [two, one, three]


def test_no_row_of_the_order_asks_where_somebody_is_from_or_who_they_are(looks: LookRules) -> None:
    (first,) = laptops("Aina")
    one, two = first.gives(), first.gives()
    first.notes(one, safe="yes", child="no", hurt="no", language="my", wish="woman")
    first.notes(two, safe="yes", child="no", hurt="no", language="ms", wish="man")
    assert {each.row for each in queue(first.operation, looks)} == {LAST}
    assert not {"sex", "nationality", "name", "age"} & {field.name for field in fields(NumberedPerson)}
    told = {line.split()[0] for lines in looks.order.values() for line in lines}
    assert told == {"safe", "child", "hurt", "sign", "look", "need:doctor", "need:medicine"}


def test_who_said_nothing_of_a_sign_is_looked_at_again_after_a_day(looks: LookRules) -> None:
    (first,) = laptops("Aina")
    person = first.gives()
    first.notes(person, safe="yes", child="no", hurt="no")
    looked = datetime.fromisoformat(first.operation.people[person].looked[0])
    assert queue(first.operation, looks)[0].again == looked + timedelta(hours=24)
    first.hour = 20
    first.does(rules.finish_look(first.operation, person))
    again = queue(first.operation, looks)[0].again
    assert again is not None and again > looked + timedelta(hours=24)


def test_the_graver_of_two_answers_orders(looks: LookRules) -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    first.notes(person, hurt="no")
    second.notes(person, hurt="yes")
    assert queue(first.takes([second]).operation, looks)[0].row == "danger"


def test_who_has_an_outcome_or_a_talk_waits_no_more(looks: LookRules) -> None:
    (first,) = laptops("Aina")
    one, two = first.gives(), first.gives()
    first.does(rules.outcome(first.operation, one, "left"))
    first.does(rules.begin_talk(first.operation, two, "2222-2222-2")[0])
    assert queue(first.operation, looks) == ()
    first.does(rules.outcome(first.operation, one, ""))
    assert [each.person.id for each in queue(first.operation, looks)] == [one]


def test_a_line_that_the_look_does_not_have_is_told_as_a_problem(tmp_path: Path) -> None:
    text = (settings.indicators_root() / "operation.toml").read_text("utf-8")
    (tmp_path / "operation.toml").write_text(text.replace('"hurt yes"', '"nationality my"'), "utf-8")
    problems: list = []  # type: ignore[type-arg]
    read_rules(tmp_path, problems, items=["papers-kept"])
    told = [each.what for each in problems]
    assert told[0] == '"nationality my" is no line of the look.'
    assert 'The edition has no item "pay-held".' in told

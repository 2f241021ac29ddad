"""What the pages of operations show, what waits for a person's decision, and what Reminders says of a second look."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.operation import acts, number_list, views
from screening.casework.record import desk_list, desk_views, reminders
from screening.domain.operation import rules
from screening.settings import OWN
from screening.store import Vault
from screening.wording.catalogue.translations import Words
from tests.casework.operation.some_laptops import bring, gives, looks_at, operation_on

WORDS = Words("en")


def shown(vault: Vault, code: str) -> list[str]:
    view = views.operation_view(WORDS, views.find(vault), code, acts.look_rules())
    return [row.label.own for row in view.rows]


def test_two_outcomes_are_named_on_both_pages_and_settled_there(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    person = gives(first, code)
    bring(first, second, code, tmp_path)
    acts.act(first, code, partial(rules.outcome, person=person, given="health"))
    acts.act(second, code, partial(rules.outcome, person=person, given="left"))
    bring(second, first, code, tmp_path)
    assert "A-001: two laptops gave different outcomes" in shown(first, code)
    view = views.number_view(WORDS, views.find(first), code, person, acts.look_rules(), {})
    assert any("Referred to health care, Left" in row.label.own for row in view.rows)
    acts.act(first, code, partial(rules.outcome, person=person, given="left"))
    assert "To be settled by you" not in shown(first, code)


def test_a_laptop_without_a_letter_is_told_so(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    found = views.find(second)
    other = views.OperationFacts(found.operations, "1", found.people)
    told = [row.label.own for row in views.operation_view(WORDS, other, code, acts.look_rules()).rows]
    assert any(each.startswith("This laptop has no letter") for each in told)
    assert "Numbers of this laptop begin with A." in shown(first, code)


def test_the_list_on_paper_has_numbers_and_steps_and_no_answer(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    people = [gives(first, code) for _ in range(4)]
    looks_at(first, code, people[0], safe="yes", child="no", hurt="no")
    looks_at(first, code, people[1], hurt="yes")
    acts.act(first, code, partial(rules.outcome, person=people[2], given="transferred", where="Shelter North"))
    name = number_list.save(first, WORDS, code, str(tmp_path))
    text = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / name).pages).split())
    for number in ("A-001", "A-002", "A-003", "A-004"):
        assert number in text
    assert "look again" in text and "first look" in text and "has an outcome" in text
    assert "hurt" not in text and "Shelter North" not in text
    assert [each.event.kind for each in first.events(code)][-1] == "form-issued"


def test_reminders_name_the_day_of_the_second_look(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    looks_at(first, code, gives(first, code), safe="yes", child="no", hurt="no")
    today = datetime.date.today()
    found = reminders.find(desk_list.open_list(first), content, WORDS, today)
    (due,) = [each for each in found.due if each.kind == "again"]
    assert (due.case, due.about) == (code, "1")
    row = desk_views.due_row(due, WORDS, services.shipped(OWN), today)
    assert row.text == "Numbers without a sign so far, to look at again: 1"


@pytest.mark.parametrize("state", ["open", "closed"])
def test_closing_waits_with_its_reason(content: Content, tmp_path: Path, state: str) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    person = gives(first, code)
    if state == "closed":
        acts.act(first, code, partial(rules.outcome, person=person, given="left"))
        acts.act(first, code, rules.close)
    rows = {row.id: row for row in views.operation_view(WORDS, views.find(first), code, acts.look_rules()).rows}
    assert ("close" in rows, "reopen" in rows, "give" in rows) == (state == "open", state == "closed", state == "open")
    if state == "open":
        assert "A-001" in rows["close"].why


def test_a_language_without_a_pack_waits_for_an_interpreter_as_well(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    for language in ("other", "rhg"):
        looks_at(first, code, gives(first, code), safe="yes", language=language)
    told = shown(first, code)
    assert any("A-001" in each and "Another language" in each for each in told)
    assert any("A-002" in each and "Rohingya" in each for each in told)
    person = next(iter(acts.read(first, code).people))
    view = views.number_view(WORDS, views.find(first), code, person, acts.look_rules(), {})
    assert view.person_tag == "en", "what cannot be said in their language stands in the officer's"

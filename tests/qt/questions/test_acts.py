"""What is to be done when it matters most, and the numbers to ring."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screening.casework.view_models import NumberCard
from screening.qt.questions.acts import number_boxes
from screening.qt.questions.notes_page import NotesPage
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import Card
from tests.qt.page_objects import Screen


def test_a_number_stands_alone_and_large_and_without_a_number_there_is_no_box(qapp: object) -> None:
    rung = NumberCard("Counsellor", "00-000 0142", "Called 24 November", dial="00-000 0142")
    unrung = NumberCard("Police", "", "Emergency services", "999 (not yet verified)", "999")
    none = NumberCard("Focal point", "", "No number here yet")
    holder = number_boxes((rung, unrung, none), "en")
    large = [each.text() for each in holder.findChildren(ScriptText) if each.role is Role.NUMBER]
    assert large == ["00-000 0142", "999"]
    assert len(holder.findChildren(Card)) == 2
    texts = [each.text() for each in holder.findChildren(ScriptText)]
    assert "Not yet verified · Emergency services" in texts
    assert "Focal point: No number here yet" in texts


def test_if_the_person_speaks_of_dying_both_lines_are_open_and_only_that_they_were_said_is_kept(
    practice: Screen,
) -> None:
    practice.agreeing("my")
    practice.pages.go("suicide")
    practice.at("suicide")
    page = practice.page
    assert isinstance(page, NotesPage)
    practice.settle()
    (column,) = page.columns
    names = [*column.lines]
    assert names == ["suicide.care.suicide.said", "suicide.care.suicide.asked"]
    assert [line.opened for line in column.lines.values()] == [True, True]
    for name in names:
        practice.press(Qt.Key.Key_Space)
        practice.wait(lambda name=name: practice.case.sessions.said_now(name) is not None)
    assert not practice.case.consent
    assert not practice.case.answers


def test_what_is_said_of_rights_folds_line_by_line(practice: Screen) -> None:
    practice.agreeing("my")
    practice.pages.go("rights")
    practice.at("rights")
    page = practice.page
    assert isinstance(page, NotesPage)
    (column,) = page.columns
    names = [*column.lines]
    practice.press(Qt.Key.Key_Space)
    practice.wait(lambda: practice.case.sessions.said_now(names[0]) is not None)
    practice.wait(lambda: column.lines[names[1]].has_keyboard)
    assert [line.opened for line in column.lines.values()][:3] == [False, True, False]


def test_with_the_caret_in_a_field_the_key_plays_what_is_asked_for_that_field(practice: Screen) -> None:
    practice.agreeing("my")
    practice.pages.go("plan")
    practice.at("plan")
    page = practice.page
    assert isinstance(page, NotesPage)
    page.fields["helps"].setFocus()
    assert page.heard() == ("safety-plan.helps",)

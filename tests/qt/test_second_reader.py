"""A second reader in the window, and what else it may be."""

from __future__ import annotations

from page_objects import Screen
from PySide6.QtCore import Qt

from screening.qt.pages.notes import NotesPage
from screening.qt.script_text import ScriptText

REASON = "The agent holds the papers."


def test_a_second_reader_writes_blind_and_then_both_stand_side_by_side(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    practice.language("en")
    practice.consent(talk="yes", notes="yes")
    practice.answer("papers-kept", "yes")
    practice.closing()
    practice.own_view(("control",), "sure", REASON)
    practice.rail("second")
    page = practice.page
    assert isinstance(page, NotesPage)
    assert REASON not in practice.shown()
    practice.tab_to("note-reader")
    practice.type_text("LAB-09")
    practice.choose("note-view:dispute")
    practice.wait(lambda: page.ticks["view:dispute"].isChecked())
    page.choices["sureness"].chosen.emit("fairly_sure")
    practice.wait(lambda: practice.case.sessions.note("second", "sureness") == "fairly_sure")
    assert practice.case.sessions.note("second", "view:dispute") == "yes"
    practice.tab_to("note-reason")
    practice.type_text("Pay, nothing else.")
    practice.choose("note-second-keep")
    practice.wait(lambda: practice.case.sessions.second is not None)
    practice.wait(lambda: REASON in practice.shown())
    assert "LAB-09" in practice.shown()
    practice.rail("else")
    assert "A labour-rights breach or dispute" in practice.shown()
    fold = practice.tab_to("fold-page.else.towards.smuggling")
    lines = [each for each in practice.page.findChildren(ScriptText) if each.isVisible()]
    practice.press(Qt.Key.Key_Space)
    assert practice.focused() is fold
    assert len([each for each in practice.page.findChildren(ScriptText) if each.isVisible()]) > len(lines)

"""A second reader in the window, and what else it may be."""

from __future__ import annotations

from page_objects import Screen

from screening.qt.pages.notes import NotesPage

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
    for name, value in (("view:dispute", "yes"), ("sureness", "fairly_sure")):
        page.choices[name].chosen.emit(value)
        practice.wait(lambda name=name, value=value: practice.case.sessions.note("second", name) == value)
    practice.tab_to("note-reason")
    practice.type_text("Pay, nothing else.")
    practice.choose("note-second-keep")
    practice.wait(lambda: practice.case.sessions.second is not None)
    practice.wait(lambda: REASON in practice.shown())
    assert "LAB-09" in practice.shown()
    practice.rail("else")
    assert "A labour-rights breach or dispute" in practice.shown()

"""An inspection in the window: list, lot, what is seen, talks at the site, closing."""

from __future__ import annotations

import datetime

import pytest

from screening.domain.case import inspections
from screening.qt.questions.notes_page import NotesPage
from screening.wording.catalogue.languages import format_date
from tests.qt.page_objects import Screen


def site_page(screen: Screen) -> NotesPage:
    screen.wait(lambda: isinstance(screen.window.record.beside.page, NotesPage))
    page = screen.window.record.beside.page
    assert isinstance(page, NotesPage)
    return page


@pytest.mark.sweep
@pytest.mark.requirement("BI2", "BI3", "BI6", "NV38")
def test_a_site_from_the_first_line_to_the_closing(practice: Screen) -> None:
    desk = practice.window.desk
    practice.window.open_record_page("site")
    page = site_page(practice)
    practice.tab_to("note-place")
    practice.type_text("Glove works")
    practice.choose("note-site-begin")
    practice.wait(lambda: inspections.open_site(desk.sites) is not None and "list" in page.fields)
    practice.tab_to("note-list")
    practice.type_text("\n".join(f"{number}; day; bn; Alpha" for number in range(1, 9)))
    practice.tab_to("note-most")
    practice.wait(lambda: len(inspections.open_site(desk.sites).lines) == 8)
    beforehand = practice.window.words.say("page.site.cannot-show", n=8, least=10, needed=20)
    practice.wait(lambda: beforehand in practice.shown())
    assert not inspections.open_site(desk.sites).drawn, "what a lot can show is said before it"
    practice.type_text("6")
    practice.choose("note-site-draw")
    practice.wait(lambda: inspections.open_site(desk.sites).drawn)
    assert len(inspections.open_site(desk.sites).drawn) == 6
    page.choices["seen:papers-store"].chosen.emit("yes")
    practice.wait(lambda: inspections.open_site(desk.sites).seen == {"papers-store": "yes"})
    practice.window.show_cases()
    practice.new_screening()
    assert practice.case.site == inspections.open_site(desk.sites).id
    practice.gate()
    practice.language("en")
    practice.consent(talk="yes", notes="yes")
    practice.answer("papers-kept", "yes")
    practice.rail("closing")
    practice.next("own-view")
    practice.type_view(("control",), "sure", "Because.")
    practice.window.pages.next()
    practice.wait(lambda: "while you are on the site" in practice.complaint())
    assert practice.place == "own-view"
    assert "else" not in practice.window.shell.rail.rows
    for place in ("else", "adding"):
        practice.pages.go(place)
        assert "while you are on the site" in practice.complaint()
        assert practice.place == "own-view"
    practice.window.show_cases()
    practice.new_screening()
    practice.gate()
    practice.language("en")
    practice.decide(talk="yes", notes="yes")
    practice.to_account()
    practice.rail("closing")
    took = practice.window.words.say_count("page.site.took-about", 1)
    assert took in practice.shown(), "how long the talk before took, and nothing else of it"
    assert practice.window.words.say("item.papers-kept.mark") not in practice.shown()
    practice.window.show_cases()
    practice.cases()
    practice.window.open_record_page("site")
    page = site_page(practice)
    practice.wait(lambda: took in practice.shown())
    practice.choose("note-site-close")
    practice.wait(lambda: inspections.open_site(desk.sites) is None)
    practice.wait(lambda: "Fewer than 10 people answered" in practice.shown())
    assert "Complain about the workplace: " in practice.shown(), "what was seen leads to a complaint"
    (closed,) = desk.sites
    again = datetime.date.today() + datetime.timedelta(days=7)
    practice.tab_to(f"note-again:{closed.id}")
    practice.type_text(again.isoformat())
    page.flush()
    practice.wait(lambda: [each.again for each in inspections.next_visits(desk.sites)] == [again.isoformat()])
    read = format_date(again.isoformat(), practice.window.words.language)
    practice.wait(lambda: practice.window.words.say("page.site.again-read", day=read) in practice.shown())

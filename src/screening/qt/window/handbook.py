"""What the handbook beside the page stands at: the page of the window in hand, and what it says of itself (F1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.domain.case.places import kind
from screening.qt.frame.frame_views import HelpView
from screening.qt.window.doors import Door

if TYPE_CHECKING:
    from screening.qt.window.main_window import Window


def help_view(window: Window) -> HelpView | None:
    """Return the page in hand with what it says of itself; None while no page of the officer's is in sight."""
    if window.stack.currentWidget() not in (window.shell, window.first):
        return None
    say, page = window.words.say, where(window)
    told = [("led.title", _caption(window, page)), ("handbook.here", _told(window))]
    return HelpView(window.words, page, tuple((say(title), text) for title, text in told if text))


def _caption(window: Window, page: str) -> str:
    """What to do on a page of a first case; on one beside the way, what to do on the page that it was opened from."""
    if window.door is not Door.LED:
        return ""
    words, case = window.words, window.shown_case
    behind = f"led.{kind(case.behind)}" if case is not None and case.behind and page.startswith("case.") else ""
    if words.has(own := f"led.{page.partition('.')[2]}"):
        return words.say(own)
    return f"{words.say('led.aside')} {words.say(behind)}" if words.has(behind) else ""


def where(window: Window) -> str:
    """Return the page in hand, as the table of the handbook names it."""
    record = window.record
    if record is None:
        return f"front.{window.first.name}" if window.first is not None else ""
    if record.beside.place:
        return f"record.{record.beside.place}"
    case = window.shown_case
    return f"case.{kind(case.place)}" if case is not None and case.place else "record.cases"


def _told(window: Window) -> str:
    """What the page of a case says of itself and of its open question; before the PIN only what it is for."""
    from screening.casework.interview.side_cards import help_of

    case = window.shown_case
    if case is None or not case.place or case.page is None:
        return ""
    return help_of(case.interview, case.place, case.page.open_item)

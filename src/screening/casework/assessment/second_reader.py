"""A second reader, blind to the first (JU16), and what else it may be (JU13)."""

from __future__ import annotations

import re

from screening.casework.assessment.assessment import assessment_of, figures
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.domain.case import sessions
from screening.domain.case.case import Case
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.events.catalogue import AssessmentDisputed, Event, Recorded, ViewWritten
from screening.domain.events.session import SecondViewWritten
from screening.domain.protocol.model import IndicatorSort
from screening.errors import NotAccepted
from screening.wording.catalogue.languages import format_date

TOWARDS = ("labour_violation", "irregular_migration", "smuggling", "protection", "no_concern")
PAGE = "second"
SIGN = re.compile(r"\b[A-Z]{2,4}-\d{2}\b")


def needs_second(case: Case) -> bool:
    """Return whether a case waits for its second reader: its reading was lowered (JU9), or a lot drew it."""
    return case.second is None and (_lowered(case) or (case.sessions.lot is not None and not case.taken_back))


def _lowered(case: Case) -> bool:
    differed = case.differed.event if case.differed is not None else None
    return isinstance(differed, AssessmentDisputed) and not differed.raised


def fields(interview: Interview) -> tuple[str, ...]:
    """Return the fields that hold a view that is not kept yet."""
    notes = interview.case.sessions.notes
    return tuple(name for page, name in notes if page == PAGE)


def second_view(interview: Interview) -> NotesView:
    """Before a second view is kept nothing of the first, and no reading, is on the page; then both are.

    It is the reviewer's working page: the figures behind the bands stand here, once both have thought for themselves.
    """
    rows, case = Rows(interview, PAGE), interview.case
    say = rows.say
    if case.view is None:
        return rows.info(say("page.second.none")).view("page.second.title", "page.second.lead")
    if case.second is None and case.sessions.lot is not None:
        rows.info(say("page.second.drawn"))
    elif needs_second(case):
        rows.info(say("page.second.lowered"))
    second = case.second
    if second is not None and isinstance(second.event, SecondViewWritten) and isinstance(case.view.event, ViewWritten):
        rows.heading("page.second.both")
        rows.info(say("page.second.first", **_told(interview, case.view, case.view.by)))
        rows.info(say("page.second.second", **_told(interview, second, second.event.reader)))
        same = set(case.view.event.explanations) == set(second.event.explanations)
        rows.info(say(f"page.second.{'same' if same else 'differs'}"))
        if not interview.reachable("reading"):
            rows.heading("page.second.figures").info(figures(interview.words, assessment_of(interview)))
            rows.info(say("page.second.figures-note"))
        return rows.view("page.second.title")
    rows.link("said", say("page.session.said")).line("reader", "page.second.reader").heading("page.second.what")
    for name in VIEWS:
        rows.tick(f"view:{name}", f"view.{name}")
    rows.choice("sureness", "page.second.sure", SURENESS, "sureness.")
    rows.words("reason", "page.second.reason")
    return rows.act("second-keep", "page.second.keep", main=True).view("page.second.title", "page.second.lead")


def keep(interview: Interview, reader: str, reason: str) -> Event:
    """Return the event that keeps the view.

    Raises NotAccepted: view-first, reader-missing, view-needs-choice, view-needs-reason.
    """
    case = interview.case
    if case.view is None:
        raise NotAccepted("view-first")
    chosen = tuple(name for name in VIEWS if case.sessions.note(PAGE, f"view:{name}") == "yes")
    return sessions.second_view(case.view.by, reader, chosen, case.sessions.note(PAGE, "sureness"), reason)


def else_view(interview: Interview) -> NotesView:
    """For each other explanation, what points to it and what to ask first; what was noted says so (JU13).

    Raises NotAccepted("site-open"): it says as much of a person as a reading (BI3).
    """
    if interview.at_open_site:
        raise NotAccepted("site-open")
    rows, say = Rows(interview, "else"), interview.words.say
    items = interview.protocol.items
    yes = (items[item] for item, given in interview.case.answers.items() if given.answer == "yes" and item in items)
    said = {sign for item in yes for sign in item.yes}
    rows.info(say("limits.text"))
    for towards in TOWARDS:
        found = [
            each
            for each in interview.protocol.indicators.values()
            if each.sort is IndicatorSort.COUNTER and each.towards == towards
        ]
        if not found:
            continue
        noted = sum(each.id in said for each in found)
        rows.fold(f"page.else.towards.{towards}", opened=bool(noted), count=noted)
        for each in found:
            text = rows.say(
                "page.else.line",
                name=say(f"indicator.{each.id}.name"),
                probe=named(interview, say(f"indicator.{each.id}.probe")),
                caution=named(interview, say(f"indicator.{each.id}.caution")),
            )
            rows.info(f"{text} ({say('page.else.noted')})" if each.id in said else text)
    return rows.view("page.else.title", "page.else.lead")


def named(interview: Interview, text: str) -> str:
    """Return the text with names of signs in place of their ids: "(CTL-01, CTL-04)" says nothing to an officer."""
    signs, say = interview.protocol.indicators, interview.words.say

    def name(found: re.Match[str]) -> str:
        return f"“{say(f'indicator.{found[0]}.name')}”" if found[0] in signs else found[0]

    return SIGN.sub(name, text)


def _told(interview: Interview, recorded: Recorded, by: str) -> dict[str, str]:
    event = recorded.event
    assert isinstance(event, ViewWritten | SecondViewWritten)
    say = interview.words.say
    return {
        "by": by,
        "date": format_date(recorded.at, interview.words.language),
        "views": "; ".join(say(f"view.{name}") for name in event.explanations),
        "sure": say(f"sureness.{event.sureness}"),
        "reason": event.reason,
    }

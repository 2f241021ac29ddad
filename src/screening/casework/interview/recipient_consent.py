"""What is asked for one recipient at a time, by name, while the person is there (CO1, CO9)."""

from __future__ import annotations

from dataclasses import replace

from screening.casework.content.directory import name_of
from screening.casework.interview.conflicts import before
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import Rows
from screening.casework.interview.shared_lines import line, yes_no_later
from screening.casework.interview.view_models import LineView
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.case import sessions
from screening.domain.case.case import Case
from screening.domain.events.catalogue import Event
from screening.domain.known.known import line_of
from screening.domain.services.directory import Directory

PARTS = {"service": "needs", "authority": "signs"}
"""What a yes to each of these decisions lets go to the recipient that it names."""
PAGE = "ask"
PLACE = "ask-"
"""The page on which a recipient is chosen is called so, and then by its decision."""
PLACES = tuple(PLACE + decision for decision in PARTS)


def named(interview: Interview, directory: Directory) -> dict[str, LineView]:
    """Return a decision for each recipient that was chosen, with its name in the question, by both their ids."""
    return {
        f"{decision}:{name}": _named(interview, decision, name, name_of(directory.entries[name], interview.words))
        for decision in PARTS
        for name in _chosen(interview.case, decision)
        if name in directory.entries
    }


def _named(interview: Interview, decision: str, name: str, called: str) -> LineView:
    recipient = key(decision, name)
    asked = line(
        interview,
        f"{line_of(decision)}:{name}",
        "",
        options=yes_no_later(interview),
        value=interview.case.decided_now(decision, recipient),
        note=before(interview, decision, recipient),
    )
    question = Rows(interview, PAGE).pair(f"consent.decision.{decision}.question", recipient=called)
    return replace(asked, text=question)


def choose_view(interview: Interview, directory: Directory, decision: str) -> LinesView:
    """Return the recipients that may be asked for. What the program reads of the case changes nothing here (JU15)."""
    say, part, order = interview.words.say, PARTS[decision], list(directory.services)
    entries = [
        entry
        for entry in directory.entries.values()
        if part in directory.services[entry.service].gives and directory.services[entry.service].proposed
    ]
    entries.sort(key=lambda entry: (order.index(entry.service), entry.id))
    lines = tuple(
        PlainLine(name_of(entry, interview.words), say(f"directory.service.{entry.service}"), entry.id)
        for entry in entries
    )
    return LinesView(say(f"page.closing.{PLACE}{decision}"), say("page.closing.ask-lead"), lines)


def choose(decision: str, name: str) -> Event:
    """This recipient is asked for: its decision stands on the closing page from now on."""
    return sessions.write(PAGE, f"{decision}:{name}", "yes")


def key(decision: str, name: str) -> str:
    """Under which recipient the decision is kept: the same as on the page of who takes this."""
    return f"{name}:{PARTS[decision]}"


def _chosen(case: Case, decision: str) -> list[str]:
    chosen = [
        field.partition(":")[2] for page, field in case.sessions.notes if page == PAGE and field.startswith(decision)
    ]
    decided = [
        recipient.removesuffix(f":{PARTS[decision]}")
        for each, recipient in case.consent
        if each == decision and recipient.endswith(f":{PARTS[decision]}")
    ]
    return list(dict.fromkeys([*chosen, *decided]))

"""What is asked for one recipient at a time, by name, while the person is there (CO1, CO9)."""

from __future__ import annotations

from dataclasses import replace

from screening.casework.content.directory import name_of
from screening.casework.interview.conflicts import versions
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import Rows
from screening.casework.interview.spoken_line import line, yes_no_later
from screening.casework.interview.view_models import DecisionView
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.case import sessions
from screening.domain.case.case import Case
from screening.domain.case.concurrent_entries import decisions_differ
from screening.domain.events.catalogue import Event
from screening.domain.known.known import line_of
from screening.domain.services.directory import Directory

PARTS = {"service": "needs", "authority": "signs"}
"""What a yes to each of these decisions lets go to the recipient that it names."""
PAGE = "ask"
PLACE = "ask-"
"""The page on which a recipient is chosen is called so, and then by its decision."""
PLACES = tuple(PLACE + decision for decision in PARTS)


def named(interview: Interview, directory: Directory) -> tuple[DecisionView, ...]:
    """One decision for each recipient that was chosen, with its name in the question."""
    return tuple(
        _named(interview, decision, name, name_of(directory.entries[name], interview.words))
        for decision in PARTS
        for name in _chosen(interview.case, decision)
        if name in directory.entries
    )


def _named(interview: Interview, decision: str, name: str, called: str) -> DecisionView:
    text_id, recipient = f"consent.decision.{decision}.question", key(decision, name)
    asked = Rows(interview, PAGE).pair(text_id, recipient=called)
    now, note = interview.case.decided_now(decision, recipient), before(interview, decision, recipient)
    options = yes_no_later(interview)
    said = line(interview, f"{line_of(decision)}:{name}", "", options=options, value=now, note=note)
    return DecisionView(f"{decision}:{name}", asked, now, note, replace(said, text=asked))


def before(interview: Interview, decision: str, recipient: str = "") -> str:
    """Return what was decided in an earlier session, or differently on two laptops, in words; "" for neither."""
    case, say = interview.case, interview.words.say
    heads = case.consent_heads.get((decision, recipient), ())
    if decisions_differ(heads):
        return say("consenting.differs", both=versions(interview, heads))
    said = "" if case.decided_now(decision, recipient) else case.consented(decision, recipient)
    word = say(f"answer.{said}" if said in ("yes", "no") else "decision.later")
    return say("consenting.before", value=word) if said else ""


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

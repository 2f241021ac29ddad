"""The page of what became of a case: what bodies decided, when needs were met, and what the person had wished."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import chain

from screening.casework.content import country
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.domain.case import formal_decisions
from screening.domain.events.allowed_values import LABOUR, MATTERS, MET
from screening.domain.events.catalogue import Event
from screening.domain.known import known, needs, outcomes
from screening.domain.services.directory import Directory, Need
from screening.wording.catalogue.dates import day_of
from screening.wording.catalogue.decision_lines import body_name, decided_line, met_line
from screening.wording.script.visible_controls import visible_text

PAGE = "decisions"
NEED = "need"
"""The matter that is no body's decision: a need that was met."""
MATTER, RESULT, BODY, DAY, REFERENCE, AMOUNT = "matter", "result", "body", "day", "reference", "amount"
KEEP, BACK, RIGHT = "decision-keep", "back:", "right:"
"""What the buttons do; behind the last two stands the digest of an entry."""
Form = Mapping[str, str]
"""What is chosen and typed on the page and not yet recorded."""


class _FormRows(Rows):
    """Rows whose values are the form's, which is no note of the case."""

    def __init__(self, interview: Interview, form: Form) -> None:
        super().__init__(interview, PAGE)
        self.form = form

    def value(self, name: str) -> str:
        return self.form.get(name, "")


def decisions_view(interview: Interview, directory: Directory, form: Form) -> NotesView:
    """Return the page: a few choices and two lines to enter one, then what is recorded, each with its way back."""
    rows = _FormRows(interview, form)
    say, matter = rows.say, form.get(MATTER, "")
    rows.choice(MATTER, "page.decisions.matter", (*MATTERS, NEED), "decision.matter.")
    if matter == NEED:
        named = [(each.id, say(f"directory.need.{each.id}")) for each in _needs(interview, directory)]
        rows.choice_of(NEED, "page.decisions.need", named)
        rows.choice(RESULT, "page.decisions.result", MET, "decision.need.")
        if receivers := _receivers(interview):
            rows.choice_of(BODY, "page.decisions.by", receivers)
    elif matter:
        rows.choice(RESULT, "page.decisions.result", MATTERS[matter], f"decision.{matter}.")
        bodies = ((each, body_name(each, interview.words)) for each in _deciders(interview, matter))
        rows.choice_of(BODY, "page.decisions.body", bodies)
    if matter:
        rows.line(DAY, "page.decisions.day", say("page.decisions.day-help"))
    if matter == LABOUR:
        rows.line(AMOUNT, "page.decisions.amount")
    if matter and matter != NEED:
        rows.line(REFERENCE, "page.decisions.reference", say("page.decisions.reference-help"))
    if matter:
        rows.act(KEEP, "page.decisions.keep", main=True)
    if outcomes.contested(interview.case):
        rows.heading("page.decisions.differ").info(say("page.decisions.differ-help"))
        for digest, told in _entries(interview, contested=True):
            rows.act(RIGHT + digest, "page.decisions.right", told=told)
    rows.heading("page.decisions.known")
    rows.info(wish_line(interview))
    entries = list(_entries(interview))
    if not entries:
        rows.info(say("page.decisions.none"))
    for digest, told in entries:
        rows.info(told)
        rows.act(BACK + digest, "page.decisions.take-back", told=told)
    for told in _waiting_needs(interview, directory):
        rows.info(told)
    return rows.view("page.decisions.title", "page.decisions.lead")


def decision_lines(interview: Interview) -> tuple[str, ...]:
    """Return everything that is recorded of what became of the case, a line each, without what stands on papers."""
    return tuple(told for _digest, told in _entries(interview))


def wish_line(interview: Interview) -> str:
    """Return what the person wished, beside what happened."""
    found = known.known(interview.case, "wishes")
    wish = known.text(found)
    say = interview.words.say
    return say("page.decisions.wish", wish=visible_text(wish)) if wish else say("page.decisions.no-wish")


def learn(interview: Interview, directory: Directory, form: Form, today: datetime.date) -> Event:
    """Record what stands in the form: return the event. Raises NotAccepted, as ``formal_decisions.learn`` says."""
    case, matter = interview.case, form.get(MATTER, "")
    day = day_of(form.get(DAY, ""), today)
    if matter == NEED:
        ids = {need.id for need in directory.needs}
        return formal_decisions.meet(
            case, form.get(NEED, ""), form.get(RESULT, ""), needs=ids, day=day, today=today, by=form.get(BODY, "")
        )
    return formal_decisions.learn(
        case, matter, form.get(RESULT, ""), bodies=_deciders(interview, matter, day), body=form.get(BODY, ""), day=day,
        today=today, reference=form.get(REFERENCE, ""), amount=form.get(AMOUNT, "") if matter == LABOUR else "",
    )  # fmt: skip


def act(interview: Interview, name: str) -> Event:
    """Take an entry back, or let it stand of two that contradict: return the event."""
    if name.startswith(RIGHT):
        return formal_decisions.settle(interview.case, name.removeprefix(RIGHT))
    return formal_decisions.take_away(interview.case, name.removeprefix(BACK))


def _deciders(interview: Interview, matter: str, day: str = "") -> tuple[str, ...]:
    """Return the bodies of the case's country that decide a matter, on a day or today."""
    here = country.of(interview.content.installation)
    when = datetime.date.fromisoformat(day) if day else interview.now().date()
    return here.deciders(matter, when)


def _needs(interview: Interview, directory: Directory) -> list[Need]:
    """Return the needs that the record names, most pressing first, then the others."""
    named = needs.named(interview.case, interview.protocol.items, directory)
    return sorted(directory.needs, key=lambda each: named.index(each.id) if each.id in named else len(named))


def _receivers(interview: Interview) -> list[tuple[str, str]]:
    """Return who got papers, by their ids, as they are called."""
    sent = (each.recipient for each in interview.case.referrals.sent.values() if each.sent_at)
    return [(each, interview.name_of(each)) for each in sent]


def _entries(interview: Interview, *, contested: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each entry with its digest, or those alone that contradict."""
    words = interview.words
    for each in outcomes.every_decision(interview.case):
        if each.contested or not contested:
            yield each.digest, decided_line(each.event, words)
    for entry in chain.from_iterable(outcomes.needs_met(interview.case).values()):
        if entry.contested or not contested:
            met = entry.event
            by = interview.name_of(met.by) if met.by else ""
            need = words.known(f"directory.need.{met.need}", visible_text(met.need))
            yield entry.digest, met_line(met, need, by, words)


def _waiting_needs(interview: Interview, directory: Directory) -> Iterator[str]:
    """Yield each need that the record names and of which nobody has said whether it was met."""
    met, say = outcomes.needs_met(interview.case), interview.words.say
    for name in needs.named(interview.case, interview.protocol.items, directory):
        if name not in met:
            told = say("page.decisions.need-open")
            yield say("decision.need-line", need=say(f"directory.need.{name}"), told=told)

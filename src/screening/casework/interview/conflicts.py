"""Answers and decisions of two laptops that had not seen each other, side by side, until a person settles them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.casework.interview.interview import Interview
from screening.domain.answers import Given
from screening.domain.case import rules
from screening.domain.case.concurrent_entries import contested_decisions, decisions_differ
from screening.domain.case.places import TOPIC
from screening.domain.events import catalogue as ev
from screening.domain.events.catalogue import Event, Recorded
from screening.wording.catalogue.languages import format_date, format_time
from screening.wording.catalogue.translations import answer_id, came
from screening.wording.script.visible_controls import visible_text

PLACE = "differing"
"""The page of the differing answers."""


@dataclass(frozen=True, slots=True)
class VersionView:
    """One of the answers: what it says, how it came, who wrote it and when. ``digest`` names it."""

    digest: str
    answer: str
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class DifferingRow:
    """One item with its answers; for a decision of the person ``item`` is "" and nothing can be chosen."""

    item: str
    text: str
    place: str
    versions: tuple[VersionView, ...]


def count(interview: Interview) -> int:
    """How many answers and decisions wait to be settled."""
    case = interview.case
    return len(case.contested) + len(contested_decisions(case.consent_heads))


def differing(interview: Interview) -> tuple[DifferingRow, ...]:
    """Return every contested answer in the order of the questionnaire, then the contested decisions."""
    say, case, protocol = interview.words.say, interview.case, interview.protocol
    rows = tuple(
        DifferingRow(
            item.id,
            f"{item.number}  {interview.marked(item) if interview.sealed(item) else say(f'item.{item.id}.text')}",
            f"{TOPIC}{item.topic}/{item.id}",
            tuple(_version(interview, head) for head in case.heads[item.id]),
        )
        for item in protocol.items.values()
        if item.id in case.contested
    )
    decisions = tuple(
        DifferingRow(
            "",
            interview.words.known(f"consent.decision.{decision}", visible_text(decision)),
            "consent" if _when(interview, decision) == "start" else "closing",
            tuple(_version(interview, head) for head in case.consent_heads[decision, recipient]),
        )
        for decision, recipient in sorted(contested_decisions(case.consent_heads))
    )
    return rows + decisions


def settle(interview: Interview, item: str, digest: str) -> Event:
    """The event that settles one item; ``digest`` "" leaves it as not known. Raises NotAccepted."""
    return rules.settle(interview.protocol, interview.case, item, digest)


def written_by(interview: Interview, by: str, at: str) -> str:
    """Who wrote something and when, as it is shown beside it."""
    language = interview.words.language
    day, time = format_date(at, language), format_time(at, language)
    return interview.words.say("page.differing.by", name=visible_text(by), day=day, time=time)


def versions(interview: Interview, heads: Iterable[Recorded]) -> str:
    """What two laptops wrote about one thing, as one text: each answer, how it came, who wrote it and when."""
    told = (_version(interview, head) for head in heads)
    return "; ".join(" · ".join(part for part in (each.answer, each.how, each.by) if part) for each in told)


def before(interview: Interview, decision: str, recipient: str = "") -> str:
    """Return what was decided in an earlier session, or differently on two laptops, in words; "" for neither."""
    case, say = interview.case, interview.words.say
    heads = case.consent_heads.get((decision, recipient), ())
    if decisions_differ(heads):
        return say("consenting.differs", both=versions(interview, heads))
    said = "" if case.decided_now(decision, recipient) else case.consented(decision, recipient)
    word = say(f"answer.{said}" if said in ("yes", "no") else "decision.later")
    return say("consenting.before", value=word) if said else ""


def _version(interview: Interview, head: Recorded) -> VersionView:
    say = interview.words.say
    match head.event:
        case ev.AnswerGiven(item=item, answer=answer, how=how, where=where):
            known = interview.protocol.items.get(item)
            told = say(answer_id(known.kind if known else "ask", answer.value))
            given = Given(answer, how, where, head.digest in interview.case.by_computer)
            way = came(say, given.way, where or "")
        case ev.ConsentDecided(value=value):
            told, way = say("decision.later" if value == "later" else f"answer.{value}"), ""
        case _:
            told, way = say("page.differing.taken-back"), ""
    return VersionView(head.digest, told, way, written_by(interview, head.by, head.at))


def _when(interview: Interview, decision: str) -> str:
    return next((each.when for each in interview.protocol.decisions if each.id == decision), "start")

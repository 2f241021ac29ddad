"""What the events of a case come to, as rows for queries; made anew when the program knows more than it did."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from screening.casework.content import country, directory
from screening.casework.content.edition import content_of, open_content
from screening.casework.statistics import plan_facts
from screening.casework.statistics.export import ANSWER
from screening.domain.case.case import Case, fold
from screening.domain.case.rules import age_band
from screening.domain.events import catalogue as ev
from screening.domain.events.catalogue import EVENTS, Recorded
from screening.domain.events.referral import ReferralSent
from screening.domain.events.session import SecondViewWritten
from screening.domain.known import outcomes
from screening.domain.known.known import district, safety_asked, setting, sex
from screening.errors import BadInput
from screening.hub.database import Database, OfCase, Rows
from screening.hub.migrations import must_be_current
from screening.settings import COUNTRY, OWN

READS = 8
"""Goes up with each change of what is read off a case here."""
OWN_COLUMNS = ("sex", "setting", "state")
BATCH = 500
"""Cases that are read anew in one transaction."""


@functools.cache
def derivation() -> str:
    """Return a mark of what this program reads off events: another one makes older rows stale."""
    known = sorted(
        f"{kind}:{','.join(sorted(each.name for each in dataclasses.fields(cls)))}" for kind, cls in EVENTS.items()
    )
    return hashlib.sha256("\n".join([str(READS), *known]).encode()).hexdigest()[:16]


def derived(code: str, recorded: Iterable[Recorded], writers: Mapping[str, str], unit: str) -> OfCase:
    """What the events of a case come to. ``writers`` names the key behind each strand, as far as it is known."""
    events = tuple(recorded)
    case = fold(code, events)
    return {
        "standing": [{**_standing(case, events, writers), "unit": unit}],
        "answer": _answers(case),
        "referral": _referrals(case, events),
        "paper": [
            {
                "case_code": code, "number": number, "form": each.event.form, "way": each.event.way, "at": each.at,
                "by_whom": each.by, "digest": each.event.digest,
            }
            for number, each in enumerate(case.forms, start=1)
            if isinstance(each.event, ev.FormIssued)
        ],
        "formal_decision": _decisions(case),
        "need_met": [
            {
                "case_code": code, "number": number, "need": each.event.need, "result": each.event.result,
                "day": each.event.day or None, "recipient": each.event.by, "contested": each.contested,
            }
            for number, each in enumerate(chain.from_iterable(outcomes.needs_met(case).values()), start=1)
        ],
    }  # fmt: skip


def _standing(case: Case, events: tuple[Recorded, ...], writers: Mapping[str, str]) -> dict[str, Any]:
    view = case.view.event if case.view else None
    reading = case.assessed.event if case.assessed else None
    second = case.second.event if case.second else None
    differed = case.differed.event if case.differed else None
    note, identified = case.referrals.note, outcomes.identification(case)
    return {
        "case_code": case.code,
        "identification": identified.result if identified else "",
        "identification_body": _body(case, identified.body) if identified else "",
        "identification_on": (identified.day or None) if identified else None,
        "later_contested": sorted(outcomes.contested(case)),
        "edition": case.edition,
        "setting": setting(case),
        "profile": case.profile,
        "practice": case.practice,
        "opened_at": case.opened_at or None,
        "last_at": max(each.at for each in events),
        "events": len(events),
        "laptops": len({writers.get(each.strand) or each.strand for each in events}),
        "officers": sorted({each.by for each in events}),
        "sector": note("service", "sector"),
        "state": note("service", "region"),
        "district": _district(case),
        "safety_asked": safety_asked(case),
        "sex": sex(case),
        "age_band": age_band(case),
        "language": case.language.language if case.language else "",
        "stopped": case.stopped,
        "taken_back": case.taken_back,
        "agreed_talk": case.consented("talk"),
        "agreed_notes": case.consented("notes"),
        "agreed_count": case.consented("count"),
        "answers": len(case.answers),
        "contested": sorted(case.contested),
        "own_view": list(view.explanations) if isinstance(view, ev.ViewWritten) else [],
        "sureness": view.sureness if isinstance(view, ev.ViewWritten) else "",
        "view_at": case.view.at if case.view else None,
        "paths": list(reading.paths) if isinstance(reading, ev.AssessmentOpened) else [],
        "reading_at": case.assessed.at if case.assessed else None,
        "reading_edition": reading.edition if isinstance(reading, ev.AssessmentOpened) else "",
        "differed": ("raised" if differed.raised else "lowered") if isinstance(differed, ev.AssessmentDisputed) else "",
        "second_view": list(second.explanations) if isinstance(second, SecondViewWritten) else [],
        "indicators": _indicators(case),
        "plan": _plan(case),
        "papers": len(case.forms),
        "newer_events": len(case.unknown),
        "derivation": derivation(),
    }


def _decisions(case: Case) -> Rows:
    return [
        {
            "case_code": case.code, "number": number, "matter": each.event.matter, "result": each.event.result,
            "body": _body(case, each.event.body), "day": each.event.day or None,
            "amount": int(each.event.amount) if each.event.amount.isascii() and each.event.amount.isdigit() else None,
            "contested": each.contested,
        }
        for number, each in enumerate(outcomes.every_decision(case), start=1)
    ]  # fmt: skip


def _body(case: Case, body: str) -> str:
    """A body with the country whose it is before it, as the list of codes has it."""
    return f"{case.country or COUNTRY}.{body}" if body else ""


def _district(case: Case) -> str:
    """The district of the noted state; "" where it is not recorded, or only a newer program knows the country."""
    try:
        districts = country.one(case.country, OWN).districts
    except BadInput:
        return ""
    return district(case, districts.get(case.referrals.note("service", "region"), {}))


def _indicators(case: Case) -> list[str]:
    """Indicators that a current yes evidences; none where the edition is not on this computer."""
    try:
        items = content_of(case, open_content()).protocol.items
    except BadInput:
        return []
    said = (items[name].yes for name, given in case.answers.items() if given.answer.holds and name in items)
    return sorted({indicator for each in said for indicator in each})


def _plan(case: Case) -> list[str]:
    """What a plan of action asks and no column of its own holds; nothing where the edition is not on this computer."""
    try:
        content = content_of(case, open_content())
    except BadInput:
        return []
    found = plan_facts.plan_facts(case, content.protocol.items, directory.shipped(content.installation))
    found |= {plan_facts.STAY.name: plan_facts.stay(case, content), ANSWER: plan_facts.to_answer(case)}
    return sorted(f"{name}={value}" for name, value in found.items() if name not in OWN_COLUMNS)


def _answers(case: Case) -> Rows:
    rows = []
    for item, given in case.answers.items():
        last = max(case.heads[item], key=lambda each: (each.lamport, each.strand))
        sessions = [session for session, each in case.given_in.get(item, ()) if each.digest == last.digest]
        rows.append(
            {
                "case_code": case.code, "item": item, "answer": given.answer.value, "how": given.how.value,
                '"where"': given.where.value if given.where else "", "session": sessions[-1] if sessions else 1,
                "contested": item in case.contested, "at": last.at, "by_whom": last.by,
            }
        )  # fmt: skip
    return rows


def _referrals(case: Case, events: tuple[Recorded, ...]) -> Rows:
    ways = {each.event.recipient: each.event.way for each in events if isinstance(each.event, ReferralSent)}
    return [
        {
            "case_code": case.code, "recipient": each.recipient, "basis": each.basis, "duty": each.duty,
            "parts": list(each.parts), "way": ways.get(name, ""), "sent_at": each.sent_at or None,
            "answer_by": each.answer_by or None, "answered": each.answered, "answered_at": each.answered_at or None,
        }
        for name, each in case.referrals.sent.items()
    ]  # fmt: skip


def rebuild(database: Database, *, everything: bool = False) -> int:
    """Read anew the cases that another version of the program read, or all of them; how many.

    A batch is one transaction, and what is done stays done: it may be stopped and run again. Raises StoreTrouble.
    """
    if everything:
        with database.transaction():
            must_be_current(database)
            database.forget_derivations()
    done = 0
    while True:
        with database.transaction():
            must_be_current(database)
            codes = database.stale(derivation(), BATCH)
            if not codes:
                return done
            derive(database, database.events(codes))
        done += len(codes)


def derive(database: Database, cases: Mapping[str, Iterable[Recorded]]) -> None:
    """Put in what these cases, with all their events, come to. Inside the caller's transaction."""
    whole = {code: tuple(events) for code, events in cases.items()}
    writers = database.keys_of({each.strand for events in whole.values() for each in events})
    units = database.units(list(whole))
    database.set_derived({code: derived(code, each, writers, units.get(code, "")) for code, each in whole.items()})

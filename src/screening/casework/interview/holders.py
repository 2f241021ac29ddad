"""Say who has what of a case, by name: for the withdrawal, the page of forms, the summary and the own copy."""

from __future__ import annotations

from collections.abc import Iterator

from screening.casework.interview.interview import Interview
from screening.domain.case.child_and_shelter import HANDOVER
from screening.domain.case.referrals import Referral
from screening.domain.known import held
from screening.domain.known.held import SLIP, Holding
from screening.store import Vault, contacts
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

WAYS = ("saved", "printed", "phone")
THEIRS = frozenset({"plan", "rights", "card", "social"})
"""Papers that the person takes along."""
OWN, PERSON = "own", "person"
SIGNS = frozenset({OWN, "referral-my", "generic-b"})
"""What the record's own copy is made of: the sheet with signs, which goes to nobody without a name."""


def bundles(vault: Vault, code: str) -> tuple[tuple[Holding, str], ...]:
    """Return the bundles of a case as the record's own events name them, each with whose card it was."""
    found = held.bundles(code, vault.events(""))
    known = contacts(vault) if found else {}
    return tuple((each, visible_text(known[each.to].card.name) if each.to in known else each.to) for each in found)


def people(vault: Vault) -> dict[str, str]:
    """Return whose card each number is, also of those that were taken out."""
    return {number: visible_text(each.card.name) for number, each in contacts(vault).items()}


def left(interview: Interview) -> Iterator[str]:
    """Yield what left this computer and for whom, one line each, in its order; the record's own copy went nowhere."""
    lines = [(each.at, _paper(interview, each)) for each in held.papers(interview.case) if receiver(each) != OWN]
    words = interview.words
    for each, name in interview.bundles:
        date = format_date(each.at, words.language)
        lines.append((each.at, words.say(f"held.{each.kind}", name=name, date=date)))
    yield from (text for _, text in sorted(lines, key=lambda each: each[0]))


def standing(referral: Referral, state: str, words: Words) -> str:
    """Return what happened with a referral, in words: a form that was saved is not called sent."""
    day = format_date((referral.answered_at if referral.answered else referral.sent_at)[:10], words.language)
    if state in ("sent", "overdue"):
        state = f"{referral.way if referral.way in WAYS else 'made'}{'-overdue' if state == 'overdue' else ''}"
    return words.say(f"referral.{state}", day=day)


def receiver(each: Holding) -> str:
    """Return for whom a paper is: a recipient's id, ``own`` for the record's own copy, ``person``, or "" for others."""
    if each.to or HANDOVER in each.forms:
        return each.to
    return PERSON if {*each.forms} <= THEIRS else OWN if {*each.forms} <= SIGNS else ""


def _paper(interview: Interview, each: Holding) -> str:
    say = interview.words.say
    day = format_date(each.at, interview.words.language)
    if each.kind == SLIP:
        return say("held.slip", date=day)
    way = each.way if each.way in WAYS else "made"
    what = ", ".join(_title(interview, name) for name in each.forms)
    return say(f"held.{way}", what=what, name=_whom(interview, each), date=day, digest=each.digest[:12])


def _title(interview: Interview, form: str) -> str:
    words = interview.words
    if form in held.FILES:
        return words.say(f"held.{form}")
    return words.known(f"paper.{form}.title", words.say("form.title"))


def _whom(interview: Interview, each: Holding) -> str:
    if each.to:
        return interview.name_of(each.to)
    if HANDOVER in each.forms:
        next_one = interview.case.sessions.note(HANDOVER, "to").strip()
        return visible_text(next_one) or interview.words.say("held.next")
    return interview.words.say("held.person" if receiver(each) == PERSON else "held.unknown")

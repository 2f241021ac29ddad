"""What the pages about papers and about what came of them show, already worded."""

from __future__ import annotations

import datetime

from screening.casework import papers, social, taking
from screening.casework.interviewing import Interview
from screening.casework.referral_views import (
    Choice,
    FollowView,
    NoteView,
    PapersView,
    PromiseView,
    SentView,
)
from screening.casework.referring import waits_for
from screening.casework.services import name_of
from screening.domain import interview as rules
from screening.domain import referrals
from screening.domain.directory import Directory
from screening.domain.event_values import ANSWERS, CARDS, OUTCOMES
from screening.domain.events import FormIssued
from screening.domain.referrals import Referral
from screening.referral.form_file import NOTES, PARTS, PLAN, Form
from screening.referral.papers import SHORT
from screening.wording.languages import format_date

CLOSING = ("reach", "must-not-know", "promised", "wishes")
"""Notes that the closing already holds: they are changed there."""


def papers_view(interview: Interview, directory: Directory, recipient: str) -> PapersView:
    """For whom a file can be made, what is in it, and what is to be filled in for it."""
    say, case = interview.words.say, interview.case
    known = papers.forms()
    chosen = papers.sheets_for(interview, directory, recipient, known)
    granted = taking.granted(interview, directory, recipient)
    waits = waits_for(interview) or ("" if chosen else say("papers.nothing-agreed"))
    sees, sees_not = _sees(interview, recipient, granted)
    return PapersView(
        title=say("page.papers.title"),
        for_label=say("papers.for"),
        recipients=_recipients(interview, directory, recipient),
        recipient=recipient,
        sheets=tuple(say(f"{form.prefix}.title") for form in chosen),
        sees_title=say("page.papers.sees"),
        sees=sees,
        not_title=say("page.papers.sees-not"),
        sees_not=sees_not,
        waits=waits,
        printer_note=say("page.papers.printer"),
        issued=tuple(
            say("page.papers.issued", digest=each.event.digest[:12])
            for each in case.forms
            if isinstance(each.event, FormIssued)
        ),
        notes_title=say("papers.fill-in"),
        notes=_notes(interview, directory, recipient, known),
        cards_title=say("papers.card-title"),
        cards=_cards(interview) if recipient == papers.PERSON else (),
        picks_title=say("social.copy" if recipient == papers.PERSON else "social.picks"),
        picks=_picks(interview, recipient, granted),
        names=recipient not in (papers.OWN, papers.PERSON)
        and case.consented(taking.DECISIONS["identity"], f"{recipient}:identity") == "yes",
    )


def follow_view(interview: Interview, directory: Directory, today: datetime.date) -> FollowView:
    """What came back from those who got something, and every promise with its day."""
    say, case = interview.words.say, interview.case
    return FollowView(
        title=say("follow.title"),
        lead=say("follow.lead"),
        sent_title=say("follow.sent"),
        sent=tuple(_sent(interview, directory, each, today) for each in case.referrals.sent.values() if each.sent_at),
        none_sent=say("follow.none-sent"),
        answers=tuple(Choice(name, say(f"follow.{name}")) for name in ANSWERS),
        promises_title=say("follow.promises"),
        promises=tuple(_promise(interview, each, today) for each in case.referrals.promises.values()),
        none_promised=say("follow.none-promised"),
        outcomes=tuple(Choice(name, say(f"follow.{name}")) for name in OUTCOMES),
    )


def _cards(interview: Interview) -> tuple[Choice, ...]:
    chosen = interview.case.referrals.card or "none"
    return tuple(Choice(way, interview.words.say(f"closing.carry.{way}"), way == chosen) for way in CARDS)


def _picks(interview: Interview, recipient: str, granted: frozenset[str]) -> tuple[Choice, ...]:
    if recipient == papers.PERSON:
        text = interview.words.say("social.own-copy")
        return (Choice(social.OWN_COPY, text, social.own_copy(interview.case)),)
    return social.choices(interview) if "social" in granted else ()


def _recipients(interview: Interview, directory: Directory, recipient: str) -> tuple[Choice, ...]:
    say = interview.words.say
    found = [Choice(papers.OWN, say("papers.own"), recipient == papers.OWN)]
    for each in taking.recipients(interview, directory):
        granted = taking.granted(interview, directory, each.entry.id)
        parts = [part for part in PARTS.values() if part in granted]
        told = ", ".join(say(f"part.{part}") for part in parts) if parts else say("papers.waits")
        name = name_of(each.entry, interview.words)
        found.append(Choice(each.entry.id, f"{name}: {told}", recipient == each.entry.id))
    found.append(Choice(papers.PERSON, say("papers.person"), recipient == papers.PERSON))
    return tuple(found)


def _sees(interview: Interview, recipient: str, granted: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    say = interview.words.say
    if recipient == papers.OWN:
        return tuple(say(f"page.papers.sees{n}") for n in (1, 2, 3)), tuple(
            say(f"page.papers.sees-not{n}") for n in (1, 2)
        )
    if recipient == papers.PERSON:
        return (say("papers.person-sees"),), (say("papers.person-not"),)
    parts = [part for part in taking.DECISIONS if part != "identity"]
    seen = tuple(say(f"papers.sees.{part}") for part in parts if part in granted)
    return seen, tuple(say(f"papers.sees.{part}") for part in (*parts, "identity") if part not in granted)


def _notes(interview: Interview, directory: Directory, recipient: str, known: dict[str, Form]) -> tuple[NoteView, ...]:
    say, case = interview.words.say, interview.case
    theirs = case.language.language if case.language else interview.words.language
    if recipient == papers.PERSON:
        return tuple(
            NoteView("plan", name, say(f"safety-plan.{name}"), case.referrals.note("plan", name), theirs, False)
            for name in PLAN
        )
    entry = directory.entries.get(recipient)
    if entry is None:
        return ()
    child = rules.age_band(case) != "adult"
    parts = taking.parts_of(directory, entry, child=child)
    fields: dict[str, None] = {}
    for form in known.values():
        if form.part in parts:
            for section in form.sections:
                fields |= dict.fromkeys(each for each in section.fields if each in NOTES and each not in CLOSING)
    return tuple(
        NoteView("paper", name, say(f"form.note.{name}"), case.referrals.note("paper", name), theirs, name in SHORT)
        for name in fields
    )


def _sent(interview: Interview, directory: Directory, referral: Referral, today: datetime.date) -> SentView:
    entry = directory.entries.get(referral.recipient)
    state = referral.state(today)
    day = (referral.answered_at if referral.answered else referral.sent_at)[:10]
    told = interview.words.say(f"referral.{state}", day=format_date(day, interview.words.language))
    extra = " · ".join(part for part in (told, referral.by, referral.note) if part)
    name = name_of(entry, interview.words) if entry is not None else referral.recipient
    return SentView(referral.recipient, name, extra, state == "overdue", bool(referral.answered))


def _promise(interview: Interview, promise: referrals.Promise, today: datetime.date) -> PromiseView:
    say, late = interview.words.say, promise.overdue(today)
    day = format_date(promise.by_day, interview.words.language) if promise.by_day else ""
    state = f"follow.{promise.outcome}" if promise.outcome else "follow.late" if late else "follow.open"
    told = say("follow.by-day", day=day) if day else ""
    return PromiseView(promise.id, promise.text, told, say(state), not promise.outcome, late)

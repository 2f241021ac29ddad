"""What the pages about papers and about what came of them show, already worded."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from screening.casework.content import country
from screening.casework.content.directory import name_of
from screening.casework.interview import holders
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import (
    FollowView,
    NoteView,
    PapersView,
    PromiseView,
    SentView,
    StatesView,
)
from screening.casework.referral import papers, recipients, social_report
from screening.casework.referral.referral_form import waits_for
from screening.casework.view_models import Choice
from screening.documents.forms.loader import NOTES, PLAN, WORK_NOTES, Form
from screening.documents.forms.paper import FieldState
from screening.documents.forms.sheet_content import asked_for, options_of
from screening.domain.case import referrals, release
from screening.domain.case.referrals import Referral
from screening.domain.events.allowed_values import CARDS, is_day
from screening.domain.known import held, promises
from screening.domain.known.known import CLOSING_LINES
from screening.domain.services.directory import Directory
from screening.domain.services.wage_law import WageLaw
from screening.wording.catalogue.languages import format_date


def papers_view(
    interview: Interview, directory: Directory, recipient: str, file: papers.File | None = None
) -> PapersView:
    """For whom a file can be made, what stands in ``file``, and what is to be filled in for it."""
    say, case = interview.words.say, interview.case
    known = papers.forms(interview.content.installation)
    chosen = papers.sheets_for(interview, directory, recipient, known)
    granted = recipients.granted(interview, directory, recipient)
    waits = waits_for(interview) or ("" if chosen else say("papers.nothing-agreed"))
    notes = _notes(interview, recipient, chosen)
    return PapersView(
        recipients=_recipients(interview, directory, recipient),
        recipient=recipient,
        sheets=tuple(say(f"{form.prefix}.title") for form in chosen),
        states=states_view(interview, file) if file is not None else (),
        waits=waits,
        issued=tuple(
            say("page.papers.issued", date=format_date(each.at, interview.words.language), digest=each.digest[:12])
            for each in held.papers(case)
            if each.kind == held.PAPER and holders.receiver(each) == recipient
        ),
        law=_law(interview),
        notes=notes,
        stray=_stray(interview, recipient, known, notes),
        cards=_cards(interview) if recipient == papers.PERSON else (),
        picks_title=say("social.copy" if recipient == papers.PERSON else "social.picks"),
        picks=_picks(interview, recipient, granted),
        names=recipient not in (papers.OWN, papers.PERSON) and release.said(case, recipient, "identity") == "yes",
    )


def follow_view(interview: Interview, directory: Directory, today: datetime.date) -> FollowView:
    """Return what came back from those who got something, and every promise with its day."""
    case = interview.case
    return FollowView(
        sent=tuple(_sent(interview, each, today) for each in case.referrals.sent.values() if each.sent_at),
        promises=tuple(_promise(interview, each, today) for each in promises.of(case)),
    )


def _cards(interview: Interview) -> tuple[Choice, ...]:
    chosen = interview.case.referrals.card or "none"
    return tuple(Choice(way, interview.words.say(f"closing.carry.{way}"), way == chosen) for way in CARDS)


def _picks(interview: Interview, recipient: str, granted: frozenset[str]) -> tuple[Choice, ...]:
    if recipient == papers.PERSON:
        text = interview.words.say("social.own-copy")
        return (Choice(social_report.OWN_COPY, text, social_report.own_copy(interview.case)),)
    return social_report.choices(interview) if "social" in granted else ()


def _recipients(interview: Interview, directory: Directory, recipient: str) -> tuple[Choice, ...]:
    say, case = interview.words.say, interview.case
    found = [Choice(papers.OWN, say("papers.own"), recipient == papers.OWN)]
    for each in recipients.recipients(interview, directory):
        granted = recipients.granted(interview, directory, each.entry.id)
        parts = [part for part in release.SHEET_PARTS.values() if part in granted]
        refused = release.answer(case, each.entry.id, recipients.gives(case, directory, each.entry.id)) == "no"
        told = ", ".join(say(f"part.{part}") for part in parts) if parts else ""
        told = told or say("papers.refused" if refused else "papers.waits")
        name = name_of(each.entry, interview.words)
        found.append(Choice(each.entry.id, f"{name}: {told}", recipient == each.entry.id))
    found.append(Choice(papers.PERSON, say("papers.person"), recipient == papers.PERSON))
    return tuple(found)


def states_view(interview: Interview, file: papers.File) -> tuple[StatesView, ...]:
    """Return what a file's reader finds in its fields, from the very fields that it prints; and what is not on it."""
    say = interview.words.say
    found: list[StatesView] = []
    for state in FieldState:
        lines = [say(each.label) for each in file.stated if each.state is state]
        if state is FieldState.KEPT_BACK:
            lines += [say(label) for label in file.left_out]
            lines += [say("page.papers.name-apart")] if file.recipient not in (papers.OWN, papers.PERSON) else []
        if lines:
            text = " · ".join(dict.fromkeys(lines))
            found.append(StatesView(state.value, say(f"page.papers.{state.value}"), (text,)))
    return tuple(found)


def _notes(interview: Interview, recipient: str, chosen: Sequence[Form]) -> tuple[NoteView, ...]:
    """Return what is to be filled in: the fields of the sheets that are made, and no others."""
    say, case = interview.words.say, interview.case
    theirs = case.language.language if case.language else interview.words.language
    if recipient == papers.PERSON:
        return tuple(
            NoteView("plan", name, say(f"safety-plan.{name}"), case.referrals.note("plan", name), theirs)
            for name in PLAN
        )
    if recipient == papers.OWN:
        return ()
    fields = dict.fromkeys(name for form in chosen for name in _fields(form) if name not in CLOSING_LINES)
    law = country.of(interview.content.installation).wages
    return tuple(
        NoteView(
            "paper",
            name,
            say(f"form.note.{name}"),
            case.referrals.note("paper", name),
            theirs,
            _options(interview, name, law),
        )
        for name in fields
        if name not in WORK_NOTES or name in asked_for(law)
    )


def _options(interview: Interview, name: str, law: WageLaw | None) -> tuple[Choice, ...]:
    """Return what can be chosen for a note, "not known" last; empty for what is typed."""
    say, now = interview.words.say, interview.case.referrals.note("paper", name)
    found = tuple(Choice(each, say(text), each == now) for each, text in options_of(name, law))
    return (*found, Choice("", say("papers.not-known"), not now)) if found else ()


def _fields(form: Form) -> tuple[str, ...]:
    """Return the notes that a layout prints."""
    return tuple(each for section in form.sections for each in section.fields if each in NOTES)


def _stray(interview: Interview, recipient: str, known: dict[str, Form], notes: Sequence[NoteView]) -> str:
    """Return what was typed for a sheet that this reader does not get; "" where nothing was."""
    if recipient in (papers.OWN, papers.PERSON):
        return ""
    say, shown = interview.words.say, {each.id for each in notes}
    typed = [
        name
        for name in dict.fromkeys(name for form in known.values() if form.part for name in _fields(form))
        if name not in shown and name not in CLOSING_LINES and interview.case.referrals.note("paper", name).strip()
    ]
    return say("papers.stray", fields=" · ".join(say(f"form.note.{name}") for name in typed)) if typed else ""


def _law(interview: Interview) -> str:
    """Return with which law the papers that left were made, and whether this program has other law now; "" where none
    left, and where that is not noted or noted in another form."""
    say, here = interview.words.say, interview.content.installation
    day, _, digest = interview.case.referrals.note(papers.LAW, here.country).partition(" ")
    if not (interview.case.forms and day and is_day(day) and re.fullmatch("[0-9a-f]{64}", digest)):
        return ""
    date = format_date(day, interview.words.language)
    made = say("page.papers.law", country=say(f"nation.{here.country}.name"), date=date, digest=digest[:12])
    return made if country.law_digest(here, day) == digest else f"{made} {say('page.papers.law-differs')}"


def _sent(interview: Interview, referral: Referral, today: datetime.date) -> SentView:
    state = referral.state(today)
    told = holders.standing(referral, state, interview.words)
    extra = " · ".join(part for part in (told, referral.by, referral.note) if part)
    return SentView(
        referral.recipient, interview.name_of(referral.recipient), extra, state == "overdue", bool(referral.answered)
    )


def _promise(interview: Interview, promise: referrals.Promise, today: datetime.date) -> PromiseView:
    say, late = interview.words.say, promise.overdue(today)
    day = format_date(promise.by_day, interview.words.language) if promise.by_day else ""
    state = f"follow.{promise.outcome}" if promise.outcome else "follow.late" if late else "follow.open"
    told = say("follow.by-day", day=day) if day else ""
    return PromiseView(promise.id, promise.text, told, say(state), not promise.outcome, late)

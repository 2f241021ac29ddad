"""The urgent way from the danger card: need, receiver, the person's answer, paper (GA3, RE3, CO12).

Every step is an event of its own. Nothing is passed on without the person's yes for this receiver, or a duty in law
that is named and recorded; after a no nothing is, whatever was recorded before.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from screening.casework.content import country
from screening.casework.content.directory import checked, name_of
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import note
from screening.casework.referral import recipients
from screening.casework.view_models import Choice, Pair
from screening.domain.case import referrals, rules
from screening.domain.events.catalogue import Event
from screening.domain.events.session import TextHeard
from screening.domain.services.directory import Directory, Entry, open_at, urgent_receivers
from screening.errors import NotAccepted
from screening.wording.catalogue.languages import own_name

SHEET = "urgent"
"""The sheet under which it is noted what was chosen here."""
DECISION, PART = "service", "needs"
PLACE = "place"
"""The part of an urgent sheet that says where the person is, asked in a sentence of its own."""
QUESTION, PLACE_QUESTION = f"consent.decision.{DECISION}.question", "urgent.place"
PLACES = ("whereabouts", "until")
"""Notes for papers that an urgent sheet may carry."""
MOST = 3
HOURS = {True: "urgent.open", False: "urgent.closed", None: "urgent.hours-unknown"}
"""What is said of the hours of a service; a closed one is shown only where it was chosen before it closed."""
ANSWERS = ("yes", "no", "unasked")
PLACE_ANSWERS = ("yes", "no")
WAYS = ("save", "print", "phone")


@dataclass(frozen=True, slots=True)
class Receiver:
    """One that may take it, and how far its hours and number are known."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class UrgentView:
    danger: str
    """Whom to ring before anything else."""
    needs: tuple[Choice, ...]
    need: str
    """What was named last here; "" where nothing was."""
    receivers: tuple[Receiver, ...]
    receiver: str
    question: Pair
    """What is read out; empty while nobody was chosen."""
    person_language: str
    languages: tuple[Choice, ...]
    answer: str
    """yes, no or unasked; "" while nothing was recorded."""
    duties: tuple[Choice, ...]
    """Empty where none is known in the country."""
    duty_note: str
    allowed: bool
    """Whether a paper may be made now."""
    rests: str
    """Why not, in words."""
    to_ring: str
    """The receiver's number, or how far it can be relied on."""
    ring_line: str
    """The receiver with that number, for where the list of receivers is out of sight; "" while nobody was chosen."""
    place_question: Pair
    """What is read out about the place; empty before the person's yes to this receiver."""
    place_answer: str
    """yes or no; "" while nothing was recorded."""
    places: tuple[str, ...]
    """Where the person is and until when, as noted for papers."""


def view(interview: Interview, directory: Directory, now: datetime.datetime, language: str) -> UrgentView:
    """``now`` is local time; ``language`` the language in which it is read out."""
    say, name = interview.words.say, receiver(interview)
    who = recipients.about(interview, directory)
    entry = directory.entries.get(name)
    answer, duties = answered(interview, name), _duties(interview)
    allowed = answer == "yes" or (answer == "unasked" and bool(_duty(interview, name)))
    to_ring = checked(directory, entry, now.date(), interview.words) if entry is not None else ""
    rests = "" if allowed else say(f"urgent.rests-{answer or ('open' if name else 'receiver')}")
    return UrgentView(
        danger=_danger(interview),
        needs=tuple(
            Choice(need.id, say(f"directory.need.{need.id}"), need.id in who.needs)
            for need in directory.needs
            if need.urgent
        ),
        need=_need(interview),
        receivers=tuple(_receiver(interview, directory, each, now) for each in _offered(interview, directory, now)),
        receiver=name,
        question=_question(interview, entry, language) if entry is not None else Pair(""),
        person_language=language,
        languages=tuple(
            Choice(pack.tag, own_name(pack.tag), pack.tag == language)
            for pack in interview.offered_languages()
            if not pack.heard_only
        ),
        answer=answer,
        duties=tuple(Choice(each, place, _duty(interview, name) == place) for each, place in duties),
        duty_note=say("urgent.duty-note" if duties else "page.informed.none"),
        allowed=allowed,
        rests=rests,
        to_ring=to_ring,
        ring_line=_ring_line(interview, directory, entry, now) if entry is not None else "",
        place_question=_question(interview, entry, language, PLACE_QUESTION) if entry and answer == "yes" else Pair(""),
        place_answer=place_answered(interview, name) if answer == "yes" else "",
        places=tuple(interview.case.referrals.note("paper", field) for field in PLACES),
    )


def receiver(interview: Interview) -> str:
    """Return whom it is to go to; "" while nobody was chosen."""
    return interview.case.referrals.note(SHEET, "receiver")


def answered(interview: Interview, name: str) -> str:
    """yes or no as the person said it for this receiver; unasked where that was recorded instead; "" for neither."""
    noted = name and interview.case.referrals.note(SHEET, f"unasked:{name}")
    return _said(interview, name, PART) or ("unasked" if noted else "")


def place_answered(interview: Interview, name: str) -> str:
    """yes or no to passing on where the person is now; "" while that was not asked."""
    return _said(interview, name, PLACE)


def _said(interview: Interview, name: str, part: str) -> str:
    said = interview.case.consented(DECISION, f"{name}:{part}") if name else ""
    return said and ("yes" if said == "yes" else "no")


# --- what is recorded


def choose_need(interview: Interview, need: str) -> tuple[Event, ...]:
    """One more need; one that was named here is taken back."""
    named = note(interview, SHEET, "need", need)
    changed = recipients.add_need(interview, need)
    return tuple(each for each in (changed, named) if each is not None)


def choose_receiver(interview: Interview, directory: Directory, name: str) -> Event | None:
    if name not in directory.entries:
        raise NotAccepted("no-such-choice", place="recipient")
    return note(interview, SHEET, "receiver", name)


def answer(interview: Interview, directory: Directory, value: str, language: str) -> tuple[Event, ...]:
    """Return what the person said to the sentence, which is kept word for word with it; or that nobody could be asked
    (CO7).

    Raises NotAccepted("no-such-choice") while no receiver was chosen, and for "could not be asked" after an answer.
    """
    name = receiver(interview)
    entry = directory.entries.get(name)
    if entry is None or value not in ANSWERS:
        raise NotAccepted("no-such-choice", place="recipient")
    if value == "unasked":
        if answered(interview, name) in ("yes", "no"):
            raise NotAccepted("urgent-answered")
        noted = note(interview, SHEET, f"unasked:{name}", "yes")
        return () if noted is None else (noted,)
    return _consent(interview, value, language, name, PART, _question(interview, entry, language))


def answer_place(interview: Interview, directory: Directory, value: str, language: str) -> tuple[Event, ...]:
    """Return what the person said to passing on where they are, kept with the sentence that asked (CO7).

    Raises NotAccepted("no-such-choice") before their yes to this receiver: a duty in law passes on no place (CO12).
    """
    name = receiver(interview)
    entry = directory.entries.get(name)
    if entry is None or value not in PLACE_ANSWERS or answered(interview, name) != "yes":
        raise NotAccepted("no-such-choice", place="recipient")
    return _consent(interview, value, language, name, PLACE, _question(interview, entry, language, PLACE_QUESTION))


def note_places(interview: Interview, where: str, until: str) -> tuple[Event, ...]:
    """Record where the person is and until when, for papers. Raises NotAccepted("text-too-long")."""
    noted = [note(interview, "paper", field, text) for field, text in zip(PLACES, (where, until), strict=True)]
    return tuple(each for each in noted if each is not None)


def _consent(
    interview: Interview, value: str, language: str, name: str, part: str, question: Pair
) -> tuple[Event, ...]:
    """Record the answer with the sentence, word for word."""
    heard = (question.theirs or question.own,)
    version = hashlib.sha256("\n".join(heard).encode()).hexdigest()[:16]
    made = rules.urgent_consent(
        interview.protocol,
        interview.case,
        DECISION,
        value,
        text_version=version,
        language=language,
        recipient=f"{name}:{part}",
    )
    known = version in interview.case.sessions.heard
    return (made,) if known else (TextHeard(version, language, heard), made)


def name_duty(interview: Interview, directory: Directory, duty: str) -> Event:
    """Return the duty by which it is passed on.

    Raises NotAccepted("no-such-choice") where it was not noted that the person could not be asked, and for a duty that
    does not bind the officer.
    """
    name = receiver(interview)
    if answered(interview, name) != "unasked":
        raise NotAccepted("no-such-choice", place="duty")
    place = dict(_duties(interview)).get(duty)
    if place is None:
        raise NotAccepted("no-such-choice", place="duty")
    return recipients.add_recipient(interview, directory, name, "duty", place)


# --- parts


def _need(interview: Interview) -> str:
    need = interview.case.referrals.note(SHEET, "need")
    return need if interview.case.referrals.note("need", need) == "yes" else ""


def _offered(interview: Interview, directory: Directory, now: datetime.datetime) -> tuple[Entry, ...]:
    """Three, the chosen one among them whatever the hour."""
    who = recipients.about(interview, directory)
    need = _need(interview) or next(iter(who.needs), "")
    found = urgent_receivers(directory, who, need, now.time())[:MOST]
    chosen = directory.entries.get(receiver(interview))
    if chosen is not None and chosen not in found:
        found = (*found[: MOST - 1], chosen)
    return found


def _receiver(interview: Interview, directory: Directory, entry: Entry, now: datetime.datetime) -> Receiver:
    hours = interview.words.say(HOURS[open_at(entry, now.time())])
    told = _number(interview, directory, entry, now)
    return Receiver(entry.id, name_of(entry, interview.words), f"{hours} · {told}")


def _ring_line(interview: Interview, directory: Directory, entry: Entry, now: datetime.datetime) -> str:
    number = _number(interview, directory, entry, now)
    return interview.words.say("urgent.to-ring", recipient=name_of(entry, interview.words), number=number)


def _number(interview: Interview, directory: Directory, entry: Entry, now: datetime.datetime) -> str:
    """Return the number, or why none can be relied on."""
    say = interview.words.say
    if entry.phones and directory.fresh(entry, now.date()):
        return say("urgent.number", number=entry.phones[0])
    return say("urgent.unverified" if entry.phones else "urgent.no-number")


def _question(interview: Interview, entry: Entry, language: str, text_id: str = QUESTION) -> Pair:
    own = interview.words
    named = {"recipient": name_of(entry, own)}
    if language == own.language:
        return Pair(own.say_with(text_id, named))
    return Pair(own.say_with(text_id, named), own.within(language).say_with(text_id, named))


def _duty(interview: Interview, name: str) -> str:
    found = interview.case.referrals.sent.get(name, referrals.Referral(name))
    return found.duty if found.basis == "duty" else ""


def _duties(interview: Interview) -> tuple[tuple[str, str], ...]:
    child = rules.age_band(interview.case) == "child"
    return country.duties(interview.role, interview.words, interview.now().date(), child=child)


def _danger(interview: Interview) -> str:
    """Return whom to ring before anything else; a number that nobody rang carries its mark."""
    card = interview.number("emergency")
    number = card.number or card.unchecked
    return interview.words.say("urgent.danger", number=number) if number else f"{card.title}: {card.note}"

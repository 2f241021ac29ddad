"""Note something for the papers, in the talk or beside it."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.view_models import Choice
from screening.domain.answers import LONGEST_TEXT
from screening.domain.events.catalogue import Event
from screening.domain.events.referral import SheetNoted
from screening.domain.services.directory import Directory
from screening.errors import NotAccepted


def note(interview: Interview, sheet: str, field: str, text: str) -> Event | None:
    """Something noted for the papers; None when it stands there already. Raises NotAccepted("text-too-long")."""
    if interview.case.unknown:
        raise NotAccepted("written-by-newer-program")
    if len(text) > LONGEST_TEXT:
        raise NotAccepted("text-too-long", most=LONGEST_TEXT)
    if interview.case.referrals.note(sheet, field) == text:
        return None
    return SheetNoted(sheet, field, text)


def regions(interview: Interview, directory: Directory, chosen: str) -> tuple[Choice, ...]:
    """Return the states of the country, and that none is chosen."""
    say = interview.words.say
    none = Choice("", say("taking.region-unsaid"), not chosen)
    names = (Choice(name, say(f"directory.region.{name}"), name == chosen) for name in directory.regions)
    return (none, *names)

"""The day of a second talk with somebody who is held: as it was typed, how it was read, and which is suggested."""

from __future__ import annotations

import datetime

from screening.casework.interview.interview import Interview
from screening.casework.view_models import SecondTalk
from screening.domain.known import detention
from screening.wording.catalogue.dates import typed_day
from screening.wording.catalogue.languages import format_date


def second_talk(interview: Interview) -> SecondTalk:
    """Return the field for the day of a second talk."""
    say, typed = interview.words.say, interview.case.sessions.note(detention.PAGE, detention.DAY)
    day = detention.second_talk(interview.case, typed_day)
    told = say("page.dates.read", day=format_date(day, interview.words.language)) if day else ""
    unread = typed.strip() and not typed_day(typed)
    none = say("page.dates.unclear" if unread else "page.dates.second-talk-none")
    return SecondTalk(typed, told or none, proposed(interview))


def proposed(interview: Interview) -> str:
    """Return which day is suggested for a second talk, by the edition; that none is set where it suggests none."""
    if not (days := detention.days_until(interview.protocol)):
        return interview.words.say("page.dates.second-talk-none")
    day = interview.now().date() + datetime.timedelta(days)
    told = format_date(day.isoformat(), interview.words.language)
    return interview.words.say("page.dates.second-talk-proposed", day=told)

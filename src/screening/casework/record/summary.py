"""A finished case on one page: what was done, when, and the way to each of its pages. No result stands on it."""

from __future__ import annotations

import datetime

from screening.casework.interview.interview import Interview
from screening.casework.record.caseload import standing_of as _standing_of
from screening.casework.record.caseload import worded_setting, worded_state
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.case.places import Place
from screening.domain.known import held, promises
from screening.wording.catalogue.languages import format_date


def summary(interview: Interview, today: datetime.date) -> LinesView:
    """Return the summary page of a case. What carries a result is named, and opens behind the officer's PIN."""
    words, case = interview.words, interview.case
    say, many = words.say, words.say_count
    standing = _standing_of(interview.content, case, words, interview.role, today)

    def day(at: str) -> str:
        return format_date(at[:10], words.language) if at else ""

    state = worded_state(standing.state, standing.state_n, words, standing.edition)
    head = (state, worded_setting(standing.setting, words), say("page.summary.begun", day=day(case.opened_at)))
    sent = [each for each in case.referrals.sent.values() if each.sent_at]
    waiting = sum(not each.answered for each in sent)
    promised = sum(not each.outcome for each in promises.of(case))
    view, reading = interview.written, case.assessed
    still_open = (("page.summary.waiting", waiting), ("page.summary.promised", promised))
    lines = [
        (Place.FOLLOW, "rail.follow", " · ".join(many(text, n) for text, n in still_open if n)),
        (Place.TAKING, "rail.taking", many("page.summary.sent", len(sent)) if sent else say("follow.none-sent")),
        (Place.PAPERS, "rail.papers", many("page.summary.papers", len(held.papers(case)))),
        (Place.ASSESSMENT, "rail.reading", say("page.summary.opened", day=day(reading.at if reading else ""))),
        (Place.OWN_VIEW, "rail.own-view", say("page.summary.written", day=day(view.at if view else ""))),
        (Place.SAID, "page.said.title", many("page.summary.answers", len(case.answers))),
        (Place.SESSION, "page.session.title", many("page.summary.sessions", max(1, len(case.sessions.began)))),
        (Place.HANDOVER, "page.handover.title", ""),
        (Place.WITHDRAW, "page.summary.withdraw", ""),
    ]  # fmt: skip
    if case.consented("identity") == "yes":
        lines.insert(6, (Place.IDENTITY, "page.identity.title", ""))
    return LinesView(
        say("page.summary.title"),
        " · ".join(part for part in head if part),
        tuple(PlainLine(say(text), note, place) for place, text, note in lines),
    )

"""Where a case stands and what comes next, and the page on which work on it goes on."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from screening.casework.assessment.second_reader import needs_second
from screening.casework.content.edition import Content, content_of
from screening.casework.interview import conflicts, consent, interpreter, record_sheet
from screening.casework.interview.interview import AGAIN, Interview
from screening.casework.view_models import LINE, SheetRow, SheetView
from screening.domain.case import child_and_shelter, inspections
from screening.domain.case.case import Case, fold
from screening.domain.case.inspections import Site
from screening.domain.case.places import PREFER, Place
from screening.domain.events.allowed_values import IDENTIFICATION
from screening.domain.events.catalogue import Recorded
from screening.domain.known import held, outcomes, promises
from screening.errors import ScreeningError
from screening.store import Vault
from screening.wording.catalogue.decision_lines import decided_line
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


def whole(vault: Vault, code: str, recorded: Iterable[Recorded] | None = None) -> Case | None:
    """The case, from its entries where they were read already; None where they cannot be put together."""
    try:
        return fold(code, vault.events(code) if recorded is None else recorded)
    except ScreeningError:
        raise
    except Exception:
        return None


def minutes_at(vault: Vault, site: Site | None) -> tuple[int, ...]:
    """How long the talks took of an inspection that is going on; nothing where there is none (BI2)."""
    if site is None:
        return ()
    found = (whole(vault, head.case) for head in vault.listed_cases(0, -1))
    return inspections.minutes((case for case in found if case is not None), site.id)


def next_place(interview: Interview) -> str:
    """Where work on the case goes on when no place was kept."""
    case = interview.case
    if case.taken_back:
        return consent.TAKEN_BACK if case.stopped else _before_talk(interview) or "consent"
    if case.referrals.overdue(datetime.date.today()):
        return "follow"
    if case.assessed is not None and not _goes_on(interview) and not interview.reachable("papers"):
        return "papers"
    if case.view is not None and not _goes_on(interview) and not interview.reachable("reading"):
        return "reading"
    if case.stopped in AGAIN:
        return "session"
    if case.stopped:
        return child_and_shelter.CHILD if interview.child_lacks() else "own-view"
    if before := _before_talk(interview):
        return before
    if not case.decided_now("talk"):
        return "consent"
    if interpreter.waits(case):
        return PREFER
    said = case.offered or case.answers or case.words
    return interview.next_place(Place.LISTENING if said else PREFER)


def _goes_on(interview: Interview) -> bool:
    """Whether another session of the talk is open since the officer's own view was written."""
    case, view = interview.case, interview.last_view
    return view is not None and not case.stopped and case.viewed_in[view.digest] < case.sessions.number


def _before_talk(interview: Interview) -> str:
    if not interview.gate().passed:
        return "gate"
    return "language" if interview.case.language is None else ""


def place_text(place: str, item: str = "") -> str:
    """The place as it is kept in the vault for an exact return."""
    return json.dumps({"page": place, "item": item})


def parse_place(text: str, interview: Interview) -> tuple[str, str]:
    """The page and the open item from a kept place; where work goes on when it cannot be used."""
    try:
        kept = json.loads(text)
        page, item = str(kept["page"]), str(kept.get("item", ""))
    except (ValueError, KeyError, TypeError):
        return next_place(interview), ""
    again = interview.case.stopped in AGAIN and interview.case.view is None
    waits = bool(interview.case.stopped and interview.child_lacks())
    away = interview.case.taken_back and interview.case.stopped
    if again or waits or away or page not in interview.places() or interview.reachable(page):
        return next_place(interview), ""
    return page, item


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """Where a case stands and what comes next, by the names of the texts that word it, without a word of a person."""

    state: str
    state_n: int = 0
    todo: str = ""
    todo_n: int = 0
    setting: str = ""
    edition: str = ""
    """The edition that is not at hand, where that is the state."""
    finished: bool = False
    """Whether the talk is over and what came of it has left the program: only replies may still come."""


STATES = (
    "stopped.withdrawn", "overdue", "promise-late", "papers-made", "reading-open", "view-written", "stopped.finished",
    "stopped.ring_back", "stopped.later", "stopped.ended_at_gate", "at-gate", "talking", "empty", "edition-missing",
    "not-shown",
)  # fmt: skip
TODOS = (
    "", "taken-back", "go-on", "ring", "promise", "slip", "papers", "reading", "child", "view", "second", "settle",
    "not-shown", "delete",
)  # fmt: skip
COUNTED = ("overdue", "promise-late", "settle")
"""Names whose words go by a number."""


def standing_of(content: Content, case: Case | None, words: Words, role: str, today: datetime.date) -> CaseStatus:
    """Return where a case stands on a day; of one that cannot be put together (None) or worded, that it is not shown.

    A case whose edition is not at hand stands in the list all the same, and says so.
    """
    if case is None:
        return NOT_SHOWN
    try:
        own = content_of(case, content)
    except ScreeningError as trouble:
        return NOT_SHOWN if trouble.code == "no-such-country" else CaseStatus("edition-missing", edition=case.edition)
    try:
        return _standing(Interview(own, case, words, role), today)
    except Exception:
        return NOT_SHOWN


NOT_SHOWN = CaseStatus("not-shown", todo="not-shown")
"""Of a case that can be read plainly, or erased."""


def worded_state(state: str, number: int, words: Words, edition: str = "") -> str:
    """Return a state of STATES in words."""
    if state in COUNTED:
        return words.say_count(f"case.{state}", number)
    return words.say_with(f"case.{state}", {"n": number, "edition": edition})


def worded_next(todo: str, number: int, words: Words) -> str:
    """Return the next step, one of TODOS, in words."""
    if todo in COUNTED:
        return words.say_count(f"case.todo.{todo}", number)
    return words.say(f"case.todo.{todo}") if todo else ""


def worded_setting(setting: str, words: Words) -> str:
    """Return where the talk took place in words, "" for none that this edition knows."""
    return words.say(f"setting.{setting}.title") if setting else ""


def _standing(interview: Interview, today: datetime.date) -> CaseStatus:
    case = interview.case
    overdue = len(case.referrals.overdue(today))
    late = sum(each.overdue(today) for each in promises.of(case))
    state_n = todo_n = 0
    if case.taken_back:
        state, todo = "stopped.withdrawn", "taken-back" if case.stopped else "go-on"
    elif overdue:
        state, state_n, todo = "overdue", overdue, "ring"
    elif late:
        state, state_n, todo = "promise-late", late, "promise"
    elif child_and_shelter.papers_out(case):
        state, todo = "papers-made", "slip"
    elif case.assessed is not None and interview.written is not None and not _goes_on(interview):
        state, todo = "reading-open", "papers"
    elif interview.written is not None and not _goes_on(interview):
        state, todo = "view-written", "reading"
    elif case.stopped:
        state, todo = f"stopped.{case.stopped}", "child" if interview.child_lacks() else "view"
    elif next_place(interview) == Place.GATE:
        state, todo = "at-gate", "go-on"
    else:
        state, state_n, todo = "talking", len(case.answers), "go-on"
    if needs_second(case):
        todo = "second"
    if differ := conflicts.count(interview):
        todo, todo_n = "settle", differ
    # A case from another laptop may name what this edition does not know.
    known = {row["id"] for row in interview.protocol.tables["settings"].get("setting", ())}
    setting = case.setting if case.setting in known and case.setting_chosen else ""
    return CaseStatus(state, state_n, todo, todo_n, setting, finished=is_finished(interview))


def is_finished(interview: Interview) -> bool:
    """Return whether the talk is over, the officer's view and the assessment stand, and a paper left or none is to."""
    case = interview.case
    over = bool(case.stopped) and case.stopped not in AGAIN and not case.taken_back
    weighed = interview.written is not None and case.assessed is not None and not _goes_on(interview)
    passed_on = child_and_shelter.papers_out(case) or bool(case.referrals.no_referral)
    return over and weighed and passed_on and not interview.child_lacks()


def summary(interview: Interview, today: datetime.date, *, pin: bool) -> SheetView:
    """Return what a finished case opens on: where each part of it stands, then the record.

    What carries a result is named, and says that the officer's PIN opens it where there is a ``pin``.
    """
    words, case = interview.words, interview.case
    say, many = words.say, words.say_count
    standing = standing_of(interview.content, case, words, interview.role, today)

    def day(at: str) -> str:
        return format_date(at[:10], words.language) if at else ""

    state = worded_state(standing.state, standing.state_n, words, standing.edition)
    head = (state, worded_setting(standing.setting, words), say("page.summary.begun", day=day(case.opened_at)))

    def sealed(text: str, at: str) -> str:
        told = say(text, day=day(at))
        return f"{told} {say('page.summary.pin')}" if pin else told

    sent = [each for each in case.referrals.sent.values() if each.sent_at]
    waiting = sum(not each.answered for each in sent)
    promised = sum(not each.outcome for each in promises.of(case))
    view, reading = interview.written, case.assessed
    last = outcomes.decisions(case, IDENTIFICATION)[-1:]
    decided = [decided_line(each.event, words, paper=False) for each in last]
    still_open = (("page.summary.waiting", waiting), ("page.summary.promised", promised))
    lines = [
        (Place.FOLLOW, "rail.follow", " · ".join(many(text, n) for text, n in still_open if n)),
        (Place.DECISIONS, "page.decisions.title", " · ".join(decided)),
        (Place.TAKING, "rail.taking", many("page.summary.sent", len(sent)) if sent else say("follow.none-sent")),
        (Place.PAPERS, "rail.papers", many("page.summary.papers", len(held.papers(case)))),
        (Place.ASSESSMENT, "rail.reading", sealed("page.summary.opened", reading.at if reading else "")),
        (Place.OWN_VIEW, "rail.own-view", sealed("page.summary.written", view.at if view else "")),
        (Place.SESSION, "page.session.title", many("page.summary.sessions", max(1, len(case.sessions.began)))),
        (Place.HANDOVER, "page.handover.title", ""),
        (Place.WITHDRAW, "page.summary.withdraw", ""),
    ]  # fmt: skip
    if case.consented("identity") == "yes":
        lines.insert(5, (Place.IDENTITY, "page.identity.title", ""))
    return SheetView(
        say("page.summary.title"),
        " · ".join(part for part in head if part),
        (
            *(SheetRow(LINE, say(text), place, note, f"{say(text)}. {note}") for place, text, note in lines),
            *record_sheet.rows(interview),
        ),
    )

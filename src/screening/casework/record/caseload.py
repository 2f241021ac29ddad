"""The officer's cases without names: where each stands and what comes next."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable

from screening.casework.assessment.second_reader import needs_second
from screening.casework.edition import Content, content_of
from screening.casework.interview import consent, interpreter
from screening.casework.interview.interview import AGAIN, Interview
from screening.casework.view_models import CaseloadView, CaseRow, ListPart
from screening.domain.case import child_and_shelter, inspections
from screening.domain.case.case import Case, fold
from screening.domain.case.concurrent_entries import contested_decisions
from screening.domain.case.inspections import Site
from screening.domain.case.places import PREFER, Place
from screening.errors import ScreeningError
from screening.store import CaseHead, Vault
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


def gathered(vault: Vault, heads: Iterable[CaseHead]) -> list[Case | str]:
    """The cases of a part of the list; of one that cannot be put together only its code."""
    return [whole(vault, head.case) or head.case for head in heads]


def whole(vault: Vault, code: str) -> Case | None:
    """The case; None where what somebody wrote into it cannot be put together."""
    try:
        return fold(code, vault.events(code))
    except ScreeningError:
        raise
    except Exception:
        return None


def minutes_at(vault: Vault, site: Site | None) -> tuple[int, ...]:
    """How long the talks took of an inspection that is going on; nothing where there is none (BI2)."""
    if site is None:
        return ()
    found = (whole(vault, head.case) for head in vault.case_heads(0, -1))
    return inspections.minutes((case for case in found if case is not None), site.id)


def caseload(
    content: Content, cases: Iterable[Case | str], words: Words, role: str, part: ListPart | None = None
) -> CaseloadView:
    """The list page, in the order in which the cases are given. ``content`` is the edition in use.

    One case that cannot be worded does not keep the others from being listed.
    """
    rows = tuple(_one_row(content, case, words, role) for case in cases)
    part = part or ListPart(len(rows))
    lead = words.say_count("page.cases.count", part.total)
    if len(rows) < part.total:
        lead = words.say("page.cases.part", first=part.first + 1, last=part.first + len(rows), total=part.total)
    return CaseloadView(
        part=part,
        title=words.say("page.cases.title"),
        lead=lead,
        rows=rows,
        empty=words.say("page.cases.empty"),
        headings=(
            words.say("page.cases.case"),
            words.say("page.cases.stands"),
            words.say("page.cases.next"),
            words.say("page.cases.opened"),
        ),
    )


def next_place(interview: Interview) -> str:
    """Where work on the case goes on when no place was kept."""
    case = interview.case
    if case.taken_back:
        return consent.TAKEN_BACK if case.stopped else _before_talk(interview) or "consent"
    if case.referrals.overdue(datetime.date.today()):
        return "follow"
    if case.reading is not None and not _goes_on(interview) and not interview.reachable("papers"):
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


def _one_row(content: Content, case: Case | str, words: Words, role: str) -> CaseRow:
    if isinstance(case, str):
        return _not_shown(case, words)
    try:
        return _case_row(content, case, words, role)
    except Exception:
        return _not_shown(case.code, words)


def _case_row(content: Content, case: Case, words: Words, role: str) -> CaseRow:
    """A row; a case whose edition is not at hand stands in the list all the same, and says so."""
    try:
        own = content_of(case, content)
    except ScreeningError:
        lost = words.say("case.edition-missing", edition=case.edition)
        return CaseRow(case.code, lost, "", "", _day(case, words), "")
    return _row(Interview(own, case, words, role))


def _day(case: Case, words: Words) -> str:
    opened = case.opened_at[:10]
    return format_date(opened, words.language) if opened else ""


def _not_shown(code: str, words: Words) -> CaseRow:
    """A case that this program cannot word, whoever wrote it: listed all the same, to be read plainly or erased."""
    return CaseRow(code, words.say("case.not-shown"), "", words.say("case.todo.not-shown"), "", "")


def _row(interview: Interview) -> CaseRow:
    case, say = interview.case, interview.words.say
    place = next_place(interview)
    today = datetime.date.today()
    overdue = len(case.referrals.overdue(today))
    late = sum(each.overdue(today) for each in case.referrals.promises.values())
    if case.taken_back:
        state, todo = say("case.stopped.withdrawn"), say("case.todo.taken-back" if case.stopped else "case.todo.go-on")
    elif overdue:
        state, todo = interview.words.say_count("case.overdue", overdue), say("case.todo.ring")
    elif late:
        state, todo = interview.words.say_count("case.promise-late", late), say("case.todo.promise")
    elif child_and_shelter.papers_out(case):
        state, todo = say("case.papers-made"), say("case.todo.slip")
    elif case.reading is not None and interview.written is not None and not _goes_on(interview):
        state, todo = say("case.reading-open"), say("case.todo.papers")
    elif interview.written is not None and not _goes_on(interview):
        state, todo = say("case.view-written"), say("case.todo.reading")
    elif case.stopped:
        waits = "child" if interview.child_lacks() else "view"
        state, todo = say(f"case.stopped.{case.stopped}"), say(f"case.todo.{waits}")
    elif place == Place.GATE:
        state, todo = say("case.at-gate"), say("case.todo.go-on")
    else:
        state, todo = say("case.talking", n=len(case.answers)), say("case.todo.go-on")
    if needs_second(case):
        todo = say("case.todo.second")
    if differ := len(case.contested) + len(contested_decisions(case.consent_heads)):
        todo = interview.words.say_count("case.todo.settle", differ)
    day = _day(case, interview.words)
    # A case from another laptop may name what this edition does not know.
    known = {row["id"] for row in interview.protocol.tables["settings"].get("setting", ())}
    where = say(f"setting.{case.setting}.title") if case.setting in known else ""
    return CaseRow(case.code, state, where, todo, day, place)

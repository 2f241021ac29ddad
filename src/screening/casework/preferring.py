"""With whom the person would rather talk, how they follow, and the interpreter's card (IN15, LA7, LA12-LA15)."""

from __future__ import annotations

from screening.casework.interviewing import Interview
from screening.casework.notes import NotesView, Rows
from screening.domain import sessions
from screening.domain.events import Event

PAGE = "prefer"
WHOM = ("woman", "man", "either")
FOLLOW = ("listen", "read", "interpreter")
TIES = ("none", "workplace", "agent", "family", "community", "unknown")
"""What ties an interpreter may have; only none leaves them beside the person."""
CARD = ("code", "sex", "where", "ties", "briefed", "promised", "all-right", "remarks")
"""What is kept of the interpreter in hand: a code, never a name."""


def prefer_view(interview: Interview) -> NotesView:
    """Asked before the first topic; what cannot be had today is written down and raised at referral."""
    rows, say = Rows(interview, PAGE), interview.words.say
    whom = tuple((name, say(f"page.prefer.{name}")) for name in WHOM)
    yes_no = (("yes", say("answer.yes")), ("no", say("answer.no")))
    for name in ("officer", "interpreter"):
        rows.choice(name, rows.pair(f"prefer.{name}"), whom)
        rows.choice(f"{name}-today", "page.prefer.today", yes_no)
        if rows.value(f"{name}-today") == "no":
            rows.said("prefer.not-today")
    rows.choice("follow", rows.pair("picker.how"), tuple((name, say(f"page.prefer.{name}")) for name in FOLLOW))
    rows.line("second", rows.pair("picker.second")).line("dialect", "page.prefer.dialect")
    rows.heading("page.prefer.interpreting").said(
        "interpreter.whole", "interpreter.first-person", "interpreter.no-advice"
    )
    rows.said("interpreter.ties").line("code", "page.prefer.code", say("page.prefer.code-help"))
    rows.choice("sex", "page.prefer.sex", whom[:2])
    rows.choice("where", "page.prefer.where", tuple((name, say(f"page.prefer.{name}")) for name in ("here", "phone")))
    if rows.value("where") == "phone":
        card = interview.number("interpreter")
        rows.info(f"{card.title}: {card.number or card.note}").said("interpreter.phone")
    rows.choice("ties", "page.prefer.ties", tuple((name, say(f"page.prefer.tie-{name}")) for name in TIES))
    rows.choice("briefed", "page.prefer.briefed", yes_no).choice("promised", "page.prefer.promised", yes_no)
    rows.said("interpreter.alone").asked("all-right", rows.pair("interpreter.all-right"))
    if _steps_back(rows):
        rows.info(say("page.prefer.ends")).said("interpreter.change")
    rows.words("remarks", "page.prefer.remarks", say("page.prefer.remarks-help"))
    return rows.act("interpreter-replace", "page.prefer.replace").view("page.prefer.title", "page.prefer.lead")


def replace_interpreter(interview: Interview) -> tuple[Event, ...]:
    """The card begins empty for another interpreter; the notes about the first stay in the record's chain."""
    kept = [name for name in CARD if interview.case.sessions.note(PAGE, name)]
    return tuple(sessions.write(PAGE, name, "") for name in kept) or (sessions.write(PAGE, "code", ""),)


def _steps_back(rows: Rows) -> bool:
    tied = rows.value("ties") not in ("", "none") or rows.value("all-right") not in ("", "yes")
    return tied or "no" in (rows.value("briefed"), rows.value("promised"))

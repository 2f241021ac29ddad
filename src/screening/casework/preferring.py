"""With whom the person would rather talk, and whether the interpreter is all right for them (IN15, LA12-LA15)."""

from __future__ import annotations

from screening.casework.interviewing import Interview
from screening.casework.notes import NotesView, Rows

WHOM = ("woman", "man", "either")
TIES = ("none", "workplace", "agent", "family", "community", "unknown")
"""What ties an interpreter may have; only none leaves them beside the person."""


def prefer_view(interview: Interview) -> NotesView:
    """Asked before the first topic; what cannot be had today is written down and raised at referral."""
    rows, say = Rows(interview, "prefer"), interview.words.say
    whom = tuple((name, say(f"page.prefer.{name}")) for name in WHOM)
    for name in ("officer", "interpreter"):
        rows.choice(name, rows.pair(f"prefer.{name}"), whom)
        rows.choice(f"{name}-today", "page.prefer.today", (("yes", say("answer.yes")), ("no", say("answer.no"))))
        if rows.value(f"{name}-today") == "no":
            rows.said("prefer.not-today")
    rows.heading("page.prefer.interpreting").said(
        "interpreter.whole", "interpreter.first-person", "interpreter.no-advice"
    )
    rows.said("interpreter.ties").line("code", "page.prefer.code", say("page.prefer.code-help"))
    rows.choice("ties", "page.prefer.ties", tuple((name, say(f"page.prefer.tie-{name}")) for name in TIES))
    rows.said("interpreter.alone").asked("all-right", rows.pair("interpreter.all-right"))
    if rows.value("ties") not in ("", "none") or rows.value("all-right") not in ("", "yes"):
        rows.info(say("page.prefer.ends")).said("interpreter.change")
    return rows.said("interpreter.phone").view("page.prefer.title", "page.prefer.lead")

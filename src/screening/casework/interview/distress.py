"""When it becomes too much (DI1-DI3): what may be seen, what to offer, what to do when someone speaks of dying."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.domain.events.catalogue import AnswerGiven

HELP = {"medical": ("emergency",), "counsellor": ("focal-point", "shelter")}
"""Whom the choices of the care card ring, by entries of the directory."""


def after_harm(interview: Interview) -> bool:
    """Return whether the answer recorded last is to a harm item; whatever it was, the question was heard (IN9, DI5)."""
    items, last, harm = interview.protocol.items, -1, False
    for name, heads in reversed(list(interview.case.heads.items())):
        # The newest stand at the end, so that most are passed over by their number alone.
        if heads[-1].lamport >= last and name in items and isinstance(heads[-1].event, AnswerGiven):
            last, harm = heads[-1].lamport, items[name].harm
    return harm


def help_view(interview: Interview) -> NotesView:
    """Signs without judgement, words to offer, and whom to ring."""
    rows, care = Rows(interview, "help"), interview.protocol.tables["care"]
    rows.said("care-for.ordinary", "care-for.choose", "care-for.beside")
    rows.act("care-break", "care.choice.break", main=True).act("care-stop", "care.choice.stop")
    for choice, names in HELP.items():
        rows.heading(f"care.choice.{choice}").said("care-for.doctor" if choice == "medical" else "care-for.counsellor")
        _numbers(interview, rows, names)
    rows.heading("care.signs.title")
    for sign in care["sign"]:
        rows.info(rows.say(f"care.sign.{sign['id']}"))
    rows.info(rows.say("care.signs.note"))
    return rows.view("page.help.title", "page.help.lead")


def suicide_view(interview: Interview) -> NotesView:
    """Talk of dying has a card of its own: stay, ask, ring (DI3)."""
    rows, card = Rows(interview, "suicide"), interview.protocol.tables["care"]["suicide"]
    rows.said("care.suicide.said", "care.suicide.asked")
    for step in ("step1", "step2", "step3"):
        rows.info(rows.say(f"care.suicide.{step}"))
    _numbers(interview, rows, card["numbers"])
    return rows.act("care-stop", "care.choice.stop").view("care.suicide.title")


def _numbers(interview: Interview, rows: Rows, names: tuple[str, ...] | list[str]) -> None:
    for name in names:
        rows.info(interview.number(name).line)

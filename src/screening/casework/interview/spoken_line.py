"""Make one line that is spoken: its texts in both languages, whether it was said today, and its answer."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import LineOption, LineView
from screening.casework.view_models import Pair
from screening.wording.catalogue.languages import format_time


def line(
    talk: Interview,
    name: str,
    title: str,
    *texts: str,
    number: str = "",
    question: str = "",
    options: tuple[LineOption, ...] = (),
    value: str = "",
    note: str = "",
) -> LineView:
    """Return a line of these texts, which are said one after the other, with whether it was said in this session."""
    said = talk.case.sessions.said_now(name)
    pairs = tuple(talk.pair(each) for each in texts)
    return LineView(
        name,
        title,
        Pair(" ".join(each.own for each in pairs), " ".join(each.theirs for each in pairs)),
        (*texts, question) if question else texts,
        number,
        talk.pair(question) if question else None,
        options,
        format_time(said.at, talk.words.language) if said is not None else "",
        value,
        note,
    )


def yes_no_later(talk: Interview) -> tuple[LineOption, ...]:
    """Return the answers to a decision, in both languages."""
    texts = (("yes", "answer.yes", "circle"), ("no", "answer.no", "square"), ("later", "line.later", "triangle"))
    return tuple(LineOption(name, talk.pair(text), shape) for name, text, shape in texts)

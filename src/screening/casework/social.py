"""What goes into the Protection Officer's report: sentence by sentence, field by field; and the person's copy (SH5)."""

from __future__ import annotations

import hashlib
import re

from screening.casework import taking
from screening.casework.interviewing import Interview
from screening.casework.referral_views import Choice
from screening.domain.case import Case
from screening.domain.events import Event
from screening.domain.interview import ACCOUNT
from screening.errors import NotAccepted
from screening.referral.form_file import NOTES

SHEET = "social"
OWN_COPY = "own-copy"
FIELDS = tuple(name for name, sheets in NOTES.items() if SHEET in sheets)
LEFT_OUT = "[…]"
"""Stands where a sentence was not chosen: nobody takes a part for the whole."""
_ENDS = re.compile(r"(?<=[.!?…。！？။។۔؟])[\s\u200b]+|\n+")


def sentences(text: str) -> tuple[str, ...]:
    """The text cut after full stops of any script and at new lines; a text without either is one piece."""
    return tuple(piece.strip() for piece in _ENDS.split(text) if piece.strip())


def chosen_words(case: Case) -> tuple[tuple[str, str, str], ...]:
    """Topic, text and how of the words that were chosen. Nothing is chosen by itself, and a sentence that was written
    anew is not chosen any more."""
    found: list[tuple[str, str, str]] = []
    for each in case.words:
        pieces = sentences(each.text)
        kept = [_is_chosen(case, each.topic, piece) for piece in pieces]
        if any(kept):
            said: list[str] = []
            for piece, keep in zip(pieces, kept, strict=True):
                if keep:
                    said.append(piece)
                elif not said or said[-1] != LEFT_OUT:
                    said.append(LEFT_OUT)
            found.append((each.topic, " ".join(said), each.how.value))
    return tuple(found)


def struck(case: Case) -> frozenset[str]:
    """Fields that the person had struck out."""
    return frozenset(name for name in FIELDS if case.referrals.note(SHEET, f"field:{name}") == "out")


def own_copy(case: Case) -> bool:
    """Whether the person asked for a copy of their own and said that it is safe to have."""
    return case.referrals.note(SHEET, OWN_COPY) == "yes"


def choices(interview: Interview) -> tuple[Choice, ...]:
    """Every field with something in it, then every sentence of the person's words, and whether each goes in."""
    say, case = interview.words.say, interview.case
    out = struck(case)
    found = [
        Choice(f"field:{name}", say(f"form.note.{name}"), name not in out)
        for name in FIELDS
        if (case.referrals.note("paper", name) or case.closing.get(name, "")).strip()
    ]
    for each in case.words:
        topic = say("page.listening.title" if each.topic == ACCOUNT else f"topic.{each.topic}.title")
        found += [
            Choice(_key(each.topic, piece), f"{topic}: {piece}", _is_chosen(case, each.topic, piece))
            for piece in sentences(each.text)
        ]
    return tuple({each.id: each for each in found}.values())


def choose(interview: Interview, name: str, on: bool) -> Event | None:
    """One choice; None when it stands so already. Raises NotAccepted("no-such-choice")."""
    if name != OWN_COPY and name not in {each.id for each in choices(interview)}:
        raise NotAccepted("no-such-choice", place="social")
    if name.startswith("field:"):
        return taking.note(interview, SHEET, name, "" if on else "out")
    return taking.note(interview, SHEET, name, "yes" if on else "")


def _key(topic: str, piece: str) -> str:
    return "words:" + hashlib.sha256(f"{topic}\n{piece}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_chosen(case: Case, topic: str, piece: str) -> bool:
    return case.referrals.note(SHEET, _key(topic, piece)) == "yes"

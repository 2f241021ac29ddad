"""What goes into the Protection Officer's report: sentence by sentence, field by field; and the person's copy (SH5)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from screening.casework.interview import note_pages
from screening.casework.interview.interview import Interview
from screening.casework.view_models import Choice
from screening.documents.forms.facts import Told
from screening.documents.forms.loader import NOTES
from screening.documents.forms.sheet_content import SHORT
from screening.domain.case.case import Case, Spoken
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import Event
from screening.domain.known import known
from screening.errors import NotAccepted

SHEET = "social"
OWN_COPY = "own-copy"
FIELDS = tuple(name for name, sheets in NOTES.items() if SHEET in sheets)
READ = "read:"
"""Before the name of a choice: that the person has read or heard that part."""
UNREAD = frozenset({"field:heard", *(f"field:{name}" for name in SHORT)})
"""What is not read back: dates as they stand in an order, and the line about reading itself."""
LEFT_OUT = "[…]"
"""Stands where a sentence was not chosen: nobody takes a part for the whole."""
_ENDS = re.compile(r"(?<=[.!?…。！？။។۔؟])[\s\u200b]+|\n+")


def sentences(text: str) -> tuple[str, ...]:
    """Return the text cut after full stops of any script and at new lines; a text without either is one piece."""
    return tuple(piece.strip() for piece in _ENDS.split(text) if piece.strip())


def words_for_paper(words: Sequence[Spoken]) -> tuple[Told, ...]:
    """Return the person's words for a paper. Where a topic has words of more than one session, each says when (DM3)."""
    sessions = {each.topic: {other.session for other in words if other.topic == each.topic} for each in words}
    return tuple(
        Told(each.topic, each.text, each.how.value, each.at if len(sessions[each.topic]) > 1 else "") for each in words
    )


def chosen_words(case: Case) -> tuple[Told, ...]:
    """Return the words that were chosen. Nothing is chosen by itself, and a sentence that was written anew is not
    chosen any more."""
    found: list[Told] = []
    for each in words_for_paper(case.words):
        pieces = sentences(each.text)
        kept = [_is_chosen(case, each.topic, piece) for piece in pieces]
        if any(kept):
            said: list[str] = []
            for piece, keep in zip(pieces, kept, strict=True):
                if keep:
                    said.append(piece)
                elif not said or said[-1] != LEFT_OUT:
                    said.append(LEFT_OUT)
            found.append(each._replace(text=" ".join(said)))
    return tuple(found)


def struck(case: Case) -> frozenset[str]:
    """Fields that the person had struck out."""
    return frozenset(name for name in FIELDS if case.referrals.note(SHEET, f"field:{name}") == "out")


def read_back(case: Case) -> frozenset[str]:
    """Fields and topics all of which the person has read or heard, as far as they go into the report (SH5)."""
    found = {f"field:{name}" for name in FIELDS if _is_read(case, f"field:{name}")}
    for topic in {each.topic for each in case.words}:
        keys = [
            _key(topic, piece) for each in case.words if each.topic == topic for piece in sentences(each.text)
            if _is_chosen(case, topic, piece)
        ]  # fmt: skip
        if keys and all(_is_read(case, key) for key in keys):
            found.add(topic)
    return frozenset(found)


def own_copy(case: Case) -> bool:
    """Return whether the person asked for a copy of their own and said that it is safe to have."""
    return case.referrals.note(SHEET, OWN_COPY) == "yes"


def choices(interview: Interview) -> tuple[Choice, ...]:
    """Return every field with something in it, then every sentence of the person's words, and whether each goes in;
    below each that goes in, whether the person has read or heard it."""
    say, case = interview.words.say, interview.case
    out = struck(case)
    found = [
        Choice(f"field:{name}", say(f"form.note.{name}"), name not in out)
        for name in FIELDS
        if known.stands(known.recorded(case, name))
    ]
    for each in case.words:
        topic = say("page.listening.title" if each.topic == ACCOUNT else f"topic.{each.topic}.title")
        found += [
            Choice(_key(each.topic, piece), f"{topic}: {piece}", _is_chosen(case, each.topic, piece))
            for piece in sentences(each.text)
        ]
    shown: dict[str, Choice] = {}
    for part in found:
        shown[part.id] = part
        if part.chosen and part.id not in UNREAD:
            read = READ + part.id
            shown[read] = Choice(read, say("social.read-back", item=part.text), _is_read(case, part.id))
    return tuple(shown.values())


def choose(interview: Interview, name: str, on: bool) -> Event | None:
    """One choice; None when it stands so already. Raises NotAccepted("no-such-choice")."""
    if name != OWN_COPY and name not in {each.id for each in choices(interview)}:
        raise NotAccepted("no-such-choice", place="social")
    if name.startswith("field:"):
        return note_pages.note(interview, SHEET, name, "" if on else "out")
    return note_pages.note(interview, SHEET, name, "yes" if on else "")


def _key(topic: str, piece: str) -> str:
    return "words:" + hashlib.sha256(f"{topic}\n{piece}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_read(case: Case, name: str) -> bool:
    return case.referrals.note(SHEET, READ + name) == "yes"


def _is_chosen(case: Case, topic: str, piece: str) -> bool:
    return case.referrals.note(SHEET, _key(topic, piece)) == "yes"

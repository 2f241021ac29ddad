"""Words of the account that the officer marked, each tied to a sign, so that the reading can quote them."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.domain.answers import Answer
from screening.domain.case import sessions
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import Event

PAGE = "marked"


def tie(interview: Interview, item: str, quote: str) -> tuple[Event, ...]:
    """Tie the marked words to this sign, which is recorded as told where it is not yet."""
    given = interview.case.answers.get(item)
    marked = sessions.write(PAGE, item, quote.strip())
    if given is not None and given.answer is Answer.YES:
        return (marked,)
    told = interview.protocol.items[item].kind == "ask"
    return (interview.answer(item, "yes", "told" if told else None), marked)


def untie(interview: Interview, item: str) -> tuple[Event, ...]:
    """Take the sign back, and its words with it."""
    back = interview.take_back(item)
    return (back, sessions.write(PAGE, item, "")) if quote(interview, item) else (back,)


def quote(interview: Interview, item: str) -> str:
    """Return the words marked for a sign, "" for none; only while they stand in the account as they were marked."""
    marked = interview.case.sessions.note(PAGE, item)
    return marked if marked and any(marked in text for text in _accounts(interview)) else ""


def spans(interview: Interview, account: str) -> tuple[tuple[int, int], ...]:
    """Return where the marked words stand in an account: beginning and length, in its order."""
    found = set()
    for item in interview.protocol.items:
        marked = interview.case.sessions.note(PAGE, item)
        if marked and (at := account.find(marked)) >= 0:
            found.add((at, len(marked)))
    return tuple(sorted(found))


def _accounts(interview: Interview) -> list[str]:
    return [each.text for each in interview.case.words if each.topic == ACCOUNT]

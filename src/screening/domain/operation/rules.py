"""What may happen in an operation now: each function returns the event, or says why not."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

from screening.domain.answers import Answer
from screening.domain.events import operation as ev
from screening.domain.operation.operation import CLOSED, OPEN, NumberedPerson, Operation
from screening.errors import NotAccepted

PREFIX = re.compile(r"[A-Z]{1,2}")
NUMBER = re.compile(r"[A-Z]{1,2}-[0-9]{3,4}")
MOST = 9999
LOOKED = ("safe", "child", "hurt")
"""What is looked at first, each with an answer."""
WISHES = ("woman", "man", "either")
NEED = "need:"
"""How the lines begin for the drawn signs that were pointed at, where no language is shared; behind it the sign."""
CARE = ("need:doctor", "need:medicine")
"""Signs that order the queue."""
OTHER = "other"
"""A language that this program has no pack of: an interpreter is needed all the same."""
LONGEST_WHERE = 200


def begin(sort: str, edition: str, card: str, *, practice: bool = False) -> tuple[ev.OperationEvent, ...]:
    """Begin an operation: this laptop, by the number of its card, gives the first numbers.

    Raises NotAccepted("operation-needs-sort").
    """
    if sort not in ev.SORTS:
        raise NotAccepted("operation-needs-sort")
    return ev.OperationOpened(sort, edition, practice), ev.LaptopNamed(card, "A")


def name_laptop(operation: Operation, card: str, prefix: str = "") -> ev.LaptopNamed:
    """Let a laptop take part; without a ``prefix`` it gets the next letter that nobody has.

    Raises NotAccepted: ``operation-prefix`` for what is no letter or two, ``operation-prefix-taken``.
    """
    _goes_on(operation)
    taken = {each for name, each in operation.laptops.items() if name != card}
    wanted = prefix.strip().upper() or next(each for each in _letters() if each not in taken)
    if not PREFIX.fullmatch(wanted):
        raise NotAccepted("operation-prefix")
    if wanted in taken:
        raise NotAccepted("operation-prefix-taken", prefix=wanted)
    return ev.LaptopNamed(card, wanted)


def _letters() -> Iterable[str]:
    signs = [chr(each) for each in range(ord("A"), ord("Z") + 1)]
    return (*signs, *(first + second for first in signs for second in signs))


def next_number(operation: Operation, card: str) -> str:
    """Return the next number of a laptop, by its card. Raises as ``next_numbers``."""
    return next_numbers(operation, card, 1)[0]


def next_numbers(operation: Operation, card: str, many: int) -> tuple[str, ...]:
    """Return so many numbers that a laptop gives next: its prefix and one more than the highest that is known.

    Raises NotAccepted("operation-laptop-unnamed"), ("operation-full").
    """
    prefix = operation.laptops.get(card)
    if prefix is None:
        raise NotAccepted("operation-laptop-unnamed")
    known = [number for person in operation.people.values() for number in (person.number, *person.former)]
    counts = [int(each.partition("-")[2]) for each in known if each.startswith(f"{prefix}-") and NUMBER.fullmatch(each)]
    last = max(counts, default=0)
    if last + many > MOST:
        raise NotAccepted("operation-full")
    return tuple(f"{prefix}-{last + each:03}" for each in range(1, many + 1))


def give_number(operation: Operation, card: str) -> ev.NumberGiven:
    """Give the next number to somebody. Raises what ``next_number`` raises, and ("operation-is-closed")."""
    _goes_on(operation)
    return ev.NumberGiven(secrets.token_hex(8), next_number(operation, card))


def give_another(operation: Operation, person: str, card: str) -> ev.NumberGiven:
    """Give somebody another number in the place of theirs, where two people have one. Raises as ``give_number``."""
    _goes_on(operation)
    return ev.NumberGiven(_known(operation, person).id, next_number(operation, card))


def note(operation: Operation, person: str, line: str, value: str) -> ev.LookNoted | None:
    """Note an answer of the look; the same again takes it back to not asked. None where there is nothing to note.

    Raises NotAccepted("operation-answer") for an answer that the line does not have.
    """
    _goes_on(operation)
    known = _known(operation, person)
    allowed = {"wish": WISHES}.get(line, tuple(Answer))
    if line != "language" and value and value not in allowed:
        raise NotAccepted("operation-answer")
    before = known.answers(line)
    after = "" if before == {value} and line != "language" else value
    if before == ({after} if after else frozenset()):
        return None
    return ev.LookNoted(known.id, line, after, tuple(each.digest for each in known.look.get(line, ())))


def finish_look(operation: Operation, person: str) -> ev.LookTaken:
    """Say that the look at somebody is done. Raises NotAccepted("operation-look-first") before safety was looked at."""
    _goes_on(operation)
    known = _known(operation, person)
    if not any(known.answers(line) for line in LOOKED):
        raise NotAccepted("operation-look-first")
    return ev.LookTaken(known.id, known.number)


def begin_talk(operation: Operation, person: str, case: str) -> tuple[ev.TalkBegun, ev.CaseInOperation]:
    """Begin a private talk with somebody: what the operation, and what the case, says of it."""
    _goes_on(operation)
    known = _known(operation, person)
    language, wish = (known.answer(line) for line in ("language", "wish"))
    proposed = "" if language in (OTHER, Answer.NOT_KNOWN) else language, wish if wish in WISHES else ""
    return ev.TalkBegun(known.id, known.number, case), ev.CaseInOperation(operation.code, known.number, *proposed)


def outcome(operation: Operation, person: str, given: str, where: str = "") -> ev.OutcomeGiven:
    """Say what became of somebody, in the place of all outcomes that are known; "" takes it back.

    Raises NotAccepted: ``operation-outcome``, ``operation-no-talk`` for a talk that nobody began,
    ``operation-needs-where`` without the place that they went to, ``text-too-long``.
    """
    _goes_on(operation)
    known, place = _known(operation, person), " ".join(where.split())
    if given not in (*ev.OUTCOMES, ""):
        raise NotAccepted("operation-outcome")
    if given == "talked" and not known.cases:
        raise NotAccepted("operation-no-talk")
    if given == "transferred" and not place:
        raise NotAccepted("operation-needs-where")
    if len(place) > LONGEST_WHERE:
        raise NotAccepted("text-too-long", most=LONGEST_WHERE)
    return ev.OutcomeGiven(known.id, known.number, given, place, tuple(each.digest for each in known.outcomes))


def close(operation: Operation) -> ev.OperationClosed:
    """Close an operation, or close it again after entries came.

    Raises NotAccepted: ``operation-left-over`` (``numbers``) while somebody has no outcome that stands,
    ``operation-doubles`` (``numbers``) while two people have one number.
    """
    _readable(operation)
    if operation.state == CLOSED:
        raise NotAccepted("operation-is-closed")
    if operation.left_over:
        raise NotAccepted("operation-left-over", numbers=", ".join(each.number for each in operation.left_over))
    if operation.doubles:
        raise NotAccepted("operation-doubles", numbers=", ".join(operation.doubles))
    return ev.OperationClosed(tuple(f"{strand} {seq}" for strand, seq in sorted(operation.reach.items())))


def reopen(operation: Operation) -> ev.OperationReopened:
    """Let a closed operation go on."""
    _readable(operation)
    return ev.OperationReopened()


def _readable(operation: Operation) -> None:
    if operation.unknown:
        raise NotAccepted("written-by-newer-program")


def _goes_on(operation: Operation) -> None:
    _readable(operation)
    if operation.state != OPEN:
        raise NotAccepted("operation-is-closed")


def _known(operation: Operation, person: str) -> NumberedPerson:
    if person not in operation.people:
        raise NotAccepted("operation-no-such-number")
    return operation.people[person]

"""What papers call an item, a no to it, a line of the gate, and the ILO's eleven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.domain.scoring.ilo_rule import ELEVEN, STATES, OfEleven
from screening.wording.catalogue.answer_labels import mark_id
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


def by_state(words: Words, found: Sequence[OfEleven]) -> Iterator[str]:
    """Yield a line for each state with the names of the eleven that are in it."""
    for state in STATES:
        if names := [eleventh(words, each.id) for each in found if each.state == state]:
            yield words.say("form.eleven-state", state=words.say(f"ilo11.{state}"), names="; ".join(names))


def eleventh(words: Words, name: str) -> str:
    """Number and name of one of the ILO's eleven."""
    return words.say("ilo11.line", number=ELEVEN.index(name) + 1, name=words.say(f"ilo11.{name.lower()}"))


def mark(words: Words, item: str, *, child: bool = False) -> str:
    """What an item is called; its name as it came where this edition has no such item."""
    return words.known(mark_id(words, item, child=child), visible_text(item))


def gate_line(words: Words, line: str, choice: str) -> str:
    """Return a line of the gate with what was chosen."""
    return f"{words.say(f'gate.{line}.text')} {words.known(f'gate.{line}.{choice}', choice)}"

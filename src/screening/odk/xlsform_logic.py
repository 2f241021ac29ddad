"""Names and conditions as XLSForm writes them: three-valued, so that only a known answer ever hides an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.domain.answers import Answer
from screening.domain.protocol.conditions import All, Condition, Is, Not, Some
from screening.domain.protocol.model import GateLine, Protocol, Topic

TOPIC, WORDS, HOW, WHERE, GATE, GONE_ON = "topic_", "words_", "how_", "where_", "gate_", "gone_on_"
CONSENT, RECIPIENT, CHILD, CLOSING = "consent_", "recipient_", "child_", "closing_"
EDITION, DIGEST, SETTING, ROLE = "edition", "edition_digest", "setting", "role"
CHILD_WISHES, CARRY, DAYS, NUMBER = "child_wishes", "closing_carry", "days_kept", "number_given"
LINK, PAYMENTS, LINKS, LINK_NUMBER = "link_", "payments", "links", "link_number"
"""The chain of fees: how many payments, and the group that is repeated for each."""
PROFILE, ADDONS, LANGUAGE, FIRST = "profile", "addons", "language", "first_"
GATE_OPEN, TALK_OPEN, PRIVATE = "gate_open", "talk_open", "private"


def field_name(name: str) -> str:
    """Return an id as a field name that every server and statistics program takes: hyphens become underscores."""
    return name.replace("-", "_")


def item_fields(protocol: Protocol) -> Mapping[str, str]:
    """Field name -> id of its item."""
    return {field_name(name): name for name in protocol.items}


def chosen(field: str, value: str) -> str:
    """Holds when ``value`` is the answer of ``field``; not when there is no answer."""
    return f"selected(${{{field}}}, '{value}')"


def one_of(field: str, values: Iterable[str]) -> str:
    """Holds when one of ``values`` is the answer."""
    return " or ".join(chosen(field, value) for value in values)


def relevant(condition: Condition) -> str:
    """Return when an item is asked: unless its condition is known to be false. Silence hides nothing."""
    return f"not({_is(condition, False)})"


def _is(condition: Condition, value: bool) -> str:
    """Holds when the condition is known to be true (or known to be false)."""
    match condition:
        case Is(item, answer):
            other = Answer.NO if answer is Answer.YES else Answer.YES
            return chosen(field_name(item), (answer if value else other).value)
        case Not(part):
            return _is(part, not value)
        case All(parts):
            return _joined(parts, value, "and" if value else "or")
        case Some(parts):
            return _joined(parts, value, "or" if value else "and")


def _joined(parts: tuple[Condition, ...], value: bool, word: str) -> str:
    return "(" + f" {word} ".join(_is(part, value) for part in parts) + ")"


def first_here(protocol: Protocol, topic: Topic) -> str:
    """Return the numbers of the topic's items that the chosen order and add-ons put first, as one text; "" for none."""
    lists = [(PROFILE, field_name(name), each.first) for name, each in protocol.profiles.items()]
    lists += [(ADDONS, field_name(name), each.items) for name, each in protocol.addons.items()]
    parts = []
    for item in topic.items:
        holds = [chosen(field, value) for field, value, items in lists if item.id in items]
        if holds:
            parts.append(f"if({' or '.join(holds)}, '{item.number}  ', '')")
    return f"concat({', '.join(parts)})" if parts else ""


def choices_with(line: GateLine, effect: str) -> list[str]:
    """Return the choices of a gate line that have this effect."""
    return [choice.id for choice in line.choices if choice.effect == effect]


def gate_field(line: GateLine) -> str:
    return GATE + field_name(line.id)


def gate_passed(protocol: Protocol) -> str:
    """Return every line is answered, and each danger was gone through with its card (GA1-GA5)."""
    parts = []
    for line in protocol.gate:
        parts.append(f"${{{gate_field(line)}}} != ''")
        if dangers := choices_with(line, "danger"):
            gone_on = f"${{{GONE_ON}{field_name(line.id)}}} != ''"
            parts.append(f"(not({one_of(gate_field(line), dangers)}) or {gone_on})")
    return " and ".join(parts)


def flag(expression: str) -> str:
    """Return a calculation that is 1 when the expression holds, else 0."""
    return f"if({expression}, '1', '0')"


def closed_unless(*flags: str) -> str:
    """For ``read_only``: the field is closed unless every flag is up. What it holds is kept all the same."""
    return " or ".join(f"${{{each}}} != '1'" for each in flags)

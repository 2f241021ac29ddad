"""What stands when two laptops wrote about one thing: all that neither the same laptop nor a reader replaced."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.events import catalogue as ev
from screening.domain.events.catalogue import Recorded

Heads = tuple[Recorded, ...]
Key = tuple[str, str]


def after(heads: Heads, recorded: Recorded, replaces: tuple[str, ...]) -> Heads:
    """Return the heads after one more event.

    A laptop has always seen what it wrote itself; of others it names what it saw.
    """
    return (*without(heads, recorded, replaces), recorded)


def without(heads: Heads, recorded: Recorded, replaces: tuple[str, ...]) -> Heads:
    """Return the heads that one more event neither wrote nor saw."""
    return tuple(head for head in heads if head.strand != recorded.strand and head.digest not in replaces)


def decided(heads: Heads) -> str:
    """Return yes, no or later; "" for not asked. Of decisions that had not seen each other a no counts, then later."""
    said = _values(heads)
    return next((value for value in ("no", "later", "yes") if value in said), "")


def decisions_differ(heads: Heads) -> bool:
    """Return whether two laptops heard different decisions about one thing."""
    return len(_values(heads)) > 1


def contested_decisions(consent: Mapping[Key, Heads]) -> frozenset[Key]:
    """Return the decisions, with whom they are for, that two laptops heard differently."""
    return frozenset(key for key, heads in consent.items() if decisions_differ(heads))


def _values(heads: Heads) -> set[str]:
    return {head.event.value for head in heads if isinstance(head.event, ev.ConsentDecided)}


def noted(heads: Heads) -> str:
    """Return the texts of a closing line, one under the other."""
    texts = (head.event.text for head in heads if isinstance(head.event, ev.ClosingNoted))
    return "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))

"""Which text names an answer: what is asked has four, what is only seen or read is seen, not seen or not sure."""

from __future__ import annotations

from collections.abc import Callable

from screening.wording.catalogue.translations import Words


def answer_id(kind: str, answer: str) -> str:
    """Return the text id for an answer to an item of that kind (``ask``, ``observe``, ``document``).

    An older record may hold something seen as declined; it is told as it was recorded.
    """
    return f"answer.{answer}" if kind == "ask" or answer == "declined" else f"seen.{answer}"


def came(say: Callable[[str], str], how: str, where: str = "", *, short: bool = False) -> str:
    """Return how an answer came and, of harm, where it happened, in words: "told freely, on the way"."""
    told = say(f"how.short.{how}" if short else f"how.{how}")
    return f"{told}, {say(f'where.{where}')}" if where else told


def mark_id(words: Words, item: str, *, child: bool = False) -> str:
    """Return the text that names an item: of a child the one for what the child's own page asks under it."""
    own = f"page.child.mark.{item}"
    return own if child and words.has(own) else f"item.{item}.mark"

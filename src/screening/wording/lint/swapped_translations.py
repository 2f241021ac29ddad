"""Texts whose translations stand in each other's place: above all a "yes" that says "no".

A translation that is wrong in any other way is read as wrong. One that says another text of the same list reads well,
and every answer that is given under it means the opposite.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

Forms = Mapping[tuple[str, str], tuple[str, ...]]
"""Id and English text of each entry to its translation, in all its forms."""
OPPOSITES = (("Yes", "No"), ("Yes.", "No."), ("Seen", "Not seen"))
"""English texts of which one must never be said for the other."""
ONE = ("It says the same as the translation of {other!r}.", "Read both again: one of them is not what it says.")
TURNED = (
    "Its words are the program's own for {other!r}.",
    "Read both again. If the pack is right, the program's own words are wrong: tell those who maintain it.",
)


def exchanged(forms: Forms, before: Forms | None = None) -> Iterator[tuple[str, str, str]]:
    """Id, what is wrong, and what to do, for each text that says another one.

    ``before`` are the translations that the program has in the same language; without them only opposites within the
    catalogue itself are found.
    """
    here = {key: _plain(said) for key, said in forms.items() if any(said)}
    there = {key: _plain(said) for key, said in (before or {}).items() if any(said)}
    told: set[str] = set()
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        said = {words for key, words in here.items() if key[1] == other}
        shipped = {words for key, words in there.items() if key[1] == other}
        for key, words in here.items():
            if key[1] == one and words in said | shipped:
                told.add(key[0])
                what, remedy = ONE if words in said else TURNED
                yield key[0], what.format(other=other), remedy
    saying: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for key, words in there.items():
        saying.setdefault(words, []).append(key)
    for key, words in here.items():
        own = there.get(key, words)
        others = (each for each in saying.get(words, ()) if here.get(each) == own and each[1] != key[1])
        if key[0] not in told and words != own and (found := next(others, None)):
            yield key[0], TURNED[0].format(other=found[1]), TURNED[1]


def _plain(said: tuple[str, ...]) -> tuple[str, ...]:
    """The letters and marks of a translation: no other full stop, space or joiner makes another word of it."""
    return tuple(
        "".join(
            sign for sign in unicodedata.normalize("NFKC", each).casefold() if unicodedata.category(sign)[0] in "LMN"
        )
        for each in said
    )

"""From what the domain says and what went wrong to a sentence in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.errors import ScreeningError
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


def sentence_of(words: Words, message: Message) -> str:
    """Return the sentence of a message; messages among its fields become sentences first."""
    fields = {
        name: sentence_of(words, value) if isinstance(value, Message) else value
        for name, value in message.fields.items()
    }
    return words.say_with(message.id, fields, message.count)


def sentence(words: Words, error: ScreeningError) -> str:
    """Return what happened, what it means for the record, and what to do.

    Never raises: a code without words says so.
    """
    details = {name: _one_line(value) if isinstance(value, str) else value for name, value in error.details.items()}
    try:
        return words.say_with(f"error.{error.code}", details)
    except (LookupError, ScreeningError):
        pass
    try:
        return words.say("error.other", code=error.code)
    except (LookupError, ScreeningError):
        return str(error)


def _one_line(text: str) -> str:
    """Return a name of a file or a person, with nothing in it that acts on a terminal or looks like another line."""
    return visible_text(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]")


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say. ``fields`` fill the text's named fields; a field may itself be a message.

    ``count`` chooses the plural form and fills ``{n}``; None for a text without plural forms.
    """

    id: str
    fields: Mapping[str, str | int | Message] = field(default_factory=dict, hash=False)
    count: int | None = None

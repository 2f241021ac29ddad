"""From what the domain says and what went wrong to a sentence in the officer's language."""

from __future__ import annotations

from screening.domain.messages import Message
from screening.errors import ScreeningError
from screening.wording.catalogs import Words


def sentence_of(words: Words, message: Message) -> str:
    """The sentence of a message; messages among its fields become sentences first."""
    fields = {
        name: sentence_of(words, value) if isinstance(value, Message) else value
        for name, value in message.fields.items()
    }
    return words.say_with(message.id, fields, message.count)


def sentence(words: Words, error: ScreeningError) -> str:
    """What happened, what it means for the record, and what to do. Never raises: a code without words says so."""
    try:
        return words.say_with(f"error.{error.code}", error.details)
    except (LookupError, ScreeningError):
        pass
    try:
        return words.say("error.other", code=error.code)
    except (LookupError, ScreeningError):
        return str(error)

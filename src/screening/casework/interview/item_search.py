"""Finding items by the officer's own words: the one search behind Find and the search of the account (IN5, IN18)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from screening.casework.interview.interview import Interview
from screening.domain.protocol.model import Item, Protocol
from screening.settings import content_root
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.text_search import Matcher, SearchField, Synonyms, synonyms_of
from screening.wording.catalogue.translations import Words

MARK, SYNONYM, TEXT, SIGN, NAME, TOPIC, MEANT = 3.0, 2.2, 1.6, 1.4, 1.0, 0.6, 0.4
"""What a word weighs where it stands: in the mark, the item's synonyms, its question, its indicators' synonyms and
names, its topic, and in what the indicators mean."""


@dataclass(frozen=True)
class _Edition:
    """An edition in one language; equal when its words and its digest are."""

    words: Words
    digest: str
    protocol: Protocol = field(compare=False)


def ranked(interview: Interview, wanted: str) -> list[Item]:
    """The items that answer to the words looked for, best first; none when no word is known."""
    protocol = interview.protocol
    matcher = _matcher(_Edition(interview.words, protocol.digest, protocol))
    return [protocol.items[name] for name in matcher.ranked(wanted)]


@functools.lru_cache(maxsize=4)
def _matcher(edition: _Edition) -> Matcher:
    """Officers mix their languages in one line: a word that this one does not know is sought in the others."""
    tags = [pack.tag for pack in interface_packs() if pack.tag != edition.words.language]
    return _of(
        edition.words, edition.protocol, lambda: [_of(edition.words.within(tag), edition.protocol) for tag in tags]
    )


def _of(words: Words, protocol: Protocol, beside: Callable[[], Iterable[Matcher]] = tuple) -> Matcher:
    fields = fields_of(words.say, protocol, words.language)
    return Matcher(fields, words.language, synonyms_of(words.language, content_root()), beside)


def fields_of(say: Callable[[str], str], protocol: Protocol, language: str) -> dict[str, tuple[SearchField, ...]]:
    """What each item of an edition is found by, in one language."""
    synonyms = synonyms_of(language, content_root())
    return {item.id: tuple(_fields(say, protocol, item, synonyms)) for item in protocol.items.values()}


def _fields(say: Callable[[str], str], protocol: Protocol, item: Item, synonyms: Synonyms) -> Iterator[SearchField]:
    yield SearchField(say(f"item.{item.id}.mark"), MARK)
    yield SearchField(say(f"item.{item.id}.text"), TEXT)
    yield SearchField(say(f"topic.{item.topic}.title"), TOPIC)
    yield SearchField(item.id, TOPIC)
    yield from (SearchField(phrase, SYNONYM, phrase=True) for phrase in synonyms.items.get(item.id, ()))
    for addon in protocol.addons.values():
        if item.id in addon.items:
            yield SearchField(say(f"addon.{addon.id}.title"), TOPIC)
    for sign in (protocol.indicators[name] for name in dict.fromkeys((*item.yes, *item.no))):
        yield SearchField(say(f"indicator.{sign.id}.name"), NAME)
        if sign.definition:
            yield SearchField(say(f"indicator.{sign.id}.definition"), MEANT)
        yield from (SearchField(phrase, SIGN, phrase=True) for phrase in synonyms.indicators.get(sign.id, ()))

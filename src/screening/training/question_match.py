"""What a question of the practice talk is about: found by its own words, on whichever page it was asked.

The words are held against the role card, and against the questions, marks and invitations of the questionnaire, in
the language of the question and in English. A word that stands everywhere says little, one that stands in few places
much (inverse document frequency). Scripts without spaces between words are compared by pairs of signs.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from screening.domain.answers import ItemId
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import Scenario
from screening.settings import content_root
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.text_search import stems, synonyms_of, words_in
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import marks_of

SPACELESS = ("my", "km", "lo", "th", "zh")
ENOUGH = 0.45
"""Share of what a question's words weigh that a text must have, so that the question is about it."""
NEAR = 0.8
"""Share of the best text's likeness from which another one is meant as well."""
MOST = 3
"""Texts of a topic that are counted together: one word may stand anywhere by chance."""
HERE = 1.1
"""What a text of the page's own topic counts: where two fit, the talk has not moved on."""


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """What a question is about: a topic, and what of it was meant, the best first; nothing named means all of it.

    ``strange``: it is about something that neither the role card nor the questionnaire speaks of. ``topic`` is the
    page's then.
    """

    topic: str
    facts: tuple[str, ...] = ()
    items: tuple[ItemId, ...] = ()
    strange: bool = False


@dataclass(frozen=True)
class _Talk:
    """A role card and an edition in one language; equal when the words, the digest and the card are."""

    words: Words
    digest: str
    scenario_id: str
    general: tuple[str, ...]
    protocol: Protocol = field(compare=False)
    scenario: Scenario = field(compare=False)


def about(
    words: Words,
    protocol: Protocol,
    scenario: Scenario,
    place: str,
    question: str,
    language: str,
    general: tuple[str, ...] = (),
) -> QuestionMatch:
    """Return what ``question``, worded in ``language``, is about; ``place`` is the topic of the page it was asked on.

    ``general`` are the ids of questions that fit every topic, as "What happened then?": their words say nothing of it,
    and a question of such words alone is about the page's topic.
    """
    card = _card(_Talk(words.within(language), protocol.digest, scenario.id, general, protocol, scenario))
    asked = _tokens(question, language) - card.general
    weight = sum(card.weight(each) for each in asked)
    if not weight:
        return QuestionMatch(place)
    found = []
    for document in card.documents:
        shared = sum(map(card.weight, asked & document.tokens))
        if shared / weight >= ENOUGH:
            # As of two documents that both have the words: the one of which they are the greater part.
            alike = shared / math.sqrt(weight * sum(map(card.weight, document.tokens)))
            found.append((alike, document))
    if not found:
        return QuestionMatch(place, strange=any(each not in card.known for each in asked))
    found.sort(key=lambda pair: -pair[0])
    topic = max({each.topic for _alike, each in found}, key=lambda name: _speaks(found, name, place))
    best = next(alike for alike, each in found if each.topic == topic)
    meant = [each for alike, each in found if each.topic == topic and alike >= NEAR * best]
    facts = tuple(each.fact for each in meant if each.fact)
    return QuestionMatch(topic, facts, tuple(each.item for each in meant if each.item))


def _speaks(found: list[tuple[float, _Document]], topic: str, place: str) -> tuple[float, str]:
    """How much a topic speaks of what was asked: by its best texts together."""
    alike = [alike for alike, each in found if each.topic == topic]
    return sum(alike[:MOST]) * (HERE if topic == place else 1.0), topic


@dataclass(frozen=True, slots=True)
class _Document:
    """Something that can be asked about: a fact of the card, an item, or a topic as a whole."""

    topic: str
    tokens: frozenset[str]
    fact: str = ""
    item: ItemId = ""


@dataclass(frozen=True, slots=True)
class _Card:
    documents: tuple[_Document, ...]
    known: Counter[str]
    """In how many documents each token stands."""
    general: frozenset[str]

    def weight(self, token: str) -> float:
        """How much a token tells: nothing where it stands in every text, most where it stands in one or in none."""
        return math.log(len(self.documents) / max(1, self.known[token]))


@functools.lru_cache(maxsize=4)
def _card(talk: _Talk) -> _Card:
    language = talk.words.language
    general = frozenset().union(*(_tokens(talk.words.say(each), language) for each in talk.general))
    documents = tuple(_documents(talk))
    return _Card(documents, Counter(token for each in documents for token in each.tokens), general)


def _documents(talk: _Talk) -> Iterator[_Document]:
    protocol, language = talk.protocol, talk.words.language
    says = [talk.words.say] if language == SOURCE else [talk.words.say, talk.words.within(SOURCE).say]
    phrases = synonyms_of(language, content_root()).items

    def tokens(*ids: str, more: tuple[str, ...] = ()) -> frozenset[str]:
        return frozenset().union(
            *(_tokens(each, language) for each in (*(say(id_) for say in says for id_ in ids), *more))
        )

    for fact in talk.scenario.facts:
        marks = [f"item.{item}.mark" for item in (*fact.yes, *fact.no)]
        yield _Document(fact.topic, tokens(f"scenario.{talk.scenario.id}.fact.{fact.id}", *marks), fact=fact.id)
    for topic in protocol.topics:
        yield _Document(topic.id, tokens(f"topic.{topic.id}.title", f"topic.{topic.id}.invitation"))
        for item in topic.items:
            ids = [f"item.{item.id}.mark", *([f"item.{item.id}.text"] if item.kind == "ask" else [])]
            yield _Document(topic.id, tokens(*ids, more=phrases.get(item.id, ())), item=item.id)


def _tokens(text: str, language: str) -> frozenset[str]:
    """The stems of a text and what they mean, without those that only ask; pairs of signs without spaces."""
    read = _reader(language)
    if language.partition("-")[0] in SPACELESS:
        for phrase in read.asking:
            text = text.replace(phrase, " ")
        return frozenset(word[at : at + 2] for word in words_in(text) for at in range(max(1, len(word) - 1)))
    found = {read.stem(word) for word in words_in(text) if word not in read.skip}
    return frozenset(found | {f"={read.same[each]}" for each in found if each in read.same})


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the words of one language are read."""

    asking: tuple[str, ...]
    """Phrases that only ask, the longest first."""
    skip: frozenset[str]
    """Words that say nothing of a matter."""
    stem: Callable[[str], str]
    same: Mapping[str, str]
    """A stem, and the first one of its meaning."""


@functools.lru_cache(maxsize=32)
def _reader(language: str) -> _Reader:
    marks, lists, stem = marks_of(language, content_root()), synonyms_of(language, content_root()), stems(language)
    phrases = (
        () if marks is None else (*marks.invitation, *marks.open, *marks.open_inside, *marks.closed_inside, *marks.tag)
    )
    skip = {word for phrase in phrases for word in words_in(phrase)}.union(marks.closed if marks else (), lists.skip)
    same = {stem(word): stem(group[0]) for group in lists.same for word in group}
    asking = tuple(sorted((each.replace("*", "") for each in phrases), key=len, reverse=True))
    return _Reader(asking, frozenset(skip | lists.slight), stem, same)

"""What a question of the practice talk is about: found by its own words, on whichever page it was asked.

The words are held against the role card, and against the questions, marks and invitations of the questionnaire, in
the language of the question and in English. A word that stands everywhere says little, one that stands in few places
much (inverse document frequency). Scripts without spaces between words are compared by pairs of signs.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from screening.domain.answers import ItemId
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import Scenario
from screening.settings import content_root, indicators_root
from screening.training.utterance_signs import LANGUAGES, examples_of, signs_of
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.text_search import stems, synonyms_of, words_in
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import marks_of

SPACELESS = ("my", "km", "lo", "th", "zh")
ENOUGH = 0.45
"""Share of what a question's words weigh that a text must have, so that the question is about it."""
UNKNOWN = 1.0
"""What a word weighs that stands nowhere: less than any that does, as most of them only carry the others."""
TOLD = 0.4
"""Share of what a question's words weigh that the person must have said."""
LEAST = 0.15
"""Likeness that a text must have to what was asked, to be meant at all."""
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
class Vocabulary:
    """What can be asked about in one language: a role card and an edition; equal when words, digest and card are.

    ``general`` are the ids of questions that fit every topic, as "What happened then?": their words say nothing of it.
    """

    words: Words
    digest: str
    scenario_id: str
    general: tuple[str, ...]
    protocol: Protocol = field(compare=False)
    scenario: Scenario = field(compare=False)


def vocabulary(
    words: Words, protocol: Protocol, scenario: Scenario, language: str, general: tuple[str, ...] = ()
) -> Vocabulary:
    """Return what can be asked about in ``language``."""
    return Vocabulary(words.within(language), protocol.digest, scenario.id, general, protocol, scenario)


def match(sought: Vocabulary, question: str, place: str = "", only: str = "") -> QuestionMatch:
    """Return what a question is about: ``place`` where its words fit every topic, or no topic.

    ``only`` is the topic that it is known to be about: what is meant is sought in that one alone.
    """
    card = _card(sought)
    asked = _tokens(question, sought.words.language) - card.general
    weight = sum(card.weight(each) for each in asked)
    if not weight:
        return QuestionMatch(only or place)
    found = []
    for document in card.documents:
        shared = sum(map(card.weight, asked & document.tokens))
        if document.topic == only or (not only and shared / weight >= ENOUGH):
            # As of two documents that both have the words: the one of which they are the greater part.
            likeness = shared / math.sqrt(weight * max(1.0, sum(map(card.weight, document.tokens))))
            found.append((likeness, document))
    found = [pair for pair in found if pair[0] >= LEAST]
    if not found:
        return QuestionMatch(only or place, strange=not only and any(each not in card.known for each in asked))
    found.sort(key=lambda pair: -pair[0])
    topic = only or max({each.topic for _likeness, each in found}, key=lambda name: _speaks(found, name, place))
    here = [pair for pair in found if pair[1].topic == topic]
    facts = _nearest((likeness, each.fact) for likeness, each in here if each.fact)
    return QuestionMatch(topic, facts, _nearest((likeness, each.item) for likeness, each in here if each.item))


def _nearest(named: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """The names whose likeness, from the greatest down, is near to the greatest."""
    pairs = list(named)
    return tuple(dict.fromkeys(name for likeness, name in pairs if likeness >= NEAR * pairs[0][0]))


def alike(sought: Vocabulary, one: str, other: str) -> float:
    """Return the share of the words of two questions that are the same, 0 to 1, by what they weigh."""
    card = _card(sought)
    first, second = (_tokens(each, sought.words.language) for each in (one, other))
    whole = sum(map(card.weight, first | second))
    return sum(map(card.weight, first & second)) / whole if whole else 0.0


def share(sought: Vocabulary, question: str, said: Iterable[str]) -> bool:
    """Return whether the person has said what a question is about: by the words, and those of the same meaning."""
    card = _card(sought)
    language = sought.words.language
    told = frozenset().union(*(_tokens(each, language) for each in said))
    same = _reader(language).same
    asked = [each for each in _tokens(question, language) - card.general if not each.startswith("=")]
    both = [each for each in asked if each in told or f"={same.get(each)}" in told]
    return bool(both) and sum(map(card.weight, both)) >= TOLD * sum(map(card.weight, asked))


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
        """How much a token tells: nothing where it stands in every text, much in one, little where in none."""
        if token not in self.known:
            return UNKNOWN
        return math.log(len(self.documents) / self.known[token])


@functools.lru_cache(maxsize=4)
def _card(talk: Vocabulary) -> _Card:
    language = talk.words.language
    general = frozenset().union(*(_tokens(talk.words.say(each), language) for each in talk.general))
    documents = tuple(_documents(talk))
    return _Card(documents, Counter(token for each in documents for token in each.tokens), general)


def _documents(talk: Vocabulary) -> Iterator[_Document]:
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
    for example in examples_of(language, indicators_root()):
        yield _Document(example.topic, _tokens(example.text, language), item=example.item)


def _tokens(text: str, language: str) -> frozenset[str]:
    """The stems of a text and what they mean, without those that only ask; pairs of signs without spaces."""
    read = _reader(language)
    if language.partition("-")[0] in SPACELESS:
        for phrase in read.asking:
            text = text.replace(phrase, " ")
        return frozenset(word[at : at + 2] for word in words_in(text) for at in range(max(1, len(word) - 1)))
    words = signs_of(language, indicators_root()).read(text) if language in LANGUAGES else words_in(text)
    found = {read.stem(word) for word in words if word not in read.skip and word != ","}
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

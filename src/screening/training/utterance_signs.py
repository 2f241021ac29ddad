"""How the words of an utterance are read in one language: shorthand written out, mistyped words put right, signs found.

The lists are data: ``indicators/training/utterances/<language>.toml``.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import BadInput
from screening.wording.catalogue.text_search import stems, words_in

FOLDER = "training/utterances"
LANGUAGES = ("en", "ms", "id")
"""Those in which utterances are understood by their words."""
MISTYPED = frozenset({"mistyped", "thumbs"})
"""The hands whose spelling nothing is learned from."""

_PARTS = re.compile(r"[,،:–—]+")
_SHORTEST = 4
"""Letters that a word must have to be taken for a mistyped one: of a shorter one too little is left."""
_BONES = 3
"""Consonants by which a word with vowels is known, and letters by which one with two of them swapped is."""
END = "$"
FORMS = ("why", "detail", "open", "yes_no", "asked", "said")
"""What a sentence looks like: opened by "why", by who or when, by what or how, by "is" or "did"; or none of these."""


@dataclass(frozen=True)
class Signs:
    """The lists of one language. ``spelled`` leads from a word with one letter left out to the word that is known."""

    language: str
    fillers: frozenset[tuple[str, ...]]
    """Sounds that say nothing, wherever a clause begins with them."""
    softeners: frozenset[tuple[str, ...]]
    """What says nothing before a comma or a question."""
    courtesy: frozenset[tuple[str, ...]]
    """What says nothing before a comma or a question word."""
    embedded: frozenset[tuple[str, ...]]
    """Words that a question may begin with inside another sentence."""
    joins: frozenset[str]
    shorthand: Mapping[str, tuple[str, ...]]
    signals: Mapping[str, tuple[str, ...]]
    offers: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    openers: Mapping[tuple[str, ...], str]
    """What a sentence can begin with, and the form that this gives it."""
    inside: frozenset[tuple[str, ...]]
    """Question words that may stand anywhere, where the language has them so."""
    known: frozenset[str]
    spelled: Mapping[str, str] = field(compare=False)
    sounded: Mapping[str, str] = field(compare=False)
    """From the consonants of a word, or its letters in the order of the alphabet, to the commonest that has them."""

    def read(self, text: str) -> list[str]:
        """Return the words of a text as this language writes them, with "," where a part of it ends."""
        found: list[str] = []
        for part in _PARTS.split(text):
            words = [word for each in words_in(part) for word in self._written(each)]
            if words:
                found += [*([","] if found else []), *words]
        return found

    def _written(self, word: str) -> tuple[str, ...]:
        if word in self.shorthand:
            return self.shorthand[word]
        if word in self.known or not word.isalpha():
            return (word,)
        near = self._near(word)
        return self.shorthand.get(near, (near,)) if near else (word,)

    def _near(self, word: str) -> str:
        """The known word that is meant by one that is not: by a letter, else by its consonants; "" for none."""
        if len(word) >= _SHORTEST:
            by_letter = (each for each in (word, *_shorter(word)) if each in self.spelled)
            if found := next(by_letter, ""):
                return self.spelled[found]
        bones = consonants(word)
        if len(bones) >= (_BONES if len(bones) < len(word) else 2) and (found := self.sounded.get(bones, "")):
            return found
        return self.sounded.get("".join(sorted(word)).upper(), "") if len(word) >= _BONES else ""

    def fired(self, words: Sequence[str]) -> list[str]:
        """Return the names of the signals that stand in these words."""
        return _standing(self.signals, words)

    def offered(self, words: Sequence[str]) -> str | None:
        """Return what an offer in these words is of; None where it is of nothing that is known."""
        return next(iter(_standing(self.offers, words)), None)

    def spoken_of(self, words: Sequence[str]) -> list[str]:
        """Return the topics whose words stand in these."""
        return _standing(self.topics, words)

    def bare(self, words: list[str]) -> list[str]:
        """Return the words without the courtesy that stands before them; all of them where nothing else is there."""
        at = 0
        while (further := self._after(words, at)) > at:
            at = further
        rest = words[at:]
        return rest if any(each != "," for each in rest) else [each for each in words if each != ","]

    def _after(self, words: list[str], at: int) -> int:
        if at < len(words) and words[at] == ",":
            return at + 1
        for length in range(min(9, len(words) - at), 0, -1):
            phrase, end = tuple(words[at : at + length]), at + length
            if phrase in self.fillers:
                return end
            soft = phrase in self.softeners or phrase in self.courtesy
            if soft and end < len(words) and (words[end] == "," or self.asks(words[end:])):
                return end
        return at

    def asks(self, words: Sequence[str]) -> bool:
        """Return whether these words begin as a question does."""
        return any(tuple(words[:length]) in self.embedded for length in (1, 2))

    def form(self, words: Sequence[str], asked: bool) -> str:
        """Return the form of a clause: one of FORMS, by its first words, else by a question word or mark in it."""
        for length in range(min(6, len(words)), 0, -1):
            if found := self.openers.get(tuple(words[:length])):
                return found
        places = range(len(words))
        if asked and any(tuple(words[at : at + length]) in self.inside for at in places for length in (1, 2)):
            return "detail"
        return "asked" if asked else "said"


def _standing(lists: Mapping[str, tuple[str, ...]], words: Sequence[str]) -> list[str]:
    line = f" {' '.join(each for each in words if each != ',')} {END} "
    return [name for name, phrases in lists.items() if any(phrase in line for phrase in phrases)]


def consonants(word: str) -> str:
    """Return what is left of a word as thumbs write it: its first letter and its consonants, none of them twice."""
    bare = word[:1] + "".join(each for each in word[1:] if each not in "aeiou")
    return "".join(sign for sign, _again in itertools.groupby(bare))


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled utterance. ``kinds`` are its acts in order, an offer with what it is of ("offer:water")."""

    text: str
    kinds: tuple[str, ...]
    topic: str
    item: str
    hand: str
    half: str


@functools.lru_cache(maxsize=8)
def labelled(language: str, indicators: Path) -> tuple[Example, ...]:
    """Return the utterances of one of LANGUAGES, both halves. Raises BadInput("content-missing")."""
    try:
        lines = (indicators / FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()[1:]
        rows = [line.split("\t") for line in lines]
        return tuple(Example(text, tuple(kinds.split("+")), *rest) for text, kinds, *rest in rows)
    except (OSError, ValueError, TypeError) as trouble:
        raise BadInput("content-missing") from trouble


def examples_of(language: str, indicators: Path) -> tuple[Example, ...]:
    """Return the utterances of the build half that ask about a topic; none in a language without utterances."""
    if language not in LANGUAGES:
        return ()
    return tuple(each for each in labelled(language, indicators) if each.half == "build" and each.topic)


@functools.lru_cache(maxsize=8)
def signs_of(language: str, indicators: Path) -> Signs:
    """Return the lists of one of LANGUAGES. Raises BadInput("content-missing") where they cannot be read."""
    try:
        table = tomllib.loads((indicators / FOLDER / f"{language}.toml").read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise BadInput("content-missing") from trouble
    shorthand = {word: tuple(words_in(text)) for word, text in table["shorthand"].items()}
    signals, offers, topics = (
        {name: tuple(_phrases(each, shorthand)) for name, each in table[part].items()}
        for part in ("signals", "offers", "topics")
    )

    def written(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(
            tuple(each for word in words_in(phrase) for each in shorthand.get(word, (word,))) for phrase in phrases
        )

    lists = {name: written(table[name]) for name in ("fillers", "softeners", "courtesy")}
    phrases = [
        phrase
        for group in (*signals.values(), *offers.values(), *topics.values())
        for phrase in group
        if phrase.endswith(" ")
    ]
    known = {word for phrase in phrases for word in words_in(phrase)} | set(shorthand)
    known |= {word for listed in lists.values() for phrase in listed for word in phrase}
    forms = ((form, each) for form, each in table["openers"].items() if form in FORMS)
    openers = {phrase: form for form, each in forms for phrase in written(each)}
    known |= {word for phrase in openers for word in phrase}
    well = [each for each in labelled(language, indicators) if each.half == "build" and each.hand not in MISTYPED]
    times = Counter(word for each in well for word in words_in(each.text))
    known |= set(times)
    spelled: dict[str, str] = {}
    sounded: dict[str, str] = {}
    for word in sorted(known, key=lambda each: (-times[each], each)):
        sounded.setdefault(consonants(word), word)
        sounded.setdefault("".join(sorted(word)).upper(), word)
    for word in sorted(known):
        if len(word) > _SHORTEST:
            for each in _shorter(word):
                spelled.setdefault(each, word)
    return Signs(
        language, lists["fillers"], lists["softeners"], lists["courtesy"], written(table["embedded"]),
        frozenset(table["joins"]), shorthand, signals, offers, topics, openers, written(table["openers"]["inside"]),
        frozenset(known), spelled, sounded,
    )  # fmt: skip


def _phrases(listed: Iterable[str], shorthand: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Each phrase as it is looked for in a line of words: a star stands for any ending, "$" for the end."""
    for phrase in listed:
        written = [each for word in words_in(phrase.replace(END, " ")) for each in shorthand.get(word, (word,))]
        bare = " ".join(written)
        yield f" {bare}" if phrase.endswith("*") else f" {bare} {END}" if phrase.endswith(END) else f" {bare} "


def features(signs: Signs, words: list[str], asked: bool) -> dict[str, float]:
    """Return what a clause is judged by: its words, pairs of them, their parts, and the signs that stand in it."""
    bare = [each for each in words if each != ","]
    stem = stems(signs.language)
    found = dict.fromkeys((f"w:{word}" for word in bare), 1.0)
    found.update((f"t:{stem(word)}", 1.0) for word in bare)
    edged = ["^", *bare, END]
    found.update((f"b:{one} {two}", 1.0) for one, two in itertools.pairwise(edged))
    for word in bare:
        padded = f" {word} "
        found.update((f"c:{padded[at : at + 4]}", 0.4) for at in range(len(padded) - 3))
    fired = [*signs.fired(words), *(f"offers {name}" for name in _standing(signs.offers, words))]
    found.update((f"s:{name}", 3.0) for name in fired)
    found.update((f"S:{name}", 3.0) for name in signs.fired(bare[:3]))
    form = signs.form(bare, asked)
    found[f"F:{form}"] = 2.0
    found.update((f"p:{one}&{two}", 1.0) for at, one in enumerate([form, *fired]) for two in fired[at:])
    found["?" if asked else "."] = 1.0
    found[f"n:{min(len(bare), 12) // 2}"] = 0.5
    found[f"f:{form}&{min(len(bare), 8) // 2}"] = 1.0
    found["y:" + "".join(name[0] for name in ("i", "you", "not") if name in fired)] = 1.0
    found["bias"] = 1.0
    scale = 1.0 / max(1.0, sum(each * each for each in found.values())) ** 0.5
    return {name: value * scale for name, value in found.items()}


def topic_features(signs: Signs, words: Sequence[str]) -> dict[str, float]:
    """Return what the topic of a clause is judged by: its words, pairs of them, and the topics whose words they are."""
    bare = [each for each in words if each != ","]
    stem = stems(signs.language)
    found = dict.fromkeys((f"t:{stem(word)}" for word in bare), 1.0)
    found.update((f"w:{word}", 0.7) for word in bare)
    found.update((f"b:{one} {two}", 0.7) for one, two in itertools.pairwise(bare))
    spoken = signs.spoken_of(bare)
    found.update((f"T:{name}", 3.0) for name in spoken)
    found.update((f"p:{one}&{two}", 1.0) for at, one in enumerate(spoken) for two in spoken[at + 1 :])
    found["none" if not spoken else "some"] = 1.5
    scale = 1.0 / sum(each * each for each in found.values()) ** 0.5
    return {name: value * scale for name, value in found.items()}


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: for each class the sum of the weights of what a clause has; the greatest wins."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def scores(self, found: Mapping[str, float]) -> list[float]:
        """Return one number a class, in their order."""
        total = [0.0] * len(self.classes)
        for name, value in found.items():
            for at, weight in self.weights.get(name, ()):
                total[at] += weight * value
        return total


@functools.lru_cache(maxsize=4)
def model_of(what: str, indicators: Path) -> Linear:
    """Return the model of "kinds" or "topics" that ``benchmarks/utterances.py --write`` made of the build half.

    Raises BadInput("content-missing").
    """
    try:
        table = json.loads((indicators / FOLDER / f"{what}.json").read_text("utf-8"))
        rows = {name: tuple((int(at), float(weight)) for at, weight in each) for name, each in table["weights"].items()}
        return Linear(tuple(table["classes"]), rows)
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise BadInput("content-missing") from trouble

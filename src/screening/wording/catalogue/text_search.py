"""Rank texts by how well they answer a few typed words: stems, synonyms, beginnings, and likeness for what is
mistyped.

The stems are Snowball's; its Indonesian algorithm serves Malay, whose affixes are the same (measured in
benchmarks/find.md). The library is opened at the first search, and nowhere else.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from screening.wording.catalogue.synonyms import Synonyms

_WORD = re.compile(r"[^\W_]+")
_ABOVE = 230
"""The combining class of accents; the vowel signs of other scripts have another."""
_APOSTROPHE = re.compile(r"['’ʼ]")
_STEMMERS = {"en": ("english_stemmer", "EnglishStemmer"), "ms": ("indonesian_stemmer", "IndonesianStemmer")}

_SAME = 0.85
"""What a word of the same meaning counts, against the word itself."""
_BEGINS = 0.8
"""What a word counts that begins with the typed letters: the last word is often still being typed."""
_ALIKE = 0.8
"""Least likeness (difflib's ratio) of a mistyped word to one that is known; also what it counts at most."""
_LONG = 0.03
"""What each further word of a text takes from the weight of its words, up to eight of them: a short one says more."""
_PHRASE = 0.6
"""What a whole phrase adds for each of its words."""
_COVERED = 0.5
"""A text is left out when it answers to less than this share of what the best one answers to."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a document. ``phrase`` marks words that count more when all of them were typed."""

    text: str
    weight: float
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class _Document:
    stems: Mapping[str, float]
    groups: Mapping[int, float]
    words: Mapping[str, float]
    phrases: tuple[tuple[frozenset[str], float], ...]


class Matcher:
    """Texts by id, to be searched in one language."""

    def __init__(self, documents: Mapping[str, Iterable[Field]], language: str, synonyms: Synonyms) -> None:
        self._stem = stems(language)
        self._skip = synonyms.skip
        self._groups: dict[str, set[int]] = {}
        for number, group in enumerate(synonyms.same):
            for word in group:
                self._groups.setdefault(self._stem(word), set()).add(number)
        self._documents = {name: self._read(fields) for name, fields in documents.items()}
        self._words = sorted({word for each in self._documents.values() for word in each.words})
        self._stems = {stem for each in self._documents.values() for stem in each.stems}

    def ranked(self, wanted: str) -> list[str]:
        """The ids of the documents that answer to the words typed, best first, equals in their own order.

        Words that say nothing are passed over, unless nothing else was typed.
        """
        typed = words_in(wanted)
        typed = [word for word in typed if word not in self._skip] or typed
        if not typed:
            return []
        found: dict[str, tuple[float, float]] = {}
        sought = {self._stem(word) for word in typed}
        meant = {group for stem in sought for group in self._groups.get(stem, ())}
        for word in dict.fromkeys(typed):
            hits, sure = self._hits(word)
            if not hits:
                continue
            rare = sure * math.log(1 + len(self._documents) / len(hits))
            for name, weight in hits.items():
                score, covered = found.get(name, (0.0, 0.0))
                found[name] = (score + rare * weight, covered + rare)
        if not found:
            return []
        enough = _COVERED * max(covered for _score, covered in found.values())
        scored = []
        for place, name in enumerate(self._documents):
            score, covered = found.get(name, (0.0, 0.0))
            if covered and covered >= enough:
                scored.append((-round(score + self._whole(name, sought, meant), 6), place, name))
        return [name for _score, _place, name in sorted(scored)]

    def _read(self, fields: Iterable[Field]) -> _Document:
        stems: dict[str, float] = {}
        groups: dict[int, float] = {}
        words: dict[str, float] = {}
        phrases = []
        for each in fields:
            said = [word for word in words_in(each.text) if word not in self._skip]
            weight = each.weight * (1 - _LONG * min(len(said) - 1, 8))
            for word in said:
                stem = self._stem(word)
                words[word] = max(words.get(word, 0.0), weight)
                stems[stem] = max(stems.get(stem, 0.0), weight)
                for group in self._groups.get(stem, ()):
                    groups[group] = max(groups.get(group, 0.0), weight)
            if each.phrase and len(said) > 1:
                phrases.append((frozenset(self._stem(word) for word in said), each.weight))
        return _Document(stems, groups, words, tuple(phrases))

    def _hits(self, word: str) -> tuple[dict[str, float], float]:
        """The documents that have this word in one way or another, with what it weighs there, and how sure that is."""
        stem, sure = self._stem(word), 1.0
        groups = self._groups.get(stem, set())
        begun = [each for each in self._words if each.startswith(word)]
        if not begun and not groups and stem not in self._stems:
            begun, sure = difflib.get_close_matches(word, self._words, 3, _ALIKE), _ALIKE / 2
        found = {}
        for name, each in self._documents.items():
            weight = each.stems.get(stem, 0.0)
            weight = max([weight, *(_SAME * each.groups.get(group, 0.0) for group in groups)])
            weight = max([weight, *(_BEGINS * each.words.get(other, 0.0) for other in begun)])
            if weight:
                found[name] = weight
        return found, sure

    def _whole(self, name: str, sought: set[str], meant: set[int]) -> float:
        """What the best phrase adds of which every word was typed."""
        best = 0.0
        for phrase, weight in self._documents[name].phrases:
            if all(stem in sought or self._groups.get(stem, set()) & meant for stem in phrase):
                best = max(best, _PHRASE * weight * len(phrase))
        return best


def words_in(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes: "Can't" is one word."""
    parted = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text).casefold())
    return _WORD.findall("".join(sign for sign in parted if unicodedata.combining(sign) != _ABOVE))


@functools.cache
def stems(language: str) -> Callable[[str], str]:
    """What brings a word to its stem; a language without an algorithm keeps its words as they are."""
    named = _STEMMERS.get(language.partition("-")[0])
    if named is None:
        return str
    module, name = named
    stemmer: _Stemmer = getattr(importlib.import_module(f"snowballstemmer.{module}"), name)()
    return functools.lru_cache(maxsize=8192)(stemmer.stemWord)

"""Rank texts by how well they answer a few typed words: stems, synonyms, beginnings, and likeness for what is
mistyped.

The stems are Snowball's; its Indonesian algorithm serves Malay, whose affixes are the same (measured in
benchmarks/find.md). A first letter that me- or pe- swallowed (tangkap: menangkap) is put back where that makes a
known word. A word that this language does not know is looked up in the languages beside it, then taken for a mistyped
one. The library is opened at the first search, and nowhere else.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from screening.domain.content.keys import DAY, SAID, TEXTS, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import must_fit
from screening.wording.catalogue.packs import SOURCE, pack_for

_Key = TypeVar("_Key")

_WORD = re.compile(r"[\u0e01-\u0e4e]+|(?:(?![\u0e01-\u0e4e])[^\W_])+")
"""A word, or a run of Thai, which has no space between its words."""
_SARA_AM = "\u0e4d\u0e32"
"""The Thai vowel am as NFKD parts it; lists of words have the one sign."""
_ABOVE = 230
"""The combining class of accents; the vowel signs of other scripts have another."""
_APOSTROPHE = re.compile(r"['’ʼ]")
_VOWEL = re.compile(r"[aeiou]")
_NASAL = re.compile(r"n(?=[gk])")
_INDONESIAN = ("indonesian_stemmer", "IndonesianStemmer")
_STEMMERS = {"en": ("english_stemmer", "EnglishStemmer"), "id": _INDONESIAN, "ms": _INDONESIAN}

_SAME = 0.85
"""What a word of the same meaning counts, against the word itself."""
_BEGINS = 0.8
"""What a word counts that begins with the typed letters: the last word is often still being typed."""
_ALIKE = 0.8
"""Least likeness (difflib's ratio) of a mistyped word to one that is known."""
_BESIDE = 0.9
"""What a word counts that only a language beside this one knows."""
_SLIGHT = 0.35
"""What a word counts that only says who, where or when it was, beside others."""
_MISTYPED = 0.7
"""What a word counts that is read as another."""
_LONG = 0.03
"""What each further word of a text takes from the weight of its words, up to eight of them: a short one says more."""
_PHRASE = 0.6
"""What a whole phrase adds for each of its words."""
_COVERED = 0.4
"""A text is left out when it answers to less than this share of what the best one answers to."""
_SHORT = 4
"""Letters from which a word may be the beginning of another; fewer only in the last one, which is still being typed."""
_NASALS = (("men", "t"), ("pen", "t"), ("meng", "k"), ("peng", "k"))
_SWALLOWED = {"id": _NASALS, "ms": _NASALS}
"""Prefixes before which a stem loses its first letter, and the letter; Snowball puts back s and p itself."""
_TWICE = re.compile(r"^(\D{3,})2$")
"""A word written once with a 2 for twice, as Malay notes do: "ramai2"."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True, slots=True)
class SearchField:
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
    """Texts by id, to be searched in one language.

    ``beside`` gives the same texts in the other languages that officers mix with it, when they are first needed.
    """

    def __init__(
        self,
        documents: Mapping[str, Iterable[SearchField]],
        language: str,
        synonyms: Synonyms,
        beside: Callable[[], Iterable[Matcher]] = tuple,
    ) -> None:
        self._plain = stems(language)
        self._skip = synonyms.skip
        self._slight = synonyms.slight
        self._beside = functools.cache(lambda: tuple(beside()))
        read = {name: tuple(fields) for name, fields in documents.items()}
        said = {word for fields in read.values() for each in fields for word in words_in(each.text)}
        self._roots = {self._plain(word) for word in said.union(*synonyms.same)}
        self._swallowed = _SWALLOWED.get(language.partition("-")[0], ())
        self._groups: dict[str, set[int]] = {}
        for number, group in enumerate(synonyms.same):
            for word in group:
                self._groups.setdefault(self._stem(word), set()).add(number)
        self._documents = {name: self._read(fields) for name, fields in read.items()}
        self._words = sorted(said.union(*synonyms.same) - synonyms.skip)
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
        slight = self._slight.union(*(other._slight for other in self._beside())) if len(set(typed)) > 1 else ()
        for word in dict.fromkeys(typed):
            hits = self._hits(word, last=word == typed[-1])
            for name, (weight, rare) in (_less(hits, _SLIGHT) if word in slight else hits).items():
                score, covered = found.get(name, (0.0, 0.0))
                found[name] = (score + weight, covered + rare)
        if not found:
            return []
        enough = _COVERED * max(covered for _score, covered in found.values())
        scored = []
        for place, name in enumerate(self._documents):
            score, covered = found.get(name, (0.0, 0.0))
            if covered and covered >= enough:
                scored.append((-round(score + self._whole(name, sought, meant), 6), place, name))
        return [name for _score, _place, name in sorted(scored)]

    def _stem(self, word: str) -> str:
        stem = self._plain(word)
        for prefix, letter in self._swallowed:
            if word.startswith(prefix) and stem[0] in "aeiou" and letter + stem in self._roots:
                return letter + stem
        return stem

    def _read(self, fields: Iterable[SearchField]) -> _Document:
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

    def _hits(self, word: str, *, last: bool) -> dict[str, tuple[float, float]]:
        """What this word weighs in each document that has it in one way or another, and how rare that way is.

        Asked of this language, then of those beside it; a word that none of them knows is taken for a mistyped one.
        """
        if self._knows(word, last):
            return self._known(word, last)
        for other in self._beside():
            if word in other._skip:
                return {}
            if other._knows(word, last):
                return _less(other._known(word, last), _BESIDE)
        for each in (self, *self._beside()):
            found: dict[str, tuple[float, float]] = {}
            for alike in each._like(word):
                for name, hit in _less(each._known(alike, last=False), _MISTYPED).items():
                    found[name] = max(found.get(name, (0.0, 0.0)), hit)
            if found:
                return found
        return {}

    def _like(self, word: str) -> list[str]:
        """The known words that this one may be, mistyped or written without its vowels."""
        if word.isascii() and not _VOWEL.search(word):
            return [each for each in self._words if each[0] == word[0] and word in _bones(each)]
        return difflib.get_close_matches(word, self._words, 3, _ALIKE) if len(word) >= _SHORT else []

    def _knows(self, word: str, last: bool) -> bool:
        stem = self._stem(word)
        return stem in self._stems or stem in self._groups or bool(self._begun(word, last))

    def _begun(self, word: str, last: bool) -> list[str]:
        return [each for each in self._words if each.startswith(word)] if last or len(word) >= _SHORT else []

    def _known(self, word: str, last: bool) -> dict[str, tuple[float, float]]:
        """What a word weighs in each document, by the best of the ways in which it answers: a way that few answer in
        counts more.
        """
        stem, begun = self._stem(word), self._begun(word, last)
        ways: list[tuple[float, Callable[[_Document], float]]] = [
            (1.0, lambda document: document.stems.get(stem, 0.0)),
            (_SAME, lambda document: _most(document.groups, self._groups.get(stem, ()))),
            (_BEGINS, lambda document: _most(document.words, begun)),
        ]
        found: dict[str, tuple[float, float]] = {}
        for share, weigh in ways:
            hits = {name: weight for name, each in self._documents.items() if (weight := weigh(each))}
            if not hits:
                continue
            rare = math.log(1 + len(self._documents) / len(hits))
            for name, weight in hits.items():
                found[name] = max(found.get(name, (0.0, 0.0)), (share * weight * rare, rare))
        return found

    def _whole(self, name: str, sought: set[str], meant: set[int]) -> float:
        """What the best phrase adds of which every word was typed."""
        best = 0.0
        for phrase, weight in self._documents[name].phrases:
            if all(stem in sought or self._groups.get(stem, set()) & meant for stem in phrase):
                best = max(best, _PHRASE * weight * len(phrase))
        return best


def _most(weights: Mapping[_Key, float], keys: Iterable[_Key]) -> float:
    return max((weights.get(key, 0.0) for key in keys), default=0.0)


def _bones(word: str) -> tuple[str, str]:
    """A word without its vowels, and so that a nasal before g or k is left out as well: "tngn" and "tgn" are tangan."""
    bones = _VOWEL.sub("", word)
    return bones, _NASAL.sub("", bones)


def _less(hits: Mapping[str, tuple[float, float]], share: float) -> dict[str, tuple[float, float]]:
    return {name: (share * weight, share * rare) for name, (weight, rare) in hits.items()}


def words_in(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes: "Can't" is one word."""
    parted = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text).casefold())
    whole = "".join(sign for sign in parted if unicodedata.combining(sign) != _ABOVE).replace(_SARA_AM, "\u0e33")
    found = (_thai(each) if "\u0e01" <= each < "\u0e50" else [each] for each in _WORD.findall(whole))
    return [_TWICE.sub(r"\1", word) for words in found for word in words]


def _thai(run: str) -> list[str]:
    from screening.wording.script.word_segmentation import words_of  # only who writes Thai waits for its list of words

    return [word for word in words_of(run) if word != "\u0e46"]


@functools.cache
def stems(language: str) -> Callable[[str], str]:
    """What brings a word to its stem; a language without an algorithm keeps its words as they are."""
    named = _STEMMERS.get(language.partition("-")[0])
    if named is None:
        return str
    module, name = named
    stemmer: _Stemmer = getattr(importlib.import_module(f"snowballstemmer.{module}"), name)()
    return functools.lru_cache(maxsize=8192)(stemmer.stemWord)


FILE = "synonyms.toml"
_SHAPE = {
    "dated": DAY, "verified": SAID, **dict.fromkeys(("source", "skip", "slight", "same"), TEXTS),
    "item": Key("table"), "indicator": Key("table"),
}  # fmt: skip
_REMEDY = "Write it as locales/en/synonyms.toml does."


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The lists of one language.

    ``skip`` are words that say nothing about a sign, ``slight`` words that say who, where or when, ``same`` groups of
    words that mean the same wherever they stand, ``items`` and ``indicators`` the phrases of an item or an indicator by
    its id.
    """

    skip: frozenset[str] = frozenset()
    slight: frozenset[str] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Synonyms:
        """From the parsed file. Raises ValueError, saying which part, when it has another shape."""
        must_fit(table, _SHAPE)
        phrases = {part: table.get(part, {}) for part in ("item", "indicator")}
        for each in phrases.values():
            must_fit(each, dict.fromkeys(each, TEXTS))
        lists = [words for part in (table, *phrases.values()) for words in part.values() if isinstance(words, list)]
        if not all(word.strip() for words in lists for word in words):
            raise ValueError("a word is empty")
        return cls(
            frozenset(table.get("skip", ())),
            frozenset(table.get("slight", ())),
            tuple(tuple(group.split()) for group in table.get("same", ())),
            *({name: tuple(words) for name, words in each.items()} for each in phrases.values()),
        )


@functools.lru_cache(maxsize=16)
def synonyms_of(language: str, root: Path) -> Synonyms:
    """The lists of the pack that serves ``language``; empty ones where it has none or they cannot be read."""
    pack = pack_for(language, root)
    path = root / "locales" / (SOURCE if pack is None else pack.tag) / FILE
    try:
        return Synonyms.read(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return Synonyms()


def synonym_problems(locales: Path, items: Collection[str], indicators: Collection[str]) -> Iterator[Problem]:
    """What is wrong in the lists of every pack. ``items`` and ``indicators`` are the ids of all editions."""
    for path in sorted(locales.glob(f"*/{FILE}")):
        name = f"locales/{path.parent.name}/{FILE}"
        try:
            lists = Synonyms.read(tomllib.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as trouble:
            yield Problem(name, "the lists", f"The lists cannot be used: {trouble}.", _REMEDY)
            continue
        for part, given, known in (("item", lists.items, items), ("indicator", lists.indicators, indicators)):
            for each in given.keys() - set(known):
                what = f"No edition has an {part} with this id."
                yield Problem(name, f"{part}.{each}", what, f"Write the id of an {part}, or take the line out.")

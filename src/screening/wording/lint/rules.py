"""How a single text may be worded: words not to say, signs that do not belong in a text, questions that press."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from screening.wording.catalogue.source_texts import Audience, fields_of
from screening.wording.script.syllables import syllables

LONGEST = 20
"""Words in one sentence said to the person (WO2)."""

UNSPACED = re.compile(r"[\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17dd\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts that write no space between words."""
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);|\*\*|`")
SENTENCE_END = re.compile(r"(?<=[.?!؟।॥။。？！])\s+")
QUESTION_MARKS = ("?", "؟", "？")
TAG_QUESTION = re.compile(
    r",\s*(right|correct|yes|no|okay|(is|are|was|were|do|does|did|has|have|will|would|can|could)(n't| not)?\s+"
    r"(i|you|he|she|it|we|they|that))\s*\?",
    re.IGNORECASE,
)
NEGATIVE_QUESTION = re.compile(
    r"^((is|are|was|were|do|does|did|has|have|had|will|would|ca|could|should|wo)n't\b"
    r"|(is|are|was|were|do|does|did|has|have|will|would|can|could)\s+(you|they|he|she|it)\s+not\b).*\?",
    re.IGNORECASE,
)

SCRIPTS = {
    "Arab": "ARABIC", "Beng": "BENGALI", "Deva": "DEVANAGARI", "Hans": "CJK", "Hant": "CJK", "Khmr": "KHMER",
    "Laoo": "LAO", "Mymr": "MYANMAR", "Rohg": "HANIFI ROHINGYA", "Sinh": "SINHALA", "Taml": "TAMIL", "Thai": "THAI",
}  # fmt: skip
"""What the Unicode names of a script's letters begin with; a Latin pack cannot be told from English this way."""

# Zawgyi writes Burmese with the same code points in another order and with code points of other languages:
# U+1039 as a final sign with no letter below it, U+1031 and U+103B before the letter they belong to,
# U+1033, U+1034 and U+1060-U+1097 for shapes. (UTN 11; the Unicode Consortium's Zawgyi FAQ.)
_BASE = "\u1000-\u102a\u103f\u104e"
ZAWGYI = re.compile(
    rf"\u1039(?![{_BASE}])"
    rf"|(?<![{_BASE}\u103b-\u103e\u1039])\u1031"
    rf"|(?<![{_BASE}\u103a])\u103b"
    "|[\u1033\u1034\u1060-\u1097]"
)


@dataclass(frozen=True, slots=True)
class Banned:
    """The words one language does not say to each audience, and its words for "why".

    ``avoid`` are words that the texts for the person do not use, because they are written, too weak or of one sex. They
    judge nobody: whoever asks in their own words may say them.

    ``newer`` are words that officers' texts no longer use; editions before ``since`` were worded before that and keep
    them.
    """

    words: Mapping[Audience, tuple[str, ...]]
    why: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    since: str = ""

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Banned:
        """From a ``banned.toml``. Raises ValueError when a list is not a list of texts."""
        lists = {audience: table.get(audience, {}).get("words", []) for audience in Audience}
        why, avoid = (table.get("person", {}).get(name, []) for name in ("why", "avoid"))
        plain = table.get("officer", {}).get("plain", {})
        newer, since = plain.get("words", []), plain.get("since", "")
        for each in (*lists.values(), why, avoid, newer):
            if not isinstance(each, list) or not all(isinstance(word, str) and word.strip("* ") for word in each):
                raise ValueError("not a list of words")
        if not isinstance(since, str):
            raise ValueError("not the id of an edition")
        words = {audience: tuple(words) for audience, words in lists.items()}
        return cls(words, tuple(why), tuple(avoid), tuple(newer), since)

    def of(self, edition: str) -> Banned:
        """The words that hold for the texts of ``edition``; "" for the interface, the forms and the training."""
        if not self.newer or (edition and _number(edition) < _number(self.since)):
            return self
        officer = (*self.words.get(Audience.OFFICER, ()), *self.newer)
        return Banned({**self.words, Audience.OFFICER: officer}, self.why, self.avoid)


def lint(
    text: str, banned: Banned, audience: Audience, script: str, source: str | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the wording of one text and how to mend it.

    ``source`` is the English text of a translation; None for the English text itself.
    """
    for word in banned.words.get(audience, ()):
        if says(text, word):
            yield f"It says “{word.rstrip('*')}”.", "Use a plain word that judges nobody (banned.toml)."
    if text != unicodedata.normalize("NFC", text):
        yield "It is not in Unicode's composed form (NFC).", "Save it as NFC."
    if BIDI & set(text):
        yield "It holds an invisible direction sign.", "Take it out: the program sets directions itself."
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        yield "It holds a control character.", "Take it out."
    if MARKUP.search(text):
        yield "It holds markup.", "Write plain text."
    if text != text.strip():
        yield "It begins or ends with a space.", "Take the space out."
    if source is not None and script in SCRIPTS and not _written_in(text, script) and _has_words(source):
        yield "It has no letter of the language's script.", "Translate it."
    if audience is Audience.PERSON:
        for word in banned.avoid:
            if says(text, word):
                yield f"It says “{word.rstrip('*')}”.", "Say it as people speak (avoid, in banned.toml)."
        yield from _spoken(text, banned, english=source is None)


def says(text: str, word: str) -> bool:
    """Return whether ``text`` holds ``word`` as a word of its own; as the beginning of one, when ``word`` ends in a
    star.

    Burmese, Chinese, Khmer, Lao and Thai write no space between words: there it is held when it takes whole syllables.
    """
    hay, needle = _plain(text), _plain(word.rstrip("*"))
    start = hay.find(needle)
    if start < 0:
        return False
    cuts = {0, len(hay), *syllables(hay)} if UNSPACED.search(needle) else {0, len(hay)}
    while start >= 0:
        end = start + len(needle)
        begins = start in cuts or not (_joins(hay[start - 1]) and _joins(needle[0]))
        ends = word.endswith("*") or end in cuts or not (_joins(hay[end]) and _joins(needle[-1]))
        if begins and ends:
            return True
        start = hay.find(needle, start + 1)
    return False


@functools.lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The same letters whatever their case, apostrophe and composition; each text is held against a long list."""
    return unicodedata.normalize("NFC", text).replace("’", "'").casefold()


def looks_like_zawgyi(text: str) -> bool:
    """Return whether Burmese text holds a sequence that only the Zawgyi encoding uses (LA10)."""
    return ZAWGYI.search(text) is not None


def _spoken(text: str, banned: Banned, *, english: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a text that is said to the person."""
    for sentence in SENTENCE_END.split(text):
        question = sentence.rstrip().endswith(QUESTION_MARKS)
        if question and any(says(sentence, word) for word in banned.why):
            yield "It asks why.", "Ask what happened; why asks the person to justify it."
        if english and (length := len(re.findall(r"[\w'’-]+", sentence))) > LONGEST:
            yield f"A sentence has {length} words.", f"At most {LONGEST}: make it two sentences."
        if english and TAG_QUESTION.search(sentence):
            yield "It is a tag question.", "Ask it openly."
        if english and NEGATIVE_QUESTION.search(sentence):
            yield "It asks in the negative.", "Ask it the other way round."
    if sum(text.count(mark) for mark in QUESTION_MARKS) > 1:
        yield "It asks two questions at once.", "Ask one."


def _number(edition: str) -> tuple[int, ...]:
    """The numbers of an edition's id, so that 2026-10 comes after 2026-2."""
    return tuple(int(each) for each in re.findall(r"\d+", edition))


def _joins(sign: str) -> bool:
    """Return whether a sign goes on a word: Indic vowel signs are marks, which ``\\w`` does not know."""
    return unicodedata.category(sign)[0] in "LMN"


def _written_in(text: str, script: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(SCRIPTS[script]) for sign in text)


def _has_words(source: str) -> bool:
    without = source
    for name in fields_of(source):
        without = without.replace(f"{{{name}}}", "")
    return any(sign.isalpha() for sign in without)

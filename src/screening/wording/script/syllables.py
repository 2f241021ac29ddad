"""Where one letter with its marks ends, and the smallest pieces that a line may be broken into."""

from __future__ import annotations

import functools
import re

# Marks are looked up in one expression, because texts can be long: a base, what stacks under it, and its marks.
_MARK = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c"
    r"\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3\u09fe\u0a01-\u0a03"
    r"\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0ae2\u0ae3\u0b01-\u0b03\u0b3c\u0b3e-\u0b57"
    r"\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc"
    r"\u0cbe-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf"
    r"\u0df2\u0df3\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    r"\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f\u17b4-\u17d3"
    r"\u17dd\u180b-\u180f\u1ab0-\u1ace\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4\u1cf7-\u1cf9\u1dc0-\u1dff\u200c\u200d"
    r"\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ua66f-\ua672\ua674-\ua67d\ua8e0-\ua8f1\ua8ff\ua9e5\uaa7b-\uaa7d"
    r"\ufe00-\ufe0f\ufe20-\ufe2f\U00010d24-\U00010d27\U000111ca\U000111cb\U0001f3fb-\U0001f3ff"
    r"\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
_STACKERS = r"[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2]"
"""Signs that put the next consonant under or into the one before."""
_LETTER_STACKED = (
    r"[\u0915-\u0939\u0958-\u095f\u0978-\u097f\u0995-\u09b9\u09dc-\u09df\u09f0\u0a95-\u0ab9\u0af9\u0b15-\u0b39"
    r"\u0b5c-\u0b5f\u0c15-\u0c39\u0c58-\u0c5a\u0c95-\u0cb9\u0d15-\u0d39\u0d9a-\u0dc6\u1000-\u102a\u103f\u1050-\u1055"
    r"\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u1780-\u17b3]"
)
_JOINED = (
    r"\r\n"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    r"|[\u1100-\u115f\ua960-\ua97c]*(?:[\uac00-\ud7a3][\u1160-\u11ff\ud7b0-\ud7fb]*|[\u1160-\u11ff\ud7b0-\ud7fb]+)"
    rf"|[\u2000-\u3300\U0001f000-\U0001faff](?:(?!\u200d){_MARK})*"
    rf"(?:\u200d[\u2000-\u3300\U0001f000-\U0001faff](?:(?!\u200d){_MARK})*)+"
)


@functools.cache
def _grapheme() -> re.Pattern[str]:
    """One letter with its marks. Made when it is first asked for: it takes as long as thirty texts do."""
    return re.compile(
        rf"(?:[\u0600-\u0605\u06dd\u08e2\u0890\u0891]*(?:{_JOINED}|.))"
        rf"{_MARK}*(?:(?<={_STACKERS})(?:[\u200c\u200d]?){_LETTER_STACKED}{_MARK}*"
        rf"|(?<={_STACKERS}\u200d){_LETTER_STACKED}{_MARK}*)*",
        re.DOTALL,
    )


@functools.cache
def _syllable_goes_on() -> re.Pattern[str]:
    """Matches where a written syllable goes on; made when it is first asked for."""
    return re.compile(
        # Burmese: a consonant that is killed (asat) or carries a stack ends the syllable before it.
        r"(?=[\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u1066\u106e-\u1081]\u1037?[\u103a\u1039])"
        # Thai and Lao: vowels written after the consonant, the sign of repeating and of shortening.
        r"|(?=[\u0e2f\u0e30\u0e32\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0ebd\u0ec6])"
        # ... and a consonant made silent.
        r"|(?=[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c)|(?=[\u0e81-\u0eae\u0edc-\u0edf][\u0eb4\u0eb8]?\u0ecc)"
        # Thai and Lao: vowels written before the consonant that they are spoken after.
        r"|(?<=[\u0e40-\u0e44\u0ec0-\u0ec4])"
        # ... and vowels that always have a last consonant.
        r"|(?<=[\u0e31\u0e37\u0e47])(?=[\u0e01-\u0e2e])|(?<=[\u0e31\u0e37][\u0e48-\u0e4b])(?=[\u0e01-\u0e2e])"
        r"|(?<=[\u0eb1\u0ebb])(?=[\u0e81-\u0eae])|(?<=[\u0eb1\u0ebb][\u0ec8-\u0ecb])(?=[\u0e81-\u0eae])"
        # Khmer: a consonant that ends a short syllable or is silent, and the sign of repeating.
        r"|(?=[\u1780-\u17a2][\u17cb\u17cd])|(?=\u17d7)"
        # Figures stay together.
        r"|(?<=[\u1040-\u1049])(?=[\u1040-\u1049])|(?<=[\u0e50-\u0e59])(?=[\u0e50-\u0e59])"
        r"|(?<=[\u0ed0-\u0ed9])(?=[\u0ed0-\u0ed9])|(?<=[\u17e0-\u17e9])(?=[\u17e0-\u17e9])"
    )


_SYLLABIC = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")


def graphemes(text: str) -> list[int]:
    """Return where each letter with its marks and stacks begins (UAX #29, stacks kept whole), and the text's end."""
    starts = [found.start() for found in _grapheme().finditer(text)]
    starts.append(len(text))
    return starts if text else [0]


def syllables(text: str) -> list[int]:
    """Return where each grapheme begins; in Burmese, Thai, Lao and Khmer, where a written syllable does.

    And the end.
    """
    starts = graphemes(text)
    if not _SYLLABIC.search(text):
        return starts
    return [at for at in starts if at in (0, len(text)) or not _syllable_goes_on().match(text, at)]

"""Words in the scripts that write no space between them: Burmese, Khmer, Lao and Thai."""

from __future__ import annotations

import functools
import lzma
import re
from importlib import resources

from screening.wording.script.syllables import syllables

_RUN = re.compile(
    r"(?P<Mymr>[\u1000-\u1049\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+)|(?P<Khmr>[\u1780-\u17d3\u17d7\u17dc-\u17e9]+)"
    r"|(?P<Laoo>[\u0e81-\u0edf]+)|(?P<Thai>[\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59]+)"
)
"""A run of one script's letters, without its sentence marks."""
_UNKNOWN = 100
"""What a syllable outside the word list costs; a listed word costs 1."""
_ENDS_WITH_LETTER = re.compile(r"[\u1040-\u1049\u17e0-\u17e9\u0ed0-\u0ed9\u0e50-\u0e59]")
_PARTICLE = re.compile(r"[\u104c\u104d\u104f\u17d7\u17dc\u0e2f\u0e46\u0eaf\u0ec6]")
_BOUND = {
    "Mymr": frozenset(
        (
            # After a noun.
            "သူ", "က", "ကို", "မှာ", "မှ", "နဲ့", "ရဲ့", "တွေ", "များ", "တို့", "သို့", "ဆီ",
            "ထဲ", "လည်း", "ပဲ", "ဘဲ", "တော့", "တောင်", "လောက်", "တိုင်း", "ထက်", "ကြောင့်", "အောင်",
            # After a verb.
            "ပါ", "တယ်", "သည်", "မယ်", "မည်", "မယ့်", "တဲ့", "သော", "တာ", "စရာ", "ပြီ", "ပြီး",
            "လို့", "ရင်", "ဖို့", "လဲ", "သလဲ", "မလဲ", "လား", "သလား", "မလား", "ပါသလား", "ဘူး",
            # A second verb.
            "ခဲ့", "ချင်", "နိုင်", "ရ", "ပေး", "ပြ", "ထား", "နေ", "ဖူး", "စေ", "ခံ", "လိုက်",
            "ကြ", "သေး", "တတ်", "ရော", "ခင်", "သလို", "ရအောင်",
        )
    )
}  # fmt: skip
"""Words said in one breath with the word before them, which begin no line where no space parts them: the markers,
endings and second verbs of Burmese. Chosen by hand; no native reader has read the list."""
_LEADS = {"Mymr": frozenset(("မ", "အ", "ဘယ်", "ဘာ", "ဒီ", "တစ်"))}
"""Words that belong to the one after them: not, which, what, this, one."""
_BREATH = 6
"""Syllables from which such words may begin a line all the same."""

_WHOLE = 4
"""A run of so many syllables stays on one line, and no list is read for it: the name of a language, a yes."""


@functools.cache
def word_list(script: str) -> tuple[frozenset[str], int]:
    """The words of one script (Mymr, Khmr, Laoo, Thai) and the length of the longest."""
    packed = resources.files("screening.wording.script").joinpath("words", f"{script}.txt.xz").read_bytes()
    words = frozenset(lzma.decompress(packed).decode("utf-8").split())
    return words, max(map(len, words))


def word_ends(text: str) -> list[int]:
    """Offsets inside runs of those scripts at which a word ends and another begins.

    Each run is cut into the fewest listed words that leave the fewest syllables over; syllables left over in a row
    (a name, say) stay together, and so do figures and what follows them, and what is said in one breath.
    """
    return [found.start() + at for found in _RUN.finditer(text) for at in _cut(found.group(), found.lastgroup or "")]


def words_of(text: str) -> list[str]:
    """The words of a text in one of those scripts, as they are looked up: however short the text is."""
    found: list[str] = []
    for run in _RUN.finditer(text):
        ends, best = _best(run.group(), run.lastgroup or "")
        at = 0
        while at < len(best) - 1:
            upto = best[at][1]
            found.append(run.group()[ends[at] : ends[upto]])
            at = upto
    return found


def _best(run: str, script: str) -> tuple[list[int], list[tuple[int, int, bool]]]:
    """Where the syllables of a run end, and for each: the cost of the run from there on, where the word that begins
    there ends, and whether it is listed.
    """
    ends = syllables(run)
    places = len(ends) - 1
    words, longest = word_list(script)
    best: list[tuple[int, int, bool]] = [(0, places, True)] * (places + 1)
    for at in range(places - 1, -1, -1):
        found = (best[at + 1][0] + _UNKNOWN, at + 1, False)
        start, upto = ends[at], at + 1
        while upto <= places and ends[upto] - start <= longest:
            cost = best[upto][0] + 1
            if cost <= found[0] and run[start : ends[upto]] in words:
                found = (cost, upto, True)
            upto += 1
        best[at] = found
    return ends, best


def _cut(run: str, script: str) -> list[int]:
    if len(syllables(run)) - 1 <= _WHOLE:
        return []
    ends, best = _best(run, script)
    places = len(ends) - 1
    cuts: list[int] = []
    at, known_before, word, begun = 0, True, "", 0
    bound, leads = _BOUND.get(script, frozenset()), _LEADS.get(script, frozenset())
    while at < places:
        _, upto, known = best[at]
        offset, word_before, word = ends[at], word, run[ends[at] : ends[upto]]
        joined = (word in bound or word_before in leads) and upto - begun <= _BREATH
        if (
            at
            and (known or known_before)
            and not joined
            and not _ENDS_WITH_LETTER.match(run, offset - 1)
            and not _PARTICLE.match(run, offset)
        ):
            cuts.append(offset)
            begun = at
        at, known_before = upto, known
    return cuts

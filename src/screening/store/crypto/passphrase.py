"""Passphrases: which are refused, and how a new one is drawn from a list of words."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from screening import settings
from screening.errors import BadInput

SHORTEST = 16
"""Characters of a passphrase of one's own. Five drawn words are always longer."""

WORDS = 5
FEWEST_WORDS = 2048
"""Words that a list must have: five of 2,048 make 55 bits, at 2,080 guesses a second some 270,000 years on average."""

LIST = "passphrase_words.txt"

_DIFFERENT = 6
"""Different characters that a passphrase of one's own has at least."""

_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
)

_COMMON = frozenset(
    (
        "administrator", "asalamualaikum", "assalamualaikum", "bismillahirrahmanirrahim", "changeme", "computer",
        "correcthorsebatterystaple", "iloveyou", "iloveyouforever", "iloveyousomuch", "jesuschrist", "kualalumpur",
        "letmein", "malaysia", "malaysiaboleh", "mypassphrase", "mypassword", "negarakuku", "opensesame", "passphrase",
        "password", "passwordku", "passw0rd", "p@ssw0rd", "qwertyuiop", "rahsia", "katalaluan", "screening",
        "secret", "thequickbrownfox", "thisismypassphrase", "thisismypassword", "tobeornottobe", "trustno1", "welcome",
        "thequickbrownfoxjumpsoverthelazydog", "iamthewalrus", "maytheforcebewithyou", "selamatpagi", "terimakasih",
    )
)  # fmt: skip


def normal(passphrase: str) -> str:
    """Return one spelling for what looks and sounds the same: NFKC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def passphrase_trouble(text: str) -> str | None:
    """Return why ``text`` will not do: ``passphrase-too-short`` or ``passphrase-too-common``; None when it will."""
    spelled = normal(text)
    if len(spelled) < SHORTEST:
        return "passphrase-too-short"
    bare = re.sub(r"[\W_]", "", spelled.casefold())
    core = re.sub(r"^[0-9]+|[0-9]+$", "", bare)
    if len(set(bare)) < _DIFFERENT or _repeated(bare) or _repeated(core) or core in _COMMON or _mostly_runs(bare):
        return "passphrase-too-common"
    return None


def refuse_weak(passphrase: str) -> None:
    """Raise BadInput with what ``passphrase_trouble`` says of it."""
    if code := passphrase_trouble(passphrase):
        raise BadInput(code)


def _repeated(text: str) -> bool:
    """One piece over and over: the shortest that the text is made of fits into it at least twice."""
    # How much of each beginning stands at its own end as well (Knuth, Morris and Pratt): one pass, however long it is.
    ends = [0] * len(text)
    for at in range(1, len(text)):
        length = ends[at - 1]
        while length and text[at] != text[length]:
            length = ends[length - 1]
        ends[at] = length + (text[at] == text[length])
    return bool(text) and len(text) >= 2 * (len(text) - ends[-1])


def _mostly_runs(text: str) -> bool:
    """Little is left once the rows of the keyboard, the alphabet and the common words are taken out."""
    left = text
    for run in _RUNS:
        for line in (run, run[::-1]):
            for size in range(len(line), 3, -1):
                for start in range(len(line) - size + 1):
                    left = left.replace(line[start : start + size], "")
    for word in _COMMON:
        left = left.replace(word, "")
    return len(left) < 6


def draw(words: Sequence[str], count: int = WORDS) -> str:
    """Return a new passphrase of ``count`` words, each as likely as any other. Raises BadInput("words-too-few")."""
    if len(words) < FEWEST_WORDS:
        raise BadInput("words-too-few")
    return " ".join(secrets.choice(words) for _ in range(count))


def drawn(language: str) -> str:
    """Return five words of the officer's language where it has a list, else English; "" where neither can be read."""
    for folder in dict.fromkeys((language, "en")):
        with suppress(BadInput):
            return draw(read_words(settings.locales_root() / folder / LIST))
    return ""


def read_words(path: Path) -> tuple[str, ...]:
    """Return the words of a list: one a line, ``#`` begins a remark.

    Raises BadInput("words-unreadable") or ("words-too-few").
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput("words-unreadable", file=path.name) from None
    words = tuple(dict.fromkeys(normal(line) for line in lines if line.strip() and not line.startswith("#")))
    if len(words) < FEWEST_WORDS:
        raise BadInput("words-too-few")
    return words

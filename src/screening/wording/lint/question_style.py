"""What kind of question a sentence is, as an observer would tick it, and by what it was recognised."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from screening.domain.content.keys import FLAG, TEXTS
from screening.domain.content.strict_toml import built, must_fit
from screening.domain.scenarios.model import QuestionKind
from screening.settings import content_root
from screening.wording.catalogue.packs import SOURCE, pack_for
from screening.wording.catalogue.source_texts import Audience
from screening.wording.lint.rules import NEGATIVE_QUESTION, QUESTION_MARKS, TAG_QUESTION, Banned, says

LONGEST = 400
"""Signs of a question that are looked at."""

_END = re.compile(r"[?؟？.!।۔။\s]+$")
_CLAUSE = re.compile(r"[,،،;:]\s*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What questions are recognised by in one language (``locales/<tag>/questions.toml``)."""

    invitation: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    open_inside: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    closed_inside: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    statement_leads: bool = False

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Marks:
        """Raise ValueError when the table holds anything but lists of words and ``statement_leads``."""
        names = {each.name: TEXTS for each in fields(cls)}
        must_fit(table, {**names, "statement_leads": FLAG, "reviewers": TEXTS})
        for name, words in table.items():
            if isinstance(words, list) and not all(word.strip("* ") for word in words):
                raise ValueError(f"{name} has an empty word")
        return built(cls, table)


@dataclass(frozen=True, slots=True)
class QuestionStyle:
    """A question's kind. ``reason`` is a text id's end (``asked.<reason>``), ``word`` what it was recognised by.

    ``kind`` is None for what is no question, and where the language has no marks: a person then says the kind.
    """

    kind: QuestionKind | None
    reason: str
    word: str = ""


def classify(question: str, language: str, *, root: Path | None = None) -> QuestionStyle:
    """Return the kind of one question. Pressing kinds are looked for first: a question that fits two is the worse one.

    It reads wording, not minds: a question that plants something by its content alone is for people to hear.
    """
    root = content_root() if root is None else root
    marks, banned = marks_of(language, root), banned_of(language, root)
    text = " ".join(question[:LONGEST].replace("’", "'").split())
    if not any(sign.isalpha() for sign in text):
        return QuestionStyle(None, "nothing")
    if marks is None:
        return QuestionStyle(None, "language")
    asked = any(mark in text for mark in QUESTION_MARKS)
    if sum(text.count(mark) for mark in QUESTION_MARKS) > 1:
        return QuestionStyle(QuestionKind.MULTIPLE, "two-questions")
    if word := _inside(text, marks.joins):
        return QuestionStyle(QuestionKind.MULTIPLE, "joined", word)
    judging = (each for each in banned.words.get(Audience.PERSON, ()) if each not in banned.why)
    if word := _inside(text, judging):
        return QuestionStyle(QuestionKind.LEADING, "judges", word.rstrip("*"))
    if word := _inside(text, banned.why):
        return QuestionStyle(QuestionKind.WHY, "why", word)
    if found := _pressing(text, marks):
        return found
    if word := _inside(text, marks.invitation):
        return QuestionStyle(QuestionKind.INVITATION, "invites", word)
    return _plain(text, marks, asked)


def _pressing(text: str, marks: Marks) -> QuestionStyle | None:
    bare = _END.sub("", text)
    last = _CLAUSE.split(bare)[-1]
    turned = marks.statement_leads and any(_begins(last, each) for each in marks.closed)
    if not turned and (word := next((each for each in marks.tag if _ends(bare, each)), "")):
        return QuestionStyle(QuestionKind.LEADING, "tag", word)
    if TAG_QUESTION.search(text):
        return QuestionStyle(QuestionKind.LEADING, "tag", last)
    if NEGATIVE_QUESTION.search(text):
        return QuestionStyle(QuestionKind.LEADING, "in-the-negative", text.split()[0])
    if word := next((each for each in marks.leading if _begins(text, each)), ""):
        return QuestionStyle(QuestionKind.LEADING, "suggests", word)
    return None


def _plain(text: str, marks: Marks, asked: bool) -> QuestionStyle:
    first = next((each for each in marks.open if _begins(text, each)), "")
    if first and " " in first:
        return QuestionStyle(QuestionKind.OPEN, "asks-openly", first)
    for clause in _CLAUSE.split(text):
        if word := next((each for each in marks.closed if _begins(clause, each)), ""):
            return QuestionStyle(QuestionKind.CLOSED, "yes-or-no", word)
    if word := _inside(text, marks.closed_inside):
        return QuestionStyle(QuestionKind.CLOSED, "yes-or-no", word)
    if word := first or _inside(text, marks.open_inside):
        return QuestionStyle(QuestionKind.OPEN, "asks-openly", word)
    if not asked:
        return QuestionStyle(None, "no-question")
    if marks.statement_leads:
        return QuestionStyle(QuestionKind.LEADING, "statement")
    return QuestionStyle(QuestionKind.CLOSED, "yes-or-no-by-tone")


@functools.lru_cache(maxsize=64)
def marks_of(language: str, root: Path) -> Marks | None:
    """Return the marks of the pack that serves ``language``; None where it has none or they cannot be read."""
    pack = pack_for(language, root)
    path = root / "locales" / (SOURCE if pack is None else pack.tag) / "questions.toml"
    try:
        return Marks.read(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=64)
def banned_of(language: str, root: Path) -> Banned:
    """Return the banned words of the pack that serves ``language``; none where they cannot be read."""
    pack = pack_for(language, root)
    path = root / "locales" / (SOURCE if pack is None else pack.tag) / "banned.toml"
    try:
        return Banned.read(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError, AttributeError):
        return Banned({}, ())


def _inside(text: str, words: Iterable[str]) -> str:
    """Return the first of ``words`` that stands in the text; "a…b" when both parts do."""
    return next((word for word in words if all(says(text, part) for part in word.split("…"))), "")


def _begins(text: str, word: str) -> bool:
    return says(text[: len(word) + 1], word) and text.casefold().startswith(word.rstrip("*"))


def _ends(bare: str, word: str) -> bool:
    """Return whether a sentence without its last marks ends in ``word``, and is more than it."""
    return len(bare) > len(word) + 1 and says(bare[-len(word) - 1 :], word) and bare.casefold().endswith(word)

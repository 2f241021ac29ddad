"""An utterance as clauses, and the kind of each: a sentence is parted where a second question begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from screening.domain.practice.acts import QUESTIONS, ActKind
from screening.training.utterance_signs import Linear, Signs, features
from screening.wording.lint.rules import QUESTION_MARKS

_SENTENCE = re.compile(rf"[^.!;\n…{''.join(QUESTION_MARKS)}]+[.!;\n…{''.join(QUESTION_MARKS)}]*")
_CONDITIONS = frozenset({"if", "when", "while", "since", "kalau", "bila", "masa", "waktu", "ketika", "semasa"})
_LEAST = 3
"""Words that must follow a comma or "and", so that they are a clause of their own: "didn't he" is none."""
TOGETHER = QUESTIONS - {ActKind.LEADING, ActKind.WHY}
"""Questions of which two in one breath are one act, MULTIPLE."""

_ASKED = frozenset(
    {ActKind.SMALL_TALK, ActKind.CLOSING, ActKind.PRESUMPTIVE, ActKind.DIRECTIVE, ActKind.ACCUSATION, ActKind.OFFER}
)
ALLOWED = {
    "why": frozenset({ActKind.WHY, ActKind.ACCUSATION}),
    "detail": _ASKED | {ActKind.OPTION_POSING, ActKind.FORCED_CHOICE, ActKind.INVITATION, ActKind.LEADING},
    "open": _ASKED | {ActKind.INVITATION, ActKind.FACILITATOR, ActKind.EXPLANATION},
    "yes_no": frozenset(ActKind)
    - {ActKind.DIRECTIVE, ActKind.EXPLANATION, ActKind.PROMISE, ActKind.GREETING, ActKind.PRESUMPTIVE},
}
"""What a sentence can be that begins as a question does; the other forms can be anything."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an utterance that does one thing. ``words`` are read and without courtesy."""

    text: str
    words: tuple[str, ...]
    asked: bool


def clauses(signs: Signs, text: str) -> list[Clause]:
    """Return the clauses of an utterance in order; at least one where it has a letter."""
    found = []
    for sentence in _SENTENCE.findall(text.replace("’", "'")):
        if not any(sign.isalnum() for sign in sentence):
            continue
        asked = any(mark in sentence for mark in QUESTION_MARKS)
        parts = _parted(signs, signs.bare(signs.read(sentence)))
        whole = len(parts) == 1
        found += [
            Clause(sentence.strip() if whole else " ".join(part), tuple(signs.bare(part)), asked) for part in parts
        ]
    return found


def _parted(signs: Signs, words: list[str]) -> list[list[str]]:
    """The words of a sentence, parted where after a comma or an "and" a second question begins."""
    parts: list[list[str]] = [[]]
    for at, word in enumerate(words):
        joint = word == "," or word in signs.joins
        if joint and _opens(signs, parts[-1], word) and words[at + 1 : at + 2] and _question(signs, words[at + 1 :]):
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if any(each != "," for each in part)]


def _opens(signs: Signs, part: list[str], joint: str) -> bool:
    """Whether what stands before a joint can stand alone; before an "and" it must be a question itself."""
    bare = [each for each in part if each != "," and (each,) not in signs.fillers]
    form = signs.form(bare, asked=True)
    if not bare or (bare[0] in _CONDITIONS and (joint == "," or form != "detail")):
        return False
    return len(bare) >= _LEAST if joint == "," else form != "asked"


def _question(signs: Signs, rest: list[str]) -> bool:
    """Whether what follows a joint is a question: long enough, and begun by a question word."""
    if rest[0] in signs.joins:
        rest = rest[1:]
    rest = signs.bare(rest)
    clause = rest[: rest.index(",")] if "," in rest else rest
    long = len(clause) >= _LEAST or (len(clause) == _LEAST - 1 and signs.form(clause, asked=True) == "detail")
    return long and signs.asks(clause) and "not" not in clause[1:2]


def kind_of(signs: Signs, clause: Clause, model: Linear) -> ActKind:
    """Return the kind of a clause: of those that its form allows, the one that the model finds likeliest."""
    scores = model.scores(features(signs, list(clause.words), clause.asked))
    allowed = ALLOWED.get(signs.form(clause.words, clause.asked), frozenset(ActKind))
    return max((score, ActKind(name)) for score, name in zip(scores, model.classes, strict=True) if name in allowed)[1]


def together(kinds: list[ActKind]) -> list[list[int]]:
    """Return which clauses are one act, by their places: those of one kind that ask nothing, and questions in a row."""
    groups: list[list[int]] = []
    for at, kind in enumerate(kinds):
        before = kinds[at - 1] if at else None
        same = before is kind and kind not in {ActKind.LEADING, ActKind.WHY}
        if same or (before in TOGETHER and kind in TOGETHER):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def kind_together(kinds: list[ActKind]) -> ActKind:
    """Return the kind of clauses that are one act."""
    if len(kinds) > 1 and kinds[0] in TOGETHER and set(kinds) != {ActKind.INVITATION}:
        return ActKind.MULTIPLE
    return kinds[0]

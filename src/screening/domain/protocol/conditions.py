"""Three-valued conditions on answers (Kleene), and the language they are written in. Silence makes none false."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers, ItemId


@dataclass(frozen=True, slots=True)
class Is:
    """``item is yes`` / ``item is no``. Not asked, not known and declined leave it open."""

    item: ItemId
    answer: Answer

    def holds(self, answers: Answers) -> bool | None:
        given = answers.get(self.item)
        if given is None or given.answer.holds is None:
            return None
        return given.answer is self.answer

    def items(self) -> Iterator[ItemId]:
        yield self.item


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition; not known where that is not known."""

    part: Condition

    def holds(self, answers: Answers) -> bool | None:
        value = self.part.holds(answers)
        return None if value is None else not value

    def items(self) -> Iterator[ItemId]:
        return self.part.items()


@dataclass(frozen=True, slots=True)
class _Several:
    parts: tuple[Condition, ...]

    def items(self) -> Iterator[ItemId]:
        for part in self.parts:
            yield from part.items()


@dataclass(frozen=True, slots=True)
class All(_Several):
    """True where every part is, false where any part is; else not known."""

    def holds(self, answers: Answers) -> bool | None:
        values = [part.holds(answers) for part in self.parts]
        return False if False in values else None if None in values else True


@dataclass(frozen=True, slots=True)
class Some(_Several):
    """True where any part is, false where every part is; else not known."""

    def holds(self, answers: Answers) -> bool | None:
        values = [part.holds(answers) for part in self.parts]
        return True if True in values else None if None in values else False


Condition = Is | Not | All | Some
_Read = Callable[[list[str], int], tuple[Condition, list[str]]]


_TOKEN = re.compile(r"\s*(?:(?P<word>[a-z][a-z0-9-]*)|(?P<sign>[()]))")
_DEEPEST = 20


class NotACondition(ValueError):
    """The text is not in the language; ``args[0]`` says what stands where, in English, for protocol authors."""


def parse_condition(text: str) -> Condition:
    """Return the condition that ``text`` spells. Raises NotACondition."""
    tokens = _tokens(text)
    condition, rest = _some(tokens, 0)
    if rest:
        raise NotACondition(f'"{rest[0]}" is left over')
    return condition


def spell(condition: Condition) -> str:
    """Return the condition as text that parses back to it."""
    match condition:
        case Is(item, answer):
            return f"{item} is {answer.value}"
        case Not(part):
            return f"not ({spell(part)})"
        case All(parts):
            return " and ".join(f"({spell(part)})" for part in parts)
        case Some(parts):
            return " or ".join(f"({spell(part)})" for part in parts)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotACondition(f'"{text[at:].strip()[:20]}" is neither a word nor a bracket')
        tokens.append(found.group("word") or found.group("sign"))
        at = found.end()
    if not tokens:
        raise NotACondition("it is empty")
    return tokens


def _some(tokens: list[str], depth: int) -> tuple[Condition, list[str]]:
    return _joined(tokens, depth, "or", Some, lambda left, depth: _joined(left, depth, "and", All, _one))


def _joined(
    tokens: list[str], depth: int, word: str, made: type[All | Some], read: _Read
) -> tuple[Condition, list[str]]:
    """Read parts with ``word`` between them; one part alone stands for itself."""
    first, rest = read(tokens, depth)
    parts = [first]
    while rest[:1] == [word]:
        part, rest = read(rest[1:], depth)
        parts.append(part)
    return (first if len(parts) == 1 else made(tuple(parts))), rest


def _one(tokens: list[str], depth: int) -> tuple[Condition, list[str]]:
    if depth > _DEEPEST:
        raise NotACondition(f"it is nested more than {_DEEPEST} deep")
    if not tokens:
        raise NotACondition("it ends too early")
    head, rest = tokens[0], tokens[1:]
    if head == "not":
        part, rest = _one(rest, depth + 1)
        return Not(part), rest
    if head == "(":
        part, rest = _some(rest, depth + 1)
        if rest[:1] != [")"]:
            raise NotACondition("a bracket is not closed")
        return part, rest[1:]
    if len(rest) < 2 or rest[0] != "is" or rest[1] not in ("yes", "no"):
        raise NotACondition(f'after "{head}" it needs "is yes" or "is no"')
    return Is(head, Answer(rest[1])), rest[2:]

"""How the texts of an edition may be worded: ``wording.lint.rules``, and what holds for questions to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from screening import settings
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, read_file
from screening.wording.catalogue.source_texts import Audience, SourceText, read_toml, texts_in
from screening.wording.lint.rules import SENTENCE_END, Banned, lint

_VERB = r"(is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|may|might|should)\b"
OPEN = re.compile(rf"^(what|who|whom|where|when|how|which|tell|describe)\b(?!.*, {_VERB})", re.IGNORECASE)
CLOSED = re.compile(rf"^{_VERB}", re.IGNORECASE)
LEADING = re.compile(
    r"^(so|surely|of course|obviously|clearly|you (are|were|have|had|did|do|must)|is it (true|so) that"
    r"|would you agree|do you agree|i (think|see|believe))\b",
    re.IGNORECASE,
)
DOUBLE = re.compile(
    r"\b(and|or) (is|are|was|were|do|does|did|has|have|had|can|could|will|would)"
    r" (you|he|she|it|they|there|someone|anyone|anybody|your|the|this)\b",
    re.IGNORECASE,
)
LAW = re.compile(
    r"\b(forced labou?r|exploit\w*|(debt )?bondage|coerc\w*|deceiv\w*|decept\w*|abus\w*|unlawful\w*|crim(e|es|inal\w*)"
    r"|servitude|smuggl\w*|perpetrator\w*|offence\w*)\b",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\b(free to (go|leave|move|come|stop|walk)|(are|were) you free\b|allowed to (go|leave)|your freedom)",
    re.IGNORECASE,
)
_SEX = r"\b(sex\w*|virgin\w*|intercourse|boyfriends?|girlfriends?|lovers?)\b"
_PAST = r"\b(before|ever|in the past|earlier|previous\w*|used to|how many|first time|history)\b"
SEXUAL_PAST = re.compile(rf"({_SEX}.*{_PAST}|{_PAST}.*{_SEX})", re.IGNORECASE)

CHECKS = (
    (LEADING, "It leads: it says what the answer should be.", "Ask openly what happened (WO2)."),
    (DOUBLE, "It asks two things at once.", "Ask about one fact (WO3); make the other an item of its own."),
    (LAW, "It draws a conclusion of law.", "Ask about what happened, in everyday words (WO3)."),
    (FREE, "It asks whether someone is free.", "Ask what happens: “If you go out alone, does anyone stop you?” (WO4)."),
    (SEXUAL_PAST, "It asks about past sexual behaviour.", "Take it out: the law makes it irrelevant (WO8)."),
)  # fmt: skip
"""What may stand in no question to a person, what it is called, and the remedy (practice WO2, WO3, WO4, WO8)."""


def wording_problems(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the wording of an edition.

    Files that cannot be read are told by the reader of editions.
    """
    banned = Banned.read(read_toml(settings.locales_root() / "en" / "banned.toml", "locales/en/banned.toml"))
    for path in sorted(folder.rglob("*.toml")):
        name = f"indicators/{folder.name}/{path.relative_to(folder).as_posix()}"
        file = read_file(path, name, [])
        if file is None:
            continue
        for text in texts_in(file.data, name):
            faults = [*lint(text.source, banned, text.audience, "Latn"), *_faults(text, file.data)]
            for what, remedy in faults:
                yield Problem(name, f"line {_line(file, text)}, {text.id}", what, remedy)


def _faults(text: SourceText, data: Any) -> Iterator[tuple[str, str]]:
    if text.audience is Audience.PERSON:
        for sentence in SENTENCE_END.split(text.source):
            for pattern, what, remedy in CHECKS if sentence.endswith("?") else ():
                if pattern.search(sentence):
                    yield what, remedy
    if text.place[-1] == "invitation" and CLOSED.match(text.source):
        yield "The invitation can be answered with yes or no.", "Begin openly: “Tell me about …” (IN1)."
    if text.place[0] != "item" or "/topics/" not in text.file or text.place[-1] != "text":
        return
    asked = data["item"][text.place[1]].get("kind") == "ask"
    if asked and not text.source.endswith("?"):
        yield "It is not a question.", "Ask it, or make the item an observation or a document."
    if asked and OPEN.match(text.source):
        yield "It cannot be answered with yes or no.", "The open invitation is the topic's; an item is a closed check."
    if not asked and "?" in text.source:
        yield "It is a question, and nobody is asked it.", "Say what is seen or read."


def _line(file: ContentFile, text: SourceText) -> int:
    """Return the line of a text: its key, looked for after the ids of the tables it stands in."""
    line, value = 1, file.data
    for step in text.place[:-1]:
        value = value[step]  # type: ignore[index]
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            line = next((each for each in file.lines_of(value["id"]) if each >= line), line)
    return file.line_with(str(text.place[-1]), line)

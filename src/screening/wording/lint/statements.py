"""Texts that assert something of a person, a case or the record, and the condition under which each may be said.

The list is data (``locales/statements.toml``); a text that sounds like one and is not in it is a problem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.domain.content.keys import LISTED, NEEDED, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import built, must_fit
from screening.errors import BadInput
from screening.wording.catalogue.source_texts import SourceText, read_toml

FILE = "locales/statements.toml"
INTERFACE = tuple(
    f"locales/en/{name}.toml"
    for name in ("answers", "frame", "pages", "private_answering", "record", "referral", "sessions")
)
"""Files whose texts pages show; every layout of ``forms/`` is read beside them."""
APART = ("forms/directory/", "forms/export/", "forms/questionnaire/", "forms/labour/")
ASSERTS = re.compile(
    r"^(No|Nothing|Nobody|None|All|Not asked|Not noted)\b"
    r"|\b(nothing|nobody|no one)\b.*\b(was|were|has been|is|recorded|written|noted)\b"
    r"|\b(was|were|has been|have been)\b (not |never )?\w+(ed|en|de|ld|pt|nt|id|un|ot|ut)\b|\bit replaced\b"
    r"|^(Sent|Passed|Agreed|Refused|Declined|Urgent|Not urgent|URGENT)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How such a text sounds: something was done, or nothing was."""

SHAPE = {
    "statement": Key("tables", True, shape={"when": NEEDED, "means": NEEDED, "texts": LISTED}),
    "sounds-like-one": LISTED,
    "apart": LISTED,
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """Texts that may be said under one condition: its name, and what it means."""

    when: str
    means: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """The whole list. ``apart`` are beginnings of ids that speak of no case, ``others`` are ids that only sound so."""

    statements: tuple[Assertion, ...]
    others: tuple[str, ...]
    apart: tuple[str, ...]


def read_statements(root: Path) -> Statements:
    """Return the list under a content root. Raises BadInput where the file cannot be used."""
    found = read_toml(root / FILE, FILE)
    try:
        must_fit(found, SHAPE)
    except ValueError as trouble:
        raise BadInput("file-unreadable", file=FILE, reason=str(trouble)) from trouble
    rows = tuple(built(Assertion, row) for row in found["statement"])
    return Statements(rows, tuple(found["sounds-like-one"]), tuple(found["apart"]))


def statement_problems(root: Path, texts: Iterable[SourceText]) -> Iterator[Problem]:
    """Yield each text that asserts something and has no condition, and each row of the list that names no text.

    A root without the list, as one of parts of the content, is not looked at.
    """
    if not (root / FILE).is_file():
        return
    try:
        listed = read_statements(root)
    except BadInput as trouble:
        yield Problem(FILE, "the file", f"{trouble.details['reason']}.", "Write it as the rows beside it are written.")
        return
    sources = {text.id: text for text in texts}
    named = [name for row in listed.statements for name in row.texts] + [*listed.others]
    for name, times in Counter(named).items():
        if name not in sources:
            yield Problem(
                FILE, name, "No text has this id.", "Take it out, or write the id of the text that took its place."
            )
        elif times > 1:
            yield Problem(FILE, name, f"It stands {times} times.", "Leave it in one list.")
    known = frozenset(named)
    for text in sources.values():
        if (
            _is_shown(text.file)
            and text.id not in known
            and not text.id.startswith(listed.apart)
            and asserts(text.source)
        ):
            what = "The text asserts something of a person, a case or the record, and has no condition."
            yield Problem(text.file, text.id, what, f"Name the condition in {FILE}, and hold it in tests/truth.")


def asserts(source: str) -> bool:
    """Return whether an English text sounds as if something was done, or was not; a question does not."""
    return not source.rstrip().endswith("?") and ASSERTS.search(source) is not None


def _is_shown(file: str) -> bool:
    return file in INTERFACE or (file.startswith("forms/") and not file.startswith(APART))

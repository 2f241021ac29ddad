"""The list of editions, ``indicators/editions.toml``: which are published, and the digest each was published with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.content.keys import TEXT, Key, several
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file
from screening.domain.protocol.model import Protocol

NAME = "indicators/editions.toml"
SHAPE = {"edition": several(status=Key("text", needed=True, choices=("draft", "published")), digest=TEXT)}
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """One edition as the list has it. ``digest`` is empty while it is a draft."""

    id: str
    published: bool
    digest: str
    place: str


def read_editions(root: Path, problems: list[Problem]) -> Mapping[str, ListedEdition]:
    """Return the list in the folder of editions, by id; what is wrong with it goes into ``problems``."""
    found: dict[str, ListedEdition] = {}
    if (file := read_file(root / "editions.toml", NAME, problems)) is None:
        return found
    for row in file.parts(SHAPE)["edition"]:
        place = file.place("edition", row["id"], last=row["id"] in found)
        published, digest = row["status"] == "published", row.get("digest", "")
        if row["id"] in found:
            file.tell(place, "The edition stands twice.", "Keep one of them.")
        if published and not DIGEST.fullmatch(digest):
            remedy = "Write the digest that “screening protocol digest” prints."
            file.tell(place, "It is published and has no digest.", remedy)
        if not published and digest:
            file.tell(place, "It is a draft and has a digest.", "Take the digest out, or publish the edition.")
        found.setdefault(row["id"], ListedEdition(row["id"], published, digest, place))
    return found


def broken_editions(root: Path, editions: Mapping[str, Protocol | None]) -> list[Problem]:
    """Return what does not fit between the list and the editions beside it; None stands for one that is not sound."""
    problems: list[Problem] = []
    entries = read_editions(root, problems)
    if any(problem.place == "the file" for problem in problems):
        return problems
    for name, protocol in editions.items():
        entry = entries.get(name)
        if entry is None:
            what = f'The edition "{name}" is not in the list.'
            problems.append(Problem(NAME, "the file", what, f'Add an [[edition]] with id = "{name}".'))
        elif protocol is not None:
            problems += _differs(entry, protocol)
    for name, entry in entries.items():
        if name not in editions:
            what = f'There is no edition "{name}".'
            problems.append(Problem(NAME, entry.place, what, "Put its folder back: old cases open under it."))
    return problems


def _differs(entry: ListedEdition, protocol: Protocol) -> list[Problem]:
    problems = []
    if entry.published is not (protocol.status == "published"):
        what = f'The edition calls itself "{protocol.status}".'
        problems.append(Problem(NAME, entry.place, what, "Write the same status in both."))
    if entry.published and entry.digest and entry.digest != protocol.digest:
        what = f"The edition was published and has changed: its digest is now {protocol.digest}."
        remedy = "Put its files back as they were; a change is a new edition in a folder of its own."
        problems.append(Problem(NAME, entry.place, what, remedy))
    return problems

"""Read an edition's folder into a Protocol and report all of its problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import LARGEST, ContentFile, Row, built, read_file, sound
from screening.domain.protocol.conditions import Condition, NotACondition, parse_condition
from screening.domain.protocol.model import (
    Addon,
    Decision,
    GateChoice,
    GateLine,
    Indicator,
    IndicatorSort,
    Item,
    Profile,
    Protocol,
    Source,
    SpokenPart,
    Topic,
)
from screening.domain.protocol.schema import EDITION, FILES, FOLDERS, NEEDS
from screening.domain.protocol.validation import broken_rules
from screening.errors import BadInput

TABLES = ("gate", "consent", "closing", "care", "child", "settings", "law", "private")
"""Small content files that the protocol also keeps as read."""


def read_edition(folder: Path) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Return the edition in ``folder``, and every problem found. The protocol is None when there is any problem."""
    reader = _Reader(folder)
    protocol = reader.protocol()
    return (None if reader.problems else protocol), tuple(sorted(set(reader.problems)))


def open_edition(folder: Path) -> Protocol:
    """Return the edition in ``folder``. Raises BadInput("edition-missing") or BadInput("edition-unsound")."""
    if not (folder / "edition.toml").is_file():
        raise BadInput("edition-missing", edition=folder.name)
    return sound(*read_edition(folder), "edition-unsound", edition=folder.name)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.prefix = f"indicators/{folder.name}"
        self.where: dict[str, tuple[str, str]] = {}
        self.read: dict[str, ContentFile] = {}
        self.unread: set[str] = set()
        self.named = self._needs()

    def _needs(self) -> Mapping[str, Sequence[str]]:
        """Return what a yes to an item needs, for the editions that were written before items said so themselves."""
        path = self.folder.parent / "needs.toml"
        if not path.is_file():
            return {}
        file = read_file(path, "indicators/needs.toml", self.problems)
        parts = {} if file is None else file.parts(NEEDS)
        return {row["id"]: row["needs"] for row in parts.get("harm", ())}

    def file(self, path: str) -> ContentFile | None:
        read = read_file(self.folder / path, f"{self.prefix}/{path}", self.problems)
        if read is None:
            self.unread.add("")
        else:
            self.read[path] = read
        return read

    def files(self, folder: str) -> list[ContentFile]:
        """Return the files of one folder that could be read."""
        names = sorted(path.name for path in (self.folder / folder).glob("*.toml"))
        return [file for name in names if (file := self.file(f"{folder}/{name}")) is not None]

    def stray(self) -> None:
        """Report a file that no rule reads: its author thinks that it counts."""
        known = {"edition.toml", "weights.toml", *FILES}
        for path in sorted(self.folder.rglob("*.toml")):
            name = path.relative_to(self.folder)
            if name.as_posix() not in known and not (len(name.parts) == 2 and name.parts[0] in FOLDERS):
                what = "Nothing reads this file."
                remedy = f"Its folder may be: {', '.join(FOLDERS)}."
                self.problems.append(Problem(f"{self.prefix}/{name.as_posix()}", "the file", what, remedy))

    def unique(self, file: ContentFile, sort: str, name: str, seen: Mapping[str, Any]) -> bool:
        """Return whether the id is new; adds a problem when it is not."""
        if name in seen:
            what, remedy = f'The id "{name}" is used twice.', "Give one of them another id."
            file.tell(file.place(sort, name, last=True), what, remedy)
            return False
        self.where[f"{sort}:{name}"] = (file.name, file.place(sort, name))
        return True

    def protocol(self) -> Protocol | None:
        head = self.file("edition.toml")
        if head is None or not head.check(head.data, EDITION):
            return None
        if head.data["id"] != self.folder.name:
            what = f'The edition is "{head.data["id"]}" and its folder "{self.folder.name}".'
            head.tell("id", what, "Give both the same name.")
        self.stray()
        small = {name: self.small(name) for name in FILES}
        protocol = Protocol(
            id=head.data["id"],
            title=head.data["title"],
            published=head.data.get("published"),
            status=head.data["status"],
            topics=self.topics(head),
            indicators=self.indicators(),
            sources={row["id"]: Source(**row) for row in self.once("sources.toml", small, "source")},
            gate=tuple(
                built(GateLine, row, choices=tuple(built(GateChoice, choice) for choice in row["choice"]))
                for row in self.once("gate.toml", small, "line", "gate line")
            ),
            spoken=tuple(built(SpokenPart, row) for row in self.once("consent.toml", small, "spoken")),
            decisions=tuple(built(Decision, row) for row in self.once("consent.toml", small, "decision")),
            profiles={row["id"]: built(Profile, row) for row in self.lists("profiles", "profile")},
            addons={row["id"]: built(Addon, row) for row in self.lists("addons", "addon")},
            tables={name: small[f"{name}.toml"] for name in TABLES},
            digest=self.digest(),
        )
        for name, key in (("closing", "line"), ("child", "item"), ("settings", "setting"), ("law", "card")):
            self.once(f"{name}.toml", small, key, f"{name} {key}")
        self.unread.update(*(file.unread for file in self.read.values()))
        self.problems.extend(broken_rules(protocol, self.where, self.unread))
        return protocol

    def digest(self) -> str:
        """Return the edition's digest; "" where a file of it cannot be read, which is reported as a problem already."""
        try:
            return edition_digest(self.folder)
        except OSError:
            return ""

    def small(self, path: str) -> Mapping[str, Any]:
        """One of the files that stand once: its sound tables by name."""
        file = self.file(path)
        return {} if file is None else file.parts(FILES[path])

    def once(self, path: str, small: Mapping[str, Mapping[str, Any]], name: str, sort: str = "") -> Sequence[Row]:
        """Return the tables of one list of a small file, without those whose id stood before."""
        found: dict[str, Row] = {}
        for row in small[path].get(name, ()):
            if self.unique(self.read[path], sort or name, row["id"], found):
                found[row["id"]] = row
        return tuple(found.values())

    def lists(self, folder: str, sort: str) -> Sequence[Row]:
        """Return the profiles or add-ons: one a file."""
        found: dict[str, Row] = {}
        for file in self.files(folder):
            if not file.check(file.data, FOLDERS[folder]):
                self.unread.add("")
            elif self.unique(file, sort, file.data["id"], found):
                found[file.data["id"]] = file.data
        return tuple(found.values())

    def topics(self, head: ContentFile) -> tuple[Topic, ...]:
        found: dict[str, Topic] = {}
        items: dict[str, Item] = {}
        for file in self.files("topics"):
            parts = file.parts(FOLDERS["topics"])
            table = parts.get("topic")
            if table is None or not self.unique(file, "topic", table["id"], found):
                file.unread.update(row["id"] for row in parts["item"])
                continue
            own = []
            for place, row in enumerate(parts["item"], start=1):
                if self.unique(file, "item", row["id"], items):
                    items[row["id"]] = self.item(file, table, place, row)
                    own.append(items[row["id"]])
            found[table["id"]] = built(Topic, table, items=tuple(own))
        line = f"line {head.line_with('topics')}, topics"
        lost = len(found) < len(list((self.folder / "topics").glob("*.toml")))
        for name in head.data["topics"]:
            if name not in found and not lost:
                what = f'There is no topic "{name}".'
                head.tell(line, what, f"Its topics are: {', '.join(found)}.")
        for name in found:
            if name not in head.data["topics"]:
                what = f'The topic "{name}" is not in the order of the talk.'
                head.tell(line, what, "Add it to topics where it is asked.")
        order = dict.fromkeys([*head.data["topics"], *found])
        if len(head.data["topics"]) > len(set(head.data["topics"])):
            head.tell(line, "A topic stands twice in the order of the talk.", "Keep one of them.")
        return tuple(found[name] for name in order if name in found)

    def item(self, file: ContentFile, topic: Mapping[str, Any], place: int, row: Row) -> Item:
        condition: Condition | None = None
        if "ask_if" in row:
            try:
                condition = parse_condition(row["ask_if"])
            except NotACondition as trouble:
                what = f"The condition cannot be read: {trouble}."
                file.tell(file.place("item", row["id"]), what, 'Write it as "other-item is yes".')
        number = f"{topic['number']}.{place}"
        no = tuple(row["no"] if "no" in row else row["yes"])
        needs = tuple(row.get("needs", self.named.get(row["id"], ())))
        return built(Item, row, number=number, topic=topic["id"], no=no, needs=needs, condition=condition)

    def indicators(self) -> dict[str, Indicator]:
        found: dict[str, Indicator] = {}
        for file in self.files("indicators"):
            parts = file.parts(FOLDERS["indicators"])
            for sort in IndicatorSort:
                for row in parts[sort.value]:
                    if self.unique(file, sort.value, row["id"], found):
                        dimension = row.get("dimension", sort.value)
                        found[row["id"]] = built(Indicator, row, sort=sort, dimension=dimension)
        return found


def edition_digest(folder: Path) -> str:
    """Return SHA-256 over the names and contents of every content file: a published edition never changes.

    Line ends count as LF, so that a checkout on Windows is the same edition. Raises OSError.
    """
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.toml") if path.is_file()}
    for name, path in sorted(files.items()):
        content = read_foreign(path, LARGEST).replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()

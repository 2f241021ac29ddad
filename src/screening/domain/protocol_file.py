"""Reading an edition's folder into a Protocol and reporting all of its problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from screening.domain.condition_text import NotACondition, parse_condition
from screening.domain.conditions import Condition
from screening.domain.problems import Problem
from screening.domain.protocol import (
    PROFILES,
    Decision,
    Element,
    GateChoice,
    GateLine,
    Indicator,
    Item,
    Profile,
    Protocol,
    Sort,
    Source,
    SpokenPart,
    Strength,
    Topic,
)
from screening.domain.protocol_rules import broken_rules
from screening.domain.toml_table import File, Key, check_shape, read_file, tables
from screening.errors import BadInput

TEXT, NEEDED = Key("text"), Key("text", needed=True)
TEXTS, FLAG = Key("texts"), Key("flag")
WHO = Key("text", choices=("both", "child", "adult"))

EDITION = {
    "id": NEEDED, "title": NEEDED, "published": Key("date"), "languages": TEXTS,
    "status": Key("text", choices=("draft", "published")), "law_checked_on": Key("date"),
    "topics": Key("texts", needed=True), "note": TEXT,
}  # fmt: skip
SOURCE = {
    "id": NEEDED, "title": NEEDED, "year": TEXT, "place": TEXT, "note": TEXT, "verified": Key("flag", needed=True),
    "tag": Key("text", needed=True, choices=("V", "2", "M", "C", "own")), "checked_on": Key("date"),
}  # fmt: skip
TOPIC = {
    "id": NEEDED, "number": Key("number", needed=True), "title": NEEDED, "invitation": NEEDED, "why": NEEDED,
    "help": NEEDED,
}  # fmt: skip
ITEM = {
    "id": NEEDED, "kind": Key("text", needed=True, choices=("ask", "observe", "document")), "text": NEEDED,
    "mark": NEEDED, "may_mean": NEEDED, "may_else": NEEDED, "yes": Key("texts", needed=True), "no": TEXTS,
    "core": FLAG, "harm": FLAG, "who": WHO,
    "need": Key("text", choices=("health", "urgent", "basic", "contact", "shelter", "labour", "information")),
    "ask_if": TEXT, "source": Key("texts", needed=True), "verified": Key("flag", needed=True),
}  # fmt: skip
INDICATOR = {
    "id": NEEDED, "name": NEEDED, "definition": NEEDED, "dimension": NEEDED,
    "element": Key("text", needed=True, choices=tuple(Element)), "subkind": TEXT, "who": WHO,
    "strength": Key("table", needed=True), "strength_tag": Key("table", needed=True),
    "source": Key("texts", needed=True), "verified": Key("flag", needed=True), "crosswalk": Key("table", needed=True),
    "note": TEXT,
}  # fmt: skip
TOWARDS = ("smuggling", "irregular_migration", "labour_violation", "protection", "no_concern")
COUNTER = {
    "id": NEEDED, "name": NEEDED, "towards": Key("text", needed=True, choices=TOWARDS), "probe": NEEDED,
    "caution": TEXT, "source": Key("texts", needed=True), "verified": Key("flag", needed=True),
    "crosswalk": Key("table"), "definition": TEXT,
}  # fmt: skip
FACT = {
    "id": NEEDED, "name": NEEDED, "definition": NEEDED, "source": Key("texts", needed=True),
    "verified": Key("flag", needed=True), "crosswalk": Key("table"),
}  # fmt: skip
EFFECTS = ("fine", "not_private", "danger", "child", "stop")
LINE = {"id": NEEDED, "text": NEEDED, "choice": Key("tables", needed=True), "source": TEXTS, "note": TEXT}
CHOICE = {"id": NEEDED, "text": NEEDED, "effect": Key("text", needed=True, choices=EFFECTS)}
SPOKEN = {"id": NEEDED, "text": NEEDED, "roles": Key("texts", needed=True), "source": TEXTS}
DECISION = {
    "id": NEEDED, "title": NEEDED, "question": NEEDED, "when": Key("text", needed=True, choices=("start", "closing")),
    "per_recipient": FLAG, "source": TEXTS, "note": TEXT,
}  # fmt: skip
PROFILE = {
    "id": NEEDED,
    "title": NEEDED,
    "first": Key("texts", needed=True),
    "then": TEXTS,
    "note": TEXT,
    "source": TEXTS,
}

TABLES = ("gate", "consent", "closing", "care", "child", "settings", "law")
"""Small content files that are kept as read; the checks of their texts live with the catalogues."""


def read_edition(folder: Path) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """The edition in ``folder``, and every problem found. The protocol is None when there is any problem."""
    problems: list[Problem] = []
    reader = _Reader(folder, problems)
    protocol = reader.protocol()
    return (None if problems else protocol), tuple(sorted(set(problems)))


def open_edition(folder: Path) -> Protocol:
    """The edition in ``folder``. Raises BadInput("edition-missing") or BadInput("edition-unsound")."""
    if not (folder / "edition.toml").is_file():
        raise BadInput("edition-missing", edition=folder.name)
    protocol, problems = read_edition(folder)
    if protocol is None:
        raise BadInput("edition-unsound", edition=folder.name, count=len(problems))
    return protocol


class _Reader:
    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = problems
        self.prefix = f"indicators/{folder.name}"
        self.where: dict[str, tuple[str, str]] = {}

    def file(self, path: str) -> File | None:
        return read_file(self.folder / path, f"{self.prefix}/{path}", self.problems)

    def files(self, pattern: str) -> list[File]:
        names = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))
        return [file for name in names if (file := self.file(name)) is not None]

    def unique(self, file: File, sort: str, table: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
        """Whether the table's id is new; adds a problem when it is not."""
        name = table["id"]
        if name in seen:
            what = f'The id "{name}" is used twice.'
            self.problems.append(Problem(file.name, file.place(sort, name), what, "Give one of them another id."))
            return False
        self.where[f"{sort}:{name}"] = (file.name, file.place(sort, name))
        return True

    def protocol(self) -> Protocol | None:
        head = self.file("edition.toml")
        if head is None or not check_shape(head.data, EDITION, head.name, "the file", self.problems):
            return None
        protocol = Protocol(
            id=head.data["id"],
            title=head.data["title"],
            published=head.data.get("published"),
            status=head.data.get("status", "draft"),
            topics=self.topics(head),
            indicators=self.indicators(),
            sources=self.sources(),
            gate=self.gate(),
            spoken=self.spoken(),
            decisions=self.decisions(),
            profiles=self.profiles(),
            tables={name: file.data for name in TABLES if (file := self.file(f"{name}.toml")) is not None},
            digest=edition_digest(self.folder),
        )
        self.problems.extend(broken_rules(protocol, self.where))
        return protocol

    def topics(self, head: File) -> tuple[Topic, ...]:
        found: dict[str, Topic] = {}
        items: dict[str, Item] = {}
        for file in self.files("topics/*.toml"):
            table = file.data.get("topic", {})
            extra = set(file.data) - {"topic", "item"}
            if extra:
                what = f'"{min(extra)}" does not belong in a topic file.'
                self.problems.append(Problem(file.name, "the file", what, "It holds [topic] and [[item]] only."))
            if not check_shape(table, TOPIC, file.name, "topic", self.problems):
                continue
            if not self.unique(file, "topic", table, found):
                continue
            own = []
            for place, each in enumerate(tables(file, "item", ITEM, self.problems), start=1):
                if self.unique(file, "item", each, items):
                    items[each["id"]] = self.item(file, table, place, each)
                    own.append(items[each["id"]])
            found[table["id"]] = Topic(**{**table, "items": tuple(own)})
        for name in head.data["topics"]:
            if name not in found:
                what = f'There is no topic "{name}".'
                self.problems.append(Problem(head.name, "topics", what, f"Its topics are: {', '.join(found)}."))
        for name in found:
            if name not in head.data["topics"]:
                what = f'The topic "{name}" is not in the order of the talk.'
                self.problems.append(Problem(head.name, "topics", what, "Add it to topics where it is asked."))
        return tuple(found[name] for name in head.data["topics"] if name in found)

    def item(self, file: File, topic: Mapping[str, Any], place: int, table: Mapping[str, Any]) -> Item:
        condition: Condition | None = None
        if table.get("ask_if"):
            try:
                condition = parse_condition(table["ask_if"])
            except NotACondition as trouble:
                what = f'The condition "{table["ask_if"]}" cannot be read: {trouble}.'
                where = file.place("item", table["id"])
                self.problems.append(Problem(file.name, where, what, 'Write it as "other-item is yes".'))
        return Item(
            id=table["id"],
            number=f"{topic['number']}.{place}",
            topic=topic["id"],
            kind=table["kind"],
            text=table["text"],
            mark=table["mark"],
            yes=tuple(table["yes"]),
            no=tuple(table.get("no", table["yes"])),
            may_mean=table["may_mean"],
            may_else=table["may_else"],
            core=table.get("core", False),
            harm=table.get("harm", False),
            who=table.get("who", "both"),
            need=table.get("need", ""),
            condition=condition,
            source=tuple(table["source"]),
            verified=table["verified"],
        )

    def indicators(self) -> dict[str, Indicator]:
        found: dict[str, Indicator] = {}
        for file in self.files("indicators/*.toml"):
            for table in tables(file, "indicator", INDICATOR, self.problems):
                if self.unique(file, "indicator", table, found):
                    found[table["id"]] = self.indicator(file, table)
            for table in tables(file, "counter", COUNTER, self.problems):
                if self.unique(file, "counter", table, found):
                    found[table["id"]] = _other(table, Sort.COUNTER)
            for table in tables(file, "fact", FACT, self.problems):
                if self.unique(file, "fact", table, found):
                    found[table["id"]] = _other(table, Sort.FACT)
        return found

    def indicator(self, file: File, table: Mapping[str, Any]) -> Indicator:
        place = file.place("indicator", table["id"])
        strengths = Key("text", needed=True, choices=tuple(Strength))
        check_shape(table["strength"], dict.fromkeys(PROFILES, strengths), file.name, place, self.problems)
        tags = Key("text", needed=True, choices=("V", "2", "M", "C"))
        check_shape(table["strength_tag"], dict.fromkeys(PROFILES, tags), file.name, place, self.problems)
        return Indicator(
            id=table["id"],
            name=table["name"],
            sort=Sort.INDICATOR,
            element=Element(table["element"]),
            dimension=table["dimension"],
            subkind=table.get("subkind", ""),
            definition=table["definition"],
            who=table.get("who", "both"),
            strength={name: Strength(value) for name, value in table["strength"].items() if value in tuple(Strength)},
            strength_tag=dict(table["strength_tag"]),
            source=tuple(table["source"]),
            verified=table["verified"],
            crosswalk=_crosswalk(table),
        )

    def sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        file = self.file("sources.toml")
        for table in tables(file, "source", SOURCE, self.problems) if file else ():
            if file is not None and self.unique(file, "source", table, found):
                found[table["id"]] = Source(**table)
        return found

    def gate(self) -> tuple[GateLine, ...]:
        file = self.file("gate.toml")
        lines = []
        for table in tables(file, "line", LINE, self.problems) if file else ():
            place = "" if file is None else file.place("gate line", table["id"])
            choices = [
                GateChoice(**choice)
                for choice in table["choice"]
                if check_shape(choice, CHOICE, f"{self.prefix}/gate.toml", place, self.problems)
            ]
            lines.append(GateLine(table["id"], table["text"], tuple(choices)))
        return tuple(lines)

    def spoken(self) -> tuple[SpokenPart, ...]:
        file = self.file("consent.toml")
        rows = tables(file, "spoken", SPOKEN, self.problems) if file else ()
        return tuple(SpokenPart(row["id"], row["text"], tuple(row["roles"])) for row in rows)

    def decisions(self) -> tuple[Decision, ...]:
        file = self.file("consent.toml")
        rows = tables(file, "decision", DECISION, self.problems) if file else ()
        return tuple(
            Decision(row["id"], row["title"], row["question"], row["when"], row.get("per_recipient", False))
            for row in rows
        )

    def profiles(self) -> dict[str, Profile]:
        found: dict[str, Profile] = {}
        for file in self.files("profiles/*.toml"):
            if check_shape(file.data, PROFILE, file.name, "the file", self.problems):
                table = file.data
                found[table["id"]] = Profile(
                    table["id"],
                    table["title"],
                    tuple(table["first"]),
                    tuple(table.get("then", ())),
                    table.get("note", ""),
                )
        return found


def edition_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of every content file: a published edition never changes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml"), key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _other(table: Mapping[str, Any], sort: Sort) -> Indicator:
    return Indicator(
        id=table["id"],
        name=table["name"],
        sort=sort,
        element=None,
        dimension=sort.value,
        definition=table.get("definition", ""),
        towards=table.get("towards", ""),
        probe=table.get("probe", ""),
        caution=table.get("caution", ""),
        source=tuple(table["source"]),
        verified=table["verified"],
        crosswalk=_crosswalk(table),
    )


def _crosswalk(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    columns: Iterable[tuple[str, Any]] = table.get("crosswalk", {}).items()
    return {name: tuple(value) if isinstance(value, list) else (str(value),) for name, value in columns}

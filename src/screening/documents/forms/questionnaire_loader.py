"""The layout of the questionnaire on paper as data: its parts in order, lines to write on; read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from screening.domain.answers import How
from screening.domain.content.keys import Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file, sound

FILE = "blank.toml"
KINDS = ("head", "gate", "consent", "child", "topics", "closing", "observed", "view")
ALWAYS = ("head", "gate", "consent", "topics", "closing")
"""Parts that no layout may leave out: without them questions would come before safety and agreement."""
MOST_LINES = 30
NEEDED = Key("text", needed=True)
BLANK = {
    "id": NEEDED, "source": NEEDED, "checked_on": Key("date", needed=True),
    "ways": Key("texts", needed=True, choices=tuple(How)),
    "section": Key("tables", needed=True), "text": Key("table", needed=True),
}  # fmt: skip
SECTION = {
    "id": NEEDED, "kind": Key("text", needed=True, choices=KINDS), "lines": Key("number"), "new_page": Key("flag"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlankSection:
    """One part. ``lines`` are those under each thing that is written down by hand."""

    id: str
    kind: str
    lines: int = 0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A layout. ``ways`` are how an answer can come to paper, in the order of their boxes."""

    id: str
    ways: tuple[How, ...]
    sections: tuple[BlankSection, ...]


def read_blank(path: Path, name: str) -> tuple[Blank | None, list[Problem]]:
    """The layout in ``path`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None or not file.check(file.data, BLANK):
        return None, problems
    texts = file.data["text"].get("blank", {})
    headings = texts.get("section", {}) if isinstance(texts, dict) else {}
    sections: list[BlankSection] = []
    for row in file.tables("section", SECTION):
        place, lines = file.place("section", row["id"]), row.get("lines", 0)
        if row["kind"] in {section.kind for section in sections}:
            file.tell(place, f'The part "{row["kind"]}" stands twice.', "Take one out.")
        if row["id"] not in headings:
            file.tell(place, "It has no heading.", f"Add section.{row['id']} under [text.blank].")
        if not isinstance(lines, int) or not 0 <= lines <= MOST_LINES:
            file.tell(place, "It has no such number of lines.", f"Write 0 to {MOST_LINES}.")
            continue
        sections.append(BlankSection(row["id"], row["kind"], lines, row.get("new_page", False)))
    there = [section.kind for section in sections]
    problems += [
        Problem(name, "section", f'The part "{kind}" is missing.', "Add it: it may not be left out.")
        for kind in ALWAYS
        if kind not in there
    ]
    if not problems and max(map(there.index, ("gate", "consent"))) > there.index("topics"):
        file.tell("section", "Questions stand before gate or consent.", "Put topics after both.")
    if problems:
        return None, problems
    return Blank(file.data["id"], tuple(map(How, file.data["ways"])), tuple(sections)), []


def open_blank(folder: Path) -> Blank:
    """The layout in a form's folder. Raises BadInput("form-unsound")."""
    found = read_blank(folder / FILE, f"forms/{folder.name}/{FILE}")
    return sound(*found, "form-unsound", form=folder.name)


def check_blanks(root: Path) -> tuple[list[Problem], int]:
    """Every problem of every such layout under ``root``, and how many files were read."""
    paths = sorted(root.rglob(FILE))
    problems: list[Problem] = []
    for path in paths:
        problems += read_blank(path, f"forms/{path.parent.name}/{FILE}")[1]
    return problems, len(paths)

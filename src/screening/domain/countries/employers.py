"""What an employer can check without any person: lines with their sources, the same in every country."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from screening.domain.content.keys import DAY, NEEDED, SOURCE, TEXTS, several
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import built, read_file, sound

EMPLOYERS = "employers.toml"
SHAPE = {
    "source": NEEDED, "checked_on": DAY, "part": several(title=NEEDED),
    "line": several(part=NEEDED, text=NEEDED, statements=TEXTS, **SOURCE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One thing that should be so. ``statements`` are law of the countries that have them, by id."""

    id: str
    part: str
    seen: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmployerCheck:
    """The parts in their order, and every line."""

    parts: tuple[str, ...]
    lines: tuple[EmployerLine, ...]


def read_employer_check(root: Path, statements: Collection[str]) -> tuple[EmployerCheck | None, list[Problem]]:
    """Return the check in the folder of countries and every problem; a line may name only known ``statements``."""
    problems: list[Problem] = []
    file = read_file(root / EMPLOYERS, f"{root.name}/{EMPLOYERS}", problems)
    if file is None:
        return None, problems
    read = file.parts(SHAPE)
    parts = tuple(row["id"] for row in file.once("part", read["part"]))
    lines = tuple(built(EmployerLine, row) for row in file.once("line", read["line"]))
    for line in lines:
        file.knows(file.place("line", line.id), "part", line.part, parts, f"The parts are: {', '.join(parts)}.")
        for name in line.statements:
            if name not in statements:
                what = f'No country has a statement "{name}".'
                file.tell(file.place("line", line.id), what, "Name one of a country's law.toml, or none.")
    return (None if problems else EmployerCheck(parts, lines)), problems


def open_employer_check(root: Path, statements: Collection[str]) -> EmployerCheck:
    """Return the check. Raises BadInput("countries-unsound")."""
    check, problems = read_employer_check(root, statements)
    return sound(check, problems, "countries-unsound")

"""A form's layout as data: which parts in which order, with which fields; read strictly, all problems at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from screening.domain.problems import Problem
from screening.domain.toml_table import Key, check_shape, read_file, tables
from screening.errors import BadInput

KINDS = (
    "fields", "statement", "consent", "needs", "elements", "against", "explanations", "words", "view", "closing",
    "not-asked", "law",
)  # fmt: skip
FIELDS = ("date", "age", "setting", "language", "officer", "organisation", "code")
NEEDED = Key("text", needed=True)
FORM = {
    "id": NEEDED, "sheet": NEEDED, "languages": Key("texts", needed=True), "section": Key("tables", needed=True),
    "text": Key("table", needed=True), "source": NEEDED, "checked_on": Key("date", needed=True),
}  # fmt: skip
SECTION = {"id": NEEDED, "kind": Key("text", needed=True, choices=KINDS), "fields": Key("texts", choices=FIELDS)}
ALWAYS = ("statement", "not-asked", "law")
"""Parts that no layout may leave out: what is asked of the reader, what was not asked, and what the paper is."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form."""

    id: str
    kind: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A layout. ``languages``: the first stands first on paper, the second in italics behind it."""

    id: str
    sheet: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]


def read_form(path: Path, name: str) -> tuple[Form | None, list[Problem]]:
    """The layout in ``path`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None or not check_shape(file.data, FORM, name, "the file", problems):
        return None, problems
    sections = []
    texts = file.data["text"].get("section")
    texts = texts if isinstance(texts, dict) else {}
    seen: set[str] = set()
    for row in tables(file, "section", SECTION, problems):
        place = file.place("section", row["id"])
        if row["id"] in seen:
            problems.append(Problem(name, place, f'The id "{row["id"]}" is used twice.', "Give one another id."))
        seen.add(row["id"])
        if row["id"] not in texts:
            problems.append(Problem(name, place, "It has no heading.", f"Add section.{row['id']} under [text]."))
        if (row["kind"] == "fields") is not bool(row.get("fields")):
            problems.append(Problem(name, place, "Fields go with the kind fields, and only with it.", "Mend it."))
        sections.append(Section(row["id"], row["kind"], tuple(row.get("fields", ()))))
    kinds = {section.kind for section in sections}
    problems.extend(
        Problem(name, "section", f'The part "{kind}" is missing.', "Add it: it may not be left out.")
        for kind in ALWAYS
        if kind not in kinds
    )
    if not 1 <= len(file.data["languages"]) <= 2:
        problems.append(Problem(name, "languages", "A form has one or two languages.", 'Write ["ms", "en"].'))
    form = Form(file.data["id"], file.data["sheet"], tuple(file.data["languages"]), tuple(sections))
    return (None if problems else form), problems


def open_form(folder: Path) -> Form:
    """The layout in a form's folder. Raises BadInput("form-unsound")."""
    form, problems = read_form(folder / "form.toml", f"forms/{folder.name}/form.toml")
    if form is None:
        raise BadInput("form-unsound", form=folder.name, count=len(problems))
    return form


def check_forms(root: Path) -> tuple[list[Problem], int]:
    """Every problem of every layout under ``root``, and how many files were read."""
    paths = sorted(root.rglob("form.toml"))
    problems: list[Problem] = []
    for path in paths:
        problems.extend(read_form(path, f"forms/{path.parent.name}/form.toml")[1])
    return problems, len(paths)

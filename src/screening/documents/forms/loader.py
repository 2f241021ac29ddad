"""A paper's layout as data, and the questionnaire's: which parts in which order, with which fields; read strictly, all
problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.documents.layout.logo import read_logo
from screening.domain.answers import How
from screening.domain.case.release import SHEET_PARTS, SHEETS
from screening.domain.content.keys import Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, built, read_file, sound
from screening.domain.countries.model import HELD
from screening.domain.services.wages import KNOWN_BY

KINDS: Mapping[str, tuple[str, ...]] = {
    "fields": SHEETS, "lines": SHEETS, "boxes": ("visit", "plan", "slip"), "write": SHEETS, "cards": SHEETS,
    "consent-this": tuple(SHEET_PARTS), "numbers": ("plan", "rights", "visit"),
    "statement": ("B",), "consent": ("B",), "elements": ("B",), "eleven": ("B",), "against": ("B",),
    "explanations": ("B",),
    "view": ("B",), "closing": ("B",), "not-asked": ("B",), "law": ("B",),
    "needs": ("A", "B", "child", "social"), "needs-boxes": ("A", "child", "social", "handover"),
    "words": ("B", "social"),
    "noted": ("A", "C", "labour", "child", "social"), "wages": ("labour",),
    "answer": ("slip",), "plan": ("plan", "handover"), "handed": ("handover",),
    "later": ("own", "handover"),
    **dict.fromkeys(("needs-named", "promises", "decided", "held", "record", "written"), ("own",)),
    "site-seen": ("site",), "site-office": ("site",),
    "stay": ("A", "B", "child"), "said": ("rights", "plan"), "card": ("card",),
    "frame": tuple(SHEET_PARTS), "answer-strip": tuple(SHEET_PARTS),
}  # fmt: skip
"""Kinds of sections, and the sheets that they may stand on (RE4, 6d)."""
FIELDS = (
    "date", "age", "setting", "language", "officer", "organisation", "code", "recipient", "urgency", "interpreter",
    "prefers", "dependants", "region",
)  # fmt: skip
WITHOUT_PLACE = ("A", "child", "labour")
"""Sheets that say nothing of where the talk was."""
WORK_NOTES = ("work-kind", *KNOWN_BY)
"""What decides which numbers of labour law hold; asked only where those of the country are known."""
NOTES: Mapping[str, tuple[str, ...]] = {
    "must-not-know": ("A", "child", "social"), "reach": ("A", "B", "labour", "child", "social"),
    "promised": ("A", "handover"),
    "earlier": ("A", "child"), "wishes": ("social",), "urgency": ("A", "B", "child"),
    "whereabouts": ("A", "B", "child"), "until": ("A", "B", "child"), "prefers": ("A", "child", "handover"),
    "interpreter": ("A", "child", "social", "handover"), "dependants": ("A", "social", "handover"),
    **dict.fromkeys(("persons", "places", "vehicles", "others", "danger"), ("C",)),
    **dict.fromkeys(
        ("employer", "workplace", "start", "agreed", "paid", "months", "hours", "fees", "deductions", "housing",
         "injury", *WORK_NOTES), ("labour",)),
    "fee-chain": ("labour", "C"),
    **dict.fromkeys(("child-wishes", "wishes-not-asked", "with", "adult", "best-interest"), ("child",)),
    **dict.fromkeys(
        ("background", "journey", "health", "recommendation", "heard", "custody", "interim-order", "hearing",
         "order-end", "refused"), ("social",)),
}  # fmt: skip
"""What may be noted, and on which sheets it may stand."""
WITHOUT_HEADING = ("card", "said", "plan", "eleven", "frame", "answer-strip")
"""Kinds that begin with words for the person, under the title of the paper, or go on with the part before."""
PLAN = ("safer", "helps", "hard", "trust", "night")
NEEDED = Key("text", needed=True)
FORM = {
    "id": NEEDED, "sheet": Key("text", needed=True, choices=SHEETS), "size": Key("text", choices=("A4", "card")),
    "languages": Key("texts", needed=True), "section": Key("tables", needed=True), "text": Key("table", needed=True),
    "logo": Key("text"), "title": Key("text"), "keep_days": Key("number"),
    "tight": Key("flag"), "face": Key("flag"),  # of an older program: every sheet has the same frame now
    "source": NEEDED, "checked_on": Key("date", needed=True),
}  # fmt: skip
SECTION = {
    "id": NEEDED, "kind": Key("text", needed=True, choices=tuple(KINDS)), "fields": Key("texts"),
    "texts": Key("texts"), "statements": Key("texts"), "cards": Key("texts"), "count": Key("number"),
}  # fmt: skip
TAKES = {
    "fields": ("fields", "noted", "plan", "frame"),
    "texts": ("lines", "boxes", "said", "stay"),
    "count": ("write",),
}
"""Which kinds need which list."""
LAW = ("cards", "law")
"""Kinds that say statements of law; a layout of an older program calls them cards."""
LONGEST = 3650
"""Days that a recipient may be told to keep a paper at most; more is a slip of the finger."""
ALWAYS = {"B": ("statement", "not-asked", "law")}
"""Parts that no layout of a sheet may leave out: what is asked of the reader, what was not asked, what the paper is."""
OTHERS = ("blank.toml", "shared.toml")
NO_LAYOUTS = ("directory", "export", "fonts", "labour", "questionnaire")
"""Folders of forms that hold no layouts of this kind."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper. ``fields``, ``texts``, ``statements`` and ``count`` are what its kind needs."""

    id: str
    kind: str
    fields: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of statements of law, or "line:" and a line of the Convention for what the country says to it."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A layout. ``languages``: each has a leaf of its own, the first comes first; ``person`` stands for the language of
    the talk. ``prefix`` is where its own texts are."""

    id: str
    sheet: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    prefix: str = "form"
    size: str = "A4"
    logo: Path | None = None
    title: str = ""
    """The id of a text for the person that stands as the title; "" for the layout's own."""
    keep_days: int = 0
    """After how many days the recipient is asked to destroy it (RE18); 0 asks nothing."""

    @property
    def part(self) -> str:
        """The part that a recipient must have been granted; "" for a paper that carries nothing of the case."""
        return SHEET_PARTS.get(self.sheet, "")


def read_form(path: Path, name: str) -> tuple[Form | None, list[Problem]]:
    """The layout in ``path`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None or not file.check(file.data, FORM):
        return None, problems
    data = file.data
    sheet = data["sheet"]
    said = data["text"]
    sections: list[Section] = []
    seen: set[str] = set()
    for row in file.tables("section", SECTION):
        place = file.place("section", row["id"])
        if row["id"] in seen:
            file.tell(place, f'The id "{row["id"]}" is used twice.', "Give one another id.")
        seen.add(row["id"])
        _check_section(file, row, sheet, said)
        statements = tuple(row.get("statements") or row.get("cards") or ())
        sections.append(built(Section, row, statements=statements, count=int(row.get("count", 0))))
    kinds = {section.kind for section in sections}
    problems.extend(
        Problem(name, "section", f'The part "{kind}" is missing.', "Add it: it may not be left out.")
        for kind in ALWAYS.get(sheet, ())
        if kind not in kinds
    )
    if not 1 <= len(data["languages"]) <= 2:
        file.tell("languages", "A form has one or two languages.", 'Write ["ms", "en"].')
    if not 0 <= data.get("keep_days", 0) <= LONGEST:
        file.tell("keep_days", f"It is not 0 to {LONGEST} days.", "Mend it.")
    logo = path.parent / data["logo"] if "logo" in data else None
    if logo is not None and not _is_logo(logo, data["logo"]):
        what = "The logo is no small PNG file beside the layout."
        file.tell("logo", what, "Put logo.png into the folder of the layout.")
    prefix = "form" if path.name == "form.toml" else f"paper.{path.stem}"
    if prefix != "form" and data["id"] != path.stem:
        what = f'The layout is "{data["id"]}" and its file "{path.stem}".'
        file.tell("id", what, "Give both the same name.")
    form = built(
        Form, data, sections=tuple(sections), prefix=prefix, logo=logo, keep_days=int(data.get("keep_days", 0))
    )
    return (None if problems else form), problems


def _check_section(file: ContentFile, row: Mapping[str, Any], sheet: str, said: Mapping[str, Any]) -> None:
    place, kind = file.place("section", row["id"]), row["kind"]
    headings, lines = (_table(said, each) for each in ("section", "line"))
    if row["id"] not in headings and kind not in WITHOUT_HEADING:
        file.tell(place, "It has no heading.", f"Add section.{row['id']} under [text].")
    if sheet not in KINDS[kind]:
        what = f'Sheet {sheet} may not hold "{kind}": its reader has no need of it.'
        file.tell(place, what, f"It may stand on: {', '.join(KINDS[kind])}.")
    for key, kinds in TAKES.items():
        needed = kind in kinds and (kind, sheet) != ("frame", "C")  # whose frame says nothing of the case
        if needed is not bool(row.get(key)):
            what = f"{key.capitalize()} go with the kinds {', '.join(kinds)}, and only with them."
            file.tell(place, what, "Mend it.")
    if (row.get("statements") or row.get("cards")) and kind not in LAW:
        file.tell(place, f"Statements go with the kinds {', '.join(LAW)}.", "Take them out.")
    for each in set(row.get("texts", ())).difference(HELD) if kind == "stay" else ():
        file.tell(place, f'"texts" has no choice "{each[:60]}".', f"Its choices are: {', '.join(HELD)}.")
    choices: Iterable[str] = {"fields": FIELDS, "noted": NOTES, "frame": NOTES, "plan": PLAN}.get(kind, ())
    for field in row.get("fields", ()) if choices else ():
        if field not in choices:
            what = f'"fields" has no choice "{field[:60]}".'
            file.tell(place, what, f"Its choices are: {', '.join(choices)}.")
        elif kind in ("noted", "frame") and sheet not in NOTES[field]:
            what = f'Sheet {sheet} may not hold "{field}".'
            file.tell(place, what, f"It may stand on: {', '.join(NOTES[field])}.")
        elif field == "setting" and sheet in WITHOUT_PLACE:
            what = f"Sheet {sheet} may not say where the talk was."
            file.tell(place, what, "Take the field out.")
    if kind in ("lines", "boxes"):
        for each in row.get("texts", ()):
            if each not in lines:
                file.tell(place, f'There is no line "{each}".', f"Add line.{each} under [text].")


def _is_logo(path: Path, name: str) -> bool:
    """Whether it is a small PNG file beside the layout, and no way out of its folder."""
    if path.name != name or path.suffix != ".png":
        return False
    try:
        read_logo(path)
    except (OSError, ValueError):
        return False
    return True


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def open_form(folder: Path, name: str = "form") -> Form:
    """One layout of a folder of papers. Raises BadInput("form-unsound")."""
    found = read_form(folder / f"{name}.toml", f"forms/{folder.name}/{name}.toml")
    return sound(*found, "form-unsound", form=f"{folder.name}/{name}")


def layouts(root: Path) -> list[Path]:
    """The files of layouts under ``root``, in stable order."""
    found = [root] if root.is_file() else sorted(root.rglob("*.toml"))
    return [path for path in found if path.name not in OTHERS and path.parent.name not in NO_LAYOUTS]


def open_forms(folder: Path) -> dict[str, Form]:
    """Every layout of one folder by id, sheet B first, then in the order of ``SHEETS``."""
    forms = [open_form(path.parent, path.stem) for path in layouts(folder)]
    forms.sort(key=lambda form: (SHEETS.index(form.sheet), form.id))
    return {form.id: form for form in forms}


def check_forms(root: Path) -> tuple[list[Problem], int]:
    """Every problem of every layout under ``root``, and how many files were read."""
    paths = layouts(root)
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in paths:
        name = f"forms/{path.parent.name}/{path.name}"
        form, found = read_form(path, name)
        problems.extend(found)
        if form is not None and form.id in seen:
            what = f'{seen[form.id]} has the id "{form.id}" as well.'
            problems.append(Problem(name, "id", what, "Give one of them another id."))
        elif form is not None:
            seen[form.id] = name
    return problems, len(paths)


BLANK_FILE = "blank.toml"
BLANK_KINDS = ("head", "gate", "consent", "child", "topics", "closing", "observed", "view")
BLANK_ALWAYS = ("head", "gate", "consent", "topics", "closing")
"""Parts that no layout of the questionnaire may lack: else questions would come before safety and agreement."""
MOST_LINES = 30
BLANK = {
    "id": NEEDED, "source": NEEDED, "checked_on": Key("date", needed=True),
    "ways": Key("texts", needed=True, choices=tuple(How)),
    "section": Key("tables", needed=True), "text": Key("table", needed=True),
}  # fmt: skip
BLANK_SECTION = {
    "id": NEEDED, "kind": Key("text", needed=True, choices=BLANK_KINDS), "lines": Key("number"),
    "new_page": Key("flag"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlankSection:
    """One part of the questionnaire. ``lines`` are those under each thing that is written down by hand."""

    id: str
    kind: str
    lines: int = 0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A layout of the questionnaire. ``ways`` are how an answer can come to paper, in the order of their boxes."""

    id: str
    ways: tuple[How, ...]
    sections: tuple[BlankSection, ...]


def read_blank(path: Path, name: str) -> tuple[Blank | None, list[Problem]]:
    """The questionnaire's layout in ``path`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None or not file.check(file.data, BLANK):
        return None, problems
    texts = file.data["text"].get("blank", {})
    headings = texts.get("section", {}) if isinstance(texts, dict) else {}
    sections: list[BlankSection] = []
    for row in file.tables("section", BLANK_SECTION):
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
        for kind in BLANK_ALWAYS
        if kind not in there
    ]
    if not problems and max(map(there.index, ("gate", "consent"))) > there.index("topics"):
        file.tell("section", "Questions stand before gate or consent.", "Put topics after both.")
    if problems:
        return None, problems
    return Blank(file.data["id"], tuple(map(How, file.data["ways"])), tuple(sections)), []


def open_blank(folder: Path) -> Blank:
    """The questionnaire's layout in a form's folder. Raises BadInput("form-unsound")."""
    found = read_blank(folder / BLANK_FILE, f"forms/{folder.name}/{BLANK_FILE}")
    return sound(*found, "form-unsound", form=folder.name)


def check_blanks(root: Path) -> tuple[list[Problem], int]:
    """Every problem of every such layout under ``root``, and how many files were read."""
    paths = sorted(root.rglob(BLANK_FILE))
    problems: list[Problem] = []
    for path in paths:
        problems += read_blank(path, f"forms/{path.parent.name}/{BLANK_FILE}")[1]
    return problems, len(paths)

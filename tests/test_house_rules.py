"""The house rules that the code itself shows: who may know whom, and what nobody reaches into."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "src" / "screening"
PUBLIC_ALL_THE_SAME = {"_exit", "_replace", "_asdict", "_fields"}
"""What the standard library calls public although it begins so: methods of a named tuple, the end of a process."""
FOREIGN_UNDERSCORES = {
    "documents/pdf/writer.py: _code": "reportlab has no public way to come back to the operators of a page",
    "documents/pdf/writer.py: _doc": "reportlab has no public way to put objects of ours into a file",
    "qt/platform/pyside_workaround.py: _mod_uses_pyside": "the search for sources that PySide begins is switched off",
    "sound/speech_process.py: _Pointer": "the name that types of pointers have in the standard library",
}
"""Underscores of libraries that are touched, each with its reason. None is ours."""


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module below folders of the program, with its path there."""
    for folder in folders or (".",):
        for path in sorted((PROGRAM / folder).rglob("*.py")):
            yield path.relative_to(PROGRAM).as_posix(), parsed(path)


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def own_names(tree: ast.Module) -> set[str]:
    """Private names that the classes of a module define."""
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_own(node.value):
            found.add(node.attr)
    return found


def _is_own(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "super"
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


def test_nobody_reaches_into_anothers_underscore() -> None:
    found = set()
    for name, tree in modules():
        own = own_names(tree) | PUBLIC_ALL_THE_SAME
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.endswith("__"):
                continue
            if not _is_own(node.value) and node.attr not in own:
                found.add(f"{name}: {node.attr}")
    assert found == set(FOREIGN_UNDERSCORES)


FILLS = {"addWidget", "addStretch", "addSpacing", "addLayout", "addSpacerItem", "insertWidget"}


def filled_before_it_is_added(function: ast.AST) -> Iterator[str]:
    """The layouts that a function adds to another after it put something into them, or that another function made."""
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)]
    filled = {(ast.unparse(each.func.value), each.lineno) for each in calls if each.func.attr in FILLS}
    for each in ast.walk(function):
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "nested":
            filled.add((ast.unparse(each.args[0]), each.lineno))
            if not ast.unparse(each.args[1]).startswith(("QHBoxLayout(", "QVBoxLayout(", "QBoxLayout(")):
                yield ast.unparse(each)
    for each in calls:
        if each.func.attr in ("addLayout", "insertLayout"):
            inner = each.args[-1] if each.func.attr == "insertLayout" else each.args[0]
            made = isinstance(inner, ast.Call)
            if made or any(name == ast.unparse(inner) and line < each.lineno for name, line in filled):
                yield ast.unparse(each)


def test_the_window_gets_hold_of_no_item_of_a_layout() -> None:
    """By asking for one, or by adding a layout that is filled: Qt deletes it and tells nobody (decision 0102)."""
    found = set()
    for name, tree in modules("qt"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("itemAt", "itemAtPosition"):
                found.add(f"{name}: {ast.unparse(node)}")
            elif isinstance(node, ast.FunctionDef):
                found |= {f"{name}: {each}" for each in filled_before_it_is_added(node)}
    assert found == set()


# --- the window: who may know whom

CONTROLLERS = (
    "qt/entry", "qt/interview", "qt/assessment", "qt/referral", "qt/visit", "qt/record", "qt/exchange", "qt/languages",
    "qt/statistics", "qt/settings",
)  # fmt: skip
"""Packages of pages and of the controllers that carry their acts."""
KEPT_FROM_THEM = (
    "screening.qt.window", "screening.qt.app", "screening.qt.session.record_session",
    "screening.qt.session.vault_session", "screening.qt.session.vault_thread",
)  # fmt: skip


def controllers() -> Iterator[tuple[str, ast.Module]]:
    return modules(*CONTROLLERS)


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each module that is imported, wherever, with each name that is taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, each.name) for each in node.names)


def test_no_page_and_no_controller_imports_the_window_or_a_way_between_pages() -> None:
    for name, tree in controllers():
        for module, taken in imports(tree):
            assert not f"{module}.".startswith(tuple(f"{each}." for each in KEPT_FROM_THEM)), f"{name}: {module}"
            assert (module, taken) != ("screening.qt.frame.frame", "Shell"), f"{name}: {taken}"


# --- the window: pages


def test_no_page_is_told_by_its_class() -> None:
    found = []
    for name, tree in modules("qt"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
                named = {part.id for part in ast.walk(node.args[1]) if isinstance(part, ast.Name)}
                found += [f"{name}: {each}" for each in named if each == "Page" or each.endswith("Page")]
    assert found == []


# --- files

DOOR = "store/folder/safe_paths.py"
WRITERS = {
    DOOR: "the one door for what leaves the program as a file",
    "store/": "the record's own files, which are no part of what leaves it",
    "casework/languages/packs.py": "packs that are in use, beside the program",
    "content_packs/packs.py": "content that is in use, beside the program",
    "casework/languages/recordings_in.py": "recordings of a language, put together in a folder of their own",
    "casework/computer/computer_check.py": "sends what a library says while it is tried to nowhere",
    "sound/recording_levels.py": "sounds in memory",
    "wording/lint/extraction.py": "the catalogues of a checkout",
    "record_place.py": "opens the lock to read",
    "qt/platform/one_window.py": "an empty file, by which a second start calls the window that is there",
    "hub/place.py": "moves a bundle that was taken in out of the watched folder",
    "hub/setting_up.py": "the files of a headquarters: where it is, its units, and empty lists",
    "domain/content/foreign_files.py": "opens to read, with flags that the simple way does not have",
}
"""Who may write a file, with the reason. Whoever else makes a paper, a table or a card hands it to the door."""
WRITES = {"write_text", "write_bytes", "write_atomic", "write_new", "create_private", "touch", "replace", "rename",
          "take_name", "copyfile", "copy2", "copytree", "setOutputFileName", "mkstemp",
          "NamedTemporaryFile"}  # fmt: skip


def writing(node: ast.AST) -> str:
    """How a call makes or replaces a file; "" where it does neither."""
    if not isinstance(node, ast.Call):
        return ""
    name = (
        node.func.attr
        if isinstance(node.func, ast.Attribute)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else ""
    )
    if name in ("replace", "rename") and (len(node.args) != 1 or node.keywords):
        return ""  # of a text, or of a value; a path is given one other path
    if name == "open":
        modes = [each.value for each in node.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        modes += [
            each.value.value for each in node.keywords if each.arg == "mode" and isinstance(each.value, ast.Constant)
        ]
        on_os = (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "os"
        )
        return "open" if on_os or any(set(mode) & set("wax+") and len(mode) < 4 for mode in modes) else ""
    return name if name in WRITES else ""


def test_only_one_door_opens_a_file_to_write_what_leaves_the_program() -> None:
    found = {
        f"{name}: {made}"
        for name, tree in modules()
        if not name.startswith(tuple(WRITERS))
        for node in ast.walk(tree)
        if (made := writing(node))
    }
    assert found == set()


def test_the_table_of_who_may_write_has_no_idle_row() -> None:
    writes = {name for name, tree in modules() for node in ast.walk(tree) if writing(node)}
    assert {row for row in WRITERS if not any(name.startswith(row) for name in writes)} == set()


# --- one source for what is known of a case

ABOVE = ("casework", "documents", "qt", "cli", "training", "hub", "odk", "handover", "evaluation", "content_packs")
OF_A_CASE = {"closing", "closing_heads", "gate_said", "promises", "receivers", "closing_outcome", "name_kept", "slips"}
"""Fields of a case or of its referrals that say something of a person; ``domain.known`` reads them for everybody."""
HELD_BY = {"case", "referrals"}
READ_ELSEWHERE = {
    "casework/assessment/assessment.py: gate_said": "the assessment opens the paths of danger and of health",
    "casework/interview/frame_views.py: closing": "the rail says whether the closing was begun",
    "casework/interview/interview_views.py: closing": "the page on which the lines of the closing are written",
    "casework/interview/shelter.py: gate_said": "what was said of the age stands beside the note for a room",
    "qt/interview/notes_controller.py: promises": "a new promise gets the next number",
    "qt/referral/follow_up_page.py: promises": "a new promise gets the next number",
}
"""Who reads one of them all the same, each with its reason: none states anything of it on a paper or a list."""


def test_nobody_but_the_one_source_reads_what_is_known_of_a_person() -> None:
    found = set()
    for name, tree in modules(*ABOVE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in OF_A_CASE and _name_of(node.value) in HELD_BY:
                found.add(f"{name}: {node.attr}")
    assert found == set(READ_ELSEWHERE)


def test_nobody_but_the_one_source_reads_what_was_typed_for_a_paper() -> None:
    found = set()
    for name, tree in modules(*ABOVE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                first = node.args[0] if node.args else None
                if (
                    isinstance(first, ast.Constant)
                    and first.value == "paper"
                    and _name_of(node.func.value) == "referrals"
                ):
                    found.add(name)
    assert found == {"casework/referral/paper_views.py", "casework/referral/urgent.py"}, "the pages with those fields"


def _name_of(value: ast.expr) -> str:
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""

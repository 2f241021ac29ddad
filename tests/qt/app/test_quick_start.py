"""The page that asks for the passphrase waits for nothing that only an open record needs.

While the passphrase is typed everything is imported: no page that is opened later needs a file of the program, which
may have been exchanged meanwhile.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from screening.qt.platform.preload import NO_WINDOW, OTHER_COMMANDS, every_module

LATER = ("sqlcipher3", "nacl", "reportlab", "uharfbuzz", "screening.store", "screening.casework", "screening.documents")
CLIENTS = ("miniaudio", "urllib.request", "http", "ssl")
"""A client of networks, and the library that brings one: not in the process before something is heard."""

PROGRAM = """
import os, sys, tempfile, pathlib
os.environ["QT_QPA_PLATFORM"] = "offscreen"
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "vault.db").write_bytes(b"")
from PySide6.QtWidgets import QApplication
application = QApplication([])
import screening.qt.app.application
from screening.qt.style.theme import Theme, apply_theme
from screening.qt.window.main_window import Window
from screening.wording.catalogue.translations import Words
apply_theme(Theme())
window = Window(folder, Words("en"))
window.show()
window.begin()
window.grab()
print(",".join(sys.modules))
from screening.qt.platform.preload import read_now
read_now()
print(",".join(sys.modules))
"""


BESIDE = """
import os, sys, tempfile, threading
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from screening.qt.training import practice_window, {door} as door

class Application(practice_window.QApplication):
    def exec(self):
        for _ in range(20):
            self.processEvents()
            for thread in [each for each in threading.enumerate() if each.name == "ahead"]:
                thread.join()
        return 0

practice_window.QApplication = Application
door.{start}({arguments})
print(",".join(sys.modules))
"""
"""A class, or a practice talk, from its start until everything was read ahead."""


def among(names: tuple[str, ...], modules: list[str]) -> set[str]:
    """Those of the names that are loaded, or of which a part is."""
    return {name for name in names if any(f"{each}.".startswith(f"{name}.") for each in modules)}


@cache
def loaded() -> tuple[list[str], list[str]]:
    """The modules of the first page, and those that are there when everything was read ahead."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    first, after = (line.split(",") for line in done.stdout.splitlines())
    return first, after


SOURCE = Path(__file__).parents[3] / "src"
BROUGHT_BY_HAND = {"av", "av.audio.frame", "av.error", "av.filter", "openpyxl", "espeakng_loader"}
"""Libraries that no package of the program brings."""
WITH_A_CLIENT = {"miniaudio", "segno"}
"""Libraries that bring a client of networks: imported when a question is played, a square of a card drawn."""
OF_THE_SYSTEM = {"msvcrt", "resource"}
"""Modules of Python: of Windows, and imported by the hardening before Qt."""


def test_every_module_that_a_page_of_a_record_may_import_is_there_before_a_page_is_opened() -> None:
    after, lacking = set(loaded()[1]), dict[str, set[str]]()
    for path in (SOURCE / "screening").rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        if module.startswith(OTHER_COMMANDS):
            continue
        named: set[str] = {module}
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named.add(node.module)
        for each in named - after - BROUGHT_BY_HAND - WITH_A_CLIENT - OF_THE_SYSTEM:
            lacking.setdefault(each, set()).add(module)
    assert lacking == {}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("door", "start", "arguments", "but"),
    [
        ("class_door", "run_class", '["--folder", tempfile.mkdtemp()]', NO_WINDOW),
        ("play_start", "run_play", "[]", OTHER_COMMANDS),
    ],
)
def test_a_class_and_a_practice_talk_read_their_pages_ahead_as_well(
    door: str, start: str, arguments: str, but: tuple[str, ...]
) -> None:
    program = BESIDE.format(door=door, start=start, arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(every_module(but)) <= set(done.stdout.strip().split(","))


def test_the_first_page_waits_for_no_store_and_no_paper_and_an_open_record_has_no_client_of_networks() -> None:
    first, after = loaded()
    assert among(LATER, first) == set()
    assert {"sqlcipher3", "screening.store", "screening.qt.window.case_navigator"} <= set(after), "read ahead"
    assert among(CLIENTS, after) == set()

"""What the window may not bring along: the network, QML, sound."""

from __future__ import annotations

import subprocess
import sys

import pytest

from screening.__main__ import opens_window
from screening.qt.app import application, main
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER
from screening.qt.style.looks import told, wear_told
from screening.qt.style.theme import active
from screening.wording.catalogue import installed_packs
from tests.qt.conftest import Wear

FORBIDDEN = ("QtNetwork", "QtQml", "QtQuick", "QtMultimedia", "QtWebEngineCore")

PROGRAM = """
import pkgutil, importlib, sys
import screening.qt
for module in pkgutil.walk_packages(screening.qt.__path__, "screening.qt."):
    importlib.import_module(module.name)
print(",".join(sorted(name.partition(".")[2] for name in sys.modules if name.startswith("PySide6."))))
"""


def test_only_the_widgets_of_qt_are_ever_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    imported = set(done.stdout.strip().split(","))
    assert {"QtCore", "QtGui", "QtWidgets"} <= imported
    assert not imported & set(FORBIDDEN)


def test_the_first_page_loads_no_font_but_latin() -> None:
    program = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from screening.qt.style import fonts
from screening.qt.frame.frame import Shell, StripView
from screening.qt.style.theme import Theme, wear
from screening.wording.catalogue.translations import Words
wear(Theme())
shell = Shell(Words("en"))
shell.set_strip(StripView(where="Your cases"))
shell.show()
app.processEvents()
print(fonts.load.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_after_a_locking_the_program_looks_and_speaks_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    again: list[list[str]] = []

    def run(_folder: object, _barriers: object, *, covered: bool, look: str) -> tuple[int, str]:
        given.append(look)
        return (LOCKED_UNDER_COVER if covered else LOCKED), "night,200,ms"

    monkeypatch.setattr(application, "run", run)
    monkeypatch.setattr(main, "harden", lambda: None)
    monkeypatch.setattr(main, "start_again", lambda arguments: again.append(arguments) or 0)
    monkeypatch.setattr(installed_packs, "use_overlay", lambda _folder: None)
    main.main(["--vault", "record"])
    assert again == [["--look", "night,200,ms", "--vault", "record"]]
    assert opens_window(again[0])
    main.main([*again[0], "--covered"])
    assert given == ["", "night,200,ms"]
    assert again[1] == ["--look", "night,200,ms", "--vault", "record", "--covered"]


def test_what_was_told_of_the_looks_is_worn_and_nothing_else(wear: Wear) -> None:
    wear("night", 200)
    kept = told()
    wear("day", 100)
    for odd in ("", "day", "day,99", "dusk,200", "night,"):
        wear_told(odd)
        assert (active().name, active().scale) == ("day", 100)
    wear_told(kept)
    assert (active().name, active().scale) == ("night", 200)

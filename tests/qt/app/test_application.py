"""What the window may not bring along: the network, QML, sound."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from screening.__main__ import opens_window
from screening.qt.app import application, main
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER, Barriers
from screening.qt.style.theme import active, apply_look, look_now
from screening.settings import Installation
from screening.wording.catalogue.translations import Words, catalogue
from tests.qt.conftest import Wear

FORBIDDEN = ("QtNetwork", "QtQml", "QtQuick", "QtMultimedia", "QtWebEngineCore")

PROGRAM = """
import pkgutil, importlib, sys
import screening.qt
for module in pkgutil.walk_packages(screening.qt.__path__, "screening.qt."):
    importlib.import_module(module.name)
print(",".join(sorted(name.partition(".")[2] for name in sys.modules if name.startswith("PySide6."))))
"""


@pytest.mark.sweep
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
from screening.qt.style.theme import Theme, apply_theme
from screening.wording.catalogue.translations import Words
apply_theme(Theme())
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

    def run(
        _folder: object, _barriers: object, _ready: object, *, covered: bool, look: str, here: Installation
    ) -> tuple[int, str]:
        given.append(f"{here.country} {look}")
        return (LOCKED_UNDER_COVER if covered else LOCKED), "night,200,ms"

    monkeypatch.setattr(application, "run", run)
    monkeypatch.setattr(main, "harden", lambda: None)
    monkeypatch.setattr(main, "forget_all", again.append)
    main.main(["--vault", "record"])
    assert again == [["--vault", "record", "--look", "night,200,ms"]]
    assert opens_window(again[0])
    main.main(["--country", "id", *again[0], "--covered"])
    assert given == ["my ", "id night,200,ms"]
    assert set(again[1]) == {"--vault", "record", "--look", "night,200,ms", "--covered", "--country", "id"}


def test_what_was_told_of_the_looks_is_worn_and_nothing_else(wear: Wear) -> None:
    wear("night", 200)
    kept = look_now()
    wear("day", 100)
    for odd in ("", "day", "day,99", "dusk,200", "night,"):
        apply_look(odd)
        assert (active().name, active().scale) == ("day", 100)
    apply_look(kept)
    assert (active().name, active().scale) == ("night", 200)


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["ms-MY", "ms"], "ms"),
        (["id-ID", "en-US"], "id"),
        (["zh-CN", "zh", "ms-MY"], "ms"),
        (["en-GB", "ms-MY"], "en"),
        (["ur-PK"], "en"),  # a language of persons, not of officers
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_before_unlocking_the_program_speaks_the_first_language_of_the_desktop_that_it_can(
    wanted: list[str], spoken: str
) -> None:
    assert application.language_of(wanted) == spoken


def test_no_text_is_read_to_know_which_language_of_the_desktop_the_program_speaks() -> None:
    catalogue.cache_clear()
    assert application.language_of(["ms-MY"]) == "ms"
    assert catalogue.cache_info().misses == 0


@pytest.mark.parametrize(
    ("pixels", "scale"), [(0, 100), (12, 100), (15, 100), (18, 125), (22, 150), (29, 200), (60, 200)]
)
def test_before_unlocking_the_text_is_as_large_as_the_desktop_s_own(pixels: int, scale: int) -> None:
    assert application.scale_of(pixels) == scale


def test_a_start_follows_the_desktop_and_a_look_that_was_told_counts_more(
    monkeypatch: pytest.MonkeyPatch, wear: Wear, tmp_path: Path
) -> None:
    wear("day", 100)
    shown: list[tuple[str, int]] = []
    fitted: list[object] = []

    class Shown:
        def __init__(self, _folder: Path, words: Words, _barriers: object) -> None:
            self.words = words
            shown.append((words.language, active().scale))

        def show(self) -> None:
            assert fitted[-1] is self

        def begin(self) -> None: ...

    class Running(QObject):
        def __init__(self, _names: list[str]) -> None:
            super().__init__()

        def exec(self) -> int:
            return 0

        def __getattr__(self, _name: str) -> Callable[..., None]:
            return lambda *_given: None

    monkeypatch.setattr(application, "QApplication", Running)
    monkeypatch.setattr(application, "Window", Shown)
    monkeypatch.setattr(application, "fit", fitted.append)
    monkeypatch.setattr(application, "read_ahead", lambda _: None)
    monkeypatch.setattr(application, "catch", lambda: None)
    monkeypatch.setattr(application, "desktop_language", lambda: "ms")
    monkeypatch.setattr(application, "desktop_scale", lambda: 150)
    barriers = Barriers("kernel", True, True)
    application.run(tmp_path, barriers)
    application.run(tmp_path, barriers, look="night,200,en")
    assert shown == [("ms", 150), ("en", 200)]


def test_the_first_window_is_no_larger_than_its_screen_and_a_small_one_stays(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    free = window.screen().availableSize()
    for width, height in ((free.width() + 400, free.height() + 100), (300, 200)):
        window.resize(width, height)
        application.fit(window)
        assert (window.width(), window.height()) == (min(width, free.width()), min(height, free.height()))

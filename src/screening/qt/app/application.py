"""Making the application object and its first window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from screening.qt.app.desktop_look import desktop_language, desktop_scale
from screening.qt.platform.crash_handler import catch
from screening.qt.platform.hardening import NAME, Barriers
from screening.qt.platform.preload import read_ahead
from screening.qt.style.theme import Theme, told, wear, wear_told
from screening.qt.text.screen_reader import use_roles
from screening.qt.window.main_window import Window
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.translations import Words


def run(folder: Path | None, barriers: Barriers, *, covered: bool = False, look: str = "") -> tuple[int, str]:
    """Open the record in ``folder``, or a practice record in memory for None, and run until the window closes.

    ``covered`` begins with the cover page, after a locking that happened behind it; ``look`` is how the window looked
    and spoke then, "" for as the desktop does. Returns the exit code, and how it looks and speaks now: theme, text size
    and language.
    """
    application = QApplication([NAME])  # the name that a task bar groups windows by
    application.setApplicationName("Workplace notes")
    application.setDesktopFileName(NAME)
    application.setCursorFlashTime(0)
    catch()
    use_roles()
    wear(Theme(scale=desktop_scale()))
    worn, _, language = look.rpartition(",")
    wear_told(worn)
    spoken = language in {pack.tag for pack in interface_packs()} if language else False
    window = Window(folder, Words(language if spoken else desktop_language()), barriers)
    window.show()
    window.begin()
    if covered:
        window.cover_up()
    if folder is not None:
        read_ahead()
    return application.exec(), f"{told()},{window.words.language}"

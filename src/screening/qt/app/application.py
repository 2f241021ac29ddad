"""Making the application object and its first window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from screening.errors import ScreeningError
from screening.qt.app.window_start import made, say_why
from screening.qt.platform.crash_handler import catch
from screening.qt.platform.garbage import collect_in_window_thread
from screening.qt.platform.hardening import DESKTOP, NAME, Barriers
from screening.qt.platform.preload import read_ahead
from screening.qt.style import icons
from screening.qt.style.theme import Theme, apply_look, apply_theme, look_now
from screening.qt.style.tokens import tokens
from screening.qt.text.screen_reader import use_roles
from screening.qt.window.main_window import Window
from screening.settings import OWN, Installation
from screening.wording.catalogue.languages import interface_packs
from screening.wording.catalogue.translations import Words


def run(
    folder: Path | None,
    barriers: Barriers,
    ready: Callable[[Window], object] = lambda _: None,
    *,
    covered: bool = False,
    look: str = "",
    here: Installation = OWN,
) -> tuple[int, str]:
    """Open the record in ``folder``, or a practice record in memory for None, and run until the window closes.

    ``ready`` is called with the window when it is there. ``covered`` begins with the cover page, after a locking that
    happened behind it; ``look`` is how the window looked and spoke then, "" for as the desktop does; ``here`` the
    country that is suggested where a record is made, and in which practice is. Returns the exit code, and how it looks
    and speaks now: theme, text size and language.
    """
    application = made(lambda: QApplication([NAME]), lambda _: say_why())  # the name that a task bar groups windows by
    application.setApplicationName("Workplace notes")
    application.setDesktopFileName(DESKTOP)
    application.setCursorFlashTime(0)
    catch()
    use_roles()
    collect_in_window_thread()
    apply_theme(Theme(scale=desktop_scale()))
    worn, _, language = look.rpartition(",")
    apply_look(worn)
    spoken = language in {pack.tag for pack in interface_packs()} if language else False
    window = Window(folder, Words(language if spoken else desktop_language(), here), barriers)
    fit(window)
    window.show()
    window.begin()
    ready(window)
    if covered:
        window.cover_up()
    read_ahead(partial(read_content, here))
    return application.exec(), f"{look_now()},{window.words.language}"


def fit(window: QWidget) -> None:
    """Make a window no larger than what its screen has free."""
    window.resize(window.size().boundedTo(window.screen().availableSize()))


def read_content(here: Installation) -> None:
    """Read what every page draws on, so that none needs a file of a program that was exchanged meanwhile."""
    from screening.casework.content import directory  # the first page waits for none of it
    from screening.casework.content.edition import open_content

    icons.read_all()
    with suppress(ScreeningError):  # whoever wants it says what is wrong
        open_content(here=here)
        directory.shipped(here)


USUAL = 13
"""Pixels of a desktop's own text where nobody made it larger: 12 to 14.7 on Windows, macOS and Linux."""
ENGLISH = "en"


def language_of(wanted: Sequence[str]) -> str:
    """Return the first language of a desktop's list that the whole program can be in; English where none is.

    ``wanted`` are tags such as ``ms-MY``, the most wanted first. Before a record is open there are the program's own
    packs alone, and each that says it is for officers is complete (a test holds it): no text is read to know it.
    """
    shown = {pack.tag for pack in interface_packs()}
    return next((tag for tag in (each.partition("-")[0] for each in wanted) if tag in shown), ENGLISH)


def scale_of(pixels: int) -> int:
    """Return the largest text size, in percent, that is no larger than a desktop's own text of so many pixels."""
    scales = tokens().scales
    return max((each for each in scales if each <= 100 * pixels / USUAL), default=min(scales))


def desktop_language() -> str:
    """Return the language of this desktop, or English."""
    return language_of(QLocale.system().uiLanguages())


def desktop_scale() -> int:
    """Return the text size that this desktop's own text asks for, in percent."""
    return scale_of(QFontInfo(QApplication.font()).pixelSize())

"""How the program looks and speaks before a record is open: as the desktop does, which is no secret (decision 0014)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from screening.qt.style.tokens import tokens
from screening.wording.catalogue.languages import interface_packs

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

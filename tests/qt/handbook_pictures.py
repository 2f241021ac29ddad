"""Pictures of the handbook, of the running program: a practice record with an invented person, walked by its keys.

``python -m tests.qt.handbook_pictures [--only unlock gate ...]`` writes those that the chapters show, in every
language, into ``docs/handbook``. Run it again when pages have changed; a few minutes. ``--language th`` writes one.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qt_compat import qt_api

from screening.qt.style import theme
from screening.qt.style.theme import Theme
from screening.qt.style.tokens import tokens
from screening.settings import handbook_root
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import table
from tests.qt.other_screens import take_others
from tests.qt.page_objects import quick_vault
from tests.qt.screens import Pictures, few_colours, walk
from tests.wording.handbook.quoted import targets_in

WIDTH = 860
"""Pixels: letters are still read at this width, and a picture is some 30 kB."""
COLOURS = 48
EDGE = QColor("#7F8B8B")
PERSON = {"en": "ms", "ms": "bn", "id": "my", "th": "my"}
"""The person's language beside each language of the handbook."""
NAMES = {"topic-papers": "topic", "class-trainer-come-in": "class"}
"""What the walk calls a page, where the handbook's picture has another name."""


class HandbookPictures(Pictures):
    """Keeps only what a chapter shows, smaller, under its plain name."""

    def __init__(self, folder: Path, wanted: set[str]) -> None:
        super().__init__(folder, ())
        self.wanted = wanted

    def keep(self, window: QWidget, name: str) -> None:
        name = NAMES.get(name, name)
        if name not in self.wanted:
            return
        self.wanted.discard(name)
        QTest.qWait(60)  # a page scrolls to its open question once it has taken its shape
        whole = window.grab().toImage()
        small = whole.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        few_colours(framed(small), COLOURS).save(str(self.folder / f"{name}.png"), "PNG", 0)  # type: ignore[call-overload]


def framed(picture: QImage) -> QImage:
    """The picture with an edge, so that it stands apart from the page of the handbook."""
    painter = QPainter(picture)
    painter.setPen(EDGE)
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def shown(language: str) -> set[str]:
    """The names of the pictures that the chapters of a language show."""
    words, keys = Words(language), tokens().key
    targets = {target for chapter in table().chapters for target in targets_in(chapter, words, keys)}
    return {target.removesuffix(".png") for target in targets if target.endswith(".png")}


def main(given: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", default=())
    options.add_argument("--language", choices=tuple(PERSON))
    chosen = options.parse_args(given)
    only = set(chosen.only)
    qt_api.set_qt_api("pyside6")
    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme.apply_theme(Theme())
    for language in (chosen.language,) if chosen.language else PERSON:
        person = PERSON[language]
        wanted = shown(language) & only if only else shown(language)
        pictures = HandbookPictures(handbook_root() / language, wanted)
        with tempfile.TemporaryDirectory() as folder:
            walk(pictures, quick_vault(Path(folder) / "record"), language, person, (1366, 768))
            if pictures.wanted:
                take_others(pictures, Path(folder), language, person, (1366, 768))
        if pictures.wanted:
            raise SystemExit(f"no page of the walk is called {', '.join(sorted(pictures.wanted))}")


if __name__ == "__main__":
    main()

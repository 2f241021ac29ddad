"""The handbook over the window: a chapter, its links, the contents, and the way back to the page it was opened from."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from screening.qt.frame.page import OverPage
from screening.qt.style.theme import active, wear_sheet
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.corner_button import CornerFoot
from screening.qt.widgets.focus_ring import FocusRing
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import CONTENTS, folder_of, table
from screening.wording.handbook.rendering import html_of, title_of

WIDEST = 900
"""Pixels of a line of text at 100 %: a longer one is hard to follow."""
SCROLLS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
PICTURES = frozenset({".png"})
SHEET = Template("""
body, p, li, td, th { color: $ink; font-size: ${body}px; line-height: 120%; }
td, th { padding: 6px 12px; }
h1 { color: $ink; font-size: ${title}px; }
h2 { color: $ink; font-size: ${lead}px; }
a { color: $accent; }
.key { background-color: $sunk; font-weight: 600; }
.here { background-color: $sunk; }
th { text-align: left; }
""")


class Chapter(QTextBrowser):
    """Shows HTML from memory and pictures of the handbook's own folder; it opens nothing else, near or far."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        wear_sheet(self)

    def event(self, event: QEvent) -> bool:
        """The keys that scroll are the chapter's while it has the keyboard, and not the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in SCROLLS:
            event.accept()
            return True
        return super().event(event)

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """A picture that lies in the folder under this very name; nothing for every other address."""
        wanted = name.toString() if isinstance(name, QUrl) else name
        path = self.folder / wanted
        if Path(wanted).name != wanted or path.suffix not in PICTURES or not path.is_file():
            return None
        return QImage(str(path))


class HandbookPage(OverPage):
    """One chapter of the handbook at a time, over the page that it was opened from."""

    left_keys = frozenset({"cover", "lock", "help", "text_larger", "text_smaller", "theme"})
    closed = Signal()
    cover_pressed = Signal()

    def __init__(self, words: Words, page: str, here: str = "", parent: QWidget | None = None) -> None:
        """``page`` is the page it was opened from, as the table names it; ``here`` is what that page says of itself."""
        super().__init__(parent)
        self.words = words
        self.here = here
        self.opened_at = table().chapter_of(page)
        self.chapter = ""
        say, language = words.say, words.language
        self.close_button = Button(say("handbook.close"), Look.MAIN, cap=tokens().key["help"], language=language)
        self.close_button.setObjectName("handbook-close")
        self.close_button.chosen.connect(self.closed)
        self.contents = Button(say("handbook.contents"), Look.OTHER, language=language)
        self.contents.setObjectName("handbook-contents")
        self.contents.chosen.connect(lambda: self.show_chapter(CONTENTS))
        self.browser = Chapter(folder_of(language))
        self.browser.setObjectName("handbook-chapter")
        self.browser.anchorClicked.connect(self._follow)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.contents)
        self._bar.addStretch(1)
        self._bar.addWidget(self.close_button)
        foot = CornerFoot(words)
        foot.pressed.connect(self.cover_pressed)
        self._middle = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addWidget(self.browser, 1000)
        self._middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._bar)
        whole.addLayout(self._middle, 1)
        whole.addWidget(foot)
        self.ring = FocusRing(self)
        self.wear_active()
        self.show_chapter(self.opened_at)

    def begin(self) -> None:
        """Focus the chapter, which arrows scroll and Tab goes through link by link."""
        self.browser.setFocus()

    def show_chapter(self, chapter: str) -> None:
        """Show a chapter from its beginning. LookupError for one that is not there."""
        self.chapter = chapter
        title = title_of(chapter, self.words.language)
        self.browser.setAccessibleName(f"{self.words.say('handbook.title')}: {title}")
        self._draw()
        self.browser.setFocus()
        screen_reader.say(self, title)

    def restyle(self) -> None:
        theme = active()
        for row in (self._bar, self._middle):
            row.setContentsMargins(theme.gap(48), theme.gap(10), theme.gap(48), theme.gap(10))
        self.browser.setMaximumWidth(round(WIDEST * theme.scale / 100))
        super().restyle()
        if self.chapter:
            self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.chapter:
            self._draw()

    def _draw(self) -> None:
        theme = active()
        document = QTextDocument(self.browser)
        colors = {name: theme.color(name).name() for name in ("ink", "accent", "sunk")}
        sizes = {name: theme.type(name) for name in ("body", "lead", "title")}
        document.setDefaultStyleSheet(SHEET.substitute(colors, **sizes))
        at = self.browser.verticalScrollBar().value() if self.browser.property("shown") == self.chapter else 0
        self.browser.setDocument(document)
        width = max(200, self.browser.viewport().width() - theme.gap(64))
        self.browser.setHtml(self._here() + html_of(self.chapter, self.words, tokens().key, width=width))
        self.browser.setProperty("shown", self.chapter)
        self.browser.verticalScrollBar().setValue(at)

    def _here(self) -> str:
        """What the page says of itself, above the chapter that it opened and no other."""
        if not self.here or self.chapter != self.opened_at:
            return ""
        return f'<p class="here"><b>{escape(self.words.say("handbook.here"))}</b>. {escape(self.here)}</p>'

    def _follow(self, target: QUrl) -> None:
        chapter = target.path().removesuffix(".html")
        if chapter in (CONTENTS, *table().chapters):
            self.show_chapter(chapter)

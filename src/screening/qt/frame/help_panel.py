"""The handbook beside the page: a chapter at the paragraph of the page in hand, its links, and the contents."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from PySide6.QtCore import QEvent, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from screening.qt.frame.frame_views import HelpView
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active, wear_sheet
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Flow
from screening.qt.widgets.focus_ring import FocusRing
from screening.wording.handbook.chapters import CONTENTS, folder_of, html_of, table, title_of

SCROLLS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
PICTURES = frozenset({".png"})
HERE = "here"
"""Where a chapter is about the page in hand."""
SHEET = Template("""
body, p, li, td, th { color: $ink; font-size: ${body}px; line-height: 120%; }
td, th { padding: 6px 12px; }
h1 { color: $ink; font-size: ${question}px; }
h2 { color: $ink; font-size: ${lead}px; }
a { color: $accent; }
.key { background-color: $sunk; font-weight: 600; }
.here { background-color: $sunk; }
th { text-align: left; }
""")


class Chapter(QTextBrowser):
    """Shows HTML from memory and pictures of the handbook's own folder; it opens nothing else, near or far."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
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


class HelpPanel(Themed, QWidget):
    """One chapter of the handbook at a time. In a window of its own it has the neutral title of every window."""

    closed = Signal()

    def __init__(self, view: HelpView) -> None:
        super().__init__()
        self.view, self.words = view, view.words
        self.language = view.words.language
        self.chapter = ""
        say, language = self.words.say, self.language
        self.setObjectName("help")
        self.setAccessibleName(say("handbook.title"))
        self.setWindowTitle(say("shell.title"))
        self.setWindowIcon(icons.window_icon("sheet"))
        key = tokens().key["help"]
        close = text_button(self.words, "handbook.close", "handbook-close", self.closed, Look.MAIN, cap=key)
        contents = text_button(self.words, "handbook.contents", "handbook-contents", self._show_contents)
        self._stops = (contents, close)
        self._bar = Flow(gap=8)
        self._bar.add(contents)
        self._bar.add(close, end=True)
        self.browser = Chapter(folder_of(language))
        self.browser.setObjectName("handbook-chapter")
        self.browser.anchorClicked.connect(self._follow)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._bar)
        self._column.addWidget(self.browser, 1)
        self.ring = FocusRing(self)
        self.wear_active()

    def show_view(self, view: HelpView) -> None:
        """Another page is shown, or says something else of itself; a chapter that was looked up stays meanwhile."""
        before, self.view = self.view, view
        if view.page != before.page:
            self.show_page()
        elif self._at_page():
            self._draw(anew=True)

    def show_page(self) -> None:
        """Show the chapter of the page, at the paragraph that is about it."""
        self.show_chapter(table().chapter_of(self.view.page))

    def show_chapter(self, chapter: str) -> None:
        """Show a chapter from its beginning, that of the page where it is about it. LookupError for an unknown one."""
        self.chapter = chapter
        title = title_of(chapter, self.language)
        self.browser.setAccessibleName(f"{self.words.say('handbook.title')}: {title}")
        self._draw(anew=True)
        screen_reader.say(self, title)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the help, from its buttons to the chapter and its links; F6 leads to the page."""
        order: list[QWidget] = [*self._stops, self.browser]
        focused = self.focusWidget()
        at = order.index(focused) if focused in order else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[(at + (1 if forward else -1)) % len(order)].setFocus(reason)
        return True

    def _show_contents(self) -> None:
        self.show_chapter(CONTENTS)
        self.browser.setFocus()  # the first link is the next stop

    def restyle(self) -> None:
        theme = active()
        self._column.setContentsMargins(theme.gap(12), theme.gap(8), theme.gap(8), theme.gap(8))
        super().restyle()
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), active().color("surface"))
        painter.fillRect(QRectF(self.from_start(0, 1), 0, 1, self.height()), active().color("edge"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()

    def _at_page(self) -> bool:
        return self.chapter == table().chapter_of(self.view.page)

    def _draw(self, *, anew: bool = False) -> None:
        """Set the chapter; where it stood, or ``anew`` from its beginning or the page's paragraph."""
        if not self.chapter:
            return
        theme, bar = active(), self.browser.verticalScrollBar()
        document = QTextDocument(self.browser)
        colors = {name: theme.color(name).name() for name in ("ink", "accent", "sunk")}
        sizes = {name: theme.type(name) for name in ("body", "lead", "question")}
        document.setDefaultStyleSheet(SHEET.substitute(colors, **sizes))
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self.browser.setDocument(document)
        width = max(200, self.browser.viewport().width() - theme.gap(24))
        html = html_of(self.chapter, self.words, tokens().key, width=width)
        self.browser.setHtml(self._with_told(html) if self._at_page() else html)
        if not anew:
            bar.setValue(round(share * bar.maximum()))
        elif self._at_page():
            self.browser.scrollToAnchor(HERE)

    def _with_told(self, html: str) -> str:
        """The chapter of the page with what is said of the page before the paragraph that is about it, or on top."""
        told = "".join(f'<p class="here"><b>{escape(title)}</b>. {escape(text)}</p>' for title, text in self.view.told)
        at = max(0, html.find(f'<a name="{self.view.page}">'))
        lists = max(html.rfind(each, 0, at) for each in ("<ol>", "<ul>"))
        inside = lists > max(html.rfind(each, 0, at) for each in ("</ol>", "</ul>"))
        begins = lists if inside else max(0, *(html.rfind(each, 0, at) for each in ("<p>", "<h2>")))
        anchor = f'<a name="{HERE}"></a>' if at else ""
        return html[:begins] + anchor + told + html[begins:]

    def _follow(self, target: QUrl) -> None:
        chapter = target.path().removesuffix(".html")
        if chapter in (CONTENTS, *table().chapters):
            self.show_chapter(chapter)

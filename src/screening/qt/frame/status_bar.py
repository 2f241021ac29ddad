"""The top strip: where am I, in which languages, who hears, is it saved. It never scrolls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from screening.qt.frame.frame_views import RailView, StripView
from screening.qt.frame.page import remove_widgets
from screening.qt.style.theme import Placing, active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.provenance import Chip


class StatusStrip(Placing, QWidget):
    """Parts at both ends. Where they do not fit, the less pressing ones shorten, then go; the record's state stays."""

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleName(words.say("shell.region-strip"))
        self.setLocale(locale_of(words.language))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.words = words
        self.view = StripView()
        self._place_words = ("", "")
        self.rail = RailView()
        language = words.language
        key = tokens().key
        self.home = Button("", Look.QUIET, icon="left", cap=key["home"], language=language, role=Role.SMALL)
        self.topics = Button(words.say("shell.topics"), cap=key["said_so_far"], language=language, role=Role.SMALL)
        self.title = ScriptText("", language, Role.SMALL, bold=True, wraps=False)
        self.place_text = ScriptText("", language, Role.SMALL, soft=True, wraps=False)
        self.code = ScriptText("", "en", Role.BODY, bold=True, wraps=False)
        self.where = ScriptText("", language, Role.SMALL, wraps=False)
        self.languages: list[ScriptText] = []
        self.draft = Chip(language)
        self.hearing = IconText("ear", "", language, Role.SMALL, soft=True, wraps=False)
        self.elapsed = IconText("clock", "", language, Role.SMALL, soft=True, wraps=False)
        self.saved = IconText("tick", "", language, Role.SMALL, bold=True, wraps=False)
        lock = words.say("shell.lock")
        self.lock = Button(
            lock, Look.PLAIN, icon="lock", cap=key["lock"], language=language, role=Role.SMALL, name=lock
        )
        for part in (*self._left(), *self._right()):
            part.setParent(self)
        self.wear_active()

    def show_view(self, view: StripView) -> None:
        if view == self.view:
            return
        before, self.view = self.view, view
        self.code.set_text(view.code)
        self.where.set_text(view.where)
        self.hearing.set_text(view.hearing)
        self.elapsed.set_text(view.elapsed)
        self.saved.set_text(view.saved)
        self.draft.set_words(view.draft, "tick" if view.reviewed else "warning")
        self.draft.tinted = not view.reviewed
        if before.languages == view.languages:
            self.place()
            return
        remove_widgets(*self.languages)
        self.languages = []
        for number, language in enumerate(view.languages):
            if number:
                self.languages.append(ScriptText("|", "en", Role.SMALL, soft=True, wraps=False, parent=self))
            self.languages.append(ScriptText(language.name, language.tag, Role.SMALL, wraps=False, parent=self))
        self.setFixedHeight(self._tall())
        self.place()

    def hide_saved(self) -> None:
        """Say nothing about saving until the strip is drawn anew: something was refused."""
        self.show_view(replace(self.view, saved="", saved_short=""))

    def show_rail(self, rail: RailView) -> None:
        """What the rail says, for the one line that takes its place."""
        before, self.rail = self.rail, rail
        current = [row.title for row in rail.rows if row.id == rail.current]
        title = rail.compact_title or next(iter(current), "")
        if (title, rail.compact_place, bool(rail.heading)) != (*self._place_words, bool(before.heading)):
            self._place_words = (title, rail.compact_place)
            self.title.set_text(title)
            self.place_text.set_text(rail.compact_place)
            self.place()

    def sizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._tall())

    def restyle(self) -> None:
        self.setFixedHeight(self._tall())
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        line = theme.size("hairline")
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - line, self.width(), line, theme.color("line"))

    def place(self) -> None:
        """Lay the parts out, shortening step by step until they fit."""
        view, compact = self.view, active().compact
        self.home.set_slim(int(compact))
        self.home.set_words(view.home, name=view.home)
        self.lock.set_slim(int(compact))
        self.lock.set_words("" if compact else self.words.say("shell.lock"))
        self.saved.set_text(view.saved_short or view.saved if compact else view.saved)
        self.draft.set_words(view.draft, self.draft.icon_name)
        gone: set[QWidget] = {part for part, shown in self._shown().items() if not shown}
        if compact:
            gone |= {self.code, self.where, *self.languages}
        else:
            gone |= {self.topics, self.title, self.place_text}
        for step in (lambda: None, *self._steps(gone)):
            step()
            left = [part for part in self._left() if part not in gone]
            right = [part for part in self._right() if part not in gone]
            if self._width(left) + self._width(right) + self._edge() * 2 + self._gap() <= self.width():
                break
        self._arrange(left, right)

    def _tall(self) -> int:
        """As high as its highest part: a language in its own script may need more than a line of ours."""
        if active().compact:
            return max(active().size("strip"), self.topics.sizeHint().height() + active().gap(8))
        return max([active().size("strip"), *(each.sizeHint().height() for each in self.languages)])

    def _steps(self, gone: set[QWidget]) -> list[Callable[[], object]]:
        """What gives way, first things first."""
        view = self.view
        return [
            lambda: self.lock.set_slim(1),
            lambda: self.home.set_slim(1),
            lambda: gone.add(self.where),
            lambda: self.draft.set_words(view.draft_short or view.draft, self.draft.icon_name),
            lambda: self.lock.set_words(""),
            lambda: self.home.set_words(""),
            lambda: gone.update(self.languages),
            lambda: self.saved.set_text(view.saved_short or view.saved),
            lambda: gone.add(self.elapsed),
            lambda: gone.add(self.hearing),
            lambda: gone.add(self.draft),
            lambda: gone.add(self.place_text),
            lambda: gone.add(self.title),  # the heading of the page says it
        ]

    def _arrange(self, left: list[QWidget], right: list[QWidget]) -> None:
        for part in self.findChildren(QWidget):
            if part not in left and part not in right:
                part.hide()
        at = self._edge()
        for part in left:
            self._put(part, at)
            at += part.sizeHint().width() + self._between(part)
        at = self.width() - self._edge()
        for part in reversed(right):
            at -= part.sizeHint().width()
            self._put(part, at)
            at -= self._gap()

    def _put(self, part: QWidget, left: int) -> None:
        size = part.sizeHint()
        height = min(size.height(), self.height())
        rect = QRect(left, (self.height() - height) // 2, size.width(), height)
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))
        part.show()

    def _width(self, parts: list[QWidget]) -> int:
        return sum(part.sizeHint().width() + self._between(part) for part in parts)

    def _between(self, part: QWidget) -> int:
        return active().gap(12) if part in self.languages else self._gap()

    def _left(self) -> list[QWidget]:
        return [self.home, self.topics, self.title, self.place_text, self.code, self.where, *self.languages, self.draft]

    def _right(self) -> list[QWidget]:
        return [self.hearing, self.elapsed, self.saved, self.lock]

    def _shown(self) -> dict[QWidget, str]:
        view = self.view
        return {
            self.home: view.home,
            self.topics: self.rail.heading or self.title.text(),
            self.title: self.title.text(),
            self.place_text: self.place_text.text(),
            self.code: view.code,
            self.where: view.where,
            self.draft: view.draft,
            self.hearing: view.hearing,
            self.elapsed: view.elapsed,
            self.saved: view.saved,
        }

    def _edge(self) -> int:
        return active().gap(20)

    def _gap(self) -> int:
        return active().gap(22)

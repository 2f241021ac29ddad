"""Counts without persons: plain bars that say their numbers in words, printed or saved as they stand."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from screening.casework.record import second_look, statistics_release
from screening.casework.referral import referral_form
from screening.casework.statistics import counts
from screening.casework.statistics.counts import CountBar, StatsView, YearView
from screening.errors import ScreeningError
from screening.qt.frame.lines_page import LinesPage
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.platform.printing import choose_printer, draw
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import FitsHeight, Themed, active, nested
from screening.qt.text.label import Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Align, Role, ScriptText, SetText, spoken
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.path_field import PathField
from screening.store.crypto.atomic_files import typed_folder
from screening.store.folder.safe_paths import save_in


class Bar(Themed, QWidget):
    """A bar in one ink. It has no name of its own: the words beside it say its number."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(200), active().gap(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        width = round(self.width() * self.share)
        left = self.width() - width if self.isRightToLeft() else 0
        QPainter(self).fillRect(QRectF(left, 2, width, self.height() - 4), active().color("accent"))


class YearPlot(FitsHeight, QWidget):
    """Twelve columns in the order of time with their numbers over them. One that is not shown is a dashed frame, of one
    height whatever its number is. All of it is said in words to a screen reader.
    """

    TALL, DASHED = 84, 18

    def __init__(self, year: YearView, hidden: str, language: str) -> None:
        """``hidden`` says that a month is not shown."""
        super().__init__()
        self.year, self.language = year, language
        self.fit_policy(QSizePolicy.Policy.Expanding)
        self.setAccessibleName(spoken(year.year))
        told = "; ".join(f"{month.name}: {month.count or hidden}" for month in year.months)
        self.setAccessibleDescription(spoken(told))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(600), self.heightForWidth(active().gap(600)))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(240), self.heightForWidth(active().gap(240)))

    def heightForWidth(self, _width: int) -> int:
        number, name = self._heights()
        return int(number + active().gap(self.TALL) + name) + active().gap(10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        number_tall, _name = self._heights()
        tall, step = theme.gap(self.TALL), self.width() / len(self.year.months)
        base = number_tall + tall
        for at, month in enumerate(self.year.months):
            place = len(self.year.months) - 1 - at if self.isRightToLeft() else at
            left, wide = place * step + step * 0.15, step * 0.7
            high = max(2.0, tall * month.share) if month.count else float(theme.gap(self.DASHED))
            rect = QRectF(left, base - high, wide, high)
            if month.count:
                painter.fillRect(rect, theme.color("accent"))
                count = self._text(month.count, step, bold=True)
                count.draw(
                    painter, place * step + (step - count.width) / 2, rect.y() - count.height, theme.color("ink")
                )
            else:
                box(painter, rect, edge=theme.color("edge"), width=theme.size("edge"), radius=0, dashed=True)
            name = self._text(month.short, step)
            name.draw(painter, place * step + (step - name.width) / 2, base + theme.gap(4), theme.color("ink_soft"))
        painter.fillRect(QRectF(0, base, self.width(), 1), theme.color("ink_soft"))

    def _heights(self) -> tuple[float, float]:
        """Of a number and of a month's name, as large as they are where there is room: the same at every width."""
        wide = float(WIDEST)
        return (
            self._text("0", wide, bold=True).height,
            max(self._text(month.short, wide).height for month in self.year.months),
        )

    def _text(self, text: str, step: float, *, bold: bool = False) -> SetText:
        """On one line, set smaller down to three fifths where the columns are narrow."""
        pixels: float = active().type("small")
        found = SetText(text, self.language, pixels, bold=bold, width=WIDEST, align=Align.LEFT)
        if found.width > step:
            pixels = max(pixels * 0.6, pixels * step / found.width * 0.95)
            found = SetText(text, self.language, pixels, bold=bold, width=WIDEST, align=Align.LEFT)
        return found


class StatisticsPage(Headed):
    """Shows a StatsView."""

    print_pressed = Signal()
    save_pressed = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.folder = PathField(words, words.say("stats.folder"), name="stats-folder")
        self.folder.entered.connect(self.save_now)
        self.saved = DoneLine(words.language)

    def show_view(self, view: StatsView) -> None:
        language = self.words.language
        self.head_with(view.title, view.lead)
        self.rows.addWidget(ScriptText(view.cases, language, Role.LEAD))
        if view.unread:
            self.rows.addWidget(ScriptText(view.unread, language, Role.BODY))
        for chart in view.charts:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=4)
            card.rows.addWidget(ScriptText(chart.title, language, Role.BODY, bold=True))
            for year in chart.years:
                card.rows.addWidget(ScriptText(year.year, language, Role.SMALL, bold=True))
                card.rows.addWidget(YearPlot(year, self.words.say("stats.month-hidden"), language))
            for bar in chart.bars:
                self._add_bar(card.rows, bar)
            if chart.note:
                card.rows.addWidget(ScriptText(chart.note, language, Role.SMALL, soft=True))
            self.rows.addWidget(card)
        if view.charts:
            out = Card(Ground.SUNK, pads=(18, 10), gap=8)
            out.rows.addWidget(self.folder)
            printing = text_button(self.words, "stats.print", "print-stats", self.print_pressed)
            saving = text_button(self.words, "stats.save", "save-stats", self.save_now)
            add_at_start(out.rows, printing, saving)
            out.rows.addWidget(self.saved)
            self.rows.addWidget(out)
        self.rows.addStretch(1)

    def save_now(self) -> None:
        self.save_pressed.emit(self.folder.text())

    def show_saved(self, name: str) -> None:
        """Say under which name the counts were saved."""
        self.saved.say(self.words.say("stats.saved", name=name))

    def start(self) -> QWidget:
        return self.title

    def _add_bar(self, rows: QBoxLayout, bar: CountBar) -> None:
        line = nested(rows, QHBoxLayout(), spacing=active().gap(12))
        line.addWidget(ScriptText(bar.label, self.words.language, Role.BODY), 4)
        line.addWidget(Bar(bar.share), 5)
        line.addWidget(ScriptText(bar.count, self.words.language, Role.BODY, bold=True), 2)


class CountsActs(PageActs):
    """What a supervisor sees in place of cases."""

    place = RecordPlace.COUNTS

    def page(self) -> LinesPage:
        page, record = LinesPage(self.record.words), self.record
        page.chosen.connect(record.go)
        today = datetime.date.today()
        record.ask(statistics_release.overview, record.words, today, success=page.show_view, page=page)
        return page


class StatisticsActs(PageActs):
    """Counts over all cases, with small cells left out; printing and saving take what is shown."""

    place = RecordPlace.STATISTICS
    what, name = "page", "counts.pdf"
    """What the record's log calls the page, and what it is saved as."""
    read = staticmethod(statistics_release.shown)
    """What makes the view from the record, its content and the officer's words."""

    def page(self) -> Headed:
        waiting, record = Headed(self.record.words), self.record
        record.ask(self.read, record.content, record.words, success=self._counted, page=waiting)
        return waiting

    def _counted(self, view: StatsView) -> None:
        """The counts, once they were made; printing and saving take the same view."""
        page = StatisticsPage(self.record.words)
        page.show_view(view)
        page.print_pressed.connect(partial(self._print, page, view))
        page.save_pressed.connect(partial(self._save, page, view))
        self.record.show(page)

    def _print(self, page: StatisticsPage, view: StatsView) -> None:
        printer = self.record.tried(choose_printer, page.window())
        if printer is not None:
            data = counts.stats_paper(view, self.record.words)
            leaves, stayed = statistics_release.leaves("printed", data, self.what)
            self.record.let_out(leaves, partial(draw, data, printer), stayed, success=lambda _printed: None)

    def _save(self, page: StatisticsPage, view: StatsView, folder: str) -> None:
        try:
            place = referral_form.place_for(typed_folder(folder))
            data = counts.stats_paper(view, self.record.words)
        except ScreeningError as trouble:
            self.record.complain(trouble)
            return
        leaves, stayed = statistics_release.leaves("saved", data, self.what)

        def saved(path: Path) -> None:
            if page is self.record.page:
                page.show_saved(path.name)

        self.record.let_out(leaves, partial(save_in, place, self.name, data), stayed, success=saved)


class AccuracyActs(StatisticsActs):
    """How often the assessment was right, in words and plain bars."""

    place = RecordPlace.ACCURACY
    what, name = "accuracy", "accuracy.pdf"
    read = staticmethod(statistics_release.accuracy_shown)


class SecondLookActs(PageActs):
    """The second look: drawing a lot, and the way to a case that waits."""

    place = RecordPlace.SECOND_LOOK

    def page(self) -> NotesPage:
        page, record = NotesPage(self.record.words), self.record
        page.pressed.connect(partial(self._act, page))
        page.linked.connect(partial(record.open_due, kind="second"))
        page.explained.connect(record.notify)
        self._read(page)
        return page

    def _read(self, page: NotesPage) -> None:
        record = self.record
        record.ask(second_look.page, record.content, record.words, success=page.show_view, page=page)

    def _act(self, page: NotesPage, name: str) -> None:
        if name == second_look.DRAW:
            typed = page.text(second_look.MOST)
            wanted = int(typed) if typed.isdecimal() and typed.isascii() else 0
            record = self.record
            record.ask(second_look.draw, record.content, wanted, success=partial(self._drawn, page), page=page)

    def _drawn(self, page: NotesPage, n: int) -> None:
        page.empty(second_look.MOST)
        self.record.notify(self.record.words.say("second-look.done", n=n))
        self._read(page)

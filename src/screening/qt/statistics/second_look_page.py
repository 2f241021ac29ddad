"""What the page of the second look asks of the open record: drawing a lot, and the way to a case that waits."""

from __future__ import annotations

from functools import partial

from screening.casework.record import second_look
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace


class SecondLookActs(PageActs):
    """Makes the page and carries its acts to the record."""

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

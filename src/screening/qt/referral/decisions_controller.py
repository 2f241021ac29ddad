"""The page of what became of a case: what is chosen and typed on it, and what its buttons record."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.interview import formal_decisions
from screening.casework.interview.formal_decisions import BODY, KEEP, MATTER, NEED, PAGE, RESULT
from screening.domain.case.places import Place
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.routes import Route, Routes

if TYPE_CHECKING:
    from screening.qt.session.case_context import CaseContext

OF_MATTER = (RESULT, BODY, NEED)
"""Choices that another matter begins anew."""


class DecisionPages:
    """Holds what is chosen and not yet recorded, of the case in hand alone."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self.form: dict[str, str] = {}

    def routes(self) -> Routes:
        return {Place.DECISIONS: Route(self.page, aside=True)}

    def page(self) -> NotesPage:
        self.form = {}
        page = NotesPage(self.case.words)
        page.drawn_by(
            lambda: page.show_view(formal_decisions.decisions_view(self.case.interview, self.case.directory, self.form))
        )
        page.chosen.connect(partial(self._choose, page))
        page.noted.connect(self._typed)
        page.pressed.connect(partial(self._act, page))
        page.explained.connect(self.case.notify)
        return page

    def _choose(self, page: NotesPage, name: str, value: str) -> None:
        """Pressing what is chosen takes it back."""
        page.flush()
        self.form[name] = "" if self.form.get(name) == value else value
        if name == MATTER:
            self.form |= dict.fromkeys(OF_MATTER, "")
        self.case.redraw()

    def _typed(self, name: str, text: str) -> None:
        self.form[name] = text

    def _act(self, page: NotesPage, name: str) -> None:
        if name != KEEP:
            self.case.act(formal_decisions.act, self.case.interview, name)
            return
        self.case.keep_typed()
        typed = {field: page.text(field) for field in page.fields}
        form = {**self.form, **typed}

        def kept() -> None:
            for field, text in typed.items():
                page.empty(field)
                self.case.drop_draft(f"note.{PAGE}.{field}", text)
            self.form = {}
            self.case.redraw()

        today = datetime.date.today()
        learned = partial(formal_decisions.learn, self.case.interview, self.case.directory, form, today)
        self.case.record(learned, success=kept)

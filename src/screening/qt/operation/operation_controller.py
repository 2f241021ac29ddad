"""What the pages of operations ask of the open record: all operations, one with its queue, one number."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from screening.casework.interview.note_pages import NotesView
from screening.casework.interview.private_answering import aloud_in
from screening.casework.operation import acts, number_list, views
from screening.casework.operation.views import OperationFacts
from screening.domain.operation import rules
from screening.domain.operation.operation import Operation
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed
from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.platform.printing import choose_printer, draw
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.audio import Ear
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.session.figure_keys import Figures
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.wording.catalogue.languages import format_time

CASE = "case:"
BUNDLES = "bundles"


class Answers(QObject):
    """What the figure keys must know of a page of operations: how many answers are on their way to the disk."""

    settled = Signal()
    complained = Signal(object)

    def __init__(self, record: RecordContext) -> None:
        super().__init__()
        self.record, self.words, self.announce = record, record.words, record.announce
        self.pending = 0

    @property
    def page(self) -> Headed | None:
        return self.record.page

    def done(self) -> None:
        """One more is on disk, and the page shows it."""
        self.pending -= 1
        if not self.pending:
            self.settled.emit()

    def refuse(self, trouble: ScreeningError) -> None:
        """One was not taken; it is said."""
        self.pending -= 1
        self.complained.emit(trouble)
        self.record.complain(trouble)


class OperationActs(PageActs):
    """Makes the three pages, each from what was read last, and carries their acts to the record."""

    place = RecordPlace.OPERATIONS

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.found = OperationFacts()
        self.code = self.person = self.sort = ""
        self.said: dict[str, str] = {}
        """The hours at which lines were said to the person who is shown, and have no answer yet."""
        self.open_outcome = False
        """Whether what became of the person is asked before the first look is done."""
        self.ear = Ear()
        self.answers = Answers(record)
        self._draw: Callable[[], object] = bool
        """Draws the page that is shown anew."""

    def routes(self) -> RecordRoutes:
        row = RecordPlace.OPERATIONS
        return {
            row: RecordRoute(partial(self._page, self._list)),
            RecordPlace.OPERATION: RecordRoute(partial(self._page, self._operation), back=row, row=row),
            RecordPlace.NUMBER: RecordRoute(
                partial(self._page, self._number), back=RecordPlace.OPERATION, row=row
            ),
            RecordPlace.SIGNS: RecordRoute(self._signs, back=RecordPlace.NUMBER, row=row),
        }  # fmt: skip

    def open(self, code: str) -> None:
        """Name the operation whose page is shown next."""
        self.code = code

    # --- what is shown

    def _page(self, view: Callable[[], NotesView]) -> Headed:
        page = NotesPage(self.record.words)
        page.chosen.connect(partial(self._chosen, page))
        page.pressed.connect(partial(self._pressed, page))
        page.linked.connect(self._linked)
        page.spoke.connect(partial(self._spoke, page))
        page.play_pressed.connect(self._play)
        page.explained.connect(self.record.notify)
        page.hinted.connect(self.record.notify)
        figures = self.record.figures = Figures(self.answers)
        page.row_answered.connect(figures.answered)
        page.take_key, page.keys_wait = figures.press, figures.wait
        self._draw = lambda: page.show_view(view())
        self._draw()
        self.record.ask(views.find, success=partial(self._took, page), page=page)
        return page

    def _took(self, page: NotesPage, found: OperationFacts) -> None:
        self.found = found
        self._draw()

    def _signs(self) -> Headed:
        """The drawn signs, for somebody with whom no language is shared; what is pointed at is on disk at once."""
        words, now = self.record.words, self.now
        if now is None or self.person not in now.people:
            return self._page(self._number)
        done = words.say("page.number.pictures-done", number=now.people[self.person].number)
        page = WordlessPage(words, words.say("page.number.pictures-note"), done)

        def draw() -> None:
            if (it := self.now) is not None:
                page.show_signs(views.signs_view(words, it.people[self.person]))

        def point(sign: str) -> None:
            self._do(page, partial(rules.note, person=self.person, line=rules.NEED + sign, value="yes"))

        page.pointed.connect(point)
        page.done.connect(partial(self.record.go, RecordPlace.NUMBER))
        self._draw = draw
        draw()
        return page

    def _list(self) -> NotesView:
        return views.list_view(self.record.words, self.found, self.sort)

    @property
    def now(self) -> Operation | None:
        """The operation that is shown."""
        return next((each for each in self.found.operations if each.code == self.code), None)

    def _operation(self) -> NotesView:
        if self.now is None:
            return self._list()
        return views.operation_view(self.record.words, self.found, self.code, acts.look_rules())

    def _number(self) -> NotesView:
        now = self.now
        if now is None or self.person not in now.people:
            return self._operation()
        words = self.record.words
        given = self.found, self.code, self.person, acts.look_rules(), self.said
        return views.number_view(words, *given, open_outcome=self.open_outcome)

    # --- what is done

    def _chosen(self, page: NotesPage, name: str, value: str) -> None:
        if name == views.SORT:
            self.sort = "" if self.sort == value else value
            self._draw()
        elif name == "outcome":
            person = self.now.people[self.person] if self.now is not None else None
            before = person.outcome.outcome if person is not None and person.outcome is not None else ""
            given, where = "" if before == value else value, page.text("where")
            self._do(page, partial(rules.outcome, person=self.person, given=given, where=where))
        else:
            self._do(page, partial(rules.note, person=self.person, line=name, value=value), line=name)

    def _pressed(self, page: NotesPage, name: str) -> None:
        card = self.found.card
        if name == "begin":
            self.record.ask(acts.begin, self.record.content, self.sort, success=self._begun, page=page)
        elif name == "give":
            self._do(page, partial(rules.give_number, card=card), success=self._given)
        elif name == "talk":
            given = self.record.content, self.code, self.person
            self.record.ask(acts.begin_talk, *given, success=self._open_case, page=page)
        elif name == "open-outcome":
            self.open_outcome = True
            self._draw()
        elif name == "pictures":
            self.record.go(RecordPlace.SIGNS)
        elif name in ("print", "slips"):
            self._print(page, slips=name == "slips")
        elif name == "list":
            self._save_list(page)
        elif name.startswith(views.LAPTOP):
            self._do(page, partial(rules.name_laptop, card=name.removeprefix(views.LAPTOP)))
        else:
            plain: dict[str, Callable[[Operation], acts.Made]] = {
                "finish": partial(rules.finish_look, person=self.person),
                "another": partial(rules.give_another, person=self.person, card=card),
                "close": rules.close, "reopen": rules.reopen,
            }  # fmt: skip
            self._do(page, plain[name])

    def _linked(self, name: str) -> None:
        if name == BUNDLES:
            self.record.open_record_page(RecordPlace.BUNDLES)
        elif name.startswith(CASE):
            self._open_case(name.removeprefix(CASE))
        elif name.startswith(views.OPERATION):
            self.code = name.removeprefix(views.OPERATION)
            self.record.go(RecordPlace.OPERATION)
        else:
            self._show(name.removeprefix(views.GO))

    def _do(
        self,
        page: Headed,
        make: Callable[[Operation], acts.Made],
        *,
        line: str = "",
        success: Callable[[Operation], object] | None = None,
    ) -> None:
        """Record it and draw what stands then. ``line`` is that of the look which is answered."""

        def done(now: Operation) -> None:
            others = tuple(each for each in self.found.operations if each.code != now.code)
            before, self.found = self.now, replace(self.found, operations=(now, *others))
            if line in self.said and now.people[self.person].answers(line):
                del self.said[line]
            if page is self.record.page:
                self._draw()
            self.answers.done()
            if success is not None and before is not None and page is self.record.page:
                success(before)

        self.answers.pending += 1
        self.record.ask(acts.act, self.code, make, success=done, failure=self.answers.refuse)

    def _begun(self, code: str) -> None:
        self.code, self.sort = code, ""
        self.record.go(RecordPlace.OPERATION)

    def _given(self, before: Operation) -> None:
        """The number that was given now is looked at next."""
        now = self.now
        new = next((each for each in now.people if each not in before.people), "") if now is not None else ""
        if new:
            self._show(new)

    def _show(self, person: str) -> None:
        self.person, self.said, self.open_outcome = person, {}, False
        self.record.go(RecordPlace.NUMBER)

    def _open_case(self, code: str) -> None:
        self.record.open_due(code, "")

    def _spoke(self, page: NotesPage, line: str) -> None:
        """A line was said, or was not after all; it is on no disk, what is answered is."""
        if line in self.said:
            del self.said[line]
        else:
            self.said[line] = format_time(datetime.datetime.now(datetime.UTC), self.record.words.language)
        self._draw()

    def _play(self, text_ids: tuple[str, ...]) -> None:
        record, now = self.record, self.now
        tag = now.people[self.person].answer("language") if now is not None and self.person in now.people else ""
        words = record.words.within(tag) if tag and tag != "not_known" else record.words
        computer = record.practice
        heard = [aloud_in(words, each, practice=computer) for each in text_ids]
        if record.tried(lambda: self.ear.play([self.ear.sound(each, computer=computer) for each in heard])) is False:
            record.notify(record.words.say("page.topic.no-sound"))

    def _print(self, page: NotesPage, *, slips: bool) -> None:
        """Print the list or slips with numbers; that it leaves is on disk first."""
        record, code = self.record, self.code
        printer = record.tried(choose_printer, page.window())

        def go(data: bytes) -> None:
            assert printer is not None
            try:
                draw(data, printer)
            except ScreeningError as trouble:
                record.complain(trouble)
                record.ask(number_list.not_printed, code, data, success=bool)

        if printer is not None:
            record.ask(partial(number_list.to_print, slips=slips), record.words, code, success=go)

    def _save_list(self, page: NotesPage) -> None:
        def saved(name: str) -> None:
            self.record.notify(self.record.words.say("page.operations.listed", name=name))

        self.record.ask(number_list.save, self.record.words, self.code, page.text("folder"), success=saved)

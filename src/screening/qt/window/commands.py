"""What each press in the frame, and each key of the window, does to the page in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.domain.case.places import Place
from screening.errors import ScreeningError
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import active
from screening.qt.window import doors
from screening.qt.window.doors import Door
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.frame.frame import Shell
    from screening.qt.training.play import PlayRoom
    from screening.qt.window.main_window import Window


class Commands:
    """Hands each to the page of the case that is shown, or to the page beside the cases."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def connect(self, shell: Shell) -> None:
        """Carry what is pressed in a frame."""
        bar, strip = shell.bar, shell.strip
        bar.cover.chosen.connect(self.window.cover_up)
        bar.rest.chosen.connect(self.window.rest)
        bar.care.chosen.connect(self.care)
        bar.stop.chosen.connect(self.stop)
        bar.back_pressed.connect(self.back)
        bar.next_pressed.connect(self.next)
        bar.pressed.connect(self._bar)
        strip.home.chosen.connect(self.window.home)
        strip.lock.chosen.connect(self.window.lock)
        strip.draft.chosen.connect(self._explain_draft)
        shell.rail_chosen.connect(self.rail)
        shell.complaints.put_away.connect(self.focus_page)
        shell.progress.stop_pressed.connect(self._leave_off)

    def next(self) -> None:
        """Go on, as the page in hand says."""
        if self.window.shown_case is not None:
            self.window.shown_case.next()

    def back(self) -> None:
        """Go back, as the page in hand says."""
        if self.window.record is not None and self.window.record.beside.place:
            self.window.record.beside.back()
        elif self.window.shown_case is not None:
            self.window.shown_case.back()

    def save(self) -> None:
        """Save what the page in hand is for."""
        if self.window.record is not None and self.window.record.beside.place:
            if (page := self.window.record.beside.page) is not None:
                page.save_now()
        elif self.window.shown_case is not None and self.window.shown_case.page is not None:
            self.window.shown_case.page.save_now()

    def care(self) -> None:
        """Care and stop are never out of reach: a page of the desk is left for them, back into the case in hand."""
        if self.window.open_case_pages is not None:
            self.window.open_case_pages.care()

    def stop(self) -> None:
        """Show the page that ends the talk, from everywhere."""
        if self.window.open_case_pages is not None:
            self.window.open_case_pages.stop()

    def next_region(self) -> None:
        """Give the keyboard to the next part of the frame; the help beside the page follows the last."""
        shell, beside = self.window.shell, self.window.help
        if shell is None or (shell.in_last_region() and not beside.has_keyboard and beside.enter()):
            return
        if beside.has_keyboard:
            self.window.activateWindow()
            self.focus_page()
        else:
            shell.next_region()

    def scroll(self, by: int, *, pages: bool = False) -> None:
        """Scroll the page in hand."""
        if self.window.shell is not None:
            self.window.shell.scroll_main(by, pages=pages)

    def step_topics(self, by: int) -> bool:
        """Go to another row of the rail where that is the page."""
        return self.window.shell is not None and self.window.shell.step_topics(by)

    def said(self) -> None:
        """The record; from 150 % the rail, which is a page of its own then."""
        if active().compact and self.window.shell is not None:
            self.window.shell.toggle_topics()
        elif self.window.shown_case is not None:
            self.window.shown_case.to_sheet()

    def _bar(self, name: str) -> None:
        if self.window.shown_case is not None:
            self.window.shown_case.bar(name)

    def _leave_off(self) -> None:
        if self.window.record is not None:
            self.window.record.desk.cancel()

    def _explain_draft(self) -> None:
        if self.window.shown_case is not None:
            self.window.shown_case.notify(self.window.words.say("page.language.draft"))

    def focus_page(self) -> None:
        """The keyboard goes back to the page: a message was taken away, or the help was closed."""
        page = self.window.shell.page() if self.window.shell is not None else None
        if self.window.shown_case is not None:
            self.window.shown_case.focus()
        elif page is not None:
            page.start().setFocus()
        elif self.window.first is not None:
            self.window.first.begin()

    def rail(self, name: str) -> None:
        """Go where a row of the rail leads."""
        if self.window.record is None:
            return
        if name == RecordPlace.CASES:
            self.window.show_cases()
        elif name == RecordPlace.INVENTED_PEOPLE:
            self._practise()
        elif name in self.window.record.beside.routes:
            self.window.open_record_page(name)
        elif name == Place.SAID:
            self.window.record.case.to_sheet()
        else:
            self.window.record.case.go(name)

    def open_door(self, name: str) -> None:
        """One of the three doors of an empty list; in practice the first case begins in this very window."""
        door = Door(name)
        if door is Door.PEOPLE:
            self._practise()
        elif door is Door.LED and self.window.practice:
            doors.enter(self.window, door)
        elif self._may_go_aside():
            self.window.room = doors.open_beside(self.window, door)

    def _may_go_aside(self) -> bool:
        """Whether another window may stand in place of this one. A record is covered first, and asks for the PIN after
        it."""
        record = self.window.record
        if record is None:
            return False
        if record.case.alone.waits:
            record.case.go(Place.UNSAVED)
            return False
        if not self.window.practice:
            self.window.cover_up()
        return self.window.practice or self.window.stack.currentWidget() is self.window.cover

    def _practise(self) -> None:
        """A practice interview in place of this window."""
        if not self._may_go_aside():
            return
        from screening.qt.training.play_start import play_beside

        try:
            words = self.window.words
            room = play_beside(self.window.stack.window(), Words(words.language, words.installation))
        except ScreeningError as trouble:
            self.window.complain(trouble)
            return
        self.window.room = room
        room.closed.connect(self.window.activateWindow)
        self._keep_figures(room)

    def _keep_figures(self, room: PlayRoom) -> None:
        """The figures of practice are kept in the open record, in memory where the record is one of practice."""
        desk = self.window.desk
        if desk is None:
            return
        from screening.store.vault.practice_results import keep_practice_result, practice_results

        room.keep = lambda text: desk.ask(keep_practice_result, text, success=room.show_results)
        desk.ask(practice_results, success=room.show_results)

"""The case in hand and the way between its pages, as the controllers of pages use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from screening.casework.interview import side_cards
from screening.casework.interview.interview import Interview
from screening.casework.interview.private_answering import aloud, has_sound
from screening.domain.case.places import AFTER, TOPIC, Place, kind
from screening.qt.frame.frame import Shell
from screening.qt.session.audio import Ear
from screening.qt.session.context import OfficeContext, WindowServices
from screening.qt.session.routes import Route
from screening.qt.session.vault_session import Desk, Facts
from screening.qt.widgets.confirmation import PassphraseNote
from screening.sound.computer_voice import can_speak
from screening.wording.catalogue.translations import Words


def draft_of(field: str, session: int) -> str:
    """The name of half-typed text of a session: a later one never goes on with what was typed in one before."""
    return field if session == 1 else f"{field}:{session}"


class Unwritten:
    """Passphrases of files that were saved, by the case that the files are of, until they are written down.

    They are in memory only, and gone with a lock; leaving a page takes none of them away.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, str]]] = {}

    def add(self, case: str, file: str, passphrase: str) -> None:
        """A file was saved, and only this opens it."""
        self._waiting.setdefault(case, []).append((file, passphrase))

    def of(self, case: str) -> tuple[tuple[str, str], ...]:
        """Return the files of a case whose passphrases wait, each with its own."""
        return tuple(self._waiting.get(case, ()))

    def stand_on(self, note: PassphraseNote, case: str, after: Callable[[], object]) -> None:
        """Show those of a case on a page; ``after`` follows when they are written down."""
        note.written_down.connect(partial(self._written, note, case, after))
        note.show_files(self.of(case))

    def _written(self, note: PassphraseNote, case: str, after: Callable[[], object]) -> None:
        self._waiting.pop(case, None)
        note.show_files(())
        after()


class Opens(Protocol):
    """The way into the talk, and decisions of agreement."""

    def decide(self, decision: str, value: str) -> None: ...
    def past_agreement(self) -> None: ...
    def go_on(self) -> None: ...
    def talk_instead(self) -> None: ...


class CaseContext(OfficeContext):
    """The case in hand and the way between its pages."""

    opening: Opens

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.place = ""
        self.item = ""
        """The item that was asked for with the place in hand, "" for none."""
        self.behind = ""
        """The page that a page beside the way leads back to."""
        self.after_offer = ""
        """Where the talk goes when answering by ear, which was offered on the way, is refused."""
        self.began_anew = False
        """Whether the gate that came back last began another session."""
        self.came_from = ""
        """The page of the talk that the gate, asked again, leads back to."""
        self.gate_seen = ("", 0)
        """The gate that the officer has met."""
        self.routes: dict[Place, Route] = {}
        self.unwritten = Unwritten()
        self.ear = Ear()
        self.guard.hushed.connect(self.ear.hush)
        self.record, self.keep_draft, self.drop_drafts = desk.record, desk.keep_draft, desk.drop_drafts
        self.settled, self.complained, self.mended = desk.settled, desk.complained, desk.mended
        self.rest, self.cover_up = window.rest, window.cover_up
        self.put_over, self.take_away = window.put_over, window.take_away

    # --- the case in hand

    @property
    def interview(self) -> Interview:
        """The case in hand; there is one whenever a page of a case is shown."""
        assert self.desk.interview is not None
        return self.desk.interview

    @property
    def open(self) -> bool:
        """Whether a case is in hand."""
        return self.desk.interview is not None

    @property
    def in_front(self) -> bool:
        """Whether the officer has the window: no cover page, no break, no page of the person."""
        return self.window.stack.currentWidget() is self.shell

    @property
    def pending(self) -> int:
        """How many acts are on their way to the disk."""
        return self.desk.pending

    def holds(self, interview: Interview) -> bool:
        """Whether this is still the case in hand."""
        return self.desk.interview is interview

    def draft(self, name: str) -> str:
        """Half-typed text; "" for none."""
        return self.desk.drafts.get(name, "")

    def half_typed(self, which: Callable[[str], bool]) -> bool:
        """Whether any half-typed text is such."""
        return any(text and which(name) for name, text in self.desk.drafts.items())

    def keep_place(self, item: str) -> None:
        """Keep where the officer is on the page in hand, for an exact return."""
        self.desk.keep_place(self.place, item)

    # --- the way

    def go(self, place: str, item: str = "") -> None:
        """Show a page of the case, when the way to it is open; what is typed is kept first."""
        raise NotImplementedError

    def go_to_line(self, place: str) -> None:
        """A line of a page was pressed: the page, and after a stroke the item, that it names."""
        raise NotImplementedError

    def back(self) -> None:
        """The page before; from a page beside the way to where the talk was."""
        raise NotImplementedError

    def refresh_frame(self) -> None:
        """Draw strip, rail and bar again."""
        raise NotImplementedError

    def stands_aside(self, place: str) -> bool:
        """Whether a page stands beside the way."""
        return bool(place) and self.routes[kind(place)].aside

    def leave_side_page(self) -> None:
        """From a page beside the way to where the talk was."""
        self.go(self.behind or Place.GATE)

    def after_gate(self) -> str:
        """Where the gate leads: back into the talk where it was; to language and agreement where none stands (CO9)."""
        interview = self.interview
        if not interview.case.agreed or interview.case.language is None:
            return Place.LANGUAGE
        if self.came_from and not interview.reachable(self.came_from):
            return self.came_from
        return TOPIC + interview.protocol.topics[0].id

    def gate_first(self, back: str = "", knows: str = "") -> bool:
        """Lead to a gate that came back, once the officer has the window again: not over the person's own page.

        ``back`` is where it leads on to; ``knows`` is said with it. Where the officer is at this very gate already, on
        its page or on one that it led to, they stay there.
        """
        waits = bool(self.interview.gate().open_lines) and not self.interview.case.stopped
        waits = waits and self.gate_seen != self.gate_now()
        here = not self.place or self.place == Place.GATE or self.place in AFTER
        if not waits or here or not self.in_front:
            return False
        self.go(Place.GATE)
        if back in self.interview.places():
            self.came_from = back
        self.notify(f"{self.gate_again()} {knows}".strip())
        return True

    def gate_now(self) -> tuple[str, int]:
        """Which gate stands: of which case, asked for the how manieth time."""
        return self.interview.case.code, self.interview.case.gate_round

    def gate_again(self) -> str:
        """Why the gate is asked again, in words."""
        return self.words.say("gate-again.session" if self.began_anew else "gate-again.long")

    # --- the page in hand

    def focus(self) -> None:
        """Give the keyboard to where the page in hand begins."""
        if self.page is not None:
            self.page.start().setFocus()
            self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to what has the focus, once the page has taken its shape."""
        if self.shell.main.stands_still:
            return
        page = self.page

        def scroll() -> None:
            if page is not None and page is self.page:
                focused = QApplication.focusWidget()
                inside = focused is not None and page.isAncestorOf(focused)
                self.shell.main.show_item(focused if inside and focused is not None else page.start(), from_top=True)

        shell = self.shell  # gone with its window, nothing of it scrolls
        QTimer.singleShot(0, shell, lambda: QTimer.singleShot(0, shell, scroll))

    def held(self) -> AbstractContextManager[None]:
        """Stand still while the page changes, and move once at the end."""
        return self.shell.main.held()

    def to_top(self) -> None:
        """Scroll to the beginning of the page."""
        self.shell.main.to_top()

    def clear_messages(self) -> None:
        """Take away what was said of what was shown before."""
        self.shell.complaints.page_left()

    def redraw(self) -> None:
        """Draw the page again from what is on disk."""
        if self.page is not None and self.open:
            self.page.refresh()
            self.refresh_frame()

    def act(
        self,
        make: Callable[..., Facts],
        *args: Any,
        then: Callable[[], object] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Record what an act makes of ``args``; then the page is drawn again, or ``then`` follows.

        ``typed`` are texts by the names of their drafts: recorded, they are half-typed no more.
        """

        def recorded() -> None:
            for name, text in (typed or {}).items():
                self.drop_draft(name, text)
            (then or self.redraw)()

        self.record(partial(make, *args), success=recorded)

    def keep_typed(self) -> None:
        """Hand over everything that was typed on the page and is not yet on disk."""
        if self.page is not None:
            self.page.tell_half_typed()
            self.page.flush()

    def drop_draft(self, name: str, text: str) -> None:
        """What was half-typed is recorded now; what was typed beyond it meanwhile stays."""
        edit = self.page.half.get(name) if self.page is not None else None
        if edit is not None and edit.text().strip() == text.strip():
            edit.kept = edit.text()
        if self.draft(name).strip() == text.strip():
            self.keep_draft(name, "")

    # --- what is heard and explained

    def play(self) -> None:
        """Play the page's text in the person's language, again as often as it is wanted (F2)."""
        self.hear(self.page.heard() if self.page is not None else ())

    def hear(self, text_ids: tuple[str, ...], tag: str = "") -> None:
        """Play texts of the person's; where there is nothing to play it is said, never skipped silently (LA11)."""
        computer = self.interview.case.practice
        heard = [aloud(self.interview, text_id, tag) for text_id in text_ids]
        if self.tried(lambda: self.ear.play([self.ear.sound(each, computer=computer) for each in heard])) is False:
            self.notify(self.words.say("page.topic.no-sound"))

    def can_hear(self, tag: str = "") -> bool:
        """Whether anything can be heard in the person's language, or in ``tag``: only then is there a button for it."""
        interview = self.interview
        language = interview.words.within(tag).language if tag else interview.theirs.language
        return has_sound(interview, tag) or (interview.case.practice and can_speak(language))

    def explain(self) -> None:
        """Say what the open page or question is for, what it may mean and what else it may be, and its keys (Shift+F1).

        A reading's rule opens inside its own page, behind the PIN: nothing of a result is ever a banner (JU15).
        """
        if self.page is not None and not self.page.explain():
            self.notify(side_cards.help_of(self.interview, self.place, self.page.open_item))

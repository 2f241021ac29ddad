"""One person answering alone: the page, the sound, the sitting, and what is recorded at its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from screening.casework.interview import private_answering
from screening.casework.interview.interview import Interview
from screening.domain.case.places import Place
from screening.domain.case.private_answering import TOLD, Sitting, SittingKey, Stage
from screening.domain.events.catalogue import Event
from screening.errors import BadInput, ScreeningError
from screening.qt.interview.alone_page import AlonePage, UnsavedPage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.session.audio import Ear
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Route, Routes
from screening.sound import player as sounds
from screening.sound.computer_voice import can_speak

WATCH_MS = 1500
"""Milliseconds in which a device that plays takes something, however slow it is."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a sitting left and the disk has not: it belongs to one case and is written to no other."""

    interview: Interview
    events: tuple[Event, ...]
    sittings: int
    """How many sittings the case had before this one."""

    @property
    def there(self) -> bool:
        """Whether it is in the record all the same: it was told as not certain, and the record was read again."""
        return len(self.interview.case.alone) > self.sittings


class AnsweringAlone(QObject):
    """Holds the answers in memory until the person has said who may see them; abandoned, they are gone (PR10)."""

    done = Signal()
    """It was handed back to the officer."""
    kept = Signal()
    """What could not be written at first is on disk."""
    _ended = Signal(int)
    """From the device's thread: what was begun under this number was heard to its end."""
    _lost = Signal(int)
    """From the device's thread: the device went away while that was heard."""

    def __init__(self, case: CaseContext) -> None:
        super().__init__(case.dialogs)
        self.case = case
        self.words = case.words
        self.page: AlonePage | None = None
        self.sitting: Sitting | None = None
        self.voice = ""
        self.ear = Ear()
        self.deaf = False
        """Whether this computer had no sound device when it was tried last."""
        self.watch = QTimer(self)
        """While something is heard: not every device says that it is gone."""
        self.watch.setInterval(WATCH_MS)
        self.watch.timeout.connect(self._look_after)
        self._unsaved: Unsaved | None = None
        self._writing: Unsaved | None = None
        self._turn = 0
        """Counts what was played, so that the end of one sound is never taken for the end of the next."""
        self._ended.connect(self._heard, Qt.ConnectionType.QueuedConnection)
        self._lost.connect(self._silent, Qt.ConnectionType.QueuedConnection)
        self.done.connect(self._handed_back)
        self.kept.connect(self._answers_kept)
        case.mended.connect(self._save_again)

    def routes(self) -> Routes:
        return {
            Place.ALONE: Route(self.hearing_page, self.case.opening.talk_instead, aside=True),
            Place.UNSAVED: Route(self.unsaved, aside=True),
        }

    def hearing_page(self) -> HearingPage:
        """The page before: the offer and the headphones check."""
        view = private_answering.alone_view(self.case.interview, computer=self._computer())
        page, self.deaf = HearingPage(self.words, view), False
        page.test_pressed.connect(partial(self._test, page))
        page.begun.connect(self.begin)
        page.explained.connect(self.case.notify)
        return page

    def unsaved(self) -> UnsavedPage:
        """On leaving a case whose answers by ear are not on the disk."""
        page = UnsavedPage(self.words)
        page.wait_pressed.connect(self.case.back)
        page.given_up.connect(self._leave_unsaved)
        return page

    def _leave_unsaved(self) -> None:
        self.give_up()
        self.case.show_cases()

    def possible(self) -> bool:
        """Whether the person can answer by ear in their language now (LA3)."""
        if not self.case.open:
            return False
        return not self.deaf and not private_answering.refusal(self.case.interview, computer=self._computer())

    def begin(self, voice: str) -> None:
        """Hand over: only the shapes are in front now."""
        interview = self.case.interview
        sitting = self.case.tried(lambda: private_answering.sit_down(interview, computer=self._computer()))
        if sitting is None:
            return
        self.voice, self.sitting, self.ear.synthetic = voice, sitting, False
        page = AlonePage(self.words, interview.theirs, len(sitting.items), practice=interview.case.practice)
        page.pressed.connect(self.press)
        page.figured.connect(self.press)
        page.cover_pressed.connect(self.case.cover_up)
        page.returned.connect(lambda pin: self.case.guard.let_back(pin, self._let_back))
        page.came.connect(self.say)
        page.went.connect(self.hush)
        self.page = page
        self.case.put_over(page)

    def press(self, name: str) -> None:
        """One of the shapes, by a pointer or by its figure.

        It answers what was heard to its end, and the next is heard; before that it does nothing, and the sound goes on
        (decision 0058). Waves, and asking to stop, are taken at any time.
        """
        if self.sitting is None or self.page is None:
            return
        before, key = self.sitting, SittingKey(name)
        after = before.press(key)
        if self.page.silent and key is SittingKey.STOP:
            after = before.fall_silent()
        if after is before and key is not SittingKey.AGAIN:
            return
        self._go_on(after)
        self.say()

    def say(self) -> None:
        """Play what is to be heard now. Where nothing can be heard any more the officer has the window again."""
        if self.sitting is None or not self.case.open or not (self.ear.ready or self._is_silent):
            return
        self._turn += 1
        turn = self._turn
        try:
            made = [self._sound(text_id) for text_id in self.sitting.says]
            whole = None not in made and self.ear.play(
                made, partial(self._ended.emit, turn), partial(self._lost.emit, turn)
            )
        except ScreeningError:
            whole = False
        if whole:
            self.watch.start()
            self._show_silence(False)
        elif self.page is not None and self.page.silent:
            self._silent(turn)
        elif self.sitting.step is not Stage.ENDED:
            self._go_on(self.sitting.fall_silent())

    def hush(self) -> None:
        """Silence behind the cover page: the process of a computer's voice ends with it."""
        self.watch.stop()
        self.ear.hush()

    def close(self) -> None:
        """Let go of the sound device, a computer's voice and everything that was not recorded."""
        self.watch.stop()
        self.sitting = None
        self.ear.close()

    def break_off(self) -> None:
        """Take away shapes that were left with somebody over hours: nothing was given, and nothing is kept."""
        if self.page is not None:
            self._take_away(self.page)

    @property
    def waits(self) -> bool:
        """Whether what the last sitting left in this case is not on the disk yet."""
        return self._unsaved is not None and self.case.holds(self._unsaved.interview)

    def give_up(self) -> None:
        """Drop what could not be written: its case is left, or is there no more."""
        self._unsaved, self._writing, self.deaf = None, None, False

    # --- parts

    def _heard(self, turn: int) -> None:
        """What was begun under this number was heard to its end, and nothing else was begun since."""
        if self.sitting is not None and turn == self._turn:
            self._go_on(self.sitting.hear())

    def _silent(self, turn: int) -> None:
        """The device is gone in the middle of a line: the sitting waits, and its page says so, until it is heard again.

        Nothing that was answered is lost, and no shape answers meanwhile. The half circle gives it back to the officer.
        """
        if self.sitting is None or turn != self._turn:
            return
        self._turn += 1
        self.watch.stop()
        self.ear.let_go()
        self._show_silence(True)

    def _look_after(self) -> None:
        if self.ear.stands_still:
            self._silent(self._turn)

    @property
    def _is_silent(self) -> bool:
        return self.page is not None and self.page.silent

    def _show_silence(self, silent: bool) -> None:
        if self.page is not None:
            self.page.show_silence(silent)

    def _computer(self) -> bool:
        """Whether this computer can speak the person's language."""
        return can_speak(self.case.interview.person_language)

    def _go_on(self, sitting: Sitting) -> None:
        assert self.page is not None
        before, self.sitting = self.sitting, sitting
        self.page.show_place(sitting.behind)
        self.page.show_heard(sitting.heard)
        if sitting.step is Stage.ENDED and before is not None and before.step is not Stage.ENDED:
            self.page.hand_back()
            self._record()

    def _test(self, page: HearingPage, voice: str) -> None:
        """The tone, then the sentence that asks for a nod; before it a computer's voice says what it is.

        Where there is no sound device the page says so in a sentence, and it is not offered until there is one.
        """
        self.voice = voice
        said = [] if voice else [TOLD]
        try:
            self.ear.take()
        except BadInput:
            self._show_deaf(page, self.words.say("page.alone.deaf"))
            return
        self._show_deaf(page, "")
        try:
            self.ear.play([sounds.tone(), *map(self._sound, (*said, "private.sound"))])
        except ScreeningError as trouble:
            self.case.complain(trouble)
            return
        page.tested()

    def _show_deaf(self, page: HearingPage, told: str) -> None:
        if self.deaf is not bool(told):
            self.deaf = bool(told)
            page.show_deaf(told)
            self.case.refresh_frame()

    def _sound(self, text_id: str) -> sounds.Sound | None:
        interview = self.case.interview
        heard = private_answering.heard(interview, text_id, self.voice)
        speaks = private_answering.speaks(interview, computer=self._computer())
        return self.ear.sound(heard, computer=speaks == private_answering.COMPUTER)

    def _record(self) -> None:
        interview = self.case.interview
        assert self.sitting is not None
        events = private_answering.outcome(interview, self.sitting, synthetic=self.ear.synthetic)
        self._unsaved = Unsaved(interview, events, len(interview.case.alone))
        self._write(self._unsaved, late=False)

    def _save_again(self) -> None:
        """Write what is not on disk yet, into the case that it belongs to; kept in memory until it is."""
        unsaved = self._unsaved
        if unsaved is None or not self.waits or self._writing is unsaved:
            return
        if unsaved.there:
            self._unsaved = None
            self.kept.emit()
        else:
            self._write(unsaved, late=True)

    def _write(self, unsaved: Unsaved, *, late: bool) -> None:
        self._writing = unsaved

        def written() -> None:
            if self._unsaved is unsaved:
                self._unsaved = self._writing = None
                if late:
                    self.kept.emit()

        def failed(_trouble: ScreeningError) -> None:
            if self._writing is unsaved:
                self._writing = None

        self.case.record(lambda: unsaved.events, success=written, failure=failed, of=unsaved.interview, even_left=True)

    def _let_back(self) -> None:
        if self.page is None:
            return
        self._take_away(self.page)
        self.done.emit()

    def _handed_back(self) -> None:
        """The officer has it again: back to the talk, with what they may know in a sentence.

        Where the gate came back meanwhile it comes first, and leads on to the same page.
        """
        back = self.case.after_offer or self.case.behind or Place.CONSENT
        knows = "" if self.waits else private_answering.outcome_sentence(self.case.interview)
        if self.case.gate_first(back, knows):
            return
        self.case.go(back)
        if knows:
            self.case.notify(knows)

    def _answers_kept(self) -> None:
        """They are on disk now, in their case: the officer may know what the person gave, and may leave."""
        if self.page is not None:
            return
        if self.case.place == Place.UNSAVED:
            self.case.back()
        self.case.notify(private_answering.outcome_sentence(self.case.interview))

    def _take_away(self, page: AlonePage) -> None:
        self.page = None
        self.close()
        self.case.take_away(page)

"""What the page of recordings asks of the open record, of the sound device and of the microphone.

The only importer of ``sound.microphone``: a contract of import-linter holds that. The microphone is opened for one
line, by a press on the page that stands in front, in a reviewer's record: no case is there that it could hear (IN14).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from screening.casework.languages import packs, review, takes
from screening.casework.languages.recording_script import ScriptLine
from screening.casework.languages.recordings_in import told
from screening.casework.languages.takes import TakesView
from screening.domain.content.problems import Problem
from screening.domain.policy.roles import REVIEW, may
from screening.errors import BadInput, NotAccepted, ScreeningError
from screening.qt.languages.recording_page import RecordingPage
from screening.qt.languages.workbench import WorkbenchActs
from screening.qt.session.context import RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.sound.microphone import Microphone, command
from screening.sound.player import Sound
from screening.sound.recording_levels import Levelled, wav
from screening.store import Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.languages import digits
from screening.wording.catalogue.translations import Words


class _Told(QObject):
    """What the microphone's thread says, in the window's."""

    opened = Signal(int)
    ended = Signal(int, object, str)


class RecordingActs(WorkbenchActs[RecordingPage]):
    """Lines are read, heard, approved and sent back; files are taken in; a pack is made of what was approved."""

    place = RecordPlace.RECORDINGS

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.voice = ""
        self.by = ""
        """The code that was typed last."""
        self.listening: Callable[[], list[str]] = command
        """What starts the process that hears."""
        self._microphone: Microphone | None = None
        self._reading: RecordingPage | None = None
        """The page that it was opened from."""
        self._turn = 0
        """Counts recordings, so that one that was dropped is never taken for the next."""
        self._heard = ""
        """The digest of the take that was listened to last."""
        self._told = _Told()
        self._told.opened.connect(self._opened, Qt.ConnectionType.QueuedConnection)
        self._told.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)

    def page(self) -> RecordingPage:
        page = RecordingPage(self.record.words)
        self.wire(page)
        page.code.set_text(self.by)
        page.code.typed.connect(self._sign)
        page.voice_chosen.connect(partial(self.choose, page, "voice"))
        page.acted.connect(partial(self._act, page))
        page.refused.connect(partial(self._refuse, page))
        page.wrong_typed.connect(lambda text: self._keep_wrong(page.view, text))
        page.file_chosen.connect(partial(self._take_file, page))
        page.folder_chosen.connect(partial(self._take_folder, page))
        page.tested_pressed.connect(partial(self._mark_tested, page))
        page.export_pressed.connect(partial(self._export, page))
        page.went.connect(partial(self._fall_silent, page))
        self.load(page)
        return page

    def load(self, page: RecordingPage) -> None:
        def show(view: TakesView) -> None:
            self.language, self.voice, self.shown = view.language, view.voice, view.filter
            self.text = view.line.text_id if view.line is not None else ""
            page.show_view(view)

        wanted = (self.record.words, self.language, self.voice, self.shown, self.text)
        self.record.ask(takes.view, *wanted, success=show, page=page)

    def _sign(self, code: str) -> None:
        self.by = code

    def _act(self, page: RecordingPage, name: str) -> None:
        view = page.view
        if view is None or view.line is None:
            return
        if name == "record_line":
            self._record(page, view)
        elif name == "hear_line":
            self._hear(view)
        elif name == "approve":
            self._judge(page, view, takes.approve, "approved-now", view.day)
        else:
            self.choose(page, "text", takes.following(view, 1 if name == "next_text" else -1))

    # --- the microphone

    def _record(self, page: RecordingPage, view: TakesView) -> None:
        """Begin to listen, or stop where it listens."""
        if self._microphone is not None:
            self._microphone.stop()
            return
        if page is not self.record.page or not page.isVisible() or self.record.case_in_hand is not None:
            return
        try:
            if not may(self.record.owner.role, REVIEW):
                raise NotAccepted("role-may-not")
            takes.must_be_code(page.code.text().strip())
        except NotAccepted as refusal:
            self.record.complain(refusal)
            return
        self.hush()
        self._turn += 1
        self._reading, turn, says = page, self._turn, self._told
        page.state_of_take("")
        page.show_microphone("opening")
        self.record.announce(self.record.words.say("takes.opening"))
        self._microphone = Microphone(self.listening())
        self._microphone.listen(partial(says.opened.emit, turn), partial(says.ended.emit, turn))

    def _opened(self, turn: int) -> None:
        if turn == self._turn and self._microphone is not None and self._reading is not None:
            self._reading.show_microphone("on")
            self.record.announce(self.record.words.say("takes.on"))

    def _ended(self, turn: int, sound: Sound, trouble: str) -> None:
        page = self._reading
        if turn != self._turn or self._microphone is None or page is None:
            return
        self._microphone = None
        page.show_microphone("")
        self.record.announce(self.record.words.say("takes.off"))
        if trouble:
            self.record.complain(BadInput(trouble))
            return
        self._keep(page, takes.add, wav(sound))

    def _fall_silent(self, page: RecordingPage) -> None:
        """Nothing is heard and nothing listens any more; what was being recorded is not kept."""
        self.hush()
        if self._microphone is not None:
            microphone, self._microphone, self._reading = self._microphone, None, None
            self._turn += 1
            microphone.drop()
            page.show_microphone("")
            page.state_of_take(self.record.words.say("takes.dropped"))

    def _keep(self, page: RecordingPage, add: Callable[..., Levelled], data: object) -> None:
        """Measure what was recorded or handed in, keep it where it is right, and say so."""
        view, say = page.view, self.record.words.say
        assert view is not None and view.line is not None
        line = view.line
        page.state_of_take(say("takes.measuring"))

        def measured(taken: Levelled) -> None:
            if page.view is None or page.view.line != line:
                return
            if taken.faults:
                wrong = " ".join(" ".join(told(fault, self.record.words)) for fault in taken.faults)
                said = say("takes.bad", text=wrong)
            else:
                said = say("takes.good", seconds=digits(round(taken.seconds), self.record.words.language))
            page.state_of_take(said, measured=True, wrong=bool(taken.faults))
            self.record.announce(said)
            self.load(page)

        def failed(trouble: ScreeningError) -> None:
            page.state_of_take("")
            self.record.complain(trouble)

        by = page.code.text().strip()
        self.record.run_outside_vault(
            add, view.language, view.voice, line, data, by, view.day,
            success=self.record.while_shown(page, measured), failure=failed,
        )  # fmt: skip

    # --- listening and approving

    def _hear(self, view: TakesView) -> None:
        if view.sound is not None and view.take is not None and self._microphone is None and self.play(view.sound):
            self._heard = view.take.sound

    def _keep_wrong(self, view: TakesView | None, text: str) -> None:
        """What is written about a line and not sent yet is in the record, for whenever the line is opened again."""
        if view is not None and view.line is not None:
            line = (view.language, view.voice, view.line.text_id)
            self.record.ask(takes.keep_wrong, *line, text, success=lambda _kept: None)

    def _refuse(self, page: RecordingPage, wrong: str) -> None:
        if page.view is not None:
            self._judge(page, page.view, takes.refuse, "refused-now", wrong)

    def _judge(self, page: RecordingPage, view: TakesView, act: Callable[..., None], said: str, more: object) -> None:
        """Only who listened to the take that waits says yes or no to it; ``more`` is the day, or what is wrong."""
        line = view.line
        if line is None:
            return
        if view.take is None or self._heard != view.take.sound:
            self.record.complain(NotAccepted("take-none" if view.take is None else "take-not-heard"))
            return

        def done(_nothing: None) -> None:
            page.done.say(self.record.words.say(f"takes.{said}", number=line.number))
            here = page.view is not None and page.view.line == line
            if act is takes.refuse and not (here and page.wrong.text() != more):  # what was typed beyond it stays
                self._keep_wrong(view, "")
                if here:
                    page.show_wrong("")
            self.text = takes.following(view, 1)
            self.load(page)

        self.hush()
        given = (view.language, view.voice, line, page.code.text().strip(), more)
        self.record.run_outside_vault(act, *given, success=self.record.while_shown(page, done))

    # --- files and packs

    def _take_file(self, page: RecordingPage, file: str) -> None:
        if page.view is not None and page.view.line is not None and file.strip():
            self._keep(page, takes.add_file, Path(file.strip()).expanduser())

    def _take_folder(self, page: RecordingPage, folder: str) -> None:
        view, words = page.view, self.record.words
        if view is None:
            return
        by = page.code.text().strip()

        def taken(result: tuple[int, tuple[Problem, ...]]) -> None:
            number, problems = result
            said = [words.say("takes.problem", file=each.file, text=f"{each.what} {each.remedy}") for each in problems]
            page.show_problems("\n".join(said))
            page.done.say(words.say("takes.folder-taken", n=number, wrong=len(problems)))
            self.load(page)

        def known(script: tuple[ScriptLine, ...]) -> None:
            given = (view.language, view.voice, script, folder, by, view.day, words)
            self.record.run_outside_vault(_add_folder, *given, success=self.record.while_shown(page, taken))

        page.show_problems("")
        self.record.ask(takes.lines, words, view.language, success=known, page=page)

    def _mark_tested(self, page: RecordingPage) -> None:
        def done(_nothing: None) -> None:
            page.done.say(self.record.words.say("takes.tested-now"))
            self.load(page)

        by = page.code.text().strip()
        show = self.record.while_shown(page, done)
        self.record.run_outside_vault(takes.mark_tested, self.language, by, success=show)

    def _export(self, page: RecordingPage, folder: str) -> None:
        words = self.record.words

        def exported(made: tuple[Path, int]) -> None:
            path, gone = made
            said = words.say("bench.made", name=path.name)
            page.done.say(f"{said} {words.say('takes.settled', n=gone)}" if gone else said)
            self.load(page)

        self.record.ask(_export, words, self.language, folder, success=exported, page=page)


def _add_folder(
    tag: str, voice: str, script: tuple[ScriptLine, ...], folder: str, by: str, day: datetime.date, words: Words
) -> tuple[int, tuple[Problem, ...]]:
    return takes.add_folder(tag, voice, script, typed_folder(folder), by, day, words)


def _export(vault: Vault, words: Words, language: str, folder: str) -> tuple[Path, int]:
    place, done = typed_folder(folder), review.work(vault, language)
    if not place.is_dir():
        raise BadInput("folder-missing")
    gone = takes.settle(language, takes.lines(vault, words, language))
    sounds = takes.approved_folder(language)
    data = packs.export(vault, language, done.edited, done.reviews, words.installation, sounds)
    return packs.save(data, language, place), gone

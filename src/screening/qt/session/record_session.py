"""The open record in its thread: the officer, the services, the list of cases, and work on it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from screening.casework.content import directory as services
from screening.casework.content.edition import Content, open_content
from screening.casework.content.in_use import aged, content_of_record
from screening.casework.record import desk_views
from screening.casework.record.desk_list import ListPage
from screening.casework.record.desk_views import CaseloadView
from screening.domain.case import inspections
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.services.directory import Directory
from screening.errors import BadInput, ScreeningError
from screening.qt.session import vault_work
from screening.qt.session.vault_thread import VaultThread
from screening.settings import Installation
from screening.store import Behind, Notice, Vault, progress
from screening.wording.catalogue.languages import format_date, name_in
from screening.wording.catalogue.packs import has_packs, packs_folder
from screening.wording.catalogue.translations import Words

Done = Callable[[], object]
Refused = Callable[[ScreeningError], object]
"""What follows where something was not done."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose vault is open."""

    officer: str
    role: str
    organisation: str
    strand: str = ""
    """The laptop's own strand."""


class RecordSession(QObject):
    """One unlocked vault in the window, whatever case is in hand."""

    opened = Signal()
    refused = Signal(object)
    """The vault did not open: a ScreeningError."""
    complained = Signal(object)
    """Something was not done: a ScreeningError."""
    working = Signal(object)
    """How far long work is: a Step, or None when it is over."""
    saved = Signal(str)
    """An event is on disk; its time, UTC."""

    def __init__(
        self, opener: Callable[[], Vault], words: Words, *, practice: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.practice = practice
        self.owner = Owner("", "", "")
        self.installation = self._at_first = words.installation
        """The content and the country of the record: those of its cases, unless they came from elsewhere."""
        self.notices: tuple[Notice, ...] = ()
        self.saved_at = ""
        self._content: Content | None = None
        self._lists: vault_work.Lists | None = None
        self._directory: Directory | None = None
        self.sites: tuple[inspections.Site, ...] = ()
        """The inspections of this record, oldest first."""
        self.left: Behind | None = None
        """What of a large record is still being checked."""
        self._stop = threading.Event()
        self._thread = VaultThread(opener, self)

    @property
    def content(self) -> Content:
        """The edition in use."""
        if self._content is None:
            self._content = open_content(here=self.installation)
        return self._content

    @property
    def directory(self) -> Directory:
        """The services as they are known on this laptop."""
        return self._directory if self._directory is not None else services.shipped(self.installation)

    # --- opening, and work in its thread

    def load_services(self, success: Done) -> None:
        """Read what was written and verified about services, from the vault's own events."""

        def loaded(recorded: tuple[Recorded, ...]) -> None:
            self._directory = services.in_use(recorded, self.installation)
            self.sites = inspections.fold(recorded)
            self.services_changed()
            success()

        self.ask(Vault.events, "", success=loaded)

    def content_changed(self, success: Done | None = None) -> None:
        """Read edition, words and services anew: another pack of content or of a language is in use, or none."""

        def known(found: tuple[Installation, tuple[Notice, ...]]) -> None:
            self._work_with(found[0])
            self.load_services(success or self.speak)

        self.ask(_content, self.words.language, success=known)

    def _work_with(self, installation: Installation) -> None:
        self.installation, self._content = installation, None
        self.words.turn_to(installation=installation)

    def speak(self) -> None:
        """The case in hand says its words anew, where there is one."""

    def record_service(self, make: Callable[[], Event], success: Done) -> None:
        """Record something about a service, and go on when it is on disk and the directory knows it."""
        try:
            event = make()
        except ScreeningError as refusal:
            self.complained.emit(refusal)
            return

        def written(recorded: tuple[Recorded, ...]) -> None:
            self._saved(recorded[-1])
            self.load_services(success)

        self.ask(Vault.append_many, "", (event,), success=written)

    def open(self) -> None:
        """Open the vault; answers with ``opened`` or ``refused``."""
        self._thread.open(self._opened, self.refused.emit)

    def close(self) -> None:
        """Lock the vault. Everything handed in before is written first."""
        self.cancel()
        if self.left is not None:
            self.left.stop()
        self._thread.close()
        self.words.turn_to(installation=self._at_first)

    def services_changed(self) -> None:
        """Other services, and other inspections, are known now."""

    def ask(
        self,
        work: Callable[..., Any],
        *given: Any,
        success: Callable[[Any], object],
        failure: Refused | None = None,
    ) -> None:
        """Do ``work(vault, *given)`` in the vault's thread; ``success`` gets what it returned.

        What went wrong is said, unless ``failure`` says it.
        """
        fixed = _fixed(given)
        self._thread.call(lambda vault: work(vault, *fixed), success, failure or self.complained.emit)

    def run_long(
        self,
        work: Callable[..., Any],
        *given: Any,
        success: Callable[[Any], object],
        failure: Refused | None = None,
    ) -> None:
        """Do work that may take long: ``working`` says how far it is, and ``cancel`` ends it where that is safe."""
        self._stop.clear()

        def done(value: Any) -> None:
            self.working.emit(None)
            success(value)

        def failed(trouble: ScreeningError) -> None:
            self.working.emit(None)
            (failure or self.complained.emit)(trouble)

        self.ask(_watched, self.working.emit, self._stop.is_set, work, *given, success=done, failure=failed)

    def cancel(self) -> None:
        """Leave long work off at the next place where nothing is half done."""
        self._stop.set()

    def run_outside_vault(
        self,
        work: Callable[..., Any],
        *given: Any,
        success: Callable[[Any], object],
        failure: Refused | None = None,
    ) -> None:
        """Do ``work(*given)`` on a file from outside; the vault's thread does not wait for it."""
        self._thread.run_in_own_thread(partial(work, *_fixed(given)), success, failure or self.complained.emit)

    # --- the cases of the record

    def worded(self, found: ListPage, *, all_due: bool = False) -> CaseloadView:
        """A page of the list in words; with ``all_due`` everything that is due."""
        return desk_views.view_of(found, self.words, self.directory, datetime.date.today(), all_due=all_due)

    @property
    def lists(self) -> vault_work.Lists:
        """The list of cases, in the language of now."""
        if self._lists is None:
            self._lists = vault_work.Lists(self.content, self.words)
        [self._lists.words] = _fixed((self.words,))  # language, content or country may be others meanwhile
        self._lists.content = self.content
        return self._lists

    def let_out(self, leaves: Event, go: Callable[[], Any], stayed: Event, success: Callable[[Any], object]) -> None:
        """Let out what belongs to no case: that it leaves is on disk first; ``stayed`` follows where it did not."""

        def noted(_recorded: object) -> None:
            try:
                left = go()
            except ScreeningError as trouble:
                self.complained.emit(trouble)
                self.ask(Vault.append_many, "", (stayed,), success=_nothing)
                return
            success(left)

        self.ask(Vault.append_many, "", (leaves,), success=noted)

    # --- parts

    def _opened(self, vault: Vault) -> None:
        self.owner = Owner(vault.officer, vault.role, vault.organisation, vault.strand)
        self.notices, self.left = tuple(vault.notices), vault.left
        self.ask(_content, self.words.language, success=self._content_known, failure=self.refused.emit)

    def _content_known(self, found: tuple[Installation, tuple[Notice, ...]]) -> None:
        """Work with the content of the record."""
        self._work_with(found[0])
        self.notices += found[1]
        self.load_services(self.opened.emit)

    def check_what_is_left(self, success: Callable[[str], object]) -> None:
        """Check what the unlocking of a large record left; ``success`` gets the code of a notice, or "" when all holds.

        It is done beside the window and the record; the record itself is only asked where something is doubted.
        """
        if (left := self.left) is None:
            return

        def looked(holds: bool) -> None:
            self.left = None
            if holds:
                success("")
            else:
                self.ask(Vault.doubted, success=success)

        self._thread.run_in_own_thread(left.run, looked, self.complained.emit)

    def _saved(self, recorded: Recorded) -> None:
        self.saved_at = recorded.at
        self.saved.emit(recorded.at)


def _fixed(given: Iterable[Any]) -> list[Any]:
    """Return what work gets, with the words as they are now: the window may turn its own to others meanwhile."""
    return [each.within(each.language) if isinstance(each, Words) else each for each in given]


def _content(vault: Vault, language: str) -> tuple[Installation, tuple[Notice, ...]]:
    """Return the content that the record's log names with the language packs that it believes, and what of it is
    missing, not believed or older than the limit.
    """
    installation, other = content_of_record(vault)
    unused = ""
    if has_packs(packs_folder()):
        from screening.casework.languages.packs import packs_of_record

        language_packs, left_out = packs_of_record(vault, packs_folder())
        installation = replace(installation, language_packs=language_packs)
        unused = ", ".join(name_in(each, language) for each in left_out)
    try:
        old = aged(installation, vault.clock().date())
    except BadInput:  # content that cannot be read says so where it is asked for
        old = ()
    return installation, (
        *([Notice("content-not-used")] if other else []),
        *([Notice("packs-not-used", {"languages": unused})] if unused else []),
        *(
            Notice(
                f"content-old-{each.part}",
                {"day": format_date(each.day, language), "age": each.age, "limit": each.limit},
            )
            for each in old
        ),
    )


def _watched(
    vault: Vault, report: Callable[[object], object], stop: Callable[[], bool], work: Callable[..., Any], *given: Any
) -> Any:
    with progress.watched(report, stop):
        return work(vault, *given)


def _nothing(_value: object) -> None:
    """It is in the record."""

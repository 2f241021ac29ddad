"""What was not done: it is said in the frame, and after "Not saved" the record is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from screening.errors import NotSaved, ScreeningError
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.window.open_record import OpenRecord


class TroubledWindow(Protocol):
    """The window, as its troubles use it."""

    @property
    def words(self) -> Words: ...
    @property
    def record(self) -> OpenRecord | None: ...


class Troubles:
    """Says troubles in the frame of the open record; before there is one the first page says its own."""

    def __init__(self, window: TroubledWindow) -> None:
        self.window = window

    def complain(self, trouble: ScreeningError) -> None:
        """Say what was not done; after "Not saved" the record is opened again."""
        record = self.window.record
        if record is None:
            return
        from screening.qt.frame.page import lead_to_field  # before a record is open there is no such page

        unsaved = isinstance(trouble, NotSaved)
        waits = unsaved and record.case.alone.waits
        record.shell.complaints.tell(trouble, also=self.window.words.say("alone.unsaved.also") if waits else "")
        lead_to_field(record.shell.page(), trouble.code)
        if unsaved:
            record.case.not_saved()
            if record.beside.page is not None:
                record.beside.page.not_saved()
            record.desk.mend()

    def mended(self) -> None:
        """The record opened again and holds: the page shows what is in it, and takes the answer anew."""
        if self.window.record is not None:
            self.window.record.case.redraw()

    def saved(self, _at: str) -> None:
        """Something is on disk: "Not saved" is true no more."""
        record = self.window.record
        if record is not None and record.shell.complaints.code.startswith("not-saved"):
            record.shell.complaints.solved()

    def put_away(self) -> None:
        """A message was taken away: the keyboard goes back to the page."""
        if self.window.record is not None:
            self.window.record.case.focus()

    def show_crash(self, kind: str) -> None:
        """Our own mistake: what it means for the record, and the name of the trouble, without a word of content."""
        if self.window.record is not None:
            sentence = self.window.words.say("error.other", code=kind)
            self.window.record.shell.complaints.say(sentence, kind, lasting=True)

"""What is there together while a record is open, and only then."""

from __future__ import annotations

from dataclasses import dataclass

from screening.qt.frame.frame import Shell
from screening.qt.session.vault_session import Desk
from screening.qt.window.case_navigator import CasePages
from screening.qt.window.record_navigator import RecordPages


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """The record in its thread, the frame, and the two ways between pages: of a case, and beside the cases."""

    desk: Desk
    shell: Shell
    case: CasePages
    beside: RecordPages

    @property
    def shown_case(self) -> CasePages | None:
        """The way between the pages of the case in hand, while one of them is shown."""
        return self.case if self.case.open and not self.beside.place else None

    def keep_typed(self) -> None:
        """Hand over what was typed on every page and is not on disk yet."""
        self.beside.keep_typed()
        self.case.keep_typed()

    def drop_case(self) -> None:
        """The case in hand is in the record no more: nothing of it is kept, written or led back to."""
        self.case.page = None
        self.case.leave()
        self.beside.behind = ""
        self.desk.leave_case()

    def close(self) -> None:
        """Let go of sound and of every page, then lock the record; everything handed in before is written first."""
        self.case.alone.close()
        self.case.alone.give_up()
        self.case.ear.close()
        self.case.person.close()
        self.desk.close()

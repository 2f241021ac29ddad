"""The pages that belong to no case: every controller of them."""

from __future__ import annotations

from dataclasses import dataclass

from screening.qt.exchange.bundles_page import BundlesActs
from screening.qt.exchange.content_page import ContentActs
from screening.qt.exchange.people_page import PeopleActs
from screening.qt.frame.frame import Shell
from screening.qt.languages.recording_controller import RecordingActs
from screening.qt.languages.review_page import BenchActs
from screening.qt.operation.operation_controller import OperationActs
from screening.qt.record.access_page import AccessActs
from screening.qt.record.audit_log_page import LogActs
from screening.qt.record.backups_page import CopyActs
from screening.qt.record.raw_case_page import PlainActs
from screening.qt.record.reminders_page import RemindersActs
from screening.qt.record.retention_page import KeepingActs
from screening.qt.record.seal_page import SealActs
from screening.qt.referral.directory_page import DirectoryActs
from screening.qt.session.context import RecordContext, WindowServices
from screening.qt.session.vault_session import Desk
from screening.qt.settings.about_page import AboutActs
from screening.qt.settings.safety_page import SafetyActs
from screening.qt.settings.settings_page import SettingsActs
from screening.qt.statistics.statistics_page import AccuracyActs, CountsActs, SecondLookActs, StatisticsActs
from screening.qt.visit.employer_page import EmployerActs
from screening.qt.visit.inspection_controller import SiteActs
from screening.qt.visit.preparing_page import PreparingActs
from screening.qt.visit.questionnaire_page import BlankActs
from screening.qt.window.case_navigator import CasePages
from screening.wording.catalogue.translations import Words


class RecordPages(RecordContext):
    """Every page beside the cases; each controller says how its own are made and where they lead back to."""

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.preparing, self.plain = PreparingActs(self), PlainActs(self)
        self.operations = OperationActs(self)
        for each in (
            self.preparing, self.plain, self.operations,
            DirectoryActs(self), BlankActs(self), EmployerActs(self), SiteActs(self),
            StatisticsActs(self), AccuracyActs(self), SecondLookActs(self),
            KeepingActs(self), CopyActs(self), LogActs(self), CountsActs(self), AccessActs(self), SealActs(self),
            SafetyActs(self), BundlesActs(self), PeopleActs(self), SettingsActs(self), ContentActs(self),
            RemindersActs(self), BenchActs(self), RecordingActs(self), AboutActs(self),
        ):  # fmt: skip
            self.routes.update(each.routes())


@dataclass(frozen=True, slots=True)
class RecordParts:
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

    def leave(self) -> None:
        """Leave every page, and the case in hand."""
        self.beside.leave()
        self.beside.behind = ""
        self.case.leave()
        self.desk.leave_case()

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
        self.beside.operations.ear.close()
        self.desk.close()

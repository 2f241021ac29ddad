"""Keep and erase: the organisation's clocks, what is due, and carrying it out with the people that it needs."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.content.in_use import content_of_record
from screening.casework.interview.consent import WITHDRAW
from screening.casework.interview.interview import REGION
from screening.casework.record.caseload import whole
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import AssessmentOpened, CaseOpened, CaseViewed, Event, Recorded
from screening.domain.events.inspection import CaseAtSite
from screening.domain.events.operation import CaseInOperation
from screening.domain.events.record import RetentionSet
from screening.domain.events.referral import SheetNoted
from screening.domain.operation.operation import fold as fold_operation
from screening.domain.policy import retention
from screening.domain.policy.retention import KeepingDue
from screening.domain.policy.roles import ERASE, must
from screening.domain.scoring.assessment import PATHS
from screening.errors import NotAccepted
from screening.settings import Installation
from screening.store import Vault, confirm_officer, confirm_second, second_named

ALONE = ("ngo",)
"""Roles whose officer carries out a withdrawal without a second person (SX5); a public agency never does."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the page of keeping and erasing shows."""

    clocks: Mapping[str, int]
    due: tuple[KeepingDue, ...]
    second: str
    """The second person's name; "" when nobody was named."""
    erased: int
    practice: bool


def keeping(vault: Vault, today: datetime.date) -> Keeping:
    """Return the clocks, what is due today, and how many records were erased so far."""
    clocks = clocks_of(vault)
    named = second_named(vault)
    erased = sum(n for name, n in vault.tally().items() if name.startswith("erased."))
    return Keeping(clocks, due_now(vault, clocks, today), named.name if named else "", erased, vault.folder is None)


def clocks_of(vault: Vault) -> Mapping[str, int]:
    with vault.reading() as tables:
        own = tuple(row.recorded() for row in tables.own_rows(RetentionSet.kind))
    return retention.clocks_now(_shipped(), own)


@functools.cache
def _shipped() -> Mapping[str, int]:
    return retention.open_clocks(settings.indicators_root())


def due_now(vault: Vault, clocks: Mapping[str, int], today: datetime.date) -> tuple[KeepingDue, ...]:
    """Everything whose time is over, the oldest first."""
    names, own = vault.people.identity.all(), vault.events("")
    found = []
    for code in vault.cases():
        events = vault.events(code)
        each = retention.due(fold(code, events), events, clocks, today, named=code in names, own=own)
        if each is not None:
            found.append(each)
    for code in vault.operations():
        events = vault.events(code)
        each = retention.operation_due(fold_operation(code, events), events, clocks, today, own)
        if each is not None:
            found.append(each)
    if (log := retention.log_due(own, clocks, today)) is not None:
        found.append(log)
    return tuple(sorted(found, key=lambda each: (each.since, each.case)))


def set_clocks(vault: Vault, days: Mapping[str, int], passphrase: str, second: str) -> None:
    """Keep the organisation's clocks; who set them stands in the vault's own events.

    Raises BadInput("retention-days"), and what ``agreed`` raises.
    """
    event = retention.set_clocks(days)
    if second_named(vault) is not None:
        agreed(vault, "retention", passphrase, second)
    else:
        confirm_officer(vault, passphrase)
    vault.append("", event)


def erase_due(vault: Vault, due: Iterable[KeepingDue], passphrase: str, second: str) -> int:
    """Erase what the officer was shown as due; how many objects. Raises what ``agreed`` raises, and NotSaved."""
    wanted = tuple(due)
    by = agreed(vault, "retention", passphrase, second)
    records = [each.case for each in wanted if each.object == "record"]
    names = [each.case for each in wanted if each.object == "names"]
    logs = sum(_clear(vault, each.last, by) for each in wanted if each.object == "log")
    return _erase(vault, records, "retention", by) + sum(vault.people.erase(case) for case in names) + logs


def _clear(vault: Vault, until: str, second: str) -> int:
    """Clear the vault's own log up to a day, here and in the other files."""
    event = retention.clear_log(vault.events(""), until, second)
    if event is None:
        return 0
    vault.append("", event)
    vault.clean()
    return 1


def withdraw(vault: Vault, code: str, passphrase: str, second: str) -> int:
    """Erase a record now that the person takes back (CO8). Raises what ``agreed`` raises, and NotSaved.

    Where nothing in the record says that they did, it is erasing that somebody asked for, with the people for that.
    """
    reason = "withdrawn" if _taken_back(vault, code) else "asked"
    return _erase(vault, [code], reason, agreed(vault, reason, passphrase, second))


def erase_asked(vault: Vault, code: str, passphrase: str, second: str) -> int:
    """Erase one record because somebody asked for it. Raises what ``agreed`` raises, and NotSaved."""
    return _erase(vault, [code], "asked", agreed(vault, "asked", passphrase, second))


OPENING = (CaseOpened, CaseViewed, CaseAtSite, CaseInOperation)
"""What the program itself writes into a case when it begins, or is looked at."""


def is_empty(vault: Vault, code: str) -> bool:
    """Return whether nobody has recorded or typed anything in a case of this laptop: it was begun, and left."""
    recorded = vault.events(code)
    named = code in vault.people.identity.all()
    return only_begun(recorded, vault.strand) and not named and not any(vault.drafts(code).values())


def only_begun(recorded: Iterable[Recorded], strand: str) -> bool:
    """Return whether the entries of a case are those alone that the program itself writes, on the laptop ``strand``."""
    found = tuple(recorded)
    return bool(found) and all(each.strand == strand and _of_opening(each.event) for each in found)


def _of_opening(event: Event) -> bool:
    return isinstance(event, OPENING) or (isinstance(event, SheetNoted) and (event.sheet, event.field) == REGION)


def delete_empty(vault: Vault, code: str) -> int:
    """Take away a case in which nothing was recorded; no second person is asked. Raises NotAccepted, NotSaved."""
    must(vault.role, ERASE)
    if not is_empty(vault, code):
        raise NotAccepted("case-not-empty")
    return _erase(vault, [code], "empty", "")


def _taken_back(vault: Vault, code: str) -> bool:
    case = fold(code, vault.events(code))
    return case.taken_back or case.sessions.note(WITHDRAW, "choice") == "erase"


def needs_second(role: str, reason: str, *, practice: bool) -> bool:
    """Return whether erasing for this reason needs a second person."""
    return not practice and not (role in ALONE and reason == "withdrawn")


def agreed(vault: Vault, reason: str, passphrase: str, second: str) -> str:
    """Return whether the officer, and the second person where one is needed, agree now; the second person's name.

    Raises StoreTrouble("wrong-passphrase"), ("wrong-second"), ("wait-before-trying"), and NotAccepted("second-first")
    where a second person is needed and none was named.
    """
    must(vault.role, ERASE)
    confirm_officer(vault, passphrase)
    if not needs_second(vault.role, reason, practice=vault.folder is None):
        return ""
    if second_named(vault) is None:
        raise NotAccepted("second-first")
    return confirm_second(vault, second)


def _erase(vault: Vault, codes: Iterable[str], reason: str, second: str) -> int:
    known = [code for code in dict.fromkeys(codes) if vault.knows(code)]
    here = content_of_record(vault)[0]
    names = [name for code in known for name in (f"erased.{reason}", *counted(whole(vault, code), here))]
    return vault.erase(known, reason, second, names)


def counted(case: Case | None, here: Installation) -> tuple[str, ...]:
    """Return what of a record goes on being counted without a link to it, and only with the person's yes to that (CO1);
    nothing of a case that cannot be put together (None), which must be erasable all the same.
    """
    if case is None or not case.to_be_counted or case.practice:
        return ()
    reading = case.assessed.event if case.assessed is not None else None
    paths = reading.paths if isinstance(reading, AssessmentOpened) else ()
    # Names that this program knows: what somebody else wrote into an event must not outlive the record.
    known = {row["id"] for row in open_content(here=here).protocol.tables["settings"].get("setting", ())}
    setting = case.setting if case.setting in known else "other"
    return ("counted", f"setting.{setting}", *(f"path.{path}" for path in PATHS if path in paths))

"""What is done in an operation of an open record: each act is one transaction of its stream of events."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from screening import settings
from screening.casework.content.edition import Content
from screening.casework.interview.interview import open_case
from screening.domain.events.case_codes import is_operation_code
from screening.domain.events.catalogue import Event
from screening.domain.operation import rules
from screening.domain.operation.operation import OPEN, Operation, fold, follow
from screening.domain.operation.queue import LookRules, open_rules
from screening.domain.policy.roles import SCREEN, must
from screening.errors import NotAccepted
from screening.store import Vault, own_card

Made = Event | Iterable[Event] | None
SETTINGS = {"raid": "after-raid", "depot": "detention", "rescue": "after-raid", "site": "workplace"}
"""Where the private interviews of an operation take place unless somebody says otherwise; settings of the edition."""


_kept: WeakKeyDictionary[Vault, dict[str, tuple[tuple[int, int], Operation]]] = WeakKeyDictionary()
"""Operations as they were read last, with how far their entries went: gone with the record when it is locked."""


@functools.cache
def look_rules() -> LookRules:
    """Return what the first look asks and how its queue is ordered. Raises BadInput("operation-unsound")."""
    return open_rules(settings.indicators_root())


def begin(vault: Vault, content: Content, sort: str) -> str:
    """Begin an operation with this laptop in it, and return its code. Raises as ``rules.begin`` and NotSaved."""
    must(vault.role, SCREEN)
    practice = vault.folder is None
    events = rules.begin(sort, content.protocol.id, own_card(vault).number, practice=practice)
    code = vault.new_operation()
    vault.append_many(code, events)
    return code


def read(vault: Vault, code: str) -> Operation:
    """Return an operation as it stands. Raises NotAccepted("case-unknown") for one that is not here."""
    reach = vault.reach(code)
    if not is_operation_code(code) or not any(reach):
        raise NotAccepted("case-unknown")
    kept = _kept.setdefault(vault, {})
    if code not in kept or kept[code][0] != reach:
        kept[code] = reach, fold(code, vault.events(code))
    return kept[code][1]


def all_of(vault: Vault) -> tuple[Operation, ...]:
    """Return every operation of the record, the one with the newest entry first."""
    return tuple(read(vault, code) for code in vault.operations())


def act(vault: Vault, code: str, make: Callable[[Operation], Made]) -> Operation:
    """Record what ``make`` returns for the operation as it stands now, and return it as it stands then.

    Raises NotAccepted("case-unknown") for one that is not here, what ``make`` raises, and NotSaved.
    """
    must(vault.role, SCREEN)
    before = read(vault, code)
    made = make(before)
    new = vault.append_many(code, () if made is None else made if isinstance(made, Iterable) else (made,))
    if before.state == OPEN:
        _kept[vault][code] = vault.reach(code), follow(before, new)
    return read(vault, code)


def begin_talk(vault: Vault, content: Content, code: str, person: str) -> str:
    """Begin a private interview with a number: a case of its own, linked to it, in one transaction. Return its code."""
    must(vault.role, SCREEN)
    operation = read(vault, code)
    case = vault.new_case()
    begun, in_case = rules.begin_talk(operation, person, case)
    known = {row["id"] for row in content.protocol.tables["settings"].get("setting", ())}
    setting = SETTINGS[operation.sort] if SETTINGS.get(operation.sort) in known else "workplace"
    opened = open_case(case, content, setting=setting, profile="field", practice=vault.folder is None)
    vault.append_to_several({case: (opened, in_case), code: (begun,)})
    return case

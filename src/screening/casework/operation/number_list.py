"""The list of an operation on paper: for each number its state and its next step, worded, and saving it."""

from __future__ import annotations

import hashlib

from screening.casework.operation import acts
from screening.casework.visit.questionnaire import place_in
from screening.documents.forms.slips import Row, number_list, number_slips
from screening.domain.events.catalogue import FormIssued
from screening.domain.operation import rules
from screening.domain.operation.operation import NumberedPerson, Operation
from screening.domain.operation.queue import LAST, LookRules, queue
from screening.domain.policy.roles import SCREEN, must
from screening.store import Vault, own_card
from screening.store.folder.safe_paths import save_in
from screening.store.vault.vault import noted
from screening.wording.catalogue.languages import format_moment, format_time
from screening.wording.catalogue.translations import Words

FORM = "operation"
SLIPS = 30
"""Numbers on the slips of one printing, on a sheet."""


def list_rows(words: Words, operation: Operation, looks: LookRules) -> tuple[Row, ...]:
    """Return number, state and next step of everybody, by number; nothing that was seen or said."""
    say = words.say
    found = queue(operation, looks)
    place = {each.person.id: (n, each) for n, each in enumerate(found, start=1)}

    def state_and_step(person: NumberedPerson) -> tuple[str, str]:
        if person.outcomes_differ or person.number in operation.doubles:
            return say("operation-list.settle"), say("operation-list.settle")
        if person.outcome is not None:
            return say("operation-list.has-outcome"), say("operation-list.none")
        if person.id not in place:
            return say("operation-list.in-talk"), say("operation-list.outcome")
        n, each = place[person.id]
        waits = say("operation-list.waits", time=format_time(each.since, words.language))
        if not person.looked:
            return waits, say("operation-list.first-look")
        if each.row == LAST and each.again is not None:
            again = format_moment(each.again.isoformat(), words.language)
            return waits, say("operation-list.again", time=again)
        return waits, say("operation-list.interview", n=n)

    return tuple((person.number, *state_and_step(person)) for person in operation.in_order)


def _list(vault: Vault, words: Words, operation: Operation) -> bytes:
    at = format_moment(vault.clock().isoformat(), words.language)
    rows = list_rows(words, operation, acts.look_rules())
    return number_list(operation.code, at, rows, words, practice=vault.folder is None)


def save(vault: Vault, words: Words, code: str, folder: str) -> str:
    """Save the list into a folder and return the name of the file; that it leaves is noted first.

    Raises BadInput("folder-missing") and what ``safe_paths.save_in`` raises, and NotSaved: then nothing left.
    """
    must(vault.role, SCREEN)
    place = place_in(folder)
    data = _list(vault, words, acts.read(vault, code))
    digest = hashlib.sha256(data).hexdigest()
    with noted(vault, code, FormIssued(FORM, "saved", digest), FormIssued(FORM, "failed", digest)):
        return save_in(place, f"operation-{code}.pdf", data).name


def to_print(vault: Vault, words: Words, code: str, *, slips: bool = False) -> bytes:
    """Return the list for the printer, or slips with the next numbers of this laptop; that it leaves is noted first.

    Raises what ``rules.next_numbers`` raises, and NotSaved: then it must not leave.
    """
    must(vault.role, SCREEN)
    operation = acts.read(vault, code)
    if slips:
        data = number_slips(rules.next_numbers(operation, own_card(vault).number, SLIPS), words)
    else:
        data = _list(vault, words, operation)
    vault.append(code, FormIssued(FORM, "printed", hashlib.sha256(data).hexdigest()))
    return data


def not_printed(vault: Vault, code: str, data: bytes) -> None:
    """Note that the printer did not take it. Raises NotSaved."""
    vault.append(code, FormIssued(FORM, "failed", hashlib.sha256(data).hexdigest()))

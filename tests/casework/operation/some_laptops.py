"""Laptops of one operation with vaults of their own, and what goes between them by stick."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from screening.casework.content.edition import Content
from screening.casework.operation import acts
from screening.casework.record import exchange
from screening.domain.operation import rules
from screening.store import Vault, own_card, take_in
from tests.store.some_bundles import introduce, laptop


def card(vault: Vault) -> str:
    return own_card(vault).number


def stick(sender: Vault, receiver: Vault, code: str, folder: Path) -> Path:
    return exchange.send(sender, [code], [card(receiver)], folder).path


def bring(sender: Vault, receiver: Vault, code: str, folder: Path) -> int:
    """Carry the operation over; how many entries were new."""
    return take_in(receiver, stick(sender, receiver, code, folder)).added


def gives(vault: Vault, code: str) -> str:
    """The next number of this laptop, given to somebody; who that is."""
    before = acts.read(vault, code).people.keys()
    return (acts.act(vault, code, lambda now: rules.give_number(now, card(vault))).people.keys() - before).pop()


def looks_at(vault: Vault, code: str, person: str, **answers: str) -> None:
    for line, value in answers.items():
        name = f"item:{line.removeprefix('item_').replace('_', '-')}" if line.startswith("item_") else line
        acts.act(vault, code, partial(rules.note, person=person, line=name, value=value))
    acts.act(vault, code, partial(rules.finish_look, person=person))


def operation_on(content: Content, folder: Path, *names: str) -> tuple[str, list[Vault]]:
    """An operation that the first laptop began and all have, by stick."""
    vaults = [laptop(name) for name in names]
    introduce(*vaults)
    first = vaults[0]
    code = acts.begin(first, content, "raid")
    for other in vaults[1:]:
        acts.act(first, code, partial(rules.name_laptop, card=card(other)))
    for other in vaults[1:]:
        bring(first, other, code, folder)
    return code, vaults

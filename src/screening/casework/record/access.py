"""Who can open the record: what the page of people and keys shows, and its acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from screening import store
from screening.domain.events.record import KeysChanged
from screening.errors import BadInput
from screening.store import KeySlot, Vault


@dataclass(frozen=True, slots=True)
class Access:
    """Every way in, the second person's name, and the day of the last drill; "" for none."""

    ways: tuple[KeySlot, ...]
    second: str
    drilled: str
    practice: bool

    @property
    def recoverable(self) -> bool:
        """Whether an organisation that the record knows can open it."""
        return any(way.kind == "recovery" and way.known for way in self.ways)


def access(vault: Vault) -> Access:
    named = store.second_named(vault)
    drills = [e.at[:10] for e in vault.events("") if isinstance(e.event, KeysChanged) and e.event.what == "drill"]
    second = named.name if named else ""
    return Access(store.list_key_slots(vault), second, drills[-1] if drills else "", vault.folder is None)


def change_passphrase(vault: Vault, old: str, new: str, again: str) -> None:
    """Raise BadInput("passphrases-differ"), and what ``store.change_passphrase`` raises."""
    if new != again:
        raise BadInput("passphrases-differ")
    store.change_passphrase(vault, old, new)


def change_data_key(vault: Vault, passphrase: str) -> None:
    store.confirm_officer(vault, passphrase)
    store.rotate(vault, passphrase)


def name(vault: Vault, passphrase: str, who: str, theirs: str, former: str) -> None:
    """Name the second person. Raises BadInput("officer-missing") without a name, and what ``name_second`` raises."""
    if not who.strip():
        raise BadInput("officer-missing")
    store.confirm_officer(vault, passphrase)
    store.name_second(vault, who.strip(), theirs, former=former)


def let_in(vault: Vault, passphrase: str, second: str, who: str, theirs: str) -> None:
    """Another person's passphrase opens the record too. Raises what ``_agreed`` and ``add_person`` raise."""
    _agreed(vault, passphrase, second)
    store.add_person(vault, who, theirs)


def let_organisation_in(vault: Vault, passphrase: str, second: str, recipient: str) -> None:
    """Let a recovery key open the record too. Raises what ``_agreed`` and ``add_recovery`` raise."""
    _agreed(vault, passphrase, second)
    store.add_recovery(vault, recipient)


def _agreed(vault: Vault, passphrase: str, second: str) -> None:
    """Once a second person is named, nobody is let in without them (SX8).

    With a key of one's own one could else seal the record to it, remove it here and be rid of every case alone. Raises
    StoreTrouble("wrong-passphrase"), ("wrong-second"), ("wait-before-trying").
    """
    store.confirm_officer(vault, passphrase)
    if store.second_named(vault) is not None:
        store.confirm_second(vault, second)


def try_recovery(vault: Vault, file: str) -> None:
    store.drill(vault, Path(file).expanduser())


def take_out(vault: Vault, passphrase: str, way: KeySlot) -> None:
    """Take a way in out, with a new data key."""
    store.confirm_officer(vault, passphrase)
    (store.remove_recovery if way.kind == "recovery" else store.revoke)(vault, way.id, passphrase)


def travel(vault: Vault, passphrase: str) -> None:
    store.confirm_officer(vault, passphrase)
    store.close_for_travel(vault)

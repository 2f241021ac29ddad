"""Bundles into a vault, as a set union of strands: all of a bundle, or nothing."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, groupby
from pathlib import Path

from screening.domain.events.contacts import Contact
from screening.domain.events.exchange import BundleOpened
from screening.domain.events.hash_chain import LogHead
from screening.domain.policy.roles import EXCHANGE, must
from screening.errors import BadInput, StoreTrouble
from screening.store import progress
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.bundle_format import Bundle, Strand
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.bundles.joining import Writers, joins, names_writer, written_by
from screening.store.bundles.manifest import Head, Manifest
from screening.store.bundles.own_keys import OwnKeys
from screening.store.crypto import atomic_files
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.exchange import apart
from screening.store.exchange.exchange import contacts, own_keys
from screening.store.integrity.erasure import mark_of
from screening.store.vault.vault import VAULT, Vault


@dataclass(frozen=True, slots=True)
class Taken:
    """What a bundle holds and what of it is new here. ``changed`` are the cases that got or would get something."""

    bundle: str
    sender: Contact
    made_at: str
    purpose: str
    cases: tuple[str, ...]
    changed: tuple[str, ...]
    events: int
    added: int
    strangers: int
    """Strands that other laptops wrote whose cards this vault has not checked; the sender answers for them."""
    taken_out: int = 0
    """New entries by laptops whose cards were taken out here; somebody else brought them and answers for them."""
    log: LogHead | None = None
    """How the sender's own log stood when it was made; None from an earlier program."""
    own: int = 0
    """New entries that this vault itself wrote and no longer had: an old copy of it was put back."""
    grounds: tuple[tuple[str, str], ...] = ()
    """Each case and why the sender let it go; none from an earlier program."""
    duty: str = ""
    log_older: bool = False
    """The sender's log is not the one of a bundle that it made before: an old copy of its record was put back."""
    apart: tuple[str, ...] = ()
    """Cases with entries by a laptop that never had them: they are kept apart, and count for nothing."""
    apart_entries: int = 0


def reading_keys(vault: Vault) -> tuple[OwnKeys, frozenset[str]]:
    """Return what ``opened_apart`` needs of the vault: its own keys, and the numbers of those who are believed."""
    return own_keys(vault), frozenset(number for number, each in contacts(vault).items() if each.checked)


def opened_apart(path: Path, keys: OwnKeys, believed: Iterable[str]) -> Bundle:
    """Open the bundle in a file without the vault: nothing waits for what the file makes of it.

    Raises the BadInput of ``take_in`` that tell of the file and its sender, and ``file-too-costly``.
    """
    return bundles.read_apart(read_file(path), keys.identity, believed)


def look_into(vault: Vault, path: Path, bundle: Bundle | None = None) -> Taken:
    """Return what the bundle in a file holds and what would be new; change nothing. Raises what ``take_in`` raises."""
    return _opened_and_examined(vault, path, bundle).taken


def take_in(vault: Vault, path: Path, bundle: Bundle | None = None) -> Taken:
    """Add what a bundle holds and this vault does not; the same again adds nothing. ``bundle`` is what
    ``opened_apart`` gave, where that was asked already.

    Raises BadInput and changes nothing: ``bundle-not-found``, ``bundle-not-a-file``, ``bundle-too-large``,
    ``bundle-not-one``, ``bundle-not-for-you``, ``bundle-damaged``, ``bundle-readdressed``, ``bundle-newer``,
    ``bundle-unknown-sender``, ``bundle-contradicts`` (``case``), ``bundle-not-theirs`` (``case``). Raises NotSaved
    when the disk did not take it: nothing of it is in the vault then.
    """
    must(vault.role, EXCHANGE)
    found = _opened_and_examined(vault, path, bundle)
    taken = found.taken
    if taken.apart:
        apart.keep(vault, found.strands(apart=True), taken.sender.card.number)
    note = BundleOpened(taken.bundle, taken.sender.card.number, taken.changed, taken.added, found.bundle.digest)
    notes = () if not taken.added and _noted(vault, taken.bundle) else vault.next_rows(VAULT, (note,))
    if notes or found.signed:
        with vault.reading() as tables, progress.to_the_end():
            vault.take_rows(chain(found.new(ExchangeTables(tables)), notes), lambda _: _set_heads(tables, found.signed))
    _keep_log(vault, taken)
    return taken


def _opened_and_examined(vault: Vault, path: Path, bundle: Bundle | None) -> _Examined:
    keys = own_keys(vault)
    return _examined(vault, bundle or bundles.read(read_file(path), keys.identity), keys)


LOG_OF = "log of "
"""Before a card's number: the field of the vault's own drafts that keeps how that laptop's log stood last."""


def _log_older(vault: Vault, manifest: Manifest) -> bool:
    """Whether a bundle that was made later than the last one comes from a log that is shorter, or another."""
    made_at, _, kept = vault.draft(VAULT, LOG_OF + manifest.sender.number).partition(" ")
    entries, _, printed = kept.partition(" ")
    now = manifest.log
    if now is None or not entries.isdecimal() or manifest.made_at < made_at:
        return False
    return now.entries < int(entries) or (now.entries == int(entries) and now.fingerprint != printed)


def _keep_log(vault: Vault, taken: Taken) -> None:
    """How the sender's log stood in the newest of its bundles; an older one changes nothing. Raises NotSaved."""
    field = LOG_OF + taken.sender.card.number
    if taken.log is not None and taken.made_at > vault.draft(VAULT, field).partition(" ")[0]:
        vault.set_draft(VAULT, field, f"{taken.made_at} {taken.log.entries} {taken.log.fingerprint}")


@dataclass(frozen=True, slots=True)
class _Examined:
    """A bundle that may be taken in. ``gone`` are its cases that were erased here: they do not come back.

    ``signed`` are the heads whose signatures are kept: those of the writers, of strands that are not this vault's own.
    """

    taken: Taken
    bundle: Bundle
    gone: frozenset[str]
    signed: tuple[Head, ...]
    apart: frozenset[tuple[str, str]]
    """Strands by laptops that never had their case: they do not join."""

    def strands(self, *, apart: bool = False) -> Iterator[Strand]:
        """Yield the strands that join, or those that are to be kept ``apart``."""
        for head, rows in self.bundle.strands():
            if head.case not in self.gone and (head.place in self.apart) is apart:
                yield head, rows

    def new(self, asked: ExchangeTables) -> Iterator[Row]:
        """Yield the rows that are not here yet, strand by strand, each asked for when the one before was put in."""
        done = self.taken.events
        for _, rows in self.strands():
            progress.step("take-in", done, 2 * self.taken.events)
            done += len(rows)
            yield from asked.missing(rows)


def _set_heads(tables: Tables, heads: Iterable[Head]) -> None:
    asked = ExchangeTables(tables)
    for head in heads:
        asked.set_head(head)
        asked.set_key_of(head.strand, head.signing)


def _noted(vault: Vault, bundle: str) -> bool:
    events = (recorded.event for recorded in vault.events(VAULT))
    return any(isinstance(event, BundleOpened) and event.bundle == bundle for event in events)


def _examined(vault: Vault, bundle: Bundle, keys: OwnKeys) -> _Examined:
    """Everything that can be wrong with a bundle is found here, before anything is written."""
    manifest, known = bundle.manifest, contacts(vault)
    sender = known.get(manifest.sender.number)
    if sender is None or not sender.checked:
        raise BadInput("bundle-unknown-sender")
    if manifest.made_at[:10] > (vault.clock() + timedelta(1)).strftime("%Y-%m-%d"):
        raise BadInput("bundle-from-later", day=manifest.made_at[:10])
    writers = _writers(known, manifest.sender.signing)
    added = strangers = taken_out = lost = events = 0
    cases: dict[str, None] = {}
    changed: dict[str, None] = {}
    gone: set[str] = set()
    signed: list[Head] = []
    kept_apart: Counter[tuple[str, str]] = Counter()
    with vault.reading() as tables:
        asked = ExchangeTables(tables)
        own, any_erased = asked.own_strands(), tables.any_erased()
        for case, listed in groupby(bundle.strands(), key=lambda each: each[0].case):
            progress.step("take-in", events, 2 * manifest.events)
            strands = list(listed)
            cases[case] = None
            events += sum(len(rows) for _, rows in strands)
            firsts = {rows[0].link.digest for _, rows in strands}
            if any_erased and any(tables.was_erased(mark_of(digest)) for digest in firsts):
                gone.add(case)
                continue
            case_here, shown = tables.knows(case), not firsts.isdisjoint(tables.first_digests_of(case))
            for head, rows in strands:
                ours, here = head.strand in own, asked.reach(*head.place)[0] > 0
                new = asked.missing(rows)
                if not ours and not joins(head, strand_here=here, case_here=case_here, shown=shown):
                    kept_apart[head.place] = len(new)
                    continue
                may = _may_write(asked, head, ours, here, keys.signing, writers)
                if new and not may:
                    raise _not_theirs(asked, head, known, writers)
                if may and head.signing and not ours:
                    signed.append(head)
                if new:
                    changed[case] = None
                added += len(new)
                if ours:
                    lost += len(new)
                elif writers.wrote_taken_out(head, asked.key_of(head.strand)):
                    taken_out += len(new)
                else:
                    strangers += head.signing not in writers.believed
    taken = Taken(
        manifest.bundle, sender, manifest.made_at, manifest.purpose, tuple(cases), tuple(changed),
        manifest.events, added, strangers, taken_out, manifest.log, lost, manifest.grounds,
        manifest.duty, _log_older(vault, manifest), tuple(dict.fromkeys(case for case, _ in kept_apart)),
        kept_apart.total(),
    )  # fmt: skip
    return _Examined(taken, bundle, frozenset(gone), tuple(signed), frozenset(kept_apart))


def _writers(known: Mapping[str, Contact], sender: str) -> Writers:
    believed = frozenset(contact.card.signing for contact in known.values() if contact.checked)
    dropped = frozenset(contact.card.signing for contact in known.values() if contact.removed) - believed
    every = frozenset(contact.card.signing for contact in known.values())
    return Writers(sender, believed, every, dropped.__contains__)


def _may_write(asked: ExchangeTables, head: Head, ours: bool, here: bool, own_key: str, writers: Writers) -> bool:
    """Whether a strand may be what a head says; of this vault's own, only what it signed itself."""
    if ours:
        return head.signing == own_key or written_by(head.strand, head.signing)
    return writers.may_write(head, pinned=asked.key_of(head.strand), here=here)


def _not_theirs(asked: ExchangeTables, head: Head, known: Mapping[str, Contact], writers: Writers) -> BadInput:
    """Why a strand was refused; where two people sign for an old name, who was first, so that both can be asked."""
    pinned = asked.key_of(head.strand)
    first = next((each.card for each in known.values() if each.checked and each.card.signing == pinned), None)
    if first is None or head.signing != writers.sender or names_writer(head.strand):
        return BadInput("bundle-not-theirs", case=head.case)
    return BadInput("bundle-two-writers", case=head.case, name=first.name, number=first.number)


def read_file(path: Path) -> bytes:
    """Return the bytes of a bundle's file. Raises BadInput for what is no plain file of this computer, or too large."""
    path = atomic_files.local_path(path)
    try:
        found = path.stat()
    except FileNotFoundError:
        raise BadInput("bundle-not-found") from None
    except OSError:
        raise BadInput("bundle-not-a-file") from None
    if not stat.S_ISREG(found.st_mode):
        raise BadInput("bundle-not-a-file")
    try:
        return atomic_files.read_foreign_bounded(path, bundles.LARGEST, bundles.must_begin)
    except StoreTrouble:
        raise BadInput("bundle-too-large") from None
    except OSError:
        raise BadInput("bundle-not-a-file") from None

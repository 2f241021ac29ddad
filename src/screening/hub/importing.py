"""From a bundle's file to rows: whatever cannot be verified is refused, and the same again changes nothing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from screening.domain.events.case_codes import is_operation_code
from screening.domain.events.catalogue import CaseOpened, Recorded
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput, ScreeningError, StoreTrouble
from screening.hub.case_status import derive, rebuild
from screening.hub.codes import refresh
from screening.hub.database import Database, Imported, connected
from screening.hub.decisions import keep_apart
from screening.hub.departures import without_nul
from screening.hub.erasing import Erasure, add_to_ledger, erase_as_told, erase_withdrawn, withdrawn
from screening.hub.migrations import must_be_current, prepare
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.bundle_format import Bundle, Strand
from screening.store.bundles.joining import Writers, joins
from screening.store.bundles.manifest import Head
from screening.store.bundles.own_keys import OwnKeys
from screening.store.database.rows import Row, folded_by
from screening.store.exchange.receiving import read_file
from screening.store.integrity.erasure import mark_of

BATCH = 5000
"""Events that are read, checked and put in at a time."""
AWAY = ("hub-lost", "hub-no-database")
"""What is said of a server that went away."""
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""The seconds between two attempts to reach it again."""


def import_file(
    database: Database, path: Path, keys: OwnKeys, believed: Mapping[str, ContactCard], ledger: Path | None = None
) -> Imported:
    """One bundle, all of it or nothing. What it has erased is on disk in the ``ledger``, where one is named, before
    it is gone from the database.

    Raises what ``screening.store.take_in`` raises of bundles, and StoreTrouble as ``Database.transaction`` does.
    """
    ready(database)
    _note_believed(database, believed)
    try:
        return _import(database, path, keys, believed, ledger)
    except BadInput as trouble:
        _note_refused(database, path, trouble.code)
        raise


def _note_believed(database: Database, believed: Mapping[str, ContactCard]) -> None:
    """Keep whose cards are believed, where that changed. Raises StoreTrouble."""
    now = {number: (without_nul(card.name), without_nul(card.organisation)) for number, card in believed.items()}
    if database.believed() != now:
        with database.transaction():
            database.set_believed(believed)


def ready(database: Database) -> None:
    """Bring tables, code lists and what cases come to up to this program. Raises StoreTrouble."""
    if prepare(database):
        refresh(database)
    rebuild(database)


def _import(
    database: Database, path: Path, keys: OwnKeys, believed: Mapping[str, ContactCard], ledger: Path | None
) -> Imported:
    data = read_file(path)
    digest = hashlib.sha256(data).hexdigest()
    if (before := database.taken(digest)) is not None:  # it is not opened
        _must_be_believed(before.sender, believed)
        return before
    bundle = bundles.read(data, keys.identity)
    manifest, sender = bundle.manifest, bundle.manifest.sender
    _must_be_believed(sender.number, believed)
    if any(map(is_operation_code, manifest.cases)):
        raise BadInput("bundle-operation")
    done = Imported(sender.number, sender.name, len(manifest.cases), manifest.events, manifest.log)
    with database.transaction():
        must_be_current(database)
        erased = erase_as_told(database, manifest.erased, sender.signing, sender.name)
        if not database.knows(bundle):
            done = _add(database, bundle, believed, done, erased)
        done = replace(
            done, log_trouble=database.log_trouble(manifest.bundle), erased=sum(not each.key for each in erased)
        )
        if ledger is not None and erased:
            add_to_ledger(ledger, erased)
    if erased:
        database.vacuum()
    return done


def _must_be_believed(number: str, believed: Mapping[str, ContactCard]) -> None:
    if number not in believed:
        raise BadInput("bundle-unknown-sender")


def _note_refused(database: Database, path: Path, reason: str) -> None:
    """Keep that a file was refused, where the database can."""
    try:
        digest = hashlib.sha256(read_file(path)).hexdigest()
        with database.transaction():
            must_be_current(database)
            database.note_refused(digest, reason)
    except ScreeningError:
        return


def import_files(
    url: str,
    files: Iterable[Path],
    keys: OwnKeys,
    believed: Mapping[str, ContactCard],
    ledger: Path | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[Path, Imported | ScreeningError]]:
    """Yield what came of each file; one that is refused does not keep the others out.

    Where the connection is lost, as while PostgreSQL is restarted, it waits for the server (``pause`` takes seconds,
    ``WAITS``) and tries the file once more. A server that stays away is said of each file. Raises what ``connected``
    raises of the first connection.
    """
    left, again, reached, waits = list(files), False, False, iter(WAITS)
    while left:
        try:
            with connected(url) as database:
                reached, waits = True, iter(WAITS)
                while left:
                    done = _tried(database, left[0], keys, believed, ledger)
                    lost = isinstance(done, ScreeningError) and done.code in AWAY
                    if not lost or again:
                        yield left.pop(0), done
                    again = lost and not again
                    if lost:
                        break
        except StoreTrouble as trouble:
            if not reached or trouble.code not in AWAY:
                raise
            if (seconds := next(waits, 0.0)) > 0:
                pause(seconds)
            else:
                again = False
                yield left.pop(0), trouble


def _tried(
    database: Database, path: Path, keys: OwnKeys, believed: Mapping[str, ContactCard], ledger: Path | None
) -> Imported | ScreeningError:
    try:
        return import_file(database, path, keys, believed, ledger)
    except ScreeningError as trouble:
        return trouble


def _add(
    database: Database, bundle: Bundle, believed: Mapping[str, ContactCard], done: Imported, erased: list[Erasure]
) -> Imported:
    """Put in what is new, and take out what its person chose to have erased, which is added to ``erased``.

    ``believed`` are cards by their number. Inside the caller's transaction; what is found wrong with a strand takes
    all of it back.
    """
    database.note(bundle)
    database.note_log(bundle)
    sender, organisations = bundle.manifest.sender, {card.signing: card.organisation for card in believed.values()}
    known = frozenset(organisations)
    # A new key of the sender counts once the old card was taken out of the file of those who are believed.
    writers = Writers(sender.signing, known, known, lambda key: key not in known)
    added = others = 0
    gone: set[str] = set()
    strangers: dict[str, None] = {}
    chosen: dict[str, str] = {}
    for batch in _batches(bundle.strands()):
        found = _Batch(database, batch, writers)
        database.add(found.rows(), bundle.manifest.bundle)
        changed = dict(found.changed())
        openers = found.openers()
        database.set_units({case: organisations.get(openers.get(case, ""), sender.organisation) for case in changed})
        for head, rows in found.strangers:
            keep_apart(database, head, rows, sender.number, bundle.manifest.bundle)
            strangers[head.case] = None
        derive(database, changed)
        chosen |= withdrawn(changed)
        added += sum(len(rows) for _, rows in found.news)
        others += sum(len(rows) for head, rows in found.news if head.signing not in known)
        gone |= found.gone
    erased += erase_withdrawn(database, chosen)
    database.note_added(bundle.manifest.bundle, added, len(gone))
    return replace(done, added=added, others=others, held_back=len(gone), strangers=tuple(strangers))


def _batches(strands: Iterable[Strand]) -> Iterator[list[Strand]]:
    """Strands in pieces of some ``BATCH`` events; those of one case, which follow each other, stay together."""
    held: list[Strand] = []
    events = 0
    for head, rows in strands:
        if events >= BATCH and head.case != held[-1][0].case:
            yield held
            held, events = [], 0
        held.append((head, rows))
        events += len(rows)
    if held:
        yield held


class _Batch:
    """What is new in some strands. Raises BadInput("bundle-not-theirs"), ("bundle-contradicts") (``case``)."""

    def __init__(self, database: Database, strands: list[Strand], writers: Writers) -> None:
        self.database = database
        self.gone = _gone(database, strands)
        strands = [each for each in strands if each[0].case not in self.gone]
        reaches = database.reaches([head.place for head, _ in strands])
        firsts = database.first_digests(list({head.case for head, _ in strands}))
        self.here = frozenset(firsts)
        taken = self.here | database.apart({head.case for head, _ in strands})
        shown = {head.case for head, rows in strands if rows[0].link.digest in firsts.get(head.case, ())}
        join = [
            joins(head, strand_here=head.place in reaches, case_here=head.case in taken, shown=head.case in shown)
            for head, _ in strands
        ]
        self.strangers = [each for each, may in zip(strands, join, strict=True) if not may]
        strands = [each for each, may in zip(strands, join, strict=True) if may]
        news = database.missing(strands, reaches)
        pinned = database.keys_of(head.strand for head, _ in strands)
        keys: dict[str, str] = {}
        signed: list[Head] = []
        for head, new in news:
            if writers.may_write(head, pinned=pinned.get(head.strand, ""), here=head.place in reaches):
                if head.signing:
                    signed.append(head)
                    keys[head.strand] = pinned[head.strand] = head.signing
            elif new:
                raise BadInput("bundle-not-theirs", case=head.case)
        database.set_keys_of(keys)
        database.set_heads(signed)
        self.news = [(head, new) for head, new in news if new]

    def rows(self) -> Iterator[Row]:
        return (row for _, rows in self.news for row in rows)

    def openers(self) -> dict[str, str]:
        """Return the key of the laptop that opened each case that was not here, where it signed its strand."""
        found: dict[str, tuple[int, str]] = {}
        for head, rows in self.news:
            first = rows[0].link
            if head.case not in self.here and first.kind == CaseOpened.kind:
                opened = first.lamport, head.signing
                found[head.case] = min(found.get(head.case, opened), opened)
        return {case: key for case, (_, key) in found.items()}

    def changed(self) -> Iterator[tuple[str, Iterable[Recorded]]]:
        """Yield the cases that got something, with all their events; those that were not here are not read back."""
        cases = dict.fromkeys(head.case for head, _ in self.news)
        older = [case for case in cases if case in self.here]
        found = self.database.events(older) if older else {}
        new: dict[str, list[Row]] = {case: [] for case in cases if case not in self.here}
        for row in self.rows():
            if row.link.case in new:
                new[row.link.case].append(row)
        for case in cases:
            yield case, found[case] if case in found else [row.recorded() for row in sorted(new[case], key=folded_by)]


def _gone(database: Database, strands: list[Strand]) -> frozenset[str]:
    """The cases that were erased here: by a mark of one of their strands, or by their code before they came."""
    marks = {mark_of(rows[0].link.digest): head.case for head, rows in strands}
    keys: dict[str, set[str]] = {}
    for head, _ in strands:
        keys.setdefault(head.case, {""}).add(head.signing)
    marked = (marks[mark] for mark, key in database.erased(marks).items() if key in keys[marks[mark]])
    return frozenset(marked) | database.awaited(keys)

"""What two people decide at headquarters.

Entries from somebody who never had a case are kept apart until they say that those count. Two cases of two laptops
that may be of one person stay two: whoever asked both offices only says whether they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from screening.domain.events.session import Withdrawn
from screening.errors import BadInput
from screening.hub.case_status import derive
from screening.hub.database import Database
from screening.hub.erasing import must_agree
from screening.hub.migrations import must_be_current
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row, chained, in_strand


def keep_apart(database: Database, head: Head, rows: Iterable[Row], sender: str, bundle: str) -> None:
    """Keep a strand out of its case. Inside the caller's transaction."""
    kept = tuple(rows)
    takes_back = any(row.link.kind == Withdrawn.kind for row in kept)
    texts = json.dumps(asdict(head)), json.dumps(in_strand(kept))
    database.set_stranger(head, sender, bundle, kept[0].link.digest, texts, takes_back=takes_back)


def accept(database: Database, code: str, sender: str, *, by: str, second: str, instead: bool = False) -> int:
    """Let the entries of a case that a sender brought count, and return how many they are.

    With ``instead`` what was here is kept apart in their place, and the case is theirs: for where somebody else
    brought its code first. Raises BadInput: ``hub-second-missing`` where nobody else agreed, ``hub-no-stranger``;
    StoreTrouble.
    """
    must_agree(by, second)
    added = 0
    with database.transaction():
        must_be_current(database)
        found = database.strangers_of(code, sender)
        if not found:
            raise BadInput("hub-no-stranger")
        database.no_strangers(code, sender)
        if instead:
            _put_apart(database, code)
        for bundle, head_text, rows_text in found:
            head = Head(**json.loads(head_text))
            brought = chained(*head.place, json.loads(rows_text))
            ((_, rows),) = database.missing([(head, brought)], database.reaches([head.place]))
            database.add(rows, bundle)
            if head.signing:
                database.set_keys_of({head.strand: head.signing})
                database.set_heads([head])
            added += len(rows)
        database.set_units({code: database.organisation_of(sender)})
        database.note_decided(by, second, code, sender, instead=instead)
        derive(database, database.events([code]))
    return added


def _put_apart(database: Database, code: str) -> None:
    """Keep apart what counts of a case now."""
    brought = database.brought(code)
    for head, rows in database.strands(code):
        bundle, sender = brought[head.strand]
        keep_apart(database, head, rows, sender, bundle)
    database.take_out(code)


def decide_pair(database: Database, one: str, other: str, *, same: bool, by: str, second: str) -> None:
    """Keep whether two cases are of one person. A later decision counts in the place of an earlier one.

    Raises BadInput: ``hub-second-missing`` where nobody else agreed, ``hub-no-such-case`` for one that is not here, was
    taken back, or is named twice; StoreTrouble.
    """
    must_agree(by, second)
    first, last = sorted((one, other))
    with database.transaction():
        must_be_current(database)
        if first == last or len(database.open_cases([first, last])) != 2:
            raise BadInput("hub-no-such-case")
        database.note_pair(by, second, first, last, same=same)

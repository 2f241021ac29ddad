"""What became of a case, entered at headquarters, where the letter came: one more entry of the case, written there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from screening.casework.content import country, directory
from screening.domain.case import formal_decisions
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import Event
from screening.domain.events.contacts import ContactCard
from screening.domain.events.hash_chain import START
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput
from screening.hub.case_status import derive
from screening.hub.database import Database
from screening.hub.erasing import must_agree
from screening.hub.migrations import must_be_current, prepare
from screening.settings import OWN, Installation
from screening.store.bundles.joining import strand_name, written_by
from screening.store.bundles.manifest import Head
from screening.store.bundles.own_keys import OwnKeys
from screening.store.database.rows import new_row

NEED = "need"
"""The matter of a need that was met."""


def learn(
    database: Database, code: str, said: Mapping[str, str], keys: OwnKeys, card: ContactCard, *, by: str, second: str
) -> Event:
    """Write what became of a case into it, in a strand of the headquarters' own, signed with its keys.

    ``said`` has matter, result, body, need, day (ISO), reference and amount. Laptops learn it by ``export_cases``.
    Raises BadInput: ``hub-second-missing`` where nobody else agreed, ``hub-no-such-case`` for one that is not here or
    was taken back; what ``formal_decisions.learn`` raises; StoreTrouble.
    """
    must_agree(by, second)
    prepare(database)
    with database.transaction():
        must_be_current(database)
        if not database.open_cases([code]):
            raise BadInput("hub-no-such-case")
        case = fold(code, database.events([code])[code])
        event = _event(case, said, datetime.date.today())
        own = [(head, rows) for head, rows in database.strands(code) if written_by(head.strand, keys.signing)]
        strand, seq, prev = strand_name(keys.signing), 0, START
        if own:
            last = own[-1][1][-1].link
            strand, seq, prev = last.strand, last.seq, last.digest
        at = utc_text(datetime.datetime.now(datetime.UTC))
        row = new_row(
            event, case=code, strand=strand, seq=seq + 1, lamport=case.lamport + 1, at=at, by=by.strip(), prev=prev
        )
        database.note_own_entry(row.link.digest, card, at)
        database.add([row], row.link.digest)
        database.set_keys_of({strand: keys.signing})
        database.set_heads([Head(code, strand, row.link.seq, row.link.digest).signed(keys)])
        database.note_learned(by.strip(), second.strip(), code, said.get("matter", ""))
        derive(database, database.events([code]))
    return event


def _event(case: Case, said: Mapping[str, str], today: datetime.date) -> Event:
    here, day = country.one(case.country, OWN), said.get("day", "")
    if said.get("matter") == NEED:
        needs = {need.id for need in directory.shipped(Installation(country=here.id)).needs}
        return formal_decisions.meet(
            case, said.get("need", ""), said.get("result", ""), needs=needs, day=day, today=today
        )
    try:
        bodies = here.deciders(said.get("matter", ""), datetime.date.fromisoformat(day))
    except ValueError:
        bodies = ()
    return formal_decisions.learn(
        case, said.get("matter", ""), said.get("result", ""), bodies=bodies, body=said.get("body", ""), day=day,
        today=today, reference=said.get("reference", ""), amount=said.get("amount", ""),
    )  # fmt: skip

"""Chosen cases back to a laptop as a bundle: after a laptop was lost, or when another officer takes a case over."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from screening.domain.case import release
from screening.domain.case.case import fold
from screening.domain.events.contacts import ContactCard
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput
from screening.hub.database import Database
from screening.hub.migrations import must_be_current, prepare
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.own_keys import OwnKeys
from screening.store.folder.safe_paths import new_file, save_new


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that is on disk."""

    path: Path
    cases: int
    events: int


def export_cases(
    database: Database,
    cases: Sequence[str],
    keys: OwnKeys,
    card: ContactCard,
    to: ContactCard,
    out: Path,
    *,
    purpose: str,
    duty: str = "",
) -> Exported:
    """Write whole cases for one laptop, whose card is believed; that they leave is kept first.

    Each goes by its person's yes for this card or by the ``duty`` that is named (``domain.case.release``).
    Strands go with the signatures of their writers, so a laptop takes its own ones back. Raises
    BadInput("hub-no-such-case") for one that is not here or was taken back by its person, ("hub-no-purpose"), what
    ``release.whole_record``, ``bundles.make`` and ``new_file`` raise; StoreTrouble.
    """
    if not any(sign.isalnum() for sign in purpose):
        raise BadInput("hub-no-purpose")
    codes = sorted(set(cases))
    place = new_file(out)
    prepare(database)
    with database.transaction():
        must_be_current(database)
        if set(codes) != set(database.open_cases(codes)):
            raise BadInput("hub-no-such-case")
        grounds = {
            code: release.whole_record(fold(code, events), {to.number}, duty=duty).value
            for code, events in database.events(codes).items()
        }
        named = duty.strip() if release.ReleaseGround.DUTY in grounds.values() else ""
        at = utc_text(datetime.datetime.now(datetime.UTC))
        strands = chain.from_iterable(map(database.strands, codes))
        made, data = bundles.make(
            keys, card, [to.recipient], strands, made_at=at, purpose=purpose, grounds=grounds,
            duty=named,
        )  # fmt: skip
        database.note_exported(made.bundle, to.number, purpose, named, codes, hashlib.sha256(data).hexdigest())
    return Exported(save_new(place, data), len(codes), made.events)

"""Two cases of two laptops that may be of one person: a person asks both offices and decides; nothing is merged."""

from __future__ import annotations

from screening.errors import BadInput
from screening.hub.database import Database
from screening.hub.erasing import must_agree
from screening.hub.migrations import must_be_current


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

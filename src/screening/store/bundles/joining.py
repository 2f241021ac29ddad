"""Decide what of a strand joins a record, on a laptop and at headquarters: which rows are new, and whose word counts.

Whoever got a case by a bundle holds entries of it, and sends them back with their own: whole cases travel. The digest
of an entry covers random bytes that stand nowhere else, so nobody has one that did not get it in one. A strand whose
sender shows none of the entries that are here is from somebody who never had this case, however its code came to them,
and is kept apart: it adds no consent, no withdrawal and no answer until a person decides.
"""

from __future__ import annotations

from collections.abc import Callable

from screening.errors import BadInput
from screening.store.database.rows import Row


def new_rows(rows: tuple[Row, ...], reach: tuple[int, int], digest_at: Callable[[int], str | None]) -> tuple[Row, ...]:
    """Return the rows of one strand that are not here.

    ``reach`` is how many rows of the strand are here and the number of the last; ``digest_at`` the digest of one by its
    number. Raises BadInput("bundle-contradicts") when one that is here is another.
    """
    case, _, first = rows[0].place
    count, last = reach
    here = min(last, rows[-1].link.seq) - first + 1
    if count == last:
        # Links cover all links before them: where the last ones are the same, so are all the others.
        if here > 0 and digest_at(first + here - 1) != rows[here - 1].link.digest:
            raise BadInput("bundle-contradicts", case=case)
        return rows[max(0, here) :]
    new = []
    for row in rows:
        known = digest_at(row.link.seq)
        if known is None:
            new.append(row)
        elif known != row.link.digest:
            raise BadInput("bundle-contradicts", case=case)
    return tuple(new)


def counts(*, strand_here: bool, case_here: bool, shown: bool) -> bool:
    """Return whether what a strand adds to a case counts.

    ``strand_here``: entries of it count here already; ``case_here``: the case has any; ``shown``: its bundle holds some
    of them. The first that comes of a case is the case, whoever brings it.
    """
    return strand_here or not case_here or shown

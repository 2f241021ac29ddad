"""What leaves a record: noted in it first, so that nothing is outside that the record does not know of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from screening.domain.events.catalogue import Event
from screening.errors import NotSaved, ScreeningError

if TYPE_CHECKING:
    from screening.store.vault.vault import Vault


@contextmanager
def noted(vault: Vault, case: str, leaves: Event, stayed: Event) -> Iterator[None]:
    """Record ``leaves`` before what is inside is done; where that is refused, record ``stayed`` behind it.

    Raises NotSaved before anything left, and what is raised inside.
    """
    vault.append(case, leaves)
    try:
        yield
    except ScreeningError:
        with suppress(NotSaved):
            vault.append(case, stayed)
        raise

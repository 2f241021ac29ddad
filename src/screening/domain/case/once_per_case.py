"""Keep what is read of one case with it: a case never changes, and a page asks the same at every line."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from screening.domain.case.case import Case
from screening.domain.protocol.model import Protocol

T = TypeVar("T")


def once_per_case(read: Callable[[Protocol, Case], T]) -> Callable[[Protocol, Case], T]:
    """Wrap ``read`` so that it is worked out once for each case and edition."""
    name = f"{read.__module__}.{read.__qualname__}"

    @functools.wraps(read)
    def kept(protocol: Protocol, case: Case) -> T:
        known: tuple[Protocol, T] | None = case.__dict__.get(name)
        if known is None or known[0] is not protocol:
            known = case.__dict__[name] = (protocol, read(protocol, case))
        return known[1]

    return kept

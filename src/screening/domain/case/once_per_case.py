"""Keep what is read of one case with it: a case never changes, and a page asks the same at every line.

Only for what no answer to an item changes: the case after an answer holds it too.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from screening.domain.case.case import OVER_ANSWERS, Case
from screening.domain.protocol.model import Protocol

T = TypeVar("T")


def once_per_case(read: Callable[[Protocol, Case], T]) -> Callable[[Protocol, Case], T]:
    """Wrap ``read`` so that it is worked out once for each case and edition, and not again after an answer."""
    name = f"{read.__module__}.{read.__qualname__}"
    OVER_ANSWERS.add(name)

    @functools.wraps(read)
    def kept(protocol: Protocol, case: Case) -> T:
        known: tuple[Protocol, T] | None = case.__dict__.get(name)
        if known is None or known[0] is not protocol:
            known = case.__dict__[name] = (protocol, read(protocol, case))
        return known[1]

    return kept

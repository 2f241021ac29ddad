"""The published content a session works with: protocol and weights of an edition, opened once and checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from screening import settings
from screening.domain.protocol import Protocol
from screening.domain.protocol_file import open_edition
from screening.domain.weights import Weights
from screening.domain.weights_file import open_weights


@dataclass(frozen=True, slots=True)
class Content:
    """One edition, whole."""

    protocol: Protocol
    weights: Weights


@functools.cache
def open_content(edition: str = settings.EDITION) -> Content:
    """The edition's content. Raises BadInput when it is missing or unsound; nothing is fallen back to."""
    folder = settings.indicators_root() / edition
    protocol = open_edition(folder)
    return Content(protocol, open_weights(folder, protocol))

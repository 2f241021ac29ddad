"""The published content a session works with: protocol and weights of an edition, opened once and checked."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path

from screening import settings
from screening.casework.content import country
from screening.domain.case.case import Case
from screening.domain.countries.model import UNABLE
from screening.domain.protocol.editions import read_editions
from screening.domain.protocol.loader import open_edition
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.weights import Weights
from screening.domain.scoring.weights_loader import open_weights
from screening.errors import BadInput, printable
from screening.settings import COUNTRY, OWN, Installation

EDITION_ID = re.compile(r"(?=.{1,64}$)[0-9a-z]+(-[0-9a-z]+)*")


@dataclass(frozen=True, slots=True)
class Content:
    """One edition, whole, as it is read in one country."""

    protocol: Protocol
    weights: Weights
    installation: Installation


def open_content(edition: str = "", here: Installation = OWN) -> Content:
    """Return the edition's content, of the one that new cases open under unless told. Raises BadInput when it is
    missing, unsound or, once published, not as it was published.

    In another country than Malaysia its law cards are left out, and whom its law asks no means for is that country's.
    Nothing is fallen back to. An edition that a content pack brought is read from that pack; one of the program's own
    never is.
    """
    edition = edition or here.edition
    if not EDITION_ID.fullmatch(edition):
        raise BadInput("edition-missing", edition=printable(edition))
    return _opened(here.edition_home(edition), edition, here)


@functools.cache
def _opened(home: Path, edition: str, here: Installation) -> Content:
    root = home / "indicators"
    protocol = open_edition(root / edition)
    if home != settings.content_root() and dict(here.digests).get(edition) != protocol.digest:
        raise BadInput("edition-changed", edition=edition)
    entry = read_editions(settings.indicators_root(), []).get(edition)
    if entry is not None and entry.published and entry.digest != protocol.digest:
        raise BadInput("edition-changed", edition=edition)
    weights, read_in = open_weights(root / edition, protocol), country.of(here)
    if not read_in.edition_cards:
        law = {"title": read_in.law, "checked_on": read_in.checked_on, "checked_by": read_in.checked_by, "card": ()}
        protocol = replace(protocol, tables={**protocol.tables, "law": law})
    if UNABLE not in read_in.no_means_for:
        weights = replace(weights, unable="")
    return Content(protocol, weights, here)


def content_of(case: Case, present: Content) -> Content:
    """Return the content of the edition that the case was taken with, as its own country reads it; of ``present`` for
    a case that names none.

    Raises BadInput as ``open_content``: a case is never read under another edition than its own.
    """
    here, edition, named = present.installation, case.edition or present.protocol.id, case.country or COUNTRY
    if (edition, named) == (present.protocol.id, here.country):
        return present
    return open_content(edition, replace(here, country=named))

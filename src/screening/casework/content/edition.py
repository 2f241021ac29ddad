"""The published content a session works with: protocol and weights of an edition, opened once and checked."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from screening import settings
from screening.casework.content import country
from screening.domain.case.case import Case
from screening.domain.countries.model import UNABLE, Country
from screening.domain.protocol.editions import read_editions
from screening.domain.protocol.loader import open_edition
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.weights import Weights
from screening.domain.scoring.weights_loader import open_weights
from screening.errors import BadInput

EDITION_ID = re.compile(r"(?=.{1,64}$)[0-9a-z]+(-[0-9a-z]+)*")


@dataclass(frozen=True, slots=True)
class Content:
    """One edition, whole, as it is read in one country."""

    protocol: Protocol
    weights: Weights
    country: str = settings.COUNTRY


def open_content(edition: str = "") -> Content:
    """Return the edition's content, of the one that new cases open under unless told. Raises BadInput when it is
    missing, unsound or, once published, not as it was published.

    In another country than Malaysia its law cards are left out, and whom its law asks no means for is that country's.
    Nothing is fallen back to. An edition that a content pack brought is read from that pack; one of the program's own
    never is.
    """
    return _opened(edition or settings.edition_in_use())


@functools.cache
def _opened(edition: str) -> Content:
    if not EDITION_ID.fullmatch(edition):
        raise BadInput("edition-missing", edition="".join(sign if sign.isprintable() else "?" for sign in edition[:40]))
    home = settings.edition_home(edition)
    root = home / "indicators"
    protocol = open_edition(root / edition)
    if home != settings.content_root() and settings.digest_put_in(edition) != protocol.digest:
        raise BadInput("edition-changed", edition=edition)
    entry = read_editions(settings.indicators_root(), []).get(edition)
    if entry is not None and entry.published and entry.digest != protocol.digest:
        raise BadInput("edition-changed", edition=edition)
    return _in_country(protocol, open_weights(root / edition, protocol), country.in_use())


def _in_country(protocol: Protocol, weights: Weights, here: Country) -> Content:
    """Return the edition as one country reads it."""
    if not here.edition_cards:
        law = {"title": here.law, "checked_on": here.checked_on, "checked_by": here.checked_by, "card": ()}
        protocol = replace(protocol, tables={**protocol.tables, "law": law})
    if UNABLE not in here.no_means_for:
        weights = replace(weights, unable="")
    return Content(protocol, weights, here.id)


settings.when_content_changes(_opened.cache_clear)


def content_of(case: Case, present: Content) -> Content:
    """Return the content of the edition that the case was taken with; ``present`` for a case that names none.

    Raises BadInput as ``open_content``: a case is never read under another edition than its own.
    """
    if country.in_use().id != present.country:
        return open_content(case.edition or present.protocol.id)
    return present if case.edition in ("", present.protocol.id) else open_content(case.edition)

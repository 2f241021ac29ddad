"""Say who has what of a case: papers and files of other systems by recipient, bundles by the cards they were made for.

A paper that was saved into a folder is saved, and went to nobody yet as far as the record knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.case.case import Case
from screening.domain.events.catalogue import FormIssued, Recorded
from screening.domain.events.exchange import BundleMade, BundleOpened, NotWritten

PAPER, FILE, SLIP, BUNDLE, SENDER = "paper", "file", "slip", "bundle", "sender"
FILES = ("fhir", "primero")
"""What is made for another system."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that left. ``kind``: paper, file, slip, bundle, or sender: whose bundle brought the case here.

    ``to`` is a recipient's id in the directory, or the number of a card; "" where the record names nobody. ``way`` is
    saved, printed or phone.
    """

    kind: str
    at: str
    to: str = ""
    forms: tuple[str, ...] = ()
    way: str = ""
    digest: str = ""


def papers(case: Case) -> tuple[Holding, ...]:
    """Return the papers and files that left, in their order, each with whom it is for."""
    found = []
    for each in case.forms:
        if isinstance(each.event, FormIssued):
            forms, digest = tuple(each.event.form.split()), each.event.digest
            kind = FILE if {*forms} & {*FILES} else PAPER
            to = case.referrals.receivers.get(digest, "")
            found.append(Holding(kind, each.at, to, forms, each.event.way, digest))
    found += [Holding(SLIP, each.at, way="saved") for each in case.slips]
    return tuple(sorted(found, key=lambda each: each.at))


def bundles(code: str, own: Iterable[Recorded]) -> tuple[Holding, ...]:
    """Return the bundles in which a case left, one for each card, and those that brought it; ``own`` are the record's
    own events."""
    events = [each for each in own if isinstance(each.event, BundleMade | BundleOpened | NotWritten)]
    stayed = {each.event.digest for each in events if isinstance(each.event, NotWritten)}
    found: list[Holding] = []
    for each in events:
        match each.event:
            case BundleMade(recipients=recipients, cases=cases, digest=digest) if (
                code in cases and digest not in stayed
            ):
                found += [Holding(BUNDLE, each.at, number, digest=digest) for number in recipients]
            case BundleOpened(sender=sender, cases=cases, digest=digest) if code in cases:
                found.append(Holding(SENDER, each.at, sender, digest=digest))
    return tuple(found)

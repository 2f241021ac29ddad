"""What can happen to a referral, to what is noted for the papers, to promises, and to the directory of services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import KnownEvent, VaultEvent


@dataclass(frozen=True, slots=True)
class ReferralEvent(KnownEvent):
    """What happened to the referral of a case."""


@dataclass(frozen=True, slots=True)
class SheetNoted(ReferralEvent):
    """One field of a paper was written: ``sheet`` is where it belongs, ``field`` what it is.

    Under the sheet law the program notes which law the papers were made with: country, day and digest.
    """

    kind: ClassVar = "sheet-noted"
    sheet: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class RecipientAdded(ReferralEvent):
    """A recipient that is not proposed by itself was added (RE14, CO10).

    ``basis``: ``wish`` (the person asked for it) or ``duty``; ``duty`` names the duty in law.
    """

    kind: ClassVar = "recipient-added"
    recipient: str
    basis: str
    duty: str = ""


@dataclass(frozen=True, slots=True)
class ReferralSent(ReferralEvent):
    """Papers went to a recipient: which parts they held, how, and by when an answer is waited for (ISO date)."""

    kind: ClassVar = "referral-sent"
    recipient: str
    parts: tuple[str, ...]
    way: str
    digest: str
    answer_by: str


@dataclass(frozen=True, slots=True)
class ReferralAnswered(ReferralEvent):
    """The slip came back, or somebody rang. ``state``: acknowledged, redirected or declined (RE8);
    open takes back what was recorded.
    """

    kind: ClassVar = "referral-answered"
    recipient: str
    state: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoReferral(ReferralEvent):
    """Nothing is passed on, because that is the person's wish, which is written down (RE1)."""

    kind: ClassVar = "no-referral"
    wish: str


@dataclass(frozen=True, slots=True)
class InformationGiven(ReferralEvent):
    """Rights and help were told, and how to ask later: the door stays open."""

    kind: ClassVar = "information-given"


@dataclass(frozen=True, slots=True)
class CardChosen(ReferralEvent):
    """What the person takes along (RE9). ``way``: none, aloud, memorise or small-card."""

    kind: ClassVar = "card-chosen"
    way: str


@dataclass(frozen=True, slots=True)
class PromiseMade(ReferralEvent):
    """Somebody said that they would do something, by a day (ISO date, or "" when none was said) (DM10)."""

    kind: ClassVar = "promise-made"
    promise: str
    text: str
    by_day: str = ""


@dataclass(frozen=True, slots=True)
class PromiseSettled(ReferralEvent):
    """What came of a promise: kept, not_kept, or open where that is taken back."""

    kind: ClassVar = "promise-settled"
    promise: str
    outcome: str


@dataclass(frozen=True, slots=True)
class EntryWritten(VaultEvent):
    """An entry of the directory was written or changed on this laptop. Lives in the vault's own strand."""

    kind: ClassVar = "entry-written"
    entry: str
    service: str
    state: str
    district: str
    name: str
    phones: tuple[str, ...]
    hours: str
    languages: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryVerified(VaultEvent):
    """Somebody rang and the number is right. ``content`` is the digest of what was verified; "" takes that back."""

    kind: ClassVar = "entry-verified"
    entry: str
    content: str


@dataclass(frozen=True, slots=True)
class EntryRemoved(VaultEvent):
    """An entry of the directory is not used on this laptop any more."""

    kind: ClassVar = "entry-removed"
    entry: str


@dataclass(frozen=True, slots=True)
class OfficeWritten(VaultEvent):
    """The office that refers, as papers name it: its name, its telephone with the hours; "" was left blank. Lives in
    the vault's own strand."""

    kind: ClassVar = "office-written"
    organisation: str
    telephone: str

"""What can happen to a referral, to what is noted for the papers, to promises, and to the directory of services."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import KnownEvent, VaultEvent, event_of_kind


@dataclass(frozen=True, slots=True)
class ReferralEvent(KnownEvent):
    """What happened to the referral of a case."""


@event_of_kind("sheet-noted")
class SheetNoted(ReferralEvent):
    """One field of a paper was written: ``sheet`` is where it belongs, ``field`` what it is.

    Under the sheet law the program notes which law the papers were made with: country, day and digest.
    """

    sheet: str
    field: str
    text: str


@event_of_kind("recipient-added")
class RecipientAdded(ReferralEvent):
    """A recipient that is not proposed by itself was added (RE14, CO10).

    ``basis``: ``wish`` (the person asked for it) or ``duty``; ``duty`` names the duty in law.
    """

    recipient: str
    basis: str
    duty: str = ""


@event_of_kind("referral-sent")
class ReferralSent(ReferralEvent):
    """Papers went to a recipient: which parts they held, how, and by when an answer is waited for (ISO date)."""

    recipient: str
    parts: tuple[str, ...]
    way: str
    digest: str
    answer_by: str


@event_of_kind("referral-answered")
class ReferralAnswered(ReferralEvent):
    """The slip came back, or somebody rang. ``state``: acknowledged, redirected or declined (RE8);
    open takes back what was recorded.
    """

    recipient: str
    state: str
    by: str = ""
    note: str = ""


@event_of_kind("no-referral")
class NoReferral(ReferralEvent):
    """Nothing is passed on, because that is the person's wish, which is written down (RE1)."""

    wish: str


@event_of_kind("information-given")
class InformationGiven(ReferralEvent):
    """Rights and help were told, and how to ask later: the door stays open."""


@event_of_kind("card-chosen")
class CardChosen(ReferralEvent):
    """What the person takes along (RE9). ``way``: none, aloud, memorise or small-card."""

    way: str


@event_of_kind("promise-made")
class PromiseMade(ReferralEvent):
    """Somebody said that they would do something, by a day (ISO date, or "" when none was said) (DM10)."""

    promise: str
    text: str
    by_day: str = ""


@event_of_kind("promise-settled")
class PromiseSettled(ReferralEvent):
    """What came of a promise: kept, not_kept, or open where that is taken back."""

    promise: str
    outcome: str


@event_of_kind("entry-written")
class EntryWritten(VaultEvent):
    """An entry of the directory was written or changed on this laptop. Lives in the vault's own strand."""

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


@event_of_kind("entry-verified")
class EntryVerified(VaultEvent):
    """Somebody rang and the number is right. ``content`` is the digest of what was verified; "" takes that back."""

    entry: str
    content: str


@event_of_kind("entry-removed")
class EntryRemoved(VaultEvent):
    """An entry of the directory is not used on this laptop any more."""

    entry: str


@event_of_kind("office-written")
class OfficeWritten(VaultEvent):
    """The office that refers, as papers name it: its name, its telephone with the hours; "" was left blank. Lives in
    the vault's own strand."""

    organisation: str
    telephone: str

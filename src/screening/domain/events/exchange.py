"""What happens between laptops, as the vault's own strand tells it: keys made, people checked, bundles out and in."""

from __future__ import annotations

from screening.domain.events.event import VaultEvent, event_of_kind


@event_of_kind("exchange-keys-made")
class ExchangeKeysMade(VaultEvent):
    """This vault got the keys it signs and receives bundles with; ``number`` is its card's number at that time."""

    signing: str
    recipient: str
    number: str


@event_of_kind("contact-added")
class ContactAdded(VaultEvent):
    """Somebody's card was added to this vault, not yet checked. The fields are the card's."""

    name: str
    organisation: str
    station: str
    signing: str
    recipient: str


@event_of_kind("contact-checked")
class ContactChecked(VaultEvent):
    """The number that this person read aloud is the one of their card."""

    number: str


@event_of_kind("contact-trusted")
class ContactTrusted(VaultEvent):
    """What this headquarters or publisher may sign from now on besides cases: ``content`` with language packs, updates.

    Being checked to exchange cases is neither.
    """

    number: str
    content: bool
    updates: bool


@event_of_kind("contact-removed")
class ContactRemoved(VaultEvent):
    """Nothing goes to this card any more, and nothing comes from it."""

    number: str


@event_of_kind("bundle-begun")
class BundleBegun(VaultEvent):
    """A bundle is about to be made. It carries the log's head up to and with this entry, which names its number."""

    bundle: str


@event_of_kind("bundle-made")
class BundleMade(VaultEvent):
    """Cases left this vault in a file: for whom (numbers of cards), which, why, the digest of the file, who agreed.

    ``duty`` is the duty in law that was named for those whose persons did not say yes; "" for none.
    """

    bundle: str
    recipients: tuple[str, ...]
    cases: tuple[str, ...]
    events: int
    purpose: str
    digest: str
    second: str = ""
    duty: str = ""


@event_of_kind("case-left")
class CaseLeft(VaultEvent):
    """A case left in another way than a bundle: the way, the digest of the file, who agreed beside the officer.

    ``way``: fhir or primero, or paper.
    """

    case: str
    way: str
    digest: str
    second: str = ""


@event_of_kind("not-written")
class NotWritten(VaultEvent):
    """What an entry before said to have left could not be written after all; ``digest`` is the one it named."""

    digest: str


@event_of_kind("bundle-opened")
class BundleOpened(VaultEvent):
    """A bundle was taken in: whose (number of the card), which cases it brought something new for, and its digest."""

    bundle: str
    sender: str
    cases: tuple[str, ...]
    added: int
    digest: str


@event_of_kind("entries-kept-apart")
class EntriesKeptApart(VaultEvent):
    """A bundle brought entries by a laptop that never had this case: they count for nothing until a person decides.

    ``sender`` is the number of the card that brought them.
    """

    case: str
    strand: str
    sender: str
    entries: int


@event_of_kind("entries-accepted")
class EntriesAccepted(VaultEvent):
    """A person decided that entries that were kept apart count. ``by``: the second person's name, or "phrase".

    With "phrase" somebody said the person's own safe phrase.
    """

    case: str
    strand: str
    by: str


@event_of_kind("content-put-in")
class ContentPutIn(VaultEvent):
    """A content pack was put in: the SHA-256 of its file, the number of its signer's card, and when it was made.

    ``editions`` are those that came with it, each as "id=digest": under which texts a case was recorded, and from whom.
    """

    pack: str
    signer: str
    made_at: str
    editions: tuple[str, ...]


@event_of_kind("content-rolled-back")
class ContentRolledBack(VaultEvent):
    """This content pack is in use no more; the one before it is, or the program's own. Its editions stay readable."""

    pack: str

"""What happens between laptops, as the vault's own strand tells it: keys made, people checked, bundles out and in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import VaultEvent


@dataclass(frozen=True, slots=True)
class ExchangeKeysMade(VaultEvent):
    """This vault got the keys it signs and receives bundles with; ``number`` is its card's number at that time."""

    kind: ClassVar = "exchange-keys-made"
    signing: str
    recipient: str
    number: str


@dataclass(frozen=True, slots=True)
class ContactAdded(VaultEvent):
    """Somebody's card was added to this vault, not yet checked. The fields are the card's."""

    kind: ClassVar = "contact-added"
    name: str
    organisation: str
    station: str
    signing: str
    recipient: str


@dataclass(frozen=True, slots=True)
class ContactChecked(VaultEvent):
    """The number that this person read aloud is the one of their card."""

    kind: ClassVar = "contact-checked"
    number: str


@dataclass(frozen=True, slots=True)
class ContactTrusted(VaultEvent):
    """What this headquarters or publisher may sign from now on besides cases: ``content`` with language packs, updates.

    Being checked to exchange cases is neither.
    """

    kind: ClassVar = "contact-trusted"
    number: str
    content: bool
    updates: bool


@dataclass(frozen=True, slots=True)
class ContactRemoved(VaultEvent):
    """Nothing goes to this card any more, and nothing comes from it."""

    kind: ClassVar = "contact-removed"
    number: str


@dataclass(frozen=True, slots=True)
class BundleBegun(VaultEvent):
    """A bundle is about to be made. It carries the log's head up to and with this entry, which names its number."""

    kind: ClassVar = "bundle-begun"
    bundle: str


@dataclass(frozen=True, slots=True)
class BundleMade(VaultEvent):
    """Cases left this vault in a file: for whom (numbers of cards), which, why, the digest of the file, who agreed.

    ``duty`` is the duty in law that was named for those whose persons did not say yes; "" for none.
    """

    kind: ClassVar = "bundle-made"
    bundle: str
    recipients: tuple[str, ...]
    cases: tuple[str, ...]
    events: int
    purpose: str
    digest: str
    second: str = ""
    duty: str = ""


@dataclass(frozen=True, slots=True)
class CaseLeft(VaultEvent):
    """A case left in another way than a bundle: the way, the digest of the file, who agreed beside the officer.

    ``way``: fhir or primero, or paper.
    """

    kind: ClassVar = "case-left"
    case: str
    way: str
    digest: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class NotWritten(VaultEvent):
    """What an entry before said to have left could not be written after all; ``digest`` is the one it named."""

    kind: ClassVar = "not-written"
    digest: str


@dataclass(frozen=True, slots=True)
class BundleOpened(VaultEvent):
    """A bundle was taken in: whose (number of the card), which cases it brought something new for, and its digest."""

    kind: ClassVar = "bundle-opened"
    bundle: str
    sender: str
    cases: tuple[str, ...]
    added: int
    digest: str


@dataclass(frozen=True, slots=True)
class EntriesKeptApart(VaultEvent):
    """A bundle brought entries by a laptop that never had this case: they count for nothing until a person decides.

    ``sender`` is the number of the card that brought them.
    """

    kind: ClassVar = "entries-kept-apart"
    case: str
    strand: str
    sender: str
    entries: int


@dataclass(frozen=True, slots=True)
class EntriesAccepted(VaultEvent):
    """A person decided that entries that were kept apart count. ``by``: the second person's name, or "phrase".

    With "phrase" somebody said the person's own safe phrase.
    """

    kind: ClassVar = "entries-accepted"
    case: str
    strand: str
    by: str


@dataclass(frozen=True, slots=True)
class ContentPutIn(VaultEvent):
    """A content pack was put in: the SHA-256 of its file, the number of its signer's card, and when it was made.

    ``editions`` are those that came with it, each as "id=digest": under which texts a case was recorded, and from whom.
    """

    kind: ClassVar = "content-put-in"
    pack: str
    signer: str
    made_at: str
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContentRolledBack(VaultEvent):
    """This content pack is in use no more; the one before it is, or the program's own. Its editions stay readable."""

    kind: ClassVar = "content-rolled-back"
    pack: str

"""Which events only a vault's own strand holds: they act on the vault itself, so in a case they count for nothing."""

from __future__ import annotations

import typing

from screening.domain import events as ev
from screening.domain import exchange_events as exchange
from screening.domain import referral_events, site_events
from screening.domain.reviewing_events import TextRead

OF_THE_VAULT: frozenset[str] = frozenset(
    cls.kind
    for cls in (
        ev.RecordErased, ev.RetentionSet, ev.LogCleared, ev.SecondNamed, ev.KeysChanged, ev.CopyMade, ev.VaultRestored,
        ev.VaultCreated, ev.VaultUnlocked, ev.UnlockFailed, ev.VaultLocked, exchange.ExchangeKeysMade,
        exchange.ContactAdded, exchange.ContactChecked, exchange.ContactRemoved, exchange.BundleMade,
        exchange.BundleOpened, TextRead, *typing.get_args(referral_events.DirectoryEvent),
        *(cls for cls in typing.get_args(site_events.SiteEvent) if cls is not site_events.CaseAtSite),
    )
)  # fmt: skip
"""Their kinds. No laptop writes one of them into a case; one that is found there was put there to do harm."""

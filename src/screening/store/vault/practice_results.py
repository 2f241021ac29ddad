"""Figures of practice talks, kept inside the encrypted record beside the preferences: no case, no event, no word."""

from __future__ import annotations

from screening.store.vault.vault import VAULT, Vault

_NAME = "practice."
MOST = 500
"""Results that are kept; the oldest goes for the newest."""


def practice_results(vault: Vault) -> tuple[str, ...]:
    """Return every result as it was kept, the first first."""
    kept = vault.drafts(VAULT)
    return tuple(kept[name] for name in sorted(kept) if name.startswith(_NAME))


def keep_practice_result(vault: Vault, text: str) -> tuple[str, ...]:
    """Keep one more result and return all of them. Raises NotSaved: it is not there then."""
    names = sorted(name for name in vault.drafts(VAULT) if name.startswith(_NAME))
    last = int(names[-1].removeprefix(_NAME)) if names else 0
    vault.set_draft(VAULT, f"{_NAME}{last + 1:06d}", text)
    for name in names[: max(0, len(names) + 1 - MOST)]:
        vault.set_draft(VAULT, name, "")
    return practice_results(vault)

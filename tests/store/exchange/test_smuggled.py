"""What only a vault says of itself counts for nothing where it stands in a case that somebody sent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.domain.events.catalogue import EVENTS, VAULT_KINDS, Event
from screening.domain.events.record import LogCleared, RecordErased, VaultCreated
from screening.errors import BadInput
from screening.store import Vault, create_vault, open_vault, rebuild_vault, take_in
from screening.store.bundles import bundle_format as bundles
from screening.store.database.tables import Tables
from screening.store.integrity import erasure
from screening.store.integrity.erasure import mark_of
from tests.store.some_bundles import bundle, introduce, laptop
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


@pytest.fixture
def sender() -> Iterator[Vault]:
    vault = laptop("Sari")
    yield vault
    vault.close()


def erasing(vault: Vault, case: str) -> RecordErased:
    """What erases ``case`` wherever it is believed, and empties the first entry of the vault's own strand."""
    first = vault.events(case)[0]
    return RecordErased("asked", (mark_of(first.digest),), (), "", (f"{vault.strand} 1",))


def smuggled(vault: Vault, sender: Vault, event: Event, folder: Path) -> Path:
    """A bundle with a case of the sender's in which ``event`` stands."""
    introduce(vault, sender)
    case = begin_case(sender, 2)
    sender.append(case, event)
    return bundle(sender, vault, folder, case)


def test_a_case_with_an_entry_that_only_a_vault_writes_is_refused(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, 3)
    before = vault.events(case)
    with monkeypatch.context() as earlier:
        earlier.setattr(bundles, "VAULT_KINDS", frozenset())
        path = smuggled(vault, sender, erasing(vault, case), tmp_path)
    with pytest.raises(BadInput, match="bundle-damaged"):
        take_in(vault, path)
    assert vault.events(case) == before
    assert vault.cases() == (case,)


@pytest.mark.parametrize("kind", sorted(VAULT_KINDS))
def test_none_of_the_kinds_is_let_in(kind: str) -> None:
    assert kind in EVENTS
    with pytest.raises(ValueError):
        bundles._must_be_row([1, "2026-11-10T09:00:00Z", "x", kind, "00" * 16, "{}"])
    bundles._must_be_row([1, "2026-11-10T09:00:00Z", "x", "break-taken", "00" * 16, "{}"])


class Killed(BaseException):
    pass


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that took such a case in with an earlier program."""
    monkeypatch.setattr(bundles, "VAULT_KINDS", frozenset(), raising=False)


def clearing(vault: Vault, _case: str) -> LogCleared:
    return LogCleared((f"{vault.strand} 1-2",))


def creating(_vault: Vault, _case: str) -> VaultCreated:
    return VaultCreated("Somebody else", "trainer", "Elsewhere")


EVERY = pytest.mark.parametrize("make", [erasing, clearing, creating])


@EVERY
@pytest.mark.usefixtures("let_in")
def test_a_kill_before_the_commit_erases_nothing(
    vault: Vault, folder: Path, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Vault, str], Event],
) -> None:  # fmt: skip
    case = begin_case(vault, 3)
    path = smuggled(vault, sender, make(vault, case), tmp_path)
    before, own, left = vault.events(case), vault.events(""), tmp_path / "left"

    def stop(*_: object) -> None:
        shutil.copytree(folder, left)  # what lies on the disk when the program is killed here
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(Tables, "set_mark", stop)
        with pytest.raises(Killed):
            take_in(vault, path)
    with open_vault(left, PASSPHRASE) as again:
        assert again.events(case) == before
        assert again.events("")[: len(own)] == own
        assert len(again.cases()) == 2
        assert (again.officer, again.role) == ("Officer Aina", "officer")
        assert again.verify().holds


@pytest.mark.one_in(6)
@EVERY
@pytest.mark.parametrize("lost", ["vault.db", "all but the recorder"])
@pytest.mark.usefixtures("let_in")
def test_a_rebuild_erases_nothing(
    vault: Vault, folder: Path, sender: Vault, tmp_path: Path, reopened: Callable[[], Vault],
    make: Callable[[Vault, str], Event], lost: str,
) -> None:  # fmt: skip
    case = begin_case(vault, 3)
    take_in(vault, smuggled(vault, sender, make(vault, case), tmp_path))
    before, own, strand = vault.events(case), vault.events(""), vault.strand
    vault.close()
    (folder / "vault.db").unlink()
    if lost != "vault.db":
        for path in (folder / "backup").rglob("vault.db"):
            path.unlink()
    rebuilt = rebuild_vault(folder, PASSPHRASE)
    assert rebuilt.cases == 2
    again = reopened()
    assert again.events(case) == before
    assert again.events("")[: len(own)] == own
    assert (again.officer, again.role) == ("Officer Aina", "officer")
    assert again.strand != strand
    assert again.verify().holds


@pytest.mark.usefixtures("let_in")
def test_taken_in_it_neither_empties_nor_clears_an_entry_for_verifying(
    vault: Vault, sender: Vault, tmp_path: Path
) -> None:
    """Whoever changes the vault's own log must not be covered by a list that came in a bundle."""
    case = begin_case(vault, 1)
    take_in(vault, smuggled(vault, sender, erasing(vault, case), tmp_path))
    rows = [row for code in ("", *vault.cases()) for row in vault._open().rows(code)]
    assert erasure.emptied(rows) == frozenset()
    assert erasure.cleared(rows) == frozenset()


def test_a_record_that_was_lawfully_erased_stays_erased_after_all_this(
    vault: Vault, folder: Path, reopened: Callable[[], Vault]
) -> None:
    case, other = begin_case(vault, 2), begin_case(vault, 2)
    vault.erase([case], "withdrawn")
    vault.close()
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    assert reopened().cases() == (other,)


def test_every_vault_writes_none_of_them_into_a_case(tmp_path: Path) -> None:
    with create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK) as vault:
        case = begin_case(vault, 1)
        assert not {each.event.kind for each in vault.events(case)} & VAULT_KINDS
        assert {each.event.kind for each in vault.events("")} <= VAULT_KINDS

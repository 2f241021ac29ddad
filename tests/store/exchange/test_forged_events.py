"""What stands in a case has no say over a vault: no erasing, no clearing, no owner, whichever way it came."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from screening.domain.case.case import fold
from screening.domain.events import catalogue as ev
from screening.domain.events import record as rec
from screening.domain.events.case_codes import new_code
from screening.errors import BadInput
from screening.store import Vault, open_vault, rebuild_vault, take_in
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder import throttle
from screening.store.integrity.erasure import mark_of
from tests.store.some_bundles import bundle, forged, introduce, laptop, strand_of
from tests.store.some_vault import PASSPHRASE, begin_case

OPENED = ev.CaseOpened("2026-1", "office", "adult")


def forged_rows(vault: Vault) -> list[Row]:
    """A case whose entries would erase the vault's own first case, clear its log and make it somebody else's."""
    own = vault.events("")
    marks = tuple(mark_of(vault.events(case)[0].digest) for case in vault.cases())
    places = tuple(f"{each.strand} {each.seq}" for each in own)
    events = [
        OPENED,
        rec.VaultCreated("Mallory", "trainer", "Nobody"),
        rec.RecordErased("asked", marks, (), "", places),
        rec.LogCleared((f"{own[0].strand} 1-{len(own)}",)),
    ]
    return strand_of(events, new_code(), "MALLORYSTRAN")


def put_in(vault: Vault, rows: list[Row]) -> None:
    """The rows as an earlier program took them: in the recorder and in the vault."""
    vault.take_rows(rows)


@pytest.mark.one_in(8)
@pytest.mark.parametrize("kind", sorted(ev.VAULT_KINDS))
def test_an_entry_that_only_a_vault_writes_is_not_taken_in_a_case(kind: str, tmp_path: Path) -> None:
    mallory, budi = laptop("Mallory"), laptop("Budi")
    introduce(mallory, budi)
    before = budi.events("")
    rows = strand_of([OPENED, ev.Unknown(kind, {})], new_code(), mallory.strand)
    with pytest.raises(BadInput) as told:
        take_in(budi, forged(mallory, budi, [rows], tmp_path))
    assert told.value.code == "bundle-damaged"
    assert (budi.cases(), budi.events("")) == ((), before)


def test_a_case_that_holds_one_from_before_is_not_sent_on_and_says_so(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    rows = forged_rows(aina)
    put_in(aina, rows)
    with pytest.raises(BadInput) as told:
        bundle(aina, budi, tmp_path)
    assert (told.value.code, told.value.details) == ("bundle-not-sendable", {"case": rows[0].link.case})


def test_one_that_is_in_the_record_from_before_says_nothing(vault: Vault) -> None:
    begin_case(vault, 2)
    rows = forged_rows(vault)
    put_in(vault, rows)
    case = rows[0].link.case
    assert {type(each.event) for each in vault.events(case)[1:]} == {ev.Unknown}
    assert fold(case, vault.events(case)).unknown == ("vault-created", "record-erased", "log-cleared")
    assert vault.verify().holds


def test_a_kill_in_the_middle_of_taking_it_in_erases_nothing(
    vault: Vault, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_case(vault, 2)
    before = {case: vault.events(case) for case in vault.cases()}
    own = vault.events("")
    marking = Tables.set_mark

    def killed(tables: Tables, *given: Any) -> None:
        shutil.copytree(folder, tmp_path / "killed")
        marking(tables, *given)

    monkeypatch.setattr(Tables, "set_mark", killed)
    put_in(vault, forged_rows(vault))
    monkeypatch.undo()
    throttle._waits.clear()
    with open_vault(tmp_path / "killed", PASSPHRASE) as again:
        assert [notice.code for notice in again.notices] == ["recorder-ahead"]
        assert {case: again.events(case) for case in before} == before
        assert again.events("")[: len(own)] == own
        assert again.verify().holds


def test_a_record_rebuilt_with_it_is_still_the_officers_and_whole(vault: Vault, folder: Path) -> None:
    begin_case(vault, 2)
    put_in(vault, forged_rows(vault))
    cases, own, owner = vault.cases(), vault.events(""), (vault.officer, vault.role, vault.organisation)
    vault.close()
    shutil.rmtree(folder / "backup")
    (folder / "vault.db").unlink()
    assert rebuild_vault(folder, PASSPHRASE).cases == len(cases)
    with open_vault(folder, PASSPHRASE) as again:
        assert set(again.cases()) == set(cases)
        assert again.events("")[: len(own)] == own
        assert (again.officer, again.role, again.organisation) == owner
        assert again.verify().holds

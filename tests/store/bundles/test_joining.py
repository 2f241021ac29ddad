"""A laptop's entries stand under a name of its own, which nobody else can use, before it or after it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import BadInput
from screening.store import (
    Vault,
    add_contact,
    open_vault,
    own_card,
    rebuild_vault,
    remove_contact,
    restore_vault,
    take_in,
)
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.joining import names_writer, strand_name, written_by
from screening.store.bundles.manifest import manifest_json
from screening.store.bundles.own_keys import new_own_keys
from screening.store.database.rows import Row
from screening.store.exchange.exchange import own_keys
from screening.store.folder import throttle
from tests.store.some_bundles import bundle, case_of, forged, introduce, laptop, number, state, strand_of, unsigned
from tests.store.some_vault import PASSPHRASE, begin_case

OPENED = CaseOpened("2026-1", "office", "adult")
YES = AnswerGiven("locked", Answer.YES, How.TOLD)
OLD = "OLDNAMEOFTWO"


def with_old_name(vault: Vault, name: str = OLD) -> Vault:
    """As an earlier program made it: its strand has a name of twelve signs that say nothing."""
    tables = vault._open()
    with tables.transaction():
        tables.rename_strand(name)
    vault.strand = name
    return vault


def team(*names: str) -> list[Vault]:
    vaults = [laptop(name) for name in names]
    introduce(*vaults)
    return vaults


def as_theirs(strand: str) -> list[Row]:
    """A case that looks as if the laptop that writes this strand had taken it."""
    return strand_of([OPENED, YES], new_code(), strand, by="Chandra")


def refused(vault: Vault, path: Path) -> BadInput:
    before = state(vault), vault.events("")
    with pytest.raises(BadInput) as told:
        take_in(vault, path)
    assert (state(vault), vault.events("")) == before
    return told.value


def test_a_name_is_made_from_its_writers_key_and_never_the_same_twice() -> None:
    ours, theirs = new_own_keys().signing, new_own_keys().signing
    names = {strand_name(ours) for _ in range(200)}
    assert len(names) == 200
    assert all(written_by(name, ours) and not written_by(name, theirs) for name in names)
    assert not any(written_by(name[:-1] + "7", ours) for name in names if name[-1] != "7")
    assert not written_by(OLD, ours)


def test_a_new_vault_writes_under_a_name_of_its_own_key(vault: Vault) -> None:
    assert written_by(vault.strand, own_keys(vault).signing)
    assert {each.strand for each in vault.events("")} == {vault.strand}


def test_nobody_uses_a_name_before_the_one_whose_name_it_is(tmp_path: Path) -> None:
    mallory, chandra, budi = team("Mallory", "Chandra", "Budi")
    taken = forged(mallory, budi, [as_theirs(chandra.strand)], tmp_path)
    assert refused(budi, taken).code == "bundle-not-theirs"
    code = begin_case(chandra, 2)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).changed == (code,)


def test_nor_where_the_owner_of_the_name_is_not_known_yet(tmp_path: Path) -> None:
    mallory, budi = team("Mallory", "Budi")
    chandra = laptop("Chandra")
    assert refused(budi, forged(mallory, budi, [as_theirs(chandra.strand)], tmp_path)).code == "bundle-not-theirs"
    introduce(chandra, budi)
    code = begin_case(chandra, 2)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).changed == (code,)


@pytest.mark.parametrize("checked", [True, False])
def test_an_unsigned_strand_is_not_believed_in_the_name_of_somebody_whose_card_is_here(
    checked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mallory, budi = team("Mallory", "Budi")
    chandra = laptop("Chandra")
    add_contact(budi, own_card(chandra), number(chandra) if checked else "")
    monkeypatch.setattr(bundles.Head, "signed", lambda head, _keys: unsigned(head))
    path = forged(mallory, budi, [as_theirs(chandra.strand)], tmp_path)
    monkeypatch.undo()
    assert refused(budi, path).code == "bundle-not-theirs"


def test_signing_anothers_strand_anew_takes_nothing_over(tmp_path: Path) -> None:
    mallory, chandra, budi = team("Mallory", "Chandra", "Budi")
    code = begin_case(chandra, 2)
    take_in(budi, bundle(chandra, budi, tmp_path))
    whole = list(chandra._open().rows(code))
    assert take_in(budi, forged(mallory, budi, [whole], tmp_path)).added == 0
    longer = [*whole, *_continued(whole)]
    assert refused(budi, forged(mallory, budi, [longer], tmp_path)).code == "bundle-not-theirs"
    chandra.append(code, YES)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).added == 1


def test_signing_anew_takes_no_old_name_over_either(tmp_path: Path) -> None:
    mallory, budi = team("Mallory", "Budi")
    chandra = with_old_name(laptop("Chandra"))
    introduce(mallory, budi, chandra)
    code = begin_case(chandra, 2)
    take_in(budi, bundle(chandra, budi, tmp_path))
    whole = list(chandra._open().rows(code))
    assert take_in(budi, forged(mallory, budi, [whole], tmp_path)).added == 0
    longer = forged(mallory, budi, [[*whole, *_continued(whole)]], tmp_path)
    assert refused(budi, longer).code == "bundle-two-writers"
    chandra.append(code, YES)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).added == 1


def test_where_two_sign_for_an_old_name_both_are_named_and_the_wrong_card_goes(tmp_path: Path) -> None:
    mallory, budi = team("Mallory", "Budi")
    chandra = with_old_name(laptop("Chandra"))
    introduce(mallory, budi, chandra)
    take_in(budi, forged(mallory, budi, [as_theirs(OLD)], tmp_path))
    code = begin_case(chandra, 2)
    sent = bundle(chandra, budi, tmp_path)
    trouble = refused(budi, sent)
    assert trouble.code == "bundle-two-writers"
    assert trouble.details == {"case": code, "name": "Mallory", "number": number(mallory)}
    remove_contact(budi, number(mallory))
    assert take_in(budi, sent).changed == (code,)
    add_contact(budi, own_card(mallory), number(mallory))
    again = forged(mallory, budi, [as_theirs(OLD)], tmp_path)
    assert refused(budi, again).details["name"] == "Chandra"


def test_a_key_that_nobody_knows_locks_nobody_out_of_an_old_name(tmp_path: Path) -> None:
    mallory, budi = team("Mallory", "Budi")
    chandra = with_old_name(laptop("Chandra"))
    introduce(mallory, budi, chandra)
    made_up = forged(mallory, budi, [as_theirs(OLD)], tmp_path, signer=new_own_keys())
    assert take_in(budi, made_up).strangers == 1
    code = begin_case(chandra, 2)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).changed == (code,)
    chandra.append(code, YES)
    assert take_in(budi, bundle(chandra, budi, tmp_path)).added == 1


def test_a_known_person_adds_nothing_to_what_a_stranger_wrote_under_an_old_name(tmp_path: Path) -> None:
    mallory, aina, budi = team("Mallory", "Aina", "Budi")
    stranger = with_old_name(laptop("Stranger"))
    introduce(stranger, aina)
    code = begin_case(stranger, 2)
    take_in(aina, bundle(stranger, aina, tmp_path))
    take_in(budi, bundle(aina, budi, tmp_path))
    whole = list(stranger._open().rows(code))
    longer = forged(mallory, budi, [[*whole, *_continued(whole)]], tmp_path)
    assert refused(budi, longer).code == "bundle-not-theirs"


def test_laptops_with_old_and_new_names_work_on_one_case(tmp_path: Path) -> None:
    aina, budi = team("Aina", "Budi")
    chandra = with_old_name(laptop("Chandra"))
    introduce(aina, budi, chandra)
    code = begin_case(chandra, 2)
    for sender, receiver in ((chandra, aina), (aina, budi), (budi, chandra)):
        take_in(receiver, bundle(sender, receiver, tmp_path))
        receiver.append(code, YES)
    for sender, receiver in ((chandra, aina), (chandra, budi), (aina, chandra), (budi, chandra), (chandra, aina)):
        take_in(receiver, bundle(sender, receiver, tmp_path))
    assert state(aina) == state(chandra)
    assert {each.strand for each in chandra.events(code)} == {aina.strand, budi.strand, OLD}


def test_a_restored_laptop_goes_on_under_a_new_name_beside_the_one_that_it_was_copied_from(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    code = begin_case(vault, 2)
    vault.backup()
    copies = [tmp_path / name for name in ("one", "two")]
    for copy in copies:
        restore_vault(folder, copy, PASSPHRASE)
        throttle._waits.clear()
    vault.append(code, YES)
    with open_vault(copies[0], PASSPHRASE) as one, open_vault(copies[1], PASSPHRASE) as two:
        assert len({vault.strand, one.strand, two.strand}) == 3
        for restored in (one, two):
            assert written_by(restored.strand, own_keys(vault).signing)
            assert own_card(restored) == own_card(vault)
            restored.append(code, YES)
            take_in(budi, bundle(restored, budi, tmp_path))
    take_in(budi, bundle(vault, budi, tmp_path))
    assert len(budi.events(code)) == 6
    assert len(case_of(budi, code).heads["locked"]) == 3


def test_a_laptop_that_lost_its_keys_is_believed_once_the_old_card_is_out(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    budi, chandra = laptop("Budi"), laptop("Chandra")
    introduce(vault, budi)
    code = begin_case(vault, 2)
    take_in(budi, bundle(vault, budi, tmp_path))
    vault.append(code, YES)
    old = own_card(vault)
    vault.close()
    shutil.rmtree(folder / "backup")
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    throttle._waits.clear()
    with open_vault(folder, PASSPHRASE) as again:
        assert own_card(again).number != old.number
        again.append(code, YES)
        introduce(again, budi)
        introduce(again, chandra)
        sent = bundle(again, budi, tmp_path)
        assert refused(budi, sent).code == "bundle-not-theirs"
        remove_contact(budi, old.number)
        assert take_in(budi, sent).added == 2
        # Somebody who never knew the old card takes the old strand on the sender's word, and is told.
        assert take_in(chandra, bundle(again, chandra, tmp_path)).strangers == 1
        again.append(code, YES)
        assert take_in(budi, bundle(again, budi, tmp_path)).added == 1
        assert state(budi)[code][1] == again.fingerprint(code)  # type: ignore[index]
        # What it lost comes back to it from the others, in its former name.
        assert names_writer(again.strand) and not written_by(vault.strand, own_keys(again).signing)


def _continued(rows: list[Row]) -> list[Row]:
    """One more entry behind a whole strand, chained as it should be."""
    from screening.store.database.rows import new_row

    last = rows[-1].link
    return [
        new_row(
            YES, case=last.case, strand=last.strand, seq=last.seq + 1, lamport=last.lamport + 1, at=last.at,
            by=last.by, prev=last.digest,
        )
    ]  # fmt: skip


def test_a_bundle_says_which_programs_read_it(tmp_path: Path) -> None:
    aina, budi = with_old_name(laptop("Aina")), laptop("Budi")
    introduce(aina, budi)
    begin_case(aina, 1)
    read = bundles.read(bundle(aina, budi, tmp_path).read_bytes(), own_keys(budi).identity).manifest
    assert manifest_json(read)["format"] == 3
    read = replace(read, log=None)
    assert manifest_json(read)["format"] == 1
    newer = replace(read, heads=tuple(replace(head, strand=budi.strand) for head in read.heads))
    assert manifest_json(newer)["format"] == 2

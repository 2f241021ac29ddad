"""An operation in the life of a record: its keys, backups, restoring, erasing, sealing, and who may see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.operation import acts, number_list
from screening.domain.events.catalogue import FormIssued
from screening.errors import NotAccepted
from screening.store import (
    add_recovery,
    make_copy,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover_copy,
    restore_vault,
    rotate,
    seal_and_purge,
)
from screening.wording.catalogue.translations import Words
from tests.casework.operation.some_laptops import gives, looks_at, operation_on
from tests.made_vaults import PASSPHRASE, QUICK, made_record
from tests.truth.said import pdf_text


@pytest.fixture
def kept(tmp_path: Path, content: Content) -> tuple[Path, str]:
    """A record with an operation: where it is, and the code."""
    place = tmp_path / "record"
    made_record(place, "Aina", "labour-officer")
    with open_vault(place, PASSPHRASE) as vault:
        code = acts.begin(vault, content, "depot")
        looks_at(vault, code, gives(vault, code), safe="no", item_locked="yes")
    return place, code


def numbers(place: Path, code: str) -> list[str]:
    with open_vault(place, PASSPHRASE) as vault:
        assert vault.verify().holds
        return [each.number for each in acts.read(vault, code).in_order]


def test_new_keys_keep_the_operation_and_so_does_the_journal_after_them(kept: tuple[Path, str]) -> None:
    place, code = kept
    with open_vault(place, PASSPHRASE) as vault:
        rotate(vault, PASSPHRASE, cost=QUICK)
        gives(vault, code)
    assert numbers(place, code) == ["A-001", "A-002"]
    (place / "vault.db").write_bytes(b"")
    rebuild_vault(place, PASSPHRASE)
    assert numbers(place, code) == ["A-001", "A-002"]


def test_a_copy_on_a_stick_brings_the_operation_back(kept: tuple[Path, str], tmp_path: Path) -> None:
    place, code = kept
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(place, PASSPHRASE) as vault:
        make_copy(vault, stick)
    restore_vault(stick, tmp_path / "back", PASSPHRASE)
    assert numbers(tmp_path / "back", code) == ["A-001"]


def test_a_sealed_record_has_its_operation_when_it_comes_back(kept: tuple[Path, str], tmp_path: Path) -> None:
    place, code = kept
    secret, stick = tmp_path / "secret", tmp_path / "stick"
    stick.mkdir()
    with open_vault(place, PASSPHRASE) as vault:
        add_recovery(vault, new_recovery_key(secret))
        sealed = seal_and_purge(vault, stick)
    recover_copy(stick / sealed.copy, tmp_path / "back", secret, PASSPHRASE, cost=QUICK)
    assert numbers(tmp_path / "back", code) == ["A-001"]


def test_what_was_erased_does_not_come_back_from_the_journal(kept: tuple[Path, str]) -> None:
    place, code = kept
    with open_vault(place, PASSPHRASE) as vault:
        vault.erase([code], "asked")
        with pytest.raises(NotAccepted, match="case-unknown"):
            acts.read(vault, code)
    (place / "vault.db").write_bytes(b"")
    rebuild_vault(place, PASSPHRASE)
    with open_vault(place, PASSPHRASE) as vault:
        assert vault.operations() == ()


@pytest.mark.parametrize("role", ["supervisor", "reviewer", "trainer"])
def test_who_does_not_screen_sees_and_begins_no_operation(tmp_path: Path, content: Content, role: str) -> None:
    made_record(tmp_path / "v", "Devi", role)
    with open_vault(tmp_path / "v", PASSPHRASE) as vault, pytest.raises(NotAccepted, match="role-may-not"):
        acts.begin(vault, content, "raid")


def test_slips_have_the_next_numbers_and_not_a_word(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    gives(first, code)
    paper = number_list.to_print(first, Words("en"), code, slips=True)
    assert pdf_text(paper) == "".join(f"A-{n:03}" for n in range(2, 32))
    (tmp_path / "slips.pdf").write_bytes(paper)
    assert isinstance(first.events(code)[-1].event, FormIssued)
    assert [each.number for each in acts.read(first, code).in_order] == ["A-001"], "a slip gives no number"


def test_a_list_that_the_printer_did_not_take_is_noted(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    data = number_list.to_print(first, Words("en"), code)
    number_list.not_printed(first, code, data)
    told = [each.event for each in first.events(code)[-2:]]
    assert [each.way for each in told if isinstance(each, FormIssued)] == ["printed", "failed"]

"""Sealing a record and bringing it back from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.main import main
from screening.domain.events.catalogue import CaseOpened
from screening.store import add_recovery, create_vault, list_key_slots, make_copy, new_recovery_key, open_vault
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Cost
from screening.store.folder import throttle

QUICK = Cost(1, 64 << 20)
PASSPHRASE = "lantern copper meadow thimble walnut"
OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    monkeypatch.setattr(throttle, "_waits", {})
    with create_vault(tmp_path / "record", PASSPHRASE, "A", "ngo", "House", cost=QUICK) as vault:
        vault.append(vault.new_case(), CaseOpened("2026-1", "office", "adult"))
        add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    (tmp_path / "stick").mkdir()
    return tmp_path / "record"


def typed(*arguments: object, lines: str = "", code: int = 0) -> str:
    with CliRunner().isolation(input=lines) as (out, error, _):
        try:
            main([*map(str, arguments)])
            ended = 0
        except SystemExit as left:
            ended = int(left.code or 0)
        said = out.getvalue().decode() + error.getvalue().decode()
    assert ended == code, said
    return said


def test_a_record_is_sealed_to_a_stick_and_brought_back_from_it(record: Path, tmp_path: Path) -> None:
    said = typed("seal-and-purge", "--vault", record, "--to", tmp_path / "stick", "--yes", lines=f"{PASSPHRASE}\n")
    assert "A record with 1 case was sealed and removed" in said
    assert [each.name for each in record.iterdir()] == ["sealed.json"]
    assert "sealed for your organisation" in typed("verify", "--vault", record, lines=f"{PASSPHRASE}\n", code=2)
    back = ("recover", "--vault", record, "--recovery-key", tmp_path / "secret")
    assert "no copy" in typed(*back, lines=f"{OTHER}\n", code=2)
    typed(*back, "--from", tmp_path / "stick", lines=f"{OTHER}\n")
    with open_vault(record, OTHER) as vault:
        assert len(vault.cases()) == 1


def test_without_a_yes_nothing_is_sealed(record: Path) -> None:
    typed("seal-and-purge", "--vault", record, lines=f"{PASSPHRASE}\nn\n", code=1)
    with open_vault(record, PASSPHRASE) as vault:
        assert len(vault.cases()) == 1


def test_a_record_sealed_here_is_brought_back_without_naming_the_copy(record: Path, tmp_path: Path) -> None:
    typed("seal-and-purge", "--vault", record, lines=f"{PASSPHRASE}\ny\n")
    assert sorted(each.name for each in record.iterdir()) == ["sealed", "sealed.json"]
    typed("recover", "--vault", record, "--recovery-key", tmp_path / "secret", lines=f"{OTHER}\n")
    with open_vault(record, OTHER) as vault:
        assert len(vault.cases()) == 1


@pytest.mark.parametrize("inside", [".", "backup", "./"])
def test_the_command_seals_to_no_place_inside_the_record(record: Path, inside: str) -> None:
    said = typed(
        "seal-and-purge", "--vault", record, "--to", f"{record}/{inside}", "--yes", lines=f"{PASSPHRASE}\n", code=2
    )
    assert "the record itself, or inside it" in said
    with open_vault(record, PASSPHRASE) as vault:
        assert len(vault.cases()) == 1


def test_where_several_copies_open_the_command_names_them_and_takes_the_one_that_is_asked_for(
    record: Path, tmp_path: Path
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        make_copy(vault, tmp_path / "stick")
        public = next(way.name for way in list_key_slots(vault) if way.kind == "recovery")
    with create_vault(tmp_path / "theirs", PASSPHRASE, "B", "ngo", "", cost=QUICK) as theirs:
        for _ in range(2):
            theirs.append(theirs.new_case(), CaseOpened("2026-1", "office", "adult"))
        add_recovery(theirs, public)
        make_copy(theirs, tmp_path / "stick")
    restore = ("restore", tmp_path / "stick", "--to", tmp_path / "back")
    recover = ("recover", "--vault", tmp_path / "over", "--recovery-key", tmp_path / "secret", "--from")
    recover = (*recover, tmp_path / "stick")
    for order, typed_in in ((restore, PASSPHRASE), (recover, OTHER)):
        said = typed(*order, lines=f"{typed_in}\n", code=2)
        assert "more than one copy that opens there (2)" in said
        (line,) = [line for line in said.splitlines() if "2 cases" in line]
        typed(*order, "--which", line.partition(".")[0], lines=f"{typed_in}\n")
    for place, passphrase in ((tmp_path / "back", PASSPHRASE), (tmp_path / "over", OTHER)):
        with open_vault(place, passphrase) as vault:
            assert len(vault.cases()) == 2

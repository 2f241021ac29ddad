"""Commands and pages that write a file leave every byte of a record as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.casework.languages import packs
from screening.casework.record import exchange
from screening.casework.referral import referral_form
from screening.cli.main import main
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput
from screening.hub.identity import believe, make_identity
from screening.odk import xlsform
from screening.odk.xlsform import XlsForm
from screening.store import create_vault, make_bundle, new_recovery_key, own_card
from screening.store.bundles.own_keys import new_own_keys
from screening.store.crypto.key_file import Cost
from screening.store.folder.safe_paths import save_in, save_new
from screening.training.trainer_class import write_to

PASSPHRASE = "lantern copper meadow thimble walnut"
KEYS = new_own_keys()
CARD = ContactCard("Registry", "", "headquarters", KEYS.signing, KEYS.recipient)
EMPTY = XlsForm((), (), {})

WRITERS: dict[str, Callable[[Path], object]] = {
    "file": lambda path: save_new(path, b"x"),
    "file in a folder": lambda path: save_in(path.parent, path.name, b"x"),
    "sheet of answers": lambda path: referral_form.write_sheet(b"x", path.parent),
    "class": lambda path: write_to(path.parent, path.name, b"x"),
    "pack": lambda path: packs.save(b"x", "ms", path),
    "pack in a folder": lambda path: packs.save(b"x", "ms", path.parent),
    "card": lambda path: exchange.save_card(CARD, path),
    "card in a folder": lambda path: exchange.save_card(CARD, path.parent),
    "recovery key": new_recovery_key,
    "headquarters": lambda path: make_identity(path, PASSPHRASE, "Registry", ""),
    "believed": lambda path: believe(path, CARD, CARD.number),
    "spreadsheet": lambda path: xlsform.write_xlsx(EMPTY, path),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("officer") / "record"
    create_vault(folder, PASSPHRASE, "Officer", "ngo", "House", cost=Cost(1, 64 << 20)).close()
    return folder


def files_of(record: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in record.rglob("*") if path.is_file()}


@pytest.mark.one_in(5)
@pytest.mark.parametrize("name", ["vault.db", "recorder.bin", "new.pdf"])
@pytest.mark.parametrize("what", WRITERS)
def test_no_writer_puts_anything_into_a_record(what: str, name: str, record: Path) -> None:
    if what == "spreadsheet":
        pytest.importorskip("openpyxl")
    before = files_of(record)
    with pytest.raises(BadInput) as told:
        WRITERS[what](record / name)
    assert told.value.code == "inside-record"
    assert files_of(record) == before


def test_no_bundle_is_made_inside_a_record(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "record", PASSPHRASE, "Officer", "ngo", "House", cost=Cost(1, 64 << 20))
    from screening.domain.events.catalogue import CaseOpened
    from screening.store import add_contact

    add_contact(vault, CARD, CARD.number)
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "field"))
    before = vault.events("")
    for out in (tmp_path / "record", tmp_path / "record" / "vault.db", tmp_path / "record" / "new.age"):
        with pytest.raises(BadInput) as told:
            make_bundle(vault, [case], [CARD.number], out)
        assert told.value.code == "inside-record"
    assert vault.events("") == before
    assert own_card(vault).name == "Officer"
    vault.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("protocol", "page", "--out"),
        ("protocol", "questionnaire", "--out"),
        ("form", "--blank", "--out"),
        ("class-kit", "net-boat", "--out"),
    ],
)
def test_no_command_writes_over_a_record(
    arguments: tuple[str, ...], record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(record)
    with pytest.raises(SystemExit):
        main([*arguments, str(record / "new")])
    assert "inside a record folder" in capsys.readouterr().err
    assert files_of(record) == before


def test_the_sheets_of_the_command_line_take_no_file_s_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.pdf").write_text("mine")
    with pytest.raises(SystemExit):
        main(["protocol", "questionnaire", "--out", str(tmp_path / "there.pdf")])
    assert "already exists" in capsys.readouterr().err
    assert (tmp_path / "there.pdf").read_text() == "mine"

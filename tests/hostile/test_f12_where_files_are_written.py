"""F12: commands that overwrite a file or follow a link, a record brought back inside another, and names that act.

Every command that writes makes a new file; a file name is shown as a name and moves nothing on the terminal.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import BadInput, StoreTrouble
from screening.store import Vault, make_copy, restore_vault
from screening.store.crypto.key_file import Cost
from screening.store.folder.safe_paths import save_new
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
from tests.hostile.processes import command
from tests.store.some_vault import PASSPHRASE, begin_case

WRITERS = {
    "protocol page": ["protocol", "page", "--out"],
    "protocol export-xlsform": ["protocol", "export-xlsform"],
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("writer", WRITERS)
def test_nothing_is_overwritten_and_no_link_followed(tmp_path: Path, writer: str, linked: bool) -> None:
    mine, named = tmp_path / "mine", tmp_path / "named"
    mine.write_text("mine")
    named.symlink_to(mine) if linked else named.write_text("mine")
    told = command(*WRITERS[writer], named)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert (mine.read_text(), named.read_text()) == ("mine", "mine")
    assert command(*WRITERS[writer], tmp_path / "new").returncode == 0
    assert (tmp_path / "new").stat().st_size > 1000


def test_a_link_to_nowhere_makes_no_file_there(tmp_path: Path) -> None:
    (tmp_path / "named").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadInput, match="bundle-file-exists"):
        save_new(tmp_path / "named", b"x")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("inside", ["", "backup", "deeper/still"])
def test_no_record_is_brought_back_inside_another(vault: Vault, folder: Path, tmp_path: Path, inside: str) -> None:
    begin_case(vault)
    (tmp_path / "stick").mkdir()
    make_copy(vault, tmp_path / "stick")
    vault.close()
    before = sorted(folder.rglob("*"))
    with pytest.raises(BadInput, match="inside-record"):
        restore_vault(tmp_path / "stick", folder / inside / "again", PASSPHRASE)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\rb", "a\nNothing was lost.", "a\x07", "a\u202eb", "a\x9b31mb"])
def test_a_name_moves_nothing_on_the_terminal(name: str) -> None:
    told = sentence(Words("en"), BadInput("file-unreadable", file=name, reason=""))
    assert "[U+" in told
    assert not any(sign in told for sign in "\x1b\r\n\x07\u202e\x9b")


@pytest.mark.parametrize(("ops", "mem"), [(10, 2 << 30), (2, 2 << 30), (10, 512 << 20), (3, 1 << 30)])
def test_a_key_file_does_not_ask_for_half_a_minute_a_guess(ops: int, mem: int) -> None:
    """Within the bounds of either number a slot could still take 32 s and 2 GiB."""
    with pytest.raises(StoreTrouble, match="keys-damaged"):
        Cost(ops, mem)
    assert Cost(3, 256 << 20) == Cost(3, 256 << 20)  # what is written
    assert Cost(10, 256 << 20).ops == 10

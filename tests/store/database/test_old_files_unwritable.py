"""A record of an earlier shape on a disk that takes nothing more opens to be read, and its file stays as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from screening.store import open_vault
from screening.store.database import schema
from screening.store.folder import automatic_copies
from tests.store.some_vault import PASSPHRASE

KEPT = Path(__file__).parents[2] / "files"
SHAPES = sorted(path.name for path in KEPT.glob("vault-*"))

OPEN = """
    import os, resource, sys
    from pathlib import Path
    from screening.domain.events.catalogue import BreakTaken, WordsWritten
    from screening.errors import NotSaved
    from screening.store import open_vault, verify_vault
    from screening.store.integrity import record_opening as opening
    from screening.store.folder import automatic_copies

    folder, passphrase, room, elsewhere = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    if room >= 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    elif os.getuid() == 0:
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
    assert verify_vault(folder, passphrase).holds
    vault = open_vault(folder, passphrase)
    cases = vault.cases()
    said = {each.event.text for case in cases for each in vault.events(case) if isinstance(each.event, WordsWritten)}
    drafts = [draft for case in cases for draft in vault.drafts(case).values()]
    print(vault.trouble, len(cases), len(said), len(drafts), vault.verify().holds)
    for write in (lambda: vault.append(cases[0], BreakTaken()), lambda: vault.erase(cases, "asked"), vault.reopen):
        try:
            write()
        except NotSaved as trouble:
            print(trouble.code)
    if room >= 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert vault.reopen().holds
        automatic_copies.copy_database(elsewhere, vault.keys, vault._open())
        vault.append(cases[0], BreakTaken())
    vault.close()
"""


def run(folder: Path, room: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-B", "-c", textwrap.dedent(OPEN), str(folder), PASSPHRASE, str(room), str(folder / "copy")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:4]


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=SHAPES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT / request.param, tmp_path / "old"))


@pytest.mark.one_in(6)
@pytest.mark.skipif(os.name == "nt", reason="file size limits are a POSIX matter")
@pytest.mark.parametrize("room", [0, 4096, 30_000])
def test_on_a_full_disk_everything_can_be_read_and_writing_goes_on_once_there_is_room(old: Path, room: int) -> None:
    # Below the size of its file the database says that writing failed, and not why.
    code = "not-saved-disk-full" if not room else "not-saved"
    assert run(old, room) == [f"{code} 3 3 3 True", *[code] * 3]
    with open_vault(old, PASSPHRASE) as again:
        assert schema.version(again._open().con) == len(schema.STEPS)
        assert again.verify().holds
        assert len(again.cases()) == 3


@pytest.mark.one_in(2)
@pytest.mark.parametrize("shape", SHAPES)
def test_where_it_may_not_be_written_everything_can_be_read_and_no_byte_changes(shape: str) -> None:
    # Not below pytest's own folder: another run of pytest closes that to everybody else while this one reads in it.
    with tempfile.TemporaryDirectory() as apart:
        Path(apart).chmod(0o755)
        old = Path(shutil.copytree(KEPT / shape, Path(apart) / "old"))
        inside = (old, *old.rglob("*"))
        before, modes = state(old), {path: path.stat().st_mode for path in inside}
        try:
            for path in inside:
                path.chmod(0o555 if path.is_dir() else 0o444)
            assert run(old, -1) == ["not-saved-read-only 3 3 3 True", *["not-saved-read-only"] * 3]
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
        assert state(old) == before
        with open_vault(old, PASSPHRASE) as again:
            assert len(again.cases()) == 3


def test_what_was_brought_over_in_memory_is_copied_to_another_disk(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as nothing_left:
        nothing_left.setattr(automatic_copies, "make_folder", full)
        vault = open_vault(old, PASSPHRASE)
    assert vault.trouble == "not-saved-disk-full"
    assert schema.version(vault._open().con) == len(schema.STEPS)
    automatic_copies.copy_database(tmp_path / "copy.db", vault.keys, vault._open())
    vault.close()

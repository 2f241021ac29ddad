"""Files are whole or not there, for their owner alone, and on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.errors import BadInput, StoreTrouble
from screening.store import Vault
from screening.store.crypto import atomic_files
from tests.store.some_vault import begin_case


@pytest.mark.skipif(os.name == "nt", reason="a folder cannot be opened there")
def test_the_names_of_a_folder_are_put_on_the_medium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    atomic_files.sync_folder(tmp_path)
    assert synced == [tmp_path.stat().st_ino]


@pytest.mark.parametrize(
    "text",
    [
        "", r"\\server\share\x", "//server/share/x", r"\\?\C:\x", r"\\?\UNC\server\share\x", r"\\.\pipe\x",
        r"\/server/x", "/dev/sda", "/proc/1/mem",
        "a/NUL", "a/nul. .", "aux.tar.gz", "CONIN$", "b/com¹.txt", "con", "C:/x/com1.txt", "lpt9 .txt",
        "a\x00b", "a\nb",
    ],
)  # fmt: skip
def test_places_elsewhere_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="path-not-local"):
        atomic_files.local_path(text)


@pytest.mark.parametrize(
    "text", ["/home/a/vaults/X", "C:\\Users\\a\\x", "relative/x", "/home/console/x", "/a/developer"]
)
def test_places_here_are_taken(text: str) -> None:
    assert atomic_files.local_path(text) == Path(text)


def test_a_folder_so_deep_that_windows_has_no_room_below_it_is_refused(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 200)
    with pytest.raises(BadInput, match="path-too-long"):
        atomic_files.refuse_long(deep)
    atomic_files.refuse_long(Path("/a" * 60))
    atomic_files.refuse_long(Path("/" + "a" * 200), atomic_files.LONGEST_FILE)


@pytest.mark.skipif(os.name != "nt", reason="of Windows alone: elsewhere a name may be longer than a path there")
def test_a_file_whose_path_is_too_long_for_windows_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    room = atomic_files.LONGEST_FILE - len(str(tmp_path)) - len("\\")
    assert atomic_files.room_for(tmp_path / ("a" * room)).name
    assert atomic_files.room_below(tmp_path) == tmp_path
    for place in (tmp_path / ("a" * (room + 1)), tmp_path / ("b" * (room - 5)) / "c"):  # the second for its part
        with pytest.raises(BadInput, match="path-too-long"):
            atomic_files.room_for(place)


def test_a_typed_folder_is_whole_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty field would else mean the folder that the program happens to run in."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert atomic_files.typed_folder(f" {tmp_path} ") == tmp_path
    assert atomic_files.typed_folder("~/stick") == tmp_path / "stick"
    for text in (".", "stick", "../stick"):
        with pytest.raises(BadInput, match="folder-missing"):
            atomic_files.typed_folder(text)
    for text in ("", "  "):
        with pytest.raises(BadInput, match="folder-unnamed"):
            atomic_files.typed_folder(text)
    with pytest.raises(BadInput, match="path-not-local"):
        atomic_files.typed_folder("//server/share")


def test_a_synced_folder_is_known_by_its_name() -> None:
    assert atomic_files.synced_folder(Path("/home/a/Dropbox/x"))
    assert atomic_files.synced_folder(Path("C:/Users/a/OneDrive - Office/x"))
    assert not atomic_files.synced_folder(Path("/home/a/omega/x"))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    atomic_files.write_atomic(tmp_path / "a", b"one")
    atomic_files.write_atomic(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_has_no_name_before_it_has_all_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """A kill while a bundle was made left an empty file under the name of a whole one."""
    seen: list[list[str]] = []
    sync = os.fsync

    def synced(descriptor: int) -> None:
        seen.append([each.name for each in tmp_path.iterdir() if not each.name.startswith(atomic_files.PART)])
        sync(descriptor)

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fsync", synced)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    atomic_files.write_new(tmp_path / "a", b"one")
    assert seen[0] == []
    with pytest.raises(FileExistsError):
        atomic_files.write_new(tmp_path / "a", b"two")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"one")]
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_the_folder_is_synced_once_the_new_file_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(atomic_files, "sync_folder", lambda folder: seen.append((folder / "a").read_bytes()))
    atomic_files.write_atomic(tmp_path / "a", b"one")
    assert seen == [b"one"]


def test_a_disk_that_gives_back_other_bytes_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atomic_files.write_atomic(tmp_path / "a", b"one")
    monkeypatch.setattr(atomic_files, "write_all", lambda descriptor, data: os.write(descriptor, data[:-1]))
    with pytest.raises(StoreTrouble, match="written-differently"):
        atomic_files.write_atomic(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_what_an_interrupted_writing_left_is_swept(tmp_path: Path) -> None:
    one, other = f".part-{'1' * 16}", f".part-{'2' * 16}"
    (tmp_path / one).write_bytes(b"x")
    (tmp_path / other).mkdir()
    (tmp_path / other / "deep").write_bytes(b"x")
    for name in ("kept", ".part-1", f"{one}.old"):
        (tmp_path / name).write_bytes(b"x")
    assert atomic_files.sweep(tmp_path) == 2
    assert {each.name for each in tmp_path.iterdir()} == {"kept", ".part-1", f"{one}.old"}


def test_beside_a_place_only_its_own_unfinished_folders_are_swept(tmp_path: Path) -> None:
    place, earlier, foreign = tmp_path / "record", tmp_path / f".part-{'1' * 16}", tmp_path / f".part-{'2' * 16}"
    own = tmp_path / f"{atomic_files._beside(place)}{'3' * 16}"
    other = tmp_path / f"{atomic_files._beside(tmp_path / 'another record')}{'3' * 16}"
    for each in (own, other, earlier, foreign, tmp_path / ".part-x"):
        each.mkdir()
    assert atomic_files.sweep_beside(place) == 1
    assert {each.name for each in tmp_path.iterdir()} == {other.name, earlier.name, foreign.name, ".part-x"}
    assert atomic_files.sweep_beside(place, lambda part: part == earlier or part.name == ".part-x") == 1
    assert {each.name for each in tmp_path.iterdir()} == {other.name, foreign.name, ".part-x"}


def test_a_file_above_its_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert atomic_files.read_bounded(tmp_path / "a", 5) == b"12345"
    with pytest.raises(StoreTrouble, match="file-too-large"):
        atomic_files.read_bounded(tmp_path / "a", 4)
    with pytest.raises(StoreTrouble, match="file-too-large"):
        atomic_files.read_foreign_bounded(tmp_path / "a", 4)


@pytest.mark.parametrize("read", [atomic_files.read_bounded, atomic_files.read_foreign_bounded])
def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path, read: Callable[[Path, int], bytes]) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none", 4)


def test_what_a_library_creates_is_for_its_owner_alone_too(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        atomic_files.keep_private()
        (tmp_path / "made elsewhere").write_bytes(b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "made elsewhere").stat().st_mode) == 0o600


def test_every_file_is_for_its_owner_alone(vault: Vault, folder: Path) -> None:
    before = os.umask(0o022)
    try:
        begin_case(vault, answers=2)
        vault.backup()
        vault.close()
    finally:
        os.umask(before)
    found = [folder, *folder.rglob("*")]
    assert len(found) > 8
    for each in found:
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each.name

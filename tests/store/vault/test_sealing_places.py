"""Where a copy may go: none is made that would go with the record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.errors import BadInput
from screening.store import Vault, add_recovery, make_copy, new_recovery_key, open_vault, recover_copy, seal_and_purge
from screening.store.folder import sealed_marker
from screening.store.vault import seal_and_purge as purging
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@pytest.fixture
def kept(vault: Vault, secret: Path) -> tuple[Vault, str]:
    case = begin_case(vault, 3)
    add_recovery(vault, new_recovery_key(secret))
    vault.backup()
    return vault, case


def link(to: Path, name: Path) -> Path:
    name.symlink_to(to, target_is_directory=True)
    return name


def made(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


INSIDE: dict[str, Callable[[Path], Path]] = {
    "itself": lambda folder: folder,
    "a dot": lambda folder: folder / ".",
    "its backups": lambda folder: folder / "backup",
    "one backup": lambda folder: folder / "backup" / "000001",
    "a new folder": lambda folder: made(folder / "a" / "b"),
    "and back": lambda folder: folder.parent / "x" / ".." / folder.name,
    "a link": lambda folder: link(folder, folder.parent / "link"),
    "a link to a part": lambda folder: link(folder / "backup", folder.parent / "link"),
    "behind a link": lambda folder: link(folder.parent, folder.parent.parent / "way") / folder.name,
    "its place for sealed copies": lambda folder: made(folder / sealed_marker.HERE),
}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.parametrize("act", [seal_and_purge, make_copy])
def test_no_copy_goes_into_the_record_itself(
    kept: tuple[Vault, str], folder: Path, name: str, act: Callable[[Vault, Path], object]
) -> None:
    vault, case = kept
    made(folder.parent / "x")
    place = INSIDE[name](folder)
    before = sorted(folder.rglob("*")), vault.events("")
    with pytest.raises(BadInput, match="copy-inside-record"):
        act(vault, place)
    assert (sorted(folder.rglob("*")), vault.events("")) == before
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)


def test_a_relative_name_of_the_record_is_the_record(
    kept: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(BadInput, match="copy-inside-record"):
        seal_and_purge(kept[0], Path())


def test_a_place_for_sealed_copies_that_leads_elsewhere_is_not_taken(kept: tuple[Vault, str], folder: Path) -> None:
    vault, case = kept
    link(folder, folder / sealed_marker.HERE)
    with pytest.raises(BadInput, match="seal-not-made"):
        seal_and_purge(vault)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)


@pytest.mark.parametrize("act", ["copied", "sealed"])
def test_a_record_opened_where_its_copy_lies_is_no_former_copy(
    kept: tuple[Vault, str], stick: Path, secret: Path, tmp_path: Path, act: str
) -> None:
    copy = make_copy(kept[0], stick)
    kept[0].close()
    with open_vault(copy, PASSPHRASE) as lives:
        case = begin_case(lives, 1)
        make_copy(lives, stick)
        assert copy.is_dir()
        assert case in lives.cases()
        if act == "sealed":
            told = seal_and_purge(lives, stick)
            assert [each.name for each in copy.iterdir()] == [sealed_marker.MARKER]
    if act == "sealed":
        recover_copy(stick / told.copy, tmp_path / "back", secret, OTHER, cost=QUICK)
        with open_vault(tmp_path / "back", OTHER) as again:
            assert case in again.cases()


def test_a_copy_that_is_gone_before_the_marker_leaves_the_record(
    kept: tuple[Vault, str], folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that says yes to everything and keeps nothing."""
    real = purging.copies_on_sticks.put

    def lose(*given: object) -> Path:
        final = real(*given)  # type: ignore[arg-type]
        shutil.rmtree(final)
        return final

    with monkeypatch.context() as losing:
        losing.setattr(purging.copies_on_sticks, "put", lose)
        with pytest.raises(BadInput, match="seal-not-made"):
            seal_and_purge(kept[0], stick)
    assert not (folder / sealed_marker.MARKER).exists()
    assert kept[0].cases() == (kept[1],)

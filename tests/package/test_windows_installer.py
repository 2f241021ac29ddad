"""The installer for Windows, compiled and run in wine: what it lays down it takes away again, and never a record.

    python -m pytest -n 0 -m long tests/package/test_windows_installer.py       needs makensis, a 64-bit wine and Xvfb

The program itself is not in it here: wine shows what the installer does, not that the program runs on Windows. Where
SCREENING_WINDOWS names what `.ci/windows` made, Windows' own Python stands for the program that is open.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MADE = Path(os.environ.get("SCREENING_WINDOWS") or "nowhere")
SCRIPT = Path(__file__).parents[2] / ".ci" / "package" / "windows" / "installer.nsi"
PATIENCE = 300
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not all(map(shutil.which, ("makensis", "wine", "wineserver", "Xvfb"))), reason="needs makensis, wine and Xvfb"
    ),
]


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Runs a program of Windows to its end, with that of what it started; gives the user's local data."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        prefix = tmp_path / "wine"
        surroundings = os.environ | {
            "DISPLAY": display, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }  # fmt: skip

        def running(*program: str | Path) -> Path:
            for each in (["wine", *map(str, program)], ["wineserver", "--wait"]):
                subprocess.run(each, env=surroundings, timeout=PATIENCE, check=False, capture_output=True)
            [local] = prefix.glob("drive_c/users/*/AppData/Local")
            return local

        running.around = surroundings  # type: ignore[attr-defined]
        yield running
        server.terminate()


def made(folder: Path, files: dict[str, str], out: Path) -> Path:
    """An installer of a few files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return packed(folder, out)


def packed(folder: Path, out: Path) -> Path:
    """An installer of a folder."""
    command = ["makensis", "-V2", "-WX", f"-DFOLDER={folder}", "-DVERSION=0.2.0", f"-DOUT={out}", str(SCRIPT)]
    subprocess.run(command, check=True)
    return out


def test_it_lays_down_the_program_and_takes_away_that_alone(windows: Callable[..., Path], tmp_path: Path) -> None:
    first = {"notes.exe": "first", "lib/a/old.py": "", "licences/LIST.txt": "", "sbom.cdx.json": "{}"}
    local = windows(made(tmp_path / "first", first, tmp_path / "first.exe"), "/S")
    program = local / "Programs" / "Workplace notes"
    assert (program / "notes.exe").read_text() == "first"
    assert list((local.parent / "Roaming").rglob("Workplace notes.lnk"))

    records = [program / "record" / "vault.db", local / "notes" / "record" / "vault.db"]
    for record in records:
        record.parent.mkdir(parents=True)
        record.write_text("a record")
    second = {"notes.exe": "second", "lib/b/new.py": "", "licences/LIST.txt": "", "sbom.cdx.json": "{}"}
    windows(made(tmp_path / "second", second, tmp_path / "second.exe"), "/S")
    assert (program / "notes.exe").read_text() == "second"
    assert [each.name for each in (program / "lib").rglob("*.py")] == ["new.py"]

    windows(program / "uninstall.exe", "/S")
    assert [each for each in program.rglob("*") if each.is_file()] == [records[0]]
    assert [record.read_text() for record in records] == ["a record"] * 2
    assert not list((local.parent / "Roaming").rglob("Workplace notes.lnk"))


@pytest.mark.skipif(not (MADE / "python").is_dir(), reason="SCREENING_WINDOWS names no folder that .ci/windows made")
def test_while_it_is_open_it_is_neither_upgraded_nor_removed(windows: Callable[..., Path], tmp_path: Path) -> None:
    program = shutil.copytree(MADE / "python", tmp_path / "first")
    shutil.copyfile(program / "python.exe", program / "notes.exe")
    (program / "python313._pth").write_text("python313.zip\r\n.\r\n", "ascii")
    local = windows(packed(program, tmp_path / "first.exe"), "/S")
    installed = local / "Programs" / "Workplace notes"
    second = made(tmp_path / "second", {"notes.exe": "second", "lib/new.py": ""}, tmp_path / "second.exe")

    def files() -> dict[str, int]:
        return {each.relative_to(installed).as_posix(): each.stat().st_size for each in installed.rglob("*")}

    before = files()
    waits = ["wine", str(installed / "notes.exe"), "-I", "-c", "print('open', flush=True); input()"]
    around = windows.around  # type: ignore[attr-defined]
    with subprocess.Popen(waits, env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as opened:
        assert opened.stdin is not None and opened.stdout is not None
        assert opened.stdout.readline().strip() == "open"
        # Behind "_?=" stands, without quotes, where it was installed: then the uninstaller runs from its own place.
        shutil.copyfile(installed / "uninstall.exe", tmp_path / "uninstall.exe")
        there = str(installed.relative_to(tmp_path / "wine" / "drive_c")).replace("/", "\\")
        for command in (
            ["wine", str(second), "/S"],
            ["wine", "cmd", "/c", rf"Z:{tmp_path}\uninstall.exe".replace("/", "\\") + rf" /S _?=C:\{there}"],
        ):
            refused = subprocess.run(command, env=around, timeout=PATIENCE, check=False, capture_output=True)
            assert refused.returncode == 2, command
            assert files() == before
        opened.stdin.close()
    windows(second, "/S")
    assert (installed / "notes.exe").read_text() == "second"

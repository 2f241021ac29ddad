"""The scripts of the Debian package: neither upgraded nor removed under an open program, and /opt stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_docs import read

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script of a Debian package")


def asked(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the script says of a program in this folder."""
    script = read(".ci/package/preinst")
    assert "/opt/workplace-notes/notes" in script
    script = script.replace("/opt/workplace-notes/notes", str(folder / "notes"))
    return subprocess.run(["sh", "-c", script, "preinst", *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [("upgrade", "0.1.0"), ("remove",)])
def test_an_open_program_is_neither_upgraded_nor_removed_and_a_closed_one_is(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    program = Path(shutil.copy(shutil.which("sleep") or "/bin/sleep", tmp_path / "notes"))
    assert asked(tmp_path, *words).returncode == 0
    with subprocess.Popen([program, "60"]) as open_one:
        refused = asked(tmp_path, *words)
        first = asked(tmp_path, "install")
        open_one.kill()
    assert refused.returncode == 1
    assert refused.stderr.startswith("Workplace notes is open on this computer, so nothing was changed.")
    assert first.returncode == 0
    assert asked(tmp_path, *words).returncode == 0


def test_both_scripts_of_the_package_are_this_one() -> None:
    recipe = read(".ci/package/linux")
    assert 'cp "$here/preinst" "$root/DEBIAN/preinst"' in recipe
    assert 'cp "$here/preinst" "$root/DEBIAN/prerm"' in recipe


def test_the_folder_opt_stays_when_the_package_goes(tmp_path: Path) -> None:
    script = read(".ci/package/postrm").replace("/opt\n", f"{tmp_path}/opt\n")
    for word, there in (("purge", False), ("upgrade", False), ("remove", True)):
        subprocess.run(["sh", "-c", script, "postrm", word], check=True)
        assert (tmp_path / "opt").is_dir() is there
    assert 'cp "$here/postrm" "$root/DEBIAN/postrm"' in read(".ci/package/linux")

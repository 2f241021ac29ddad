"""What a package ships: only what is loaded, only what may be handed out, each with its licence."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from screening.qt.platform.hardening import DESKTOP
from screening.settings import locales_root
from tests.package.test_locks import pins

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / ".ci" / "package"
KEEP: dict[str, Any] = tomllib.loads((PACKAGE / "keep.toml").read_text("utf-8"))


def contents() -> ModuleType:
    spec = importlib.util.spec_from_file_location("contents", PACKAGE / "contents.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def imports() -> set[str]:
    """The full names of everything that the program imports."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_the_modules_of_qt_that_are_kept_are_those_that_the_program_imports() -> None:
    used = {name.split(".")[1].removeprefix("Qt") for name in imports() if name.startswith("PySide6.Qt")}
    assert used == set(KEEP["qt"]["modules"])


@pytest.mark.parametrize("recipe", ["linux", "windows.py"])
def test_every_folder_of_the_window_says_how_qt_is_exchanged(recipe: str) -> None:
    [line] = [each for each in (PACKAGE / recipe).read_text("utf-8").splitlines() if "EXCHANGE.txt" in each]
    assert "licences.md" in line


@pytest.mark.sweep
def test_no_translation_of_qt_is_ever_loaded() -> None:
    assert not {name for name in imports() if name.endswith(("QTranslator", "QLibraryInfo"))}


def test_no_plugin_that_opens_a_port_is_kept() -> None:
    assert not [each for each in KEEP["qt"]["plugins"] if "vnc" in each or each.split("/")[0] in ("tls", "generic")]


def test_every_locked_library_has_a_licence_that_it_can_be_handed_out_with() -> None:
    made = contents()
    here = [importlib.metadata.distribution(name) for name in pins("runtime") if name != "pip" and _installed(name)]
    assert len(here) > 20
    assert all(made.licence_of(each) for each in here)


def test_a_library_under_the_gpl_stops_a_package() -> None:
    made = contents()
    with pytest.raises(made.Unshippable, match="krippendorff"):
        made.licence_of(importlib.metadata.distribution("krippendorff"))


def test_what_is_inside_a_wheel_is_told_of_wheels_that_are_shipped() -> None:
    native = tomllib.loads((PACKAGE / "native.toml").read_text("utf-8"))["part"]
    assert {part["wheel"] for part in native} - {""} <= {*pins("runtime"), *pins("hub")}


def test_a_shared_library_or_a_font_of_which_the_bill_says_nothing_is_found(tmp_path: Path) -> None:
    made = contents()
    native = tomllib.loads((PACKAGE / "native.toml").read_text("utf-8"))["part"]
    libraries = [importlib.metadata.distribution(name) for name in ("screening", "pynacl", "pillow")]
    (tmp_path / "sbom.cdx.json").write_text(json.dumps(made.bill(libraries, native)))
    for name in ("libffi.so.8", "nacl/_sodium.abi3.so", "PySide6/Qt/lib/libicudata.so.73", "pillow.libs/libtiff-1.so"):
        place = tmp_path / "lib" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"\x7fELF")
    (tmp_path / "notes").write_bytes(b"\x7fELF")
    assert made.uncovered(tmp_path) == []
    for name in ("libstranger.so.1", "pillow.libs/libstranger-2.so", "stranger.ttf"):
        (tmp_path / "lib" / name).write_bytes(b"\0\1\0\0" if name.endswith("ttf") else b"\x7fELF")
    assert made.uncovered(tmp_path) == ["libstranger.so.1", "pillow.libs/libstranger-2.so", "stranger.ttf"]


BUILT = ROOT / "build" / "package" / "workplace-notes"


@pytest.mark.long
@pytest.mark.skipif(not BUILT.is_dir(), reason="needs a package that was made")
def test_the_bill_of_the_package_that_was_made_says_something_of_everything_in_it() -> None:
    assert contents().uncovered(BUILT) == []
    lent = {path.name.partition(".so")[0] for path in (BUILT / "lib").glob("*.so.*") if not path.is_symlink()}
    assert len(lent) > 15
    assert len(list((BUILT / "licences" / "system").glob("*.txt"))) > 15
    assert sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file() and not path.is_symlink()) < 200 << 20


def test_the_bill_is_the_same_for_the_same_contents() -> None:
    made = contents()
    libraries = [importlib.metadata.distribution(name) for name in ("screening", "click", "segno")]
    first, second = made.bill(libraries, []), made.bill(libraries, [])
    assert first == second
    assert [each["name"] for each in first["components"]] == ["click", "segno"]
    assert first["metadata"]["component"]["licenses"] == [{"expression": "Apache-2.0"}]
    assert made.bill(libraries[:2], [])["serialNumber"] != first["serialNumber"]


def test_the_menu_entry_names_the_window_as_the_program_does() -> None:
    entry = (PACKAGE / f"{DESKTOP}.desktop").read_text("utf-8")
    shell = tomllib.loads((locales_root() / "en" / "frame.toml").read_text("utf-8"))["shell"]
    assert f"\nName={shell['title']}\n" in entry
    assert "screening" not in entry.lower()


def _installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def windows() -> ModuleType:
    spec = importlib.util.spec_from_file_location("windows", PACKAGE / "windows.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt6Core.dll", True),
        ("PySide6/QtWidgets.pyd", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt6Network.dll", False),
        ("PySide6/QtQml.pyd", False),
        ("PySide6/plugins/tls/qschannelbackend.dll", False),
        ("PySide6/translations/qtbase_ms.qm", False),
        ("PySide6/opengl32sw.dll", False),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/tlh.dat", False),
        ("screening/content/forms/fonts/NotoSans-Regular.ttf", True),
        ("pip/__init__.py", False),
    ],
)
def test_windows_gets_what_is_loaded_and_nothing_else(name: str, kept: bool) -> None:
    assert windows().kept(name, ROOT / "src") is kept


def test_the_uninstaller_for_windows_takes_no_folder_with_what_else_is_in_it() -> None:
    script = (PACKAGE / "windows" / "installer.nsi").read_text("utf-8")
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    assert not [line for line in script.splitlines() if re.search(r'RMDir /r "\$INSTDIR(\\?")', line)]
    assert "record" not in re.sub(r";.*", "", script)

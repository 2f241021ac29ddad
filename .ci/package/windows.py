"""Assemble the Windows program from this computer: a portable folder, and a per-user installer made from it.

    python .ci/package/windows.py --wheel WHEEL [--python ZIP --sha256 HEX]

It takes every win_amd64 wheel of the lock, each held to its hash, leaves out what is never loaded, lays Python's own
embeddable package beside it, looks up every DLL that a file in the folder imports, and lets NSIS make the installer.
Python's package comes from its publisher (python.org, `python-3.13.N-embed-amd64.zip`) and is an input with its hash:
without it the folder is checked and the installer compiled all the same, but neither can start; they are named so.
Needs uv and pefile (`.ci/locks/build.txt`) and makensis. Nothing here runs Windows.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / ".ci" / "package"
KEEP = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))
PYTHON = "3.13"
NAME = "workplace-notes"
OF_PYTHON = {"python313.dll", "python3.dll", "vcruntime140.dll", "vcruntime140_1.dll"}
"""What the embeddable package brings."""
OF_WINDOWS = {
    "advapi32.dll", "authz.dll", "avrt.dll", "bcrypt.dll", "bcryptprimitives.dll", "comctl32.dll", "comdlg32.dll",
    "crypt32.dll", "d2d1.dll", "d3d11.dll", "d3d12.dll", "d3d9.dll", "dnsapi.dll", "dwmapi.dll", "dwrite.dll",
    "dxgi.dll", "gdi32.dll", "icuuc.dll", "imm32.dll", "iphlpapi.dll", "kernel32.dll", "mpr.dll", "msvcrt.dll",
    "netapi32.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll", "opengl32.dll", "powrprof.dll", "propsys.dll",
    "rpcrt4.dll",
    "secur32.dll", "setupapi.dll", "shcore.dll", "shell32.dll", "shlwapi.dll", "ucrtbase.dll", "uiautomationcore.dll",
    "user32.dll", "userenv.dll", "usp10.dll", "uxtheme.dll", "version.dll", "winhttp.dll", "winmm.dll",
    "winspool.drv", "ws2_32.dll", "wtsapi32.dll",
}  # fmt: skip
"""What every Windows 10 and 11 has in System32, of what is asked for."""
LEFT_OUT = re.compile(
    r"(pip|bin|share|tzdata|numpy|tabulate-.*|pip-.*)/|.*/tests?/|.*\.(pyi|lib|exe|h|hpp|prl|qmltypes)$|PySide6/"
    r"(qml|translations|resources|metatypes|typesystems|glue|include|scripts|support|doc|examples)/"
    r"|(PySide6|shiboken6)/(opengl32sw|vcamp140.*|vccorlib140|concrt140|msvcp140_codecvt_ids|d3dcompiler.*"
    r"|pyside6qml.*)\.dll"
    r"|(PIL/_?(avif|webp|imagingtk|imagingcms).*|lxml/(html|isoschematron|objectify).*)"
)
"""Places in the folder of libraries from which the program loads nothing."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--wheel", type=Path, required=True)
    asked.add_argument("--python", type=Path)
    asked.add_argument("--sha256", default="")
    asked.add_argument("--work", type=Path, default=ROOT / "build" / "windows")
    given = asked.parse_args()
    folder = assemble(given.work, given.wheel, given.python, given.sha256)
    lacking = unresolved(folder)
    if lacking:
        sys.exit("\n".join(["DLLs that are neither here nor in Windows:", *lacking]))
    print(f"every DLL import resolves; {size(folder) >> 20} MB")
    print(installer(folder, given.wheel.name.split("-")[1], whole=given.python is not None))


def assemble(work: Path, wheel: Path, python: Path | None, sha256: str) -> Path:
    """The portable folder. A Python whose hash is another stops it."""
    folder = work / NAME
    shutil.rmtree(work, ignore_errors=True)
    libraries = folder / "lib"
    libraries.mkdir(parents=True)
    uv = [shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv", "pip", "install", "--quiet", "--no-config"]
    target = ["--target", str(libraries), "--python-platform", "x86_64-pc-windows-msvc", "--python-version", PYTHON]
    subprocess.run(
        [*uv, *target, "--link-mode", "copy", "--require-hashes", "--only-binary", ":all:", "-r",
         str(ROOT / ".ci/locks/runtime.txt")], check=True,
    )  # fmt: skip
    subprocess.run([*uv, *target, "--link-mode", "copy", "--no-deps", str(wheel)], check=True)
    subprocess.run([sys.executable, str(HERE / "contents.py"), str(libraries), str(folder)], check=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "licences" / "SCREENING.txt")
    shutil.copyfile(ROOT / "docs" / "licences.md", folder / "licences" / "EXCHANGE.txt")
    for path in sorted(libraries.rglob("*"), reverse=True):
        if path.is_file() and not kept(path.relative_to(libraries).as_posix(), libraries):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    if python is not None:
        if hashlib.sha256(python.read_bytes()).hexdigest() != sha256.lower():
            sys.exit("Python's package has another hash than the one that was named.")
        with zipfile.ZipFile(python) as packed:
            packed.extractall(folder)
        shutil.copyfile(folder / "pythonw.exe", folder / "notes.exe")  # what the task bar says
        (folder / "python313._pth").write_text("python313.zip\r\n.\r\nlib\r\n", "ascii")
    for path in (HERE / "windows").glob("*.cmd"):
        shutil.copyfile(path, folder / path.name)
    return folder


def kept(name: str, libraries: Path) -> bool:
    """Whether a file, by its place among the libraries, is ever loaded."""
    if LEFT_OUT.match(name):
        return False
    path = Path(name)
    if path.parts[0] == "PySide6":
        plugin = re.fullmatch(r"PySide6/plugins/([^/]+)/([^/.]+)\.dll", name)
        if plugin:
            return f"{plugin[1]}/{plugin[2]}" in KEEP["qt"]["plugins"]
        found = re.fullmatch(r"Qt6?([A-Za-z0-9]+)\.(?:dll|pyd)", path.name)
        return found is None or found[1] in KEEP["qt"]["modules"]
    if "locale-data" in path.parts:
        content = libraries / "screening" / "content" / "locales"
        tags = {pack.parent.name.replace("-", "_") for pack in content.glob("*/pack.toml")}
        return path.stem in {"root", *tags, *(tag.split("_")[0] for tag in tags)} or path.stem.split("_")[0] == "en"
    return True


def unresolved(folder: Path) -> list[str]:
    """Every import of a DLL that nothing brings, as ``file: dll``."""
    import pefile  # of .ci/locks/build.txt

    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    here = {path.name.lower() for path in files} | OF_PYTHON | OF_WINDOWS
    found = []
    for path in files:
        with pefile.PE(str(path), fast_load=True) as image:
            image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
            asked = {entry.dll.decode("ascii").lower() for entry in getattr(image, "DIRECTORY_ENTRY_IMPORT", ())}
        found += [f"{path.relative_to(folder).as_posix()}: {dll}" for dll in sorted(asked - here)
                  if not dll.startswith(("api-ms-win-", "ext-ms-win-"))]  # fmt: skip
    return sorted(found)


def installer(folder: Path, version: str, *, whole: bool) -> Path:
    """The installer of the folder, made by NSIS."""
    (ROOT / "dist").mkdir(exist_ok=True)
    mark = "" if whole else "-WITHOUT-PYTHON"
    out = ROOT / "dist" / f"{NAME}-{version}-windows-x86_64{mark}.exe"
    command = ["makensis", "-V2", "-WX", f"-DFOLDER={folder}", f"-DVERSION={version}", f"-DOUT={out}"]
    subprocess.run([*command, str(HERE / "windows" / "installer.nsi")], check=True)
    subprocess.run([sys.executable, str(HERE / "label.py"), str(out), version, "windows-x86_64"], check=True)
    return out


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()

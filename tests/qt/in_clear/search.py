"""Looking for texts from outside: in files, in what they hold packed, in a process and in what the system tells of it.

Nothing here knows how the program writes. A text is looked for in every way in which programs write text down.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

STEM = "QzvxMarker"
"""Every planted text begins with it, so that one look finds them all."""
FIGURES = "739105862046"
"""The planted PIN: twelve figures that stand nowhere else."""
CODES = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
"""How a deflated piece begins: zlib, as in a PDF, or gzip."""
LARGEST = 64 << 20


def marker(number: int) -> str:
    return f"{STEM}{number:03}"


def spellings(text: str) -> dict[str, bytes]:
    """The bytes of a text in each way: five codes, and of the first two hex in both cases and Base64 at each place."""
    found: dict[str, bytes] = {}
    for code in CODES:
        plain = text.encode(code)
        found[code] = plain
        if code not in CODES[:2]:
            continue
        found[f"hex of {code}"] = binascii.hexlify(plain)
        found[f"HEX of {code}"] = binascii.hexlify(plain).upper()
        for shift in range(3):
            packed = base64.b64encode(b"\0" * shift + plain)
            # The first signs also tell what stands before, the last ones what follows: the middle is the text's own.
            found[f"base64 of {code}, {shift} on"] = packed[-(-shift * 8 // 6) : len(packed) // 4 * 4 - 4]
    return found


class Search:
    """Finds any of some texts in bytes, capital letters or not."""

    def __init__(self, *texts: str) -> None:
        self.ways = [(text, way, spelled) for text in texts for way, spelled in spellings(text).items()]
        assert all(len(spelled) >= 8 for _, _, spelled in self.ways)
        self._small = [(text, way, spelled.lower()) for text, way, spelled in self.ways if way in CODES]

    def hits(self, held: bytes, where: str) -> list[str]:
        """Which text in which way; the planted one's number beside it, where that can be read."""
        found = []
        small = held.lower()
        for text, way, spelled, within in (
            *((*each, held) for each in self.ways if each[1] not in CODES),
            *((*each, small) for each in self._small),
        ):
            at = within.find(spelled)
            if at >= 0:
                rest = held[at + len(spelled) : at + len(spelled) + 12]
                number = "".join(sign for sign in rest.decode("latin-1") if sign.isdigit())[:3]
                found.append(f"{where}: {text}{number} in {way}")
        return found

    def in_file(self, path: Path) -> list[str]:
        """In its bytes, and in every packed piece of them."""
        held = path.read_bytes()
        found = self.hits(held, str(path))
        for piece in unpacked(held):
            found += self.hits(piece, f"{path}, unpacked")
        return found

    def in_folder(self, folder: Path, but: Iterable[Path] = ()) -> list[str]:
        """In all files below a folder, in their names and in those of links; ``but`` are left out."""
        left_out = set(but)
        found = []
        for path in folder.rglob("*"):
            if left_out & {path, *path.parents}:
                continue
            found += self.hits(str(path.relative_to(folder)).encode(), f"the name {path}")
            if path.is_symlink():
                found += self.hits(str(path.readlink()).encode(), f"the link {path}")
            elif path.is_file():
                found += self.in_file(path)
        return found

    def in_memory(self, pid: int) -> list[str] | None:
        """In all that a process can write to; None where the system refuses to show it."""
        found: list[str] = []
        try:
            place = Path(f"/proc/{pid}")
            with (place / "maps").open(encoding="utf-8") as maps, (place / "mem").open("rb", 0) as mem:
                for line in maps:
                    span, rights, *_ = line.split()
                    start, end = (int(part, 16) for part in span.split("-"))
                    if not rights.startswith("rw"):
                        continue
                    try:
                        mem.seek(start)
                        found += self.hits(mem.read(end - start), f"memory of {pid}")
                    except (OSError, ValueError, OverflowError):
                        continue
        except PermissionError:
            return None
        return found

    def in_sight(self, pid: int) -> list[str]:
        """In what the system tells anybody about a process: command, environment, name, open files, libraries."""
        found = []
        place = Path(f"/proc/{pid}")
        for name in ("cmdline", "environ", "comm", "status", "maps", "mountinfo"):
            try:
                found += self.hits((place / name).read_bytes(), f"/proc/{name}")
            except PermissionError:
                continue
        for name in ("cwd", "exe", *(f"fd/{each}" for each in open_files(pid))):
            try:
                found += self.hits(str((place / name).readlink()).encode(), f"/proc/{name}")
            except OSError:
                continue
        return found


def unpacked(held: bytes) -> Iterator[bytes]:
    """Every piece of the bytes that inflates: streams of a PDF, members of a zip, gzip."""
    if zipfile.is_zipfile(io.BytesIO(held)):
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            for name in archive.namelist():
                yield name.encode() + b"\n" + archive.read(name)
    for begin in PACKED.finditer(held):
        opener = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            piece = opener.decompress(held[begin.start() :], LARGEST)
        except zlib.error:
            continue
        if piece:
            yield piece


def open_files(pid: int) -> list[str]:
    try:
        return [each.name for each in Path(f"/proc/{pid}/fd").iterdir()]
    except PermissionError:
        return []


def children(pid: int) -> list[int]:
    """The processes that a process has begun, and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(each) for each in (task / "children").read_text(encoding="utf-8").split()]
    return found + [below for each in found for below in children(each)]


def files_in(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if not path.is_dir()}

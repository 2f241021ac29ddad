"""A paper drawn by four programs that read the format each in their own way."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pypdfium2

DOTS = 72
"""An inch: pages are drawn at their own size."""
_COMMANDS = {
    "Poppler": ("pdftoppm", "-r", str(DOTS), "-upw", "{lock}", "{file}"),
    "MuPDF": ("mutool", "draw", "-q", "-r", str(DOTS), "-p", "{lock}", "-F", "ppm", "-o", "-", "{file}"),
    "Ghostscript": ("gs", "-q", "-r" + str(DOTS), "-sPDFPassword={lock}", "-sDEVICE=ppmraw", "-o", "-", "{file}"),
}
"""Debian's poppler-utils, mupdf-tools and ghostscript: tools of the tests alone."""


def installed() -> list[str]:
    """Return the viewers that this machine has."""
    return ["PDFium", *(name for name, command in _COMMANDS.items() if shutil.which(command[0]))]


def pictures(file: Path, viewers: list[str], lock: str = "") -> dict[str, str]:
    """Return what each viewer draws of all pages, as a digest of its pixels; "nothing" where it draws none."""
    return {name: _pdfium(file, lock) if name == "PDFium" else _drawn(name, file, lock) for name in viewers}


def _drawn(name: str, file: Path, lock: str) -> str:
    command = [part.format(file=file, lock=lock) for part in _COMMANDS[name]]
    run = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return hashlib.sha256(run.stdout).hexdigest() if run.stdout else "nothing"


def _pdfium(file: Path, lock: str) -> str:
    told = hashlib.sha256()
    try:
        document = pypdfium2.PdfDocument(file, password=lock or None)
    except pypdfium2.PdfiumError:
        return "nothing"
    for page in document:
        bitmap = page.render(scale=DOTS / 72)
        told.update(b"%d %d %d " % (bitmap.width, bitmap.height, bitmap.stride) + bytes(bitmap.buffer))
    document.close()
    return told.hexdigest()

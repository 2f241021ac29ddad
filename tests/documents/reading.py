"""Reading a PDF back: with Poppler as people copy from it, and straight from its content streams."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pikepdf
import pypdf
import pytest

PDFTOTEXT = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (package poppler-utils) is not installed")
_EMBEDDINGS = str.maketrans("", "", "\u202a\u202b\u202c")
"""Poppler wraps stretches of the other direction in these; they are not in the file."""


def unlocked(pdf: bytes, passphrase: str) -> bytes:
    """A locked document, as qpdf writes it open."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf), password=passphrase) as document:
        document.save(made)
    return made.getvalue()


def poppler_lines(pdf: bytes, *options: str) -> list[str]:
    assert PDFTOTEXT is not None
    done = subprocess.run(
        [PDFTOTEXT, *options, "-nopgbrk", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    lines = done.stdout.decode("utf-8").translate(_EMBEDDINGS).split("\n")
    return [line.strip() for line in lines if line.strip()]


def said_by_spans(pdf: bytes) -> list[str]:
    """What each span of each page says it stands for (ActualText), in the order of drawing."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        code = page.get_contents().get_data().decode("latin-1")
        found += [
            bytes.fromhex(each).decode("utf-16-be") for each in re.findall(r"/ActualText <FEFF([0-9A-F]*)>", code)
        ]
    return found


def meaning_unseen(to_unicode: bytes) -> dict[str, str]:
    """What each code of the unseen font stands for."""
    found = re.findall(r"<(....)> <([0-9A-F]+)>", to_unicode.decode("ascii"))
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in found}


def said_unseen(pdf: bytes) -> list[list[str]]:
    """For each line said again by the unseen font: its words as they are laid from left to right."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        font = page["/Resources"]["/Font"].get("/U")
        if font is None:
            continue
        characters = meaning_unseen(font["/ToUnicode"].get_data())
        code = page.get_contents().get_data().decode("latin-1")
        for layer in re.findall(r"3 Tr\n(.*?)0 Tr", code, re.DOTALL):
            words = re.findall(r"/U .*? <([0-9A-F]*)> Tj", layer)
            found.append(["".join(characters[word[at : at + 4]] for at in range(0, len(word), 4)) for word in words])
    return found

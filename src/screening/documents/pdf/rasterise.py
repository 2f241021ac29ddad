"""Pages of a document as pictures in memory, for looking at them and for the printer. PDFium has its only door here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import pypdfium2

POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: rows of ``stride`` bytes, each pixel as blue, green, red and one byte that is not used."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def picture(pdf: bytes, page: int, *, width: int = 0, dpi: int = 0) -> Picture:
    """One page, ``width`` pixels wide or at ``dpi`` dots an inch, black on white. Pages are counted from 0."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        drawn = document[page]
        scale = dpi / POINTS_AN_INCH if dpi else width / drawn.get_width()
        bitmap = drawn.render(scale=scale, prefer_bgrx=True)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

"""A QR code as drawing operators: the same text and side always give the same bytes, so a reader can draw it again."""

from __future__ import annotations

from reportlab.graphics.barcode import qrencoder

_QUIET = 4
"""The empty modules that a QR code needs around it."""


def number(value: float) -> str:
    """A number of a page's code, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def squares(text: str, side: float) -> str:
    """The dark modules of a QR code as rectangles, from its top left corner right and down, quiet zone included.

    ``side`` is in points. Raises ValueError when the code cannot hold the text.
    """
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    try:
        code.make()
    except Exception:  # the encoder has no error of its own, and its sentence could quote the text
        raise ValueError("too much for one QR code") from None
    count = code.getModuleCount()
    module = side / (count + 2 * _QUIET)
    found: list[str] = []
    for row in range(count):
        column = 0
        low = number(-(row + _QUIET + 1) * module)
        while column < count:
            first = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > first:
                left, wide = number((first + _QUIET) * module), number((column - first) * module)
                found.append(f"{left} {low} {wide} {number(module)} re")
            column += 1
    return "\n".join(found)

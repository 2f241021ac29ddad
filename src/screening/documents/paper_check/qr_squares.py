"""A QR code as drawing operators: the same text and side always give the same bytes, so a reader can draw it again."""

from __future__ import annotations

import re

from reportlab.graphics.barcode import qrencoder

_QUIET = 4
"""The empty modules that a QR code needs around it."""
_DARK = re.compile("1+")


def number(value: float) -> str:
    """A number of a page's code, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


class Codes:
    """The QR codes of one document. A code is reckoned once: every sheet shows the same, and it takes 10 to 20 ms."""

    def __init__(self) -> None:
        self._made: dict[str, list[list[bool]]] = {}
        self._drawn: dict[tuple[str, float], str] = {}

    def squares(self, text: str, side: float) -> str:
        """The dark modules of a code as rectangles, from its top left corner right and down, quiet zone included.

        ``side`` is in points. Raises ValueError when the code cannot hold the text.
        """
        found = self._drawn.get((text, side))
        if found is None:
            if text not in self._made:
                self._made[text] = _modules(text)
            found = self._drawn[text, side] = _rectangles(self._made[text], side)
        return found


def _modules(text: str) -> list[list[bool]]:
    """Row by row, whether each module is dark."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    try:
        code.make()
    except Exception:  # the encoder has no error of its own, and its sentence could quote the text
        raise ValueError("too much for one QR code") from None
    modules: list[list[bool]] = code.modules
    return modules


def _rectangles(modules: list[list[bool]], side: float) -> str:
    count = len(modules)
    module = side / (count + 2 * _QUIET)
    lefts = [number((column + _QUIET) * module) for column in range(count)]
    wides = [number(wide * module) for wide in range(count + 1)]
    found: list[str] = []
    for row, dark in enumerate(modules):
        low = number(-(row + _QUIET + 1) * module)
        for run in _DARK.finditer("".join("1" if each else "0" for each in dark)):
            first, upto = run.span()
            found.append(f"{lefts[first]} {low} {wides[upto - first]} {wides[1]} re")
    return "\n".join(found)

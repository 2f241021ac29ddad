"""A QR code as drawing operators: the same text and side always give the same bytes, so a reader can draw it again."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any

from screening.import_alone import import_alone

qrencoder: Any = import_alone("reportlab.graphics.barcode", "qrencoder")
"""ReportLab's encoder, which needs nothing else of it. Its package would bring all that lays out ReportLab's own
documents: 60 ms before the first paper, and 4 MiB."""
_QUIET = 4
"""The empty modules that a QR code needs around it."""
_MASKS = 8
_RUN = re.compile("0{5,}|1{5,}")
_FINDER = "10111010000"
"""What looks like the corner of a code, which a mask should not show."""
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
        code.version = code.calculate_version()
        mask, rows = best_mask(code)
    except Exception:  # the encoder has no error of its own, and its sentence could quote the text
        raise ValueError("too much for one QR code") from None
    code.modules = [[module == "1" for module in f"{row:0{code.moduleCount}b}"] for row in rows]
    code.setupTypeInfo(False, mask)
    if code.version >= 7:
        code.setupTypeNumber(False)
    modules: list[list[bool]] = code.modules
    return modules


def best_mask(code: Any) -> tuple[int, list[int]]:
    """The mask that ``code.getBestMaskPattern()`` of ReportLab's encoder chooses, in a sixth of its time, and the rows
    under it, without what tells readers which mask it is.

    The encoder draws the code under each mask and looks at every module; here it is drawn once, the other masks are
    laid over its rows as whole numbers, and the penalties (ISO/IEC 18004, 7.8.3) are counted on whole rows.
    """
    code.makeImpl(True, 0)
    size = code.moduleCount
    drawn = [int("".join("1" if dark else "0" for dark in row), 2) for row in code.modules]
    over = _masks(code.version)
    masked = [
        [row ^ first ^ other for row, first, other in zip(drawn, over[0], over[at], strict=True)]
        for at in range(_MASKS)
    ]
    lost = [_penalty(rows, size) for rows in masked]
    best = lost.index(min(lost))
    return best, masked[best]


@functools.lru_cache(maxsize=4)
def _masks(version: int) -> tuple[tuple[int, ...], ...]:
    """For each mask its rows over the places of data, in a code of this version."""
    blank = qrencoder.QRCode(version, qrencoder.QRErrorCorrectLevel.M)
    size = blank.moduleCount = 4 * version + 17
    found: list[tuple[int, ...]] = []
    for at in range(_MASKS):
        covers = qrencoder.QRUtil.getMask(at)
        rows = [0] * size
        for column, row in blank.dataPosIterator():
            if covers(row, column):
                rows[row] |= 1 << (size - 1 - column)
        found.append(tuple(rows))
    return tuple(found)


def _penalty(rows: list[int], size: int) -> int:
    """What ReportLab's ``QRUtil.getLostPoint`` counts."""
    across = [f"{row:0{size}b}" for row in rows]
    down = ["".join(column) for column in zip(*across, strict=True)]
    lost = 0
    for lines in (across, down):
        lost += sum(len(run) - 2 for run in _RUN.findall("\n".join(lines)))
    # The encoder looks for corners in rows alone, and not at a row's last place.
    lost += 40 * "\n".join([line[:-1] for line in across]).count(_FINDER)
    inner, every = (1 << (size - 1)) - 1, (1 << size) - 1
    for upper, lower in itertools.pairwise(rows):
        dark, light = upper & lower, ~(upper | lower) & every
        lost += 3 * ((dark & dark >> 1 & inner).bit_count() + (light & light >> 1 & inner).bit_count())
    count = sum(row.bit_count() for row in rows)
    return lost + 10 * (abs(100 * count // size**2 - 50) // 5)


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

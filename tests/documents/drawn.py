"""What a PDF draws on each page, a line of text for each thing: where it is (points from the left and from the top, a
tenth exact), what element it belongs to, and how it looks. Read from its content streams."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf

from tests.documents.reading import meaning_unseen

_SUBSET = re.compile(r"^/[A-Z]{6}\+")
_LETTERS = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
"""Letters that stand for the whole file change with any byte of it, those of a font's tables as well."""
_PATHS = frozenset({"re", "m", "l", "c", "h"})
_PAINTS = {"S": "line", "s": "line", "f": "black", "F": "black", "f*": "black", "B": "line and black"}


def pages(pdf: bytes) -> list[list[str]]:
    """For each page what is drawn on it, in the order of drawing."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.get("/StructTreeRoot")
        numbers = list(tree.ParentTree.Nums) if tree is not None else []
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        return [_Page(page.obj, parents).drawn(page.obj) for page in document.pages]


def outline(pdf: bytes) -> str:
    """The title, the language, and the entries that lead to pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as entries:
        led = [each.title for each in entries.root]
        return " | ".join((str(document.docinfo.Title), str(document.Root.Lang), *led))


class _Page:
    def __init__(self, page: Any, parents: dict[int, Any]) -> None:
        self.high = float(page.MediaBox[3])
        self.elements = list(parents.get(int(page.get("/StructParents", -1)), ()))
        self.lines = [f"{_number(float(page.MediaBox[2]))} x {_number(self.high)}"]
        self.state: dict[str, Any] = {"x": 0.0, "y": 0.0, "w": 1.0, "dash": "", "grey": "", "size": ()}
        self.kept: list[dict[str, Any]] = []
        self.kind = self.said = ""
        self.sealed = False
        self.font, self.at, self.stretch, self.rise = ("", 0.0), (0.0, 0.0), "", ""
        self.path: list[str] = []

    def drawn(self, part: Any) -> list[str]:
        """The lines of a page, or of a form that it draws."""
        resources = part.get("/Resources", {})
        fonts = {name: _SUBSET.sub("", str(font.BaseFont)) for name, font in resources.get("/Font", {}).items()}
        unseen = resources.get("/Font", {}).get("/U")
        self.signs = meaning_unseen(unseen.ToUnicode.read_bytes()) if unseen is not None else {}
        for operands, operator in pikepdf.parse_content_stream(part):
            self.take(str(operator), operands, fonts, resources)
        return self.lines

    def tell(self, x: float, y: float, *words: str) -> None:
        place = f"{_number(self.state['x'] + x)} {_number(self.high - self.state['y'] - y)}"
        self.lines.append(" ".join(word for word in (place, self.kind or "-", *words) if word))

    def take(self, operator: str, told: Sequence[Any], fonts: dict[str, str], resources: Any) -> None:
        state = self.state
        match operator:
            case "Tf":
                self.font = fonts[str(told[0])], float(told[1])
            case "Tm":
                self.at = float(told[4]), float(told[5])
            case "Tz":
                self.stretch = f"stretched {_number(float(told[0]))}" if float(told[0]) != 100 else ""
            case "Ts":
                self.rise = f"raised {_number(float(told[0]))}" if float(told[0]) else ""
            case "Tj":
                code = bytes(told[0]).hex().upper()
                shown = "".join(self.signs.get(code[at : at + 4], "?") for at in range(0, len(code), 4))
                self.text("(letters)" if self.sealed else shown)
            case "TJ":
                moved = sum(round(float(each)) for each in told[0] if not isinstance(each, pikepdf.String))
                glyphs = sum(len(bytes(each)) for each in told[0] if isinstance(each, pikepdf.String)) // 2
                self.text(self.said, f"{glyphs}", f"moved {moved}" if moved else "")
                self.said = ""
            case "BDC":
                entry = told[1]
                self.kind = _element(self.elements[int(entry.MCID)]) if "/MCID" in entry else str(told[0])
                self.said = str(entry.get("/ActualText", ""))
            case "BMC" | "EMC":
                self.kind = self.said = ""
            case "q":
                self.kept.append(dict(state))
            case "Q":
                self.state = self.kept.pop()
            case "cm":
                state["x"] += float(told[4])
                state["y"] += float(told[5])
                state["size"] = (float(told[0]), float(told[3]))
            case "Do":
                self.shown(resources.XObject[told[0]])
            case "w":
                state["w"] = float(told[0])
            case "d":
                state["dash"] = "dashed " + " ".join(_number(float(each)) for each in told[0]) if len(told[0]) else ""
            case "g":
                state["grey"] = f"grey {_number(float(told[0]))}" if float(told[0]) else ""
            case "rg" | "RG":
                state["grey"] = f"colour {' '.join(map(str, told))}" if any(map(float, told)) else ""
            case _ if operator in _PATHS:
                self.path.append(self.step(operator, [float(each) for each in told]))
            case _ if operator in _PAINTS:
                self.painted(_PAINTS[operator])

    def text(self, said: str, *more: str) -> None:
        font, size = self.font
        said = _LETTERS.sub("(letters)", said) if self.sealed else said
        self.tell(*self.at, f"{font} {_number(size)}", self.stretch, self.rise, self.state["grey"], *more, f'"{said}"')

    def step(self, operator: str, told: list[float]) -> str:
        x, y, high = self.state["x"], self.state["y"], self.high
        if operator == "re":
            left, low, wide, tall = told
            return f"{_number(x + left)} {_number(high - y - low - tall)} +{_number(wide)} +{_number(tall)}"
        ends = [x + each if not at % 2 else high - y - each for at, each in enumerate(told)]
        return " ".join((*(_number(each) for each in ends), *((operator,) if operator in ("c", "h") else ())))

    def painted(self, how: str) -> None:
        path = " ".join(self.path)
        self.path.clear()
        if len(path) > 120:  # a ring, or the squares of a code
            path = " ".join((*path.split()[:2], "letters" if self.sealed else f"{zlib.crc32(path.encode()):08x}"))
        weight = _number(self.state["w"], 2) if "line" in how else ""
        dash = self.state["dash"] if "line" in how else ""
        self.lines.append(" ".join(each for each in (path, self.kind or "-", how, weight, dash) if each))

    def shown(self, named: Any) -> None:
        if named.Subtype == "/Image":
            across, down = self.state["size"]
            size = f"{_number(across)} x {_number(down)}"
            self.tell(0, down, f"picture {size} of {int(named.Width)} x {int(named.Height)}")
            return
        kind, said, font, signs = self.kind, self.said, self.font, self.signs
        self.sealed = True
        self.drawn(named)
        self.sealed = False
        self.kind, self.said, self.font, self.signs = kind, said, font, signs


def _element(element: Any) -> str:
    said = element.get("/A", {})
    more = [str(said[key]).lstrip("/") for key in ("/Scope", "/ColSpan", "/checked") if key in said]
    return "-".join((str(element.S).lstrip("/"), *more))


def _number(value: float, places: int = 1) -> str:
    shown = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def approved(paper: bytes) -> Iterator[str]:
    """A paper in lines: what it says of itself, then page by page what is drawn."""
    yield outline(paper)
    for number, page in enumerate(pages(paper), 1):
        yield f"--- page {number}"
        yield from page


def digested(lines: Iterable[str]) -> Iterator[str]:
    """The same with one line for each page: how much is drawn on it, and a number that changes with any of it."""
    found: list[str] = []
    for line in (*lines, "--- page"):
        if line.startswith("--- page"):
            if found:
                yield f"{len(found)} lines, {zlib.crc32(chr(10).join(found).encode('utf-8')):08x}"
            found = []
        found.append(line)

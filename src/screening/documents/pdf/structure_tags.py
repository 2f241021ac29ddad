"""The reading order of a document: each strip of a page is one tagged element, heads and feet are left out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc

ARTIFACT = "Artifact"
BOX = "Form"
"""A box to cross, as a field that is printed and not filled in on the screen (ISO 32000-1, 14.8.5.6)."""


def _of_table(kind: str) -> dict[str, Any]:
    """What a cell says of itself: "TH" heads a column, "TH-row" a row; "-span4" stands over four columns."""
    name, *more = kind.split("-")
    said: dict[str, Any] = {"/Scope": "/Row" if "row" in more else "/Column"} if name == "TH" else {}
    for each in more:
        if each.startswith("span"):
            said["/ColSpan"] = int(each.removeprefix("span"))
    return {"/A": {"/O": "/Table", **said}} if said else {}


Path = tuple[tuple[str, str], ...]
"""From the document down: kinds of elements, each with a key. The same key below the same element is the same element;
"" is always a new one."""


class _Element(pdfdoc.PDFObject):  # type: ignore[misc]
    """One element of the tree, written in one go: there are hundreds in a file."""

    def __init__(self, kind: str, state: str = "") -> None:
        self.kind, self.state = kind, state
        self.parent: Any = None
        self.kids: list[Any] = []
        """Elements, and marks as page and number."""
        self.named: dict[tuple[str, str], _Element] = {}
        self.pages: list[Any] = []
        self.written: dict[str, Any] = {}
        """What the document holds of it, as plain data: names, and the names of objects, are text."""
        self.empty = False
        """Whether nothing was drawn in it; known when it is written."""

    def below(self, kind: str, key: str, state: str = "") -> _Element:
        """The element with this key, made where there is none."""
        found = self.named.get((kind, key)) if key else None
        if found is None:
            found = _Element(kind, state)
            found.parent = self
            self.kids.append(found)
            if key:
                self.named[kind, key] = found
        return found

    def page(self) -> int | None:
        for kid in self.kids:
            if type(kid) is tuple:
                page: int = kid[0]
                return page
        return None

    def format(self, document: Any) -> bytes:
        own = self.page()
        kids = [self._kid(kid, own, document) for kid in self.kids if isinstance(kid, tuple) or not kid.empty]
        held = {"/Type": "/StructElem", "/S": "/" + self.kind.partition("-")[0], "/P": _said(self.parent, document)}
        if own is not None:
            held["/Pg"] = _said(self.pages[own], document)
        if self.state:
            extra = {"/A": {"/O": "/PrintField", "/Role": "/cb", "/checked": "/" + self.state}}
        else:
            extra = _of_table(self.kind)
        self.written = {**held, "/K": kids, **extra}
        return _text(self.written).encode("ascii")

    def _kid(self, kid: Any, own: int | None, document: Any) -> Any:
        if isinstance(kid, _Element):
            return _said(kid, document)
        page, mark = kid
        if page == own:
            return mark
        return {"/Type": "/MCR", "/Pg": _said(self.pages[page], document), "/MCID": mark}


def _text(data: Any) -> str:
    """Plain data as a document holds it."""
    if isinstance(data, dict):
        return f"<< {' '.join([f'{key} {_text(each)}' for key, each in data.items()])} >>"
    if isinstance(data, list):
        return f"[ {' '.join(map(_text, data))} ]"
    return str(data)


def _said(element: Any, document: Any) -> str:
    """How the document's other objects name this one, without an object for the name: there are thousands."""
    name = getattr(element, "__InternalName__", None) or document.Reference(element).name
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"


_A_LINE, _NEXT_LINE = 10, " \n  "
"""How ReportLab writes lists."""


class _Parents(pdfdoc.PDFObject):  # type: ignore[misc]
    """The elements of the marks of one page, by the marks' numbers."""

    def __init__(self, elements: list[_Element]) -> None:
        self.elements = elements
        self.written: list[str] = []

    def format(self, document: Any) -> bytes:
        said = self.written = [_said(element, document) for element in self.elements]
        lines = [" ".join(said[at : at + _A_LINE]) for at in range(0, len(said), _A_LINE)]
        return f"[ {_NEXT_LINE.join(lines)} ]".encode("ascii")


class Tags:
    """Counts what is drawn, and writes the tree that a screen reader follows (ISO 32000-1, 14.7 and 14.8)."""

    def __init__(self) -> None:
        self._root = _Element("Document")
        self._marks: list[list[_Element]] = []
        """For each page the element of every mark."""
        self._open: _Element | None = None
        self._artifact = False

    def begin_page(self) -> None:
        self._marks.append([])

    def begin(self, path: Path) -> None:
        """What is drawn until ``end`` belongs to the element at ``path``; to none for an artifact."""
        self._artifact = path == ((ARTIFACT, ""),)
        self._open = None
        if not self._artifact:
            found = self._root
            for kind, key in path:
                found = found.below(kind, key)
            self._open = found

    def end(self) -> None:
        self._open, self._artifact = None, False

    @contextmanager
    def cell(self, kind: str) -> Iterator[None]:
        """What is drawn inside belongs to a new element of this kind below the open one."""
        kept = self._open
        if kept is not None and kind:
            self._open = kept.below(kind, "")
        yield
        self._open = kept

    @property
    def in_artifact(self) -> bool:
        return self._artifact

    def box(self, *, crossed: bool) -> str:
        """The entry of one more box's properties; "" outside elements."""
        return self._marked("on" if crossed else "off")

    @property
    def mark(self) -> str:
        """The entry of one more line's properties; "" outside elements.

        Lines are marked one by one, as spans, and never inside each other: Poppler loses what comes after a nested
        mark, and takes the said text of spans alone.
        """
        return self._marked()

    def _marked(self, state: str = "") -> str:
        if self._open is None:
            return ""
        element = self._open.below(BOX, "", state) if state else self._open
        number, page = len(self._marks[-1]), len(self._marks) - 1
        element.kids.append((page, number))
        self._marks[-1].append(element)
        return f" /MCID {number}"

    def write(self, document: Any, pages: list[Any]) -> None:
        """Hang the tree into the document. Without a single element there is none."""
        known: list[Any] = []
        if self._give(self._root, known):
            return
        known += [document.Reference(page) for page in pages]
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        self._root.parent = root
        root["K"] = document.Reference(self._root)
        numbers: list[Any] = []
        for number, (page, marks) in enumerate(zip(pages, self._marks, strict=True)):
            for element in marks:
                document.Reference(element)
            numbers += [number, document.Reference(_Parents(marks))]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = document.Reference(root)
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def written(self, document: Any) -> dict[str, Any]:
        """The tree's objects in a document that has been written, by their names, as plain data."""
        made: dict[str, Any] = {}
        for name, (number, version) in document.idToObjectNumberAndVersion.items():
            held = document.idToObject[name]
            if isinstance(held, _Element | _Parents):
                made[f"{number} {version} R"] = held.written
        return made

    def close(self) -> None:
        """Let the tree go: elements that know each other would stay until somebody looks for circles."""
        waiting = [self._root]
        while waiting:
            element = waiting.pop()
            waiting += [kid for kid in element.kids if isinstance(kid, _Element)]
            element.parent = None

    def _give(self, element: _Element, pages: list[Any]) -> bool:
        """Tell the element and those below it the pages. Returns whether nothing was drawn in any of them."""
        element.pages = pages
        element.empty = True
        for kid in element.kids:
            if type(kid) is tuple or not self._give(kid, pages):
                element.empty = False
        return element.empty

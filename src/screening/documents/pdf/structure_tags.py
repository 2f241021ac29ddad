"""The reading order of a document: each strip of a page is one tagged element, heads and feet are left out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc

ARTIFACT = "Artifact"
BOX = "Form"
"""A box to cross, as a field that is printed and not filled in on the screen (ISO 32000-1, 14.8.5.6)."""


def _of_box(state: str) -> dict[str, Any]:
    """What a box says of itself: whether it is "on" or "off"."""
    said = {"O": "PrintField", "Role": "cb", "checked": state}
    return {key: pdfdoc.PDFName(value) for key, value in said.items()}


def _of_table(kind: str) -> dict[str, Any]:
    """What a cell says of itself: "TH" heads a column, "TH-row" a row; "-span4" stands over four columns."""
    name, *more = kind.split("-")
    said: dict[str, Any] = {"Scope": pdfdoc.PDFName("Row" if "row" in more else "Column")} if name == "TH" else {}
    for each in more:
        if each.startswith("span"):
            said["ColSpan"] = int(each.removeprefix("span"))
    return {"O": pdfdoc.PDFName("Table"), **said} if said else {}


Path = tuple[tuple[str, str], ...]
"""From the document down: kinds of elements, each with a key. The same key below the same element is the same element;
"" is always a new one."""


class _Element:
    """One element of the tree."""

    def __init__(self, kind: str, state: str = "") -> None:
        self.kind, self.state = kind, state
        self.kids: list[_Element | tuple[int, int]] = []
        """Elements, and marks as page and number."""
        self.named: dict[tuple[str, str], _Element] = {}
        self.object = pdfdoc.PDFDictionary()
        """What the document holds of it; without entries until the tree is written."""

    def below(self, kind: str, key: str, state: str = "") -> _Element:
        """The element with this key, made where there is none."""
        found = self.named.get((kind, key)) if key else None
        if found is None:
            found = _Element(kind, state)
            self.kids.append(found)
            if key:
                self.named[kind, key] = found
        return found

    @property
    def empty(self) -> bool:
        """Whether nothing was drawn in it."""
        return all(isinstance(kid, _Element) and kid.empty for kid in self.kids)

    def hang(self, parent: Any, document: Any, pages: list[Any]) -> Any:
        """Write it and what is below it into the document. Returns its reference."""
        reference = document.Reference(self.object)
        first = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        kids: list[Any] = []
        for kid in self.kids:
            if isinstance(kid, _Element):
                if not kid.empty:
                    kids.append(kid.hang(reference, document, pages))
            elif kid[0] == first:
                kids.append(kid[1])
            else:
                on = {"Type": pdfdoc.PDFName("MCR"), "Pg": document.Reference(pages[kid[0]]), "MCID": kid[1]}
                kids.append(pdfdoc.PDFDictionary(on))
        self.object["Type"] = pdfdoc.PDFName("StructElem")
        self.object["S"] = pdfdoc.PDFName(self.kind.partition("-")[0])
        self.object["P"] = parent
        if first is not None:
            self.object["Pg"] = document.Reference(pages[first])
        self.object["K"] = pdfdoc.PDFArray(kids)
        said = _of_box(self.state) if self.state else _of_table(self.kind)
        if said:
            self.object["A"] = pdfdoc.PDFDictionary(said)
        return reference


class Tags:
    """Counts what is drawn, and writes the tree that a screen reader follows (ISO 32000-1, 14.7 and 14.8)."""

    def __init__(self) -> None:
        self._root = _Element("Document")
        self._marks: list[list[_Element]] = []
        """For each page the element of every mark."""
        self._open: _Element | None = None
        self.in_artifact = False

    def begin_page(self) -> None:
        self._marks.append([])

    def begin(self, path: Path) -> None:
        """What is drawn until ``end`` belongs to the element at ``path``; to none for an artifact."""
        self.in_artifact = path == ((ARTIFACT, ""),)
        self._open = None
        if not self.in_artifact:
            found = self._root
            for kind, key in path:
                found = found.below(kind, key)
            self._open = found

    def end(self) -> None:
        self._open, self.in_artifact = None, False

    @contextmanager
    def cell(self, kind: str) -> Iterator[None]:
        """What is drawn inside belongs to a new element of this kind below the open one."""
        kept = self._open
        if kept is not None and kind:
            self._open = kept.below(kind, "")
        yield
        self._open = kept

    def mark(self, box: str = "") -> str:
        """The entry of one more line's properties, or of a box's that is "on" or "off"; "" outside elements.

        Lines are marked one by one, as spans, and never inside each other: Poppler loses what comes after a nested
        mark, and takes the said text of spans alone.
        """
        if self._open is None:
            return ""
        element = self._open.below(BOX, "", box) if box else self._open
        number, page = len(self._marks[-1]), len(self._marks) - 1
        element.kids.append((page, number))
        self._marks[-1].append(element)
        return f" /MCID {number}"

    def write(self, document: Any, pages: list[Any]) -> None:
        """Hang the tree into the document. Without a single element there is none."""
        if self._root.empty:
            return
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        hung = document.Reference(root)
        root["K"] = self._root.hang(hung, document, pages)
        numbers: list[Any] = []
        for number, (page, marks) in enumerate(zip(pages, self._marks, strict=True)):
            parents = pdfdoc.PDFArray([document.Reference(element.object) for element in marks])
            numbers += [number, document.Reference(parents)]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = hung
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

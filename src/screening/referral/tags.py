"""The reading order of a document: each strip of a page is one tagged element, heads and feet are left out of it."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

ARTIFACT = "Artifact"
BOX = "Form"
"""A box to cross, as a field that is printed and not filled in on the screen (ISO 32000-1, 14.8.5.6)."""


class _Element(pdfdoc.PDFObject):  # type: ignore[misc]
    """One element of the tree, written in one go: there are hundreds in a file."""

    def __init__(self, kind: str, parent: Any, page: Any, kids: list[Any] | None = None, state: str = "") -> None:
        self.kind, self.parent, self.page, self.state = kind, parent, page, state
        self.kids: list[Any] = kids or []
        """Marks, and references of elements below."""

    def format(self, document: Any) -> bytes:
        kids = " ".join(str(kid) if isinstance(kid, int) else _said(kid, document) for kid in self.kids)
        box = f" /A << /O /PrintField /Role /cb /checked /{self.state} >>" if self.state else ""
        parent, page = (_said(each, document) for each in (self.parent, self.page))
        return f"<< /Type /StructElem /S /{self.kind} /P {parent} /Pg {page} /K [ {kids} ]{box} >>".encode("ascii")


def _said(reference: Any, document: Any) -> str:
    return str(reference.format(document), "ascii")


class Tags:
    """Counts what is drawn, and writes the tree that a screen reader follows (ISO 32000-1, 14.7 and 14.8)."""

    def __init__(self) -> None:
        self._pages: list[list[tuple[str, list[tuple[int, str]]]]] = []
        """For each page its elements, each with the numbers of its marks and what a box's state is."""
        self._marks = 0
        self._open = ""

    def begin_page(self) -> None:
        self._pages.append([])
        self._marks = 0

    def begin(self, kind: str) -> None:
        """An element of the present page begins; what is drawn until ``end`` belongs to it."""
        self._open = kind
        if kind != ARTIFACT:
            self._pages[-1].append((kind, []))

    def end(self) -> None:
        self._open = ""

    @property
    def in_artifact(self) -> bool:
        return self._open == ARTIFACT

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
        if self._open in ("", ARTIFACT):
            return ""
        self._pages[-1][-1][1].append((self._marks, state))
        self._marks += 1
        return f" /MCID {self._marks - 1}"

    def write(self, document: Any, pages: list[Any]) -> None:
        """Hang the tree into the document. Without a single element there is none."""
        if not any(self._pages):
            return
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        body = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName("Document")})
        body["P"] = document.Reference(root)
        kids, numbers = [], []
        for number, (page, elements) in enumerate(zip(pages, self._pages, strict=True)):
            made = []
            parents: list[Any] = []
            for kind, marks in elements:
                if not marks:
                    continue
                element = _Element(kind, document.Reference(body), document.Reference(page))
                reference = document.Reference(element)
                for mark, state in marks:
                    if not state:
                        element.kids.append(mark)
                        parents.append(reference)
                        continue
                    box = document.Reference(_Element(BOX, reference, element.page, [mark], state))
                    element.kids.append(box)
                    parents.append(box)
                made.append(reference)
            kids += made
            numbers += [number, document.Reference(pdfdoc.PDFArray(parents))]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
        body["K"] = pdfdoc.PDFArray(kids)
        root["K"] = document.Reference(body)
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = root
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

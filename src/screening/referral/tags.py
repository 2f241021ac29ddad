"""The reading order of a document: each strip of a page is one tagged element, heads and feet are left out of it."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

ARTIFACT = "Artifact"


class Tags:
    """Counts what is drawn, and writes the tree that a screen reader follows (ISO 32000-1, 14.7 and 14.8)."""

    def __init__(self) -> None:
        self._pages: list[list[tuple[str, list[int]]]] = []
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
    def mark(self) -> str:
        """The entry of one more line's properties; "" outside elements.

        Lines are marked one by one, as spans, and never inside each other: Poppler loses what comes after a nested
        mark, and takes the said text of spans alone.
        """
        if self._open in ("", ARTIFACT):
            return ""
        self._pages[-1][-1][1].append(self._marks)
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
                element = pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("StructElem"),
                        "S": pdfdoc.PDFName(kind),
                        "P": document.Reference(body),
                        "Pg": document.Reference(page),
                        "K": pdfdoc.PDFArray(marks),
                    }
                )
                made.append(document.Reference(element))
                parents += [document.Reference(element)] * len(marks)
            kids += made
            numbers += [number, document.Reference(pdfdoc.PDFArray(parents))]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
        body["K"] = pdfdoc.PDFArray(kids)
        root["K"] = document.Reference(body)
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

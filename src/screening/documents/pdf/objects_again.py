"""A document written a second time with some of its objects changed: the others' bytes are taken as they stand."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any

from reportlab.pdfbase import pdfdoc


def written_again(document: Any, pdf: bytes, changed: Collection[str]) -> bytes:
    """What ``document.format()`` would give, from ``pdf``, which it gave before objects ``changed`` got other content.

    ``document`` is ReportLab's; an object may change what it holds, not to which others it refers. Writing the tree of
    a set of papers takes a third as long as all its pages.
    """
    names = [document.numberToId[number] for number in sorted(document.numberToId)]
    starts = [document.idToOffset[name] for name in names]
    table = pdf.rindex(b"xref\n", 0, pdf.rindex(b"startxref"))
    parts = [pdf[: starts[0]]]
    place = starts[0]
    for name, (start, end) in zip(names, itertools.pairwise([*starts, table]), strict=True):
        part = pdf[start:end]
        if name in changed:
            part = pdfdoc.PDFIndirectObject(name, document.idToObject[name]).format(document)
        document.idToOffset[name] = place
        place += len(part)
        parts.append(part)
    places = pdfdoc.PDFCrossReferenceTable()
    places.addsection(0, names)
    trailer = pdfdoc.PDFTrailer(
        startxref=place,
        Size=len(names) + 1,
        Root=document.Reference(document.Catalog),
        Info=document.Reference(document.info),
        ID=document.ID(),
    )
    return b"".join((*parts, places.format(document), trailer.format(document)))

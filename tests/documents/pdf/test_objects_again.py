"""A document is written twice, for its letters: the second writing is what ReportLab itself would write."""

from __future__ import annotations

from typing import Any

import pytest

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets
from screening.documents.pdf import qr_squares, writer
from screening.documents.pdf.checksum_letters import qr_text


def sealed(sheet: str, side: float = 60.0) -> Leaf:
    def seal(letters: str) -> tuple[bl.Block, ...]:
        said = bl.Text(f"{sheet} {letters}")
        return (bl.WithQr(qr_text("A B", "K7RM", "4F2A 99C1", letters), (said,)),)

    return Leaf((bl.Text(f"What stands on sheet {sheet}."),), "en", seal=seal, look=sheet)


def test_the_second_writing_is_the_one_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    both: list[tuple[bytes, bytes]] = []
    written_again = writer.written_again

    def compared(document: Any, pdf: bytes, changed: list[str]) -> bytes:
        quick = written_again(document, pdf, changed)
        both.append((quick, document.format()))
        return quick

    monkeypatch.setattr(writer, "written_again", compared)
    sheets([sealed("A"), sealed("B")], title="A B")
    ((quick, whole),) = both
    assert quick == whole


def test_the_square_that_all_sheets_show_is_reckoned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[str] = []
    modules = qr_squares._modules
    monkeypatch.setattr(qr_squares, "_modules", lambda text: reckoned.append(text) or modules(text))  # type: ignore[func-returns-value]
    sheets([sealed("A"), sealed("B"), sealed("C")], title="A B C")
    assert len(reckoned) == 1

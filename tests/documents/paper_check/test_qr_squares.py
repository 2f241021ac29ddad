"""QR codes: the squares are the encoder's own."""

from __future__ import annotations

import pytest
from reportlab.graphics.barcode import qrencoder

from screening.documents.paper_check.letters import Codes

TEXTS = (
    "A",
    "0123456789",
    "SCREENING1|A B labour social slip|LAB-07-0042|9F3A 77C1 0B2E|23AB-45CD-67EF",
    "SCREENING1|B|TRAIN-01-0007|0000 0000 0000|HHHH-HHHH-HHHH",
    "Screening " * 20,  # a code with its version printed in it
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_rectangles_cover_the_dark_modules_and_nothing_else(text: str) -> None:
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.moduleCount
    covered = set()
    for rectangle in Codes().squares(text, float(count + 8)).splitlines():
        left, low, wide, high, _ = rectangle.split()
        assert float(high) == 1
        covered |= {(int(-float(low)) - 5, int(float(left)) - 4 + more) for more in range(int(float(wide)))}
    assert covered == {(row, column) for row in range(count) for column in range(count) if code.modules[row][column]}


def test_a_text_too_long_for_one_code_is_refused_without_a_word_of_it() -> None:
    with pytest.raises(ValueError, match=r"^too much for one QR code$"):
        Codes().squares("Z" * 5000, 80.0)

"""The name slip holds a name in any script, and keeps it out of what the file says about itself."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from screening.documents.forms.slips import name_slip


@pytest.mark.parametrize("name", ["Nur Aisyah binti Ali", "မသီတာ", "نور عائشہ", "আয়েশা"])
def test_a_name_in_any_script_stands_on_one_page(name: str) -> None:
    data = name_slip("ABCD-EFGH-2", name, "+60 12", "the football", ("ms", "en"))
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert name.encode("utf-16-be") not in data
    assert name not in str(reader.metadata)
    assert "ABCD-EFGH-2" in reader.pages[0].extract_text()


@pytest.mark.requirement("RE5")
def test_only_what_was_written_is_printed() -> None:
    text = PdfReader(io.BytesIO(name_slip("ABCD-EFGH-2", "N", "", " ", ("ms", "en")))).pages[0].extract_text()
    assert "How to reach" not in text
    assert "Say this first" not in text
    assert "Tear off here" in text


def test_markup_in_a_name_is_printed_as_typed() -> None:
    data = name_slip("ABCD-EFGH-2", '<img src="/etc/hostname"> AT&T', "", "", ("ms", "en"))
    assert '<img src="/etc/hostname"> AT&T' in PdfReader(io.BytesIO(data)).pages[0].extract_text()

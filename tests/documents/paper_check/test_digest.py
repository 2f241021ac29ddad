"""What the letters of a paper count stays the same for every kind of value, so older papers still prove."""

from __future__ import annotations

import io

import pikepdf
import pytest

from screening.documents.paper_check.digest import whole

VALUES = rb"""
/Numbers [0 -7 007 +3 1.50 5.0 .5 -.25 4. 12345678901234567890.5 0.0000004 3 0 R] /Nothing null /Missing 99 0 R
/Names [/Plain /With#20space /With#23sign /Caf#c3#a9 /12 10 0 R] /List [null 98 0 R true false [] << >> [[1]]]
/Texts [(plain) (back\\slash \(brackets\)) <FEFF0645> <FFFE8100>] /Title (caf\351) /Lang (en) /Again 11 0 R
/Round 12 0 R /Text 13 0 R
"""
EXPECTED = "ce6c02f35770ee9a72311b93914c0263c64b3dd6d1bd2285a198eb0e82a9f4b4"
"""As the first program with this edition of the seal counted it."""


def document(values: bytes = VALUES) -> bytes:
    """A document by hand, with every kind of value that a file can hold, in every way of writing it."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Kept 4 0 R >>",
        2: b"<< /Type /Pages /Kids [5 0 R 6 0 R] /Count 2 /MediaBox [0 0 595.2756 841.8898] /Resources 7 0 R >>",
        3: b"42",
        4: b"<< " + values + b" >>",
        5: b"<< /Type /Page /Parent 2 0 R /Contents 8 0 R >>",
        6: b"<< /Type /Page /Parent 2 0 R /Contents [8 0 R 9 0 R] /Rotate 90 >>",
        7: b"<< /Font << >> >>",
        8: b"<< /Length 11 >>\nstream\n0 0 m 1 1 l\nendstream",
        9: b"<< /Length 22 /Filter /ASCIIHexDecode >>\nstream\n302030206D2031203120>\nendstream".replace(b"22", b"21"),
        10: b"/Named",
        11: b"<< /P 4 0 R /Q 5 0 R /Info (x) >>",
        12: b"[11 0 R 12 0 R << /A 11 0 R >>]",
        13: b"(said elsewhere)",
    }
    made, places = b"%PDF-1.7\n", []
    for number, held in objects.items():
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Root 1 0 R /Size %d /Info << /Title (One) /Producer (x) >> >>\n" % (len(objects) + 1)
    return made + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(made)


@pytest.mark.parametrize("kids", [b"[5 0 R 4 0 R]", b"10 0 R"], ids=["a page of nobody", "a name"])
def test_a_tree_of_pages_that_is_no_tree_is_not_counted(kids: bytes) -> None:
    """What else a tree can have wrong is mended, or refused, when the file is opened."""
    data = document().replace(b"[5 0 R 6 0 R]", kids.ljust(13))
    with pikepdf.open(io.BytesIO(data)) as opened, pytest.raises(ValueError, match=r"tree|hangs"):
        whole(opened)


def digest(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return whole(opened).digest.hex()


def test_every_kind_of_value_is_counted_as_ever() -> None:
    assert digest(document()) == EXPECTED


@pytest.mark.parametrize("way", [{"qdf": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
def test_a_document_that_is_saved_another_way_counts_the_same(way: dict[str, object]) -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(document())) as opened:
        opened.save(saved, **way)  # type: ignore[arg-type]
    assert digest(saved.getvalue()) == EXPECTED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"-7", b"-8"),
        (b"1.50", b"1.51"),
        (b"With#20space", b"With#20spade"),
        (b"true", b"null"),
        (b"(plain)", b"(plane)"),
        (b"<FFFE8100>", b"<FFFE8101>"),
        (b"(caf\\351)", b"(cafe)"),
        (b"98 0 R", b"11 0 R"),
        (b"[[1]]", b"[1 1]"),
    ],
)
def test_any_other_value_is_counted_otherwise(before: bytes, after: bytes) -> None:
    assert VALUES.count(before) == 1
    assert digest(document(VALUES.replace(before, after))) != EXPECTED


@pytest.mark.parametrize("inside", [b"", b"(said)"])
def test_lists_in_lists_are_counted_as_deep_as_a_file_may_have_them(inside: bytes) -> None:
    deep, less = (b"/Deep " + b"[" * depth + inside + b"]" * depth for depth in (450, 449))
    assert digest(document(deep)) != digest(document(less))

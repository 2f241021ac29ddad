"""Every kind of document that this program makes is its own writing, and one byte more or less is not."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from PIL import Image

from screening.documents.paper_check import own_writing
from screening.documents.paper_check.own_writing import is_own
from screening.documents.pdf.writer import Paper


def picture(mode: str, colour: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (7, 5), colour).save(made, "PNG")  # type: ignore[arg-type]
    return made.getvalue()


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """Everything that the writer can draw, logos with and without transparent parts included."""
    paper = Paper('A title (in brackets) \\ & <with> "marks" and ünïcödé')
    paper.begin_page()
    paper.rule(0, 1, 100.125, 1)
    paper.area(1, 2, 3, 4, thickness=0.6)
    paper.box(5, 6, crossed=True)
    paper.qr("SCREENING1|A", 10, 10)
    for at, kind in enumerate(("ring", "disc", "half", "square", "diamond", "envelope", "tray")):
        paper.shape(kind, 10.0 * at, 50, 9)
    paper.picture(picture("RGB", (1, 2, 3)), 0, 0, 70, 50)
    paper.picture(picture("RGBA", (1, 2, 3, 4)), 0, 0, 70, 50)
    paper.picture(picture("L", 3), 0, 0, 70, 50)
    paper.picture(picture("P", 3), 0, 0, 70, 50)
    paper.bookmark("A bookmark: دليل")
    return paper.finished()


def test_everything_that_the_writer_draws_is_its_own_writing(drawn: bytes) -> None:
    assert is_own(drawn)


def test_no_byte_can_be_left_out_or_put_in_and_no_page_is_read_otherwise(drawn: bytes) -> None:
    chance = random.Random(1)
    for _ in range(300):
        at = chance.randrange(drawn.rindex(b"trailer"))
        assert not is_own(drawn[:at] + drawn[at + 1 :])
        assert not is_own(drawn[:at] + b"x" + drawn[at:])


def test_a_fraction_that_counts_as_a_whole_number_is_not_its_own_writing(drawn: bytes) -> None:
    """Six figures are counted, and Ghostscript draws otherwise where a list of widths begins at 59.00000001."""
    assert is_own(drawn.replace(b" 595.2756 ", b" 595.2001 "))
    assert not is_own(drawn.replace(b" 595.2756 ", b" 595.0001 "))


@pytest.mark.parametrize("written", [b"?", b"[" * 100 + b"]" * 100])
def test_what_is_spelled_otherwise_or_nested_deeper_than_any_paper_is_not_read(written: bytes) -> None:
    with pytest.raises(ValueError, match="not spelled"):
        own_writing._value(written, 0)


@pytest.mark.parametrize("part", [b"xref\n", b"startxref\n", b"%%EOF\n", b"trailer\n", b"endobj\n"])
def test_a_part_that_stands_twice_is_not_its_own_writing(drawn: bytes, part: bytes) -> None:
    at = drawn.rindex(part)
    assert not is_own(drawn[:at] + part + drawn[at:])


def test_nothing_at_all_is_not_its_own_writing() -> None:
    for data in (b"", b"%PDF-1.7\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"[" * 100_000):
        assert not is_own(data)


PACKED = zlib.compress(b"drawing")


@pytest.mark.parametrize(
    ("entries", "stream", "held"),
    [
        ({"/Filter": "/FlateDecode"}, PACKED, b"drawing"),
        ({"/Filter": ["/FlateDecode"]}, PACKED, b"drawing"),
        ({"/Filter": "/FlateDecode", "/Type": "/Metadata"}, PACKED, b"drawing"),
        ({"/Type": "/Metadata"}, b"plain", b"plain"),
    ],
)
def test_a_stream_is_packed_and_the_metadata_alone_may_be_as_it_is(
    entries: dict[str, object], stream: bytes, held: bytes
) -> None:
    assert own_writing._whole(entries, stream) == held


@pytest.mark.parametrize(
    ("entries", "stream"),
    [
        ({"/Filter": "/FlateDecode"}, None),
        ({"/Filter": "/LZWDecode"}, PACKED),
        ({"/Filter": ["/FlateDecode", "/FlateDecode"]}, PACKED),
        ({"/Filter": "/FlateDecode", "/DecodeParms": {}}, PACKED),
        ({"/Filter": "/FlateDecode", "/F": "elsewhere"}, PACKED),
        ({"/Type": "/Metadata", "/F": "elsewhere"}, b"plain"),
        ({"/Filter": "/FlateDecode"}, PACKED + b"x"),
        ({"/Filter": "/FlateDecode"}, PACKED[:-1]),
    ],
)
def test_a_stream_that_is_packed_otherwise_is_not_its_own_writing(
    entries: dict[str, object], stream: bytes | None
) -> None:
    with pytest.raises(ValueError, match=r"packed|broken off"):
        own_writing._whole(entries, stream)


def test_a_drawing_that_is_not_packed_is_not_its_own_writing() -> None:
    with pytest.raises((ValueError, zlib.error)):
        own_writing._whole({}, b"0 0 m")

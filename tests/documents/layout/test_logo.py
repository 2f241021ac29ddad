"""An agency's logo: a small PNG beside its layouts, at most twelve millimetres high, never a way to another file."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pypdf
import pytest

from screening import settings
from screening.casework.content.edition import Content
from screening.documents.forms.loader import Form, read_form
from screening.documents.forms.render import render_all
from screening.documents.layout.logo import LARGEST, MOST_PIXELS, SIGNATURE, png_size, read_logo
from screening.wording.catalogue.translations import Words
from tests.documents.some_facts import build_paper, facts


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def layout(folder: Path, logo: str, data: bytes | None) -> tuple[Form | None, str]:
    text = (settings.forms_root() / "referral-my" / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(text.replace('sheet = "B"', f'sheet = "B"\nlogo = "{logo}"', 1), encoding="utf-8")
    if data is not None:
        (folder / logo).write_bytes(data)
    form, problems = read_form(folder / "form.toml", "forms/x/form.toml")
    return form, " ".join(map(str, problems))


def test_a_logo_stands_on_the_paper_and_the_words_stay(content: Content, tmp_path: Path) -> None:
    form, problems = layout(tmp_path, "logo.png", png(60, 40))
    assert problems == ""
    assert form is not None
    pdf = render_all((build_paper(form, facts(content, yes="papers-kept"), root_words=Words("en")),))
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert len(page.images) == 1
    assert "Helaian B: tanda yang direkodkan" in page.extract_text()


@pytest.mark.parametrize(
    ("logo", "data"),
    [
        ("logo.png", None),
        ("logo.png", b"<svg/>"),
        ("logo.jpg", png(6, 4)),
        ("../logo.png", None),
        ("logo.png", png(60, 40)[:20]),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 90_000, 90_000)),
    ],
)
def test_what_is_no_small_png_beside_the_layout_is_told(tmp_path: Path, logo: str, data: bytes | None) -> None:
    form, problems = layout(tmp_path, logo, data)
    assert form is None
    assert "no small PNG" in problems


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png(10, 10) + b"\0" * 400_000)
    with pytest.raises(ValueError, match="small"):
        read_logo(path)


def head(width: int, height: int, long: int = 24) -> bytes:
    """So many bytes that begin as a PNG of this size does."""
    return (SIGNATURE + b"\0\0\0\rIHDR" + struct.pack(">II", width, height)).ljust(long, b"\0")[:long]


@pytest.mark.parametrize("data", [head(60, 40), head(1, MOST_PIXELS), head(MOST_PIXELS, 1), head(6, 4, LARGEST)])
def test_the_size_of_a_picture_is_that_of_its_head(data: bytes) -> None:
    assert png_size(data) == struct.unpack(">II", data[16:24])


@pytest.mark.parametrize(
    "data",
    [
        head(60, 40, 23),
        head(60, 40, LARGEST + 1),
        b"\x88" + head(60, 40)[1:],
        head(60, 40).replace(b"IHDR", b"IDAT"),
        head(0, 40),
        head(60, 0),
        head(MOST_PIXELS + 1, 4),
        head(4, MOST_PIXELS + 1),
    ],
)
def test_a_head_that_is_none_of_a_logo_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"small PNG|logo's size"):
        png_size(data)

"""Papers that leave the record: locked under AES-256, opened by their passphrase, and checked by their letters."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.render import render_all
from screening.documents.paper_check import check as encryption
from screening.documents.paper_check.check import check, lock
from screening.errors import BadInput
from tests.documents.pdf.test_structure_tags import elements
from tests.documents.reading import unlocked
from tests.documents.some_facts import facts, made

PASSPHRASE = "lantern copper meadow thimble walnut"


@pytest.fixture(scope="module")
def paper() -> bytes:
    from screening.casework.content.edition import open_content

    return one(open_content())


def one(content: Content, text: str = "میرا پاسپورٹ RM 500") -> bytes:
    return render_all(
        (
            made(
                facts(
                    content,
                    yes="papers-kept",
                    code="K7RM-4QXD-W",
                    fingerprint="4F2A 99C1 77DE",
                    language="ur",
                    words=(("papers", text, "told"),),
                )
            ),
        )
    )


def changed(pdf: bytes, before: bytes, after: bytes) -> bytes:
    """The same file with other bytes in the drawing of its first page that has them."""
    document = pikepdf.open(io.BytesIO(pdf))
    for page in document.pages:
        stream = page.Contents.read_bytes()
        if before in stream:
            page.Contents = document.make_stream(stream.replace(before, after, 1))
            break
    else:
        raise AssertionError("nothing to change")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_paper_as_it_was_made_is_unchanged(paper: bytes) -> None:
    checked = check(paper)
    assert checked.unchanged
    assert not checked.locked
    assert checked.printed in pypdf.PdfReader(io.BytesIO(paper)).pages[0].extract_text()


def test_a_file_is_read_up_to_the_largest_size(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "LARGEST", len(paper))
    assert check(paper).unchanged
    monkeypatch.setattr(encryption, "LARGEST", len(paper) - 1)
    with pytest.raises(BadInput, match="pdf-too-big"):
        check(paper)


def test_the_same_letters_never_stand_for_other_words(content: Content, paper: bytes) -> None:
    assert check(one(content, "someone else's words")).printed != check(paper).printed


def test_a_changed_page_is_found(paper: bytes) -> None:
    checked = check(changed(paper, b"/MCID 0", b"/MCID 7"))
    assert checked.printed
    assert not checked.unchanged


def test_a_page_that_was_taken_out_is_found(paper: bytes) -> None:
    document = pikepdf.open(io.BytesIO(paper))
    del document.pages[0]
    out = io.BytesIO()
    document.save(out)
    assert not check(out.getvalue()).unchanged


def test_a_paper_that_another_program_wrote_anew_matches_its_letters_and_is_not_vouched_for(paper: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper))
    out = io.BytesIO()
    writer.write(out)
    checked = check(out.getvalue())
    assert checked.matches
    assert not checked.unchanged


def test_a_locked_paper_says_nothing_without_its_passphrase(paper: bytes) -> None:
    locked = lock(paper, PASSPHRASE)
    for part in (b"K7RM", b"4F2A", b"ActualText", b"Rujukan", b"R\0u\0j"):
        assert part not in locked
    for wrong in ("", "lantern copper meadow thimble walnuts", PASSPHRASE.upper()):
        with pytest.raises(BadInput) as told:
            check(locked, wrong)
        assert told.value.code == "pdf-locked"


@pytest.mark.requirement("RE18")
def test_a_locked_paper_is_under_aes_256_of_revision_6(paper: bytes) -> None:
    document = pikepdf.open(io.BytesIO(lock(paper, PASSPHRASE)), password=PASSPHRASE)
    assert document.encryption.R == 6
    assert document.encryption.bits == 256
    assert str(document.encryption.stream_method).endswith("aesv3")
    assert str(document.encryption.string_method).endswith("aesv3")


def test_what_was_locked_comes_back_whole(paper: bytes) -> None:
    locked = lock(paper, PASSPHRASE)
    assert check(locked, PASSPHRASE).unchanged
    texts = [
        [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
        for data in (paper, unlocked(locked, PASSPHRASE))
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"hello", b"\0" * 1000, b"%PDF-1.7\ntrailer<</Root 1 0 R>>%%EOF"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(BadInput) as told:
        check(data)
    assert told.value.code == "pdf-unreadable"


def test_half_a_paper_is_told_or_found_changed(paper: bytes) -> None:
    for part in (0.25, 0.5, 0.9):
        try:
            assert not check(paper[: int(len(paper) * part)]).unchanged
        except BadInput as told:
            assert told.code == "pdf-unreadable"


def test_the_reading_order_is_tagged_and_no_text_of_the_body_is_left_out(paper: bytes) -> None:
    document = pikepdf.open(io.BytesIO(paper))
    assert document.Root.MarkInfo.Marked
    found = list(elements(document.Root.StructTreeRoot))
    kinds = [str(element.S) for element in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 5
    kids = [element.K if isinstance(element.K, pikepdf.Array) else [element.K] for element in found if "/K" in element]
    marks = sum(not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid for each in kids for kid in each)
    drawn = sum(page.Contents.read_bytes().count(b"/MCID ") for page in document.pages)
    assert marks == drawn > 50
    assert str(document.Root.Lang) == "en"
    assert len(document.open_outline().root) >= 5


def test_the_letters_of_a_paper_are_read_without_counting_it(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert encryption.printed_letters(paper) == encryption.check(paper).printed != ""
    monkeypatch.setattr(encryption, "whole", None)
    assert encryption.printed_letters(paper)


def test_a_file_of_another_program_has_no_letters() -> None:
    other = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(other)
    assert encryption.printed_letters(other.getvalue()) == ""
    found = check(other.getvalue())
    assert (found.printed, found.unchanged) == ("", False)


def test_an_instruction_beside_the_title_is_not_vouched_for(paper: bytes) -> None:
    assert check(paper).unchanged
    mark = paper.index(b"W5M0MpCehiHzreSzNTczkc9d")
    changed = bytearray(paper)
    changed[mark] ^= 1
    assert not check(bytes(changed)).unchanged


OLDER = Path(__file__).parents[2] / "files" / "older-paper.pdf"


@pytest.mark.parametrize(
    ("added", "bare"),
    [
        (lambda root, page: None, True),
        (lambda root, page: root.__setitem__("/AcroForm", pikepdf.Dictionary()), False),
        (lambda root, page: page.__setitem__("/Annots", pikepdf.Array()), False),
        (lambda root, page: page.__setitem__("/Rotate", 90), False),
        (lambda root, page: page.__setitem__("/Trans", pikepdf.Dictionary(S=pikepdf.Name.Fade)), False),
        (lambda root, page: page.__setitem__("/MediaBox", [0, 0, 595.28, 600]), False),
        (lambda root, page: page.__setitem__("/MediaBox", [0, 0, 595.3, 841.9]), True),
    ],
)
def test_letters_of_the_first_edition_count_only_a_paper_with_nothing_beside_its_pages(
    added: Callable[[pikepdf.Object, pikepdf.Object], None], bare: bool
) -> None:
    made = io.BytesIO()
    with pikepdf.open(OLDER) as document:
        added(document.Root, document.pages[0].obj)
        document.save(made)
    found = check(made.getvalue())
    assert (found.edition, found.matches, bool(found.found)) == (1, bare, bare)

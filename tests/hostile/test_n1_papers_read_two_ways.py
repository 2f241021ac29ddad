"""N1: a paper that this program reads as it was made, and a viewer shows otherwise.

The check reads a file with qpdf, a person with PDFium, Poppler, MuPDF or Ghostscript. Where they differ about the same
bytes (a reference with another generation, a second table, bytes behind the end) the letters held and the page said
something else. So only what can be this program's own writing is called unchanged, and what is called unchanged looks
alike in all four.
"""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pytest

from screening.casework.referral import paper_check
from screening.documents.paper_check.check import check, lock
from screening.errors import BadInput
from screening.wording.catalogue.translations import Words
from tests.documents.reading import unlocked
from tests.hostile.other_viewers import installed, pictures
from tests.hostile.test_f2_altered_papers import OLDER, paper  # noqa: F401
from tests.sweeps import where

PASSPHRASE = "lantern copper meadow"
MUTATED = 2000
EACH_TIME = 24
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def verdict(pdf: bytes, passphrase: str = "") -> tuple[str, bool]:
    """What the officer reads first, and whether the paper is vouched for."""
    try:
        lines, sound = paper_check.lines(check(pdf, passphrase), Words("en"))
    except BadInput as trouble:
        return trouble.code, False
    return lines[0], sound


@dataclass
class Parts:
    """A file by its parts, to be put together in ways that no program of ours does."""

    objects: dict[int, bytes]
    root: int
    information: int
    page: int
    contents: int
    drawn: bytes
    generations: dict[int, int] = field(default_factory=dict)
    not_in_table: frozenset[int] = frozenset()
    head: bytes = HEAD
    trailer: bytes = b""
    identifier: bytes = b"[<%s><%s>]" % (b"0a" * 16, b"0b" * 16)
    size: int = 0
    end: bytes = b""

    @property
    def next(self) -> int:
        return max(self.objects) + 1

    def adding(self, *bodies: bytes) -> Parts:
        return replace(self, objects=self.objects | {self.next + at: body for at, body in enumerate(bodies)})

    def changing(self, number: int, before: bytes, after: bytes) -> Parts:
        assert before in self.objects[number]
        return replace(self, objects=self.objects | {number: self.objects[number].replace(before, after, 1)})

    def on_page(self, entry: bytes) -> Parts:
        return self.changing(self.page, b"/Type /Page ", entry + b" /Type /Page ")

    def file(self) -> bytes:
        made, places = bytearray(self.head), dict[int, int]()
        for number, body in sorted(self.objects.items()):
            if number not in self.not_in_table:
                places[number] = len(made)
            made += b"%d %d obj\n%s\nendobj\n" % (number, self.generations.get(number, 0), body)
        return bytes(made) + self.table(places, len(made)) + self.end

    def table(self, places: dict[int, int], start: int, more: bytes = b"") -> bytes:
        last = max(places)
        lines = [
            b"%010d %05d n \n" % (places[number], self.generations.get(number, 0)) if number in places else FREE
            for number in range(1, last + 1)
        ]
        held = b"<< /Info %d 0 R /Root %d 0 R /Size %d /ID %s%s >>" % (
            self.information, self.root, self.size or last + 1, self.identifier, self.trailer + more,
        )  # fmt: skip
        return (
            b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1) + b"".join(lines)
            + b"trailer " + held + b"\nstartxref\n%d\n%%%%EOF\n" % start
        )  # fmt: skip


FREE = b"0000000000 00000 f \n"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< %s/Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


LOOK = b"1 1 1 rg 0 0 500 400 re f 0 0 0 rg 60 480 450 8 re f BT /Helv 28 Tf 20 200 Td (CLEARED) Tj ET"
FORM = b"/Type /XObject /Subtype /Form /BBox [ 0 0 500 400 ] "
FONT = b"/Resources << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
OVER = b"\nq 1 1 1 rg 30 300 530 400 re f Q q 0 0 0 rg 60 480 450 8 re f Q\n"


def note(at: int) -> tuple[bytes, bytes, bytes]:
    """A list of notes, a note and its look, as objects ``at`` and behind it."""
    box = b"<< /Type /Annot /Subtype /FreeText /Rect [ 30 300 530 700 ] /Contents (CLEARED) /F 4 /AP << /N %d 0 R >> >>"
    return b"[ %d 0 R ]" % (at + 1), box % (at + 2), stream(LOOK, FORM + FONT)


def parts_of(pdf: bytes) -> Parts:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(saved, fix_metadata_version=False)
    data = saved.getvalue()
    objects = {
        int(found[1]): found[2]
        for found in re.finditer(rb"(?<=\n)([0-9]+) 0 obj\n(.*?)\nendobj\n", data, re.DOTALL)
    }  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        contents = page.obj.Contents
        return Parts(
            objects, document.Root.objgen[0], document.trailer.Info.objgen[0], page.obj.objgen[0],
            contents.objgen[0], contents.read_bytes(),
        )  # fmt: skip


@pytest.fixture(scope="module")
def parts(paper: bytes) -> Parts:  # noqa: F811
    return parts_of(paper)


# Attacks of both trials on how a file is read.


def a_note_of_another_generation(parts: Parts, generation: int = 1) -> bytes:
    return parts.adding(*note(parts.next)).on_page(b"/Annots %d %d R" % (parts.next, generation)).file()


def a_note_in_a_list_of_another_generation(parts: Parts) -> bytes:
    return parts.adding(*note(parts.next)).on_page(b"/Annots [ %d 3 R ]" % (parts.next + 1)).file()


def an_object_of_another_generation(parts: Parts) -> bytes:
    at = parts.next
    return replace(parts.adding(*note(at)).on_page(b"/Annots %d 0 R" % at), generations={at: 7}).file()


def a_note_that_the_table_does_not_know(parts: Parts) -> bytes:
    at = parts.next
    return replace(parts.adding(*note(at)).on_page(b"/Annots %d 0 R" % at), not_in_table=frozenset({at})).file()


def a_size_that_is_too_small(parts: Parts) -> bytes:
    at = parts.next
    return replace(parts.adding(*note(at)).on_page(b"/Annots %d 0 R" % at), size=at).file()


def the_drawing_twice_in_a_page(parts: Parts) -> bytes:
    return parts.adding(stream(parts.drawn + OVER)).on_page(b"/Contents %d 0 R" % parts.next).file()


def a_name_of_the_drawing_spelled_otherwise(parts: Parts) -> bytes:
    return parts.adding(stream(parts.drawn + OVER)).on_page(b"/Content#73 %d 0 R" % parts.next).file()


def a_second_drawing_of_the_same_number(parts: Parts) -> bytes:
    body = b"\nendobj\n%d 0 obj\n%s" % (parts.contents, stream(parts.drawn + OVER))
    return replace(parts, objects=parts.objects | {parts.contents: parts.objects[parts.contents] + body}).file()


def bytes_before_the_head(parts: Parts) -> bytes:
    return replace(parts, head=b"x" * 500 + b"\n" + HEAD).file()


def bytes_before_the_head_that_places_leave_out(parts: Parts) -> bytes:
    return b"x" * 500 + b"\n" + parts.file()


def bytes_behind_the_end(parts: Parts, many: int = 1100) -> bytes:
    return replace(parts, end=b"x" * many).file()


def added_to(parts: Parts, more: bytes = b"", points: int | None = None) -> bytes:
    """The file with another drawing added at its end, as programs do that save quickly."""
    base = parts.file()
    first = int(re.findall(rb"startxref\n(\d+)", base)[-1])
    body = b"%d 0 obj\n%s\nendobj\n" % (parts.contents, stream(parts.drawn + OVER))
    table = b"xref\n%d 1\n%010d 00000 n \n" % (parts.contents, len(base))
    held = b"trailer << /Info %d 0 R /Root %d 0 R /Size %d /Prev %d /ID %s%s >>" % (
        parts.information, parts.root, parts.next, first, parts.identifier, more,
    )  # fmt: skip
    start = len(base) + len(body) if points is None else points
    return base + body + table + held + b"\nstartxref\n%d\n%%%%EOF\n" % start


def first_table(parts: Parts) -> int:
    return int(re.findall(rb"startxref\n(\d+)", parts.file())[-1])


def a_drawing_added_at_the_end(parts: Parts) -> bytes:
    return added_to(parts)


def a_drawing_added_that_nothing_points_to(parts: Parts) -> bytes:
    return added_to(parts, points=first_table(parts))


def an_older_table_spelled_otherwise(parts: Parts, spelled: bytes = b"xstartxref\n%d\n%%%%EOF\n") -> bytes:
    return added_to(parts) + spelled % first_table(parts)


def a_table_in_a_stream_beside(parts: Parts) -> bytes:
    base = parts.file()
    body = b"%d 0 obj\n%s\nendobj\n" % (parts.contents, stream(parts.drawn + OVER))
    entry = b"\x01" + len(base).to_bytes(4, "big") + b"\0"
    at = len(base) + len(body)
    held = b"%d 0 obj\n<< /Type /XRef /Size %d /W [ 1 4 1 ] /Index [ %d 1 ] /Root %d 0 R /Length %d >>\nstream\n" % (
        parts.next, parts.next + 1, parts.contents, parts.root, len(entry),
    )  # fmt: skip
    held += entry + b"\nendstream\nendobj\n"
    trailer = b"xref\n0 0\ntrailer << /Info %d 0 R /Root %d 0 R /Size %d /Prev %d /XRefStm %d /ID %s >>" % (
        parts.information, parts.root, parts.next + 1, first_table(parts), at, parts.identifier,
    )  # fmt: skip
    return base + body + held + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % (at + len(held))


def a_first_page_for_the_web(parts: Parts) -> bytes:
    """A head that says where the first page is, with a table of its own that has another drawing."""
    made = b""
    total = first = second = other = 0
    places: dict[int, int] = {}
    for _ in range(4):  # lengths settle
        head = b"<< /Linearized 1 /L %010d /H [ %010d %010d ] /O %d /E %010d /N 2 /T %010d >>"
        built = bytearray(HEAD + b"%d 0 obj\n%s\nendobj\n" % (
            parts.next, head % (total, first, 20, parts.page, other, second),
        ))  # fmt: skip
        first = len(built)
        shown = {number: places.get(number, 0) for number in parts.objects} | {parts.contents: other}
        built += replace(parts, size=parts.next + 1).table(shown, 0)
        for number, body in sorted(parts.objects.items()):
            places[number] = len(built)
            built += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        other = len(built)
        built += b"%d 0 obj\n%s\nendobj\n" % (parts.contents, stream(parts.drawn + OVER))
        second = len(built)
        built += parts.table(places | {parts.next: len(HEAD)}, second)
        total, made = len(built), bytes(built)
    return made


def an_object_that_nothing_uses(parts: Parts) -> bytes:
    return parts.adding(stream(parts.drawn + OVER)).file()


def more_behind_a_stream_s_end(parts: Parts) -> bytes:
    packed = zlib.compress(parts.drawn) + zlib.compress(OVER)
    body = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return replace(parts, objects=parts.objects | {parts.contents: body}).file()


def a_stream_longer_than_it_says(parts: Parts) -> bytes:
    body = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(parts.drawn), parts.drawn + OVER)
    return replace(parts, objects=parts.objects | {parts.contents: body}).file()


def a_length_that_stands_apart(parts: Parts) -> bytes:
    packed = zlib.compress(parts.drawn)
    body = b"<< /Length %d 1 R /Filter /FlateDecode >>\nstream\n%s\nendstream" % (parts.next, packed)
    return replace(parts, objects=parts.objects | {parts.contents: body}).adding(b"%d" % len(packed)).file()


def a_predictor(parts: Parts) -> bytes:
    packed = zlib.compress(parts.drawn)
    held = b"<< /Length %d /Filter /FlateDecode /DecodeParms << /Predictor 1 /Colors 3 >> >>\nstream\n%s\nendstream"
    body = held % (len(packed), packed)
    return replace(parts, objects=parts.objects | {parts.contents: body}).file()


def another_filter(parts: Parts) -> bytes:
    data = parts.drawn.hex().encode() + b">" + OVER.hex().encode() + b">"
    body = b"<< /Length %d /Filter /ASCIIHexDecode >>\nstream\n%s\nendstream" % (len(data), data)
    return replace(parts, objects=parts.objects | {parts.contents: body}).file()


def fewer_pages_than_there_are(parts: Parts) -> bytes:
    number = next(number for number, body in parts.objects.items() if b"/Type /Pages" in body)
    (many,) = re.findall(rb"/Count ([0-9]+)", parts.objects[number])
    return parts.changing(number, b"/Count " + many, b"/Count %d" % (int(many) - 1)).file()


def a_whole_number_with_a_point(parts: Parts) -> bytes:
    return parts.changing(parts.page, b"/StructParents 0", b"/StructParents 0.0").file()


def a_turn_that_is_no_number(parts: Parts) -> bytes:
    return parts.changing(parts.page, b"/Rotate 0", b"/Rotate 000").file()


def an_older_version_in_the_catalog(parts: Parts) -> bytes:
    return parts.changing(parts.root, b"/Type /Catalog", b"/Version /1.0 /Type /Catalog").file()


def a_creator_who_cleared_somebody(parts: Parts) -> bytes:
    return parts.changing(parts.information, b"<<", b"<< /Creator (CLEARED)").file()


def a_tool_in_the_metadata(parts: Parts) -> bytes:
    number = next(number for number, body in parts.objects.items() if b"/Type /Metadata" in body)
    data = parts.objects[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    said = b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="CLEARED" rdf:about=""'
    changed = data.replace(b' rdf:about=""', said)
    assert changed != data
    body = b"<< /Subtype /XML /Type /Metadata /Length %d >>\nstream\n%s\nendstream" % (len(changed), changed)
    return replace(parts, objects=parts.objects | {number: body}).file()


READ_TWO_WAYS: list[Callable[[Parts], bytes]] = [
    a_note_of_another_generation, a_note_in_a_list_of_another_generation, an_object_of_another_generation,
    a_note_that_the_table_does_not_know, a_size_that_is_too_small, the_drawing_twice_in_a_page,
    a_name_of_the_drawing_spelled_otherwise, a_second_drawing_of_the_same_number, bytes_before_the_head,
    bytes_before_the_head_that_places_leave_out, bytes_behind_the_end, a_drawing_added_at_the_end,
    a_drawing_added_that_nothing_points_to, an_older_table_spelled_otherwise, a_table_in_a_stream_beside,
    a_first_page_for_the_web, an_object_that_nothing_uses, more_behind_a_stream_s_end, a_stream_longer_than_it_says,
    a_length_that_stands_apart, a_predictor, another_filter, fewer_pages_than_there_are, a_whole_number_with_a_point,
    a_turn_that_is_no_number, an_older_version_in_the_catalog, a_creator_who_cleared_somebody, a_tool_in_the_metadata,
]  # fmt: skip
TAILS = [
    b"startxref\n%d\n", b"startxref\n%d\n%%%%EOF\n", b"startxref %d\n%%%%EOF\n", b"\nstartxref\n0%d\n%%%%EOF",
    b"startxref\r%d\r%%%%EOF", b"xstartxref\n%d\n%%%%EOF\n", b"startxrefx\n%d\n%%%%EOF\n", b"<startxref\n%d\n%%%%EOF\n",
    b"%%startxref\n%d\n%%%%EOF\n", b"startxref%%\n%d\n%%%%EOF\n", b"(startxref\n%d)\n",
]  # fmt: skip


@pytest.mark.parametrize("attack", READ_TWO_WAYS, ids=lambda attack: attack.__name__)
def test_a_paper_that_can_be_read_two_ways_is_not_vouched_for(parts: Parts, attack: Callable[[Parts], bytes]) -> None:
    assert not verdict(attack(parts))[1]


@pytest.mark.parametrize("tail", TAILS, ids=repr)
def test_a_second_end_is_not_vouched_for_however_it_is_spelled(parts: Parts, tail: bytes) -> None:
    assert not verdict(an_older_table_spelled_otherwise(parts, tail))[1]


@pytest.mark.parametrize("generation", [1, 5, 65535])
def test_no_generation_but_the_first_is_vouched_for(parts: Parts, generation: int) -> None:
    assert not verdict(a_note_of_another_generation(parts, generation))[1]


def test_the_parts_put_together_as_they_were_are_vouched_for(parts: Parts) -> None:
    """So what the attacks change is all that is wrong with them."""
    assert verdict(parts.file())[0].startswith("This form is unchanged")


def test_a_paper_that_another_program_saved_is_told_from_one_that_was_changed(parts: Parts) -> None:
    told, sound = verdict(an_object_that_nothing_uses(parts))
    assert "Do not rely on what you see" in told
    assert not sound


def test_older_papers_locked_papers_and_unlocked_ones_are_still_vouched_for(paper: bytes) -> None:  # noqa: F811
    locked = lock(paper, PASSPHRASE)
    for pdf, passphrase in ((OLDER, ""), (locked, PASSPHRASE), (unlocked(locked, PASSPHRASE), "")):
        assert verdict(pdf, passphrase)[1]


def test_a_locked_paper_that_can_be_read_two_ways_is_not_vouched_for(paper: bytes) -> None:  # noqa: F811
    """The last one opens with its passphrase by either of two entries, which hold two keys."""
    locked = lock(paper, PASSPHRASE)
    changed = (
        locked + b"x" * 1100,
        locked.replace(b"/StructParents 0 ", b"/StructParents 00 "),
        locked.replace(b"%PDF-1.7", b"%PDF-1.4"),
        locked.replace(b"/AuthEvent /DocOpen", b"/AuthEvent /EFOpen "),
        re.sub(rb"/UE <..", lambda found: found[0][:-2] + (b"00" if found[0][-2:] != b"00" else b"01"), locked),
    )
    for pdf in changed:
        assert pdf != locked
        assert not verdict(pdf, PASSPHRASE)[1]


# What is vouched for looks alike in every viewer.


def rewritten(parts: Parts, chance: random.Random) -> bytes:
    """A paper that says the same another way, or another thing: one of the attacks, or a few small changes of spelling.

    The table is always right, so nothing is refused for the places of its objects alone.
    """
    if chance.random() < 0.2:
        return chance.choice(READ_TWO_WAYS)(parts)
    objects = dict(parts.objects)
    for _ in range(chance.randrange(1, 4)):
        number = chance.choice(list(objects))
        body, mark, data = objects[number].partition(b"stream\n")
        if mark and chance.random() < 0.3:
            unpacked = zlib.decompress(data[: -len(b"\nendstream")]) if b"/FlateDecode" in body else None
            if unpacked is not None:
                packed = zlib.compress(unpacked, chance.randrange(10))
                body = re.sub(rb"/Length [0-9]+", b"/Length %d" % len(packed), body)
                objects[number] = body + mark + packed + b"\nendstream"
                continue
        objects[number] = chance.choice(SPELLINGS)(body, chance) + mark + data
    return replace(parts, objects=objects).file()


def space(body: bytes, chance: random.Random) -> bytes:
    places = [found.start() for found in re.finditer(rb" (?![^(]*\))", body)]
    if not places:
        return body
    at = chance.choice(places)
    return body[:at] + chance.choice([b"  ", b"\n", b" %\n", b" \n ", b"\t", b"\r", b"\0", b" %x\n"]) + body[at + 1 :]


def order(body: bytes, chance: random.Random) -> bytes:
    entries = re.findall(rb"/[A-Za-z]+ (?:[0-9]+ 0 R|/[A-Za-z0-9.]+|[0-9.]+)(?= )", body)
    if len(entries) < 2:
        return body
    one, other = chance.sample(entries, 2)
    return body.replace(one, b"\1").replace(other, one).replace(b"\1", other)


def figure(body: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"(?<=[ \[])-?[0-9.]+(?=[ \]])(?! 0 R)", body))
    if not found:
        return body
    each = chance.choice(found)
    ways = (b"%s.0", b"0%s", b"+%s", b"%s0", b"%s1", b"-%s", b"%s.", b"%s.00000001", b"%s 0 R", b"%s 1 R")
    return body[: each.start()] + chance.choice(ways) % each[0] + body[each.end() :]


def word(body: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"/[A-Za-z]+", body))
    if not found:
        return body
    each = chance.choice(found)
    spelled = (
        b"/#%02x%s" % (each[0][1], each[0][2:]), each[0] + b"x", b"/", b"null", each[0] * 2, each[0].lower(), b"",
        b"/Annots [ << /Subtype /Square /Rect [ 0 0 500 500 ] /C [ 0 ] >> ] " + each[0],
    )  # fmt: skip
    return body[: each.start()] + chance.choice(spelled) + body[each.end() :]


SPELLINGS: list[Callable[[bytes, random.Random], bytes]] = [space, space, order, order, figure, word]


@pytest.fixture(scope="module")
def as_made(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    file = tmp_path_factory.mktemp("papers") / "as-made.pdf"
    file.write_bytes(parts.file())
    return pictures(file, installed())


@pytest.mark.parametrize("seed", where(range(MUTATED), lambda seed: seed < EACH_TIME))
def test_what_is_vouched_for_looks_alike_in_all_viewers(
    parts: Parts, as_made: dict[str, str], tmp_path: Path, seed: int
) -> None:
    pdf = rewritten(parts, random.Random(seed))
    if verdict(pdf)[1]:
        file = tmp_path / "mutated.pdf"
        file.write_bytes(pdf)
        assert pictures(file, list(as_made)) == as_made


@pytest.mark.parametrize("viewer", ["PDFium", "Poppler", "MuPDF", "Ghostscript"])
def test_the_attack_of_the_trial_shows_in_a_viewer_and_is_not_vouched_for(
    parts: Parts, as_made: dict[str, str], tmp_path: Path, viewer: str
) -> None:
    """That the pictures tell papers apart: each viewer shows a drawing that was added."""
    if viewer not in as_made:
        pytest.skip(f"{viewer} is not installed: .ci/run installs it")
    file = tmp_path / "added.pdf"
    file.write_bytes(added_to(parts))
    assert pictures(file, [viewer])[viewer] not in (as_made[viewer], "nothing")

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from screening.documents.typography.bidi import (
    _CLOSING,
    _ISOLATES,
    _OPENING,
    bidi_class,
    levels,
    line_levels,
    visual_order,
)

UNICODE = Path("/usr/share/unicode")
needs_unicode_data = pytest.mark.skipif(
    not (UNICODE / "BidiTest.txt").exists(), reason="Unicode's test files (package unicode-data) are not installed"
)
LETTERS = st.sampled_from(
    list("ab12 -+/.,:") + list("محا٣۴") + list("\u05d0\u05d1") + list("𐴀𐴝𐴰") + ["ক", "中", "\u0301"]
)


def rows(name: str) -> Iterator[str]:
    with (UNICODE / name).open(encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def base_level(classes: Sequence[str]) -> int | None:
    """0 or 1 by the first strong character outside isolates (P2, P3); None when there is none."""
    depth = 0
    for kind in classes:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def resolved(text: str, kinds: list[str], asked: int | None) -> tuple[int, list[int]]:
    base = asked if asked is not None else base_level(kinds) or 0
    return base, line_levels(levels(text, base, kinds), kinds, base)


def same(got: list[int], wanted: list[str], order: list[int]) -> bool:
    kept = [at for at, level in enumerate(wanted) if level != "x"]
    shown = [kept[at] for at in visual_order([got[at] for at in kept])]
    return all(int(wanted[at]) == got[at] for at in kept) and shown == order


@needs_unicode_data
def test_unicode_s_characters_stand_in_the_order_the_standard_says() -> None:
    wrong = []
    for row in rows("BidiCharacterTest.txt"):
        points, asked, paragraph, wanted, order = row.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        kinds = [bidi_class(character) for character in text]
        base, got = resolved(text, kinds, {"0": 0, "1": 1}.get(asked))
        if base != int(paragraph) or not same(got, wanted.split(), [int(at) for at in order.split()]):
            wrong.append(row)
    assert not wrong


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0x41, "L"), (0x5D0, "R"), (0x627, "AL"), (0x661, "AN"), (0x31, "EN"), (0x2067, "RLI"),
        (0x1FFFE, "BN"), (0x1FFFF, "BN"), (0xFDD0, "BN"), (0xFDEF, "BN"), (0xE0000, "BN"), (0xE0FFF, "BN"),
        (0xFFF0, "BN"), (0xFFF8, "BN"), (0xE1000, "L"), (0xFDCF, "ON"),
        (0x7C0 + 0x3B, "R"), (0x1EC70, "AL"), (0x1ECC0, "R"), (0x107FF, "L"), (0x1083F, "R"), (0x378, "L"),
        (0x5FF, "R"), (0x20CF, "ET"), (0x1ECBF, "AL"), (0x1EDFF, "R"), (0x1EE04, "AL"), (0x1EFFF, "R"),
    ],
)  # fmt: skip
def test_a_sign_that_no_table_knows_has_the_class_of_its_block(code: int, kind: str) -> None:
    """DerivedBidiClass: noncharacters and ignorables are boundaries, blocks kept for Hebrew R, for Arabic AL."""
    assert bidi_class(chr(code)) == kind


def class_rows() -> Iterator[tuple[list[str], int | None, list[str], list[int]]]:
    wanted: list[str] = []
    order: list[int] = []
    for row in rows("BidiTest.txt"):
        if row.startswith("@Levels:"):
            wanted = row.partition(":")[2].split()
        elif row.startswith("@Reorder:"):
            order = [int(at) for at in row.partition(":")[2].split()]
        elif not row.startswith("@"):
            kinds, asked = row.split(";")
            for base, bit in ((None, 1), (0, 2), (1, 4)):
                if int(asked, 16) & bit:
                    yield kinds.split(), base, wanted, order


@needs_unicode_data
@pytest.mark.parametrize(
    "part",
    [pytest.param(slice(0, None, 23), id="every 23rd"), pytest.param(slice(None), id="all", marks=pytest.mark.sweep)],
)
def test_every_mixture_of_classes_is_ordered_as_the_standard_says(part: slice) -> None:
    step = part.step or 1
    wrong = [
        (kinds, asked)
        for at, (kinds, asked, wanted, order) in enumerate(class_rows())
        if at % step == 0 and not same(resolved("", kinds, asked)[1], wanted, order)
    ]
    assert not wrong


@needs_unicode_data
def test_the_table_of_brackets_is_unicode_s() -> None:

    opening, closing = {}, set()
    for row in rows("BidiBrackets.txt"):
        point, other, kind = (part.strip() for part in row.split(";"))
        if kind == "o":
            opening[chr(int(point, 16))] = chr(int(other, 16))
        elif kind == "c":
            closing.add(chr(int(point, 16)))
    assert opening == _OPENING
    assert closing == _CLOSING


@given(st.text(LETTERS, max_size=30), st.sampled_from([0, 1]))
def test_the_order_is_the_one_that_another_program_finds(text: str, base: int) -> None:
    kinds = [bidi_class(character) for character in text]
    _, got = resolved(text, kinds, base)
    ours = "".join(text[at] for at in visual_order(got))
    assert ours == get_display(text, base_dir="LR"[base])


@given(st.lists(st.integers(0, 6), max_size=40))
def test_drawing_order_holds_every_item_once(given_levels: list[int]) -> None:
    assert sorted(visual_order(given_levels)) == list(range(len(given_levels)))


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("LRI RLE L PDF PDI L", [124, 124]),  # in an isolate that is too deep nothing counts, were there room for it
        ("LRI PDI RLI L PDI L", [126, 124]),  # one that is not too deep counts again once the other is closed
        ("LRE RLI L PDI PDF RLE L", [124, 126]),
        ("LRE RLE L PDF RLE L PDF PDF RLE L", [124, 124, 126]),
        ("RLI LRE RLE PDI RLE L", [126]),  # the end of an isolate ends what was too deep inside it
    ],
)
def test_what_is_nested_too_deep_changes_no_level_until_it_is_closed(inside: str, wanted: list[int]) -> None:
    """X1 to X7 with the greatest depth of 125: sixty-two embeddings stand at 124, where only one to the right fits."""
    kinds = ["LRE"] * 62 + inside.split()
    found = levels("", 0, kinds)
    assert [level for level, kind in zip(found, kinds, strict=True) if kind == "L"] == wanted


def test_ten_thousand_nested_brackets_and_isolates_are_nothing_special() -> None:
    text = "(" * 10_000 + "ا" + ")" * 10_000 + "\u2067" * 10_000 + "a" + "\u2069" * 10_000
    assert len(levels(text, 1)) == len(text)

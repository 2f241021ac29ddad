"""N1, the other papers: every sheet of a folder, several sheets in one file, and locked ones, drawn by four viewers.

What was asked of sheet B is asked of the others: whatever is vouched for looks as the paper that was made. Of a locked
paper everything is changed that stands around what is enciphered, what is enciphered, and its lock.
"""

from __future__ import annotations

import functools
import io
import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.documents.paper_check.check import lock
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import ALL, SETS, known, nothing
from tests.documents.some_facts import build_paper
from tests.hostile.other_viewers import installed, pictures
from tests.hostile.test_n1_papers_read_two_ways import (
    PASSPHRASE,
    SPELLINGS,
    Parts,
    added_to,
    parts_of,
    rewritten,
    verdict,
)
from tests.sweeps import where

THEIR_OWN = ("plan", "rights", "card", "visit")
"""What the person carries: it has no check code."""
SHEETS: dict[str, tuple[str, ...]] = {name: (name,) for name in SETS["referral-my"] if name not in THEIR_OWN}
SHEETS["several"] = ("sheet-a", "labour", "slip")
EACH, EACH_TIME = 40, 1
LOCKED, LOCKED_EACH_TIME = 600, 12


@functools.cache
def made(name: str) -> bytes:
    forms = [SETS["referral-my"][each] for each in SHEETS[name]]
    return render_all(
        [build_paper(form, visible(known(), form, ALL, nothing()), root_words=Words("en")) for form in forms]
    )


@functools.cache
def drawn(name: str) -> dict[str, str]:
    return seen(parts_of(made(name)).file())


def seen(pdf: bytes, passphrase: str = "") -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        return pictures(file, installed(), passphrase)


@pytest.mark.parametrize("name", SHEETS)
def test_each_paper_put_together_as_it_was_is_vouched_for(name: str) -> None:
    assert verdict(parts_of(made(name)).file())[1]


@pytest.mark.parametrize("seed", where(range(EACH), lambda seed: seed < EACH_TIME))
@pytest.mark.parametrize("name", SHEETS)
def test_what_is_vouched_for_of_any_paper_looks_alike_in_all_viewers(name: str, seed: int) -> None:
    pdf = rewritten(parts_of(made(name)), random.Random(f"{name} {seed}"))
    if verdict(pdf)[1]:
        assert seen(pdf) == drawn(name)


# Locked papers.


@functools.cache
def locked() -> Parts:
    """A locked paper by its parts."""
    pdf = lock(made("sheet-a"), PASSPHRASE)
    found = re.finditer(rb"(?<=\n)([0-9]+) 0 obj\n(.*?)\nendobj\n", pdf, re.DOTALL)
    objects = {int(each[1]): each[2] for each in found}
    identifier = re.findall(rb"/ID (\[[^\]]*\])", pdf)[-1]
    with pikepdf.open(io.BytesIO(pdf), password=PASSPHRASE) as document:
        page = document.pages[0].obj
        return Parts(
            objects, document.Root.objgen[0], document.trailer.Info.objgen[0], page.objgen[0],
            page.Contents.objgen[0], page.Contents.read_bytes(),
            identifier=identifier, trailer=b" /Encrypt %d 0 R" % document.trailer.Encrypt.objgen[0],
        )  # fmt: skip


@functools.cache
def drawn_locked() -> dict[str, str]:
    return seen(locked().file(), PASSPHRASE)


def two_texts_exchanged(parts: Parts, chance: random.Random) -> Parts:
    """One key enciphers everything in a locked file, so what is enciphered fits in another place as well."""
    streams = [number for number, body in parts.objects.items() if b"stream\n" in body]
    one, other = chance.sample(streams, 2)
    objects = parts.objects | {one: parts.objects[other], other: parts.objects[one]}
    return replace(parts, objects=objects)


def an_enciphered_byte(parts: Parts, chance: random.Random) -> Parts:
    number = chance.choice([number for number, body in parts.objects.items() if b"stream\n" in body])
    body, mark, data = parts.objects[number].partition(b"stream\n")
    at = chance.choice(
        [0, chance.randrange(16), chance.randrange(len(data) - 10), len(data) - 28 + chance.randrange(16)]
    )
    changed = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    return replace(parts, objects=parts.objects | {number: body + mark + changed})


def the_lock(parts: Parts, chance: random.Random) -> Parts:
    number = next(number for number, body in parts.objects.items() if b"/StdCF" in body)
    changes = (
        (b"/CFM /AESV3", b"/CFM /AESV2"), (b"/CFM /AESV3", b"/CFM /None"), (b"/StmF /StdCF", b"/StmF /Identity"),
        (b"/StrF /StdCF", b"/StrF /Identity"), (b"/R 6", b"/R 5"), (b"/V 5", b"/V 4"), (b"/P -1028", b"/P -4"),
        (b"/StmF /StdCF", b"/EncryptMetadata false /StmF /StdCF"), (b"/StmF /StdCF", b"/EFF /Identity /StmF /StdCF"),
        (b"/Length 256", b"/Length 128"), (b"/AuthEvent /DocOpen", b"/AuthEvent /EFOpen"),
    )  # fmt: skip
    key = chance.choice([b"/O ", b"/OE", b"/U ", b"/UE", b"/Perms"])
    digits = re.search(re.escape(key) + rb" ?<([0-9a-f]+)>", parts.objects[number])
    if digits and chance.random() < 0.5:
        at = digits.start(1) + chance.randrange(len(digits[1]))
        other = bytes([chance.choice([each for each in b"0123456789abcdef" if each != parts.objects[number][at]])])
        body = parts.objects[number][:at] + other + parts.objects[number][at + 1 :]
        return replace(parts, objects=parts.objects | {number: body})
    before, after = chance.choice([each for each in changes if each[0] in parts.objects[number]])
    return parts.changing(number, before, after)


def the_spelling(parts: Parts, chance: random.Random) -> Parts:
    number = chance.choice(list(parts.objects))
    body, mark, data = parts.objects[number].partition(b"stream\n")
    return replace(parts, objects=parts.objects | {number: chance.choice(SPELLINGS)(body, chance) + mark + data})


CHANGES: list[Callable[[Parts, random.Random], Parts]] = [
    the_spelling, the_spelling, the_spelling, two_texts_exchanged, an_enciphered_byte, the_lock,
]  # fmt: skip


def changed(seed: int) -> bytes:
    chance, parts = random.Random(seed), locked()
    for _ in range(chance.randrange(1, 3)):
        parts = chance.choice(CHANGES)(parts, chance)
    return parts.file()


def test_a_locked_paper_put_together_as_it_was_is_vouched_for_and_seen() -> None:
    assert verdict(locked().file(), PASSPHRASE)[1]
    assert drawn_locked() == drawn("sheet-a")


@pytest.mark.parametrize("seed", where(range(LOCKED), lambda seed: seed < LOCKED_EACH_TIME))
def test_what_is_vouched_for_of_a_locked_paper_looks_alike_in_all_viewers(seed: int) -> None:
    pdf = changed(seed)
    if verdict(pdf, PASSPHRASE)[1]:
        assert seen(pdf, PASSPHRASE) == drawn_locked()


@pytest.mark.parametrize("change", [two_texts_exchanged, an_enciphered_byte], ids=lambda each: each.__name__)
@pytest.mark.parametrize("seed", range(8))
def test_nothing_that_is_enciphered_changes_unseen(change: Callable[[Parts, random.Random], Parts], seed: int) -> None:
    pdf = change(locked(), random.Random(seed)).file()
    assert pdf != locked().file()
    assert not verdict(pdf, PASSPHRASE)[1]


def test_a_drawing_added_to_a_locked_paper_is_not_vouched_for() -> None:
    assert not verdict(added_to(locked(), locked().trailer), PASSPHRASE)[1]

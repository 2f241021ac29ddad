"""A bundle that is not what it should be gets one sentence, and the vault stays as it was."""

from __future__ import annotations

import hashlib
import json
import os
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
import pytest

from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import CaseOpened
from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput
from screening.store import Vault, make_bundle, remove_contact, take_in
from screening.store.bundles import bundle_format as bundles
from screening.store.exchange.exchange import own_keys
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import bundle, forged, introduce, laptop, number, state, strand_of
from tests.store.some_vault import begin_case


@dataclass
class Pair:
    """Aina sends, Budi receives; what Budi has must not change."""

    aina: Vault
    budi: Vault
    sent: Path
    before: object

    def refused(self, data: bytes) -> str:
        """Why Budi's vault refuses a file with these bytes; it says so in a sentence and is as it was."""
        path = self.sent.with_name("hostile.age")
        path.write_bytes(data)
        with pytest.raises(BadInput) as told:
            take_in(self.budi, path)
        assert sentence(Words("en"), told.value) != Words("en").say("error.other", code=told.value.code)
        assert (state(self.budi), self.budi.events("")) == self.before
        return told.value.code

    def parts(self) -> tuple[dict[str, Any], bytes, bytes]:
        """The manifest, the signature and the packed strands of the sent bundle."""
        plain = pyrage.decrypt(self.sent.read_bytes(), [pyrage.x25519.Identity.from_str(own_keys(self.budi).identity)])
        (length,) = bundles.LENGTH.unpack_from(plain, 8)
        return json.loads(plain[12 : 12 + length]), plain[12 + length : 76 + length], plain[76 + length :]

    def sealed(
        self,
        manifest: dict[str, Any],
        packed: bytes,
        *,
        signer: Vault | None = None,
        signature: bytes | None = None,
        tail: bytes = b"",
    ) -> bytes:
        """A bundle of these parts for Budi, signed by Aina unless it is said otherwise."""
        told = canonical(manifest)
        made = own_keys(signer or self.aina).sign(b"screening bundle 1\x00" + told)
        plain = bundles.MAGIC + bundles.LENGTH.pack(len(told)) + told + (signature or made) + packed + tail
        to = pyrage.x25519.Recipient.from_str(own_keys(self.budi).recipient)
        return bytes(pyrage.encrypt(plain, [to]))

    def repacked(self, change: Callable[[list[Any]], object], **manifest: object) -> bytes:
        """The bundle with other strands, its manifest made to fit and signed by Aina, as only Aina herself could."""
        _, _, packed = self.parts()
        lines = [json.loads(line) for line in zlib.decompress(packed).splitlines()]
        change(lines)
        return self.with_strands(b"".join(canonical(line) + b"\n" for line in lines), **manifest)

    def with_strands(self, strands: bytes, **manifest: object) -> bytes:
        told, _, _ = self.parts()
        packed = zlib.compress(strands)
        told |= {"packed": hashlib.sha256(packed).hexdigest(), "unpacked": len(strands), **manifest}
        return self.sealed(told, packed)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    begin_case(budi, 2)
    begin_case(aina, 3)
    begin_case(aina, 3)
    sent = bundle(aina, budi, tmp_path)
    yield Pair(aina, budi, sent, (state(budi), budi.events("")))


def test_the_parts_put_together_again_are_taken(pair: Pair) -> None:
    manifest, signature, packed = pair.parts()
    path = pair.sent.with_name("again.age")
    path.write_bytes(pair.sealed(manifest, packed, signature=signature))
    assert take_in(pair.budi, path).added == 8


def test_no_flipped_bit_is_taken(pair: Pair) -> None:
    whole = pair.sent.read_bytes()
    chance = random.Random(5)
    identity = own_keys(pair.budi).identity
    for _ in range(5000):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        flipped = bytearray(whole)
        flipped[at] ^= bit
        with pytest.raises(BadInput):
            bundles.read(bytes(flipped), identity)


def test_no_cut_is_taken(pair: Pair) -> None:
    whole = pair.sent.read_bytes()
    identity = own_keys(pair.budi).identity
    for length in range(0, len(whole), 7):
        with pytest.raises(BadInput):
            bundles.read(whole[:length], identity)
    assert pair.refused(whole[:-1]) == "bundle-damaged"
    assert pair.refused(b"") == "bundle-not-one"
    assert pair.refused(whole + b"more") == "bundle-damaged"


def test_a_bundle_for_somebody_else_is_refused(pair: Pair) -> None:
    chandra = laptop("Chandra")
    introduce(pair.aina, chandra)
    assert pair.refused(bundle(pair.aina, chandra, pair.sent.parent).read_bytes()) == "bundle-not-for-you"


def test_a_bundle_that_its_receiver_encrypts_for_somebody_else_is_refused(pair: Pair, tmp_path: Path) -> None:
    chandra = laptop("Chandra")
    introduce(pair.aina, chandra)
    folder = tmp_path / "chandra"
    folder.mkdir()
    theirs = bundle(pair.aina, chandra, folder)
    plain = pyrage.decrypt(theirs.read_bytes(), [pyrage.x25519.Identity.from_str(own_keys(chandra).identity)])
    to = pyrage.x25519.Recipient.from_str(own_keys(pair.budi).recipient)
    assert pair.refused(bytes(pyrage.encrypt(plain, [to]))) == "bundle-readdressed"


def test_a_bundle_by_somebody_whose_card_was_never_checked_is_refused(pair: Pair) -> None:
    eve = laptop("Eve")
    introduce(eve, pair.budi)
    begin_case(eve, 1)
    sent = bundle(eve, pair.budi, pair.sent.parent)
    remove_contact(pair.budi, number(eve))
    pair.before = (state(pair.budi), pair.budi.events(""))
    assert pair.refused(sent.read_bytes()) == "bundle-unknown-sender"


def test_a_bundle_that_somebody_else_signed_is_refused(pair: Pair) -> None:
    manifest, signature, packed = pair.parts()
    eve = laptop("Eve")
    assert pair.refused(pair.sealed(manifest, packed, signer=eve)) == "bundle-damaged"
    assert pair.refused(pair.sealed(manifest | {"purpose": "other"}, packed, signature=signature)) == "bundle-damaged"


def test_a_bundle_with_two_signatures_or_anything_behind_it_is_refused(pair: Pair) -> None:
    manifest, signature, packed = pair.parts()
    twice = signature + own_keys(laptop("Eve")).sign(b"screening bundle 1\x00" + canonical(manifest))
    assert pair.refused(pair.sealed(manifest, packed, signature=twice)) == "bundle-damaged"
    assert pair.refused(pair.sealed(manifest, packed, tail=b"more")) == "bundle-damaged"


def test_the_strands_of_another_bundle_are_refused(pair: Pair) -> None:
    _, _, others = pair.parts()
    begin_case(pair.aina, 1)
    made = make_bundle(pair.aina, pair.aina.cases(), [number(pair.budi)], pair.sent.parent)
    pair.sent = made.path
    manifest, _, _ = pair.parts()
    assert pair.refused(pair.sealed(manifest, others)) == "bundle-damaged"


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[0][2].pop(),
        lambda lines: lines[0][2].pop(1),
        lambda lines: lines.pop(),
        lambda lines: lines.reverse(),
        lambda lines: lines.append(lines[0]),
        lambda lines: lines[0][2].reverse(),
        lambda lines: lines[0][2][1].__setitem__(5, lines[0][2][1][5].replace("yes", "no")),
        lambda lines: lines[0][2][1].__setitem__(2, "Somebody Else"),
        lambda lines: lines[0][2][1].__setitem__(1, "2020-01-01T00:00:00Z"),
        lambda lines: lines[0].__setitem__(0, lines[1][0]),
        lambda lines: lines[0][2].__setitem__(0, None),
        lambda lines: lines[0][2][0].__setitem__(0, -1),
        lambda lines: lines[0][2][0].__setitem__(0, "1"),
        lambda lines: lines[0][2][0].append("more"),
        lambda lines: lines.__setitem__(0, {"rows": []}),
    ],
)
def test_what_was_cut_swapped_or_edited_inside_does_not_fit_the_heads(
    pair: Pair, change: Callable[[list[Any]], object]
) -> None:
    assert pair.refused(pair.repacked(change)) == "bundle-damaged"


@pytest.mark.one_in(3)
@pytest.mark.parametrize("at", ["2026-13-45T10:00:00Z", "2026-02-30T10:00:00Z", "2026-02-03T24:61:00Z"])
def test_a_time_that_there_is_not_is_refused(pair: Pair, at: str) -> None:
    rows = strand_of([CaseOpened("2026-1", "office", "adult")], new_code(), pair.aina.strand, at=at)
    forgery = forged(pair.aina, pair.budi, [rows], pair.sent.parent)
    assert pair.refused(forgery.read_bytes()) == "bundle-damaged"


def test_a_bomb_is_refused_before_it_is_unpacked(pair: Pair) -> None:
    zeros = b"0" * (80 << 20)
    packed = zlib.compress(zeros, 9)
    assert len(packed) < 1 << 17
    manifest, _, _ = pair.parts()
    manifest["packed"] = hashlib.sha256(packed).hexdigest()
    for claimed in (1000, len(zeros)):
        assert pair.refused(pair.sealed(manifest | {"unpacked": claimed}, packed)) == "bundle-damaged"


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "field",
    [
        {"bundle": "../../etc/passwd"}, {"made_at": "yesterday"}, {"events": -1}, {"events": True}, {"unpacked": 0},
        {"unpacked": 1 << 60}, {"packed": "x"}, {"recipients": "all"}, {"sender": {"name": "Aina"}}, {"heads": None},
        {"heads": [["../../vault", "AAAAAAAAAAAA", 1, "0" * 64, "", ""]]}, {"more": 1}, {"purpose": 7},
        {"log": [0, "ABCD ABCD ABCD ABCD ABCD ABCD"]}, {"log": [3, "ABCD"]}, {"log": 3}, {"log": [True, "x"]},
        {"format": 2},
    ],
)  # fmt: skip
def test_a_manifest_that_says_something_else_is_refused(pair: Pair, field: dict[str, object]) -> None:
    manifest, _, packed = pair.parts()
    assert pair.refused(pair.sealed(manifest | field, packed)) == "bundle-damaged"


def test_a_bundle_of_a_newer_program_is_left_for_it(pair: Pair) -> None:
    manifest, _, packed = pair.parts()
    assert pair.refused(pair.sealed(manifest | {"format": 7}, packed)) == "bundle-newer"
    assert pair.refused(pair.sealed(manifest | {"format": 6}, packed)) == "bundle-damaged", "a notice holds no case"


@pytest.mark.parametrize(
    "grounds",
    [[], [["AAAA-AAAA-A", "yes"]], [["{case}", "YES"]], [["{case}"]], [["{case}", "yes"], ["{case}", "duty"]]],
)
def test_a_bundle_that_says_why_of_other_cases_than_it_holds_is_damaged(pair: Pair, grounds: list[list[str]]) -> None:
    manifest, _, packed = pair.parts()
    case = manifest["heads"][0][0]
    told = [[each.replace("{case}", case) for each in row] for row in grounds]
    newest = manifest | {"format": 5, "log": None, "erased": [], "duty": ""}
    assert pair.refused(pair.sealed(newest | {"grounds": told}, packed)) == "bundle-damaged"


def test_a_file_that_is_no_bundle_is_refused(pair: Pair) -> None:
    to = pyrage.x25519.Recipient.from_str(own_keys(pair.budi).recipient)
    assert pair.refused(b"%PDF-1.7") == "bundle-not-one"
    assert pair.refused(bytes(pyrage.encrypt(b"a letter", [to]))) == "bundle-not-one"
    assert pair.refused(bytes(pyrage.encrypt(bundles.MAGIC, [to]))) == "bundle-damaged"
    assert pair.refused(bytes(pyrage.encrypt(bundles.MAGIC + b"\xff\xff\xff\xff", [to]))) == "bundle-damaged"


def test_a_file_that_is_too_large_is_not_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 1000)
    assert pair.refused(pair.sent.read_bytes()) == "bundle-too-large"


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("//host/share/bundle.age", "path-not-local"),
        ("\\\\host\\share\\bundle.age", "path-not-local"),
        ("/dev/zero", "path-not-local"),
        ("/proc/self/mem", "path-not-local"),
        ("a\x00b", "path-not-local"),
        ("NUL.age", "path-not-local"),
        ("missing.age", "bundle-not-found"),
        (".", "bundle-not-a-file"),
    ],
)
def test_a_place_that_is_no_file_of_this_computer_is_refused(
    pair: Pair, path: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as told:
        take_in(pair.budi, Path(path))
    assert told.value.code == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_that_never_ends_is_not_opened(pair: Pair) -> None:
    pipe = pair.sent.with_name("pipe.age")
    os.mkfifo(pipe)
    with pytest.raises(BadInput) as told:
        take_in(pair.budi, pipe)
    assert told.value.code == "bundle-not-a-file"


def test_a_bundle_never_takes_the_place_of_a_file(pair: Pair) -> None:
    for path in (pair.sent, pair.sent.parent / "link.age"):
        if path != pair.sent:
            path.symlink_to(pair.sent.parent / "elsewhere")
        with pytest.raises(BadInput) as told:
            make_bundle(pair.aina, pair.aina.cases(), [number(pair.budi)], path)
        assert told.value.code == "bundle-file-exists"


def test_a_bundle_is_written_where_it_was_asked_for_and_nowhere_else(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, out = tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.chdir(temporary)
    made = make_bundle(pair.aina, pair.aina.cases(), [number(pair.budi)], out)
    assert list(out.iterdir()) == [made.path]
    assert list(temporary.iterdir()) == []
    assert made.path.stat().st_mode & 0o077 == 0
    assert not any(code.encode() in made.path.name.encode() for code in made.cases)

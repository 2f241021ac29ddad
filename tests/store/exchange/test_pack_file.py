"""A pack's file is what its signer made, or it is refused with a sentence; it is never a way out of a folder."""

from __future__ import annotations

import hashlib
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput
from screening.store import practice_vault
from screening.store.exchange.exchange import own_keys
from screening.store.exchange.pack_file import (
    LENGTH,
    MAGIC,
    SIGNATURE,
    make_pack,
    read_pack_file,
    signer_of,
    still_signed,
)
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

FILES = {"pack.toml": b'tag = "bn"\n', "person.po": b"x", "audio/female/private.yes.wav": b"RIFF"}


@pytest.fixture(scope="module")
def vault():
    made = practice_vault()
    yield made
    made.close()


@pytest.fixture(scope="module")
def data(vault) -> bytes:
    return make_pack(vault, "bn", FILES)


def code(data: bytes) -> str:
    with pytest.raises(BadInput) as trouble:
        read_pack_file(data)
    assert "{" not in sentence(Words("en"), trouble.value)
    return trouble.value.code


def signed(vault, packed: bytes | None = None, **changed: object) -> bytes:
    """A file whose signature is good and whose manifest says something else."""
    plain = make_pack(vault, "bn", FILES)
    start = len(MAGIC) + LENGTH.size
    (length,) = LENGTH.unpack(plain[len(MAGIC) : start])
    told = canonical({**json.loads(plain[start : start + length]), **changed})
    rest = plain[start + length + SIGNATURE :] if packed is None else packed
    return MAGIC + LENGTH.pack(len(told)) + told + own_keys(vault).sign(b"screening pack 1\x00" + told) + rest


def row(name: str, data: bytes = b"x", size: int | None = None) -> list[object]:
    return [name, len(data) if size is None else size, hashlib.sha256(data).hexdigest()]


def test_what_was_made_is_read(data) -> None:
    found = read_pack_file(data)
    assert (found.tag, dict(found.files)) == ("bn", FILES)


def test_only_a_pack_of_somebody_believed_is_unfolded(data) -> None:
    signer = read_pack_file(data).signer
    assert read_pack_file(data, believed=[signer.signing]).signer == signer
    with pytest.raises(BadInput, match="pack-unknown-signer"):
        read_pack_file(data, believed=[])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_bit_can_be_turned(data, choice) -> None:
    at = choice.draw(st.integers(0, len(data) - 1))
    turned = bytearray(data)
    turned[at] ^= 1 << choice.draw(st.integers(0, 7))
    assert code(bytes(turned)).startswith("pack-")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_end_can_be_cut_off(data, choice) -> None:
    assert code(data[: choice.draw(st.integers(0, len(data) - 1))]).startswith("pack-")


@pytest.mark.parametrize(
    "name",
    ["../pack.toml", "/etc/passwd", "audio/../../x.wav", "C:\\x.wav", "audio/female/../x.wav", "audio/child/a.wav",
     "audio/female/a.opus", "audio/female/a.exe", "person.po\x00", "audio/female/.wav", "PACK.TOML", "notes.txt"],
)  # fmt: skip
def test_a_name_that_no_pack_may_hold_is_refused(vault, name) -> None:
    assert code(signed(vault, zlib.compress(b"x"), files=[row(name)])) == "pack-file-name"


def test_a_file_that_unpacks_to_more_than_it_says_is_refused(vault) -> None:
    bomb = zlib.compress(b"\0" * (64 << 20), 9)
    assert code(signed(vault, bomb, files=[row("person.po", b"\0")])) == "pack-damaged"


@pytest.mark.parametrize("size", [5 << 20, 1 << 40, -1, True, 1.0, "1"])
def test_a_size_beyond_reason_is_refused(vault, size) -> None:
    found = code(signed(vault, zlib.compress(b"x"), files=[["person.po", size, hashlib.sha256(b"x").hexdigest()]]))
    assert found in ("pack-too-large", "pack-damaged")


@pytest.mark.parametrize(
    "changed",
    [{"tag": "../bn"}, {"tag": 7}, {"made_at": "yesterday"}, {"files": []}, {"files": [row("person.po")] * 2},
     {"files": {}}, {"signer": {}}, {"extra": 1}, {"files": None}],
)  # fmt: skip
def test_a_manifest_that_is_not_as_it_must_be_is_refused(vault, changed) -> None:
    assert code(signed(vault, **changed)) == "pack-damaged"


def test_a_pack_of_a_newer_format_is_not_read_as_one_of_this(vault) -> None:
    assert code(signed(vault, format=2)) == "pack-not-one"


def test_a_signature_by_somebody_else_is_forged(vault) -> None:
    other = practice_vault()
    theirs = make_pack(other, "bn", FILES)
    other.close()
    mine = make_pack(vault, "bn", FILES)
    start = len(MAGIC) + LENGTH.size
    (length,) = LENGTH.unpack(mine[len(MAGIC) : start])
    (their_length,) = LENGTH.unpack(theirs[len(MAGIC) : start])
    borrowed = theirs[start + their_length : start + their_length + SIGNATURE]
    assert code(mine[: start + length] + borrowed + mine[start + length + SIGNATURE :]) == "pack-forged"


def test_something_else_is_no_pack(data) -> None:
    assert code(b"SCRNPAK2" + data[len(MAGIC) :]) == "pack-not-one", "whole and signed, but of another kind"
    assert code(b"PK\x03\x04 a zip".ljust(1000, b"\x00")) == "pack-not-one"


def test_a_manifest_beyond_reason_is_refused_before_it_is_read(vault) -> None:
    start = len(MAGIC) + LENGTH.size
    huge = MAGIC + LENGTH.pack((1 << 20) + 1) + b" " * ((1 << 20) + 1 + SIGNATURE)
    assert code(huge) == "pack-damaged"
    assert code(huge[: start + 10]) == "pack-damaged"


@pytest.mark.parametrize("length", [0, 1, len(MAGIC), len(MAGIC) + LENGTH.size - 1])
def test_what_ends_before_its_manifest_is_no_pack(data, length: int) -> None:
    assert code(data[:length]) == "pack-not-one"


def test_its_beginning_says_later_who_signed_these_very_files(data) -> None:
    pack = read_pack_file(data)
    assert signer_of(data) == signer_of(pack.signed) == still_signed(pack.signed, "bn", FILES) == pack.signer


@pytest.mark.parametrize(
    ("cut", "tag", "files"),
    [
        (slice(None), "my", FILES),
        (slice(None), "bn", {**FILES, "person.po": b"y"}),
        (slice(None), "bn", {"pack.toml": FILES["pack.toml"]}),
        (slice(None), "bn", {**FILES, "officer.po": b"x"}),
        (slice(-1), "bn", FILES),
        (slice(1, None), "bn", FILES),
    ],
)
def test_nobody_signed_other_files_or_those_of_another_language(data, cut: slice, tag: str, files) -> None:
    assert still_signed(read_pack_file(data).signed[cut], tag, files) is None


def test_what_stands_behind_the_signature_is_not_signed(data) -> None:
    assert still_signed(data, "bn", FILES) is None

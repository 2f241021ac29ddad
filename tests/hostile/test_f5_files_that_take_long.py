"""F5: small files that ask for hours and gigabytes before anything of them is known.

An age header with a thousand recipients, a catalogue with a thousand million plural forms, a PDF that unfolds to
gigabytes. The count is looked at first; what is left is done in a process with a bound on time and memory, beside the
vault's thread, so that no file delays what an officer saves.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pyrage
import pytest

from screening import bounded_process
from screening.casework.languages import packs
from screening.casework.referral.paper_check import check_file
from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput
from screening.store import Vault, add_contact, look_into, make_bundle, open_vault, own_card, reading_keys, take_in
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.manifest import manifest_json
from screening.store.exchange.exchange import own_keys
from screening.store.exchange.receiving import opened_apart
from screening.wording.catalogue.catalogue_files import parse_po
from tests.store.some_bundles import bundle, introduce, laptop
from tests.store.some_vault import PASSPHRASE, begin_case


def stanza(recipient: str) -> bytes:
    made = bytes(pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(recipient)]))
    return b"\n".join(made.split(b"\n---")[0].split(b"\n")[1:3])


def age_file(stanzas: bytes, body: bytes = b"") -> bytes:
    return b"age-encryption.org/v1\n" + stanzas + b"\n--- " + b"A" * 43 + b"\n" + (body or os.urandom(200))


def hostile_headers(recipient: str) -> dict[str, bytes]:
    other = stanza(str(pyrage.x25519.Identity.generate().to_public()))
    return {
        "a thousand others": age_file(b"\n".join([other] * 1000)),
        "a thousand times this one": age_file(b"\n".join([stanza(recipient)] * 1000)),
        "a passphrase of 2^30": age_file(b"-> scrypt " + b"A" * 22 + b" 30\n" + b"A" * 43),
        "grease": age_file(b"\n".join([b"-> x y\nAAAA"] * 200_000)),
        "a line of 20 MB": b"age-encryption.org/v1\n-> a b\n" + b"A" * (20 << 20),
    }


def test_a_header_that_asks_for_too_much_is_refused_before_any_work(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = own_card(vault).recipient
    monkeypatch.setattr(bundles.bounded_process, "run", lambda *_, **__: pytest.fail("it was worked on"))
    monkeypatch.setattr(pyrage, "decrypt", lambda *_: pytest.fail("it was decrypted"))
    for name, data in hostile_headers(recipient).items():
        (tmp_path / "x.age").write_bytes(data)
        with pytest.raises(BadInput, match="bundle-damaged"):
            look_into(vault, tmp_path / "x.age")
        with pytest.raises(BadInput, match="bundle-damaged"):
            bundles.read(data, own_keys(vault).identity)
        assert name


@pytest.mark.parametrize(
    ("begins", "code"), [(b"age-encryption.org/v1\nx", "bundle-damaged"), (b"x", "bundle-not-one")]
)
def test_no_more_than_its_beginning_is_read_of_what_is_no_bundle(
    vault: Vault, tmp_path: Path, begins: bytes, code: str
) -> None:
    """Of a gigabyte, which is too large: that it is no bundle is said first, because nobody looked any further."""
    path = tmp_path / "x.age"
    path.write_bytes(begins)
    os.truncate(path, 1 << 30)
    with pytest.raises(BadInput, match=code):
        opened_apart(path, own_keys(vault), ())
    with pytest.raises(BadInput, match=code):
        look_into(vault, path)
    with pytest.raises(BadInput, match="pack-not-one"):
        packs.read(path)


def test_a_strangers_bundle_never_leaves_the_process_that_reads_it(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = laptop("Eve")
    card = own_card(vault)
    add_contact(stranger, card, card.number)
    path = make_bundle(stranger, [begin_case(stranger)], [card.number], tmp_path).path
    monkeypatch.setattr(bundles, "_inside", lambda *_: pytest.fail("it was read here"))
    with pytest.raises(BadInput, match="bundle-unknown-sender"):
        opened_apart(path, *reading_keys(vault))


def test_a_known_senders_bundle_is_opened_and_looked_through_in_that_process_too(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = laptop("Budi")
    introduce(vault, sender)
    for _ in range(3):
        begin_case(sender, 40)
    sent = bundle(sender, vault, tmp_path)
    with monkeypatch.context() as patch:
        for name in ("read", "_lines", "_rows"):
            patch.setattr(bundles, name, lambda *_: pytest.fail("it was read here"))
        opened = opened_apart(sent, *reading_keys(vault))
    assert take_in(vault, sent, opened).added == 3 * 41
    assert all(vault.events(code) == sender.events(code) for code in sender.cases())


def test_a_bundle_whose_strands_do_not_fit_is_refused_in_that_process(vault: Vault, tmp_path: Path) -> None:
    """Signed rightly by somebody who is known, and with other strands in it than it says."""
    sender = laptop("Budi")
    introduce(vault, sender)
    sent = bundle(sender, vault, tmp_path, begin_case(sender, 2))
    whole = bundles.read(sent.read_bytes(), own_keys(vault).identity)
    other = zlib.compress(zlib.decompress(whole.packed).replace(b"yes", b"no "), 9)
    assert zlib.decompress(other) != zlib.decompress(whole.packed)
    told = canonical({**manifest_json(whole.manifest), "packed": hashlib.sha256(other).hexdigest()})
    signed = b"".join(
        (bundles.MAGIC, bundles.LENGTH.pack(len(told)), told, own_keys(sender).sign(b"screening bundle 1\x00" + told))
    )
    (tmp_path / "x.age").write_bytes(
        pyrage.encrypt(signed + other, [pyrage.x25519.Recipient.from_str(own_card(vault).recipient)])
    )
    with pytest.raises(BadInput, match="bundle-damaged"):
        opened_apart(tmp_path / "x.age", *reading_keys(vault))


def test_strands_that_are_not_those_of_the_manifest_are_refused(vault: Vault, tmp_path: Path) -> None:
    """Should that process ever give back something else than it was given, the record does not take it."""
    sender = laptop("Budi")
    introduce(vault, sender)
    sent = bundle(sender, vault, tmp_path, begin_case(sender, 2), begin_case(sender, 2))
    opened = opened_apart(sent, *reading_keys(vault))
    before = vault.cases()
    for packed in (opened.packed[:9], opened.packed * 2, opened.packed[::-1], b""):
        with pytest.raises(BadInput, match="bundle-damaged"):
            take_in(vault, sent, replace(opened, packed=packed))
    assert vault.cases() == before


def test_while_a_bundle_is_opened_the_vault_saves(vault: Vault, folder: Path, tmp_path: Path) -> None:
    """As many recipients as are let through, and a process that takes its time over them."""
    case, keys = begin_case(vault), own_keys(vault)
    other = stanza(str(pyrage.x25519.Identity.generate().to_public()))
    (tmp_path / "x.age").write_bytes(age_file(b"\n".join([other] * 32)))
    ended = threading.Event()

    def aside() -> None:
        with pytest.raises(BadInput):
            opened_apart(tmp_path / "x.age", keys, ())
        ended.set()

    beside = threading.Thread(target=aside)
    beside.start()
    saved = 0
    while not ended.is_set():
        vault.set_draft(case, "words", str(saved))
        saved += 1
    beside.join()
    assert saved > 3  # and not one in the end
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.draft(case, "words") == str(saved - 1)


@pytest.mark.parametrize(
    "header",
    [
        r"nplurals=999999999; plural=0;",
        'nplu"\n"rals=999999999; plural=0;',
        r"n\plurals = 00000000000000999999999; plural=0;",
        r"NPLURALS=7; plural=0;",
    ],
)
def test_more_plural_forms_than_any_language_has_are_refused(header: str) -> None:
    po = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {header}\\n"\n'
    with pytest.raises(ValueError, match="plural forms"):
        parse_po(po.encode())


@pytest.mark.parametrize("charset", ["zip", "bz2", "rot13", "hex", "no-such", "utf-16"])
def test_a_catalogue_in_anything_but_utf_8_is_refused(charset: str) -> None:
    po = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    with pytest.raises(ValueError, match="UTF-8"):
        parse_po(po.encode())


def bomb(megabytes: int, layers: int) -> bytes:
    """A PDF of a few kilobytes whose page unfolds to so many megabytes."""
    squeezed = zlib.compressobj(9)
    data = b"".join(squeezed.compress(bytes(1 << 20)) for _ in range(megabytes)) + squeezed.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    document = pikepdf.new()
    document.add_blank_page()
    stream = pikepdf.Stream(document, data)
    stream.Filter = pikepdf.Array([pikepdf.Name("/FlateDecode")] * layers)
    document.pages[0].Contents = document.make_indirect(stream)
    made = io.BytesIO()
    document.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


@pytest.mark.sweep
def test_a_pdf_that_unfolds_to_gigabytes_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(bomb(3000, 3))
    assert path.stat().st_size < 100_000
    with pytest.raises(BadInput, match=r"file-too-costly|pdf-unreadable"):
        check_file(path)


def test_work_within_bounds_ends_and_says_so() -> None:
    with pytest.raises(BadInput, match="file-too-costly"):
        bounded_process.run("screening.hostile_work:none", b"", seconds=1)
    with pytest.raises(BadInput, match="pdf-unreadable"):
        bounded_process.run("screening.casework.referral.paper_check:checked_apart", b"no pdf", "")


@pytest.mark.parametrize("work", ["os:system", "builtins:eval", "subprocess:run"])
def test_only_work_of_this_program_is_done_apart(work: str) -> None:
    with pytest.raises(BadInput, match="file-too-costly"):
        bounded_process.run(work, b"touch /tmp/x")

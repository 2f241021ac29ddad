"""How long a save waits while the window works on the worst file of each kind that anybody may hand in.

    python benchmarks/faults/delay.py [--seconds 4] [--only KIND ...]

Answers are saved one after another, a few milliseconds apart, as an officer could not. Beside them, in a thread as the
window uses it, a hostile file is read over and over. What is printed is how much longer the longest save took than a
save takes with nothing beside it (the 99th of a hundred), and the shares above 50 and 100 milliseconds.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
import wave
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pikepdf
import pyrage

from screening import __version__
from screening.casework.languages import packs
from screening.casework.record.exchange import read_card
from screening.casework.referral.paper_check import check_file
from screening.content_packs import packs as content_packs
from screening.documents.layout.logo import read_logo
from screening.documents.typography.fonts import _opened
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, Event, WordsWritten
from screening.domain.events.hash_chain import canonical
from screening.domain.policy.content_age import PacksOfRecord
from screening.errors import ScreeningError
from screening.odk.submission import read_submissions
from screening.qt.session.vault_thread import GIVES_WAY
from screening.settings import EDITION, OWN
from screening.store import (
    Vault,
    add_contact,
    create_vault,
    make_bundle,
    opened_apart,
    own_card,
    practice_vault,
    reading_keys,
    take_in,
)
from screening.store.bundles import bundle_format
from screening.store.bundles.bundle_format import Bundle
from screening.store.crypto.key_file import Cost
from screening.store.exchange import pack_file
from screening.store.exchange.exchange import own_keys
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import typeface

QUICK = Cost(1, 64 << 20)
ONE = "lantern copper meadow thimble walnut"
Work = Callable[[], object]


def signed_bundle(stranger: Vault, to: str, heads: int, body: bytes) -> bytes:
    """What a stranger signs rightly: a manifest as long as it may be, and a body of any size."""
    keys, card = own_keys(stranger), asdict(own_card(stranger))
    rows = sorted([f"{n:010d}".replace("0", "2"), "a" * 16, 1, "0" * 64, "", ""] for n in range(heads))
    manifest = {
        "format": 1, "bundle": "0" * 32, "made_at": "2026-11-20T09:00:00Z", "purpose": "", "events": heads,
        "sender": card,
        "recipients": [to], "packed": hashlib.sha256(body).hexdigest(), "unpacked": 1 << 30, "heads": rows,
    }  # fmt: skip
    told = canonical(manifest)[: bundle_format.LARGEST_MANIFEST]
    plain = bundle_format.MAGIC + bundle_format.LENGTH.pack(len(told)) + told
    plain += keys.sign(b"screening bundle 1\x00" + told) + body
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(to)]))


def with_recipients(count: int) -> bytes:
    others = [pyrage.x25519.Identity.generate().to_public() for _ in range(count)]
    return bytes(pyrage.encrypt(os.urandom(1000), others))


def bomb() -> bytes:
    squeezed = zlib.compressobj(9)
    data = b"".join(squeezed.compress(bytes(1 << 20)) for _ in range(500)) + squeezed.flush()
    document = pikepdf.new()
    document.add_blank_page()
    stream = pikepdf.Stream(document, zlib.compress(data, 9))
    stream.Filter = pikepdf.Array([pikepdf.Name("/FlateDecode")] * 2)
    document.pages[0].Contents = document.make_indirect(stream)
    made = io.BytesIO()
    document.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def catalogue(entries: int) -> bytes:
    """As many entries as four megabytes hold."""
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=6; plural=n;\\n"\n'
    )
    text = head + "".join(f'\nmsgctxt "x{n}"\nmsgid "y{n}"\nmsgstr "{{z}} {n}"\n' for n in range(entries))
    return text.encode()[: pack_file.LARGEST_TEXT - 100]


def recordings(megabytes: int) -> dict[str, bytes]:
    """True sound under names of texts: half a megabyte each, ten seconds."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(b"\x00\x10\x00\xf0" * 110_000)
    return {f"audio/female/x{n}.wav": made.getvalue() for n in range(megabytes * 2)}


def content_pack(stranger: Vault) -> bytes:
    page = f'edition = ""\nneeds = "{__version__}"\nnote = ""\n'.encode()
    files = {"content.toml": page, "locales/ne/person.po": catalogue(60_000), "locales/bn/person.po": catalogue(60_000)}
    return pack_file.make_pack(stranger, pack_file.CONTENT.tag.pattern, files, pack_file.CONTENT)


def font_apart(path: Path) -> object:
    return _opened.__wrapped__(path, typeface("Latn"))


def kinds(below: Path, vault: Vault, megabytes: int) -> dict[str, Work]:
    """Name to the work that the window would do on the file, in a thread beside the vault's."""
    stranger, keys = practice_vault(), reading_keys(vault)
    to = keys[0].recipient

    def kept(name: str, data: bytes) -> Path:
        path = below / name
        path.write_bytes(data)
        return path

    def pack(files: dict[str, bytes]) -> bytes:
        whole = dict(pack_file.read_pack_file(packs.export(stranger, "ne", {}, [], OWN)).files)
        return pack_file.make_pack(stranger, "ne", {**whole, **files})

    noise = secrets.token_bytes(megabytes << 20)
    bundles = {
        "a bundle for 32 others": kept("a.age", with_recipients(32)),
        "a stranger's bundle, 60,000 strands": kept("b.age", signed_bundle(stranger, to, 60_000, b"x")),
        f"a stranger's bundle of {megabytes} MB": kept("c.age", signed_bundle(stranger, to, 10, noise)),
        f"{megabytes} MB that are no bundle": kept("d.age", b"age-encryption.org/v1\n" + noise),
    }
    files = {
        "a pack of 4 MB of entries": kept("e.pack", pack({"person.po": catalogue(60_000)})),
        "a pack of 32 MB of sound": kept(
            "f.pack", pack({f"audio/female/x{n}.wav": noise[: 8 << 20] for n in range(4)})
        ),
        "a pack of 60 MB of true sound": kept("l.pack", pack(recordings(60))),
        f"{megabytes} MB that are no pack": kept("g.pack", noise),
    }
    content = {
        "a content pack of 4 MB of entries": kept("m.pack", content_pack(stranger)),
        f"{megabytes} MB that are no content pack": kept("n.pack", pack_file.CONTENT.magic + noise),
    }
    unfolding, large, no_card = (
        kept("h.pdf", bomb()),
        kept("i.pdf", b"%PDF-1.7\n" + noise[:49_000_000]),
        kept("j", noise),
    )
    many = {f"field{n}": "x" * 100 for n in range(40_000)}
    kobo = kept("o.json", json.dumps({"edition": EDITION, "_xform_id_string": "x", "_uuid": "y", **many}).encode())
    odk = kept("p.xml", b"<d>" + b"".join(f"<{k}>{v}</{k}>".encode() for k, v in list(many.items())[:20_000]) + b"</d>")
    font = kept("q.ttf", b"\x00\x01\x00\x00" + noise[: 20 << 20])
    os.sync()  # what is measured is the reading, not the system writing these files
    cards = [own_card(stranger)]
    works: dict[str, Work] = {"nothing": lambda: time.sleep(0.05)}
    works |= {name: (lambda path=path: opened_apart(path, *keys)) for name, path in bundles.items()}
    works |= {name: (lambda path=path: packs.examine(path, cards)) for name, path in files.items()}
    works |= {
        name: (lambda path=path: content_packs.examine_file(path, Words("en"), PacksOfRecord(), cards))
        for name, path in content.items()
    }
    works |= {
        "answers of a form server, 5 MB (CLI)": lambda: read_submissions(kobo),
        "answers of an XLSForm, 3 MB (CLI)": lambda: read_submissions(odk),
        "a font of 20 MB": lambda: font_apart(font),
        "a PDF that unfolds to 500 MB": lambda: check_file(unfolding),
        "a PDF of 49 MB": lambda: check_file(large),
        f"{megabytes} MB that are no card": lambda: read_card(no_card),
        f"{megabytes} MB that are no logo": lambda: read_logo(no_card),
    }
    return works


CASES = {1: 20, 10: 200, 60: 1200}
"""Megabytes of a bundle to the cases that make about so many: each has 300 answers and 36 long texts."""


def of_known(below: Path, vault: Vault, megabytes: int) -> Path:
    """A bundle by somebody whose card was checked."""
    known = practice_vault()
    for one, other in ((vault, known), (known, vault)):
        card = own_card(other)
        add_contact(one, card, card.number)
    sounds = [a + b for a in "bdgklmnprstw" for b in "aeiou"]
    chance = random.Random(1)
    for _ in range(CASES[megabytes]):
        events: list[Event] = [CaseOpened("2026-1", "office", "adult")]
        for n in range(300):
            events.append(AnswerGiven(f"item-{n % 60}", Answer.YES, How.TOLD))
            if n % 8 == 0:
                events.append(WordsWritten("work", str(n), "".join(chance.choices(sounds, k=1500))))
        known.append_many(known.new_case(), events)
    return make_bundle(known, known.cases(), [own_card(vault).number], below / f"known-{megabytes}.age").path


def taken_in(vault: Vault, case: str, path: Path) -> tuple[list[float], list[float], float]:
    """Milliseconds of each save while a bundle is opened apart, and of the one that waits until it is taken in."""
    opened: list[Bundle] = []
    keys = reading_keys(vault)
    began = time.monotonic()
    apart, _ = measured(vault, case, lambda: opened or opened.append(opened_apart(path, *keys)), 0)
    given = time.perf_counter()
    take_in(vault, path, opened[0])
    vault.append(case, AnswerGiven("item-1", Answer.YES, How.TOLD))
    taken = [(time.perf_counter() - given) * 1000]
    return apart, taken, time.monotonic() - began


def measured(vault: Vault, case: str, work: Work, seconds: float) -> tuple[list[float], int]:
    """Milliseconds of each save while ``work`` was done again and again, and how often it was."""
    ended, done = threading.Event(), [0]

    def beside() -> None:
        sys.setswitchinterval(GIVES_WAY)  # as the window does
        while not ended.is_set():
            with suppress(ScreeningError, OSError, ValueError):
                work()
            done[0] += 1

    thread = threading.Thread(target=beside)
    thread.start()
    taken: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end or not done[0]:
        began = time.perf_counter()
        vault.append(case, AnswerGiven(f"item-{len(taken) % 60}", Answer.YES, How.TOLD))
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.003)
    ended.set()
    thread.join()
    return taken, done[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--megabytes", type=int, default=200, help="how large the large ones are; 49 at least")
    parser.add_argument("--known", nargs="*", type=int, default=(1, 10), choices=CASES, help="MB by a known sender")
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as made,
        create_vault(Path(made) / "v", ONE, "A", "officer", "", cost=QUICK) as vault,
    ):
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        usual, told = 0.0, {}
        for name, work in kinds(Path(made), vault, chosen.megabytes).items():
            if chosen.only and name != "nothing" and not any(each in name for each in chosen.only):
                continue
            taken, done = measured(vault, case, work, chosen.seconds)
            cuts = statistics.quantiles(taken, n=100)
            usual = usual or cuts[98]
            over = [sum(each - usual > most for each in taken) for most in (50, 100)]
            told[name] = [max(taken), usual, *over, len(taken)]
            print(
                f"{name:38} {done:3} times, {len(taken):5} saves: median {statistics.median(taken):6.1f} ms, 99th "
                f"{cuts[98]:6.1f}, longest {max(taken):6.1f}; above 50 {over[0]}, above 100 {over[1]}", flush=True,
            )  # fmt: skip
        for megabytes in chosen.known:
            path = of_known(Path(made), vault, megabytes)
            os.sync()
            size, (apart, steps, seconds) = path.stat().st_size / 1e6, taken_in(vault, case, path)
            for name, taken in (("opened", apart), ("taken in", steps)):
                print(
                    f"a known sender's bundle of {size:4.1f} MB is {name:8}: {len(taken):5} saves: "
                    f"median {statistics.median(taken):6.1f} ms, 99th {statistics.quantiles(taken, n=100)[98]:6.1f}, "
                    f"longest {max(taken):6.1f}; above 100 {sum(each > 100 for each in taken)}; {seconds:.0f} s in all",
                    flush=True,
                )
        if chosen.json:
            chosen.json.write_text(json.dumps(told))


if __name__ == "__main__":
    main()

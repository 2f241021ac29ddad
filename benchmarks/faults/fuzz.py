"""Files from outside that somebody made to do harm, kind by kind, as many as there is time for.

    python -m benchmarks.faults.fuzz TARGET [--seconds 60] [--seed 1] [--keep FOLDER]

TARGET is one of bundle, pack, po, submission, answers, card, pdf. Each starts from whole files of its kind and knows
their parts: what stands inside a signature is changed and signed again, by a sender whose card is believed. A file may
be taken or refused with a sentence of ours; anything else is a crash, and so is work that takes longer than SLOW
seconds. Hypothesis makes a crash as small as it can; it is then kept in FOLDER and printed. Exit code 1 then.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pyrage
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from screening import settings as program
from screening.casework.assessment import answer_file
from screening.casework.content.edition import open_content
from screening.casework.languages import packs
from screening.documents.paper_check.check import check as check_paper
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events import case_codes
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.domain.events.contacts import parse_card
from screening.domain.events.hash_chain import canonical
from screening.errors import ScreeningError
from screening.odk.submission import read_submissions
from screening.odk.xlsform_logic import item_fields
from screening.settings import OWN
from screening.store import Vault, add_contact, make_bundle, own_card, practice_vault, take_in
from screening.store.bundles import bundle_format
from screening.store.bundles.manifest import Head, manifest_json
from screening.store.database.rows import chained
from screening.store.exchange import pack_file
from screening.store.exchange.exchange import own_keys
from screening.wording.catalogue.catalogue_files import parse_po
from screening.wording.catalogue.packs import packs as packs_of
from screening.wording.lint.pack_checks import po_problems

SLOW = 5.0
"""Seconds of the processor that no small file may take."""
AT_ONCE = 100
"""Examples of one round; the next has another seed."""
OLDER_PAPER = Path(__file__).parents[2] / "tests" / "files" / "older-paper.pdf"

# What is put in the place of a part

TEXTS = st.one_of(
    st.sampled_from(
        ["", "\x00", "\x1b[2J", "\u202e", "a\u0301" * 500, "../../x", "C:\\x", "=cmd|' /C calc'!A0", "{0.__class__}",
         "%s%n", "<b>", "&x;", "9" * 400, "1e999", "\ud800", "\ufeff", "x" * 70_000, "\r\n", "\u2028", "\U000e0041"]
    ),
    st.text(max_size=40),
)  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from([0, -1, 1, 2**31, 2**53 + 1, 2**63, 2**64, 10**400, -(2**63) - 1, 0.5, 1e308, True, False]),
    st.integers(),
)


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


PARTS = st.one_of(
    TEXTS, NUMBERS, st.none(), st.just([]), st.just({}), st.integers(5, 900).map(deep),
    st.dictionaries(TEXTS, NUMBERS, max_size=3), st.lists(TEXTS, max_size=4),
)  # fmt: skip


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value, as the keys that lead to it."""
    yield above
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*above, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from places(each, (*above, at))


def changed(draw: Any, value: Any, *, most: int = 3) -> Any:
    """A JSON value with some of its places changed, taken out, doubled or renamed."""
    value = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, most))):
        way = draw(st.sampled_from(list(places(value))))
        if not way:
            if draw(st.integers(0, 20)) == 0:
                return draw(PARTS)
            continue
        holder = value
        for key in way[:-1]:
            holder = holder[key]
        last = way[-1]
        match draw(st.sampled_from(["put", "put", "text", "out", "twice", "name"])):
            case "put":
                holder[last] = draw(PARTS)
            case "text" if isinstance(holder[last], str):
                holder[last] = with_text(draw, holder[last])
            case "out":
                del holder[last]
            case "twice" if isinstance(holder, list):
                holder.insert(last, holder[last])
            case "name" if isinstance(holder, dict):
                holder[draw(TEXTS)] = holder.pop(last)
            case _:
                holder[last] = draw(PARTS)
    return value


def with_text(draw: Any, text: str) -> str:
    """A text with something put into it, or something of it taken out."""
    at = draw(st.integers(0, len(text)))
    out = draw(st.integers(0, 8))
    return text[:at] + draw(TEXTS) + text[at + out :]


def with_bytes(draw: Any, data: bytes) -> bytes:
    """Bytes that were flipped, cut out, doubled or put in."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.sampled_from([0, 1, 2, 4, 16, 300, len(data)]))
        put = draw(
            st.one_of(st.binary(max_size=20), st.sampled_from([b"\xff" * 8, b"\x00" * 8, b"9" * 30, b"\n", b"("]))
        )
        match draw(st.sampled_from(["flip", "put", "cut", "twice"])):
            case "flip" if data:
                data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
            case "put":
                data = data[:at] + put + data[at + min(size, 4) :]
            case "cut":
                data = data[:at] + data[at + size :]
            case _:
                data = data[: at + size] + data[at : at + size] + data[at + size :]
    return data[: 4 << 20]


def spelled(value: Any) -> bytes:
    """A JSON value in the one spelling that is read, or any where it has none."""
    try:
        return canonical(value)
    except (ValueError, TypeError, RecursionError, UnicodeError):
        return json.dumps(value).encode("utf-8", "replace")


# The kinds


@dataclass(frozen=True)
class Target:
    """A kind of file: how one is made, what is done with it, and what may be raised besides our own sentences."""

    made: st.SearchStrategy[bytes]
    taken: Callable[[bytes], object]
    allowed: tuple[type[BaseException], ...] = ()


APART = (MemoryError, RecursionError)
"""Where the work is done in a process with bounds (``limited``), these two are answered there with a sentence."""


def bundle(below: Path) -> Target:
    """Bundles by a believed sender, wrong at any depth: the file, the letter, its manifest, its strands, its rows.

    Strands that are changed have cases of their own, since the first one taken would refuse all others of its case.
    Every other bundle is taken in by the steps of a large one.
    """
    sender, receiver = practice_vault(), practice_vault()
    for one, other in ((sender, receiver), (receiver, sender)):
        card = own_card(other)
        add_contact(one, card, card.number)
    for _ in range(2):
        case = sender.new_case()
        sender.append(case, CaseOpened("2026-1", "office", "adult"))
        sender.append_many(
            case, [AnswerGiven("papers-kept", Answer.YES, How.TOLD), WordsWritten("work", "words", "told")]
        )
    keys, to = own_keys(sender), own_keys(receiver)
    whole = make_bundle(sender, sender.cases(), [own_card(receiver).number], below).path.read_bytes()
    found = bundle_format.read(whole, to.identity)
    lines = [json.loads(line) for line in zlib.decompress(found.packed).splitlines()]
    plain = bytes(pyrage.decrypt(whole, [pyrage.x25519.Identity.from_str(to.identity)]))

    def sealed(text: bytes) -> bytes:
        return bytes(pyrage.encrypt(text, [pyrage.x25519.Recipient.from_str(to.recipient)]))

    def signed(manifest: Any, packed: bytes) -> bytes:
        told = spelled(manifest)
        signature = keys.sign(b"screening bundle 1\x00" + told)
        return sealed(bundle_format.MAGIC + bundle_format.LENGTH.pack(len(told)) + told + signature + packed)

    def of_strands(draw: Any) -> bytes:
        named = [[case_code(draw), *line[1:]] for line in lines]
        strands = changed(draw, named, most=4)
        if draw(st.booleans()):
            strands = strands if isinstance(strands, list) else [strands]
        rows = strands if isinstance(strands, list) else []
        heads = [headed(line) for line in rows]
        text = b"".join(spelled(each) + b"\n" for each in rows)
        packed = zlib.compress(text)
        manifest = manifest_json(found.manifest)
        manifest["heads"] = sorted((each for each in heads if each is not None), key=str)
        manifest["packed"] = bundle_format.hashlib.sha256(packed).hexdigest()
        manifest["unpacked"] = len(text)
        manifest["events"] = draw(st.one_of(st.just(sum(map(rows_in, rows))), NUMBERS))
        return signed(manifest, packed)

    def case_code(draw: Any) -> str:
        body = draw(st.text(case_codes.ALPHABET, min_size=case_codes.LENGTH, max_size=case_codes.LENGTH))
        return f"{body[:4]}-{body[4:]}-{case_codes.check_sign(body)}"

    def headed(line: Any) -> Any:
        """The head of a strand, right for whatever stands in it, so that its rows are looked at."""
        try:
            case, strand, told = line
            head = Head(case, strand, len(told), chained(case, strand, told)[-1].link.digest).signed(keys)
            return [head.case, head.strand, head.seq, head.digest, head.signing, head.signature]
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, ScreeningError):
            old = found.manifest.heads[0]
            return [old.case, old.strand, old.seq, old.digest, old.signing, old.signature]

    def rows_in(line: Any) -> int:
        return len(line[2]) if isinstance(line, list) and len(line) > 2 and isinstance(line[2], list) else 0

    @st.composite
    def made(draw: Any) -> bytes:
        match draw(st.integers(0, 5)):
            case 0:
                return with_bytes(draw, whole)
            case 1:
                return sealed(with_bytes(draw, plain))
            case 2:
                return signed(changed(draw, manifest_json(found.manifest)), found.packed)
            case 3:
                packed = with_bytes(draw, found.packed)
                manifest = manifest_json(found.manifest)
                manifest["packed"] = bundle_format.hashlib.sha256(packed).hexdigest()
                return signed(manifest, packed)
            case _:
                return of_strands(draw)

    held = {"vault": receiver, "n": 0}

    def taken(data: bytes) -> None:
        vault: Vault = held["vault"]  # type: ignore[assignment]
        path = below / "given.age"
        path.write_bytes(data)
        before = {case: len(vault.events(case)) for case in vault.cases()}
        try:
            take_in(vault, path)
        except ScreeningError:
            after = {case: len(vault.events(case)) for case in vault.cases()}
            assert before == after, "a bundle that was refused left something behind"
            raise
        for case in vault.cases():
            fold(case, vault.events(case))
        assert vault.verify().holds, "the record does not hold after a bundle was taken in"

    return Target(made(), taken, APART)


def pack(below: Path) -> Target:
    """Language packs by any signer: the file, its manifest, the catalogue, the pages and the reviews in it."""
    vault, tag = practice_vault(), "ne"
    whole = packs.export(vault, tag, {}, [], OWN)
    inner = dict(pack_file.read_pack_file(whole).files)
    known = {name: data for name, data in inner.items() if name.endswith((".po", ".toml"))}
    keys, end = own_keys(vault), len(pack_file.MAGIC) + pack_file.LENGTH.size
    length = pack_file.LENGTH.unpack(whole[len(pack_file.MAGIC) : end])[0]
    manifest = json.loads(whole[end : end + length])
    packed = whole[end + length + pack_file.SIGNATURE :]

    @st.composite
    def made(draw: Any) -> bytes:
        match draw(st.integers(0, 3)):
            case 0:
                return with_bytes(draw, whole)
            case 1:
                told = spelled(changed(draw, manifest))
                return b"".join(
                    (
                        pack_file.MAGIC,
                        pack_file.LENGTH.pack(len(told)),
                        told,
                        keys.sign(b"screening pack 1\x00" + told),
                        packed,
                    )
                )
            case _:
                name = draw(st.sampled_from(sorted(known)))
                files = {**inner, name: with_bytes(draw, inner[name])}
                if draw(st.integers(0, 3)) == 0:
                    other = draw(st.sampled_from(["audio/female/answer.yes.wav", "audio/audio.toml", "reviews.toml"]))
                    files[other] = draw(st.binary(max_size=4000))
                return pack_file.make_pack(vault, tag, files)

    return Target(made(), lambda data: packs.check(pack_file.read_pack_file(data)))


def po(below: Path) -> Target:
    """Catalogues: the head of the file, its entries, their fields and plural forms."""
    root = program.content_root()
    pack_of = packs_of(root)["ne"]
    whole = next((root / "locales" / "ne").rglob("person.po")).read_text("utf-8")
    entries = whole.split("\n\n")
    heads = ["nplurals=%s; plural=%s;", "nplurals=%s;plural=(%s)", "plural=%s; nplurals=%s;"]
    sums = [
        "0",
        "n != 1",
        "n%10==1?0:1",
        "n" * 3000,
        "((((((n))))))" * 50,
        "n/0",
        "n**n**n",
        "n?n:" * 800 + "n",
        "-1",
        "9999",
    ]

    @st.composite
    def made(draw: Any) -> bytes:
        kept = [entries[0], *draw(st.lists(st.sampled_from(entries), min_size=1, max_size=6))]
        if draw(st.booleans()):
            first, second = (
                draw(st.sampled_from(["1", "2", "6", "0", "-1", "99999999999", "x"])),
                draw(st.sampled_from(sums)),
            )
            line = '"Plural-Forms: ' + draw(st.sampled_from(heads)) % (first, second) + '\\n"'
            kept[0] = draw(st.sampled_from([kept[0] + "\n" + line, 'msgid ""\nmsgstr ""\n' + line]))
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(kept) - 1))
            kept[at] = with_text(draw, kept[at])
        data = "\n\n".join(kept).encode("utf-8", "surrogatepass")
        return with_bytes(draw, data) if draw(st.booleans()) else data

    def taken(data: bytes) -> None:
        with suppress(ValueError, UnicodeError, KeyError, TypeError, RecursionError):  # its callers answer these
            parse_po(data)
        po_problems(data, pack_of, root)

    return Target(made(), taken)


def submission(below: Path) -> Target:
    """Answer sets of form servers: XML of ODK, JSON of Kobo and of ODK Central."""
    protocol = open_content().protocol
    filled: dict[str, Any] = {
        "edition": protocol.id, "edition_digest": protocol.digest, "setting": "clinic", "start": "2026-11-24T09:00:00",
        "words_money": "told", "consent_service": "yes", "recipient_service": "the shelter", "instanceID": "uuid:beef",
        "closing_carry": "aloud", "child_wishes": "to go home",
    }  # fmt: skip
    for field in list(item_fields(protocol))[:30]:
        filled |= {field: "yes", f"how_{field}": "told"}
    kobo = {
        "_xform_id_string": "x",
        "_uuid": "y",
        "__version__": "1",
        **{f"group/{name}": said for name, said in filled.items()},
    }
    central = {"value": [{"__id": "uuid:y", "__system": {"formVersion": "1"}, "group": filled}]}

    def xml(draw: Any) -> bytes:
        parts = [f"<{name}>{said}</{name}>" for name, said in filled.items()]
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(parts) - 1))
            parts[at] = draw(
                st.sampled_from([parts[at] * 2, f"<g>{parts[at]}</g>", "<g>" * 40 + "</g>" * 40, "<!--x-->",
                                 "<?x y?>", "<![CDATA[x]]>", "&#0;", "&x;",
                                 "<!DOCTYPE a>", '<a b="c"/>', with_text(draw, parts[at])])
            )  # fmt: skip
        head = draw(st.sampled_from(["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>',
                                     '<!DOCTYPE a [<!ENTITY x "y">]>']))  # fmt: skip
        return f'{head}<data id="x" version="1">{"".join(parts)}</data>'.encode("utf-8", "surrogatepass")

    @st.composite
    def made(draw: Any) -> bytes:
        match draw(st.integers(0, 3)):
            case 0:
                return with_bytes(draw, xml(draw))
            case 1:
                return xml(draw)
            case 2:
                return json.dumps(changed(draw, kobo, most=5)).encode("utf-8", "surrogatepass")
            case _:
                return json.dumps(changed(draw, central, most=5)).encode("utf-8", "surrogatepass")

    def taken(data: bytes) -> None:
        path = below / "submission"
        path.write_bytes(data)
        for _, told in read_submissions(path):
            if isinstance(told, ScreeningError):
                raise told

    return Target(made(), taken)


def answers(below: Path) -> Target:
    """Answer files of the command line."""
    content = open_content()
    names = list(content.protocol.items)[:25]
    whole = {
        "setting": "office", "edition": content.protocol.id, "person": {"age_band": "adult"},
        "answers": {name: {"answer": "yes", "how": "told"} for name in names}, "words": {"money": "told"},
        "provenance": {"kind": "kobo"}, "gate": {}, "consent": {"service": {"value": "yes"}},
    }  # fmt: skip

    @st.composite
    def made(draw: Any) -> bytes:
        data = json.dumps(changed(draw, whole, most=4)).encode("utf-8", "surrogatepass")
        return with_bytes(draw, data) if draw(st.integers(0, 3)) == 0 else data

    def taken(data: bytes) -> None:
        path = below / "answers.json"
        path.write_bytes(data)
        sheet, its = answer_file.open_sheet(path, program.OWN)
        answer_file.assess_sheet(sheet, its)

    return Target(made(), taken)


def card(below: Path) -> Target:
    """Cards as text; one that is taken gives itself again, and its number covers all of it."""
    whole = own_card(practice_vault())

    @st.composite
    def made(draw: Any) -> bytes:
        lines = whole.text().splitlines()
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(lines) - 1))
            others = st.sampled_from([lines[at], lines[-1], "", f"\ufeff{lines[at]}"])
            lines[at] = draw(others) if draw(st.booleans()) else with_text(draw, lines[at])
        data = draw(st.sampled_from(["\n", "\r\n", "\u2028", "\x0b"])).join(lines).encode("utf-8", "surrogatepass")
        return with_bytes(draw, data) if draw(st.booleans()) else data

    def taken(data: bytes) -> None:
        path = below / "card.txt"
        path.write_bytes(data)
        from screening.casework.record.exchange import read_card

        found = read_card(path)
        assert parse_card(found.text()) == found, "a card that was read does not read the same again"
        assert (found.number == whole.number) == (asdict(found) == asdict(whole)), "another card has the same number"

    return Target(made(), taken)


def pdf(below: Path) -> Target:
    """Papers that came back: bytes of the file, and objects in it, exchanged."""
    whole = OLDER_PAPER.read_bytes()

    def objects(document: pikepdf.Pdf) -> list[Any]:
        return [each for each in document.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]

    def hostile(draw: Any, document: pikepdf.Pdf) -> Any:
        there = objects(document)
        return draw(
            st.sampled_from([
                0, -1, 10**12, True, pikepdf.Name("/X"), pikepdf.String("x"), pikepdf.Array([]), pikepdf.Dictionary(),
                pikepdf.Array([pikepdf.Array([0]) for _ in range(5)]), document.Root, there[0],
                there[-1], document.pages[0].obj,
            ])
        )  # fmt: skip

    @st.composite
    def made(draw: Any) -> bytes:
        if draw(st.integers(0, 2)) == 0:
            return with_bytes(draw, whole)
        out = io.BytesIO()
        try:
            with pikepdf.open(io.BytesIO(whole)) as document:
                for _ in range(draw(st.integers(1, 3))):
                    it = draw(st.sampled_from(objects(document)))
                    names = sorted(it.keys())
                    name = draw(
                        st.sampled_from(
                            [*names, "/Annots", "/Kids", "/Filter", "/DecodeParms", "/Metadata", "/AcroForm"]
                        )
                    )
                    if name in ("/Length", "/Size"):
                        continue
                    it[name] = hostile(draw, document)
                document.save(
                    out, compress_streams=draw(st.booleans()), stream_decode_level=pikepdf.StreamDecodeLevel.none
                )
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, RecursionError):
            return whole
        data = out.getvalue()
        return with_bytes(draw, data) if draw(st.integers(0, 4)) == 0 else data

    def taken(data: bytes) -> None:
        check_paper(data)

    return Target(made(), taken, APART)


TARGETS: dict[str, Callable[[Path], Target]] = {
    "bundle": bundle, "pack": pack, "po": po, "submission": submission, "answers": answers, "card": card, "pdf": pdf,
}  # fmt: skip


class Slow(AssertionError):
    """Work on a small file that took longer than it may."""


def fuzz(name: str, seconds: float, *, first_seed: int = 1, keep: Path | None = None) -> tuple[int, Counter[str]]:
    """How many files of one kind were tried in ``seconds``, and what became of them.

    Raises what a file made the program raise, with the smallest such file in ``keep``.
    """
    with tempfile.TemporaryDirectory() as made:
        target = TARGETS[name](Path(made))
        outcomes: Counter[str] = Counter()
        end, number = time.monotonic() + seconds, first_seed
        last: list[bytes] = [b""]

        def one(data: bytes) -> None:
            last[0] = data
            began = time.process_time()
            try:
                target.taken(data)
                outcomes["taken"] += 1
            except ScreeningError as trouble:
                outcomes[trouble.code] += 1
            except target.allowed:
                outcomes["too costly"] += 1
            if time.process_time() - began > SLOW:
                raise Slow(f"{time.process_time() - began:.1f} s for {len(data)} bytes")

        while time.monotonic() < end:
            run = seed(number)(
                settings(max_examples=AT_ONCE, deadline=None, database=None, derandomize=False, print_blob=False,
                         suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])(
                    given(target.made)(lambda data: one(data) if time.monotonic() < end + 60 else None)
                )
            )  # fmt: skip
            try:
                run()
            except BaseException:
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{name}-{number}").write_bytes(last[0])
                raise
            number += 1
        return sum(outcomes.values()), outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="where the seeds begin; another one tries other files")
    parser.add_argument("--keep", type=Path, help="a folder for a file that crashes the program")
    given_ = parser.parse_args()
    tried, outcomes = fuzz(given_.target, given_.seconds, first_seed=given_.seed, keep=given_.keep)
    print(f"{given_.target}: {tried} files in {given_.seconds:.0f} s, no crash; "
          + ", ".join(f"{code or 'taken'} {n}" for code, n in outcomes.most_common(12)))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

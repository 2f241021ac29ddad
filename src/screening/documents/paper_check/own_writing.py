"""Whether a file can be this program's own writing: read as bytes, from the first to the last, by one narrow grammar.

Viewers mend what they cannot read, each in its own way, so a file that leaves anything to be mended can show one thing
to the check and another to a person. Here nothing is mended. Objects follow each other from 1 up, each at the place
that the one table says; every reference leads to one of them and each is reached; a stream is whole; numbers, names and
texts are spelled in one way; between them stands white space and nothing else.
"""

from __future__ import annotations

import html
import re
import zlib
from itertools import chain
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf

_HEAD = re.compile(rb"%PDF-1\.7\n%[\x80-\xff]{4} *\n")
_WHITE = rb"(?:[ \n]|%[ ]*\n)*"
_TOKEN = re.compile(
    _WHITE
    + rb"""(?:(?P<open><<|\[)|(?P<close>>>|\])|(?P<name>/[A-Za-z0-9_.+*,:-]+)(?=[ \n/<>()\[\]])
    |(?P<reference>[1-9][0-9]{0,6})[ ]0[ ]R(?=[ \n/<>()\[\]])
    |(?P<number>-?(?:(?:0|[1-9][0-9]{0,8})?\.[0-9]{0,8}[1-9]|0|[1-9][0-9]{0,9}))(?=[ \n/<>()\[\]])
    |<(?P<bytes>(?:[0-9A-Fa-f]{2})*)>|\((?P<text>(?:[^()\\\r]|\\[nrtbf()\\]|\\[0-3][0-7]{2})*)\)
    |(?P<word>true|false|null)(?=[ \n/<>()\[\]]))""",
    re.VERBOSE,
)
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_AFTER = re.compile(_WHITE + rb"(?:endobj\n|stream\n)")
_DEEPEST = 60
_BESIDE = re.compile(rb"<[?!].*?>", re.DOTALL)
"""An instruction, a comment or a declaration of XML."""
_TEXTS = frozenset({"/Title", "/Lang", "/Alt", "/ActualText", "/E"})
_OTHER_ALPHABETS = (b"\xff\xfe", b"\xef\xbb\xbf")
_OF_A_LOCKED_FILE = {"/ADBE": {"/BaseVersion": "/1.7", "/ExtensionLevel": 8}}
_LOCK = {
    "/CF": {"/StdCF": {"/AuthEvent": "/DocOpen", "/CFM": "/AESV3", "/Length": 32}},
    "/Filter": "/Standard", "/Length": 256, "/P": -1028, "/R": 6, "/StmF": "/StdCF", "/StrF": "/StdCF", "/V": 5,
}  # fmt: skip
_KEYS = {"/O": 48, "/OE": 32, "/Perms": 16, "/U": 48, "/UE": 32}
"""What a lock holds besides, in bytes."""


class Reference(NamedTuple):
    """One object's mention of another."""

    number: int


class FileObject(NamedTuple):
    """An object, and the bytes of a stream as they stand in the file."""

    value: Any
    stream: bytes | None


class FileContent(NamedTuple):
    """A whole file: its objects from 1 up, and its trailer."""

    objects: list[FileObject]
    trailer: dict[str, Any]

    def at(self, reference: Any) -> FileObject:
        """The object that is mentioned. Raises ValueError for what is no mention."""
        if not isinstance(reference, Reference):
            raise ValueError("an object is not where this program puts it")
        return self.objects[reference.number - 1]


def is_own(pdf: bytes, unlocked: bytes | None = None) -> bool:
    """Return whether the file can be this program's writing; ``unlocked`` is a locked one as qpdf writes it open."""
    try:
        found = _read(pdf)
        plain = found if unlocked is None else _read(unlocked)
        _look(plain)
        if unlocked is not None:
            _same_but_locked(found, plain)
        return unlocked is not None or "/Encrypt" not in found.trailer
    except (ValueError, LookupError, AttributeError, TypeError, zlib.error, ElementTree.ParseError):
        return False


def metadata(title: str) -> bytes:
    """The title as XMP (ISO 14289-1, 7.1), nothing else: no claim to conform, which nobody has checked whole."""
    text = html.escape(title, quote=False)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:title>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _read(pdf: bytes) -> FileContent:
    """Read every byte of the file. Raises ValueError, LookupError or AttributeError where the grammar does not hold."""
    head = _HEAD.match(pdf)
    at = head.end() if head else -1
    objects: list[FileObject] = []
    places: list[int] = []
    while pdf.startswith(b"%d 0 obj\n" % (len(objects) + 1), at):
        places.append(at)
        value, at = _value(pdf, pdf.index(b"\n", at))
        after = _AFTER.match(pdf, at)
        at, stream = after.end(), None  # type: ignore[union-attr]
        if pdf[at - 7 : at] == b"stream\n":
            end = at + value["/Length"]
            stream = pdf[at:end]
            at = _past(pdf, _past(pdf, end, b"\n") if pdf[end : end + 1] == b"\n" else end, b"endstream\nendobj\n")
        objects.append(FileObject(value, stream))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = at
    at = _past(pdf, at, b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + b"trailer")
    trailer, at = _value(pdf, at)
    at = _past(pdf, at, b"\nstartxref\n%d\n%%%%EOF\n" % start)
    if at != len(pdf):
        raise ValueError("something stands behind the end")
    found = FileContent(objects, trailer)
    _reached(found)
    return found


def _past(pdf: bytes, at: int, expected: bytes) -> int:
    if not pdf.startswith(expected, at):
        raise ValueError("the file is not laid out as this program does it")
    return at + len(expected)


def _value(pdf: bytes, at: int, depth: int = 0) -> tuple[Any, int]:
    found = _TOKEN.match(pdf, at)
    if found is None or depth > _DEEPEST:
        raise ValueError("a value is not spelled as this program does it")
    kind, text, at = found.lastgroup, found[found.lastgroup or 0], found.end()
    if kind == "open":
        return _many(pdf, at, text, depth)
    if kind == "close":
        raise ValueError("a list ends where none began")
    if kind == "name":
        return text.decode("ascii"), at
    if kind == "reference":
        return Reference(int(text)), at
    if kind == "number":
        return _fraction(text) if b"." in text else int(text), at
    if kind == "bytes":
        return bytes.fromhex(text.decode("ascii")), at
    if kind == "text":
        return _ESCAPED.sub(_unescaped, text), at
    return _WORDS[text], at


def _fraction(text: bytes) -> float:
    """Six figures count (``digest``): a fraction that counts as a whole number stands in place of one."""
    if float(f"{float(text):.6g}").is_integer():
        raise ValueError("a fraction that counts as a whole number")
    return float(text)


def _many(pdf: bytes, at: int, opening: bytes, depth: int) -> tuple[Any, int]:
    """A list, or a dictionary, whose entries have a name each, once, and are something."""
    values: list[Any] = []
    closing = b"]" if opening == b"[" else b">>"
    while True:
        end = _TOKEN.match(pdf, at)
        if end is not None and end["close"] is not None:
            _past(end["close"], 0, closing)
            break
        value, at = _value(pdf, at, depth + 1)
        values.append(value)
    if opening == b"[":
        return values, end.end()
    names = values[::2]
    made = dict(zip(names, values[1::2], strict=True))
    if len(made) < len(names) or None in made.values() or not all(type(name) is str for name in names):
        raise ValueError("an entry stands twice, or is nothing")
    return made, end.end()


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes([int(escaped, 8)]) if escaped.isdigit() else _ESCAPES.get(escaped, escaped)


def _reached(found: FileContent) -> None:
    """Raises ValueError or LookupError where a reference leads nowhere, or an object is reached by none."""
    met: set[int] = set()
    waiting: list[Any] = [found.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Reference) and each.number not in met:
            met.add(each.number)
            waiting.append(found.at(each).value)
        elif isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    if len(met) < len(found.objects) or any(not isinstance(each.value, dict | list) for each in found.objects):
        raise ValueError("an object is not used, or needs not stand apart")
    own = {"/Size", "/Root", "/Info", "/ID"}
    if found.trailer["/Size"] != len(found.objects) + 1 or not own <= set(found.trailer) <= own | {"/Encrypt"}:
        raise ValueError("the trailer is not this program's")


def _look(plain: FileContent) -> None:
    """What the letters of a paper leave out, and programs write when they save: here it is as this program writes it.

    Raises ValueError, LookupError, TypeError or zlib.error.
    """
    for value, stream in plain.objects:
        if stream is not None:
            _whole(value, stream)
    for name, text in _entries(plain):
        if name in _TEXTS and type(text) is bytes and text.startswith(_OTHER_ALPHABETS):
            raise ValueError("a text in an encoding that this program does not write")
    catalog, information = plain.at(plain.trailer["/Root"]).value, plain.at(plain.trailer["/Info"]).value
    if "/Version" in catalog or catalog.get("/Extensions", _OF_A_LOCKED_FILE) != _OF_A_LOCKED_FILE:
        raise ValueError("a version that this program does not name")
    if set(information) != {"/Title"}:
        raise ValueError("more than a title")
    pages = plain.at(catalog["/Pages"]).value
    kinds = [plain.at(kid).value["/Type"] for kid in pages["/Kids"]]
    if pages["/Type"] != "/Pages" or pages["/Count"] != len(kinds) or set(kinds) != {"/Page"}:
        raise ValueError("pages are not laid out as this program does it")
    if "/Metadata" in catalog:
        title = str(pikepdf.String(information["/Title"]))
        if _told(_whole(*plain.at(catalog["/Metadata"]))) != _told(metadata(title)):
            raise ValueError("metadata that says more than the title")


def _told(written: bytes) -> list[tuple[Any, ...]]:
    """What XMP says, however it is laid out: pikepdf puts each element on a line of its own.

    What stands in instructions and comments counts too, which a reader of elements does not see. The last instruction
    says whether others may write there: pikepdf allows it.
    """
    return [
        *((each.replace(b'end="w"', b'end="r"'),) for each in _BESIDE.findall(written)),
        *(
            (each.tag, each.attrib, (each.text or "").strip(), (each.tail or "").strip())
            for each in ElementTree.fromstring(written).iter()
        ),
    ]


def _entries(plain: FileContent) -> Any:
    """Every entry of every dictionary."""
    waiting: list[Any] = [each.value for each in plain.objects]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from each.items()
            waiting += each.values()
        elif type(each) is list:
            waiting += each


def _whole(entries: dict[str, Any], stream: bytes | None) -> bytes:
    """What a stream holds: packed by zlib, with nothing behind it; the metadata alone may be left as it is."""
    packed = entries.get("/Filter")
    if (
        stream is None
        or packed not in (None, "/FlateDecode", ["/FlateDecode"])
        or {"/DecodeParms", "/F"} & set(entries)
    ):
        raise ValueError("a stream is not packed as this program does it")
    if packed is None and entries.get("/Type") == "/Metadata":
        return stream
    unpacking = zlib.decompressobj()
    held = unpacking.decompress(stream)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("a stream is broken off, or something stands behind it")
    return held


def _same_but_locked(locked: FileContent, plain: FileContent) -> None:
    """Raises ValueError where a locked file is anything but the plain one with each text and stream enciphered."""
    lock = locked.at(locked.trailer["/Encrypt"])
    keys = {name: len(lock.value[name]) for name in _KEYS}
    if keys != _KEYS or lock != FileObject({**_LOCK, **{name: lock.value[name] for name in _KEYS}}, None):
        raise ValueError("another lock")
    without = {name: value for name, value in locked.trailer.items() if name not in ("/Encrypt", "/ID")}
    if without | {"/Size": without["/Size"] - 1, "/ID": plain.trailer["/ID"]} != plain.trailer:
        raise ValueError("another trailer")
    if locked.objects[-1] is not lock:
        raise ValueError("the lock is not the last object")
    for one, other in zip(locked.objects[:-1], plain.objects, strict=True):
        expected = other.value
        if other.stream is not None:
            expected = expected | {"/Length": _enciphered(len(other.stream))}
            if expected.get("/Type") == "/Metadata":  # qpdf packs it in a locked file only
                expected |= {"/Length": one.value["/Length"], "/Filter": "/FlateDecode"}
        _same(one.value, expected)


def _same(locked: Any, plain: Any) -> None:
    if type(locked) is not type(plain):
        raise ValueError("another value")
    if isinstance(plain, dict):
        _same(list(chain.from_iterable(sorted(locked.items()))), list(chain.from_iterable(sorted(plain.items()))))
    elif type(plain) is list:
        for one, other in zip(locked, plain, strict=True):
            _same(one, other)
    elif len(locked) != _enciphered(len(plain)) if isinstance(plain, bytes) else locked != plain:
        raise ValueError("another value")


def _enciphered(length: int) -> int:
    """Bytes of a text under AES in CBC: what starts it, and blocks of sixteen, the last one filled up."""
    return 16 + 16 * (length // 16 + 1)

"""One digest of everything in a PDF that can reach a page, a reader or a viewer, whichever way the file is written.

Counted is every object that can be reached from the catalog, and the document's information: values, names, texts,
pages in their order with what they inherit, and streams as they unfold. Not counted is what another program changes
when it saves the same document again: numbers of objects, the table of places, compression, whether an object stands
apart, the identifier, the program and the times of writing, how the metadata is laid out, and the version of the
format. The letters on the ground of the seal are taken out first (``letters``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pikepdf

from screening.documents.paper_check.letters import Codes, emptied

_PURPOSE = b"Screening seal, edition 2\0"
_UNFOLDED = frozenset({"/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"})
_OF_A_STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OF_THE_TREE = frozenset({"/Type", "/Kids", "/Count", "/Parent", *_INHERITED})
_OF_A_SAVE = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate"})
_OF_A_TOOL = ("http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/pdf/1.3/")
"""What metadata says of programs and times of writing."""
_NAMES_OF_TOOLS = (*(f"{{{each}}}" for each in _OF_A_TOOL), "{adobe:ns:meta/}xmptk")
_TEXTS = frozenset({"/Title", "/Lang", "/Alt", "/ActualText", "/E"})
"""Entries that hold text, which programs write in one of two encodings."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What was counted."""

    digest: bytes
    letters: frozenset[str]
    """Those on its grounds; empty where no ground of this edition stands."""
    pages: int


def whole(document: pikepdf.Pdf) -> Whole:
    """Count the document. Raises what pikepdf raises, and ValueError for one that goes round in its own pages."""
    return _Count(document).whole()


Entries = Iterable[tuple[str, Any]]


class _Count:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._sum = hashlib.sha256(_PURPOSE)
        self._seen: dict[tuple[int, int], int] = {}
        """Objects that have a name of their own, by it, and how many dictionaries and lists were met before each."""
        self._met = 0
        self._letters: set[str] = set()
        self._codes = Codes()

    def whole(self) -> Whole:
        catalog = self._document.Root
        pages = list(self._leaves(catalog.get("/Pages")))
        for page, _ in pages:
            self._know(page)
        self._tell(b"pages", b"%d" % len(pages))
        for page, inherited in pages:
            self._count(inherited | {key: value for key, value in page.items() if key != "/Parent"})
        left_out = {"/Pages", "/Extensions", "/Version"}
        metadata = catalog.get("/Metadata")
        if isinstance(metadata, pikepdf.Stream):
            left_out.add("/Metadata")
            self._tell(b"metadata", _said(metadata.read_bytes()).encode("utf-8", "surrogateescape"))
            self._count(_without(metadata, _OF_A_STREAM))
        self._count(_without(catalog, left_out))
        information = self._document.trailer.get("/Info")
        if isinstance(information, pikepdf.Dictionary):
            self._count(_without(information, _OF_A_SAVE))
        return Whole(self._sum.digest(), frozenset(self._letters), len(pages))

    def _leaves(self, root: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The pages in their order, with what each inherits."""
        met: set[tuple[int, int]] = set()
        waiting: list[tuple[Any, dict[str, Any], Any]] = [(root, {}, None)]
        while waiting:
            node, inherited, parent = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or not node.is_indirect or node.objgen in met:
                raise ValueError("the tree of pages is no tree")
            met.add(node.objgen)
            above: Any = node.get("/Parent")
            if (above is None) != (parent is None) or (parent is not None and above.objgen != parent.objgen):
                raise ValueError("a page says that it hangs elsewhere")
            kids = node.get("/Kids")
            if kids is None:
                yield node, inherited
                continue
            if not isinstance(kids, pikepdf.Array):
                raise ValueError("the tree of pages is no tree")
            self._count(_without(node, _OF_THE_TREE))
            below = inherited | {key: node[key] for key in _INHERITED if key in node}
            waiting += [(kid, below, node) for kid in reversed(list(kids))]

    def _know(self, held: Any) -> None:
        self._met += 1
        self._seen[held.objgen] = self._met

    def _tell(self, kind: bytes, data: bytes = b"") -> None:
        self._sum.update(b"%s %d\0%s" % (kind, len(data), data))

    def _count(self, entries: dict[str, Any]) -> None:
        """Count the entries of a dictionary and what can be reached from it, each object where it is met first."""
        waiting = [iter(self._sorted(entries))]
        while waiting:
            for key, value in waiting[-1]:
                if key:
                    self._tell(b"key", key.encode("utf-8", "surrogateescape"))
                inside = self._value(key, value)
                if inside is not None:
                    waiting.append(iter(inside))
                    break
            else:
                waiting.pop()

    def _sorted(self, entries: dict[str, Any]) -> Entries:
        self._tell(b"entries", b"%d" % len(entries))
        return sorted(entries.items())

    def _value(self, key: str, value: Any) -> Entries | None:
        """Count a value. Returns what is in it and comes next; None for one that holds no others."""
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            self._tell(*_plain(key, value))
            return None
        if value.is_indirect:
            if value.objgen in self._seen:
                self._tell(b"again", b"%d" % self._seen[value.objgen])
                return None
            self._know(value)
        else:
            self._met += 1
        if isinstance(value, pikepdf.Array):
            self._tell(b"list", b"%d" % len(value))
            return [("", each) for each in value]
        return self._sorted(self._stream(value) if isinstance(value, pikepdf.Stream) else _without(value))

    def _stream(self, stream: Any) -> dict[str, Any]:
        """Count what a stream holds. Returns its other entries."""
        filters = stream.get("/Filter", [])
        names = filters if isinstance(filters, pikepdf.Array | list) else [filters]
        if {str(each) for each in names} <= _UNFOLDED:
            left_out = _OF_A_STREAM
            data = stream.read_bytes()
        else:
            left_out = frozenset({"/Length"})
            data = stream.read_raw_bytes()
        ground = emptied(data, self._codes)
        if ground is None:
            self._tell(b"stream", data)
        else:
            self._letters.add(ground[0])
            self._tell(b"ground", ground[1])
        return _without(stream, left_out)


def _without(held: Any, left_out: Iterable[str] = ()) -> dict[str, Any]:
    """The entries of a dictionary or a stream; those that are nothing are none."""
    return {key: value for key, value in held.items() if value is not None and key not in left_out}


def _plain(key: str, value: Any) -> tuple[bytes, bytes]:
    """What is counted for a value that holds no others."""
    if value is None or isinstance(value, bool):
        return (b"null" if value is None else b"true" if value else b"false"), b""
    if isinstance(value, int | float | Decimal):
        return b"number", _number(value).encode()
    if isinstance(value, pikepdf.Name):
        return b"name", str(value).encode("utf-8", "surrogateescape")
    if isinstance(value, pikepdf.String):
        return (b"text", str(value).encode("utf-8", "surrogateescape")) if key in _TEXTS else (b"bytes", bytes(value))
    raise ValueError("a value that no document holds")


def _said(metadata: bytes) -> str:
    """What the metadata says, whichever way it is laid out; the bytes themselves where that cannot be read."""
    try:
        root = ElementTree.fromstring(metadata)
    except ElementTree.ParseError:
        return metadata.decode("latin-1")
    told: list[tuple[str, str]] = []
    for element in root.iter():
        entries = [(element.tag, (element.text or "").strip()), *element.attrib.items()]
        entries.append((element.tag + "/tail", (element.tail or "").strip()))
        told += [(name, text) for name, text in entries if text and not name.startswith(_NAMES_OF_TOOLS)]
    return repr(sorted(told))


def _number(value: int | float | Decimal) -> str:
    """Six figures: as many as every program keeps that reads numbers as floats of 32 bits."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return f"{float(value):.6g}"

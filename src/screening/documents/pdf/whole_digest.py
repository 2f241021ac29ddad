"""One digest of everything in a PDF that can reach a page, a reader or a viewer, whichever way the file is written.

Counted is every object that can be reached from the catalog, and the document's information: values, names, texts,
pages in their order with what they inherit, and streams as they unfold. Not counted is what another program changes
when it saves the same document again: numbers of objects, the table of places, compression, whether an object stands
apart, the identifier, the program and the times of writing, how the metadata is laid out, and the version of the
format. The letters on the ground of the seal are taken out first (``seal_ground``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pikepdf

from screening.documents.pdf.qr_squares import Codes
from screening.documents.pdf.seal_ground import emptied

_PURPOSE = b"Screening seal, edition 2\0"
_UNFOLDED = frozenset({"/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"})
_OF_A_STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OF_THE_TREE = frozenset({"/Type", "/Kids", "/Count", "/Parent", *_INHERITED})
_OF_A_SAVE = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate"})
_OF_A_TOOL = ("http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/pdf/1.3/")
"""What metadata says of programs and times of writing."""
_NAMES_OF_TOOLS = (*(f"{{{each}}}" for each in _OF_A_TOOL), "{adobe:ns:meta/}xmptk")
_MOST_PARTS = 1_000
_INSIDE = (0, 0)
"""The name of what stands in another object and has none of its own."""
_OF_A_LIST = "/[]"
"""In place of a key, for what stands in a list."""
_NUMBERS = (int, float, Decimal)
_CONTAINERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
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


class _Count:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._sum = hashlib.sha256(_PURPOSE)
        self._seen: dict[tuple[int, int], int] = {}
        self._met = 0
        self._letters: set[str] = set()
        self._codes = Codes()
        self._parts: dict[tuple[bytes, str | int], bytes] = {}
        """What is counted for keys, names and numbers, which come again thousands of times."""

    def whole(self) -> Whole:
        catalog = self._document.Root
        pages = list(self._leaves(catalog.get("/Pages")))
        for page, _ in pages:
            self._know(page)
        self._add(b"pages", len(pages))
        for page, inherited in pages:
            own = {key: value for key, value in inherited.items() if key not in page}
            own.update((key, value) for key, value in page.items() if key != "/Parent")
            self._entries(own)
        left_out = {"/Pages", "/Extensions", "/Version"}
        metadata = catalog.get("/Metadata")
        if isinstance(metadata, pikepdf.Stream):
            left_out.add("/Metadata")
            self._add(b"metadata", _told(metadata.read_bytes()))
            self._entries({key: value for key, value in metadata.items() if key not in _OF_A_STREAM})
        self._entries({key: value for key, value in catalog.items() if key not in left_out})
        information = self._document.trailer.get("/Info")
        if isinstance(information, pikepdf.Dictionary):
            self._entries({key: value for key, value in information.items() if key not in _OF_A_SAVE})
        return Whole(self._sum.digest(), frozenset(self._letters), len(pages))

    def _leaves(self, root: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The pages in their order, each with what it inherits."""
        met: set[tuple[int, int]] = set()
        waiting: list[tuple[Any, dict[str, Any], Any]] = [(root, {}, None)]
        while waiting:
            node, inherited, parent = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or not node.is_indirect or node.objgen in met:
                raise ValueError("the tree of pages is no tree")
            met.add(node.objgen)
            named = node.get("/Parent")
            if (named.objgen if named is not None else None) != (parent.objgen if parent is not None else None):
                raise ValueError("a page says that it hangs elsewhere")
            if "/Kids" not in node:
                yield node, inherited
                continue
            self._entries({key: value for key, value in node.items() if key not in _OF_THE_TREE})
            below = inherited | {key: node[key] for key in _INHERITED if key in node}
            waiting += [(kid, below, node) for kid in reversed(list(node["/Kids"]))]

    def _know(self, value: Any) -> int:
        """At which place the object was met before, 0 for one that was not; it is from now on."""
        name = value.objgen
        if name == _INSIDE:
            self._met += 1
            return 0
        before = self._seen.get(name, 0)
        if not before:
            self._met += 1
            self._seen[name] = self._met
        return before

    def _add(self, kind: bytes, value: bytes | str | int = b"") -> None:
        if isinstance(value, bytes):
            self._sum.update(b"%s %d\0%s" % (kind, len(value), value))
            return
        part = self._parts.get((kind, value))
        if part is None:
            data = str(value).encode("utf-8", "surrogateescape")
            part = b"%s %d\0%s" % (kind, len(data), data)
            if len(self._parts) < _MOST_PARTS:
                self._parts[kind, value] = part
        self._sum.update(part)

    def _entries(self, entries: dict[str, Any]) -> None:
        waiting: list[tuple[str, Any]] = []
        self._dictionary(entries, waiting)
        while waiting:
            key, value = waiting.pop()
            if key != _OF_A_LIST:
                self._add(b"key", key)
            self._value(key, value, waiting)

    def _dictionary(self, entries: dict[str, Any], waiting: list[tuple[str, Any]]) -> None:
        kept = sorted(key for key, value in entries.items() if value is not None)
        self._add(b"entries", len(kept))
        waiting += [(key, entries[key]) for key in reversed(kept)]

    def _value(self, key: str, value: Any, waiting: list[tuple[str, Any]]) -> None:
        if type(value) is int:
            self._add(b"number", value)
        elif isinstance(value, bool):
            self._add(b"true" if value else b"false")
        elif isinstance(value, _NUMBERS):
            self._add(b"number", _number(value))
        elif isinstance(value, pikepdf.Name):
            self._add(b"name", str(value))
        elif isinstance(value, pikepdf.String):
            self._add(*((b"text", str(value)) if key in _TEXTS else (b"bytes", bytes(value))))
        elif isinstance(value, pikepdf.Object):
            self._container(value, waiting)
        elif value is None:
            self._add(b"null")
        else:
            raise ValueError("a value that no document holds")

    def _container(self, value: Any, waiting: list[tuple[str, Any]]) -> None:
        if not isinstance(value, _CONTAINERS):
            raise ValueError("a value that no document holds")
        if before := self._know(value):
            self._add(b"again", before)
        elif isinstance(value, pikepdf.Stream):
            self._stream(value, waiting)
        elif isinstance(value, pikepdf.Dictionary):
            self._dictionary(dict(value.items()), waiting)
        else:
            items = list(value)
            self._add(b"list", len(items))
            waiting += [(_OF_A_LIST, item) for item in reversed(items)]

    def _stream(self, stream: pikepdf.Stream, waiting: list[tuple[str, Any]]) -> None:
        filters = stream.get("/Filter")
        names: list[Any] = []
        if filters is not None:
            names = [filters] if isinstance(filters, pikepdf.Name) else list(_listed(filters))
        if all(isinstance(each, pikepdf.Name) and str(each) in _UNFOLDED for each in names):
            left_out = _OF_A_STREAM
            data = stream.read_bytes()
        else:
            left_out = frozenset({"/Length"})
            data = stream.read_raw_bytes()
        ground = emptied(data, self._codes)
        if ground is None:
            self._add(b"stream", data)
        else:
            self._letters.add(ground[0])
            self._add(b"ground", ground[1])
        self._dictionary({key: value for key, value in stream.items() if key not in left_out}, waiting)


def _listed(array: pikepdf.Object) -> Iterator[Any]:
    if not isinstance(array, pikepdf.Array):
        raise ValueError("a list that is none")
    return iter(array)


def _told(metadata: bytes) -> str:
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

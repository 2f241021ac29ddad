"""One digest of everything in a PDF that can reach a page, a reader or a viewer, whichever way the file is written.

Counted is every object that can be reached from the catalog, and the document's information: values, names, texts,
pages in their order with what they inherit, and streams as they unfold. Not counted is what another program changes
when it saves the same document again: numbers of objects, the table of places, compression, whether an object stands
apart, the identifier, the program and the times of writing, how the metadata is laid out, and the version of the
format. The letters on the ground of the seal are taken out first (``seal_ground``).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
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
_MOST_PARTS = 10_000
_MANY = 4_000
"""Parts that are put together before they are counted."""
_TEXTS = frozenset({"/Title", "/Lang", "/Alt", "/ActualText", "/E"})
"""Entries that hold text, which programs write in one of two encodings."""
_NOT_PLAIN = (b'"u:', b'"b:', b'"n:', b": null", b"#", b"\\")
"""What shows that an object holds more than numbers, plain names and names of objects."""
_NAMED = re.compile('"([0-9]+ [0-9]+ R)"').findall
_read = json.JSONDecoder(parse_float=Decimal).raw_decode


@dataclass(frozen=True, slots=True)
class Whole:
    """What was counted."""

    digest: bytes
    letters: frozenset[str]
    """Those on its grounds; empty where no ground of this edition stands."""
    pages: int


def whole(document: pikepdf.Pdf, written: Mapping[str, Any] | None = None) -> Whole:
    """Count the document. Raises what pikepdf raises, and ValueError for one that goes round in its own pages.

    ``written`` is what whoever wrote the document knows of its objects, by their names ("12 0 R"), as plain data:
    those are not read back.
    """
    return _Count(document, written or {}).whole()


class _Parts(dict[Any, bytes]):
    """What is counted for names and numbers of one kind, which come again thousands of times."""

    def __init__(self, kind: bytes) -> None:
        self._kind = kind

    def __missing__(self, value: str | int) -> bytes:
        part = _part(self._kind, str(value).encode("utf-8", "surrogateescape"))
        if len(self) < _MOST_PARTS:
            self[value] = part
        return part


class _Count:
    def __init__(self, document: pikepdf.Pdf, written: Mapping[str, Any]) -> None:
        self._document = document
        self._written = written
        self._held: dict[str, Any] = {}
        """Objects by their names; None for those that are nothing."""
        self._sum = hashlib.sha256(_PURPOSE)
        self._told: list[bytes] = []
        """What comes next to be counted."""
        self._seen: dict[str, int] = {}
        self._met = 0
        self._letters: set[str] = set()
        self._codes = Codes()
        self._keys, self._names, self._numbers, self._again = map(_Parts, (b"key", b"name", b"number", b"again"))

    def whole(self) -> Whole:
        catalog = self._inside(self._document.Root)
        pages = list(self._leaves(catalog.get("/Pages")))
        for name, *_ in pages:
            self._know(name)
        self._told.append(_part(b"pages", b"%d" % len(pages)))
        for _, page, inherited in pages:
            own = {key: value for key, value in inherited.items() if key not in page}
            own.update((key, value) for key, value in page.items() if key != "/Parent")
            self._count(own)
        left_out = {"/Pages", "/Extensions", "/Version"}
        metadata = self._object(catalog.get("/Metadata"))
        if isinstance(metadata, pikepdf.Stream):
            left_out.add("/Metadata")
            self._told.append(_part(b"metadata", _said(metadata.read_bytes()).encode("utf-8", "surrogateescape")))
            self._count({key: value for key, value in self._inside(metadata).items() if key not in _OF_A_STREAM})
        self._count({key: value for key, value in catalog.items() if key not in left_out})
        information = self._document.trailer.get("/Info")
        if isinstance(information, pikepdf.Dictionary):
            self._count({key: value for key, value in self._inside(information).items() if key not in _OF_A_SAVE})
        self._sum.update(b"".join(self._told))
        return Whole(self._sum.digest(), frozenset(self._letters), len(pages))

    def _leaves(self, root: Any) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """The pages in their order: the name of each, what it holds, and what it inherits."""
        met: set[str] = set()
        waiting: list[tuple[Any, dict[str, Any], str | None]] = [(root, {}, None)]
        while waiting:
            name, inherited, parent = waiting.pop()
            node = self._object(name)
            if not isinstance(node, dict) or not isinstance(name, str) or name in met:
                raise ValueError("the tree of pages is no tree")
            met.add(name)
            if node.get("/Parent") != parent:
                raise ValueError("a page says that it hangs elsewhere")
            if "/Kids" not in node:
                yield name, node, inherited
                continue
            self._count({key: value for key, value in node.items() if key not in _OF_THE_TREE})
            below = inherited | {key: node[key] for key in _INHERITED if key in node}
            kids = self._object(node["/Kids"])
            if not isinstance(kids, list):
                raise ValueError("the tree of pages is no tree")
            waiting += [(kid, below, name) for kid in reversed(kids)]

    def _know(self, name: str) -> None:
        self._met += 1
        self._seen[name] = self._met

    def _count(self, entries: dict[str, Any]) -> None:
        """Count the entries of a dictionary and what can be reached from it, each object where it is met first."""
        keys, names, numbers, seen, told = self._keys, self._names, self._numbers, self._seen, self._told
        tell = told.append
        waiting = [self._sorted(entries)]
        while waiting:
            for key, value in waiting[-1]:
                if key:
                    tell(keys[key])
                kind = type(value)
                if kind is str:
                    if value[0] == "/":
                        tell(names[value])
                        continue
                    if value in seen:
                        tell(self._again[seen[value]])
                        continue
                    name, value = value, self._object(value)
                    kind = type(value)
                    if kind is str:
                        tell(names[value])
                        continue
                    if kind is dict or kind is list or isinstance(value, pikepdf.Stream):
                        self._know(name)
                elif kind is dict or kind is list:
                    self._met += 1
                elif kind is pikepdf.Object and not isinstance(value, pikepdf.String):
                    value = self._inside(value)
                    kind = type(value)
                    self._met += 1
                if kind is int:
                    tell(numbers[value])
                elif kind is dict:
                    waiting.append(self._sorted(value))
                    break
                elif kind is list:
                    tell(_part(b"list", b"%d" % len(value)))
                    waiting.append(zip(itertools.repeat(""), value))
                    break
                elif kind is not pikepdf.Object or isinstance(value, pikepdf.String):
                    tell(_counted(key, value))
                else:
                    waiting.append(self._sorted(self._stream(value)))
                    break
            else:
                waiting.pop()
            if len(told) > _MANY:
                self._sum.update(b"".join(told))
                told.clear()

    def _sorted(self, entries: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        self._told.append(_part(b"entries", b"%d" % len(entries)))
        return iter(sorted(entries.items(), key=_key))

    def _stream(self, stream: pikepdf.Stream) -> dict[str, Any]:
        """Count what a stream holds; its other entries come next."""
        entries: dict[str, Any] = self._inside(stream)
        filters = self._object(entries.get("/Filter"))
        names = filters if isinstance(filters, list) else [] if filters is None else [filters]
        if {self._object(each) for each in names} <= _UNFOLDED:
            left_out = _OF_A_STREAM
            data = stream.read_bytes()
        else:
            left_out = frozenset({"/Length"})
            data = stream.read_raw_bytes()
        ground = emptied(data, self._codes)
        if ground is None:
            self._told.append(_part(b"stream", data))
        else:
            self._letters.add(ground[0])
            self._told.append(_part(b"ground", ground[1]))
        return {key: value for key, value in entries.items() if key not in left_out}

    def _object(self, value: Any) -> Any:
        """What the value is, where it may be the name of an object: plain data, or a stream."""
        if type(value) is not str or value[0] == "/":
            return self._inside(value)
        if value in self._written:
            return self._written[value]
        found = self._find(value)
        return found if isinstance(found, pikepdf.Stream) else self._inside(found)

    def _find(self, name: str) -> Any:
        if name not in self._held:
            number, generation, _ = name.split()
            self._held[name] = self._document.get_object((int(number), int(generation)))
        return self._held[name]

    def _inside(self, held: Any) -> Any:
        """An object, or the dictionary of a stream, as plain data: names, and objects that have a name of their own
        ("12 0 R"), are text; strings, and what stands beside one, are left as they are. Entries that are nothing are
        none.

        Nearly all objects are numbers and plain names: qpdf writes those out in one go.
        """
        if not isinstance(held, pikepdf.Object):
            return held
        written = held.to_json(True)
        if written.isascii() and not any(map(written.__contains__, _NOT_PLAIN)):
            text = written.decode("ascii")
            if all(name in self._written or self._find(name) is not None for name in _NAMED(text)):
                with suppress(ValueError, RecursionError):  # a number that JSON writes otherwise, or lists in lists
                    return _read(text)[0]
        if isinstance(held, pikepdf.Name):
            return str(held)
        if isinstance(held, pikepdf.Array):
            return [_data(each) for each in held]
        if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
            return {key: _data(each) for key, each in held.items() if each is not None}
        return held


def _data(value: Any) -> Any:
    if isinstance(value, pikepdf.Object):
        if value.is_indirect:
            return _named(value)
        if isinstance(value, pikepdf.Name):
            return str(value)
    return value


_key = itemgetter(0)


def _named(held: pikepdf.Object) -> str:
    return "{} {} R".format(*held.objgen)


def _part(kind: bytes, data: bytes) -> bytes:
    return b"%s %d\0%s" % (kind, len(data), data)


def _counted(key: str, value: Any) -> bytes:
    """What is counted for a value that is neither a name nor a whole number and holds no others."""
    if value is None or isinstance(value, bool):
        return _part(b"null" if value is None else b"true" if value else b"false", b"")
    if isinstance(value, float | Decimal):
        return _part(b"number", _number(value).encode())
    if isinstance(value, pikepdf.String):
        if key in _TEXTS:
            return _part(b"text", str(value).encode("utf-8", "surrogateescape"))
        return _part(b"bytes", bytes(value))
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

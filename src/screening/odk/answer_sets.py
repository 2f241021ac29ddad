"""A file of answer sets as a form server exports them, taken apart: ODK XML, the JSON of Kobo and ODK Central, and CSV.

Encrypted forms come back as CSV only: ODK Central and ODK Briefcase decrypt nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from screening.casework.assessment.answer_file import LARGEST, read_json, read_table
from screening.domain.content.foreign_files import open_foreign, read_foreign
from screening.domain.known import fees
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic

OURS = "@"
KIND, FORM, VERSION = f"{OURS}kind", f"{OURS}form", f"{OURS}version"
"""What kind of export it is, and what the server calls the form; no field of a form can be named so."""
DEEPEST = 12
MOST_FIELDS = 5_000
"""An answer set of a whole edition has about 400."""
KOBO = {"_xform_id_string", "formhub/uuid", "__version__", "_submission_time"}
"""Keys by which KoboToolbox's answer sets are known."""
ENVELOPES = ("results", "value")
"""Where Kobo (``results``) and ODK Central (``value``) put the list of answer sets."""
NEXT = ("next", "@odata.nextLink")
"""Where they say that the list goes on."""
LARGEST_LIST = 4 * LARGEST
"""Bytes of a file of several answer sets; one of a long talk has 20,000 to 40,000."""
OWN = ("_", "meta/", "formhub/", "orx:meta/")
"""What a server adds for itself begins with one of these."""
LINK_FIELDS = frozenset(logic.LINK + part for part in fees.PARTS)
"""Fields that stand once in each link of the chain of fees."""
ELSEWHERE = f"{logic.LINKS}@odata.navigationLink"
"""Where ODK Central says that the links are kept, when they were not exported with the answer set."""
CSV = "csv"
CSV_OWN = frozenset({
    "SubmissionDate", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
    "ReviewState", "DeviceID", "Edits", "FormVersion", "KEY", "isValidated", f"SET-OF-{logic.LINKS}",
})  # fmt: skip
"""Columns that ODK Central and ODK Briefcase add."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer set as it lies in a file: what it is called in a sentence, the digest of it, its fields."""

    file: str
    digest: str
    pairs: Iterable[tuple[str, Any]]


def answer_sets(path: Path) -> tuple[list[Found], bool]:
    """Return the answer sets of a file, and whether the server says that it has more.

    One of several is told apart by its place. Raises BadInput("submission-none").
    """
    try:
        with os.fdopen(open_foreign(path), "rb") as file:
            begins, size = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n"), os.fstat(file.fileno()).st_size
    except OSError as trouble:
        raise BadInput("file-unreadable", file=path.name, reason=trouble.strerror or "") from None
    if size > (most := LARGEST if begins.startswith(b"<") else LARGEST_LIST):
        raise BadInput("file-too-big", file=path.name, most=most)
    if begins.startswith(b"<"):
        return [Found(path.name, _digest(path), _xml(path))], False
    if path.suffix.lower() == f".{CSV}":
        return _csv(path), False
    value, more = read_json(path, LARGEST_LIST), False
    for name in ENVELOPES:
        if isinstance(value, dict) and isinstance(value.get(name), list):
            more = any(value.get(each) for each in NEXT)
            value = value[name]
    if not isinstance(value, list):
        value = [value]
    if not value:
        raise BadInput("submission-none", file=path.name)
    if len(value) == 1:
        return [Found(path.name, _digest(path), _json(value[0], path.name))], more
    found = []
    for place, each in enumerate(value, start=1):
        name = f"{path.name} ({place} / {len(value)})"
        digest = hashlib.sha256(json.dumps(each, sort_keys=True).encode()).hexdigest()
        found.append(Found(name, digest, _json(each, name)))
    return found, more


def _digest(path: Path) -> str:
    return hashlib.sha256(read_foreign(path, LARGEST_LIST)).hexdigest()


def _csv(path: Path) -> list[Found]:
    """Return the rows of a table, one an answer set."""
    names, *rows = read_table(path, LARGEST_LIST)
    told = [list(zip(names, row, strict=True)) for row in rows]
    if not told:
        raise BadInput("submission-none", file=path.name)
    one = len(told) == 1
    return [
        Found(
            path.name if one else f"{path.name} ({place} / {len(told)})",
            _digest(path) if one else hashlib.sha256(json.dumps(row).encode()).hexdigest(),
            _row(row),
        )
        for place, row in enumerate(told, start=1)
    ]


def _row(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what stands in a row. A column is named by its groups and its field, parted by "-" (ODK) or "/" (Kobo);
    the links of a chain are never among them, but in a file of their own.
    """
    yield ELSEWHERE, CSV
    for column, value in cells:
        name = plain(column.replace("-", "/"))
        if column in ("meta-instanceID", "meta/instanceID", "KEY"):
            yield "_uuid" if column == "KEY" else "instanceID", value
        elif column in ("FormVersion", "__version__"):
            yield VERSION, value
        elif column == "_uuid" or not (column.startswith(("meta-", *OWN)) or column in CSV_OWN):
            yield name, value
    yield KIND, "kobo" if KOBO & {column for column, _ in cells} else "odk-central"


def _json(value: Any, file: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise BadInput("submission-other-form", file=file)
    system = value.get("__system")
    version = system.get("formVersion") if isinstance(system, dict) else value.get("__version__")
    yield KIND, "odk-central" if "__id" in value else "kobo" if KOBO & set(value) else "json"
    for name, said in ((FORM, value.get("_xform_id_string")), (VERSION, version)):
        if isinstance(said, str):
            yield name, said
    uuid = value.get("_uuid", value.get("__id"))
    if isinstance(uuid, str):
        yield "_uuid", uuid
    yield from _flat(value, "", file, 0)


def _flat(table: Mapping[str, Any], above: str, file: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Kobo writes a field as "group/field", ODK Central as a table in a table; links stand in a list."""
    if depth > DEEPEST:
        raise BadInput("submission-other-form", file=file)
    for key, value in table.items():
        whole = f"{above}{key}"
        if plain(key) == logic.LINKS and value is not None:
            for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
                if not isinstance(row, dict):
                    raise BadInput("submission-unknown-value", file=file, name=logic.LINKS, known="text")
                yield from ((_in_link(number, name), said) for name, said in _flat(row, "", file, depth + 1))
            continue
        if isinstance(value, dict) and not whole.startswith("_"):
            yield from _flat(value, f"{whole}/", file, depth + 1)
        elif whole.startswith("meta/instanceID"):
            yield "instanceID", str(value)
        elif not whole.startswith(OWN) and value is not None:
            number = isinstance(value, int) and not isinstance(value, bool)
            if not (name := plain(key)).startswith(OURS):
                yield name, str(value) if number else value


def _xml(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every leaf of the XML with its text. A document type or an entity is refused before it means anything."""
    yield KIND, "odk-xml"
    leaves: list[tuple[str, str]] = []
    open_tags: list[str] = []
    texts: list[list[str]] = []
    leaf = [False]
    links = [0]

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if len(open_tags) >= DEEPEST or len(leaves) > MOST_FIELDS:
            raise BadInput("submission-too-much", file=path.name, most=MOST_FIELDS)
        if not open_tags:
            leaves.extend(
                (name, attributes[key]) for name, key in ((FORM, "id"), (VERSION, "version")) if key in attributes
            )
        open_tags.append(tag.rpartition(":")[2])
        links[0] += open_tags[-1] == logic.LINKS
        texts.append([])
        leaf[0] = True

    def end(tag: str) -> None:
        name, text = open_tags.pop(), "".join(texts.pop())
        if leaf[0] and open_tags:
            leaves.append((_in_link(links[0], name) if logic.LINKS in open_tags else name, text))
        leaf[0] = False

    def said(text: str) -> None:
        if texts:
            texts[-1].append(text)

    def refuse(*_: Any) -> NoReturn:
        raise BadInput("submission-doctype", file=path.name)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(read_foreign(path, LARGEST), True)
    except expat.ExpatError as trouble:
        reason = f"{expat.ErrorString(trouble.code)}, line {trouble.lineno}"
        raise BadInput("submission-not-xml", file=path.name, reason=reason) from None
    yield from leaves


def plain(name: str) -> str:
    """Return the name of a field as the form has it."""
    return name.rpartition("/")[2]


def _in_link(number: int, name: str) -> str:
    """Return the name of a field of a link, which no field of a form can have; another field keeps its own."""
    return f"{OURS}{number}/{name}" if name in LINK_FIELDS else name

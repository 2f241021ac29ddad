"""One answer set from a form server, read back as an answer file with its provenance (ODK XML, Kobo or ODK JSON)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from screening.casework.assessment.answer_file import LARGEST, parse_sheet, read_json
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import Answer, How, Where
from screening.domain.content.foreign_files import open_foreign, read_foreign
from screening.domain.known import fees
from screening.domain.protocol.model import Protocol
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.xlsform import DECISIONS, xlsform
from screening.odk.xlsform_logic import field_name
from screening.wording.catalogue.languages import languages

OURS = "@"
FORM, VERSION = f"{OURS}form", f"{OURS}version"
"""What the server calls the form; no field of a form can be named so."""
LONGEST_NAME = 120
DEEPEST = 12
MOST_FIELDS = 5_000
"""An answer set of a whole edition has about 400."""
KOBO = {"_xform_id_string", "formhub/uuid", "__version__", "_submission_time"}
"""Keys by which KoboToolbox's answer sets are known."""
ENVELOPES = ("results", "value")
"""Where Kobo (``results``) and ODK Central (``value``) put the list of answer sets."""
OWN = ("_", "meta/", "formhub/", "orx:meta/")
"""What a server adds for itself begins with one of these."""
LINK_FIELDS = frozenset(logic.LINK + part for part in fees.PARTS)
"""Fields that stand once in each link of the chain of fees."""
ELSEWHERE = f"{logic.LINKS}@odata.navigationLink"
"""Where ODK Central says that the links are kept, when they were not exported with the answer set."""

Fields = dict[str, Any]
"""Filled fields by name; a name that stands twice has TWICE for its value, which only matters if the form has it."""
TWICE = object()


def read_submission(path: Path) -> dict[str, Any]:
    """Return the answer set in ``path`` in the shape of an answer file, with what else was written and where it came
    from.

    Nothing is guessed: a value that the form does not offer is refused, a field that the form does not have is named
    under ``provenance.not_read``. Raises BadInput; what a person said is never part of the trouble.
    """
    kind, fields = _fields(path)
    edition = fields.get(logic.EDITION)
    if not isinstance(edition, str):
        raise BadInput("submission-other-form", file=path.name)
    content = open_content(edition)
    return _Reading(path, kind, fields, content).sheet()


class _Reading:
    def __init__(self, path: Path, kind: str, fields: Fields, content: Content) -> None:
        self.path = path
        self.kind = kind
        self.fields = fields
        self.content = content
        self.protocol: Protocol = content.protocol

    def sheet(self) -> dict[str, Any]:
        answers, twice = self.answers()
        sheet = {
            "edition": self.protocol.id,
            "setting": self.choice(logic.SETTING, [row["id"] for row in self.protocol.tables["settings"]["setting"]]),
            "person": {"age_band": self.age_band()},
            "answers": answers,
            "gate": {
                line.id: value
                for line in self.protocol.gate
                if (value := self.choice(logic.gate_field(line), [choice.id for choice in line.choices]))
            },
            "gone_on": [
                line.id for line in self.protocol.gate if self.choice(logic.GONE_ON + field_name(line.id), ["OK"])
            ],
            "profile": self.named(logic.PROFILE, self.protocol.profiles),
            "addons": self.several(logic.ADDONS, self.protocol.addons),
            "language": self.choice(logic.LANGUAGE, [pack.tag for pack in languages()]),
            "consent": self.consent(),
            "words": self.texts(logic.WORDS, [topic.id for topic in self.protocol.topics]),
            "fees": self.fees(),
            "child": self.child(),
            "closing": self.closing(),
            "provenance": {**self.provenance(), "said_twice": twice},
        }
        parse_sheet(sheet, self.content, self.path.name)
        return sheet

    def text(self, field: str) -> str:
        """Return what stands in a field; "" when nothing does."""
        value = self.fields.get(field, "")
        if value is TWICE:
            raise BadInput("submission-field-twice", file=self.path.name, name=_plain(field))
        if not isinstance(value, str):
            raise BadInput("submission-unknown-value", file=self.path.name, name=_plain(field), known="text")
        return value

    def choice(self, field: str, known: Sequence[str]) -> str:
        """Return the value of a field that offers ``known``; "" when it has none."""
        value = self.text(field)
        if value and value not in known:
            raise BadInput("submission-unknown-value", file=self.path.name, name=field, known=", ".join(known))
        return value

    def named(self, field: str, known: Iterable[str]) -> str:
        """Return the id among ``known`` that the field's value stands for; "" when it has none."""
        values = {field_name(name): name for name in known}
        return values.get(self.choice(field, list(values)), "")

    def several(self, field: str, known: Iterable[str]) -> list[str]:
        """Return the same for a field that takes several, which are parted by spaces."""
        values = {field_name(name): name for name in known}
        found = self.text(field).split()
        if not set(found) <= set(values):
            raise BadInput("submission-unknown-value", file=self.path.name, name=field, known=", ".join(values))
        return [values[each] for each in dict.fromkeys(found)]

    def texts(self, prefix: str, names: list[str]) -> dict[str, str]:
        return {name: text for name in names if (text := self.text(prefix + field_name(name)))}

    def answers(self) -> tuple[dict[str, dict[str, str]], list[str]]:
        """Return the answers by item, and the items answered on the child path and in a topic with different
        answers.
        """
        found: dict[str, dict[str, str]] = {}
        for field, item in logic.item_fields(self.protocol).items():
            answer, how = self.choice(field, tuple(Answer)), self.choice(logic.HOW + field, tuple(How))
            takes_place = self.protocol.items[item].where and answer == Answer.YES
            where = self.choice(logic.WHERE + field, tuple(Where)) if takes_place else ""
            if answer:
                told = {"answer": answer, "how": how, "where": where}
                found[item] = {name: value for name, value in told.items() if value}
        twice = []
        for row in self.protocol.tables["child"]["item"]:
            if row["kind"] == "closed" and (answer := self.choice(logic.CHILD + field_name(row["id"]), tuple(Answer))):
                there = found.get(row["item"], {}).get("answer")
                if there is not None and there != answer:
                    twice.append(row["item"])
                if there is None or answer == Answer.YES:
                    found[row["item"]] = {"answer": answer}
        return found, twice

    def age_band(self) -> str:
        """Under 18 and "might be" are a child until it is decided (CH1)."""
        line = next(line for line in self.protocol.gate if line.id == "minor")
        effect = line.effect(self.text(logic.gate_field(line)))
        return "unknown" if effect is None else "child" if effect == "child" else "adult"

    def consent(self) -> dict[str, dict[str, str]]:
        found = {}
        for decision in self.protocol.decisions:
            name = field_name(decision.id)
            value = self.choice(logic.CONSENT + name, [value for value, _ in DECISIONS])
            recipient = self.text(logic.RECIPIENT + name)
            if value:
                found[decision.id] = {"value": value} | ({"recipient": recipient} if recipient else {})
        return found

    def child(self) -> dict[str, str]:
        rows = self.protocol.tables["child"]["item"]
        found = self.texts(logic.CHILD, [row["id"] for row in rows if row["kind"] == "open"])
        wishes = self.text(logic.CHILD_WISHES)
        return found | ({"wishes": wishes} if wishes else {})

    def fees(self) -> dict[str, str]:
        """Return the chain of fees as its page keeps it: "2-paid" and what was written there.

        Raises BadInput("submission-payments") when there are more links than the page holds, ("submission-links-apart")
        when they were left on the server.
        """
        if ELSEWHERE in self.fields and self.text(logic.PAYMENTS) not in ("", "0"):
            raise BadInput("submission-links-apart", file=self.path.name, count=self.text(logic.PAYMENTS)[:4])
        found = {}
        for name in self.fields:
            link, _, field = name.removeprefix(OURS).partition("/")
            if name.startswith(OURS) and field:
                if int(link) > fees.MOST:
                    raise BadInput("submission-payments", file=self.path.name, most=fees.MOST)
                found[fees.field(int(link), field.removeprefix(logic.LINK))] = self.text(name)
        return found

    def closing(self) -> dict[str, str]:
        closing = self.protocol.tables["closing"]
        found = self.texts(logic.CLOSING, [row["id"] for row in closing["line"]])
        carry = self.choice(logic.CARRY, [row["id"] for row in closing["carry"]])
        return found | ({"carry": carry} if carry else {})

    def provenance(self) -> dict[str, Any]:
        """Return where it came from: the file's fingerprint, the server's id, when, and how much of it was read."""
        known = {row["name"] for row in xlsform(self.protocol, []).survey} - LINK_FIELDS
        roles = list(dict.fromkeys(role for part in self.protocol.spoken for role in part.roles))
        return {
            "kind": self.kind,
            "form": self.text(FORM)[:LONGEST_NAME],
            "version": self.text(VERSION)[:LONGEST_NAME],
            "sha256": hashlib.sha256(read_foreign(self.path, LARGEST)).hexdigest(),
            "instance": self.text("instanceID") or self.text("_uuid"),
            "started": self.text("start"),
            "ended": self.text("end"),
            "role": self.choice(logic.ROLE, roles),
            "edition_digest": self.text(logic.DIGEST),
            "same_content": self.text(logic.DIGEST) == self.protocol.digest,
            "not_read": sorted(
                name for name in self.fields if name not in known and name not in SERVER and not name.startswith(OURS)
            ),
        }


KIND = f"{OURS}kind"
HALF = re.compile("[\\ud800-\\udfff]")
"""Half a character, which JSON can spell and nothing can write."""
SERVER = ("instanceID", "instanceName", "deprecatedID", "_uuid", "audit", ELSEWHERE)


def _in_link(number: int, name: str) -> str:
    """Return the name of a field of a link, which no field of a form can have; another field keeps its own."""
    return f"{OURS}{number}/{name}" if name in LINK_FIELDS else name


def _plain(name: str) -> str:
    """Return the name of a field as the form has it."""
    return name.rpartition("/")[2]


def _fields(path: Path) -> tuple[str, Fields]:
    """Return what kind of file it is and its filled fields by name.

    A field's groups are not looked at: names are unique.
    """
    try:
        with os.fdopen(open_foreign(path), "rb") as file:
            begins = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as trouble:
        raise BadInput("file-unreadable", file=path.name, reason=trouble.strerror or "") from None
    found: Fields = {}
    kind = "odk-xml" if begins.startswith(b"<") else "json"
    pairs: Iterable[tuple[str, Any]] = _xml(path) if kind == "odk-xml" else _json(path)
    for name, value in pairs:
        if name == KIND:
            kind = value
            continue
        if HALF.search(name) or (isinstance(value, str) and HALF.search(value)):
            raise BadInput("file-not-utf8", file=path.name)
        if not isinstance(value, str) or value.strip():
            found[name] = TWICE if name in found else value
        if len(found) > MOST_FIELDS:
            raise BadInput("submission-too-much", file=path.name, most=MOST_FIELDS)
    return kind, found


def _json(path: Path) -> Iterator[tuple[str, Any]]:
    value = read_json(path)
    for name in ENVELOPES:
        if isinstance(value, dict) and isinstance(value.get(name), list):
            value = value[name]
    if isinstance(value, list):
        if len(value) != 1:
            raise BadInput("submission-several", file=path.name, count=len(value))
        value = value[0]
    if not isinstance(value, dict):
        raise BadInput("submission-other-form", file=path.name)
    system = value.get("__system")
    version = system.get("formVersion") if isinstance(system, dict) else value.get("__version__")
    yield KIND, "odk-central" if "__id" in value else "kobo" if KOBO & set(value) else "json"
    for name, said in ((FORM, value.get("_xform_id_string")), (VERSION, version)):
        if isinstance(said, str):
            yield name, said
    uuid = value.get("_uuid", value.get("__id"))
    if isinstance(uuid, str):
        yield "_uuid", uuid
    yield from _flat(value, "", path, 0)


def _flat(table: Mapping[str, Any], above: str, path: Path, depth: int) -> Iterator[tuple[str, Any]]:
    """Kobo writes a field as "group/field", ODK Central as a table in a table; links stand in a list."""
    if depth > DEEPEST:
        raise BadInput("submission-other-form", file=path.name)
    for key, value in table.items():
        whole = f"{above}{key}"
        if _plain(key) == logic.LINKS and value is not None:
            for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
                if not isinstance(row, dict):
                    raise BadInput("submission-unknown-value", file=path.name, name=logic.LINKS, known="text")
                yield from ((_in_link(number, name), said) for name, said in _flat(row, "", path, depth + 1))
            continue
        if isinstance(value, dict) and not whole.startswith("_"):
            yield from _flat(value, f"{whole}/", path, depth + 1)
        elif whole.startswith("meta/instanceID"):
            yield "instanceID", str(value)
        elif not whole.startswith(OWN) and value is not None:
            number = isinstance(value, int) and not isinstance(value, bool)
            if not (name := _plain(key)).startswith(OURS):
                yield name, str(value) if number else value


def _xml(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every leaf of the XML with its text. A document type or an entity is refused before it means anything."""
    if path.stat().st_size > LARGEST:
        raise BadInput("file-too-big", file=path.name, most=LARGEST)
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

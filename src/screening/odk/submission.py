"""Answer sets from a form server, read back as answer files with their provenance (ODK XML, Kobo or ODK JSON, CSV)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import Answer, How, Where
from screening.domain.known import fees
from screening.domain.protocol.model import Protocol
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.answer_sets import (
    ELSEWHERE,
    FORM,
    KIND,
    LINK_FIELDS,
    MOST_FIELDS,
    OURS,
    VERSION,
    Found,
    answer_sets,
    plain,
)
from screening.odk.xlsform import DECISIONS, xlsform
from screening.odk.xlsform_logic import field_name
from screening.wording.catalogue.languages import languages

LONGEST_NAME = 120
HALF = re.compile("[\\ud800-\\udfff]")
"""Half a character, which JSON can spell and nothing can write."""
SERVER = ("instanceID", "instanceName", "deprecatedID", "_uuid", "audit", ELSEWHERE)
"""Fields that a server adds."""

Fields = dict[str, Any]
"""Filled fields by name; a name that stands twice has TWICE for its value, which only matters if the form has it."""
TWICE = object()


Sheet = dict[str, Any]


def read_submissions(path: Path) -> list[tuple[str, Sheet | BadInput]]:
    """Return each answer set in ``path``, after what it is called in a sentence, in the shape of an answer file with
    what else was written and where it came from; what is wrong with one in its place. The others are read all the same.

    Nothing is guessed: a value that the form does not offer is refused, a field that the form does not have is named
    under ``provenance.not_read``. At the end stands BadInput("submission-more") where the server has more than it sent.
    Raises BadInput for a file that cannot be read at all; what a person said is never part of the trouble.
    """
    sets, more = answer_sets(path)
    told: list[tuple[str, Sheet | BadInput]] = []
    for found in sets:
        try:
            told.append((found.file, _sheet(found)))
        except BadInput as trouble:
            told.append((found.file, trouble))
    return [*told, (path.name, BadInput("submission-more", file=path.name))] if more else told


def _sheet(found: Found) -> Sheet:
    kind, fields = _fields(found)
    edition = fields.get(logic.EDITION)
    if not isinstance(edition, str):
        raise BadInput("submission-other-form", file=found.file)
    return _Reading(found, kind, fields, open_content(edition)).sheet()


class _Reading:
    def __init__(self, found: Found, kind: str, fields: Fields, content: Content) -> None:
        self.file = found.file
        self.digest = found.digest
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
        parse_sheet(sheet, self.content, self.file)
        return sheet

    def text(self, field: str) -> str:
        """Return what stands in a field; "" when nothing does."""
        value = self.fields.get(field, "")
        if value is TWICE:
            raise BadInput("submission-field-twice", file=self.file, name=plain(field))
        if not isinstance(value, str):
            raise BadInput("submission-unknown-value", file=self.file, name=plain(field), known="text")
        return value

    def choice(self, field: str, known: Sequence[str]) -> str:
        """Return the value of a field that offers ``known``; "" when it has none."""
        value = self.text(field)
        if value and value not in known:
            raise BadInput("submission-unknown-value", file=self.file, name=field, known=", ".join(known))
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
            raise BadInput("submission-unknown-value", file=self.file, name=field, known=", ".join(values))
        return [values[each] for each in dict.fromkeys(found)]

    def texts(self, prefix: str, names: list[str]) -> dict[str, str]:
        return {name: text for name in names if (text := self.text(prefix + field_name(name)))}

    def answers(self) -> tuple[dict[str, dict[str, str]], list[str]]:
        """Return the answers by item, and the items answered differently on the child path and in a topic."""
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
            raise BadInput("submission-links-apart", file=self.file, count=self.text(logic.PAYMENTS)[:4])
        found = {}
        for name in self.fields:
            link, _, field = name.removeprefix(OURS).partition("/")
            if name.startswith(OURS) and field:
                if int(link) > fees.MOST:
                    raise BadInput("submission-payments", file=self.file, most=fees.MOST)
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
            "sha256": self.digest,
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


def _fields(told: Found) -> tuple[str, Fields]:
    """Return what kind of answer set it is and its filled fields by name.

    A field's groups are not looked at: names are unique.
    """
    found: Fields = {}
    kind = "json"
    for name, value in told.pairs:
        if name == KIND:
            kind = value
            continue
        if HALF.search(name) or (isinstance(value, str) and HALF.search(value)):
            raise BadInput("file-not-utf8", file=told.file)
        if not isinstance(value, str) or value.strip():
            found[name] = TWICE if name in found else value
        if len(found) > MOST_FIELDS:
            raise BadInput("submission-too-much", file=told.file, most=MOST_FIELDS)
    return kind, found

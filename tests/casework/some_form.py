"""The exported form as other programs see it: pyxform's XForm, and answer sets filled into its own instance."""

from __future__ import annotations

import copy
import csv
import functools
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pyxform.xls2xform import convert

from screening.casework.content.edition import open_content
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.import_submission import record_submissions
from screening.odk.submission import read_submissions
from screening.odk.xlsform import XlsForm, write_xlsx, xlsform

XF = "{http://www.w3.org/2002/xforms}"
SPEAKING = {"gate_hearing": "nobody", "gate_hurt": "no", "gate_afraid": "no", "gate_minor": "adult", "gate_stop": "no",
            "gate_officer": "safe", "role": "ngo", "consent_talk": "yes", "consent_notes": "yes"}  # fmt: skip


@functools.cache
def form(total: bool = False) -> XlsForm:
    return xlsform(open_content().protocol, ["en", "ms", "bn", "ur"], total=total)


@functools.cache
def xform(folder: Path) -> tuple[ElementTree.Element, list[str], str]:
    """The XForm that pyxform makes of the spreadsheet, its warnings, and the XForm's text."""
    path = folder / "form.xlsx"
    write_xlsx(form(), path)
    warnings: list[str] = []
    made = convert(path, warnings=warnings, validate=False)
    return ElementTree.fromstring(made.xform), warnings, made.xform


def filled(
    root: ElementTree.Element, values: dict[str, str], links: Sequence[dict[str, str]] = ()
) -> ElementTree.Element:
    """The form's own empty instance with some of its fields filled, and its link repeated for each of ``links``."""
    instance = root.find(f".//{XF}model/{XF}instance/*")
    assert instance is not None
    answers = ElementTree.fromstring(ElementTree.tostring(instance))
    leaves = {each.tag.rpartition("}")[2]: each for each in answers.iter() if not len(each)}
    for name, value in values.items():
        leaves[name].text = value
    empty = [each for each in answers if _name(each) == logic.LINKS]
    place = list(answers).index(empty[0])
    for each in empty:
        answers.remove(each)
    for number, told in enumerate(links, start=1):
        link = copy.deepcopy(empty[-1])
        for each in link:
            each.text = {logic.LINK_NUMBER: str(number), **told}.get(_name(each))
        answers.insert(place + number - 1, link)
    return answers


def _name(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def as_xml(answers: ElementTree.Element) -> bytes:
    return ElementTree.tostring(answers, encoding="utf-8", xml_declaration=True)


def as_kobo(answers: ElementTree.Element) -> bytes:
    """The same answer set as KoboToolbox's interface gives it."""
    flat: dict[str, Any] = {"_id": 7, "_uuid": "f00d", "_attachments": [], "_geolocation": [None, None], "_tags": []}

    def walk(node: ElementTree.Element, above: str) -> None:
        for each in node:
            name = above + _name(each)
            if _name(each) == logic.LINKS:
                row = {f"{name}/{_name(leaf)}": leaf.text for leaf in each if leaf.text}
                flat.setdefault(name, []).append(row)
            elif len(each):
                walk(each, f"{name}/")
            elif each.text:
                flat[name] = each.text

    walk(answers, "")
    return json.dumps({"count": 1, "next": None, "results": [flat]}).encode()


def as_central(answers: ElementTree.Element) -> bytes:
    """The same answer set as ODK Central's OData feed gives it."""

    def table(node: ElementTree.Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in node:
            if _name(each) == logic.LINKS:
                found.setdefault(logic.LINKS, []).append({"__id": "a1", **table(each)})
            else:
                found[_name(each)] = table(each) if len(each) else each.text
        return found

    row = {"__id": "uuid:f00d", "__system": {"submitterName": "x", "edits": 0}, **table(answers)}
    return json.dumps({"value": [row], "@odata.context": "x"}).encode()


def as_csv(answers: Sequence[ElementTree.Element], delimiter: str = ",", between: str = "-") -> str:
    """The same answer sets as the table that ODK Central or KoboToolbox exports, without the links of the fees."""

    def cells(node: ElementTree.Element, above: str) -> Iterator[tuple[str, str]]:
        for each in node:
            if len(each) and _name(each) != logic.LINKS:
                yield from cells(each, f"{above}{_name(each)}{between}")
            elif not len(each):
                yield above + _name(each), each.text or ""

    rows = [dict(cells(each, "")) for each in answers]
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read_one(path: Path) -> dict[str, Any]:
    """The one answer set of a file; what is wrong with it is raised."""
    ((_, told),) = read_submissions(path)
    if isinstance(told, BadInput):
        raise told
    return told


def record_one(path: Path, vault: Path, passphrase: str) -> str:
    """The code of the one case that a file becomes; what is wrong with it is raised."""
    (told,) = record_submissions(path, vault, passphrase)
    if isinstance(told, BadInput):
        raise told
    return told

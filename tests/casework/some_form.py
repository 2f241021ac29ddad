"""The exported form as other programs see it: pyxform's XForm, and answer sets filled into its own instance."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pyxform.xls2xform import convert

from screening.casework.edition import open_content
from screening.casework.tools.xlsform import XlsForm, xlsform
from screening.casework.tools.xlsform_workbook import write_xlsx

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


def filled(root: ElementTree.Element, values: dict[str, str]) -> ElementTree.Element:
    """The form's own empty instance with some of its fields filled."""
    instance = root.find(f".//{XF}model/{XF}instance/*")
    assert instance is not None
    answers = ElementTree.fromstring(ElementTree.tostring(instance))
    leaves = {each.tag.rpartition("}")[2]: each for each in answers.iter() if not len(each)}
    for name, value in values.items():
        leaves[name].text = value
    return answers


def as_xml(answers: ElementTree.Element) -> bytes:
    return ElementTree.tostring(answers, encoding="utf-8", xml_declaration=True)


def as_kobo(answers: ElementTree.Element) -> bytes:
    """The same answer set as KoboToolbox's interface gives it."""
    flat: dict[str, Any] = {"_id": 7, "_uuid": "f00d", "_attachments": [], "_geolocation": [None, None], "_tags": []}

    def walk(node: ElementTree.Element, above: str) -> None:
        for each in node:
            name = above + each.tag.rpartition("}")[2]
            if len(each):
                walk(each, f"{name}/")
            elif each.text:
                flat[name] = each.text

    walk(answers, "")
    return json.dumps({"count": 1, "next": None, "results": [flat]}).encode()


def as_central(answers: ElementTree.Element) -> bytes:
    """The same answer set as ODK Central's OData feed gives it."""

    def table(node: ElementTree.Element) -> dict[str, Any]:
        return {each.tag.rpartition("}")[2]: table(each) if len(each) else each.text for each in node}

    row = {"__id": "uuid:f00d", "__system": {"submitterName": "x", "edits": 0}, **table(answers)}
    return json.dumps({"value": [row], "@odata.context": "x"}).encode()

"""Writes the edition in use as each peer takes it, and which answer each question gets.

    python benchmarks/peers/make.py FOLDER

form.xml (XForm, for ODK and Enketo) and form.fhir.json (Questionnaire, for LHC-Forms) come from our own exports,
form.surveyjs.json from the same words. All have the same topics, items, answers and conditions, in English and Bangla.
The FHIR export has neither gate nor agreement, nor how an answer came or where; the others leave them out too.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer
from screening.domain.protocol.conditions import Is
from screening.domain.protocol.model import Item, Protocol, Topic
from screening.handover import fhir_form
from screening.odk.xlsform import Row, XlsForm, write_xlsx, xlsform
from screening.odk.xlsform_logic import TOPIC, field_name
from screening.wording.catalogue.translations import Words

SEED = 20261128
PERSON = "bn"
LEFT_OUT = ("read_only", "guidance_hint")
Json = dict[str, Any]


def plan(protocol: Protocol) -> list[Json]:
    """Each item once, in the order of the interview: yes or no, and yes to every root, so that all of them show."""
    chance = random.Random(SEED)
    roots = {name for item in protocol.items.values() if item.condition is not None for name in item.condition.items()}
    return [
        {"item": item.id, "answer": "yes" if item.id in roots else chance.choice(("yes", "no")), "topic": topic.id}
        for topic in protocol.topics
        for item in topic.items
    ]


def xform(protocol: Protocol) -> XlsForm:
    """Our XLSForm with its topics alone: in each the invitation to be read out, and the items, locked by nothing."""
    made, rows, inside = xlsform(protocol, [PERSON]), list[Row](), False
    kept = {field_name(name) for name in protocol.items}
    for row in made.survey:
        if row["type"] == "begin_group":
            inside = row["name"].startswith(TOPIC)
        if inside and (row["type"] in ("begin_group", "end_group", "text") or row["name"] in kept):
            rows.append({name: cell for name, cell in row.items() if name.partition("::")[0] not in LEFT_OUT})
            if row["type"] == "text":
                rows[-1] = {name: cell for name, cell in rows[-1].items() if name.startswith("label")}
                rows[-1] |= {"type": "note", "name": row["name"]}
    rows = _filled(rows)
    lists = {row["type"].partition(" ")[2] for row in rows}
    return replace(made, survey=rows, choices=[row for row in made.choices if row["list_name"] in lists])


def _filled(rows: list[Row]) -> list[Row]:
    """Leave out the groups that have no item, which the FHIR export leaves out as well."""
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if row["type"] == "end_group" and not any(each["type"].startswith("select") for each in _group(found)):
            del found[-len(_group(found)) :]
    return found


def _group(rows: list[Row]) -> list[Row]:
    """Return the last group, from its beginning to its end."""
    start = max(place for place, row in enumerate(rows) if row["type"] == "begin_group")
    return rows[start:]


def questionnaire(protocol: Protocol) -> Json:
    """Our FHIR Questionnaire with the translations into one language, as many as the others have."""
    return fhir_form.questionnaire(protocol, Words("en", edition=protocol.id), [Words(PERSON, edition=protocol.id)])


def surveyjs(protocol: Protocol) -> Json:
    said = {"default": Words("en", edition=protocol.id), PERSON: Words(PERSON, edition=protocol.id)}

    def text(text_id: str, before: str = "") -> Json:
        return {language: before + words.say(text_id) for language, words in said.items()}

    def question(item: Item) -> Json:
        kind = "answer" if item.kind == "ask" else "seen"
        made: Json = {
            "type": "radiogroup",
            "name": item.id,
            "title": text(f"item.{item.id}.text", f"{item.number}  "),
            "choices": [{"value": each.value, "text": text(f"{kind}.{each.value}")} for each in item.allowed],
        }
        if item.harm or item.kind != "ask":
            made["description"] = text(f"xlsform.{'harm' if item.harm else item.kind}")
        match item.condition:
            case None:
                pass
            case Is(root, Answer.YES):
                made["visibleIf"] = f"{{{root}}} empty or {{{root}}} <> 'no'"
            case _:
                raise SystemExit(f"{item.id}: this condition is not written for SurveyJS yet")
        return made

    def page(topic: Topic) -> Json:
        return {
            "name": topic.id,
            "title": text(f"topic.{topic.id}.title"),
            "description": text(f"topic.{topic.id}.invitation"),
            "elements": list(map(question, topic.items)),
        }

    return {"title": protocol.title, "pages": [page(topic) for topic in protocol.topics if topic.items]}


def main() -> None:
    folder, protocol = Path(sys.argv[1]), open_content().protocol
    sheets = folder / "form.xlsx"
    sheets.unlink(missing_ok=True)
    write_xlsx(xform(protocol), sheets)
    (folder / "form.xml").write_text(convert(sheets, validate=False).xform, "utf-8")
    _write(folder / "form.fhir.json", questionnaire(protocol))
    _write(folder / "form.surveyjs.json", surveyjs(protocol))
    steps = [{**each, "field": field_name(each["item"])} for each in plan(protocol)]
    _write(folder / "plan.json", {"edition": protocol.id, "digest": protocol.digest, "steps": steps})


def _write(place: Path, told: Any) -> None:
    place.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()

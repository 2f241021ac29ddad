"""A case as a JSON file, for scripts and outside checks: reading it strictly, and the reading as plain values."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.casework.content.edition import Content, open_content
from screening.domain.answers import Answer, Answers, Given, How, Where
from screening.domain.content.foreign_files import read_foreign
from screening.domain.known.detention import DETENTION
from screening.domain.protocol.model import Item
from screening.domain.scoring import explanation, question_value
from screening.domain.scoring.assessment import Assessment, assess
from screening.domain.scoring.weights import EXPLANATIONS
from screening.errors import BadInput, printable
from screening.settings import EDITION, Installation
from screening.wording.catalogue.translations import Words

LARGEST = 5_000_000
AGE_BANDS = ("child", "adult", "unknown")
KEYS = ("setting", "person", "answers", "edition")
CARRIED = (
    "provenance", "gate", "gone_on", "consent", "words", "fees", "child", "closing", "profile", "addons", "language",
)  # fmt: skip
"""What an imported answer set brings along: kept for people to read, and no input to any rule."""
HELD_SHEETS = {False: ("A", "B"), True: ("child", "B")}
"""Sheets that ask first that somebody who is held stays, by whether they are a child."""
USUAL_HOW = {"ask": How.ASKED, "observe": How.SEEN, "document": How.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer set. ``setting`` is kept for the form and is no input to any rule.

    ``edition`` is the one whose questions were answered.
    """

    setting: str
    age_band: str
    answers: Answers
    edition: str = EDITION

    @property
    def held(self) -> bool:
        """Whether the person was met in detention: an answer file says it by its setting alone."""
        return self.setting == DETENTION


def open_sheet(path: Path, here: Installation) -> tuple[Sheet, Content]:
    """Return the answer set in ``path`` and its edition: the present one, unless it names another."""
    value = read_json(path)
    edition = value.get("edition", here.edition) if isinstance(value, dict) else here.edition
    if not isinstance(edition, str):
        raise BadInput("json-wrong-type", file=path.name, name="edition", needed="a text")
    content = open_content(edition, here)
    return parse_sheet(value, content, path.name), content


def read_text(path: Path, most: int = LARGEST) -> str:
    """Return the text in ``path``. Raises BadInput: ``file-too-big`` beyond so many bytes, ``file-unreadable``,
    ``file-not-utf8``.
    """
    try:
        return read_foreign(path, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("file-not-utf8", file=path.name) from None
    except OSError as trouble:
        if trouble.errno == errno.EFBIG:
            raise BadInput("file-too-big", file=path.name, most=most) from None
        raise BadInput("file-unreadable", file=path.name, reason=trouble.strerror or "") from None


def read_json(path: Path, most: int = LARGEST) -> Any:
    """Return the JSON value in ``path``, read strictly: size, encoding, depth and doubled names are checked."""
    text = read_text(path, most)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _Doubled as trouble:
        raise BadInput("json-name-twice", file=path.name, name=str(trouble)) from None
    except RecursionError:
        raise BadInput("file-not-json", file=path.name, reason="nested too deeply") from None
    except ValueError as trouble:
        reason = f"line {trouble.lineno}" if isinstance(trouble, json.JSONDecodeError) else "a number"
        raise BadInput("file-not-json", file=path.name, reason=reason) from None


def json_lines(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Yield of each line that holds something its number, a name for it, and its JSON value. Raises BadInput."""
    for number, line in enumerate(read_text(path, 20 * LARGEST).splitlines(), start=1):
        if not line.strip():
            continue
        name = f"{path.name}, line {number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise BadInput("file-not-json", file=name, reason="this line") from None
        yield number, name, value


def read_table(path: Path, most: int = LARGEST) -> list[list[str]]:
    """Return the rows of a CSV file, its names first, parted by "," or, where there are more of them, by ";".

    Raises what ``read_text`` raises, and BadInput("file-not-table").
    """
    text = read_text(path, most)
    head = text.partition("\n")[0]
    csv.field_size_limit(most)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=",;"[head.count(";") > head.count(",")]) if row]
    except csv.Error:
        rows = []
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise BadInput("file-not-table", file=path.name)
    return rows


def parse_sheet(value: Any, content: Content, file: str, *, extra: tuple[str, ...] = ()) -> Sheet:
    """Return the answer set in a JSON value; ``extra`` names further keys that are allowed beside it."""
    table = _table(value, "the file", file)
    for name in table:
        if name not in (*KEYS, *CARRIED, *extra):
            raise BadInput("json-unknown-name", file=file, name=_short(name), known=", ".join(KEYS))
    setting = table.get("setting", "")
    if not isinstance(setting, str):
        raise BadInput("json-wrong-type", file=file, name="setting", needed="a text")
    edition = table.get("edition", content.protocol.id)
    if edition != content.protocol.id:
        raise BadInput("json-other-edition", file=file, edition=_short(edition), known=content.protocol.id)
    person = _table(table.get("person", {}), "person", file)
    age_band = person.get("age_band", "unknown")
    _one_of(age_band, AGE_BANDS, "age_band", file)
    if "answers" not in table:
        raise BadInput("json-missing-name", file=file, name="answers")
    answers = {}
    for name, given in _table(table["answers"], "answers", file).items():
        item = content.protocol.items.get(name)
        if item is None:
            raise BadInput("json-unknown-item", file=file, item=_short(name))
        answers[name] = _given(given, item, file)
    return Sheet(setting, age_band, answers, content.protocol.id)


def assess_sheet(sheet: Sheet, content: Content) -> Assessment:
    """Return the assessment of one answer set."""
    return assess(content.protocol, content.weights, sheet.answers, age_band=sheet.age_band)


def assessment_as_json(sheet: Sheet, assessment: Assessment, content: Content, words: Words) -> dict[str, Any]:
    """Return the reading in the shape that the command line promises (docs/cli.md)."""
    worth = question_value.worth_asking(
        content.protocol, content.weights, sheet.answers, child=assessment.child, private=True
    )
    reasons = [
        {
            "item": reason.item,
            "direction": reason.direction,
            "dimension": reason.dimension,
            "weight": round(reason.weight, 6),
            "words": words.say(f"item.{reason.item}.mark"),
            "explanation": reason.explanation,
            "indicator": reason.indicator,
            "answer": "yes" if reason.present else "no",
            "how": reason.how.value,
            "where": sheet.answers[reason.item].where,
            "source": list(reason.source),
        }
        for name in EXPLANATIONS
        for reason in explanation.reasons(content.protocol, assessment, name)
    ]
    return {
        "edition": assessment.edition,
        "paths": list(assessment.paths),
        "bands": {name: assessment.bands[name][1] for name in EXPLANATIONS},
        "first": assessment.first,
        "weights": {
            name: {
                "low": round(each.range.low, 6),
                "value": round(each.range.best, 6),
                "high": round(each.range.high, 6),
            }
            for name, each in assessment.weighed.items()
        },
        "elements": {
            name: {"state": element.state.value, "items": list(element.items), "against": list(element.against)}
            for name, element in assessment.elements.items()
        },
        "ilo_rule": {
            name: {
                "strict": reading.strict,
                "any_means": reading.any_means,
                "positive": [number for number, holds in reading.positive.items() if holds],
                "verified": reading.verified,
            }
            for name, reading in assessment.ilo.items()
        },
        "reasons": reasons,
        "would_change": [each.item for each in worth[:8] if each.value > 0],
        "asked": {"core": assessment.asked, "of": assessment.core},
    }


class _Doubled(ValueError):
    """A name that stands twice in one JSON object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, value in pairs:
        if name in table:
            raise _Doubled(_short(name))
        table[name] = value
    return table


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _table(value: Any, name: str, file: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("json-wrong-type", file=file, name=name, needed="a table in braces")
    return value


def _given(value: Any, item: Item, file: str) -> Given:
    if isinstance(value, str):
        value = {"answer": value}
    if not isinstance(value, dict) or not set(value) <= {"answer", "how", "where"} or "answer" not in value:
        raise BadInput("json-wrong-type", file=file, name=item.id, needed='"yes" or {"answer": "yes", "how": "asked"}')
    answer, how = value["answer"], value.get("how", USUAL_HOW[item.kind].value)
    _one_of(answer, tuple(Answer), item.id, file)
    _one_of(how, tuple(How), item.id, file)
    where = value.get("where")
    if where is None:
        return Given(Answer(answer), How(how))
    _one_of(where, tuple(Where), f"{item.id}, where", file)
    if not item.where or answer != Answer.YES:
        raise BadInput("json-no-place", file=file, item=item.id)
    return Given(Answer(answer), How(how), Where(where))


def _one_of(value: Any, known: tuple[str, ...], name: str, file: str) -> None:
    if value not in known:
        raise BadInput("json-unknown-value", file=file, name=name, value=_short(value), known=", ".join(known))


def _short(value: Any) -> str:
    """Return a name from the file, short enough for one line and without control signs. Never an answer's free text."""
    return printable(value if isinstance(value, str) else json.dumps(value))

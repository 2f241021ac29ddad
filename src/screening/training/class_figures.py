"""What is kept of a class when it is over: counts of the whole class as JSON, as CSV and as a page to print.

Nothing by table, no words of a question and no name is among them (TR6).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from screening.casework.statistics.csv_table import csv_text
from screening.documents.layout import blocks as bl
from screening.domain.scenarios.model import FORMS
from screening.training.agreement import Agreement
from screening.training.class_kit import Kit
from screening.training.class_views import calibration_view, right_lines
from screening.training.classroom import AFTER, BEFORE, Calibration, asked_in, calibration, process_in
from screening.training.trainer_class import ClassDesk
from screening.wording.catalogue.translations import Words

COLUMNS = ("part", "which", "what", "of", "value")


def figures(desk: ClassDesk) -> dict[str, Any]:
    """Return the figures of the whole class as plain values."""
    rounds = []
    for number in desk.classroom.rounds_held():
        results = desk.classroom.round(number)
        asked = asked_in(results)
        rounds.append({
            "round": number, "scenario": desk.plan.rounds[number - 1], "tables": len(results),
            "questions": {"open": asked.open, "other": asked.other, "pressing": asked.pressing},
            "process": process_in(results), "agreement": _agreement(desk.item_agreement(number)),
        })  # fmt: skip
    quiz = {
        when: {
            "sheets": len(desk.classroom.sheets(when)),
            "agreement": _agreement(desk.quiz_agreement(when)),
            "right": {form or "both": list(desk.right(when, form)) for form in ("", *FORMS)},
        }
        for when in (BEFORE, AFTER)
        if desk.classroom.sheets(when)
    }
    return {
        "kind": "screening class figures", "fictitious": True, "edition": desk.plan.edition, "day": desk.plan.day,
        "rounds": rounds, "quiz": quiz, "calibration": _calibration(calibration(desk.guessed())),
    }  # fmt: skip


def _calibration(found: Calibration) -> dict[str, Any]:
    return {
        row.name or "all": {"said": row.count, "right": row.right, "sure": row.sure, "brier": row.brier}
        for row in (*((found.whole,) if found.whole else ()), *found.labels, *found.sure)
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    return {
        "alpha": _rounded(found.alpha), "low": _rounded(found.low), "high": _rounded(found.high),
        "raters": found.raters, "warnings": list(found.warnings),
        "units": {row.unit: f"{row.agree}/{row.of}" for row in found.units},
    }  # fmt: skip


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)


def figures_files(words: Words, desk: ClassDesk) -> dict[str, bytes]:
    """Return the figures as files by their names: JSON, CSV, and a page in the language of the class."""
    found = figures(desk)
    stem = f"class-figures-{desk.plan.day}-{desk.plan.code}"
    rows = [dict(zip(COLUMNS, map(str, row), strict=True)) for row in _rows(found)]
    paper = FiguresPaper(words, desk.pack, words.language)
    return {
        f"{stem}.json": json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n",
        f"{stem}.csv": csv_text(COLUMNS, rows).encode(),
        f"{stem}.pdf": paper.paper("figures", paper.page(desk)).data,
    }


def _rows(found: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    """Yield each figure by the round or the quiz that it is of; an alpha that could not be had is empty."""
    for each in found["rounds"]:
        at = ("round", each["round"])
        for kind, count in each["questions"].items():
            yield (*at, f"questions {kind}", sum(each["questions"].values()), count)
        for name, count in each["process"].items():
            yield (*at, f"process {name}", each["tables"], count)
        yield from _agreement_rows(at, each["agreement"])
    for name, each in found["calibration"].items():
        yield ("calibration", name, "right", each["said"], each["right"])
        yield ("calibration", name, "sure", "", each["sure"])
        yield ("calibration", name, "brier", "", each["brier"])
    for when, each in found["quiz"].items():
        yield ("quiz", when, "sheets", "", each["sheets"])
        for form, (part, whole) in each["right"].items():
            yield ("quiz", when, f"right {form}", whole, part)
        yield from _agreement_rows(("quiz", when), each["agreement"])


def _agreement_rows(at: tuple[object, ...], found: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for name in ("alpha", "low", "high"):
        yield (*at, name, "", "" if found[name] is None else found[name])
    for unit, told in found["units"].items():
        agree, of = told.split("/")
        yield (*at, f"agree {unit}", of, agree)


class FiguresPaper(Kit):
    """The figures to print, in the frame of the kit."""

    def page(self, desk: ClassDesk) -> Iterator[bl.Block]:
        """Yield each round and each quiz with its figures."""
        say, room = self.say, desk.classroom
        yield from self._title(say("class.figures"), say("class.code", code=desk.plan.code))
        yield bl.Text(say("class.end-keeps-note"), size=self.sizes.label)
        for number in room.rounds_held():
            results = room.round(number)
            title = say(f"scenario.{desk.plan.rounds[number - 1]}.title")
            yield self._heading_of(f"{say('class.round', n=number)}: {title}")
            asked = asked_in(results)
            yield bl.Text(say("feedback.share", open=asked.open, pressing=asked.pressing, total=asked.total))
            done = process_in(results)
            yield bl.Lines("", tuple(
                bl.Line(say(f"process.{name}"), say("class.of", part=count, whole=len(results)))
                for name, count in done.items()
            ))  # fmt: skip
            titles = {row.unit: say(f"item.{row.unit}.mark") for row in desk.item_agreement(number).units}
            yield from self._agreed(desk.item_agreement(number), titles)
        told = calibration_view(self.words, desk)
        if told.rows:
            yield self._heading_of(told.title)
            yield bl.Text(told.whole)
            heads = ", ".join(told.heads[1:])
            yield bl.Lines(heads, tuple(bl.Line(name, ", ".join(cells)) for name, *cells in told.rows))
        for when in (BEFORE, AFTER):
            if room.sheets(when):
                yield self._heading_of(say(f"class.quiz-{when}"))
                yield bl.Text(self.words.say_count("class.sheets", len(room.sheets(when))))
                yield bl.Text(right_lines(self.words, desk, when)[-1])
                yield from self._agreed(desk.quiz_agreement(when), {})

    def _agreed(self, found: Agreement, titles: Mapping[str, str]) -> Iterator[bl.Block]:
        say = self.say
        if math.isnan(found.alpha):
            yield bl.Text(say("class.no-alpha"))
        else:
            yield bl.Text(
                say("class.alpha", alpha=f"{found.alpha:.2f}", low=f"{found.low:.2f}", high=f"{found.high:.2f}")
            )
        for name in found.warnings:
            yield bl.Text(say(f"class.warning.{name}"), size=self.sizes.label)
        rows = [(titles.get(row.unit, ""), say("class.of", part=row.agree, whole=row.of)) for row in found.units]
        lines = tuple(bl.Line(title, told) for title, told in rows if title)
        if lines:
            yield bl.Lines("", lines)

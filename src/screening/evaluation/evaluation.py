"""Measure the scoring on coded cases: accuracy, explanation first, robustness, baselines in the same run."""

from __future__ import annotations

import fnmatch
import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from screening.casework.assessment.answer_file import Sheet, json_lines, parse_sheet
from screening.casework.content.edition import Content
from screening.domain.answers import Answer, Answers, Given, How, ItemId
from screening.domain.protocol.model import Indicator, IndicatorSort, Protocol, Strength
from screening.domain.scoring import question_value
from screening.domain.scoring.assessment import Assessment, Lead, assess, lead
from screening.domain.scoring.ilo_rule import IloFinding, read_ilo
from screening.domain.scoring.signs import Signs, signs
from screening.domain.scoring.weights import Weights
from screening.errors import BadInput
from screening.evaluation import metrics
from screening.evaluation.metrics import SEED, Scored

LABELS = ("trafficking", "asylum", "smuggling", "labour_violation", "irregular_migration", "no_concern")
FIRST_OF = {"asylum": "protection"}
FLAGS = ("child", "asylum", "smuggled", "labour_violation", "urgent_medical", "immediate_danger")
EXTRA = ("id", "label", "also", "difficulty", "because", "title", "exploitation", "narrative")
PREVALENCES = (0.02, 0.05, 0.15, 0.3)
SHARES = (0.05, 0.1, 0.2)
REPEATS = 20
POINTS = {Strength.STRONG: 3.0, Strength.MEDIUM: 1.5, Strength.WEAK: 0.5, Strength.NONE: 0.5}
POINTS_CUT = 8.0
COUNTER_POINTS = -1.5


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded case with its label."""

    id: str
    sheet: Sheet
    label: str
    also: tuple[str, ...]
    difficulty: str

    @property
    def true(self) -> bool:
        return self.label == "trafficking"

    @property
    def leading(self) -> str:
        """The explanation that ought to lead, in the program's words."""
        return FIRST_OF.get(self.label, self.label)


Reader = Callable[[Sheet, Answers], tuple[bool, float]]


def read_coded(path: Path, content: Content) -> list[Coded]:
    """Return the coded cases, one JSON object a line. Raises BadInput naming the line."""
    cases = []
    for number, name, value in json_lines(path):
        sheet = parse_sheet(value, content, name, extra=EXTRA)
        label = value.get("label")
        if label not in LABELS:
            raise BadInput(
                "json-unknown-value", file=name, name="label", value=str(label)[:40], known=", ".join(LABELS)
            )
        also = value.get("also", [])
        if not isinstance(also, list) or any(flag not in FLAGS for flag in also):
            raise BadInput("json-unknown-value", file=name, name="also", value="", known=", ".join(FLAGS))
        cases.append(Coded(str(value.get("id", number)), sheet, label, tuple(also), str(value.get("difficulty", ""))))
    if not cases:
        raise BadInput("json-missing-name", file=path.name, name="label")
    return cases


def evaluate(cases: Sequence[Coded], content: Content, *, ask_at_most: int | None = None) -> dict[str, Any]:
    """Return every figure of the evaluation as plain values; repeats exactly for the same cases and edition."""
    assessments, pairs = _readings(cases, content)
    return {
        **_figures(cases, assessments, pairs, content),
        "flags": _flags(cases, assessments, content),
        "roc": metrics.roc(pairs),
        "robust": _robust(cases, content),
        "own_choice": _own_choice(cases, content, ask_at_most or 10_000),
        "items": _items(cases, content),
        "misses": [
            {"id": case.id, "label": case.label, "flagged": found.flagged, "first": found.first,
             "strength": round(found.weighed["trafficking"].range.best, 4)}
            for case, found in zip(cases, assessments, strict=True)
            if found.flagged is not case.true or found.first != case.leading
        ],
    }  # fmt: skip


def _figures(
    cases: Sequence[Coded], assessments: Sequence[Assessment], pairs: Sequence[Scored], content: Content
) -> dict[str, Any]:
    """Return what can be said of the readings as they are: accuracy, first explanation, calibration, baselines."""
    return {
        "edition": content.protocol.id,
        "cases": len(cases),
        "positive": sum(case.true for case in cases),
        "built": sum(_built(case, content) for case in cases),
        "accuracy": accuracy(pairs),
        "first": _first(cases, [found.first for found in assessments]),
        "by_label": _by(cases, assessments, lambda case: case.label),
        "by_difficulty": _by(cases, assessments, lambda case: case.difficulty or "unknown"),
        "calibration": {"brier": metrics.brier(pairs), "bins": metrics.reliability(pairs)},
        "baselines": {name: accuracy(_read(cases, reader)) for name, reader in _baselines(content).items()},
    }


def evaluate_sets(sets: Mapping[str, Sequence[Coded]], content: Content) -> dict[str, dict[str, Any]]:
    """Per set by its name the figures of its readings.

    ``built`` in each says how many of its cases were looked at while the edition's numbers were set.
    """
    return {name: _figures(cases, *_readings(cases, content), content) for name, cases in sets.items()}


def _readings(cases: Sequence[Coded], content: Content) -> tuple[list[Assessment], list[Scored]]:
    found = [_assess(content, case.sheet, case.sheet.answers) for case in cases]
    return found, [_pair(case, each) for case, each in zip(cases, found, strict=True)]


def _built(case: Coded, content: Content) -> bool:
    return any(fnmatch.fnmatchcase(case.id, pattern) for pattern in content.weights.built_with)


def accuracy(pairs: Sequence[Scored]) -> dict[str, Any]:
    """Sensitivity, specificity, J and AUC with intervals, and predictive values at stated prevalences."""
    found: dict[str, Any] = {}
    for measure in (metrics.sensitivity, metrics.specificity, metrics.youden, metrics.auc):
        figure = metrics.figure(pairs, measure)
        found[measure.__name__] = [round(figure.value, 4), round(figure.low, 4), round(figure.high, 4)]
    sens, spec = metrics.sensitivity(pairs), metrics.specificity(pairs)
    found["brier"] = round(metrics.brier(pairs), 4)
    found["predictive"] = {
        str(prevalence): [round(value, 4) for value in metrics.predictive(sens, spec, prevalence)]
        for prevalence in PREVALENCES
    }
    return found


def agreement(first: Sequence[Coded], second: Sequence[Coded], content: Content) -> dict[str, Any]:
    """Krippendorff's alpha of two codings of the same cases, over every item, silence being a code of its own.

    Raises BadInput when no case is in both. ``spoken`` is alpha over the cells in which both coded yes or no.
    """
    others = {case.id: case.sheet.answers for case in second}
    both = [(case.sheet.answers, others[case.id]) for case in first if case.id in others]
    if not both:
        raise BadInput("no-case-in-both")
    by_item = {item: [(_code(one, item), _code(other, item)) for one, other in both] for item in content.protocol.items}
    whole = [pair for pairs in by_item.values() for pair in pairs]
    spoken = [pair for pair in whole if set(pair) <= {"yes", "no"}]
    return {
        "by_item": {
            name: {"alpha": metrics.alpha(pairs), "differ": sum(a != b for a, b in pairs), "cases": len(pairs)}
            for name, pairs in by_item.items()
        },
        "alpha": metrics.alpha(whole),
        "cells": len(whole),
        "spoken": metrics.alpha(spoken),
        "spoken_cells": len(spoken),
    }


def _code(answers: Answers, item: ItemId) -> str:
    return answers[item].answer.value if item in answers else ""


def _assess(content: Content, sheet: Sheet, answers: Answers) -> Assessment:
    return assess(content.protocol, content.weights, answers, age_band=sheet.age_band)


def _lead(content: Content, sheet: Sheet, answers: Answers) -> Lead:
    """Return what leads, without ranges and reasons: many times as fast."""
    return lead(content.protocol, content.weights, answers, age_band=sheet.age_band)


def _pair(case: Coded, found: Assessment) -> Scored:
    return Scored(case.true, found.flagged, found.weighed["trafficking"].range.best)


def _read(cases: Sequence[Coded], reader: Reader) -> list[Scored]:
    return [Scored(case.true, *reader(case.sheet, case.sheet.answers)) for case in cases]


def _first(cases: Sequence[Coded], firsts: Sequence[str]) -> dict[str, Any]:
    right = sum(first == case.leading for case, first in zip(cases, firsts, strict=True))
    table: dict[str, Counter[str]] = {}
    for case, first in zip(cases, firsts, strict=True):
        table.setdefault(case.label, Counter())[first] += 1
    return {
        "right": right,
        "share": round(right / len(cases), 4),
        "confusion": {name: dict(row) for name, row in sorted(table.items())},
    }


def _by(cases: Sequence[Coded], found: Sequence[Assessment], key: Callable[[Coded], str]) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    for case, each in zip(cases, found, strict=True):
        row = rows.setdefault(key(case), {"cases": 0, "flagged": 0, "right": 0})
        row["cases"] += 1
        row["flagged"] += each.flagged
        row["right"] += each.flagged is case.true
    return rows


FLAG_OF = {"asylum": "asylum", "labour_violation": "labour_violation", "smuggling": "smuggled"}
FLAG_PATH = {
    "child": "child_protection", "asylum": "protection", "labour_violation": "labour_remedy",
    "urgent_medical": "health", "immediate_danger": "urgent",
}  # fmt: skip


def _flags(cases: Sequence[Coded], found: Sequence[Assessment], content: Content) -> dict[str, dict[str, int]]:
    """Per further flag: how often its path was proposed where it was due, and where it was not.

    No path belongs to having been smuggled; there it is whether that explanation holds.
    """
    holds = content.weights.thresholds.hold_from
    rows = {}
    for flag in FLAGS:
        due = []
        for case, each in zip(cases, found, strict=True):
            path = FLAG_PATH.get(flag)
            proposed = each.weighed["smuggling"].range.best >= holds if path is None else path in each.paths
            due.append((flag in case.also or FLAG_OF.get(case.label) == flag, proposed))
        rows[flag] = {
            "due": sum(a for a, _ in due),
            "proposed": sum(a and b for a, b in due),
            "proposed_without": sum(b and not a for a, b in due),
        }
    return rows


def _robust(cases: Sequence[Coded], content: Content) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for name, change in (("flipped", flipped), ("dropped", dropped)):
        for share in SHARES:
            chance = random.Random(SEED)
            pairs, right = [], 0
            for _ in range(REPEATS):
                for case in cases:
                    found = _lead(content, case.sheet, change(case.sheet.answers, share, chance))
                    pairs.append(Scored(case.true, found.flagged, found.strength))
                    right += found.first == case.leading
            rows[f"{name}_{share}"] = _shares(pairs, right)
    return rows


def _shares(pairs: Sequence[Scored], right: int) -> dict[str, float]:
    """Return how the readings agree with the labels; ``right`` is how often the right explanation led."""
    found = {each.__name__: each(pairs) for each in (metrics.sensitivity, metrics.specificity, metrics.youden)}
    return {name: round(value, 4) for name, value in (*found.items(), ("first", right / len(pairs)))}


def _own_choice(cases: Sequence[Coded], content: Content, at_most: int) -> dict[str, Any]:
    """Return the cases again, with only the items that the program itself chose to ask."""
    pairs, asked, right = [], [], 0
    for case in cases:
        known, number = asked_by_program(
            content.protocol, content.weights, case.sheet.answers, child=case.sheet.age_band == "child", at_most=at_most
        )
        found = _assess(content, case.sheet, known)
        pairs.append(_pair(case, found))
        asked.append(number)
        right += found.first == case.leading
    asked.sort()
    return {
        "at_most": at_most if at_most < 10_000 else None,
        "asked_median": asked[len(asked) // 2],
        "asked_90th": asked[math.ceil(0.9 * len(asked)) - 1],
        **_shares(pairs, right),
    }


def _baselines(content: Content) -> Mapping[str, Reader]:
    protocol = content.protocol

    def found_signs(sheet: Sheet, answers: Answers) -> tuple[Signs, str]:
        """The signs, and whose profiles are read."""
        child = sheet.age_band == "child"
        return signs(protocol, answers, child=child), "child" if child else "adult"

    def present(sheet: Sheet, answers: Answers) -> list[tuple[Indicator, Strength]]:
        """The indicators that are present, each with its strength in labour."""
        found, whose = found_signs(sheet, answers)
        there = [protocol.indicators[name] for name, sign in found.items() if sign.present]
        return [(each, each.strength.get(f"{whose}_labour", Strength.NONE)) for each in there]

    def ilo(holds: Callable[[IloFinding], bool]) -> Reader:
        def read(sheet: Sheet, answers: Answers) -> tuple[bool, float]:
            found, whose = found_signs(sheet, answers)
            rules = [read_ilo(protocol, found, f"{whose}_{kind}") for kind in ("labour", "sexual")]
            return any(map(holds, rules)), float(sum(sum(rule.positive.values()) for rule in rules))

        return read

    def points(sheet: Sheet, answers: Answers) -> tuple[bool, float]:
        total = 0.0
        for each, strength in present(sheet, answers):
            if each.sort is IndicatorSort.COUNTER:
                total += COUNTER_POINTS
            elif each.sort is IndicatorSort.INDICATOR:
                total += POINTS[strength]
        return total >= POINTS_CUT, total

    def strong(needed: int) -> Reader:
        def read(sheet: Sheet, answers: Answers) -> tuple[bool, float]:
            count = sum(strength is Strength.STRONG for _, strength in present(sheet, answers))
            return count >= needed, float(count)

        return read

    def core_only(sheet: Sheet, answers: Answers) -> tuple[bool, float]:
        core = {item.id for item in protocol.core}
        found = _assess(content, sheet, {name: given for name, given in answers.items() if name in core})
        return found.flagged, found.weighed["trafficking"].range.best

    return {
        "ilo_strict": ilo(lambda rule: rule.strict),
        "ilo_any_means": ilo(lambda rule: rule.any_means),
        "additive_points": points,
        "any_strong": strong(1),
        "two_strong": strong(2),
        "core_only": core_only,
    }


def _items(cases: Sequence[Coded], content: Content) -> dict[str, dict[str, int]]:
    rows = {}
    for item in content.protocol.items:
        row = {"yes_true": 0, "no_true": 0, "yes_other": 0, "no_other": 0}
        for case in cases:
            given = case.sheet.answers.get(item)
            if given is not None and given.answer.holds is not None:
                row[f"{given.answer.value}_{'true' if case.true else 'other'}"] += 1
        rows[item] = row
    return rows


OTHER = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


def flipped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Return each yes or no turned round with the given chance."""
    return {
        name: replace(given, answer=OTHER.get(given.answer, given.answer)) if chance.random() < share else given
        for name, given in answers.items()
    }


def dropped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Return each answer left out with the given chance."""
    return {name: given for name, given in answers.items() if chance.random() >= share}


def asked_by_program(
    protocol: Protocol, weights: Weights, truth: Answers, *, child: bool, at_most: int
) -> tuple[dict[ItemId, Given], int]:
    """Return what is known after the program chose every question itself, from a person who answers only what is asked.

    What the officer sees or reads in papers is noted from the start: nobody is asked for it, and it is not counted. A
    question on which the truth is silent is answered "not known" and has been asked all the same. The core pass
    ends when no question that is left is worth its asking. Returns the answers and how many questions were put.
    """
    known = {name: given for name, given in truth.items() if (item := protocol.items.get(name)) and item.kind != "ask"}
    asked = 0
    while asked < at_most:
        worth = [
            each
            for each in question_value.worth_asking(protocol, weights, known, child=child)
            if protocol.items[each.item].kind == "ask"
        ]
        if not worth or (asked >= len(protocol.core) // 2 and question_value.pass_is_over(weights, worth)):
            break
        known[worth[0].item] = truth.get(worth[0].item, Given(Answer.NOT_KNOWN, How.ASKED))
        asked += 1
    return known, asked

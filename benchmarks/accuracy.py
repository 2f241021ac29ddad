"""Measures the scoring on every coded set of the edition in use, and how far two coders agree.

Run: python benchmarks/accuracy.py   (some minutes; writes benchmarks/accuracy.md and docs/accuracy.svg)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from screening.casework.assessment.answer_file import USUAL_HOW
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import Answer, Answers
from screening.domain.scoring.assessment import lead
from screening.evaluation import evaluation
from screening.evaluation import report as evaluation_report
from screening.evaluation.evaluation import Coded
from screening.evaluation.metrics import SEED, Scored, sensitivity, specificity
from screening.wording.catalogue.translations import Words

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "tests" / "cases" / "2026-3"
SETS = ("accounts-120.jsonl", "accounts-60.jsonl", "accounts-36.jsonl")
REAL = HERE / "scoring" / "real-cases"
CODERS = ("coder-1.jsonl", "coder-2.jsonl")
"""Two blind codings of the real cases: a test of their own, on which nothing is built."""
SECOND = "accounts-120-second.jsonl"


def thin(cases: Sequence[Coded], content: Content) -> list[str]:
    """Lines with sensitivity, specificity and right first where the coding is thinner than it was."""
    chance = random.Random(SEED)
    core = {item.id for item in content.protocol.core}
    ways: dict[str, tuple[int, Callable[[Answers], Answers]]] = {
        "only what was affirmed": (1, lambda told: {n: g for n, g in told.items() if g.answer is Answer.YES}),
        "only the core items": (1, lambda told: {n: g for n, g in told.items() if n in core}),
        "no place marked": (1, lambda told: {n: replace(g, where=None) for n, g in told.items()}),
        "a bare yes or no, never told freely": (
            1,
            lambda told: {n: replace(g, how=USUAL_HOW[content.protocol.items[n].kind]) for n, g in told.items()},
        ),
        "three answers in ten left out": (20, lambda told: evaluation.dropped(told, 0.3, chance)),
        "half of the answers left out": (20, lambda told: evaluation.dropped(told, 0.5, chance)),
    }
    found = []
    for name, (times, change) in ways.items():
        pairs, first = [], 0
        for case in list(cases) * times:
            read = lead(content.protocol, content.weights, change(case.sheet.answers), age_band=case.sheet.age_band)
            pairs.append(Scored(case.true, read.flagged, read.strength))
            first += read.first == case.leading
        found.append(f"  {name:<38} {sensitivity(pairs):.3f}  {specificity(pairs):.3f}  {first / len(pairs):.3f}")
    return found


def writers(cases: Sequence[Coded], content: Content) -> list[str]:
    """Lines with the figures of each writer of the 120 accounts: thirty in order."""
    found = []
    for number in range(4):
        own = [case for case in cases if case.id.startswith("d2-") and (int(case.id[3:]) - 1) // 30 == number]
        read = [
            lead(content.protocol, content.weights, each.sheet.answers, age_band=each.sheet.age_band) for each in own
        ]
        pairs = [Scored(case.true, each.flagged, each.strength) for case, each in zip(own, read, strict=True)]
        found.append(f"  writer {number + 1:<31} {sensitivity(pairs):.3f}  {specificity(pairs):.3f}")
    return found


def main() -> None:
    content = open_content()
    sets = {name: evaluation.read_coded(CASES / name, content) for name in SETS}
    second = evaluation.read_coded(CASES / SECOND, content)
    every = [case for cases in sets.values() for case in cases]
    whole = evaluation.evaluate(every, content, ask_at_most=25)
    whole["agreement"] = evaluation.agreement(every, second, content)
    words = Words("en")
    real = {f"real, {name}": evaluation.read_coded(REAL / name, content) for name in CODERS}
    first, other = real.values()
    told = evaluation.evaluate(first, content, ask_at_most=25)
    told["agreement"] = evaluation.agreement(first, other, content)
    found = {"sets": evaluation.evaluate_sets({**real, **sets, SECOND: second}, content), "together": whole}
    lines = ["# Accuracy on the coded cases", "", "Made by `benchmarks/accuracy.py`.", "", "```"]
    lines += [*evaluation_report.comparison(found, words), "", "Real cases, first coder"]
    lines += [*evaluation_report.lines(told, words), "", "Written accounts", *evaluation_report.lines(whole, words)]
    lines += ["", "Thinner coding: sensitivity, specificity, right first", *thin(every, content)]
    lines += ["By writer of the 120: sensitivity, specificity", *writers(every, content), "```", ""]
    (HERE / "accuracy.md").write_text("\n".join(lines), encoding="utf-8")
    (HERE.parent / "docs" / "accuracy.svg").write_text(evaluation_report.plot(whole), encoding="utf-8")


if __name__ == "__main__":
    main()

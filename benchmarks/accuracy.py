"""Measures the scoring on the development cases as two coders coded them, how far the coders agree, and on invented
cases.

Run: python benchmarks/accuracy.py   (needs the `measure` extra; writes benchmarks/accuracy.md and the plots)
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import krippendorff

from screening.casework import evaluating, evaluation_report
from screening.casework.content import Content, open_content
from screening.casework.evaluating import Coded
from screening.casework.score_file import USUAL_HOW
from screening.domain import simulation
from screening.domain.answers import Answer, Answers
from screening.domain.measures import SEED, Pair, sensitivity, specificity
from screening.domain.scoring import assess

SETS = {
    "a": ("Development cases, coder A", "coder-a.jsonl"),
    "b": ("Development cases, coder B", "coder-b.jsonl"),
    "invented": ("Invented cases, written and coded by us", "invented/cases.jsonl"),
}
HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "tests" / "cases"
CODES = {"yes": 1, "no": 2, "not_known": 3, "declined": 4}


def agreement() -> tuple[float, float, int, int]:
    """Alpha over every item of every case with silence as a code of its own; alpha over yes and no alone; cells."""
    content = open_content()
    rows: list[list[float]] = [[], []]
    spoken: list[list[float]] = [[], []]
    first, second = (
        {case["id"]: case["answers"] for case in map(json.loads, path.read_text("utf-8").splitlines())}
        for path in (CASES / "coder-a.jsonl", CASES / "coder-b.jsonl")
    )
    for name, answers in first.items():
        for item in content.protocol.items:
            pair = [each.get(item, {}).get("answer") for each in (answers, second[name])]
            for row, answer in zip(rows, pair, strict=True):
                row.append(CODES.get(answer, 0))
            if all(answer in ("yes", "no") for answer in pair):
                for row, answer in zip(spoken, pair, strict=True):
                    row.append(CODES[answer])
    whole = krippendorff.alpha(reliability_data=rows, level_of_measurement="nominal")
    both = krippendorff.alpha(reliability_data=spoken, level_of_measurement="nominal")
    coded = [evaluating.read_coded(CASES / f"coder-{coder}.jsonl", content) for coder in ("a", "b")]
    own = evaluating.agreement(*coded, content)
    assert abs(own["alpha"] - whole) < 1e-9 and abs(own["spoken"] - both) < 1e-9, own
    return float(whole), float(both), len(rows[0]), len(spoken[0])


def thin(cases: Sequence[Coded], content: Content) -> dict[str, tuple[float, float, float]]:
    """Sensitivity, specificity and right first where the coding is thinner than it was."""
    chance = random.Random(SEED)
    core = {item.id for item in content.protocol.core}
    ways: dict[str, tuple[int, Callable[[Answers], Answers]]] = {
        "only what was affirmed": (1, lambda told: {n: g for n, g in told.items() if g.answer is Answer.YES}),
        "only the core items": (1, lambda told: {n: g for n, g in told.items() if n in core}),
        "a bare yes or no, never told freely": (
            1,
            lambda told: {n: replace(g, how=USUAL_HOW[content.protocol.items[n].kind]) for n, g in told.items()},
        ),
        "three answers in ten left out": (20, lambda told: simulation.dropped(told, 0.3, chance)),
        "half of the answers left out": (20, lambda told: simulation.dropped(told, 0.5, chance)),
    }
    found = {}
    for name, (times, change) in ways.items():
        pairs, first = [], 0
        for case in list(cases) * times:
            read = assess(content.protocol, content.weights, change(case.sheet.answers), age_band=case.sheet.age_band)
            pairs.append(Pair(case.true, read.flagged, read.weighed["trafficking"].range.best))
            first += read.first == case.leading
        found[name] = (sensitivity(pairs), specificity(pairs), first / len(pairs))
    return found


def main() -> None:
    content = open_content()
    whole, both, cells, spoken = agreement()
    lines = ["# Accuracy on the coded cases", ""]
    lines += [f"Krippendorff's alpha, two coders: {whole:.3f} over {cells} cells (silence is a code),",
              f"{both:.3f} over the {spoken} cells in which both coded yes or no.", ""]  # fmt: skip
    for name_of, (title, file) in SETS.items():
        cases = evaluating.read_coded(CASES / file, content)
        report = evaluating.evaluate(cases, content)
        (HERE / f"accuracy-{name_of}.svg").write_text(evaluation_report.plot(report), encoding="utf-8")
        asked = evaluating.evaluate(cases, content, ask_at_most=25)["own_choice"]
        found = report["accuracy"]
        lines += [f"## {title}", "", f"{report['positive']} of {report['cases']} are trafficking.", ""]
        lines += ["| reading | sensitivity | specificity | J | AUC |", "|---|---|---|---|---|"]
        for name, row in {"network": found, **report["baselines"]}.items():
            cells_ = " | ".join(f"{v[0]:.3f} ({v[1]:.2f}-{v[2]:.2f})" for v in (
                row["sensitivity"], row["specificity"], row["youden"], row["auc"]))  # fmt: skip
            lines.append(f"| {name} | {cells_} |")
        lines += ["", f"Right explanation first: {report['first']['right']} of {report['cases']}.", ""]
        lines += ["| disturbance | sensitivity | specificity | J | right first |", "|---|---|---|---|---|"]
        for name, row in report["robust"].items():
            lines.append(
                f"| {name} | {row['sensitivity']:.3f} | {row['specificity']:.3f} | {row['youden']:.3f} "
                f"| {row['first']:.3f} |"
            )
        lines += ["", "| thinner coding | sensitivity | specificity | right first |", "|---|---|---|---|"]
        lines += [f"| {name} | {a:.3f} | {b:.3f} | {c:.3f} |" for name, (a, b, c) in thin(cases, content).items()]
        own = report["own_choice"]
        chosen = (
            f"Questions the program chose, until none is worth asking: median {own['asked_median']}, 90th percentile "
            f"{own['asked_90th']}, sensitivity {own['sensitivity']:.3f}, specificity {own['specificity']:.3f}, right "
            f"first {own['first']:.3f}. With at most 25: {asked['sensitivity']:.3f}, {asked['specificity']:.3f} (J "
            f"{asked['youden']:.3f}), {asked['first']:.3f}."
        )
        lines += ["", chosen, ""]
        misses = "; ".join(
            f"{each['id']} ({each['label']}, read {each['first']}, strength {each['strength']})"
            for each in report["misses"]
        )
        lines += [f"Misses: {misses or 'none'}.", ""]
    (HERE / "accuracy.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

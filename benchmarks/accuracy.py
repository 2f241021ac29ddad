"""Measures the scoring on the development cases as two coders coded them, and how far the coders agree.

Run: python benchmarks/accuracy.py   (needs the `measure` extra; writes benchmarks/accuracy.md and the plots)
"""

from __future__ import annotations

import json
from pathlib import Path

import krippendorff

from screening.casework import evaluating
from screening.casework.content import open_content

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
    return float(whole), float(both), len(rows[0]), len(spoken[0])


def main() -> None:
    content = open_content()
    whole, both, cells, spoken = agreement()
    lines = ["# Accuracy on the development cases", ""]
    lines += [f"Krippendorff's alpha, two coders: {whole:.3f} over {cells} cells (silence is a code),",
              f"{both:.3f} over the {spoken} cells in which both coded yes or no.", ""]  # fmt: skip
    for coder in ("a", "b"):
        cases = evaluating.read_coded(CASES / f"coder-{coder}.jsonl", content)
        report = evaluating.evaluate(cases, content)
        (HERE / f"accuracy-{coder}.svg").write_text(evaluating.plot(report), encoding="utf-8")
        asked = evaluating.evaluate(cases, content, ask_at_most=25)["own_choice"]
        found = report["accuracy"]
        lines += [f"## Coder {coder.upper()}", ""]
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
        own = report["own_choice"]
        chosen = (
            f"Items the program chose, until none is worth asking: median {own['asked_median']}, 90th percentile "
            f"{own['asked_90th']}, J {own['youden']:.3f}. With at most 25: J {asked['youden']:.3f}, right first "
            f"{asked['first']:.3f}."
        )
        lines += ["", chosen, ""]
        misses = "; ".join(
            f"{each['id']} ({each['label']}, read {each['first']}, strength {each['strength']})"
            for each in report["misses"]
        )
        lines += [f"Misses: {misses}.", ""]
    (HERE / "accuracy.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

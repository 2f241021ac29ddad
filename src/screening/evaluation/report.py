"""The report of an evaluation in a terminal's lines, and as a plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from screening.wording.catalogue.translations import Words


def lines(report: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield the report, every figure of it but the points of the curve."""
    say = words.say
    yield say("evaluate.cases", cases=report["cases"], positive=report["positive"], edition=report["edition"])
    if "agreement" in report:
        found = report["agreement"]
        yield say("evaluate.agreement", alpha=f"{found['alpha']:.3f}", cells=found["cells"],
                  spoken=f"{found['spoken']:.3f}", both=found["spoken_cells"])  # fmt: skip
        apart = sorted(found["by_item"].items(), key=lambda pair: (-pair[1]["differ"], pair[0]))
        yield say("evaluate.apart")
        yield from (
            f"  {name:<20} {row['alpha']:.3f}  {row['differ']} / {row['cases']}" for name, row in apart if row["differ"]
        )
    yield say("evaluate.columns")
    yield from (
        _accuracy(name, found) for name, found in {"network": report["accuracy"], **report["baselines"]}.items()
    )
    yield say("evaluate.predictive")
    for prevalence, (positive, negative) in report["accuracy"]["predictive"].items():
        yield f"  {float(prevalence):<18.0%} {positive:.3f}  {negative:.3f}"
    yield say("evaluate.first", right=report["first"]["right"], cases=report["cases"])
    for label, row in report["first"]["confusion"].items():
        yield f"  {label:<20} {_counts(row)}"
    for heading, rows in (("label", report["by_label"]), ("difficulty", report["by_difficulty"])):
        yield say(f"evaluate.{heading}")
        yield from (f"  {name:<20} {row['right']} / {row['cases']}" for name, row in sorted(rows.items()))
    yield say("evaluate.flags")
    for name, row in report["flags"].items():
        yield f"  {name:<20} {row['proposed']} / {row['due']}  + {row['proposed_without']}"
    yield say("evaluate.calibration", brier=f"{report['calibration']['brier']:.3f}")
    yield from (f"  {mean:.3f}  {share:.3f}  {count}" for mean, share, count in report["calibration"]["bins"])
    yield say("evaluate.robust")
    yield from (_held(name, found) for name, found in report["robust"].items())
    own = report["own_choice"]
    yield say("evaluate.own", median=own["asked_median"], ninety=own["asked_90th"])
    yield _held("", own)
    yield say("evaluate.items")
    for name, row in report["items"].items():
        if any(row.values()):
            yield f"  {name:<20} {row['yes_true']} / {row['no_true']}   {row['yes_other']} / {row['no_other']}"
    yield say("evaluate.misses")
    for miss in report["misses"]:
        yield f"  {miss['id']:<12} {miss['label']:<20} {miss['first']:<20} {miss['strength']:.3f}"


def comparison(found: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield every set and all together, each against every reading, as one table."""
    yield words.say("evaluate.sets")
    for name, report in {**found["sets"], "together": found["together"]}.items():
        yield words.say("evaluate.set", name=name, cases=report["cases"], positive=report["positive"],
                        built=report["built"])  # fmt: skip
        first = f"{report['first']['right']}/{report['cases']}"
        for reading, figures in {"network": report["accuracy"], **report["baselines"]}.items():
            told = [figures["sensitivity"][0], figures["specificity"][0], figures["youden"][0], figures["auc"][0]]
            row = "  ".join(f"{value:.3f}" for value in told)
            own = f"  {figures['brier']:.3f}  {first}" if reading == "network" else ""
            yield f"  {reading:<18} {row}{own}"


def _accuracy(name: str, found: Mapping[str, Sequence[float]]) -> str:
    told = (f"{value:.3f} ({low:.2f}-{high:.2f})" for value, low, high in (
        found[key] for key in ("sensitivity", "specificity", "youden", "auc")))  # fmt: skip
    return f"  {name:<18} " + "  ".join(told)


def _held(name: str, found: Mapping[str, float]) -> str:
    told = (f"{found[key]:.3f}" for key in ("sensitivity", "specificity", "youden", "first"))
    return f"  {name:<18} " + "  ".join(told)


def _counts(row: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(row.items(), key=lambda pair: (-pair[1], pair[0])))


def plot(report: Mapping[str, Any]) -> str:
    """Return the curve and the reliability of a report as one SVG, black on white."""
    size, gap = 300, 60
    curve = " ".join(f"{gap + x * size:.1f},{gap + (1 - y) * size:.1f}" for x, y in report["roc"])
    left = 2 * gap + size + gap
    dots = "".join(
        f'<circle cx="{left + mean * size:.1f}" cy="{gap + (1 - share) * size:.1f}" r="{3 + min(count, 30) / 3:.1f}" '
        'fill="none" stroke="black" stroke-width="2"/>'
        for mean, share, count in report["calibration"]["bins"]
    )
    frames = "".join(
        f'<rect x="{x}" y="{gap}" width="{size}" height="{size}" fill="none" stroke="black"/>'
        f'<line x1="{x}" y1="{gap + size}" x2="{x + size}" y2="{gap}" stroke="black" stroke-dasharray="4 4"/>'
        for x in (gap, left)
    )
    labels = "".join(
        f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="13" text-anchor="middle">{text}</text>'
        for x, y, text in (
            (gap + size / 2, gap - 14, f"ROC, AUC {report['accuracy']['auc'][0]:.3f}"),
            (gap + size / 2, gap + size + 32, "1 - specificity"),
            (left + size / 2, gap - 14, f"Reliability, {report['cases']} cases"),
            (left + size / 2, gap + size + 32, "strength given; upwards: share that is so"),
        )
    )
    width, height = left + size + gap, size + 2 * gap
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="white"/>{frames}'
        f'<polyline points="{curve}" fill="none" stroke="black" stroke-width="2"/>{dots}{labels}</svg>\n'
    )

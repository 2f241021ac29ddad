"""Cases drawn from published frequencies, not from any coded case: how the reading holds where accounts are thin.

    python benchmarks/synthetic.py [--cases 400] [--out FILE]

Means of control come as often, and as many together, as in the case files and surveys that the reference cites
(CTDC extract of 2025: 13,850 labour and 28,307 sexual files; Kiss 2015: violence 48 %, threats 47 %, locked in 20 %,
no day off 70 % of 1,015 people in services after trafficking). What neighbours of trafficking share with it follows the
counter-evidence table of the reference and is our own proposal: no count exists. Nothing here reads weights.toml.

An account speaks about a part of what happened: each present sign is told with chance ``spoken``, each absent one
denied with chance ``denied``, and one answer in fifty is wrong. All harm is at the place of work or stay. These are not
people; the figures say where a reading breaks.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.casework.content.edition import open_content
from screening.domain.scoring.assessment import assess
from screening.evaluation import evaluation
from screening.evaluation.metrics import Scored, sensitivity, specificity, youden

SEED = 20261124
WRONG = 0.02
Facts = Mapping[str, tuple[float, str]]
"""Per fact its chance, and the items of which one or two stand for it."""


@dataclass(frozen=True)
class Kind:
    """A kind of situation: ``always`` are items that every account of it has."""

    label: str
    age_band: str
    share: float
    always: str
    facts: Facts
    denied: str = ""
    also: tuple[str, ...] = ()


LABOUR_MEANS: Facts = {
    "threats": (0.6, "threats family-threat police-threat leave-penalty afraid-to-leave shame-threat"),
    "debt or earnings": (0.62, "debt-tied debt-grows earnings-taken pay-held deductions"),
    "movement and needs": (0.57, "locked contact-cut needs-denied"),
    "abuse": (0.48, "violence strong-influence sexual-violence"),
    "hours": (0.7, "long-hours"),
    "false promises": (0.4, "job-different pay-different conditions-different contract-wrong"),
    "papers": (0.4, "papers-kept papers-on-way"),
    "pay": (0.7, "little-pay deductions"),
    "housing": (0.5, "housed-by bad-housing depends-on"),
    "recruited": (0.8, "arranged-by travel-arranged met-on-arrival"),
    "cannot leave": (0.5, "afraid-to-leave leave-penalty"),
    "some freedom": (0.35, "free-time holds-own keeps-earnings own-decision found-work-self"),
    "irregular": (0.4, "outside-permit"),
}
SEXUAL_MEANS: Facts = {
    "threats": (0.39, "threats family-threat shame-threat police-threat"),
    "debt or earnings": (0.3, "debt-tied debt-grows earnings-taken"),
    "movement and needs": (0.34, "locked contact-cut needs-denied"),
    "abuse": (0.64, "violence sexual-violence strong-influence"),
    "substances": (0.31, "substances"),
    "false promises": (0.15, "job-different promise-lure"),
    "partner": (0.37, "partner-led"),
    "forced": (0.6, "forced-tasks"),
    "recruited": (0.6, "arranged-by travel-arranged met-on-arrival"),
    "housing": (0.5, "housed-by"),
    "some freedom": (0.4, "free-time holds-own own-decision found-work-self"),
}
CHILD: Facts = {
    "threats": (0.25, "threats family-threat"),
    "earnings": (0.6, "earnings-taken"),
    "needs": (0.3, "needs-denied contact-cut"),
    "abuse": (0.5, "violence"),
    "recruited": (0.8, "travel-arranged arranged-by given-for-money passed-on"),
    "housing": (0.5, "housed-by"),
    "alone": (0.6, "child-with-others"),
    "some freedom": (0.5, "free-time own-decision found-work-self"),
}
FREE = "can-leave holds-own free-time keeps-earnings found-work-self can-refuse can-resign"
UNHELD = "papers-kept locked violence threats debt-owed police-threat contact-cut job-different"
KINDS = (
    Kind("trafficking", "adult", 0.28, "", LABOUR_MEANS, "violence locked papers-kept threats debt-owed"),
    Kind("trafficking", "adult", 0.08, "sex-work", SEXUAL_MEANS, "violence locked papers-kept threats"),
    Kind("trafficking", "child", 0.04, "sex-work", CHILD, "violence locked papers-kept threats"),
    Kind("trafficking", "child", 0.04, "made-to-beg", {**CHILD, "work": (0.6, "child-works")}, "violence locked"),
    Kind("trafficking", "child", 0.03, "child-works", {**CHILD, "pay": (0.7, "little-pay long-hours unsafe-work")},
         "violence locked"),
    Kind("trafficking", "adult", 0.03, "made-to-crime",
         {**LABOUR_MEANS, "abroad": (0.8, "job-different met-on-arrival crossed-outside")}, "debt-owed"),
    Kind("labour_violation", "adult", 0.15, "little-pay", {
        "hours": (0.6, "long-hours"), "deductions": (0.5, "deductions law-broken"), "only": (0.5, "only-pay-trouble"),
        "free": (0.85, FREE), "free too": (0.6, FREE), "papers": (0.2, "papers-kept"), "threat": (0.1, "police-threat"),
        "kept back": (0.15, "pay-held"), "promises": (0.25, "pay-different conditions-different"),
        "fee": (0.3, "debt-owed"), "housing": (0.5, "housed-by bad-housing depends-on"), "wants": (0.5, "wants-pay"),
        "recruited": (0.7, "arranged-by travel-arranged"), "returned": (0.15, "papers-returned"),
    }, UNHELD),
    Kind("smuggling", "adult", 0.1, "crossing-fee crossed-outside", {
        "settled": (0.7, "fee-settled"), "gone": (0.7, "helper-gone"), "arrival": (0.7, "free-on-arrival"),
        "journey": (0.3, "harm-only-journey"), "held": (0.08, "held-for-money"),
        "own": (0.6, "own-decision own-flight"), "papers": (0.7, "outside-permit"), "free": (0.7, FREE),
        "debt": (0.3, "debt-owed"), "shrinks": (0.2, "debt-shrinks"),
    }, UNHELD + " passed-on", ("smuggled",)),
    Kind("irregular_migration", "adult", 0.1, "outside-permit", {
        "stayed": (0.8, "overstayed"), "own": (0.6, "own-decision found-work-self"), "free": (0.85, FREE),
        "free too": (0.6, FREE), "papers": (0.12, "papers-kept"), "pay": (0.15, "little-pay"),
        "agent": (0.2, "arranged-by"),
        "misled": (0.1, "permit-different costs-different"),
    }, UNHELD + " crossed-outside little-pay"),
    Kind("asylum", "adult", 0.1, "left-danger", {
        "office": (0.5, "unhcr"), "return": (0.7, "fear-return"), "no country": (0.4, "no-country"),
        "guide": (0.5, "own-flight crossing-fee"), "crossed": (0.5, "crossed-outside"),
        "papers": (0.6, "outside-permit"), "pay": (0.3, "little-pay"), "free": (0.7, FREE),
        "police": (0.1, "police-threat"), "held": (0.05, "held-for-money"),
    }, UNHELD),
    Kind("no_concern", "adult", 0.05, "", {
        "agent": (0.5, "arranged-by housed-by"), "free": (0.9, FREE), "free too": (0.8, FREE),
        "own": (0.4, "own-decision"),
        "safe": (0.1, "papers-kept"),
    }, UNHELD + " little-pay long-hours"),
)  # fmt: skip


def drawn(
    kind: Kind, number: int, chance: random.Random, spoken: float, denied: float, placed: Container[str]
) -> dict[str, Any]:
    """One coded case as evaluate reads it. ``placed`` are the items that take a place."""
    true = set(kind.always.split())
    for share, items in kind.facts.values():
        if chance.random() < share:
            ways = items.split()
            true.update(chance.sample(ways, min(len(ways), chance.choice((1, 1, 2)))))
    answers = {}
    for item in sorted(true):
        if item in kind.always.split() or chance.random() < spoken:
            answers[item] = "yes"
    for item in kind.denied.split():
        if item not in true and chance.random() < denied:
            answers[item] = "no"
    for item, answer in answers.items():
        if chance.random() < WRONG:
            answers[item] = "no" if answer == "yes" else "yes"
    given = {
        item: {"answer": answer, "where": "work"} if answer == "yes" and item in placed else answer
        for item, answer in answers.items()
    }
    return {"id": f"s{number}", "label": kind.label, "also": list(kind.also),
            "person": {"age_band": kind.age_band}, "answers": given}  # fmt: skip


def cases(count: int, spoken: float, denied: float, placed: Container[str]) -> list[dict[str, Any]]:
    """``count`` cases in the shares of the kinds, seeded."""
    chance = random.Random(SEED)
    found = []
    for kind in KINDS:
        many = range(round(kind.share * count))
        found += [drawn(kind, len(found) + number, chance, spoken, denied, placed) for number in many]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--out", type=Path, help="Write the cases as a file for screening evaluate.")
    chosen = parser.parse_args()
    content = open_content()
    placed = {item.id for item in content.protocol.items.values() if item.where}
    for spoken, denied in ((1.0, 0.6), (0.8, 0.4), (0.6, 0.3), (0.4, 0.2)):
        rows = cases(chosen.cases, spoken, denied, placed)
        if chosen.out and spoken == 0.8:
            chosen.out.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
        coded = []
        for row in rows:
            sheet = evaluation.parse_sheet(row, content, "drawn", extra=evaluation.EXTRA)
            coded.append(evaluation.Coded(row["id"], sheet, row["label"], (), ""))
        line = []
        for name in ("whole", "asked 25"):
            pairs, first = [], 0
            for case in coded:
                answers = case.sheet.answers
                if name == "asked 25":
                    answers, _ = evaluation.asked_by_program(
                        content.protocol, content.weights, answers, child=case.sheet.age_band == "child", at_most=25
                    )
                found = assess(content.protocol, content.weights, answers, age_band=case.sheet.age_band)
                pairs.append(Scored(case.true, found.flagged, found.weighed["trafficking"].range.best))
                first += found.first == case.leading
            line.append(f"{name}: {sensitivity(pairs):.3f} / {specificity(pairs):.3f}  J {youden(pairs):.3f}  "
                        f"first {first / len(coded):.3f}")  # fmt: skip
        mean = sum(len(case.sheet.answers) for case in coded) / len(coded)
        print(f"told {spoken:.0%}, denied {denied:.0%} ({mean:.0f} answers a case)  " + "   ".join(line))


if __name__ == "__main__":
    main()

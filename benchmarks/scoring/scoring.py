"""How long the scoring takes: one more answer, a full assessment, the table of what to ask, and ten times the items.

    python benchmarks/scoring/scoring.py [--peer FOLDER]

``--peer`` is a folder with form.xml and node_modules (see run.sh): the peer engine is then timed in the same run.
Times are of warm code over every answer of the coded development cases, in the order in which they stand.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from screening.casework.content.edition import Content, open_content
from screening.casework.interview.progress import Progress
from screening.domain.answers import Answer, Given, How
from screening.domain.case.case import Case, apply
from screening.domain.events.catalogue import AnswerGiven, Recorded
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.explanation import reasons
from screening.domain.scoring.question_value import worth_asking
from screening.domain.scoring.standing import stand
from screening.domain.scoring.weights import EXPLANATIONS
from screening.evaluation import evaluation

HERE = Path(__file__).resolve().parent
CASES = HERE.parents[1] / "tests" / "cases"
FILES = ("2026-3/accounts-120.jsonl", "2026-3/accounts-120-second.jsonl", "2026-3/accounts-36.jsonl")
TIMES = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", type=Path)
    peer_folder = parser.parse_args().peer
    content = open_content()
    talks = [case.sheet.answers for name in FILES for case in evaluation.read_coded(CASES / name, content)]
    print(platform.platform(), platform.python_version(), f"{len(talks)} cases, {sum(map(len, talks))} answers")
    peer = timed_peer(peer_folder) if peer_folder else {}
    forms = {
        "sixty": "form of 60 questions, the total",
        "bare": f"edition, {peer.get('items')} items, the total",
        "whole": "the same with how and where",
    }
    for name, found in figures(content, talks).items():
        ratios = [f"{found[0] / peer[form]['median']:.2f}" for form in forms] if peer else []
        told = f"  {', '.join(ratios)} of the peer" if ratios and name.startswith("one more answer") else ""
        print(f"{name:<52} median {found[0]:.3f} ms  95th {found[1]:.3f}  greatest {found[2]:.3f}{told}")
    for form, what in forms.items() if peer else ():
        found = peer[form]["median"], peer[form]["ninety_fifth"], peer[form]["greatest"]
        print(f"{what:<52} median {found[0]:.3f} ms  95th {found[1]:.3f}  greatest {found[2]:.3f}")
    if peer:
        print(f"the last three by @getodk/xforms-engine {peer['version']}, Node {peer['node']}")


def figures(content: Content, talks: Sequence[Any]) -> dict[str, tuple[float, float, float]]:
    wide = ten_times(content)
    sixty = {name: Given(Answer.YES, How.ASKED) for name in list(content.protocol.items)[:60]}
    longest = max(talks, key=len)
    tenfold = {f"{name}{copy}": given for name, given in longest.items() for copy in copies()}
    return {
        "one more answer: visible items and strengths": spread(steps(content, talks, "adult")),
        "one more answer, age unknown (both readings)": spread(steps(content, talks, "unknown")),
        "one more answer, and what to ask next": spread(in_hand(content, talks)),
        "one more answer, 60 questions all yes": spread(steps(content, [sixty] * TIMES, "adult")),
        "one more answer, ten times the items": spread(steps(wide, [tenfold], "adult")),
        "full assessment, ranges, reasons of all five": spread(
            clock(lambda answers=answers: explained(content, answers)) for answers in talks
        ),
        "the same, the longest case": spread(repeat(lambda: explained(content, longest))),
        "the same, ten times the items and answers": spread(repeat(lambda: explained(wide, tenfold))),
        "table of what to ask next": spread(
            clock(lambda answers=answers: worth_asking(content.protocol, content.weights, answers, child=False))
            for answers in talks
        ),
        "the same, ten times the items": spread(
            repeat(lambda: worth_asking(wide.protocol, wide.weights, tenfold, child=False))
        ),
    }


def steps(content: Content, talks: Sequence[Any], age: str) -> list[float]:
    """Each answer of each talk given in turn, and where the case then stands."""
    times = []
    for talk in talks:
        answers = {}
        for item, given in talk.items():
            answers[item] = given
            started = time.perf_counter()
            stand(content.protocol, content.weights, answers, age_band=age)
            times.append(time.perf_counter() - started)
    return times


def in_hand(content: Content, talks: Sequence[Any]) -> list[float]:
    """The same as the window does it: the event folded into the case, and what is worth asking next. No disk."""
    times = []
    for talk in talks:
        case, progress = Case("CODE", edition=content.protocol.id), Progress(content)
        for number, (item, given) in enumerate(talk.items()):
            event = Recorded(AnswerGiven(item, given.answer, given.how, ()), str(number), "", "", "", number, number)
            started = time.perf_counter()
            case = apply(case, event)
            progress.suggested(case)
            times.append(time.perf_counter() - started)
    return times


def explained(content: Content, answers: Any) -> object:
    found = assess(content.protocol, content.weights, answers, age_band="adult")
    return [reasons(content.protocol, found, name) for name in EXPLANATIONS]


def copies() -> tuple[str, ...]:
    return ("", *(f"-{number}" for number in range(2, 11)))


def ten_times(content: Content) -> Content:
    """The edition with each item, indicator and link ten times over, under other names."""
    protocol, weights = content.protocol, content.weights
    topics = tuple(
        dataclasses.replace(
            topic,
            items=tuple(
                dataclasses.replace(
                    item, id=item.id + copy, condition=None if copy else item.condition,
                    yes=tuple(name + copy for name in item.yes), no=tuple(name + copy for name in item.no),
                )
                for item in topic.items
                for copy in copies()
            ),
        )
        for topic in protocol.topics
    )  # fmt: skip
    indicators = {
        name + copy: dataclasses.replace(indicator, id=name + copy)
        for name, indicator in protocol.indicators.items()
        for copy in copies()
    }
    links = tuple(
        dataclasses.replace(link, indicator=link.indicator + copy) for link in weights.links for copy in copies()
    )
    return dataclasses.replace(
        content,
        protocol=dataclasses.replace(protocol, topics=topics, indicators=indicators),
        weights=dataclasses.replace(weights, links=links),
    )


def clock(call: Callable[[], object]) -> float:
    call()
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def repeat(call: Callable[[], object]) -> list[float]:
    return [clock(call) for _ in range(2 * TIMES)]


def spread(times: Any) -> tuple[float, float, float]:
    """Median, 95th percentile and greatest, in milliseconds."""
    ordered = sorted(1000 * each for each in times)
    return ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))], ordered[-1]


def timed_peer(folder: Path) -> dict[str, Any]:
    told = subprocess.run(
        ["node", str(HERE / "engine.mjs"), str(folder)], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, Any] = json.loads(told)
    return found


if __name__ == "__main__":
    main()

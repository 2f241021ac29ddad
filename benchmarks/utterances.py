"""How well what officers say is understood: kind, topic and item of what stands in indicators/training/utterances.

    python -m benchmarks.utterances                     figures and confusion of the kept half
    python -m benchmarks.utterances --half fresh        the same of the fresh set, which is read when all else is done
    python -m benchmarks.utterances --hands --told      kinds of the build half, each hand judged by the others
    python -m benchmarks.utterances --write             make the weights from the build half

The kept half and the fresh set are never trained on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy
from scipy import optimize, sparse

from benchmarks.utterance_data import digest_of
from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import QUESTIONS, TalkSoFar
from screening.domain.scenarios.loader import open_training
from screening.training.question_match import vocabulary
from screening.training.utterance_signs import (
    FOLDER,
    LANGUAGES,
    Example,
    Linear,
    features,
    labelled,
    signs_of,
    topic_features,
)
from screening.training.utterances import clauses, kind_of, kind_together, together, understand
from screening.wording.catalogue.translations import Words

ROOT = settings.indicators_root()
PENALTY, LEAST = 0.02, 0.05


Q = {each.value for each in QUESTIONS}


def rows(half: str) -> list[tuple[str, Example]]:
    """The utterances of a half, each with its language."""
    return [(tag, each) for tag in LANGUAGES for each in labelled(tag, ROOT) if each.half == half]


def bare(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds without what an offer is of."""
    return tuple(each.partition(":")[0] for each in kinds)


def of_kinds(some: Iterable[tuple[str, Example]]) -> list[tuple[dict[str, float], str]]:
    """The clauses of these utterances with their kinds, where it is plain which clause is which."""
    found = []
    for tag, row in some:
        signs, kinds = signs_of(tag, ROOT), bare(row.kinds)
        parts = clauses(signs, row.text)
        if "multiple" in kinds:
            continue
        kinds = kinds if len(kinds) == len(parts) else kinds * len(parts) if len(kinds) == 1 else ()
        found += [(features(signs, list(p.words), p.asked), k) for p, k in zip(parts, kinds, strict=False)]
    return found


def of_topics(some: Iterable[tuple[str, Example]]) -> list[tuple[dict[str, float], str]]:
    """The questions among these utterances with their topics."""
    found = []
    for tag, row in some:
        kinds = bare(row.kinds)
        if not Q & set(kinds):
            continue
        signs = signs_of(tag, ROOT)
        parts = clauses(signs, row.text)
        words = [word for part in (parts if "multiple" in kinds else parts[-1:]) for word in part.words]
        found.append((topic_features(signs, words), row.topic))
    return found


def fitted(told: list[tuple[dict[str, float], str]], penalty: float = PENALTY) -> Linear:
    """Multinomial logistic regression with a quadratic penalty: one best answer, so that it comes out the same."""
    counts = Counter(name for found, _kind in told for name in found)
    names = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count > 1))}
    classes = sorted({kind for _found, kind in told})
    cells = [(row, names[n], v) for row, (found, _kind) in enumerate(told) for n, v in found.items() if n in names]
    rows_, columns, values = (numpy.array(each) for each in zip(*cells, strict=True))
    table = sparse.csr_matrix((values, (rows_, columns)), shape=(len(told), len(names)))
    hot = numpy.zeros((len(told), len(classes)))
    hot[numpy.arange(len(told)), [classes.index(kind) for _found, kind in told]] = 1.0

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(len(names), len(classes))
        scores = table @ weights
        scores -= scores.max(axis=1, keepdims=True)
        whole = numpy.log(numpy.exp(scores).sum(axis=1, keepdims=True))
        shares = numpy.exp(scores - whole)
        value = -((scores - whole) * hot).sum() + penalty / 2 * (flat @ flat)
        return value, (table.T @ (shares - hot) + penalty * weights).ravel()

    best = optimize.minimize(
        loss, numpy.zeros(len(names) * len(classes)), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    weights = best.x.reshape(len(names), len(classes))
    kept = {
        name: tuple(
            (at, round(float(weight), 2)) for at, weight in enumerate(weights[names[name]]) if abs(weight) >= LEAST
        )
        for name in names
    }
    return Linear(tuple(classes), {name: each for name, each in kept.items() if each})


def by_hands(some: list[tuple[str, Example]]) -> Iterator[tuple[str, Linear, list[tuple[str, Example]]]]:
    """Each hand, a model of the kinds of all the others, and what that hand wrote."""
    for hand in sorted({row.hand for _tag, row in some}):
        others = [each for each in some if each[1].hand != hand]
        yield hand, fitted(of_kinds(others)), [each for each in some if each[1].hand == hand]


def kinds_by(model: Linear, tag: str, text: str) -> tuple[str, ...]:
    signs = signs_of(tag, ROOT)
    kinds = [kind_of(signs, each, model) for each in clauses(signs, text)]
    return tuple(kind_together([kinds[at] for at in group]).value for group in together(kinds))


def measured(half: str, told: bool) -> None:
    """Print the figures of a half as the program understands it."""
    protocol = open_content().protocol
    pack = open_training(ROOT, protocol)
    general = tuple(f"training.follow.{each}" for each in pack.lists["follow"])
    scenario = pack.scenarios["iron-box"]
    count: Counter[tuple[str, str]] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    hands: Counter[tuple[str, bool]] = Counter()
    began = time.perf_counter()
    some = rows(half)
    for tag, row in some:
        sought = vocabulary(Words("en"), protocol, scenario, tag, general)
        acts = understand(row.text, tag, sought, TalkSoFar())
        kinds, wanted = {act.kind.value for act in acts}, set(bare(row.kinds))
        count[tag, "all"] += 1
        count[tag, "kind"] += kinds == wanted
        hands[row.hand, kinds == wanted] += 1
        asked = [act for act in acts if act.kind.value in Q]
        if Q & wanted:
            right = any((act.topic or "") == row.topic for act in asked)
        else:
            offers = {each.partition(":")[2] for each in row.kinds} - {""}
            right = bool(kinds & wanted) and offers <= {act.offers for act in acts}
        count[tag, "about"] += right
        if row.item and Q & wanted:
            count[tag, "items"] += 1
            count[tag, "item"] += any(act.item == row.item for act in asked)
        if kinds != wanted:
            confusion["+".join(bare(row.kinds)), "+".join(act.kind.value for act in acts)] += 1
        if told and (kinds != wanted or not right):
            print(tag, row.kinds, row.topic, "->", [(act.kind.value, act.topic, act.offers) for act in acts], row.text)
    spent = (time.perf_counter() - began) / len(some) * 1000
    for tag in LANGUAGES:
        n, items = count[tag, "all"], count[tag, "items"]
        kind, about, item = (count[tag, name] for name in ("kind", "about", "item"))
        print(
            f"{tag}: {n} utterances; kind right {kind / n:.1%}; topic or act {about / n:.1%}; item {item / items:.1%}"
        )
    print(f"{spent:.1f} ms an utterance")
    for hand in sorted({each[0] for each in hands}):
        good, bad = hands[hand, True], hands[hand, False]
        print(f"hand {hand}: {good / (good + bad):.1%} of {good + bad}")
    for (wanted_, found), times in confusion.most_common():
        print(f"{times:3} {wanted_} -> {found}")


def write() -> None:
    """Make the two models of the build half."""
    some = rows("build")
    for name, told in (("kinds", of_kinds(some)), ("topics", of_topics(some))):
        model = fitted(told)
        lines = ",\n".join(
            f"{json.dumps(each)}:{json.dumps(row, separators=(',', ':'))}" for each, row in model.weights.items()
        )
        head = f'"made_from":"{digest_of(ROOT)}",\n"classes":{json.dumps(list(model.classes))}'
        text = f'{{{head},\n"weights":{{\n{lines}\n}}}}\n'
        (ROOT / FOLDER / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="make the weights from the build half")
    options.add_argument("--hands", action="store_true", help="kinds of the build half, each hand judged by the others")
    options.add_argument("--half", default="kept")
    options.add_argument("--told", action="store_true", help="print what was not understood")
    chosen = options.parse_args()
    if chosen.write:
        write()
    elif chosen.hands:
        good: Counter[tuple[str, bool]] = Counter()
        for hand, model, part in by_hands(rows("build")):
            for tag, row in part:
                found = kinds_by(model, tag, row.text)
                right = set(found) == set(bare(row.kinds))
                good.update(((tag, right), (hand, right)))
                if chosen.told and not right:
                    print(tag, row.kinds, "->", found, row.text)
            print(f"hand {hand}: {good[hand, True] / len(part):.1%} of {len(part)}", flush=True)
        for tag in LANGUAGES:
            print(f"{tag}: kind right {good[tag, True] / (good[tag, True] + good[tag, False]):.1%}")
    else:
        measured(chosen.half, chosen.told)

"""Random interviews with what is to be seen after every step, and cases as FHIR bundles, for other programs to repeat.

    python benchmarks/fhir/paths.py FOLDER

writes the Questionnaire of each edition, one of the present edition's items under random conditions ("knotted"), 200
interviews for the present edition and the knotted one, and 50 cases handed over.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening.casework.content.edition import Content, open_content
from screening.casework.interview.interview import Interview
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.case.case import fold
from screening.domain.case.release import Release, ReleaseGround
from screening.domain.events.catalogue import AnswerGiven, AssessmentOpened, CaseOpened, Event, Recorded, TalkStopped
from screening.domain.protocol.conditions import Condition, Is, Not, Some
from screening.domain.protocol.editions import read_editions
from screening.domain.protocol.model import Protocol
from screening.handover import fhir, fhir_form
from screening.settings import indicators_root
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words

ALL = Release("police-trafficking", {"signs": ReleaseGround.YES, "needs": ReleaseGround.YES})
SEED = 20261128
PATHS = 200
CASES = 50
Json = dict[str, Any]


def knotted(protocol: Protocol, chance: random.Random) -> Protocol:
    """The same items, half of them under a random condition that ``enableWhen`` can say, on items that have none."""
    names = list(protocol.items)
    roots = [name for name in names if protocol.items[name].condition is None and chance.random() < 0.5]
    items = {
        name: item if name in roots else replace(item, condition=_condition(roots, chance))
        for name, item in protocol.items.items()
    }
    topics = tuple(replace(topic, items=tuple(items[each.id] for each in topic.items)) for topic in protocol.topics)
    return replace(protocol, topics=topics)


def _condition(roots: list[str], chance: random.Random) -> Condition:
    parts: list[Condition] = []
    for name in chance.sample(roots, chance.randint(1, 3)):
        one = Is(name, chance.choice((Answer.YES, Answer.NO)))
        parts.append(Not(one) if chance.random() < 0.4 else one)
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def path(protocol: Protocol, chance: random.Random) -> list[Json]:
    """An interview item by item with changes of mind; after each step what our rules show."""
    given: dict[str, Given] = {}
    steps: list[Json] = []
    for name in protocol.items:
        if chance.random() < 0.5:
            continue
        # Now and then an earlier answer is given anew.
        again = chance.choice([*given, name]) if chance.random() < 0.2 else name
        for each in dict.fromkeys((again, name)):
            if each not in shown(protocol, given):
                continue
            given[each] = Given(chance.choice(protocol.items[each].allowed))
            steps.append({"item": each, "answer": given[each].answer.value, "hidden": hidden(protocol, given)})
    return steps


def shown(protocol: Protocol, given: dict[str, Given]) -> set[str]:
    return {
        name
        for name, item in protocol.items.items()
        if item.condition is None or item.condition.holds(given) is not False
    }


def hidden(protocol: Protocol, given: dict[str, Given]) -> list[str]:
    return sorted(set(protocol.items) - shown(protocol, given))


def handed_over(content: Content, chance: random.Random, number: int) -> Json:
    """A case as it is handed over."""
    events: list[Event] = [CaseOpened(content.protocol.id, "workplace", "field")]
    for name, item in content.protocol.items.items():
        if chance.random() < 0.4:
            where = chance.choice([None, *Where])
            events.append(AnswerGiven(name, chance.choice(item.allowed), chance.choice(list(How)), (), where))
    events += [AssessmentOpened(content.protocol.id, (), "0" * 64), TalkStopped("finished")]
    recorded = [
        Recorded(event, f"{at:064}", "2026-11-28T09:00:00Z", "Officer", "A" * 24, at, at)
        for at, event in enumerate(events, start=1)
    ]
    interview = Interview(content, fold(f"CASE-{number}", recorded), Words("en"), "labour-officer")
    sender = fhir.Sender("Department", "officer", "AAAA BBBB", "2026-11-28T09:00:00Z")
    return fhir.bundle(interview, sender, ALL, "Police", form=True)


def _form(protocol: Protocol) -> Json:
    """The form with every translation, as ``screening hand-over questionnaire`` writes it."""
    words = [Words(pack.tag, edition=protocol.id) for pack in shown_languages() if pack.tag != "en"]
    return fhir_form.questionnaire(protocol, Words("en", edition=protocol.id), words)


def main() -> None:
    folder, chance = Path(sys.argv[1]), random.Random(SEED)
    content = open_content()
    forms = {name: open_content(name).protocol for name in sorted(read_editions(indicators_root(), []))}
    forms["knotted"] = knotted(content.protocol, chance)
    for name, protocol in forms.items():
        _write(folder / f"form-{name}.json", _form(protocol))
    for name in (content.protocol.id, "knotted"):
        _write(folder / f"paths-{name}.json", [path(forms[name], chance) for _ in range(PATHS)])
    _write(folder / "cases.json", [handed_over(content, chance, number) for number in range(CASES)])


def _write(place: Path, told: Any) -> None:
    place.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()

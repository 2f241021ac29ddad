"""Read the folder of invented cases strictly, against an edition, and report all of its problems at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from screening.domain.answers import How
from screening.domain.content.keys import DAY, LISTED, NEEDED, SAID, TEXT, TEXTS, Key, Shape, one, several
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, built, read_file, shape_of, sound
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.practice.acts import ActKind as ActKind
from screening.domain.practice.person import FEELINGS, INTERPRETERS, WHEN, ActRule, FeelingLimits, Nature, Rules
from screening.domain.protocol.model import IndicatorSort, Protocol
from screening.domain.scenarios.model import (
    FORMS,
    LABELS,
    LISTS,
    MORE_TOLD,
    SELF,
    STATES,
    Drilled,
    Fact,
    Layer,
    QuestionKind,
    Sample,
    Scenario,
    TrainingPack,
    Vignette,
)
from screening.domain.scoring.assessment import PATHS, Assessment, assess
from screening.domain.scoring.weights import Weights

FOLDER = "training"
NO_SAMPLE = Sample("", "", "", 0, 0, (), "")
LEAST_SCENARIOS, LEAST_OTHER, LEAST_CHILDREN, LEAST_INTERPRETED = 24, 10, 4, 4
QUIZ = 12


_FEELING = Key("number", whole=(0, 100))
SECTORS = (
    "agriculture", "begging", "construction", "domestic", "entertainment", "factory", "fishing", "food", "home",
    "marriage", "on the way", "scam", "services", "study", "waste",
)  # fmt: skip
PERSON = shape_of(
    Nature, **dict.fromkeys((*FEELINGS, "yields"), _FEELING), through=Key("text", choices=INTERPRETERS), unknown=TEXTS,
    fears=TEXT, hides=TEXT, normal=TEXT, **dict.fromkeys(SELF, NEEDED),
)  # fmt: skip
SCENARIO: Shape = {
    "scenario": one(
        id=NEEDED, title=NEEDED, label=Key("text", True, LABELS), age_band=Key("text", True, ("adult", "child")),
        malaysian=SAID, child_interviewers=SAID, basis=NEEDED, opening=NEEDED, player=NEEDED,
        sector=Key("text", True, SECTORS), difficulty=Key("number", True, whole=(1, 3)),
    ),
    "person": Key("table", needed=True, shape=PERSON),
    "fact": several(
        **shape_of(Fact, ("placed",), text=NEEDED, how=Key("text", choices=(How.TOLD, How.SEEN, How.DOCUMENT)))
    ),
    "key": one(paths=Key("texts", True, PATHS), indicators=TEXTS, trap=NEEDED),
    "absent": several(text=NEEDED),
    "notes": one(trainer=NEEDED, debrief=NEEDED),
}  # fmt: skip
QUIZ_FILE: Shape = {"quiz": several(
    **shape_of(Vignette, form=Key("text", True, FORMS), difficulty=Key("number", True, whole=(1, 3))), text=NEEDED,
    why=NEEDED,
)}  # fmt: skip
DRILL_FILE: Shape = {"drill": several(kind=Key("text", True, tuple(QuestionKind)), text=NEEDED, instead=TEXT)}
_CHANGE = Key("number", whole=(-100, 100))
PERSON_FILE: Shape = {
    "title": NEEDED, "checked_on": DAY, "verified": SAID, "refresh": Key("numbers", True),
    "limits": one(**dict.fromkeys((each.name for each in fields(FeelingLimits)), Key("number", True, whole=(0, 100)))),
    "hard": several(trust=Key("number", True, whole=(0, 100)), shame=_FEELING), "own": several(words=LISTED),
    "law": several(statement=NEEDED), "turned": LISTED, "barred": LISTED, "part": several(words=LISTED),
    "rule": several(
        **shape_of(
            ActRule, when=Key("text", choices=WHEN), closes=_FEELING, reopens=_FEELING, most=_FEELING,
            **dict.fromkeys(FEELINGS, _CHANGE), reason=NEEDED, source=NEEDED,
        )
    ),
}  # fmt: skip
SAMPLE_FILE: Shape = {"sample": one(**shape_of(
    Sample, begun=Key("number", True, whole=(2, 365)), again=Key("number", True, whole=(1, 364)),
    views=Key("texts", True, VIEWS), sureness=Key("text", True, SURENESS),
))}  # fmt: skip
CLASS_FILE: Shape = dict.fromkeys(LISTS, several(text=NEEDED))


def read_training(root: Path, protocol: Protocol) -> tuple[TrainingPack | None, tuple[Problem, ...], int]:
    """Return the pack under ``root / "training"``, every problem found, and the number of files.

    ``root`` is the folder of the editions. The pack is None when there is any problem.
    """
    reader = _Reader(root / FOLDER, protocol)
    pack = reader.pack()
    return (None if reader.problems else pack), tuple(sorted(set(reader.problems))), reader.count


def open_training(root: Path, protocol: Protocol) -> TrainingPack:
    """Return the pack. Raises BadInput("training-unsound") when there is any problem in it."""
    pack, problems, _ = read_training(root, protocol)
    return sound(pack, problems, "training-unsound")


class _Reader:
    def __init__(self, folder: Path, protocol: Protocol) -> None:
        self.folder = folder
        self.protocol = protocol
        self.topics = [topic.id for topic in protocol.topics]
        self.problems: list[Problem] = []
        self.count = 0

    def read(self, path: Path, shape: Shape) -> tuple[ContentFile, Mapping[str, Any]] | None:
        self.count += 1
        name = f"indicators/{FOLDER}/{path.relative_to(self.folder).as_posix()}"
        before = len(self.problems)
        file = read_file(path, name, self.problems)
        parts = {} if file is None else file.parts(shape)
        return None if file is None or len(self.problems) > before else (file, parts)

    def pack(self) -> TrainingPack:
        self.stray()
        scenarios: dict[str, Scenario] = {}
        for path in sorted((self.folder / "scenarios").glob("*.toml")):
            read = self.read(path, SCENARIO)
            if read is not None and "person" in read[1]:
                scenario = self.scenario(*read)
                scenarios[scenario.id] = scenario
        self.whole(scenarios)
        quiz, drill = self.read(self.folder / "quiz.toml", QUIZ_FILE), self.read(self.folder / "drill.toml", DRILL_FILE)
        common = self.read(self.folder / "class.toml", CLASS_FILE)
        lists = {} if common is None else {name: common[0].once(name, rows) for name, rows in common[1].items()}
        rules = self.read(self.folder / "person.toml", PERSON_FILE)
        sample = self.read(self.folder / "sample.toml", SAMPLE_FILE)
        return TrainingPack(
            self.sample(*sample, scenarios) if sample else NO_SAMPLE,
            scenarios,
            tuple(self.vignettes(*quiz)) if quiz else (),
            tuple(self.drilled(*drill)) if drill else (),
            self.rules(*rules) if rules else Rules(FeelingLimits(*(0,) * len(fields(FeelingLimits))), {}, ()),
            {row["id"]: row["statement"] for row in rules[1]["law"]} if rules else {},
            tuple(rules[1]["turned"]) if rules else (),
            tuple(rules[1]["barred"]) if rules else (),
            {row["id"]: tuple(row["words"]) for row in rules[1]["part"]} if rules else {},
            {row["id"]: tuple(row["words"]) for row in rules[1]["own"]} if rules else {},
            tuple(rules[1]["refresh"]) if rules else (),
            frozenset(self.protective()),
            {name: tuple(row["id"] for row in rows) for name, rows in lists.items()},
        )

    def stray(self) -> None:
        known = {"quiz.toml", "drill.toml", "class.toml", "person.toml", "sample.toml"}
        for path in sorted(self.folder.rglob("*.toml")):
            name = path.relative_to(self.folder).as_posix()
            if name not in known and not (name.startswith(("scenarios/", "utterances/")) and name.count("/") == 1):
                what, remedy = "Nothing reads this file.", "Put a scenario into the folder scenarios."
                self.problems.append(Problem(f"indicators/{FOLDER}/{name}", "the file", what, remedy))

    def rules(self, file: ContentFile, parts: Mapping[str, Any]) -> Rules:
        for row in parts["hard"]:
            file.knows(file.place("hard", row["id"]), "topic", row["id"], self.topics, "Take one that it has.")
        rules = tuple(built(ActRule, row) for row in file.once("rule", parts["rule"]))
        for kind in ActKind:
            if not any(rule.act is kind and not (rule.when or rule.offer) for rule in rules):
                file.tell("rule", f'No rule says what "{kind.value}" does.', "Add one without when and offer.")
        days = parts["refresh"]
        if not days or days != sorted(days) or not all(isinstance(each, int) and 1 <= each <= 365 for each in days):
            file.tell(f"line {file.line_with('refresh')}", "The days do not go up.", "Write such as [1, 7, 30].")
        for row in parts["own"]:
            if row["id"] not in (*SELF, MORE_TOLD, *STATES):
                file.tell(file.place("own", row["id"]), "Nothing is said to it.", f"Its ids are: {', '.join(SELF)}.")
        trust = {row["id"]: row["trust"] for row in parts["hard"]}
        shame = {row["id"]: row["shame"] for row in parts["hard"] if "shame" in row}
        return Rules(built(FeelingLimits, parts["limits"]), trust, rules, shame)

    def sample(self, file: ContentFile, parts: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> Sample:
        found = built(Sample, parts["sample"])
        settings = self.protocol.settings
        person = scenarios.get(found.person)
        if person is None or person.age_band != "adult":
            file.tell("person", f'No scenario about an adult is called "{found.person}".', "Take one of scenarios.")
        file.knows("setting", "setting", found.setting, settings, f"They are: {', '.join(sorted(settings))}.")
        if found.again >= found.begun:
            file.tell("again", "The second session is not after the first.", "Make again smaller than begun.")
        return found

    def protective(self) -> Iterator[str]:
        for item in self.protocol.items.values():
            found = [self.protocol.indicators[name] for name in item.yes if name in self.protocol.indicators]
            if any(each.sort is IndicatorSort.COUNTER for each in found):
                yield item.id

    def scenario(self, file: ContentFile, parts: Mapping[str, Any]) -> Scenario:
        head = parts["scenario"]
        stem = file.name.rpartition("/")[2].removesuffix(".toml")
        if head["id"] != stem:
            what = f'The scenario is "{head["id"]}" and its file "{stem}".'
            file.tell("id", what, "Give both the same name.")
        absent = file.once("absent", parts["absent"])
        facts = tuple(fact for row in file.once("fact", parts["fact"]) if (fact := self.fact(file, row)) is not None)
        for layer in Layer:
            if not any(fact.layer is layer for fact in facts):
                what = f"No fact stands in layer {int(layer)}."
                file.tell("fact", what, "A role card has all three: at once, when safe, later.")
        raised = {name for fact in facts if fact.layer <= Layer.WHEN_SAFE for name in self.raised(fact)}
        for name in parts["key"].get("indicators", []):
            self.key_indicator(file, name, raised)
        carried = {item for fact in facts if fact.layer <= Layer.WHEN_SAFE for item in fact.yes}
        for row in absent:
            place = file.place("absent", row["id"])
            self.known_item(file, place, row["id"])
            if row["id"] in carried:
                what = f'"{row["id"]}" is not present, and a fact of a first talk says yes to it.'
                file.tell(place, what, "Take it out of one of the two.")
        if head["child_interviewers"] != (head["age_band"] == "child"):
            what = "A child's card is for child interviewers only, and no other card is."
            file.tell("scenario", what, "Set child_interviewers to go with age_band.")
        person, key = parts["person"], {"indicators": (), **parts["key"]}
        unknown = tuple(person.get("unknown", ()))
        for item in unknown:
            self.known_item(file, "[person]", item)
        return built(
            Scenario, {**head, **key}, facts=facts, absent=tuple(row["id"] for row in absent), unknown=unknown,
            nature=built(Nature, person),
        )  # fmt: skip

    def fact(self, file: ContentFile, row: Mapping[str, Any]) -> Fact | None:
        place = file.place("fact", row["id"])
        if row["layer"] not in tuple(Layer):
            file.tell(place, f"There is no layer {row['layer']}.", "Its layers are: 1, 2, 3.")
            return None
        file.knows(place, "topic", row["topic"], self.topics, f"The topics are: {', '.join(self.topics)}.")
        fact = built(Fact, row)
        for item in (*fact.yes, *fact.no):
            self.known_item(file, place, item)
        for item in set(fact.yes) & set(fact.no):
            file.tell(place, f'"{item}" is answered yes and no.', "Keep one of the two.")
        placed = tuple(item for item in fact.yes if item in self.protocol.items and self.protocol.items[item].where)
        if fact.where is not None and not placed:
            what = "It has a place, and no item that it says yes to takes one."
            file.tell(place, what, "Take where out, or answer yes to an item of harm.")
        return replace(fact, placed=placed)

    def known_item(self, file: ContentFile, place: str, item: str) -> None:
        if item not in self.protocol.items:
            what = f'The edition {self.protocol.id} has no item "{item}".'
            file.tell(place, what, "Take an id that screening questions lists.")

    def raised(self, fact: Fact) -> Iterator[str]:
        for item in fact.yes:
            if item in self.protocol.items:
                yield from self.protocol.items[item].yes

    def key_indicator(self, file: ContentFile, name: str, raised: set[str]) -> None:
        if name not in self.protocol.indicators:
            what, remedy = f'The edition {self.protocol.id} has no indicator "{name}".', "Take one that it has."
        elif name not in raised:
            what = f'"{name}" is in the key, and no fact of a first talk brings it to light.'
            remedy = "Add a fact in layer 1 or 2, or take it out of the key."
        else:
            return
        file.tell(f"line {file.line_with('indicators')}, key", what, remedy)

    def whole(self, scenarios: Mapping[str, Scenario]) -> None:
        """Report what does not hold of all scenarios together (TR3)."""
        every = list(scenarios.values())

        def tell(what: str, remedy: str) -> None:
            self.problems.append(Problem(f"indicators/{FOLDER}/scenarios", "the folder", what, remedy))

        if len(every) < LEAST_SCENARIOS:
            tell(f"There are {len(every)} scenarios.", f"Write at least {LEAST_SCENARIOS}.")
        for least, found, what in (
            (LEAST_OTHER, sum(not each.trafficking for each in every), "something other than trafficking"),
            (LEAST_CHILDREN, sum(each.child_interviewers for each in every), "about a child"),
            (LEAST_INTERPRETED, sum(bool(each.nature.through) for each in every), "through an interpreter"),
        ):
            if found < least:
                tell(f"{found} of the scenarios are {what}.", f"Write at least {least}.")
        if not any(each.trafficking and each.malaysian for each in every):
            tell("No scenario is about a Malaysian.", "Add one: citizens are missed because nobody expects them.")

    def vignettes(self, file: ContentFile, parts: Mapping[str, Any]) -> Iterator[Vignette]:
        rows = [built(Vignette, row) for row in file.once("quiz", parts["quiz"])]
        forms = [[row for row in rows if row.form == name] for name in FORMS]
        for name, form in zip(FORMS, forms, strict=True):
            if len(form) != QUIZ:
                file.tell("quiz", f'Form "{name}" has {len(form)} short cases.', f"It has {QUIZ} (TR12).")
        for what, of in (("answer", lambda row: row.choice.value), ("difficulty", lambda row: row.difficulty)):
            first, second = (Counter(map(of, form)) for form in forms)
            if first != second:
                told = ", ".join(str(each) for each in sorted((first - second) + (second - first)))
                file.tell("quiz", f"The forms differ by {what}: {told}.", "Give both as many cases of each.")
        yield from rows

    def drilled(self, file: ContentFile, parts: Mapping[str, Any]) -> Iterator[Drilled]:
        for row in file.once("drill", parts["drill"]):
            kind, better = QuestionKind(row["kind"]), "instead" in row
            if kind in (QuestionKind.LEADING, QuestionKind.WHY, QuestionKind.MULTIPLE) and not better:
                place = file.place("drill", row["id"])
                file.tell(place, "It says nothing better.", "Add instead = an open question.")
            yield Drilled(row["id"], kind, better)


def reading_of(scenario: Scenario, protocol: Protocol, weights: Weights) -> Assessment:
    """Return the reading of everything that a first talk can bring to light."""
    return assess(protocol, weights, scenario.answers(), age_band=scenario.age_band)


def key_problems(pack: TrainingPack, protocol: Protocol, weights: Weights) -> Iterator[Problem]:
    """Yield a problem for each key that does not agree with the scoring: mend the card, never the scoring."""
    for scenario in pack.scenarios.values():
        file = f"indicators/training/scenarios/{scenario.id}.toml"
        found = reading_of(scenario, protocol, weights)
        if found.first != scenario.label:
            what = f'The card is "{scenario.label}" and reads as "{found.first}".'
            yield Problem(file, "scenario", what, "Mend the facts of layers 1 and 2, or the label.")
        for path in scenario.paths:
            if path not in found.paths:
                what = f'The key has the path "{path}", and the facts do not lead to it.'
                yield Problem(file, "key", what, "Mend the facts or take the path out.")
        if scenario.trafficking is not found.flagged:
            what = "The facts " + ("lead" if found.flagged else "do not lead") + " to formal identification."
            yield Problem(file, "scenario", what, "Mend the facts of layers 1 and 2, or the label.")
        for name in scenario.indicators:
            if name not in found.signs or not found.signs[name].present:
                what = f'"{name}" is in the key and counts for nothing at this age.'
                yield Problem(file, "key", what, "Take it out, or mend the age band.")

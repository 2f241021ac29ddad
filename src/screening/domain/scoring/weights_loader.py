"""Read an edition's ``weights.toml`` and report all of its problems at once; nothing falls back silently."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from screening.domain.answers import How, Where
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import File, Key, check_shape, read_file, tables
from screening.domain.protocol.model import Protocol
from screening.domain.protocol.schema import NEVER
from screening.domain.protocol.validation import forbidden
from screening.domain.scoring.inference import LABOUR
from screening.domain.scoring.weights import (
    EXPLANATIONS,
    Asking,
    Hidden,
    Link,
    Origin,
    Range,
    Requirement,
    Thresholds,
    Weights,
)
from screening.errors import BadInput

NEEDED = Key("text", needed=True)
RANGE = Key("numbers", needed=True)
CAUSE = {
    "id": NEEDED, "states": Key("texts", needed=True), "prior": Key("table", needed=True), "rationale": NEEDED,
    "source": NEEDED, **NEVER,
}  # fmt: skip
DIMENSION = {
    "id": NEEDED, "name": NEEDED, "cause": NEEDED, "adult": Key("table", needed=True), "child": Key("table"),
    "beside": Key("numbers"), "elsewhere": Key("table"), "rationale": NEEDED, "source": NEEDED, **NEVER,
}  # fmt: skip
REQUIREMENT = {
    "id": Key("text", needed=True, choices=("act", "means", "purpose")), "leak": RANGE, "adult_only": Key("flag"),
    "shows": Key("table", needed=True), "rationale": NEEDED, "source": NEEDED, **NEVER,
}  # fmt: skip
DEGREE = {"id": NEEDED, "chance": RANGE, "rationale": NEEDED, "source": NEEDED, **NEVER}
CLASS = {
    "id": NEEDED,
    "present": RANGE,
    "absent": RANGE,
    "denied": RANGE,
    "rationale": NEEDED,
    "source": NEEDED,
    **NEVER,
}
LINK = {
    "indicator": NEEDED, "dimension": NEEDED, "class": NEEDED, "rationale": NEEDED, "source": NEEDED,
    "present": Key("numbers"), "absent": Key("numbers"), "denied": Key("numbers"), **NEVER,
}  # fmt: skip
HOW = {"id": Key("text", needed=True, choices=tuple(How)), "share": RANGE, "rationale": NEEDED, **NEVER}
DECISION = {
    "refer_from": Key("number", needed=True), "hold_from": Key("number", needed=True),
    "some_from": Key("number", needed=True), "moderate_from": Key("number", needed=True),
    "strong_from": Key("number", needed=True), "asked_share": Key("number", needed=True),
    "seen_from": Key("number"), "clearer_by": Key("number"), "speaks_from": Key("number"),
    "contrast_from": Key("number"),
    "missed_cost": Key("number", needed=True), "needless_cost": Key("number", needed=True), "rationale": NEEDED,
    "source": NEEDED, "locked_on": Key("date", needed=True), **NEVER,
}  # fmt: skip
ASKING = {
    "ask_from": Key("number", needed=True), "harm_burden": Key("number", needed=True),
    "silence_burden": Key("number", needed=True), "core_worth": Key("number", needed=True),
    "weight": Key("table", needed=True), "rationale": NEEDED, "source": NEEDED, **NEVER,
}  # fmt: skip
TOP = {
    "edition": NEEDED, "note": NEEDED, "decision": Key("table", needed=True), "asking": Key("table", needed=True),
    "how": Key("tables", needed=True), "cause": Key("tables", needed=True), "dimension": Key("tables", needed=True),
    "class": Key("tables", needed=True), "link": Key("tables", needed=True), "requirement": Key("tables"),
    "degree": Key("tables"), "built_with": Key("texts"), **NEVER,
}  # fmt: skip


def read_weights(folder: Path, protocol: Protocol) -> tuple[Weights | None, tuple[Problem, ...]]:
    """Return the weights of the edition in ``folder`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    name = f"indicators/{folder.name}/weights.toml"
    file = read_file(folder / "weights.toml", name, problems)
    if file is None or not check_shape(file.data, TOP, name, "the file", problems):
        return None, tuple(problems)
    weights = _Reader(file, protocol, problems).weights()
    return (None if problems else weights), tuple(sorted(set(problems)))


def open_weights(folder: Path, protocol: Protocol) -> Weights:
    """Return the weights of an edition. Raises BadInput("weights-unsound")."""
    weights, problems = read_weights(folder, protocol)
    if weights is None:
        raise BadInput("weights-unsound", edition=folder.name, count=len(problems))
    return weights


class _Reader:
    def __init__(self, file: File, protocol: Protocol, problems: list[Problem]) -> None:
        self.file = file
        self.protocol = protocol
        self.problems = problems

    def problem(self, place: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file.name, place, what, remedy))

    def sourced(self, place: str, name: str) -> str:
        if name not in self.protocol.sources:
            self.problem(place, f'Its source "{name}" does not exist.', "Write the id of a source in sources.toml.")
        return name

    def allowed(self, place: str, name: str) -> None:
        if why := forbidden(name):
            self.problem(place, f'"{name}" may not exist. {why}', "Take it out.")

    def range(self, value: Any, place: str, name: str) -> Range:
        """Three numbers in order, all strictly between 0 and 1 (1 is allowed at the top end)."""
        if not isinstance(value, list) or len(value) != 3 or not all(isinstance(part, int | float) for part in value):
            self.problem(place, f'"{name}" is not three numbers.', f"Write {name} = [low, best, high].")
            return Range(0.5, 0.5, 0.5)
        low, best, high = (float(part) for part in value)
        if not 0.0 < low <= 1.0 or not 0.0 < high <= 1.0 or not 0.0 < best <= 1.0:
            self.problem(
                place, f'"{name}" leaves the range from 0 to 1.', "Every chance lies above 0 and at most at 1."
            )
            return Range(0.5, 0.5, 0.5)
        if not low <= best <= high:
            self.problem(place, f'"{name}" is out of order.', "Write low, best, high, the smallest first.")
            return Range(0.5, 0.5, 0.5)
        return Range(low, best, high)

    def states(self, value: Mapping[str, Any], states: tuple[str, ...], place: str, name: str) -> dict[str, Range]:
        if set(value) != set(states):
            self.problem(
                place, f'"{name}" does not name the states of its cause.', f"Its states are: {', '.join(states)}."
            )
        return {state: self.range(value.get(state), place, f"{name}.{state}") for state in states}

    def weights(self) -> Weights:
        if self.file.data["edition"] != self.protocol.id:
            self.problem("edition", f'It is for edition "{self.file.data["edition"]}".', f'Write "{self.protocol.id}".')
        causes = self.causes()
        dimensions = self.dimensions({each.id: each for each in causes})
        return Weights(
            self.protocol.id,
            causes,
            dimensions,
            self.links({each.id for each in dimensions}),
            self.how(),
            self.thresholds(),
            self.asking(),
            self.requirements(),
            tuple(self.file.data.get("built_with", ())),
        )

    def requirements(self) -> tuple[Requirement, ...]:
        degrees = {}
        for row in tables(self.file, "degree", DEGREE, self.problems):
            degrees[row["id"]] = self.range(row["chance"], self.file.place("degree", row["id"]), "chance")
            self.sourced(self.file.place("degree", row["id"]), row["source"])
        found = []
        for row in tables(self.file, "requirement", REQUIREMENT, self.problems):
            place = self.file.place("requirement", row["id"])
            shows = {}
            for name, degree in row["shows"].items():
                if name not in self.protocol.indicators:
                    self.problem(place, f'There is no indicator "{name}".', "Write the id of an indicator.")
                elif degree not in degrees:
                    self.problem(place, f'There is no degree "{degree}".', f"Degrees are: {', '.join(degrees)}.")
                else:
                    shows[name] = degrees[degree]
            leak = self.range(row["leak"], place, "leak")
            source = self.sourced(place, row["source"])
            found.append(Requirement(row["id"], leak, shows, row.get("adult_only", False), row["rationale"], source))
        return tuple(found)

    def elsewhere(self, row: Mapping[str, Any], place: str) -> dict[Where | None, str]:
        """Per place but work, the dimension of harm there; "unknown" is a place that is not known."""
        places: dict[str, Where | None] = {where.value: where for where in Where if where is not Where.WORK}
        places["unknown"] = None
        found: dict[Where | None, str] = {}
        for name, dimension in row.get("elsewhere", {}).items():
            if name not in places:
                self.problem(place, f'"elsewhere" has no place "{name}".', f"Places are: {', '.join(places)}.")
            elif not isinstance(dimension, str):
                self.problem(place, f'"elsewhere.{name}" is no dimension.', "Write the id of a dimension.")
            else:
                found[places[name]] = dimension
        return found

    def causes(self) -> tuple[Origin, ...]:
        found = []
        for row in tables(self.file, "cause", CAUSE, self.problems):
            states = tuple(row["states"])
            for name in (row["id"], *states):
                self.allowed(f"cause {row['id']}", name)
            prior = self.states(row["prior"], states, f"cause {row['id']}", "prior")
            source = self.sourced(f"cause {row['id']}", row["source"])
            found.append(Origin(row["id"], states, prior, row["rationale"], source))
        named = {state for cause in found for state in cause.states}
        for explanation in EXPLANATIONS:
            if explanation not in named:
                self.problem("cause", f'No cause has the state "{explanation}".', "Add it to the states of a cause.")
        return tuple(found)

    def dimensions(self, causes: Mapping[str, Origin]) -> tuple[Hidden, ...]:
        found: dict[str, Hidden] = {}
        for row in tables(self.file, "dimension", DIMENSION, self.problems):
            place = self.file.place("dimension", row["id"])
            self.allowed(place, row["id"])
            if row["cause"] not in causes:
                self.problem(place, f'Its cause "{row["cause"]}" does not exist.', f"Causes are: {', '.join(causes)}.")
                continue
            if row["id"] in found:
                self.problem(place, f'The id "{row["id"]}" is used twice.', "Give one of them another id.")
            states = causes[row["cause"]].states
            adult = self.states(row["adult"], states, place, "adult")
            child = self.states(row["child"], states, place, "child") if "child" in row else adult
            source = self.sourced(place, row["source"])
            beside = self.range(row["beside"], place, "beside") if "beside" in row else None
            found[row["id"]] = Hidden(
                row["id"], row["name"], row["cause"], adult, child, row["rationale"], source, beside,
                self.elsewhere(row, place),
            )  # fmt: skip
        for each in found.values():
            for name in dict.fromkeys(each.elsewhere.values()):
                if name not in found:
                    place = self.file.place("dimension", each.id)
                    self.problem(place, f'There is no dimension "{name}".', "Write the id of a dimension.")
        breach = found.get(LABOUR)
        if breach is None or not {"trafficking", "labour_violation"} <= set(causes[breach.cause].states):
            what = f'There is no dimension "{LABOUR}" under a cause with trafficking and labour_violation.'
            self.problem("dimension", what, "Add it: pay and hours in breach hold beside trafficking.")
        elif breach.beside is None:
            what = '"beside" is missing.'
            self.problem(self.file.place("dimension", LABOUR), what, "Write beside = [low, best, high].")
        return tuple(found.values())

    def links(self, dimensions: set[str]) -> tuple[Link, ...]:
        classes = {}
        for row in tables(self.file, "class", CLASS, self.problems):
            place = self.file.place("class", row["id"])
            classes[row["id"]] = {name: self.range(row[name], place, name) for name in ("present", "absent", "denied")}
        found = []
        linked = set()
        for row in tables(self.file, "link", LINK, self.problems):
            place = f"link {row['indicator']}"
            if row["indicator"] not in self.protocol.indicators:
                self.problem(place, f'There is no indicator "{row["indicator"]}".', "Write the id of an indicator.")
                continue
            if row["dimension"] not in dimensions:
                self.problem(place, f'There is no dimension "{row["dimension"]}".', "Write the id of a dimension.")
                continue
            if row["class"] not in classes:
                self.problem(place, f'There is no class "{row["class"]}".', f"Classes are: {', '.join(classes)}.")
                continue
            values = {
                name: self.range(row[name], place, name) if name in row else value
                for name, value in classes[row["class"]].items()
            }
            if values["present"].low <= values["absent"].high:
                what = 'A "yes" would not be likelier when the dimension holds.'
                self.problem(place, what, "Set present.low above absent.high.")
            linked.add(row["indicator"])
            source = self.sourced(place, row["source"])
            found.append(Link(row["indicator"], row["dimension"], **values, rationale=row["rationale"], source=source))
        for name in self.protocol.indicators:
            if name not in linked:
                self.problem(
                    "link", f'The indicator "{name}" has no weight.', f'Add a [[link]] with indicator = "{name}".'
                )
        return tuple(found)

    def how(self) -> dict[How, Range]:
        found = {
            How(row["id"]): self.range(row["share"], f"how {row['id']}", "share")
            for row in tables(self.file, "how", HOW, self.problems)
        }
        for how in How:
            if how not in found:
                self.problem("how", f'"{how}" has no share.', f'Add a [[how]] with id = "{how}".')
        return found

    def thresholds(self) -> Thresholds:
        row = self.file.data["decision"]
        if not check_shape(row, DECISION, self.file.name, "decision", self.problems):
            return Thresholds(1, 1, 1, 1, 1, 1)
        names = ("refer_from", "hold_from", "some_from", "moderate_from", "strong_from", "asked_share")
        values = {name: float(row[name]) for name in names}
        if any(not 0.0 < value < 1.0 for value in values.values()):
            self.problem("decision", "A threshold leaves the range from 0 to 1.", "Write numbers between 0 and 1.")
        if not values["some_from"] < values["moderate_from"] < values["strong_from"]:
            self.problem("decision", "The bands are out of order.", "some_from < moderate_from < strong_from.")
        for name in ("clearer_by", "speaks_from", "contrast_from"):
            if name in row:
                values[name] = float(row[name])
        if values.get("contrast_from", 1.0) < 1.0 or not 0.0 <= values.get("speaks_from", 0.0) <= 1.0:
            what = "What a dimension says of an explanation leaves its range."
            self.problem("decision", what, "Set speaks_from between 0 and 1, contrast_from to 1 or more.")
        return Thresholds(**values, seen_from=int(row.get("seen_from", 0)))

    def asking(self) -> Asking:
        row = self.file.data["asking"]
        if not check_shape(row, ASKING, self.file.name, "asking", self.problems):
            return Asking(1, 1, 1, 1, dict.fromkeys(EXPLANATIONS, 1.0))
        self.sourced("asking", row["source"])
        weight = row["weight"]
        if set(weight) != set(EXPLANATIONS):
            self.problem("asking", '"weight" does not name the explanations.', f"They are: {', '.join(EXPLANATIONS)}.")
        numbers = {name: row[name] for name in ("ask_from", "harm_burden", "silence_burden", "core_worth")}
        numbers |= {f"weight.{name}": value for name, value in weight.items()}
        for name, value in numbers.items():
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0.0 <= value < math.inf:
                self.problem("asking", f'"{name}" is not a number from 0 up.', "Write a number, 0 or greater.")
        if row["harm_burden"] < 1.0:
            what = "A sensitive item would weigh less than another."
            self.problem("asking", what, "Set harm_burden to 1 or more (WHO 8).")
        return Asking(
            float(row["ask_from"]), float(row["harm_burden"]), float(row["silence_burden"]), float(row["core_worth"]),
            {name: float(weight.get(name, 0.0)) for name in EXPLANATIONS},
        )  # fmt: skip

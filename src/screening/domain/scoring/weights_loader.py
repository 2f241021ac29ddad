"""Read an edition's ``weights.toml`` and report all of its problems at once; nothing falls back silently."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screening.domain.answers import How, Where
from screening.domain.content.keys import DAY, FLAG, NEEDED, NUMBER, TEXTS, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, built, read_file, shape_of, sound
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

RANGE, TABLE, TABLES = Key("numbers", needed=True), Key("table", needed=True), Key("tables", needed=True)
WHY = {"rationale": NEEDED, "source": NEEDED, **NEVER}
CHANCES = ("present", "absent", "denied")
SHARES = ("refer_from", "hold_from", "some_from", "moderate_from", "strong_from", "asked_share")
"""Thresholds that every edition names, each between 0 and 1; the others may be left out."""
CAUSE = shape_of(Origin, **WHY)
DIMENSION = shape_of(Hidden, name=NEEDED, child=Key("table"), beside=Key("numbers"), **WHY)
REQUIREMENT = {
    "id": Key("text", True, ("act", "means", "purpose")), "leak": RANGE, "adult_only": FLAG, "shows": TABLE, **WHY,
}  # fmt: skip
DEGREE = {"id": NEEDED, "chance": RANGE, **WHY}
CLASS = {"id": NEEDED, **dict.fromkeys(CHANCES, RANGE), **WHY}
LINK = {
    "indicator": NEEDED, "dimension": NEEDED, "class": NEEDED, **dict.fromkeys(CHANCES, Key("numbers")), **WHY,
}  # fmt: skip
HOW = {"id": Key("text", True, tuple(How)), "share": RANGE, "rationale": NEEDED, **NEVER}
DECISION = shape_of(Thresholds, missed_cost=NUMBER, needless_cost=NUMBER, locked_on=DAY, **WHY)
ASKING = shape_of(Asking, **WHY)
TOP = {
    "edition": NEEDED, "note": NEEDED, "decision": TABLE, "asking": TABLE, "how": TABLES, "cause": TABLES,
    "dimension": TABLES, "class": TABLES, "link": TABLES, "requirement": Key("tables"), "degree": Key("tables"),
    "built_with": TEXTS, **NEVER,
}  # fmt: skip
UNKNOWN = Range(0.5, 0.5, 0.5)
"""Stands in for a range that is not sound, until all problems are told."""


def read_weights(folder: Path, protocol: Protocol) -> tuple[Weights | None, tuple[Problem, ...]]:
    """Return the weights of the edition in ``folder`` and every problem found; None when there is any."""
    problems: list[Problem] = []
    name = f"indicators/{folder.name}/weights.toml"
    file = read_file(folder / "weights.toml", name, problems)
    if file is None or not file.check(file.data, TOP):
        return None, tuple(problems)
    weights = _Reader(file, protocol).weights()
    return (None if problems else weights), tuple(sorted(set(problems)))


def open_weights(folder: Path, protocol: Protocol) -> Weights:
    """Return the weights of an edition. Raises BadInput("weights-unsound")."""
    return sound(*read_weights(folder, protocol), "weights-unsound", edition=folder.name)


class _Reader:
    def __init__(self, file: ContentFile, protocol: Protocol) -> None:
        self.file, self.protocol, self.problem = file, protocol, file.tell

    def sourced(self, place: str, name: str) -> None:
        if name not in self.protocol.sources:
            self.problem(place, f'Its source "{name}" does not exist.', "Write the id of a source in sources.toml.")

    def indicated(self, place: str, name: str) -> bool:
        indicators = self.protocol.indicators
        return self.file.knows(place, "indicator", name, indicators, "Write the id of an indicator.")

    def allowed(self, place: str, name: str) -> None:
        if why := forbidden(name):
            self.problem(place, f'"{name}" may not exist. {why}', "Take it out.")

    def range(self, value: Any, place: str, name: str) -> Range:
        """Three numbers in order, all strictly between 0 and 1 (1 is allowed at the top end)."""
        if not isinstance(value, list) or len(value) != 3 or not all(isinstance(part, int | float) for part in value):
            self.problem(place, f'"{name}" is not three numbers.', f"Write {name} = [low, best, high].")
            return UNKNOWN
        low, best, high = (float(part) for part in value)
        if not all(0.0 < each <= 1.0 for each in (low, best, high)):
            remedy = "Every chance lies above 0 and at most at 1."
            self.problem(place, f'"{name}" leaves the range from 0 to 1.', remedy)
            return UNKNOWN
        if not low <= best <= high:
            self.problem(place, f'"{name}" is out of order.', "Write low, best, high, the smallest first.")
            return UNKNOWN
        return Range(low, best, high)

    def states(self, value: Mapping[str, Any], states: Sequence[str], place: str, name: str) -> dict[str, Range]:
        if set(value) != set(states):
            what = f'"{name}" does not name the states of its cause.'
            self.problem(place, what, f"Its states are: {', '.join(states)}.")
        return {state: self.range(value.get(state), place, f"{name}.{state}") for state in states}

    def weights(self) -> Weights | None:
        if self.file.data["edition"] != self.protocol.id:
            self.problem("edition", f'It is for edition "{self.file.data["edition"]}".', f'Write "{self.protocol.id}".')
        causes = self.causes()
        dimensions = self.dimensions({each.id: each for each in causes})
        links, how = self.links({each.id for each in dimensions}), self.how()
        thresholds, asking, required = self.thresholds(), self.asking(), self.requirements()
        if thresholds is None or asking is None:
            return None
        built_with = tuple(self.file.data.get("built_with", ()))
        return Weights(self.protocol.id, causes, dimensions, links, how, thresholds, asking, required, built_with)

    def requirements(self) -> tuple[Requirement, ...]:
        degrees = {}
        for row in self.file.tables("degree", DEGREE):
            place = self.file.place("degree", row["id"])
            degrees[row["id"]] = self.range(row["chance"], place, "chance")
            self.sourced(place, row["source"])
        found = []
        for row in self.file.tables("requirement", REQUIREMENT):
            place = self.file.place("requirement", row["id"])
            shows = {}
            for name, degree in row["shows"].items():
                remedy = f"Degrees are: {', '.join(degrees)}."
                if self.indicated(place, name) and self.file.knows(place, "degree", degree, degrees, remedy):
                    shows[name] = degrees[degree]
            self.sourced(place, row["source"])
            leak = self.range(row["leak"], place, "leak")
            found.append(Requirement(row["id"], leak, shows, row.get("adult_only", False)))
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
        for row in self.file.tables("cause", CAUSE):
            place = f"cause {row['id']}"
            for name in (row["id"], *row["states"]):
                self.allowed(place, name)
            self.sourced(place, row["source"])
            found.append(built(Origin, row, prior=self.states(row["prior"], row["states"], place, "prior")))
        named = {state for cause in found for state in cause.states}
        for explanation in EXPLANATIONS:
            if explanation not in named:
                self.problem("cause", f'No cause has the state "{explanation}".', "Add it to the states of a cause.")
        return tuple(found)

    def dimensions(self, causes: Mapping[str, Origin]) -> tuple[Hidden, ...]:
        found: dict[str, Hidden] = {}
        for row in self.file.tables("dimension", DIMENSION):
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
            self.sourced(place, row["source"])
            beside = self.range(row["beside"], place, "beside") if "beside" in row else None
            places = self.elsewhere(row, place)
            found[row["id"]] = built(Hidden, row, adult=adult, child=child, beside=beside, elsewhere=places)
        for each in found.values():
            for name in dict.fromkeys(each.elsewhere.values()):
                place = self.file.place("dimension", each.id)
                self.file.knows(place, "dimension", name, found, "Write the id of a dimension.")
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
        for row in self.file.tables("class", CLASS):
            place = self.file.place("class", row["id"])
            classes[row["id"]] = {name: self.range(row[name], place, name) for name in CHANCES}
        found = []
        linked = set()
        for row in self.file.tables("link", LINK):
            place = f"link {row['indicator']}"
            if not (
                self.indicated(place, row["indicator"])
                and self.file.knows(place, "dimension", row["dimension"], dimensions, "Write the id of a dimension.")
                and self.file.knows(place, "class", row["class"], classes, f"Classes are: {', '.join(classes)}.")
            ):
                continue
            values = {
                name: self.range(row[name], place, name) if name in row else value
                for name, value in classes[row["class"]].items()
            }
            if values["present"].low <= values["absent"].high:
                what = 'A "yes" would not be likelier when the dimension holds.'
                self.problem(place, what, "Set present.low above absent.high.")
            linked.add(row["indicator"])
            self.sourced(place, row["source"])
            found.append(built(Link, row, **values))
        for name in self.protocol.indicators:
            if name not in linked:
                remedy = f'Add a [[link]] with indicator = "{name}".'
                self.problem("link", f'The indicator "{name}" has no weight.', remedy)
        return tuple(found)

    def how(self) -> dict[How, Range]:
        found = {
            How(row["id"]): self.range(row["share"], f"how {row['id']}", "share")
            for row in self.file.tables("how", HOW)
        }
        for how in How:
            if how not in found:
                self.problem("how", f'"{how}" has no share.', f'Add a [[how]] with id = "{how}".')
        return found

    def thresholds(self) -> Thresholds | None:
        row = self.file.data["decision"]
        if not self.file.check(row, DECISION, "decision"):
            return None
        found = built(Thresholds, row)
        if any(not 0.0 < getattr(found, name) < 1.0 for name in SHARES):
            self.problem("decision", "A threshold leaves the range from 0 to 1.", "Write numbers between 0 and 1.")
        if not found.some_from < found.moderate_from < found.strong_from:
            self.problem("decision", "The bands are out of order.", "some_from < moderate_from < strong_from.")
        if found.contrast_from < 1.0 or not 0.0 <= found.speaks_from <= 1.0:
            what = "What a dimension says of an explanation leaves its range."
            self.problem("decision", what, "Set speaks_from between 0 and 1, contrast_from to 1 or more.")
        return found

    def asking(self) -> Asking | None:
        """Return the numbers behind what is asked next; None where any of them is unsound."""
        row, before = self.file.data["asking"], len(self.file.problems)
        if not self.file.check(row, ASKING, "asking"):
            return None
        self.sourced("asking", row["source"])
        weight = row["weight"]
        if set(weight) != set(EXPLANATIONS):
            self.problem("asking", '"weight" does not name the explanations.', f"They are: {', '.join(EXPLANATIONS)}.")
        numbers = {name: row[name] for name, key in ASKING.items() if key.kind == "number"}
        for name, value in (numbers | {f"weight.{name}": value for name, value in weight.items()}).items():
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0.0 <= value < math.inf:
                self.problem("asking", f'"{name}" is not a number from 0 up.', "Write a number, 0 or greater.")
        if row["harm_burden"] < 1.0:
            what = "A sensitive item would weigh less than another."
            self.problem("asking", what, "Set harm_burden to 1 or more (WHO 8).")
        return built(Asking, row) if len(self.file.problems) == before else None

"""What the published content says, read from its files with the standard library alone."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STAY = ("crossed", "outside_permit", "own_stay", "overstay", "own_life", "own_way", "end_on_arrival")
"""Hidden facts of an edition that are about how somebody came and stayed; the price of the way is none."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Need:
    """A need, and the answers and gate lines that show it."""

    id: str
    items: tuple[str, ...]
    gate: tuple[str, ...]


def _toml(*parts: str) -> dict[str, Any]:
    return tomllib.loads(ROOT.joinpath(*parts).read_text("utf-8"))


@functools.cache
def needs() -> tuple[Need, ...]:
    """Needs, the most pressing first."""
    rows = _toml("forms", "directory", "services.toml")["need"]
    return tuple(Need(each["id"], tuple(each.get("items", ())), tuple(each.get("gate", ()))) for each in rows)


@functools.cache
def harm_needs(edition: str) -> dict[str, frozenset[str]]:
    """By item, what a yes to it needs, whatever explains it: as it says itself, or of older editions a list."""
    own = {name: frozenset(row["needs"]) for name, row in items(edition).items() if "needs" in row}
    listed = {each["id"]: frozenset(each["needs"]) for each in _toml("indicators", "needs.toml")["harm"]}
    return own or {name: found for name, found in listed.items() if name in items(edition)}


@functools.cache
def gives() -> dict[str, tuple[str, ...]]:
    """By entry of the directory, the parts that its kind of service may ever get."""
    services = {each["id"]: tuple(each["gives"]) for each in _toml("forms", "directory", "services.toml")["service"]}
    return {each["id"]: services[each["service"]] for each in _toml("forms", "directory", "malaysia.toml")["entry"]}


@functools.cache
def names() -> dict[str, str]:
    """The English name of every entry of the directory."""
    return {each["id"]: each["name"] for each in _toml("forms", "directory", "malaysia.toml")["entry"]}


@functools.cache
def gate_effects(edition: str) -> dict[tuple[str, str], str]:
    """What each choice on each line of the safety gate means: fine, not_private, danger, child or stop."""
    lines = _toml("indicators", edition, "gate.toml")["line"]
    return {(line["id"], choice["id"]): choice["effect"] for line in lines for choice in line["choice"]}


@functools.cache
def items(edition: str) -> dict[str, dict[str, Any]]:
    """Every item of an edition by its id, as its file has it."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(ROOT.joinpath("indicators", edition).rglob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).get("item", ()):
            if "id" in row and path.parent.name in ("topics", "addons"):
                found[row["id"]] = row
    return found


@functools.cache
def part_of(edition: str, item: str) -> str:
    """The part an answer goes with: signs, but for what is no evidence or points towards protection alone."""
    counters = _toml("indicators", edition, "indicators", "counter.toml")["counter"]
    claims = {each["id"] for each in counters if each["towards"] == "protection"}
    row = items(edition)[item]
    return "signs" if {*row.get("yes", ()), *row.get("no", ())} - claims else "needs"


@functools.cache
def primero() -> dict[str, dict[str, str]]:
    """What a need, a field and a concern are called in Primero."""
    return {name: table for name, table in _toml("forms", "export", "primero.toml").items() if isinstance(table, dict)}


@functools.cache
def stay_items(edition: str) -> frozenset[str]:
    """Items whose answers say how somebody crossed or stayed; what was paid for the way says nothing of it."""
    weights = _toml("indicators", edition, "weights.toml")
    signs = {each["indicator"] for each in weights["link"] if each.get("dimension") in STAY}
    return frozenset(name for name, row in items(edition).items() if signs & {*row.get("yes", ()), *row.get("no", ())})

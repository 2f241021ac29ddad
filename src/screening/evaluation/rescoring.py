"""One answer set under two editions: what differs, as plain values. What was concluded on the day stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from screening.casework.assessment.answer_file import Sheet, assess_sheet
from screening.casework.content.edition import Content
from screening.domain.scoring.assessment import Assessment
from screening.domain.scoring.weights import EXPLANATIONS
from screening.wording.catalogue.translations import Words


def under(sheet: Sheet, content: Content) -> Sheet:
    """Return the answers to items that ``content`` has. An item keeps its id for as long as it means the same."""
    kept = {name: given for name, given in sheet.answers.items() if name in content.protocol.items}
    return replace(sheet, answers=kept, edition=content.protocol.id)


def differences(sheet: Sheet, own: Content, other: Content) -> dict[str, Any]:
    """Return what the reading under ``other`` says otherwise than the one under ``own``, the edition of the answers.

    Every table names only what differs. ``not_in_edition`` are the answers that ``other`` has no item for: they are
    kept and do not count there.
    """
    before, after = assess_sheet(sheet, own), assess_sheet(under(sheet, other), other)
    one, two = _plain(before), _plain(after)
    found: dict[str, Any] = {
        "from": own.protocol.id,
        "to": other.protocol.id,
        "not_in_edition": [name for name in sheet.answers if name not in other.protocol.items],
        "paths": _two(before.paths, after.paths),
        "indicators": _two(_present(before), _present(after)),
        "first": _changed({"first": before.first}, {"first": after.first}).get("first"),
        **{name: _changed(one[name], two[name]) for name in one},
    }
    same = not any(found[name] for name in ("not_in_edition", "first", "bands", "weights", "elements", "asked"))
    return {**found, "same": same and not any(any(found[name].values()) for name in ("paths", "indicators"))}


def lines(found: dict[str, Any], words: Words) -> list[str]:
    """Return the same in words, for the command line. ``words`` are those of the edition of the answers."""
    say = words.say
    if found["same"]:
        return [say("rescore.same", edition=found["from"])]
    told = [say("rescore.title", edition=found["from"])]
    for side in ("gone", "new"):
        told += [say(f"rescore.path-{side}", path=say(f"path.{path}")) for path in found["paths"][side]]
    told += [
        say("rescore.band", name=say(f"explanation.{name}"), before=say(f"band.{old}"), after=say(f"band.{new}"))
        for name, (old, new) in found["bands"].items()
    ]
    told += [
        say("rescore.element", name=say(f"element-title.{name}"), before=say(f"state.{old}"), after=say(f"state.{new}"))
        for name, (old, new) in found["elements"].items()
    ]
    told += [
        say("rescore.strength", name=say(f"explanation.{name}"), before=f"{old:.3f}", after=f"{new:.3f}")
        for name, (old, new) in found["weights"].items()
        if f"{old:.3f}" != f"{new:.3f}"
    ]
    told += [say("rescore.no-item", item=say(f"item.{name}.mark")) for name in found["not_in_edition"]]
    return told


def _two(before: tuple[str, ...], after: tuple[str, ...]) -> dict[str, list[str]]:
    return {
        "gone": [name for name in before if name not in after],
        "new": [name for name in after if name not in before],
    }


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """For every name whose value differs, the two values: under its own edition, and under the other."""
    names = dict.fromkeys([*before, *after])
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}


def _present(assessment: Assessment) -> tuple[str, ...]:
    return tuple(sorted(name for name, sign in assessment.signs.items() if sign.present))


def _plain(assessment: Assessment) -> dict[str, dict[str, Any]]:
    return {
        "bands": {name: assessment.bands[name][1] for name in EXPLANATIONS},
        "weights": {name: round(assessment.weighed[name].range.best, 6) for name in EXPLANATIONS},
        "elements": {name: reading.state.value for name, reading in assessment.elements.items()},
        "asked": {"core": assessment.core, "asked": assessment.asked},
    }

"""A paper without what its reader may not have: taken away before a word is set; and what is on none of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from screening.documents.forms.facts import Facts
from screening.documents.forms.loader import NOTES, Form
from screening.documents.forms.paper import Stated
from screening.domain.case.release import SHEETS, STAY, answers_released, may_say, readings_released, sheet_allowed
from screening.domain.known import needs
from screening.domain.known.known import CLOSING_LINES, SILENT, NotPassedOn, Reader, told
from screening.domain.scoring.assessment import Assessment
from screening.errors import NotAccepted

_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(("missing", "danger", "needs", "need_states", "consent", "later"), ()),
    **dict.fromkeys(("setting", "phrase", "language", "code", "fingerprint"), ""),
    "answers": {}, "view": None, "handed": None, "plan": {}, "read_back": frozenset(), STAY: None,
}  # fmt: skip
"""What stands in the place of what a reader may not have."""
_LABELS = {
    "setting": "field.setting", "language": "field.language", "region": "field.region", "words": "section.words",
    "view": "section.view", "needs": "section.needs", "signs": "section.elements",
}  # fmt: skip
"""The label of a field among the texts that papers share; a note's stands under "note"."""
_UNNAMED = frozenset({"plan"})
"""What has no label on a sheet: the person's own plan."""


def visible(facts: Facts, form: Form, granted: frozenset[str], nothing: Assessment) -> Facts:
    """The facts that the reader of ``form`` may have: everything else is taken away before a word is set (RE4).

    What that is, ``domain.case.release`` decides. ``nothing`` is the assessment of no answers. Raises
    NotAccepted("part-not-granted") for a sheet that the person did not agree to.
    """
    sheet = form.sheet
    if not sheet_allowed(sheet, granted):
        raise NotAccepted("part-not-granted")

    def may(name: str, sheets: Sequence[str] | None = None) -> bool:
        return may_say(name, sheet, granted, sheets)

    reader = Reader(granted, sheet, facts.offered)
    struck = facts.struck if sheet == "social" else frozenset()
    signs = may("answers")
    theirs = CLOSING_LINES if signs and not facts.recipient else ()  # on a copy that goes to nobody
    known = {
        name: told(name, each, reader)
        for name, each in facts.known.items()
        if name not in struck and (sheet in NOTES.get(name, SHEETS) or name in theirs)
    }
    haste = needs.told(facts.haste, reader) if sheet in NOTES["urgency"] else needs.NO_HASTE
    said = facts.chosen if sheet == "social" else facts.words
    unsaid = struck | ({"needs"} if signs and "needs" not in granted else set())
    if signs and facts.recipient:
        unsaid |= {name for name in CLOSING_LINES if name != "reach"}
    withheld = frozenset(facts.answers) - answers_released(facts.protocol, granted) if signs else frozenset()
    read = _read(facts.assessment, granted, withheld) if may("assessment") else nothing
    taken = {name: empty for name, empty in _EMPTY.items() if not may(name)}
    made = replace(
        facts,
        **taken,
        assessment=read,
        words=said if may("words") else (),
        chosen=(),
        known={name: each for name, each in known.items() if name not in unsaid}
        | ({"urgency": haste.known} if sheet in NOTES["urgency"] else {}),
        haste=haste,
        promises=facts.promises if "promised" in known and "promised" not in unsaid else (),
        unsaid=frozenset(unsaid),
        account=bool(facts.words) and may("account"),
        withheld=withheld,
        needs_kept=not may("needs") and any(state != "not-asked" for _, state in facts.need_states),
    )
    kept = {"words"} if facts.words and not made.words else set()
    if signs and read.signs != facts.assessment.signs:
        kept.add("against")
    if made.view and readings_released(made.view.explanations, granted) != made.view.explanations:
        kept.add("view")
        made = replace(made, view=None)
    return replace(made, known={**made.known, **dict.fromkeys(kept, NotPassedOn())}) if kept else made


def _read(made: Assessment, granted: frozenset[str], withheld: frozenset[str]) -> Assessment:
    """The reading without the explanations, paths and answers of what was not agreed to."""
    if "needs" in granted:
        return made
    signs = {
        name: replace(each, items=tuple(i for i in each.items if i not in withheld))
        for name, each in made.signs.items()
    }
    bands = {name: made.bands[name] for name in readings_released(made.bands, granted)}
    return replace(made, signs=signs, bands=bands, paths=readings_released(made.paths, granted))


def recorded(facts: Facts) -> frozenset[str]:
    """The fields in which something stands in the record, whoever may have it."""
    found = {name for name, each in facts.known.items() if name in NOTES and not isinstance(each, SILENT)}
    for name, there in {
        "words": facts.words, "view": facts.view, "signs": facts.answers, "setting": facts.setting,
        "language": facts.language, "region": facts.region, "plan": any(facts.plan.values()),
        "needs": any(named for _, named in facts.needs),
    }.items():  # fmt: skip
        if there:
            found.add(name)
    return frozenset(found)


def left_out(facts: Facts, stated: Iterable[Stated]) -> tuple[str, ...]:
    """The ids of the labels of what is in the record and on none of these sheets."""
    printed = {each.field for each in stated}
    names = sorted(recorded(facts) - printed - _UNNAMED)
    return tuple(f"form.{_LABELS.get(name, f'note.{name}')}" for name in names)

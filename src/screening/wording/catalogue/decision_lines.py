"""Say in one line what a body decided, or that a need was met: on pages and papers alike.

What a body decided is quoted as its decision, with its name. A name that no data of this country has stands as it came.
"""

from __future__ import annotations

from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


def body_name(body: str, words: Words) -> str:
    """Return what the country's data calls a body; "" for none."""
    return words.known(f"nation.{words.installation.country}.body.{body}", visible_text(body)) if body else ""


def decided_line(decision: FormalDecisionLearned, words: Words, *, paper: bool = True) -> str:
    """Return the decision with its day and body, and with the reference of its paper where that is asked for."""
    result = words.known(f"decision.{decision.matter}.{decision.result}", visible_text(decision.result))
    if decision.amount:
        result = words.say("decision.amount", result=result, amount=f"{int(decision.amount):,}")
    parts = (_day(decision.day, words), body_name(decision.body, words), result)
    told = " · ".join(part for part in parts if part)
    if not (paper and decision.reference):
        return told
    return words.say("decision.with-paper", told=told, reference=visible_text(decision.reference))


def met_line(met: NeedMet, need: str, by: str, words: Words) -> str:
    """Return whether and when a need was met; ``need`` and ``by`` are worded already."""
    result = words.known(f"decision.need.{met.result}", visible_text(met.result))
    told = " · ".join(part for part in (_day(met.day, words), by, result) if part)
    return words.say("decision.need-line", need=need, told=told)


def _day(day: str, words: Words) -> str:
    return format_date(day, words.language) if day else ""

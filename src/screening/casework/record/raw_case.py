"""A case that this program cannot show: its entries as they stand, to be read, and erasing it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from screening.casework.record import retention
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.events.catalogue import CaseViewed, Recorded, to_json
from screening.domain.policy.roles import ERASE, SCREEN, may, must
from screening.store import Vault, second_named
from screening.wording.catalogue.languages import format_moment
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

MOST = 500
LONGEST = 2000
"""Signs of one entry that are shown; a longer one says so."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The page, and who must agree to erasing the case: None for nobody, "" where nobody was named."""

    view: LinesView
    may_erase: bool
    second: str | None


def plain(vault: Vault, code: str, words: Words) -> Plain:
    """Return the entries of a case, newest first, and record that they were looked at.

    Raises NotAccepted("role-may-not").
    """
    must(vault.role, SCREEN)
    if not vault.trouble:
        vault.append(code, CaseViewed())
    events = vault.events(code)
    why = PlainLine(words.say("page.plain.why"))
    lines = (why, *(_line(each, words) for each in reversed(events[-MOST:])))
    lead = words.say("page.plain.lead", case=code)
    named, needed = second_named(vault), retention.needs_second(vault.role, "asked", practice=vault.folder is None)
    second = (named.name if named else "") if needed else None
    view = LinesView(words.say("page.plain.title"), lead, lines, words.say("page.plain.empty"))
    return Plain(view, may(vault.role, ERASE), second)


def _line(each: Recorded, words: Words) -> PlainLine:
    """One entry: its kind and what it holds, spelled out; when and by whom beside it."""
    told = f"{each.event.kind} {json.dumps(to_json(each.event), ensure_ascii=False, sort_keys=True)}"
    if len(told) > LONGEST:
        told = words.say("page.plain.cut", text=told[:LONGEST], n=len(told) - LONGEST)
    return PlainLine(visible_text(told), f"{format_moment(each.at, words.language)} · {visible_text(each.by)}")

"""Cases that are seen again: drawing them by lot, and the page that says which are waiting for a second reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.casework.content.edition import Content
from screening.casework.interview.note_pages import NotesView, OfficerRows
from screening.casework.record.caseload import whole
from screening.casework.statistics import export
from screening.casework.statistics.field_rows import screened
from screening.domain.case import second_look
from screening.domain.case.case import Case
from screening.domain.events.record import SecondLookDrawn
from screening.domain.policy.roles import COUNTS, SCREEN, may, must
from screening.domain.statistics.field_accuracy import Screened
from screening.errors import BadInput
from screening.store import Vault
from screening.store.vault.open_record import VAULT
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

MOST, DRAW = "most", "second-look-draw"
"""The field for how many are drawn, and the act."""


@dataclass(frozen=True, slots=True)
class Again:
    """A case of a lot. ``seen`` is the day of the second view, "" while it waits. Nothing here tells of a reading."""

    code: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class LotDrawn:
    """One lot: its day, how many were drawn of how many, and whether its own numbers say the same."""

    day: str
    drawn: int
    out_of: int
    as_said: bool


@dataclass(frozen=True, slots=True)
class Lots:
    """Every lot, the newest first, and the cases that were drawn: those that wait, then those seen again."""

    lots: tuple[LotDrawn, ...]
    cases: tuple[Again, ...]

    @property
    def waiting(self) -> int:
        return sum(not each.seen for each in self.cases)


def draw(vault: Vault, content: Content, wanted: int = 0) -> int:
    """Draw cases to be seen again, all of the lot in one transaction; how many were drawn.

    ``wanted`` are those not flagged; the number of the data where it is 0. Raises NotAccepted ("role-may-not") and what
    ``second_look.draw`` raises; NotSaved.
    """
    must(vault.role, COUNTS)
    named = export.accuracy()
    fresh = {case.code: row.flagged for case, row in _measured(vault, content) if case.sessions.lot is None}
    made = second_look.draw(vault.events(VAULT), fresh, wanted or named["lot"], named["beside"])
    vault.append_to_several({**{code: (event,) for code, event in made.cases.items()}, VAULT: (made.record,)})
    return len(made.cases)


def lots(vault: Vault, content: Content) -> Lots:
    """Return what was drawn. Raises NotAccepted("role-may-not")."""
    must(vault.role, COUNTS)
    found = list(_measured(vault, content))
    of_lot = {case.code: (row.flagged, case.sessions.lot.lot if case.sessions.lot else "") for case, row in found}
    made = [
        LotDrawn(
            each.at[:10], each.event.drawn, len(each.event.frame),
            second_look.drawn_as_said(
                each.event, {code: (flagged, lot == each.event.lot) for code, (flagged, lot) in of_lot.items()}
            ),
        )
        for each in vault.events(VAULT) if isinstance(each.event, SecondLookDrawn)
    ]  # fmt: skip
    drawn = sorted((_again(case) for case, _ in found if case.sessions.lot), key=lambda each: (each.seen, each.code))
    return Lots(tuple(reversed(made)), tuple(drawn))


def page(vault: Vault, content: Content, words: Words) -> NotesView:
    """Return the page on which cases are drawn and stand to be seen again, each waiting one with a way to its page.

    Raises NotAccepted("role-may-not").
    """
    found, opens = lots(vault, content), may(vault.role, SCREEN)
    rows = OfficerRows(words, "second-look").text("second-look.why")
    usual = words.say("second-look.most-help", n=export.accuracy()["lot"])
    rows.field(MOST, "line", "second-look.most", help=usual)
    rows.act(DRAW, "second-look.draw", main=not found.waiting)
    if found.cases:
        rows.heading("second-look.cases")
    for each in found.cases:
        if opens and not each.seen:
            rows.link(each.code, case_line(each, words))
        else:
            rows.info(case_line(each, words))
    if found.lots:
        rows.heading("second-look.lots")
    for lot in found.lots:
        rows.info(lot_line(lot, words))
    return rows.page_view("second-look.title", "second-look.lead")


def case_line(again: Again, words: Words) -> str:
    """Return in words whether a case waits; never what anybody thought of it."""
    if again.seen:
        return words.say("second-look.seen", case=again.code, day=format_date(again.seen, words.language))
    return words.say("second-look.waits", case=again.code)


def lot_line(lot: LotDrawn, words: Words) -> str:
    """Return a lot in words, and whether it was drawn by its own numbers."""
    told = "second-look.lot" if lot.as_said else "second-look.lot-other"
    return words.say(told, day=format_date(lot.day, words.language), drawn=lot.drawn, of=lot.out_of)


def _again(case: Case) -> Again:
    return Again(case.code, case.second.at[:10] if case.second is not None else "")


def _measured(vault: Vault, content: Content) -> Iterator[tuple[Case, Screened]]:
    """Yield the cases that are in the figures; one that nobody here can read is left out."""
    for code in vault.cases():
        if (case := whole(vault, code)) is None:
            continue
        try:
            row = screened(case, content)
        except BadInput:
            continue
        if row is not None:
            yield case, row

"""One row of each case for the figures of accuracy in the field: what was read, decided and seen again."""

from __future__ import annotations

from collections.abc import Iterable

from screening.casework.assessment.assessment import assessment_of
from screening.casework.content.bands import UNKNOWN
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.statistics import export
from screening.domain.case import release
from screening.domain.case.case import Case
from screening.domain.events.catalogue import Recorded, ViewWritten
from screening.domain.events.session import SecondViewWritten
from screening.domain.known.known import setting
from screening.domain.known.outcomes import identified
from screening.domain.statistics.field_accuracy import FieldAccuracy, Screened, TellingLimits, measure
from screening.errors import BadInput
from screening.wording.catalogue.translations import Words

TRAFFICKING, UNSURE = "control", ("unsure",)
"""What somebody thinks who takes it for trafficking, and who cannot tell."""


def limits() -> TellingLimits:
    """Return the numbers of people below which nothing is said. Raises BadInput("content-unreadable")."""
    named = export.accuracy()
    return TellingLimits(named["decisions"], named["looks"])


def figures(cases: Iterable[Case], content: Content) -> tuple[FieldAccuracy, int]:
    """Return the figures, and how many cases could not be read because their edition is not on this computer."""
    rows, unread = [], 0
    for case in cases:
        try:
            row = screened(case, content)
        except BadInput:
            unread += 1
        else:
            rows += [row] if row is not None else []
    return measure(rows, limits()), unread


def is_measured(case: Case) -> bool:
    """Return whether a case is in the figures, and may be drawn: counted by the person's yes, and read."""
    return release.counted(case) and not case.taken_back and case.view is not None and case.assessed is not None


def screened(case: Case, content: Content) -> Screened | None:
    """Return the row of a case; None for one that is not in the figures. Raises BadInput for an edition not here."""
    if not is_measured(case):
        return None
    own = content_of(case, content)
    found = assessment_of(Interview(own, case, Words("en"), ""))
    lot = case.sessions.lot
    return Screened(
        band=found.bands["trafficking"][1],
        flagged=found.flagged,
        identified=identified(case),
        second=_thinks(case.second),
        weight=lot.out_of / lot.drawn if lot is not None and 0 < lot.drawn <= lot.out_of else 0.0,
        view=_thinks(case.view),
        strength=found.weighed["trafficking"].range.best,
        edition=case.edition,
        language=case.language.language if case.language else UNKNOWN,
        setting=setting(case) or UNKNOWN,
    )


def _thinks(recorded: Recorded | None) -> bool | None:
    """Return whether a view takes it for trafficking; None where there is none, or its writer cannot tell."""
    event = recorded.event if recorded is not None else None
    if not isinstance(event, ViewWritten | SecondViewWritten) or event.explanations == UNSURE:
        return None
    return TRAFFICKING in event.explanations

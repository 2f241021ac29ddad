"""Records of people who were screened, with what came of each, for the figures of accuracy in the field."""

from __future__ import annotations

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import (
    AnswerGiven,
    AssessmentOpened,
    CaseOpened,
    ConsentDecided,
    Event,
    GateAnswered,
    LanguageChosen,
    SettingChanged,
    TalkStopped,
    ViewWritten,
)
from screening.domain.events.later import FormalDecisionLearned
from screening.domain.events.session import DrawnForSecondLook, SecondViewWritten
from screening.settings import EDITION
from screening.store import Vault
from tests.casework.some_talk import SAFE

SIGNS = ("job-different", "little-pay", "pay-held", "debt-tied", "debt-grows", "papers-kept", "locked", "violence")
"""Items that by a yes to each of them put a case on the path of formal identification."""


def screened(
    *,
    flagged: bool = True,
    identified: str = "",
    view: str = "control",
    second: str = "",
    lot: DrawnForSecondLook | None = None,
    counted: str = "yes",
    read: bool = True,
    practice: bool = False,
) -> tuple[Event, ...]:
    """The events of one person's case."""
    made: list[Event] = [
        CaseOpened(EDITION, "workplace", "field", practice),
        SettingChanged("workplace"),
        *(GateAnswered(line, choice) for line, choice in SAFE.items()),
        LanguageChosen("bn"),
        *(ConsentDecided(name, "yes", "v", "bn") for name in ("talk", "notes")),
        ConsentDecided("count", counted, "v", "bn"),
        *(AnswerGiven(item, Answer.YES if flagged else Answer.NO, How.TOLD) for item in SIGNS),
        TalkStopped("finished"),
        ViewWritten((view,), "sure", "What was seen."),
    ]
    if read:
        made.append(AssessmentOpened(EDITION, ("formal_identification",) if flagged else (), "x"))
    if lot is not None:
        made.append(lot)
    if second:
        made.append(SecondViewWritten("Officer Budi", (second,), "sure", "The same words."))
    if identified:
        made.append(FormalDecisionLearned("identification", identified, "magistrate", "2026-11-30"))
    return tuple(made)


def put_in(vault: Vault, n: int = 1, **what: object) -> tuple[str, ...]:
    """So many people of one kind in a record: their codes."""
    codes = []
    for _ in range(n):
        codes.append(code := vault.new_case())
        vault.append_many(code, screened(**what))  # type: ignore[arg-type]
    return tuple(codes)

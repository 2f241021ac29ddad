"""What the tests of the store share: a cheap passphrase cost, a passphrase, and a case with answers."""

from __future__ import annotations

from screening.domain.answers import Answer, How
from screening.domain.events import AnswerGiven, CaseOpened
from screening.store import Vault
from screening.store.keys import Cost

QUICK = Cost(1, 64 << 20)
PASSPHRASE = "lantern copper meadow thimble walnut"


def begin_case(vault: Vault, answers: int = 0) -> str:
    """A new case with its opening and ``answers`` answers; its code."""
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    for number in range(answers):
        vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
    return case

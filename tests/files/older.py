"""What an older program does with a record: run with the code of that program, never with the present one.

``git archive COMMIT src indicators locales forms | tar -x -C OLD``, then
``PYTHONPATH=OLD/src python -P tests/files/older.py make FOLDER`` makes a record, and ``use FOLDER`` opens one, holds it
against itself, answers in its first case, and prints what it saw as JSON. ``record-0.1.0`` was made so by commit
fceea465, the last of version 0.1.0; everything in it is invented.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PASSPHRASE = "lantern copper meadow thimble walnut"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def code() -> Any:
    """The names that moved between the programs."""
    from types import SimpleNamespace

    from screening import store

    try:  # 0.1.0
        from screening.store.keys import Cost

        from screening.domain import events
        from screening.domain.answers import Answer, How
    except ImportError:
        from screening.domain.answers import Answer, How  # type: ignore[no-redef]
        from screening.domain.events import catalogue as events  # type: ignore[no-redef]
        from screening.store.crypto.key_file import Cost  # type: ignore[no-redef]
    return SimpleNamespace(store=store, events=events, Answer=Answer, How=How, Cost=Cost)


def make(folder: Path) -> None:
    from_ = code()
    ev = from_.events
    vault = from_.store.create_vault(
        folder, PASSPHRASE, "Officer Aina", "labour-officer", "Shelter House", cost=from_.Cost(1, 64 << 20)
    )
    vault.clock = lambda: NOW
    from_.store.own_card(vault)
    for number in range(2):
        case = vault.new_case()
        vault.append(case, ev.CaseOpened("2026-1", "workplace", "field"))
        vault.append(case, ev.ConsentDecided("talk", "yes", "v1", "ms"))
        vault.append(case, ev.WordsWritten("needs", "1", f"Kata-kata lama {number}: စကား", from_.How.TOLD))
        answers = [("locked", from_.Answer.YES), ("papers-kept", from_.Answer.NO), ("pay-held", from_.Answer.NOT_KNOWN)]
        vault.append_many(case, [ev.AnswerGiven(item, answer, from_.How.ASKED) for item, answer in answers])
        vault.append(case, ev.ClosingNoted("wishes", f"To ring home {number}"))
        vault.set_draft(case, "words.pay", f"half a line {number}")
    vault.close()


def use(folder: Path) -> None:
    from_ = code()
    ev = from_.events
    with from_.store.open_vault(folder, PASSPHRASE) as vault:
        case = sorted(vault.cases())[0]
        vault.append(case, ev.AnswerGiven("can-leave", from_.Answer.NO, from_.How.ASKED))
        saw = {
            "notices": [each.code for each in vault.notices],
            "cases": {each: len(vault.events(each)) for each in vault.cases()},
            "unknown": sorted(each.event.kind for each in vault.events("") if isinstance(each.event, ev.Unknown)),
        }
    saw["holds"] = from_.store.verify_vault(folder, PASSPHRASE).holds
    sys.stdout.write(json.dumps(saw))


if __name__ == "__main__":
    {"make": make, "use": use}[sys.argv[1]](Path(sys.argv[2]))

"""Makes the record that is kept of each shape of file: ``python -m tests.files.make tests/files/vault-N``.

Run it with the program that writes shape N, once, when the shape is published; never again. Everything in it is
invented. The clock says two years before the files' shape was left behind.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ClosingNoted, ConsentDecided, WordsWritten
from screening.store import create_vault
from screening.store.crypto.key_file import Cost
from screening.store.vault import key_slots

PASSPHRASE = "lantern copper meadow thimble walnut"
RECOVERY = "age1ts84qwavcpckmc0jjspg9vnhxkxfcrrs7p44y3sp6ksml07akfkqhxzcsj"
"""The public half of an invented organisation's key; nobody kept the other."""
OLD = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)


def main(folder: Path) -> None:
    vault = create_vault(folder, PASSPHRASE, "Officer Aina", "labour-officer", "Shelter House", cost=Cost(1, 64 << 20))
    vault.clock = lambda: OLD
    for number in range(3):
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "workplace", "field"))
        vault.append(case, ConsentDecided("talk", "yes", "v1", "ms"))
        vault.append(case, WordsWritten("needs", "1", f"Kata-kata lama {number}: စကား", How.TOLD))
        vault.append_many(case, [AnswerGiven(f"item-{n}", Answer.NOT_KNOWN, How.ASKED) for n in range(4)])
        vault.append(case, ClosingNoted("wishes", f"To ring home {number}"))
        vault.set_draft(case, "words.pay", f"half a line {number}")
        vault.set_place(case, '{"page": "closing", "item": ""}')
    key_slots.add_recovery(vault, RECOVERY)
    vault.close()
    shutil.rmtree(folder / "backup")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

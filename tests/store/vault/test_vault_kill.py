"""Every answer that was shown as saved survives a kill at any moment."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from screening.domain.events.catalogue import WordsWritten
from screening.store import Vault, open_vault
from screening.store.folder import throttle
from tests.store.some_vault import PASSPHRASE, begin_case

KILLS, LONGEST_RUN = (16, 0.15) if sys.platform != "win32" else (200, 1.5)
"""How often a writer is killed, and within how many seconds; under Wine each save takes longer."""

WRITER = """
    import sys
    from pathlib import Path
    from screening.domain.events.catalogue import WordsWritten
    from screening.store import open_vault

    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    case, number = sys.argv[3], int(sys.argv[4])
    print("open", flush=True)
    while True:
        vault.append(case, WordsWritten("work", str(number), "said " * (number % 50)))
        print(number, flush=True)
        number += 1
        if number % 7 == 0:
            vault.set_draft(case, "words", str(number))
        if number % 40 == 0:
            vault.backup()
"""


@pytest.mark.sweep
def test_every_answer_shown_as_saved_survives_a_kill(vault: Vault, folder: Path) -> None:
    chance = random.Random(7)
    case = begin_case(vault)
    vault.close()
    acknowledged = 0
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), PASSPHRASE, case, str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0, LONGEST_RUN))
        writer.kill()
        shown = [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.stdout.close()
        assert writer.wait() != 0
        throttle._waits.clear()
        with open_vault(folder, PASSPHRASE) as again:
            kept = [each.event for each in again.events(case)]
            assert again.verify().holds
        numbers = [int(event.entry) for event in kept if isinstance(event, WordsWritten)]
        # At most the one answer that was on its way may be there without having been shown.
        assert numbers == list(range(len(numbers)))
        last_shown = shown[-1] + 1 if shown else acknowledged
        assert last_shown <= len(numbers) <= last_shown + 1
        acknowledged = len(numbers)
    assert acknowledged > KILLS

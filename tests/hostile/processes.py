"""Real processes that hold a record, driven line by line from a test: the attacks need more than one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

INSIDE = """
import json, sys, traceback
from screening.store.folder import throttle as tries
given = {}
for line in sys.stdin:
    try:
        exec(json.loads(line), given)
        told = {"result": given.pop("result", None)}
    except Exception as trouble:
        told = {"error": getattr(trouble, "code", "") or traceback.format_exc()}
    print(json.dumps(told), flush=True)
"""


class Process:
    """A process of the program. ``do`` runs lines in it and gives what they put into ``result``."""

    def __init__(self) -> None:
        self._running = subprocess.Popen(
            [sys.executable, "-c", INSIDE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip

    def do(self, lines: str) -> Any:
        """Raises RuntimeError with the code of what was refused."""
        assert self._running.stdin
        assert self._running.stdout
        self._running.stdin.write(json.dumps(lines) + "\n")
        self._running.stdin.flush()
        told = json.loads(self._running.stdout.readline())
        if "error" in told:
            raise RuntimeError(told["error"])
        return told["result"]

    def refused(self, lines: str) -> str:
        """The code of what is refused; "" when it is done."""
        try:
            self.do(lines)
        except RuntimeError as trouble:
            return str(trouble)
        return ""

    def open(self, folder: Path, passphrase: str) -> None:
        """Open a record; it is called ``vault`` from then on."""
        assert (told := self.refused_opening(folder, passphrase)) == "", told

    def refused_opening(self, folder: Path, passphrase: str) -> str:
        """The code with which a record is refused; "" when it opens."""
        self.do("from pathlib import Path\nfrom screening.store import *")
        return self.refused(f"vault = open_vault(Path({str(folder)!r}), {passphrase!r})")

    def write(self, answers: int) -> str:
        """A new case with so many answers, each acknowledged; its code."""
        return str(
            self.do(
                "from screening.domain.answers import Answer, How\n"
                "from screening.domain.events.catalogue import AnswerGiven, CaseOpened\n"
                "case = vault.new_case()\n"
                "vault.append(case, CaseOpened('2026-1', 'office', 'adult'))\n"
                f"for n in range({answers}): vault.append(case, AnswerGiven(f'item-{{n}}', Answer.YES, How.TOLD))\n"
                "result = case"
            )
        )

    def end(self) -> None:
        self._running.kill()
        self._running.communicate()


def command(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "screening", *map(str, arguments)],
        input=typed, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

"""A program that is killed while somebody types has lost nothing that was typed more than two seconds before."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

import pytest

from screening.casework.assessment import assessment
from screening.casework.content.edition import open_content
from screening.casework.interview.interview import Interview
from screening.domain.case.case import fold
from screening.domain.events.catalogue import ViewWritten
from screening.store import open_vault
from screening.store.folder import throttle
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import PASSPHRASE, quick_vault
from tests.qt.walks.test_walk_killed import begin_talk
from tests.sweeps import where

AT_ONCE = 5
"""Typists that type at the same time, each into a record of its own."""
ROUNDS = 10
LONGEST, FIRST_ROUND = 20.0, 7.0
"""Seconds of typing without a pause at most, and in the round that is typed each time."""
LOST = 2.0
"""Seconds whose words may be lost."""
FIELDS = (("topic.needs", ""), ("follow", "promise"), ("identity", "identity-name"), ("closing", "closing-wishes"),
          ("plan", ""), ("urgent", "urgent-where"))  # fmt: skip

TYPIST = """
    import random, sys, time
    from pathlib import Path
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget
    from screening.qt.style.theme import Theme, apply_theme
    from screening.qt.widgets.text_area import WordsEdit
    from screening.qt.window.main_window import Window
    from screening.wording.catalogue.translations import Words

    folder, passphrase, code, place, name, seed = sys.argv[1:]
    chance = random.Random(int(seed))
    application = QApplication([])
    apply_theme(Theme())
    window = Window(Path(folder), Words("en"))
    window.show()
    window.begin()
    window.first.field.edit.setText(passphrase)
    QTest.keyClick(window.first.field.edit, Qt.Key.Key_Return)

    def wait(holds, then):
        # The program's own loop goes on meanwhile: a wait within a turn of it would keep its other threads from work.
        if holds():
            then()
        else:
            QTimer.singleShot(10, lambda: wait(holds, then))

    def listed():
        page = window.shell.page() if window.pages is not None and window.shell is not None else None
        return page is not None and page.table is not None

    def begin():
        window.shell.page().open_pressed.emit(code)
        wait(lambda: window.pages.place, come)

    def come():
        window.pages.go(place)
        page = window.pages.page
        edit = page.findChild(QWidget, name) if name else page.findChildren(WordsEdit)[0]
        edit.setFocus()
        print("types", flush=True)
        strike(edit)

    def strike(edit):
        letter = chance.choice("abcdefghij klmnop")
        QTest.keyClick(edit, letter)
        print(f"{time.monotonic()} {letter}", flush=True)
        QTimer.singleShot(chance.randint(40, 260), lambda: strike(edit))

    wait(listed, begin)
    application.exec()
"""


@pytest.fixture(scope="module")
def talked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A record with a case in which every field may be written."""
    folder = quick_vault(tmp_path_factory.mktemp("typed") / "record")
    code = begin_talk(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        interview = Interview(open_content(), fold(code, vault.events(code)), Words("en"), "labour-officer")
        for make in (
            partial(interview.decided, "identity", "yes", ""),
            lambda: (ViewWritten(("unsure",), "not_sure", "Nothing was told."),),
            lambda: (assessment.assessment_opened(interview),),
        ):
            for recorded in vault.append_many(code, make()):
                interview.accept(recorded)
    throttle._waits.clear()
    return folder, code


class Typist:
    """A program in a process of its own, in which somebody types into one field until it is killed."""

    def __init__(self, record: Path, code: str, number: int, longest: float) -> None:
        self.record, self.code = record, code
        place, name = FIELDS[number % len(FIELDS)]
        self.seconds = random.Random(number).uniform(LOST, longest)
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(TYPIST), str(record), PASSPHRASE, code, place, name, str(number)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip

    def begin(self) -> None:
        """Wait for the first key; from there its seconds count."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "types\n"
        self.ends = time.monotonic() + self.seconds

    def kill(self) -> None:
        """Kill it when its seconds are over, and read what it typed, with the moment of each key."""
        assert self.process.stdout is not None
        try:
            self.process.wait(max(0.0, self.ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.killed = time.monotonic()
            os.kill(self.process.pid, signal.SIGKILL)
        self.keys = [line.split(" ", 1) for line in self.process.stdout.read().splitlines()]
        self.process.stdout.close()
        assert self.process.wait() == -signal.SIGKILL

    def held(self) -> None:
        """All but the last seconds of what was typed is in the record, and the record holds."""
        typed = "".join(letter for _at, letter in self.keys)
        safe = "".join(letter for at, letter in self.keys if float(at) < self.killed - LOST)
        throttle._waits.clear()
        with open_vault(self.record, PASSPHRASE) as vault:
            person = vault.people.read(self.code)
            kept = [*vault.drafts(self.code).values(), person.name if person is not None else ""]
            assert vault.verify().holds
        longest = max(kept, key=len)
        assert typed.startswith(longest)
        assert len(longest) >= len(safe), f"{len(typed) - len(longest)} of {len(typed)} characters are gone"


@pytest.mark.sweep
@pytest.mark.requirement("HW7")
@pytest.mark.parametrize("number", where(range(ROUNDS), lambda number: number == 0))
def test_a_kill_takes_no_more_than_two_seconds_of_typing(talked: tuple[Path, str], tmp_path: Path, number: int) -> None:
    record, code = talked
    several, longest = (AT_ONCE, LONGEST) if number else (len(FIELDS) // 2, FIRST_ROUND)
    typists = [
        Typist(shutil.copytree(record, tmp_path / f"{each}"), code, number * AT_ONCE + each, longest)
        for each in range(several)
    ]
    for typist in typists:
        typist.begin()
    for typist in sorted(typists, key=lambda each: each.ends):
        typist.kill()
    for typist in typists:
        typist.held()

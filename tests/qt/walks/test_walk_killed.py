"""A killed program has lost no answer that its window showed as saved."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from screening.domain.case.case import fold
from screening.store import open_vault
from screening.store.folder import throttle
from tests.qt.page_objects import PASSPHRASE, quick_vault

KILLS = 5

DRIVER = """
    import itertools, json, sys
    from pathlib import Path
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from screening.qt.entry.unlock_page import UnlockPage
    from screening.qt.widgets.pressing import Steady
    from screening.qt.style.theme import Theme, apply_theme
    from screening.qt.window.main_window import Window
    from screening.wording.catalogue.translations import Words

    Steady.clock = staticmethod(itertools.count(0.0, 1.0).__next__)
    application = QApplication([])
    apply_theme(Theme())
    window = Window(Path(sys.argv[1]), Words("en"))
    window.show()
    window.begin()
    window.first.field.edit.setText(sys.argv[2])
    figure = getattr(Qt.Key, "Key_" + sys.argv[3])
    QTest.keyClick(window.first.field.edit, Qt.Key.Key_Return)

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)

    opened, told = [], []

    def saved(_at):
        case = window.pages.interview.case
        line = json.dumps({item: each.answer.value for item, each in case.answers.items()})
        if told != [line]:
            told[:] = [line]
            print(line, flush=True)

    def step():
        pages = window.pages
        if pages is None or window.desk.pending or not window.isActiveWindow():
            return
        if window.desk.interview is None:
            page = window.shell.page()
            if page is not None and page.findChildren(object, "new-screening"):
                if page.table is not None and not opened:
                    opened.append(True)  # once: every further press would open it again, and again
                    window.desk.saved.connect(saved)
                    page.open_pressed.emit(next(iter(page.table.rows)))
        elif pages.place.startswith("topic.") and pages.page.waits:
            press(Qt.Key.Key_1)
        elif pages.place.startswith("topic."):
            items = [each.id for each in pages.page.view.items]
            again = [each.id for each in pages.page.view.items if not each.answer]
            if not again:
                press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            elif not pages.page.open_item:
                press(Qt.Key.Key_Down)
            elif pages.page.open_item in again:
                press(figure)
            else:
                before = items.index(pages.page.open_item) < items.index(again[0])
                press(Qt.Key.Key_Down if before else Qt.Key.Key_Up)
        elif pages.place == "closing":
            pages.go("topic.needs")

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(0)
    application.exec()
"""


def begin_talk(folder: Path) -> str:
    """A case in which the talk has begun, made without a window."""
    from screening.casework.content.edition import open_content
    from screening.casework.interview.interview import Interview, open_case
    from screening.casework.record.caseload import place_text
    from screening.domain.case.case import fold
    from screening.wording.catalogue.translations import Words

    with open_vault(folder, PASSPHRASE) as vault:
        content, code = open_content(), vault.new_case()
        first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=False))
        interview = Interview(content, fold(code, [first]), Words("en"), "labour-officer")

        def do(event) -> None:
            interview.accept(vault.append(code, event))

        for line in content.protocol.gate:
            do(interview.answer_gate(line.id, line.choices[0].id))
        do(interview.begin_without("here"))
        do(interview.choose_language("en"))
        for decision in ("talk", "notes"):
            do(interview.decide(decision, "yes"))
        vault.set_place(code, place_text("topic.needs"))
    return code


@pytest.mark.sweep
@pytest.mark.requirement("HW7")
def test_every_answer_that_was_shown_as_saved_is_there_after_a_kill(tmp_path: Path) -> None:
    chance = random.Random(11)
    folder = quick_vault(tmp_path / "record")
    code = begin_talk(folder)
    before: dict[str, str] = {}
    for figure in range(KILLS):
        throttle._waits.clear()
        program = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(DRIVER), str(folder), PASSPHRASE, str(figure % 4 + 1)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert program.stdout is not None and program.stderr is not None
        shown = before
        for _ in range(chance.randint(2, 8)):
            line = program.stdout.readline()
            assert line, program.stderr.read()
            shown = json.loads(line)
        os.kill(program.pid, signal.SIGKILL)
        for line in program.stdout.read().splitlines():
            shown = json.loads(line)
        program.stdout.close()
        program.stderr.close()
        assert program.wait() == -signal.SIGKILL

        with open_vault(folder, PASSPHRASE) as vault:
            assert vault.verify().holds
            case = fold(code, vault.events(code))
        kept = {item: each.answer.value for item, each in case.answers.items()}
        assert shown.items() <= kept.items()
        assert before.items() <= kept.items()
        assert len(kept) <= len(shown) + 1
        before = kept
    assert len(before) > KILLS

"""Our side of ``run.mjs``: the same answers by keyboard in our own window, offscreen; prints one line of JSON.

    python benchmarks/peers/ours.py make PLAN RECORD         an empty record for the others
    python benchmarks/peers/ours.py interview PLAN RECORD    an interview, timed
    python benchmarks/peers/ours.py stop PLAN RECORD         five answers, then waits to be killed
    python benchmarks/peers/ours.py count PLAN RECORD        the answers that are in that record

Gate, agreement and language come before the first question, recorded as by the window; the peers have none of them.
``run.mjs`` puts the folder above on PYTHONPATH, where ``window.py`` is.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import window as measured
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from screening.domain.case.case import fold
from screening.qt.interview.topic_page import TopicPage

PASSPHRASE = "velvet kettle orbit lantern mosaic"
COST = measured.Cost(1, 64 * 2**20)
STOP_AFTER = 5
KEYS = {"yes": Qt.Key.Key_1, "no": Qt.Key.Key_2}
Json = dict[str, Any]


def main() -> None:
    what, plan, record = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))["steps"], Path(sys.argv[3])
    if what == "make":
        measured.create_vault(record, PASSPHRASE, "LAB-07", "labour-officer", "Office", cost=COST).close()
        print("{}")
        return
    if what == "count":
        print(_count(record))
        return
    application = QApplication([])
    measured.apply_theme(measured.Theme())
    window = measured.Window(record, measured.Words("en"))
    window.resize(1366, 768)
    window.show()
    window.begin()
    window.grab()
    unlock = _now()
    window.open_record(lambda: measured.open_vault(record, PASSPHRASE))
    measured._until(lambda: window.pages is not None and window.shell is not None and window.shell.page() is not None)
    measured._begin_case(window)
    window.pages.go("topic." + plan[0]["topic"])
    _invited(window)
    window.grab()
    question = _now()
    told = _interview(window, plan, STOP_AFTER if what == "stop" else len(plan))
    if what == "stop":
        print(STOP_AFTER, flush=True)
        time.sleep(600)
    told |= {"load": {"unlock": unlock, "question": question}, "memory": _memory()}
    print(json.dumps(told))
    window.close()
    application.quit()


def _interview(window: measured.Window, plan: list[Json], last: int) -> Json:
    """Press the figure of each answer; time it until the next question is open and drawn, and the answer on the disk.

    The items of a topic come in the order in which the page asks them. A pause between two questions about harm counts
    as what is shown next.
    """
    pages = window.pages
    answers = {step["item"]: step["answer"] for step in plan}
    topics = list(dict.fromkeys(step["topic"] for step in plan))
    told: Json = {"clock": [], "processor": [], "keys": 0, "pauses": 0}
    idle = time.process_time()
    _wait(1.0)
    told["idle"] = 1000 * (time.process_time() - idle)
    began, given = time.process_time(), 0
    for topic in topics:
        if topic != topics[0]:
            _press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            measured._until(lambda topic=topic: pages.place == "topic." + topic)
            told["keys"] += 1 + _invited(window)
        page = pages.page
        assert isinstance(page, TopicPage)
        names = [item.id for item in page.view.items]
        for item, following in zip(names, [*names[1:], None], strict=True):
            if given == last:
                return told
            assert page.open_item == item, (page.open_item, item)
            digest = measured._head(pages, item)
            start, used = time.perf_counter(), time.process_time()
            _press(window, KEYS[answers[item]])
            measured._until(lambda item=item, digest=digest: measured._head(pages, item) != digest)
            if following is not None:
                measured._until(lambda page=page, following=following: page.open_item in (following, ""))
            measured._settle()
            clock = 1000 * (time.perf_counter() - start)
            given, told["keys"] = given + 1, told["keys"] + 1
            if following is None:
                continue
            _wait(0.04)  # what is put off counts as well, as in the peers
            told["clock"].append(clock)
            told["processor"].append(1000 * (time.process_time() - used))
            if not page.open_item:
                told["keys"], told["pauses"] = told["keys"] + 1, told["pauses"] + 1
                _press(window, Qt.Key.Key_Down)
                measured._until(lambda page=page, following=following: page.open_item == following)
    told["whole"] = 1000 * (time.process_time() - began)
    return told


def _press(
    window: measured.Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def _invited(window: measured.Window) -> int:
    """Where a topic waits for its open invitation, record that it was given; return the keys."""
    measured._settle()
    page = window.pages.page
    assert isinstance(page, TopicPage)
    if not page.waits:
        return 0
    _press(window, Qt.Key.Key_1)
    measured._until(lambda: not page.waits)
    measured._settle()
    return 1


def _wait(seconds: float) -> None:
    """Let the window run as it does by itself."""
    end = time.monotonic() + seconds
    measured._until(lambda: time.monotonic() >= end)


def _now() -> Json:
    return {"at": 1000 * time.time(), "processor": 1000 * time.process_time()}


def _memory() -> float:
    """Return the MiB of this process, what is shared counted by its share."""
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _count(record: Path) -> int:
    """Return the answers of the only case in a record."""
    vault = measured.open_vault(record, PASSPHRASE)
    try:
        (code,) = vault.cases()
        return len(fold(code, vault.events(code)).answers)
    finally:
        vault.close()


if __name__ == "__main__":
    main()

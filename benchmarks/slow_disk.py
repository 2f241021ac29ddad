"""The window beside a slow disk: every sync takes so long, as on a laptop's worn disk; what the officer's hand feels.

    QT_QPA_PLATFORM=offscreen python benchmarks/slow_disk.py [--sync 8] [--answers 60]

Needs a C compiler: what syncs is held up in front of the C library, so SQLCipher's own syncs are too. Told are, by the
clock, how long a key press holds the window, the longest time in which the window did nothing else meanwhile, and how
long it takes until the answer is on disk and the strip says so with the next question drawn. Then keys are pressed
ahead, without waiting for the disk, and counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HELD_UP = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int late(const char *name, int file) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    usleep(%d);
    return real(file);
}
int fsync(int file) { return late("fsync", file); }
int fdatasync(int file) { return late("fdatasync", file); }
"""
PASSPHRASE = "velvet kettle orbit lantern mosaic"
FAST = 8
"""Keys pressed one after another without waiting."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sync", type=float, default=8.0, help="milliseconds that every sync takes longer")
    parser.add_argument("--answers", type=int, default=60)
    chosen = parser.parse_args()
    if "HELD_UP" not in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            source, library = Path(folder) / "late.c", Path(folder) / "late.so"
            source.write_text(HELD_UP % round(chosen.sync * 1000), "ascii")
            subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
            environment = {**os.environ, "LD_PRELOAD": str(library), "HELD_UP": "1"}
            raise SystemExit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)
    _measure(chosen.answers)


def _measure(wanted: int) -> None:
    import window as measured
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from screening.qt.interview.topic_page import TopicPage

    folder = Path(tempfile.mkdtemp()) / "record"
    cost = measured.Cost(1, 64 * 2**20)
    measured.create_vault(folder, PASSPHRASE, "LAB-07", "labour-officer", "Office", cost=cost).close()
    application = QApplication([])
    measured.apply_theme(measured.Theme())
    window = measured.Window(folder, measured.Words("en"))
    window.resize(1366, 768)
    window.show()
    window.open_record(lambda: measured.open_vault(folder, PASSPHRASE))
    measured._until(lambda: window.pages is not None and window.shell is not None and window.shell.page() is not None)
    measured._begin_case(window)
    pages = window.pages
    assert pages is not None
    held, still, saved = [], [], []
    turns: list[float] = []
    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(time.perf_counter()))
    ticking.start(1)
    synced = [time.perf_counter()]
    os.fsync(os.open(folder, os.O_RDONLY))
    synced.append(time.perf_counter())
    topics = iter(pages.interview.protocol.topics)
    while len(saved) < wanted:
        topic = next(topics)
        page = _come_to(pages, topic.id, measured, TopicPage)
        for item in [each.id for each in page.view.items]:
            page.open(item)
            measured._settle()
            turns.clear()
            began, before = time.perf_counter(), measured._head(pages, item)
            page.point("no" if measured._answer(pages, item) == "yes" else "yes")
            held.append(time.perf_counter() - began)
            while measured._head(pages, item) == before:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            measured._settle()
            saved.append(time.perf_counter() - began)
            gaps = [after - first for first, after in zip([began, *turns], [*turns, began + saved[-1]], strict=True)]
            still.append(max(gaps))
    ahead, taken = _ahead(window, pages, next(topics).id, (measured, TopicPage, QTest, Qt, QApplication, QEventLoop))
    print(f"one sync (ms): {1000 * (synced[1] - synced[0]):.1f}; load {os.getloadavg()[0]:.1f}")
    for name, times in (
        ("a press holds the window", held),
        ("longest time without a turn of the window, an answer", still),
        ("until it is on disk, said so, and the next question is drawn", saved),
    ):
        times.sort()
        told = (statistics.median(times), times[int(0.95 * len(times))], times[-1])
        print(f"{name} (ms): median, 95th, greatest", *(f"{1000 * each:.1f}" for each in told))
    print(f"{FAST} keys pressed in {1000 * ahead:.0f} ms without waiting: {taken} answers on disk")
    window.close()
    application.quit()


def _come_to(pages: Any, topic: str, measured: Any, kind: type[Any]) -> Any:
    """The page of a topic with its items open."""
    pages.go("topic." + topic)
    measured._settle()
    page = pages.page
    assert isinstance(page, kind)
    if page.waits:
        page.invited.emit("")
        measured._until(lambda: not page.waits)
    return page


def _ahead(window: Any, pages: Any, topic: str, with_these: tuple[Any, ...]) -> tuple[float, int]:
    """Press the key for "no" again and again; how long the presses took, and how many answers came of them."""
    measured, kind, test, qt, application, loop = with_these
    page = _come_to(pages, topic, measured, kind)
    page.start().setFocus()
    measured._settle()
    before = len(pages.interview.case.answers)
    began = time.perf_counter()
    for _ in range(FAST):
        test.keyClick(window.windowHandle(), qt.Key.Key_2)
    pressed, end = time.perf_counter() - began, time.perf_counter() + 5
    while len(pages.interview.case.answers) < before + FAST and time.perf_counter() < end:
        application.processEvents(loop.ProcessEventsFlag.AllEvents, 50)
    return pressed, len(pages.interview.case.answers) - before


if __name__ == "__main__":
    main()

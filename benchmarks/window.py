"""Measures the window offscreen: an answer from the key to the next question drawn, start, memory, the PDF.

Run: QT_QPA_PLATFORM=offscreen python benchmarks/window.py   (prints a table; figures go into benchmarks/README.md)
     python benchmarks/window.py --half   on one core, beside a neighbour that never rests (Linux)
"""

from __future__ import annotations

import contextlib
import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from screening.qt.interview.topic_page import TopicPage
from screening.qt.style.theme import Theme, apply_theme
from screening.qt.window.main_window import Window
from screening.settings import OWN
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost
from screening.wording.catalogue.translations import Words

CASES = 10
TURNS = 5
"""Of the event loop, after which nothing of opening a page is left to do."""
ONE_CASE = 121
"""Answers of one case, each item once."""
START = Path(__file__).with_name("start.py")


def main() -> None:
    with half_a_core() if sys.argv[1:] == ["--half"] else contextlib.nullcontext():
        measure()


@contextlib.contextmanager
def half_a_core() -> Iterator[None]:
    """Share one core with a neighbour that never rests."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    neighbour = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        neighbour.kill()
        neighbour.wait()


def measure() -> None:
    folder = Path(tempfile.mkdtemp()) / "record"
    passphrase = "velvet kettle orbit lantern mosaic"
    create_vault(folder, passphrase, "LAB-07", "labour-officer", "Office", cost=Cost(1, 64 * 2**20)).close()
    starts = [_start(folder) for _ in range(8)][1:]  # the first compiles what changed
    application = QApplication([])
    apply_theme(Theme())
    window = Window(folder, Words("en"))
    window.resize(1366, 768)
    window.show()
    window.open_record(lambda: open_vault(folder, passphrase))
    _until(lambda: window.pages is not None and window.shell is not None and window.shell.page() is not None)
    pages = window.pages
    assert pages is not None
    memory: list[float] = []
    times: list[float] = []
    cpu: list[float] = []
    drawn: list[float] = []
    for _ in range(CASES):
        _begin_case(window)
        _answers(window, pages, times, cpu, drawn)
        memory.append(_resident())
    covers = sorted(_covers(window))
    papers = _papers(pages)
    loop = min(_loop() for _ in range(3))
    times.sort()
    cpu.sort()
    drawn.sort()
    print("answers:", len(times), "machine's load:", *(round(each, 1) for each in os.getloadavg()))
    clock, processor = (round(statistics.median(each), 3) for each in zip(*starts, strict=True))
    print("start to first page drawn, median of 7 (s):", clock, "on the processor:", processor)
    print("in loops of ten million additions: start", round(processor / loop, 3),
          "answer to the next page drawn by Qt, 95th", round(cpu[int(0.95 * len(cpu))] / loop, 4), "by the clock",
          round(drawn[int(0.95 * len(drawn))] / loop, 4))  # fmt: skip
    print("key to next question drawn, answer on disk (ms): median", round(1000 * statistics.median(times), 2),
          "95th", round(1000 * times[int(0.95 * len(times))], 2),
          "99th", round(1000 * times[int(0.99 * len(times))], 2), "greatest", round(1000 * times[-1], 2))  # fmt: skip
    print("the same as far as Qt's own drawing (ms): median", round(1000 * statistics.median(drawn), 2),
          "95th", round(1000 * drawn[int(0.95 * len(drawn))], 2),
          "99th", round(1000 * drawn[int(0.99 * len(drawn))], 2), "greatest", round(1000 * drawn[-1], 2))  # fmt: skip
    print("the same on the processor (ms): median", round(1000 * statistics.median(cpu), 2),
          "95th", round(1000 * cpu[int(0.95 * len(cpu))], 2))  # fmt: skip
    print("memory after each case, with the images that were painted (MiB):", *(round(each) for each in memory))
    print("Esc to the cover page drawn, of 50 (ms): median", round(1000 * statistics.median(covers), 1),
          "greatest", round(1000 * covers[-1], 1))  # fmt: skip
    print("PDF of the case, median of 5 (ms):", round(1000 * statistics.median(papers)))
    window.close()
    application.quit()


def _begin_case(window: Window) -> None:
    """A new screening from the list of cases, past the gate and the agreement, in Bengali."""
    window.show_cases()
    _settle()
    window.new_screening()
    pages = window.pages
    assert pages is not None
    _until(lambda: pages.place == "gate")
    for line in (line.id for line in pages.interview.protocol.gate):
        choice = {"hearing": "nobody", "minor": "adult", "officer": "safe"}.get(line, "no")
        pages.record(lambda line=line, choice=choice: pages.interview.answer_gate(line, choice), lambda: None)
        _until(lambda line=line: line in pages.interview.case.gate)
    pages.record(lambda: pages.interview.begin_without("here"), lambda: None)
    _until(lambda: not pages.interview.waits_for())
    pages.record(lambda: pages.interview.choose_language("bn"), lambda: None)
    _until(lambda: pages.interview.case.language is not None)
    for decision in ("talk", "notes"):
        pages.record(lambda decision=decision: pages.interview.decide(decision, "yes"), lambda: None)
        _until(lambda decision=decision: pages.interview.case.consented(decision) == "yes")


def _answers(
    window: Window, pages: object, times: list[float], cpu: list[float], drawn: list[float], *, picture: bool = True
) -> None:
    """Press an answer key through every topic; time each until Qt has drawn the page again, by clock and processor.

    ``picture`` paints the window a second time, to an image; ``times`` are until then.
    """
    from screening.qt.window.case_navigator import CasePages

    assert isinstance(pages, CasePages)
    begun = len(times)
    while len(times) < begun + ONE_CASE:
        for topic in pages.interview.protocol.topics:
            pages.go("topic." + topic.id)
            _settle()
            page = pages.page
            assert isinstance(page, TopicPage)
            if page.waits:
                page.invited.emit("")
                _until(lambda page=page: not page.waits)
            assert page.view is not None
            for item in [each.id for each in page.view.items]:
                page.open(item)
                _rest()
                digest = _head(pages, item)
                start, used = time.perf_counter(), time.process_time()
                page.point("no" if _answer(pages, item) == "yes" else "yes")
                _until(lambda item=item, digest=digest: _head(pages, item) != digest)
                _settle()
                drawn.append(time.perf_counter() - start)
                cpu.append(time.process_time() - used)
                if picture:
                    window.grab()
                times.append(time.perf_counter() - start)
                if len(times) == begun + ONE_CASE:
                    return


def _head(pages: object, item: str) -> str:
    heads = pages.interview.case.heads.get(item, ())  # type: ignore[attr-defined]
    return heads[-1].digest if heads else ""


def _answer(pages: object, item: str) -> str:
    given = pages.interview.case.answers.get(item)  # type: ignore[attr-defined]
    return given.answer.value if given else ""


def _covers(window: Window) -> list[float]:
    """Press Esc on a topic page that holds half-typed words; until the window is painted."""
    from PySide6.QtTest import QTest  # not the program's own: after the memory was measured

    times = []
    for _ in range(50):
        start = time.perf_counter()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
        QApplication.processEvents()
        window.grab()
        times.append(time.perf_counter() - start)
        assert window.stack.currentWidget() is window.cover
        window.guard._uncovered()
        _settle()
    return times


def _papers(pages: object) -> list[float]:
    from screening.casework.assessment import assessment
    from screening.casework.content.directory import shipped
    from screening.casework.referral import papers, referral_form

    def view() -> object:
        return assessment.write_view(pages.interview, ["unsure"], "not_sure", "Measured.")  # type: ignore[attr-defined]

    # A paper comes after the officer's own view and the reading of the program.
    pages.record(view, lambda: None)  # type: ignore[attr-defined]
    _until(lambda: pages.interview.case.view is not None)  # type: ignore[attr-defined]
    pages.record(lambda: assessment.open_assessment(pages.interview), lambda: None)  # type: ignore[attr-defined]
    _until(lambda: pages.interview.case.assessed is not None)  # type: ignore[attr-defined]
    interview = pages.interview  # type: ignore[attr-defined]
    keeper = referral_form.Keeper("LAB-07", "Office", "AAAA BBBB", 1)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        papers.make_file(interview, keeper, shipped(OWN), papers.OWN, datetime.date.today())
        times.append(time.perf_counter() - start)
    return times


def _loop() -> float:
    """Seconds of processor that ten million additions in a module's text take here, for comparing machines."""
    start = time.process_time()
    exec("total = 0\nfor number in range(10_000_000):\n    total += number\n", {})
    return time.process_time() - start


def _resident() -> float:
    """Resident memory of this process, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _start(folder: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor, from the first line of the program to the first page drawn.

    Its modules are compiled, as they are when it is installed.
    """
    compiled = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = [sys.executable, str(START), str(folder)]
    told = subprocess.run(start, capture_output=True, text=True, check=True, env=compiled)
    clock, processor = told.stdout.split()[-2:]
    return float(clock), float(processor)


def _settle() -> None:
    """Handle what waits, and let go of pages that were left: within ``exec`` the loop does so by itself."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _rest() -> None:
    """Let the page come to rest, as it does while a person speaks: no answer pays for opening its page."""
    for _ in range(TURNS):
        _settle()


def _until(ready: object) -> None:
    """Wait as the program itself does: asleep until something comes, so that the vault's thread is not held up."""
    waker = QTimer()
    waker.start(100)
    end = time.monotonic() + 20
    while not ready():  # type: ignore[operator]
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise SystemExit("the window did not answer")


if __name__ == "__main__":
    main()

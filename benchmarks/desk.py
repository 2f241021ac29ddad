"""Measures the first draw of every page of the desk: from the press to the page drawn, with what the record says.

Run: QT_QPA_PLATFORM=offscreen python benchmarks/desk.py   (prints a table; figures go into benchmarks/README.md)
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from screening.qt.platform.preload import read_now
from screening.qt.session.record_rail import open_places
from screening.qt.style.theme import Theme, apply_theme
from screening.qt.window.main_window import Window
from screening.store import Vault, create_vault, open_vault
from screening.store.crypto.key_file import Cost
from screening.wording.catalogue.translations import Words

LIMIT = 150
"""Milliseconds."""
ROLE = "labour-officer"
AGAIN = 4
PASSPHRASE = "velvet kettle orbit lantern mosaic"


def main() -> None:
    folder = Path(tempfile.mkdtemp()) / "record"
    create_vault(folder, PASSPHRASE, "LAB-07", ROLE, "Office", cost=Cost(1, 64 * 2**20)).close()
    application = QApplication([])
    apply_theme(Theme())
    read_now()  # the program does so while the passphrase is typed
    window = Window(folder, Words("en"))
    window.resize(1366, 768)
    window.show()
    window.open_record(lambda: open_vault(folder, PASSPHRASE))
    _until(lambda: window.shell is not None and window.shell.page() is not None)
    print(
        "page: first press, then median of",
        AGAIN,
        "(ms); machine's load",
        *(round(each, 1) for each in os.getloadavg()),
    )
    for place in open_places(role=ROLE):
        if window.record.beside is None or place not in window.record.beside.routes:
            continue
        (clock, first), *rest = [_draw(window, place) for _ in range(1 + AGAIN)]
        again = sorted(used for _, used in rest)[AGAIN // 2]
        over = "  over the limit" if 1000 * first > LIMIT else ""
        print(f"{place:12} {1000 * clock:6.0f} {1000 * first:6.0f} {1000 * again:6.0f}{over}")
    window.close()
    application.quit()


def _draw(window: Window, place: str) -> tuple[float, float]:
    """Seconds by the clock and on the processor until the page stands with what the record's thread answered."""
    answered: list[object] = []
    start, used = time.perf_counter(), time.process_time()
    window.open_record_page(place)
    assert window.desk is not None
    window.desk.ask(_nothing, success=answered.append)
    _until(lambda: answered)
    window.grab()
    return time.perf_counter() - start, time.process_time() - used


def _nothing(_vault: Vault) -> str:
    return "answered"


def _until(ready: object) -> None:
    end = time.monotonic() + 20
    while not ready():  # type: ignore[operator]
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.monotonic() > end:
            raise SystemExit("the window did not answer")


if __name__ == "__main__":
    main()

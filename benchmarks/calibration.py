"""Four known loads that stand beside every figure, so that machines and busy hours can be compared.

    python benchmarks/calibration.py

Processor seconds of this process: ten million additions in pure Python, in a function and, which takes more than twice
as long, in the text of a module; a paragraph broken and shaped by Qt 500 times; 300 rows committed by SQLCipher, each
in a transaction of its own.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont, QGuiApplication, QTextLayout
from sqlcipher3 import dbapi2

ADDITIONS = 10_000_000
LAYOUTS = 500
COMMITS = 300
WORDS = "When you came here, who held your passport, and could you ask for it back whenever you wanted to? " * 4


def calibrated() -> dict[str, float]:
    """Return the processor seconds of each load."""
    loads = {
        "additions": _additions,
        "module additions": _additions_in_a_module,
        "text layout": _layouts,
        "commits": _commits,
    }
    return {name: _used(load) for name, load in loads.items()}


def line(figures: dict[str, float]) -> str:
    """Return the figures in one line, as every table shows them."""
    parts = (
        (f"{ADDITIONS:,} additions", figures["additions"]),
        ("the same in a module's text", figures["module additions"]),
        (f"{LAYOUTS} paragraphs laid out", figures["text layout"]),
        (f"{COMMITS} commits", figures["commits"]),
    )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return "; ".join(f"{name} {seconds:.3f} s" for name, seconds in parts) + f"; load {load}"


def _used(load: Callable[[], object]) -> float:
    began = time.process_time()
    load()
    return time.process_time() - began


def _additions() -> int:
    total = 0
    for number in range(ADDITIONS):
        total += number
    return total


def _additions_in_a_module() -> None:
    exec(f"total = 0\nfor number in range({ADDITIONS}):\n    total += number", {})


def _layouts() -> None:
    if QGuiApplication.instance() is None:
        QGuiApplication([])
    for _ in range(LAYOUTS):
        layout = QTextLayout(WORDS, QFont("Noto Sans", 13))
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(400)
        layout.endLayout()


def _commits() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = dbapi2.connect(str(Path(folder) / "loads.db"), isolation_level=None)
        database.execute(f"PRAGMA key = \"x'{'07' * 32}'\"")
        database.execute("CREATE TABLE loads (number INTEGER, words TEXT)")
        for number in range(COMMITS):
            database.execute("BEGIN")
            database.execute("INSERT INTO loads VALUES (?, ?)", (number, WORDS))
            database.execute("COMMIT")
        database.close()


if __name__ == "__main__":
    print(line(calibrated()))

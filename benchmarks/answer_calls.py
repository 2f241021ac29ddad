"""How many calls of Python and of C one answer costs, from the key to the next page, and in how many files.

    QT_QPA_PLATFORM=offscreen python benchmarks/answer_calls.py [--answers 80]

A count does not depend on the machine nor on its load, unlike a time. The window is drawn by Qt; the picture that
``window.py`` takes for its own figure is left out. The vault's thread is counted too.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import window as measured
from PySide6.QtWidgets import QApplication

from screening.qt.interview.topic_page import TopicPage

PASSPHRASE = "velvet kettle orbit lantern mosaic"


class Calls:
    """Counts while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.python = self.c = 0
        self.where: Counter[str] = Counter()

    def seen(self, frame: FrameType, event: str, _argument: Any) -> None:
        if not self.on:
            return
        if event == "call":
            self.python += 1
            code = frame.f_code
            self.where[f"{code.co_filename.rpartition('/screening/')[2]}:{code.co_name}"] += 1
        elif event == "c_call":
            self.c += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=80)
    wanted = parser.parse_args().answers
    calls = Calls()
    folder = Path(tempfile.mkdtemp()) / "record"
    cost = measured.Cost(1, 64 * 2**20)
    measured.create_vault(folder, PASSPHRASE, "LAB-07", "labour-officer", "Office", cost=cost).close()
    threading.setprofile(calls.seen)
    sys.setprofile(calls.seen)
    application = QApplication([])
    measured.wear(measured.Theme())
    window = measured.Window(folder, measured.Words("en"))
    window.resize(1366, 768)
    window.show()
    window.open_record(lambda: measured.open_vault(folder, PASSPHRASE))
    measured._until(lambda: window.pages is not None and window.shell is not None and window.shell.page() is not None)
    measured._begin_case(window)
    each = _answer(window, calls, wanted)
    print(
        f"calls an answer: Python {calls.python / wanted:,.0f} (median {sorted(each)[wanted // 2]:,}),",
        f"C {calls.c / wanted:,.0f}",
    )
    print(f"files: {len({place.partition(':')[0] for place in calls.where})}")
    for place, count in calls.where.most_common(15):
        print(f"{count / wanted:8.0f}  {place}")
    window.close()
    application.quit()


def _answer(window: measured.Window, calls: Calls, wanted: int) -> list[int]:
    """Answer so many questions; return the Python calls of each."""
    pages, found = window.pages, []
    assert pages is not None
    for topic in pages.interview.protocol.topics:
        pages.go("topic." + topic.id)
        measured._settle()
        page = pages.page
        assert isinstance(page, TopicPage)
        if page.waits:
            page.invited.emit("")
            measured._until(lambda page=page: not page.waits)
        assert page.view is not None
        for item in [each.id for each in page.view.items]:
            page.open(item)
            measured._settle()
            digest, before = measured._head(pages, item), calls.python
            calls.on = True
            page.point("no" if measured._answer(pages, item) == "yes" else "yes")
            measured._until(lambda item=item, digest=digest: measured._head(pages, item) != digest)
            measured._settle()
            calls.on = False
            found.append(calls.python - before)
            if len(found) == wanted:
                return found
    raise SystemExit("The edition has fewer questions than that.")


if __name__ == "__main__":
    main()

"""Pictures of the running program, page by page, of a practice record with invented answers.

``python -m tests.qt.screens FOLDER [--officer en] [--person ur] [--scale 200] [--size 1366x768] [--only topic ...]
[--country id] [--first-minutes]``
walks one screening with the keys of an officer and writes a PNG for every page it comes to, then those beside it.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from screening.casework.content.country import of
from screening.qt.session.record_places import RecordPlace
from screening.qt.style import theme
from screening.qt.style.theme import Theme
from tests.qt.other_screens import answered, first_minutes, take_others
from tests.qt.page_objects import COVER_PIN, PASSPHRASE, SAFE, Screen, quick_vault

PLACES = (
    RecordPlace.REMINDERS,
    RecordPlace.SERVICES, RecordPlace.PREPARE, RecordPlace.EMPLOYERS, RecordPlace.STATISTICS, RecordPlace.ACCURACY,
    RecordPlace.SECOND_LOOK, RecordPlace.SITE,
    RecordPlace.OPERATIONS,
    RecordPlace.KEEPING,
    RecordPlace.COPIES, RecordPlace.LOG, RecordPlace.KEYS, RecordPlace.SEAL, RecordPlace.SAFETY, RecordPlace.COUNTS,
    RecordPlace.BENCH, RecordPlace.RECORDINGS, RecordPlace.BUNDLES, RecordPlace.PEOPLE, RecordPlace.SETTINGS,
    RecordPlace.CONTENT, RecordPlace.ABOUT, RecordPlace.LAW, RecordPlace.COMPUTER,
)  # fmt: skip
"""Pages that have a row of the rail, or a key."""
BESIDE = (
    "contact", "wordless", "interpreter", "when", "child", "arrival", "session", "plan", "dates", "fees",
    "handover", "rights", "refused", "alone", "heard", "later", "informed", "embassy", "withdraw", "care", "help",
    "suicide", "stop", "said", "identity",
)  # fmt: skip
"""Pages beside the way."""

SAID = {
    "en": "They keep it in the office. I can ask for it.",
    "ms": "Mereka simpan di pejabat.",
    "id": "Mereka simpan di kantor. Saya bisa minta.",
    "th": "เขาเก็บไว้ในสำนักงาน ขอได้",
    "ur": "میرا پاسپورٹ مالک کی الماری میں ہے۔ ۳ مہینے، 150 روپے۔",
    "bn": "পাসপোর্ট মালিকের আলমারিতে আছে। ৩ মাস, 150 টাকা।",
    "my": "ပတ်စပို့ကို အလုပ်ရှင်က သိမ်းထားတယ်။ ၃ လရှိပြီ။",
}


class Pictures:
    def __init__(self, folder: Path, only: tuple[str, ...]) -> None:
        self.folder = folder
        self.only = only
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, screen: Screen, name: str) -> None:
        self.keep(screen.window, name)

    def keep(self, window: QWidget, name: str) -> None:
        self.number += 1
        if self.only and name not in self.only:
            return
        picture = few_colours(at_rest(window))
        picture.save(str(self.folder / f"{self.number:02d}-{name}.png"), "PNG", 0)  # type: ignore[call-overload]


OTHER_ROLES = ("counts", "bench", "recordings")
"""Pages of a supervisor and of a reviewer, which this officer's record does not open."""


def at_rest(window: QWidget, most: int = 50) -> QImage:
    """The window once it looks the same twice: a page scrolls to its open question when it has taken its shape."""
    before = QImage()
    for _ in range(most):
        QTest.qWait(60)
        now = window.grab().toImage()
        if now == before:
            break
        before = now
    return before


def few_colours(image: QImage, most: int = 256) -> QImage:
    """The picture in its own ``most`` commonest colours: Qt's fixed table would show the rail yellow."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))  # type: ignore[arg-type]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, [each for each, _ in counted.most_common(most)], flat)


def walk(pictures: Pictures, record: Path, officer: str, person: str, size: tuple[int, int]) -> None:
    qtbot = QtBot(None)  # type: ignore[arg-type]
    screen = Screen(qtbot, record, officer)
    screen.window.resize(*size)
    screen.wait(lambda: screen.window.first is not None)
    pictures.take(screen, "unlock")
    screen.choose("to-employers")
    pictures.take(screen, "employers-front")
    screen.choose("employers-back")
    screen.unlock(PASSPHRASE)
    screen.cases()
    pictures.take(screen, "cases-empty")
    screen.new_screening()
    pictures.take(screen, "gate")
    screen.setting("workplace")
    screen.gate_lines(**SAFE)
    screen.next("numbers")
    pictures.take(screen, "numbers")
    screen.past_numbers()
    screen.at("language")
    pictures.take(screen, "language")
    screen.language(person)
    pictures.take(screen, "consent")
    screen.decide(talk="yes", notes="yes")
    screen.next()
    if screen.place == "alone":
        pictures.take(screen, "alone-offered")
        screen.next("prefer")
    pictures.take(screen, "prefer")
    screen.next("listening")
    pictures.take(screen, "listening")
    screen.next("topic.needs")
    pictures.take(screen, "topic-needs-invitation")
    screen.invite()
    pictures.take(screen, "topic-needs")
    screen.topic("money")
    screen.answer("little-pay", "yes", "told")
    pictures.take(screen, "topic-money")
    screen.topic("papers")
    screen.answer("papers-kept", "yes", "asked")
    screen.words(SAID.get(person, SAID["en"]))
    pictures.take(screen, "topic-papers")
    screen.answer("locked", "yes", "asked")
    pictures.take(screen, "topic-locked")
    screen.answer("threats", "no", "asked")
    for key, name in ((Qt.Key.Key_F3, "find"),):
        screen.press(key)
        screen.at("find")
        pictures.take(screen, name)
    for name in BESIDE:
        screen.pages.go(name)
        screen.wait(lambda name=name: screen.place == name)
        pictures.take(screen, name)
    screen.window.rest()
    screen.wait(lambda: screen.window.stack.currentWidget() is not screen.window.shell)
    pictures.take(screen, "break")
    screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    screen.press(Qt.Key.Key_Escape)
    pictures.take(screen, "cover")
    screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    screen.pages.go("topic.papers")
    screen.rail("closing")
    pictures.take(screen, "closing")
    screen.closing({"wishes": SAID.get(person, SAID["en"])}, {"service": "yes"})
    pictures.take(screen, "own-view")
    screen.type_view(("control",), "fairly_sure", "The papers are in the office.")
    screen.next("reading")
    pictures.take(screen, "pin")
    screen.unseal()
    screen.at("reading")
    pictures.take(screen, "reading")
    while screen.place != "papers":
        screen.next()
        pictures.take(screen, screen.place)
    while screen.window.pages is not None and screen.window.shell is not None and screen.place == "papers":
        screen.next()
    pictures.take(screen, screen.place or "after")
    for name in ("second", "else"):
        screen.pages.go(name)
        screen.unseal()
        pictures.take(screen, name)
    take_decisions(pictures, screen)
    for name in (each for each in PLACES if each not in OTHER_ROLES):
        screen.window.show_cases()
        screen.cases()
        screen.window.open_record_page(name)
        screen.wait(lambda: screen.window.record.beside is not None and screen.window.record.beside.page is not None)
        answered(screen)
        pictures.take(screen, name)
    screen.close()


def take_decisions(pictures: Pictures, screen: Screen) -> None:
    """The page of what became of it: empty, with one decision half entered, and with what is recorded."""
    screen.pages.go("decisions")
    screen.wait(lambda: screen.place == "decisions")
    pictures.take(screen, "decisions")
    day = datetime.date.today()
    body, today = of(screen.pages.interview.content.installation).deciders("identification", day)[0], day.isoformat()
    for chosen in (
        {"matter": "identification", "result": "asked", "body": body, "day": today, "reference": "Letter 12"},
        {"matter": "need", "need": "medical", "result": "met", "day": today},
    ):
        before = len(screen.case.later)
        for name, value in chosen.items():
            if name in ("day", "reference"):
                screen.tab_to(f"note-{name}")
                screen.type_text(value)
            else:
                screen.page.choices[name].chosen.emit(value)
        pictures.take(screen, "decisions-entering")
        screen.choose("note-decision-keep")
        screen.wait(lambda before=before: len(screen.case.later) > before)
    pictures.take(screen, "decisions-recorded")


def main(given: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--officer", default="en")
    options.add_argument("--person", default="ms")
    options.add_argument("--scale", type=int, default=100)
    options.add_argument("--theme", default="day")
    options.add_argument("--size", default="1366x768")
    options.add_argument("--only", nargs="*", default=())
    options.add_argument("--country", default=None)
    options.add_argument("--first-minutes", action="store_true", help="Only the three doors and what is behind them.")
    asked: Any = options.parse_args(given)
    qt_api.set_qt_api("pyside6")
    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme.apply_theme(Theme(asked.theme, asked.scale))
    width, height = asked.size.split("x")
    with tempfile.TemporaryDirectory() as folder:
        record = quick_vault(Path(folder) / "record", asked.country)
        pictures = Pictures(asked.folder, tuple(asked.only))
        size = (int(width), int(height))
        if asked.first_minutes:
            first_minutes(pictures, asked.officer, asked.person, size)
            return
        walk(pictures, record, asked.officer, asked.person, size)
        take_others(pictures, Path(folder), asked.officer, asked.person, size)


if __name__ == "__main__":
    main()

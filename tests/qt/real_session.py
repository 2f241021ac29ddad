"""A whole screening in a process of its own, through the program's own door: what a test then looks at from outside.

Run: python real_session.py PLAN.json   with
    {"folder": ..., "papers": ..., "texts": [...], "end": "lock" | "close" | "kill"}
Prints which texts it used as one JSON line, waits for a line, and ends. After "lock" the process goes on as the
locked program.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import time
from pathlib import Path

PLAN = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


class Bot:
    """What ``page_objects.Screen`` asks of pytest-qt, without pytest."""

    def waitUntil(self, holds, timeout):
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + timeout / 1000
        while not holds():
            assert time.monotonic() < end, "waited in vain"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def __getattr__(self, name):
        from PySide6.QtTest import QTest

        return getattr(QTest, name)


def session(window):
    """From the unlock page to the saved paper, with the plan's texts in every field there is."""
    from page_objects import Screen
    from PySide6.QtCore import Qt

    from screening.qt.pages.topic import TopicPage

    texts = iter(PLAN["texts"])
    used = []

    def text():
        used.append(next(texts))
        return used[-1]

    screen = Screen.__new__(Screen)
    screen.qtbot, screen.folder, screen.window = Bot(), Path(PLAN["folder"]), window
    window.activateWindow()
    screen.wait(window.isActiveWindow)
    screen.unlock()
    screen.new_screening()
    screen.gate()
    screen.language("en")
    screen.consent(talk="yes", notes="yes", identity="yes", count="yes")
    for topic in window.desk.content.protocol.topics:
        screen.topic(topic.id)
        assert isinstance(screen.page, TopicPage)
        screen.words(text())
        screen.answer(screen.page.view.items[0].id, "yes")
    while screen.place != "closing":
        screen.next()
    screen.rail("identity")
    for field in screen.page.fields.values():
        field.edit.setFocus()
        screen.type_text(text())
    screen.rail("closing")
    screen.closing({name: text() for name in screen.page.fields})
    screen.own_view(["control"], "sure", text())
    screen.at("reading")
    if PLAN.get("papers"):
        screen.save_pdf(Path(PLAN["papers"]))
    everywhere(screen, text)
    screen.press(Qt.Key.Key_F3)
    screen.at("find")
    screen.type_text(text())
    screen.paste(text())
    screen.wait(lambda: not window.desk.pending)
    return used


def everywhere(screen, text):
    """A text in every field of every place that the rails of the case and of the desk lead to; the desk pages saved."""
    window = screen.window
    places = list(window.shell.rail.rows)
    fill(screen, text)
    for place in places:
        window.pages.rail(place)
        screen.wait(lambda: not window.desk.pending)
        fill(screen, text)
    from screening.qt.desk_pages import PLACES

    code = window.desk.case_code
    for place in PLACES:
        window.open_desk_page(place)
        screen.wait(lambda: not window.desk.pending)
        screen.let_go()
        fill(screen, text)
        window.save()
        screen.wait(lambda: not window.desk.pending)
    window.show_cases()
    window.open_case(code)
    screen.wait(lambda: screen.place)


def fill(screen, text):
    """Type into every field of the page that takes text; a passphrase is asked for elsewhere."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    page = screen.window.shell.page()
    for edit in page.findChildren(QLineEdit) + page.findChildren(QPlainTextEdit):
        hidden = isinstance(edit, QLineEdit) and edit.echoMode() is not QLineEdit.EchoMode.Normal
        if edit.isVisible() and edit.isEnabled() and not edit.isReadOnly() and not hidden:
            edit.setFocus()
            screen.type_text(text())


def drive(window):
    """Run the session, say which texts were used, and end as the plan wants."""
    from PySide6.QtCore import QTimer

    def run():
        used = session(window)
        sys.stdout.write(json.dumps(used) + "\n")
        sys.stdout.flush()
        sys.stdin.readline()  # the test looks at this process while it works
        if PLAN["end"] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif PLAN["end"] == "lock":
            window.lock()
        else:
            window.close()

    def guarded():
        try:
            run()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(3)

    QTimer.singleShot(0, guarded)


def main():
    faulthandler.dump_traceback_later(110, exit=True)
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from screening.qt import app, hardening

    real = hardening.harden

    def harden():
        barriers = real()
        from screening.qt.window import Window

        begin = Window.begin

        def begun(window):
            begin(window)
            drive(window)

        Window.begin = begun
        return barriers

    app.harden = harden
    return app.main(["--vault", PLAN["folder"]])


if __name__ == "__main__":
    sys.exit(main())

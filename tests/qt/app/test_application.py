"""What the window may not bring along: the network, QML, sound."""

from __future__ import annotations

import subprocess
import sys

FORBIDDEN = ("QtNetwork", "QtQml", "QtQuick", "QtMultimedia", "QtWebEngineCore")

PROGRAM = """
import pkgutil, importlib, sys
import screening.qt
for module in pkgutil.walk_packages(screening.qt.__path__, "screening.qt."):
    importlib.import_module(module.name)
print(",".join(sorted(name.partition(".")[2] for name in sys.modules if name.startswith("PySide6."))))
"""


def test_only_the_widgets_of_qt_are_ever_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    imported = set(done.stdout.strip().split(","))
    assert {"QtCore", "QtGui", "QtWidgets"} <= imported
    assert not imported & set(FORBIDDEN)


def test_the_first_page_loads_no_font_but_latin() -> None:
    program = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from screening.qt.style import fonts
from screening.qt.frame.frame import Shell, StripView
from screening.qt.style.theme import Theme, wear
from screening.wording.catalogue.translations import Words
wear(Theme())
shell = Shell(Words("en"))
shell.set_strip(StripView(where="Your cases"))
shell.show()
app.processEvents()
print(fonts.load.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"

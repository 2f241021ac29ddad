"""The page that asks for the passphrase waits for nothing that only an open record needs."""

from __future__ import annotations

import subprocess
import sys

LATER = ("sqlcipher3", "nacl", "reportlab", "uharfbuzz", "screening.store", "screening.casework", "screening.documents")
CLIENTS = ("miniaudio", "urllib.request", "http", "ssl")
"""A client of networks, and the library that brings one: not in the process before something is heard."""

PROGRAM = """
import os, sys, tempfile, pathlib
os.environ["QT_QPA_PLATFORM"] = "offscreen"
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "vault.db").write_bytes(b"")
from PySide6.QtWidgets import QApplication
application = QApplication([])
import screening.qt.app.application
from screening.qt.style.theme import Theme, wear
from screening.qt.window.main_window import Window
from screening.wording.catalogue.translations import Words
wear(Theme())
window = Window(folder, Words("en"))
window.show()
window.begin()
window.grab()
print(",".join(sys.modules))
from screening.qt.platform.preload import read_now
read_now()
print(",".join(sys.modules))
"""


def among(names: tuple[str, ...], modules: list[str]) -> set[str]:
    """Those of the names that are loaded, or of which a part is."""
    return {name for name in names if any(f"{each}.".startswith(f"{name}.") for each in modules)}


def test_the_first_page_waits_for_no_store_and_no_paper_and_an_open_record_has_no_client_of_networks() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    first, after = (line.split(",") for line in done.stdout.splitlines())
    assert among(LATER, first) == set()
    assert {"sqlcipher3", "screening.store", "screening.qt.window.case_navigator"} <= set(after), "read ahead"
    assert among(CLIENTS, after) == set()

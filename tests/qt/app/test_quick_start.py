"""The page that asks for the passphrase waits for nothing that only an open record needs."""

from __future__ import annotations

import subprocess
import sys

LATER = ("sqlite_utils", "sqlcipher3", "nacl", "reportlab", "numpy", "uharfbuzz", "pyrage", "PySide6.QtDBus",
         "screening.store", "screening.casework", "screening.documents", "screening.training",
         "screening.domain.scoring", "screening.domain.events", "screening.domain.content.strict_toml",
         "screening.qt.frame", "screening.qt.widgets.text_area", "screening.wording.script.word_segmentation",
         "screening.wording.catalogue.completeness", "screening.wording.catalogue.error_messages",
         "hashlib", "json", "platform", "subprocess")  # fmt: skip

UNUSED = (
    "miniaudio",
    "urllib.request",
    "http",
    "ssl",
    "numpy",
    "reportlab",
    "uharfbuzz",
    "importlib.metadata",
    "pyrage",
)
"""What an open record does not need until something is heard, printed or reviewed: memory, and a client of networks."""

PROGRAM = """
import os, sys, tempfile, pathlib
os.environ["QT_QPA_PLATFORM"] = "offscreen"
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "vault.db").write_bytes(b"")
import screening.bounded_process
import screening.wording.catalogue.source_texts as source_texts
read, plain = set(), source_texts.read_toml
source_texts.read_toml = lambda path, name: (read.add(path.name), plain(path, name))[1]
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
print(",".join(sorted(read)))
from screening.qt.platform import preload as ahead
ahead.read_now()
print(",".join(sys.modules))
"""


def test_the_first_page_waits_for_no_store_paper_casework_or_other_texts_and_an_open_record_for_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    first, texts, after = (line.split(",") for line in done.stdout.splitlines())
    early = {name for name in LATER if any(each == name or each.startswith(name + ".") for each in first)}
    assert not early
    assert set(texts) - {"pack.toml"} == {"entry.toml", "handbook.toml", "shell.toml"}, (
        "the first page waits for no other texts"
    )
    assert {"sqlcipher3", "screening.store", "screening.qt.window.case_navigator"} <= set(after), (
        "read ahead while nobody waits"
    )
    unused = {name for name in UNUSED if any(each == name or each.startswith(name + ".") for each in after)}
    assert not unused

"""What an open record needs, read while the officer types the passphrase.

Every module is imported then, not only those of the next pages: where the program's folder is exchanged while it is
open, a page that is opened later would find another program's modules, or none.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer

import screening
from screening.errors import ScreeningError
from screening.settings import EDITION, OWN, content_root
from screening.wording.catalogue.source_texts import Folder, source_texts

MODULES = (
    "screening.qt.frame.item_scroll_area",  # the first two for the list of the cover page, which is written soonest
    "screening.qt.widgets.choices",
    "screening.store",
    "screening.qt.window.record_navigator",
    "screening.qt.window.case_list",
)
"""What is wanted soonest."""
NO_WINDOW = (
    "screening.__main__", "screening.qt.app.main", "screening.cli", "screening.hub", "screening.evaluation",
    "screening.handover", "screening.odk",
)  # fmt: skip
OTHER_COMMANDS = (
    *NO_WINDOW,
    "screening.qt.training.class_", "screening.qt.training.rounds", "screening.qt.training.table_room",
    "screening.qt.training.trainer_room", "screening.training.class_kit",
)  # fmt: skip
"""What the window of a record never comes to; a test holds it. A class is a start of its own."""
LIBRARIES = ("PySide6.QtPrintSupport", "pyrage")
"""What modules import where they use it. Not miniaudio and segno: each brings a client of networks, which is in no
process before something is heard or a square is drawn."""


def read_ahead(content: Callable[[], object], but: tuple[str, ...] = OTHER_COMMANDS) -> None:
    """Begin when the first page has been drawn; an import that is wanted meanwhile waits for its own module only.

    ``content`` reads what the pages show, ``but`` is how the modules begin that the window never comes to.
    """
    QTimer.singleShot(0, threading.Thread(target=partial(read_now, content, but), name="ahead", daemon=True).start)


def read_now(content: Callable[[], object] = lambda: None, but: tuple[str, ...] = OTHER_COMMANDS) -> None:
    """Import what an open record needs, read the texts of the pages and of the edition, and then all the rest."""
    for module in MODULES:
        importlib.import_module(module)
    _read_texts()
    content()
    for module in (*every_module(but), *LIBRARIES):
        importlib.import_module(module)


def every_module(but: tuple[str, ...] = OTHER_COMMANDS) -> Iterator[str]:
    """Yield the name of every module that a window can come to."""
    for found in pkgutil.walk_packages(screening.__path__, "screening."):
        if not found.name.startswith(but):
            yield found.name


def _read_texts() -> None:
    try:
        for group in (Folder.INTERFACE, Folder.PROTOCOL, Folder.FORMS, Folder.COUNTRIES):
            len(source_texts(content_root(), group, EDITION, OWN))  # those of the interface are read when counted
    except ScreeningError:
        return  # whoever wants one of them says what is wrong

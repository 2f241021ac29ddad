"""What is needed soon: read while the officer types the passphrase or looks at the first page, and kept apart."""

from __future__ import annotations

import datetime
import gc
import importlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QTimer

from screening.errors import ScreeningError
from screening.settings import content_root, edition_in_use
from screening.wording.catalogue.source_texts import Audience, Group, source_texts
from screening.wording.catalogue.translations import catalogue

ROOMS = (
    "screening.qt.frame.item_scroll_area",  # the first two for the list of the cover page, which is written soonest
    "screening.qt.widgets.choices",
    "screening.store",
    "screening.casework.interview.interview",
    "screening.qt.window.record_navigator",
    "screening.qt.window.case_list",
)

UNDATED = datetime.date(2020, 2, 2)
"""Any day."""
PRINTERY = ("screening.casework.referral.sheets", "screening.documents.forms.render")


def read_ahead() -> None:
    """Begin when the first page has been drawn; an import that is wanted meanwhile waits for its own module only."""
    _behind(read_now)


def read_practice_ahead() -> None:
    """The same for practice, which opens no record: the first feedback would wait for its texts."""
    _behind(read_practice_now)


def read_papers_ahead() -> None:
    """The same where the officer chooses who takes a case, or refers a person in danger: the first papers would wait
    half a second for what makes them, and for the officers' other language."""
    _behind(read_papers_now)


def keep_what_is_loaded() -> None:
    """Look for what is unused once, now that the page of the passphrase is gone, and never again through the rest.

    Going through all that was loaded by then takes forty milliseconds, and Python would do it in the middle of a talk.
    No case is open yet, so that nothing of one is kept by this. From here on Python looks through what is new by
    itself: the start of the program (``qt/app/main``) had it wait.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def forget_page_soon() -> None:
    """A page of a case is gone: let go of what it showed, whose parts hold one another. It takes 5 to 10 ms.

    Python would come to it in the middle of a later answer; until then it grows by 3 MiB, with what was said.
    """
    QTimer.singleShot(0, gc.collect)


def let_go() -> None:
    """The record is closed: everything is looked through again."""
    gc.unfreeze()


def read_now() -> None:
    """Import what an open record needs, and read the texts of the pages and of the edition."""
    for room in ROOMS:
        importlib.import_module(room)
    _read(Group.INTERFACE)
    _read(Group.PROTOCOL)


def read_practice_now() -> None:
    """Read the texts of the pages, of the edition and of the invented people."""
    _read(Group.INTERFACE)
    _read(Group.PROTOCOL)
    _read(Group.TRAINING)


def read_papers_now() -> None:
    """Import what makes papers, and read the catalogues, and how days are written, in the languages in which the
    country's offices have them."""
    for room in PRINTERY:
        importlib.import_module(room)
    from screening.casework.referral.sheets import paper_languages
    from screening.wording.catalogue.languages import format_date

    try:
        for tag in paper_languages():
            format_date(UNDATED, tag)
            for audience in (Audience.OFFICER, Audience.PERSON):
                catalogue(content_root(), tag, audience)
    except ScreeningError:
        return  # whoever makes a paper says what is wrong


def _read(group: Group) -> None:
    try:
        len(source_texts(content_root(), group, edition_in_use()))  # those of the interface are read when counted
    except ScreeningError:
        return  # whoever wants one of them says what is wrong


def _behind(work: Callable[[], None]) -> None:
    QTimer.singleShot(0, threading.Thread(target=work, name="ahead", daemon=True).start)

"""The three doors of an empty list: a finished case to look at, a first case with captions, an invented person to ask.

Each opens practice, in a window and a record of its own: nothing of it is ever in a real record.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from screening.domain.case.places import Place
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.window.main_window import Window
    from screening.store import Vault

# What only practice needs is imported where it is used.


class Door(StrEnum):
    """What somebody new may want first."""

    SAMPLE = "sample"
    LED = "led"
    PEOPLE = "people"


def practice_record(door: Door | None, words: Words) -> Vault:
    """Make the record of practice behind a door, or an empty one."""
    if door is Door.SAMPLE:
        from screening.casework.record.sample_record import sample_record

        return sample_record(words)
    from screening.casework.content import country
    from screening.store import practice_vault

    return practice_vault(country.written(words.installation.country))


def enter(window: Window, door: Door) -> None:
    """Show what is behind a door, in a window of practice whose record is open."""
    if door is Door.SAMPLE:
        from screening.casework.record.sample_record import sample_code

        if window.desk is not None and window.list is not None:
            window.desk.ask(sample_code, success=partial(window.list.open_case, at=Place.SUMMARY))
    else:
        window.door = Door.LED
        window.new_screening()
        window.help.open(enter=False)


def open_beside(window: Window, door: Door) -> Window:
    """Open a door in a window of its own in place of ``window``, which comes back when that is closed."""
    from screening.qt.window.main_window import Window

    other = Window(None, Words(window.words.language, window.words.installation), window.barriers, door=door)
    other.closed.connect(partial(_come_back, window))
    other.resize(window.size())
    other.show()
    other.begin()
    window.hide()
    return other


def _come_back(window: Window) -> None:
    """Show a window again, with the keyboard on its page or in the foot of its cover page."""
    window.show()
    window.activateWindow()
    if window.stack.currentWidget() is window.cover:
        window.cover.begin()
    else:
        window.commands.focus_page()

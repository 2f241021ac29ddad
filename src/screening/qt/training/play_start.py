"""How a practice talk is opened: from the command line, and in place of the window of a record."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.scenarios.loader import open_training
from screening.errors import BadInput, ScreeningError, printable
from screening.qt.platform.preload import read_ahead
from screening.qt.style import icons
from screening.qt.training.play import PlayRoom, play_room
from screening.qt.training.practice_window import started
from screening.settings import OWN, Installation
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import languages, officer_languages
from screening.wording.catalogue.translations import Words


def wanted(arguments: list[str]) -> tuple[str, str]:
    """The person and the language in ``[PERSON] [--language TAG]``; "" where none is named.

    Raises BadInput("try-not-understood"), ("no-such-language").
    """
    rest = list(arguments)
    language = ""
    if "--language" in rest:
        at = rest.index("--language")
        if at + 1 >= len(rest):
            raise BadInput("try-not-understood")
        language = rest[at + 1]
        del rest[at : at + 2]
        if language not in {pack.tag for pack in languages()}:
            raise BadInput(
                "no-such-language", language=printable(language), known=", ".join(pack.tag for pack in languages())
            )
    if len(rest) > 1 or any(each.startswith("-") for each in rest):
        raise BadInput("try-not-understood")
    return (rest[0] if rest else ""), language


def run_play(arguments: list[str], here: Installation = OWN) -> int:
    """``screening try [PERSON] [--language TAG]``: a practice talk, until the window closes. Returns the exit code."""
    try:
        person, language = wanted(arguments)
        tag = language if language in {pack.tag for pack in officer_languages()} else "en"
        people = open_training(settings.indicators_root(), open_content(here=here).protocol).scenarios
        if person and person not in people:
            raise BadInput("no-such-person", person=printable(person), known=", ".join(people))
    except ScreeningError as trouble:
        sys.stderr.write(f"{sentence(Words('en'), trouble)}\n")
        return 2
    application = started()
    room = play_room(Words(tag, here), language=language)
    room.show()
    if person:
        room.open(person)
    else:
        room.choose()
    read_ahead(icons.read_all)
    return application.exec()


def play_beside(window: QWidget, words: Words) -> PlayRoom:
    """A practice talk in place of ``window``, which comes back when the talk is closed."""
    room = play_room(words)
    room.closed.connect(window.show)
    room.resize(window.size())
    room.show()
    room.choose()
    window.hide()
    return room

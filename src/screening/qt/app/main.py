"""Start-up: what must be hardened before Qt is imported, the options, and the way into the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from screening.errors import BadInput, ScreeningError
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER, NAME, display_is_remote, harden, start_again

COVERED = "--covered"
"""Begin with the cover page; Return in its foot leads to the unlock page."""
LOOK = "--look"
"""Look and speak as before a locking, for an officer who reads large text or another language: ``night,200,ms``."""


def vault_folder(arguments: list[str]) -> Path:
    """Where the record is: ``--vault PATH``, else the platform's data folder."""
    if "--vault" in arguments:
        place = arguments.index("--vault") + 1
        if place < len(arguments):
            return Path(arguments[place])
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False)) / "record"


def main(arguments: list[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit code of the process."""
    if display_is_remote(os.environ):
        return _refuse(BadInput("display-remote"))
    arguments, chosen = _taken(arguments, "--country")
    arguments, look = _taken(arguments, LOOK)
    barriers = harden()
    from screening.wording.catalogue.installed_packs import packs_folder, use_overlay

    use_overlay(packs_folder())
    if chosen and (code := _use_country(chosen)):
        return code
    before = ["--country", chosen] if chosen else []

    if arguments[:1] == ["try"] and len(arguments) > 1:
        from screening.qt.training.door import run_play

        return run_play(arguments[1:])
    if arguments[:1] == ["class"]:
        from screening.qt.training.class_door import run_class

        return run_class(arguments[1:])
    practice = "try" in arguments
    folder = None if practice else vault_folder(arguments)
    gc.disable()  # while all that is loaded stays: the window has it looked through once, when a record is open
    from screening.qt.app.application import run

    code, look = run(folder, barriers, covered=COVERED in arguments, look=look)
    gc.enable()
    if code not in (LOCKED, LOCKED_UNDER_COVER):
        return code
    plain = [*before, LOOK, look, *(each for each in arguments if each != COVERED)]
    return start_again([*plain, COVERED] if code == LOCKED_UNDER_COVER else plain)


def _taken(arguments: list[str], option: str) -> tuple[list[str], str]:
    """Take an option and what follows it from the beginning of the arguments; "" where it is not there."""
    if arguments[:1] == [option] and len(arguments) > 1:
        return arguments[2:], arguments[1]
    return arguments, ""


def _use_country(name: str) -> int:
    """Suggest a country where a record is made, and practise in it. Returns the exit code: 0 where it is known."""
    from screening.casework import country

    try:
        country.use(name)
    except BadInput as trouble:
        return _refuse(trouble)
    return 0


def _refuse(trouble: ScreeningError) -> int:
    from screening.wording.catalogue.error_messages import sentence
    from screening.wording.catalogue.translations import Words

    sys.stderr.write(sentence(Words("en"), trouble) + "\n")
    return 2

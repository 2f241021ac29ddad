"""Start-up: what must be hardened before Qt is imported, the options, and the way into the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from screening.errors import BadInput, ScreeningError
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER, NAME, display_is_remote, forget_all, harden
from screening.settings import OWN, Installation
from screening.start_options import COUNTRY, COVERED, LOOK, VAULT, joined, split


def main(arguments: list[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit code of the process."""
    try:
        return _open(arguments)
    except ImportError as trouble:
        from screening.casework.computer.window_trial import refused

        if not any(refused(str(trouble))):
            raise
        from screening.qt.app.window_start import say_why

        return say_why()


def _open(arguments: list[str]) -> int:
    if display_is_remote(os.environ):
        return _refuse(BadInput("display-remote"))
    chosen, rest = split(arguments)
    barriers = harden()
    here = OWN
    if COUNTRY in chosen:
        from screening.casework.content import country

        try:
            here = Installation(country.one(chosen[COUNTRY], OWN).id)
        except BadInput as trouble:
            return _refuse(trouble)
    if rest[:1] == ["try"] and len(rest) > 1:
        from screening.qt.training.play_start import run_play

        return run_play(rest[1:], here)
    if rest[:1] == ["class"]:
        from screening.qt.training.class_door import run_class

        return run_class(rest[1:], here)
    folder = None if rest[:1] == ["try"] else vault_folder(chosen)
    from screening.qt.app.application import run
    from screening.qt.platform.one_window import alone

    with alone(folder) as ready:
        if ready is None:
            return 0
        code, look = run(folder, barriers, ready, covered=COVERED in rest, look=chosen.get(LOOK, ""), here=here)
    if code not in (LOCKED, LOCKED_UNDER_COVER):
        return code
    again = [each for each in rest if each != COVERED] + ([COVERED] if code == LOCKED_UNDER_COVER else [])
    forget_all(joined({**chosen, LOOK: look}, again))
    return 0


def vault_folder(chosen: Mapping[str, str]) -> Path:
    """Return where the record is: as the option says, else in the platform's data folder."""
    if VAULT in chosen:
        return Path(chosen[VAULT])
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False)) / "record"


def _refuse(trouble: ScreeningError) -> int:
    from screening.wording.catalogue.error_messages import sentence
    from screening.wording.catalogue.translations import Words

    sys.stderr.write(sentence(Words("en"), trouble) + "\n")
    return 2

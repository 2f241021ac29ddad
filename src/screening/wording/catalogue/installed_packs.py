"""Packs that were put in after the program: words, reviews and recordings beside the program's own, never inside it.

``<folder>/<tag>/current`` names one folder beside it, which is whole: putting in another pack changes that one file.
Only a pack is read whose signature was checked since the program started (``casework/languages/packs``).
A text of the overlay stands in for the program's while it translates the present English words (docs/decisions/0026).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from screening.domain.content.foreign_files import read_foreign
from screening.settings import content_root

CURRENT = "current"
NAME = re.compile(r"[0-9a-f]{16}")

_in_use: list[Path] = []
_forgetful: list[Callable[[], object]] = []
"""What is called when other packs are in use: each forgets what it read of the former ones."""
_believed: dict[str, str] = {}


def use_overlay(folder: Path | None, believed: Mapping[str, str] | None = None) -> None:
    """Read packs also from ``folder``; None for the program's own only.

    ``believed`` is language to the name of the one pack in it that was found to be signed; no other is read, whatever
    lies there. Where both are as before, what was read stays: a pack's folder never changes.
    """
    former = (list(_in_use), dict(_believed))
    _in_use[:] = [] if folder is None else [folder]
    _believed.clear()
    _believed.update(believed or {})
    if former != (_in_use, _believed):
        for forget in _forgetful:
            forget()


def when_changed(forget: Callable[[], object]) -> None:
    """Call ``forget`` whenever other packs come into use."""
    _forgetful.append(forget)


def state() -> str:
    """Return which packs are in use, in JSON, for another process of this program."""
    import json  # only where another process of this program is asked

    folder = overlay()
    told = {"overlay": None if folder is None else str(folder), "believed": _believed}
    return json.dumps(told)


def use_state(text: str) -> None:
    """Use what ``state`` told."""
    import json

    told = json.loads(text)
    use_overlay(None if told["overlay"] is None else Path(told["overlay"]), told["believed"])


def packs_folder() -> Path:
    """Return where packs are put that come after the program: beside the record, in the user's own data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("notes", appauthor=False)) / "packs"


def overlay() -> Path | None:
    return _in_use[0] if _in_use else None


def has_packs() -> bool:
    """Return whether anything lies in the folder of packs."""
    folder = overlay()
    return folder is not None and folder.is_dir() and any(folder.iterdir())


def put_in(tag: str, root: Path | None = None) -> Path | None:
    """Return the folder of the pack that was put in for a language; None where there is none."""
    folder = overlay()
    if folder is None or (root is not None and root != content_root()):
        return None
    try:
        name = read_foreign(folder / tag / CURRENT, 100).decode("ascii").strip()
    except (OSError, ValueError):
        return None
    found = folder / tag / name
    return found if NAME.fullmatch(name) and _believed.get(tag) == name and found.is_dir() else None

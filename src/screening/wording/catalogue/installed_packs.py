"""Where packs lie that were put in after the program, beside the program's own words and never inside them.

``<folder>/<tag>/current`` names one folder beside it, which is whole: putting in another pack changes that one file.
Which of them are read, an ``Installation`` says: only packs whose signature was checked since the program started
(``casework/languages/packs``). A text of such a pack stands in for the program's while it translates the present
English words (docs/decisions/0026).
"""

from __future__ import annotations

import re
from pathlib import Path

CURRENT = "current"
NAME = re.compile(r"[0-9a-f]{16}")


def packs_folder() -> Path:
    """Return where packs are put that come after the program: beside the record, in the user's own data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("notes", appauthor=False)) / "packs"


def has_packs(folder: Path) -> bool:
    """Return whether anything lies in a folder of packs."""
    return folder.is_dir() and any(folder.iterdir())

"""Where the content folders are: in a checkout beside ``src``, in an installed wheel inside the package."""

from __future__ import annotations

import functools
from pathlib import Path

from screening.errors import BadInput

FOLDERS = ("indicators", "locales", "forms")
SEALED = "sealed.json"
"""The file that says of a record's folder that the record was sealed; looked for before the store is loaded."""
EDITION = "2026-2"
"""The published edition that a new case opens under."""


@functools.cache
def content_root() -> Path:
    """The folder that holds ``indicators``, ``locales`` and ``forms``.

    Raises BadInput("content-missing") when the installation is incomplete.
    """
    here = Path(__file__).resolve().parent
    for root in (here / "content", here.parent.parent):
        if all((root / name).is_dir() for name in FOLDERS):
            return root
    raise BadInput("content-missing")


def indicators_root() -> Path:
    return content_root() / "indicators"


def locales_root() -> Path:
    return content_root() / "locales"


def forms_root() -> Path:
    return content_root() / "forms"


def handbook_root() -> Path:
    """The chapters of the handbook: in a checkout they stand among the documents."""
    inside = content_root() / "handbook"
    return inside if inside.is_dir() else content_root() / "docs" / "handbook"

"""Why a write did not reach the disk, as the code of NotSaved."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from screening.errors import ScreeningError

NEARLY_FULL = 1 << 16
"""Bytes free, below which a write error without a clear reason is put down to the full disk."""


def why(trouble: Exception, folder: Path | None) -> str:
    """Return the NotSaved code for a failed write."""
    if isinstance(trouble, ScreeningError):
        return trouble.code if trouble.code.startswith("not-saved") else "not-saved"
    name = str(getattr(trouble, "sqlite_errorname", ""))
    number = trouble.errno if isinstance(trouble, OSError) else 0
    if name == "SQLITE_FULL" or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "not-saved-disk-full"
    if name.startswith("SQLITE_READONLY") or number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "not-saved-read-only"
    if folder is not None and _free(folder) < NEARLY_FULL:
        return "not-saved-disk-full"
    return "not-saved"


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return NEARLY_FULL

"""The removable drives of this computer: their names, where they are, and how much is free on them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QStorageInfo

MOUNTS = ("/media/", "/run/media/", "/Volumes/")
"""Where systems put a stick that is plugged in; on Windows it has a letter of its own."""


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive that can be written to. ``free`` is in bytes."""

    name: str
    root: str
    free: int


def removable() -> tuple[Drive, ...]:
    """Return the removable drives that can be written to, in the order of the system."""
    found, own = [], QStorageInfo.root().rootPath()
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if is_removable(root, system=root == own) and volume.isReady() and not volume.isReadOnly():
            found.append(Drive(volume.name() or root, root, volume.bytesAvailable()))
    return tuple(found)


def is_removable(root: str, *, system: bool) -> bool:
    """Return whether a drive can be taken along, by where it is; ``system`` is the drive that the system runs from."""
    return not system and (root.startswith(MOUNTS) or root[1:3] == ":/")

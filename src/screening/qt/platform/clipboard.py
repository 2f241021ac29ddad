"""What is copied here: marked so that no clipboard history keeps it, and gone when the record is closed (SX2)."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
}
"""What the histories of KDE and GNOME, and Windows with its cloud, look at: they write what they keep to the disk."""


def marked(text: str) -> QMimeData:
    """A text for the clipboard."""
    made = QMimeData()
    made.setText(text)
    for name, value in MARKS.items():
        made.setData(name, value)
    return made


def forget() -> None:
    """Empty the clipboard where it holds what was copied here; a program that ends would hand it on otherwise."""
    held = QApplication.clipboard().mimeData()
    if held is not None and any(held.hasFormat(name) for name in MARKS):
        QApplication.clipboard().clear()

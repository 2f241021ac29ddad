"""What a screen reader is told: one announcement for one thing that happened."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from screening.qt.text.text_label import spoken

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def say(source: QObject, text: str, *, alert: bool = False) -> None:
    """Say a text, after what is being said now, or at once when it is an alert."""
    told = spoken(text)
    if not told:
        return
    event = QAccessibleAnnouncementEvent(source, told)
    event.setPoliteness(ASSERTIVE if alert else POLITE)
    QAccessible.updateAccessibility(event)

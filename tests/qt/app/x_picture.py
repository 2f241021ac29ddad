"""Take a picture of an X screen once it shows something new, from a process of its own.

Run: python x_picture.py OUT.png open|covered|any [BEFORE.png ...]   with DISPLAY set. Waits until the screen is not
blank, shows the dark band of practice at its side (or the cover page, which has none), differs from every picture
before, and stands still; exits 1, with the last one in OUT.png, when that does not come.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QImage

PATIENCE = 60
COLOURS = 12
"""A blank window has one colour or two; letters alone bring dozens."""
CHANGED = 0.03
"""Least share of points that differ between two pages."""
DARK = 80
"""Most lightness of the band, of 255."""


def shown(image: QImage) -> list[int]:
    """Every ninth point, by colour."""
    return [image.pixel(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3)]


def main() -> int:
    app = QGuiApplication(sys.argv[:1])
    out, before = Path(sys.argv[1]), [shown(QImage(name)) for name in sys.argv[3:]]
    banded = {"open": (True,), "covered": (False,), "any": (True, False)}[sys.argv[2]]
    last: list[int] = []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        pause = QEventLoop()
        QTimer.singleShot(200, pause.quit)
        pause.exec()
        image = app.primaryScreen().grabWindow(0).toImage()
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        now = shown(image)
        changed = all(sum(a != b for a, b in zip(now, each, strict=True)) > CHANGED * len(now) for each in before)
        dark = image.pixelColor(4, image.height() // 2).lightness() < DARK
        if now == last and changed and dark in banded and len(set(now)) >= COLOURS:
            image.save(str(out))
            return 0
        last = now
    image.save(str(out))
    return 1


if __name__ == "__main__":
    sys.exit(main())

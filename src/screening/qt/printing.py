"""Printing a paper through the system's own dialogue: pictures of the same bytes that the record knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from screening.referral.pictures import Picture

# Qt's printing and the reader of PDF files are loaded when a paper is printed or shown, not with an open record.

FINEST = 300
"""Dots an inch: text of 9 points is clear, and a page stays below 35 MB of memory."""


def image_of(drawn: Picture) -> QImage:
    """A picture as Qt shows it, with memory of its own."""
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    return image.copy()


def print_paper(pdf: bytes, parent: QWidget) -> bool:
    """Ask for a printer and print; False when the officer left the dialogue. The job has a name that says nothing."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("-")
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return draw(pdf, printer)


def draw(pdf: bytes, printer: QPrinter) -> bool:
    """Every page onto the printer's paper."""
    from screening.referral.pictures import page_count, picture

    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for page in range(page_count(pdf)):
            if page:
                printer.newPage()
            image = image_of(picture(pdf, page, dpi=min(FINEST, printer.resolution())))
            room = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            scale = min(room.width() / image.width(), room.height() / image.height())
            painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    finally:
        painter.end()
    return True

"""Printing a paper through the system's own dialogue: pictures of the same bytes that the record knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from screening.errors import BadInput

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from screening.documents.pdf.rasterise import Picture

# Qt's printing and the reader of PDF files are loaded when a paper is printed or shown, not with an open record.

FINEST = 300
"""Dots an inch: text of 9 points is clear, and a page stays below 35 MB of memory."""

WRITE_FILES = ("pdf", "xps", "onenote", "image writer")
"""Parts of the names of printers that are no printers: they leave a file that anyone can open."""


def image_of(drawn: Picture) -> QImage:
    """A picture as Qt shows it, with memory of its own."""
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    return image.copy()


def print_paper(pdf: bytes, parent: QWidget) -> None:
    """Ask for a printer and print what holds nothing of the record. Raises what choosing and printing raise."""
    printer = choose_printer(parent)
    if printer is not None:
        draw(pdf, printer)


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask for a printer; None when the officer left the dialogue. The job has a name that says nothing.

    Raises BadInput("no-printer") where there is none, and ("printer-writes-file") for one that is none: a paper leaves
    as a file only under a passphrase.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("-")
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if not printer.printerName():
        raise BadInput("no-printer")
    if writes_file(printer):
        raise BadInput("printer-writes-file")
    return printer


def writes_file(printer: QPrinter) -> bool:
    """Whether what is printed would become a file in clear."""
    from PySide6.QtPrintSupport import QPrinter

    native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    named = any(part in printer.printerName().lower() for part in WRITE_FILES)
    return not native or bool(printer.outputFileName()) or named


def draw(pdf: bytes, printer: QPrinter) -> None:
    """Every page onto the printer's paper. Raises BadInput("not-printed") when the printer takes nothing."""
    from screening.documents.pdf.rasterise import page_count, picture

    painter = QPainter()
    if not painter.begin(printer):
        raise BadInput("not-printed")
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

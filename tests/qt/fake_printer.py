"""A printer of this desk for the tests: what it prints lands in a folder, and it says that it is a printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter


class FakePrinter(QPrinter):
    folder = Path()
    name = "Office"

    def __init__(self, *_: object) -> None:
        super().__init__(QPrinter.PrinterMode.ScreenResolution)
        self.setOutputFileName(str(self.folder / "tray.pdf"))

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat

    def outputFileName(self) -> str:
        return ""

    def printerName(self) -> str:
        return self.name

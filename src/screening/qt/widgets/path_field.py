"""A field for a folder or a file: typed, chosen in Qt's own dialog, or one of the drives that are plugged in.

The dialog of the system would keep the path in its list of recent places; Qt's own keeps one in its settings, and is
made to forget it before it goes. The folder that was chosen last is remembered by whoever says so for a window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QDir, QSettings, Qt, QUrl
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from screening.qt.platform import drives
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Flow
from screening.qt.widgets.fields import LineField


class Memory(Protocol):
    """Remembers the folder that was chosen last."""

    def last_folder(self) -> str: ...
    def keep_folder(self, folder: str) -> None: ...


_memory: WeakKeyDictionary[QWidget, Memory] = WeakKeyDictionary()
"""By window, while a record is open in it."""


def remember_in(window: QWidget, memory: Memory | None) -> None:
    """Remember the folders of a window by ``memory``; None forgets that."""
    if memory is None:
        _memory.pop(window, None)
    else:
        _memory[window] = memory


def memory_of(window: QWidget) -> Memory | None:
    """Return what remembers the folders of a window."""
    return _memory.get(window)


NOWHERE = "/dev/null"
"""A place in which no file can be made: what Qt would keep in its settings is written nowhere."""
GIGA, MEGA = 1_000_000_000, 1_000_000


class PathField(LineField):
    """One line for a path, with a button that opens the dialog beside it."""

    def __init__(self, words: Says, label: str, *, help: str = "", file: bool = False, name: str = "") -> None:
        """``file``: a file that is there; else a folder."""
        super().__init__(words, label, help=help, longest=1000, name=name)
        self.file = file
        self.dialog: QFileDialog | None = None
        kind = "file" if file else "folder"
        self.choose = text_button(words, f"files.{kind}", f"choose-{kind}", self.open_dialog)
        self.line.addWidget(self.choose)
        self.drives = Flow(gap=10)
        self.drives.hide()
        self._rows.addWidget(self.drives)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.offer(drives.removable())

    def hideEvent(self, event: QHideEvent) -> None:
        """What covers the page, or locks the record, takes the dialog away as well."""
        super().hideEvent(event)
        if self.dialog is not None and not event.spontaneous():
            self.dialog.reject()

    def offer(self, found: tuple[drives.Drive, ...]) -> None:
        """Offer the drives that are plugged in, by name with the room on them. A file is looked for on them."""
        self.drives.clear()
        for number, drive in enumerate(found):
            told = self.words.say("files.drive", name=drive.name, free=self._room(drive.free))
            button = Button(told, Look.OTHER, icon="tray", language=self.words.language, role=Role.SMALL)
            self.drives.add(wired(button, f"drive-{number}", self._from_drive(drive)))
        self.drives.setVisible(bool(found))

    def open_dialog(self, start: str = "") -> None:
        """Open Qt's own dialog at ``start``, at what is typed, or at the folder that was chosen last."""
        if self.dialog is not None:
            return
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, NOWHERE)
        say = self.words.say
        dialog = self.dialog = QFileDialog(self.window())
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setWindowTitle(say("shell.title"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile if self.file else QFileDialog.FileMode.Directory)
        if not self.file:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setHistory([])
        places = [QDir.homePath(), *(drive.root for drive in drives.removable())]
        dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in places])
        dialog.setDirectory(self._start(start))
        for label, text in (
            (QFileDialog.DialogLabel.Accept, "files.accept"),
            (QFileDialog.DialogLabel.Reject, "files.reject"),
            (QFileDialog.DialogLabel.LookIn, "files.look-in"),
            (QFileDialog.DialogLabel.FileName, "files.file-name" if self.file else "files.folder-name"),
        ):
            dialog.setLabelText(label, say(text))
        dialog.setLayoutDirection(self.layoutDirection())
        dialog.finished.connect(self._finished)
        dialog.open()

    def _start(self, start: str) -> str:
        memory = memory_of(self.window())
        for place in (start, self.text().strip(), memory.last_folder() if memory is not None else ""):
            if not place:
                continue
            path = Path(place)
            for each in (path, path.parent):
                if each.is_absolute() and each.is_dir():
                    return str(each)
        return QDir.homePath()

    def _finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        chosen = dialog.selectedFiles() if result else []
        forget(dialog)
        dialog.deleteLater()
        if chosen:
            self._take(QDir.toNativeSeparators(chosen[0]))
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, path: str) -> None:
        self.set_text(path)
        self.typed.emit(path)
        memory = memory_of(self.window())
        if memory is not None:
            memory.keep_folder(str(Path(path).parent) if self.file else path)

    def _from_drive(self, drive: drives.Drive) -> Callable[[], None]:
        def take() -> None:
            if self.file:
                self.open_dialog(drive.root)
            else:
                self._take(QDir.toNativeSeparators(drive.root))

        return take

    def _room(self, free: int) -> str:
        if free >= GIGA:
            return self.words.say("files.giga", n=f"{free / GIGA:.1f}")
        return self.words.say("files.mega", n=free // MEGA)


def forget(dialog: QFileDialog) -> None:
    """Take every path out of what Qt keeps of a dialog when it goes, where settings are not files as well."""
    dialog.setHistory([])
    dialog.setSidebarUrls([])
    dialog.setDirectory(QDir.rootPath())

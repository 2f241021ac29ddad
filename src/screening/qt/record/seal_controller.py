"""What the page of sealing asks of the open record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo

from screening.casework.record import sealing
from screening.casework.record.sealing import SealView
from screening.qt.record.seal_page import SealPage

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

MOUNTS = ("/media/", "/run/media/", "/Volumes/")


class SealActs:
    """The desk's page of sealing."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    def page(self) -> SealPage:
        page = SealPage(self.pages.words, stick())

        def show(view: SealView) -> None:
            if page is self.pages.page:
                page.show_view(view)

        page.keys_pressed.connect(lambda: self.pages.window.open_desk_page("keys"))
        page.seal_pressed.connect(lambda place: self._seal(page, place))
        self.pages.desk.ask(sealing.seal_view, show)
        return page

    def _seal(self, page: SealPage, place: str) -> None:
        """Everything typed is in the record before it; afterwards the program starts anew on what is left."""

        def failed(trouble: object) -> None:
            if page is self.pages.page:
                page.show_undone()
            self.pages.desk.complained.emit(trouble)

        self.pages.desk.ask(lambda vault: sealing.seal(vault, place), lambda _told: self.pages.window.lock(), failed)


def stick() -> str:
    """The folder of a stick that is in this computer and can be written; "" where none is found."""
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        removable = root.startswith(MOUNTS) or (root[1:3] == ":/" and volume != QStorageInfo.root())
        if removable and volume.isReady() and not volume.isReadOnly():
            return root
    return ""

"""What the pages before the record is open may know of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from screening.qt.entry.cover_page import CoverPage
from screening.qt.entry.front_page import FrontPage
from screening.qt.platform.hardening import Barriers
from screening.store import Vault
from screening.wording.catalogue.translations import Words


class EntryWindow(Protocol):
    """The window before a record is open."""

    words: Words
    first: QWidget | None

    @property
    def folder(self) -> Path | None: ...
    @property
    def barriers(self) -> Barriers | None: ...
    @property
    def stack(self) -> QStackedWidget: ...
    @property
    def cover(self) -> CoverPage: ...
    def begin(self) -> None: ...
    def open_record(self, opener: Callable[[], Vault]) -> None: ...
    def wear_theme(self, name: str) -> None: ...
    def wear_scale(self, scale: int) -> None: ...
    def cover_up(self) -> None: ...
    def focusWidget(self) -> QWidget: ...


class EntryContext(Protocol):
    """The way between the first pages."""

    @property
    def window(self) -> EntryWindow: ...
    def drawn(self) -> str: ...
    def show(self, page: FrontPage, again: Callable[[], None]) -> None: ...

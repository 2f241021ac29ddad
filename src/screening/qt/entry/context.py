"""What the pages before the record is open may know of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from screening.qt.entry.front_page import FrontPage
from screening.qt.platform.hardening import Barriers
from screening.store import Vault
from screening.wording.catalogue.translations import Words


class EntryContext(Protocol):
    """The way into a record: its folder, the page that is shown, and what opens it."""

    @property
    def words(self) -> Words: ...
    @property
    def folder(self) -> Path | None: ...
    @property
    def barriers(self) -> Barriers | None: ...
    @property
    def first(self) -> FrontPage | None: ...
    def begin(self) -> None: ...
    def show_first(self, page: FrontPage) -> None: ...
    def open_record(self, opener: Callable[[], Vault]) -> None: ...
    def speak(self, words: Words) -> None: ...
    def cover_up(self) -> None: ...
    def focusWidget(self) -> QWidget: ...


class FirstPages(Protocol):
    """The way between the first pages."""

    def drawn(self) -> str: ...
    def show(self, page: FrontPage, again: Callable[[], None]) -> None: ...

"""What the frame of a page shows: already worded, no case logic."""

from __future__ import annotations

from dataclasses import dataclass

from screening.qt.widgets.buttons import Look
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its own name; ``tag`` says how the name is set."""

    name: str
    tag: str


@dataclass(frozen=True, slots=True)
class StripView:
    """The top strip. Empty parts are not drawn; short forms are for where room is short."""

    home: str = ""
    """The name of the page that everything begins at; "" on that page, and where it may not be led to."""
    code: str = ""
    where: str = ""
    languages: tuple[Language, ...] = ()
    draft: str = ""
    """How far the translation can be trusted, in words."""
    draft_short: str = ""
    reviewed: bool = False
    """Whether ``draft`` says that it can be."""
    hearing: str = ""
    elapsed: str = ""
    saved: str = ""
    saved_short: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class RailRow:
    """One place or step. ``icon`` is a shape of ``icons``; ``note`` the words at the end."""

    id: str
    title: str
    icon: str = "ring"
    filled: bool = False
    note: str = ""
    cap: str = ""
    short: str | None = None
    """The note where there is no room for its words beside the title; None where there is no other."""
    apart: bool = False
    """Whether a line stands before it: another group begins."""
    state: str = ""
    """What the shape means, in a word, where the note does not say it; only spoken."""


@dataclass(frozen=True, slots=True)
class RailView:
    """The rail; from 150 % one line: ``compact_title`` and ``compact_place`` ("6 of 11")."""

    heading: str = ""
    rows: tuple[RailRow, ...] = ()
    foot: tuple[RailRow, ...] = ()
    current: str = ""
    compact_title: str = ""
    compact_place: str = ""


@dataclass(frozen=True, slots=True)
class BarButton:
    """A button at the end of the bar. The ids ``back`` and ``next`` have signals of their own."""

    id: str
    text: str
    look: Look = Look.OTHER
    short: str = ""
    cap: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class BarView:
    """The bottom bar: ``talk`` shows break, care and stop; ``note`` is a quiet sentence in their place."""

    talk: bool = False
    note: str = ""
    buttons: tuple[BarButton, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpView:
    """What the help stands at: a page as the table of the handbook names it, and what is said above its chapter."""

    words: Words
    page: str
    told: tuple[tuple[str, str], ...] = ()
    """Titles, each with its sentences. Nothing of them comes from a case."""

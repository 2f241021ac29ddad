"""The desk: its groups in the rail, the pages of each as links under the title, and which of them a role has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal

from screening.domain.policy.roles import (
    BLANK,
    CARE_OF_FILES,
    COUNTS,
    ERASE,
    EXCHANGE,
    MAY,
    PRACTISE,
    REVIEW,
    SCREEN,
    SERVICES,
    may,
)
from screening.qt.frame.frame_views import RailRow, RailView
from screening.qt.session.record_places import RecordPlace
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.card import Flow
from screening.wording.catalogue.translations import Words

ACTS = {
    RecordPlace.CASES: SCREEN, RecordPlace.REMINDERS: SCREEN,
    RecordPlace.PREPARE: SCREEN, RecordPlace.SITE: SCREEN, RecordPlace.OPERATIONS: SCREEN,
    RecordPlace.OPERATION: SCREEN, RecordPlace.NUMBER: SCREEN, RecordPlace.SIGNS: SCREEN,
    RecordPlace.STATISTICS: COUNTS, RecordPlace.ACCURACY: COUNTS, RecordPlace.SECOND_LOOK: COUNTS,
    RecordPlace.BLANK: BLANK, RecordPlace.EMPLOYERS: BLANK, RecordPlace.SERVICES: SERVICES, RecordPlace.KEEPING: ERASE,
    RecordPlace.COPIES: CARE_OF_FILES, RecordPlace.LOG: CARE_OF_FILES, RecordPlace.KEYS: CARE_OF_FILES,
    RecordPlace.SEAL: CARE_OF_FILES, RecordPlace.BUNDLES: EXCHANGE, RecordPlace.PEOPLE: EXCHANGE,
    RecordPlace.CONTENT: EXCHANGE,
    RecordPlace.INVENTED_PEOPLE: PRACTISE,
}  # fmt: skip
"""Which act of a role each place is for (SX8)."""
OF_ONE_ROLE = {
    RecordPlace.COUNTS: "supervisor", RecordPlace.BENCH: "reviewer", RecordPlace.RECORDINGS: "reviewer",
}  # fmt: skip
"""Pages that stand first for one role, and for no other."""
NOT_IN_PRACTICE = (RecordPlace.BUNDLES, RecordPlace.PEOPLE, RecordPlace.CONTENT, RecordPlace.SEAL)
"""Pages of a record on disk: practice has none."""
TITLES = {
    RecordPlace.CASES: "page.cases.title", RecordPlace.REMINDERS: "page.reminders.title",
    RecordPlace.COUNTS: "page.counts.title", RecordPlace.BENCH: "bench.title",
    RecordPlace.RECORDINGS: "takes.title",
    RecordPlace.PREPARE: "page.prepare.rail", RecordPlace.BLANK: "page.blank.rail",
    RecordPlace.EMPLOYERS: "page.employers.rail",
    RecordPlace.SITE: "page.site.rail", RecordPlace.OPERATIONS: "page.operations.rail",
    RecordPlace.SERVICES: "services.title", RecordPlace.STATISTICS: "stats.title",
    RecordPlace.ACCURACY: "accuracy.rail", RecordPlace.SECOND_LOOK: "second-look.title",
    RecordPlace.INVENTED_PEOPLE: "play.title", RecordPlace.BUNDLES: "page.bundles.rail",
    RecordPlace.PEOPLE: "page.people.title", RecordPlace.COPIES: "page.copies.rail", RecordPlace.LOG: "page.log.rail",
    RecordPlace.KEYS: "page.keys.rail", RecordPlace.KEEPING: "page.keeping.rail", RecordPlace.SEAL: "page.seal.title",
    RecordPlace.SETTINGS: "settings.title", RecordPlace.SAFETY: "guard.title",
    RecordPlace.CONTENT: "content.title", RecordPlace.ABOUT: "about.title", RecordPlace.COMPUTER: "about.computer",
    RecordPlace.LAW: "country.law-title",
}  # fmt: skip
"""The short name of each page: in the rail, or among the links under the title."""


@dataclass(frozen=True, slots=True)
class RailGroup:
    """One row of the rail: its pages in order, and a name of its own where there are several."""

    pages: tuple[RecordPlace, ...]
    icon: str
    title: str = ""
    part: str = "work"
    """Which part of the desk it stands in: a line stands between two."""


GROUPS = (
    RailGroup((RecordPlace.COUNTS,), "sheet"),
    RailGroup((RecordPlace.BENCH,), "speech_lines"),
    RailGroup((RecordPlace.RECORDINGS,), "speech"),
    RailGroup((RecordPlace.CASES,), "speech"),
    RailGroup((RecordPlace.REMINDERS,), "clock"),
    RailGroup((RecordPlace.PREPARE, RecordPlace.BLANK, RecordPlace.EMPLOYERS), "tick", "page.prepare.rail"),
    RailGroup((RecordPlace.SITE,), "eye"),
    RailGroup((RecordPlace.OPERATIONS,), "tray"),
    RailGroup((RecordPlace.SERVICES,), "place"),
    RailGroup((RecordPlace.STATISTICS, RecordPlace.ACCURACY, RecordPlace.SECOND_LOOK), "columns", "stats.title"),
    RailGroup((RecordPlace.INVENTED_PEOPLE,), "people"),
    RailGroup(
        (RecordPlace.BUNDLES, RecordPlace.PEOPLE, RecordPlace.CONTENT), "envelope", "page.bundles.title", "record"
    ),
    RailGroup(
        (RecordPlace.COPIES, RecordPlace.LOG, RecordPlace.KEYS, RecordPlace.KEEPING, RecordPlace.SEAL),
        "lock",
        "rail.record",
        "record",
    ),
    RailGroup((RecordPlace.SETTINGS, RecordPlace.SAFETY), "pencil", "settings.title", "program"),
    RailGroup((RecordPlace.ABOUT, RecordPlace.LAW, RecordPlace.COMPUTER), "speech_lines", "about.rail", "program"),
)
"""The whole desk, from the top."""


def desk_rail(
    words: Words, cases: int, current: str, *, practice: bool = False, role: str = "", due: int = 0
) -> RailView:
    """Return the groups that a role has; a row leads to the first page of its group that is open to the role.

    ``current`` is the page that is shown, whichever group it belongs to. ``cases`` and ``due`` are counts.
    """
    rows: list[RailRow] = []
    here, part = current, ""
    for group, pages in _open(practice=practice, role=role):
        if current in pages:
            here = pages[0]
        title = words.say(group.title if group.title and len(group.pages) > 1 else TITLES[pages[0]])
        note, short = str(cases) if pages[0] == RecordPlace.CASES else "", None
        if pages[0] == RecordPlace.REMINDERS and due:
            note, short = words.say_count("rail.due", due), str(due)
        apart = part not in ("", group.part)
        rows.append(RailRow(pages[0], title, group.icon, False, note, short=short, apart=apart))
        part = group.part
    title = next((row.title for row in rows if row.id == here), "")
    return RailView(words.say("rail.desk"), tuple(rows), current=here, compact_title=title)


def links(words: Words, place: str, *, practice: bool = False, role: str = "") -> Mapping[RecordPlace, str]:
    """Return the titles of the pages of the group that a page belongs to; none where it stands alone."""
    pages = next((pages for _, pages in _open(practice=practice, role=role) if place in pages), ())
    return {each: words.say(TITLES[each]) for each in pages} if len(pages) > 1 else {}


def open_places(*, practice: bool = False, role: str = "") -> tuple[RecordPlace, ...]:
    """Return every page of the desk that a role has, in the order of the rail and of the links."""
    return tuple(each for _, pages in _open(practice=practice, role=role) for each in pages)


def home_title(words: Words, role: str = "") -> str:
    """Return the name of the page that a role comes home to."""
    return words.say(TITLES[next(pages[0] for _, pages in _open(practice=True, role=role))])


def page_title(words: Words, place: str) -> str:
    """Return the short name of a page; "" for one that has none."""
    return words.say(TITLES[RecordPlace(place)]) if place in TITLES else ""


def _open(*, practice: bool, role: str) -> Iterator[tuple[RailGroup, tuple[RecordPlace, ...]]]:
    for group in GROUPS:
        if pages := tuple(each for each in group.pages if _may_open(each, practice=practice, role=role)):
            yield group, pages


def _may_open(place: RecordPlace, *, practice: bool, role: str) -> bool:
    if place in NOT_IN_PRACTICE and practice:
        return False
    if place in OF_ONE_ROLE:
        return role == OF_ONE_ROLE[place]
    if role not in MAY or place not in ACTS:
        return True
    if place in (RecordPlace.CASES, RecordPlace.REMINDERS):
        return may(role, SCREEN) or may(role, PRACTISE)
    if place == RecordPlace.PEOPLE:
        return may(role, EXCHANGE) or may(role, REVIEW)
    return may(role, ACTS[place])


class PageLinks(Flow):
    """One button a page; that of the page that is shown stands filled and leads nowhere."""

    chosen = Signal(str)

    def __init__(self, links: Mapping[RecordPlace, str], current: str, language: str) -> None:
        super().__init__(gap=8)
        self.buttons: dict[str, Button] = {}
        for place, title in links.items():
            button = Button(title, Look.PICKED if place == current else Look.OTHER, language=language)
            self.buttons[place] = wired(button, f"page-{place}", partial(self._press, place, current))
            self.add(button)

    def _press(self, place: str, current: str) -> None:
        if place != current:
            self.chosen.emit(place)

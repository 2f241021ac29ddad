"""The rail beside the pages that belong to no case: which rows an officer of a role has."""

from __future__ import annotations

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
from screening.wording.catalogue.translations import Words

ACTS = {
    RecordPlace.CASES: SCREEN, RecordPlace.PREPARE: SCREEN, RecordPlace.SITE: SCREEN, RecordPlace.STATISTICS: COUNTS,
    RecordPlace.BLANK: BLANK, RecordPlace.SERVICES: SERVICES, RecordPlace.KEEPING: ERASE,
    RecordPlace.COPIES: CARE_OF_FILES, RecordPlace.LOG: CARE_OF_FILES, RecordPlace.KEYS: CARE_OF_FILES,
    RecordPlace.BUNDLES: EXCHANGE, RecordPlace.PEOPLE: EXCHANGE, RecordPlace.INVENTED_PEOPLE: PRACTISE,
}  # fmt: skip
"""Which act of a role each place is for (SX8)."""


def desk_rail(words: Words, cases: int, current: str, *, practice: bool = False, role: str = "") -> RailView:
    """The places where no case is open: cases, blank questionnaire, services; in practice also invented people."""
    rows: tuple[RailRow, ...] = (
        RailRow(RecordPlace.CASES, words.say("page.cases.title"), "speech", False, str(cases)),
        RailRow(RecordPlace.PREPARE, words.say("page.prepare.rail"), "tick"),
        RailRow(RecordPlace.BLANK, words.say("page.blank.rail"), "sheet"),
        RailRow(RecordPlace.SERVICES, words.say("services.title"), "speech"),
        RailRow(RecordPlace.SITE, words.say("page.site.rail"), "eye"),
        RailRow(RecordPlace.STATISTICS, words.say("stats.title"), "sheet"),
        RailRow(RecordPlace.KEEPING, words.say("page.keeping.rail"), "clock"),
        RailRow(RecordPlace.COPIES, words.say("page.copies.rail"), "folded_sheet"),
        RailRow(RecordPlace.LOG, words.say("page.log.rail"), "speech_lines"),
        RailRow(RecordPlace.KEYS, words.say("page.keys.rail"), "lock"),
        RailRow(RecordPlace.SAFETY, words.say("guard.title"), "lock"),
    )
    if not practice:
        rows = (
            *rows,
            RailRow(RecordPlace.BUNDLES, words.say("page.bundles.title"), "folded_sheet"),
            RailRow(RecordPlace.PEOPLE, words.say("page.people.title"), "people"),
        )
    if practice:
        rows = (*rows, RailRow(RecordPlace.INVENTED_PEOPLE, words.say("play.title"), "people"))
    if role in MAY:
        shown = {place for place, act in ACTS.items() if may(role, act)}
        if may(role, PRACTISE):
            shown.add(RecordPlace.CASES)
        if may(role, REVIEW):
            shown.add(RecordPlace.PEOPLE)
        rows = tuple(row for row in rows if row.id in shown or row.id not in ACTS)
    if role == "supervisor":
        rows = (RailRow(RecordPlace.COUNTS, words.say("page.counts.title"), "sheet"), *rows)
    if role == "reviewer":
        rows = (RailRow(RecordPlace.BENCH, words.say("bench.title"), "speech_lines"), *rows)
    title = next((row.title for row in rows if row.id == current), "")
    return RailView(words.say("rail.desk"), rows, current=current, compact_title=title)

"""What a supervisor sees: counts, hand-overs and reminders; never a case."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from screening.casework.record.backup_views import DAYS
from screening.casework.record.retention import keeping
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.case import child_and_shelter
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import Recorded
from screening.domain.events.exchange import BundleMade, BundleOpened, NotWritten
from screening.domain.events.record import CopyMade, KeysChanged
from screening.domain.statistics.disclosure_control import LEAST, Attribute, margin, shown
from screening.store import Vault, contacts
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

DRILL_DAYS = 92
MOST = 20
STANDS = ("talking", "view", "papers", "withdrawn")
"""What a record may stand at."""


def overview(vault: Vault, words: Words, today: datetime.date) -> LinesView:
    """Return the page of counts. Small numbers are not shown: they could be a person (DM8)."""
    cases = [fold(code, vault.events(code)) for code in vault.cases()]
    own = vault.events("")
    stands = [_stands(case) for case in cases if not case.practice]
    lines = [*standing_lines(stands, words), *_reminders(vault, cases, own, words, today), *_handed(vault, own, words)]
    return LinesView(words.say("page.counts.title"), words.say("page.counts.lead"), tuple(lines))


def standing_lines(stands: list[str], words: Words) -> Iterator[PlainLine]:
    """Yield how many records there are and how many stand at each of ``STANDS``, as far as that may be told."""
    total = shown(len(stands))
    all_of_them = words.say("page.counts.few", n=LEAST) if total is None else str(total)
    yield PlainLine(words.say("page.counts.all", n=all_of_them), words.say("page.counts.counts"))
    told = margin(stands, Attribute("stands", frozenset(STANDS))).shown if total is not None else {}
    for name in STANDS:
        yield PlainLine(words.say(f"page.counts.{name}", n=told.get(name, words.say("page.counts.hidden"))))


def _stands(case: Case) -> str:
    if case.taken_back:
        return "withdrawn"
    return "papers" if child_and_shelter.papers_out(case) else "view" if case.view is not None else "talking"


def _reminders(
    vault: Vault, cases: list[Case], own: tuple[Recorded, ...], words: Words, today: datetime.date
) -> Iterator[PlainLine]:
    kept = keeping(vault, today)
    if kept.due:
        yield PlainLine(words.say_count("page.counts.due", len(kept.due)), words.say("page.counts.reminder"), "keeping")
    late = sum(len(case.referrals.overdue(today)) for case in cases)
    if late:
        yield PlainLine(words.say_count("page.counts.unanswered", late), words.say("page.counts.reminder"))
    copied = [each.at for each in own if isinstance(each.event, CopyMade)]
    drilled = [each.at for each in own if isinstance(each.event, KeysChanged) and each.event.what == "drill"]
    if _days_since(copied, own, today) > DAYS:
        yield PlainLine(words.say("page.counts.copy"), words.say("page.counts.reminder"), "copies")
    if _days_since(drilled, own, today) > DRILL_DAYS:
        yield PlainLine(words.say("page.counts.drill"), words.say("page.counts.reminder"), "keys")
    if not kept.second and not kept.practice:
        yield PlainLine(words.say("page.counts.second"), words.say("page.counts.reminder"), "keys")


def _days_since(times: list[str], own: tuple[Recorded, ...], today: datetime.date) -> int:
    """Days since the newest of some times; since the record's first event where there is none."""
    last = times[-1:] or [each.at for each in own[:1]]
    return (today - datetime.date.fromisoformat(last[0][:10])).days if last else 0


def _handed(vault: Vault, own: tuple[Recorded, ...], words: Words) -> Iterator[PlainLine]:
    known = contacts(vault)

    def name(number: str) -> str:
        return known[number].card.name if number in known else number

    stayed = {each.event.digest for each in own if isinstance(each.event, NotWritten)}
    found = [
        each
        for each in own
        if isinstance(each.event, BundleOpened)
        or (isinstance(each.event, BundleMade) and each.event.digest not in stayed)
    ]
    for each in reversed(found[-MOST:]):
        day = format_date(each.at[:10], words.language)
        event = each.event
        if isinstance(event, BundleOpened):
            yield PlainLine(words.say_count("page.counts.came", len(event.cases), name=name(event.sender)), day)
        elif isinstance(event, BundleMade):
            to = ", ".join(name(number) for number in event.recipients)
            yield PlainLine(words.say_count("page.counts.went", len(event.cases), name=to), day)

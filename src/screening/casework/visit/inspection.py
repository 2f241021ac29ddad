"""The page of an inspection: the lot, what is seen of the place, and, afterwards, what may be said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from screening.casework.content.directory import labour_offices
from screening.casework.content.edition import Content
from screening.casework.interview.interview_views import lengths
from screening.casework.interview.note_pages import NoteRow, NotesView, OfficerRows
from screening.casework.view_models import Pair
from screening.domain.case import inspections
from screening.domain.case.case import Case
from screening.domain.case.inspections import Site
from screening.domain.services.directory import Directory
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.recordings import recordings
from screening.wording.catalogue.translations import Words

SEEN, AGAIN, PRINT = "seen:", "again:", "print:"


def site_view(
    content: Content,
    words: Words,
    sites: Sequence[Site],
    cases: Sequence[Case],
    minutes: Sequence[int],
    directory: Directory,
) -> NotesView:
    """Return the page of the open inspection, or of beginning one, and what may be said of those that are over."""
    now, rows = inspections.open_site(sites), OfficerRows(words, "site")
    if now is not None:
        _open(rows, content, now, minutes)
    else:
        rows.field("place", "line", "page.site.place").act("site-begin", "page.site.begin", main=True)
        for site in reversed(sites):
            _summary(rows, content, site, [case for case in cases if case.site == site.id])
            _steps(rows, site, directory)
    return rows.page_view("page.site.title", "page.site.lead")


def _open(rows: OfficerRows, content: Content, site: Site, minutes: Sequence[int]) -> None:
    say, words = rows.say, rows.own
    known = offered_languages(installation=words.installation)
    offered, heard = _named(known, words), _named((pack for pack in known if _has_voice(pack, words)), words)
    rows.heading("page.site.at", place=site.place).text("page.site.waits")
    rows.field("list", "words", "page.site.list", "\n".join(site.lines), help=say("page.site.list-help"))
    rows.text("page.site.languages", languages=offered)
    rows.info(say("page.site.voices", languages=heard) if heard else say("page.site.no-voice"))
    most = say("page.site.most-help", n=inspections.LEAST_DRAWN, needed=inspections.TO_SHOW)
    rows.field("most", "line", "page.site.most", help=most)
    rows.field("added", "line", "page.site.added", ", ".join(site.added), help=say("page.site.added-help"))
    rows.act("site-draw", "page.site.draw", main=not site.drawn)
    if site.lines:
        # Before anybody is asked: a sign needs ten who say yes and ten who do not.
        can = "page.site.can-show" if inspections.can_show(site) else "page.site.cannot-show"
        rows.text(can, n=len(site.drawn or site.lines), least=inspections.LEAST_PEOPLE, needed=inspections.TO_SHOW)
    if site.drawn:
        rows.text("page.site.drawn", numbers=", ".join(site.drawn)).text("page.site.same")
    if took := lengths(words, minutes):
        rows.info(took)
    rows.heading("page.site.seen")
    options = (("yes", say("answer.yes"), "circle"), ("no", say("answer.no"), "square"))
    for item in content.protocol.addons["site"].items:
        label = Pair(say(f"item.{item}.text"))
        rows.add(NoteRow(f"{SEEN}{item}", "choice", label, site.seen.get(item, ""), options))
    rows.field("note", "words", "page.site.note", site.note, help=say("page.site.note-help"))
    rows.act("site-close", "page.site.close", help=say("page.site.close-help"))


def _named(packs: Iterable[Pack], words: Words) -> str:
    return ", ".join(f"{pack.tag} {name_in(pack.tag, words.language)}" for pack in packs)


def _has_voice(pack: Pack, words: Words) -> bool:
    """Whether a person may hear recordings in this language here."""
    found = recordings(pack.tag, words.installation)
    return found.trusted and any(found.files.values())


def _steps(rows: OfficerRows, site: Site, directory: Directory) -> None:
    """What to do about what was seen: to whom a complaint goes, by the directory, and the next visit."""
    say, words = rows.say, rows.own
    if "yes" in site.seen.values():
        for name, number in labour_offices(directory, words, datetime.date.today()):
            rows.text("page.site.complain", name=name, number=number or say("page.site.no-number"))
    rows.act(f"{PRINT}{site.id}", "page.site.print", place=site.place)
    label = Pair(say("page.site.again", place=site.place))
    help = say("page.site.again-read", day=format_date(site.again, words.language)) if site.again else say("day.help")
    rows.add(NoteRow(f"{AGAIN}{site.id}", "line", label, site.again, help=help))


def _summary(rows: OfficerRows, content: Content, site: Site, cases: Sequence[Case]) -> None:
    """What was seen stands for itself; what people said is counted only from LEAST_PEOPLE on (BI7)."""
    say = rows.say
    rows.heading("page.site.over", place=site.place, date=format_date(site.opened_at, rows.own.language))
    for item, answer in site.seen.items():
        if answer == "yes":
            rows.text("page.site.was-seen", sign=say(f"item.{item}.mark"))
    if site.note:
        rows.info(site.note)
    people = inspections.answered(cases)
    if people < inspections.LEAST_PEOPLE:
        rows.text("page.site.too-few", n=inspections.LEAST_PEOPLE)
        return
    rows.text("page.site.people", n=people)
    for item, count in inspections.signs_said(cases).items():
        if item in content.protocol.items:
            rows.text("page.site.count", sign=say(f"item.{item}.mark"), n=count)
    rows.text("page.site.left", n=inspections.LEAST_PEOPLE)
    if inspections.same_words(cases):
        rows.text("page.site.coached")

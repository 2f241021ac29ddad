"""A shelter's pages (SH1-SH11): arrival without questions, sessions, safety plan, dates, hand-over, rights, refusal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from screening.casework.content import country
from screening.casework.interview.formal_decisions import decision_lines, wish_line
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import YES_NO, NotesView, Rows
from screening.casework.view_models import Pair, SecondTalk
from screening.domain.case import child_and_shelter, interpreter, rules, sessions
from screening.domain.case.places import Place
from screening.domain.events.catalogue import Event
from screening.domain.known import detention, known, promises, terms
from screening.wording.catalogue.country_fields import cited
from screening.wording.catalogue.dates import typed_day
from screening.wording.catalogue.languages import format_date, own_name
from screening.wording.script.visible_controls import visible_text

NEEDS = ("doctor", "pregnant", "medicine", "allergy", "hungry", "call")
OPEN = ("must-not-know", "afraid", "sleep", "near")
GENDERS = ("woman", "man", "other")
"""As the person says; for a room, and for nothing else (SH8)."""
DATES = ("custody", "interim", "order-made", "order-end", "extension", "hearing", "passes", terms.LEFT)
ORDERS = ("interim", "order-made")
"""Dates on which an order is made, beside which stands what the law says of it."""
LASTING = ("interim", "order-end", "extension")
"""Dates beside which it is typed how long the order says that it lasts."""
PLAN = ("safer", "helps", "hard", "trust", "night")
RIGHTS = ("move", "counsellor", "companion", "interpreter", "complain", "court", "leaving", "papers", "notes")
OTHER = ("labour", "asylum", "child", "health", "legal", "stay-safe")


def arrival_view(interview: Interview) -> NotesView:
    """Return the page of the first night: needs, rest, rules, rights. Nothing about what happened (SH1, SH2, SH8)."""
    rows = Rows(interview, child_and_shelter.ARRIVAL)
    rows.said("arrival.welcome", "arrival.same")
    for name in NEEDS:
        rows.asked(name, rows.pair(f"arrival.{name}"))
    rows.line("details", "page.arrival.details")
    for name in OPEN:
        rows.words(name, rows.pair(f"arrival.{name}"))
    rows.choice("gender", "page.arrival.gender", GENDERS, "page.arrival.")
    if age := interview.case.gate_said.get("minor"):
        rows.info(rows.say("page.arrival.age", age=rows.say(f"gate.minor.{age}")))
    rows.line("room", "page.arrival.room", rows.say("page.arrival.room-help"))
    rows.said("arrival.rules", "arrival.ask", "arrival.later")
    rest = rows.say("page.arrival.wishes-help", hours=child_and_shelter.rest_hours(interview.protocol))
    rows.choice("wishes-to-talk", "page.arrival.wishes", YES_NO, help=rest)
    rows.link("rights", rows.say("page.session.rights")).link("plan", rows.say("page.session.plan"))
    return rows.view("page.arrival.title", "page.arrival.lead")


def session_view(interview: Interview) -> NotesView:
    """Before another session: who and when, what was promised and what came of it, what is known already (SH3, SH4)."""
    rows, case, language = Rows(interview, "session"), interview.case, interview.words.language
    for each in case.sessions.began:
        where = each.setting if case.setting_chosen else ""
        rows.info(
            rows.say(
                "page.session.row",
                n=each.number,
                date=format_date(each.at, language),
                by=visible_text(each.by),
                where=rows.known(f"setting.{where}.title", where) if where else "-",
                language=own_name(each.language) if each.language else "-",
            )
        )
    rows.heading("page.session.promises").said("shelter.promised")
    made = promises.named(case)
    for name, promise in made.items():
        told = promise.text if not promise.by_day else f"{promise.text} ({format_date(promise.by_day, language)})"
        rows.choice(f"promise:{name}", Pair(told), ("kept", "not_kept"), "page.session.", value=promise.outcome)
    if not made:
        none = known.known(case, "promised") == known.AskedNo()
        rows.info(rows.say("page.session.no-promise" if none else "follow.none-promised"))
    rows.line("promise", "page.session.new-promise").line("promise-by", "page.session.promise-by", rows.say("day.help"))
    rows.act("promise-add", "page.session.add-promise")
    rows.heading("page.session.known").said("shelter.from-before")
    rows.info(rows.say("page.session.known-note"))
    for item, count in repeats(interview).items():
        rows.info(rows.say("page.session.repeated", sign=interview.marked(interview.protocol.items[item]), n=count))
    rows.link("said", rows.say("page.session.said"))
    if decided := decision_lines(interview):
        rows.heading("page.decisions.title").info(wish_line(interview))
        for told in decided:
            rows.info(told)
    rows.link(Place.DECISIONS, rows.say("page.session.decisions"))
    rows.heading("page.session.stay")
    for place in ("arrival", "plan", "dates", "rights", "handover", "refused"):
        rows.link(place, rows.say(f"page.session.{place}"))
    rows.said("shelter.again")
    why = "" if case.stopped or rules.viewed(case, interview.strand) else rows.say("page.session.open")
    return rows.act("session-begin", "page.session.begin", main=True, why=why).view(
        "page.session.title", "page.session.lead"
    )


def repeats(interview: Interview) -> dict[str, int]:
    """Return the items that were asked more than once, with how often: a new worker confirms instead (SH3)."""
    counted = {item: len(asked) for item, asked in interview.case.asked_in.items()}
    return {item: times for item, times in counted.items() if times > 1}


def plan_view(interview: Interview) -> NotesView:
    """Return the page of the safety plan, made with the person (SH7)."""
    rows = Rows(interview, "plan")
    for name in PLAN:
        rows.words(name, rows.pair(f"safety-plan.{name}"))
    return rows.view("page.plan.title", "page.plan.lead")


def dates_view(interview: Interview) -> NotesView:
    """Return the page of days that count, as they stand on orders and passes (SH6).

    Beside them stands what the law's length makes of them, and how far it was seen; that no length is known where so.
    """
    rows, here = Rows(interview, "dates"), country.of(interview.content.installation)
    rows.info(rows.say("page.dates.note"))
    if detention.waits(interview.case) or rows.value(detention.DAY):
        rows.line(detention.DAY, "page.dates.second-talk", proposed_talk(interview))
        _read(rows, detention.DAY)
    if not any(clock.runs_from and clock.at_most for clock in here.clocks):
        rows.info(rows.say("page.dates.nothing", country=rows.say(f"nation.{here.id}.name")))
    counted = {each.clock.runs_from: each for each in terms.worked_out(interview.case, here.clocks, typed_day)}
    for name in DATES:
        help = "page.dates.left-help" if name == terms.LEFT else "day.paper-help"
        rows.line(name, f"page.dates.{name}", rows.say(help))
        if (term := counted.get(name)) is not None:
            clock = rows.say(f"nation.{here.id}.clock.{term.clock.id}.title")
            law = cited((here.statement(term.clock.statement),), interview.words)
            day = format_date(term.end, interview.words.language)
            rows.info(rows.say("page.dates.calculated", clock=clock, day=day, law=law))
        _read(rows, name)
        for told in _lengths(interview, name) if name in ORDERS else ():
            rows.info(told)
        if name in LASTING:
            rows.line(f"{name}-lasts", f"page.dates.{name}-lasts", rows.say("page.dates.lasts-help"))
    return rows.view("page.dates.title", "page.dates.lead")


def second_talk(interview: Interview) -> SecondTalk:
    """Return the field for the day of a second talk."""
    say, typed = interview.words.say, interview.case.sessions.note(detention.PAGE, detention.DAY)
    day = detention.second_talk(interview.case, typed_day)
    told = say("page.dates.read", day=format_date(day, interview.words.language)) if day else ""
    unread = typed.strip() and not typed_day(typed)
    none = say("page.dates.unclear" if unread else "page.dates.second-talk-none")
    return SecondTalk(typed, told or none, proposed_talk(interview))


def proposed_talk(interview: Interview) -> str:
    """Return which day is suggested for a second talk, by the edition; that none is set where it suggests none."""
    if not (days := detention.days_until(interview.protocol)):
        return interview.words.say("page.dates.second-talk-none")
    day = interview.now().date() + datetime.timedelta(days)
    told = format_date(day.isoformat(), interview.words.language)
    return interview.words.say("page.dates.second-talk-proposed", day=told)


def _read(rows: Rows, name: str) -> None:
    """Add how a typed day was read, or that it was not."""
    typed = rows.value(name)
    if day := typed_day(typed):
        rows.info(rows.say("page.dates.read", day=format_date(day, rows.interview.words.language)))
    elif typed.strip():
        rows.info(rows.say("page.dates.unclear"))


def _lengths(interview: Interview, date: str) -> Iterator[str]:
    """Yield what is known of how long an order lasts, by the law of today."""
    words, here = interview.words, country.of(interview.content.installation)
    found = [each for each in here.statements if each.date == date and each.holds(interview.now().date())]
    for each in found:
        told = "page.dates.law" if each.read else "page.dates.law-unchecked"
        yield words.say(told, note=words.say(f"statute.{each.id}.note"))
    if not found:
        yield words.say("country.not-known-here", country=words.say(f"nation.{here.id}.name"))


def handover_view(interview: Interview) -> NotesView:
    """Return what the next worker needs, and that the person was told who comes (SH9)."""
    rows, case = Rows(interview, "handover"), interview.case
    say, notes = rows.say, interview.case.sessions
    rows.said("shelter.other-worker", "shelter.other-worker-all-right")
    rows.line("to", "page.handover.to")
    rows.choice("agreed", "page.handover.agreed", YES_NO)
    rows.heading("page.handover.sheet")
    tag = case.language.language if case.language else ""
    rows.info(say("page.handover.language", language=own_name(tag) if tag else "-"))
    for name in OPEN:
        if text := notes.note(child_and_shelter.ARRIVAL, name):
            rows.info(f"{say(f'arrival.{name}')} {text}")
    for name in PLAN:
        if text := notes.note("plan", name):
            rows.info(f"{say(f'safety-plan.{name}')} {text}")
    for promise in promises.of(case):
        if not promise.outcome:
            rows.info(say("page.handover.promise", text=promise.text))
    told = notes.note("handover", "agreed") == "yes"
    why = "" if told else say("page.handover.print-why")
    rows.act("handover-print", "page.handover.print", why=why)
    answered = len(case.answers)
    rows.info(say("page.handover.answers", n=answered, left=len(interview.protocol.items) - answered))
    return rows.view("page.handover.title", "page.handover.lead")


def note(interview: Interview, page: str, field: str, text: str) -> tuple[Event, ...]:
    """Write a note; the yes to one next worker is no yes to another, so it goes with their name (SH9).

    Likewise what one interpreter is to the matter, and the yes to them, goes with their code (LA14).

    Raises NotAccepted("text-too-long"), and what ``Interview.beside`` raises.
    """
    written, notes = interview.beside(page, field, text), interview.case.sessions
    another = text.strip() != notes.note(page, field).strip()
    if (page, field) == (child_and_shelter.HANDOVER, "to") and another and notes.note(page, "agreed"):
        return written, sessions.write(page, "agreed", "")
    if (page, field) == (interpreter.PAGE, "code") and another and notes.note(page, field):
        theirs = (name for name in interpreter.OF_ONE if notes.note(page, name))
        return written, *(sessions.write(page, name, "") for name in theirs)
    return (written,)


def rights_view(interview: Interview) -> NotesView:
    """Return what the person may ask for, read aloud (SH10)."""
    rows = Rows(interview, "rights").said("rights.title", *(f"rights.{name}" for name in RIGHTS))
    rows.info(rows.say("page.rights.law"))
    return rows.view("page.session.rights", "page.rights.lead")


def refused_view(interview: Interview) -> NotesView:
    """Return the page for an order that was refused: other protection, never "closed" (RE16)."""
    rows = Rows(interview, "refused").said("shelter.refused")
    for name in OTHER:
        rows.info(rows.say(f"page.refused.{name}"))
    rows.words("next", rows.pair("closing.wishes"))
    rows.info(rows.say("page.refused.open"))
    return rows.link("taking", rows.say("page.refused.taking")).view("page.refused.title", "page.refused.lead")

"""What belongs to agreement beside the decisions: saying back, a duty, another time, embassies, taking it back."""

from __future__ import annotations

from screening.casework.content.country import duty_lines
from screening.casework.interview import holders
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.domain.case import rules
from screening.domain.events.session import TextHeard
from screening.domain.known import known
from screening.wording.catalogue.languages import explained, format_date, format_moment, own_name

LATER, WITHDRAW, INFORMED = "later", "withdraw", "informed"
TAKEN_BACK = "taken-back"


def heard_view(interview: Interview) -> NotesView:
    """Return each decision with the exact words that were heard then, newest first (CO7)."""
    rows = Rows(interview, "heard")
    case, language = interview.case, interview.words.language
    decided = sorted(case.consent.items(), key=lambda each: each[1].at, reverse=True)
    shown: set[str] = set()
    for (decision, recipient), recorded in decided:
        event = recorded.event
        value = getattr(event, "value", "")
        word = rows.say(f"answer.{value}" if value in ("yes", "no") else "decision.later")
        told = rows.say(
            "page.heard.line",
            title=rows.known(f"consent.decision.{decision}", decision),
            value=word,
            time=format_moment(recorded.at, language),
            language=own_name(getattr(event, "language", "")),
            present=rows.known(
                f"page.heard.present.{getattr(event, 'present', '')}", rows.say("page.heard.present.unknown")
            ),
        )
        name = recipient.partition(":")[0]
        how = "" if recipient else explained(interview.words, known.explained(case, decision))
        rows.info(" ".join(each for each in (told, interview.name_of(name) if name else "", how) if each))
        version = getattr(event, "text_version", "")
        if version and version not in shown and isinstance(case.sessions.heard.get(version), TextHeard):
            shown.add(version)
            rows.heading("page.heard.words")
            for text in case.sessions.heard[version].texts:
                rows.info(text)
    if not decided:
        rows.info(rows.say("page.heard.none"))
    return rows.view("page.heard.title", "page.heard.lead")


def later_view(interview: Interview) -> NotesView:
    """Not a good moment: what is needed today, and another time and place (CO11)."""
    rows = Rows(interview, LATER)
    rows.said("agree.moment").info(rows.say("consent.not-now.text"))
    rows.line("when", "page.later.when").line("where", "page.later.where")
    rows.words("needs", rows.pair("topic.needs.invitation"))
    rows.said("goodbye.done", "goodbye.help-later")
    return rows.act("later-done", "page.later.done", main=True).view("page.later.title", "page.later.lead")


def informed_view(interview: Interview) -> NotesView:
    """Return the page for a duty in law in the place of agreement: told, named, and recorded as informed (CO12)."""
    rows = Rows(interview, INFORMED)
    rows.said("consent.informed.text", "agree.duty").info(rows.say("consent.informed.note"))
    child = rules.age_band(interview.case) == "child"
    mine, others = duty_lines(interview.role, interview.words, interview.now().date(), child=child)
    rows.heading("page.informed.yours")
    for told in mine or (rows.say("page.informed.none"),):
        rows.info(told)
    if others:
        rows.heading("page.informed.others")
        for told in others:
            rows.info(told)
    rows.line("duty", "page.informed.duty", rows.say("page.informed.duty-help"))
    for _session, duty, at in interview.case.sessions.informed:
        day = format_date(at, interview.words.language)
        rows.info(rows.say("page.informed.done", duty=duty, date=day))
    return rows.act("informed-done", "page.informed.record", main=True).view(
        "page.informed.title", "page.informed.lead"
    )


def embassy_view(interview: Interview) -> NotesView:
    """Before an embassy is contacted: what that means, and whether it is wanted all the same (CO10)."""
    rows = Rows(interview, "embassy")
    rows.info(rows.say("consent.decision.embassy.note"))
    rows.said("agree.embassy-risk", "agree.embassy-sure")
    rows.act("embassy-no", "page.embassy.no", main=True)
    return rows.act("embassy-yes", "page.embassy.yes").view("page.embassy.title", "page.embassy.lead")


def withdraw_view(interview: Interview) -> NotesView:
    """Return the page of taking it back (CO8): what has left already, then erase or keep, in the second step."""
    rows = Rows(interview, WITHDRAW)
    rows.said("withdraw.sure", "withdraw.sent").heading("page.withdraw.left")
    left = [*holders.left(interview)]
    for line in left or [rows.say("page.withdraw.nothing")]:
        rows.info(line)
    rows.heading("page.withdraw.choose")
    rows.choice("choice", rows.pair("withdraw.choice"), ("keep", "erase"), "page.withdraw.")
    chosen = rows.value("choice")
    why = "" if chosen else rows.say("page.withdraw.why")
    rows.act("withdraw-done", "page.withdraw.do", help=rows.say("page.withdraw.final"), why=why)
    return rows.view("page.withdraw.title", "page.withdraw.lead", quick=True)


def taken_back_view(interview: Interview) -> NotesView:
    """Return the page of a record that was taken back (CO8): what may be done with it, and when the person returns."""
    rows, case = Rows(interview, TAKEN_BACK), interview.case
    if case.stopped_at:
        rows.info(rows.say("page.taken-back.day", date=format_date(case.stopped_at, interview.words.language)))
    if case.sessions.withdrawals.went_on_elsewhere:
        rows.info(rows.say("page.taken-back.elsewhere"))
    rows.act("taken-back-erase", "page.withdraw.erase", help=rows.say("page.withdraw.final"))
    if any(each.sent_at for each in case.referrals.sent.values()):
        rows.link("follow", rows.say("page.taken-back.sent"))
    rows.heading("page.taken-back.again").info(rows.say("page.taken-back.anew"))
    if case.stopped or not interview.coming_back:
        rows.act("session-begin", "page.taken-back.begin")
    else:
        rows.link("consent", rows.say("page.taken-back.ask"))
    return rows.view("page.taken-back.title", "page.taken-back.lead")

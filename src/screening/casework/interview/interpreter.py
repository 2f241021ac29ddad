"""With whom the person would rather talk, how they follow, and the interpreter's card (IN15, LA7, LA12-LA15)."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import YES_NO, NotesView, Rows, note
from screening.domain.case import interpreter, sessions
from screening.domain.case.case import Case
from screening.domain.case.places import PREFER
from screening.domain.events.catalogue import Event
from screening.domain.known import known
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

CARD_PAGE = "interpreter"
WHOM = ("woman", "man", "either")
CHOSEN = ("woman", "man")
SEX = "person-sex"
"""The row of the person's own sex; the card has one of the interpreter's."""
FOLLOW = ("listen", "read", "interpreter")
CARD = ("code", "sex", "where", "ties", "briefed", "promised", "all-right", "remarks")
"""What is kept of the interpreter in hand: a code, never a name."""


def prefer_view(interview: Interview) -> NotesView:
    """Asked on the way to the first topic; what cannot be had today is written down and raised at referral."""
    rows, say = Rows(interview, PREFER), interview.words.say
    for name in ("officer", "interpreter"):
        help = _wish_of_first_look(interview) if name == "officer" and not rows.value(name) else ""
        rows.choice(name, rows.pair(f"prefer.{name}"), WHOM, "page.prefer.", help=help)
        if rows.value(name) in CHOSEN or rows.value(f"{name}-today"):
            rows.choice(f"{name}-today", "page.prefer.today", YES_NO)
        if rows.value(f"{name}-today") == "no":
            rows.said("prefer.not-today")
    value, help = known.sex(interview.case), say("page.prefer.person-sex-help")
    rows.choice(SEX, "page.prefer.person-sex", known.SEXES, "page.prefer.", value=value, help=help)
    _present(rows)
    if interpreter.here(interview.case):
        rows.link(CARD_PAGE, say("page.prefer.card"))
        _acceptable(rows)
    rows.heading("page.prefer.follows")
    rows.choice("follow", rows.pair("picker.how"), FOLLOW, "page.prefer.")
    rows.line("second", rows.pair("picker.second")).line("dialect", "page.prefer.dialect")
    return rows.view("page.prefer.title", "page.prefer.lead", quick=True)


def _wish_of_first_look(interview: Interview) -> str:
    """What the first look of an operation noted: the person is asked all the same."""
    noted, say = interview.case.operation, interview.words.say
    if noted is None or not noted.wish:
        return ""
    whom = interview.words.known(f"page.number.wish.{noted.wish}", visible_text(noted.wish))
    return say("page.prefer.first-look", number=visible_text(noted.number), whom=whom)


def card_view(interview: Interview) -> NotesView:
    """The interpreter's card: what they are told, who they are to the matter, and whether the person accepts them."""
    rows, say = Rows(interview, PREFER), interview.words.say
    rows.said("interpreter.whole", "interpreter.first-person", "interpreter.no-advice", "interpreter.ties")
    rows.line("code", "page.prefer.code", say("page.prefer.code-help"))
    rows.choice("sex", "page.prefer.sex", CHOSEN, "page.prefer.")
    _present(rows)
    rows.choice("ties", "page.prefer.ties", interpreter.TIES, "page.prefer.tie-")
    for name in ("briefed", "promised"):
        rows.choice(name, f"page.prefer.{name}", YES_NO)
    _acceptable(rows)
    rows.words("remarks", "page.prefer.remarks", say("page.prefer.remarks-help"))
    rows.act("interpreter-replace", "page.prefer.replace")
    return rows.view("page.prefer.interpreting", "page.prefer.card-lead")


def replace_interpreter(interview: Interview) -> tuple[Event, ...]:
    """The card begins empty for another interpreter; the notes about the first stay in the record's chain."""
    kept = [name for name in CARD if interview.case.sessions.note(PREFER, name)]
    return tuple(sessions.write(PREFER, name, "") for name in kept) or (sessions.write(PREFER, "code", ""),)


def note_sex(interview: Interview, value: str) -> Event | None:
    """Write what the person says of their sex; pressing what stands takes it back."""
    same = interview.case.referrals.note(*known.SEX) == value
    return note(interview, *known.SEX, "" if same else value)


def waits(case: Case) -> bool:
    """Whether the talk has not come past this page: nothing was said yet, and nothing about it was noted."""
    noted = any(case.sessions.note(PREFER, name) for name in ("officer", "interpreter"))
    return not (noted or case.offered or case.answers or case.words)


def missed(case: Case, words: Words) -> str:
    """What could not be had today, to be raised wherever the person goes next; "" where nothing was missed (IN15)."""
    told = [
        words.say(f"page.prefer.raise-{name}", whom=words.say(f"page.prefer.{case.sessions.note(PREFER, name)}"))
        for name in ("officer", "interpreter")
        if case.sessions.note(PREFER, f"{name}-today") == "no" and case.sessions.note(PREFER, name) in CHOSEN
    ]
    return " ".join(told)


def _present(rows: Rows) -> None:
    """Whether somebody interprets, and what is said where they are on the telephone (LA15)."""
    rows.choice("where", "page.prefer.where", ("here", "phone"), "page.prefer.")
    if rows.value("where") == "phone":
        card = rows.interview.number("interpreter")
        rows.info(f"{card.title}: {card.number or card.note}").said("interpreter.phone")


def _acceptable(rows: Rows) -> None:
    """The person says whether the interpreter is all right, by ear and with the interpreter away (LA13)."""
    rows.said("interpreter.alone").hear("interpreter.alone", "interpreter.all-right")
    rows.asked("all-right", rows.pair("interpreter.all-right"))
    if interpreter.steps_back(rows.interview.protocol, rows.interview.case):
        rows.info(rows.say("page.prefer.ends")).said("interpreter.change")

"""Listening first (IN18): the account with no question asked, and every sign to be found by plain words and ticked."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.interview import item_search
from screening.casework.interview.interview import Interview
from screening.casework.interview.interview_views import words_beside
from screening.casework.interview.note_pages import NotesView, Rows
from screening.casework.interview.view_models import WordsView
from screening.casework.view_models import Pair
from screening.domain.answers import Answer
from screening.domain.case import sessions
from screening.domain.case.places import TOPIC
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import Event
from screening.domain.protocol.model import IndicatorSort, Item
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import answer_id, came
from screening.wording.script.visible_controls import visible_text

MOST = 30
ROUGHLY = ("not_known", "year", "season", "feast", "before_after")
"""How roughly a time is known (IN6)."""


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign that can be ticked. ``sub`` says how it came, or that it points the other way."""

    item: str
    text: str
    sub: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class ListeningView:
    opening: Pair
    person_tag: str
    account: str
    how: str
    found: tuple[SignLine, ...]
    count: str
    noted: tuple[SignLine, ...]
    locked: str
    beside: tuple[WordsView, ...] = ()
    """What other laptops and earlier sessions wrote of the account, to be read only."""
    marked: tuple[tuple[int, int], ...] = ()
    """Where words that belong to a sign stand in the account: beginning and length."""


def listening_view(interview: Interview, wanted: str) -> ListeningView:
    """``wanted`` are the words looked for; without any, the items of the short first pass are offered."""
    say = interview.words.say
    rows = Rows(interview, "listening")
    written = interview.own_words(ACCOUNT)
    found = find(interview, wanted)
    total = len(interview.protocol.items)
    order = sorted(
        (item for item, given in interview.case.answers.items() if given.answer is Answer.YES),
        key=lambda item: interview.case.heads[item][-1].lamport,
        reverse=True,
    )
    opening, order_text = rows.pair("talk.open"), rows.pair("talk.order")
    return ListeningView(
        opening=Pair(f"{opening.own} {order_text.own}", f"{opening.theirs} {order_text.theirs}".strip()),
        person_tag=interview.theirs.language,
        account=written.text if written else "",
        how=written.how.value if written else "told",
        found=tuple(_line(interview, item) for item in found[:MOST]),
        count=say("page.listening.count", n=len(found), total=total) if wanted.strip() else "",
        noted=tuple(
            _line(interview, interview.protocol.items[item]) for item in order if item in interview.protocol.items
        ),
        locked="" if interview.case.agreed else say("locked.consent"),
        beside=words_beside(interview, ACCOUNT),
        marked=spans(interview, written.text) if written else (),
    )


def find(interview: Interview, wanted: str) -> list[Item]:
    """The items that answer to the words looked for, best first; without a word those of the short first pass."""
    if not wanted.strip():
        return list(interview.protocol.core)
    return item_search.ranked(interview, wanted)


def when_view(interview: Interview) -> NotesView:
    """When things were, as roughly as they are known; nothing is compared, and no order is wrong (IN6)."""
    rows = Rows(interview, "when")
    rows.said("talk.when")
    for topic in interview.protocol.topics:
        title = rows.pair(f"topic.{topic.id}.title")
        rows.choice(f"{topic.id}.roughly", title, ROUGHLY, "page.when.")
        rows.line(f"{topic.id}.when", Pair(rows.say("page.when.said", topic=title.own)))
    return rows.view("page.when.title", "page.when.lead")


def _line(interview: Interview, item: Item) -> SignLine:
    say = interview.words.say
    if interview.sealed(item):
        return SignLine(item.id, f"{item.number}  {interview.marked(item)}", "", False)
    given = interview.case.answers.get(item.id)
    ticked = given is not None and given.answer is Answer.YES
    sub = ""
    if given is not None:
        at = format_time(interview.case.heads[item.id][-1].at, interview.words.language)
        answer = "" if ticked else f"{say(answer_id(item.kind, given.answer.value))}, "
        sub = f"{answer}{came(say, given.way, given.where or '')}, {at}"
        if ticked and (words := quote(interview, item.id)):
            sub = say("page.listening.quoted", how=sub, words=visible_text(words))
    elif item.yes and all(interview.protocol.indicators[name].sort is IndicatorSort.COUNTER for name in item.yes):
        sub = say("page.listening.other-way")
    elif item.kind != "ask":
        sub = say(f"page.listening.{item.kind}")
    return SignLine(item.id, say(f"item.{item.id}.mark"), sub, ticked)


def place_of(interview: Interview, item: str) -> str:
    """The page and the item in it."""
    return f"{TOPIC}{interview.protocol.items[item].topic}/{item}"


PAGE = "marked"


def tie(interview: Interview, item: str, quote: str) -> tuple[Event, ...]:
    """Tie the marked words to this sign, which is recorded as told where it is not yet."""
    given = interview.case.answers.get(item)
    marked = sessions.write(PAGE, item, quote.strip())
    if given is not None and given.answer is Answer.YES:
        return (marked,)
    told = interview.protocol.items[item].kind == "ask"
    return (interview.answer(item, "yes", "told" if told else None), marked)


def untie(interview: Interview, item: str) -> tuple[Event, ...]:
    """Take the sign back, and its words with it."""
    back = interview.take_back(item)
    return (back, sessions.write(PAGE, item, "")) if quote(interview, item) else (back,)


def quote(interview: Interview, item: str) -> str:
    """Return the words marked for a sign, "" for none; only while they stand in the account as they were marked."""
    marked = interview.case.sessions.note(PAGE, item)
    accounts = (each.text for each in interview.case.words if each.topic == ACCOUNT)
    return marked if marked and any(marked in text for text in accounts) else ""


def spans(interview: Interview, account: str) -> tuple[tuple[int, int], ...]:
    """Return where the marked words stand in an account: beginning and length, in its order."""
    found = set()
    for item in interview.protocol.items:
        marked = interview.case.sessions.note(PAGE, item)
        if marked and (at := account.find(marked)) >= 0:
            found.add((at, len(marked)))
    return tuple(sorted(found))

"""The cards that are at hand from every page: care, stop, what was said so far, finding an item, and self-care."""

from __future__ import annotations

from screening.casework.content.directory import OFFICER_CARE
from screening.casework.interview import item_search
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.casework.view_models import LinesView, PlainLine
from screening.domain.case import rules
from screening.domain.case.places import AFTER, TOPIC, topic_of
from screening.domain.events.catalogue import AnswerGiven
from screening.domain.protocol.model import Item

WAYS = ("finished", "later", "ring_back", "withdrawn")
MOST_FOUND = 40


def care_view(interview: Interview) -> NotesView:
    """Return the words that steady, line by line; look, listen, link; the ways to help and to the card about dying."""
    rows = Rows(interview, "care").said(*grounding(interview))
    rows.link("suicide", rows.say("care.suicide.title")).link("help", rows.say("page.help.title"))
    for step in interview.protocol.tables["care"]["step"]:
        rows.heading(f"care.step.{step['id']}.title").info(rows.say(f"care.step.{step['id']}.text"))
    return rows.view("page.care.title", "page.care.lead")


def grounding(interview: Interview) -> tuple[str, ...]:
    """The texts of the grounding words, in the order in which they are said or played."""
    return tuple(f"care.grounding.{row['id']}" for row in interview.protocol.tables["care"]["grounding"])


def stop_view(interview: Interview) -> NotesView:
    """Return the ways in which a talk ends (HW5), and below them what everybody hears on leaving."""
    rows = Rows(interview, "stop")
    for way in WAYS:
        rows.act(f"stop-{way}", f"stop.{way}.title", help=rows.say(f"stop.{way}.text"))
    rows.heading("page.closing.information").said(*interview.leaving())
    return rows.view("page.stop.title", "page.stop.lead")


def find_view(interview: Interview, wanted: str) -> LinesView:
    """The items that answer to the words looked for, best first, and every item where nothing is looked for.

    The items of an add-on whose title holds every word come before all others.
    """
    say, protocol = interview.words.say, interview.protocol
    parts = wanted.casefold().split()
    lines: dict[str, PlainLine] = {}
    for addon in protocol.addons.values():
        title = say(f"addon.{addon.id}.title")
        if parts and all(part in title.casefold() for part in parts):
            lines |= {name: _found(interview, protocol.items[name], title) for name in addon.items if name not in lines}
    for item in item_search.ranked(interview, wanted) if parts else protocol.items.values():
        if item.id not in lines:
            place = say(f"topic.{item.topic}.title")
            note = place if interview.sealed(item) else say(f"item.{item.id}.text")
            lines[item.id] = _found(interview, item, note)
    found = tuple(lines.values())[:MOST_FOUND]
    return LinesView(say("page.find.title"), say("page.find.lead"), found, say("page.find.empty"))


def _found(interview: Interview, item: Item, note: str) -> PlainLine:
    return PlainLine(f"{item.number}  {interview.marked(item)}", note, f"{TOPIC}{item.topic}/{item.id}")


def self_view(interview: Interview) -> LinesView:
    """Three lines for the officer and a number to ring, with how far it was checked; nothing of it is stored (SE1)."""
    say, card = interview.words.say, interview.number(OFFICER_CARE)
    number = card.number or card.unchecked
    fields = {"number": number or card.note}
    lines = []
    for row in interview.protocol.tables["care"].get("self", ()):
        asks = "{number}" in row["text"]
        told = interview.words.say_with(f"care.self.{row['id']}", fields if asks else {})
        lines.append(PlainLine(told, card.note if asks and number else ""))
    return LinesView(say("page.self.title"), say("page.self.lead"), tuple(lines))


def help_of(interview: Interview, place: str, item: str = "") -> str:
    """The help of a page; of a topic, that of the open item. A sealed item tells why it rests, and no more (GA4)."""
    say, known = interview.words.say, interview.protocol.items.get(item)
    if topic := topic_of(place):
        if known is None:
            told = "help.invitation" if interview.invitation_waits(topic) else "help.topic"
            return say(told, help=say(f"topic.{topic}.help"))
        if interview.sealed(known):
            return say(rules.locked(interview.protocol, interview.case, known))
        mean, other = say(f"item.{item}.may_mean"), say(f"item.{item}.may_else")
        told = say("page.topic.help", mean=mean, other=other)
        return say("help.item" if known.kind == "ask" else "help.seen", item=told)
    own = f"help.{place}"
    if interview.words.has(own):
        return say(own)
    return say("help.after" if place in AFTER else "help.any")


HELP = {"medical": ("emergency",), "counsellor": ("focal-point", "shelter")}
"""Whom the choices of the care card ring, by entries of the directory."""


def after_harm(interview: Interview) -> bool:
    """Return whether the answer recorded last is to a harm item; whatever it was, the question was heard (IN9, DI5)."""
    items, last, harm = interview.protocol.items, -1, False
    for name, heads in reversed(list(interview.case.heads.items())):
        # The newest stand at the end, so that most are passed over by their number alone.
        if heads[-1].lamport >= last and name in items and isinstance(heads[-1].event, AnswerGiven):
            last, harm = heads[-1].lamport, items[name].harm
    return harm


def help_view(interview: Interview) -> NotesView:
    """Signs without judgement, words to offer, and whom to ring."""
    rows, care = Rows(interview, "help"), interview.protocol.tables["care"]
    rows.said("care-for.ordinary", "care-for.choose", "care-for.beside")
    rows.act("care-break", "care.choice.break", main=True).act("care-stop", "care.choice.stop")
    for choice, names in HELP.items():
        rows.heading(f"care.choice.{choice}").said("care-for.doctor" if choice == "medical" else "care-for.counsellor")
        rows.numbers_of(names)
    rows.heading("care.signs.title")
    for sign in care["sign"]:
        rows.info(rows.say(f"care.sign.{sign['id']}"))
    rows.info(rows.say("care.signs.note"))
    return rows.view("page.help.title", "page.help.lead")


def suicide_view(interview: Interview) -> NotesView:
    """Talk of dying has a card of its own: stay, ask, ring (DI3)."""
    rows, card = Rows(interview, "suicide"), interview.protocol.tables["care"]["suicide"]
    rows.step("1", "care.suicide.step1").said("care.suicide.said", "care.suicide.asked")
    rows.step("2", "care.suicide.step2").step("3", "care.suicide.step3")
    rows.numbers(*(interview.number(name) for name in card["numbers"]))
    return rows.act("care-stop", "care.choice.stop").view("care.suicide.title")

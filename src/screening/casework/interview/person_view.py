"""The person's own view: one sentence, what it is for, how far the talk has come; nothing of the officer's (IN19)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.interview.interview import PREFER, TOPIC, Interview
from screening.domain.case import topic_order
from screening.domain.case.rules import locked
from screening.errors import NotAccepted

ACTS = ("again", "leave-out", "rest", "end")
"""What the person can press, in this order."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything in the person's language. ``behind`` and ``total`` count topics; nothing counts answers."""

    language: str
    mirrored: bool
    """Whether the language runs from the right."""
    title: str
    sentence: str
    why: str
    behind: int
    total: int
    left: str
    acts: tuple[tuple[str, str], ...]
    can_leave_out: bool


def person_view(interview: Interview, place: str, item: str) -> PersonView:
    """What stands before the person now; ``item`` is the open question, "" where the invitation is."""
    theirs, protocol = interview.theirs, interview.protocol
    if theirs.language != interview.tongue:
        raise NotAccepted("language-only-heard", language=interview.tongue)
    topics = [topic.id for topic in topic_order.topics(protocol, interview.case)]
    topic = place.removeprefix(TOPIC)
    behind = topics.index(topic) if topic in topics else (len(topics) if place == "closing" else 0)
    title, sentence, why = theirs.say("person-view.path"), theirs.say("talk.open"), theirs.say("talk.order")
    asked = protocol.items.get(item)
    shown = asked is not None and asked.kind == "ask" and not locked(protocol, interview.case, asked)
    if topic in topics:
        title = theirs.say(f"topic.{topic}.title")
        sentence = theirs.say(f"item.{item}.text" if shown else f"topic.{topic}.invitation")
        why = theirs.say(f"topic.{topic}.why")
    elif place == "closing":
        title, sentence, why = (
            theirs.say("person-view.now"),
            theirs.say("closing.wishes"),
            theirs.say("closing.promise"),
        )
    elif place == "consent":
        title, sentence, why = (
            theirs.say("person-view.now"),
            theirs.say("consent.decision.talk.question"),
            theirs.say("consent.spoken.choice"),
        )
    elif place == PREFER:
        title, sentence, why = (
            theirs.say("person-view.now"),
            theirs.say("prefer.officer"),
            theirs.say("consent.spoken.choice"),
        )
    left = len(topics) - behind - 1
    return PersonView(
        language=theirs.language,
        mirrored=theirs.direction == "rtl",
        title=title,
        sentence=sentence,
        why=why,
        behind=behind,
        total=len(topics),
        left=theirs.say_count("person-view.left", left) if left > 0 else "",
        acts=tuple((name, theirs.say(f"person-view.{name}")) for name in ACTS),
        can_leave_out=topic in topics and shown,
    )

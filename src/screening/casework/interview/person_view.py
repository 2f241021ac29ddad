"""The person's own view: one sentence, what it is for, how far the talk has come; nothing of the officer's (IN19)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.interview.interview import Interview
from screening.domain.case import topic_order
from screening.domain.case.places import Place, topic_of
from screening.domain.case.rules import locked
from screening.domain.protocol.model import Topic
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
    item: str
    """The question that is shown; "" where it is none."""
    behind: int
    total: int
    talked: tuple[bool, ...]
    """For each topic in order, whether it was spoken about with them."""
    left: str
    acts: tuple[tuple[str, str], ...]
    can_leave_out: bool


def person_view(interview: Interview, place: str, item: str) -> PersonView:
    """What stands before the person now; ``item`` is the open question, "" where the invitation is."""
    theirs, protocol = interview.theirs, interview.protocol
    if theirs.language != interview.person_language:
        raise NotAccepted("language-only-heard", language=interview.person_language)
    topics = [topic.id for topic in topic_order.topics(protocol, interview.case)]
    topic = topic_of(place)
    behind = topics.index(topic) if topic in topics else (len(topics) if place == Place.CLOSING else 0)
    title, sentence, why = theirs.say("person-view.path"), theirs.say("talk.open"), theirs.say("talk.order")
    asked = protocol.items.get(item)
    shown = asked is not None and asked.kind == "ask" and not locked(protocol, interview.case, asked)
    if topic in topics:
        title = theirs.say(f"topic.{topic}.title")
        sentence = theirs.say(f"item.{item}.text" if shown else f"topic.{topic}.invitation")
        why = theirs.say(f"topic.{topic}.why")
    elif place == Place.CLOSING:
        title, sentence, why = (
            theirs.say("person-view.now"),
            theirs.say("closing.wishes"),
            theirs.say("closing.promise"),
        )
    elif place == Place.CONSENT:
        # What is agreed to is asked and answered aloud: a question here would have no answer to press.
        title, sentence, why = theirs.say("person-view.now"), theirs.say("consent.spoken.choice"), ""
    elif place == Place.PREFER:
        title, sentence, why = (
            theirs.say("person-view.now"),
            theirs.say("prefer.officer"),
            theirs.say("consent.spoken.choice"),
        )
    talked = tuple(spoken_about(interview, each) for each in topic_order.topics(protocol, interview.case))
    left = sum(not done for name, done in zip(topics, talked, strict=True) if name != topic)
    return PersonView(
        language=theirs.language,
        mirrored=theirs.direction == "rtl",
        title=title,
        sentence=sentence,
        why=why,
        item=item if topic in topics and shown else "",
        behind=behind,
        total=len(topics),
        talked=talked,
        left=theirs.say_count("person-view.left", left) if left > 0 and place != Place.CLOSING else "",
        acts=tuple((name, theirs.say(f"person-view.{name}")) for name in ACTS),
        can_leave_out=topic in topics and shown,
    )


def spoken_about(interview: Interview, topic: Topic) -> bool:
    """Whether the person was asked about a topic, or told something of it; what was only seen fills no stone."""
    case = interview.case
    offered = case.offered.get(topic.id)
    told = any(each.topic == topic.id for each in case.words)
    answered = any(item.kind == "ask" and item.id in case.answers for item in topic.items)
    return told or answered or (offered is not None and offered.offered)

"""What each page of a case is for and which keys work on it (F1)."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.domain.case import rules
from screening.domain.case.places import AFTER, topic_of


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

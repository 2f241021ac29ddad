"""In which order a case goes through its topics, and which items come first in each: the profile of its place."""

from __future__ import annotations

from screening.domain.answers import ItemId
from screening.domain.case.case import Case
from screening.domain.protocol.model import Item, Profile, Protocol, Topic


def profile_of(protocol: Protocol, case: Case) -> Profile | None:
    """Return the profile that the place of the talk asks for; the one that the case was opened with where it asks for
    none.

    A case from a form server keeps the profile that was chosen there. None for a profile that the edition lacks.
    """
    asked = protocol.settings.get(case.setting, {}).get("profile", "")
    name = case.profile if case.imported is not None or not asked else asked
    return protocol.profiles.get(name)


def topics(protocol: Protocol, case: Case) -> tuple[Topic, ...]:
    """Return every topic, in the order of the profile. A profile orders; it leaves nothing out."""
    profile = profile_of(protocol, case)
    if profile is None:
        return protocol.topics
    return tuple(sorted(protocol.topics, key=lambda topic: profile.then.index(topic.id)))


def first_here(protocol: Protocol, case: Case, topic: Topic) -> frozenset[ItemId]:
    """Return what the profile puts first in this topic; the short first pass of the edition where there is no
    profile.
    """
    profile = profile_of(protocol, case)
    wanted = {item.id for item in protocol.core} if profile is None else set(profile.first)
    return frozenset(item.id for item in topic.items if item.id in wanted)


def items(protocol: Protocol, case: Case, topic: Topic) -> tuple[Item, ...]:
    """Return the topic's items: what the profile puts first, then the others, each in the order of the edition.

    The first of all is a question for the person, never something that is only seen (IN17).
    """
    first = first_here(protocol, case, topic)
    found = sorted(topic.items, key=lambda item: item.id not in first)
    opening = next((item for item in found if item.kind == "ask"), found[0])
    return (opening, *(item for item in found if item is not opening))

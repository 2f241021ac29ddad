"""The place of a talk sets the order of its topics and items, and never leaves one out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import Content
from screening.domain.case import topic_order
from screening.domain.case.case import Case
from screening.domain.events.catalogue import CaseImported
from screening.domain.protocol.model import Protocol


def case(protocol: Protocol, setting: str, profile: str = "field", **more: object) -> Case:
    return Case("CODE", edition=protocol.id, setting=setting, profile=profile, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("setting", "profile"),
    [("workplace", "field"), ("shelter", "shelter"), ("detention", "detention"), ("after-raid", "detention"),
     ("airport", "counter"), ("", "field")],
)  # fmt: skip
def test_each_place_asks_for_its_order(setting: str, profile: str, content: Content) -> None:
    protocol = content.protocol
    found = topic_order.profile_of(protocol, case(protocol, setting))
    assert found is not None and found.id == profile
    assert [topic.id for topic in topic_order.topics(protocol, case(protocol, setting))] == list(found.then)


def test_every_place_has_an_order(content: Content) -> None:
    for row in content.protocol.tables["settings"]["setting"]:
        assert row["profile"] in content.protocol.profiles


@pytest.mark.requirement("IN5")
def test_nothing_is_left_out_and_what_comes_first_comes_first(content: Content) -> None:
    protocol = content.protocol
    for row in protocol.tables["settings"]["setting"]:
        here = case(protocol, row["id"])
        profile = topic_order.profile_of(protocol, here)
        assert profile is not None
        assert sorted(topic.number for topic in topic_order.topics(protocol, here)) == list(
            range(1, len(protocol.topics) + 1)
        )
        for topic in protocol.topics:
            items = topic_order.items(protocol, here, topic)
            assert set(items) == set(topic.items)
            first = [item.id in profile.first for item in items]
            assert first == sorted(first, reverse=True) or first[1:] == sorted(first[1:], reverse=True), (
                "only the question that a topic opens with may stand before what the profile puts first"
            )


@pytest.mark.requirement("IN17")
@given(data=st.data())
def test_needs_are_first_and_the_persons_wishes_last_for_everybody_everywhere(content: Content, data: st.DataObject):
    """IN17, for every place, profile and age, for a case of this program and for one from a form server."""
    protocol = content.protocol
    setting = data.draw(st.sampled_from(["", *(row["id"] for row in protocol.tables["settings"]["setting"])]))
    profile = data.draw(st.sampled_from(["gone", *protocol.profiles]))
    source = data.draw(st.sampled_from([None, CaseImported("kobo", "f", "1", "", "", "")]))
    minor = next(line for line in protocol.gate if line.id == "minor")
    age = data.draw(st.sampled_from([choice.id for choice in minor.choices]))
    here = case(protocol, setting, profile, imported=source, gate={"minor": age})
    topics = topic_order.topics(protocol, here)
    assert (topics[0].id, topics[-1].id) == ("needs", "wishes")
    for topic in topics:
        assert topic_order.items(protocol, here, topic)[0].kind == "ask", "a topic opens with a question for the person"


def test_a_follow_up_never_comes_before_its_root(content: Content) -> None:
    protocol = content.protocol
    for row in protocol.tables["settings"]["setting"]:
        for topic in protocol.topics:
            names = [item.id for item in topic_order.items(protocol, case(protocol, row["id"]), topic)]
            for item in topic.items:
                for root in item.condition.items() if item.condition else ():
                    assert root not in names or names.index(root) < names.index(item.id)


def test_a_case_from_a_form_server_keeps_the_order_chosen_there(content: Content) -> None:
    source = CaseImported("kobo", "f", "1", "", "", "")
    found = topic_order.profile_of(content.protocol, case(content.protocol, "clinic", "shelter", imported=source))
    assert found is not None and found.id == "shelter"


def test_a_profile_that_the_edition_lacks_means_the_order_of_the_edition(content: Content) -> None:
    protocol = content.protocol
    here = case(protocol, "", "adult")
    assert topic_order.profile_of(protocol, here) is None
    assert topic_order.topics(protocol, here) == protocol.topics
    assert [item.core for item in topic_order.items(protocol, here, protocol.topics[3])] == sorted(
        (item.core for item in protocol.topics[3].items), reverse=True
    )

"""The ILO's eleven: a sign is shown by a yes alone, silence is not a no, and each of the list can be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, Given, How
from screening.domain.protocol.model import IndicatorSort
from screening.domain.scoring.ilo_rule import ELEVEN, eleven


def test_with_nothing_asked_all_eleven_stand_there_as_not_asked(content):
    found = eleven(content.protocol, {})
    assert [each.id for each in found] == list(ELEVEN)
    assert {each.state for each in found} == {"not_asked"}
    assert [each.number for each in found] == list(range(1, 12))


def test_papers_kept_speaks_for_the_seventh(content):
    shown = {each.id: each.items for each in eleven(content.protocol, {"papers-kept": Given(Answer.YES, How.TOLD)})}
    assert shown["ILO-07"] == ("papers-kept",)


def test_each_of_the_eleven_can_be_shown_by_something_that_is_asked_or_seen(content):
    every = {name: Given(Answer.YES) for name in content.protocol.items}
    assert {each.state for each in eleven(content.protocol, every)} == {"shown"}


@given(data=st.data())
def test_only_a_yes_shows_and_only_silence_is_not_asked(content, data):
    names = data.draw(st.sets(st.sampled_from(sorted(content.protocol.items)), max_size=12))
    answers = {name: Given(data.draw(st.sampled_from(list(Answer)))) for name in names}
    for each in eleven(content.protocol, answers):
        bearing = [
            item.id
            for item in content.protocol.items.values()
            for sign in item.yes
            if content.protocol.indicators[sign].sort is IndicatorSort.INDICATOR
            and each.id in content.protocol.indicators[sign].crosswalk["ilo11"]
        ]
        said = [answers[name].answer for name in bearing if name in answers]
        wanted = "shown" if Answer.YES in said else "not_shown" if said else "not_asked"
        assert each.state == wanted

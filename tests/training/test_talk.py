"""What a question brings from an invented person, and what the talk is told about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.answers import How
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import OPEN_KINDS, PRESSING_KINDS, Kind, Layer
from screening.training.question_match import QuestionMatch
from screening.training.talk import (
    CONSENT,
    GATE,
    PRIVACY,
    STEPS,
    Found,
    Questions,
    Talk,
    ask,
    do_step,
    feedback,
    undo_step,
)
from screening.training.views import offered
from screening.wording.catalogue.translations import Words

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
YARD = PACK.scenarios["sorting-yard"]
TOPICS = [topic.id for topic in PROTOCOL.topics]
LAYER = {(each.id, fact.id): fact.layer for each in PACK.scenarios.values() for fact in each.facts}


def safe(talk: Talk) -> Talk:
    for step in (GATE, PRIVACY, *CONSENT):
        talk = do_step(talk, step)
    return talk


def layers(talk: Talk) -> set[Layer]:
    return {LAYER[talk.scenario.id, name] for name in talk.given}


def test_an_open_question_brings_what_is_told_only_when_it_is_safe():
    unsafe = ask(Talk(YARD), PACK, QuestionMatch("papers"), Kind.OPEN)
    assert unsafe.turns[-1].unsafe and not unsafe.turns[-1].facts
    talk = ask(safe(Talk(YARD)), PACK, QuestionMatch("papers"), Kind.OPEN)
    assert Layer.WHEN_SAFE in layers(talk) and not talk.turns[-1].unsafe


@pytest.mark.parametrize("kind", sorted(PRESSING_KINDS | {Kind.MULTIPLE}))
def test_a_leading_a_why_and_a_double_question_bring_nothing_however_safe(kind):
    talk = safe(Talk(YARD))
    before = talk.given
    for topic in TOPICS:
        talk = ask(talk, PACK, QuestionMatch(topic), kind)
    assert talk.given == before


def test_a_closed_question_brings_only_what_is_told_at_once():
    talk = safe(Talk(YARD))
    for topic in TOPICS * 3:
        talk = ask(talk, PACK, QuestionMatch(topic), Kind.CLOSED)
    assert layers(talk) == {Layer.AT_ONCE}


def test_open_questions_bring_everything_but_what_is_for_later():
    for scenario in PACK.scenarios.values():
        talk = safe(Talk(scenario))
        for topic in TOPICS * 5:
            talk = ask(talk, PACK, QuestionMatch(topic), Kind.OPEN)
        assert talk.given == {fact.id for fact in scenario.facts if fact.layer is not Layer.LATER}, scenario.id
        assert talk.kept_for_later() >= 1


def test_what_can_be_seen_is_out_before_the_first_question():
    assert {fact.id for fact in YARD.facts if fact.how is How.SEEN} == set(Talk(YARD).given)


@given(
    st.sampled_from(sorted(PACK.scenarios)),
    st.lists(st.one_of(st.sampled_from(STEPS), st.tuples(st.sampled_from(TOPICS), st.sampled_from(sorted(Kind))))),
)
def test_no_talk_brings_what_is_for_later_or_anything_unsafe(name, moves):
    talk = Talk(PACK.scenarios[name])
    for move in moves:
        if isinstance(move, str):
            talk = do_step(talk, move)
        else:
            known = talk.given
            talk = ask(talk, PACK, QuestionMatch(move[0]), Kind(move[1]))
            new = {LAYER[name, fact] for fact in talk.given - known}
            assert Layer.LATER not in new
            assert Layer.WHEN_SAFE not in new or (talk.safe and talk.turns[-1].kind in OPEN_KINDS)
            assert all(Words("en").has(line) for line in talk.turns[-1].said)


def test_a_gate_after_the_first_question_is_no_gate():
    late = safe(ask(Talk(YARD), PACK, QuestionMatch("work"), Kind.OPEN))
    told = feedback(late, {})
    assert not told.process["gate"] and not told.process["consent"] and not told.sound
    assert feedback(ask(safe(Talk(YARD)), PACK, QuestionMatch("work"), Kind.OPEN), {}).sound


def test_a_step_ticked_by_mistake_can_be_taken_back():
    talk = do_step(do_step(Talk(YARD), GATE), GATE)
    assert talk.steps == (GATE,)
    assert undo_step(talk, GATE) == Talk(YARD)
    with pytest.raises(LookupError):
        do_step(talk, "cake")


def test_noting_what_nobody_said_is_an_invention_and_told_apart_from_a_miss():
    talk = ask(safe(Talk(YARD)), PACK, QuestionMatch("papers"), Kind.INVITATION)
    told = feedback(talk, {"papers-kept": "no", "locked": "yes", "threat-shown": "not_asked", "seen-fear": "yes"})
    assert told.found["papers-kept"] is Found.MISSED
    assert told.found["locked"] is Found.INVENTED
    assert told.found["threat-shown"] is Found.UNTOLD
    assert told.found["seen-fear"] is Found.HIT
    assert told.found["crossed-outside"] is Found.QUIET
    assert (told.count(Found.INVENTED), told.later) == (1, 1)


def test_right_notes_after_a_gate_left_out_do_not_pass():
    talk = Talk(YARD)
    for topic in TOPICS * 3:
        talk = ask(talk, PACK, QuestionMatch(topic), Kind.OPEN)
    told = feedback(talk, dict.fromkeys(YARD.answers(Layer.AT_ONCE), "yes"))
    assert told.count(Found.MISSED) == 0 and told.count(Found.HIT) > 0
    assert not told.sound and told.unsafe_topics


def test_questions_are_counted_in_three_groups_that_add_up():
    count = Questions(
        {Kind.INVITATION: 2, Kind.OPEN: 4, Kind.CLOSED: 6, Kind.MULTIPLE: 3, Kind.LEADING: 4, Kind.WHY: 1}
    )
    assert (count.open, count.other, count.pressing, count.total) == (6, 9, 5, 20)


def test_all_questions_to_pick_are_in_the_language_of_the_talk() -> None:
    """A Malay officer who practised in English was offered some in Malay."""
    topic = PROTOCOL.topics[1]
    items = tuple(item.id for item in topic.items)
    for tag in ("en", "ms"):
        found = offered(Words("ms", edition=PROTOCOL.id), tag, topic.id, items, PACK.lists["follow"])
        assert {each.language for each in found} == {tag}

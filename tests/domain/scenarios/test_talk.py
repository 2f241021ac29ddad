"""A talk with an invented person: what each move brings, and what pressing never brings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.answers import How
from screening.domain.practice.acts import PRESSING, Act, ActKind
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import Layer
from screening.domain.scenarios.officers import (
    GOOD,
    PRESSING_STYLES,
    STYLES,
    TIMES,
    found_by_style,
    reach_problems,
    talk_as,
)
from screening.domain.scenarios.talk import CONSENT, GATE, HEARD, PRIVACY, Talk, do_step, replayed, say
from screening.training.lessons import feedback

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
YARD = PACK.scenarios["sorting-yard"]
TOPICS = tuple(topic.id for topic in PROTOCOL.topics)
LAYER = {(each.id, fact.id): fact.layer for each in PACK.scenarios.values() for fact in each.facts}
EVERY = sorted(PACK.scenarios)
UTTERANCES = st.builds(
    Act,
    st.sampled_from(ActKind),
    st.just(""),
    st.sampled_from((None, *TOPICS)),
    st.sampled_from((None, *YARD.key_items())),
)


def asked(talk: Talk, kind: ActKind, topic: str = "work", item: str | None = None) -> Talk:
    return say(talk, (Act(kind, "", topic, item),), topic)


def opened(name: str = "sorting-yard") -> Talk:
    talk = Talk(PACK.scenarios[name], PACK)
    for step in (GATE, PRIVACY, *CONSENT):
        talk = do_step(talk, step)
    return say(talk, (Act(ActKind.KINDNESS, ""), Act(ActKind.KINDNESS, "")), "needs")


def said(talk: Talk) -> str:
    return talk.moments[-1].reply.said[0]


def test_nine_accusations_and_then_open_questions_bring_nothing():
    talk = opened()
    for _ in range(9):
        talk = asked(talk, ActKind.ACCUSATION)
    before = talk.given
    for topic in ("work-began", "papers", "treatment"):
        talk = asked(talk, ActKind.INVITATION, topic)
    assert talk.given == before and talk.moments[-1].reply.shut == "shut"


def test_an_open_question_brings_what_is_told_only_when_it_is_safe():
    unsafe = asked(Talk(YARD, PACK), ActKind.INVITATION, "papers")
    assert unsafe.moments[-1].reply.shut == "unsafe" and not unsafe.moments[-1].reply.facts
    assert asked(opened(), ActKind.INVITATION, "papers").moments[-1].reply.facts


def test_kindness_a_break_and_an_offer_are_heard_and_answered():
    talk = Talk(YARD, PACK)
    for act, line in (
        (Act(ActKind.KINDNESS, ""), "thanked"),
        (Act(ActKind.BREAK, ""), "rested"),
        (Act(ActKind.OFFER, "", offers="water"), "offered"),
        (Act(ActKind.THREAT, ""), "threatened"),
        (Act(ActKind.PROMISE, ""), "promised"),
    ):
        talk = say(talk, (act,), "work")
        assert said(talk).split(".")[1] == line
        assert talk.moments[-1].rules[0], act.kind


def test_of_two_sentences_the_question_is_answered_and_both_are_heard():
    talk = say(opened(), (Act(ActKind.KINDNESS, ""), Act(ActKind.INVITATION, "", "work")), "work")
    assert talk.moments[-1].reply.facts and len(talk.moments[-1].rules) == 2


def test_a_sentence_about_nothing_goes_on_with_what_was_talked_about():
    talk = say(asked(opened(), ActKind.INVITATION, "papers"), (Act(ActKind.FACILITATOR, ""),), "papers")
    assert talk.moments[-1].topic == "papers"


def test_what_is_not_so_is_answered_no_and_what_is_not_known_i_do_not_know():
    box = opened("iron-box")
    assert said(asked(box, ActKind.OPTION_POSING, "treatment", "violence")) == "training.no.no"
    boat = opened("net-boat")
    assert said(asked(boat, ActKind.OPTION_POSING, "journey", "crossed-outside")).startswith("training.unknown.")


def test_a_no_brings_what_the_card_says_about_it():
    talk = asked(opened("iron-box"), ActKind.OPTION_POSING, "treatment", "violence")
    assert len(talk.moments[-1].reply.said) == 2 and talk.moments[-1].reply.facts


def test_nobody_says_that_there_is_no_more_to_tell_before_anything_was_told():
    for name in EVERY:
        talk = opened(name)
        for topic in TOPICS:
            told = any(fact.topic == topic and fact.id in talk.given for fact in talk.scenario.facts)
            talk = asked(talk, ActKind.INVITATION, topic)
            assert told or not said(talk).startswith("training.nothing."), (name, topic)


def test_i_do_not_want_to_talk_here_is_mended_by_another_place_and_by_an_explanation():
    refused = Talk(YARD, PACK)
    for step in CONSENT:
        refused = do_step(refused, step)
    refused = asked(refused, ActKind.INVITATION, "work-began")
    assert refused.moments[-1].reply.shut == "unsafe"
    for act in (Act(ActKind.OFFER, "", offers="place"), Act(ActKind.EXPLANATION, "")):
        talk = asked(say(refused, (act,), "work-began"), ActKind.INVITATION, "work-began")
        assert talk.moments[-1].reply.facts, act.kind


def test_a_leading_question_brings_a_yes_that_is_worth_nothing():
    talk = asked(Talk(PACK.scenarios["bell-shop"], PACK), ActKind.LEADING, "papers", "papers-kept")
    assert talk.moments[-1].reply.led == ("papers-kept",) and "papers-kept" in talk.led
    assert not talk.moments[-1].reply.facts


def test_somebody_who_trusts_says_no_to_a_leading_question():
    assert said(asked(opened("iron-box"), ActKind.LEADING, "treatment", "violence")).startswith("training.not-so.")


def test_the_same_yes_or_no_question_again_brings_a_false_yes_where_somebody_is_afraid():
    talk = Talk(PACK.scenarios["bell-shop"], PACK)
    for _ in range(2):
        talk = asked(talk, ActKind.OPTION_POSING, "papers", "papers-kept")
    assert talk.moments[-1].move.acts[0].repeated and talk.led == {"papers-kept"}


def test_a_true_thing_is_denied_where_there_is_no_trust():
    talk = Talk(YARD, PACK)
    for _ in range(3):
        talk = asked(talk, ActKind.WHY)
    talk = asked(talk, ActKind.OPTION_POSING, "papers", "papers-kept")
    assert talk.moments[-1].reply.denied == ("papers-kept",)


def test_a_yes_to_a_plain_question_is_a_yes_without_an_account():
    talk = asked(opened(), ActKind.OPTION_POSING, "papers", "papers-kept")
    assert talk.agreed == {"papers-kept"} and not talk.moments[-1].reply.facts


@pytest.mark.parametrize("name", EVERY)
def test_good_styles_reach_every_fact_and_find_at_least_twice_what_pressing_ones_find(name):
    scenario = PACK.scenarios[name]
    found = found_by_style(scenario, PACK, TOPICS)
    first = {fact.id for fact in scenario.facts if fact.layer is not Layer.LATER and fact.how is How.TOLD}
    seen = {fact.id for fact in scenario.facts if fact.how is not How.TOLD}
    assert first <= frozenset().union(*(found[style] for style in GOOD)) | seen
    assert min(len(found[style]) for style in GOOD) >= TIMES * max(len(found[style]) for style in PRESSING_STYLES)
    assert set(found) == set(STYLES)


@given(st.sampled_from(EVERY), st.lists(st.one_of(st.sampled_from(sorted(HEARD)), UTTERANCES), max_size=25))
def test_no_talk_brings_what_is_for_later_or_anything_unsafe(name, moves):
    talk = Talk(PACK.scenarios[name], PACK)
    for made in moves:
        known = talk.given
        talk = do_step(talk, made) if isinstance(made, str) else say(talk, (made,), "work")
        new = {LAYER[name, fact] for fact in talk.given - known}
        assert Layer.LATER not in new
        assert Layer.WHEN_SAFE not in new or (talk.person.alone and not talk.person.closed)
    assert replayed(talk, len(moves)) == talk


def test_a_replay_goes_back_to_the_same_person_and_another_word_gets_another_answer():
    talk = asked(asked(opened(), ActKind.THREAT), ActKind.INVITATION, "papers")
    assert talk.moments[-1].reply.shut == "shut"
    back = replayed(talk, len(talk.moments) - 2)
    assert back.person == talk.moments[-2].before
    assert asked(back, ActKind.INVITATION, "papers").moments[-1].reply.facts


def test_a_step_that_is_none_is_refused():
    with pytest.raises(LookupError):
        do_step(Talk(YARD, PACK), "cake")


def test_what_can_be_seen_is_out_before_the_first_question():
    assert {fact.id for fact in YARD.facts if fact.how is How.SEEN} == set(Talk(YARD, PACK).given)


def test_a_simulated_officer_of_no_style_is_refused():
    with pytest.raises(LookupError):
        talk_as("loud", YARD, PACK, TOPICS)


def test_a_question_that_is_turned_round_is_not_answered_the_wrong_way():
    """ "Can you go out when you want?" was answered "No." by somebody who goes to town alone."""
    box = opened("iron-box")
    asks = Act(ActKind.OPTION_POSING, "Can you leave the house when you want?", "place", "locked")
    told = say(box, (asks,), "place").moments[-1].reply
    assert "training.no.no" not in told.said and told.facts
    paid = Act(ActKind.OPTION_POSING, "Do you get paid on time?", "money", "no-pay")
    assert "training.no.no" not in say(box, (paid,), "money").moments[-1].reply.said
    yard = say(opened(), (paid,), "money").moments[-1].reply
    assert yard.said[0].startswith("scenario.sorting-yard.fact."), "neither a yes nor a no would be true"


def test_what_is_said_back_goes_on_with_what_was_told():
    talk = asked(opened(), ActKind.INVITATION, "papers")
    acts = (Act(ActKind.REFLECTION, "", "journey", "papers-on-way"), Act(ActKind.INVITATION, "", "needs"))
    assert say(talk, acts, "needs").moments[-1].topic == "papers"


def test_a_question_for_a_detail_is_answered_by_what_speaks_against_it():
    talk = asked(opened("iron-box"), ActKind.DIRECTIVE, "work", "long-hours")
    assert talk.moments[-1].reply.said == ("scenario.iron-box.fact.safe-4",)


def test_an_open_question_placed_where_the_card_is_silent_is_about_the_page():
    assert "family" not in {fact.topic for fact in YARD.facts}
    talk = say(opened(), (Act(ActKind.INVITATION, "", "family"),), "work")
    assert talk.moments[-1].topic == "work" and talk.moments[-1].reply.facts


def test_what_anybody_knows_of_themselves_is_answered_by_the_person_and_not_by_the_card():
    talk = opened("little-cook")
    for text, line in (
        ("How old are you?", "age"),
        ("Where do you sleep?", "home"),
        ("What are you afraid of?", "afraid"),
    ):
        talk = say(talk, (Act(ActKind.DIRECTIVE, text, "needs"),), "needs")
        assert talk.moments[-1].reply.said == (f"scenario.little-cook.person.{line}",)


def test_what_they_fear_is_said_only_where_something_hard_could_be_told():
    talk = say(Talk(YARD, PACK), (Act(ActKind.INVITATION, "What are you afraid of?"),), "needs")
    assert talk.moments[-1].reply.shut == "unsafe"


def test_shame_closes_what_was_done_to_a_person_until_a_kind_word():
    talk = Talk(PACK.scenarios["headset-room"], PACK)
    for step in (GATE, PRIVACY, *CONSENT):
        talk = do_step(talk, step)
    ashamed = asked(talk, ActKind.INVITATION, "treatment")
    assert (ashamed.moments[-1].reply.shut, said(ashamed).split(".")[1]) == ("ashamed", "ashamed")
    for _ in range(4):
        talk = say(talk, (Act(ActKind.KINDNESS, ""),), "treatment")
    assert asked(talk, ActKind.INVITATION, "treatment").moments[-1].reply.facts


def test_an_interpreter_who_is_asked_by_a_typed_word_for_every_word_says_every_word():
    talk = Talk(next(each for each in PACK.scenarios.values() if each.nature.through == "answers"), PACK)
    talk = say(talk, (Act(ActKind.CONSENT, "Please translate every word."),), "work", ("every-word",))
    assert talk.person.interpreted and said(talk).split(".")[1] == "told-all"


def test_another_question_on_the_same_item_is_no_repetition_where_it_means_another_fact():
    talk = opened("upstairs-house")
    for fact in ("safe-2", "now-3"):
        talk = say(talk, (Act(ActKind.OPTION_POSING, "", "place", "locked", facts=(fact,)),), "place")
        assert not talk.moments[-1].move.acts[0].repeated


def test_somebody_free_is_not_said_to_be_stopped():
    talk = opened("iron-box")
    talk = say(
        talk, (Act(ActKind.OPTION_POSING, "Does anyone stop you from going out?", "place", "free-time"),), "place"
    )
    assert said(talk).split(".")[1] == "no"


ASKED = (
    ActKind.INVITATION,
    ActKind.DIRECTIVE,
    ActKind.OPTION_POSING,
    ActKind.KINDNESS,
    ActKind.EXPLANATION,
    ActKind.BREAK,
)
POLITE = (Act(ActKind.GREETING, "Excuse me, please."), Act(ActKind.KINDNESS, "Thank you."))
"""What a pressing act is wrapped in."""


@given(
    st.sampled_from(EVERY),
    st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from(TOPICS)), max_size=12),
    st.sampled_from(sorted(PRESSING)),
    st.integers(0, 12),
    st.booleans(),
)
def test_a_talk_with_one_pressing_act_is_never_sound_however_polite_its_wrapping(name, others, kind, at, wrapped):
    talk = opened(name)
    pressing = Act(kind, "", "work")
    for other, topic in (*others[:at], (None, "work"), *others[at:]):
        acts = (Act(other, "", topic),) if other else (*POLITE, pressing, POLITE[1]) if wrapped else (pressing,)
        talk = say(talk, acts, topic)
    told = feedback(talk, {})
    assert told.questions.pressing == 1 and not told.sound and not told.process["no-leading"]


def test_the_check_names_a_card_on_which_pressing_pays():
    """Whoever tells everything at once tells it to anybody: such a card is refused."""
    card = PACK.scenarios["sorting-yard"]
    at_once = tuple(
        replace(fact, layer=Layer.AT_ONCE) if fact.layer is Layer.WHEN_SAFE else fact for fact in card.facts
    )
    loose = replace(PACK, scenarios={"loose": replace(card, id="loose", facts=at_once)})
    assert any("pressing talk finds" in each.what for each in reach_problems(loose, TOPICS))
    assert not list(reach_problems(PACK, TOPICS))

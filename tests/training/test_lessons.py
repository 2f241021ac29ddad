"""What a talk is told about itself: pressing is never sound, moments by name, what was never found, the guess."""

from __future__ import annotations

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import PRESSING, Act, ActKind
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import LABELS, Layer
from screening.domain.scenarios.officers import CAREFUL, THREATENING, talk_as
from screening.domain.scenarios.talk import CONSENT, GATE, PRIVACY, Talk, do_step, say
from screening.training.lessons import MOST_MOMENTS, SURE, Guess, ItemOutcome, Questions, feedback
from screening.training.practice_views import guesses, lessons_view, to_say
from screening.training.utterances import parts_in
from screening.training.views import offered
from screening.wording.catalogue.translations import Words

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
YARD = PACK.scenarios["sorting-yard"]
TOPICS = tuple(topic.id for topic in PROTOCOL.topics)
EN = Words("en", edition=PROTOCOL.id)


def begun(talk: Talk) -> Talk:
    for step in (GATE, PRIVACY, *CONSENT):
        talk = do_step(talk, step)
    return say(talk, (Act(ActKind.KINDNESS, ""), Act(ActKind.KINDNESS, "")), "needs")


def asked(talk: Talk, kind: ActKind, topic: str, item: str | None = None, text: str = "") -> Talk:
    return say(talk, (Act(kind, text, topic, item),), topic)


def test_a_decent_talk_is_sound():
    assert feedback(asked(begun(Talk(YARD, PACK)), ActKind.INVITATION, "work"), {}).sound


@pytest.mark.parametrize("kind", sorted(PRESSING))
def test_pressing_is_never_sound_however_many_open_questions_stand_beside_it(kind):
    talk = begun(Talk(YARD, PACK))
    for topic in TOPICS * 2:
        talk = asked(talk, ActKind.INVITATION, topic)
    told = feedback(asked(talk, kind, "work"), {})
    assert told.safe and not told.sound


def test_nine_accusations_and_three_open_questions_are_not_sound():
    talk = begun(Talk(YARD, PACK))
    for _ in range(9):
        talk = asked(talk, ActKind.ACCUSATION, "work", text="You are lying to me.")
    for topic in ("work", "papers", "treatment"):
        talk = asked(talk, ActKind.INVITATION, topic)
    told = feedback(talk, {})
    assert not told.sound and told.questions.pressing == 9 and told.questions.open == 3
    view = lessons_view(EN, talk, told, "", "")
    assert view.rest.verdict == EN.say("feedback.pressed")
    assert next(row.said for row in view.moments if row.presses) == "“You are lying to me.”"


def test_gate_privacy_and_consent_count_where_they_were_said_and_a_break_where_it_was_offered():
    late = begun(asked(Talk(YARD, PACK), ActKind.INVITATION, "work"))
    told = feedback(late, {})
    assert not told.process["gate"] and not told.process["consent"] and not told.sound
    assert not told.process["break"]
    rested = say(late, (Act(ActKind.BREAK, "Would you like a break?"),), "work")
    assert feedback(rested, {}).process["break"]
    moved = say(Talk(YARD, PACK), (Act(ActKind.OFFER, "Shall we go next door?", offers="place"),), "needs")
    assert feedback(moved, {}).process["privacy"]


def test_noting_what_nobody_said_is_an_invention_and_told_apart_from_a_miss_and_from_what_was_put_to_them():
    talk = asked(begun(Talk(YARD, PACK)), ActKind.INVITATION, "papers")
    noted = {"papers-kept": "no", "locked": "yes", "threat-shown": "not_asked", "seen-fear": "yes"}
    told = feedback(talk, noted)
    assert told.found["papers-kept"] is ItemOutcome.MISSED
    assert told.found["locked"] is ItemOutcome.INVENTED
    assert told.found["threat-shown"] is ItemOutcome.UNTOLD
    assert told.found["seen-fear"] is ItemOutcome.HIT
    led = asked(Talk(PACK.scenarios["bell-shop"], PACK), ActKind.LEADING, "papers", "papers-kept")
    assert feedback(led, {"papers-kept": "yes"}).found["papers-kept"] is ItemOutcome.LED


def test_what_was_never_found_says_why():
    shut = asked(Talk(YARD, PACK), ActKind.INVITATION, "papers")
    why = {each.fact.topic: each.why for each in feedback(shut, {}).never}
    assert why["papers"] == "unsafe" and why["money"] == "not-asked"
    plain = asked(begun(Talk(YARD, PACK)), ActKind.OPTION_POSING, "papers", "papers-kept")
    assert {each.fact.topic: each.why for each in feedback(plain, {}).never}["papers"] == "not-open"
    whole = talk_as(CAREFUL, YARD, PACK, TOPICS)
    assert not feedback(whole, {}).never


def test_the_moments_are_few_in_order_and_the_gravest_are_among_them():
    talk = talk_as(THREATENING, YARD, PACK, TOPICS)
    lessons = feedback(talk, {}).lessons
    assert len(lessons) == MOST_MOMENTS and [each.move for each in lessons] == sorted(each.move for each in lessons)
    assert {ActKind.THREAT, ActKind.PROMISE, ActKind.ACCUSATION} <= {each.act.kind for each in lessons}


def test_the_guess_is_one_of_six_with_the_programs_words_and_its_brier_score_is_right():
    labels, sure = guesses(EN)
    assert [name for name, _ in labels] == list(LABELS) and len(labels) == 6
    assert [int(name) for name, _ in sure] == [50, 70, 90] == list(SURE)
    assert Guess("trafficking", 90).brier("trafficking") == pytest.approx(0.01)
    assert Guess("trafficking", 90).brier("smuggling") == pytest.approx(0.81)
    for label, percent in (("guilty", 90), ("smuggling", 100)):
        with pytest.raises(ValueError, match=label):
            Guess(label, percent)


def test_the_answer_names_the_label_the_guess_the_trap_and_the_law():
    talk = begun(Talk(YARD, PACK))
    view = lessons_view(EN, talk, feedback(talk, {}, Guess("labour_violation", 90)), "", "")
    whole = " ".join((*view.answer, *view.about))
    for part in (
        "Trafficking",
        "Labour-rights breach",
        "90 in 100",
        EN.say("scenario.sorting-yard.key.trap"),
        "Act 670",
    ):
        assert part in whole, part
    assert EN.say("guess.too-sure") in view.answer


def test_what_can_be_said_at_any_time_goes_with_the_person_and_the_page():
    talk = Talk(YARD, PACK)
    assert [line.id for line in to_say(EN, talk, "before")][:2] == [GATE, PRIVACY]
    assert {line.id for line in to_say(EN, talk, "work")} == {"skip", "break", PRIVACY}
    done = do_step(talk, "break")
    assert [line.id for line in to_say(EN, done, "work") if line.done] == ["break"]


def test_every_line_that_can_be_said_is_in_the_catalogue():
    talk = begun(Talk(YARD, PACK))
    for kind in ActKind:
        talk = asked(talk, kind, "work", "locked")
    assert all(EN.has(line) for each in talk.moments for line in each.reply.said)
    for moment in feedback(talk, {}).lessons:
        assert EN.say(f"act.{moment.act.kind}")
    assert talk.kept_for_later() == sum(fact.layer is Layer.LATER for fact in YARD.facts)


def test_questions_are_counted_in_three_groups_that_add_up():
    count = Questions(
        {ActKind.INVITATION: 2, ActKind.DIRECTIVE: 4, ActKind.LEADING: 4, ActKind.WHY: 1, ActKind.THREAT: 1}
    )
    assert (count.open, count.other, count.pressing, count.total) == (2, 4, 6, 12)


def test_all_questions_to_pick_are_in_the_language_of_the_talk() -> None:
    """A Malay officer who practised in English was offered some in Malay."""
    topic = PROTOCOL.topics[1]
    items = tuple(item.id for item in topic.items)
    for tag in ("en", "ms"):
        found = offered(Words("ms", edition=PROTOCOL.id), tag, topic.id, items, PACK.lists["follow"])
        assert {each.language for each in found} == {tag}


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("My name is Siti, I am from the labour department.", "who"),
        ("You can say no, and you can stop at any time.", "choice"),
        ("Saya tidak boleh janji apa-apa.", "promise"),
        ("Apakah Anda mau bicara dengan saya?", "talk"),
    ],
)
def test_a_part_that_is_typed_counts_as_one_that_is_pressed(typed, part):
    assert part in parts_in(typed, PACK)
    assert parts_in("Where is your passport?", PACK) == ()

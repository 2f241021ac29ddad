"""The practice person answers what was asked, on whichever page and in whichever language it is asked."""

from __future__ import annotations

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import Act, ActKind
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.talk import Talk, say
from screening.training.question_match import QuestionMatch, match, vocabulary
from screening.training.utterance_signs import LANGUAGES, signs_of
from screening.training.utterances import about
from screening.wording.catalogue.languages import readable_languages
from screening.wording.catalogue.translations import Words

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
BOX = PACK.scenarios["iron-box"]
GENERAL = tuple(f"training.follow.{each}" for each in PACK.lists["follow"])
WORDS = Words("en")


def asked(question: str, language: str = "en", place: str = "needs") -> QuestionMatch:
    sought = vocabulary(WORDS, PROTOCOL, BOX, language, GENERAL)
    if language not in LANGUAGES:
        return match(sought, question, place)
    signs = signs_of(language, settings.indicators_root())
    return about(signs, signs.bare(signs.read(question)), sought, place)


@pytest.mark.parametrize(
    ("language", "question", "topic"),
    [
        ("en", "Where is your passport now?", "papers"),
        ("en", "Tell me about your passport.", "papers"),
        ("en", "Did anyone hit you?", "treatment"),
        ("en", "Do you owe money to anyone?", "money"),
        ("en", "How long do you work each day?", "work"),
        ("en", "How did you find this job?", "work-began"),
        ("en", "Do you have children?", "family"),
        ("ms", "Di mana pasport awak?", "papers"),
        ("ms", "Berapa gaji awak?", "money"),
        ("ms", "Siapa yang pukul awak?", "treatment"),
        ("bn", "আপনার পাসপোর্ট কোথায়?", "papers"),
        ("my", "ပတ်စပို့ ဘယ်မှာလဲ", "papers"),
        ("zh-Hans", "你的护照在哪里？", "papers"),
    ],
)
def test_a_question_is_about_what_its_words_say_and_not_about_the_page(language, question, topic):
    found = asked(question, language)
    assert found.topic == topic and not found.strange


@pytest.mark.parametrize("language", [pack.tag for pack in readable_languages()])
def test_the_questionnaire_s_own_invitations_are_about_their_topics_in_every_language(language):
    words = Words(language)
    missed = [
        topic.id
        for topic in PROTOCOL.topics
        if asked(words.say(f"topic.{topic.id}.invitation"), language, place="wishes").topic != topic.id
    ]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("question", ["What happened then?", "Tell me more about that.", "Who was there?"])
def test_a_question_that_fits_every_topic_names_none(question):
    assert asked(question, place="money") == QuestionMatch("")


def test_what_nobody_asks_about_is_strange():
    assert asked("What is your favourite colour?") == QuestionMatch("", strange=True)
    assert asked("你最喜欢什么颜色？", "zh-Hans").strange


def test_what_was_asked_for_is_told_first_on_any_page():
    meant = asked("Where is your passport now?")
    act = Act(ActKind.DIRECTIVE, "", meant.topic, next(iter(meant.items), None), facts=meant.facts)
    moment = say(Talk(BOX, PACK), (act,), "needs").moments[-1]
    assert moment.reply.facts == ("now-1",) and moment.topic == "papers"
    shout = asked("And the football?")
    assert shout.facts == ("safe-5",)


def test_a_strange_question_is_passed_over_and_is_not_said_to_have_no_more_to_it():
    talk = Talk(BOX, PACK)
    for _ in range(3):
        talk = say(talk, (Act(ActKind.DIRECTIVE, "", strange=True),), "needs")
    lines = [line for each in talk.moments for line in each.reply.said]
    assert sorted(lines) == sorted(f"training.elsewhere.{each}" for each in PACK.lists["elsewhere"])
    assert not any(each.reply.facts for each in talk.moments)

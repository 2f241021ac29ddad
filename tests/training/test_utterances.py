"""What an officer types is understood as acts, with courtesy, mistakes and two sentences in one."""

from __future__ import annotations

import json

import pytest

from benchmarks.utterance_data import digest_of
from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import QUESTIONS, Act, ActKind, TalkSoFar
from screening.domain.scenarios.loader import open_training
from screening.errors import BadInput
from screening.training.question_match import Vocabulary, vocabulary
from screening.training.utterance_signs import FOLDER, LANGUAGES, labelled, signs_of
from screening.training.utterances import LONGEST, understand
from screening.wording.catalogue.translations import Words

PROTOCOL = open_content().protocol
PACK = open_training(settings.indicators_root(), PROTOCOL)
GENERAL = tuple(f"training.follow.{each}" for each in PACK.lists["follow"])
NOTHING = TalkSoFar()


def sought(language: str = "en", scenario: str = "iron-box") -> Vocabulary:
    return vocabulary(Words("en"), PROTOCOL, PACK.scenarios[scenario], language, GENERAL)


def acts(text: str, language: str = "en", told: TalkSoFar = NOTHING) -> tuple[Act, ...]:
    return understand(text, language, sought(language), told)


def kinds(text: str, language: str = "en", told: TalkSoFar = NOTHING) -> list[str]:
    return [act.kind.value for act in acts(text, language, told)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("You are lying to me.", ["accusation"]),
        ("So you are a victim, right?", ["leading"]),
        ("Thank you for telling me that. It must have been hard.", ["kindness"]),
        ("Take your time.", ["facilitator"]),
        ("I promise you will not be deported.", ["promise"]),
        ("You will go to prison if you lie.", ["threat"]),
        ("What you tell me stays between us", ["promise"]),
        ("If you tell me the truth I will let you go home", ["promise"]),
        ("Would you like to have a break?", ["break"]),
        ("Thank you. Would you like some water?", ["kindness", "offer"]),
        ("How old are you?", ["directive"]),
        ("Who beat you?", ["presumptive"]),
        ("How often did he hit you?", ["presumptive"]),
        ("And then?", ["facilitator"]),
        ("How are you today?", ["small_talk"]),
        ("Please go on.", ["facilitator"]),
        ("…", ["facilitator"]),
    ],
)
def test_what_the_trial_found_labelled_wrongly_is_labelled_rightly(text, wanted):
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What do you need tonight?", "needs"),
        ("What were you promised before you came?", "work-began"),
        ("How did you come to Malaysia?", "journey"),
        ("How much is your salary?", "money"),
        ("Have you been paid for last month?", "money"),
        ("How many hours do you work per day?", "work"),
        ("What time do you start work and when do you finish?", "work"),
        ("Do you get a day off?", "work"),
        ("Who is holding your passport?", "papers"),
        ("Where do you sleep?", "place"),
        ("Is the gate locked at night?", "place"),
        ("How does your boss treat you?", "treatment"),
        ("Has anyone threatened you?", "treatment"),
        ("Do you have children back home?", "family"),
        ("How old are you?", "needs"),
        ("Do you want to go home?", "wishes"),
    ],
)
@pytest.mark.parametrize(
    "courtesy", ["", "Hello, ", "I understand. ", "Okay, thank you. ", "Don't worry, you are safe here. "]
)
@pytest.mark.parametrize("scenario", ["iron-box", "net-boat"])
def test_an_officer_s_question_meets_its_topic_after_any_courtesy(text, topic, courtesy, scenario):
    found = understand(courtesy + text, "en", sought("en", scenario), NOTHING)
    assert [act.topic for act in found if act.kind in QUESTIONS] == [topic]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Who beat you?"), ("ms", "Siapa pukul awak?"), ("id", "Siapa yang memukul kamu?")],
)
def test_what_the_person_has_told_is_no_longer_presumed(language, text):
    assert kinds(text, language) == ["presumptive"]
    assert kinds(text, language, TalkSoFar(items=frozenset({"violence"}))) == ["directive"]


def test_the_person_s_own_words_count_as_told():
    assert kinds("Who beat you?", told=TalkSoFar(said=("He hit me with a belt.",))) == ["directive"]
    assert kinds("Who beat you?", told=TalkSoFar(said=("I cook, I take the boys to school.",))) == ["presumptive"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "You said he took your passport.", "The boss took my passport."),
        ("ms", "Awak kata dia ambil pasport awak.", "Bos ambil pasport saya."),
        ("id", "Kamu bilang dia mengambil paspormu.", "Bos mengambil paspor saya."),
    ],
)
def test_words_said_back_are_a_reflection_only_where_they_were_said(language, text, said):
    assert kinds(text, language, TalkSoFar(said=(said,))) == ["reflection"]
    other = {"en": "I sleep well.", "ms": "Saya tidur lena.", "id": "Saya tidur nyenyak."}[language]
    assert kinds(text, language, TalkSoFar(said=(other,))) == ["presumptive"]


def test_a_question_asked_again_is_repeated_in_other_words_too():
    first = acts("Where is your passport?")
    assert not first[0].repeated
    assert acts("Where is your passport?", told=TalkSoFar(acts=first))[0].repeated
    assert acts("So where is your passport now?", told=TalkSoFar(acts=first))[0].repeated
    assert not acts("Where do you sleep?", told=TalkSoFar(acts=first))[0].repeated


def test_an_offer_says_what_it_is_of():
    offered = {"Would you like some water?": "water", "I can call a doctor for you.": "doctor"}
    offered |= {"Do you need an interpreter?": "interpreter", "Let us move to a quiet room.": "place"}
    offered |= {"Would you be more comfortable with a female officer?": "same-sex"}
    assert {text: [act.offers for act in acts(text)] for text in offered} == {
        text: [what] for text, what in offered.items()
    }


def test_two_questions_in_one_breath_are_one_act():
    assert kinds("Who took your passport? And when did you last see it?") == ["multiple"]
    assert kinds("How much do you earn and who keeps the money?") == ["multiple"]
    assert kinds("Berapa gaji awak dan siapa yang simpan duit itu?", "ms") == ["multiple"]


def test_what_is_meant_of_the_role_card_is_named():
    assert "now-1" in acts("Where is your passport now?")[0].facts
    assert acts("Tell me about the football.")[0].facts == ("safe-5",)


def test_a_question_that_fits_every_topic_has_none():
    for text in ("What happened then?", "Tell me more about that.", "Who was there?"):
        act = acts(text)[-1]
        assert act.topic is None and not act.strange, text


def test_another_language_is_read_by_the_form_of_its_questions():
    found = acts("আপনার পাসপোর্ট কোথায়?", "bn")
    assert [act.topic for act in found] == ["papers"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "utterance-empty"),
        (" \n\t ", "utterance-empty"),
        ("Where is it? " * 400, "utterance-long"),
        ("你的护照在哪里？", "utterance-script"),
        ("আপনার পাসপোর্ট কোথায়?", "utterance-script"),
    ],
)
def test_what_cannot_be_an_utterance_is_refused_with_one_sentence(text, code):
    with pytest.raises(BadInput) as told:
        acts(text)
    assert told.value.code == code


@pytest.mark.parametrize(
    "text", ["?", "12345", "a", "x" * LONGEST, "a,b,,, and and or, , who", "?? !! ..", "\u202e\u0000?"]
)
def test_any_typed_signs_are_acts_or_nothing(text):
    assert all(act.text for act in acts(text))


def test_words_that_nobody_knows_are_not_understood():
    assert acts("Xq zzt.") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_utterances_are_labelled_with_kinds_topics_and_items_that_there_are(language):
    items = {item.id: topic.id for topic in PROTOCOL.topics for item in topic.items}
    rows = labelled(language, settings.indicators_root())
    assert len(rows) >= 300
    for row in rows:
        assert {each.partition(":")[0] for each in row.kinds} <= set(ActKind), row
        assert row.topic in {"", *(topic.id for topic in PROTOCOL.topics)}, row
        assert not row.item or items[row.item] == row.topic, row
    kept = {row.text for row in rows if row.half == "kept"}
    assert len(kept) >= 150 and not kept & {row.text for row in rows if row.half == "build"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_of_the_kept_questions_are_understood(language):
    rows = [row for row in labelled(language, settings.indicators_root()) if row.half == "kept"]
    right = sum(
        {act.kind.value for act in acts(row.text, language)} == {k.partition(":")[0] for k in row.kinds} for row in rows
    )
    assert right / len(rows) >= 0.9


@pytest.mark.parametrize("name", ["kinds", "topics"])
def test_the_weights_were_made_from_the_lists_and_the_build_half_that_are_here(name):
    root = settings.indicators_root()
    made_from = json.loads((root / FOLDER / f"{name}.json").read_text("utf-8"))["made_from"]
    assert made_from == digest_of(root), "run: python -m benchmarks.utterances --write"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fresh_set_is_never_built_from(language):
    rows = labelled(language, settings.indicators_root())
    fresh = {row.text.casefold() for row in rows if row.half == "fresh"}
    assert len(fresh) >= 80 and not fresh & {row.text.casefold() for row in rows if row.half != "fresh"}


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "wher do u slep", "where do you sleep"),
        ("en", "hw mch do they pay yuo", "how much do they pay you"),
        ("ms", "crite psl kje awk", "cerita pasal kerja awak"),
        ("id", "kpn dia mukulin km", "kapan dia memukul kamu"),
    ],
)
def test_words_as_thumbs_write_them_are_read(language, typed, meant):
    assert signs_of(language, settings.indicators_root()).read(typed) == meant.split()

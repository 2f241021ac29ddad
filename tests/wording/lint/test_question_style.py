"""Kinds of questions, recognised by wording alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import OPEN_KINDS, PRESSING_KINDS, QuestionKind
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import Marks, classify, marks_of

PROTOCOL = open_content().protocol
DRILL = open_training(settings.indicators_root(), PROTOCOL).drill
MARKED = [pack.tag for pack in languages() if marks_of(pack.tag, settings.content_root()) is not None]


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("each", DRILL, ids=lambda each: each.id)
def test_the_drill_is_read_as_it_is_labelled(each, language):
    words = Words(language)
    assert classify(words.say(f"training.drill.{each.id}.text"), language).kind is each.kind
    if each.better:
        assert classify(words.say(f"training.drill.{each.id}.instead"), language).kind in OPEN_KINDS


@pytest.mark.one_in(8)
@pytest.mark.requirement("IN2", "IN3")
@pytest.mark.parametrize("language", MARKED)
def test_every_invitation_of_the_questionnaire_is_open_and_no_item_presses(language):
    words = Words(language)
    for topic in PROTOCOL.topics:
        assert classify(words.say(f"topic.{topic.id}.invitation"), language).kind in OPEN_KINDS
        for item in topic.items:
            if item.kind == "ask":
                text = words.say(f"item.{item.id}.text")
                assert classify(text, language).kind not in PRESSING_KINDS | OPEN_KINDS, (text, language)


FOLLOW = {
    "more": QuestionKind.INVITATION,
    "bad": QuestionKind.LEADING,
    "then": QuestionKind.OPEN,
    "stay": QuestionKind.WHY,
    "who": QuestionKind.OPEN,
    "two": QuestionKind.MULTIPLE,
}


@pytest.mark.parametrize(
    "language", [tag for tag in MARKED if Words(tag).state("training.follow.bad") is not State.SOURCE]
)
def test_the_questions_to_pick_in_practice_are_of_their_kind_in_every_language(language):
    words = Words(language)
    told = {name: classify(words.say(f"training.follow.{name}"), language).kind for name in FOLLOW}
    assert told == FOLLOW


KINDS = (
    ("en", "Could you tell me about your boss?", QuestionKind.INVITATION, "invites"),
    ("en", "HOW DID YOU GET HERE?", QuestionKind.OPEN, "asks-openly"),
    ("en", "You were beaten?", QuestionKind.LEADING, "statement"),
    ("en", "You were paid, right?", QuestionKind.LEADING, "tag"),
    ("en", "You were paid right?", QuestionKind.LEADING, "tag"),
    ("en", "When something went wrong, did the boss put it right?", QuestionKind.CLOSED, "yes-or-no"),
    ("en", "Weren’t you afraid?", QuestionKind.LEADING, "in-the-negative"),
    ("en", "Are you a victim?", QuestionKind.LEADING, "judges"),
    ("en", "When you arrived, did someone meet you?", QuestionKind.CLOSED, "yes-or-no"),
    ("en", "Where was it? Who was there?", QuestionKind.MULTIPLE, "two-questions"),
    ("en", "What happened and who was there?", QuestionKind.MULTIPLE, "joined"),
    ("en", "How come you went?", QuestionKind.WHY, "why"),
    ("en", "I see.", None, "no-question"),
    ("en", "?!", None, "nothing"),
    ("ms", "Awak tidur di mana?", QuestionKind.OPEN, "asks-openly"),
    ("ms", "Awak lapar?", QuestionKind.CLOSED, "yes-or-no-by-tone"),
    ("ms", "Adakah awak mangsa?", QuestionKind.LEADING, "judges"),
    ("bn", "আপনি কেন গেলেন?", QuestionKind.WHY, "why"),
    ("bn", "ওরা মারত, তাই না?", QuestionKind.LEADING, "tag"),
    ("bn", "তারপর কী হলো?", QuestionKind.OPEN, "asks-openly"),
    ("ur", "آپ کیوں گئے؟", QuestionKind.WHY, "why"),
    ("ur", "وہ مارتے تھے، ہے نا؟", QuestionKind.LEADING, "tag"),
    ("ur", "کیا ہوا تھا؟", QuestionKind.OPEN, "asks-openly"),
    ("ur", "کیا آپ ٹھیک ہیں؟", QuestionKind.CLOSED, "yes-or-no"),
    ("id", "Di mana Anda tidur?", QuestionKind.OPEN, "asks-openly"),
    ("id", "Anda dikurung, kan?", QuestionKind.LEADING, "tag"),
    ("id", "Kenapa Anda tidak pergi?", QuestionKind.WHY, "why"),
    ("hi", "आप क्यों गए?", QuestionKind.WHY, "why"),
    ("hi", "फिर क्या हुआ?", QuestionKind.OPEN, "asks-openly"),
    ("hi", "वे मारते थे, है ना?", QuestionKind.LEADING, "tag"),
    ("ne", "तपाईं किन जानुभयो?", QuestionKind.WHY, "why"),
    ("ne", "त्यसपछि के भयो?", QuestionKind.OPEN, "asks-openly"),
    ("ne", "उनीहरूले कुटे, होइन र?", QuestionKind.LEADING, "tag"),
    ("ne", "कसैले तपाईंलाई कुट्यो?", QuestionKind.CLOSED, "yes-or-no"),
    ("my", "ဘာကြောင့် သွားခဲ့တာလဲ။", QuestionKind.WHY, "why"),
    ("my", "အဲဒီနောက် ဘာဖြစ်လဲ။", QuestionKind.OPEN, "asks-openly"),
    ("my", "သူတို့ ရိုက်တယ်နော်။", QuestionKind.LEADING, "tag"),
    ("my", "မကြောက်ဘူးလား။", QuestionKind.LEADING, "tag"),
    ("my", "ထမင်းစားပြီးပြီလား။", QuestionKind.CLOSED, "yes-or-no"),
    ("my", "ဒီနေ့အကြောင်း ပြောပြပါ။", QuestionKind.INVITATION, "invites"),
    ("ta", "நீங்கள் ஏன் போனீர்கள்?", QuestionKind.WHY, "why"),
    ("ta", "அதன் பிறகு என்ன நடந்தது?", QuestionKind.OPEN, "asks-openly"),
    ("ta", "அவர்கள் அடித்தார்கள், இல்லையா?", QuestionKind.LEADING, "tag"),
    ("ta", "யாராவது உங்களை அடித்தார்களா?", QuestionKind.CLOSED, "yes-or-no"),
    ("fil", "Bakit po kayo umalis?", QuestionKind.WHY, "why"),
    ("fil", "Ano po ba ang nangyari?", QuestionKind.OPEN, "asks-openly"),
    ("fil", "Sinaktan nila kayo, di ba?", QuestionKind.LEADING, "tag"),
    ("fil", "May nagsabi po ba kung saan kayo dadalhin?", QuestionKind.CLOSED, "yes-or-no"),
    ("fil", "Sino po ang naroon at kailan iyon?", QuestionKind.MULTIPLE, "joined"),
    ("vi", "Tại sao bạn không bỏ đi?", QuestionKind.WHY, "why"),
    ("vi", "Rồi chuyện gì xảy ra?", QuestionKind.OPEN, "asks-openly"),
    ("vi", "Họ đánh bạn, đúng không?", QuestionKind.LEADING, "tag"),
    ("vi", "Có ai đánh bạn không?", QuestionKind.CLOSED, "yes-or-no"),
    ("vi", "Lúc đó có ai ở đó và khi nào?", QuestionKind.MULTIPLE, "joined"),
    ("zh-Hans", "您为什么不走？", QuestionKind.WHY, "why"),
    ("zh-Hans", "后来怎么样了？", QuestionKind.OPEN, "asks-openly"),
    ("zh-Hans", "他们打您了，对吧？", QuestionKind.LEADING, "tag"),
    ("zh-Hans", "有没有什么人打您？", QuestionKind.CLOSED, "yes-or-no"),
    ("zh-Hans", "请说说那一天。", QuestionKind.INVITATION, "invites"),
    ("th", "ทำไมคุณไม่ออกไป", QuestionKind.WHY, "why"),
    ("th", "แล้วเกิดอะไรขึ้นต่อ", QuestionKind.OPEN, "asks-openly"),
    ("th", "เขาตีคุณ ถูกไหม", QuestionKind.LEADING, "tag"),
    ("th", "มีใครตีคุณไหม", QuestionKind.CLOSED, "yes-or-no"),
    ("th", "ตอนนั้นมีใครอยู่ แล้วเมื่อไหร่", QuestionKind.MULTIPLE, "joined"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "reason"), KINDS)
def test_a_question_is_recognised_and_says_by_what(language, text, kind, reason):
    found = classify(text, language)
    assert (found.kind, found.reason) == (kind, reason)
    assert Words("en").has(f"asked.{reason}")


def test_a_word_that_our_texts_avoid_judges_nobody():
    assert classify("តើនរណានៅទីនោះ?", "km").kind is QuestionKind.OPEN
    assert classify("คุณมาที่นี่อย่างไร", "th").kind is QuestionKind.OPEN


FOLLOW_UPS = ("more", "bad", "then", "stay", "who", "two")


@pytest.mark.parametrize("language", ["ms", "id", "fil", "vi", "zh-Hans", "th"])
@pytest.mark.parametrize("each", FOLLOW_UPS)
def test_a_follow_up_of_the_class_keeps_its_kind_in_translation(each, language):
    def kind(tag: str) -> QuestionKind | None:
        return classify(Words(tag).say(f"training.follow.{each}"), tag).kind

    assert Words(language).has(f"training.follow.{each}")
    assert kind(language) is kind("en")


def test_a_language_without_marks_leaves_the_kind_to_a_person(tmp_path):
    assert classify("x?", "en", root=tmp_path).reason == "language"


@given(st.text(max_size=600), st.sampled_from(MARKED))
def test_any_text_has_a_kind_or_a_reason(text, language):
    found = classify(text, language)
    assert Words("en").has(f"asked.{found.reason}")


def test_a_list_that_cannot_be_used_is_refused():
    for table in ({"open": "what"}, {"opening": ["what"]}, {"statement_leads": 1}, {"tag": [" "]}):
        with pytest.raises(ValueError, match=next(iter(table))):
            Marks.read(table)

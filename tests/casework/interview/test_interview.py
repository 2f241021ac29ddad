"""The talk as the pages see it: what is shown, what is locked, and where work goes on."""

import datetime
import re

import pytest

from screening.casework.assessment import assessment
from screening.casework.assessment.view_models import NextStep
from screening.casework.content import directory
from screening.casework.interview import frame_views, interview_views, recipient_consent, record_sheet, shared_lines
from screening.casework.interview import side_cards as cards
from screening.casework.interview.interview import open_case
from screening.casework.record.caseload import next_place, parse_place, place_text
from screening.casework.referral import referral_form
from screening.domain.case import referrals, rules
from screening.domain.case.places import AFTER
from screening.domain.case.rules import ACCOUNT, SKIPS
from screening.domain.events.catalogue import GateReturned, TalkResumed, TopicOffered
from screening.domain.scoring import explanation
from screening.domain.scoring.ilo_rule import ELEVEN
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session
from tests.casework.some_views import listed


@pytest.fixture
def session(content):
    with practice_vault() as vault:
        yield Session(vault, content)


def refused(code: str):
    return pytest.raises(NotAccepted, check=lambda error: error.code == code)


@pytest.mark.requirement("GA1")
def test_a_case_begins_at_the_gate_and_no_other_page_can_be_reached(session):
    assert next_place(session.interview) == "gate"
    for place in session.interview.places()[1:]:
        if place != "own-view":
            assert session.interview.reachable(place), place


@pytest.mark.requirement("GA3")
def test_a_danger_line_puts_the_card_between_the_gate_and_everything_else(session):
    session.gate(afraid="not_sure")
    view = interview_views.danger_view(session.interview)
    assert session.interview.gate().dangers == ("afraid",)
    assert len(view.acts) == 3
    assert session.interview.reachable("language") == "locked.gate"
    session.do(session.interview.answer_danger(went_on=True))
    assert session.interview.reachable("language") == ""


@pytest.mark.requirement("NV40")
def test_no_number_is_shown_as_fact_before_somebody_verified_it(session):
    session.gate(hurt="yes")
    shipped = directory.numbers(directory.shipped(OWN), "", datetime.date(2026, 11, 24), session.interview.words)
    session.interview.numbers = shipped
    cards = interview_views.danger_view(session.interview).numbers
    assert {card.number for card in cards} == {""}
    assert all("not yet verified" in card.unchecked for card in cards if card.unchecked)
    assert referral_form.numbers(directory.shipped(OWN), "", datetime.date(2026, 11, 24), session.interview.words) == ()


@pytest.mark.requirement("GA3")
def test_a_danger_card_has_a_number_to_ring_with_its_mark(session):
    session.gate(afraid="not_sure")
    session.interview.numbers = directory.numbers(
        directory.shipped(OWN), "", datetime.date(2026, 11, 24), session.interview.words
    )
    emergency, focal, shelter = interview_views.danger_view(session.interview).numbers
    assert emergency.unchecked == "999 (not yet verified)"
    assert "Emergency services" in emergency.note and "not printed until" in emergency.note
    assert focal.unchecked == "", "the line of the government’s call centre stands on no danger card"
    assert shelter.unchecked == ""
    assert shelter.note == "No number here yet"


@pytest.mark.requirement("CO1")
def test_the_consent_page_shows_nothing_chosen_and_eight_decisions_in_all(session):
    session.gate()
    session.do(session.interview.choose_language("en"))
    start = [each for each in shared_lines.consent_view(session.interview).lines if each.number and each.options]
    decided = (*start, *interview_views.closing_view(session.interview).decisions.values())
    assert len(decided) + len(recipient_consent.PLACES) == 8, "two are asked once for each recipient"
    assert {each.value for each in decided} == {""}


def test_a_no_to_any_decision_changes_nothing_about_the_help_that_is_listed(session):
    session.gate().agrees()
    before = interview_views.closing_view(session.interview).leaving
    for decision in ("identity", "count", "contact", "embassy"):
        session.do(session.interview.decide(decision, "no"))
    assert interview_views.closing_view(session.interview).leaving == before


def test_a_decision_is_kept_with_the_version_of_the_text_that_was_heard(session):
    session.gate().agrees()
    kept = session.interview.case.consent["talk", ""].event
    assert kept.text_version == session.interview.spoken_version()
    assert kept.language == "en"


def test_a_topic_page_shows_the_first_pass_first_and_without_agreement_only_what_is_seen(session):
    session.gate()
    session.do(session.interview.choose_language("en"))
    view = interview_views.topic_view(session.interview, "papers")
    assert view.locked
    assert view.items
    assert not any(item.locked or item.kind == "ask" for item in view.items)
    session.agrees().invites("papers")
    view = interview_views.topic_view(session.interview, "papers")
    first = [item.id in session.interview.content.protocol.profiles["field"].first for item in view.items]
    assert any(first)
    assert first == sorted(first, reverse=True)
    session.do(session.interview.stop("later"))
    session.do(session.interview.resume())
    session.gate()
    view = interview_views.topic_view(session.interview, "papers")
    assert all(item.locked for item in view.items if item.kind == "ask"), "agreement is asked again each session"
    assert not any(item.locked for item in view.items if item.kind != "ask")


@pytest.mark.requirement("IN1")
def test_the_order_is_needs_agreement_account_topics_and_closing(session):
    places = session.gate().interview.places()
    topics = tuple(f"topic.{topic.id}" for topic in session.interview.protocol.topics)
    assert places == ("gate", "language", "consent", "prefer", "listening", *topics, "closing", *AFTER)
    session.do(session.interview.choose_language("ne"))
    first = shared_lines.consent_view(session.interview).lines[0]
    assert first.text == session.interview.pair("topic.needs.invitation"), "needs come before any agreement"
    assert session.interview.case.answers == {}
    rows = [row.place for row in frame_views.rail_rows(session.interview, "consent")]
    assert rows == ["gate", "language", "consent", "prefer", "listening", topics[0], "closing"]


@pytest.mark.requirement("IN1")
def test_closed_items_of_every_topic_appear_only_after_its_open_invitation(session):
    session.gate().agrees()
    protocol = session.interview.protocol
    for topic in protocol.topics:
        before = interview_views.topic_view(session.interview, topic.id)
        assert before.items == ()
        assert before.invite[0][0] == interview_views.OFFERED
        assert before.invitation.own == session.interview.words.say(f"topic.{topic.id}.invitation")
        session.invites(topic.id)
        after = interview_views.topic_view(session.interview, topic.id)
        assert {item.id for item in after.items} == {item.id for item in topic.items}
        assert after.invite == ()
        assert session.interview.case.offered[topic.id] == TopicOffered(topic.id)


@pytest.mark.requirement("IN1")
@pytest.mark.parametrize("reason", SKIPS)
def test_an_invitation_is_left_out_only_with_a_reason_that_is_kept(session, reason):
    session.gate().agrees()
    session.do(session.interview.invite("papers", reason))
    assert session.interview.case.offered["papers"] == TopicOffered("papers", False, reason)
    assert interview_views.topic_view(session.interview, "papers").items
    assert not interview_views.topic_view(session.interview, "money").items, "and for no other topic"
    with refused("no-such-choice"):
        session.interview.invite("money", "hurry")


@pytest.mark.requirement("IN1")
def test_nothing_but_an_invitation_or_a_reason_brings_the_closed_items(session):
    session.gate().agrees().says("papers-kept")
    session.do(session.interview.write(ACCOUNT, "They keep my passport."))
    assert interview_views.topic_view(session.interview, "papers").items == ()
    for event in session.interview.write_words("papers", "It is in the office.", "told"):
        session.do(event)
    assert session.interview.case.offered["papers"].offered, "what they said came of the invitation"
    assert interview_views.topic_view(session.interview, "papers").items


def test_no_invitation_counts_before_gate_and_agreement(session):
    protocol, case = session.interview.protocol, session.interview.case
    with refused("gate-first"):
        rules.invite(protocol, case, "papers")
    session.gate()
    with refused("locked-consent"):
        rules.invite(protocol, session.interview.case, "papers")


@pytest.mark.requirement("IN8")
def test_an_answer_is_shown_with_how_it_came(session):
    session.gate().agrees().invites("papers").says("papers-kept", how="told")
    shown = {item.id: item for item in interview_views.topic_view(session.interview, "papers").items}
    assert (shown["papers-kept"].answer, shown["papers-kept"].how) == ("yes", "told")
    assert shown["holds-own"].answer == ""


def test_an_observation_comes_as_seen_and_a_document_as_document(session):
    session.gate().agrees().says("papers-store law-broken")
    answers = session.interview.case.answers
    assert (answers["papers-store"].how, answers["law-broken"].how) == ("seen", "document")


def test_the_place_is_kept_and_a_place_that_cannot_be_used_leads_to_where_work_goes_on(session):
    session.gate().agrees()
    assert parse_place(place_text("topic.papers", "papers-kept"), session.interview) == ("topic.papers", "papers-kept")
    for text in ("", "{}", "[1]", place_text("reading"), place_text("no-such-page")):
        assert parse_place(text, session.interview) == ("prefer", "")


@pytest.mark.requirement("NV36")
def test_the_caseload_says_where_each_case_stands_without_a_word_of_what_was_said(session, content):
    session.gate().agrees()
    session.do(session.interview.write("papers", "MARKER-in-the-cupboard"))
    row = listed(content, session.interview.case, Words("en"))
    assert row.code == session.code
    assert "MARKER" not in repr(row)


@pytest.mark.requirement("JU2", "NV3")
def test_the_reading_stays_shut_until_the_officers_own_view_is_written(session):
    session.gate().agrees().says("papers-kept locked little-pay threats", where="work")
    with refused("view-first"):
        assessment.assessment_view(session.interview)
    session.ends()
    assert "formal_identification" in {each.path for each in assessment.assessment_view(session.interview).steps}


@pytest.mark.requirement("JU2")
def test_another_session_that_recorded_something_needs_a_view_of_its_own(session):
    session.gate().agrees().says("papers-kept").ends()
    session.do(session.interview.resume())
    session.gate().agrees()
    assert not session.interview.reachable("reading"), "nothing was recorded: the reading is that of the last session"
    session.says("", "holds-own")
    shut = {session.interview.reachable(place) for place in ("reading", "taking", "papers")}
    assert shut == {"locked.view"}
    assert not session.interview.reachable("follow"), "what a service answers to the first session waits for nothing"
    assert assessment.own_view(session.interview) is None
    for opening in (assessment.assessment_view, assessment.open_assessment):
        with refused("view-first"):
            opening(session.interview)
    session.do(session.interview.stop("finished"))
    assert next_place(session.interview) == "own-view"
    row = listed(session.interview.content, session.interview.case, Words("en"))
    assert row.next == session.interview.words.say("case.todo.view")
    session.do(assessment.write_view(session.interview, ["control"], "sure", "Of today."))
    assert assessment.assessment_view(session.interview).bands
    assert not session.interview.reachable("papers")


@pytest.mark.requirement("JU9")
def test_lowering_asks_a_reason_and_raising_asks_none(session):
    session.gate().agrees().says("papers-kept").ends()
    with refused("lowering-needs-reason"):
        assessment.differ(session.interview, raised=False, reason=" ")
    assert assessment.differ(session.interview, raised=True, reason="").raised


def test_the_reading_shows_no_figure_and_no_verdict(session):
    session.gate().agrees().says("papers-kept locked little-pay threats", "violence").ends()
    text = repr(assessment.assessment_view(session.interview)).lower()
    for word in ("%", "probability", "score", "likelihood", "victim", "cleared", "negative"):
        assert word not in text


def test_each_next_step_is_a_verb_with_the_reason_for_it_and_safety_is_the_first(session):
    session.gate(afraid="yes")
    session.do(session.interview.answer_danger(went_on=True))
    session.agrees().says("papers-kept locked little-pay threats", where="work").ends()
    view = assessment.assessment_view(session.interview)
    say = session.interview.words.say
    assert [step.path for step in view.steps] == list(assessment.assessment_of(session.interview).paths)
    assert view.steps[0] == NextStep("urgent", say("path-do.urgent"), say("page.reading.why.gate-afraid"))
    reasons = {step.path: step.reason for step in view.steps}
    made = assessment.assessment_of(session.interview)
    found = explanation.by_item(explanation.reasons(session.interview.protocol, made, "trafficking"))
    told = [each.item for each in found if each.present and each.direction == explanation.FOR]
    assert set(told) == {"papers-kept", "locked", "little-pay", "threats"}
    named = reasons["formal_identification"].split("; ")
    assert named == [
        record_sheet.short_name(session.interview.words, each) for each in ("locked", "papers-kept", "little-pay")
    ]
    assert reasons["labour_remedy"] == "Pay late, low or missing"


def test_a_step_that_a_rule_opens_says_the_rule(session):
    session.gate().agrees().says("papers-kept").ends()
    reasons = {step.path: step.reason for step in assessment.assessment_view(session.interview).steps}
    assert re.fullmatch(r"1 of \d+ main questions have an answer", reasons["not_enough_asked"])


def test_each_element_names_the_open_questions_that_are_evidence_of_it(session):
    session.gate().agrees().says("papers-kept locked little-pay threats", where="work").ends()
    view, words, protocol = (
        assessment.assessment_view(session.interview),
        session.interview.words,
        session.interview.protocol,
    )
    begins = words.say("page.reading.change", items="")
    asked = 0
    for element in view.elements:
        marks = element.change.removeprefix(begins).split("; ") if element.change else []
        for item in protocol.items.values():
            if record_sheet.short_name(words, item.id) in marks:
                asked += 1
                assert item.id not in session.interview.case.answers
                assert element.id in {protocol.indicators[name].element for name in item.yes}
    assert asked


def test_a_range_of_one_column_has_no_words_but_the_best(session):
    session.gate().agrees().says("papers-kept locked little-pay threats", where="work").ends()
    for band in assessment.assessment_view(session.interview).bands:
        if band.columns is None:
            assert (band.range, band.best) == ("", None)
        else:
            low, best, high = band.columns
            assert bool(band.range) is (low != high)
            assert band.words == session.interview.words.say(f"band.{assessment.BAND_WORDS[best]}")
            assert band.words in band.spoken and band.range in band.spoken


def test_an_unknown_setting_or_profile_begins_no_case(content):
    with refused("no-such-choice"):
        open_case("", content, setting="moon", profile="field", practice=False)
    with refused("no-such-choice"):
        open_case("", content, setting="workplace", profile="moon", practice=False)


def test_the_place_sets_the_order_of_the_pages_and_of_the_rail(session):
    usual = session.interview.places()
    session.gate()
    session.do(*session.interview.choose_setting("shelter"))
    profile = session.interview.protocol.profiles["shelter"]
    topics = [place for place in session.interview.places() if place.startswith("topic.")]
    assert topics == [f"topic.{name}" for name in profile.then]
    assert set(session.interview.places()) == set(usual)
    session.agrees()
    assert session.interview.next_place("topic.needs") == "topic.family"
    rows = [row.place for row in frame_views.rail_rows(session.interview, "topic.needs")]
    assert rows == [*topics, "closing"]
    view = interview_views.topic_view(session.invites("wishes").interview, "wishes")
    assert (view.number, len(view.talked)) == (len(topics), len(topics))
    assert view.items[0].id == "wants-help"


def test_an_add_on_is_found_by_the_name_of_the_work(session):
    session.gate().agrees()
    lines = cards.find_view(session.interview, "fishing").lines
    addon = session.interview.protocol.addons["fishing"]
    assert [line.place.rpartition("/")[2] for line in lines][: len(addon.items)] == list(addon.items)
    assert {line.text.split()[0] for line in lines} >= {
        session.interview.protocol.items[name].number for name in addon.items
    }
    assert not any("Fishing" in line.note for line in cards.find_view(session.interview, "").lines)


@pytest.mark.requirement("JU3", "JU12")
def test_the_reading_lists_the_eleven_of_the_ilo_with_how_each_came_and_says_who_decides(session):
    session.gate().agrees().says("papers-kept", "locked", how="told").ends()
    view = assessment.assessment_view(session.interview)
    say = session.interview.words.say
    assert [each.name for each in view.eleven] == [
        f"{n} {say(f'ilo11.{name.lower()}')}" for n, name in enumerate(ELEVEN, 1)
    ]
    found = {each.name: (each.state, each.facts) for each in view.eleven}
    assert found["7 Retention of identity documents"] == ("shown", f"{say('item.papers-kept.mark')} (freely)")
    assert found["3 Restriction of movement"] == ("not_shown", "")
    assert found["9 Debt bondage"] == ("not_asked", "")
    assert view.decides == say("rule.who-decides")


def test_the_closing_shows_what_was_written_to_be_read_back_and_nothing_that_is_sealed(session):
    def read_back() -> list[str]:
        """What is recorded, without headings and blank topics."""
        view = interview_views.closing_view(session.interview).record
        return [row.text for row in view.rows if row.kind in ("words", "sign", "line") and "unverified" not in row.text]

    session.gate().agrees()
    assert read_back() == []
    session.says("needs-basic")
    session.do(session.interview.write("needs", "Tiada makan sejak pagi."))
    session.do(session.interview.write("treatment", "Mereka pukul saya."))
    session.do(referrals.promise("Ring the clinic", "2026-12-01", 0))
    need = "Needs food or sleep"
    assert read_back() == ["Tiada makan sejak pagi.", need, "Mereka pukul saya.", "Ring the clinic"]
    session.do(session.interview.answer_gate("hearing", "others"))
    assert read_back() == ["Tiada makan sejak pagi.", need, "Saved for later", "Ring the clinic"]


@pytest.mark.parametrize("event", [GateReturned("cover"), TalkResumed()])
def test_danger_stands_in_the_reading_until_the_gate_is_answered_anew(session, event):
    session.gate(afraid="yes", hurt="yes")
    session.do(session.interview.answer_danger(went_on=True))
    session.agrees()
    before = assessment.assessment_of(session.interview).paths
    session.do(event)
    assert assessment.assessment_of(session.interview).paths == before
    session.gate()
    assert assessment.assessment_of(session.interview).paths != before

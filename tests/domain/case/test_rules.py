"""What may happen when: the gate first, then agreement, and sensitive items only where nobody else can hear."""

import dataclasses
import datetime

import pytest

from screening.domain.answers import LONGEST_TEXT, Answer, How, Where
from screening.domain.case import interpreter, rules, sessions
from screening.domain.case.case import apply
from screening.domain.events.allowed_values import STOPS
from screening.domain.events.catalogue import (
    CaseViewed,
    ConsentDecided,
    GateReturned,
    TalkResumed,
    TalkStopped,
    TopicOffered,
    Unknown,
    ViewWritten,
)
from screening.errors import NotAccepted
from tests.domain.some_case import Talk, recorded


def refused(code: str):
    return pytest.raises(NotAccepted, check=lambda error: error.code == code)


@pytest.mark.requirement("GA1", "NV23")
def test_no_question_before_every_line_of_the_gate_has_an_answer(content):
    talk = Talk(content.protocol)
    for line in content.protocol.gate:
        with refused("locked-gate"):
            rules.answer(content.protocol, talk.case, "papers-kept", Answer.YES, How.TOLD)
        talk.happens(rules.answer_gate(content.protocol, talk.case, line.id, line.choices[0].id))
    assert rules.gate(content.protocol, talk.case).passed


def test_a_case_in_which_a_newer_program_wrote_takes_nothing_more(content):
    talk = Talk(content.protocol).gate().agrees()
    rules.answer(content.protocol, talk.case, "papers-kept", Answer.YES, How.TOLD)
    talk.happens(Unknown("of-tomorrow", {"item": "papers-kept"}))
    with refused("written-by-newer-program"):
        rules.answer(content.protocol, talk.case, "papers-kept", Answer.YES, How.TOLD)
    with refused("written-by-newer-program"):
        rules.consent(content.protocol, talk.case, "talk", "no", text_version="v1")
    with refused("written-by-newer-program"):
        rules.answer_gate(content.protocol, talk.case, "hearing", "nobody")


@pytest.mark.requirement("GA3", "NV23")
@pytest.mark.parametrize(
    ("line", "choice"),
    [("hurt", "yes"), ("hurt", "not_sure"), ("afraid", "yes"), ("afraid", "not_sure"), ("officer", "not_safe")],
)
def test_danger_and_doubt_about_danger_stop_the_way_until_the_card_is_answered(content, line, choice):
    talk = Talk(content.protocol).gate(**{line: choice})
    assert rules.gate(content.protocol, talk.case).dangers == (line,)
    assert not rules.gate(content.protocol, talk.case).passed


@pytest.mark.requirement("GA4", "GA5")
def test_anyone_else_in_hearing_locks_the_sensitive_items_and_leaves_observations_open(content):
    talk = Talk(content.protocol).gate(hearing="others").agrees()
    with refused("locked-privacy"):
        rules.answer(content.protocol, talk.case, "violence", Answer.YES, How.TOLD)
    rules.answer(content.protocol, talk.case, "little-pay", Answer.YES, How.TOLD)
    rules.answer(content.protocol, talk.case, "papers-store", Answer.YES, How.SEEN)


def card(talk: Talk, **notes: str) -> Talk:
    """The interpreter's card, filled in."""
    for name, value in notes.items():
        talk.happens(sessions.write("prefer", name.replace("_", "-"), value))
    return talk


def sensitive(talk: Talk) -> str:
    return rules.locked(talk.protocol, talk.case, talk.protocol.items["violence"])


FREE = {"ties": "none", "all_right": "yes"}
CONCERNED = [each for each in interpreter.TIES if each != "none"]


@pytest.mark.requirement("GA5", "LA12", "NV20")
@pytest.mark.parametrize("ties", CONCERNED)
@pytest.mark.parametrize(("hearing", "where"), [("interpreter", ""), ("interpreter", "here"), ("nobody", "phone")])
def test_nobody_of_the_persons_circle_who_interprets_counts_as_private(content, ties, hearing, where):
    talk = card(Talk(content.protocol).gate(hearing=hearing).agrees(), **FREE, where=where)
    assert sensitive(talk) == ""
    card(talk, ties=ties)
    assert rules.gate(content.protocol, talk.case).not_private
    assert sensitive(talk) == "locked.interpreter-ends"
    with refused("locked-interpreter-ends"):
        rules.answer(content.protocol, talk.case, "violence", Answer.YES, How.TOLD)
    rules.answer(content.protocol, talk.case, "little-pay", Answer.YES, How.TOLD)


@pytest.mark.requirement("LA13")
@pytest.mark.parametrize(
    "wrong", [{"all_right": "no"}, {"all_right": "not_known"}, {"all_right": "declined"}, {"promised": "no"}]
)
def test_anything_but_the_persons_yes_and_a_promise_of_silence_ends_the_interpretation(content, wrong):
    talk = card(Talk(content.protocol).gate(hearing="interpreter").agrees(), **{**FREE, **wrong})
    assert sensitive(talk) == "locked.interpreter-ends"


@pytest.mark.requirement("LA12")
@pytest.mark.parametrize("missing", ["ties", "all_right"])
def test_until_the_card_says_enough_sensitive_questions_wait_and_the_rest_of_the_talk_goes_on(content, missing):
    known = {name: value for name, value in FREE.items() if name != missing}
    talk = card(Talk(content.protocol).gate(hearing="interpreter").agrees(), **known)
    assert rules.gate(content.protocol, talk.case).passed
    assert sensitive(talk) == "locked.interpreter"
    rules.answer(content.protocol, talk.case, "little-pay", Answer.YES, How.TOLD)
    assert sensitive(card(talk, **FREE)) == ""


@pytest.mark.requirement("GA5")
@pytest.mark.parametrize("row", ["employer", "agent", "supervisor", "co-worker", "relative", "unknown"])
def test_what_an_edition_says_of_a_companion_decides_about_the_interpreter(content, row):
    """Whoever of these an edition calls "not private", of whatever ties on the card, is so; it cannot be left out."""
    (ties,) = [name for name, companions in interpreter.TIES.items() if row in companions and name != "community"]
    gate = content.protocol.tables["gate"]
    assert next(each["effect"] for each in gate["companion"] if each["id"] == row) == "not_private"
    without = [each for each in gate["companion"] if each["id"] != row]
    edition = dataclasses.replace(
        content.protocol, tables={**content.protocol.tables, "gate": {**gate, "companion": without}}
    )
    talk = card(Talk(edition).gate(hearing="interpreter").agrees(), **{**FREE, "ties": ties})
    assert sensitive(talk) == "locked.interpreter-ends"


def test_in_an_edition_that_lists_no_companion_only_an_interpreter_without_ties_is_free(content):
    gate = {name: rows for name, rows in content.protocol.tables["gate"].items() if name != "companion"}
    edition = dataclasses.replace(content.protocol, tables={**content.protocol.tables, "gate": gate})
    for ties in interpreter.TIES:
        talk = card(Talk(edition).gate(hearing="interpreter").agrees(), **{**FREE, "ties": ties})
        assert (sensitive(talk) == "") is (ties == "none"), ties


@pytest.mark.parametrize("talk_now", ["no", "later"])
def test_without_a_yes_to_talking_nothing_is_asked(content, talk_now):
    talk = Talk(content.protocol).gate().agrees(talk=talk_now)
    with refused("locked-consent"):
        rules.answer(content.protocol, talk.case, "little-pay", Answer.YES, How.TOLD)
    with refused("locked-consent"):
        rules.words(content.protocol, talk.case, "money", "1", "words")


def test_no_consent_is_set_before_the_language(content):
    talk = Talk(content.protocol).gate()
    with refused("language-first"):
        rules.consent(content.protocol, talk.case, "talk", "yes", text_version="v1")


def test_nothing_is_agreed_to_before_it_was_asked(content):
    talk = Talk(content.protocol).gate()
    assert {talk.case.consented(each.id) for each in content.protocol.decisions} == {""}
    assert len(content.protocol.decisions) == 8


def test_a_text_that_is_too_long_is_refused_and_not_cut(content):
    talk = Talk(content.protocol).gate().agrees()
    with refused("text-too-long"):
        rules.words(content.protocol, talk.case, "money", "1", "x" * (LONGEST_TEXT + 1))
    event = rules.words(content.protocol, talk.case, "money", "1", "x" * LONGEST_TEXT)
    assert len(event.text) == LONGEST_TEXT


@pytest.mark.requirement("NV3")
def test_the_reading_opens_only_after_the_officers_own_view(content):
    talk = Talk(content.protocol).gate().agrees()
    with refused("view-first"):
        rules.open_assessment(talk.case, "2026-1", [], "d")
    with refused("view-needs-choice"):
        rules.write_view(talk.case, [], "sure", "because")
    with refused("view-needs-reason"):
        rules.write_view(talk.case, ["control"], "sure", "  ")
    talk.happens(rules.write_view(talk.case, ["control"], "sure", "The papers are in the office."))
    rules.open_assessment(talk.case, "2026-1", [], "d")


@pytest.mark.requirement("CH1")
@pytest.mark.parametrize(("choice", "band"), [("adult", "adult"), ("under_18", "child"), ("might_be", "child")])
def test_doubt_about_age_counts_as_a_child(content, choice, band):
    assert rules.age_band(Talk(content.protocol).gate(minor=choice).case) == band


@pytest.mark.requirement("IN5")
def test_any_item_can_be_answered_at_any_time(content):
    talk = Talk(content.protocol).gate().agrees()
    for item in reversed(list(content.protocol.items.values())):
        talk.happens(rules.answer(content.protocol, talk.case, item.id, Answer.NOT_KNOWN, How.ASKED))
    assert set(talk.case.answers) == set(content.protocol.items)


def test_nobody_declines_what_is_only_seen_or_read_and_a_person_may_decline_any_question(content):
    talk = Talk(content.protocol).gate().agrees()
    for item in content.protocol.items.values():
        if item.kind == "ask":
            talk.happens(rules.answer(content.protocol, talk.case, item.id, Answer.DECLINED, How.ASKED))
        else:
            with refused("only-seen"):
                rules.answer(content.protocol, talk.case, item.id, Answer.DECLINED, How.SEEN)


@pytest.mark.parametrize("given", [Answer.NO, Answer.NOT_KNOWN, Answer.DECLINED])
def test_only_a_yes_to_harm_has_a_place(content, given):
    talk = Talk(content.protocol).gate().agrees()
    with refused("no-place"):
        rules.answer(content.protocol, talk.case, "threats", given, How.ASKED, Where.WORK)
    with refused("no-place"):
        rules.answer(content.protocol, talk.case, "status-used", Answer.YES, How.ASKED, Where.WORK)
    assert rules.answer(content.protocol, talk.case, "threats", Answer.YES, How.ASKED, Where.WAY).where is Where.WAY


@pytest.mark.parametrize(("seconds", "again"), [(0, False), (599, False), (600, False), (601, True), (-1, True)])
def test_the_gate_returns_after_long_and_after_a_time_that_tells_nothing(content, seconds, again):
    talk = Talk(content.protocol).gate().agrees()
    assert rules.gate_returns(talk.case, seconds) is again


LAST = datetime.datetime(2026, 11, 24, 9, 0).astimezone()
"""When everything of a test's case was recorded, on the clock of this laptop."""


def goes_anew(talk: Talk, hours: float) -> bool:
    talk.case = dataclasses.replace(talk.case, last_at=LAST.isoformat())
    return rules.another_session(talk.case, hours * 3600, LAST + datetime.timedelta(hours=hours))


@pytest.mark.requirement("CO9")
@pytest.mark.parametrize(("hours", "anew"), [(0, False), (0.5, False), (1, False), (1.1, True), (20, True), (-1, True)])
def test_a_talk_left_for_an_hour_or_over_night_goes_on_as_another_session(content, hours, anew):
    assert goes_anew(Talk(content.protocol).gate().agrees(), hours) is anew
    assert goes_anew(Talk(content.protocol).gate().agrees().says("locked"), hours) is anew


def test_another_day_is_another_session_where_the_gate_returns(content):
    talk = Talk(content.protocol).gate().agrees()
    night = LAST.replace(hour=23, minute=45)
    talk.case = dataclasses.replace(talk.case, last_at=night.isoformat())
    for minutes, anew in ((9, False), (14, False), (16, True)):
        now = night + datetime.timedelta(minutes=minutes)
        assert rules.another_session(talk.case, minutes * 60, now) is anew, minutes
    late = night + datetime.timedelta(minutes=12)
    talk.case = dataclasses.replace(talk.case, last_at=late.isoformat())
    assert not rules.another_session(talk.case, 300, late + datetime.timedelta(minutes=5))
    assert not rules.another_session(talk.case, 600, late + datetime.timedelta(minutes=10)), "ten minutes to the second"
    assert rules.another_session(talk.case, 601, late + datetime.timedelta(seconds=601))


@pytest.mark.requirement("CO9")
@pytest.mark.parametrize("way", STOPS)
def test_a_talk_that_has_ended_is_only_looked_at(content, way):
    assert not goes_anew(Talk(content.protocol).gate().agrees().says("locked").happens(TalkStopped(way)), 20)


def test_a_talk_with_its_view_is_only_looked_at_and_another_session_is_not(content):
    talk = Talk(content.protocol).gate().agrees().says("locked").happens(ViewWritten(("control",), "sure", "Kept."))
    assert not goes_anew(talk, 20)
    talk.happens(TalkResumed()).gate()
    assert not goes_anew(talk, 20), "nobody was asked anything in it yet"
    assert goes_anew(talk.agrees(), 20)


def test_before_anybody_was_asked_nothing_goes_on(content):
    assert not goes_anew(Talk(content.protocol).gate(), 20)
    assert not goes_anew(Talk(content.protocol).gate().agrees().happens(TalkResumed()), 20)


@pytest.mark.requirement("GA3")
def test_in_danger_the_person_says_yes_or_no_to_one_recipient_before_anything_else(content):
    talk = Talk(content.protocol).gate(hurt="yes", hearing="interpreter")

    def says(decision="service", value="yes", recipient="hospital"):
        return rules.urgent_consent(
            content.protocol, talk.case, decision, value, text_version="v1", language="bn", recipient=recipient
        )

    first = says()
    assert first == ConsentDecided("service", "yes", "v1", "bn", "read", "hospital", "interpreter", ())
    talk.happens(first)
    assert says(value="no").replaces == tuple(head.digest for head in talk.case.consent_heads["service", "hospital"])
    for wrong in ({"decision": "talk"}, {"decision": "unheard-of"}, {"value": "perhaps"}, {"recipient": ""}):
        with refused("no-such-choice"):
            says(**wrong)
    talk.happens(TalkStopped("withdrawn"))
    with pytest.raises(NotAccepted):
        says()


@pytest.mark.requirement("GA3")
def test_without_danger_agreement_is_asked_in_its_order(content):
    talk = Talk(content.protocol).gate()
    with refused("gate-first"):
        rules.urgent_consent(
            content.protocol, talk.case, "service", "yes", text_version="v1", language="bn", recipient="hospital"
        )


def test_a_talk_in_which_only_a_note_was_written_goes_on_as_another_session(content):
    talk = Talk(content.protocol).gate()
    talk.happens(rules.note_beside(talk.case, "prefer", "where", "outside"))
    assert goes_anew(talk, 20)


def test_a_gate_that_came_back_and_was_left_there_keeps_no_agreement_over_night(content):
    assert goes_anew(Talk(content.protocol).gate().agrees().happens(GateReturned("lock")), 20)


@pytest.mark.requirement("GA12")
def test_a_view_ends_no_talk_and_the_gate_returns_in_a_later_session_too(content):
    talk = Talk(content.protocol).gate().agrees()
    talk.happens(rules.write_view(talk.case, ["control"], "sure", "The papers are in the office."))
    assert rules.gate_returns(talk.case, 3600), "a view may be of another laptop: it ends no talk"
    talk.happens(rules.stop(talk.case, "finished"))
    assert not rules.gate_returns(talk.case, 3600), "what follows is the officer's own work"
    talk.happens(TalkResumed()).gate().agrees()
    assert rules.gate_returns(talk.case, 3600)


VIEW = ViewWritten(("control",), "sure", "Kept.")


def test_work_after_the_view_of_this_session_needs_no_gate_and_a_talk_that_went_on_does(content):
    talk = Talk(content.protocol).gate().agrees().says("locked").happens(VIEW)
    view, soon = talk.case, datetime.timedelta(minutes=20)
    assert rules.at_the_desk(view, 1200, LAST + soon, "laptop-a")
    assert not rules.at_the_desk(view, 1200, LAST + soon, "laptop-b"), "a view of another laptop ends nothing here"
    talk.says("papers-kept")
    went_on = dataclasses.replace(talk.case, last_at=LAST.isoformat())
    assert not rules.at_the_desk(went_on, 1200, LAST + soon, "laptop-a")
    assert rules.at_the_desk(went_on, 7200, LAST + datetime.timedelta(hours=2), "laptop-a")
    assert not rules.at_the_desk(talk.happens(TalkResumed()).case, 7200, LAST, "laptop-a")


def test_a_talk_taken_up_after_its_view_begins_another_session_or_asks_the_gate(content):
    talk = Talk(content.protocol).gate().agrees().says("locked").happens(VIEW)
    told = rules.answer(content.protocol, talk.case, "papers-kept", Answer.YES, How.TOLD)
    seen = dataclasses.replace(told, how=How.SEEN)
    night = LAST + datetime.timedelta(hours=20)
    assert rules.taken_up(talk.case, (told,), 72000, night) == TalkResumed()
    assert rules.taken_up(talk.case, (seen,), 72000, night) is None
    service = rules.consent(content.protocol, talk.case, "service", "yes", text_version="v1", recipient="x")
    assert rules.taken_up(talk.case, (service,), 72000, night) is None
    assert rules.taken_up(talk.case, (told,), 1200, LAST) is None, "the talk simply goes on"
    locked = dataclasses.replace(talk.case, left_for=1200)
    assert rules.taken_up(locked, (told,), 1200, LAST) == GateReturned("lock")
    gate = rules.answer_gate(content.protocol, locked, "hearing", "nobody")
    assert rules.taken_up(locked, (gate,), 1200, LAST) is None, "the gate is being asked already"
    assert rules.taken_up(dataclasses.replace(talk.case, talked=None), (told,), 72000, night) is None, "none was had"
    assert rules.taken_up(talk.happens(TalkStopped("finished")).case, (told,), 72000, night) is None


def test_how_long_a_record_was_left_counts_until_the_talk_goes_on(content):
    case = Talk(content.protocol).gate().agrees().says("locked").happens(VIEW).case
    later = dataclasses.replace(recorded(CaseViewed()), at="2026-11-24T09:20:00Z")
    case = apply(case, later)
    assert case.left_for == 1200
    case = apply(case, dataclasses.replace(recorded(CaseViewed()), at="2026-11-24T09:21:00Z"))
    assert case.left_for == 1200
    assert apply(case, recorded(GateReturned("lock"))).left_for == 0


@pytest.mark.requirement("CH1")
@pytest.mark.parametrize("event", [GateReturned("cover"), TalkResumed()])
def test_a_gate_that_is_asked_again_makes_nobody_an_adult(content, event):
    talk = Talk(content.protocol).gate(minor="might_be").happens(event)
    assert rules.gate(content.protocol, talk.case).child
    assert rules.age_band(talk.case) == "child"
    talk.gate(minor="adult")
    assert not rules.gate(content.protocol, talk.case).child
    assert rules.age_band(talk.case) == "adult"


def test_nothing_is_recorded_of_an_item_that_the_edition_does_not_have(content):
    talk = Talk(content.protocol).gate().agrees()
    for act in (
        lambda: rules.answer(talk.protocol, talk.case, "no-such-item", Answer.YES, How.TOLD),
        lambda: rules.take_back(talk.protocol, talk.case, "no-such-item"),
        lambda: rules.settle(talk.protocol, talk.case, "no-such-item", ""),
    ):
        with refused("no-such-item"):
            act()
    with refused("not-contested"):
        rules.settle(talk.protocol, talk.case, "locked", "")


@pytest.mark.parametrize(
    ("page", "field", "own"),
    [("closing", "wishes", True), ("closing", "reach", False), ("plan", "bus", True), ("plan", "", False),
     ("when", "1", True), ("prefer", "officer", True), ("prefer", "ties", False), ("child", "wishes", True),
     ("child", "assent", False), ("refused", "next", True), ("arrival", "hungry", False)],
)  # fmt: skip
def test_what_the_person_says_of_themselves_needs_their_yes_to_notes(content, page, field, own):
    assert rules.own_words(page, field) is own
    talk = Talk(content.protocol).gate().agrees(notes="no")
    assert rules.note_beside(talk.case, page, field, " ").text == " ", "an empty note takes one away"
    if own:
        with refused("locked-consent"):
            rules.note_beside(talk.case, page, field, "x")
    else:
        assert rules.note_beside(talk.case, page, field, "x").text == "x"


def test_a_view_has_a_choice_how_sure_it_is_and_a_reason(content):
    talk = Talk(content.protocol).gate().agrees()
    assert rules.write_view(talk.case, ["control"], "sure", "Because.") == ViewWritten(("control",), "sure", "Because.")
    for explanations, sureness, reason, code in (
        ([], "sure", "Because.", "view-needs-choice"),
        (["control"], "very", "Because.", "view-needs-choice"),
        (["control"], "sure", "  ", "view-needs-reason"),
        (["control"], "sure", "x" * (LONGEST_TEXT + 1), "text-too-long"),
    ):
        with refused(code):
            rules.write_view(talk.case, explanations, sureness, reason)


@pytest.mark.requirement("CH4")
def test_a_child_s_own_yes_opens_what_the_child_is_asked_first_and_nothing_else(content):
    asked = {row["item"] for row in content.protocol.tables["child"]["item"] if "item" in row}
    assert asked
    child, adult = Talk(content.protocol).gate(minor="under_18"), Talk(content.protocol).gate()
    for talk, assent, opened in ((child, "no", set()), (child, "yes", asked), (adult, "yes", set())):
        talk.happens(sessions.write("child", "assent", assent))
        locks = {item.id: rules.locked(content.protocol, talk.case, item) for item in content.protocol.items.values()}
        first = {name for name in asked if not locks[name]}
        assert first == opened
        assert {locks[name] for name in ("little-pay", "papers-kept")} == {"locked.consent"}


def test_a_line_of_the_gate_takes_its_own_choices_alone(content):
    case = Talk(content.protocol).case
    choices = {line.id: {choice.id for choice in line.choices} for line in content.protocol.gate}
    for line, own in choices.items():
        for choice in set().union(*choices.values()) | {"", "perhaps"}:
            if choice in own:
                assert rules.answer_gate(content.protocol, case, line, choice).choice == choice
            else:
                with refused("no-such-choice"):
                    rules.answer_gate(content.protocol, case, line, choice)
    with refused("no-such-choice"):
        rules.answer_gate(content.protocol, case, "no-such-line", "yes")


def test_a_talk_that_was_taken_back_ends_again_in_no_other_way(content):
    talk = Talk(content.protocol).gate().agrees().happens(TalkStopped("withdrawn"))
    assert rules.stop(talk.case, "withdrawn") == TalkStopped("withdrawn")
    for way in STOPS:
        if way != "withdrawn":
            with refused("taken-back"):
                rules.stop(talk.case, way)


def test_an_open_invitation_was_offered_or_left_out_for_a_reason_that_has_a_name(content):
    talk = Talk(content.protocol).gate().agrees()
    assert rules.invite(content.protocol, talk.case, "money") == TopicOffered("money", True, "")
    for reason in rules.SKIPS:
        assert rules.invite(content.protocol, talk.case, "money", reason) == TopicOffered("money", False, reason)
    with refused("no-such-choice"):
        rules.invite(content.protocol, talk.case, "money", "tired")
    with refused("locked-consent"):
        rules.invite(content.protocol, Talk(content.protocol).gate().case, "money")
    with refused("gate-first"):
        rules.invite(content.protocol, Talk(content.protocol).case, "money")

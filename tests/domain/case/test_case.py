"""The case is what its events say, whichever laptop they came from."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, Given, How
from screening.domain.case.case import FAILED, Case, apply, fold, of_the_talk
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events.inspection import CaseAtSite
from screening.domain.events.session import LineSaid, SecondViewWritten, Withdrawn
from tests.domain.some_case import Talk, recorded

AT = "2026-11-24T09:00:00Z"


def test_a_later_answer_replaces_the_earlier(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes").says("papers-kept", "no")
    assert talk.case.answers["papers-kept"] == Given(Answer.NO, How.ASKED)
    assert not talk.case.contested


@pytest.mark.requirement("IN7")
def test_an_answer_taken_back_is_not_asked_again(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes")
    talk.happens(ev.AnswerTakenBack("papers-kept", tuple(h.digest for h in talk.case.heads["papers-kept"])))
    assert "papers-kept" not in talk.case.answers


def test_a_question_is_counted_once_in_each_session_and_what_was_told_unasked_is_not(content):
    talk = Talk(content.protocol).gate().agrees().says("locked", "yes", "told")
    assert dict(talk.case.asked_in) == {}
    talk.says("papers-kept", "yes").says("papers-kept", "no")
    assert dict(talk.case.asked_in) == {"papers-kept": (1,)}
    talk.happens(ev.TalkResumed()).gate().agrees().says("papers-kept", "yes")
    assert dict(talk.case.asked_in) == {"papers-kept": (1, 2)}


def test_each_session_keeps_the_answer_that_stood_at_its_end(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes").says("papers-kept", "no")
    assert [each.event.answer for _, each in talk.case.given_in["papers-kept"]] == [Answer.NO]
    talk.happens(ev.TalkResumed()).gate().agrees().says("papers-kept", "yes")
    assert [(at, each.event.answer) for at, each in talk.case.given_in["papers-kept"]] == [
        (1, Answer.NO),
        (2, Answer.YES),
    ]


def test_a_laptop_that_knew_of_no_withdrawal_moves_its_time_no_further(content):
    talk = Talk(content.protocol).gate().agrees().happens(ev.TalkStopped("withdrawn"))
    late = replace(recorded(ev.TalkResumed(), strand="laptop-b"), at="2026-11-26T09:00:00Z")
    case = apply(talk.case, late)
    assert (case.stopped, case.stopped_at) == ("withdrawn", talk.case.stopped_at)


def test_two_laptops_that_disagree_count_as_not_known_until_settled():
    first = recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD), strand="laptop-a")
    second = recorded(ev.AnswerGiven("locked", Answer.NO, How.ASKED), strand="laptop-b")
    case = fold("C", [first, second])
    assert case.contested == {"locked"}
    assert case.answers["locked"].answer is Answer.NOT_KNOWN
    settled = recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD, (first.digest, second.digest)))
    case = fold("C", [first, second, settled])
    assert not case.contested
    assert case.answers["locked"].answer is Answer.YES


def test_two_laptops_that_agree_are_not_contested():
    both = [recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD), strand=name) for name in ("laptop-a", "laptop-b")]
    case = fold("C", both)
    assert not case.contested
    assert case.answers["locked"].answer is Answer.YES


@given(st.permutations(range(4)))
def test_answers_that_had_not_seen_each_other_come_to_the_same_in_any_order(order):
    told = [
        recorded(ev.AnswerGiven("locked", answer, How.TOLD), strand=f"laptop-{place}")
        for place, answer in enumerate([Answer.YES, Answer.NO, Answer.YES, Answer.DECLINED])
    ]
    case = fold("C", [told[place] for place in order])
    assert case.answers["locked"].answer is Answer.NOT_KNOWN


def test_words_written_again_replace_their_entry_and_empty_words_take_it_out():
    written = recorded(ev.WordsWritten("papers", "1", "in the grey cupboard"))
    again = recorded(ev.WordsWritten("papers", "1", "in the office cupboard"))
    assert [each.text for each in fold("C", [written, again]).words] == ["in the office cupboard"]
    gone = recorded(ev.WordsWritten("papers", "1", "  "))
    assert fold("C", [written, again, gone]).words == ()


def test_words_on_one_topic_leave_the_words_on_another_alone():
    told = [recorded(ev.WordsWritten(topic, "1", topic)) for topic in ("papers", "money")]
    assert [each.text for each in fold("C", told).words] == ["papers", "money"]


def test_a_new_round_of_the_gate_starts_with_nothing_answered():
    first = recorded(ev.GateAnswered("hearing", "nobody", 1))
    case = fold("C", [first, recorded(ev.TalkResumed())])
    assert case.gate == {}
    assert case.gate_round == 2
    later = replace(first, event=ev.GateAnswered("hearing", "others", 3))
    assert fold("C", [first, later]).gate == {"hearing": "others"}


def test_an_unknown_event_is_kept_and_the_rest_still_reads():
    case = fold("C", [recorded(ev.Unknown("newer-thing", {"a": 1})), recorded(ev.BreakTaken())])
    assert case.unknown == ("newer-thing",)
    assert case.breaks == 1


@given(st.permutations(["2026-11-24T09:00:00Z", "2026-11-24T11:30:00Z", "2026-11-10T08:00:00Z"]))
def test_the_last_moment_is_the_latest_whichever_laptop_is_folded_last(moments):
    told = [replace(recorded(ev.CaseViewed(), strand=f"laptop-{at}"), at=at) for at in moments]
    assert fold("C", told).last_at == "2026-11-24T11:30:00Z"


@pytest.mark.requirement("IN13")
def test_minutes_count_from_the_case_the_session_or_a_record_opened_after_an_hour():
    def at(event, time):
        return replace(recorded(event), at=f"2026-11-24T{time}:00Z")

    opened = at(ev.CaseOpened("2026-1", "workplace", "field"), "09:00")
    assert fold("C", [opened]).talk_at == opened.at
    soon = [opened, at(ev.CaseViewed(), "09:40"), at(ev.GateReturned("lock"), "09:40"), at(ev.CaseViewed(), "10:39")]
    assert fold("C", soon).talk_at == opened.at, "the same person, as tired as before"
    late = [*soon, at(ev.CaseViewed(), "11:40")]
    assert fold("C", late).talk_at == late[-1].at
    again = [*late, at(ev.TalkStopped("later"), "11:50"), at(ev.TalkResumed(), "11:55")]
    assert fold("C", again).talk_at == again[-1].at


def test_a_paper_that_could_not_be_written_takes_out_itself_alone(content):
    talk = (
        Talk(content.protocol)
        .happens(ev.FormIssued("sheet-a", "saved", "a"))
        .happens(ev.FormIssued("sheet-b", "saved", "b"))
    )
    talk.happens(ev.FormIssued("sheet-a", FAILED, "a"))
    assert [each.event.form for each in talk.case.forms] == ["sheet-b"]
    talk.happens(ev.FormIssued("sheet-c", FAILED, "c"))
    assert [each.event.form for each in talk.case.forms] == ["sheet-b"], "and one that was never noted takes out none"


events = st.lists(
    st.tuples(
        st.sampled_from(("locked", "papers-kept", "violence")),
        st.sampled_from((*Answer, None)),
        st.sampled_from(("laptop-a", "laptop-b")),
        st.booleans(),
    ),
    max_size=12,
)


@given(events)
def test_answers_carried_from_event_to_event_are_those_read_from_nothing(steps):
    """In the same order too: papers and exports go through them as they stand."""
    said, case = [], fold("C", [])
    for item, answer, strand, knows in steps:
        replaces = tuple(head.digest for head in case.heads.get(item, ())) if knows else ()
        event = (
            ev.AnswerTakenBack(item, replaces) if answer is None else ev.AnswerGiven(item, answer, How.ASKED, replaces)
        )
        said.append(recorded(event, strand=strand))
        assert case.answers is case.answers and case.contested is case.contested  # both have been read
        case, fresh = apply(case, said[-1]), fold("C", said)
        assert list(case.answers.items()) == list(fresh.answers.items())
        assert case.contested == fresh.contested


KEPT_FOR_EACH = {"lamport", "last_at", "talk_at", "talk_away", "talked", "left_for", "told_in"}
"""What any event may move."""


def changes(before: list[ev.Event], event: ev.Event) -> dict[str, object]:
    """What an event changes in a case, besides the times."""
    told = [ev.CaseOpened("2026-3", "workplace", "field"), *before]
    first = fold("C", map(recorded, told))
    after = apply(first, recorded(event))
    names = [each.name for each in fields(Case) if each.name not in KEPT_FOR_EACH]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(first, name)}


def gate(line, choice, turn=1):
    return ev.GateAnswered(line, choice, turn)


@pytest.mark.parametrize(
    ("before", "event", "found"),
    [
        ([], ev.BreakTaken(), {"breaks": 1}),
        ([ev.BreakTaken()], ev.BreakTaken(), {"breaks": 2}),
        ([], ev.CareCardUsed(), {"care_used": True}),
        ([], CaseAtSite("site-1"), {"site": "site-1"}),
        ([], ev.TopicOffered("work"), {"offered": {"work": ev.TopicOffered("work")}}),
        ([], ev.CaseViewed(), {}),
        ([], gate("hurt", "no"), {"gate": {"hurt": "no"}, "gate_said": {"hurt": "no"}, "gate_at": AT}),
        ([gate("hurt", "yes"), ev.DangerCardAnswered(("hurt",), True)], gate("hurt", "no"),
         {"gate": {"hurt": "no"}, "gate_said": {"hurt": "no"}, "gone_on": frozenset()}),
        ([gate("hurt", "yes")], gate("stop", "no", 2),
         {"gate": {"stop": "no"}, "gate_said": {"hurt": "yes", "stop": "no"}, "gate_round": 2}),
        ([gate("hurt", "yes")], ev.DangerCardAnswered(("hurt",), True), {"gone_on": frozenset({"hurt"})}),
        ([gate("hurt", "yes")], ev.DangerCardAnswered(("hurt",), False), {}),
        ([gate("hurt", "yes"), ev.DangerCardAnswered(("hurt",), True)], ev.GateReturned("lock"),
         {"gate": {}, "gate_round": 2, "gone_on": frozenset()}),
        ([], ev.IdentityHandled("kept"), {"name_kept": True}),
        ([ev.IdentityHandled("kept")], ev.IdentityHandled("erased"), {"name_kept": False}),
        ([], ev.IdentityHandled("viewed"), {}),
        ([], ev.Unknown("newer"), {"unknown": ("newer",)}),
    ],
)  # fmt: skip
def test_an_event_changes_what_it_is_about_and_nothing_else(before, event, found):
    assert changes(before, event) == found


def test_slips_and_readings_are_kept_in_their_order_and_a_slip_that_failed_is_the_last_one():
    one, two, three, failed = (recorded(ev.IdentityHandled(act)) for act in ("slip", "slip", "slip", "slip-failed"))
    assert fold("C", [one, two, three]).slips == (one, two, three)
    assert fold("C", [one, two, three, failed]).slips == (one, two)
    opened, other = (recorded(ev.AssessmentOpened("2026-3", ("care",), each)) for each in "ab")
    case = fold("C", [opened, other, recorded(ev.AssessmentDisputed(True, "No"))])
    assert case.assessed == other
    assert case.differed.event.reason == "No"
    assert fold("C", [opened]).later == ()


def test_a_case_begins_with_the_usual_place_and_has_another_once_somebody_chose_it():
    opened = recorded(ev.CaseOpened("2026-3", "workplace", "field", True, "id"))
    case = fold("C", [opened])
    assert (case.edition, case.setting, case.setting_chosen, case.profile) == ("2026-3", "workplace", False, "field")
    assert (case.practice, case.country, case.opened_at) == (True, "id", opened.at)
    assert case.sessions.began[0].setting == "workplace"
    moved = apply(case, recorded(ev.SettingChanged("hostel")))
    assert (moved.setting, moved.setting_chosen, moved.sessions.began[0].setting) == ("hostel", True, "hostel")
    spoken = apply(moved, recorded(ev.LanguageChosen("bn")))
    assert (spoken.language.language, spoken.sessions.began[0].language) == ("bn", "bn")


def test_what_was_settled_of_the_closing_s_promise_is_open_again_only_where_it_is_written_anew():
    made, kept = recorded(ev.ClosingNoted("promised", "I ring")), recorded(rev.PromiseSettled("closing", "kept"))
    case = fold("C", [made, kept])
    assert case.referrals.closing_outcome == "kept"
    for line, text, outcome in (("wishes", "Home", "kept"), ("promised", "I write", "")):
        known = tuple(each.digest for each in case.closing_heads.get(line, ()))
        assert apply(case, recorded(ev.ClosingNoted(line, text, known))).referrals.closing_outcome == outcome
    same = ev.ClosingNoted("promised", "I ring", (made.digest,))
    assert apply(case, recorded(same)).referrals.closing_outcome == "kept"


def test_what_earlier_sessions_recorded_is_told_where_another_answer_stands_now(content):
    talk = Talk(content.protocol).gate().agrees().says("locked", "yes").says("violence", "no").says("threats", "yes")
    assert talk.case.earlier("locked") == ()
    talk.happens(ev.TalkResumed()).gate().agrees().says("locked", "no").says("violence", "no")
    assert [(session, each.event.answer) for session, each in talk.case.earlier("locked")] == [(1, Answer.YES)]
    assert talk.case.earlier("violence") == () == talk.case.earlier("threats") == talk.case.earlier("never-asked")
    talk.happens(ev.AnswerGiven("locked", Answer.YES, How.ASKED), strand="laptop-b")
    assert talk.case.contested == {"locked"}
    assert talk.case.earlier("locked") == ()


def test_an_answer_that_an_earlier_session_took_back_is_no_other_answer(content):
    talk = Talk(content.protocol).gate().agrees().says("locked", "yes")
    talk.happens(ev.AnswerTakenBack("locked", tuple(each.digest for each in talk.case.heads["locked"])))
    talk.happens(ev.TalkResumed()).gate().agrees().says("locked", "no")
    assert talk.case.earlier("locked") == ()


VIEW, SECOND = ev.ViewWritten(("control",), "sure", "Because."), SecondViewWritten("Mei", ("control",), "sure", "Same.")


def test_a_second_reader_s_view_stands_beside_the_view_of_its_own_session():
    def second(*events):
        return fold("C", map(recorded, events)).second

    assert second(VIEW, SECOND).event == SECOND
    assert second(VIEW, SECOND, VIEW).event == SECOND, "a view of the same session"
    assert second(VIEW, SECOND, ev.TalkResumed(), VIEW) is None
    assert second(VIEW) is None
    assert second(SECOND) is None


def test_a_view_waits_once_another_session_recorded_something_of_the_account():
    viewed = [VIEW, ev.TalkResumed()]
    told = ev.AnswerGiven("locked", Answer.YES, How.TOLD)
    for more, waits in (([], False), ([told], True), ([ev.WordsWritten("papers", "1", "Lost")], True),
                        ([ev.BreakTaken()], False), ([told, VIEW], False)):  # fmt: skip
        case = fold("C", map(recorded, [*viewed, *more]))
        assert case.view_waits(case.view) is waits
    same = fold("C", map(recorded, [VIEW, told]))
    assert same.view_waits(same.view) is False
    assert (fold("C", []).told_in, same.told_in) == (0, 1)


@pytest.mark.parametrize(
    ("event", "with_the_person"),
    [
        (gate("hurt", "no"), True), (ev.TopicOffered("work"), True), (ev.WordsWritten("papers", "1", "Lost"), True),
        (ev.AnsweredAlone("ear", "all", 3, 1, "bn", "d"), True),
        (LineSaid("consent.notes", "ms", "bn"), True), (LineSaid("consent.notes", "ms", "bn", True), False),
        (LineSaid("closing.wishes", "ms", "bn"), False),
        (ev.ConsentDecided("talk", "yes", "v", "en"), True), (ev.ConsentDecided("notes", "yes", "v", "en"), True),
        (ev.ConsentDecided("talk", "no", "v", "en"), False), (ev.ConsentDecided("count", "yes", "v", "en"), False),
        (ev.AnswerGiven("locked", Answer.YES, How.ASKED), True),
        (ev.AnswerGiven("locked", Answer.YES, How.TOLD, ("a",)), True),
        (ev.AnswerGiven("locked", Answer.YES, How.TOLD, ("a", "b")), False),
        (ev.AnswerGiven("locked", Answer.YES, How.SEEN), False),
        (ev.AnswerGiven("locked", Answer.YES, How.DOCUMENT), False),
        (ev.AnswerTakenBack("locked"), False), (ev.CaseViewed(), False), (ev.BreakTaken(), False), (VIEW, False),
    ],
)  # fmt: skip
def test_what_is_recorded_with_the_person(event, with_the_person):
    assert of_the_talk(event) is with_the_person
    done = recorded(event)
    assert fold("C", [done]).talked == (done if with_the_person else None)


def at(event, time, day=24):
    return replace(recorded(event), at=f"2026-11-{day}T{time}Z")


OPENED = at(ev.CaseOpened("2026-1", "workplace", "field"), "09:00:00")


@pytest.mark.parametrize(
    ("seconds", "sitting_began", "away"),
    [("09:59:59", "09:00:00", 3599.0), ("10:00:00", "09:00:00", 3600.0), ("10:00:01", "10:00:01", 0.0)],
)
def test_a_sitting_ends_where_the_record_was_left_for_more_than_an_hour(seconds, sitting_began, away):
    case = fold("C", [OPENED, at(ev.CaseViewed(), seconds)])
    assert (case.talk_at[11:-1], case.talk_away) == (sitting_began, away)
    assert case.left_for > 3598


def test_the_times_away_in_one_sitting_add_up_and_only_an_opening_ends_one():
    seen = [OPENED, at(ev.CaseViewed(), "09:10:00"), at(ev.BreakTaken(), "09:30:00"), at(ev.CaseViewed(), "09:45:00")]
    case = fold("C", seen)
    assert (case.talk_at, case.talk_away) == (OPENED.at, 600.0 + 900.0)
    assert case.left_for == 900.0, "the longest"
    assert fold("C", [OPENED, at(ev.BreakTaken(), "11:00:00")]).talk_at == OPENED.at
    assert fold("C", [*seen, at(gate("hurt", "no"), "09:46:00")]).left_for == 0.0
    assert fold("C", [*seen, at(ev.GateReturned("lock"), "09:46:00")]).left_for == 0.0
    assert fold("C", [*seen, at(ev.TalkResumed(), "09:46:00")]).talk_away == 0.0


def test_a_time_that_is_not_known_counts_as_long_and_begins_no_sitting():
    unknown = replace(recorded(ev.CaseViewed()), at="yesterday")
    case = fold("C", [OPENED, unknown])
    assert case.left_for == float("inf")
    assert (case.talk_at, case.talk_away) == (OPENED.at, 0.0)
    back = fold("C", [OPENED, at(ev.CaseViewed(), "08:00:00")])
    assert (back.left_for, back.talk_at, back.talk_away) == (float("inf"), OPENED.at, 0.0)


def test_a_decision_that_is_taken_back_was_not_asked_and_the_others_stand():
    talk, notes = (recorded(ev.ConsentDecided(each, "yes", "v", "en")) for each in ("talk", "notes"))
    gone = recorded(ev.DecisionTakenBack("notes", "", (notes.digest,)))
    case = fold("C", [OPENED, talk, notes, gone])
    assert (case.consented("talk"), case.consented("notes")) == ("yes", "")
    assert set(case.consent) == set(case.consent_heads) == set(case.consent_in) == {("talk", "")}
    elsewhere = recorded(ev.ConsentDecided("notes", "no", "v", "en"), strand="laptop-b")
    left = fold("C", [OPENED, talk, notes, elsewhere, gone])
    assert left.consented("notes") == "no", "what another laptop heard meanwhile stands"
    assert left.consent["notes", ""] == elsewhere


def test_a_second_end_of_a_talk_takes_the_place_of_the_first_and_none_that_of_a_withdrawal():
    ends = [at(ev.TalkStopped(way), f"10:0{minute}:00") for minute, way in enumerate(("later", "finished"))]
    case = fold("C", [OPENED, *ends])
    assert (case.stopped, case.stopped_at) == ("finished", ends[1].at)
    taken = at(ev.TalkStopped("withdrawn"), "10:02:00")
    case = fold("C", [OPENED, taken, *ends])
    assert (case.stopped, case.stopped_at, case.taken_back) == ("withdrawn", taken.at, True)
    assert case.sessions.withdrawn == "keep"


def test_a_count_that_was_agreed_to_holds_where_all_is_erased_and_not_where_it_is_kept():
    agreed = [OPENED, *(recorded(ev.ConsentDecided(each, "yes", "v", "en")) for each in ("talk", "notes", "count"))]
    assert fold("C", agreed).to_be_counted
    assert not fold("C", agreed[:-1]).to_be_counted
    assert fold("C", [*agreed, recorded(Withdrawn("erase"))]).to_be_counted
    assert not fold("C", [*agreed, recorded(Withdrawn("keep"))]).to_be_counted
    twice = [*agreed, recorded(Withdrawn("erase")), recorded(Withdrawn("erase"))]
    assert fold("C", twice).to_be_counted


def test_of_a_case_without_an_event_nothing_is_known():
    case = fold("C", [])
    texts = {
        each.name for each in fields(Case) if isinstance(getattr(case, each.name), str) and getattr(case, each.name)
    }
    assert texts == {"code"}
    assert (case.gate_round, case.told_in, case.breaks, case.lamport, case.talk_away, case.left_for) == (
        1,
        0,
        0,
        0,
        0,
        0,
    )
    named = {each.name for each in fields(Case) if getattr(case, each.name) is True}
    assert named == set()

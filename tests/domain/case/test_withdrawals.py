"""What the person took back opens again only by an agreement that knew of it, and that stands (CO8)."""

from __future__ import annotations

import itertools

import pytest

from screening.domain.case import referrals, rules, sessions
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import CaseOpened, ConsentDecided, Event, TalkResumed, TalkStopped
from screening.domain.events.referral import SheetNoted
from screening.domain.events.session import Informed, NoteWritten, SecondViewWritten, Withdrawn
from screening.errors import NotAccepted
from tests.domain.some_case import Talk, recorded

OTHER = "laptop-b"


@pytest.fixture
def talk(content) -> Talk:
    return Talk(content.protocol).gate().agrees(count="yes", service="yes")


def taken_back(talk: Talk, choice: str = "keep", strand: str = "laptop-a") -> Talk:
    talk.happens(sessions.withdraw(choice), strand)
    return talk.happens(TalkStopped("withdrawn"), strand)


def decided(decision: str, value: str = "yes") -> ConsentDecided:
    return ConsentDecided(decision, value, "v1", "en")


def agrees(talk: Talk, strand: str, **values: str) -> Talk:
    for decision, value in {"talk": "yes", "notes": "yes", **values}.items():
        talk.happens(decided(decision, value), strand)
    return talk


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("first", ["laptop-a", OTHER])
def test_an_agreement_of_a_laptop_that_knew_nothing_of_it_opens_nothing(first: str) -> None:
    """Both write from the same entry on; which of two equal counters comes first is chance."""
    own: tuple[Event, ...] = (Withdrawn("keep"), TalkStopped("withdrawn"))
    theirs: tuple[Event, ...] = (TalkResumed(), decided("talk"), decided("notes"), decided("service"))
    begun = [CaseOpened("2026-1", "field", "field"), decided("talk"), decided("notes")]
    each = [recorded(event, lamport=n) for n, event in enumerate(begun, 1)]
    each += [recorded(event, lamport=n) for n, event in enumerate(own, 4)]
    each += [recorded(event, lamport=n, strand=OTHER) for n, event in enumerate(theirs, 4)]
    case = fold("C", sorted(each, key=lambda it: (it.lamport, it.strand != first)))
    assert (case.taken_back, case.stopped) == (True, "withdrawn")
    assert case.consented("service") == ""
    assert not case.agreed


@pytest.mark.parametrize("after", range(8))
def test_wherever_the_other_laptop_s_entries_fall_it_stays_closed_until_this_one_asks(after: int) -> None:
    theirs = iter([recorded(e, strand=OTHER) for e in (TalkResumed(), decided("talk"), decided("notes"))])
    own = [CaseOpened("2026-1", "field", "field"), decided("talk"), decided("notes"), decided("service")]
    own += [Withdrawn("keep"), TalkStopped("withdrawn"), TalkResumed()]
    strand = [recorded(event) for event in own]
    case = fold("C", [*strand[:after], *itertools.islice(theirs, 2), *strand[after:], *theirs])
    assert case.taken_back
    case = fold("C", [*strand[:after], *strand[after:], recorded(decided("talk")), recorded(decided("notes"))])
    assert not case.taken_back
    assert case.consented("service") == ""


def test_a_laptop_that_took_it_in_names_it_and_its_session_opens_the_record(talk: Talk) -> None:
    taken_back(talk)
    (named,) = sessions.knew(talk.case.sessions, OTHER)
    talk.happens(named, OTHER).happens(TalkResumed(), OTHER)
    assert (talk.case.stopped, talk.case.taken_back) == ("", True)
    agrees(talk, OTHER)
    assert not talk.case.taken_back
    assert talk.case.consented("service") == ""


def test_what_a_third_laptop_took_back_meanwhile_stays_closed(talk: Talk) -> None:
    taken_back(talk)
    (named,) = sessions.knew(talk.case.sessions, OTHER)
    talk.happens(named, OTHER)
    taken_back(talk, strand="laptop-c")
    talk.happens(TalkResumed(), OTHER)
    assert talk.case.stopped == "withdrawn", "the page offers another session, which names both"
    assert agrees(talk, OTHER).case.taken_back
    again = sessions.knew(talk.case.sessions, OTHER)
    talk.happens(again[0], OTHER).happens(TalkResumed(), OTHER)
    assert not agrees(talk, OTHER).case.taken_back


def test_a_laptop_names_nothing_that_it_wrote_itself(talk: Talk) -> None:
    assert sessions.knew(taken_back(talk).case.sessions, "laptop-a") == ()
    assert sessions.knew(talk.case.sessions, "") == ()


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("slip", ["talk", "notes"])
def test_a_yes_that_is_put_right_in_its_session_opens_nothing(talk: Talk, slip: str) -> None:
    taken_back(talk).happens(TalkResumed()).gate().agrees()
    assert not talk.case.taken_back
    talk.agrees(**{slip: "no"})
    assert talk.case.taken_back
    talk.happens(TalkResumed())
    assert talk.case.taken_back


def test_a_yes_that_stood_when_its_session_ended_holds_whatever_the_next_one_says(talk: Talk) -> None:
    taken_back(talk).happens(TalkResumed()).gate().agrees().happens(TalkResumed()).gate().agrees(notes="no")
    assert not talk.case.taken_back


def test_a_child_s_yes_that_is_put_right_opens_nothing(talk: Talk) -> None:
    taken_back(talk).happens(TalkResumed()).happens(sessions.write("child", "assent", "yes"))
    assert not talk.case.taken_back
    assert talk.happens(sessions.write("child", "assent", "no")).case.taken_back


@pytest.mark.requirement("CO8")
def test_a_duty_that_was_told_is_no_yes_to_notes(talk: Talk) -> None:
    taken_back(talk).happens(TalkResumed()).gate().agrees(notes="no").happens(Informed("Act 670"))
    assert talk.case.taken_back


def test_it_is_taken_back_again_in_the_session_in_which_they_came_back(talk: Talk) -> None:
    taken_back(talk).happens(TalkResumed()).gate().agrees()
    assert taken_back(talk).case.taken_back
    assert not talk.happens(TalkResumed()).gate().agrees().case.taken_back


def counted(case: Case) -> bool:
    return case.to_be_counted


def test_a_yes_to_be_counted_holds_where_erasing_was_chosen_and_not_where_it_was_put_away(talk: Talk) -> None:
    assert counted(talk.case)
    assert counted(taken_back(talk, "erase").case)
    assert not counted(taken_back(talk, "keep").case)
    assert not counted(taken_back(talk, "erase").case), "put away first: that yes was taken back with the rest"


def test_a_person_who_comes_back_is_asked_anew_whether_they_are_counted(talk: Talk) -> None:
    taken_back(talk, "erase").happens(TalkResumed()).gate().agrees()
    assert not counted(talk.case)


WRITING = [
    referrals.promise("Ring the clinic", "", 0),
    Informed("Act 670"),
    SecondViewWritten("LAB-09", ("dispute",), "sure", "Pay."),
    NoteWritten("handover", "agreed", "yes"),
    NoteWritten("wordless", "water", "yes"),
    SheetNoted("need", "basic", "yes"),
    NoteWritten("second", "reason", "Pay."),
]


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("event", WRITING, ids=lambda event: f"{event.kind} {getattr(event, 'page', '')}")
def test_nothing_that_goes_on_with_the_talk_is_let_through(talk: Talk, event: Event) -> None:
    rules.refuse_if_withdrawn(talk.case, (event,))
    taken_back(talk)
    with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
        rules.refuse_if_withdrawn(talk.case, (event,))


def test_what_protects_and_what_takes_it_back_is_let_through(talk: Talk) -> None:
    taken_back(talk)
    kept = (Withdrawn("erase"), TalkStopped("withdrawn"), TalkResumed(), NoteWritten("withdraw", "choice", "erase"))
    rules.refuse_if_withdrawn(talk.case, (*kept, SheetNoted("follow", "region", "johor")))

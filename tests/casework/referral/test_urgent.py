"""The urgent way: what is said of the hours of who may get the sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.referral import urgent
from screening.domain.events.referral import EntryWritten
from screening.domain.services.directory import Directory
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

DAY, NIGHT = (datetime.datetime(2026, 11, 25, hour, tzinfo=datetime.UTC) for hour in (10, 22))
STATION = "own-station"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        station = EntryWritten(STATION, "emergency", "all", "", "Police station", ("03-5550 0001",), "08:00-17:00")
        vault.append("", station)
        yield Session(vault, content).gate(afraid="yes")


def said(talk: Session, now: datetime.datetime) -> str:
    """What stands under the station; "" where it is not offered."""
    shown = urgent.view(talk.interview, services.in_use(talk.vault.events(""), OWN), now, "en")
    return next((each.about for each in shown.receivers if each.id == STATION), "")


def test_a_receiver_that_closed_after_it_was_chosen_is_said_to_be_closed(talk: Session) -> None:
    assert said(talk, DAY).startswith("open now")
    assert said(talk, NIGHT) == ""
    talk.do(urgent.choose_receiver(talk.interview, services.in_use(talk.vault.events(""), OWN), STATION))
    assert said(talk, NIGHT).startswith("closed now")


def shown(talk: Session, language: str = "en", now: datetime.datetime = DAY) -> urgent.UrgentView:
    return urgent.view(talk.interview, directory(talk), now, language)


def directory(talk: Session) -> Directory:
    return services.in_use(talk.vault.events(""), OWN)


def chosen(talk: Session, name: str = STATION) -> Session:
    talk.do(urgent.choose_receiver(talk.interview, directory(talk), name))
    return talk


def answers(talk: Session, value: str, language: str = "en") -> list[str]:
    events = urgent.answer(talk.interview, directory(talk), value, language)
    for event in events:
        talk.do(event)
    return [event.kind for event in events]


def test_nothing_is_asked_before_a_receiver_was_chosen(talk: Session) -> None:
    view = shown(talk)
    assert (view.receiver, view.question.own, view.answer, view.allowed) == ("", "", "", False)
    assert view.rests == say(talk, "urgent.rests-receiver")
    assert (view.to_ring, view.ring_line, view.place_question.own, view.place_answer) == ("", "", "", "")
    for act in (
        lambda: urgent.choose_receiver(talk.interview, directory(talk), "nobody"),
        lambda: urgent.answer(talk.interview, directory(talk), "yes", "en"),
        lambda: urgent.answer_place(talk.interview, directory(talk), "yes", "en"),
        lambda: urgent.name_duty(talk.interview, directory(talk), "x"),
    ):
        with pytest.raises(NotAccepted, match="no-such-choice"):
            act()


def say(talk: Session, text_id: str, **values: str) -> str:
    return talk.interview.words.say(text_id, **values)


def test_a_yes_is_kept_with_the_sentence_that_asked_and_the_sentence_once(talk: Session) -> None:
    view = shown(chosen(talk))
    assert "Police station" in view.question.own and view.question.theirs == ""
    assert view.rests == say(talk, "urgent.rests-open")
    assert answers(talk, "yes") == ["text-heard", "consent-decided"]
    assert answers(talk, "no") == ["consent-decided"], "the same sentence was kept already"
    assert (shown(talk).answer, shown(talk).allowed, shown(talk).rests) == ("no", False, say(talk, "urgent.rests-no"))
    answers(talk, "yes")
    view = shown(talk)
    assert (view.answer, view.allowed, view.rests) == ("yes", True, "")
    assert view.place_question.own and "Police station" in view.place_question.own
    assert view.place_answer == ""


def test_another_language_is_read_out_beside_the_officer_s(talk: Session) -> None:
    view = shown(chosen(talk), "ms")
    assert view.question.own and view.question.theirs and view.question.own != view.question.theirs
    assert view.person_language == "ms"
    assert [each.id for each in view.languages if each.chosen] == ["ms"]
    answers(talk, "yes", "ms")
    assert talk.interview.case.consent["service", f"{STATION}:needs"].event.language == "ms"
    (heard,) = talk.interview.case.sessions.heard.values()
    assert (heard.language, heard.texts) == ("ms", (view.question.theirs,))


def test_the_place_is_asked_after_a_yes_alone_and_answered_by_itself(talk: Session) -> None:
    chosen(talk)
    for value in ("no", "unasked"):
        with pytest.raises(NotAccepted, match="no-such-choice"):
            urgent.answer_place(talk.interview, directory(talk), value, "en")
    answers(talk, "yes")
    for event in urgent.answer_place(talk.interview, directory(talk), "no", "en"):
        talk.do(event)
    assert shown(talk).place_answer == urgent.place_answered(talk.interview, STATION) == "no"
    with pytest.raises(NotAccepted, match="no-such-choice"):
        urgent.answer_place(talk.interview, directory(talk), "unasked", "en")
    answers(talk, "no")
    assert (shown(talk).place_answer, shown(talk).place_question.own) == ("", "")


def test_where_nobody_could_be_asked_only_a_duty_that_is_named_passes_it_on(talk: Session) -> None:
    chosen(talk)
    with pytest.raises(NotAccepted, match="no-such-choice"):
        urgent.name_duty(talk.interview, directory(talk), "anything")
    assert answers(talk, "unasked") == ["sheet-noted"]
    assert answers(talk, "unasked") == []
    view = shown(talk)
    assert (view.answer, view.allowed, view.rests) == ("unasked", False, say(talk, "urgent.rests-unasked"))
    with pytest.raises(NotAccepted, match="no-such-choice"):
        urgent.name_duty(talk.interview, directory(talk), "no-such-duty")
    if view.duties:
        duty = view.duties[0]
        talk.do(urgent.name_duty(talk.interview, directory(talk), duty.id))
        view = shown(talk)
        assert view.allowed
        assert [each.id for each in view.duties if each.chosen] == [duty.id]
        assert view.duty_note == say(talk, "urgent.duty-note")
    answers(talk, "yes")
    with pytest.raises(NotAccepted, match="urgent-answered"):
        urgent.answer(talk.interview, directory(talk), "unasked", "en")


def test_a_need_is_named_and_taken_back_and_says_who_may_take_it(talk: Session) -> None:
    def choose(need: str) -> None:
        for event in urgent.choose_need(talk.interview, need):
            talk.do(event)

    assert shown(talk).need == ""
    choose("medical")
    assert shown(talk).need == "medical"
    assert {each.id for each in shown(talk).needs if each.chosen} >= {"medical", "danger"}
    assert {each.id for each in shown(talk).needs} == {each.id for each in directory(talk).needs if each.urgent}
    choose("medical")
    assert shown(talk).need == ""


def test_three_receivers_stand_there_and_the_chosen_one_among_them(talk: Session) -> None:
    offered = [each.id for each in shown(talk).receivers]
    assert len(offered) <= urgent.MOST
    chosen(talk, "labour-department")
    names = [each.id for each in shown(talk).receivers]
    assert names == [*offered[: urgent.MOST - 1], "labour-department"]
    assert shown(talk).receiver == "labour-department"


def test_where_the_person_is_stands_as_it_was_noted(talk: Session) -> None:
    assert shown(talk).places == ("", "")
    for event in urgent.note_places(talk.interview, "Block C", "Friday"):
        talk.do(event)
    assert shown(talk).places == ("Block C", "Friday")
    assert [event.field for event in urgent.note_places(talk.interview, "Block D", "Friday")] == ["whereabouts"]


def test_a_number_that_nobody_rang_is_marked_and_one_that_was_is_told(talk: Session) -> None:
    view = shown(chosen(talk))
    line = next(each.about for each in view.receivers if each.id == STATION)
    assert line.endswith(say(talk, "urgent.unverified"))
    assert say(talk, "urgent.unverified") in view.ring_line and "Police station" in view.ring_line
    entry = directory(talk).entries[STATION]
    fresh = replace(directory(talk), entries={**directory(talk).entries, STATION: replace(
        entry, verified_on=DAY.date(), verified_by="Aina")})  # fmt: skip
    view = urgent.view(talk.interview, fresh, DAY, "en")
    assert say(talk, "urgent.number", number="03-5550 0001") in view.ring_line
    without = replace(fresh, entries={**fresh.entries, STATION: replace(entry, phones=())})
    assert say(talk, "urgent.no-number") in urgent.view(talk.interview, without, DAY, "en").ring_line

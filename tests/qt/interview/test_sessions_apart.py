"""What one session typed or kept does not go on by itself in the next (decision 0039)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.result_lock import PinPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.session import vault_work
from tests.qt.page_objects import SAFE, Screen

FIRST = "They spoke of pay only."


@pytest.fixture
def talking(screen: Screen) -> Screen:
    screen.talking("en", talk="yes", notes="yes")
    return screen


@pytest.fixture
def viewed(screen: Screen) -> Screen:
    """A talk that was closed, with the officer's own view of it."""
    screen.as_walked(closed)
    screen.unseal()
    return screen


def closed(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("papers-kept", "yes")
    screen.closing()
    screen.own_view(("control",), "sure", FIRST)


def agree(screen: Screen) -> None:
    screen.at("gate")
    screen.gate_lines(**SAFE)
    screen.past_gate()
    screen.at("language")
    screen.next("consent")
    for each in ("talk", "notes"):
        screen.pages.opening.decide(each, "yes")
        screen.wait(lambda each=each: screen.case.decided_now(each) == "yes")


def begin_another(screen: Screen) -> None:
    screen.pages.go("session")
    screen.choose("note-session-begin")
    agree(screen)


def tomorrow(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(vault_work, "seconds_since", lambda _at, _now: 20 * 3600.0)
    return screen.reopen()


@pytest.mark.sweep
@pytest.mark.requirement("JU2")
def test_the_own_view_of_a_later_session_begins_empty(viewed: Screen) -> None:
    assert not any(viewed.window.desk.drafts.values())
    begin_another(viewed)
    viewed.pages.go("topic.papers")
    viewed.answer("papers-kept", "no")
    viewed.pages.go("own-view")
    viewed.at("own-view")
    assert isinstance(viewed.page, OwnViewPage)
    assert viewed.page.reason.toPlainText() == ""
    assert not any(line.isChecked() for line in viewed.page.checks.values())


@pytest.mark.sweep
def test_a_draft_that_an_older_program_left_of_a_kept_view_is_not_shown(viewed: Screen) -> None:
    kept = '{"chosen": ["control"], "sureness": "sure", "reason": "They spoke of pay only."}'
    viewed.window.desk.keep_draft("view", kept)
    begin_another(viewed)
    viewed.pages.go("topic.papers")
    viewed.answer("papers-kept", "no")
    viewed.pages.go("own-view")
    viewed.at("own-view")
    assert isinstance(viewed.page, OwnViewPage) and viewed.page.reason.toPlainText() == ""


@pytest.mark.sweep
def test_a_kept_view_that_is_shown_again_waits_for_the_pin(viewed: Screen) -> None:
    begin_another(viewed)
    viewed.pages.go("own-view")
    viewed.settle()
    assert isinstance(viewed.page, PinPage)


def test_a_view_that_was_begun_before_another_session_is_not_lost(talking: Screen) -> None:
    talking.closing()
    assert isinstance(talking.page, OwnViewPage)
    talking.page.reason.setPlainText("They spoke of")
    begin_another(talking)
    talking.pages.go("own-view")
    talking.at("own-view")
    assert isinstance(talking.page, OwnViewPage) and talking.page.reason.toPlainText() == "They spoke of"


@pytest.mark.sweep
def test_a_second_session_that_recorded_nothing_opens_at_the_gate_of_a_third_and_says_so(
    viewed: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_another(viewed)
    viewed.pages.go("topic.needs")
    viewed.at("topic.needs")
    again = tomorrow(viewed, monkeypatch)
    again.at("gate")
    assert again.case.sessions.number == 3
    assert again.complaint() == again.window.words.say("gate-again.session")
    again.window.show_cases()
    again.cases()
    assert again.window.words.say("case.at-gate") in again.shown()


@pytest.mark.sweep
def test_another_session_is_told_wherever_the_record_opens(viewed: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_another(viewed)
    viewed.pages.go("reading")
    viewed.unseal()
    viewed.at("reading")
    again = tomorrow(viewed, monkeypatch)
    assert (again.place, again.case.sessions.number) == ("reading", 3)
    assert again.complaint() == again.window.words.say("gate-again.session")


@pytest.fixture
def unfinished(talking: Screen) -> Screen:
    """The officer's own view of a talk that nobody ended."""
    talking.answer("papers-kept", "yes")
    talking.pages.go("own-view")
    talking.at("own-view")
    talking.own_view(("control",), "sure", FIRST)
    return talking


@pytest.mark.sweep
@pytest.mark.requirement("GA12")
def test_work_after_a_view_goes_on_next_day_without_the_gate(
    unfinished: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tomorrow(unfinished, monkeypatch)
    assert again.case.sessions.number == 1
    for place in ("reading", "papers", "follow", "closing"):
        again.pages.go(place)
        assert again.place == place
    again.pages.opening.decide("service", "no")
    again.wait(lambda: again.case.consented("service") == "no")
    assert again.case.sessions.number == 1 and again.pages.interview.gate().passed


@pytest.mark.sweep
def test_a_gate_answered_again_next_day_begins_another_session(
    unfinished: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tomorrow(unfinished, monkeypatch)
    again.pages.go("gate")
    again.at("gate")
    again.gate_lines(hearing="nobody")
    again.wait(lambda: again.case.sessions.number == 2)
    assert again.complaint() == again.window.words.say("gate-again.session")
    assert dict(again.case.gate) == {"hearing": "nobody"}
    assert not again.case.agreed


@pytest.mark.requirement("CO9")
def test_an_answer_next_day_waits_for_another_sessions_agreement(
    unfinished: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tomorrow(unfinished, monkeypatch)
    again.pages.go("topic.papers")
    again.topic("papers")
    again.page.answered.emit("papers-kept", "no", "")
    again.at("gate")
    assert again.case.sessions.number == 2 and not again.case.agreed
    assert again.case.answers["papers-kept"].answer.value == "yes"
    assert again.complaint() == again.window.words.say("gate-again.session")


@pytest.mark.sweep
def test_another_session_can_be_begun_where_the_view_stands(
    unfinished: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tomorrow(unfinished, monkeypatch)
    begin_another(again)
    assert again.case.sessions.number == 2 and again.case.agreed


HALF = "The agent is in Ipoh. And he has a gu"


def left_half_typed(screen: Screen) -> None:
    """Words of the first session that go on on the disk only as a draft."""
    screen.topic("papers")
    screen.words("The agent is in Ipoh.")
    screen.press(Qt.Key.Key_Tab)
    screen.wait(lambda: len(screen.case.words) == 1)
    assert isinstance(screen.page, TopicPage) and screen.page.field is not None
    screen.window.desk.keep_draft("words.papers", HALF)
    screen.pages.page = None


@pytest.mark.sweep
@pytest.mark.requirement("CO9")
def test_half_typed_words_of_one_session_are_read_only_in_the_next(
    talking: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_half_typed(talking)
    again = tomorrow(talking, monkeypatch)
    agree(again)
    again.pages.go("topic.papers")
    again.topic("papers")
    assert isinstance(again.page, TopicPage) and again.page.field is not None
    assert again.page.field.text() == ""
    assert HALF in again.shown() and again.window.words.say("page.topic.half-typed") in again.shown()
    again.next()
    again.settle()
    assert [each.text for each in again.case.words] == ["The agent is in Ipoh."]
    assert again.window.desk.drafts["words.papers"] == HALF


def test_a_field_that_was_open_when_another_session_began_writes_nothing_into_it(talking: Screen) -> None:
    talking.topic("papers")
    talking.words("The agent is in Ipoh.")
    talking.press(Qt.Key.Key_Tab)
    talking.wait(lambda: len(talking.case.words) == 1)
    assert isinstance(talking.page, TopicPage) and talking.page.field is not None
    talking.page.field.set_text(HALF)
    talking.pages.return_after(20 * 3600, "cover")
    talking.at("gate")
    talking.settle()
    assert [each.session for each in talking.case.words] == [1]
    kept = {name: text for name, text in talking.window.desk.drafts.items() if text}
    assert kept == {"words.papers": HALF}


@pytest.mark.one_in(2)
@pytest.mark.requirement("CO1")
@pytest.mark.parametrize("value", ["no", "later"])
def test_a_no_to_notes_leaves_nothing_half_typed(talking: Screen, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    left_half_typed(talking)
    for field in ("closing.wishes", "note.plan.safer", "note.second.reason"):
        talking.window.desk.keep_draft(field, "To go ho")
    again = tomorrow(talking, monkeypatch)
    again.at("gate")
    again.gate_lines(**SAFE)
    again.past_gate()
    again.next("consent")
    again.pages.opening.decide("notes", value)
    again.page.findChild(QPushButton, "sure-yes").click()
    again.wait(lambda: again.case.decided_now("notes") == value)
    again.settle()
    kept = {name: text for name, text in again.window.desk.drafts.items() if text}
    assert kept == {"note.second.reason": "To go ho"}

"""The child path: doubt counts as child, six things, nobody presumed a guardian, a trained person takes over."""

from __future__ import annotations

import pytest

from screening.casework.interview import account, children, interview_views, side_cards
from screening.casework.interview.readiness import contact_given, end_wordless
from screening.casework.record import caseload
from screening.domain.case import child_and_shelter, sessions
from screening.domain.events.catalogue import Event, TopicOffered
from screening.errors import NotAccepted
from screening.store import practice_vault
from tests.casework.some_talk import Session
from tests.casework.some_views import listed


@pytest.fixture
def vault():
    made = practice_vault()
    yield made
    made.close()


def child(vault, content, age: str = "might_be") -> Session:
    session = Session(vault, content).gate(minor=age)
    session.do(session.interview.choose_language("bn"))
    return session


def note(session: Session, field: str, text: str) -> None:
    session.do(sessions.write("child", field, text))


@pytest.mark.requirement("CH1", "NV24")
@pytest.mark.parametrize("age", ["under_18", "might_be"])
def test_doubt_counts_as_child_and_no_topic_opens(vault, content, age):
    session = child(vault, content, age)
    assert session.interview.after_language() == "child"
    assert {session.interview.reachable(f"topic.{each.id}") for each in content.protocol.topics} == {"locked.child"}


def test_a_trained_interviewer_opens_the_topics(vault, content):
    session = child(vault, content)
    note(session, "trained", "yes")
    assert session.interview.reachable("topic.needs") == ""
    assert any(row.id == "band" for row in children.child_view(session.interview).rows)


@pytest.mark.requirement("CH2")
def test_the_path_has_at_most_six_items_and_its_closed_ones_are_those_of_the_questionnaire(vault, content):
    session = child(vault, content)
    rows = children.child_view(session.interview).rows
    asked = [row.id for row in rows if row.id.startswith(("item:", "item-"))]
    assert len(asked) == 6
    assert {name.removeprefix("item:") for name in asked if ":" in name} <= set(content.protocol.items)


@pytest.mark.requirement("CH11")
def test_an_answer_of_the_path_needs_the_childs_own_yes_and_is_not_asked_again_in_a_topic(vault, content):
    session = child(vault, content)
    with pytest.raises(NotAccepted):
        session.interview.answer("needs-hurt", "yes")
    note(session, "assent", "yes")
    session.do(session.interview.answer("needs-hurt", "yes"))
    with pytest.raises(NotAccepted):
        session.interview.answer("locked", "yes")
    session.do(TopicOffered("needs"))
    view = interview_views.topic_view(session.interview, "needs")
    assert next(each for each in view.items if each.id == "needs-hurt").answer == "yes"


@pytest.mark.requirement("CH4", "NV24")
@pytest.mark.parametrize("adult", ["parent", "court-guardian", "accompanying", "employer", "spouse", "none"])
@pytest.mark.parametrize("controller", ["yes", "no", "not_known", ""])
def test_only_a_parent_or_guardian_who_is_plainly_no_controller_may_give_permission(content, adult, controller):
    allowed = adult in ("parent", "court-guardian") and controller == "no"
    said = child_and_shelter.permission(content.protocol, adult, controller)
    assert said == ("may_give" if allowed else "child-protection")


@pytest.mark.requirement("CH4")
def test_nobody_noted_leaves_permission_with_child_protection(vault, content):
    assert children.permission(child(vault, content).interview) == "child-protection"


@pytest.mark.requirement("CH6")
def test_someone_who_asked_before_is_not_repeated(vault, content):
    session = child(vault, content)
    note(session, "asked-before", "yes")
    assert any("Do not ask again" in row.label.own for row in children.child_view(session.interview).rows)


@pytest.mark.requirement("CH7")
def test_the_childs_wishes_are_written_or_say_why_they_were_not_asked(vault, content):
    session = child(vault, content)
    assert any(row.id == "wishes-not-asked" for row in children.child_view(session.interview).rows)
    note(session, "wishes", "আমার বোনের কাছে")
    assert not any(row.id == "wishes-not-asked" for row in children.child_view(session.interview).rows)


def wishes(session: Session) -> None:
    note(session, "wishes", "আমার বোনের কাছে")


def not_asked(session: Session) -> None:
    note(session, "wishes-not-asked", "too-young")


def closing_wishes(session: Session) -> None:
    session.do(session.interview.note("wishes", "আমার বোনের কাছে"))


@pytest.mark.requirement("CH7", "CH8")
@pytest.mark.parametrize("wished", [wishes, not_asked, closing_wishes])
def test_a_childs_record_waits_for_the_childs_wishes_and_for_what_is_best(vault, content, wished):
    session = child(vault, content)
    assert session.interview.child_lacks() == "child-notes-first"
    wished(session)
    assert session.interview.child_lacks() == "best-interest-first"
    note(session, "best-interest", "Stay with the aunt until the protector has met her.")
    assert session.interview.child_lacks() == ""
    assert Session(vault, content).gate().interview.child_lacks() == "", "an adult's record waits for neither"


def stopped(session: Session) -> tuple[Event, ...]:
    return (session.interview.stop("finished"),)


def wordless_end(session: Session) -> tuple[Event, ...]:
    return end_wordless(session.interview)


def short_contact(session: Session) -> tuple[Event, ...]:
    return contact_given(session.interview)


def danger(session: Session) -> tuple[Event, ...]:
    return (session.interview.stop("ended_at_gate"),)


@pytest.mark.requirement("CH7", "CH8")
@pytest.mark.parametrize("end", [stopped, danger, wordless_end, short_contact])
def test_however_a_childs_talk_ends_it_ends_at_once_and_what_is_missing_comes_before_the_view(vault, content, end):
    session = child(vault, content)
    for event in end(session):
        session.do(event)
    interview = session.interview
    assert interview.case.stopped, "nobody is held up"
    assert interview.reachable("own-view") == "locked.child-notes"
    assert caseload.next_place(interview) == "child"
    row = listed(content, interview.case, interview.words)
    assert row.next == "Write what the child wishes, and what is best"
    not_asked(session)
    assert interview.reachable("own-view") == "locked.child-notes"
    note(session, "best-interest", "With the protector tonight.")
    assert interview.reachable("own-view") == ""
    assert caseload.next_place(interview) == "own-view"


@pytest.mark.parametrize("way", ["later", "ring_back"])
def test_nothing_is_asked_of_the_officer_while_another_session_is_to_come(vault, content, way):
    session = child(vault, content)
    session.do(session.interview.stop(way))
    assert session.interview.reachable("own-view") == ""
    assert caseload.next_place(session.interview) == "session"


@pytest.mark.requirement("CH5")
@pytest.mark.parametrize("band", ["young", "middle", "older"])
def test_each_age_band_has_ground_rules_and_one_practice_story(vault, content, band):
    session = child(vault, content)
    note(session, "trained", "yes")
    note(session, "band", band)
    said = [row.label.own for row in children.child_view(session.interview).rows if row.kind == "said"]
    say = session.interview.words.say
    rules = [row["id"] for row in content.protocol.tables["child"]["rule"] if row["band"] == band]
    assert len(rules) >= 3
    assert all(say(f"child.rule.{name}") in said for name in rules)
    assert say(f"child.practice.{band}") in said


@pytest.mark.requirement("CH9")
def test_no_outcome_of_the_program_is_detention(vault, content):
    session = child(vault, content)
    say = session.interview.words.say
    outcomes = [say(each) for each in session.interview.words.ids() if each.startswith(("path.", "path-do."))]
    assert outcomes
    assert not [text for text in outcomes if "detention" in text.lower() or "lock-up" in text.lower()]
    assert any("Not detention" in row.label.own for row in children.child_view(session.interview).rows)


@pytest.mark.requirement("CH10")
def test_every_add_on_for_children_leads_a_trained_interviewer_to_questions_about_it(vault, content):
    session = child(vault, content)
    assert not [row for row in children.child_view(session.interview).rows if row.kind == "link"]
    note(session, "trained", "yes")
    note(session, "band", "older")
    links = {row.id: row.label.own for row in children.child_view(session.interview).rows if row.kind == "link"}
    say = session.interview.words.say
    named = ("begging", "fishing", "domestic", "online", "marriage", "school", "stateless", "baby")
    assert tuple(children.ADDONS) == named
    for name in named:
        title = say(f"page.child.addon.{name}")
        assert any(text.startswith(f"{title}: ") for text in links.values()), name
    assert "baby" in say("page.child.addon.begging")
    for place in links:
        topic, _, item = place.removeprefix("topic.").partition("/")
        assert session.interview.protocol.items[item].topic == topic
        assert not session.interview.reachable(f"topic.{topic}")


@pytest.mark.requirement("CH10")
@pytest.mark.parametrize("word", ["begging", "fishing", "household", "filmed", "marriage", "school", "country", "baby"])
def test_every_add_on_for_children_is_found_by_its_word(vault, content, word):
    session = child(vault, content)
    found = {item.id for item in account.find(session.interview, word)}
    found |= {line.place.rpartition("/")[2] for line in side_cards.find_view(session.interview, word).lines}
    assert found & {item for items in children.ADDONS.values() for item in items}


def again(session: Session) -> None:
    """Another session of the same case, past its gate."""
    session.do(session.interview.stop("later"))
    session.do(session.interview.resume())
    session.gate(minor="might_be")


@pytest.mark.requirement("CO9", "CH4")
def test_another_session_asks_the_child_anew_before_anything_is_recorded(vault, content):
    session = child(vault, content)
    note(session, "assent", "yes")
    session.do(session.interview.answer("needs-hurt", "yes"))
    again(session)
    with pytest.raises(NotAccepted, check=lambda error: error.code == "locked-consent"):
        session.interview.answer("needs-hurt", "no")
    row = next(row for row in children.child_view(session.interview).rows if row.id == "assent")
    assert row.value == "", "the page shows nothing chosen"
    note(session, "assent", "yes")
    session.do(session.interview.answer("needs-hurt", "no"))


@pytest.mark.requirement("CH2")
def test_another_session_comes_back_to_the_child_path_until_somebody_trained_leads_it(vault, content):
    session = child(vault, content)
    note(session, "trained", "yes")
    assert session.interview.after_language() == "consent"
    again(session)
    assert session.interview.after_language() == "child"
    assert session.interview.reachable("topic.needs") == "locked.child"
    note(session, "trained", "yes")
    assert session.interview.reachable("topic.needs") == ""

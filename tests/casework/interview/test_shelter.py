"""A shelter: rest before questions, several sessions, promises, a safety plan, dates, other protection."""

from __future__ import annotations

import dataclasses
import datetime
import io

import pypdf
import pytest

from screening.casework.content.directory import shipped
from screening.casework.interview import shelter
from screening.casework.referral import papers
from screening.domain.case import child_and_shelter, referrals, sessions
from screening.domain.events import catalogue as ev
from screening.errors import NotAccepted
from screening.settings import OWN, Installation
from screening.store import practice_vault
from screening.wording.catalogue.languages import format_date, own_name
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    made = Session(vault, content).gate()
    made.do(*made.interview.choose_setting("shelter"))
    made.do(made.interview.choose_language("bn"))
    yield made
    vault.close()


def note(session: Session, page: str, field: str, text: str) -> None:
    session.do(sessions.write(page, field, text))


def later(session: Session, hours: float) -> None:
    opened = datetime.datetime.fromisoformat(session.interview.case.opened_at)
    session.interview.now = lambda: opened + datetime.timedelta(hours=hours)


@pytest.mark.requirement("SH1")
def test_the_first_night_comes_before_agreement_and_opens_no_topic(session):
    assert session.interview.after_language() == "arrival"
    later(session, 23.9)
    assert session.interview.reachable("topic.needs") == "locked.rest"
    later(session, 24)
    assert session.interview.reachable("topic.needs") == "", "a day has passed"


@pytest.mark.requirement("SH1")
def test_a_case_of_the_field_that_is_brought_to_a_shelter_has_its_first_night_there(content):
    vault = practice_vault()
    session = Session(vault, content).gate().agrees("bn")
    session.do(session.interview.stop("later"))
    session.do(session.interview.resume())
    began = datetime.datetime.fromisoformat(session.interview.case.sessions.began[-1].at)
    opened = (began - datetime.timedelta(hours=30)).isoformat().replace("+00:00", "Z")
    session.interview.case = dataclasses.replace(session.interview.case, opened_at=opened)
    session.do(*session.interview.choose_setting("shelter"))
    session.gate()
    assert session.interview.after_language() == "arrival"
    session.interview.now = lambda: began + datetime.timedelta(hours=23.9)
    assert session.interview.reachable("topic.needs") == "locked.rest"
    note(session, "arrival", "hungry", "no")
    assert session.interview.after_language() == "consent"
    session.interview.now = lambda: began + datetime.timedelta(hours=24.1)
    assert session.interview.reachable("topic.needs") == ""
    vault.close()


@pytest.mark.requirement("SH1")
def test_the_persons_wish_opens_the_topics_early(session):
    later(session, 1)
    note(session, "arrival", "wishes-to-talk", "yes")
    assert session.interview.reachable("topic.needs") == ""


def test_arrival_asks_about_needs_and_rest_only(session):
    view = shelter.arrival_view(session.interview)
    asked = {row.id for row in view.rows if row.kind in ("choice", "words")}
    assert asked == {*shelter.NEEDS, *shelter.OPEN, "gender", "wishes-to-talk"}
    said = " ".join(row.label.own for row in view.rows)
    assert "Nobody will ask you tonight" in said
    assert "do not depend on what you say" in said


@pytest.mark.requirement("SH2", "NV18")
def test_no_field_anywhere_ties_food_bed_or_phone_to_answers(session):
    fields = {name for cls in ev.EVENTS.values() for name in cls.__dataclass_fields__}
    assert fields.isdisjoint({"access", "allowance", "privilege", "reward", "cooperation", "cooperative", "testimony"})


@pytest.mark.requirement("SH4")
def test_another_session_asks_gate_and_agreement_again_and_shows_who_had_which(session):
    session.do(session.interview.decide("talk", "yes"))
    session.do(session.interview.decide("notes", "yes"))
    session.do(session.interview.stop("later"))
    view = shelter.session_view(session.interview)
    assert next(row for row in view.rows if row.id == "session-begin").why == ""
    session.do(session.interview.resume())
    assert session.interview.gate().open_lines
    assert not session.interview.case.agreed
    session.do(*session.interview.choose_setting("clinic"))
    session.gate()
    session.do(session.interview.choose_language("ur"))
    told = [row.label.own for row in shelter.session_view(session.interview).rows if "Session" in row.label.own]
    told = ["".join(sign for sign in each if sign not in "\u2068\u2069") for each in told]
    officer, today = session.vault.officer, format_date(datetime.date.today(), "en")
    say = session.interview.words.say
    assert told == [
        f"Session 1: {today}, {officer}, {say('setting.shelter.title')}, {own_name('bn')}",
        f"Session 2: {today}, {officer}, {say('setting.clinic.title')}, {own_name('ur')}",
    ]


@pytest.mark.requirement("SH3")
def test_what_was_asked_in_two_sessions_is_told_so_that_it_is_not_asked_a_third_time(session):
    later(session, 48)
    for _ in range(2):
        for decision in ("talk", "notes"):
            session.do(session.interview.decide(decision, "yes"))
        session.do(session.interview.answer("papers-kept", "yes"))
        session.do(session.interview.answer("papers-kept", "yes"))
        session.do(session.interview.stop("later"))
        session.do(session.interview.resume())
        session.gate()
    assert shelter.repeats(session.interview) == {"papers-kept": 2}
    assert any("Already asked in 2 sessions" in row.label.own for row in shelter.session_view(session.interview).rows)


@pytest.mark.requirement("SH4")
def test_a_promise_shows_what_came_of_it(session):
    session.do(referrals.promise("Ask about the passport", "2026-12-01", 0))
    row = next(each for each in shelter.session_view(session.interview).rows if each.id == "promise:1")
    assert row.value == ""
    session.do(referrals.settle(session.interview.case.referrals.promises, "1", "not_kept"))
    row = next(each for each in shelter.session_view(session.interview).rows if each.id == "promise:1")
    assert row.value == "not_kept"


@pytest.mark.requirement("SH6")
@pytest.mark.parametrize(
    ("typed", "told"),
    [("2026-12-24", False), ("24/12/2026", False), ("24 Disember 2026", False), ("next month", True),
     ("2026-02-31", True), ("Thursday", True)],
)  # fmt: skip
def test_dates_are_kept_as_typed_and_only_what_is_no_day_is_said(session, typed, told):
    note(session, "dates", "hearing", typed)
    rows = shelter.dates_view(session.interview).rows
    assert next(row for row in rows if row.id == "hearing").value == typed
    assert any("cannot read this as a date" in row.label.own for row in rows) is told
    assert any(row.label.own == "Read as 24 December 2026." for row in rows) is not told


@pytest.mark.requirement("SH6")
def test_how_long_an_order_lasts_is_typed_from_it_beside_the_law_and_stands_on_the_report(session):
    rows = shelter.dates_view(session.interview).rows
    ids = [row.id for row in rows]
    for name in shelter.LASTING:
        assert ids.index(f"{name}-lasts") > ids.index(name)
    told = [row.label.own for row in rows if "the Bill as passed: " in row.label.own]
    assert len(told) == 2 and "21 days" in told[0] and "three months" in told[1]
    note(session, "dates", "interim", "23/11/2026")
    note(session, "dates", "interim-lasts", "21 days")
    facts = papers.facts(session.interview, session.keeper(), shipped(OWN), "own", datetime.date(2026, 11, 24))
    assert facts.notes["interim-order"] == "23/11/2026 (21 days)"


@pytest.mark.requirement("SH9")
def test_handing_over_gathers_the_plan_and_what_is_still_promised(session):
    note(session, "plan", "hard", "doors locked from outside")
    note(session, "arrival", "near", "her sister")
    session.do(referrals.promise("Clinic on Monday", "", 0))
    said = " ".join(row.label.own for row in shelter.handover_view(session.interview).rows)
    for text in ("doors locked from outside", "her sister", "Clinic on Monday", "Confirm what is noted"):
        assert text in said
    assert any(row.id == "agreed" for row in shelter.handover_view(session.interview).rows)


@pytest.mark.requirement("SH9")
def test_the_yes_to_one_next_worker_is_none_to_another(session):
    def happens(field: str, text: str) -> None:
        for event in shelter.note(session.interview, "handover", field, text):
            session.do(event)

    happens("to", "Worker One")
    note(session, "handover", "agreed", "yes")
    happens("to", "Worker One ")
    assert session.interview.case.sessions.note("handover", "agreed") == "yes"
    happens("to", "Worker Two")
    act = next(row for row in shelter.handover_view(session.interview).rows if row.id == "handover-print")
    assert act.why
    with pytest.raises(NotAccepted, check=lambda told: told.code == "handover-not-told"):
        papers.make_handover(session.interview, session.keeper(), shipped(OWN), datetime.date(2026, 12, 1))


@pytest.mark.requirement("RE16")
def test_a_refused_order_opens_other_protection_and_closes_nothing(session):
    view = shelter.refused_view(session.interview)
    said = " ".join(row.label.own for row in view.rows)
    assert "other protection" in view.lead
    assert "The record stays open" in said
    assert any(row.kind == "link" and row.id == "taking" for row in view.rows)
    assert not any(row.kind == "act" for row in view.rows)


@pytest.mark.requirement("SH10")
def test_every_right_is_read_in_the_persons_language(session):
    theirs = session.interview.theirs
    said = [row.label.theirs for row in shelter.rights_view(session.interview).rows if row.kind == "said"]
    assert said == [theirs.say("rights.title"), *(theirs.say(f"rights.{name}") for name in shelter.RIGHTS)]


@pytest.mark.requirement("SH9")
def test_the_sheet_for_the_next_worker_waits_for_the_persons_yes_and_holds_no_account(session):
    today = datetime.date(2026, 12, 1)
    session.do(session.interview.decide("talk", "yes"))
    session.do(session.interview.decide("notes", "yes"))
    later(session, 48)
    session.do(session.interview.write("papers", "qx-account-xq"))
    session.says("papers-kept needs-call")
    note(session, "handover", "to", "Puan Siti")
    note(session, "arrival", "near", "her sister")
    note(session, "plan", "hard", "doors locked from outside")
    session.do(referrals.promise("Clinic on Monday", "2026-12-07", 0))
    session.do(referrals.promise("Ring the cousin", "", 1))
    session.do(referrals.settle(session.interview.case.referrals.promises, "2", "kept"))

    def make() -> papers.File:
        return papers.make_handover(session.interview, session.keeper(), shipped(OWN), today)

    act = next(row for row in shelter.handover_view(session.interview).rows if row.id == "handover-print")
    assert act.why
    with pytest.raises(NotAccepted, check=lambda told: told.code == "handover-not-told"):
        make()
    note(session, "handover", "agreed", "yes")
    act = next(row for row in shelter.handover_view(session.interview).rows if row.id == "handover-print")
    assert not act.why
    file = make()
    reader = pypdf.PdfReader(io.BytesIO(file.data))
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for text in ("Puan Siti", "her sister", "doors locked from outside", "Clinic on Monday", "7 December 2026"):
        assert text in told, text
    assert "Serah tugas" in told and "Handing over" in told, "in both languages of the officers"
    mark = session.interview.words.say("item.papers-kept.mark")
    assert not [text for text in ("qx-account-xq", mark, "Ring the cousin") if text in told]
    assert len(reader.pages) <= 2
    session.do(papers.issued(file, "printed"))
    assert not child_and_shelter.papers_out(session.interview.case), "it is no paper of a referral"


@pytest.mark.requirement("SH8")
@pytest.mark.parametrize("age", ["adult", "under_18", "might_be"])
def test_the_rooming_note_goes_by_age_and_gender_and_by_nothing_else(content, age):
    with practice_vault() as vault:
        session = Session(vault, content).gate(minor=age)
        session.do(*session.interview.choose_setting("shelter"))
        rows = {row.id: row for row in shelter.arrival_view(session.interview).rows if row.id}
        say = session.interview.words.say
        assert [key for key, _text, _shape in rows["gender"].options] == ["woman", "man", "other"]
        told = [row.label.own for row in shelter.arrival_view(session.interview).rows if row.kind == "info"]
        assert say("page.arrival.age", age=say(f"gate.minor.{age}")) in told
        assert rows["room"].help == "By age and sex as the Act requires, and near anyone the person chose."
        for name, text in (("gender", "woman"), ("room", "Room 3, with two women of her age")):
            note(session, "arrival", name, text)
        kept = {row.id: row.value for row in shelter.arrival_view(session.interview).rows}
        assert (kept["gender"], kept["room"]) == ("woman", "Room 3, with two women of her age")
        assert session.interview.case.answers == {}


def test_the_last_day_of_an_order_is_calculated_from_the_law_and_said_to_be(session):
    note(session, "dates", "interim", "24 November 2026")
    note(session, "dates", "order-made", "10 December 2026")
    told = [row.label.own for row in shelter.dates_view(session.interview).rows if "Calculated" in row.label.own]
    assert told == [
        (
            "Calculated: Length of the interim order, until 15 December 2026 at the latest "
            "(Act 670, section 44; Bill as passed seen)."
        ),
        "Calculated: Length of the order, until 10 March 2027 at the latest (Act 670, section 51; text seen).",
    ]


def test_a_country_whose_length_nobody_knows_says_that_nothing_is_calculated(session):
    interview = session.interview
    interview.content = dataclasses.replace(interview.content, installation=Installation("id"))
    note(session, "dates", "interim", "24 November 2026")
    told = [row.label.own for row in shelter.dates_view(interview).rows]
    assert any(text.startswith("Nothing is calculated for Indonesia") for text in told)
    assert not any(text.startswith("Calculated") for text in told)

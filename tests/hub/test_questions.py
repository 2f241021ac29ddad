"""What a head of unit asks at headquarters: needs by place, time to help, who does not answer, quarters, two views."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import psycopg

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ClosingNoted, TalkStopped, ViewWritten
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.events.referral import ReferralAnswered, ReferralSent, SheetNoted
from screening.domain.events.session import SecondViewWritten, Withdrawn
from tests.hub.some_hub import Headquarters, a_case
from tests.hub.test_roles import Roles, roles

__all__ = ["roles"]

SENT = ReferralSent("hospital", ("needs",), "saved", "2" * 64, "2026-11-01")
PHONE = SheetNoted("need", "phone", "yes")
IN_MUAR = (SheetNoted("service", "region", "johor"), SheetNoted("service", "district", "muar"))


def test_every_column_of_every_view_is_described(hq: Headquarters) -> None:
    hq.prepare()
    found = hq.ask(
        """SELECT nspname || '.' || relname, attname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        JOIN pg_attribute ON attrelid = c.oid WHERE nspname LIKE 'screening%' AND relkind = 'v' AND attnum > 0
        AND (col_description(c.oid, attnum) IS NULL OR obj_description(c.oid) IS NULL)"""
    )
    assert found == [], "describe it, or name its meaning in screening.column_meaning and run describe_columns()"


def test_no_view_that_a_dashboard_reads_has_words_of_a_person(hq: Headquarters) -> None:
    secret = "Qxsecret"
    aina = hq.laptop("Aina")
    view = ViewWritten(("control",), "sure", secret)
    code = a_case(aina, PHONE, *IN_MUAR, SENT, view, ClosingNoted("must-not-know", secret), TalkStopped("finished"))
    aina.append(code, SecondViewWritten("Reader", ("control",), "sure", secret))
    hq.take(hq.bundle(aina))
    names = "needs unmet_needs first_help overdue_by_recipient trends views_compared data_quality real_cases"
    for name in names.split():
        rows = hq.ask(f"SELECT * FROM screening.{name}")
        assert rows and secret not in str(rows), name


def test_needs_stand_by_state_and_district_in_three_languages(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina, PHONE, *IN_MUAR)
    a_case(aina, PHONE, SheetNoted("service", "region", "sabah"), SheetNoted("service", "district", "muar"))
    a_case(aina, *IN_MUAR)
    a_case(aina, PHONE, Withdrawn("keep"))
    aina.append_many(aina.new_case(), (CaseOpened("2026-1", "workplace", "field", practice=True), PHONE))
    hq.take(hq.bundle(aina))
    found = hq.ask(
        """SELECT state, district_name, need, need_en, need_ms <> need_en, need_id <> '', named, seen_to, unmet
        FROM screening.unmet_needs ORDER BY state"""
    )
    told = ("phone", "A call to someone", True, True, 1, 0, 1)
    assert found == [("johor", "Muar", *told), ("sabah", None, *told)], "a district of another state is not noted"


def test_days_run_from_the_talk_to_whoever_accepts_it_first(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    aina.clock = lambda: datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
    code, other = a_case(aina), a_case(aina)
    a_case(aina)
    for day, events in (
        (2, (SENT, ReferralSent("police", ("needs",), "saved", "3" * 64, "2026-11-01"))),
        (4, (ReferralAnswered("police", "declined"),)),
        (6, (ReferralAnswered("hospital", "acknowledged"),)),
    ):
        aina.clock = lambda day=day: datetime(2026, 10, 1 + day, 20, 0, tzinfo=UTC)  # type: ignore[misc]
        aina.append_many(code, events)
    aina.append(other, SENT)
    hq.take(hq.bundle(aina))
    asked = "SELECT case_code, quarter, days_to_referral, days_to_help, waits FROM screening.first_help ORDER BY waits"
    assert hq.ask(asked) == [
        (code, "2026-Q4", Decimal("2.5"), Decimal("6.5"), False),
        (other, "2026-Q4", Decimal("6.5"), None, True),
    ]
    assert hq.ask("SELECT quarter, cases, referred, helped FROM screening.trends") == [("2026-Q4", 3, 2, 1)]


def test_a_need_that_is_recorded_as_met_is_not_open_and_its_day_counts(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    aina.clock = lambda: datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
    a_case(aina, PHONE, SENT, NeedMet("phone", "met", "2026-10-09"))
    a_case(aina, PHONE, SENT, NeedMet("phone", "not_met", "2026-10-09"))
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT stands, unmet FROM screening.needs ORDER BY 1") == [("met", False), ("open", True)]
    assert hq.ask("SELECT days_to_met FROM screening.first_help ORDER BY 1") == [(8,), (None,)]


def test_identification_stands_by_quarter_and_nothing_recorded_is_never_a_no(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    aina.clock = lambda: datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
    for result in ("asked", "identified", "not_identified", ""):
        step = FormalDecisionLearned("identification", result, "magistrate", "2026-10-09")
        a_case(aina, *((step,) if result else ()))
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        """SELECT quarter, cases, recorded, waiting, identified, not_identified, ended_without, nothing_recorded
        FROM screening.outcomes"""
    )
    assert row == ("2026-Q4", 4, 3, 1, 1, 1, 0, 1)


def test_recipients_who_do_not_answer_are_named_with_the_earliest_day(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    late = ReferralSent("999", ("needs",), "saved", "2" * 64, "2026-10-05")
    for events in ((late,), (ReferralSent("999", ("needs",), "saved", "3" * 64, "2026-10-02"),), (late,)):
        code = a_case(aina, *events)
    aina.append(code, ReferralAnswered("999", "acknowledged"))
    a_case(aina, late, Withdrawn("keep"))
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        """SELECT recipient, recipient_en, recipient_ms <> '', sent, answered, overdue, overdue_since::text
        FROM screening.overdue_by_recipient"""
    )
    assert row == ("999", "Emergency services", True, 3, 1, 2, "2026-10-02")


def test_two_views_are_compared_only_where_both_were_written(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    pairs = ((("control", "dispute"), ("dispute", "control")), (("control",), ("control", "lapsed")))
    for own, second in (*pairs, (("control",), ("lapsed",)), (("control",), ())):
        code = a_case(aina, ViewWritten(own, "sure", "reason"))
        if second:
            aina.append(code, SecondViewWritten("Reader", second, "sure", "reason"))
    hq.take(hq.bundle(aina))
    found = hq.ask("SELECT same, in_common FROM screening.views_compared ORDER BY 1, 2")
    assert found == [(False, False), (False, True), (True, True)]


def test_what_was_not_asked_is_counted_and_never_a_no(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    told = AnswerGiven("locked", Answer.YES, How.TOLD)
    a_case(aina, told, TalkStopped("finished"))
    a_case(
        aina, ClosingNoted("must-not-know", "no one"), TalkStopped("finished"), ViewWritten(("control",), "sure", "")
    )
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        """SELECT cases, not_asked_percent > 98 AND not_asked_percent < 100, without_own_view, read_without_own_view,
        finished, finished_without_safety, without_state, without_district, without_sex FROM screening.data_quality"""
    )
    assert row == (2, True, 1, 1, 2, 1, 2, 2, 2)


def test_a_head_of_all_units_sees_each_of_them_and_an_officer_only_their_own(roles: Roles) -> None:
    for vault in (roles.johor, roles.penang):
        a_case(vault, PHONE, SENT)
        roles.hq.take(roles.hq.bundle(vault))
    asked = {
        name: f"SELECT DISTINCT unit FROM screening_unit.{name} ORDER BY unit"
        for name in ("cases", "referral_status", "needs", "unmet_needs", "first_help", "overdue_by_recipient", "trends")
    }
    for name, query in asked.items():
        assert roles.asks("sari", query) == [("Johor",)], name
    with psycopg.connect(roles.hq.url) as con:
        con.execute("INSERT INTO screening.member VALUES ('sari', 'head of division', true)")
    for name, query in asked.items():
        assert roles.asks("sari", query) == [("Johor",), ("Penang",)], name
        assert roles.asks("budi", query) == [("Penang",)], name
    ((noted,),) = roles.asks("sari", f"SELECT screening_unit.ask_answers('{roles.other}', 'call of 3 May')")
    assert roles.asks("sari", f"SELECT item FROM screening_unit.read_answers({noted})") == [("locked",)]
    assert not roles.may("budi", f"SELECT screening_unit.ask_answers('{roles.code}', 'call of 3 May')")

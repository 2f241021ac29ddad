"""What people query at headquarters: views that say what was answered, sent and declined, and who may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from screening.domain.answers import Answer, How, Where
from screening.domain.events.catalogue import AnswerGiven, AssessmentDisputed, CaseOpened, FormIssued, ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.record import VaultRestored
from screening.domain.events.referral import RecipientAdded, ReferralAnswered, ReferralSent, SheetNoted
from screening.domain.events.session import Withdrawn
from screening.hub.database import connected
from screening.store import Vault, own_card
from tests.hub.some_hub import Headquarters, a_case

SENT = "2" * 64


def send(to: str, day: str) -> ReferralSent:
    return ReferralSent(to, ("needs",), "saved", SENT, day)


def test_referrals_say_what_was_sent_and_what_came_back(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(
        aina,
        RecipientAdded("embassy", "wish"),
        send("ngo", "2026-11-01"),
        send("police", "2999-01-01"),
        send("labour", "2026-11-01"),
        ReferralAnswered("labour", "declined"),
    )
    hq.take(hq.bundle(aina))
    found = hq.ask("SELECT case_code, recipient, state FROM screening.referral_status ORDER BY recipient")
    assert found == [
        (code, "embassy", "open"), (code, "labour", "declined"), (code, "ngo", "overdue"), (code, "police", "sent"),
    ]  # fmt: skip


def test_a_paper_that_could_not_be_written_is_not_listed(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina, FormIssued("sheet-a", "saved", SENT), FormIssued("sheet-a", "failed", SENT))
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT form FROM screening.referrals") == [("referral",)]


def test_a_restored_laptop_is_one_laptop(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    # What restoring does: the same keys go on under a new name of the strand.
    from screening.store.bundles.joining import strand_name
    from screening.store.exchange.exchange import own_keys

    aina.strand = strand_name(own_keys(aina).signing)
    aina.append("", VaultRestored())
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT count(DISTINCT strand) FROM screening.event") == [(2,)]
    assert hq.ask("SELECT laptops FROM screening.cases") == [(1,)]


def test_the_year_is_that_of_the_headquarters_clock(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    aina.clock = lambda: datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    a_case(aina)
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT year, month FROM screening.cases") == [("2027", "2027-01")]
    with psycopg.connect(hq.url) as con:
        con.execute("UPDATE screening.setting SET value = 'UTC' WHERE name = 'time_zone'")
    assert hq.ask("SELECT year, month FROM screening.cases") == [("2026", "2026-12")]


def test_an_answer_is_one_row_with_its_label_where_and_session(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(
        aina, AnswerGiven("locked", Answer.YES, How.TOLD, (), Where.WORK), CaseOpened("2026-2", "street", "field")
    )
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        """SELECT case_code, item, item_en <> '', item_ms <> item_en, answer, answer_ms, how_en, "where", session
        FROM screening.answers"""
    )
    assert row == (code, "locked", True, True, "yes", "Ya", "told freely", "work", 1)


def test_what_was_noted_of_sector_state_and_sex_stands_with_the_case(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    noted = {"sector": "fishing", "region": "sabah", "sex": "man"}
    a_case(aina, *(SheetNoted("service", name, text) for name, text in noted.items()))
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT sector, state, sex FROM screening.cases") == [("fishing", "sabah", "man")]


def test_an_assessment_shows_who_saw_it_how(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    view = ViewWritten(("control",), "sure", "reason")
    a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD), view, AssessmentDisputed(raised=True))
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        "SELECT own_view, sureness, paths, differed, cardinality(indicators) > 0 FROM screening.assessments"
    )
    assert row == (["control"], "sure", ["formal_identification"], "raised", True)


def test_what_was_taken_back_is_not_shown(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD), send("ngo", "2026-11-01"))
    hq.take(hq.bundle(aina))
    asked = "SELECT recipient, state FROM screening.referral_status"
    assert hq.ask("SELECT paths FROM screening.cases") == [(["formal_identification"],)]
    assert hq.ask(asked) == [("ngo", "overdue")]
    aina.append(aina.cases()[0], Withdrawn("keep"))
    hq.take(hq.bundle(aina))
    assert hq.ask("SELECT taken_back, paths FROM screening.cases") == [(True, [])]
    assert hq.ask("SELECT DISTINCT paths FROM screening.referrals") == [([],)]
    assert hq.ask(asked) == [("ngo", "withdrawn")], "it waits for nothing, and who got it has to be told"
    assert hq.ask("SELECT * FROM screening.answers") == hq.ask("SELECT * FROM screening.assessments") == []


def test_every_view_and_column_that_is_not_plain_is_described(hq: Headquarters) -> None:
    hq.prepare()
    undescribed = hq.ask(
        """SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname = 'screening' AND relkind = 'v' AND obj_description(pg_class.oid) IS NULL"""
    )
    assert undescribed == []


def test_a_log_that_got_shorter_and_a_refused_bundle_are_listed(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    assert not hq.take(hq.bundle(aina)).log_trouble
    monkeypatch.setattr(Vault, "log_head", lambda _self: LogHead(1, "AAAA " * 5 + "AAAA"))
    a_case(aina)
    assert hq.take(hq.bundle(aina)).log_trouble
    assert hq.ask("SELECT trouble FROM screening.log_trouble") == [("shorter",)]
    a_case(aina)
    sent = hq.bundle(aina)
    hq.believed.clear()
    with pytest.raises(Exception, match="bundle-unknown-sender"):
        hq.take(sent)
    assert hq.ask("SELECT reason, times FROM screening.refused_bundles") == [("bundle-unknown-sender", 1)]
    assert hq.ask("SELECT name, overdue FROM screening.senders") == [("Aina", False)]


def test_a_caseworker_sees_only_their_unit_and_reading_answers_is_noted(hq: Headquarters) -> None:
    codes = []
    for name, organisation in (("Aina", "Penang"), ("Budi", "Johor")):
        vault = hq.laptop(name)
        vault.organisation = organisation
        from screening.store import own_card

        hq.believed[own_card(vault).number] = own_card(vault)
        codes.append(a_case(vault, AnswerGiven("locked", Answer.YES, How.TOLD)))
        hq.take(hq.bundle(vault))

    def asks(login: str, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(hq.url.replace("user=screening", f"user={login}")) as con:
            return con.execute(query).fetchall()

    with psycopg.connect(hq.url) as con:
        con.execute(hq.roles())
        con.execute("CREATE ROLE sari LOGIN IN ROLE screening_caseworker")
        con.execute("CREATE ROLE omar LOGIN IN ROLE screening_analyst")
        con.execute("INSERT INTO screening.member VALUES ('sari', 'Johor')")
    try:
        assert asks("sari", "SELECT case_code FROM screening_unit.cases") == [(codes[1],)]
        ((noted,),) = asks("sari", f"SELECT screening_unit.ask_answers('{codes[1]}', 'call of 3 May')")
        assert asks("sari", f"SELECT item FROM screening_unit.read_answers({noted})") == [("locked",)]
        for why in ("", " ", "\t", "1.2.", "-", "ab"):
            with pytest.raises(psycopg.errors.RaiseException, match="in words"):
                asks("sari", f"SELECT screening_unit.ask_answers('{codes[1]}', '{why}')")
        with pytest.raises(psycopg.errors.RaiseException, match="in words"):
            asks("sari", f"SELECT screening_unit.ask_answers('{codes[1]}', NULL)")
        with pytest.raises(psycopg.errors.RaiseException, match="No such case"):
            asks("sari", f"SELECT screening_unit.ask_answers('{codes[0]}', 'curious')")
        for login, name in (
            ("sari", "screening.cases"),
            ("sari", "screening.answers"),
            ("omar", "screening_unit.cases"),
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                asks(login, f"SELECT * FROM {name}")
        assert hq.ask("SELECT who, case_code, why FROM screening.read_log") == [("sari", codes[1], "call of 3 May")]
    finally:
        with psycopg.connect(hq.url) as con:
            everybody = "sari, omar, screening_importer, screening_caseworker, screening_analyst, screening_auditor"
            con.execute(f"DROP OWNED BY {everybody}")
            con.execute(f"DROP ROLE {everybody}")


def test_every_column_that_people_read_is_described(hq: Headquarters) -> None:
    hq.prepare()
    with connected(hq.url) as database:
        rows = database.described()
    assert len(rows) > 250
    assert [f"{view}.{column}" for view, about, column, _, meaning in rows if not about or not meaning] == []


def test_each_label_stands_there_in_the_three_languages_of_officers(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD))
    hq.take(hq.bundle(aina))
    (row,) = hq.ask(
        """SELECT item_en <> '' AND item_id <> '' AND item_ms <> '', answer_en, answer_id, answer_ms,
        how_en <> how_id AND how_ms <> '' FROM screening.answers"""
    )
    assert row == (True, "Yes", "Ya", "Ya", True)


def test_a_believed_laptop_that_never_sent_is_overdue_until_it_sends_or_is_believed_no_more(hq: Headquarters) -> None:
    aina, _, chen = (hq.laptop(name) for name in ("Aina", "Budi", "Chen"))
    a_case(aina)
    hq.take(hq.bundle(aina))
    asked = "SELECT name, bundles, overdue, believed FROM screening.senders ORDER BY name"
    assert hq.ask(asked) == [
        ("Aina", 1, False, True), ("Budi", 0, True, True), ("Chen", 0, True, True),
    ]  # fmt: skip
    del hq.believed[own_card(chen).number]
    a_case(aina)
    hq.take(hq.bundle(aina))
    assert [row[0] for row in hq.ask(asked)] == ["Aina", "Budi"]

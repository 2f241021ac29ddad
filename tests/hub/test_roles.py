"""Who sees and does what at headquarters, asked as each role: nothing is read without a trace, no account is rewritten.

N5, N12 and the accounts of headquarters in the second security trial: reading left no trace after a rollback,
caseworkers could not read their own views, and the importer could rewrite every account.
"""

from __future__ import annotations

import datetime
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from screening.cli.hub import hub
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.referral import ReferralSent
from screening.domain.events.session import Withdrawn
from screening.hub.case_status import rebuild
from screening.hub.database import connected
from screening.hub.decisions import accept
from screening.hub.erasing import erase_again, erase_case
from screening.hub.exporting import export_cases
from screening.hub.importing import import_file
from screening.hub.migrations import prepare
from screening.hub.publishing import publish_snapshot
from screening.store import Vault, own_card
from tests.hub.some_cluster import Cluster
from tests.hub.some_hub import Headquarters, a_case

ROLES = {"sari": "caseworker", "budi": "caseworker", "omar": "analyst", "ana": "auditor", "imp": "importer"}
TOLD = AnswerGiven("locked", Answer.YES, How.TOLD)


class Roles:
    """A headquarters with a login of each role: Sari of Johor, Budi of Penang."""

    def __init__(self, hq: Headquarters) -> None:
        self.hq = hq
        self.johor, self.penang = (self._laptop(*each) for each in (("Aina", "Johor"), ("Chen", "Penang")))
        self.code, self.other = a_case(self.johor, TOLD), a_case(self.penang, TOLD)
        for vault in (self.johor, self.penang):
            hq.take(hq.bundle(vault))
        with psycopg.connect(hq.url) as con:
            for _ in range(2):
                con.execute(hq.roles())
            made = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
            for name, role in ROLES.items():
                con.execute(made.format(sql.Identifier(name), sql.Identifier(f"screening_{role}")))
            con.execute("INSERT INTO screening.member VALUES ('sari', 'Johor'), ('budi', 'Penang')")

    def _laptop(self, name: str, organisation: str) -> Vault:
        vault = self.hq.laptop(name)
        del self.hq.believed[own_card(vault).number]
        vault.organisation = organisation
        self.hq.believed[own_card(vault).number] = own_card(vault)
        return vault

    def url(self, login: str) -> str:
        return self.hq.url.replace("user=screening", f"user={login}")

    def asks(self, login: str, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url(login)) as con:
            return con.execute(query).fetchall()

    def may(self, login: str, statement: str) -> bool:
        try:
            with psycopg.connect(self.url(login)) as con:
                con.execute(statement)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException):
            return False
        return True


@pytest.fixture
def roles(hq: Headquarters) -> Iterator[Roles]:
    yield Roles(hq)
    with psycopg.connect(hq.url) as con:
        everybody = ", ".join([*ROLES, *(f"screening_{role}" for role in sorted(set(ROLES.values())))])
        con.execute(f"DROP OWNED BY {everybody}")
        con.execute(f"DROP ROLE {everybody}")


def test_answers_are_given_only_once_their_asking_is_noted_for_good(roles: Roles) -> None:
    ask = f"SELECT screening_unit.ask_answers('{roles.code}', 'call of 3 May')"
    with psycopg.connect(roles.url("sari")) as con:
        for inside in ("", "SAVEPOINT one"):
            if inside:
                con.execute(inside)
            (noted,) = con.execute(ask).fetchone() or (0,)
            with pytest.raises(psycopg.errors.RaiseException, match="Commit"):
                con.execute(f"SELECT * FROM screening_unit.read_answers({noted})")
            con.rollback()
        with pytest.raises(psycopg.errors.RaiseException, match="Ask for these answers first"):
            con.execute(f"SELECT * FROM screening_unit.read_answers({noted})")
        con.rollback()
        assert roles.hq.ask("SELECT * FROM screening.read_log") == []
        (noted,) = con.execute(ask).fetchone() or (0,)
        con.commit()
        assert con.execute(f"SELECT item FROM screening_unit.read_answers({noted})").fetchall() == [("locked",)]
        con.rollback()
    assert roles.hq.ask("SELECT who, case_code, why FROM screening.read_log") == [("sari", roles.code, "call of 3 May")]


def test_what_one_asked_opens_nothing_for_another_nor_after_its_minutes(roles: Roles) -> None:
    ((noted,),) = roles.asks("sari", f"SELECT screening_unit.ask_answers('{roles.code}', 'call of 3 May')")
    with pytest.raises(psycopg.errors.RaiseException):
        roles.asks("budi", f"SELECT * FROM screening_unit.read_answers({noted})")
    with psycopg.connect(roles.hq.url) as con:
        con.execute("UPDATE screening.read_log SET at = at - interval '16 minutes'")
    with pytest.raises(psycopg.errors.RaiseException):
        roles.asks("sari", f"SELECT * FROM screening_unit.read_answers({noted})")


def test_whoever_leaves_a_unit_reads_no_more_of_it(roles: Roles) -> None:
    ((noted,),) = roles.asks("sari", f"SELECT screening_unit.ask_answers('{roles.code}', 'call of 3 May')")
    with psycopg.connect(roles.hq.url) as con:
        con.execute("DELETE FROM screening.member WHERE role_name = 'sari'")
    with pytest.raises(psycopg.errors.RaiseException, match="No such case"):
        roles.asks("sari", f"SELECT * FROM screening_unit.read_answers({noted})")


RELATIONS = """SELECT c.oid::regclass::text, array_agg(attname::text ORDER BY attnum) FROM pg_class c
    JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid AND attnum > 0
    WHERE nspname LIKE 'screening%' AND relkind IN ('v', 'r', 'p') AND NOT attisdropped
    AND has_any_column_privilege(c.oid, 'SELECT') GROUP BY c.oid ORDER BY 1"""


@pytest.mark.parametrize(("login", "least"), [("sari", 4), ("omar", 3), ("ana", 10), ("imp", 25)])
def test_each_role_reads_every_column_of_all_that_it_is_granted(roles: Roles, login: str, least: int) -> None:
    granted = roles.asks(login, RELATIONS)
    assert len(granted) >= least
    with psycopg.connect(roles.url(login)) as con:
        for relation, columns in granted:
            assert con.execute(f"SELECT * FROM {relation}").description is not None
            for column in columns:
                con.execute(f'SELECT "{column}" FROM {relation} ORDER BY 1').fetchall()


def test_a_caseworker_sees_their_cases_and_referrals_as_they_stand(roles: Roles) -> None:
    sent = ReferralSent("ngo", ("needs",), "saved", "2" * 64, "2026-11-01")
    roles.johor.append(roles.code, sent)
    roles.hq.take(roles.hq.bundle(roles.johor))
    for view in ("cases", "referral_status", "assessments"):
        mine = roles.asks("sari", f"SELECT * FROM screening_unit.{view}")
        assert mine == roles.hq.ask(f"SELECT * FROM screening.{view} WHERE case_code = '{roles.code}'") != []
    ((noted,),) = roles.asks("sari", f"SELECT screening_unit.ask_answers('{roles.code}', 'call of 3 May')")
    assert roles.asks("sari", f"SELECT * FROM screening_unit.read_answers({noted})") == roles.hq.ask(
        f"SELECT * FROM screening.answers WHERE case_code = '{roles.code}'"
    )


SEEN_BY_AUDITORS = {
    "read_log", "member", "senders", "log_trouble", "refused_bundles", "bundle", "erasing", "exported", "decided",
    "learned", "strangers",
}  # fmt: skip


def test_nobody_but_the_importer_sees_more_than_is_theirs(roles: Roles) -> None:
    everything = roles.hq.ask(
        """SELECT nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname LIKE 'screening%' AND relkind IN ('v', 'r')"""
    )
    for schema, name in everything:
        asked = f"SELECT * FROM {schema}.{name}"
        assert roles.may("ana", asked) is (schema == "screening" and name in SEEN_BY_AUDITORS), name
        assert roles.may("sari", asked) is (schema == "screening_unit"), name
        told = name in ("statistics", "snapshots", "indicators_by_month")
        assert roles.may("omar", asked) is (schema == "screening_totals" and told), name


ACCOUNTS = (
    "read_log", "member", "shape", "setting", "erasing", "exported", "decided", "erased", "erasure_awaited", "log_head",
    "bundle", "learned", "refused",
)  # fmt: skip


@pytest.mark.parametrize("table", ACCOUNTS)
def test_the_importer_takes_no_account_away_and_changes_none(roles: Roles, table: str) -> None:
    assert not roles.may("imp", f"DELETE FROM screening.{table}")
    assert not roles.may("imp", f"TRUNCATE screening.{table}")
    changed = {"bundle": "sender", "refused": "reason", "erased": "mark"}
    column = (
        changed.get(table)
        or roles.hq.ask(
            f"""SELECT attname FROM pg_attribute WHERE attrelid = 'screening.{table}'::regclass AND attnum > 0
        AND attidentity = '' LIMIT 1"""
        )[0][0]
    )
    assert not roles.may("imp", f"UPDATE screening.{table} SET {column} = {column}")


def test_the_importer_makes_no_erasing_hold_for_less(roles: Roles) -> None:
    with psycopg.connect(roles.hq.url) as con:
        con.execute("INSERT INTO screening.erased (mark) VALUES ('a')")
    assert not roles.may("imp", "UPDATE screening.erased SET sender_key = 'somebody'")
    assert not roles.may("imp", "UPDATE screening_totals.counted SET cases = 10")
    assert not roles.may("imp", "DELETE FROM screening_totals.snapshot")


def test_the_importer_does_all_of_its_work(roles: Roles, tmp_path: Path) -> None:
    hq, opened = roles.hq, CaseOpened("2026-1", "workplace", "field")
    roles.johor.append(roles.code, AnswerGiven("papers-kept", Answer.YES, How.TOLD))
    roles.penang.append_many(roles.code, (opened,))
    back = a_case(roles.johor, Withdrawn("erase"))
    asked = a_case(roles.johor)
    with connected(roles.url("imp")) as database:
        for vault in (roles.johor, roles.penang):
            done = import_file(database, hq.bundle(vault), hq.keys, hq.believed)
        assert done.strangers == (roles.code,)
        accept(database, roles.code, own_card(roles.penang).number, by="Farah", second="Goh")
        to, out = own_card(roles.johor), tmp_path / "b.age"
        export_cases(database, [roles.other], hq.keys, hq.card, to, out, purpose="lost", duty="Order 4")
        ledger = tmp_path / "ledger"
        assert erase_case(database, asked, reason="asked", by="Farah", second="Goh", ledger=ledger) > 0
        assert erase_case(database, "ZZZZ-ZZZZ-Z", reason="asked", by="Farah", second="Goh", ledger=ledger) == 0
        assert erase_again(database, ledger) == 0
        roles.johor.erase([back], "withdrawn")
        for _ in range(12):
            a_case(roles.johor)
        import_file(database, hq.bundle(roles.johor), hq.keys, hq.believed)
        assert publish_snapshot(database, datetime.date(2027, 1, 1)).added >= 10
        assert rebuild(database, everything=True) >= 12
    assert {code for (code,) in hq.ask("SELECT case_code FROM screening.cases")} >= {roles.code, roles.other}
    assert len(roles.asks("ana", "SELECT * FROM screening.erasing")) >= 2
    assert len(roles.asks("ana", "SELECT * FROM screening.exported")) == 1


def told_to_psql(hq: Headquarters, cluster: Cluster, login: str) -> tuple[int, str]:
    """``screening hub roles | psql`` as somebody; the exit code, and what psql says."""
    url = hq.url.replace("user=screening", f"user={login}")
    said = CliRunner().invoke(hub, ["roles"]).output
    psql = [str(cluster.programs / "psql"), "-X", "-q", "-d", url]
    done = subprocess.run(psql, input=said, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_an_owner_who_may_make_no_roles_is_told_what_is_needed_and_nothing_is_half_done(
    hq: Headquarters, cluster: Cluster
) -> None:
    rights = "SELECT relacl FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname LIKE 'screening%'"
    name = psycopg.conninfo.conninfo_to_dict(hq.url)["dbname"]
    with psycopg.connect(hq.url) as con:
        con.execute("CREATE ROLE plain LOGIN; CREATE ROLE other LOGIN")
        con.execute(f"ALTER DATABASE {name} OWNER TO plain")
    try:
        assert "screening hub prepare" in told_to_psql(hq, cluster, "plain")[1]
        with connected(hq.url.replace("user=screening", "user=plain")) as database:
            prepare(database)
        before = hq.ask(rights)
        code, told = told_to_psql(hq, cluster, "plain")
        assert (code, told.count("ERROR:")) == (3, 1)
        assert "plain may not make roles (CREATEROLE). Nothing was changed." in told
        (needed,) = re.findall(r"CREATE ROLE screening_\w+;.*", told)
        assert hq.ask(rights) == before
        assert "Do this as plain." in told_to_psql(hq, cluster, "other")[1]
        with psycopg.connect(hq.url) as con:
            con.execute(needed)
        assert [told_to_psql(hq, cluster, "plain") for _ in range(2)] == [(0, "")] * 2
        assert hq.ask(rights) != before
    finally:
        with psycopg.connect(hq.url) as con:
            everybody = ", ".join(f"screening_{role}" for role in sorted(set(ROLES.values())))
            con.execute(f"DROP OWNED BY {everybody}, plain, other CASCADE")
            con.execute(f"ALTER DATABASE {name} OWNER TO screening")
            con.execute(f"DROP ROLE {everybody}, plain, other")

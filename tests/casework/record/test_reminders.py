"""The reminders: everything of the record that has a day, grouped, without a word of a person."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.content import country
from screening.casework.content import directory as services
from screening.casework.content.edition import open_content
from screening.casework.record import desk_list, reminders, retention
from screening.casework.record.desk_views import DueRow
from screening.casework.record.reminders import AT_MOST, KEEP_DAYS, WEEK, group_of
from screening.domain.events.catalogue import CaseOpened, GateAnswered, SettingChanged, TalkStopped
from screening.domain.events.inspection import SiteClosed, SiteFollowUp, SiteOpened
from screening.domain.events.later import FormalDecisionLearned
from screening.domain.events.referral import PromiseMade, PromiseSettled, ReferralSent
from screening.domain.events.session import NoteWritten
from screening.settings import OWN
from screening.store import Vault, open_vault
from screening.wording.catalogue.translations import Words
from tests.made_vaults import PASSPHRASE, made_record

TODAY = datetime.date.today()
WORDS = Words("en")
SECRET = "MARKER the sister has the passport"


def day(by: int) -> str:
    return (TODAY + datetime.timedelta(days=by)).isoformat()


@pytest.fixture(params=["labour-officer"])
def vault(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Vault]:
    folder = made_record(tmp_path / "record", "Officer Aina", request.param, "Shelter House")
    with open_vault(folder, PASSPHRASE) as found:
        yield found


def case(vault: Vault, *events: object) -> str:
    code = vault.new_case()
    opened = CaseOpened(open_content().protocol.id, "workplace", "field")
    vault.append_many(code, (opened, GateAnswered("hearing", "nobody", 1), *events))
    return code


def sent(by: int) -> ReferralSent:
    return ReferralSent("labour-department", ("facts",), "pdf", "0" * 64, day(by))


def found(vault: Vault) -> reminders.Reminders:
    index = desk_list.open_list(vault)
    while (read := reminders.find(index, open_content(), WORDS, TODAY)).waiting:
        assert not read.due
    return read


def worded(vault: Vault, words: Words = WORDS) -> dict[str, tuple[DueRow, ...]]:
    return reminders.groups(found(vault), words, services.shipped(OWN), TODAY)


def grouped(vault: Vault) -> dict[str, list[tuple[str, str]]]:
    return {name: [(row.case, row.kind) for row in rows] for name, rows in worded(vault).items()}


def test_each_reminder_stands_in_the_group_of_its_day_the_earliest_first(vault: Vault) -> None:
    later = case(vault, NoteWritten("dates", "order-end", day(WEEK + 1)))
    week = case(vault, sent(WEEK))
    today = case(vault, PromiseMade("1", SECRET, day(0)))
    late = case(vault, PromiseMade("1", SECRET, day(-1)), sent(-9))
    assert grouped(vault) == {
        "overdue": [(late, "reply"), (late, "promise")],
        "today": [(today, "promise")],
        "week": [(week, "reply")],
        "later": [(later, "order")],
    }


@pytest.mark.parametrize(
    ("by", "group"), [(-1, "overdue"), (0, "today"), (1, "week"), (WEEK, "week"), (WEEK + 1, "later")]
)
def test_the_groups_meet_at_midnight(by: int, group: str) -> None:
    assert group_of(day(by), TODAY) == group


def test_what_is_settled_is_no_reminder(vault: Vault) -> None:
    case(vault, PromiseMade("1", SECRET, day(-1)), PromiseSettled("1", "kept"))
    assert worded(vault) == {}


def test_a_decision_that_is_still_waited_for_is_a_reminder_after_as_many_days_as_the_country_s_data_says(
    vault: Vault,
) -> None:
    waits = country.one("", OWN).awaited
    assert waits is not None
    asked = FormalDecisionLearned("identification", "asked", "magistrate", day(-waits.days - 2), SECRET)
    code = case(vault, asked)
    ((row,),) = worded(vault).values()
    assert (row.case, row.kind, row.when) == (code, "decision", "2 days late")
    assert row.text == "Ask what was decided on formal identification"
    vault.append(code, FormalDecisionLearned("identification", "closed", "magistrate", day(0)))
    assert worded(vault) == {}


def test_a_reply_that_is_not_due_yet_is_not_said_to_be_missing(vault: Vault) -> None:
    case(vault, sent(3))
    ((row,),) = worded(vault).values()
    assert "is to reply by" in row.text
    assert row.when == "in 3 days"


def test_a_keeping_time_is_a_reminder_in_its_last_three_days(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    code = case(vault)
    clocks = dict(retention.clocks_of(vault))
    monkeypatch.setattr(retention, "clocks_of", lambda _vault: {**clocks, "unfinished": KEEP_DAYS + 1})
    assert grouped(vault) == {}
    monkeypatch.setattr(retention, "clocks_of", lambda _vault: {**clocks, "unfinished": 2})
    ((row,),) = worded(vault).values()
    assert (row.case, row.kind, row.when) == (code, "keep", "in 2 days")
    assert row.text.startswith("Keeping time ends on")


@pytest.mark.parametrize("vault", ["trainer"], indirect=True)
def test_a_role_that_erases_nothing_is_not_reminded_of_keeping_times(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = dict(retention.clocks_of(vault))
    monkeypatch.setattr(retention, "clocks_of", lambda _vault: {**clocks, "unfinished": 0})
    code = vault.new_case()
    opened = CaseOpened(open_content().protocol.id, "workplace", "field", practice=True)
    vault.append_many(code, (opened, GateAnswered("hearing", "nobody", 1)))
    assert grouped(vault) == {}


def test_the_number_in_the_rail_is_that_of_what_stands_above_the_cases(vault: Vault) -> None:
    case(vault, PromiseMade("1", SECRET, day(0)))
    case(vault, sent(-2))
    case(vault, sent(30))
    assert found(vault).now == 2


def test_more_than_the_page_holds_is_said(vault: Vault) -> None:
    case(vault, *(PromiseMade(str(number), SECRET, day(1)) for number in range(AT_MOST + 1)))
    assert [len(rows) for rows in worded(vault).values()] == [AT_MOST]
    assert found(vault).cut


@pytest.mark.parametrize("tag", ["en", "id", "ms", "th"])
def test_no_word_of_a_person_stands_among_the_reminders(vault: Vault, tag: str) -> None:
    case(vault, PromiseMade("1", SECRET, day(0)), NoteWritten("dates", "order-end", SECRET), sent(1))
    view = worded(vault, Words(tag))
    assert view
    assert "MARKER" not in repr(view)


def kept_in_detention(*events: object) -> tuple[object, ...]:
    return SettingChanged("detention"), TalkStopped("finished"), *events


def test_somebody_met_in_detention_waits_for_a_second_talk_with_a_day_or_without(vault: Vault) -> None:
    open_ = case(vault, *kept_in_detention())
    dated = case(vault, *kept_in_detention(NoteWritten("dates", "second-talk", day(2))))
    assert grouped(vault) == {"week": [(dated, "talk")], "no-day": [(open_, "talk")]}
    told = [row.text for rows in worded(vault).values() for row in rows]
    assert told[1] == "Second interview with someone who is held: the day is still to be set"


def test_a_term_of_the_law_a_court_day_and_a_stay_after_the_term_stand_there(vault: Vault) -> None:
    shelter = SettingChanged("shelter")
    late = case(vault, shelter, NoteWritten("dates", "interim", day(-30)))
    runs = case(vault, shelter, NoteWritten("dates", "interim", day(-20)), NoteWritten("dates", "hearing", day(3)))
    assert grouped(vault) == {"overdue": [(late, "term")], "week": [(runs, "term"), (runs, "court")]}
    told = [row.text for rows in worded(vault).values() for row in rows]
    assert told[0].startswith("Still in the shelter after the term, which ended on ")
    assert told[1].startswith("Length of the interim order: at the latest ")
    assert "calculated from the law" in told[1]


def test_the_next_visit_of_a_site_stands_among_the_reminders(vault: Vault) -> None:
    for event in (SiteOpened("a", "Glove works"), SiteClosed("a"), SiteFollowUp("a", day(3))):
        vault.append("", event)
    assert [(row.kind, row.text) for row in worded(vault)["week"]] == [("visit", "Visit again: Glove works")]

"""The desk: what is due today, the cases in any order, and the ones that have in them what was typed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import open_content
from screening.casework.record import desk_list, desk_views, retention
from screening.casework.record.desk_list import AT_ONCE, MADE_AT_ONCE, ListPage, Wish
from screening.casework.record.desk_views import CaseloadView
from screening.domain.events.catalogue import CaseOpened, GateAnswered, SettingChanged, TalkStopped
from screening.domain.events.referral import PromiseMade, PromiseSettled, ReferralAnswered, ReferralSent
from screening.domain.events.session import NoteWritten
from screening.settings import OWN
from screening.store import Vault, open_vault
from screening.store.vault.case_list import LABEL, CaseList
from screening.wording.catalogue.translations import Words
from tests.made_vaults import PASSPHRASE, made_record

TODAY = datetime.date.today()
WORDS = Words("en")
SETTINGS = ("hostel", "workplace")
SECRET = "MARKER the sister has the passport"


def day(by: int) -> str:
    return (TODAY + datetime.timedelta(days=by)).isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_record(tmp_path / "record", "Officer Aina", "labour-officer", "Shelter House")


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with open_vault(folder, PASSPHRASE) as found:
        yield found


def sent(by: int) -> ReferralSent:
    return ReferralSent("labour-department", ("facts",), "pdf", "0" * 64, day(by))


def case(vault: Vault, *events: object, setting: str = "workplace", label: str = "") -> str:
    """A new case with these events, begun at the gate; its code."""
    code = vault.new_case()
    opened = CaseOpened(open_content().protocol.id, setting, "field")
    vault.append_many(code, (opened, SettingChanged(setting), GateAnswered("hearing", "nobody", 1), *events))
    if label:
        vault.set_draft(code, LABEL, label)
    return code


def prepared(vault: Vault, today: datetime.date = TODAY) -> CaseList:
    found = desk_list.open_list(vault)
    while desk_list.refresh(found, open_content(), WORDS, today):
        pass
    return found


def listed(
    vault: Vault, wish: Wish | None = None, was: ListPage | None = None, by: int = 0, today: datetime.date = TODAY
) -> ListPage:
    return desk_list.find(prepared(vault, today), wish or Wish(), WORDS, today, was, by)


def codes(found: ListPage) -> list[str]:
    return [each.case for each in found.lines]


def worded(found: ListPage, words: Words = WORDS, today: datetime.date = TODAY) -> CaseloadView:
    return desk_views.view_of(found, words, services.shipped(OWN), today)


# --- what is due


def test_what_is_due_stands_with_todays_promise_first_then_what_is_late_then_what_ends(vault: Vault) -> None:
    ends = case(vault, NoteWritten("dates", "order-end", day(2)))
    late = case(vault, sent(-7))
    today = case(vault, PromiseMade("1", SECRET, day(0)))
    case(vault, PromiseMade("1", SECRET, day(1)))
    view = worded(listed(vault))
    assert [(each.case, each.kind) for each in view.due] == [(today, "promise"), (late, "reply"), (ends, "order")]
    assert [each.when for each in view.due] == ["today", "7 days late", "in 2 days"]


def test_what_was_settled_answered_or_lies_beyond_three_days_is_not_due(vault: Vault) -> None:
    case(vault, PromiseMade("1", SECRET, day(-1)), PromiseSettled("1", "kept"))
    case(
        vault,
        sent(-7),
        ReferralAnswered("labour-department", "acknowledged"),
    )
    case(vault, NoteWritten("dates", "order-end", day(4)))
    case(vault, sent(1))
    view = worded(listed(vault))
    assert view.due_day and not view.due


def test_an_extension_counts_in_place_of_the_day_that_it_moves(vault: Vault) -> None:
    case(vault, NoteWritten("dates", "order-end", day(1)), NoteWritten("dates", "extension", day(30)))
    assert not worded(listed(vault)).due


def test_an_order_whose_end_cannot_be_read_as_a_day_is_left_alone(vault: Vault) -> None:
    case(vault, NoteWritten("dates", "order-end", "when the magistrate says"))
    assert not worded(listed(vault)).due


def test_three_things_are_shown_and_the_others_are_said_as_a_number(vault: Vault) -> None:
    for late in range(5):
        case(vault, PromiseMade("1", SECRET, day(-late)))
    view = worded(listed(vault))
    assert len(view.due) == 3
    assert view.due_more == "Show 2 more"


def test_a_case_past_its_keeping_time_is_due_and_another_clock_moves_its_day(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = case(vault)
    clocks = dict(retention.clocks_of(vault))
    assert not worded(listed(vault)).due
    monkeypatch.setattr(retention, "clocks_of", lambda _vault: {**clocks, "unfinished": 0})
    (due,) = worded(listed(vault)).due
    assert (due.case, due.kind) == (code, "keep")


@pytest.mark.requirement("NV36")
def test_no_word_of_a_promise_stands_on_the_desk_or_in_its_index(vault: Vault) -> None:
    case(vault, PromiseMade("1", SECRET, day(0)), NoteWritten("dates", "order-end", SECRET))
    assert "MARKER" not in repr(worded(listed(vault)))
    with vault.reading() as tables:
        kept = [tables.con.execute(f"SELECT * FROM {name}").fetchall() for name in ("case_index", "case_due")]
    assert kept[0]
    assert "MARKER" not in repr(kept)


def test_where_a_case_stands_is_another_thing_on_the_day_after_its_promise(vault: Vault) -> None:
    case(vault, PromiseMade("1", SECRET, day(1)))
    assert listed(vault).lines[0].state != "promise-late"
    assert listed(vault, today=TODAY + datetime.timedelta(days=1)).lines[0].state != "promise-late"
    assert listed(vault, today=TODAY + datetime.timedelta(days=2)).lines[0].state == "promise-late"


# --- the filter


@pytest.mark.parametrize("typed", ["green", "GREEN b", "hostel", "before the"])
def test_any_part_of_label_place_or_state_finds_the_case(vault: Vault, typed: str) -> None:
    code = case(vault, setting="hostel", label="green bus")
    case(vault, TalkStopped("finished"))
    assert codes(listed(vault, Wish(typed=typed))) == [code]


def test_a_part_of_the_code_finds_it_with_or_without_capitals_and_hyphens(vault: Vault) -> None:
    code = case(vault)
    case(vault)
    for typed in (code, code.lower(), code.replace("-", " "), code[2:7]):
        assert code in codes(listed(vault, Wish(typed=typed)))
    assert len(codes(listed(vault, Wish(typed=code)))) == 1


def test_what_nothing_contains_is_said_with_how_many_there_are(vault: Vault) -> None:
    case(vault)
    view = worded(listed(vault, Wish(typed="zebra")))
    assert (view.rows, view.nothing) == ((), "Nothing contains “zebra”.")
    assert "0 of 1 shown" in view.count_and_order


def test_the_filter_reads_the_words_of_the_officers_language(vault: Vault) -> None:
    code = case(vault)
    words = Words("ms")
    told = words.say("case.at-gate")
    found = desk_list.find(prepared(vault), Wish(typed=told.upper()), words, TODAY)
    assert codes(found) == [code]


def test_a_sign_that_a_database_would_take_for_any_text_is_only_that_sign(vault: Vault) -> None:
    case(vault, label="tea stall")
    assert not codes(listed(vault, Wish(typed="tea%")))
    assert not codes(listed(vault, Wish(typed="_")))


# --- order and pages


def test_each_heading_puts_the_cases_in_its_order_and_the_other_way_round(vault: Vault) -> None:
    for label in ("river", "", "Blue gate", "tea"):
        case(vault, label=label)
    up = [each.label for each in listed(vault, Wish("label")).lines]
    assert up == ["Blue gate", "river", "tea", ""]
    assert [each.label for each in listed(vault, Wish("label", turned=True)).lines] == up[::-1]
    by_code = codes(listed(vault, Wish("code")))
    assert by_code == sorted(by_code)
    assert codes(listed(vault, Wish("code", turned=True))) == by_code[::-1]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, set[str]]]:
    """More cases than two pages hold, of many labels, places and states."""
    folder = made_record(tmp_path_factory.mktemp("many") / "record", "Officer Aina", "labour-officer", "Shelter House")
    with open_vault(folder, PASSPHRASE) as vault:
        yield (
            vault,
            {
                case(vault, *([TalkStopped("later")] if n % 3 else []), setting=SETTINGS[n % 2], label=str(n % 7))
                for n in range(2 * AT_ONCE + 20)
            },
        )


@pytest.mark.parametrize("column", desk_list.COLUMNS)
@pytest.mark.parametrize("turned", [False, True])
def test_page_after_page_shows_every_case_once_in_either_direction(
    many: tuple[Vault, set[str]], column: str, turned: bool
) -> None:
    vault, made = many
    wish = Wish(column, turned)
    found = [listed(vault, wish)]
    for _ in range(2):
        found.append(listed(vault, wish, found[-1], 1))
    forwards = [code for part in found for code in codes(part)]
    assert len(forwards) == len(made)
    assert set(forwards) == made
    assert [each.first for each in found] == [0, AT_ONCE, 2 * AT_ONCE]
    last = listed(vault, wish, by=2)
    assert (codes(last), last.first) == (forwards[2 * AT_ONCE :], 2 * AT_ONCE)
    before = listed(vault, wish, last, -1)
    assert (codes(before), before.first) == (forwards[AT_ONCE : 2 * AT_ONCE], AT_ONCE)


def test_the_page_of_a_filter_says_which_of_how_many_cases_it_shows(many: tuple[Vault, set[str]]) -> None:
    vault, made = many
    place = listed(vault, Wish(typed="hostel"))
    assert (place.matched, place.first, place.before, place.after) == (len(made) // 2, 0, False, True)
    assert worded(place).count_and_order.startswith(f"1 to {AT_ONCE} of {len(made) // 2} shown.")
    last = listed(vault, Wish(typed="hostel"), place, 1)
    assert (last.first, last.before, last.after) == (AT_ONCE, True, False)
    assert len(last.lines) == len(made) // 2 - AT_ONCE


def test_the_order_of_places_is_that_of_their_words(vault: Vault) -> None:
    for setting in ("workplace", "hostel", "shelter"):
        case(vault, setting=setting)
    shown = [row.where for row in worded(listed(vault, Wish("place"))).rows]
    assert len(set(shown)) == 3
    assert shown == sorted(shown, key=str.casefold)
    assert [row.where for row in worded(listed(vault, Wish("place", turned=True))).rows] == shown[::-1]


# --- the index


def test_a_case_that_changed_moves_to_the_top_and_tells_where_it_stands_now(vault: Vault) -> None:
    first, second = case(vault), case(vault)
    assert codes(listed(vault)) == [second, first]
    vault.append(first, TalkStopped("finished"))
    found = listed(vault)
    assert codes(found) == [first, second]
    assert found.lines[0].state == "stopped.finished"


def test_an_erased_case_leaves_no_line_and_nothing_that_is_due(vault: Vault) -> None:
    code = case(vault, PromiseMade("1", SECRET, day(0)), label="green bus")
    listed(vault)
    vault.erase([code], "asked")
    with vault.reading() as tables:
        for name in ("case_index", "case_due"):
            assert not tables.con.execute(f"SELECT * FROM {name}").fetchall()
    assert not listed(vault).total


def test_a_case_without_anything_recorded_is_empty_until_it_has_a_label(vault: Vault) -> None:
    code = vault.new_case()
    vault.append(code, CaseOpened(open_content().protocol.id, "workplace", "field"))
    assert worded(listed(vault)).rows[0].empty
    prepared(vault).set_label(code, "tea stall")
    row = worded(listed(vault)).rows[0]
    assert (row.empty, row.label) == (False, "tea stall")
    assert not retention.is_empty(vault, code)


def test_the_list_of_a_large_record_is_made_in_parts_and_kept_for_the_next_opening(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        for _ in range(MADE_AT_ONCE + 5):
            case(vault)
        found = desk_list.open_list(vault)
        assert desk_list.refresh(found, open_content(), WORDS, TODAY) == 5
        assert desk_list.refresh(found, open_content(), WORDS, TODAY) == 0
    with open_vault(folder, PASSPHRASE) as vault:
        assert desk_list.refresh(desk_list.open_list(vault), open_content(), WORDS, TODAY) == 0
        assert listed(vault).total == MADE_AT_ONCE + 5


def test_a_record_that_takes_nothing_has_its_list_all_the_same(vault: Vault) -> None:
    code = case(vault)
    vault.trouble = "not-saved-disk-full"
    found = desk_list.open_list(vault)
    assert found.in_memory
    assert codes(listed(vault)) == [code]
    with vault.reading() as tables:
        names = {row[0] for row in tables.con.execute("SELECT name FROM sqlite_master").fetchall()}
    assert "case_index" not in names
    vault.trouble = ""


def test_the_label_stays_in_the_record_that_is_locked_and_opened_again(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        code = case(vault)
        prepared(vault).set_label(code, "green bus")
    with open_vault(folder, PASSPHRASE) as vault:
        assert worded(listed(vault)).rows[0].label == "green bus"
        assert vault.draft(code, LABEL) == "green bus"

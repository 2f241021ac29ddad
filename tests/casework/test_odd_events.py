"""Whatever an event of another program or of another's hand says, every page, list, log and paper still opens."""

from __future__ import annotations

import dataclasses
import datetime
import typing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.casework.content import country
from screening.casework.content.directory import shipped
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.record import desk_list, desk_views, raw_case, supervision
from screening.casework.record import retention as retaining
from screening.casework.record.audit_log import KINDS, log
from screening.casework.statistics import export
from screening.domain.answers import Answer, How
from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import record as rec
from screening.domain.events.allowed_values import ALLOWED
from screening.domain.events.catalogue import Event, Recorded, from_json, to_json
from screening.domain.events.referral import PromiseMade, RecipientAdded, ReferralSent, SheetNoted
from screening.domain.events.session import SecondViewWritten
from screening.domain.policy import retention
from screening.errors import ScreeningError
from screening.settings import OWN
from screening.store import Vault, practice_vault
from screening.store.database.rows import Row, new_row
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import SAFE
from tests.casework.some_views import TODAY, every_paper, every_view, listed
from tests.sweeps import some_of

IN_CASES = tuple(cls for kind, cls in sorted(ev.EVENTS.items()) if kind not in ev.VAULT_KINDS)
AT = "2026-11-20T09:00:00Z"
TIMES = (
    AT, "2026-13-45T10:00:00Z", "2026-02-30T25:61:61Z", "0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
)  # fmt: skip
TEXTS = (
    "", " ", "zz", "yes", "2026-13-45", "9999-12-31", "-5", "9" * 30, "x" * 2000, "\x00", "{x}", "{0}", "../../x",
    "talk.question", "zz-ZZ", "ar", "\u202e<b>&</para>", "minor", "locked", "work", "shelter", "mapo-line", "talk",
    "identity:x", "account", "paper", "plan", "social", "wages", "2026-1",
)  # fmt: skip
"""Odd ones, and names that are right somewhere else."""


def a_value(hint: Any) -> st.SearchStrategy[Any]:
    """Something that the field's type lets through."""
    if typing.get_origin(hint) is tuple:
        return st.lists(st.sampled_from(TEXTS), max_size=3)
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.sampled_from((0, -1, 1, 2, 10**20))
    if hint in (Answer, How):
        return st.sampled_from([each.value for each in hint])
    return st.sampled_from(TEXTS)


def odd(cls: type[Any]) -> st.SearchStrategy[Event]:
    """An event of a kind with such values, read as it is from a file."""
    fields = {field.name: a_value(typing.get_type_hints(cls)[field.name]) for field in dataclasses.fields(cls)}
    return st.fixed_dictionaries(fields).map(lambda body: from_json(cls.kind, body))


def sound(cls: type[Any]) -> st.SearchStrategy[Event]:
    """The same where this program reads it: no field says what it does not know."""
    return odd(cls).filter(lambda event: not isinstance(event, ev.Unknown))


BEGUN: tuple[Event, ...] = (
    ev.CaseOpened("2026-1", "workplace", "field"),
    *(ev.GateAnswered(line, choice) for line, choice in SAFE.items()),
    ev.LanguageChosen("bn"),
    *(ev.ConsentDecided(decision, "yes", "v", "bn") for decision in ("talk", "notes", "count", "identity")),
)
ENDED: tuple[Event, ...] = (
    *BEGUN,
    ev.AnswerGiven("locked", Answer.YES, How.TOLD),
    ev.WordsWritten("work", "1", "They keep it."),
    ev.TalkStopped("finished"),
    ev.ViewWritten(("control",), "sure", "The papers."),
    ev.AssessmentOpened("2026-1", ("formal_identification",), "x"),
    SecondViewWritten("Officer Budi", ("control",), "sure", "The papers."),
    SheetNoted("service", "region", "johor"),
    RecipientAdded("mapo-line", "wish"),
    ev.ConsentDecided("words", "yes", "v", "bn", recipient="mapo-line:words"),
    ReferralSent("mapo-line", ("words",), "saved", "d", "2026-11-30"),
    PromiseMade("1", "A call", "2026-11-30"),
    ev.FormIssued("referral-my", "saved", "d"),
)


def recorded(events: typing.Iterable[Event], at: str = AT) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(event, f"{number:064}", at, "Aina", "AB"[number % 2], number, number)
        for number, event in enumerate(events, start=1)
    )


def with_it(event: Event, before: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a case with one more, or with another beginning."""
    return (event, *before[1:]) if isinstance(event, ev.CaseOpened) else (*before, event)


def talk_of(case: Case, content: Content, language: str = "en") -> Interview | None:
    try:
        return Interview(content_of(case, content), case, Words(language), "labour-officer")
    except ScreeningError:  # an edition that is not here is said so
        return None


def worded(events: tuple[Event, ...], content: Content, at: str = AT, *, papers: bool = False) -> None:
    """Everything that is said of a case with these events is said, or refused with a sentence."""
    told = recorded(events, at)
    case = fold("ABCD-EFGH-K", told)
    unknown = case.country not in ("", *(each.id for each in country.choices()))
    assert unknown or listed(content, case, Words("en")).state != Words("en").say("case.not-shown")
    retention.due(case, told, dict.fromkeys(retention.KINDS, 30), TODAY)
    retaining.counted(case, content.installation)
    talk = talk_of(case, content)
    if talk is None:
        return
    export.summary(export.counted([case], content))
    for name, view in every_paper(talk) if papers else every_view(talk):
        try:
            view()
        except ScreeningError:
            continue
        except Exception as trouble:
            trouble.add_note(name)
            raise


def test_a_case_of_a_country_that_only_a_newer_program_knows_stands_in_the_list_as_not_shown(content: Content) -> None:
    for name, shown in (("zz", False), (" ", False), ("th", True), ("", True)):
        opened = dataclasses.replace(next(each for each in ENDED if isinstance(each, ev.CaseOpened)), country=name)
        case = fold("ABCD-EFGH-K", recorded(with_it(opened, ENDED)))
        told = listed(content, case, Words("en")).state
        assert (told != Words("en").say("case.not-shown")) is shown, name


@pytest.mark.one_in(8)
@pytest.mark.parametrize("cls", some_of(IN_CASES, every=4), ids=lambda cls: cls.kind)
def test_every_page_opens_whatever_an_event_says(cls: type[Any], content: Content) -> None:
    @given(odd(cls), st.sampled_from((BEGUN, ENDED)))
    @settings(max_examples=6)
    def law(event: Event, before: tuple[Event, ...]) -> None:
        worded(with_it(event, before), content)

    law()


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    "cls", some_of(dict.fromkeys(type(event) for event in ENDED), every=4), ids=lambda cls: cls.kind
)
def test_and_where_only_one_field_says_something_odd(cls: type[Any], content: Content) -> None:
    """In an event that stands in a finished case already, which the pages after the talk read."""
    there = next(event for event in ENDED if type(event) is cls)

    @given(st.data())
    @settings(max_examples=8)
    def law(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([field.name for field in dataclasses.fields(cls)]))
        body = to_json(there) | {name: data.draw(a_value(typing.get_type_hints(cls)[name]))}
        worded(with_it(from_json(cls.kind, body), ENDED), content)

    law()


def test_every_page_opens_whatever_several_say_together(content: Content) -> None:
    @given(st.lists(st.sampled_from(IN_CASES).flatmap(odd), min_size=2, max_size=8))
    @settings(max_examples=15)
    def law(events: list[Event]) -> None:
        worded((*ENDED, *events), content)

    law()


def test_every_paper_is_made_whatever_an_event_says(content: Content) -> None:
    @given(st.sampled_from(IN_CASES).flatmap(sound))
    @settings(max_examples=20)
    def law(event: Event) -> None:
        worded(with_it(event, ENDED), content, papers=True)

    law()


@pytest.mark.one_in(8)
@pytest.mark.parametrize("at", TIMES)
@pytest.mark.parametrize("setting", ["workplace", "shelter"])
def test_every_page_and_paper_opens_whatever_the_times_say(at: str, setting: str, content: Content) -> None:
    events = (*ENDED, ev.SettingChanged(setting), ev.TalkResumed(), ev.ClosingNoted("wishes", "home"))
    worded(events, content, at)
    worded(events, content, at, papers=True)


def test_what_a_field_may_say_is_said_in_the_table_of_what_is_understood() -> None:
    for kind, fields in ALLOWED.items():
        hints = typing.get_type_hints(ev.EVENTS[kind])
        assert set(fields) <= set(hints)
        for name in fields:
            assert isinstance(from_json(kind, {name: ["zz"] if typing.get_origin(hints[name]) else "zz"}), ev.Unknown)


# --- a record that holds such entries already


def put_in(vault: Vault, *events: Event, at: str = AT) -> str:
    """A case that came with these entries, by another's hand."""
    code, tables, prev = vault.new_case(), vault._open(), "0" * 64
    rows: list[Row] = []
    for seq, event in enumerate(events, start=1):
        rows.append(new_row(event, case=code, strand="THEIRS", seq=seq, lamport=seq, at=at, by="M", prev=prev))
        prev = rows[-1].link.digest
    with tables.transaction():
        tables.add(rows)
    return code


@pytest.mark.one_in(4)
@pytest.mark.parametrize("cls", some_of(ev.EVENTS.values(), every=4), ids=lambda cls: cls.kind)
def test_the_log_and_the_list_open_whatever_stands_in_them(cls: type[Any], content: Content) -> None:
    vault, words = practice_vault(), Words("en")

    @given(odd(cls), st.sampled_from(TIMES))
    @settings(max_examples=6)
    def law(event: Event, at: str) -> None:
        put_in(vault, *with_it(event, BEGUN), at=at)
        lines = log(vault, words)
        assert all(line.text for line in lines)

    law()
    shown = desk_list.newest(vault, content, words, TODAY).lines
    assert len(shown) == len(vault.cases())
    assert "not-shown" not in {line.state for line in shown}
    supervision.overview(vault, words, TODAY)
    retaining.due_now(vault, retaining.clocks_of(vault), TODAY)


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.kind)
def test_every_kind_of_the_log_has_its_words_where_it_belongs(cls: type[Any]) -> None:
    vault, words = practice_vault(), Words("en")
    case = vault.new_case() if cls.kind not in ev.VAULT_KINDS else ""
    types = {field.name: typing.get_type_hints(cls)[field.name] for field in dataclasses.fields(cls)}
    body = {
        name: [] if typing.get_origin(hint) is tuple else {int: 1, bool: True}.get(hint, "zz")
        for name, hint in types.items()
    }
    if case:
        vault.append(case, ev.CaseOpened("2026-1", "office", "field"))
    vault.append(case, from_json(cls.kind, body))
    line = log(vault, words)[0]
    odd_value = words.say("log.other")
    assert line.text != odd_value or cls in (rec.RecordErased, rec.KeysChanged, ev.IdentityHandled, rec.CountsTaken)


def test_a_case_that_cannot_be_worded_is_listed_and_the_others_with_it(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    from screening.casework.record import caseload as room

    vault, words = practice_vault(), Words("en")
    whole, broken, unfolded = (put_in(vault, *BEGUN) for _ in range(3))
    standing, folding = room._standing, room.fold

    def failing(interview: Interview, today: datetime.date) -> object:
        if interview.case.code == broken:
            raise KeyError("a mistake of ours")
        return standing(interview, today)

    def not_folding(code: str, events: Any) -> Case:
        if code == unfolded:
            raise ValueError("a mistake of ours")
        return folding(code, events)

    monkeypatch.setattr(room, "_standing", failing)
    monkeypatch.setattr(room, "fold", not_folding)
    page = desk_list.newest(vault, content, words, TODAY)
    rows = {row.code: row for row in desk_views.view_of(page, words, shipped(OWN), TODAY).rows}
    assert set(rows) == {whole, broken, unfolded}
    assert rows[broken].state == rows[unfolded].state == words.say("case.not-shown")
    assert rows[whole].state != words.say("case.not-shown")


def test_its_entries_can_be_read_and_it_can_be_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    vault, words = practice_vault(), Words("en")
    later = ev.Unknown("from-later", {"a": "b\u202e"})
    code = put_in(vault, *BEGUN, ev.WordsWritten("work", "1", "what was said"), later)
    shown = raw_case.plain(vault, code, words)
    assert vault.events(code)[-1].event == ev.CaseViewed()
    told = [line.text for line in shown.view.lines]
    assert len(told) == len(BEGUN) + 4
    assert any("what was said" in line for line in told)
    assert any("from-later" in line and "\u202e" not in line for line in told)
    monkeypatch.setattr(retaining, "fold", lambda *_given: 1 / 0)
    assert retaining.erase_asked(vault, code, "", "") == 1
    assert vault.cases() == ()


def test_what_an_erased_case_counts_as_is_never_what_somebody_wrote(tmp_path: Path) -> None:
    vault = practice_vault()
    secret = "+60 12 345 6789"
    code = put_in(
        vault, ev.CaseOpened("2026-1", secret, "field"), ev.ConsentDecided("count", "yes", "v", "en"),
        ev.AssessmentOpened("2026-1", (secret, "formal_identification"), "x"),
    )  # fmt: skip
    retaining.erase_asked(vault, code, "", "")
    assert vault.tally() == {"counted": 1, "erased.asked": 1, "path.formal_identification": 1, "setting.other": 1}

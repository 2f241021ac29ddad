"""Statistics leave with an entry, for those who may have them, and row by row only with a second person's yes."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.record import statistics_release
from screening.casework.record.audit_log import log
from screening.casework.statistics import export
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import (
    AnswerGiven,
    CaseOpened,
    ConsentDecided,
    GateAnswered,
    LanguageChosen,
    WordsWritten,
)
from screening.domain.events.exchange import NotWritten
from screening.domain.events.record import CountsTaken
from screening.errors import BadInput, NotAccepted, NotSaved, StoreTrouble
from screening.store import Vault, create_vault, name_second
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Cost
from screening.store.folder import throttle
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import SAFE

PASSPHRASE, SECOND = "lantern copper meadow thimble walnut", "saddle pepper window orchid marble"
QUICK = Cost(1, 64 << 20)
SECRET = "qxwordsxq"
SIGNS = ("papers-kept", "locked", "little-pay", "debt-grows", "violence")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A record with 24 people who agreed to be counted; twelve of them are possible victims."""
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    monkeypatch.setattr(throttle, "_waits", {})
    made = create_vault(tmp_path / "record", PASSPHRASE, "Officer", "ngo", "House", cost=QUICK)
    for number in range(24):
        told = SIGNS if number < 12 else ()
        made.append_many(
            made.new_case(),
            (
                CaseOpened("2026-1", "workplace", "field"),
                *(GateAnswered(line, choice) for line, choice in SAFE.items()),
                LanguageChosen("bn"),
                *(ConsentDecided(name, "yes", "v", "bn") for name in ("talk", "notes", "count")),
                *(AnswerGiven(item, Answer.YES, How.TOLD) for item in told),
                WordsWritten("work", "1", SECRET),
            ),
        )
    yield made
    made.close()


def entries(vault: Vault) -> list[CountsTaken | NotWritten]:
    return [each.event for each in vault.events("") if isinstance(each.event, CountsTaken | NotWritten)]


def asked(times: list[str], answer: str = SECOND):
    """A second person who says their passphrase, and how often they were asked."""

    def say() -> str:
        times.append(answer)
        return answer

    return say


@pytest.mark.parametrize("kind", export.PER_CASE)
def test_rows_for_each_person_need_the_second_person(vault: Vault, kind: str, content: Content, tmp_path: Path) -> None:
    out, words = tmp_path / "out.csv", Words("en")
    with pytest.raises(NotAccepted, match="second-first"):
        statistics_release.take_out(vault, kind, out, content, asked([]))
    name_second(vault, "Officer Chong", SECOND)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        statistics_release.take_out(vault, kind, out, content, asked([], PASSPHRASE))
    throttle._waits.clear()
    assert not out.exists()
    assert entries(vault) == []
    statistics_release.take_out(vault, kind, out, content, asked([]))
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert entries(vault) == [CountsTaken(kind, "saved", digest, "Officer Chong")]
    (line,) = [each.text for each in log(vault, words) if "row for each person" in each.text]
    assert "Officer Chong" in line


def test_counts_leave_without_one_and_are_noted(vault: Vault, content: Content, tmp_path: Path) -> None:
    times: list[str] = []
    statistics_release.take_out(vault, "summary", tmp_path / "out.csv", content, asked(times))
    assert times == []
    assert [(each.what, each.way, each.second) for each in entries(vault)] == [("summary", "saved", "")]


def test_the_entry_holds_nothing_of_anybody(vault: Vault, content: Content, tmp_path: Path) -> None:
    statistics_release.take_out(vault, "summary", tmp_path / "out.csv", content)
    statistics_release.shown(vault, content, Words("en"))
    told = repr(entries(vault))
    assert SECRET not in told
    assert not any(code in told for code in vault.cases())


def test_looking_at_the_counts_is_noted(vault: Vault, content: Content) -> None:
    statistics_release.shown(vault, content, Words("en"))
    statistics_release.overview(vault, Words("en"), datetime.date(2026, 11, 24))
    assert entries(vault) == [CountsTaken("page", "shown"), CountsTaken("overview", "shown")]


@pytest.mark.parametrize("role", ["trainer", "reviewer"])
def test_roles_without_counts_get_none(vault: Vault, content: Content, tmp_path: Path, role: str) -> None:
    vault.role = role
    for take in (
        lambda: statistics_release.take_out(vault, "summary", tmp_path / "out.csv", content),
        lambda: statistics_release.shown(vault, content, Words("en")),
    ):
        with pytest.raises(NotAccepted, match="role-may-not"):
            take()
    assert not (tmp_path / "out.csv").exists()
    assert entries(vault) == []


def test_what_cannot_be_noted_is_not_written(vault: Vault, content: Content, tmp_path: Path) -> None:
    vault.trouble = "not-saved-read-only"
    with pytest.raises(NotSaved):
        statistics_release.take_out(vault, "summary", tmp_path / "out.csv", content)
    assert not (tmp_path / "out.csv").exists()
    statistics_release.shown(vault, content, Words("en"))


def test_what_could_not_be_written_is_noted_as_that(vault: Vault, content: Content, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not-written"):
        statistics_release.take_out(vault, "summary", tmp_path / "missing" / "out.csv", content)
    left, stayed = entries(vault)
    assert isinstance(left, CountsTaken)
    assert stayed == NotWritten(left.digest)


@pytest.mark.parametrize(("name", "code"), [("record/vault.db", "inside-record"), ("out.csv", "bundle-file-exists")])
def test_no_file_is_overwritten_and_nothing_is_noted(
    name: str, code: str, vault: Vault, content: Content, tmp_path: Path
) -> None:
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    before = (tmp_path / name).read_bytes()
    with pytest.raises(BadInput) as told:
        statistics_release.take_out(vault, "summary", tmp_path / name, content)
    assert told.value.code == code
    assert (tmp_path / name).read_bytes() == before
    assert entries(vault) == []

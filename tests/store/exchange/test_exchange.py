"""Cases travel between laptops: what one recorded is in the other, in any order, once, whole or not at all."""

from __future__ import annotations

import errno
import itertools
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.casework.record.exchange import taken_lines
from screening.domain.answers import Answer, How
from screening.domain.case.sessions import override
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.exchange import BundleMade, BundleOpened, NotWritten
from screening.errors import BadInput, NotSaved
from screening.store import (
    Vault,
    add_contact,
    contacts,
    look_into,
    make_bundle,
    open_vault,
    own_card,
    practice_vault,
    rebuild_vault,
    remove_contact,
    take_in,
)
from screening.store.bundles.bundle_format import LONGEST_BY
from screening.store.database.journal import Journal, Position
from screening.store.exchange.exchange import had, publisher_card, trust
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import bundle, case_of, introduce, laptop, number, state
from tests.store.some_vault import PASSPHRASE, begin_case


def test_a_case_of_one_laptop_is_the_same_case_on_the_other(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 5)
    taken = take_in(budi, bundle(aina, budi, tmp_path))
    assert (taken.added, taken.changed, taken.sender.card.name) == (6, (code,), "Aina")
    assert budi.events(code) == aina.events(code)
    assert budi.fingerprint(code) == aina.fingerprint(code)


def test_the_same_bundle_again_adds_nothing(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    begin_case(aina, 3)
    sent = bundle(aina, budi, tmp_path)
    take_in(budi, sent)
    before = state(budi), budi.events("")
    assert take_in(budi, sent).added == 0
    assert (state(budi), budi.events("")) == before


def test_looking_into_a_bundle_changes_nothing(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    begin_case(aina, 3)
    before = state(budi), budi.events("")
    assert look_into(budi, bundle(aina, budi, tmp_path)).added == 4
    assert (state(budi), budi.events("")) == before


def test_what_leaves_and_what_comes_stands_in_the_record_without_a_word_of_the_case(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 1)
    made = make_bundle(aina, [code], [number(budi)], tmp_path, purpose="hand-over")
    take_in(budi, made.path)
    out, into = aina.events("")[-1].event, budi.events("")[-1].event
    assert isinstance(out, BundleMade) and isinstance(into, BundleOpened)
    assert (out.recipients, out.cases, out.purpose) == ((number(budi),), (code,), "hand-over")
    assert (into.sender, into.cases, into.added) == (number(aina), (code,), 2)
    assert (out.bundle, out.digest) == (into.bundle, into.digest)


def test_starts_without_numbers_of_two_laptops_are_all_in_both(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 0)
    take_in(budi, bundle(aina, budi, tmp_path))
    aina.append(code, override("johor", ("shelter",), "here"))
    budi.append(code, override("johor", ("medical",), "other", "The clinic is next door"))
    take_in(aina, bundle(budi, aina, tmp_path))
    take_in(budi, bundle(aina, budi, tmp_path))
    assert state(aina) == state(budi)
    for vault in (aina, budi):
        assert case_of(vault, code).sessions.begun_without("johor") == {"shelter", "medical"}
        assert not case_of(vault, code).unknown


def test_an_older_bundle_after_a_newer_one_takes_nothing_away(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 2)
    older = bundle(aina, budi, tmp_path)
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    take_in(budi, bundle(aina, budi, tmp_path))
    assert take_in(budi, older).added == 0
    assert budi.events(code) == aina.events(code)


def test_two_answers_that_had_not_seen_each_other_stand_side_by_side_until_one_is_settled(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina)
    take_in(budi, bundle(aina, budi, tmp_path))
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    budi.append(code, AnswerGiven("locked", Answer.NO, How.ASKED))
    take_in(budi, bundle(aina, budi, tmp_path))
    assert case_of(budi, code).contested == {"locked"}
    assert case_of(budi, code).answers["locked"].answer is Answer.NOT_KNOWN
    heads = tuple(head.digest for head in case_of(budi, code).heads["locked"])
    budi.append(code, AnswerGiven("locked", Answer.YES, How.TOLD, heads))
    take_in(aina, bundle(budi, aina, tmp_path))
    assert not case_of(aina, code).contested
    assert case_of(aina, code).answers["locked"].answer is Answer.YES
    assert state(aina) == state(budi)


class Team:
    """Three laptops, and a case that all three have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.laptops = [laptop(name) for name in ("Aina", "Budi", "Chandra")]
        introduce(*self.laptops)
        self.code = begin_case(self.laptops[0])
        for receiver in self.laptops[1:]:
            self.send(self.laptops[0], receiver)

    def send(self, sender: Vault, receiver: Vault) -> None:
        sent = bundle(sender, receiver, self.folder)
        take_in(receiver, sent)
        sent.unlink()

    def answer(self, who: Vault, item: str, answer: Answer) -> None:
        heads = case_of(who, self.code).heads.get(item, ())
        who.append(self.code, AnswerGiven(item, answer, How.TOLD, tuple(head.digest for head in heads)))

    def meet(self) -> None:
        """Everybody gives everybody what they have, until it can have gone all the way round."""
        for sender in (*self.laptops, *self.laptops):
            for receiver in self.laptops:
                if receiver is not sender:
                    self.send(sender, receiver)


ANSWERS = st.tuples(
    st.just("answer"), st.integers(0, 2), st.sampled_from(["locked", "papers"]), st.sampled_from(Answer)
)
SENDINGS = st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2))


@pytest.mark.sweep
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.one_of(ANSWERS, SENDINGS), max_size=14))
def test_three_laptops_come_to_the_same_whatever_happened_between_them(tmp_path: Path, acts: list[tuple]) -> None:
    team = Team(tmp_path)
    given_answers = 0
    for kind, who, *rest in acts:
        if kind == "answer":
            team.answer(team.laptops[who], *rest)
            given_answers += 1
        elif rest[0] != who:
            team.send(team.laptops[who], team.laptops[rest[0]])
    team.meet()
    first, *others = [state(each) for each in team.laptops]
    assert all(other == first for other in others)
    assert len(team.laptops[0].events(team.code)) == 1 + given_answers


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), twice=st.integers(0, 5))
def test_bundles_may_come_in_any_order_and_twice(tmp_path: Path, order: list[int], twice: int) -> None:
    senders = [laptop("Aina"), laptop("Budi")]
    receiver, again = laptop("Chandra"), laptop("Devi")
    introduce(*senders, receiver, again)
    sent: list[tuple[Path, Path]] = []
    for turn in range(6):
        sender = senders[turn % 2]
        begin_case(sender, turn)
        to = [number(receiver), number(again)]
        sent.append(make_bundle(sender, sender.cases(), to, tmp_path).path)
    for place in range(6):
        take_in(receiver, sent[place])
    for place in (*order, order[twice]):
        take_in(again, sent[place])
    assert state(again) == state(receiver)


def test_a_strand_that_somebody_passes_on_is_taken_with_the_hand_of_its_writer(tmp_path: Path) -> None:
    aina, budi, chandra = laptop("Aina"), laptop("Budi"), laptop("Chandra")
    introduce(aina, budi, chandra)
    code = begin_case(aina, 2)
    take_in(budi, bundle(aina, budi, tmp_path))
    budi.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    taken = take_in(chandra, bundle(budi, chandra, tmp_path))
    assert (taken.added, taken.strangers) == (4, 0)
    assert state(chandra) == state(budi)


@pytest.mark.parametrize("year", [2099, 9999])
def test_a_bundle_from_later_than_tomorrow_is_refused_and_changes_nothing(tmp_path: Path, year: int) -> None:
    """It would count as the newest of its sender for ever, and how their log stood would not be compared any more."""
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    begin_case(aina, 2)
    aina.clock = lambda: datetime(year, 12, 30, tzinfo=UTC)
    made = bundle(aina, budi, tmp_path)
    before = len(budi.events(""))
    with pytest.raises(BadInput, match="bundle-from-later"):
        take_in(budi, made)
    assert budi.cases() == ()
    assert len(budi.events("")) == before


def test_a_writer_whom_the_receiver_does_not_know_is_said(tmp_path: Path) -> None:
    aina, budi, chandra = laptop("Aina"), laptop("Budi"), laptop("Chandra")
    introduce(aina, budi)
    introduce(budi, chandra)
    begin_case(aina, 2)
    take_in(budi, bundle(aina, budi, tmp_path))
    assert take_in(chandra, bundle(budi, chandra, tmp_path)).strangers == 1


def test_what_somebody_taken_out_wrote_is_said_apart_and_kept(tmp_path: Path) -> None:
    aina, budi, chandra = laptop("Aina"), laptop("Budi"), laptop("Chandra")
    introduce(aina, budi, chandra)
    code = begin_case(chandra, 2)
    for each in (aina, budi):
        take_in(each, bundle(chandra, each, tmp_path))
    remove_contact(aina, number(chandra))
    chandra.append(code, AnswerGiven("late", Answer.YES, How.TOLD))
    with pytest.raises(BadInput, match="bundle-unknown-sender"):
        take_in(aina, bundle(chandra, aina, tmp_path))
    take_in(budi, bundle(chandra, budi, tmp_path))
    file = bundle(budi, aina, tmp_path)
    seen = look_into(aina, file)
    assert (seen.added, seen.taken_out, seen.strangers) == (1, 1, 0)
    told = " ".join(taken_lines(seen, Words("en")))
    assert "whose card you removed" in told
    assert "have not checked" not in told
    assert take_in(aina, file).taken_out == 1
    again = take_in(aina, bundle(budi, aina, tmp_path))
    assert (again.taken_out, again.strangers) == (0, 0)
    assert state(aina) == state(budi)


def test_nobody_can_add_to_the_strand_of_another(tmp_path: Path) -> None:
    aina, budi, chandra = laptop("Aina"), laptop("Budi"), laptop("Chandra")
    introduce(aina, budi, chandra)
    code = begin_case(aina, 2)
    for receiver in (budi, chandra):
        take_in(receiver, bundle(aina, receiver, tmp_path))
    budi.strand = aina.strand  # Budi, who has his own key, writes on in Aina's name.
    budi.append(code, AnswerGiven("locked", Answer.NO, How.TOLD))
    before = state(chandra)
    for receiver in (chandra, aina):
        with pytest.raises(BadInput) as told:
            take_in(receiver, bundle(budi, receiver, tmp_path))
        assert told.value.code == "bundle-not-theirs"
    assert state(chandra) == before


def test_a_strand_that_was_written_differently_on_two_disks_is_refused(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 2)
    take_in(budi, bundle(aina, budi, tmp_path))
    aina.append(code, AnswerGiven("locked", Answer.NO, How.TOLD))
    budi.strand = aina.strand
    budi.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    before = state(budi)
    with pytest.raises(BadInput) as told:
        take_in(budi, bundle(aina, budi, tmp_path))
    assert (told.value.code, told.value.details) == ("bundle-contradicts", {"case": code})
    assert state(budi) == before


def test_a_card_is_worth_nothing_until_its_number_was_read_aloud(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    card = own_card(budi)
    add_contact(aina, card)
    code = begin_case(aina)
    with pytest.raises(BadInput) as told:
        make_bundle(aina, [code], [card.number], tmp_path)
    assert told.value.code == "contact-not-checked"
    with pytest.raises(BadInput) as told:
        add_contact(aina, card, "12345 12345 12345 12345 12345 12345")
    assert told.value.code == "contact-number-differs"
    assert not contacts(aina)[card.number].checked
    assert add_contact(aina, card, card.number.replace(" ", "")).checked
    assert make_bundle(aina, [code], [card.number], tmp_path).path.exists()


def test_the_keys_and_the_contacts_are_in_the_vault_and_stay(vault: Vault, reopened: Callable[[], Vault]) -> None:
    other = laptop("Budi")
    card, theirs = own_card(vault), own_card(other)
    add_contact(vault, theirs, theirs.number)
    vault.close()
    again = reopened()
    assert own_card(again) == card
    assert contacts(again)[theirs.number].checked


class Killed(BaseException):
    """The power went."""


def killed_at(vault: Vault, sent: Path, monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException) -> None:
    """Take in a small bundle; at the frame number ``at`` (0 for after the last), ``trouble`` comes."""
    real, frames = Journal.append, itertools.count(1)

    def append(self: Journal, content: bytes, *, synced: bool = True) -> Position:
        if next(frames) == at:
            raise trouble
        position = real(self, content, synced=synced)
        if synced and not at:
            raise trouble
        return position

    monkeypatch.setattr(Journal, "append", append)
    with monkeypatch.context() as patch, pytest.raises((Killed, NotSaved)):
        if isinstance(trouble, Killed):
            patch.setattr(Vault, "_failed", lambda *_: None)  # who is killed takes nothing back
        take_in(vault, sent)
    monkeypatch.setattr(Journal, "append", real)


def test_an_import_that_is_killed_before_its_frame_never_happened(
    vault: Vault, reopened: Callable[[], Vault], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = laptop("Budi")
    introduce(vault, other)
    mine = begin_case(vault, 1)
    for _ in range(5):
        begin_case(other, 3)
    before = state(vault)
    killed_at(vault, bundle(other, vault, tmp_path), monkeypatch, 1, Killed())
    vault._let_go()
    again = reopened()
    assert state(again) == before
    assert again.verify().holds
    again.append(mine, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert take_in(again, bundle(other, again, tmp_path)).added == 20


def test_an_import_that_is_killed_after_its_last_frame_is_there_whole(
    vault: Vault, reopened: Callable[[], Vault], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = laptop("Budi")
    introduce(vault, other)
    for _ in range(5):
        begin_case(other, 3)
    killed_at(vault, bundle(other, vault, tmp_path), monkeypatch, 0, Killed())
    vault._let_go()
    again = reopened()
    assert {code: again.events(code) for code in again.cases()} == {code: other.events(code) for code in other.cases()}
    assert again.verify().holds


@pytest.mark.parametrize("at", [1, 0])
def test_an_import_that_the_disk_did_not_take_is_not_saved_at_all(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    other = laptop("Budi")
    introduce(vault, other)
    for _ in range(5):
        begin_case(other, 3)
    sent = bundle(other, vault, tmp_path)
    before = state(vault)
    killed_at(vault, sent, monkeypatch, at, OSError(errno.ENOSPC, "full"))
    assert vault.trouble == "not-saved-disk-full"
    assert vault.reopen().holds
    assert state(vault) == before
    assert take_in(vault, sent).added == 20


def test_an_import_is_in_the_recorder_too(vault: Vault, folder: Path, tmp_path: Path) -> None:
    other = laptop("Budi")
    introduce(vault, other)
    begin_case(other, 3)
    take_in(vault, bundle(other, vault, tmp_path))
    before, card = state(vault), own_card(vault)
    vault.close()
    (folder / "vault.db").write_bytes(b"")
    rebuild_vault(folder, PASSPHRASE)
    again = open_vault(folder, PASSPHRASE)
    assert {code: each[:2] for code, each in state(again).items()} == {code: each[:2] for code, each in before.items()}
    assert own_card(again) == card  # the keys came back from the backup
    begin_case(again, 1)
    assert take_in(other, bundle(again, other, tmp_path)).added == 2
    again.close()


def test_the_opening_of_a_case_is_where_it_was(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 1)
    take_in(budi, bundle(aina, budi, tmp_path))
    assert isinstance(budi.events(code)[0].event, CaseOpened)
    assert budi.listed_cases()[0] == aina.listed_cases()[0]


@pytest.mark.sweep
def test_two_times_five_hundred_cases_come_to_the_same_in_both_orders_and_twice(tmp_path: Path) -> None:
    aina, budi, one, other = (laptop(name) for name in ("Aina", "Budi", "Chandra", "Devi"))
    introduce(aina, budi, one, other)
    sent = []
    for sender in (aina, budi):
        for _ in range(500):
            sender.append(sender.new_case(), CaseOpened("2026-1", "office", "adult"))
        sent.append(make_bundle(sender, sender.cases(), [number(one), number(other)], tmp_path).path)
    assert [take_in(one, each).added for each in (sent[0], sent[1], sent[0])] == [500, 500, 0]
    assert [take_in(other, each).added for each in (sent[1], sent[0], sent[1])] == [500, 500, 0]
    assert one.cases() != other.cases()
    assert sorted(one.cases()) == sorted(other.cases())
    assert all(one.events(code) == other.events(code) for code in one.cases())
    assert set(one.listed_cases(0, -1)) == set(other.listed_cases(0, -1))


def test_a_case_that_does_not_verify_is_not_sent(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    code = begin_case(aina, 2)
    with aina._open().transaction():
        aina._open().con.execute("UPDATE event SET sealed = NULL WHERE case_code = ? AND seq = 2", (code,))
    with pytest.raises(BadInput) as told:
        bundle(aina, budi, tmp_path)
    assert (told.value.code, told.value.details) == ("bundle-unsound", {"case": code})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("longer", "code"), [(0, ""), (1, "bundle-not-sendable")])
def test_what_every_receiver_would_call_damaged_is_not_sent(longer: int, code: str, tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    aina.officer = "n" * (LONGEST_BY + longer)
    begin_case(aina, 2)
    aina.officer = "Aina"
    if not code:
        assert take_in(budi, bundle(aina, budi, tmp_path)).added == 3
        return
    with pytest.raises(BadInput) as told:
        bundle(aina, budi, tmp_path)
    assert told.value.code == code
    assert not list(tmp_path.iterdir())


def test_an_old_copy_that_was_put_back_is_told_by_a_bundle_that_knows_more(
    vault: Vault, folder: Path, tmp_path: Path, reopened: Callable[[], Vault]
) -> None:
    other = laptop("Budi")
    introduce(vault, other)
    code = begin_case(vault, 1)
    vault._let_go()
    shutil.copytree(folder, tmp_path / "old")
    later = reopened()
    later.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    take_in(other, bundle(later, other, tmp_path))
    later._let_go()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)
    again = reopened()
    taken = take_in(again, bundle(other, again, tmp_path))
    assert (taken.own, taken.added) == (1, 1)
    assert again.events(code) == other.events(code)


def test_only_a_publisher_or_a_headquarters_whose_number_was_checked_is_trusted_for_more_than_cases() -> None:
    aina, budi, desk = laptop("Aina"), laptop("Budi"), laptop("Release desk")
    published, colleague = publisher_card(desk), own_card(budi)
    for card, read in ((published, False), (colleague, True)):
        add_contact(aina, card, card.number if read else "")
    for card, code in ((published, "contact-not-checked"), (colleague, "contact-no-publisher")):
        with pytest.raises(BadInput, check=lambda error, code=code: error.code == code):
            trust(aina, card.number, content=True, updates=False)
    with pytest.raises(BadInput, match="contact-unknown"):
        trust(aina, "no such number", content=True, updates=True)
    with pytest.raises(BadInput, match="contact-number-differs"):
        add_contact(aina, published, colleague.number)
    with pytest.raises(BadInput, match="contact-is-yourself"):
        add_contact(aina, own_card(aina))
    add_contact(aina, published, published.number)
    for content, updates in ((True, False), (False, True), (True, True), (False, False)):
        told = trust(aina, published.number, content=content, updates=updates)
        assert (told.content, told.updates) == (content, updates)
        assert contacts(aina)[published.number] == told
    before = len(aina.events(""))
    trust(aina, published.number, content=False, updates=False)
    assert len(aina.events("")) == before, "the same again is no entry"


def test_a_card_has_a_case_that_went_there_or_came_from_there_and_not_what_could_not_be_written() -> None:
    first, second = "AAAA-AAAA-A", "BBBB-BBBB-B"
    with practice_vault() as vault:
        for event in (
            BundleMade("1", ("budi", "chen"), (first,), 3, "screening", "d1"),
            BundleMade("2", ("devi",), (first, second), 3, "screening", "d2"),
            NotWritten("d2"),
            BundleMade("3", ("emma",), (second,), 3, "screening", "d3"),
            BundleOpened("4", "farah", (first,), 2, "d4"),
            BundleOpened("5", "gita", (second,), 2, "d2"),
        ):
            vault.append("", event)
        assert had(vault, first) == {"budi", "chen", "farah"}
        assert had(vault, second) == {"emma", "gita"}
        assert had(vault, "CCCC-CCCC-C") == frozenset()

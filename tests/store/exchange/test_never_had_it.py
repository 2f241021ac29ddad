"""A believed colleague who never had a case, but knows its code, which stands on papers, adds nothing to it.

N11 of the second security trial: such a colleague added a yes for the police, and a withdrawal that closed the case.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.casework.record import exchange
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ConsentDecided, Event
from screening.domain.events.exchange import EntriesAccepted, EntriesKeptApart
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput, NotAccepted, StoreTrouble
from screening.store import KeptIdentity, Vault, create_vault, look_into, name_second, take_in
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row
from screening.store.exchange import apart
from screening.store.folder import throttle
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import bundle, forged, introduce, laptop, number, strand_of
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

SECOND = "ladder orchid pebble sailor timber"
OPENED = CaseOpened("2026-1", "office", "adult")
YES = ConsentDecided("authority", "yes", "v", "en", recipient="police-trafficking:signs")


@pytest.fixture
def pair() -> tuple[Vault, Vault, str]:
    """Aina with a case, and Budi, who knows no more of it than its code."""
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    return aina, budi, begin_case(aina, 2)


def strangers_word(budi: Vault, code: str, *events: Event) -> None:
    budi.append_many(code, (OPENED, *events))


@pytest.mark.requirement("CO7")
def test_it_adds_no_yes_no_answer_and_no_withdrawal(pair: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    aina, budi, code = pair
    before = aina.events(code), aina.fingerprint(code)
    strangers_word(budi, code, YES, AnswerGiven("item-0", Answer.NO, How.TOLD), Withdrawn("erase"))
    sent = bundle(budi, aina, tmp_path, code)
    for taken in (look_into(aina, sent), take_in(aina, sent)):
        assert (taken.added, taken.changed, taken.apart, taken.apart_entries) == (0, (), (code,), 4)
        assert any("never had the case" in line and code in line for line in exchange.taken_lines(taken, Words("en")))
    assert (aina.events(code), aina.fingerprint(code)) == before
    case = fold(code, aina.events(code))
    assert not case.taken_back and case.consented("authority", "police-trafficking:signs") == ""
    (kept,) = apart.kept_apart(aina)
    assert (kept.case, kept.sender, len(kept.rows), kept.takes_back) == (code, number(budi), 4, True)
    noted = [each.event for each in aina.events("") if isinstance(each.event, EntriesKeptApart)]
    assert [(each.case, each.sender, each.entries) for each in noted] == [(code, number(budi), 4)]


def test_the_same_again_changes_nothing_and_more_of_it_stays_apart(
    pair: tuple[Vault, Vault, str], tmp_path: Path
) -> None:
    aina, budi, code = pair
    strangers_word(budi, code)
    sent = bundle(budi, aina, tmp_path, code)
    take_in(aina, sent)
    entries = len(aina.events(""))
    take_in(aina, sent)
    assert len(aina.events("")) == entries
    budi.append(code, YES)
    take_in(aina, bundle(budi, aina, tmp_path, code))
    (kept,) = apart.kept_apart(aina, code)
    assert len(kept.rows) == 2
    assert apart.kept_apart(aina, "ZZZZ-ZZZZ-Z") == ()


def test_it_does_not_travel_on_with_the_case(pair: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    aina, budi, code = pair
    chen = laptop("Chen")
    introduce(aina, chen)
    strangers_word(budi, code, Withdrawn("erase"))
    take_in(aina, bundle(budi, aina, tmp_path, code))
    take_in(chen, bundle(aina, chen, tmp_path, code))
    assert chen.events(code) == aina.events(code)


def test_what_comes_from_somebody_who_got_the_case_counts_as_before(
    pair: tuple[Vault, Vault, str], tmp_path: Path
) -> None:
    aina, budi, code = pair
    chen = laptop("Chen")
    introduce(aina, budi, chen)
    take_in(budi, bundle(aina, budi, tmp_path, code))
    take_in(chen, bundle(budi, chen, tmp_path, code))
    chen.append(code, Withdrawn("keep"))
    aina.append(code, AnswerGiven("item-9", Answer.YES, How.TOLD))
    assert take_in(aina, bundle(chen, aina, tmp_path, code)).added == 1
    assert fold(code, aina.events(code)).taken_back


def test_two_who_opened_one_code_stay_apart_for_both(pair: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    """Whoever gets the entries of the other one gets no more of a say by that: a person decides."""
    aina, budi, code = pair
    strangers_word(budi, code, YES)
    assert take_in(aina, bundle(budi, aina, tmp_path, code)).apart == (code,)
    assert take_in(budi, bundle(aina, budi, tmp_path, code)).apart == (code,)
    taken = take_in(aina, bundle(budi, aina, tmp_path, code))
    assert (taken.added, taken.apart) == (0, (code,))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)


def withdrawn_by_telephone(vault: Vault, folder: Path) -> tuple[str, Vault]:
    budi = laptop("Budi")
    introduce(vault, budi)
    code = begin_case(vault, 1)
    strangers_word(budi, code, Withdrawn("keep"))
    take_in(vault, bundle(budi, vault, folder, code))
    return code, budi


@pytest.mark.requirement("CO8")
def test_a_withdrawal_at_another_office_counts_once_the_second_person_says_so(vault: Vault, tmp_path: Path) -> None:
    code, budi = withdrawn_by_telephone(vault, tmp_path)
    with pytest.raises(NotAccepted, match="second-first"):
        exchange.accept_apart(vault, code, number(budi), second=SECOND)
    name_second(vault, "Chong", SECOND, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        exchange.accept_apart(vault, code, number(budi), second=PASSPHRASE)
    throttle._waits.clear()
    assert not fold(code, vault.events(code)).taken_back
    (row,) = exchange.apart_rows(vault, Words("en"))
    assert (row.case, row.number) == (code, number(budi)) and "withdrew" in row.told and "Budi" in row.told
    assert exchange.accept_apart(vault, code, number(budi), second=SECOND) == 2
    assert fold(code, vault.events(code)).taken_back
    assert exchange.apart_rows(vault, Words("en")) == ()
    assert [each.event.by for each in vault.events("") if isinstance(each.event, EntriesAccepted)] == ["Chong"]
    with pytest.raises(BadInput, match="apart-none"):
        exchange.accept_apart(vault, code, number(budi), second=SECOND)
    budi.append(code, AnswerGiven("item-5", Answer.YES, How.TOLD))
    assert take_in(vault, bundle(budi, vault, tmp_path, code)).added == 1, "whose word was accepted goes on"
    vault.close()


@pytest.mark.requirement("CO8")
def test_or_once_somebody_said_the_person_s_own_safe_phrase(vault: Vault, tmp_path: Path) -> None:
    code, budi = withdrawn_by_telephone(vault, tmp_path)
    for said in ("anything", "blue umbrella"):
        with pytest.raises(StoreTrouble, match="wrong-phrase"):
            exchange.accept_apart(vault, code, number(budi), phrase=said)
    vault.append(code, ConsentDecided("identity", "yes", "v", "en"))
    vault.people.keep(code, KeptIdentity("A name", "a friend", "Blue umbrella"))
    with pytest.raises(StoreTrouble, match="wrong-phrase"):
        exchange.accept_apart(vault, code, number(budi), phrase="red umbrella")
    assert exchange.accept_apart(vault, code, number(budi), phrase=" blue  umbrella ") == 2
    assert fold(code, vault.events(code)).taken_back
    vault.close()


def test_what_is_kept_apart_goes_with_its_case_and_does_not_come_back_as_one(vault: Vault, tmp_path: Path) -> None:
    code, budi = withdrawn_by_telephone(vault, tmp_path)
    again = bundle(budi, vault, tmp_path, code)
    other = begin_case(vault, 1)
    vault.erase([code], "asked")
    assert apart.kept_apart(vault) == ()
    take_in(vault, again)
    assert vault.cases() == (other,)
    vault.close()


def test_a_third_one_puts_nothing_in_the_place_of_what_somebody_brought(
    pair: tuple[Vault, Vault, str], tmp_path: Path
) -> None:
    """A strand without a signature could take the name of another's, and so hide a true withdrawal."""
    aina, budi, code = pair
    mallory = laptop("Mallory")
    introduce(aina, mallory)
    strangers_word(budi, code, Withdrawn("keep"))
    take_in(aina, bundle(budi, aina, tmp_path, code))
    rows = strand_of([OPENED, YES, YES, YES], code, budi.strand)
    take_in(aina, forged_without_signature(mallory, aina, rows, tmp_path))
    kept = {each.sender: each.takes_back for each in apart.kept_apart(aina)}
    assert kept == {number(budi): True, number(mallory): False}
    assert apart.kept_apart(aina)[0].strand == apart.kept_apart(aina)[1].strand


def forged_without_signature(sender: Vault, receiver: Vault, rows: list[Row], folder: Path) -> Path:
    """A bundle of this strand whose head nobody signed, as after a disk was lost."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Head, "signed", lambda head, _keys: head)
        return forged(sender, receiver, [rows], folder)


@pytest.mark.parametrize("damage", ["body = zeroblob(60)", "case_code = 'ZZZZ-ZZZZ-Z'"])
def test_what_is_kept_apart_and_cannot_be_read_is_told_as_damage(
    pair: tuple[Vault, Vault, str], tmp_path: Path, damage: str
) -> None:
    """Other bytes, or those of a case that has no key here."""
    aina, budi, code = pair
    strangers_word(budi, code, YES)
    take_in(aina, bundle(budi, aina, tmp_path, code))
    aina.tables.con.execute(f"UPDATE apart_strand SET {damage}")
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        apart.kept_apart(aina)

"""Sending and letting in: nothing that the second person must agree to is done in steps without them (SX8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.record import access, exchange
from screening.domain.case.case import fold
from screening.domain.events.catalogue import ConsentDecided
from screening.domain.events.exchange import BundleMade
from screening.domain.events.record import KeysChanged
from screening.domain.events.session import Withdrawn
from screening.domain.policy.bulk_limit import ALONE, open_limits
from screening.errors import BadInput, NotAccepted, StoreTrouble
from screening.store import Vault, create_vault, list_key_slots, name_second, take_in
from screening.store.folder import throttle
from screening.store.folder.recovery_key import new_recovery_key
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session
from tests.store.some_bundles import introduce, laptop
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "ladder orchid pebble sailor timber"
DUTY = "Standing order 4"
THEIRS = "copper thimble walnut harbor basket"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)
    yield vault
    vault.close()
    throttle._waits.clear()


def test_cases_sent_one_by_one_come_to_the_second_person_as_well(vault: Vault, tmp_path: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    (number,) = [each.contact.card.number for each in exchange.people(vault, Words("en"))]
    most = open_limits(settings.indicators_root())[ALONE].cases
    cases = [begin_case(vault) for _ in range(most + 1)]
    for case in cases[:-1]:
        exchange.send(vault, [case], [number], tmp_path, duty=DUTY)
    assert exchange.exchange_view(vault, Words("en")).waiting == {cases[-1]}
    with pytest.raises(NotAccepted, match="second-first"):
        exchange.send(vault, cases[-1:], [number], tmp_path, duty=DUTY)
    name_second(vault, "Chong", OTHER, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        exchange.send(vault, cases[-1:], [number], tmp_path, second=PASSPHRASE, duty=DUTY)
    throttle._waits.clear()
    exchange.send(vault, cases[-1:], [number], tmp_path, second=OTHER, duty=DUTY)
    exchange.send(vault, cases[:1], [number], tmp_path, duty=DUTY)
    made = [each.event for each in vault.events("") if isinstance(each.event, BundleMade)]
    assert [each.second for each in made] == [""] * most + ["Chong", ""]


def test_once_a_second_person_is_named_nobody_is_let_in_without_them(vault: Vault, tmp_path: Path) -> None:
    """A key of one's own would do to seal the record, to remove it here and to be rid of every case alone."""
    name_second(vault, "Chong", OTHER, cost=QUICK)
    own = new_recovery_key(tmp_path / "own")
    for act in (
        lambda second: access.let_organisation_in(vault, PASSPHRASE, second, own),
        lambda second: access.let_in(vault, PASSPHRASE, second, "Devi", THEIRS),
    ):
        for second in ("", PASSPHRASE):
            with pytest.raises(StoreTrouble, match="wrong-second"):
                act(second)
            throttle._waits.clear()
    assert {way.kind for way in list_key_slots(vault)} == {"passphrase", "second"}
    access.let_organisation_in(vault, PASSPHRASE, OTHER, own)
    assert [way.kind for way in list_key_slots(vault)].count("recovery") == 1
    assert any(isinstance(each.event, KeysChanged) for each in vault.events(""))


def test_without_a_second_person_an_organisation_is_let_in_by_the_officer(vault: Vault, tmp_path: Path) -> None:
    access.let_organisation_in(vault, PASSPHRASE, "", new_recovery_key(tmp_path / "own"))
    assert [way.kind for way in list_key_slots(vault)].count("recovery") == 1


def numbers(vault: Vault, *colleagues: str) -> list[str]:
    introduce(vault, *map(laptop, colleagues))
    return [each.contact.card.number for each in exchange.people(vault, Words("en"))]


@pytest.mark.requirement("CO7")
def test_no_record_leaves_without_a_yes_for_its_recipient_or_a_duty_that_is_named(vault: Vault, tmp_path: Path) -> None:
    """N13 of the second security trial: a bundle left with no agreement recorded, one line of warning beside it."""
    one, other = numbers(vault, "Budi", "Chen")
    case = begin_case(vault)
    for to in ([one], [one, other]):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "bundle-not-agreed"):
            exchange.send(vault, [case], to, tmp_path)
    vault.append(case, ConsentDecided("authority", "yes", "v", "en", recipient=f"{one}:account"))
    exchange.send(vault, [case], [one], tmp_path, duty="not needed")
    with pytest.raises(NotAccepted, check=lambda error: error.code == "bundle-not-agreed"):
        exchange.send(vault, [case], [one, other], tmp_path)
    exchange.send(vault, [case], [other], tmp_path, duty=DUTY)
    made = [each.event for each in vault.events("") if isinstance(each.event, BundleMade)]
    assert [each.duty for each in made] == ["", DUTY], "what goes by a yes names no duty"
    assert len(list(tmp_path.glob("bundle-*.age"))) == 2


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("choice", ["keep", "erase"])
def test_what_was_taken_back_goes_only_to_those_who_had_it_and_says_so(
    vault: Vault, tmp_path: Path, choice: str
) -> None:
    """N13: a withdrawn case left whole in ``bundle create --all``."""
    budi = laptop("Budi")
    introduce(vault, budi, laptop("Chen"))
    known = {each.name: each.contact.card.number for each in exchange.people(vault, Words("en"))}
    case, stays = begin_case(vault), begin_case(vault)
    exchange.send(vault, [case], [known["Budi"]], tmp_path, duty=DUTY)
    for code in (case, stays):
        vault.append(code, Withdrawn(choice))
    for codes, to in (([case], "Chen"), ([stays], "Budi"), ([stays], "Chen")):
        with pytest.raises(NotAccepted, check=lambda error: error.code == "bundle-taken-back"):
            exchange.send(vault, codes, [known[to]], tmp_path, duty=DUTY)
    assert exchange.chosen_cases(vault, (), [known["Budi"]], all_of_them=True) == ((case,), (stays,))
    none, all_stay = exchange.chosen_cases(vault, (), [known["Chen"]], all_of_them=True)
    assert (none, set(all_stay)) == ((), {case, stays})
    with pytest.raises(BadInput, check=lambda error: error.code == "bundle-no-cases"):
        exchange.send(vault, none, [known["Chen"]], tmp_path)
    taken = take_in(budi, exchange.send(vault, [case], [known["Budi"]], tmp_path).path)
    assert taken.grounds == ((case, "withdrawal"),)
    assert any(case in line and "withdrawn" in line for line in exchange.taken_lines(taken, Words("en")))
    assert fold(case, budi.events(case)).taken_back


def test_the_receiver_reads_by_which_duty_a_case_came(vault: Vault, tmp_path: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    (number,) = [each.contact.card.number for each in exchange.people(vault, Words("en"))]
    taken = take_in(budi, exchange.send(vault, [begin_case(vault)], [number], tmp_path, duty=DUTY).path)
    assert (taken.duty, [ground for _, ground in taken.grounds]) == (DUTY, ["duty"])
    assert any(DUTY in line for line in exchange.taken_lines(taken, Words("en")))


@pytest.mark.requirement("CO7")
def test_what_the_person_said_of_a_colleague_is_recorded_like_every_decision(tmp_path: Path) -> None:
    vault, content = laptop("Aina"), open_content()
    (number,) = numbers(vault, "Budi")
    talk = Session(vault, content).gate().agrees("ms")
    exchange.said_to(vault, content, Words("en"), talk.code, number, "no")
    exchange.said_to(vault, content, Words("en"), talk.code, number, "yes")
    case = fold(talk.code, vault.events(talk.code))
    assert case.consented("authority", f"{number}:account") == "yes"
    decided = [each.event for each in vault.events(talk.code) if isinstance(each.event, ConsentDecided)][-1]
    assert (decided.language, bool(decided.text_version)) == ("ms", True)
    assert len(decided.replaces) == 1
    with pytest.raises(BadInput, check=lambda error: error.code == "bundle-no-such-case"):
        exchange.said_to(vault, content, Words("en"), "ZZZZ-ZZZZ-Z", number, "yes")

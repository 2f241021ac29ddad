"""N4: whoever was checked to exchange cases signs program updates and changes hotlines, law cards and questions.

Exchange of cases, content and program updates are three trusts. The last two are given by themselves, one by one, and
only to the card of a headquarters or a publisher.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.casework.computer import update_check
from screening.casework.languages.packs import believed
from screening.casework.record.exchange import people
from screening.domain.events.contacts import ContactCard, may_publish
from screening.errors import BadInput
from screening.store import Vault, add_contact, own_card, practice_vault, publisher_card, remove_contact, trust
from screening.wording.catalogue.translations import Words


def record(name: str) -> Vault:
    vault = practice_vault()
    vault.officer, vault.role = name, "labour-officer"
    return vault


@pytest.fixture
def officer() -> Vault:
    return record("Officer Aina")


@pytest.fixture
def colleague(officer: Vault) -> ContactCard:
    """Checked by telephone, to exchange cases."""
    card = own_card(record("Colleague"))
    add_contact(officer, card, card.number)
    return card


@pytest.fixture
def publisher(officer: Vault) -> ContactCard:
    card = publisher_card(record("Release desk"))
    add_contact(officer, card, card.number)
    return card


def signing(cards: list[ContactCard]) -> set[str]:
    return {card.signing for card in cards}


def test_a_colleague_who_was_checked_is_trusted_for_cases_and_nothing_else(
    officer: Vault, colleague: ContactCard
) -> None:
    assert colleague.signing not in signing(believed(officer)) | signing(update_check.trusted(officer))
    for content, updates in ((True, False), (False, True)):
        with pytest.raises(BadInput, match="contact-no-publisher"):
            trust(officer, colleague.number, content=content, updates=updates)


def test_a_publisher_who_was_checked_is_trusted_for_nothing_until_the_officer_says_so(
    officer: Vault, publisher: ContactCard
) -> None:
    assert publisher.signing not in signing(believed(officer)) | signing(update_check.trusted(officer))
    trust(officer, publisher.number, content=True, updates=False)
    assert publisher.signing in signing(believed(officer)) - signing(update_check.trusted(officer))
    trust(officer, publisher.number, content=False, updates=True)
    assert publisher.signing in signing(update_check.trusted(officer)) - signing(believed(officer))


def test_nobody_is_trusted_whose_number_was_not_checked(officer: Vault) -> None:
    card = publisher_card(record("Stranger"))
    add_contact(officer, card)
    with pytest.raises(BadInput, match="contact-not-checked"):
        trust(officer, card.number, content=True, updates=True)


def test_whoever_is_taken_out_and_added_again_is_trusted_for_nothing(officer: Vault, publisher: ContactCard) -> None:
    trust(officer, publisher.number, content=True, updates=True)
    remove_contact(officer, publisher.number)
    assert publisher.signing not in signing(believed(officer)) | signing(update_check.trusted(officer))
    add_contact(officer, publisher, publisher.number)
    assert publisher.signing not in signing(believed(officer)) | signing(update_check.trusted(officer))


def test_a_card_that_says_publisher_has_another_number_than_the_colleague_s(
    officer: Vault, colleague: ContactCard
) -> None:
    """A colleague's own laptop can say so of itself; the number that was read aloud does not cover it."""
    said = replace(colleague, station="publisher")
    assert said.number != colleague.number
    with pytest.raises(BadInput, match="contact-number-differs"):
        add_contact(officer, said, colleague.number)


def test_nobody_s_own_keys_make_an_update_good(officer: Vault) -> None:
    assert update_check.trusted(officer) == []
    with pytest.raises(BadInput, match="contact-is-yourself"):
        add_contact(officer, publisher_card(officer), publisher_card(officer).number)


def test_what_somebody_is_trusted_for_is_said_beside_their_name(officer: Vault, publisher: ContactCard) -> None:
    trust(officer, publisher.number, content=True, updates=True)
    (row,) = people(officer, Words("en"))
    assert row.state == "Number checked · Trusted for content and language packs · Trusted for program updates"
    assert may_publish(row.contact)

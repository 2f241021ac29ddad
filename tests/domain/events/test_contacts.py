"""A card says who can be written to and whose signature is believed; one that is not whole is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.events import exchange as ev
from screening.domain.events.contacts import ContactCard, fold_contacts, parse_card, same_number, sound_card
from screening.errors import BadInput

CARD = ContactCard("Aina", "Shelter House", "laptop", "0a" * 32, "age1" + "q" * 58)


def test_a_card_is_read_as_it_was_written_also_from_a_paste_with_spaces_around_it() -> None:
    assert parse_card(CARD.text()) == CARD
    assert parse_card("\ufeff\n  " + CARD.text().replace("\n", "\r\n\r\n") + " \n") == CARD


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "",
        lambda text: text.replace("card 1", "card 2"),
        lambda text: text.replace("organisation: Shelter House\n", ""),
        lambda text: text + "name: Another\n",
        lambda text: text + "telephone: 1\n",
        lambda text: text + "no colon\n",
        lambda text: text.replace("laptop", "server"),
        lambda text: text.replace("Aina", ""),
        lambda text: text.replace("Aina", "A" * 121),
        lambda text: text.replace("Shelter House", "S" * 121),
        lambda text: text.replace("Aina", "Ai\u202ena"),
        lambda text: text.replace("0a0a", "0A0A"),
        lambda text: text.replace("0a0a", "0a0"),
        lambda text: text.replace("age1q", "age1b"),
        lambda text: text.replace("age1q", "age1"),
        lambda text: text + "\n" * 4096,
    ],
)
def test_what_is_not_a_whole_card_is_none(changed) -> None:
    with pytest.raises(BadInput, match="not-a-card"):
        parse_card(changed(CARD.text()))


def test_names_of_a_hundred_and_twenty_signs_and_no_organisation_are_taken() -> None:
    for card in (replace(CARD, name="A" * 120), replace(CARD, organisation="S" * 120), replace(CARD, organisation="")):
        assert sound_card(card) is card


def test_a_number_covers_every_part_and_is_read_with_or_without_spaces() -> None:
    others = {
        replace(CARD, **part).number
        for part in (
            {"name": "Aini"},
            {"organisation": ""},
            {"station": "headquarters"},
            {"signing": "0b" * 32},
            {"recipient": "age1" + "p" * 58},
        )
    }
    assert len(others | {CARD.number}) == 6
    assert [len(group) for group in CARD.number.split()] == [5] * 6
    assert same_number(CARD.number.replace(" ", ""), CARD.number)
    assert same_number(CARD.number.replace(" ", "-"), CARD.number)
    assert not same_number(CARD.number[:-1], CARD.number)


def test_a_contact_is_believed_once_checked_until_it_is_taken_out() -> None:
    added = ev.ContactAdded(CARD.name, CARD.organisation, CARD.station, CARD.signing, CARD.recipient)
    checked, removed = ev.ContactChecked(CARD.number), ev.ContactRemoved(CARD.number)

    def stands(*events: object) -> tuple[bool, bool]:
        found = fold_contacts(events)[CARD.number]
        return found.checked, found.removed

    assert stands(added) == (False, False)
    assert stands(added, checked) == (True, False)
    assert stands(added, checked, removed) == (False, True)
    assert stands(added, checked, removed, added) == (False, False), "a card that came back is checked anew"
    assert fold_contacts([checked, removed]) == {}

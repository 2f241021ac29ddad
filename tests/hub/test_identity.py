"""The keys of a headquarters and the cards that it believes."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import BadInput, ScreeningError
from screening.hub.identity import believe, believed, disbelieve, make_identity, open_identity
from screening.store import own_card
from tests.store.some_bundles import laptop

PASSPHRASE = "lantern copper meadow thimble walnut"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("hq") / "hq.age"
    return path, make_identity(path, PASSPHRASE, "Registry", "Headquarters").number


@pytest.mark.sweep
def test_the_keys_open_with_their_passphrase_and_with_no_other(made: tuple[Path, str]) -> None:
    path, number = made
    keys, card = open_identity(path, PASSPHRASE)
    assert (card.number, card.recipient) == (number, keys.recipient)
    assert keys.identity.encode() not in path.read_bytes()
    with pytest.raises(ScreeningError) as told:
        open_identity(path, PASSPHRASE + "x")
    assert told.value.code == "hub-wrong-passphrase"


@pytest.mark.sweep
def test_keys_never_take_the_place_of_a_file_and_want_a_strong_passphrase(made: tuple[Path, str]) -> None:
    for passphrase, code in ((PASSPHRASE, "bundle-file-exists"), ("short", "passphrase-too-short")):
        with pytest.raises(BadInput) as told:
            make_identity(made[0], passphrase, "Registry", "")
        assert told.value.code == code


def test_another_file_is_no_keys(tmp_path: Path) -> None:
    for name, data in (("none.age", None), ("other.age", b"x"), ("letter.age", b"age-encryption.org/v1\nx")):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(ScreeningError) as told:
            open_identity(tmp_path / name, PASSPHRASE)
        assert told.value.code in ("hub-no-identity", "hub-wrong-passphrase")


def test_a_laptop_is_believed_by_the_number_that_its_officer_reads_aloud(tmp_path: Path) -> None:
    senders, cards = tmp_path / "senders.txt", [own_card(laptop(name)) for name in ("Aina", "Budi")]
    with pytest.raises(BadInput):
        believe(senders, cards[0], cards[1].number)
    assert not senders.exists()
    for card in cards:
        believe(senders, card, card.number)
    assert believed(senders) == {card.number: card for card in cards}
    disbelieve(senders, cards[0].number)
    assert list(believed(senders)) == [cards[1].number]
    disbelieve(senders, cards[1].number)
    assert believed(senders) == {}
    believe(senders, cards[0], cards[0].number)
    assert list(believed(senders)) == [cards[0].number]


def test_a_file_of_senders_that_holds_anything_else_is_refused(tmp_path: Path) -> None:
    senders = tmp_path / "senders.txt"
    for text in ("hello", own_card(laptop("Aina")).text() + "more: 1\n"):
        senders.write_text(text)
        with pytest.raises(BadInput) as told:
            believed(senders)
        assert told.value.code == "hub-senders-damaged"

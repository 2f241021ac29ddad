"""F10: a language pack that somebody laid into the folder of packs, in which "yes" says "no".

The signature was looked at when a pack was put in, and never again. Now a pack is used only when it is, at each
opening, what somebody signed whose number the record has checked.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from screening.casework.languages import packs as pack_desk
from screening.domain.events.contacts import ContactCard
from screening.domain.events.exchange import ContactRemoved
from screening.settings import OWN, Installation, content_root
from screening.store import Vault, add_contact, practice_vault, publisher_card, trust
from screening.store.exchange.pack_file import read_pack_file
from screening.wording.catalogue.translations import Words

TAG = "bn"
OWN_YES = "answer.yes"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return tmp_path / "packs"


def unused(vault: Vault, packs: Path) -> tuple[str, ...]:
    """The languages of the packs that the record does not use."""
    return pack_desk.packs_of_record(vault, packs)[1]


def yes(vault: Vault, packs: Path) -> str:
    return Words(TAG, Installation(language_packs=pack_desk.packs_of_record(vault, packs)[0])).say(OWN_YES)


def exchanged(po: str) -> str:
    """Yes and no exchanged."""
    yes = re.search(r'msgctxt "answer.yes"\nmsgid "Yes"\nmsgstr "([^"]*)"', po)
    no = re.search(r'msgctxt "answer.no"\nmsgid "No"\nmsgstr "([^"]*)"', po)
    assert yes
    assert no
    swapped = po.replace(yes[0], yes[0].replace(yes[1], no[1]))
    return swapped.replace(no[0], no[0].replace(no[1], yes[1]))


def lay_by_hand(packs: Path) -> None:
    home = packs / TAG / "0123456789abcdef"
    home.mkdir(parents=True)
    (packs / TAG / "current").write_text("0123456789abcdef")
    own = next((content_root() / "locales" / TAG).rglob("person.po"))
    (home / "person.po").write_text(exchanged(own.read_text("utf-8")), "utf-8")


def made_by(vault: Vault) -> bytes:
    return pack_desk.export(vault, TAG, {}, [], OWN)


def laid_in(signer: Vault, packs: Path) -> Path:
    file = read_pack_file(made_by(signer))
    return pack_desk.install(pack_desk.Examined(file, 0, 0, (), 0, {}), [publisher_card(signer)], packs)


def card_of(vault: Vault) -> ContactCard:
    return publisher_card(vault)


def test_a_pack_without_a_signature_is_not_used_and_the_officer_is_told(packs: Path) -> None:
    lay_by_hand(packs)
    vault = practice_vault()
    assert unused(vault, packs) == (TAG,)
    assert yes(vault, packs) == Words(TAG).say(OWN_YES)


def test_a_signed_pack_of_which_a_file_was_exchanged_is_not_used(packs: Path) -> None:
    vault = practice_vault()
    where = laid_in(vault, packs)
    assert unused(vault, packs) == ()
    assert yes(vault, packs) == Words(TAG).say(OWN_YES)
    po = where / "person.po"
    po.write_text(exchanged(po.read_text("utf-8")), "utf-8")
    assert unused(vault, packs) == (TAG,)
    assert yes(vault, packs) == Words(TAG).say(OWN_YES)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", ["audio/female/answer.yes.wav", "reviews.toml.bak", "fr/person.po"])
def test_nor_is_one_with_a_file_more(packs: Path, name: str) -> None:
    vault = practice_vault()
    where = laid_in(vault, packs)
    (where / name).parent.mkdir(parents=True, exist_ok=True)
    (where / name).write_bytes(b"x")
    assert unused(vault, packs) == (TAG,)


def test_nor_one_in_another_languages_place(packs: Path) -> None:
    vault = practice_vault()
    laid_in(vault, packs)
    shutil.copytree(packs / TAG, packs / "ne")
    assert unused(vault, packs) == ("ne",)


def test_a_strangers_own_signature_is_no_help(packs: Path) -> None:
    laid_in(practice_vault(), packs)
    assert unused(practice_vault(), packs) == (TAG,)


def test_a_pack_of_somebody_who_was_taken_out_since_is_used_no_more(packs: Path) -> None:
    reviewer, vault = practice_vault(), practice_vault()
    card = card_of(reviewer)
    add_contact(vault, card, card.number)
    trust(vault, card.number, content=True, updates=False)
    laid_in(reviewer, packs)
    assert unused(vault, packs) == ()
    vault.append("", ContactRemoved(card.number))
    assert unused(vault, packs) == (TAG,)

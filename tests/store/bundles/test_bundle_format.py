"""The bounds of a bundle's file, and what is asked of it before anything is opened."""

from __future__ import annotations

import hashlib

import pytest

from screening import bounded_process
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.own_keys import OwnKeys, new_own_keys
from screening.store.crypto.age import BEGINS, MOST_RECIPIENTS

AT = "2026-11-30T09:00:00Z"


@pytest.fixture(scope="module")
def keys() -> OwnKeys:
    return new_own_keys()


def card_of(keys: OwnKeys) -> ContactCard:
    return ContactCard("Aina", "", "laptop", keys.signing, keys.recipient)


def notice(keys: OwnKeys, recipients: int) -> bytes:
    """A bundle that tells of an erased case, for so many."""
    to = [keys.recipient, *(new_own_keys().recipient for _ in range(recipients - 1))]
    mark = hashlib.sha256(b"erased").hexdigest()
    return bundles.make(keys, card_of(keys), to, [], made_at=AT, erased=[mark])[1]


def test_a_bundle_is_for_thirty_two_and_not_one_more(keys: OwnKeys) -> None:
    assert len(bundles.read(notice(keys, MOST_RECIPIENTS), keys.identity).manifest.recipients) == MOST_RECIPIENTS
    with pytest.raises(BadInput) as told:
        notice(keys, MOST_RECIPIENTS + 1)
    assert told.value.code == "bundle-too-many"


@pytest.mark.parametrize(
    ("data", "code"), [(b"something else", "bundle-not-one"), (BEGINS + b"-> scrypt a b", "bundle-damaged")]
)
def test_a_file_that_does_not_begin_as_a_bundle_is_given_to_no_process(
    data: bytes, code: str, keys: OwnKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_process, "run", lambda *_, **__: pytest.fail("a process was started"))
    with pytest.raises(BadInput) as told:
        bundles.read_apart(data, keys.identity, [])
    assert told.value.code == code


ROW = (1, AT, "Aina", "break-taken", "00" * 16, "{}")


@pytest.mark.parametrize(
    ("place", "value", "travels"),
    [
        (0, 1, True),
        (0, 0, False),
        (0, True, False),
        (1, "yesterday", False),
        (2, 7, False),
        (3, None, False),
        (4, "00" * 15, False),
        (4, "zz" * 16, False),
        (5, "[]", False),
        (5, '{"b": 1}', False),
        (5, '{"a":"' + "x" * bundles.LONGEST + '"}', False),
    ],
)
def test_each_part_of_a_row_is_checked_by_itself(place: int, value: object, travels: bool) -> None:
    row = [*ROW[:place], value, *ROW[place + 1 :]]
    if travels:
        bundles._must_be_row(row)
        return
    with pytest.raises((ValueError, TypeError)):
        bundles._must_be_row(row)

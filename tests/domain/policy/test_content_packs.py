"""Which packs a record uses is what its own log says, in the order of the log."""

from __future__ import annotations

from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.policy.content_age import packs_of

ONE, TWO = "1" * 64, "2" * 64


def put(pack: str, *editions: str) -> ContentPutIn:
    return ContentPutIn(pack, "04715", "2027-01-05T09:00:00Z", editions)


def log(*events: Event) -> list[Recorded]:
    return [Recorded(event, "", "", "", "", at, at) for at, event in enumerate(events)]


def test_the_pack_that_was_put_in_last_is_in_use() -> None:
    assert packs_of(log()).in_use == ""
    assert packs_of(log(put(ONE), put(TWO))).in_use == TWO


def test_rolling_back_leads_to_the_one_before_and_then_to_the_programs_own() -> None:
    assert packs_of(log(put(ONE), put(TWO), ContentRolledBack(TWO))).in_use == ONE
    back = packs_of(log(put(ONE), put(TWO), ContentRolledBack(TWO), ContentRolledBack(ONE)))
    assert (back.in_use, len(back.put_in)) == ("", 2), "what was put in stays readable"


def test_the_same_pack_again_is_in_use_once() -> None:
    known = packs_of(log(put(ONE), ContentRolledBack(ONE), put(ONE)))
    assert (known.in_use, known.standing, len(known.put_in)) == (ONE, (ONE,), 1)


def test_an_edition_keeps_the_digest_that_it_came_with_first() -> None:
    assert packs_of(log(put(ONE, "2027-1=aa"), put(TWO, "2027-1=bb"))).editions == {"2027-1": "aa"}


def test_a_name_that_is_no_digest_is_no_pack() -> None:
    assert packs_of(log(put("../../elsewhere"))).put_in == ()

"""Erasing at headquarters: by hand, ahead of the case, through bundles, and again after an older dump was restored."""

from __future__ import annotations

import json

import psycopg
import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided
from screening.domain.events.record import RecordErased
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput
from screening.hub.database import connected
from screening.hub.erasing import erase_again, read_ledger
from screening.hub.importing import import_file
from screening.store import Vault, make_bundle, own_card, take_in
from screening.store.bundles import bundle_format
from screening.store.integrity.erasure import mark_of
from tests.hub.some_hub import Headquarters, a_case
from tests.store.some_bundles import introduce


def codes(hq: Headquarters) -> list[str]:
    return [code for (code,) in hq.ask("SELECT case_code FROM screening.cases ORDER BY 1")]


def erased_on_the_laptop(vault: Vault, code: str, reason: str) -> None:
    """What the laptop's own log says of an erasing."""
    first = vault.events(code)[0].digest
    vault.append("", RecordErased(reason, (mark_of(first),)))


def test_an_erased_case_is_gone_from_everything_and_does_not_come_back(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    cases = [a_case(aina) for _ in range(3)]
    sent = hq.bundle(aina)
    hq.take(sent)
    assert [hq.erase(code) for code in cases[:2]] == [5, 5]
    aina.append(cases[0], AnswerGiven("locked", Answer.YES, How.TOLD))
    later = hq.take(hq.bundle(aina))
    assert (hq.take(sent).added, later.added, later.held_back) == (0, 0, 2)
    assert codes(hq) == [cases[2]]
    assert not any(cases[0] in str(row) for table in hq.contents() for row in table)
    assert hq.ask("SELECT held_back FROM screening.bundle ORDER BY imported_at DESC LIMIT 1") == [(2,)]


def test_who_erased_why_and_who_agreed_is_kept_and_not_which_case(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    hq.erase(code, reason="asked", by="Farah", second="Goh")
    (row,) = hq.ask("SELECT by_whom, second, reason, events, login FROM screening.erasing")
    assert row == ("Farah", "Goh", "asked", 5, "screening")
    assert code not in (hq.folder / "ledger").read_text()


@pytest.mark.parametrize("second", ["", " ", "farah "])
def test_nobody_erases_alone(hq: Headquarters, second: str) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    with pytest.raises(BadInput) as told:
        hq.erase(code, by="Farah", second=second)
    assert told.value.code == "hub-second-missing"
    assert codes(hq) == [code]


def test_an_erasing_that_comes_before_its_case_holds(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code, other = a_case(aina), a_case(aina)
    assert hq.erase(code) == 0
    done = hq.take(hq.bundle(aina))
    assert (done.held_back, codes(hq)) == (1, [other])


def test_what_was_erased_stays_so_after_an_older_dump_is_restored(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    cases = sorted(a_case(aina) for _ in range(3))
    hq.take(hq.bundle(aina))
    name = psycopg.conninfo.conninfo_to_dict(hq.url)["dbname"]
    with psycopg.connect(hq.url.replace(str(name), "postgres"), autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}_dump TEMPLATE {name}")
    try:
        hq.erase(cases[0])
        hq.erase("ZZZZ-ZZZZ-Z")
        hq.url = hq.url.replace(str(name), f"{name}_dump")
        assert codes(hq) == cases
        with connected(hq.url) as database:
            with pytest.raises(BadInput, match="hub-no-ledger"):
                erase_again(database, hq.folder / "another")
            assert erase_again(database, hq.folder / "ledger") == 1
            assert erase_again(database, hq.folder / "ledger") == 0
        assert codes(hq) == cases[1:]
        assert hq.ask("SELECT case_code FROM screening.erasure_awaited") == [("ZZZZ-ZZZZ-Z",)]
        assert hq.ask("SELECT by_whom, second FROM screening.erasing") == [("Farah", "Goh")] * 2
    finally:
        hq.url = hq.url.replace(f"{name}_dump", str(name))
        with psycopg.connect(hq.url, autocommit=True) as con:
            con.execute(f"DROP DATABASE {name}_dump WITH (FORCE)")


def test_a_ledger_that_holds_something_else_stops_the_erasing(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    (hq.folder / "ledger").write_text(json.dumps({"at": "x"}) + "\n")
    with pytest.raises(BadInput) as told:
        hq.erase(code)
    assert (told.value.code, codes(hq)) == ("hub-ledger-damaged", [code])


def test_a_person_who_chose_to_have_it_erased_is_erased_here_when_that_comes(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    gone, kept = a_case(aina), a_case(aina)
    hq.take(hq.bundle(aina))
    aina.append(gone, Withdrawn("erase"))
    aina.append(kept, Withdrawn("keep"))
    assert hq.take(hq.bundle(aina)).erased == 1
    assert codes(hq) == [kept]
    assert hq.ask("SELECT by_whom, reason FROM screening.erasing") == [("Aina", "withdrawn")]
    aina.append(gone, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.take(hq.bundle(aina)).held_back == 1


def test_an_erasing_on_the_laptop_takes_effect_here(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    gone, over, kept = (a_case(aina) for _ in range(3))
    hq.take(hq.bundle(aina))
    erased_on_the_laptop(aina, gone, "withdrawn")
    erased_on_the_laptop(aina, over, "retention")
    done = hq.take(make_bundle(aina, [kept], [hq.card.number], hq.folder).path)
    assert (done.erased, codes(hq)) == (1, sorted([over, kept]))


def test_no_laptop_erases_what_it_did_not_write(hq: Headquarters) -> None:
    aina, mallory = hq.laptop("Aina"), hq.laptop("Mallory")
    code = a_case(aina)
    erased = mark_of(aina.events(code)[0].digest)
    mallory.append("", RecordErased("withdrawn", (erased,)))
    own = a_case(mallory)
    sent = make_bundle(mallory, [own], [hq.card.number], hq.folder).path
    hq.take(sent)
    assert hq.take(hq.bundle(aina)).held_back == 0
    assert hq.take(sent).erased == 0
    assert codes(hq) == sorted([code, own])


def test_only_a_headquarters_is_told_of_erasings(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    code = a_case(aina)
    erased_on_the_laptop(aina, a_case(aina), "withdrawn")
    from screening.store.exchange.exchange import own_keys

    path = make_bundle(aina, [code], [own_card(budi).number], hq.folder).path
    assert bundle_format.read(path.read_bytes(), own_keys(budi).identity).manifest.erased == ()
    path = make_bundle(aina, [code], [hq.card.number], hq.folder).path
    assert len(bundle_format.read(path.read_bytes(), hq.keys.identity).manifest.erased) == 1


def test_a_laptop_that_erased_its_only_case_tells_so_in_a_bundle_without_any(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    with pytest.raises(BadInput, match="bundle-no-cases"):
        make_bundle(aina, (), [hq.card.number], hq.folder)
    aina.erase([code], "asked")
    introduce(aina, budi)
    for others in ([own_card(budi).number], [own_card(budi).number, hq.card.number]):
        with pytest.raises(BadInput, match="bundle-no-cases"):
            make_bundle(aina, (), others, hq.folder)
    sent = make_bundle(aina, (), [hq.card.number], hq.folder).path
    done = hq.take(sent)
    assert (done.erased, done.cases, done.added, codes(hq)) == (1, 0, 0, [])
    assert (hq.take(sent).erased, hq.take(sent).added) == (0, 0)
    read = bundle_format.read_apart(sent.read_bytes(), hq.keys.identity, [own_card(aina).number])
    assert list(read.strands()) == []


def test_what_a_bundle_had_erased_stays_so_after_an_older_dump_is_restored(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    said, told, kept = a_case(aina), a_case(aina), a_case(budi)
    first = [hq.bundle(aina), hq.bundle(budi)]
    for each in first:
        hq.take(each)
    aina.append(said, Withdrawn("erase"))
    aina.erase([told], "asked")
    ledger = hq.folder / "ledger"
    with connected(hq.url) as database:
        assert import_file(database, hq.bundle(aina), hq.keys, hq.believed, ledger).erased == 2
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute("DROP SCHEMA screening, screening_totals, screening_unit CASCADE")
    for each in first:
        hq.take(each)
    assert codes(hq) == sorted([said, told, kept])
    with connected(hq.url) as database:
        assert erase_again(database, ledger) == 2
        assert erase_again(database, ledger) == 0
    assert codes(hq) == [kept]
    assert [(line.second, line.reason, line.key) for line in read_ledger(ledger)] == [
        ("", "told", ""), ("", "withdrawn", ""),
    ]  # fmt: skip


def test_an_erasing_that_a_laptop_told_ahead_holds_after_an_older_dump_is_restored(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    code, kept = a_case(aina), a_case(aina)
    yes = ConsentDecided("authority", "yes", "v", "en", recipient=f"{own_card(budi).number}:account")
    aina.append(code, yes)
    take_in(budi, make_bundle(aina, [code], [own_card(budi).number], hq.folder, purpose="help").path)
    aina.erase([code], "asked")
    ledger = hq.folder / "ledger"
    hq.prepare()
    with connected(hq.url) as database:
        import_file(database, make_bundle(aina, [kept], [hq.card.number], hq.folder).path, hq.keys, hq.believed, ledger)
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute("DROP SCHEMA screening, screening_totals, screening_unit CASCADE")
    with connected(hq.url) as database:
        assert erase_again(database, ledger) == 0
    done = hq.take(make_bundle(budi, [code], [hq.card.number], hq.folder).path)
    assert (done.held_back, codes(hq)) == (1, [])

"""A headquarters takes in what is addressed to it, once, and refuses what it cannot verify. PostgreSQL is real here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.domain.operation.rules import begin
from screening.hub import case_status
from screening.store import make_bundle, own_card, take_in
from screening.store.bundles import bundle_format
from tests.hub.some_hub import Headquarters, a_case
from tests.store.some_bundles import bundle, forged, introduce, strand_of
from tests.store.some_vault import begin_case


def test_every_event_is_one_row_and_the_same_again_changes_nothing(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD))
    sent = hq.bundle(aina)
    assert hq.take(sent).added == 6
    before = hq.contents()
    assert hq.take(sent).added == 0
    assert hq.contents() == before
    rows = hq.ask("SELECT seq, kind, digest, facts ->> 'answer' FROM screening.event ORDER BY seq")
    assert [row[2] for row in rows] == [each.digest for each in aina.events(code)]
    assert rows[3][1:] == ("answer-given", aina.events(code)[3].digest, "yes")


def test_a_file_that_was_taken_in_before_is_not_opened_and_says_the_same(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    sent = hq.bundle(aina)
    first = hq.take(sent)
    with monkeypatch.context() as closed:
        closed.setattr(bundle_format, "read", lambda *_: pytest.fail("the file was opened"))
        assert hq.take(sent) == replace(first, added=0)
    hq.believed.clear()
    assert hq.refuse(sent) == "bundle-unknown-sender"


def test_a_longer_bundle_adds_what_is_new_and_an_older_one_nothing(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    older = hq.bundle(aina)
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.take(hq.bundle(aina)).added == 6
    before = hq.contents()[:2]
    assert hq.take(older).added == 0
    assert hq.contents()[:2] == before


def test_the_cases_say_where_each_stands(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    code = a_case(aina, setting="workplace", minor="might_be")
    take_in(budi, bundle(aina, budi, hq.folder))
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    budi.append(code, AnswerGiven("locked", Answer.NO, How.TOLD))
    hq.take(hq.bundle(aina))
    hq.take(hq.bundle(budi))
    (row,) = hq.ask(
        "SELECT case_code, setting, age_band, laptops, officers, contested, paths, papers, events FROM screening.cases"
    )
    assert row == (
        code, "workplace", "child", 2, ["Aina", "Budi"], ["locked"], ["formal_identification"], 1, 8,
    )  # fmt: skip
    assert hq.ask("SELECT case_code, form, way FROM screening.referrals") == [(code, "referral", "saved")]


def test_nobody_uses_the_name_of_a_laptop_before_it_or_takes_it_over(hq: Headquarters) -> None:
    mallory, chandra = hq.laptop("Mallory"), hq.laptop("Chandra")
    rows = strand_of([CaseOpened("2026-1", "office", "field")], new_code(), chandra.strand, by="Chandra")
    assert hq.refuse(forged(mallory, hq.keys, [rows], hq.folder)) == "bundle-not-theirs"
    code = a_case(chandra)
    hq.take(hq.bundle(chandra))
    whole = list(chandra._open().rows(code))
    assert hq.take(forged(mallory, hq.keys, [whole], hq.folder)).added == 0
    chandra.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.take(hq.bundle(chandra)).added == 1


def test_a_strand_in_the_name_of_another_laptop_is_refused_also_where_it_would_be_kept_apart(hq: Headquarters) -> None:
    mallory, chandra, budi = hq.laptop("Mallory"), hq.laptop("Chandra"), hq.laptop("Budi")
    code = a_case(budi)
    hq.take(hq.bundle(budi))
    rows = strand_of([CaseOpened("2026-1", "office", "field")], code, chandra.strand, by="Chandra")
    assert hq.refuse(forged(mallory, hq.keys, [rows], hq.folder)) == "bundle-not-theirs"
    assert not hq.ask("SELECT 1 FROM screening.strangers")


def test_a_zero_character_in_a_name_or_a_place_keeps_nothing_out(hq: Headquarters) -> None:
    aina = hq.laptop("Ai\x00na")
    code = a_case(aina, setting="work\x00place")
    assert hq.take(hq.bundle(aina)).added == 6
    (row,) = hq.ask("SELECT case_code, setting, officers FROM screening.cases")
    assert row == (code, "work\ufffdplace", ["Ai\ufffdna"])


def test_what_no_column_can_hold_is_said_and_not_put_down_to_the_database(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    sent = hq.bundle(aina)
    hq.take(hq.bundle(aina))
    whole = case_status._standing
    monkeypatch.setattr(case_status, "_standing", lambda *given: {**whole(*given), "events": "no number"})
    aina.append(aina.cases()[0], AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.refuse(hq.bundle(aina)) == "hub-not-taken"
    monkeypatch.undo()
    assert hq.take(sent).added == 0


def test_both_orders_come_to_the_same(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    for vault in (aina, budi):
        for _ in range(3):
            a_case(vault)
    sent = [hq.bundle(aina), hq.bundle(budi)]
    for path in sent:
        hq.take(path)
    one = [[row[:13] for row in table] for table in hq.contents()[:2]]
    with psycopg.connect(hq.url) as con:
        con.execute("DROP SCHEMA screening, screening_totals, screening_unit CASCADE")
    for path in (*reversed(sent), sent[0]):
        hq.take(path)
    assert [[row[:13] for row in table] for table in hq.contents()[:2]] == one


def test_what_nobody_can_store_as_json_is_kept_word_for_word(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    said = "a\x00b \\u0000 ' ; DROP TABLE screening.event; -- \U0001f600 مرحبا"
    a_case(aina, WordsWritten("papers", "1", said))
    hq.take(hq.bundle(aina))
    ((body, facts),) = hq.ask("SELECT body, facts ->> 'text' FROM screening.event WHERE kind = 'words-written'")
    assert "\\u0000" in body
    assert facts == said.replace("\x00", "\ufffd")


def test_the_queue_of_an_operation_is_refused(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    code = aina.new_operation()
    aina.append_many(code, begin("raid", "2026-3", "1"))
    assert hq.refuse(make_bundle(aina, [code], [hq.card.number], hq.folder).path) == "bundle-operation"


def test_a_laptop_that_is_not_believed_is_refused(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    sent = hq.bundle(aina)
    hq.believed.clear()
    assert hq.refuse(sent) == "bundle-unknown-sender"


def test_what_a_believed_laptop_passes_on_of_another_is_counted(hq: Headquarters, tmp_path: Path) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    a_case(aina)
    take_in(budi, make_bundle(aina, aina.cases(), [own_card(budi).number], tmp_path / "aina.age").path)
    del hq.believed[own_card(aina).number]
    done = hq.take(hq.bundle(budi))
    assert done.others == done.added > 0
    assert hq.take(hq.bundle(budi)).others == 0


def test_a_bundle_for_others_or_damaged_is_refused(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    a_case(aina)
    assert hq.refuse(bundle(aina, budi, hq.folder)) == "bundle-not-for-you"
    sent = hq.bundle(aina)
    sent.write_bytes(sent.read_bytes()[:-1])
    assert hq.refuse(sent) == "bundle-damaged"


def test_a_strand_that_was_written_anew_or_by_another_is_refused(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    introduce(aina, budi)
    code = a_case(aina)
    take_in(budi, bundle(aina, budi, hq.folder))
    hq.take(hq.bundle(aina))
    budi.strand = aina.strand
    budi.append(code, AnswerGiven("locked", Answer.NO, How.TOLD))
    assert hq.refuse(hq.bundle(budi)) == "bundle-not-theirs"
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    hq.take(hq.bundle(aina))
    assert hq.refuse(hq.bundle(budi)) == "bundle-contradicts"


def test_nobody_but_the_owner_sees_anything_unasked(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    hq.take(hq.bundle(aina))
    with psycopg.connect(hq.url) as con:
        con.execute("CREATE ROLE reader")
        con.execute("GRANT USAGE ON SCHEMA screening_totals TO reader")
        con.execute("GRANT SELECT ON screening_totals.statistics TO reader")
        con.execute("SET ROLE reader")
        assert con.execute("SELECT count(*) FROM screening_totals.statistics").fetchone() is not None
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            con.execute("SELECT * FROM screening.cases")


def test_a_database_of_a_newer_program_is_left_alone(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    begin_case(aina)
    hq.take(hq.bundle(aina))
    with psycopg.connect(hq.url) as con:
        con.execute("UPDATE screening.shape SET version = version + 1")
    begin_case(aina)
    assert hq.refuse(hq.bundle(aina)) == "hub-newer"


def test_when_the_database_gives_up_in_the_middle_nothing_of_the_bundle_is_kept(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    hq.take(hq.bundle(aina))
    with psycopg.connect(hq.url) as con:
        con.execute("ALTER TABLE screening.event ADD CONSTRAINT stop CHECK (kind <> 'answer-given')")
    a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.refuse(hq.bundle(aina)) == "hub-not-saved"

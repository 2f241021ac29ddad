"""A class from its plan to its end: six tables, two rounds, a quiz before and after; kept apart, then erased."""

from __future__ import annotations

import csv
import json
import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import krippendorff
import numpy
import pypdf
import pytest

from screening.errors import BadInput, NotSaved, ScreeningError, StoreTrouble
from screening.store import create_vault, open_vault
from screening.store.classbook import ClassBook, classbook_in_memory, create_classbook, open_classbook
from screening.store.crypto.key_file import Cost
from screening.training.class_figures import figures, figures_files
from screening.training.class_file import read_plan
from screening.training.classroom import AFTER, BEFORE, asked_in, noted_in, process_in
from screening.training.lessons import NOT_ASKED
from screening.training.trainer_class import ClassDesk, begin, resume, write_result
from screening.wording.catalogue.translations import Words
from tests.training.some_class import CONTENT, PACK, PASSPHRASE, ROUNDS, result, sheets

QUICK = Cost(1, 64 << 20)


@pytest.fixture
def desk() -> Iterator[ClassDesk]:
    """A class of six tables and two rounds, in memory."""
    book = classbook_in_memory()
    yield begin(book, CONTENT, PACK, ROUNDS, 6)
    book.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "class"


@pytest.fixture
def book(folder: Path):
    made = create_classbook(folder, PASSPHRASE, cost=QUICK)
    yield made
    made.close()


def whole_class(desk: ClassDesk, stick: Path) -> None:
    """The plan goes out on a stick, every table reads it, and what they did comes back on it."""
    stick.mkdir()
    path = desk.hand_out(stick)
    for table in range(1, 7):
        plan = read_plan(path, PACK, CONTENT.protocol.id)
        for when in (BEFORE, AFTER):
            write_result(stick, plan, sheets(table, when))
        for number in (1, 2):
            write_result(stick, plan, result(plan, table, number))
    assert desk.collect(stick) == (24, ())


def test_a_class_of_six_tables_from_end_to_end(tmp_path: Path, folder: Path, book: ClassBook) -> None:
    desk = begin(book, CONTENT, PACK, ROUNDS, 6)
    whole_class(desk, tmp_path / "stick")

    first, second = desk.classroom.round(1), desk.classroom.round(2)
    assert len(first) == len(second) == 6
    assert asked_in(second).open > asked_in(first).open and asked_in(second).pressing < asked_in(first).pressing
    assert process_in(first)["gate"] == 6 and process_in(first)["closing"] == 0

    items = PACK.scenarios[ROUNDS[0]].key_items()
    spread = noted_in(first, items)
    assert all(len(marks) == 6 for marks in spread.values())
    found = desk.item_agreement(1)
    order = ("yes", "no", "not_known", NOT_ASKED)
    table = numpy.array([[order.index(each.noted.get(item, NOT_ASKED)) for item in items] for each in first])
    assert found.alpha == pytest.approx(krippendorff.alpha(table, level_of_measurement="nominal"))
    assert found.low <= found.alpha <= found.high and found.warnings == ()
    assert found.units[0].agree <= found.units[-1].agree

    before, after = desk.quiz_agreement(BEFORE), desk.quiz_agreement(AFTER)
    assert before.raters == after.raters == 24
    assert after.alpha > before.alpha

    again = resume(book, CONTENT, PACK)
    assert again is not None
    assert again.plan == desk.plan and figures(again) == figures(desk)

    kept = tmp_path / "kept"
    kept.mkdir()
    ended = desk.end(kept, figures_files(Words("en"), desk))
    as_json, as_csv, page = ended.files
    told = json.loads(as_json.read_text("utf-8"))
    assert not folder.exists()
    assert told["fictitious"] is True and [each["tables"] for each in told["rounds"]] == [6, 6]
    assert told["rounds"][0]["agreement"]["alpha"] == round(found.alpha, 3)
    assert not {"table", "sheets_of", "noted", "name"} & set(told["rounds"][0])

    rows = list(csv.DictReader(as_csv.read_text("utf-8").splitlines()))
    opened = next(row for row in rows if (row["part"], row["which"], row["what"]) == ("round", "1", "questions open"))
    assert int(opened["value"]) == asked_in(first).open
    printed = " ".join(each.extract_text() for each in pypdf.PdfReader(page).pages)
    assert f"Alpha {found.alpha:.2f}" in " ".join(printed.split())

    assert told["quiz"]["after"]["right"]["both"] == list(desk.right(AFTER))
    assert {row["which"] for row in rows if row["part"] == "calibration"} >= {"all", "trafficking", "90"}

    assert (ended.cleared, ended.left) == (25, ())
    assert not list((tmp_path / "stick").iterdir())


def test_the_end_says_which_stick_it_could_not_reach_and_clears_it_when_it_is_back(
    tmp_path: Path, folder: Path, book: ClassBook
) -> None:
    begin(book, CONTENT, PACK, ROUNDS, 6)
    desk = resume(book, CONTENT, PACK)
    assert desk is not None
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        desk.hand_out(tmp_path / name)
    (tmp_path / "one" / "somebody.txt").write_text("of another", "utf-8")
    (tmp_path / "two").rename(tmp_path / "away")
    again = resume(book, CONTENT, PACK)
    assert again is not None, "and after the laptop was switched off"
    (tmp_path / "kept").mkdir()
    ended = again.end(tmp_path / "kept", {"figures.json": b"{}"})
    assert (ended.cleared, ended.left) == (1, ("two",))
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["somebody.txt"]
    assert again.clear(tmp_path / "two") is None and again.clear(tmp_path / "away") == 1
    assert not list((tmp_path / "away").iterdir())


def test_a_later_result_of_a_table_takes_the_place_of_the_earlier(desk: ClassDesk) -> None:
    desk.take(result(desk.plan, 1, 1))
    desk.take(result(desk.plan, 1, 1, noted={"papers-kept": "no"}))
    assert [each.noted for each in desk.classroom.round(1)] == [{"papers-kept": "no"}]


def test_a_class_is_read_again_after_the_laptop_was_switched_off(folder: Path, book: ClassBook) -> None:
    desk = begin(book, CONTENT, PACK, ROUNDS, 6)
    desk.take(result(desk.plan, 2, 1))
    book.close()
    with open_classbook(folder, PASSPHRASE) as opened:
        found = resume(opened, CONTENT, PACK)
        assert found is not None and found.classroom.results.keys() == desk.classroom.results.keys()


def test_nothing_of_a_class_stands_in_the_clear_on_the_disk(folder: Path, book: ClassBook) -> None:
    desk = begin(book, CONTENT, PACK, ROUNDS, 6)
    desk.take(result(desk.plan, 2, 1))
    book.close()
    for path in folder.iterdir():
        data = path.read_bytes()
        assert b"sorting-yard" not in data and b"papers-kept" not in data and not data.startswith(b"SQLite")


@pytest.mark.requirement("NV32")
def test_no_record_opens_as_a_class_and_no_class_as_a_record(tmp_path: Path, folder: Path, book: ClassBook) -> None:
    begin(book, CONTENT, PACK, ROUNDS, 6)
    book.close()
    record = tmp_path / "record"
    create_vault(record, PASSPHRASE, "Officer", "labour-officer", "Office", cost=QUICK).close()

    with pytest.raises(StoreTrouble) as told:
        open_classbook(record, PASSPHRASE)
    assert told.value.code == "class-not-found"
    with pytest.raises(StoreTrouble):
        open_vault(folder, PASSPHRASE)

    as_class = shutil.copytree(record, tmp_path / "as-class")
    shutil.copy(as_class / "vault.db", as_class / "class.db")
    with pytest.raises(StoreTrouble) as told:
        open_classbook(as_class, PASSPHRASE)
    assert told.value.code == "not-a-class"
    as_record = shutil.copytree(folder, tmp_path / "as-record")
    shutil.copy(as_record / "class.db", as_record / "vault.db")
    with pytest.raises(StoreTrouble):
        open_vault(as_record, PASSPHRASE)


def test_a_class_is_opened_only_by_its_passphrase_and_made_only_where_nothing_is(folder: Path, book: ClassBook) -> None:
    book.close()
    with pytest.raises(StoreTrouble) as told:
        open_classbook(folder, PASSPHRASE + "!")
    assert told.value.code == "wrong-passphrase"
    with pytest.raises(StoreTrouble) as told:
        create_classbook(folder, PASSPHRASE, cost=QUICK)
    assert told.value.code == "class-folder-taken"
    with pytest.raises(BadInput):
        create_classbook(folder / "new", "short", cost=QUICK)


def test_nothing_is_erased_when_the_figures_cannot_be_written(tmp_path: Path, folder: Path, book: ClassBook) -> None:
    desk = begin(book, CONTENT, PACK, ROUNDS, 6)
    with pytest.raises(ScreeningError):
        desk.end(tmp_path / "no-such-folder", {"figures.json": b"{}"})
    assert (folder / "class.db").exists() and resume(book, CONTENT, PACK) is not None


def test_a_result_that_could_not_be_saved_is_not_shown(desk: ClassDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(body: str) -> None:
        raise NotSaved("class-not-saved")

    monkeypatch.setattr(desk.book, "append", full)
    with pytest.raises(NotSaved):
        desk.take(result(desk.plan, 1, 1))
    assert desk.classroom.round(1) == ()


def test_an_empty_class_has_no_figures_and_no_crash(desk: ClassDesk) -> None:
    assert figures(desk)["rounds"] == [] and math.isnan(desk.item_agreement(1).alpha)


@pytest.mark.requirement("NV35")
def test_training_can_write_into_no_vault() -> None:
    """The floor has no word of vaults: what it keeps, it keeps in a class book."""
    from screening import training

    for path in Path(training.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "vault" not in text.replace("no vault", "") and "domain.events" not in text, path.name

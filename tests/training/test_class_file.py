"""What comes off a stick: taken only when it is whole, ours, of this class, and nothing it cannot be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.store.classbook import classbook_in_memory
from screening.training import class_file
from screening.training.class_file import entry_data, new_plan, plan_data, plan_name, read_entry, read_plan
from screening.training.classroom import QuizSheets
from screening.training.trainer_class import ClassDesk, begin, write_result
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
from tests.training.some_class import CONTENT, PACK, ROUNDS, result, sheets

PLAN = new_plan(CONTENT.protocol.id, ROUNDS, 6, "2026-11-24")


@pytest.fixture
def desk() -> Iterator[ClassDesk]:
    """A class of six tables and two rounds, in memory."""
    book = classbook_in_memory()
    yield begin(book, CONTENT, PACK, ROUNDS, 6)
    book.close()


def written(folder: Path, value: Any, *, key: bytes | None = PLAN.key) -> Path:
    """A file with these values under a seal that fits."""
    if key is not None:
        value = {name: each for name, each in value.items() if name != "seal"}
        value["seal"] = class_file._seal(value, key)
    path = folder / "class-result.json"
    path.write_text(json.dumps(value), "utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as told:
        read_entry(path, PLAN, PACK)
    said = sentence(Words("en"), told.value)
    assert "Nothing was taken from it." in said and "Traceback" not in said
    return told.value.code


def good() -> dict[str, Any]:
    return json.loads(entry_data(PLAN, result(PLAN, 3, 1)))


@pytest.mark.parametrize("entry", [result(PLAN, 1, 2), sheets(2, "before")], ids=["table", "quiz"])
def test_a_result_comes_back_as_it_went(tmp_path: Path, entry: Any) -> None:
    path = write_result(tmp_path, PLAN, entry)
    found = read_entry(path, PLAN, PACK)
    if isinstance(entry, QuizSheets):
        assert sorted(map(str, found.sheets)) == sorted(map(str, entry.sheets))  # type: ignore[union-attr]
    else:
        assert {name: found.kinds[name] for name in found.kinds if found.kinds[name]} == {  # type: ignore[union-attr]
            name: count for name, count in entry.kinds.items() if count
        }
        assert (found.process, found.noted, found.table) == (entry.process, entry.noted, 1)  # type: ignore[union-attr]


def test_the_plan_comes_back_as_it_went(tmp_path: Path) -> None:
    path = tmp_path / plan_name(PLAN)
    path.write_bytes(plan_data(PLAN))
    assert read_plan(path, PACK, CONTENT.protocol.id) == PLAN
    with pytest.raises(BadInput) as told:
        read_plan(path, PACK, "2031-1")
    assert told.value.code == "class-other-edition"


CHANGES: tuple[tuple[str, Any, str], ...] = (
    ("table", 7, "class-wrong-value"),
    ("table", True, "class-wrong-value"),
    ("table", -1, "class-wrong-value"),
    ("round", 3, "class-wrong-value"),
    ("scenario", "iron-box", "class-wrong-value"),
    ("scenario", "../../etc/passwd", "class-wrong-value"),
    ("process", ["gate", "credible"], "class-wrong-value"),
    ("process", ["gate"] * 99, "class-wrong-value"),
    ("questions", {"open": 10**9}, "class-wrong-value"),
    ("questions", {"open": "6"}, "class-wrong-value"),
    ("questions", {"clever": 1}, "class-wrong-value"),
    ("noted", {"papers-kept": "maybe"}, "class-wrong-value"),
    ("noted", {"name": "yes"}, "class-wrong-value"),
    ("noted", [], "class-wrong-value"),
    ("consent_parts", 9, "class-wrong-value"),
    ("class", "AAAAAA", "class-other-class"),
    ("class", "a" * 10_000, "class-wrong-value"),
    ("version", 2, "class-other-version"),
    ("edition", "2031-1", "class-other-edition"),
    ("kind", "screening vault", "class-not-a-result"),
    ("trainee", "Aminah", "class-damaged"),
)


@pytest.mark.parametrize(("name", "value", "code"), CHANGES)
def test_a_value_that_no_result_has_is_refused_even_under_a_good_seal(
    tmp_path: Path, name: str, value: Any, code: str
) -> None:
    assert refused(written(tmp_path, {**good(), name: value})) == code


def test_a_changed_result_is_refused_by_its_seal(tmp_path: Path) -> None:
    assert refused(written(tmp_path, {**good(), "consent_parts": 8}, key=None)) == "class-seal-broken"
    assert refused(written(tmp_path, good(), key=bytes(32))) == "class-seal-broken"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "class-damaged"),
        (b"\xff\xfe{}", "class-damaged"),
        (b"[]", "class-damaged"),
        (b"{" * 100_000, "class-damaged"),
        (b"[" * 100_000, "class-damaged"),
        (b'{"kind": 1e999}', "class-damaged"),
        (b'{"kind": NaN}', "class-damaged"),
        (b'{"kind": "x", "kind": "y"}', "class-damaged"),
        (b'{"table": ' + b"9" * 5000 + b"}", "class-damaged"),
        (b" " * 300_000, "class-too-big"),
        (b'{"kind": "\\ud800"}', "class-not-a-result"),
    ],
)  # fmt: skip
def test_what_is_not_a_result_at_all_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "class-x.json"
    path.write_bytes(data)
    assert refused(path) == code


def test_a_pipe_a_link_and_a_folder_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "class-pipe.json")
    (tmp_path / "class-link.json").symlink_to("/dev/zero")
    (tmp_path / "class-folder.json").mkdir()
    for name in ("pipe", "link", "folder"):
        assert refused(tmp_path / f"class-{name}.json") == "class-not-a-file"
    assert refused(tmp_path / "class-gone.json") == "class-unreadable"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(good())), json_values)
def test_no_value_in_any_place_gets_past_the_checks_or_breaks_them(name: str, value: Any) -> None:
    table = {**good(), name: value}
    try:
        entry = class_file.parse_entry(table, PLAN, PACK, "x")
    except BadInput:
        return
    assert entry_data(PLAN, entry)


def test_a_stick_with_good_and_bad_files_gives_what_is_good_and_says_what_is_not(
    tmp_path: Path, desk: ClassDesk
) -> None:
    for table in (1, 2, 3):
        write_result(tmp_path, desk.plan, result(desk.plan, table, 1))
    (tmp_path / f"class-{desk.plan.code}-table-4-round-1.json").write_text("{}", "utf-8")
    (tmp_path / "holiday.json").write_text("{}", "utf-8")
    taken, troubles = desk.collect(tmp_path)
    assert (taken, [each.code for each in troubles]) == (3, ["class-not-a-result"])
    assert len(desk.classroom.round(1)) == 3
    with pytest.raises(BadInput):
        desk.collect(tmp_path / "nowhere")

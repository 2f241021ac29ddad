"""A content file that cannot be used is told in a sentence: too large, too deep, damaged, or not TOML at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest

from screening.domain.content.keys import READ, SEEN, TEXT, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import LARGEST, ContentFile, built, read_file, shape_of

DEEP = 1_000_000
TOO_MUCH = {
    "not-utf8": (b'a = "\xff"\n', "Byte 5 is not UTF-8."),
    "nul": (b'a = 1\nb = "\0"\n', "A NUL byte stands in it."),
    "binary": (b"PK\x03\x04\0\0\0", "A NUL byte stands in it."),
    "deep-key": (b"a." * 200_000 + b"a = 1\n", "The line has 400005 signs; a line has at most 4000."),
    "deep-header": (b"[" + b"a." * 1000 + b"a]\n", "Its tables are nested more than 8 deep."),
    "deep-headers": (b"".join(b"[" + b"a." * 90 + b"b%d]\n" % n for n in range(1500)), "nested more than 8 deep"),
    "deep-list": (b"a = " + b"[" * 3900, "Its tables are nested too deeply to read."),
    "deep-list-of-lines": (b"a = " + b"[\n" * 200_000, "Its tables are nested too deeply to read."),
    "deep-table": (b"a = " + b"{b=" * 1200, "Its tables are nested too deeply to read."),
    "long-number": (b"a = " + b"9" * 3900 + b"\nb = " + b"9" * 3900, None),
    "longer-number": (b"a = " + b"9" * 5000, "The line has 5004 signs"),
    "many-commas": (b"a = [" + b"\n" * 400_000 + b"1 2]", "It is not TOML"),
    "open-text": (b'a = "' + b"x" * 3000, "It is not TOML"),
    "page": (b"<!doctype html>\n<p>\n", "It is not TOML: Invalid statement (at line 1, column 1)."),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_hostile_file_gets_a_sentence(name, tmp_path):
    content, sentence = TOO_MUCH[name]
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    problems: list[Problem] = []
    read = read_file(path, "a.toml", problems)
    if sentence is None:
        assert read is not None and not problems
        return
    assert read is None
    [problem] = problems
    assert sentence in problem.what
    assert problem.remedy


def test_a_million_tables_deep_is_told_before_it_is_read(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"[" + b"a." * DEEP + b"a]\n")
    problems: list[Problem] = []
    assert read_file(path, "a.toml", problems) is None
    assert problems[0].what == f"The file has {2 * DEEP + 4} bytes; content files have at most {LARGEST}."


def test_fifty_megabytes_are_not_read(tmp_path):
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    problems: list[Problem] = []
    assert read_file(path, "a.toml", problems) is None
    assert "50000000 bytes" in problems[0].what


@pytest.mark.parametrize("name", ["missing.toml", ".", "n" * 300])
def test_what_is_no_file_is_told(name, tmp_path):
    problems: list[Problem] = []
    assert read_file(tmp_path / name, name, problems) is None
    [problem] = problems
    assert problem.what in ("There is no such file.", "The file cannot be read (File name too long).")


def test_line_ends_of_windows_change_nothing(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b'[[row]]\r\nid = "x"\r\n')
    file = read_file(path, "a.toml", [])
    assert file is not None
    assert file.data == {"row": [{"id": "x"}]}
    assert file.line_of("x") == 2


def test_an_unsound_row_is_left_out_and_remembered(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('[[row]]\nid = "x"\n\n[[row]]\nid = "y"\nage = 3\n', "utf-8")
    problems: list[Problem] = []
    file = read_file(path, "a.toml", problems)
    assert file is not None
    parts = file.parts({"row": Key("tables", shape={"id": Key("text", needed=True)})})
    assert parts == {"row": [{"id": "x"}]}
    assert file.unread == {"y"}
    assert str(problems[0]) == 'a.toml: line 5, row y: "age" is not a key of it. Its keys are: id.'


class Colour(StrEnum):
    RED, BLUE = "red", "blue"


class Floor(IntEnum):
    GROUND, FIRST = 0, 1


@dataclass(frozen=True)
class House:
    id: str
    floor: Floor
    built_on: datetime.date
    rooms: tuple[str, ...]
    colours: tuple[Colour, ...] = ()
    door: Colour | None = None
    rent: Decimal | None = None
    height: float = 0.0
    empty: bool = False
    walls: Mapping[str, Colour] = field(default_factory=dict)
    seen: str = "never"


def test_a_table_has_the_keys_of_the_class_that_is_built_of_it():
    assert shape_of(House, ("seen",), note=TEXT) == {
        "id": Key("text", needed=True),
        "floor": Key("number", needed=True),
        "built_on": Key("date", needed=True),
        "rooms": Key("texts", needed=True),
        "colours": Key("texts", choices=("red", "blue")),
        "door": Key("text", choices=("red", "blue")),
        "rent": Key("number"),
        "height": Key("number"),
        "empty": Key("flag"),
        "walls": Key("table"),
        "note": TEXT,
    }


def test_what_is_built_has_values_of_the_types_of_its_fields_and_no_key_that_is_no_field():
    row = {
        "id": "x", "floor": 1, "built_on": datetime.date(2026, 1, 1), "rooms": ["hall"], "colours": ["red"],
        "door": "blue", "rent": 3.1, "height": 2, "walls": {"north": "red"}, "note": "for authors", "seen": ["?"],
    }  # fmt: skip
    house = built(House, row, seen="today")
    walls = {"north": Colour.RED}
    day, rent = datetime.date(2026, 1, 1), Decimal("3.1")
    made = House("x", Floor.FIRST, day, ("hall",), (Colour.RED,), Colour.BLUE, rent, 2.0, False, walls, "today")
    assert house == made
    assert (type(house.floor), type(house.door), type(house.height)) == (Floor, Colour, float)


def test_something_that_is_named_and_is_not_there_is_told():
    file = ContentFile("a.toml", "", {}, [])
    assert file.knows("line 1", "house", "x", {"x": 1}, "Add it.")
    assert not file.knows("line 2", "house", "y", {"x": 1}, "Add it.")
    assert [str(each) for each in file.problems] == ['a.toml: line 2: There is no house "y". Add it.']


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("text", ['"x"'], ["1", "true", "[]", "2026-11-24"]),
        ("flag", ["true", "false"], ["1", '"yes"', "[]"]),
        ("number", ["0", "-3", "2.5"], ["true", "false", '"3"', "[3]"]),
        ("date", ["2026-11-24"], ['"2026-11-24"', "3", "[]"]),
        ("numbers", ["[]", "[1, 2.5]"], ["1", '["x"]', '[1, "x"]', "[1, [2]]", "[true]"]),
        ("texts", ["[]", '["x", "y"]'], ['"x"', "[1]", '["x", 1]', "[true]"]),
        ("table", ["{}"], ['"x"', "1", "[]"]),
        ("tables", ["[]", "[{}]"], ["{}", '["x"]', "1"]),
    ],
)
def test_a_key_takes_values_of_its_own_kind_alone(tmp_path, kind, right, wrong):
    for text, sound in (*((each, True) for each in right), *((each, False) for each in wrong)):
        path = tmp_path / "a.toml"
        path.write_text(f"part = {text}\n", "utf-8")
        problems: list[Problem] = []
        file = read_file(path, "a.toml", problems)
        assert file is not None
        file.check(file.data, {"part": Key(kind)}, "here")
        assert (not problems) is sound, (text, [str(each) for each in problems])


def test_only_the_law_itself_and_the_bill_as_passed_count_as_seen():
    assert READ == ("text", "bill")
    assert set(READ) < set(SEEN)


@pytest.mark.parametrize(("needed", "text", "told"), [(True, " ", True), (True, "x", False), (False, " ", False)])
def test_a_text_that_is_needed_is_not_empty_and_one_that_is_not_may_be(tmp_path, needed, text, told):
    path = tmp_path / "a.toml"
    path.write_text(f'part = "{text}"\n', "utf-8")
    problems: list[Problem] = []
    file = read_file(path, "a.toml", problems)
    assert file is not None
    file.check(file.data, {"part": Key("text", needed)}, "here")
    assert [each.what for each in problems] == (['"part" is empty.'] if told else [])


@pytest.mark.parametrize(
    ("value", "sound"), [("1", True), ("5", True), ("0", False), ("6", False), ("2.0", False), ("true", False)]
)
def test_a_whole_number_lies_between_its_least_and_its_largest(tmp_path, value, sound):
    path = tmp_path / "a.toml"
    path.write_text(f"part = {value}\n", "utf-8")
    problems: list[Problem] = []
    file = read_file(path, "a.toml", problems)
    assert file is not None
    file.check(file.data, {"part": Key("number", whole=(1, 5))}, "here")
    assert (not problems) is sound


def test_of_the_top_of_a_file_what_is_sound_is_read_and_what_is_not_there_is_left_out(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('name = "x"\n[one]\nid = "a"\n[two]\nid = 3\n[[row]]\nid = "b"\n[[row]]\nid = 4\n', "utf-8")
    problems: list[Problem] = []
    file = read_file(path, "a.toml", problems)
    assert file is not None
    shape, row = {"id": Key("text", needed=True)}, {"id": Key("text", needed=True)}
    top = {
        "name": Key("text"), "other": Key("number"), "one": Key("table", shape=shape), "two": Key("table", shape=shape),
        "row": Key("tables", shape=row), "none": Key("tables", shape=row), "gone": Key("table", shape=shape),
    }  # fmt: skip
    assert file.parts(top) == {"name": "x", "one": {"id": "a"}, "row": [{"id": "b"}], "none": []}
    assert [each.what for each in problems] == ['"id" is not text in quotation marks.'] * 2


def test_a_key_that_may_not_exist_is_told_with_its_reason_and_is_named_among_no_keys(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('sex = "x"\nextra = 1\n', "utf-8")
    problems: list[Problem] = []
    file = read_file(path, "a.toml", problems)
    assert file is not None
    file.check(file.data, {"name": Key("text"), "sex": Key("never", why="Nothing hangs on it.")}, "here")
    told = {each.what: each.remedy for each in problems}
    assert told == {
        '"sex" may not exist.': "Nothing hangs on it.", '"extra" is not a key of it.': "Its keys are: name.",
    }  # fmt: skip

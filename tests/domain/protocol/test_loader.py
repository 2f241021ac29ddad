"""An edition is read whole or not at all, and no damage to its files is more than a list of problems."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from screening.casework.content.edition import open_content
from screening.domain.protocol.loader import edition_digest, open_edition, read_edition
from screening.domain.protocol.model import IndicatorSort, Item
from screening.domain.protocol.schema import COLUMNS
from screening.domain.protocol.validation import SAFEGUARDS, broken_safeguards, forbidden
from screening.errors import BadInput

TINY = Path(__file__).parents[1] / "tiny"
SIGNS = ['"', "\n", "[", "]", "{", "}", "=", ".", "#", "\0", "\\", "x", " = 1\n", "[[item]]\n", "[topic]\n", "id = 3\n"]


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_an_edition_that_is_used_asks_every_separate_decision(name):
    protocol = open_content().protocol
    assert list(broken_safeguards(protocol)) == []
    without = replace(protocol, decisions=tuple(each for each in protocol.decisions if each.id != name))
    assert [each.place for each in broken_safeguards(without)] == [f"decision {name}"]
    assert list(broken_safeguards(replace(without, id="tiny"))) == []


@pytest.fixture
def edition(tmp_path):
    return shutil.copytree(TINY, tmp_path / "tiny")


@pytest.mark.parametrize(
    ("edition", "items", "indicators", "counter", "addons"),
    [("2026-1", 121, 78, 25, 12), ("2026-2", 130, 88, 29, 12), ("2026-3", 130, 87, 30, 14)],
)
def test_an_edition_holds_the_harmonised_set_and_what_coders_missed_in_it(edition, items, indicators, counter, addons):
    protocol = open_content(edition).protocol
    sorts = [each.sort for each in protocol.indicators.values()]
    assert (sorts.count(IndicatorSort.INDICATOR), sorts.count(IndicatorSort.COUNTER)) == (indicators, counter)
    assert len(protocol.items) == items
    assert len(protocol.topics) == 11
    assert len(protocol.addons) == addons
    assert len(protocol.profiles) == 5
    assert all(set(each.crosswalk) == set(COLUMNS) for each in protocol.indicators.values())
    assert all(item.source for item in protocol.items.values())


def test_an_edition_is_opened_with_its_lists(edition):
    protocol = open_edition(edition)
    assert list(protocol.items)[:2] == ["pay-kept", "owes"]
    assert protocol.items["owes-more"].number == "1.3"
    assert protocol.addons["fishing"].items == ("pay-kept", "owes")
    assert protocol.profiles["field"].then == ("money", "place")
    assert protocol.tables["settings"]["setting"][0]["id"] == "workplace"


@pytest.mark.parametrize("condition", ["owes is no", "owes is yes and pay-kept is yes"])
def test_a_condition_that_bears_on_signs_is_of_one_root_that_is_yes(edition, condition):
    path = edition / "topics/money.toml"
    path.write_text(path.read_text("utf-8").replace("owes is yes", condition), "utf-8")
    assert "must be of one root that is yes" in " ".join(each.what for each in read_edition(edition)[1])


def test_problems_come_all_at_once_and_none_is_opened(edition):
    for name, old, new in (
        ("topics/money.toml", 'mark = "Owes money"\n', ""),
        ("indicators/signs.toml", 'source = ["own"]', "source = []"),
        ("profiles/field.toml", '"hurt"', '"nothing"'),
        ("gate.toml", "fine", "well"),
    ):
        path = edition / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    protocol, problems = read_edition(edition)
    assert protocol is None
    assert len({each.file for each in problems}) == 4
    with pytest.raises(BadInput) as trouble:
        open_edition(edition)
    assert trouble.value.code == "edition-unsound"


def test_an_edition_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(BadInput) as trouble:
        open_edition(tmp_path / "1999-1")
    assert trouble.value.code == "edition-missing"


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_to_a_file_raises_anything(seed, edition):
    chance = random.Random(seed)
    path = chance.choice(sorted(edition.rglob("*.toml")))
    text = path.read_text("utf-8")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice([*SIGNS, ""]) + text[at + chance.choice((0, 1, 40)) :]
    path.write_text(text, "utf-8")
    protocol, problems = read_edition(edition)
    assert (protocol is None) is bool(problems)
    assert all(each.what and each.remedy for each in problems)


def test_a_value_of_every_wrong_type_raises_nothing(edition):
    path = edition / "topics" / "money.toml"
    text = path.read_text("utf-8")
    for key in ("id", "number", "kind", "text", "yes", "no", "core", "ask_if", "source", "verified"):
        for value in ("1", "true", "[]", "[[1]]", "{}", '""', "2026-11-24", '"owes is yes"'):
            lines = [f"{key} = {value}" if line.startswith(f"{key} = ") else line for line in text.split("\n")]
            path.write_text("\n".join(lines), "utf-8")
            read_edition(edition)


def test_a_folder_or_a_stray_link_in_the_place_of_a_file_is_told(edition):
    (edition / "topics" / "more.toml").mkdir()
    (edition / "addons" / "gone.toml").symlink_to(edition / "nowhere.toml")
    problems = read_edition(edition)[1]
    assert [(each.file, each.what) for each in problems] == [
        ("indicators/tiny/addons/gone.toml", "There is no such file."),
        ("indicators/tiny/topics/more.toml", "There is no such file."),
    ]


def test_the_digest_covers_every_file_and_name_and_no_line_ends(edition):
    before = edition_digest(edition)
    for path in edition.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert edition_digest(edition) == before
    (edition / "addons" / "fishing.toml").rename(edition / "addons" / "boats.toml")
    assert edition_digest(edition) != before


@pytest.mark.requirement("IN12", "NV7")
@pytest.mark.parametrize(
    "name", ["credibility", "odd-demeanour", "person-sex", "is-job", "nationality", "sex", "permit"]
)
def test_what_is_believed_of_a_person_or_what_they_are_has_no_place(name):
    assert forbidden(name)


@pytest.mark.parametrize("name", ["sex-work", "job-different", "outside-permit", "law-broken", "ACT-01", "control"])
def test_what_was_done_with_a_thing_has_one(name):
    assert not forbidden(name)


def test_an_item_that_names_no_need_place_or_condition_has_none():
    bare = Item("x", "1.1", "work", "ask", "?", (), ())
    assert (bare.core, bare.harm, bare.where, bare.verified) == (False, False, False, False)
    assert (bare.who, bare.need, bare.needs, bare.condition, bare.source) == ("both", "", (), None, ())


def test_a_topic_that_an_edition_does_not_have_is_a_mistake_of_whoever_asks():
    protocol = open_content().protocol
    assert [protocol.topic(each.id) for each in protocol.topics] == list(protocol.topics)
    with pytest.raises(KeyError, match="no-such-topic"):
        protocol.topic("no-such-topic")

"""What stands in many places of the content files is held once."""

from __future__ import annotations

from screening.domain.content.strict_toml import parse_toml


def test_what_stands_in_many_places_of_two_files_is_held_once() -> None:
    first = parse_toml('[[item]]\nsource = "official"\n[[item]]\nsource = "official"\nnamed = ["ilo-11"]')
    second = parse_toml('source = "official"\nnamed = ["ilo-11", 3, true]')
    texts = [first["item"][0]["source"], first["item"][1]["source"], second["source"]]
    assert {id(each) for each in texts} == {id(texts[0])}
    assert first["item"][1]["named"][0] is second["named"][0]
    assert {id(key) for table in (*first["item"], second) for key in table if key == "source"} == {id("source")}
    assert second == {"source": "official", "named": ["ilo-11", 3, True]}

"""docs/protocol.md says what the data says, of every sign and every question."""

from __future__ import annotations

import re

import pytest

from screening import settings
from screening.authoring.protocol_page import figures, page
from screening.cli.main import main
from screening.wording.catalogue.translations import Words

DOC = settings.content_root() / "docs" / "protocol.md"


@pytest.fixture(scope="module")
def told(content):
    return page(content.protocol, Words("en"))


def test_the_page_in_docs_is_in_step(told):
    assert DOC.read_text("utf-8") == told, "Run: screening protocol page --out docs/protocol.md"


def test_every_sign_has_its_section_with_words_sources_and_codes(told, content):
    sections = dict(re.findall(r"^### ([A-Z]{3}-\d+) (.*?)(?=^##)", told, re.MULTILINE | re.DOTALL))
    assert set(sections) == set(content.protocol.indicators)
    assert len(re.findall(r"^### [A-Z]{3}-", told, re.MULTILINE)) == len(sections)
    for each in content.protocol.indicators.values():
        section = sections[each.id]
        assert section.startswith(each.name)
        for name in each.source:
            assert f"[{name}](#{name}) ({content.protocol.sources[name].tag})" in section
        for item in content.protocol.items.values():
            assert (f"{item.number} {item.text}" in section) is (each.id in (*item.yes, *item.no))
        for codes in each.crosswalk.values():
            assert all(code in section for code in codes)
        for strength, tag in zip(each.strength.values(), each.strength_tag.values(), strict=True):
            assert f"{strength} ({tag})" in section


def test_every_question_stands_once_under_its_number(told, content):
    rows = re.findall(r"^\| (\d+\.\d+) \| (.*?) \|", told, re.MULTILINE)
    assert [number for number, _ in rows] == [item.number for item in content.protocol.items.values()]
    for (_, text), item in zip(rows, content.protocol.items.values(), strict=True):
        assert text.startswith(item.text)


def test_every_source_that_is_cited_is_listed(told, content):
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", told)) <= set(re.findall(r'<a id="([a-z0-9-]+)">', told))
    assert set(re.findall(r'<a id="([a-z0-9-]+)">', told)) == set(content.protocol.sources)


def test_the_figures_are_those_of_the_data(content):
    found = figures(content.protocol)
    assert (found["indicators"], found["counters"], found["items"]) == (87, 30, len(content.protocol.items))
    assert found["strengths"] == 4 * 87
    assert 0 < found["sources_verified"] < found["sources"]


def test_the_command_prints_it_in_another_language_too(capsys, content):
    main(["protocol", "page", "--language", "ms"])
    out = capsys.readouterr().out
    item = content.protocol.items["papers-kept"]
    assert f"| {item.number} | {Words('ms').say('item.papers-kept.text')}" in out


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["protocol", "page", "--out", str(tmp_path / "nowhere" / "page.md")])
    assert capsys.readouterr().err.count("\n") == 1

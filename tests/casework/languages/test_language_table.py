"""The table of languages: what each pack holds, and why one is not offered."""

from __future__ import annotations

import functools
import json

from screening.casework.languages import language_table
from screening.cli.main import main
from screening.wording.catalogue.languages import languages, offered_languages
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words


@functools.cache
def rows() -> tuple[language_table.LanguageRow, ...]:
    return tuple(language_table.table(Words("en")))


def test_there_is_a_row_for_every_pack() -> None:
    assert [row.pack.tag for row in rows()] == [pack.tag for pack in languages()]


def test_the_states_of_a_pack_add_up_to_its_texts() -> None:
    for row in rows():
        for share in row.shares.values():
            assert sum(share.states.values()) == share.texts
            assert share.translated == share.texts - share.states["untranslated"]


def test_a_language_is_offered_or_it_is_said_why_not() -> None:
    offered = {pack.tag for pack in offered_languages()}
    for row in rows():
        assert row.person == (row.pack.tag in offered)
        assert row.person or set(row.waits) & {"texts", "recordings", "unread-recordings"}


def test_every_letter_of_every_pack_is_in_a_bundled_font() -> None:
    assert {row.pack.tag: row.no_glyph for row in rows() if row.no_glyph} == {}


def test_english_is_the_source_and_nothing_else_is() -> None:
    for row in rows():
        assert ("source" in row.shares[Audience.PERSON].states) == (row.pack.tag == "en")


def test_the_command_prints_what_the_table_holds(capsys) -> None:
    main(["languages", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told == [language_table.as_json(row) for row in rows()]
    main(["languages"])
    lines = capsys.readouterr().out
    assert all(row.pack.own_name in lines for row in rows())

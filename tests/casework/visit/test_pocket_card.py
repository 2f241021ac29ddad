"""The card for the pocket: one sheet of two sides, the agreement word for word, and numbers with their mark."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from screening.casework.content import directory
from screening.casework.content.edition import open_content
from screening.casework.visit import pocket_card
from screening.cli.main import commands
from screening.errors import BadInput
from screening.settings import Installation
from screening.wording.catalogue.translations import Words

TODAY = datetime.date(2026, 12, 1)


def card(**wish: str) -> list[str]:
    here = Installation(wish.pop("country", "my"))
    made = pocket_card.make_card(open_content(here=here), directory.shipped(here), TODAY, **wish)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize(("officer", "person"), [("en", "ms"), ("ms", "my"), ("id", "ur"), ("th", "my")])
def test_it_is_one_sheet_with_two_sides(officer: str, person: str) -> None:
    assert len(card(officer=officer, person=person)) == 2


def test_the_agreement_stands_word_for_word_in_both_languages() -> None:
    front, _back = card(officer="en", person="ms", role="labour-officer")
    edition = open_content().protocol
    for part in edition.spoken_for("labour-officer"):
        for words in (Words("en", edition=edition.id), Words("ms", edition=edition.id)):
            assert words.say(f"consent.spoken.{part.id}") in front
    assert Words("ms", edition=edition.id).say("consent.decision.notes.question") in front


def test_each_number_stands_there_with_how_far_it_was_checked() -> None:
    _front, back = card(officer="en")
    assert "999 (not yet verified)" in back
    assert "03-8000 8000" not in back, "a line that the directory keeps off cards"


def test_a_state_without_a_number_says_so_in_a_sentence() -> None:
    said = Words("en").say("pocket.numbers-none-here", state=Words("en").say("directory.region.perlis"))
    assert said in card(officer="en", region="perlis")[1]


def test_a_state_that_the_country_has_not_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        card(officer="en", region="atlantis")
    assert refused.value.code == "blank-choice"


def test_another_country_s_card_has_no_number_of_this_one() -> None:
    assert "999" not in card(officer="en", country="th")[1]


def test_the_command_writes_it_without_a_record_and_over_no_file(tmp_path: Path) -> None:
    out = tmp_path / "card.pdf"
    wanted = ["pocket-card", "--language", "en", "--person", "ms", "--out", str(out)]
    assert CliRunner().invoke(commands, wanted).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert CliRunner().invoke(commands, wanted).exception is not None

"""The page says its figures in words, small numbers as "fewer than ten", and what is not known."""

from __future__ import annotations

import json

import pytest

from screening.casework.content.edition import Content
from screening.casework.statistics.accuracy_views import accuracy_as_json, accuracy_lines, accuracy_view
from screening.casework.statistics.counts import stats_paper
from screening.domain.statistics.field_accuracy import Screened, TellingLimits, measure
from screening.wording.catalogue.translations import Words

LIMITS = TellingLimits(10, 30)


def some(
    flagged: int = 0, yes: int = 0, no: int = 0, seen: int = 0, missed: int = 0, left: int = 0, lang: str = "ms"
) -> list[Screened]:
    """People flagged with and without a decision, and people not flagged of whom some were drawn and seen."""
    weight = (seen + left) / seen if seen else 0.0
    return [
        *[Screened("strong", True, True, view=True, strength=0.9, language=lang)] * yes,
        *[Screened("strong", True, False, view=False, strength=0.9, language=lang)] * no,
        *[Screened("strong", True, view=True, language=lang)] * (flagged - yes - no),
        *[Screened("little", False, None, True, weight, language=lang)] * missed,
        *[Screened("little", False, None, False, weight, language=lang)] * (seen - missed),
        *[Screened("little", False, language=lang)] * left,
    ]


def text(rows: list[Screened], content: Content, unread: int = 0, language: str = "en") -> str:
    return "\n".join(accuracy_lines(accuracy_view(measure(rows, LIMITS), unread, Words(language), content)))


def test_a_share_stands_with_its_range_and_its_numbers(content: Content) -> None:
    told = text(some(100, 60, 20, 60, 12, 200), content)
    assert "75 % (65 % to 83 %), 60 of 80" in told
    assert "Flagged, no decision yet: 20." in told
    assert "sensitivity" in told


def test_a_small_number_of_people_stands_nowhere(content: Content) -> None:
    told = text(some(23, 14, 4, 40, 3, 60), content)
    assert "of 18" in told
    assert "14 of 18" not in told
    assert "no decision yet: fewer than 10" in told
    found = json.dumps(accuracy_as_json(measure(some(23, 14, 4, 40, 3, 60), LIMITS), 0))
    assert '"undecided": null' in found
    assert '"found": null' in found


def test_too_few_are_said_to_be_too_few(content: Content) -> None:
    told = text(some(9, 5, 2, 8, 1), content)
    assert "Too few to say: fewer than 10" in told
    assert "It takes 10 decisions and 30 second looks" in told
    assert "%" not in told
    found = accuracy_as_json(measure(some(9, 5, 2, 8, 1), LIMITS), 0)
    assert (found["sensitivity"], found["identified_of_flagged"]) == (None, None)


def test_what_is_not_known_is_said(content: Content) -> None:
    told = text(some(100, 40, 20, 60, 12, 300), content, unread=2)
    assert "Flagged, and never checked by a body: 40." in told
    assert "Not flagged, and never seen again: 300." in told
    assert "A second reader sees only what was recorded." in told
    assert "edition of the questions that this program does not have" in told


def test_numbers_that_do_not_fit_are_said_to_need_a_review(content: Content) -> None:
    assert "need a review" in text(some(60, 15, 45), content)
    assert "lies in the range" in text(some(60, 54, 6), content)


def test_one_band_that_does_not_fit_is_told_whatever_the_next_one_does(content: Content) -> None:
    off = [Screened("strong", True, at < 15, strength=0.9, language="ms") for at in range(60)]
    fits = [Screened("moderate", True, at < 45, strength=0.75, language="ms") for at in range(60)]
    for rows in ([*off, *fits], off):
        assert "need a review" in text(rows, content)
        assert "lies in the range" not in text(rows, content)
    assert "lies in the range" in text(fits, content)


def test_the_plain_values_are_those_of_the_page(content: Content) -> None:
    rows = [*some(100, 60, 20, 60, 12, 200), Screened("some", False, True, language="ms")]
    made = measure(rows, LIMITS)
    plain = accuracy_as_json(made, 3)
    assert (plain["people"], plain["flagged"], plain["not_flagged"], plain["undecided"]) == (361, 100, 261, 20)
    assert (plain["least_decisions"], plain["least_second_looks"], plain["drawn"]) == (10, 30, 60)
    assert plain["not_readable_here"] is None, "three are too few to tell"
    assert plain["identified_of_flagged"] == {"found": 60, "of": 80, "value": 0.75, "low": 0.65, "high": 0.83}
    bands = [(each["band"], each["flagged"], each["people"]) for each in plain["bands"]]
    assert bands == [(each.band, each.flagged, each.cases if each.cases >= 10 else None) for each in made.bands]
    strong = next(each for each in plain["bands"] if each["band"] == "strong")
    assert (strong["expected"], strong["in_interval"]) == (0.9, False)
    looked = made.looked.within
    assert looked is not None and plain["found_by_second_look"]["value"] == round(looked.value, 2)
    assert made.sensitivity is not None and plain["sensitivity"]["low"] == round(made.sensitivity.low, 2)
    assert made.specificity is not None and plain["specificity"]["high"] == round(made.specificity.high, 2)
    view = plain["own_view"]
    assert (view["officer_only"], view["assessment_only"]) == (None, 20)
    assert view["agrees_with_assessment"]["of"] == 100


def test_a_group_is_worded_and_a_small_one_is_not_there(content: Content) -> None:
    large = [*some(80, 40, 20, 0, 0, 60), *some(80, 40, 20, 0, 0, 60, "bn")]
    told = text(large, content)
    assert "67 % (54 % to 77 %), 40 of 60" in told
    told = text([*large, *some(12, 8, 3, lang="my")], content)
    assert "Burmese" not in told


@pytest.mark.parametrize("language", ["en", "ms", "id", "th"])
def test_nothing_is_said_of_an_officer_and_every_language_has_its_words(content: Content, language: str) -> None:
    rows = some(100, 60, 20, 60, 12, 200)
    assert "[" not in text(rows, content, language=language)
    found = json.dumps(accuracy_as_json(measure(rows, LIMITS), 0))
    assert "by_officer" not in found


def test_the_page_is_a_paper_as_well(content: Content) -> None:
    view = accuracy_view(measure(some(100, 60, 20, 60, 12, 200), LIMITS), 0, Words("en"), content)
    assert stats_paper(view, Words("en")).startswith(b"%PDF")

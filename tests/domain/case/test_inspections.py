"""A whole site: a lot across groups, nobody in the site's record, and nothing told while it is open or of too few."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import How
from screening.domain.case import inspections
from screening.domain.case.inspections import LEAST_PEOPLE, Site
from screening.domain.events import inspection as sev
from screening.domain.events.catalogue import EVENTS, WordsWritten
from screening.errors import NotAccepted
from tests.domain.some_case import Talk, recorded

groups = st.sampled_from(["day;bn;Alpha", "night;ne;Beta", "day;my;Alpha", "night;bn;Gamma"])
rosters = st.lists(groups, min_size=1, max_size=60).map(
    lambda rows: tuple(f"{number};{row}" for number, row in enumerate(rows, 1))
)


def site(lines: tuple[str, ...] = ()) -> Site:
    return Site("s1", "Glove works", "2026-11-24T09:00:00Z", lines=lines)


@pytest.mark.requirement("BI1")
@given(rosters, st.integers(0, 20), st.integers(0, 2**30))
def test_at_least_six_or_everyone_are_drawn_from_the_list_and_none_twice(lines, most, seed):
    drawn = inspections.draw(site(lines), most, lot=random.Random(seed)).numbers
    listed = {line.split(";")[0] for line in lines}
    assert len(drawn) == len(set(drawn)) == min(max(most or 20, 6), len(lines))
    assert set(drawn) <= listed


@given(rosters, st.integers(0, 2**30))
def test_no_group_is_left_out_while_another_has_two(lines, seed):
    drawn = inspections.draw(site(lines), 6, lot=random.Random(seed)).numbers
    of = {line.split(";")[0]: line.partition(";")[2] for line in lines}
    counts = {group: sum(of[number] == group for number in drawn) for group in of.values()}
    sizes = {group: list(of.values()).count(group) for group in counts}
    for group, count in counts.items():
        if count < sizes[group]:
            assert max(counts.values()) - count <= 1


@pytest.mark.requirement("BI1")
def test_suggestions_join_the_others_and_stand_in_no_place_of_their_own():
    lines = tuple(f"{number};day;bn;A" for number in range(1, 31))
    places = set()
    for seed in range(40):
        drawn = inspections.draw(site(lines), 6, ["99"], lot=random.Random(seed)).numbers
        assert "99" in drawn
        places.add(drawn.index("99"))
    assert len(places) > 3


def test_two_lots_are_not_the_same():
    lines = tuple(f"{number};day;bn;A" for number in range(1, 41))
    assert len({inspections.draw(site(lines), 8).numbers for _ in range(12)}) > 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("Aminah; day; bn", "site-line-unreadable"), ("12;day\n12;night", "site-number-twice")],
)
def test_a_list_with_a_name_or_a_number_twice_is_not_kept(text, code):
    with pytest.raises(NotAccepted) as trouble:
        inspections.listed(site(), text)
    assert trouble.value.code == code


@pytest.mark.requirement("BI6", "DM7")
def test_no_event_of_a_site_can_hold_a_person_or_lead_to_a_case():
    fields = {
        field.name for cls in EVENTS.values() if issubclass(cls, sev.SiteEvent) for field in dataclasses.fields(cls)
    }
    assert fields == {"site", "place", "lines", "numbers", "added", "item", "answer", "text", "day"}


def test_an_inspection_is_folded_closed_once_and_another_can_begin():
    events = [sev.SiteOpened("a", "Glove works"), sev.SiteSeen("a", "papers-store", "yes"), sev.SiteNoted("a", "locks")]
    found = inspections.fold(recorded(event) for event in events)
    assert inspections.open_site(found).seen == {"papers-store": "yes"}
    with pytest.raises(NotAccepted):
        inspections.begin(found, "Another")
    closed = inspections.close(inspections.open_site(found))
    assert closed == sev.SiteClosed("a")
    found = inspections.fold(recorded(event) for event in [*events, closed])
    assert inspections.open_site(found) is None
    assert inspections.begin(found, "Another").place == "Another"


def talks(content, count: int, words: str = "") -> list:
    made = []
    for _ in range(count):
        talk = Talk(content.protocol).gate().agrees().says("papers-kept")
        if words:
            talk.happens(WordsWritten("papers", "1", words, How.TOLD))
        made.append(talk.case)
    return made


@pytest.mark.requirement("BI7", "NV33")
def test_a_count_under_ten_is_not_told(content):
    quiet = [Talk(content.protocol).gate().agrees().says("locked").case for _ in range(2 * LEAST_PEOPLE)]
    assert inspections.signs_said([*quiet, *talks(content, LEAST_PEOPLE - 1)]) == {}
    others = talks(content, LEAST_PEOPLE)
    assert inspections.signs_said([*quiet, *others]) == {"locked": 2 * LEAST_PEOPLE, "papers-kept": LEAST_PEOPLE}
    assert inspections.answered(others) == LEAST_PEOPLE


def test_what_nearly_everybody_said_is_not_told(content):
    """Then the site knows what each of them said."""
    assert inspections.signs_said(talks(content, 2 * LEAST_PEOPLE)) == {}


@pytest.mark.requirement("BI5")
def test_the_same_words_in_several_accounts_are_a_note_on_the_site(content):
    said = "The company keeps our passports for safety and we are very happy here."
    assert inspections.same_words(talks(content, 3, said)) == 3
    assert inspections.same_words([*talks(content, 1, said), *talks(content, 1, "They keep it in the office.")]) == 0
    reading = talks(content, 1, said)[0]
    assert reading.answers == talks(content, 1)[0].answers


def test_a_lot_without_a_number_can_reach_what_a_sign_needs_and_a_smaller_one_says_that_it_cannot():
    lines = tuple(f"{number};day;bn;A" for number in range(1, 41))
    whole = inspections.draw(site(lines), 0)
    assert len(whole.numbers) == inspections.TO_SHOW == 2 * LEAST_PEOPLE
    assert inspections.can_show(dataclasses.replace(site(lines), drawn=whole.numbers))
    assert not inspections.can_show(dataclasses.replace(site(lines), drawn=inspections.draw(site(lines), 19).numbers))
    assert not inspections.can_show(site(lines[:19]))


def test_a_next_visit_waits_until_the_place_is_visited_again():
    closed = dataclasses.replace(site(), closed_at="2026-11-24T14:00:00Z", again="2026-12-08")
    assert inspections.next_visits([closed]) == (closed,)
    later = dataclasses.replace(site(), id="s2", opened_at="2026-12-08T09:00:00Z")
    assert inspections.next_visits([closed, later]) == ()
    assert inspections.next_visits([dataclasses.replace(closed, again="")]) == ()


def test_each_event_of_a_site_changes_its_own_field_and_other_sites_stay_as_they_are():
    site_seen = [
        sev.SiteSeen("a", "locks", "yes"),
        sev.SiteSeen("a", "papers-store", "no"),
        sev.SiteSeen("a", "locks", ""),
    ]
    events = [
        sev.SiteNoted("a", "before it was opened"),
        sev.SiteOpened("a", "Glove works"),
        sev.SiteOpened("b", "Farm"),
        sev.SiteListed("a", ("1;day", "2;night")),
        sev.SiteDrawn("a", ("2", "9"), ("9",)),
        *site_seen,
        sev.SiteNoted("a", "two doors"),
        sev.SiteFollowUp("a", "2026-12-08"),
        WordsWritten("papers", "1", "x", How.TOLD),
        sev.SiteClosed("a"),
    ]
    first, second = inspections.fold(recorded(event) for event in events)
    at = "2026-11-24T09:00:00Z"
    assert first == Site(
        "a",
        "Glove works",
        at,
        at,
        ("1;day", "2;night"),
        ("2", "9"),
        ("9",),
        {"papers-store": "no"},
        "two doors",
        "2026-12-08",
    )
    assert second == Site("b", "Farm", at)
    assert (first.open, second.open) == (False, True)
    assert inspections.open_site([first, second]) == second


def test_an_inspection_begins_at_a_place_that_is_named_and_a_list_is_kept_tidy():
    with pytest.raises(NotAccepted, match="site-needs-place"):
        inspections.begin((), "  ")
    with pytest.raises(NotAccepted, match="site-is-open"):
        inspections.begin([site()], "Farm")
    assert inspections.begin((), " Farm ").place == "Farm"
    assert len({inspections.begin((), "Farm").site for _ in range(3)}) == 3
    assert inspections.listed(site(), " 1 ; day ; bn \n\n A12;night").lines == ("1;day;bn", "A12;night")
    with pytest.raises(NotAccepted, match=r"site-line-unreadable\(line=3\)"):
        inspections.listed(site(), "1;day\n\nAminah;day")  # as it is counted in the field, empty lines too
    with pytest.raises(NotAccepted, match="site-nothing-listed"):
        inspections.draw(site(), 6)


def test_a_lot_does_not_follow_the_list_within_a_group_or_between_groups():
    one = tuple(f"{number};day;bn;A" for number in range(1, 31))
    assert any(
        set(inspections.draw(site(one), 6, lot=random.Random(seed)).numbers) != {"25", "26", "27", "28", "29", "30"}
        for seed in range(4)
    )
    several = tuple(f"{number};shift-{number}" for number in range(1, 31))
    firsts = {frozenset(inspections.draw(site(several), 6, lot=random.Random(seed)).numbers) for seed in range(4)}
    assert len(firsts) == 4
    twice = inspections.draw(site(one), 6, ["99", "", "99", "1"], lot=random.Random(1))
    assert twice.added in (("99", "1"), ("99",))
    assert len(twice.numbers) == 6 + len(twice.added)


def test_how_long_each_talk_took_is_told_in_whole_minutes_from_one_on():
    def case(started: str, ended: str, site: str = "s1"):
        return dataclasses.replace(talk, site=site, opened_at=started, stopped_at=ended)

    talk = Talk(open_content().protocol).case
    day = "2026-11-24T"
    cases = [
        case(f"{day}09:00:00Z", f"{day}09:40:20Z"),
        case(f"{day}09:00:00Z", f"{day}09:40:40Z"),
        case(f"{day}09:00:00Z", f"{day}09:00:05Z"),
        case(f"{day}09:00:00Z", ""),
        case(f"{day}09:00:00Z", f"{day}08:00:00Z"),
        case(f"{day}09:00:00Z", f"{day}10:00:00Z", "s2"),
    ]
    assert inspections.minutes(cases, "s1") == (40, 41, 1)


def test_seven_words_in_a_row_are_the_same_and_six_are_not():
    def accounts(*texts: str):
        talk = Talk(open_content().protocol).gate().agrees()
        for at, text in enumerate(texts):
            talk.happens(WordsWritten("papers", str(at), text, How.TOLD))
        return talk.case

    six, seven = "we are very happy here now", "we are very happy here now indeed"
    assert inspections.same_words([accounts(six), accounts(six)]) == 0
    assert inspections.same_words([accounts(seven), accounts(f"Oh, WE are: {seven[7:].upper()}!")]) == 2
    assert inspections.same_words([accounts(seven, seven), accounts("nothing of it")]) == 0, "one account alone"
    assert inspections.same_words([accounts(f"and {seven}"), accounts(f"{seven} we say")]) == 2
    assert inspections.same_words([]) == 0


def test_a_place_is_not_to_be_visited_again_while_it_is_open_or_where_somebody_went_since():
    closed = dataclasses.replace(site(), closed_at="2026-11-24T14:00:00Z", again="2026-12-08")
    assert inspections.next_visits([dataclasses.replace(closed, closed_at="")]) == ()
    for place, day, waits in (
        ("Glove works", "2026-12-07", True),
        ("Glove works", "2026-12-09", False),
        ("Farm", "2026-12-09", True),
    ):
        other = dataclasses.replace(site(), id="s2", place=place, opened_at=f"{day}T09:00:00Z")
        assert (closed in inspections.next_visits([closed, other])) is waits


def test_only_answers_of_yes_are_counted_and_only_people_who_answered(content):
    silent = [Talk(content.protocol).gate().agrees().case for _ in range(3)]
    denied = [Talk(content.protocol).gate().agrees().says("papers-kept", "no").case for _ in range(2 * LEAST_PEOPLE)]
    assert inspections.answered([*silent, *denied]) == 2 * LEAST_PEOPLE
    assert inspections.signs_said([*silent, *denied]) == {}

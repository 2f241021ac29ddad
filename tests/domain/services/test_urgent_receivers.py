"""Who may get an urgent paper at this hour, by the directory's own data."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from screening import settings
from screening.domain.services.directory import (
    Eligibility,
    Entry,
    Freshness,
    Service,
    open_at,
    takes,
    urgent_receivers,
    waits_for_sex,
)
from screening.domain.services.directory_loader import open_directory

SHIPPED = open_directory(settings.forms_root() / "directory")
NIGHT, NOON = datetime.time(2, 30), datetime.time(12)
WHO = Eligibility(paths=("urgent",), needs=("danger",), age_band="adult", region="selangor")


@pytest.mark.parametrize(
    ("hours", "night", "noon"),
    [
        ("Day and night", True, True),
        ("24 jam", True, True),
        ("08:00-24:00", False, True),
        ("Every day, 22:00 to 06:00", True, False),
        ("setiap hari, 8.00 hingga 17.00", False, True),
        ("setiap hari, 8.00 sampai 17.00", False, True),
        ("Office hours", None, None),
        ("In 2017: 07:30 to 21:00, recorded otherwise", None, None),
        ("", None, None),
    ],
)
def test_hours_are_known_or_said_to_be_unknown(hours: str, night: bool | None, noon: bool | None) -> None:
    entry = Entry("one", "shelter", hours=hours)
    assert (open_at(entry, NIGHT), open_at(entry, NOON)) == (night, noon)


def test_what_sees_to_the_need_comes_first_then_what_is_open_then_what_is_near() -> None:
    ours = {
        each.id: each
        for each in (
            Entry("far", "shelter", hours="24 hours", own=True),
            Entry("near", "shelter", state="selangor", hours="24 hours", own=True),
            Entry("unknown", "shelter", state="selangor", own=True),
            Entry("shut", "shelter", state="selangor", hours="08:00-17:00", own=True),
            Entry("ordered", "shelter", state="selangor", hours="24 hours", by_order=True),
        )
    }
    directory = replace(SHIPPED, entries={**SHIPPED.entries, **ours})
    found = [each.id for each in urgent_receivers(directory, WHO, "shelter", NIGHT)]
    assert found[:3] == ["near", "far", "unknown"]
    assert not {"shut", "ordered"} & set(found)
    assert urgent_receivers(directory, WHO, "medical", NIGHT)[0].id == "999"


def test_nobody_gets_it_whose_service_may_not_have_the_needs() -> None:
    directory = SHIPPED
    found = urgent_receivers(directory, WHO, "danger", NOON)
    assert found and all("needs" in directory.services[each.service].gives for each in found)


def test_a_service_that_may_have_something_else_alone_gets_no_urgent_paper() -> None:
    services = {
        name: Service(name, gives, ("urgent",), ())
        for name, gives in (("knows-needs", ("needs",)), ("knows-signs", ("signs",)), ("knows-nothing", ()))
    }
    entries = {name: Entry(name, name, hours="24 hours") for name in services}
    directory = replace(SHIPPED, services=services, entries=entries)
    assert [each.id for each in urgent_receivers(directory, WHO, "danger", NOON)] == ["knows-needs"]


PERSON = Eligibility((), (), "adult", sex="woman", region="johor", setting="shelter")


@pytest.mark.parametrize(
    ("entry", "person", "taken"),
    [
        (Entry("x", "s"), PERSON, True),
        (Entry("x", "s", ages=("adult",)), PERSON, True),
        (Entry("x", "s", ages=("child",)), PERSON, False),
        (Entry("x", "s", ages=("child",)), replace(PERSON, age_band="unknown"), True),
        (Entry("x", "s", ages=("adult",)), replace(PERSON, age_band="unknown"), False),
        (Entry("x", "s", ages=("child",)), replace(PERSON, age_band="child"), True),
        (Entry("x", "s", ages=("child", "adult")), PERSON, True),
        (Entry("x", "s", sexes=("woman",)), PERSON, True),
        (Entry("x", "s", sexes=("man",)), PERSON, False),
        (Entry("x", "s", sexes=("woman", "man")), replace(PERSON, sex=""), False),
        (Entry("x", "s", by_place=("shelter", "prison")), PERSON, True),
        (Entry("x", "s", by_place=("prison",)), PERSON, False),
        (Entry("x", "s", state="johor"), PERSON, True),
        (Entry("x", "s", state="sabah"), PERSON, False),
        (Entry("x", "s", state="sabah"), replace(PERSON, region=""), True),
    ],
)
def test_an_entry_takes_somebody_of_its_ages_sexes_places_and_state(entry, person, taken) -> None:
    assert takes(entry, person) is taken


def test_how_many_wait_for_the_sex_is_said_while_it_is_not_known_alone() -> None:
    services = {"s": Service("s", ("needs",), ("urgent",), ())}
    entries = {each.id: each for each in (
        Entry("any", "s"), Entry("women", "s", sexes=("woman",)), Entry("men", "s", sexes=("man",)),
        Entry("both", "s", sexes=("woman", "man")), Entry("girls", "s", sexes=("woman",), ages=("child",)),
    )}  # fmt: skip
    directory = replace(SHIPPED, services=services, entries=entries)
    about = replace(WHO, region="")
    assert waits_for_sex(directory, about) == 3
    assert waits_for_sex(directory, replace(about, age_band="child")) == 4
    assert waits_for_sex(directory, replace(about, sex="woman")) == 0


TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("phones", "days", "freshness"),
    [
        ((), 0, Freshness.NO_NUMBER),
        (("1",), None, Freshness.UNVERIFIED),
        (("1",), 0, Freshness.FRESH),
        (("1",), 90, Freshness.FRESH),
        (("1",), 91, Freshness.STALE),
        (("1",), -1, Freshness.STALE),
    ],
)
def test_a_number_is_fresh_for_so_many_days_after_somebody_rang_it(phones, days, freshness) -> None:
    rung = None if days is None else TODAY - datetime.timedelta(days=days)
    assert Entry("x", "s", phones=phones, verified_on=rung).freshness(TODAY, 90) is freshness


@pytest.mark.parametrize(
    ("hours", "clock", "is_open"),
    [
        ("08:30-17:15", (8, 29), False),
        ("08:30-17:15", (8, 30), True),
        ("08:30-17:15", (17, 14), True),
        ("08:30-17:15", (17, 15), False),
        ("22:30-06:15", (22, 29), False),
        ("22:30-06:15", (22, 30), True),
        ("22:30-06:15", (0, 0), True),
        ("22:30-06:15", (6, 14), True),
        ("22:30-06:15", (6, 15), False),
    ],
)
def test_a_service_is_open_from_its_first_minute_to_the_one_before_it_shuts(hours, clock, is_open) -> None:
    assert open_at(Entry("x", "s", hours=hours), datetime.time(*clock)) is is_open
    assert open_at(Entry("x", "s", hours="Office hours", opens=hours), datetime.time(*clock)) is is_open

"""Who may get an urgent paper at this hour, by the directory's own data."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from screening import settings
from screening.domain.services.directory import Eligibility, Entry, open_at, urgent_receivers
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

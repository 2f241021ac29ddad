"""The page of the directory: every entry with how far its number can be relied on, and what no number is there for."""

from __future__ import annotations

import datetime
from dataclasses import replace

from screening.casework.content import directory as services
from screening.casework.content.directory import checked
from screening.casework.referral.directory_views import DirectoryView, EntryView, directory_view
from screening.domain.services.directory import Directory, Entry
from screening.settings import OWN
from screening.wording.catalogue.translations import Words

TODAY = datetime.date(2026, 12, 1)
EN = Words("en")
SHIPPED = services.shipped(OWN)


def view(*entries: Entry) -> tuple[Directory, DirectoryView]:
    directory = replace(SHIPPED, entries={each.id: each for each in entries})
    return directory, directory_view(directory, TODAY, EN)


def row(entry: Entry) -> EntryView:
    return view(entry)[1].entries[0]


RUNG = Entry("a", "labour", name="Office A", phones=("03-1",), own=True, verified_on=TODAY, verified_by="Aina")
NEVER = replace(RUNG, id="b", verified_on=None, verified_by="")
LONG_AGO = replace(RUNG, id="c", verified_on=datetime.date(2024, 1, 1))
NO_NUMBER = replace(RUNG, id="d", phones=(), verified_on=None)
YESTERDAY = replace(RUNG, id="e", verified_on=TODAY - datetime.timedelta(days=1))


def test_a_number_that_was_rung_is_fresh_and_the_others_wait() -> None:
    assert [row(each).stale for each in (RUNG, YESTERDAY, NEVER, LONG_AGO, NO_NUMBER)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    for each in (RUNG, NEVER, LONG_AGO, NO_NUMBER):
        assert row(each).checked == checked(view(each)[0], each, TODAY, EN)


def test_only_numbers_that_wait_are_counted() -> None:
    assert view(RUNG)[1].stale == view(NO_NUMBER)[1].stale == ""
    assert view(RUNG, NEVER, LONG_AGO, NO_NUMBER)[1].stale == EN.say_count("services.waiting", 2)


def test_what_is_pressed_notes_a_call_or_takes_back_one_of_today() -> None:
    assert row(NEVER).rang == row(LONG_AGO).rang == EN.say("services.rang")
    assert row(NO_NUMBER).rang == row(YESTERDAY).rang == ""


def test_entries_stand_in_the_order_of_the_services_own_ones_first() -> None:
    shelter = Entry("z", "shelter", name="House", own=True)
    shipped = next(each for each in SHIPPED.entries.values() if each.service == "labour")
    _, shown = view(shelter, shipped, NEVER, RUNG)
    order = list(SHIPPED.services)
    expected = (
        ["a", "b", shipped.id, "z"] if order.index("labour") < order.index("shelter") else ["z", "a", "b", shipped.id]
    )
    assert [each.entry.id for each in shown.entries] == expected
    assert shown.entries[expected.index("z")].about.startswith(EN.say("directory.service.shelter") + " · ")


def test_a_kind_without_a_number_says_whether_an_entry_a_number_or_a_call_is_missing() -> None:
    def why(*entries: Entry) -> str:
        shown = view(*entries)[1].missing
        return next((each.text for each in shown if each.id == "labour"), "")

    kind = EN.say("directory.service.labour")
    missing = {name: EN.say(f"services.missing-{name}", kind=kind) for name in ("entry", "number", "called")}
    if why():
        assert why() == missing["entry"]
        assert why(NO_NUMBER) == missing["number"]
        assert why(NEVER) == why(NO_NUMBER, NEVER) == missing["called"]
        assert why(RUNG) == ""


def test_every_service_and_state_can_be_chosen() -> None:
    shown = view()[1]
    assert [each.id for each in shown.services] == list(SHIPPED.services)
    assert [each.id for each in shown.regions] == ["all", *SHIPPED.regions]
    assert not any(each.chosen for each in (*shown.services, *shown.regions))
    assert shown.missing_title == EN.say_count("services.missing", len(shown.missing))

"""The directory: a number is a fact only when somebody here rang it, and who takes a case never hangs on a no."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.domain.answers import Answer, Given, How
from screening.domain.events.referral import EntryRemoved, EntryVerified, EntryWritten
from screening.domain.scoring.assessment import PATHS
from screening.domain.services.directory import (
    EVERYWHERE,
    Directory,
    Eligibility,
    Entry,
    Freshness,
    Service,
    need_states,
    needs_of,
    offers_of,
    overridden,
    proposals,
    takes,
    waits_for_sex,
)
from screening.domain.services.directory_loader import RULES, is_phone, open_directory, read_directory
from tests.domain.some_case import recorded

TODAY = datetime.date(2026, 11, 24)
SHIPPED = open_directory(settings.forms_root() / "directory")
NEEDS = [need.id for need in SHIPPED.needs]


def rung(directory: Directory, name: str) -> Directory:
    return overridden(directory, [recorded(EntryVerified(name, directory.entries[name].content))])


def names(about: Eligibility) -> list[str]:
    return [each.entry.id for each in proposals(SHIPPED, about)]


@pytest.mark.parametrize("country", ["my", "id", "th"])
def test_every_need_has_a_kind_of_service_that_sees_to_it(country: str) -> None:
    directory = open_directory(settings.forms_root() / "directory", country=country)
    kinds = [each for each in directory.services.values() if each.proposed]
    assert {need for each in kinds for need in each.needs} == {need.id for need in directory.needs}


def test_nothing_that_ships_is_a_fact() -> None:
    assert not [name for name, entry in SHIPPED.entries.items() if SHIPPED.fresh(entry, TODAY)]
    assert SHIPPED.number("emergency", "selangor", TODAY) is None


@pytest.mark.requirement("RE2", "NV40")
def test_a_number_that_was_rung_here_is_a_fact_for_ninety_days() -> None:
    entry = rung(SHIPPED, "mapo-line").entries["mapo-line"]
    assert entry.verified_by == "LAB-07"
    for days, fresh in ((0, Freshness.FRESH), (90, Freshness.FRESH), (91, Freshness.STALE), (-1, Freshness.STALE)):
        assert entry.freshness(TODAY + datetime.timedelta(days), SHIPPED.stale_after) is fresh


def test_a_number_that_changed_after_the_call_is_not_checked_any_more() -> None:
    written = EntryWritten("mapo-line", "focal-point", "all", "", "MAPO", ("03-1111 1111",), "")
    verified = EntryVerified("mapo-line", SHIPPED.entries["mapo-line"].content)
    changed = overridden(SHIPPED, [recorded(verified), recorded(written)])
    assert changed.entries["mapo-line"].freshness(TODAY, 90) is Freshness.UNVERIFIED
    late = overridden(SHIPPED, [recorded(written), recorded(verified)])
    assert late.entries["mapo-line"].freshness(TODAY, 90) is Freshness.UNVERIFIED


def test_a_call_that_was_recorded_by_mistake_is_taken_back_to_what_stood_before() -> None:
    called, back = EntryVerified("mapo-line", SHIPPED.entries["mapo-line"].content), EntryVerified("mapo-line", "")
    assert overridden(SHIPPED, [recorded(called), recorded(back)]).entries["mapo-line"].verified_on is None
    twice = overridden(SHIPPED, [recorded(called), recorded(called), recorded(back)])
    assert (
        twice.entries["mapo-line"].verified_on
        == overridden(SHIPPED, [recorded(called)]).entries["mapo-line"].verified_on
    )
    assert overridden(SHIPPED, [recorded(back)]).entries["mapo-line"] == SHIPPED.entries["mapo-line"]


def test_an_entry_without_a_number_is_never_fresh() -> None:
    entry = replace(SHIPPED.entries["unhcr"], verified_on=TODAY)
    assert entry.freshness(TODAY, 90) is Freshness.NO_NUMBER


def test_what_is_taken_out_here_is_not_proposed_here() -> None:
    without = overridden(SHIPPED, [recorded(EntryRemoved("tenaganita"))])
    about = Eligibility(("labour_remedy",), (), "adult")
    assert "tenaganita" in names(about)
    assert "tenaganita" not in [each.entry.id for each in proposals(without, about)]


def test_the_card_takes_the_number_of_the_same_state_first() -> None:
    local = EntryWritten("own-1", "emergency", "sabah", "", "Tawau", ("088-123 456",), "")
    events = [recorded(EntryVerified("999", SHIPPED.entries["999"].content)), recorded(local)]
    directory = overridden(SHIPPED, events)
    directory = overridden(directory, [recorded(EntryVerified("own-1", directory.entries["own-1"].content))])
    assert directory.number("emergency", "sabah", TODAY) == directory.entries["own-1"]
    assert directory.number("emergency", "perak", TODAY) == directory.entries["999"]


def test_a_number_that_nobody_rang_is_found_by_itself_and_one_that_was_rung_once_comes_first() -> None:
    entry = SHIPPED.unchecked("emergency", "")
    assert entry is not None and (entry.id, entry.verified_on) == ("999", None)
    assert SHIPPED.unchecked("shelter", "") is None, "none has a number"
    local = EntryWritten("own-1", "emergency", "sabah", "", "Tawau", ("088-123 456",), "")
    directory = overridden(SHIPPED, [recorded(local)])
    assert directory.unchecked("emergency", "sabah") == directory.entries["own-1"]
    assert directory.unchecked("emergency", "") == directory.entries["999"]
    once = rung(directory, "999")
    assert once.number("emergency", "sabah", TODAY + datetime.timedelta(200)) is None
    assert once.unchecked("emergency", "sabah") == once.entries["999"]


abouts = st.builds(
    Eligibility,
    paths=st.lists(st.sampled_from(PATHS), unique=True).map(tuple),
    needs=st.lists(st.sampled_from(NEEDS), unique=True).map(tuple),
    age_band=st.sampled_from(["adult", "child", "unknown"]),
    sex=st.sampled_from(["", "woman", "man"]),
    region=st.sampled_from(["", *SHIPPED.regions]),
    setting=st.sampled_from(["", "workplace", "vessel", "airport"]),
)


@pytest.mark.requirement("RE14", "NV30")
@given(abouts)
def test_immigration_and_embassies_are_never_proposed(about: Eligibility) -> None:
    assert not {each.entry.service for each in proposals(SHIPPED, about)} & {"immigration", "embassy"}


@given(abouts)
def test_everyone_proposed_has_a_reason_and_takes_this_person(about: Eligibility) -> None:
    for each in proposals(SHIPPED, about):
        assert each.paths or each.needs
        assert set(each.paths) <= set(about.paths)
        assert set(each.needs) <= set(about.needs)
        assert takes(each.entry, about)


@pytest.mark.requirement("RE1")
@given(abouts, st.sampled_from(PATHS), st.sampled_from(NEEDS))
def test_one_more_path_or_need_takes_nobody_away(about: Eligibility, path: str, need: str) -> None:
    more = replace(about, paths=(*about.paths, path), needs=(*about.needs, need))
    assert set(names(about)) <= set(names(more))


@pytest.mark.requirement("SH8", "SH11")
def test_a_place_of_the_wrong_kind_is_not_offered() -> None:
    urgent = Eligibility(("urgent",), (), "adult")
    assert "jkm-centre-men" not in names(replace(urgent, sex="woman"))
    assert "jkm-centre-men" in names(replace(urgent, sex="man"))
    assert "jkm-centre-children" not in names(replace(urgent, sex="man"))
    child = replace(urgent, age_band="child")
    assert "jkm-centre-children" in names(child)
    assert "jkm-centre-men" not in names(replace(child, sex="man"))


def test_an_age_in_doubt_is_a_child_s() -> None:
    assert names(Eligibility(("urgent",), (), "unknown", "man")) == names(Eligibility(("urgent",), (), "child", "man"))


def test_where_the_sex_was_not_noted_the_page_can_say_how_many_wait_for_it() -> None:
    urgent = Eligibility(("urgent",), (), "adult")
    assert waits_for_sex(SHIPPED, urgent) == 3
    assert waits_for_sex(SHIPPED, replace(urgent, sex="man")) == 0


@pytest.mark.requirement("RE3")
def test_needs_stand_in_the_order_of_what_presses_most() -> None:
    answers = {"wants-pay": Given(Answer.YES), "needs-hurt": Given(Answer.YES), "needs-call": Given(Answer.NO)}
    assert needs_of(SHIPPED, {}, answers, {"afraid": "not_sure"}, ["counselling"]) == (
        "danger", "medical", "wages", "counselling",
    )  # fmt: skip


def test_silence_names_no_need_and_takes_none_away() -> None:
    answers = {"wants-pay": Given(Answer.NOT_KNOWN), "needs-hurt": Given(Answer.DECLINED)}
    assert needs_of(SHIPPED, {}, answers, {}, []) == ()


def test_a_person_in_another_state_is_not_sent_across_the_country() -> None:
    here, there = Entry("a", "clinic", "sabah"), Entry("b", "clinic", "perak")
    about = Eligibility((), ("medical",), "adult", region="sabah")
    assert takes(here, about)
    assert not takes(there, about)


@pytest.mark.parametrize(("text", "good"), [
    ("999", True), ("03-8000 8000", True), ("+60 12-345 6789", True), ("(03) 8000 8000", False), ("", False),
    ("ring me", False), ("03-8000\u202e8000", False), ("٩٩٩", False), ("0" * 40, False),
])  # fmt: skip
def test_a_number_is_figures_that_can_be_dialled(text: str, good: bool) -> None:
    assert is_phone(text) is good


def folder(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    made = tmp_path / "directory"
    made.mkdir()
    for name in ("services.toml", "malaysia.toml"):
        text = (settings.forms_root() / "directory" / name).read_text("utf-8")
        for file, before, after in changes:
            if file == name:
                assert before in text
                text = text.replace(before, after, 1)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("file", "before", "after", "what"),
    [
        ("malaysia.toml", "verified = false", "verified = true", "says that it is verified"),
        ("malaysia.toml", 'phones = ["999"]', 'phones = ["nine"]', "more than figures"),
        ("malaysia.toml", 'service = "emergency"', 'service = "police"', 'no service "police"'),
        ("malaysia.toml", 'state = "all"\nphones', 'state = "java"\nphones', 'no region "java"'),
        ("malaysia.toml", 'id = "mapo-line"', 'id = "999"', "used twice"),
        ("malaysia.toml", 'hours = "Day and night"\n', "", '"hours" is missing'),
        ("services.toml", "proposed = false\n", "", "proposed by itself"),
        (
            "services.toml",
            'gives = ["signs", "words", "alleged", "contact", "identity"]',
            'gives = ["needs", "alleged"]',
            "alleged",
        ),
        ("services.toml", 'needs = ["medical-soon", "medical", "doctor"]', 'needs = ["cure"]', 'no need "cure"'),
        ("services.toml", 'paths = ["health"]', 'paths = ["cure"]', 'no choice "cure"'),
    ],
)
def test_what_is_wrong_in_the_directory_is_told_with_its_place(
    tmp_path: Path, file: str, before: str, after: str, what: str
) -> None:
    directory, problems, _ = read_directory(folder(tmp_path, (file, before, after)))
    assert directory is None
    assert [each for each in problems if what in each.what and each.file.endswith(file) and each.remedy], problems


def test_all_problems_of_the_directory_are_told_at_once(tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        ("malaysia.toml", "verified = false", "verified = true"),
        ("malaysia.toml", 'state = "all"\nphones', 'state = "java"\nphones'),
        ("services.toml", 'needs = ["medical-soon", "medical", "doctor"]', 'needs = ["cure"]'),
    )
    assert len(read_directory(made)[1]) == 3


def test_only_what_the_person_said_counts_as_asked_and_no_need() -> None:
    def states(**answers: Given) -> dict[str, str]:
        told = {name.replace("_", "-"): each for name, each in answers.items()}
        return dict(need_states(SHIPPED, told, ()))

    assert states()["medical"] == "not-asked", "whatever the officer saw at the gate"
    assert states(seen_injuries=Given(Answer.NO, How.SEEN))["medical"] == "not-asked"
    assert states(needs_hurt=Given(Answer.NO, How.THIRD_PARTY))["medical"] == "not-asked"
    assert states(needs_hurt=Given(Answer.NO, How.ASKED))["medical"] == "no"
    assert states(needs_hurt=Given(Answer.NO, How.TOLD))["medical"] == "no"
    assert states(needs_hurt=Given(Answer.DECLINED, How.ASKED))["medical"] == "silent"
    assert dict(need_states(SHIPPED, {}, ("medical",)))["medical"] == "now"


def test_the_kinds_without_a_number_to_rely_on_are_listed_until_one_was_rung() -> None:
    day = datetime.date(2026, 11, 30)
    assert set(SHIPPED.without_number(day)) == set(SHIPPED.services)
    called = Entry("own", "legal", phones=("1",), own=True, verified_on=day)
    assert "legal" not in replace(SHIPPED, entries={"own": called}).without_number(day)


def test_the_nearest_stand_first_within_a_service_and_services_in_their_order() -> None:
    rows = [
        ("c-far", EVERYWHERE, False),
        ("b-near", "johor", False),
        ("a-far", EVERYWHERE, False),
        ("z-own", EVERYWHERE, True),
        ("y-near", "johor", True),
    ]
    made = {name: Entry(name, "labour", state=state, own=own) for name, state, own in rows}
    made["clinic"] = Entry("clinic", "clinic")
    services = {name: SHIPPED.services[name] for name in ("labour", "clinic")}
    about = Eligibility(("labour_remedy", "health"), (), "adult", region="johor")
    for order in (services, dict(reversed(services.items()))):
        found = [each.entry for each in proposals(replace(SHIPPED, services=order, entries=made), about)]
        assert list(dict.fromkeys(each.service for each in found)) == list(order)
        labour = [each.id for each in found if each.service == "labour"]
        assert labour == ["y-near", "b-near", "z-own", "a-far", "c-far"]


ORIGINS = [entry for entry in SHIPPED.entries.values() if entry.service == "origin"]


def test_there_is_a_body_for_each_country_that_people_come_from_and_none_is_ever_suggested() -> None:
    assert {"bd", "np", "mm", "kh", "ph", "vn", "in", "pk", "lk"} <= {entry.id.split("-")[1] for entry in ORIGINS}
    assert not {entry.id for entry in ORIGINS} & set(names(Eligibility(PATHS, tuple(NEEDS), "adult", "woman")))


@pytest.mark.parametrize("country", ["my", "id", "th"])
def test_bodies_of_countries_of_origin_are_there_whatever_country_the_office_is_in(country: str) -> None:
    directory = open_directory(settings.forms_root() / "directory", country=country)
    assert {entry.id for entry in ORIGINS} <= directory.entries.keys()


def test_no_number_of_a_country_of_origin_stands_on_a_card_or_as_a_fact() -> None:
    assert all(entry.freshness(TODAY, 90) in (Freshness.UNVERIFIED, Freshness.NO_NUMBER) for entry in ORIGINS)
    assert not SHIPPED.services["origin"].number


@pytest.mark.parametrize(
    ("gives", "paths", "needs", "serves"),
    [(("contact",), (), (), True), ((), ("urgent",), (), True), ((), (), ("shelter",), True), ((), (), (), False)],
)
def test_a_line_for_the_officer_can_do_nothing_for_the_person(gives, paths, needs, serves):
    assert Service("x", gives, paths, needs).for_person is serves


def test_without_sound_rules_no_directory_is_read_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    folder = shutil.copytree(settings.forms_root() / "directory", tmp_path / "directory")
    rules = folder / RULES
    rules.write_text("stray = 1\n" + rules.read_text("utf-8"), "utf-8")
    directory, problems, files = read_directory(folder)
    assert (directory, files) == (None, 1)
    assert [each.what for each in problems] == ['"stray" is not a key of it.']
    rules.unlink()
    assert read_directory(folder)[0] is None


def test_a_need_that_goes_with_a_path_is_offered_once_and_none_that_was_named() -> None:
    with_path = {path: [need.id for need in SHIPPED.needs if path in need.paths] for path in PATHS}
    for path, offered in with_path.items():
        assert list(offers_of(SHIPPED, (path,), ())) == offered
        assert list(offers_of(SHIPPED, (path,), offered[:1])) == offered[1:]
    assert offers_of(SHIPPED, (), ()) == ()
    assert any(with_path.values())


@pytest.mark.parametrize("country", ["", "my", "id", "th"])
def test_a_service_of_one_country_is_left_out_in_every_other_and_nowhere_where_none_is_named(country: str) -> None:
    rows = tomllib.loads((settings.forms_root() / "directory" / RULES).read_text("utf-8"))["service"]
    kept = [row["id"] for row in rows if not country or row.get("country", country) == country]
    directory = read_directory(settings.forms_root() / "directory", country=country)[0]
    assert directory is not None and list(directory.services) == kept
    assert {each.service for each in directory.entries.values()} <= set(kept)
    assert any("country" in row for row in rows)

"""Numbers for a plan of action: each fact from its one place, in bands, and none that would tell of a few."""

from __future__ import annotations

import dataclasses

import pytest

from screening.casework.content import directory
from screening.casework.content.edition import Content, open_content
from screening.casework.statistics import counts, export, plan_facts
from screening.casework.statistics.export import Cases, Counted, Summary
from screening.domain.case.case import Case, apply
from screening.domain.events import session as sev
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.referral import ReferralAnswered, ReferralSent, SheetNoted
from screening.domain.known import fees
from screening.wording.catalogue.translations import Words
from tests.casework.statistics.test_export import case


@pytest.fixture(scope="module")
def content() -> Content:
    return open_content()


def facts(content: Content, *happened: tuple[Event, str]) -> dict[str, str]:
    """The facts of a case after these events, each at its moment."""
    made: Case = case(content, 1)
    for at, (event, moment) in enumerate(happened):
        made = apply(made, Recorded(event, f"e{at}", moment, "LAB-07", "s", 90 + at, 90 + at))
    services = directory.shipped(content.installation)
    found = plan_facts.plan_facts(made, content.protocol.items, services)
    return {**found, export.ANSWER: plan_facts.to_answer(made)}


def test_sex_is_what_the_person_said_and_preferring_not_to_say_is_an_answer(content: Content) -> None:
    assert facts(content)["sex"] == "unknown"
    for said in ("woman", "man", "declined"):
        assert facts(content, (SheetNoted("service", "sex", said), "2026-11-24T09:00:00Z"))["sex"] == said
    assert facts(content, (SheetNoted("service", "sex", "unsaid"), "2026-11-24T09:00:00Z"))["sex"] == "unknown"


def test_times_stand_in_bands_of_days(content: Content) -> None:
    assert (facts(content)["to-referral"], facts(content)["to-answer"]) == ("none", "none")
    sent = (ReferralSent("hospital", ("needs",), "printed", "d1", ""), "2026-11-26T10:00:00Z")
    waiting = facts(content, sent)
    assert (waiting["to-referral"], waiting["to-answer"]) == ("3", "none")
    answered = (ReferralAnswered("hospital", "acknowledged", "", ""), "2026-11-26T18:00:00Z")
    assert facts(content, sent, answered)["to-answer"] == "0"


def test_a_need_is_seen_to_when_somebody_who_sees_to_it_took_the_person_on(content: Content) -> None:
    assert facts(content)["need.doctor"] == "open", "violence names it"
    sent = (ReferralSent("hospital", ("needs",), "printed", "d1", ""), "2026-11-26T10:00:00Z")
    for state, stands in (("acknowledged", "seen-to"), ("declined", "open")):
        answered = (ReferralAnswered("hospital", state, "", ""), "2026-11-26T18:00:00Z")
        assert facts(content, sent, answered)["need.doctor"] == stands
    assert facts(content)["need.family"] == "not-named"


def test_fees_stand_in_bands_and_what_has_no_sum_is_told_apart(content: Content) -> None:
    def paid(*sums: str) -> str:
        notes = [sev.NoteWritten(fees.PAGE, f"{n}-paid", text) for n, text in enumerate(sums, 1)]
        return facts(content, *((each, "2026-11-24T09:00:00Z") for each in notes))["fees"]

    assert paid() == "none"
    assert paid("RM 1,000") == "1000"
    assert paid("RM 4,000", "RM 1,500") == "10000"
    assert paid("RM 20,000") == "more"
    assert paid("a goat") == "unsummed"


@pytest.fixture(scope="module")
def row(content: Content) -> tuple[Counted, Cases]:
    made = export.counted([case(content, 1)], content)
    return made.rows[0], made


def told(row: tuple[Counted, Cases], *groups: tuple[dict[str, str], int]) -> Summary:
    rows = tuple({**row[0], **more} for more, n in groups for _ in range(n))
    return export.summary(dataclasses.replace(row[1], rows=rows))


def test_days_until_an_answer_are_told_only_where_it_is_told_how_many_were_referred(row) -> None:
    sent, unsent = {"to-referral": "0", "to-answer": "1"}, {"to-referral": "none"}
    waiting = {"to-referral": "0", "to-answer": "none"}
    told_of = told(row, (sent, 30), (waiting, 15), (unsent, 20), ({**sent, "to-referral": "3"}, 15))
    assert told_of.answers is not None and told_of.answers.shown["1"] == 45
    assert told(row, (sent, 30), (waiting, 15), (unsent, 4)).answers is None
    assert told(row, (sent, 9), (unsent, 40)).answers is None


def test_the_page_says_in_words_where_a_group_is_too_small(row, content: Content) -> None:
    view = counts.stats_view(told(row, ({"sex": "woman"}, 40), ({"sex": "man"}, 4)), Words("en"), content)
    (sex,) = [chart for chart in view.charts if chart.title.startswith("By sex")]
    assert not sex.bars and "too small" in sex.note
    made = told(row, ({"sex": "woman"}, 40), ({"sex": "man"}, 4))
    rows = [line.split(",") for line in export.summary_csv(made).splitlines()]
    assert [line[1:] for line in rows if line[0] == "sex"] == [["(all others)", "", "44"]]


@pytest.mark.parametrize("language", ["en", "ms", "id", "th"])
def test_every_value_that_a_plan_counts_has_words(content: Content, language: str) -> None:
    words, services = Words(language), directory.shipped(content.installation)
    for attribute in plan_facts.plan_attributes(services):
        if attribute.name.startswith(plan_facts.NEED):
            continue
        for value in attribute.values:
            assert counts.label(attribute.name, value, words, content), (attribute.name, value)
    for code in export.codes()["exploitation"]:
        assert counts.label(export.EXPLOITATION, code, words, content) != code or language == "en"


def test_a_corridor_is_the_country_where_work_was_arranged_and_no_place_in_it(content: Content) -> None:
    told_of = (sev.NoteWritten(fees.PAGE, fees.COUNTRY, "BD"), sev.NoteWritten(fees.PAGE, fees.PLACE, "Jessore"))
    found = facts(content, *((each, "2026-11-24T09:00:00Z") for each in told_of))
    assert (found["recruited"], found["recruited-region"]) == ("BD", "south-asia")
    assert "Jessore" not in str(found)
    assert facts(content)["recruited"] == facts(content)["recruited-region"] == "unknown"
    elsewhere = facts(content, (sev.NoteWritten(fees.PAGE, fees.COUNTRY, "Atlantis"), "2026-11-24T09:00:00Z"))
    assert elsewhere["recruited"] == "unknown"


def of(country: str, state: str, fee: str = "none") -> dict[str, str]:
    return {"recruited": country, "recruited-region": plan_facts.region_of(country), "state": state, "fees": fee}


def test_a_corridor_is_told_of_ten_or_more_and_by_its_region_before_it_is_not_told(row, content: Content) -> None:
    groups = [
        (of("BD", "selangor", "5000"), 30), (of("BD", "johor", "more"), 28), (of("NP", "selangor", "5000"), 26),
        (of("NP", "johor", "more"), 24), (of("MM", "selangor", "none"), 12), (of("VN", "selangor", "none"), 4),
        (of("KH", "johor", "none"), 20), (of("unknown", "sabah"), 40),
    ]  # fmt: skip
    made = told(row, *groups)
    view = counts.stats_view(made, Words("en"), content)
    (states,) = [chart for chart in view.charts if chart.title.startswith("From the country")]
    shown = {bar.label: bar.count for bar in states.bars}
    assert shown["Bangladesh → Selangor"] == "30"
    assert not any("Vietnam" in each for each in shown)
    lines = [line.split(",") for line in export.summary_csv(made).splitlines()]
    assert ["recruited-state", "BD > selangor", "", "30"] in lines
    assert all(int(line[3]) >= 10 for line in lines if line[0].startswith("recruited"))


def test_a_region_stands_for_countries_of_which_each_has_too_few(row, content: Content) -> None:
    few = [(of(country, "selangor"), 6) for country in ("BD", "NP", "IN", "PK")]
    made = told(row, *few, (of("ID", "selangor"), 40), (of("PH", "johor"), 40), (of("unknown", "johor"), 20))
    view = counts.stats_view(made, Words("en"), content)
    (states,) = [chart for chart in view.charts if chart.title.startswith("From the country")]
    assert "South Asia → Malaysia" in {bar.label for bar in states.bars}
    assert not any("Bangladesh" in bar.label for chart in view.charts for bar in chart.bars)


def test_days_until_an_answer_are_not_told_where_few_of_the_answered_are_not_seen_to(row) -> None:
    seen = {"to-referral": "0", "to-answer": "1", "need.doctor": "seen-to", "status": "FollowUp"}
    waiting = {"to-referral": "0", "to-answer": "none", "need.doctor": "open", "status": "FollowUp"}
    unsent = {"to-referral": "none", "need.doctor": "not-named"}
    answered = {**seen, "need.doctor": "open"}
    later = {**seen, "to-referral": "3", "to-answer": "3"}
    few = told(row, (seen, 30), (later, 12), (answered, 5), (waiting, 40), (unsent, 100))
    assert few.published.margins["need.doctor"].shown["seen-to"] == 42 and few.answers is None
    assert told(row, (seen, 30), (later, 12), (answered, 15), (waiting, 50), (unsent, 100)).answers is not None

"""Sums of wages: exact, period by period, shown step by step, and never a guess for what is not known."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.domain.services.wage_law import (
    DOMESTIC,
    MANUAL,
    MINIMUM,
    OTHER,
    OVERTIME,
    VESSEL,
    WageLaw,
    read_wage_law,
)
from screening.domain.services.wages import LARGEST, LAW, Sum, Work, amount, months_of, shown, size_of, sums, total


def wage_law() -> WageLaw:
    found, problems = read_wage_law(settings.OWN.countries_root / "my" / "wages.toml", "wages.toml", "my")
    assert found is not None and not problems
    return found


LAW_OF = wage_law()
DAY = datetime.date
WORK = Work(DAY(2024, 1, 1), DAY(2024, 7, 31), OTHER, "peninsular", "town", "many")
TOLD = {"agreed": "1,500", "months": "7", "paid": "RM 2,000", "hours": "84", "fees": "15000.50", "deductions": ""}


def lines(told: dict[str, str], work: Work = WORK) -> dict[str, Sum]:
    return {line.id: line for line in sums(told, LAW_OF, work)}


def due(agreed: str, since: datetime.date, until: datetime.date, employees: str = "many", area: str = "") -> Sum:
    return lines({"agreed": agreed}, Work(since, until, OTHER, "peninsular", area, employees))[MINIMUM]


def test_what_was_agreed_and_not_paid_is_multiplied_and_subtracted() -> None:
    found = lines(TOLD)
    assert found["unpaid"].amount == Decimal("8500.00")
    assert [step.figures for step in found["unpaid"].steps] == ["1,500 × 7 − 2,000"]
    assert found["fees"].amount == Decimal("15000.50")


def test_months_that_were_not_said_are_those_between_the_two_days() -> None:
    assert lines({**TOLD, "months": ""})["unpaid"].amount == Decimal("8500.00")


# Worked examples. Rates and days of force: Ministry of Human Resources, statements of 31 January and 22 July 2025;
# Minimum Wages Order 2022, paragraph 4; for before, RinggitPlus, 21 March 2022.


def test_thirty_six_months_at_1500_until_november_2026_are_4400_below_the_minimum_and_not_7200() -> None:
    found = due("1500", DAY(2023, 12, 1), DAY(2026, 11, 30))
    assert found.amount == Decimal("4400.00")
    assert [step.figures for step in found.steps] == ["1,500 ≤ 1,500: 0", "(1,700 − 1,500) × 22"]


def test_an_employer_of_fewer_than_five_owes_the_minimum_of_2025_six_months_later() -> None:
    assert due("1500", DAY(2023, 12, 1), DAY(2026, 11, 30), "few").amount == Decimal("3200.00")


def test_a_period_over_four_orders_is_summed_order_by_order() -> None:
    found = due("1000", DAY(2019, 12, 1), DAY(2025, 2, 28), area="town")
    by_hand = 100 * 2 + 200 * 27 + 500 * 33 + 700 * 1
    assert found.amount == by_hand
    assert [step.rules[0].id for step in found.steps] == ["order-2018", "order-2020-town", "order-2022", "order-2024"]


def test_part_of_a_month_counts_by_its_days() -> None:
    assert months_of(DAY(2026, 11, 16), DAY(2027, 1, 31)) == Fraction(15, 30) + 2
    assert due("1500", DAY(2025, 1, 17), DAY(2025, 2, 14)).amount == Decimal("100.00")


@pytest.mark.parametrize("line", [MINIMUM, OVERTIME])
def test_domestic_work_is_left_out_by_the_law_and_says_so(line: str) -> None:
    found = lines(TOLD, replace(WORK, kind=DOMESTIC))[line]
    assert found.amount is None and found.excluded.startswith("domestic-")


def test_work_on_a_vessel_has_no_sum_of_overtime_but_its_lowest_pay() -> None:
    found = lines(TOLD, replace(WORK, kind=VESSEL))
    assert found[OVERTIME].amount is None and found[OVERTIME].excluded == "vessel-overtime"
    assert found[MINIMUM].amount == lines(TOLD, WORK)[MINIMUM].amount


@pytest.mark.requirement("RE17")
@pytest.mark.parametrize(
    ("since", "until", "week"), [(DAY(2024, 1, 1), DAY(2024, 7, 31), 45), (DAY(2022, 1, 1), DAY(2022, 7, 31), 48)]
)
def test_hours_above_the_ordinary_week_of_the_time_are_paid_at_its_rate(
    since: datetime.date, until: datetime.date, week: int
) -> None:
    hourly = Decimal(1500) / 26 / 8
    by_hand = (84 - week) * Decimal("1.5") * hourly * 52 / 12 * 7
    found = lines(TOLD, replace(WORK, since=since, until=until))[OVERTIME]
    assert found.amount == by_hand.quantize(Decimal("0.01"))


def test_overtime_of_pay_above_the_cap_is_not_calculated_but_that_of_work_by_hand_is() -> None:
    told = {**TOLD, "agreed": "4500"}
    found = lines(told)[OVERTIME]
    assert found.amount is None and [step.above for step in found.steps] == [Decimal(4000)]
    assert lines(told, replace(WORK, kind=MANUAL))[OVERTIME].amount is not None


def test_no_sum_is_made_for_days_for_which_no_rule_is_known() -> None:
    found = due("900", DAY(2018, 12, 1), DAY(2019, 2, 28))
    assert (found.amount, found.no_rule_on) == (None, DAY(2018, 12, 1))
    sabah = lines(TOLD, replace(WORK, place="sabah"))[OVERTIME]
    assert (sabah.amount, sabah.no_rule_on) == (None, DAY(2024, 1, 1))


def test_only_what_makes_a_difference_has_to_be_known() -> None:
    assert due("1500", DAY(2023, 12, 1), DAY(2026, 11, 30), "").missing == ("employees",)
    late = due("1500", DAY(2025, 8, 1), DAY(2026, 11, 30), "")
    assert late.amount == Decimal("3200.00")
    assert {rule.id for rule in late.steps[0].rules} == {"order-2024", "order-2024-few"}
    assert due("1000", DAY(2021, 1, 1), DAY(2021, 12, 31), "many").missing == ("work-area",)
    nowhere = lines(TOLD, replace(WORK, place=""))[OVERTIME]
    assert nowhere.missing == ("work-state",)


def test_what_is_not_known_is_named_and_not_guessed() -> None:
    found = lines({"agreed": "1500", "months": "about a year"}, Work())
    assert found["unpaid"].missing == ("months", "paid")
    assert found[MINIMUM].missing == ("start", "work-kind")
    assert found[OVERTIME].missing == ("hours", "start", "work-kind")
    assert found["fees"].missing == ("fees",)
    assert total(tuple(found.values())) is None
    assert total((*found.values(), Sum("fees", Decimal("12.50")), Sum("unpaid", Decimal(30)))) == Decimal("42.50")


def test_too_much_paid_is_no_debt_of_the_worker() -> None:
    assert lines({**TOLD, "paid": "99999"})["unpaid"].amount == 0


MONTHS = st.integers(0, 94)


def first_of(month: int) -> datetime.date:
    return DAY(2019 + month // 12, month % 12 + 1, 1)


def before(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(1)


@given(MONTHS, MONTHS, st.integers(1, 3000), st.sampled_from(["few", "many"]), st.sampled_from(["town", "elsewhere"]))
def test_another_month_never_lowers_what_is_due(one: int, two: int, agreed: int, employees: str, area: str) -> None:
    begin, end = sorted((one, two))
    found = [
        due(str(agreed), first_of(begin), before(first_of(last + 1)), employees, area).amount for last in (end, end + 1)
    ]
    assert found[0] is not None and found[1] is not None and found[0] <= found[1]


@given(st.lists(MONTHS, min_size=3, max_size=3, unique=True), st.integers(1, 3000), st.sampled_from(["few", "many"]))
def test_two_periods_that_follow_each_other_add_up(ends: list[int], agreed: int, employees: str) -> None:
    begin, middle, end = (first_of(each) for each in sorted(ends))
    whole = due(str(agreed), begin, before(end), employees, "town").amount
    parts = [
        due(str(agreed), *each, employees, "town").amount for each in ((begin, before(middle)), (middle, before(end)))
    ]
    assert whole is not None and None not in parts
    assert whole == sum(part for part in parts if part is not None)


@given(st.dictionaries(st.sampled_from(list(TOLD)), st.text(max_size=12)))
def test_whatever_was_noted_gives_sums_that_are_not_negative(told: dict[str, str]) -> None:
    for line in sums(told, LAW_OF, WORK):
        assert line.amount is None or line.amount >= 0
        assert (line.amount is None) is bool(line.missing)


@pytest.mark.parametrize(("text", "size"), [("4", "few"), ("5", "many"), ("1,200", "many"), ("some", ""), ("", "")])
def test_an_employer_is_small_with_fewer_than_five(text: str, size: str) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,500", "1500"), ("RM1500.5", "1500.5"), ("1 500", "1500"), ("0", "0"), ("1500 rm", "1500")],
)
def test_sums_are_read_as_officers_write_them(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "about 1500", "1,50", "1.500,00", "-5", "1e9", "١٥٠٠", "15" + "0" * 20, "NaN"])
def test_what_is_no_sum_is_not_known(text: str) -> None:
    assert amount(text) is None


def test_sums_are_shown_with_two_places() -> None:
    assert shown(Decimal("8500")) == "8,500.00"


@pytest.mark.parametrize(
    ("text", "value"),
    [("Rp 1.500.000", "1500000"), ("Rp. 1.500.000", "1500000"), ("2,000,000 IDR", "2000000"), ("rp750000", "750000")],
)
def test_a_sum_of_another_country_is_read_with_the_names_of_its_money(text: str, value: str) -> None:
    assert amount(text, ("Rp", "IDR")) == Decimal(value)


@pytest.mark.parametrize("text", ["RM 1,500", "USD 500", "1.50.000"])
def test_another_money_is_not_one_number(text: str) -> None:
    assert amount(text, ("Rp", "IDR")) is None


def test_without_the_numbers_of_its_labour_law_what_needs_them_is_not_known_and_nothing_is_guessed() -> None:
    told = {"agreed": "1.500.000", "months": "2", "hours": "60", "paid": "1.000.000", "fees": "500.000"}
    found = {line.id: line for line in sums(told, None, signs=("Rp",))}
    assert found["unpaid"].amount == Decimal("2000000.00")
    for name in (OVERTIME, MINIMUM):
        assert (found[name].amount, found[name].missing) == (None, (LAW,))
    assert list(found) == ["unpaid", OVERTIME, MINIMUM, "fees", "deductions"]


def test_a_number_is_taken_up_to_the_largest_and_not_above_it() -> None:
    assert amount(str(LARGEST), ()) == LARGEST
    assert amount(f"{LARGEST}.01", ()) is None
    assert amount(str(LARGEST + 1), ()) is None
    assert amount(str(LARGEST - 1), ()) == LARGEST - 1


@pytest.mark.parametrize(
    ("since", "until", "rates", "amount"),
    [
        (DAY(2025, 1, 1), DAY(2025, 1, 31), [1500], "500.00"),
        (DAY(2025, 1, 1), DAY(2025, 2, 1), [1500, 1700], "525.00"),
        (DAY(2025, 1, 31), DAY(2025, 1, 31), [1500], "16.13"),
        (DAY(2025, 1, 31), DAY(2025, 2, 1), [1500, 1700], "41.13"),
        (DAY(2025, 2, 1), DAY(2025, 2, 1), [1700], "25.00"),
    ],
)
def test_every_day_of_work_falls_under_the_rate_of_that_day_the_first_and_the_last_of_a_rate_too(
    since: datetime.date, until: datetime.date, rates: list[int], amount: str
) -> None:
    found = due("1000", since, until)
    assert [step.rules[0].monthly for step in found.steps] == rates
    assert (found.steps[0].since, found.steps[-1].until) == (since, until)
    assert found.amount == Decimal(amount)


def test_months_that_were_said_stand_before_those_between_the_two_days() -> None:
    assert lines({**TOLD, "months": "5"})["unpaid"].amount == Decimal("5500.00")
    assert lines({**TOLD, "months": ""}, replace(WORK, until=None))["unpaid"].missing == ("months",)
    assert lines({**TOLD, "months": ""}, replace(WORK, since=None))["unpaid"].missing == ("months",)


def test_a_law_that_knows_neither_places_nor_areas_asks_for_none() -> None:
    rows = tuple(replace(row, places=(), area="") for row in LAW_OF.minimum if not row.area)
    plain = replace(LAW_OF, places=(), areas=(), minimum=rows)
    work = replace(WORK, place="", area="")
    (found,) = (each for each in sums({"agreed": "1000"}, plain, work) if each.id == MINIMUM)
    assert found.amount == Decimal("3500.00") and found.missing == ()

"""Sums of wages: exact, shown step by step, and never a guess for what is not known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.domain.services.wages import LAW, RULES, amount, open_rules, read_rules, shown, sums, total

RULE = open_rules(settings.forms_root() / "labour" / "malaysia.toml")
TOLD = {"agreed": "1,500", "months": "7", "paid": "RM 2,000", "hours": "84", "fees": "15000.50", "deductions": ""}


def lines(told: dict[str, str]) -> dict[str, Decimal | None]:
    return {line.id: line.amount for line in sums(told, RULE)}


def test_what_was_agreed_and_not_paid_is_multiplied_and_subtracted() -> None:
    assert lines(TOLD)["unpaid"] == Decimal("8500.00")
    assert lines(TOLD)["fees"] == Decimal("15000.50")
    assert lines(TOLD)["below-minimum"] == Decimal("1400.00")


@pytest.mark.requirement("RE17")
def test_hours_above_the_ordinary_week_are_paid_at_the_rate_of_the_act() -> None:
    hourly = Decimal(1500) / 26 / 8
    by_hand = (84 - 45) * Decimal("1.5") * hourly * 52 / 12 * 7
    assert lines(TOLD)["overtime"] == by_hand.quantize(Decimal("0.01"))


def test_what_is_not_known_is_named_and_not_guessed() -> None:
    found = {line.id: line for line in sums({"agreed": "1500", "months": "about a year"}, RULE)}
    assert found["unpaid"].amount is None
    assert found["unpaid"].missing == ("months", "paid")
    assert found["fees"].missing == ("fees",)
    assert total(tuple(found.values())) == 0


def test_too_much_paid_is_no_debt_of_the_worker() -> None:
    assert lines({**TOLD, "paid": "99999"})["unpaid"] == 0


@given(st.dictionaries(st.sampled_from(list(TOLD)), st.text(max_size=12)))
def test_whatever_was_noted_gives_sums_that_are_not_negative(told: dict[str, str]) -> None:
    for line in sums(told, RULE):
        assert line.amount is None or line.amount >= 0
        assert (line.amount is None) is bool(line.missing)


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


def test_no_number_of_the_law_that_ships_says_that_it_was_checked() -> None:
    assert set(RULE) == set(RULES)
    assert not [rule.id for rule in RULE.values() if rule.verified]


def test_problems_of_the_numbers_are_told_at_once(tmp_path: Path) -> None:
    text = (settings.forms_root() / "labour" / "malaysia.toml").read_text("utf-8")
    path = tmp_path / "law.toml"
    path.write_text(text.replace("value = 45", "value = 0").replace('id = "lowest-pay"', 'id = "pay"'), "utf-8")
    told = " ".join(str(each) for each in read_rules(path, "forms/labour/law.toml")[1])
    for part in ("not above nothing", 'no choice "pay"', '"lowest-pay" is missing'):
        assert part in told


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
    found = {line.id: line for line in sums(told, {}, ("Rp",))}
    assert found["unpaid"].amount == Decimal("2000000.00")
    for name in ("overtime", "below-minimum"):
        assert (found[name].amount, found[name].missing) == (None, (LAW,))
    assert list(found) == ["unpaid", "overtime", "below-minimum", "fees", "deductions"]

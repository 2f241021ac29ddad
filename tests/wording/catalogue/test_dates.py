"""One way of reading days, for every field where an officer types one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import NotAccepted
from screening.wording.catalogue.dates import day_of, span_of

WEDNESDAY = datetime.date(2026, 11, 25)


@pytest.mark.requirement("SH6")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", "2026-12-24"), ("24/12/2026", "2026-12-24"), ("24.12.2026", "2026-12-24"),
        ("24-12-2026", "2026-12-24"), ("4.1.27", "2027-01-04"), (" 24 December 2026 ", "2026-12-24"),
        ("24 Dis 2026", "2026-12-24"), ("24 Disember 2026", "2026-12-24"), ("Khamis, 24.12.2026", "2026-12-24"),
        ("24 Des 2026", "2026-12-24"), ("24 Desember 2026", "2026-12-24"), ("Kamis, 24.12.2026", "2026-12-24"),
        ("paling lambat 24.12.2026", "2026-12-24"),
        ("by 24.12.2026", "2026-12-24"), ("", ""), ("  ", ""),
        ("24/12/2569", "2026-12-24"), ("2569-12-24", "2026-12-24"), ("29/2/2567", "2024-02-29"),
        ("24 ธันวาคม 2569", "2026-12-24"), ("24ธ.ค.2569", "2026-12-24"), ("24 ธ.ค. พ.ศ. 2569", "2026-12-24"),
        ("วันพฤหัสบดีที่ 24 ธันวาคม ค.ศ. 2026", "2026-12-24"), ("ภายในวันที่ 24/12/2569", "2026-12-24"),
    ],
)  # fmt: skip
def test_a_day_on_paper_is_read_as_officers_write_it(text: str, day: str) -> None:
    assert day_of(text) == day
    assert day_of(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday", "2026-11-26"), ("by Thursday", "2026-11-26"), ("Khamis", "2026-11-26"),
        ("hari Khamis", "2026-11-26"), ("Kamis", "2026-11-26"), ("paling lambat hari Jumat", "2026-11-27"),
        ("besok", "2026-11-26"), ("Minggu", "2026-11-29"), ("Senin", "2026-11-30"),
        ("Wednesday", "2026-12-02"), ("Tue", "2026-12-01"), ("tomorrow", "2026-11-26"), ("esok", "2026-11-26"),
        ("today", "2026-11-25"), ("in 3 days", "2026-11-28"), ("3 hari lagi", "2026-11-28"),
        ("วันพฤหัสบดี", "2026-11-26"), ("ก่อนวันศุกร์", "2026-11-27"), ("พรุ่งนี้", "2026-11-26"), ("มะรืนนี้", "2026-11-27"),
        ("วันนี้", "2026-11-25"), ("อีก 3 วัน", "2026-11-28"), ("ภายใน 2 สัปดาห์", "2026-12-09"), ("3วัน", "2026-11-28"),
        ("dalam 2 minggu", "2026-12-09"), ("IN 1 WEEK", "2026-12-02"),
    ],
)  # fmt: skip
def test_a_day_that_is_said_now_is_counted_from_today(text: str, day: str) -> None:
    assert day_of(text, WEDNESDAY) == day
    with pytest.raises(NotAccepted, check=lambda told: told.code == "day-unreadable"):
        day_of(text)


@pytest.mark.parametrize(
    "text",
    ["soon", "31.2.2026", "28.3", "²8.3.2026", "2026-02-31", "24 foo 2026", "in days", "99", "24/12/69", "1.1.98"],
)
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(NotAccepted):
        day_of(text, WEDNESDAY)


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(("{0:%d}.{0:%m}.{0:%Y}", "{0}", "{0:%d}/{0:%m}/{0:%Y}")),
)
def test_every_day_comes_back_from_its_figures(day: datetime.date, way: str) -> None:
    assert day_of(way.format(day)) == day.isoformat()


@given(st.text(max_size=30))
def test_anything_typed_is_a_day_or_is_told(text: str) -> None:
    try:
        found = day_of(text, WEDNESDAY)
    except NotAccepted as told:
        assert told.code == "day-unreadable"
    else:
        assert found == "" or datetime.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2023-12 until 2026-11", "2023-12-01", "2026-11-30"),
        ("1.12.2023 - 30.11.2026", "2023-12-01", "2026-11-30"),
        ("December 2023 hingga 15/11/2026", "2023-12-01", "2026-11-15"),
        ("12/2023 sampai Des 2024", "2023-12-01", "2024-12-31"),
        ("ธ.ค. 2566 ถึง 30 พฤศจิกายน 2569", "2023-12-01", "2026-11-30"),
        ("from 5 March 2024 to 2024-12-31", "2024-03-05", "2024-12-31"),
    ],
)
def test_a_time_with_two_ends_is_read_as_officers_write_it(text: str, since: str, until: str) -> None:
    assert span_of(text) == (datetime.date.fromisoformat(since), datetime.date.fromisoformat(until))


@pytest.mark.parametrize(
    "text", ["", "about two years", "since 2023-12", "2026-11 until 2023-12", "2023-13 until 2024-01"]
)
def test_a_time_without_two_ends_in_order_is_not_guessed(text: str) -> None:
    assert span_of(text) is None

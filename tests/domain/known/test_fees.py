"""Fees, link by link: five short questions in any order, one chain for every paper, a sum only where it is whole."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from screening.documents.forms.loader import NOTES
from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events import session as sev
from screening.domain.known import fees
from screening.domain.known.known import NotAsked, Value, known
from tests.domain.some_case import recorded

AGENT = {"1-who": "Ravi, Dhaka", "1-step": "the job", "1-paid": "15,000", "1-lent": "Samity, 5 in 100 a month"}
CLINIC = {"2-who": "A clinic", "2-paid": "RM 300", "2-proof": "receipt", "2-licence": "not known"}


def after(notes: dict[str, str], *more: ev.Event) -> Case:
    opened = ev.CaseOpened("2026-3", "workplace", "field")
    written = [sev.NoteWritten(fees.PAGE, name, text) for name, text in notes.items()]
    return fold("CODE", [recorded(each) for each in (opened, *written, *more)])


def test_each_payment_is_a_link_with_what_was_told_of_it_and_nothing_else() -> None:
    case = after({**AGENT, **CLINIC})
    first, second = fees.links(case)
    assert first.words == "1. Ravi, Dhaka · the job · 15,000 · Samity, 5 in 100 a month"
    assert second.words == "2. A clinic · RM 300 · receipt · not known"
    assert known(case, "fee-chain") == Value(f"{first.words}; {second.words}")
    assert known(case, "fees") == Value("15,300.00")


@given(st.permutations(list({**AGENT, **CLINIC}.items())))
def test_the_questions_may_be_asked_in_any_order(order: list[tuple[str, str]]) -> None:
    assert fees.links(after(dict(order))) == fees.links(after({**AGENT, **CLINIC}))


def test_a_part_is_never_taken_for_the_whole() -> None:
    case = after({**AGENT, "2-who": "A clinic"})
    assert fees.total(fees.links(case)) is None
    assert known(case, "fees") == NotAsked(), "one payment has no amount yet"
    assert fees.total(fees.links(after({"1-paid": "4 lakh taka"}))) is None
    assert fees.total(fees.links(after({"1-paid": "RM1,500"}))) == Decimal(1500)


def test_what_was_typed_for_a_paper_goes_before_the_sum_of_the_page() -> None:
    assert known(after(AGENT, rev.SheetNoted("paper", "fees", "16,000")), "fees") == Value("16,000")


def test_nothing_written_is_nothing_known() -> None:
    assert fees.links(after({})) == ()
    assert known(after({}), "fee-chain") == known(after({}), "fees") == NotAsked()


def test_the_chain_stands_on_the_sheet_of_a_claim_and_on_the_investigators_and_on_no_other() -> None:
    assert NOTES["fee-chain"] == ("labour", "C")


def test_the_country_in_which_the_work_was_arranged_is_told_as_it_was_chosen() -> None:
    assert fees.country(after({"country": " BD "})) == "BD"
    assert fees.country(after({})) == ""


def test_every_link_of_the_page_counts_from_the_first_to_the_last() -> None:
    chain = fees.links(after({f"{number}-paid": "RM 10" for number in range(10)}))
    assert [link.number for link in chain] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert fees.sum_in_words(chain) == "80.00"
    assert fees.sum_in_words(()) == fees.words(()) == ""
    assert fees.total(()) is None


def test_a_link_in_a_line_leaves_out_what_is_open() -> None:
    assert fees.FeeLink(1).words == "1. "
    assert fees.FeeLink(2, who="An agent", lent="An uncle").words == "2. An agent · An uncle"
    full = fees.FeeLink(3, "A clinic", "A test", "RM 300", "A receipt", "Nobody", "12/34")
    assert full.words == "3. A clinic · A test · RM 300 · A receipt · Nobody · 12/34"

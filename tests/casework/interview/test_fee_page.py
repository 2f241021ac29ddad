"""The page on fees: one more link than is written, in the person's language too, and what it comes to."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import pypdf
import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import note_pages, shelter
from screening.casework.referral import papers, recipients
from screening.domain.known import fees
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

LABOUR = "labour-department"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content)


def lines(talk: Session) -> list[str]:
    return [row.id for row in note_pages.fee_view(talk.interview).rows if row.kind == "line"]


def write(talk: Session, **parts: str) -> None:
    for name, text in parts.items():
        for event in shelter.note(talk.interview, fees.PAGE, name.replace("_", "-").removeprefix("n"), text):
            talk.do(event)


def test_where_the_work_was_arranged_is_asked_first_and_a_country_is_chosen_by_its_code(
    talk: Session,
) -> None:
    write(talk, place="Jessore", country="BD")
    view = note_pages.fee_view(talk.interview)
    asked = [(row.id, row.value) for row in view.rows if row.kind in ("line", "choice")]
    assert asked[:2] == [("place", "Jessore"), ("country", "BD")]
    (country,) = [row for row in view.rows if row.id == "country"]
    assert ("BD", "Bangladesh", "") in country.options
    assert country.options[-1] == ("other", "Another country", "")
    assert fees.country(talk.interview.case) == "BD"
    assert fees.links(talk.interview.case) == (), "a country is no payment"


def test_an_empty_page_offers_one_link_of_five_questions_and_a_look_at_the_register(talk: Session) -> None:
    assert lines(talk) == ["place", "1-who", "1-step", "1-paid", "1-proof", "1-lent", "1-licence"]


def test_another_link_is_offered_as_soon_as_one_is_begun(talk: Session) -> None:
    write(talk, n1_paid="15,000")
    assert lines(talk)[7:] == ["2-who", "2-step", "2-paid", "2-proof", "2-lent", "2-licence"]
    told = [row.label.own for row in note_pages.fee_view(talk.interview).rows if row.kind == "info"]
    assert "Paid together: 15,000.00" in told


def test_the_chain_stands_on_the_labour_sheet_and_its_sum_among_the_wages(talk: Session) -> None:
    talk.gate().agrees()
    write(talk, n1_who="Ravi of Dhaka", n1_paid="15,000", n1_lent="Samity at 5 in 100")
    talk.do(recipients.decide(talk.interview, LABOUR, "labour", "yes"))
    directory = services.shipped(OWN)
    made = papers.make_file(talk.interview, talk.keeper(), directory, LABOUR, datetime.date(2026, 11, 30))
    text = " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made.data)).pages)
    assert "Ravi of Dhaka" in text
    assert "Samity at 5 in 100" in text
    assert text.count("15,000.00") >= 2

"""Who has what of a case, from what the record says left and did not leave."""

from __future__ import annotations

from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events.exchange import BundleMade, BundleOpened, ContactRemoved, NotWritten
from screening.domain.known.held import Holding, bundles, papers
from tests.domain.some_case import recorded

AT = "2026-11-24T09:00:00Z"


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-3", "workplace", "field")), *map(recorded, events)])


def made(digest: str, *cases: str) -> BundleMade:
    return BundleMade(f"b-{digest}", ("1111 2222", "3333 4444"), cases, 5, "referral", digest)


def opened(digest: str, *cases: str) -> BundleOpened:
    return BundleOpened(f"b-{digest}", "5555 6666", cases, 3, digest)


def test_a_paper_is_held_by_whom_it_was_made_for_and_a_file_is_called_a_file() -> None:
    case = after(
        ev.FormIssued("first-page A", "printed", "d1"),
        rev.ReferralSent("clinic", ("needs",), "printed", "d1", ""),
        ev.FormIssued("fhir", "saved", "d2"),
        ev.FormIssued("primero", "saved", "d3"),
        ev.IdentityHandled("slip"),
        ev.FormIssued("A", "saved", "d4"),
        ev.FormIssued("A", "failed", "d4"),
    )
    assert papers(case) == (
        Holding("paper", AT, "clinic", ("first-page", "A"), "printed", "d1"),
        Holding("file", AT, "", ("fhir",), "saved", "d2"),
        Holding("file", AT, "", ("primero",), "saved", "d3"),
        Holding("slip", AT, way="saved"),
    )


def test_what_left_stands_in_the_order_in_which_it_left() -> None:
    slip, paper = recorded(ev.IdentityHandled("slip")), recorded(ev.FormIssued("A", "printed", "d1"))
    late = ev.Recorded(paper.event, paper.digest, "2026-11-24T10:00:00Z", "LAB-07", "laptop-a", 3, 3)
    early = ev.Recorded(slip.event, slip.digest, "2026-11-24T08:00:00Z", "LAB-07", "laptop-a", 2, 2)
    case = fold("CODE", [recorded(ev.CaseOpened("2026-3", "workplace", "field")), late, early])
    assert [each.kind for each in papers(case)] == ["slip", "paper"]


def test_a_bundle_is_held_by_each_card_it_was_made_for_and_by_whoever_brought_the_case() -> None:
    own = map(recorded, (made("m1", "CODE", "OTHER"), ContactRemoved("1111 2222"), opened("o1", "OTHER", "CODE")))
    assert bundles("CODE", own) == (
        Holding("bundle", AT, "1111 2222", digest="m1"),
        Holding("bundle", AT, "3333 4444", digest="m1"),
        Holding("sender", AT, "5555 6666", digest="o1"),
    )


def test_a_bundle_of_other_cases_or_one_that_was_never_written_is_held_by_nobody() -> None:
    own = map(recorded, (made("m1", "OTHER"), opened("o1", "OTHER"), made("m2", "CODE"), NotWritten("m2")))
    assert bundles("CODE", own) == ()

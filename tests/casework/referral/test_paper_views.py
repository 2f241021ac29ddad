"""The pages about papers and about what came of them, worded: for whom, what is filled in, what came back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview.view_models import PapersView
from screening.casework.referral import paper_views, papers, recipients, social_report
from screening.documents.forms.loader import PLAN
from screening.domain.case import referrals
from screening.domain.events.catalogue import FormIssued
from screening.domain.events.referral import ReferralSent, SheetNoted
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 12, 1)
DIRECTORY = services.shipped(OWN)
EN = Words("en")
NGO, LABOUR, CHILDREN = "tenaganita", "labour-department", "jkm-district"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees("ms").says("papers-kept locked little-pay wants-pay").ends()


def agree(talk: Session, recipient: str, parts: str, value: str = "yes") -> None:
    for part in parts.split():
        talk.do(recipients.decide(talk.interview, recipient, part, value))


def page(talk: Session, recipient: str) -> PapersView:
    return paper_views.papers_view(talk.interview, DIRECTORY, recipient)


def noted(talk: Session, **notes: str) -> None:
    for name, text in notes.items():
        talk.do(SheetNoted("paper", name.replace("_", "-"), text))


def told(talk: Session, recipient: str) -> str:
    """What stands beside a recipient in the list."""
    shown = next(each.text for each in page(talk, papers.OWN).recipients if each.id == recipient)
    return shown.partition(": ")[2]


# --- for whom


def test_each_recipient_says_which_sheets_it_gets_that_it_waits_or_that_it_was_refused(talk: Session) -> None:
    shown = page(talk, NGO).recipients
    assert [shown[0].id, shown[-1].id] == [papers.OWN, papers.PERSON]
    assert [each.id for each in shown if each.chosen] == [NGO]
    assert told(talk, NGO) == EN.say("papers.waits")
    agree(talk, NGO, "needs contact")
    assert told(talk, NGO) == EN.say("part.needs")
    agree(talk, LABOUR, "labour contact identity", "no")
    assert told(talk, LABOUR) == EN.say("papers.refused")


@pytest.mark.parametrize("recipient", [papers.OWN, papers.PERSON])
def test_the_record_and_the_person_are_chosen_alone(talk: Session, recipient: str) -> None:
    assert [each.id for each in page(talk, recipient).recipients if each.chosen] == [recipient]


def test_a_name_slip_goes_with_it_only_by_a_yes_to_the_name_for_that_recipient(talk: Session) -> None:
    agree(talk, NGO, "identity")
    assert page(talk, NGO).names
    for other in (LABOUR, papers.OWN, papers.PERSON):
        assert not page(talk, other).names


def test_it_waits_for_a_yes_and_says_so(talk: Session) -> None:
    assert page(talk, NGO).waits == EN.say("papers.nothing-agreed")
    assert page(talk, NGO).sheets == ()
    agree(talk, NGO, "needs")
    assert page(talk, NGO).waits == ""
    assert page(talk, NGO).sheets


def test_only_the_person_has_cards_and_a_copy_of_the_report_to_choose(talk: Session) -> None:
    person = page(talk, papers.PERSON)
    assert [each.id for each in person.cards if each.chosen] == ["none"]
    assert [each.text for each in person.cards] == [EN.say(f"closing.carry.{each.id}") for each in person.cards]
    assert [(each.id, each.chosen) for each in person.picks] == [(social_report.OWN_COPY, False)]
    assert person.picks_title == EN.say("social.copy")
    assert (page(talk, NGO).cards, page(talk, NGO).picks) == ((), ())
    assert page(talk, NGO).picks_title == EN.say("social.picks")
    talk.do(referrals.choose_card("small-card"))
    assert [each.id for each in page(talk, papers.PERSON).cards if each.chosen] == ["small-card"]


def test_what_goes_into_the_report_is_chosen_only_for_who_may_have_it(talk: Session) -> None:
    talk.do(talk.interview.note("wishes", "To stay near the sister"))
    assert page(talk, CHILDREN).picks == ()
    agree(talk, CHILDREN, "social")
    assert [each.id for each in page(talk, CHILDREN).picks][:1] == ["field:wishes"]
    assert page(talk, NGO).picks == ()


def test_what_was_made_before_stands_for_its_own_reader_alone(talk: Session) -> None:
    talk.do(FormIssued("sheet-a", "saved", "a" * 64))
    talk.do(ReferralSent(NGO, ("needs",), "saved", "a" * 64, ""))
    talk.do(FormIssued("referral-my own", "saved", "b" * 64))
    talk.do(FormIssued("plan rights", "printed", "c" * 64))
    for recipient, letter in ((NGO, "a"), (papers.OWN, "b"), (papers.PERSON, "c")):
        (line,) = page(talk, recipient).issued
        assert letter * 12 in line
    assert page(talk, LABOUR).issued == ()


# --- what is filled in


def test_the_fields_of_the_sheets_that_are_made_are_filled_in_and_no_others(talk: Session) -> None:
    assert page(talk, LABOUR).notes == ()
    agree(talk, LABOUR, "labour")
    noted(talk, employer="Kilang Satu")
    notes = {each.id: each for each in page(talk, LABOUR).notes}
    assert (notes["employer"].sheet, notes["employer"].text) == ("paper", "Kilang Satu")
    assert notes["employer"].label == EN.say("form.note.employer")
    assert notes["employer"].language == "ms", "in the language of the talk"
    assert not {"promised", "must-not-know", "reach"} & notes.keys(), "these are lines of the closing"
    assert page(talk, papers.OWN).notes == ()


def test_what_can_be_chosen_has_not_known_last_which_stands_until_something_is(talk: Session) -> None:
    agree(talk, LABOUR, "labour")

    def options() -> list[tuple[str, str, bool]]:
        (kind,) = [each for each in page(talk, LABOUR).notes if each.id == "work-kind"]
        return [(each.id, each.text, each.chosen) for each in kind.options]

    *kinds, last = options()
    assert last == ("", EN.say("papers.not-known"), True)
    assert kinds and not any(chosen for _, _, chosen in kinds)
    assert [text for _, text, _ in kinds] == [EN.say(f"form.work-kind.{kind}") for kind, _, _ in kinds]
    noted(talk, work_kind=kinds[0][0])
    assert [chosen for _, _, chosen in options()] == [True, *[False] * len(kinds)]
    assert all(each.options == () for each in page(talk, LABOUR).notes if each.id in ("employer", "workplace"))


def test_the_person_s_sheet_asks_for_the_plan_line_by_line(talk: Session) -> None:
    talk.do(SheetNoted("plan", "safer", "The back gate"))
    notes = page(talk, papers.PERSON).notes
    assert [(each.sheet, each.id, each.label) for each in notes] == [
        ("plan", name, EN.say(f"safety-plan.{name}")) for name in PLAN
    ]
    assert {each.id: each.text for each in notes} == dict.fromkeys(PLAN, "") | {"safer": "The back gate"}


def test_what_was_typed_for_a_sheet_that_this_reader_does_not_get_is_named(talk: Session) -> None:
    agree(talk, NGO, "needs")
    assert page(talk, NGO).stray == ""
    noted(talk, employer="Kilang Satu", persons="  ")
    assert page(talk, NGO).stray == EN.say("papers.stray", fields=EN.say("form.note.employer"))
    for recipient in (papers.OWN, papers.PERSON):
        assert page(talk, recipient).stray == ""
    agree(talk, LABOUR, "labour")
    assert page(talk, LABOUR).stray == ""


# --- what came of it


def sent(talk: Session, way: str = "printed", answer_by: str = "2026-12-08") -> None:
    talk.do(ReferralSent(NGO, ("needs",), way, "d" * 64, answer_by))


def test_what_went_out_says_whether_an_answer_is_late_and_who_gave_it(talk: Session) -> None:
    assert paper_views.follow_view(talk.interview, DIRECTORY, TODAY).sent == ()
    sent(talk)
    for day, overdue in ((datetime.date(2026, 12, 8), False), (datetime.date(2026, 12, 9), True)):
        (shown,) = paper_views.follow_view(talk.interview, DIRECTORY, day).sent
        assert (shown.id, shown.overdue, shown.answered) == (NGO, overdue, False)
        assert " · " not in shown.state
    talk.do(referrals.answer(talk.interview.case.referrals, NGO, "acknowledged", "Puan Siti", "from Monday"))
    (shown,) = paper_views.follow_view(talk.interview, DIRECTORY, datetime.date(2027, 1, 1)).sent
    assert (shown.overdue, shown.answered) == (False, True)
    assert shown.state.endswith(" · Puan Siti · from Monday")


@pytest.mark.parametrize(
    ("by_day", "outcome", "today", "state", "is_open", "late"),
    [
        ("2026-12-04", "", datetime.date(2026, 12, 4), "follow.open", True, False),
        ("2026-12-04", "", datetime.date(2026, 12, 5), "follow.late", True, True),
        ("2026-12-04", "kept", datetime.date(2026, 12, 5), "follow.kept", False, False),
        ("2026-12-04", "not_kept", datetime.date(2026, 12, 5), "follow.not_kept", False, False),
        ("", "", datetime.date(2027, 12, 5), "follow.open", True, False),
    ],
)
def test_a_promise_is_open_late_or_settled(
    by_day: str, outcome: str, today: datetime.date, state: str, is_open: bool, late: bool
) -> None:
    made = referrals.Promise("1", "I ring the clinic", by_day, "", outcome)
    shown = paper_views._promise(SimpleNamespace(words=EN), made, today)  # type: ignore[arg-type]
    assert (shown.id, shown.text, shown.state) == ("1", "I ring the clinic", EN.say(state))
    assert (shown.open, shown.overdue) == (is_open, late)
    assert shown.day == (EN.say("follow.by-day", day="4 December 2026") if by_day else "")

"""Who takes this, key by key: what is decided and added is on disk, and stands there after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.domain.events.referral import ReferralSent
from screening.qt.referral.recipients_page import TakingPage
from tests.qt.conftest import Wear
from tests.qt.page_objects import Screen


def to_taking(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("little-pay", "yes")
    screen.closing()
    screen.own_view(("dispute",), "fairly_sure", "Late pay, three months.")
    screen.next("taking")


def at_taking(screen: Screen) -> Screen:
    screen.as_walked(to_taking)
    screen.unseal()
    return screen


def test_a_decision_for_one_recipient_is_on_disk_and_shown(screen: Screen) -> None:
    at_taking(screen)
    screen.recipient("labour-department")
    screen.tab_to("part-labour-department-labour")
    screen.press(Qt.Key.Key_1)
    screen.wait(lambda: screen.case.consented("service", "labour-department:labour") == "yes")
    again = screen.reopen()
    again.at("taking")
    again.unseal()
    assert again.page.recipients.cards["labour-department"].lines["labour"].picked == "yes"


def test_the_districts_of_a_state_are_offered_once_it_is_chosen_and_one_is_kept(screen: Screen) -> None:
    at_taking(screen)
    screen.choose("change-who")
    assert not screen.page.district.isVisible()
    screen.page.region.picked.emit("johor")
    screen.wait(lambda: screen.page.district.isVisible())
    screen.page.district.picked.emit("muar")
    screen.wait(lambda: screen.case.referrals.note("service", "district") == "muar")
    assert screen.page.district.value() == "muar"
    assert screen.page.district.accessibleName() == "District"


def test_what_was_decided_goes_with_the_page_for_the_recipients_that_are_not_open_too(screen: Screen) -> None:
    at_taking(screen)
    page = screen.page
    assert isinstance(page, TakingPage)
    left = set(page.recipients.cards)
    for name, card in page.recipients.cards.items():
        card.destroyed.connect(lambda *_, name=name: left.discard(name))
    assert len(left) > 1
    screen.next("papers")
    screen.wait(lambda: not left)


@pytest.mark.parametrize(("width", "scale"), [(1366, 100), (1024, 100), (1366, 200)])
def test_one_recipient_is_open_and_a_figure_key_decides_its_first_part(
    screen: Screen, wear: Wear, width: int, scale: int
) -> None:
    at_taking(screen)
    page = screen.page
    assert isinstance(page, TakingPage)
    wear("day", scale)
    screen.window.resize(width, 768)
    screen.settle()
    screen.recipient("labour-department")
    card, line = page.recipients.cards["labour-department"], page.recipients.lines["labour-department"]
    screen.settle()
    assert [name for name, each in page.recipients.cards.items() if each.isVisible()] == ["labour-department"]
    assert "Not asked yet · number not verified" in line.button.accessibleName() or "No number" in line.asked.text()
    beside = (width, scale) == (1366, 100)
    assert (card.x() > line.geometry().right()) is beside
    assert beside or (card.y() > line.y() and card.width() >= page.recipients.width() - 2)
    row = next(iter(card.lines.values()))
    assert row.hasFocus()
    screen.press(Qt.Key.Key_2)
    screen.wait(lambda: row.picked == "no")
    assert "1 of " in line.asked.text()
    screen.choose("after-labour-department")
    screen.settle()
    assert not card.isVisible()


def test_tab_goes_from_a_recipient_into_what_is_asked_under_it(screen: Screen) -> None:
    at_taking(screen)
    screen.window.resize(1024, 768)
    screen.settle()
    page = screen.page
    assert isinstance(page, TakingPage)
    page.recipients.lines[page.recipients.opened].button.setFocus()
    screen.press(Qt.Key.Key_Tab)
    row = next(iter(page.recipients.cards[page.recipients.opened].lines.values()))
    assert row.hasFocus()
    screen.press(Qt.Key.Key_1)
    screen.wait(lambda: row.picked == "yes")


def test_a_recipient_that_was_agreed_to_stands_first_when_the_page_opens_again(screen: Screen) -> None:
    at_taking(screen)
    *_, last = before = screen.page.recipients.order()
    assert len(before) > 1
    screen.recipient(last)
    screen.press(Qt.Key.Key_1)
    screen.wait(lambda: screen.page.recipients.cards[last].view.answer == "yes")
    assert screen.page.recipients.order() == before, "an answer moves nothing"
    screen.next("papers")
    screen.back()
    screen.at("taking")
    screen.unseal()
    assert screen.page.recipients.order()[0] == last
    assert "Agreed: 1" in screen.shown()


def test_nothing_of_the_page_is_wider_than_a_small_window_in_malay_at_the_largest_text(
    opened, record: Path, wear: Wear
) -> None:
    screen = opened(record, "ms")
    screen.unlock()
    screen.cases()
    at_taking(screen)
    wear("day", 200)
    screen.window.resize(1024, 768)
    screen.settle()
    page, shell = screen.page, screen.window.shell
    assert isinstance(page, TakingPage) and shell is not None
    assert page.minimumSizeHint().width() <= page.width() <= shell.main.area.viewport().width()


@pytest.mark.sweep
@pytest.mark.requirement("RE14")
def test_immigration_is_added_only_with_a_ground(screen: Screen) -> None:
    at_taking(screen)
    screen.choose("add-recipient")
    screen.at("adding")
    page = screen.page
    page.picked.emit("immigration")
    screen.choose("add")
    screen.wait(screen.complaint)
    assert "immigration" not in screen.case.referrals.sent
    screen.pick("duty")
    screen.tab_to("duty")
    screen.type_text("Act 670, section 24")
    screen.choose("add")
    screen.at("taking")
    assert screen.case.referrals.sent["immigration"].duty == "Act 670, section 24"


@pytest.mark.sweep
def test_the_wish_that_nothing_is_passed_on_is_kept_in_the_person_s_words(screen: Screen) -> None:
    at_taking(screen)
    screen.tab_to("no-referral")
    screen.type_text("Not before my brother is home.")
    screen.choose("keep-wish")
    screen.wait(lambda: screen.case.referrals.no_referral == "Not before my brother is home.")


@pytest.mark.sweep
@pytest.mark.requirement("RE8")
def test_an_overdue_answer_stands_on_the_list_of_cases(screen: Screen) -> None:
    at_taking(screen)
    code = screen.case.code
    sent = ReferralSent("labour-department", ("labour",), "printed", "d" * 64, "2020-01-01")
    screen.window.desk.record(lambda: sent, lambda: None)
    screen.wait(lambda: screen.case.referrals.sent)
    screen.window.show_cases()
    screen.cases()
    assert "1 reply overdue" in screen.shown()
    screen.window.open_case(code)
    screen.wait(lambda: screen.place == "taking")


def test_a_recipient_out_of_sight_is_named_and_not_how_far_it_was_asked(screen: Screen) -> None:
    at_taking(screen)
    screen.window.resize(1366, 600)
    main = screen.window.shell.main
    screen.settle()
    assert main.below.isVisible()
    assert "sked" not in main.below.words, main.below.words
    lines = screen.page.recipients.lines.values()
    assert main.below.words.removeprefix("Below: ").split(" · ")[0] in {each.button.words for each in lines}

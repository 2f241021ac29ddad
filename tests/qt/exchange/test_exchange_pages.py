"""Cards, people and bundles in the window, by keys: a colleague's number is checked, a case goes out, one comes in."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.record import exchange
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, GateAnswered, WordsWritten
from screening.domain.events.contacts import ContactCard, parse_card
from screening.domain.events.exchange import BundleMade
from screening.domain.events.session import Withdrawn
from screening.domain.policy.bulk_limit import ALONE, open_limits
from screening.qt.exchange.bundles_page import BundlesPage
from screening.qt.exchange.people_page import PeoplePage
from screening.store import (
    Vault,
    add_contact,
    contacts,
    make_bundle,
    name_second,
    open_vault,
    own_card,
    publisher_card,
    take_in,
)
from tests.casework.some_talk import Session
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen
from tests.store.some_bundles import bundle, introduce, laptop


def begin_case(vault: Vault, answers: int = 0) -> str:
    code = vault.new_case()
    given = (AnswerGiven(item, Answer.YES, How.TOLD) for item in ("locked", "papers-kept")[:answers])
    vault.append_many(code, (CaseOpened("2026-1", "workplace", "field"), *given))
    return code


SECOND = "ladder orchid pebble sailor timber"


def page_of(screen: Screen, place: str) -> PeoplePage | BundlesPage:
    screen.cases()
    page = screen.desk(place)
    assert isinstance(page, PeoplePage | BundlesPage)
    return page


def told(screen: Screen, page: PeoplePage | BundlesPage, text: str) -> None:
    screen.wait(lambda: text in page.done.text())


@pytest.fixture
def known(record: Path) -> Vault:
    """A colleague who is checked on both sides, and three cases here."""
    budi = laptop("Budi")
    with open_vault(record, PASSPHRASE) as vault:
        introduce(vault, budi)
        name_second(vault, "Chandra", SECOND, cost=QUICK)
        for _ in range(3):
            begin_case(vault, 2)
    return budi


def test_a_card_is_added_and_its_number_checked_as_it_is_read_aloud(screen: Screen, tmp_path: Path) -> None:
    card = own_card(laptop("Budi"))
    page = page_of(screen, "people")
    assert isinstance(page, PeoplePage)
    screen.wait(lambda: page.card.isVisible())
    screen.tab_to("card-text")
    screen.paste(card.text())
    screen.press(Qt.Key.Key_Tab)
    screen.choose("add-card")
    told(screen, page, "You can send to it after you check its number")
    screen.wait(lambda: page.findChild(QWidget, "number-1"))
    screen.tab_to("number-1")
    screen.type_text("11111 22222 33333 44444 55555 66666")
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "That number does not match this card" in screen.shown())
    screen.window.shell.complaints.solved()
    screen.tab_to("number-1")
    page.findChild(type(screen.focused()), "number-1").clear()
    screen.type_text(card.number.replace(" ", ""))
    screen.press(Qt.Key.Key_Return)
    told(screen, page, "Number checked. You can send to this card.")
    screen.wait(lambda: "Number checked" in screen.shown())


def test_a_publisher_is_trusted_for_content_and_for_updates_one_by_one_and_a_colleague_for_neither(
    opened, record: Path, tmp_path: Path
) -> None:
    publisher = publisher_card(laptop("Release desk"))
    with open_vault(record, PASSPHRASE) as vault:
        introduce(vault, laptop("Budi"))
        add_contact(vault, publisher, publisher.number)
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "people")
    assert isinstance(page, PeoplePage)
    screen.wait(lambda: page.findChild(QWidget, "trust-content-2"))
    assert page.findChild(QWidget, "trust-content-1") is None
    screen.choose("trust-content-2")
    told(screen, page, "Saved what this record trusts them for.")
    screen.wait(lambda: "Trusted for content and language packs" in screen.shown())
    assert "Trusted for program updates" not in screen.shown()
    screen.choose("trust-updates-2")
    screen.wait(lambda: "Trusted for program updates" in screen.shown())
    screen.choose("trust-content-2")
    screen.wait(lambda: "Trusted for content and language packs" not in screen.shown())
    assert "Trusted for program updates" in screen.shown()
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        held = contacts(vault)[publisher.number]
        assert (held.content, held.updates) == (False, True)


def test_the_card_that_signs_packs_is_saved_apart_from_one_s_own(screen: Screen, tmp_path: Path) -> None:
    page = page_of(screen, "people")
    assert isinstance(page, PeoplePage)
    screen.wait(lambda: page.card.isVisible())
    page.folder.edit.setText(str(tmp_path))
    screen.choose("save-publisher-card")
    told(screen, page, "card-")
    (saved,) = tmp_path.glob("card-*.txt")
    card = parse_card(saved.read_text())
    assert card.station == "publisher"
    assert card.number in screen.shown()


def test_a_card_on_a_stick_that_hangs_holds_nothing_up_that_is_saved(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read beside the vault's thread: an answer is saved while the file does not come."""
    path = tmp_path / "card.txt"
    path.write_text(own_card(laptop("Budi")).text())
    page, comes, began = page_of(screen, "people"), threading.Event(), threading.Event()
    assert isinstance(page, PeoplePage)
    real = exchange.read_card

    def hangs(named: Path) -> ContactCard:
        began.set()
        assert comes.wait(20)
        return real(named)

    monkeypatch.setattr(exchange, "read_card", hangs)
    screen.wait(lambda: page.card.isVisible())
    screen.tab_to("card-text")
    screen.paste(str(path))
    screen.press(Qt.Key.Key_Tab)
    screen.choose("add-card")
    screen.wait(began.is_set)
    saved: list[object] = []
    screen.window.record.desk.ask(lambda vault: vault.set_draft("", "a", "b"), success=saved.append)
    screen.wait(lambda: bool(saved))
    comes.set()
    told(screen, page, "You can send to it after you check its number")


@pytest.mark.parametrize("entered", [False, True])
def test_ones_own_card_is_saved_and_shown_with_its_number(screen: Screen, tmp_path: Path, entered: bool) -> None:
    page = page_of(screen, "people")
    screen.wait(lambda: "Your card" in screen.shown())
    screen.tab_to("card-folder")
    screen.type_text(str(tmp_path))
    if entered:
        screen.press(Qt.Key.Key_Return)
    else:
        screen.choose("save-card")
    told(screen, page, "card-")
    (saved,) = tmp_path.glob("card-*.txt")
    card = parse_card(saved.read_text())
    assert card.name == "Officer Aina"
    assert card.number in screen.shown()


def test_one_case_goes_out_by_keys_and_the_colleague_can_take_it_in(
    known: Vault, opened, record: Path, tmp_path: Path
) -> None:
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.cases)
    code = next(iter(page.cases))
    screen.choose("to-1")
    screen.choose(f"send-{code}")
    assert page.second.isHidden()
    screen.tab_to("bundle-folder")
    screen.type_text(str(tmp_path))
    screen.choose("write-bundle")
    screen.wait(lambda: f"Case {code} has no recorded yes" in screen.complaint())
    assert list(tmp_path.glob("bundle-*.age")) == []
    screen.window.shell.complaints.solved()
    screen.tab_to("bundle-duty")
    screen.type_text("Act 670, section 24")
    screen.choose("write-bundle")
    told(screen, page, "bundle-")
    (sent,) = tmp_path.glob("bundle-*.age")
    assert take_in(known, sent).cases == (code,)


@pytest.mark.requirement("CO7")
def test_the_yes_of_one_person_for_one_colleague_is_recorded_as_it_is_ticked(
    opened, record: Path, tmp_path: Path
) -> None:
    budi = laptop("Budi")
    with open_vault(record, PASSPHRASE) as vault:
        introduce(vault, budi)
        code = Session(vault, open_content(), practice=False).gate().agrees().code
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.cases)
    assert page.asked.isHidden()
    screen.choose("to-1")
    screen.choose(f"send-{code}")
    screen.choose("bundle-asked")
    screen.tab_to("bundle-folder")
    screen.type_text(str(tmp_path))
    screen.choose("write-bundle")
    told(screen, page, "bundle-")
    (sent,) = tmp_path.glob("bundle-*.age")
    assert take_in(budi, sent).grounds == ((code, "yes"),)
    assert fold(code, budi.events(code)).consented("authority", f"{own_card(budi).number}:account") == "yes"


@pytest.mark.sweep
def test_several_cases_need_the_second_person(known: Vault, opened, record: Path, tmp_path: Path) -> None:
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.cases)
    screen.choose("to-1")
    for code in list(page.cases)[:2]:
        screen.choose(f"send-{code}")
    assert page.asked.isHidden(), "each person is asked by themselves"
    screen.tab_to("bundle-duty")
    screen.type_text("Act 670, section 24")
    screen.tab_to("bundle-folder")
    screen.type_text(str(tmp_path))
    screen.choose("write-bundle")
    screen.wait(lambda: screen.complaint())
    assert list(tmp_path.glob("bundle-*.age")) == []
    screen.window.shell.complaints.solved()
    screen.tab_to("bundle-second")
    assert "Chandra" in page.second.label.text()
    screen.wait(lambda: not _waits(record))
    screen.type_text(SECOND)
    screen.choose("write-bundle")
    told(screen, page, "bundle-")
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        made = [each.event for each in vault.events("") if isinstance(each.event, BundleMade)]
    assert [(len(each.cases), each.second) for each in made] == [(2, "Chandra")]


def test_one_case_more_than_a_few_in_a_week_needs_the_second_person(
    known: Vault, opened, record: Path, tmp_path: Path
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        sent = tuple(f"SENT-{n}" for n in range(open_limits(settings.indicators_root())[ALONE].cases))
        vault.append("", BundleMade("b", ("r",), sent, 1, "", "d", ""))
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.cases)
    assert page.second.isHidden()
    screen.choose(f"send-{next(iter(page.cases))}")
    assert not page.second.isHidden()


def _waits(record: Path) -> int:
    from screening.store.crypto.key_file import SECOND as PLACE
    from screening.store.folder import throttle

    return throttle.seconds_to_wait(record / PLACE)


@pytest.mark.sweep
def test_a_bundle_is_looked_into_before_it_is_taken_in(known: Vault, opened, record: Path, tmp_path: Path) -> None:
    code = begin_case(known)
    known.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    with open_vault(record, PASSPHRASE) as vault:
        add_contact(vault, own_card(known), own_card(known).number)
        sent = bundle(known, vault, tmp_path, code)
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.file.isVisible())
    screen.tab_to("bundle-file")
    screen.type_text(str(sent))
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "2 entries are new here." in screen.shown())
    screen.choose("take-in")
    told(screen, page, "Imported and saved.")
    screen.window.show_cases()
    screen.cases()
    assert code in screen.shown()


def test_a_file_that_is_no_bundle_is_told_in_the_band_and_nothing_changes(
    known: Vault, opened, record: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.age").write_bytes(b"hello")
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    screen.wait(lambda: page.file.isVisible())
    screen.tab_to("bundle-file")
    screen.type_text(str(tmp_path / "letter.age"))
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "Nothing was imported" in screen.complaint())


def test_practice_has_no_bundles(practice: Screen) -> None:
    assert not {"bundles", "people"} & set(practice.window.shell.rail.rows)


def test_a_case_that_names_what_this_edition_does_not_know_leaves_the_list_whole(
    known: Vault, opened, record: Path, tmp_path: Path
) -> None:
    code = known.new_case()
    known.append_many(
        code,
        (
            CaseOpened("2026-1", "moon-base", "field"),
            AnswerGiven("no-such-item", Answer.YES, How.TOLD),
            WordsWritten("no-such-topic", "1", "words"),
            GateAnswered("no-such-line", "no-such-choice"),
        ),
    )
    with open_vault(record, PASSPHRASE) as vault:
        take_in(vault, bundle(known, vault, tmp_path, code))
    screen = opened(record)
    screen.unlock()
    screen.open_case(code)
    assert screen.place == "gate"


@pytest.mark.requirement("CO8")
def test_what_somebody_brings_who_never_had_the_case_is_shown_apart_and_counts_once_a_second_person_says_so(
    known: Vault, opened, record: Path, tmp_path: Path
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        code = vault.cases()[0]
        to = own_card(vault).number
    known.append_many(code, (CaseOpened("2026-1", "workplace", "field"), Withdrawn("keep")))
    sent = make_bundle(known, [code], [to], tmp_path).path
    screen = opened(record)
    screen.unlock()
    page = page_of(screen, "bundles")
    assert isinstance(page, BundlesPage)
    screen.wait(lambda: page.cases)
    assert page.apart.isHidden()
    page.take_pressed.emit(str(sent))
    screen.wait(lambda: not page.apart.isHidden())
    assert "never had this case" in screen.shown() and "withdrew consent" in screen.shown()
    screen.tab_to("apart-phrase")
    screen.type_text("blue umbrella")
    screen.choose("accept-1")
    screen.wait(lambda: "safe phrase" in screen.complaint())
    screen.window.shell.complaints.solved()
    screen.tab_to("apart-second")
    screen.type_text(SECOND)
    screen.choose("accept-1")
    told(screen, page, "2 entries count from now on.")
    screen.wait(page.apart.isHidden)
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert fold(code, vault.events(code)).taken_back


def test_ones_own_card_as_text_is_called_that_where_it_is_out_of_sight(screen: Screen) -> None:
    page_of(screen, "people")
    screen.window.resize(1366, 768)
    main = screen.window.shell.main
    screen.wait(lambda: main.below.isVisible() and main.below.words.startswith("Below: Your card as a picture"))
    assert main.below.words.endswith(" · Your card as text")

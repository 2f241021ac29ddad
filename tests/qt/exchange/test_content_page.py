"""Content packs in the window, by keys: a stranger's is not read, a believed one is put in and rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening import settings
from screening.casework.content import in_use as content_in_use
from screening.content_packs import packs as content_packs
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.policy.content_age import AgeLimits
from screening.qt.exchange.content_page import ContentPage
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.text_area import WordsEdit
from screening.store import Vault, add_contact, open_vault, publisher_card, trust
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.translations import Words
from tests.casework.some_content import EDITION, content, record
from tests.qt.page_objects import PASSPHRASE, Screen


@pytest.fixture(autouse=True)
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    return tmp_path / "packs"


@pytest.fixture
def headquarters() -> Iterator[Vault]:
    vault = record("Headquarters")
    vault.clock = lambda: datetime.now(UTC)
    yield vault
    vault.close()


@pytest.fixture
def pack(headquarters: Vault, tmp_path: Path) -> Path:
    file = tmp_path / "content.screening-pack"
    file.write_bytes(content_packs.export(headquarters, content(tmp_path / "content")))
    return file


def page_of(screen: Screen) -> ContentPage:
    screen.cases()
    page = screen.desk("content")
    assert isinstance(page, ContentPage)
    screen.wait(lambda: bool(page._rows))
    return page


def look(screen: Screen, page: ContentPage, file: Path) -> list[str]:
    page.file.edit.setText(str(file))
    page.found.hide()
    screen.tab_to("look-into")
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: not page.found.isHidden())
    return [each.text() for each in page._found_lines]


def test_a_strangers_pack_shows_whose_it_is_and_nothing_of_what_it_holds(
    screen: Screen, headquarters: Vault, pack: Path
) -> None:
    page = page_of(screen)
    shown = look(screen, page, pack)
    assert publisher_card(headquarters).number in shown[0]
    assert len(shown) == 2
    assert (page._take.isHidden(), page._people.isHidden()) == (True, False)
    assert screen.window.focusWidget().objectName() == "to-people"


def test_a_pack_is_put_in_and_rolled_back_with_keys_and_the_log_has_both(
    opened, record: Path, headquarters: Vault, pack: Path
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        card = publisher_card(headquarters)
        add_contact(vault, card, card.number)
        trust(vault, card.number, content=True, updates=False)
    screen = opened(record)
    screen.unlock()
    page = page_of(screen)
    shown = look(screen, page, pack)
    assert any(EDITION in line for line in shown)
    assert not page._take.isHidden()
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: not page.done.isHidden())
    screen.wait(lambda: screen.window.desk.content.protocol.id == EDITION)
    screen.wait(lambda: not page._back.isHidden())
    page._back.setFocus()
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: page._back.isHidden())
    assert screen.window.desk.content.protocol.id == settings.EDITION
    screen.window.close()
    with open_vault(record, PASSPHRASE) as vault:
        kinds = [each.event for each in vault.events(VAULT) if isinstance(each.event, ContentPutIn | ContentRolledBack)]
    assert [type(each) for each in kinds] == [ContentPutIn, ContentRolledBack]


def test_what_is_no_pack_is_one_sentence_and_nothing_is_shown(screen: Screen, tmp_path: Path) -> None:
    page = page_of(screen)
    (tmp_path / "x").write_bytes(b"PK\x03\x04")
    page.file.edit.setText(str(tmp_path / "x"))
    page.look()
    screen.wait(lambda: not screen.window.shell.complaints.isHidden())
    assert page.found.isHidden()


@pytest.mark.sweep
def test_content_of_the_record_that_is_gone_is_told_at_the_opening(
    opened, record: Path, headquarters: Vault, pack: Path, packs: Path
) -> None:
    card = publisher_card(headquarters)
    with open_vault(record, PASSPHRASE) as vault:
        add_contact(vault, card, card.number)
        trust(vault, card.number, content=True, updates=False)
        content_packs.install(vault, content_packs.examine(content_packs.read(pack), Words("en")))
    content_packs.atomic_files.remove(packs / "content")
    screen = opened(record)
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and not screen.window.shell.complaints.isHidden())
    assert [each.code for each in screen.window.desk.notices] == ["content-not-used"]
    assert screen.window.desk.content.protocol.id == settings.EDITION


def test_law_and_directory_that_were_looked_at_too_long_ago_are_told_at_the_opening(
    opened, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_in_use, "open_age", lambda _root: AgeLimits(law=-10_000, directory=-10_000))
    screen = opened(record)
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and not screen.window.shell.complaints.isHidden())
    assert [each.code for each in screen.window.desk.notices] == ["content-old-law", "content-old-directory"]


def test_a_thousand_changes_are_all_there_to_be_read_and_the_worst_stand_first(day: object, qapp: object) -> None:
    page = ContentPage(Words("en"))
    page.show_packs([], can_go_back=False)
    changes = [f"value {number}: now “a”, then “b”" for number in range(1500)]
    page.show_found([*changes, "No problems. This pack can be added."], can_take=True, believed=True)
    field = page.findChild(WordsEdit, "all-changes")
    assert field is not None
    assert field.isReadOnly()
    shown = [each.text() for each in page.found.findChildren(ScriptText)]
    assert [each for each in shown if each.startswith("value")] + field.toPlainText().split("\n") == changes
    assert "No problems. This pack can be added." in shown

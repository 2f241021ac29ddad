"""The audit log on its page, and a printed fingerprint that is checked there."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.qt.frame.page import Headed
from screening.qt.record.audit_log_page import LogPage
from screening.store import open_vault
from screening.store.crypto import key_file
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)


def desk(screen: Screen, place: str) -> Headed:
    return screen.desk(place)


def write(screen: Screen, **fields: str) -> None:
    for name, text in fields.items():
        screen.tab_to(name.replace("_", "-"))
        screen.type_text(text)


@pytest.mark.sweep
def test_the_log_tells_acts_and_a_printed_head_is_checked(screen: Screen, record: Path) -> None:
    screen.new_screening()
    code = screen.case.code
    screen.window.show_cases()
    screen.open_case(code)
    screen.window.show_cases()
    screen.cases()
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        head, log = vault.fingerprint(code), vault.log_head()
    again = Screen(screen.qtbot, record)
    again.unlock()
    again.cases()
    page = desk(again, "log")
    assert isinstance(page, LogPage)
    again.wait(lambda: f"{code} · opened the case" in again.shown())
    assert "unlocked" in again.shown()
    write(again, printed_head=head)
    again.choose("check-record")
    again.wait(lambda: "The printed fingerprint matches" in page.result.text())
    write(again, printed_log=log.fingerprint, printed_acts=str(log.entries))
    again.choose("check-record")
    again.wait(lambda: "The log matches" in page.result.text())
    write(again, printed_log=log.fingerprint[:-4] + "ABCD", printed_acts=str(log.entries + 40))
    again.choose("check-record")
    again.wait(lambda: "The log does not match" in page.result.text())
    write(again, printed_log="", printed_acts="")
    page.head_field.set_text("ABCD " * 4 + "ABCD ABCD")
    again.choose("check-record")
    again.wait(lambda: "has faults" in page.result.text())

"""The way between the pages beside the cases."""

from __future__ import annotations

import threading

import pytest

from screening.qt.frame.page import Headed
from screening.store.crypto import key_file
from tests.qt.conftest import Open
from tests.qt.page_objects import QUICK, Screen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)


def desk(screen: Screen, place: str) -> Headed:
    return screen.desk(place)


def test_a_desk_page_has_its_title_at_once_and_says_in_words_what_takes_long(opened: Open, record, monkeypatch) -> None:
    screen = opened(record)
    screen.unlock()
    screen.cases()
    monkeypatch.setattr("screening.qt.session.context.SLOW", 50)
    held, desk, shell = threading.Event(), screen.window.desk, screen.window.shell
    assert desk is not None and shell is not None
    said = screen.window.words.say("page.reading-record")
    desk.ask(lambda _vault: held.wait(20), success=lambda _value: None)
    for place in ("bundles", "statistics"):
        screen.window.open_record_page(place)
        assert shell.page().title.text() == screen.window.words.say(
            {"bundles": "page.bundles.rail", "statistics": "stats.title"}[place]
        )
        screen.wait(lambda: said in screen.shown())
    held.set()
    screen.wait(lambda: said not in screen.shown())

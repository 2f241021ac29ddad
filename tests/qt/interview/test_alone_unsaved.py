"""What a person gave by ear and the disk did not take: it waits for its own case, and is never lost without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt

from screening.domain.events.catalogue import Event, Recorded
from screening.errors import NotSaved
from screening.qt.interview.alone_page import UnsavedPage
from screening.sound.computer_voice import can_speak
from screening.store import Vault
from tests.qt.headphones import Headphones
from tests.qt.interview.test_alone_page import handed_over
from tests.qt.page_objects import Screen

pytestmark = pytest.mark.skipif(not can_speak("ur"), reason="the optional engine is not installed")
K = Qt.Key
FULL = "not-saved-disk-full"


class Disk:
    """Takes nothing of any case while it is broken; ``unsure``: it has taken the first write that it refuses."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.broken, self.unsure, self.writes = False, False, 0
        ready: list[bool] = []
        screen.window.desk.ask(lambda vault: self.spoil(vault), success=ready.append)
        screen.wait(lambda: ready)

    def spoil(self, vault: Vault) -> bool:
        append, reopen = vault.append_many, vault.reopen

        def append_many(case: str, events: Iterable[Event], *, place: str = "") -> tuple[Recorded, ...]:
            if self.unsure:
                self.unsure = False
                append(case, events, place=place)
                vault.trouble = "not-saved-unsure"
            if self.broken:
                vault.trouble = FULL
            if vault.trouble:
                raise NotSaved(vault.trouble)
            self.writes += 1
            return append(case, events, place=place)

        def again() -> object:
            if self.broken:
                raise NotSaved(FULL)
            return reopen()

        vault.append_many, vault.reopen = append_many, again
        return True

    def mend(self) -> None:
        self.broken = False
        self.screen.wait(lambda: not self.screen.window.desk.pending and not self.screen.pages.alone.waits)


@pytest.fixture
def talking(practice: Screen, headphones: Headphones) -> Iterator[Screen]:
    practice.talking("ur", talk="yes", notes="yes")
    yield practice
    practice.pages.alone.give_up()


def given(screen: Screen, headphones: Headphones, *, back: bool = True) -> None:
    """Two answers by ear, stopped, all of them for the officer, who takes it back."""
    handed_over(screen)
    headphones.answer(screen, K.Key_1, K.Key_2, K.Key_1, K.Key_2, K.Key_0, K.Key_1, K.Key_1)
    screen.settle()
    if back:
        screen.pages.alone.page.returned.emit("")
        screen.at("topic.needs")


@pytest.mark.requirement("PR10")
def test_they_are_never_written_into_the_case_that_is_opened_next(talking: Screen, headphones: Headphones) -> None:
    mine = talking.case.code
    talking.window.show_cases()
    talking.new_screening()
    other = talking.case.code
    talking.window.show_cases()
    talking.open_case(mine)
    talking.at("topic.needs")
    disk = Disk(talking)
    disk.broken = True
    given(talking, headphones)
    assert talking.window.words.say("alone.unsaved.also") in talking.complaint()
    assert talking.case.alone == ()
    talking.window.show_cases()
    talking.at("unsaved")
    assert isinstance(talking.page, UnsavedPage)
    assert "If you leave now, they are lost." in talking.shown()
    assert talking.focused().objectName() == "unsaved-wait"
    talking.choose("unsaved-give-up")
    talking.cases()
    disk.broken = False
    talking.open_case(other)
    talking.at("gate")
    talking.press(K.Key_2)
    talking.wait(lambda: talking.case.gate)
    talking.wait(lambda: not talking.window.desk.pending)
    assert talking.case.code == other
    assert (dict(talking.case.answers), talking.case.alone) == ({}, ())
    talking.window.show_cases()
    talking.open_case(mine)
    talking.settle()
    assert (dict(talking.case.answers), talking.case.alone) == ({}, ()), "given up is given up"


@pytest.mark.requirement("PR10")
def test_who_waits_has_them_once_when_the_disk_works_again(talking: Screen, headphones: Headphones) -> None:
    disk = Disk(talking)
    disk.broken = True
    given(talking, headphones)
    talking.window.show_cases()
    talking.at("unsaved")
    talking.press(K.Key_Space)
    talking.at("topic.needs")
    talking.window.show_cases()
    talking.at("unsaved")
    disk.mend()
    talking.at("topic.needs")
    assert talking.window.words.say("alone.done.all") in talking.complaint()
    assert set(talking.case.answers) == {"needs-basic", "job-different"}
    assert len(talking.case.alone) == 1
    assert disk.writes == 1
    talking.window.show_cases()
    talking.cases()


def test_while_they_are_on_their_way_a_mended_record_writes_them_no_second_time(
    talking: Screen, headphones: Headphones
) -> None:
    disk = Disk(talking)
    given(talking, headphones, back=False)
    disk.broken = True
    talking.pages.alone._record()
    talking.wait(lambda: talking.complaint())
    disk.broken = False
    for _ in range(3):
        talking.window.desk.mended.emit()
    disk.mend()
    talking.settle()
    assert disk.writes == 2
    assert len(talking.case.alone) == 2, "the sitting of the test ended twice, and each end stands once"


@pytest.mark.requirement("HW7")
def test_what_was_told_as_not_certain_and_was_there_is_not_written_again(
    talking: Screen, headphones: Headphones
) -> None:
    disk = Disk(talking)
    disk.unsure = True
    given(talking, headphones)
    talking.wait(lambda: not talking.pages.alone.waits and talking.case.alone)
    talking.settle()
    assert disk.writes == 0
    assert len(talking.case.alone) == 1


def test_closing_the_window_asks_once(talking: Screen, headphones: Headphones) -> None:
    disk = Disk(talking)
    disk.broken = True
    given(talking, headphones)
    assert not talking.window.close()
    talking.at("unsaved")
    assert talking.window.isVisible()
    disk.mend()
    talking.at("topic.needs")
    assert len(talking.case.alone) == 1

"""A practice talk in the window: by keys alone, marked on every page, honest about its language, gone when closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from screening.domain.practice.acts import ActKind
from screening.errors import BadInput
from screening.qt.session.record_rail import open_places
from screening.qt.style.theme import Theme
from screening.qt.text.label import ScriptText
from screening.qt.training.charts import ChartRow, KindsBar
from screening.qt.training.lessons_page import CurvePage, LessonsPage, ReplayPage
from screening.qt.training.pages import NotedPage
from screening.qt.training.play import BEFORE, FEEDBACK, GUESS, NOTED, REPLAY, PlayRoom, play_room
from screening.qt.training.play_start import wanted
from screening.qt.training.talk_page import AskPage, GuessPage
from screening.qt.widgets.buttons import Button
from screening.qt.widgets.choices import Pick
from screening.qt.widgets.table import RowTable
from screening.store.vault.practice_results import practice_results
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import COVER_PIN, PATIENCE, Screen

MARK = "TRAINING - FICTITIOUS"
Play = Callable[..., PlayRoom]


@pytest.fixture
def play(qtbot: QtBot, day: Theme) -> Iterator[Play]:
    """Open a practice talk in the officer's language, asking in another."""
    rooms: list[PlayRoom] = []

    def opened(language: str = "en", officer: str = "en") -> PlayRoom:
        room = play_room(Words(officer), language=language)
        rooms.append(room)
        room.show()
        room.choose()
        QApplication.processEvents()
        return room

    yield opened
    for room in rooms:
        room.close()
        room.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page_of(room: PlayRoom) -> QWidget:
    page = room.shell.page()
    assert page is not None
    return page


def texts(room: PlayRoom) -> str:
    return "\n".join(each.text() for each in page_of(room).findChildren(ScriptText) if not each.isHidden())


def unfold(room: PlayRoom) -> None:
    page = page_of(room)
    assert isinstance(page, LessonsPage)
    page.more.click()
    QApplication.processEvents()


def do_before(room: PlayRoom) -> None:
    """Say everything that comes before the first question, with a kind word."""
    room.go(BEFORE)
    page = page_of(room)
    assert isinstance(page, AskPage)
    for name in page.lines:
        room.do(name)


def test_a_whole_talk_by_keys_alone(qtbot: QtBot, play: Play) -> None:
    room = play()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert room.talk is not None and room.place == BEFORE
    page = page_of(room)
    assert isinstance(page, AskPage)
    page.lines["gate"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert room.talk.steps == ("gate",)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(page_of(room), AskPage)
    qtbot.keyClicks(QApplication.focusWidget(), "Tell me what you need")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert room.talk.moments[-1].move.acts[0].kind is ActKind.INVITATION
    while room.place != NOTED:
        room.next()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4)
    assert list(room.noted.values()) == ["declined"], "the interview's keys"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    guess = page_of(room)
    assert isinstance(guess, GuessPage)
    qtbot.keyClick(guess.label.buttons["smuggling"], Qt.Key.Key_Space)
    assert room.guess is None, "how sure belongs to it"
    qtbot.keyClick(guess.sure.buttons["70"], Qt.Key.Key_Space)
    assert room.guess is not None and (room.guess.label, room.guess.sure) == ("smuggling", 70)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(page_of(room), LessonsPage) and "70 in 100" in texts(room)


def test_a_talk_goes_back_to_any_moment_and_the_same_person_answers(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    do_before(room)
    room.go("papers")
    room.ask("So they took your passport?", "en")
    room.go(REPLAY)
    page = page_of(room)
    assert isinstance(page, ReplayPage)
    assert room.talk is not None
    number = len(room.talk.moments) - 1
    page.again_from.emit(number)
    assert room.place == "papers" and len(room.talk.moments) == number == len(room.said)
    assert "“So they took your passport?”" in texts(room)
    room.ask("Tell me about your passport.", "en")
    assert "He took our passports at the airport" in texts(room)


def test_what_was_said_is_ticked_and_stands_in_the_talk(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    room.go("papers")
    room.do("break")
    page = page_of(room)
    assert isinstance(page, AskPage)
    assert page.lines["break"].icon_name == "tick" and page.lines["break"].accessibleName().endswith("(done)")
    assert "Break:" in texts(room) or "Break" in texts(room)


def test_every_page_is_marked_as_practice(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    for place in (BEFORE, *room.topics, "closing", NOTED, GUESS, FEEDBACK, REPLAY):
        room.go(place)
        assert all(band.isVisible() and band.accessibleName() == MARK for band in room.shell.practice), place


def test_an_open_question_is_answered_and_a_leading_one_says_what_to_ask_about_it_instead(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    do_before(room)
    room.go("money")
    room.ask("So they took your passport?", "en")
    assert "says which answer is wanted" in texts(room)
    room.ask("Tell me about your passport.", "en")
    assert "He took our passports at the airport" in texts(room)
    room.go(FEEDBACK)
    unfold(room)
    assert "“So they took your passport?”" in texts(room)
    assert "Tell me about your passport and other papers." in texts(room)
    assert "Pressing" not in texts(room) and "Something pressed" in texts(room)


def test_nothing_is_told_before_it_is_safe_and_the_feedback_says_so(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    room.go("papers")
    room.ask("Tell me about your passport.", "en")
    assert "airport" not in texts(room)
    room.go(FEEDBACK)
    assert "what was found cannot be used" in texts(room)
    assert "did not feel safe to speak there" in texts(room)


def test_what_is_not_understood_stays_in_the_field(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    room.go("papers")
    page = page_of(room)
    assert isinstance(page, AskPage)
    page.field.edit.setText("Xq zzt.")
    page.field.entered.emit()
    assert page.field.text() == "Xq zzt." and "did not understand" in page.field.help.text()
    assert room.talk is not None and not room.talk.moments


def test_a_talk_is_in_one_language_and_the_page_says_which_where_another_was_asked_for(play: Play) -> None:
    room = play("ur")
    assert room.choosing is not None
    assert "Urdu" in texts(room) and "whole interview is in English" in texts(room)
    room.open("sorting-yard")
    assert room.spoken == "en" and "whole interview is in English" in texts(room)
    do_before(room)
    room.go("papers")
    offered = [each for each in page_of(room).findChildren(Button) if each.objectName().startswith("ask-")]
    assert offered and {each.language for each in offered} == {"en"}
    room.ask("Tell me about your passport.", "en")
    assert {tag for said in room.said for _, tag in said.answers} == {"en"}
    malay = play("ms", "ms")
    assert "seluruh temu bual" not in texts(malay)
    malay.open("sorting-yard")
    do_before(malay)
    malay.go("papers")
    malay.ask(Words("ms").say("topic.papers.invitation"), "ms")
    assert "Dia mengambil pasport kami" in texts(malay)


def test_only_languages_that_practice_has_whole_are_offered(play: Play) -> None:
    room = play()
    assert set(page_of(room).findChildren(Pick)[0].buttons) == {"en", "id", "ms", "th"}


def test_a_draft_translation_is_shown_as_one(play: Play) -> None:
    draft = Words("en").say("shell.draft")
    for language, officer, shown in (
        ("en", "en", ""),
        ("ms", "en", draft),
        ("ms", "ms", Words("ms").say("shell.draft")),
    ):
        room = play(language, officer)
        room.open("iron-box")
        assert room.shell.strip.view.draft == shown, language


def test_the_feedback_reads_out_what_it_draws(play: Play) -> None:
    room = play()
    room.open("two-counters")
    do_before(room)
    room.go("work")
    room.ask("Please tell me more about that.", "en")
    room.go(NOTED)
    page = page_of(room)
    assert isinstance(page, NotedPage)
    page.lines["locked"].chosen.emit("yes")
    room.go(FEEDBACK)
    unfold(room)
    told = [row.accessibleName() for row in page_of(room).findChildren(ChartRow)]
    assert any("1 open, 0 closed" in each for each in told)
    assert any("never said" in each and "stop" in each.lower() for each in told), told
    bar = page_of(room).findChildren(KindsBar)[0]
    assert QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name) == bar.accessibleName()


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("theme", "scale"), [("sun", 100), ("night", 200)])
def test_every_page_can_be_worn_in_every_theme_and_size(play: Play, wear: Wear, theme: str, scale: int) -> None:
    wear(theme, scale)
    room = play("bn")
    room.open("net-boat")
    for place in (BEFORE, "journey", "closing", NOTED, GUESS, FEEDBACK, REPLAY):
        room.go(place)
        QApplication.processEvents()
        assert page_of(room).width() <= room.shell.main.width()


def test_the_practice_window_leads_there_and_comes_back(opened: Open) -> None:
    screen: Screen = opened()
    screen.cases()
    window = screen.window
    assert window.shell is not None
    window.shell.rail_chosen.emit("invented-people")
    room = window.room
    assert isinstance(room, PlayRoom) and room.isVisible() and not window.isVisible()
    room.close()
    assert window.isVisible()


def test_the_figures_of_a_talk_are_kept_in_the_open_record_once_and_its_curve_is_shown(opened: Open) -> None:
    screen: Screen = opened()
    screen.cases()
    window, kept = screen.window, []
    assert window.shell is not None and window.desk is not None
    window.shell.rail_chosen.emit("invented-people")
    room = window.room
    assert isinstance(room, PlayRoom)
    room.open("iron-box")
    room.ask("Tell me about your day.", "en")
    room._guessed("no_concern", 70)
    room.go(FEEDBACK)
    room.go(NOTED)
    room.go(FEEDBACK)
    window.desk.ask(practice_results, success=lambda found: kept.append(found))
    screen.wait(lambda: kept)
    assert len(kept[0]) == 1 and "day" in kept[0][0] and "Tell me" not in kept[0][0]
    room.show_curve()
    table = page_of(room).findChildren(RowTable)[0]
    assert "0.09" in [cell.text for each in table.rows.values() for cell in each.row.cells]
    room.close()


def held(screen: Screen, code: str) -> list[object]:
    """Every event of the record and of a case."""
    found: list[object] = []
    assert screen.window.desk is not None
    screen.window.desk.ask(lambda vault: [vault.events(each) for each in ("", code)], success=found.extend)
    screen.wait(lambda: found)
    return found


def test_a_real_record_is_covered_first_and_asks_for_its_pin_afterwards(screen: Screen) -> None:
    screen.new_screening()
    code, window = screen.case.code, screen.window
    window.open_record_page("settings")
    before = held(screen, code)
    assert len(before[1]) > 0
    window.shell.rail_chosen.emit("invented-people")
    room = window.room
    assert isinstance(room, PlayRoom) and room.isVisible() and not window.isVisible()
    assert window.stack.currentWidget() is window.cover
    assert not [each for each in room.findChildren(QWidget) if code in each.accessibleName()]
    room.open("net-boat")
    room.close()
    assert window.isVisible()
    assert window.stack.currentWidget() is window.cover
    window.guard.uncover("not this one")
    screen.wait(lambda: window.guard.seconds_to_wait() > 0)
    assert window.stack.currentWidget() is window.cover
    later = window.guard.clock() + 60
    window.guard.clock = lambda: later
    window.guard.uncover(COVER_PIN)
    screen.wait(lambda: window.stack.currentWidget() is window.shell)
    assert held(screen, code) == before


def test_a_role_that_does_not_practise_has_no_way_there() -> None:
    assert "invented-people" in open_places(role="labour-officer")
    assert "invented-people" not in {*open_places(role="supervisor"), *open_places(role="reviewer")}


def test_nothing_is_written_anywhere(tmp_path: Path, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    room = play()
    room.open("iron-box")
    room.go("papers")
    room.ask("Who keeps your papers?", "en")
    room.go(FEEDBACK)
    room.close()
    # Where PulseAudio's library is installed, asking for the sound devices leaves a folder of its own.
    written = [each for each in tmp_path.iterdir() if not each.name.startswith("pulse")]
    assert written == []


def test_the_command_line_names_what_it_does_not_know() -> None:
    assert wanted(["iron-box", "--language", "ms"]) == ("iron-box", "ms")
    assert wanted(["--language", "ur"]) == ("", "ur")
    for arguments, code in (
        (["--language"], "try-not-understood"),
        (["a", "b"], "try-not-understood"),
        (["--loud"], "try-not-understood"),
        (["a", "--language", "xx"], "no-such-language"),
    ):
        with pytest.raises(BadInput) as told:
            wanted(arguments)
        assert told.value.code == code


def test_in_large_text_the_answer_is_in_sight_over_the_field_for_the_next_question(
    qtbot: QtBot, play: Play, wear: Wear
) -> None:
    wear("day", 200)
    room = play()
    room.resize(1366, 720)
    room.open("sorting-yard")
    room.go("papers")
    qtbot.waitExposed(room, timeout=PATIENCE)
    for question in ("Tell me about your passport", "Where is it now?"):
        qtbot.keyClicks(QApplication.focusWidget(), question)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    page = page_of(room)
    assert isinstance(page, AskPage)
    port = room.shell.main.area.viewport()

    def both_in_sight() -> bool:
        answer = page.talk.findChildren(ScriptText)[-1]
        top = answer.mapTo(port, QPoint(0, 0)).y()
        below = page.field.edit.mapTo(port, QPoint(0, page.field.edit.height())).y()
        return page.field.edit.hasFocus() and top >= 0 and below <= port.height()

    qtbot.waitUntil(both_in_sight, timeout=PATIENCE)


def test_the_feedback_shows_the_gravest_three_moments_and_the_rest_behind_a_button(qtbot: QtBot, play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    room.go("papers")
    for text in (
        "Tell me about your passport.",
        "Why did you not ask for it?",
        "You are lying to me.",
        "You will go to prison if you lie.",
    ):
        room.ask(text, "en")
    room.go(FEEDBACK)
    page = page_of(room)
    assert isinstance(page, LessonsPage)
    assert "Tell me about your passport." not in texts(room) and "You will go to prison" in texts(room)
    assert "What was never found" not in "\n".join(each.text() for each in page.findChildren(ScriptText))
    page.more.setFocus()
    qtbot.keyClick(page.more, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert "Tell me about your passport." in texts(room) and "What was never found" in texts(room)


@pytest.mark.parametrize(("person", "law"), [("choir-book", "article 33"), ("iron-box", "asks for a report")])
def test_a_line_of_law_stands_beside_every_label(play: Play, person: str, law: str) -> None:
    room = play()
    room.open(person)
    room.go(FEEDBACK)
    assert law in texts(room)


def test_the_feedback_says_what_another_word_changed(play: Play) -> None:
    room = play()
    room.open("sorting-yard")
    do_before(room)
    room.go("papers")
    room.ask("You are lying to me.", "en")
    assert room.talk is not None
    room.again_from(len(room.talk.moments) - 1)
    room.ask("Tell me about your passport.", "en")
    room.go(FEEDBACK)
    assert "What changed since" in texts(room) and "1 times before, 0 now" in texts(room)


def test_the_own_figures_are_written_without_a_day_a_person_or_a_word(play: Play, tmp_path: Path) -> None:
    room = play()
    room.open("sorting-yard")
    room.go("papers")
    room.ask("Tell me about your passport.", "en")
    room.go(FEEDBACK)
    room.show_curve()
    page = page_of(room)
    assert isinstance(page, CurvePage)
    page.share.click()
    assert not list(tmp_path.iterdir()) and page.done.isVisibleTo(page)
    page.folder.edit.setText(str(tmp_path))
    page.share.click()
    (file,) = tmp_path.iterdir()
    text = file.read_text()
    assert '"talks": 1' in text
    assert not any(part in text for part in ("sorting-yard", "passport", "day", "20"))

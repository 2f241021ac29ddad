"""A class in its windows: a table by keys alone, the trainer's pages, hostile sticks, the projector, the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from screening.domain.scenarios.model import QuestionKind, QuizAnswer
from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.qt.style.theme import Theme, active
from screening.qt.text.label import ScriptText
from screening.qt.training import class_door
from screening.qt.training.charts import AgreeBar, ChartRow, KindsBar, MarkHeads, MarkRow
from screening.qt.training.class_door import DoorRoom, NewClass, NewClassPage, class_wish
from screening.qt.training.class_pages import ComeInPage, LinesCard, TallyPage
from screening.qt.training.pages import FeedbackPage
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.training.talk_page import GuessPage
from screening.qt.training.trainer_room import TrainerRoom
from screening.qt.widgets.fields import LineField
from screening.store.classbook import classbook_in_memory, create_classbook, open_table_book
from screening.store.crypto.key_file import Cost
from screening.training.lessons import Guess
from screening.training.table_drafts import Sheets
from screening.training.trainer_class import ClassDesk, at_table, begin, write_result
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Wear
from tests.training.some_class import CONTENT, PACK, PASSPHRASE, ROUNDS, result, sheets

MARK = "TRAINING - FICTITIOUS"
QUICK = Cost(1, 64 << 20)
Show = Callable[[Room], Room]


@pytest.fixture
def show(qtbot: QtBot, day: Theme) -> Iterator[Show]:
    """Shows a room; all are closed at the end."""
    rooms: list[Room] = []

    def shown(room: Room) -> Room:
        rooms.append(room)
        room.show()
        room.begin()  # type: ignore[attr-defined]
        QApplication.processEvents()
        return room

    yield shown
    for room in rooms:
        room.close()
        room.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def new_desk() -> ClassDesk:
    return begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)


def full_desk() -> ClassDesk:
    desk = new_desk()
    for table in range(1, 7):
        for when in ("before", "after"):
            desk.take(sheets(table, when))
        for number in (1, 2):
            desk.take(result(desk.plan, table, number))
    return desk


def page_of(room: Room) -> QWidget:
    page = room.shell.page()
    assert page is not None
    return page


def texts(room: Room) -> str:
    return "\n".join(each.text() for each in page_of(room).findChildren(ScriptText) if not each.isHidden())


def test_a_table_writes_its_round_down_by_keys_and_takes_it_to_the_stick(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    desk = new_desk()
    room = show(TableRoom(Words("en"), at_table(desk.plan, CONTENT, PACK), 3, str(tmp_path)))
    assert isinstance(room, TableRoom) and isinstance(page_of(room), TallyPage)
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_D):
        qtbot.keyClick(QApplication.focusWidget(), key)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    room.go("stick")
    page = page_of(room)
    assert isinstance(page, LinesCard)
    assert page.folder is not None
    qtbot.keyClick(page.folder.edit, Qt.Key.Key_Return)
    assert desk.collect(tmp_path) == (1, ())
    (taken,) = desk.classroom.round(1)
    assert (
        taken.kinds[QuestionKind.INVITATION],
        taken.kinds[QuestionKind.OPEN],
        taken.kinds[QuestionKind.LEADING],
    ) == (1, 2, 1)
    assert taken.table == 3 and {"gate", "privacy"} <= taken.process and "yes" in taken.noted.values()


def test_locking_a_table_hides_what_is_not_on_a_stick_yet_and_loses_nothing(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    desk = new_desk()
    room = show(TableRoom(Words("en"), at_table(desk.plan, CONTENT, PACK), 3, str(tmp_path)))
    assert isinstance(room, TableRoom)
    closed: list[bool] = []
    room.closed.connect(lambda: closed.append(True))
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        qtbot.keyClick(QApplication.focusWidget(), key)
    room.lock()
    assert not closed
    assert room.stack.currentWidget() is room.cover
    room.uncover()
    room.go("stick")
    page = page_of(room)
    assert isinstance(page, LinesCard)
    page.act()
    assert desk.collect(tmp_path) == (1, ())
    room.lock()
    assert closed


def refused(room: QWidget) -> str:
    """What stands under the label of a field that was refused."""
    return next((each.refusal.text() for each in room.findChildren(LineField) if each.refusal.isVisible()), "")


def table_with_marks(qtbot: QtBot, show: Show, folder: Path) -> tuple[TableRoom, ClassDesk, list[bool]]:
    """A table whose observer has pressed two keys, the class, and what is filled once the window has closed."""
    desk = new_desk()
    room = show(TableRoom(Words("en"), at_table(desk.plan, CONTENT, PACK), 3, str(folder)))
    assert isinstance(room, TableRoom)
    closed: list[bool] = []
    room.closed.connect(lambda: closed.append(True))
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        qtbot.keyClick(QApplication.focusWidget(), key)
    return room, desk, closed


def test_closing_a_table_asks_about_what_is_not_on_a_stick_and_enter_writes_it(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    room, desk, closed = table_with_marks(qtbot, show, tmp_path)
    for _ in range(2):
        room.close()
        assert not closed and room.isVisible()
        assert room.shell.complaints.sentence.startswith("Not all results of this table are on the USB stick.")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.collect(tmp_path) == (1, ())
    assert not room.shell.complaints.sentence
    room.close()
    assert closed


def test_a_table_that_is_switched_off_goes_on_where_it_was(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    desk = new_desk()
    folder, at = tmp_path / "table", (CONTENT, PACK)
    room = show(TableRoom(Words("en"), at_table(desk.plan, *at, open_table_book(folder, desk.plan.key)), 3))
    assert isinstance(room, TableRoom)
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        qtbot.keyClick(QApplication.focusWidget(), key)
    room.go("1.way")
    page_of(room).ticked.emit("gate", True)  # type: ignore[attr-defined]
    room.go("before")
    for _ in range(14):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
        if room.quiz["before"].between:
            room.next()
    for path in folder.iterdir():
        data = path.read_bytes()
        assert b"invitation" not in data and b"protect" not in data and not data.startswith(b"SQLite")
    room.desk.book.close()  # the laptop is off: nothing was said, nothing was written to a stick

    again = show(TableRoom(Words("en"), at_table(desk.plan, *at, open_table_book(folder, desk.plan.key)), 3))
    assert isinstance(again, TableRoom)
    (held,) = again.rounds.held()
    assert held.kinds == {QuestionKind.INVITATION: 1, QuestionKind.OPEN: 1} and again.rounds.drafts[1].steps == {"gate"}
    assert again.quiz["before"].sheets == ((QuizAnswer.PROTECT,) * 12,)
    assert again.quiz["before"].answers == (QuizAnswer.PROTECT,) * 2

    with pytest.raises(StoreTrouble):
        open_table_book(folder, new_desk().plan.key)
    again.quiz["before"].kept = Sheets(again.quiz["before"].sheets)
    stick = tmp_path / "stick"
    stick.mkdir()
    again.go("stick")
    written = page_of(again)
    assert isinstance(written, LinesCard)
    again.write(written, str(stick))
    again.close()
    assert not folder.exists(), "all of it is on the stick"


def test_what_a_table_could_not_keep_is_not_shown_as_kept(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = show(TableRoom(Words("en"), at_table(new_desk().plan, CONTENT, PACK), 3))
    assert isinstance(room, TableRoom)

    def full(body: str) -> None:
        raise NotSaved("class-not-saved")

    monkeypatch.setattr(room.desk.book, "append", full)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    page = page_of(room)
    assert isinstance(page, TallyPage)
    assert page.lines[QuestionKind.INVITATION].count.text() == "0"
    assert room.shell.complaints.code == "class-not-saved"
    room.go("before")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    assert room.quiz["before"].answers == () and room.shell.complaints.code == "class-not-saved"


def test_a_table_closes_without_its_results_only_where_somebody_says_so(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    room, _desk, closed = table_with_marks(qtbot, show, tmp_path)
    room.help.toggle()
    room.close()
    assert room.help.panel is None
    written = page_of(room)
    assert isinstance(written, LinesCard)
    room.write(written, "")
    assert room.shell.complaints.code == "class-folder-missing"
    room.bar("leave-here")
    assert closed
    assert not list(tmp_path.iterdir())


def test_closing_a_covered_table_shows_nothing_and_asks_once_the_cover_is_lifted(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    room, _desk, closed = table_with_marks(qtbot, show, tmp_path)
    room.cover_up()
    room.close()
    assert not closed and room.stack.currentWidget() is room.cover
    room.uncover()
    assert room.shell.complaints.sentence and room.place == "stick"


def test_what_was_refused_on_one_page_is_not_said_on_the_next(show: Show, tmp_path: Path) -> None:
    room = show(DoorRoom(Words("en"), CONTENT, PACK, tmp_path))
    assert isinstance(room, DoorRoom)
    room.open(str(tmp_path), "a wrong passphrase")
    assert room.shell.complaints.sentence
    room.new()
    assert not room.shell.complaints.sentence


def test_the_projector_key_does_nothing_under_the_cover_page(qtbot: QtBot, show: Show) -> None:
    room = show(TrainerRoom(Words("en"), new_desk()))
    assert isinstance(room, TrainerRoom)
    room.cover_up()
    focused = QApplication.focusWidget()
    qtbot.keyClick(room, Qt.Key.Key_F4)
    assert not room.large
    assert room.stack.currentWidget() is room.cover
    assert QApplication.focusWidget() is focused


def test_feedback_is_there_as_soon_as_the_last_answer_is(show: Show) -> None:
    room = show(TableRoom(Words("en"), at_table(new_desk().plan, CONTENT, PACK), 3))
    assert isinstance(room, TableRoom)
    room.go("feedback")
    assert "Nothing has been recorded yet" in texts(room)
    for place, kinds in (
        ("1.tally", {QuestionKind.OPEN: 6, QuestionKind.CLOSED: 9, QuestionKind.WHY: 5}),
        ("2.tally", {QuestionKind.OPEN: 13, QuestionKind.CLOSED: 5, QuestionKind.LEADING: 2}),
    ):
        room.go(place)
        page_of(room).counted.emit(kinds)  # type: ignore[attr-defined]
    room.go("feedback")
    bars = page_of(room).findChildren(KindsBar)
    assert [(bar.row.open, bar.row.other, bar.row.pressing) for bar in bars] == [(6, 9, 5), (13, 5, 2)]
    assert "13 of 20 were open, 2 leading" in texts(room)
    (heads,) = page_of(room).findChildren(MarkHeads)
    middles = [at.x() + text.width / 2 for text, at in heads.places()]
    assert heads.width() * 0.8 < middles[0] < middles[1] < heads.width()
    assert heads.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert "on the card, but not noted here" in texts(room)


def test_a_quiz_of_two_sheets_goes_by_keys_and_shows_nothing_of_the_sheet_before(qtbot: QtBot, show: Show) -> None:
    room = show(TableRoom(Words("en"), at_table(new_desk().plan, CONTENT, PACK), 1))
    assert isinstance(room, TableRoom)
    room.go("before")
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
    assert "There is no name on the sheet" in texts(room)
    room.next()
    room.bar("leave")
    for _ in range(11):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    first, second = room.quiz["before"].sheets
    assert first == (QuizAnswer.PROTECT,) * 12 and second == (None, *(QuizAnswer.IDENTIFY,) * 11)


def test_a_sheet_that_was_handed_in_shows_what_is_right_and_why_and_the_next_shows_nothing_of_it(
    qtbot: QtBot, show: Show
) -> None:
    words = Words("en")
    room = show(TableRoom(words, at_table(new_desk().plan, CONTENT, PACK), 2))
    assert isinstance(room, TableRoom)
    room.go("before")
    for _ in range(12):
        assert words.say("training.quiz.quarry-ledger.why") not in texts(room)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    assert words.say("training.quiz.quarry-ledger.why") in texts(room), "an even table answers form b before"
    assert f"Chosen: {words.say('choice.identify')}. Right: {words.say('choice.labour')}." in texts(room)
    room.next()
    assert "Right:" not in texts(room)


def test_people_say_one_after_the_other_what_it_is_and_how_sure_before_the_trap_is_told(show: Show) -> None:
    desk = new_desk()
    words = Words("en")
    trap = words.say(f"scenario.{ROUNDS[0]}.key.trap")
    room = show(TableRoom(words, at_table(desk.plan, CONTENT, PACK), 3))
    assert isinstance(room, TableRoom)
    page_of(room).counted.emit({QuestionKind.OPEN: 2})  # type: ignore[attr-defined]
    room.go("feedback")
    assert trap not in texts(room) and "First say what the person is" in texts(room)
    room.go("1.guess")
    for label, sure in (("trafficking", "70"), ("no_concern", "90")):
        asked = page_of(room)
        assert isinstance(asked, GuessPage) and not asked.label.value
        asked.label.buttons[label].click()
        room.bar("hand-in")
        assert page_of(room) is asked, "one of the two is not said yet"
        asked.sure.buttons[sure].click()
        room.bar("hand-in")
    assert "So far: 2." in texts(room)
    (held,) = room.rounds.held()
    assert held.guesses == (Guess("no_concern", 90), Guess("trafficking", 70))
    room.go("feedback")
    assert trap in texts(room)
    trainer = show(TrainerRoom(words, full_desk()))
    assert isinstance(trainer, TrainerRoom)
    trainer.go("calibration")
    assert "Brier: " in texts(trainer) and "Table" not in texts(trainer)


def test_a_certificate_says_what_was_shown_and_is_written_only_by_its_own_button(show: Show, tmp_path: Path) -> None:
    words = Words("en")
    room = show(TableRoom(words, at_table(new_desk().plan, CONTENT, PACK), 3, str(tmp_path)))
    assert isinstance(room, TableRoom)
    page_of(room).counted.emit({QuestionKind.OPEN: 3, QuestionKind.LEADING: 1})  # type: ignore[attr-defined]
    room.go("stick")
    written = page_of(room)
    assert isinstance(written, LinesCard)
    room.write(written, str(tmp_path))
    assert not list(tmp_path.glob("*.pdf"))
    room.go("certificate")
    page_of(room).pressed.emit(str(tmp_path))  # type: ignore[attr-defined]
    (paper,) = tmp_path.glob("certificate-round-1.pdf")
    told = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(paper).pages).split())
    assert words.say("feedback.share", open=3, pressing=1, total=4) in told and words.say("process.gate") in told


def test_every_page_of_trainer_and_table_is_marked(show: Show) -> None:
    trainer = show(TrainerRoom(Words("en"), full_desk()))
    table = show(TableRoom(Words("en"), at_table(new_desk().plan, CONTENT, PACK), 1))
    door = show(DoorRoom(Words("en"), CONTENT, PACK, Path("nowhere")))
    assert isinstance(door, DoorRoom)
    for room, places in (
        (trainer, ("come-in", "feedback.1", "agreement.2", "quiz.after", "drill", "debrief", "end")),
        (table, ("1.tally", "1.way", "2.noted", "feedback", "before", "drill", "stick")),
    ):
        for place in places:
            room.go(place)  # type: ignore[attr-defined]
            assert all(band.isVisible() and band.accessibleName() == MARK for band in room.shell.practice), place
    door.new()
    assert all(band.isVisible() for band in door.shell.practice)


def test_the_trainer_sees_process_before_findings_and_no_table_by_name(show: Show) -> None:
    room = show(TrainerRoom(Words("en"), full_desk()))
    assert isinstance(room, TrainerRoom)
    room.go("feedback.2")
    page = page_of(room)
    assert isinstance(page, FeedbackPage)
    rows = page.findChildren(ChartRow)
    told = [row.accessibleName() for row in rows]
    assert told.index(next(each for each in told if each.startswith("Looked first"))) == 0
    assert any("R1 4/6  R2 4/6" in each for each in told)
    assert "Table" not in texts(room).replace("What 6 tables", "")
    dots = [row for row in page.findChildren(MarkRow) if row.title == "Papers kept by someone else"]
    room.go("agreement.1")
    assert "Alpha" in texts(room) and page_of(room).findChildren(AgreeBar)
    room.go("quiz.after")
    assert any("→" in row.row.words for row in page_of(room).findChildren(AgreeBar))
    assert not dots or list(dots[0].marks) == sorted(dots[0].marks, key=("yes", "no", "not_known", "not_asked").index)


def test_a_stick_with_a_hostile_file_is_told_in_one_sentence_and_the_rest_is_taken(show: Show, tmp_path: Path) -> None:
    desk = new_desk()
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    write_result(tmp_path, desk.plan, result(desk.plan, 1, 1))
    bad = json.loads(write_result(tmp_path, desk.plan, result(desk.plan, 2, 1)).read_text("utf-8"))
    bad["consent_parts"] = 8
    (tmp_path / f"class-{desk.plan.code}-table-2-round-1.json").write_text(json.dumps(bad), "utf-8")
    room.collect(str(tmp_path))
    page = page_of(room)
    assert isinstance(page, ComeInPage) and page.done.text() == "1 result taken from the USB stick"
    assert room.shell.complaints.code == "class-seal-broken" and room.shell.complaints.isVisible()
    room.collect(str(tmp_path / "gone"))
    assert room.shell.complaints.code == "class-no-folder"


def test_a_lost_stick_is_typed(show: Show) -> None:
    desk = new_desk()
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    room.type_for(4)
    page = page_of(room)
    assert isinstance(page, TallyPage)
    page.count(QuestionKind.CLOSED, 1)
    page.count(QuestionKind.CLOSED, -1)
    page.count(QuestionKind.OPEN, 1)
    room.bar("keep")
    assert [each.table for each in desk.classroom.round(1)] == [4] and room.place == "come-in"
    assert desk.classroom.round(1)[0].questions.open == 1


def test_what_was_typed_for_a_table_is_kept_however_it_is_left(show: Show) -> None:
    desk = new_desk()
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    for table, leave in ((4, lambda: room.go("come-in")), (5, room.close)):
        room.type_for(table)
        page = page_of(room)
        assert isinstance(page, TallyPage)
        page.count(QuestionKind.OPEN, 1)
        leave()
    assert [each.table for each in desk.classroom.round(1)] == [4, 5]


def test_opening_a_table_that_is_in_changes_nothing_but_what_is_typed(show: Show) -> None:
    desk = new_desk()
    desk.take(result(desk.plan, 4, 1))
    before = desk.classroom.round(1)[0]
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    room.type_for(4)
    room.bar("keep")
    assert desk.classroom.round(1) == (before,)
    room.type_for(4)
    page = page_of(room)
    assert isinstance(page, TallyPage)
    page.count(QuestionKind.LEADING, -3)
    room.bar("keep")
    (after,) = desk.classroom.round(1)
    assert after.process == before.process | {"no-leading"} and after.consent_parts == before.consent_parts
    assert after.noted == before.noted and after.questions.pressing == 0


def test_quiz_sheets_on_paper_are_typed_after_those_that_are_there(qtbot: QtBot, show: Show) -> None:
    desk = new_desk()
    desk.take(sheets(2, "before", count=2))
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    room.type_for(2)
    room.go("sheets.before")
    for _ in range(11):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_B)
    room.bar("leave")
    room.bar("keep")
    assert len(desk.classroom.sheets("before")) == 3
    assert desk.classroom.sheets("before")[-1] == (*(QuizAnswer.LABOUR,) * 11, None)


def test_return_where_there_is_no_class_goes_on_to_a_new_one_with_what_was_typed(show: Show, tmp_path: Path) -> None:
    door = show(DoorRoom(Words("en"), CONTENT, PACK, tmp_path / "usual"))
    assert isinstance(door, DoorRoom)
    page = page_of(door)
    page.folder.edit.setText(str(tmp_path / "class"))
    page.passphrase.edit.setText(PASSPHRASE)
    QTest.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    made = page_of(door)
    assert isinstance(made, NewClassPage)
    assert (made.folder.text(), made.passphrase.text()) == (str(tmp_path / "class"), PASSPHRASE)
    assert not door.shell.complaints.sentence


def test_a_class_that_was_not_opened_keeps_the_passphrase(show: Show, tmp_path: Path) -> None:
    door = show(DoorRoom(Words("en"), CONTENT, PACK, tmp_path / "usual"))
    assert isinstance(door, DoorRoom)
    page = page_of(door)
    page.folder.edit.setText(str(tmp_path / "nowhere"))
    page.passphrase.edit.setText(PASSPHRASE)
    page.open_button.click()
    assert door.shell.complaints.code == "class-not-found"
    assert page.passphrase.text() == PASSPHRASE


def test_the_plan_and_the_papers_go_to_a_folder(show: Show, tmp_path: Path) -> None:
    desk = new_desk()
    stick, own = tmp_path / "stick", tmp_path / "own"
    stick.mkdir()
    room = show(TrainerRoom(Words("en"), desk))
    assert isinstance(room, TrainerRoom)
    room.hand_out(page_of(room), str(stick))
    assert (stick / f"class-{desk.plan.code}.json").exists()
    room.write_kit(page_of(room), str(stick), trainer=False)
    assert (stick / "role-card-sorting-yard.pdf").exists() and (stick / "certificate.pdf").exists()
    for name in ("quiz-a-key", "trainer-notes-sorting-yard", "drill", "debrief"):
        assert not (stick / f"{name}.pdf").exists(), "it goes to the tables"
    room.write_kit(page_of(room), str(stick), trainer=True)
    assert room.shell.complaints.code == "class-stick-of-tables"
    assert not (stick / "quiz-a-key.pdf").exists()
    (stick / "under").mkdir()
    room.write_kit(page_of(room), str(stick / "under"), trainer=True)
    assert not list((stick / "under").iterdir()), "it is the stick of the tables as well"
    own.mkdir()
    room.write_kit(page_of(room), str(own), trainer=True)
    assert (own / "trainer" / "quiz-a-key.pdf").exists()
    room.hand_out(page_of(room), str(own))
    assert room.shell.complaints.code == "class-stick-of-trainer"
    assert not list(own.glob("*.json"))


@pytest.mark.sweep
def test_the_projector_is_larger_and_comes_back(show: Show) -> None:
    room = show(TrainerRoom(Words("en"), full_desk()))
    assert isinstance(room, TrainerRoom)
    room.go("feedback.1")
    before = page_of(room).findChildren(MarkRow)[0].pixels
    room.project()
    assert active().compact and page_of(room).findChildren(MarkRow)[0].pixels > 1.5 * before
    room.project()
    assert not active().compact


def test_the_drill_says_the_kind_and_by_which_word(qtbot: QtBot, show: Show) -> None:
    room = show(TrainerRoom(Words("en"), new_desk()))
    assert isinstance(room, TrainerRoom)
    room.go("drill")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
    assert "The program reads it as: Leading." in texts(room) and "Ask openly instead:" in texts(room)
    room.next()
    assert "The program reads it as" not in texts(room)


def test_a_number_that_is_refused_is_led_to(show: Show, tmp_path: Path) -> None:
    door = show(DoorRoom(Words("en"), CONTENT, PACK, tmp_path / "class"))
    assert isinstance(door, DoorRoom)
    door.new()
    door.make(NewClass(str(tmp_path / "class"), PASSPHRASE, ROUNDS, "many"))
    assert "number" in refused(door) and door.shell.complaints.isHidden()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "tables-number"


@pytest.mark.sweep
def test_a_class_is_made_ended_and_gone(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_door, "create_classbook", lambda folder, word: create_classbook(folder, word, cost=QUICK))
    folder = tmp_path / "class"
    door = show(DoorRoom(Words("en"), CONTENT, PACK, folder))
    assert isinstance(door, DoorRoom)
    door.make(NewClass(str(folder), PASSPHRASE, ("sorting-yard", "sorting-yard"), "6"))
    assert door.shell.complaints.code == "class-rounds-missing" and not folder.exists()
    door.make(NewClass(str(folder), PASSPHRASE, ROUNDS, "600"))
    assert "number" in refused(door) and not folder.exists()
    door.make(NewClass(str(folder), PASSPHRASE, ROUNDS, " 6 "))
    room = door.room
    assert isinstance(room, TrainerRoom) and folder.exists()
    room.desk.take(result(room.desk.plan, 1, 1))
    room.go("end")
    room.end("")
    assert folder.exists() and room.shell.complaints.code == "class-folder-missing"
    assert room.focusWidget() is page_of(room).start()
    page_of(room).pressed.emit(str(tmp_path))
    assert folder.exists() and not list(tmp_path.glob("class-figures-*.json")), "it is asked about once"
    page_of(room).findChild(QPushButton, "sure-yes").click()
    (figures,) = tmp_path.glob("class-figures-*.json")
    assert not folder.exists()
    room.next()
    room.project()
    assert "The class has ended" in texts(room) and figures.name in texts(room)
    assert not room.shell.complaints.sentence
    room.close()
    assert not room.isVisible()


def test_the_door_opens_no_record_and_says_so(show: Show, record: Path) -> None:
    door = show(DoorRoom(Words("en"), CONTENT, PACK, record))
    assert isinstance(door, DoorRoom)
    door.open(str(record), "whatever it is that opens it")
    assert door.room is None and door.shell.complaints.code == "class-not-found"
    door.sit(str(record / "keys.json"), "1")
    assert door.room is None and door.shell.complaints.code in ("class-damaged", "class-not-a-plan")


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("theme", "scale"), [("night", 200), ("sun", 150)])
def test_the_charts_can_be_worn_in_every_theme_and_size(show: Show, wear: Wear, theme: str, scale: int) -> None:
    wear(theme, scale)
    room = show(TrainerRoom(Words("ms"), full_desk()))
    for place in ("come-in", "feedback.2", "agreement.1", "quiz.before"):
        room.go(place)  # type: ignore[attr-defined]
        QApplication.processEvents()
        assert page_of(room).width() <= room.shell.main.width(), place


def test_the_command_line_of_a_class_is_read_strictly(tmp_path: Path) -> None:
    assert class_wish(["--folder", str(tmp_path), "--language", "ms"]) == (tmp_path, "ms")
    for arguments, code in (
        (["--folder"], "class-not-understood"),
        (["now"], "class-not-understood"),
        (["--language", "ta"], "class-language"),
    ):
        with pytest.raises(BadInput) as told:
            class_wish(arguments)
        assert told.value.code == code

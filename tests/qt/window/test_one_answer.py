"""One answer from the key to the page drawn again: nothing is drawn that stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from screening.qt.interview.topic_page import TopicPage
from tests.qt.page_objects import Screen


def test_a_page_on_the_screen_is_measured_at_no_other_width(practice: Screen) -> None:
    """What holds it asks for its size after each change: at another width every text would be set for nothing."""
    practice.talking("bn", talk="yes", notes="yes")
    page = practice.page
    assert page is not None
    practice.settle()
    assert page.sizeHint() == page.size()
    page.hide()
    assert page.sizeHint().width() != page.width()


class Drawn(QObject):
    """Counts how often each object is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[int, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.times[id(watched)] = self.times.get(id(watched), 0) + 1
        return False


def place(widget: QWidget) -> QRect:
    """Where it stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def draw_an_answer(practice: Screen, item: str) -> Drawn:
    """Answer the open question; what was drawn from the key to the page at rest."""
    drawn, app = Drawn(), QApplication.instance()
    assert app is not None
    app.installEventFilter(drawn)
    practice.press(Qt.Key.Key_2)
    practice.wait(lambda: item in practice.case.answers)
    practice.settle()
    app.removeEventFilter(drawn)
    return drawn


def test_an_answer_draws_the_page_once_and_nothing_under_it(practice: Screen) -> None:
    """What fills itself hides what lies under it; and a page is drawn when it has its shape, not on the way there."""
    practice.talking("en", talk="yes", notes="yes")
    assert practice.window.shell is not None
    area = practice.window.shell.main.area
    for _ in range(4):
        page = practice.page
        if page is None or not page.open_item:
            break
        practice.settle()
        drawn = draw_an_answer(practice, page.open_item)
        assert drawn.times.get(id(page), 0) == 1
        for under in (practice.window, practice.window.stack, area, area.viewport()):
            assert id(under) not in drawn.times


def test_an_answer_draws_no_line_that_stays_as_it_is_where_it_is(practice: Screen) -> None:
    """Only the lines between the question that closes and the one that opens, and what moved."""
    practice.talking("en", talk="yes", notes="yes")
    shell, still = practice.window.shell, 0
    assert shell is not None
    for _ in range(5):  # at the end of the topic the page grows shorter
        page = practice.page
        if not isinstance(page, TopicPage) or not page.open_item:
            break
        practice.settle()
        before = {id(line): place(line) for line in page.lines.values() if line.isVisible()}
        ringed = place(shell.ring)
        drawn = draw_an_answer(practice, page.open_item)
        ringed = ringed.united(place(shell.ring))
        for line in page.lines.values():
            if before.get(id(line)) == place(line) and not place(line).intersects(ringed):
                still += 1
                assert id(line) not in drawn.times
    assert still


def test_the_last_answer_of_a_topic_moves_the_page_before_it_is_drawn(practice: Screen) -> None:
    """The question stays open with a line more; the eye is not to follow it twice."""
    practice.talking("en", talk="yes", notes="yes")
    shell, page = practice.window.shell, practice.page
    assert shell is not None and isinstance(page, TopicPage) and page.view is not None
    bar = shell.main.area.verticalScrollBar()
    last = page.view.items[-1].id
    page.open(last)
    practice.settle()
    practice.press(Qt.Key.Key_2)
    practice.wait(lambda: last in practice.case.answers)
    QApplication.processEvents()
    drawn = bar.value()
    practice.settle()
    assert page.open_item == last
    assert bar.value() == drawn > 0

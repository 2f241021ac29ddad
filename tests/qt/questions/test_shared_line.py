"""A line that is spoken, by itself: what it holds goes with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from screening.casework.interview.view_models import LineOption, LineView
from screening.casework.view_models import Pair
from screening.qt.questions.shared_line import SharedLine
from screening.wording.catalogue.translations import Words
from tests.qt.stage import Stage


@pytest.mark.parametrize("opened", [False, True])
def test_what_was_answered_goes_with_the_line_whether_it_was_opened_or_not(stage: Stage, opened: bool) -> None:
    options = (LineOption("yes", Pair("Yes", "Ya")), LineOption("no", Pair("No", "Tidak")))
    view = LineView("talk", "Talking", Pair("We can talk.", "Kita boleh bercakap."), options=options, value="no")
    line, gone = SharedLine(Words("en"), view, "ms", sounds=False), list[str]()
    for answer, button in line.buttons.items():
        button.destroyed.connect(lambda *_, answer=answer: gone.append(answer))
    stage.put(line)
    line.set_open(opened)
    line.deleteLater()
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sorted(gone) == ["no", "yes"]

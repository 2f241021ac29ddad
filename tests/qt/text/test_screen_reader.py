"""The title of a page is a heading, and stays harmless once its widget is gone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from screening.qt.text.screen_reader import Heading, _made
from screening.qt.text.text_label import Role, ScriptText


def test_only_a_title_becomes_a_heading(qtbot: QtBot) -> None:
    title, text = ScriptText("Closing", "en", Role.TITLE), ScriptText("Closing", "en", Role.BODY)
    for each in (title, text):
        qtbot.addWidget(each)
    assert isinstance(_made("ScriptText", title), Heading)
    assert _made("ScriptText", text) is None
    assert _made("QLabel", title) is None


def test_a_heading_tells_its_name_its_place_and_what_holds_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    title = ScriptText("Closing", "en", Role.TITLE)
    QVBoxLayout(holder).addWidget(title)
    holder.show()
    heading = Heading(title)
    assert heading.role() is QAccessible.Role.Heading
    assert heading.text(QAccessible.Text.Name) == "Closing"
    assert heading.rect().size() == title.size()
    assert heading.parent().object() is holder
    assert not heading.state().invisible


def test_a_heading_whose_widget_is_gone_answers_all_the_same(qtbot: QtBot) -> None:
    title = ScriptText("Closing", "en", Role.TITLE)
    heading = Heading(title)
    delete(title)
    assert not heading.isValid()
    assert heading.text(QAccessible.Text.Name) == ""
    assert heading.rect().isNull()
    assert heading.state().invalid
    assert heading.parent() is None
    assert heading.window() is None


@pytest.mark.parametrize(
    "tag, locale", [("id", "id_ID"), ("ms", "ms_MY"), ("ur", "ur_PK"), ("my", "my_MM"), ("en", "en_US")]
)
def test_a_text_says_which_voice_reads_it(qtbot: QtBot, tag: str, locale: str) -> None:
    text = ScriptText("x", tag)
    qtbot.addWidget(text)
    assert text.locale().name() == locale

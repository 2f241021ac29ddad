"""Hostile words are text: shown as they were typed, kept exactly, or refused where it can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.domain.answers import LONGEST_TEXT
from screening.qt.interview.topic_page import TopicPage
from screening.qt.text.text_label import ScriptText
from tests.qt.page_objects import Screen, pdf_text, plain

HOSTILE = [
    "<img src=/etc/hostname>",
    "AT&T &amp; <b>bold</b> &lt;",
    "she said \U0001f641\U0001f468\u200d\U0001f469\u200d\U0001f467 and left",
    "one\ttab {name} %s %(x)s \\n $HOME",
    "'; DROP TABLE events; --",
]


@pytest.fixture
def talking(practice: Screen) -> Screen:
    """In a talk, on its first topic, in practice."""
    practice.new_screening()
    practice.gate()
    practice.language("en")
    practice.consent(talk="yes", notes="yes")
    return practice


def field(screen: Screen):
    assert isinstance(screen.page, TopicPage) and screen.page.field is not None
    return screen.page.field


def written(screen: Screen, topic: str = "needs") -> str:
    return next((each.text for each in screen.case.words if each.topic == topic), "")


@pytest.mark.one_in(6)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_and_shown_as_they_were_typed(talking: Screen, text: str) -> None:
    talking.words("")
    talking.paste(text)
    assert field(talking).text() == text
    talking.next()
    talking.wait(lambda: written(talking) == text)

    talking.press(Qt.Key.Key_F5)
    talking.at("said")
    labels = [each for each in talking.page.findChildren(ScriptText) if plain(text) in plain(each.text())]
    labels += [each for each in talking.page.findChildren(ScriptText) if each.textFormat() is Qt.TextFormat.RichText]
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)
    assert plain(text) in plain(talking.shown())

    talking.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    while talking.place != "topic.needs":
        talking.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert field(talking).text() == text


def test_marks_that_turn_letters_round_are_written_out_where_they_are_pasted(talking: Screen) -> None:
    talking.words("")
    talking.paste("safe \u202edrowssap\u202c end")
    shown = field(talking).text()
    assert "\u202e" not in shown and "[U+202E]drowssap" in shown
    talking.next()
    talking.wait(lambda: written(talking) == shown)


@pytest.mark.sweep
def test_hostile_words_are_text_in_the_paper(talking: Screen, tmp_path: Path) -> None:
    talking.words("")
    talking.paste("\n".join(HOSTILE))
    talking.closing()
    talking.own_view(("unsure",), "not_sure", "<script>alert(1)</script> & more")
    paper = pdf_text(talking.save_pdf(tmp_path))
    for text in ("<img src=/etc/hostname>", "AT&T &amp; <b>bold</b> &lt;", "<script>alert(1)</script> & more"):
        assert text in paper
    assert Path("/etc/hostname").read_text().strip() not in paper


@pytest.mark.sweep
def test_typed_marks_do_not_become_keys(talking: Screen) -> None:
    talking.words("1234 H m 0 <b>")
    assert field(talking).text() == "1234 H m 0 <b>"
    assert not talking.case.answers


@pytest.mark.sweep
def test_arrows_in_the_words_move_the_caret_and_not_the_question(talking: Screen) -> None:
    page = talking.page
    assert isinstance(page, TopicPage)
    before = page.open_item
    talking.words("one\ntwo")
    talking.press(Qt.Key.Key_Up)
    talking.type_text("!")
    assert field(talking).text() == "one!\ntwo"
    assert page.open_item == before


@pytest.mark.sweep
def test_rich_text_from_the_clipboard_comes_as_plain_text(talking: Screen) -> None:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QApplication

    data = QMimeData()
    data.setHtml("<b>He</b> <img src='file:///etc/hostname'> said")
    data.setText("He said")
    QApplication.clipboard().setMimeData(data)
    talking.words("")
    talking.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field(talking).text() == "He said"
    assert "img" not in field(talking).edit.toHtml()


def test_the_longest_text_is_kept_whole(talking: Screen) -> None:
    text = ("lembu " * LONGEST_TEXT)[:LONGEST_TEXT]
    talking.words("")
    talking.paste(text)
    assert field(talking).edit.full.isHidden()
    talking.next()
    talking.wait(lambda: written(talking) == text)


def test_one_sign_more_is_refused_where_it_can_be_seen(talking: Screen) -> None:
    talking.words("before ")
    talking.paste("x" * (LONGEST_TEXT + 1))

    assert field(talking).text() == "before "
    assert field(talking).edit.full.isVisible()
    assert "20" in field(talking).edit.full.text()

    field(talking).set_text("x" * LONGEST_TEXT)
    talking.type_text("y")
    assert len(field(talking).text()) == LONGEST_TEXT
    assert field(talking).edit.full.isVisible()

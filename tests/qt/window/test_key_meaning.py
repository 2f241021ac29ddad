"""One meaning of the keys: 1 yes, 2 no, 3 not sure, not known or later, 4 prefers not to say, 0 not asked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import screening.qt
from screening.qt.interview.gate_page import GatePage
from screening.qt.questions.answer_buttons import AnswerButton, AnswerGroup
from screening.qt.text.label import IconText
from screening.qt.widgets.choices import LETTERS, Option, PickRow, keys_of
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import SAFE, Screen
from tests.qt.window.test_figure_keys import at_rest, hand, slow

K = Qt.Key
__all__ = ["slow"]
MEANING = {"yes": "1", "no": "2", "not_sure": "3", "not_known": "3", "later": "3", "declined": "4", "not_asked": "0"}
ROWS = {
    "assessment/own_view_page.py": {"Pick"},
    "entry/create_page.py": {"Pick"},
    "questions/notes_page.py": {"ChoiceRow"},
    "interview/gate_page.py": {"ChoiceRow", "Pick"},
    "interview/hearing_page.py": {"ChoiceRow"},
    "interview/numbers_page.py": {"ChoiceRow"},
    "interview/topic_page.py": {"ChoiceRow"},
    "languages/recording_page.py": {"Pick"},
    "languages/workbench.py": {"Pick"},
    "questions/question.py": {"AnswerGroup"},
    "referral/papers_page.py": {"Pick"},
    "referral/recipient_list.py": {"ChoiceRow"},
    "referral/recipients_page.py": {"Pick"},
    "referral/urgent_page.py": {"ChoiceRow", "NeedRow", "ReceiverRow"},
    "settings/safety_page.py": {"Pick"},
    "settings/settings_page.py": {"Pick"},
    "training/class_door.py": {"Pick"},
    "training/class_pages.py": {"Pick"},
    "training/pages.py": {"ChoiceRow", "Pick"},
    "training/talk_page.py": {"Pick"},
    "visit/questionnaire_page.py": {"Pick"},
}
"""Where rows of choices are made. A Pick has no figures; every other takes its keys from ``keys_of``."""
PLACES = (
    "gate", "consent", "prefer", "interpreter", "when", "child", "arrival", "session", "withdraw", "handover",
    "closing", "rights", "refused", "alone", "urgent",
)  # fmt: skip

MADE = re.compile(r"(?:(?<!class )\b(?=\w+\()|(?<=_row\())(ChoiceRow|NeedRow|ReceiverRow|AnswerGroup|Pick)\b")
"""A row that is made where it stands, or by a page's ``_row`` of the class that it is given."""


def test_every_row_of_choices_is_listed_here() -> None:
    root = Path(screening.qt.__file__).parent
    found: dict[str, set[str]] = {}
    for path in sorted(root.rglob("*.py")):
        made = MADE.findall(path.read_text("utf-8"))
        if made and path.name != "choices.py":
            found[path.relative_to(root).as_posix()] = set(made)
    assert found == ROWS


def test_a_figure_is_an_answer_and_every_other_choice_has_a_letter() -> None:
    answers = [Option(name, name) for name in MEANING]
    assert keys_of(answers) == list(MEANING.values())
    assert keys_of([Option("nobody", "No", answer="no"), Option("woman", "A woman"), Option("man", "A man")]) == [
        "2",
        "A",
        "B",
    ]
    assert not {"H", "M", "U", "W"} & set(LETTERS), "keys of the window"


def holds_the_meaning(row: PickRow) -> None:
    for key, name in row.keys.items():
        button = row.buttons[name]
        of_a_line = isinstance(button, AnswerButton)
        assert (button.key if of_a_line else button.cap) == key
        if name in MEANING:
            assert key == MEANING[name], (row.name, name, key)
        shape = button.shape if of_a_line else button.icon_name
        assert key.isdecimal() == bool(shape), "an answer has its shape, and nothing else has one"
    assert list(row.keys) == sorted(row.keys, key=lambda key: (key == "0", key)), "in the order of the keys"


@pytest.mark.parametrize("place", PLACES)
def test_one_is_yes_and_two_is_no_in_every_row(practice: Screen, place: str) -> None:
    if place == "gate":
        practice.new_screening()
    elif place == "urgent":
        practice.new_screening()
        practice.gate_lines(**{**SAFE, "hurt": "yes"})
        practice.at("danger")
        practice.press(K.Key_U)
        practice.at("urgent")
    else:
        practice.talking("ms", talk="yes", notes="yes")
        practice.pages.go(place)
        practice.at(place)
        if place == "closing":
            practice.ask_about("service")
    assert practice.page is not None
    for row in practice.page.findChildren(PickRow):
        holds_the_meaning(row)


def test_the_four_answers_have_their_figures_on_every_topic(practice: Screen) -> None:
    group = AnswerGroup(Words("en"), "ms", "Are you hurt?")
    assert {name: button.key for name, button in group.buttons.items()} == {
        name: MEANING[name] for name in ("yes", "no", "not_known", "declined")
    }


# --- the gate


@pytest.mark.requirement("GA1")
@pytest.mark.parametrize("figure", [1, 2, 3])
def test_six_times_the_same_key_never_passes_the_gate(practice: Screen, figure: int) -> None:
    practice.new_screening()
    for _ in range(6):
        if practice.place == "gate":
            hand(practice, [figure], 0)
    at_rest(practice)
    assert not practice.pages.interview.gate().passed
    practice.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert practice.place in ("gate", "danger", "stop")


def test_the_gate_asks_by_yes_and_no_and_stores_what_it_always_did(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    for line, key in (("hearing", 2), ("minor", 2), ("hurt", 2), ("afraid", 2), ("stop", 2), ("officer", 1)):
        page.lines[line].setFocus()
        hand(practice, [key], 0)
    assert dict(practice.case.gate) == SAFE
    assert practice.pages.interview.gate().passed


def test_who_can_hear_is_asked_beside_the_lines_and_nothing_moves(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    practice.settle()
    before = {name: row.geometry() for name, row in page.lines.items()}
    hand(practice, [1], 0)
    assert practice.case.gate["hearing"] == "others"
    assert page.who is not None and set(page.offers) == {"move", "later", "private"}
    practice.settle()
    assert {name: row.geometry() for name, row in page.lines.items()} == before
    page.who.buttons["interpreter"].click()
    practice.wait(lambda: practice.case.gate["hearing"] == "interpreter")
    assert page.lines["hearing"].picked == "nobody", "an interpreter does not count"


def test_a_wish_to_stop_opens_the_page_for_it(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(stop="yes")
    practice.at("stop")
    practice.back()
    practice.at("gate")


def test_a_talk_of_an_older_edition_has_the_same_keys(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    texts = [row.label.text() for row in page.lines.values()]
    assert all(isinstance(row.label, IconText) for row in page.lines.values())
    assert texts[0] == "Can anyone see or hear you two?" and texts[-1] == "Are you safe here yourself?"
    for row in page.lines.values():
        assert [row.buttons[name].words for name in row.keys.values()] == ["Yes", "No", "Not sure"]


# --- digits at random


@pytest.mark.one_in(3)
@pytest.mark.parametrize("seed", range(3))
def test_digits_at_random_answer_the_ringed_line_of_the_gate_and_nothing_else(
    practice: Screen, slow: Callable[[Screen], None], seed: int
) -> None:
    drawn = random.Random(seed)
    practice.new_screening()
    slow(practice)
    for _ in range(40):
        if practice.place != "gate":
            before = dict(practice.case.gate)
            hand(practice, [drawn.randrange(10) for _ in range(3)], 0)
            assert dict(practice.case.gate) == before, "no line of the gate is open there"
            practice.pages.go("gate")
            practice.settle()
        page = practice.page
        assert isinstance(page, GatePage)
        drawn.choice(list(page.lines.values())).setFocus()
        line, before, figure = page.open_line, dict(practice.case.gate), drawn.randrange(10)
        row = page.lines[line]
        hand(practice, [figure], 0)
        meant = {1: "yes", 2: "no", 3: "not_sure"}.get(figure)
        expected = before if meant is None else {**before, line: row.keys[str(figure)]}
        assert dict(practice.case.gate) == expected

"""Two men from the old hotel (dev-01) and the passport kept safe (dev-35), key by key to the saved form.

The answers are those of their walk, coded by hand from the narrative alone.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from screening.casework.assessment.answer_file import assess_sheet, parse_sheet
from screening.casework.assessment.assessment import assessment_of
from screening.qt.assessment.assessment_page import AssessmentPage
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.interview.closing_page import STEPS
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.window.main_window import Window
from screening.wording.catalogue.translations import Words
from tests.documents.reading import unlocked
from tests.qt.page_objects import PATIENCE, is_evidence, plain, unprinted

CASES = {
    name: json.loads((Path(__file__).parents[2] / "cases" / f"walk-{name}.json").read_text("utf-8"))
    for name in ("dev-01", "dev-35")
}
KEYS = {"yes": Qt.Key.Key_1, "no": Qt.Key.Key_2, "not_known": Qt.Key.Key_3, "declined": Qt.Key.Key_4}
NEVER = ("victim", "mangsa", "%", "not trafficked", "cleared", "bukan mangsa", "probability", "score")


LOCK = "lantern copper meadow thimble walnut"


class Walk:
    """A screener at the keyboard. Every step waits until the window shows what it led to."""

    def __init__(self, qtbot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def pages(self):
        assert self.window.pages is not None
        return self.window.pages

    @property
    def case(self):
        return self.pages.interview.case

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)

    def until(self, ready) -> None:
        self.qtbot.waitUntil(ready, timeout=PATIENCE)

    def on(self, place: str) -> None:
        self.until(lambda: self.window.pages is not None and self.pages.place == place)

    def next(self, place: str) -> None:
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.on(place)

    def finish(self) -> None:
        """The closing is left from its last step."""
        for _ in STEPS:
            self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.on("own-view")

    def begin(self) -> None:
        self.window.show()
        self.window.begin()
        self.until(lambda: self.window.shell is not None and self.window.shell.page() is not None)
        self.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self.on("gate")

    def gate(self, *numbers: int) -> None:
        """The lines without an answer, in order: hearing, minor, hurt, afraid, stop, officer."""
        page = self.pages.page
        assert isinstance(page, GatePage)
        for line, number in zip([each for each in page.lines if each not in self.case.gate], numbers, strict=False):
            self.until(lambda line=line: page.open_line == line)
            self.key(Qt.Key(Qt.Key.Key_0 + number))
            self.until(lambda line=line: line in self.case.gate)

    def past_numbers(self) -> None:
        """Nobody rang the numbers of this practice record; the person is here now."""
        self.on("numbers")
        self.key(Qt.Key.Key_A)

    def language(self, tag: str) -> None:
        self.on("language")
        button = self.window.findChild(object, f"language-{tag}")
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.on("consent")

    def agree(self, *numbers: int) -> None:
        """Talk, notes, name, count, contact: 1 yes, 2 no, 3 later."""
        given = dict(zip(("talk", "notes", "identity", "count", "contact"), numbers, strict=False))
        for line in [each for each in self.pages.page.lines.values() if each.view.number]:
            name = line.view.id.removeprefix("consent.")
            line.setFocus()
            self.key(Qt.Key.Key_Space)
            self.until(lambda line=line: self.case.sessions.said_now(line.view.id))
            if name in given:
                self.key(Qt.Key(Qt.Key.Key_0 + given[name]))
                self.until(lambda name=name: self.case.consented(name) != "")
        self.until(lambda: all(each.view.said for each in self.pages.page.lines.values() if each.view.number))
        self.until(lambda: not self.window.shell.bar.buttons["next"].why)

    def invite(self) -> None:
        """The open invitation is said before any closed item is there."""
        page = self.pages.page
        assert isinstance(page, TopicPage)
        assert page.waits
        assert page.view.items == ()
        self.key(Qt.Key.Key_1)
        self.until(lambda: not page.waits)

    def answer(self, item: str, answer: str, how: str) -> None:
        page = self.pages.page
        assert isinstance(page, TopicPage)
        names = [each.id for each in page.view.items]
        while page.open_item != item:
            down = names.index(item) > names.index(page.open_item)
            self.key(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        self.key(KEYS[answer])
        self.until(lambda: item in self.case.answers)
        if self.case.answers[item].how.value != how:
            line = page.lines.get(item, page.open_question)
            line.how_picked.emit(how)
            self.until(lambda: self.case.answers[item].how.value == how)

    def words(self, text: str) -> None:
        self.key(Qt.Key.Key_M)
        page = self.pages.page
        self.until(lambda: page.field.edit.hasFocus())
        self.qtbot.keyClicks(page.field.edit, text)

    def talk(self, answers, words) -> None:
        """Every topic in order, each answered item by key."""
        for topic in self.pages.interview.protocol.topics:
            self.on(f"topic.{topic.id}")
            self.invite()
            page = self.pages.page
            for item in [each.id for each in page.view.items]:
                if item in answers:
                    self.answer(item, answers[item]["answer"], answers[item]["how"])
            if topic.id in words:
                self.words(words[topic.id])
            last = topic is self.pages.interview.protocol.topics[-1]
            after = "closing" if last else self.pages.interview.next_place(f"topic.{topic.id}")
            self.next(after)
            if topic.id in words:
                self.until(lambda t=topic.id: any(each.topic == t for each in self.case.words))

    def own_view(self, name: str, reason: str) -> None:
        page = self.pages.page
        assert isinstance(page, OwnViewPage)
        page.checks[name].setFocus()
        self.qtbot.keyClick(page.checks[name], Qt.Key.Key_Space)
        button = page.sureness.buttons["fairly_sure"]
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        page.reason.setFocus()
        self.qtbot.keyClicks(page.reason, reason)
        self.next("reading")

    def save(self, folder: Path) -> str:
        page = self.pages.page
        assert isinstance(page, PapersPage)
        self.until(lambda: self.pages.referral.file is not None)
        self.qtbot.keyClicks(page.folder.edit, str(folder))
        self.qtbot.keyClicks(page.passphrase.edit, LOCK)
        self.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: bool(self.case.forms))
        paths = list(folder.iterdir())
        assert [path.name for path in paths] == [f"notes-{self.case.code}.pdf"]
        plain = unlocked(paths[0].read_bytes(), LOCK)
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(plain)).pages)


@pytest.fixture
def walk(qtbot):
    window = Window(None, Words("en"))
    qtbot.addWidget(window)
    yield Walk(qtbot, window)
    window.close()


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.sweep
def test_two_men_from_the_old_hotel_are_referred_with_reasons(walk, tmp_path, content):
    case = CASES["dev-01"]
    walk.begin()
    walk.gate(2, 2, 2, 1)  # afraid: yes
    walk.on("danger")
    walk.pages.bar("go-on")
    walk.on("gate")
    walk.gate(2, 1)
    walk.next("numbers")
    walk.past_numbers()
    walk.language("en")
    walk.agree(1, 1, 2)
    walk.next("prefer")
    walk.next("listening")
    walk.next("topic.needs")
    walk.talk(case["answers"], {"papers": "The agent took them at the airport, for stamping."})
    walk.finish()
    walk.own_view("control", "Passports gone, almost no pay, a weapon was shown.")
    page = walk.pages.page
    assert isinstance(page, AssessmentPage)
    assert "Refer for formal identification." in [step.text for step in page.view.steps]
    assert any(line.startswith("Supports it: ") for line in page.view.rules)
    walk.next("taking")
    walk.next("papers")
    text = flat(walk.save(tmp_path))
    english, malay = Words("en"), Words("ms")
    told = [name for name, given in case["answers"].items() if given["answer"] == "yes"]
    told = [name for name in told if is_evidence(content.protocol, name)]
    assert len(told) > 5
    for language in (english, malay):
        assert unprinted(plain(text), language, content.protocol, told) == []
        assert unprinted(plain(text), language, content.protocol, ["filmed"]) == ["filmed"], "nobody told of it"
    assert walk.case.code in text
    assert "2026-3" in text
    assert "The agent took them at the airport, for stamping." in text
    assert "Passports gone, almost no pay, a weapon was shown." in text
    assert "TRAINING - FICTITIOUS" in text
    assert flat(english.say("form.face.limits"))[:40] in text
    assert not [word for word in NEVER if word in text.lower()]
    from_file = assess_sheet(parse_sheet(case, content, "dev-01"), content)
    assert set(from_file.paths) <= set(assessment_of(walk.pages.interview).paths)
    assert from_file.flagged


@pytest.mark.sweep
def test_the_passport_kept_safe_leads_to_no_referral_and_to_no_verdict(walk, tmp_path, content):
    case = CASES["dev-35"]
    walk.begin()
    walk.gate(2, 2, 2, 2, 2, 1)
    walk.next("numbers")
    walk.past_numbers()
    walk.language("en")
    walk.agree(1, 1, 2)
    walk.next("prefer")
    walk.next("listening")
    walk.next("topic.needs")
    walk.talk(case["answers"], {})
    walk.finish()
    walk.own_view("unsure", "Papers in the safe by her own wish, and she comes and goes.")
    page = walk.pages.page
    assert isinstance(page, AssessmentPage)
    steps = [f"{step.text} {step.reason}" for step in page.view.steps]
    assert not [step for step in steps if "formal identification" in step]
    shown = " ".join((*steps, *page.view.rules)).lower()
    assert not [word for word in NEVER if word in shown]
    assert "someone with none may still be trafficked" in page.view.limits
    walk.next("taking")
    walk.next("papers")
    text = flat(walk.save(tmp_path))
    assert "Refer for formal identification" not in text
    assert not [word for word in NEVER if word in text.lower()]
    from_file = assess_sheet(parse_sheet(case, content, "dev-35"), content)
    assert not from_file.flagged

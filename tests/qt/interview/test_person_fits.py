"""The person's own page is whole: every question in every script, at every text size, and the words of its buttons."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from screening.casework.content.edition import open_content
from screening.casework.interview.interview import Interview, open_case
from screening.casework.interview.person_view import PersonView, person_view
from screening.domain.case.case import fold
from screening.qt.interview.person_page import PersonPage
from screening.qt.style.theme import active, person_target
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Wear
from tests.qt.page_objects import SAFE

LANGUAGES = ("en", "ms", "ur", "my", "ta", "bn")
SIZES = [(100, (1366, 768)), (150, (1366, 768)), (200, (1366, 768)), (100, (1024, 640))]


def talk(language: str) -> Interview:
    """A talk in a language, its gate passed and agreed to."""
    vault, content = practice_vault(), open_content()
    code = vault.new_case()
    first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=True))
    interview = Interview(content, fold(code, [first]), Words("en"), "labour-officer")
    for line, choice in SAFE.items():
        interview.accept(vault.append(code, interview.answer_gate(line, choice)))
    interview.accept(vault.append(code, interview.begin_without("here")))
    interview.accept(vault.append(code, interview.choose_language(language)))
    for decision in ("talk", "notes"):
        for event in interview.decided(decision, "yes"):
            interview.accept(vault.append(code, event))
    return interview


def views(language: str) -> Iterator[PersonView]:
    """Everything that can stand before the person: each question, each invitation, and the pages around the talk."""
    interview = talk(language)
    for place in ("consent", "prefer", "closing"):
        yield person_view(interview, place, "")
    for topic in interview.protocol.topics:
        yield person_view(interview, f"topic.{topic.id}", "")
        for item in topic.items:
            if item.kind == "ask":
                yield person_view(interview, f"topic.{topic.id}", item.id)


def place_of(widget: QWidget, page: PersonPage) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def faults(page: PersonPage) -> list[str]:
    """What of the page as it stands cannot be read or pressed."""
    found = []
    foot = place_of(page.cover, page)
    for name, text in (("sentence", page.sentence), ("statement", page.statement), ("left", page.left)):
        if text.isHidden() or not text.text():
            continue
        at, laid = place_of(text, page), text.laid(text.width())
        if laid.height > text.height() or laid.width > text.width():
            found.append(f"{name} is cut")
        drawn = [run.boundingRect() for run in laid.glyphs]
        over = max(max(-each.left(), each.right() - text.width()) for each in drawn)
        if text is page.sentence and over > 0:
            found.append(f"{name} reaches over its edge by {over}")
        if at.top() < 0 or at.bottom() >= foot.top() or at.left() < 0 or at.right() >= page.width():
            found.append(f"{name} leaves the page")
    parts = (page.left, page.path, page.statement, page.sentence)
    texts = [place_of(each, page) for each in parts if not each.isHidden()]
    found += ["texts overlap" for a, b in itertools.combinations(texts, 2) if a.intersects(b)]
    if active().type(page.sentence.role) < active().type("body"):
        found.append("smaller than the officer's text")
    least = person_target(page)
    for name, button in page.buttons.items():
        laid = button._laid(button.width() - button._beside)
        if (
            button.heightForWidth(button.width()) > button.height()
            or laid.narrowest > button.width()
            or not button.words
        ):
            found.append(f"{name} is cut")
        if min(button.width(), button.height()) < max(least, 64):
            found.append(f"{name} is too small")
    for name, reply in page.answers.items():
        if reply.heightForWidth(reply.width()) > reply.height() or reply.minimumSizeHint().width() > reply.width():
            found.append(f"{name} is cut")
        if min(reply.width(), reply.height()) < max(least, 64):
            found.append(f"{name} is too small")
    pressed = [place_of(each, page) for each in (page.cover, page.back, *page.buttons.values())]
    folded = bool(page.answers) and not page.more.isHidden()
    pressed += [place_of(each, page) for each in ([page.more] if folded else page.answers.values())]
    found += ["sentence is under a button" for each in pressed if each.intersects(place_of(page.sentence, page))]
    found += ["buttons overlap" for a, b in itertools.combinations(pressed, 2) if a.intersects(b)]
    found += ["a button leaves the page" for each in pressed if not page.rect().contains(each)]
    corner = place_of(page.cover, page)
    if (corner.left(), corner.bottom()) != (0, page.height() - 1):
        found.append("the cover page is not in its corner")
    return found + (folded_faults(page) if folded else [])


def folded_faults(page: PersonPage) -> list[str]:
    """What is wrong with answers for which the page has no room: none is in sight, and one press brings all (0082)."""
    found = [f"{name} is in sight alone" for name, each in page.answers.items() if not each.visibleRegion().isEmpty()]
    page.more.click()
    QApplication.processEvents()
    port = place_of(page._area.viewport(), page)
    fixed = [place_of(each, page) for each in (page.cover, page.back, page.more)]
    fixed += [place_of(each, page) for each in page.buttons.values() if page._foot.isAncestorOf(each)]
    answers = {name: place_of(each, page) for name, each in page.answers.items()}
    found += [f"{name} is not in sight after one press" for name, at in answers.items() if not port.contains(at)]
    found += ["answers overlap" for a, b in itertools.combinations(answers.values(), 2) if a.intersects(b)]
    found += ["an answer is covered" for at in answers.values() if any(at.intersects(each) for each in fixed)]
    return found


@pytest.fixture
def stand(qapp: QApplication) -> Iterator[PersonPage]:
    page = PersonPage(Words("en"), turned=True, practice=False, sounds=True)
    page.show()
    yield page
    page.close()
    page.deleteLater()


@pytest.mark.one_in(4)
@pytest.mark.requirement("IN19", "HW3")
@pytest.mark.parametrize(("scale", "size"), SIZES, ids=[f"{scale} {size[0]}x{size[1]}" for scale, size in SIZES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_whole(
    wear: Wear, stand: PersonPage, language: str, scale: int, size: tuple[int, int]
) -> None:
    wear("day", scale)
    stand.resize(*size)
    bad: dict[str, list[str]] = {}
    for view in views(language):
        stand.show_view(view)
        QApplication.processEvents()
        assert (stand.width(), stand.height()) == size
        scrolls = not stand.more.isHidden()
        if told := faults(stand):
            bad[view.sentence] = told
        elif scrolls and (scale < 200 or not view.answers):
            bad[view.sentence] = ["it has to be scrolled"]
    assert bad == {}


def test_the_cover_page_is_in_its_corner_where_nothing_can_be_heard(qapp: QApplication) -> None:
    stand = PersonPage(Words("en"), turned=True, practice=False, sounds=False)
    stand.show()
    stand.resize(1366, 720)
    stand.show_view(next(iter(views("my"))))
    QApplication.processEvents()
    assert faults(stand) == []
    assert [*stand.buttons] == ["leave-out", "rest", "end"]
    assert all(place_of(each, stand).left() > stand.cover.width() for each in stand.buttons.values())
    assert place_of(stand.back, stand).right() == stand.width() - 1
    stand.close()
    stand.deleteLater()


@pytest.mark.requirement("HW3")
def test_what_no_size_holds_is_reached_with_one_large_target(wear: Wear, stand: PersonPage) -> None:
    wear("day", 200)
    stand.resize(1024, 640)
    view = max(views("ur"), key=lambda each: len(each.sentence))
    stand.show_view(replace(view, sentence=f"{view.sentence} " * 3))
    for _ in range(2):  # the acts go below the sentence, then the area takes its height
        QApplication.processEvents()
    assert stand.more.isVisible()
    assert min(stand.more.width(), stand.more.height()) >= person_target(stand)
    assert stand.sentence.laid(stand.sentence.width()).height <= stand.sentence.height()
    area = stand._area
    seen = 0
    for _ in range(20):
        value = area.verticalScrollBar().value()
        assert value <= seen, "nothing is passed over"
        seen = value + area.viewport().height()
        stand.more.click()
        if area.verticalScrollBar().value() < value:
            break
    assert seen >= area.widget().height()
    assert area.verticalScrollBar().value() == 0, "from the end it begins anew"
    stand.show_view(min(views("ur"), key=lambda each: len(each.sentence)))
    QApplication.processEvents()
    assert stand.more.isHidden()


@pytest.mark.sweep
def test_the_page_fits_itself_anew_when_the_window_or_the_text_size_changes(wear: Wear, stand: PersonPage) -> None:
    view = max(views("ta"), key=lambda each: len(each.sentence))
    stand.show_view(view)
    for scale, size in (*reversed(SIZES), *SIZES):
        wear("day", scale)
        stand.resize(*size)
        QApplication.processEvents()
        assert stand.size().toTuple() == size
        assert faults(stand) == []

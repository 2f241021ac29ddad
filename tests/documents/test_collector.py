"""Garbage collection waits while papers are made, and goes on afterwards whatever happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from screening.casework.content.edition import Content
from screening.documents.collector import waiting_collector
from screening.documents.forms.render import render
from screening.documents.pdf.structure_tags import _Element
from screening.documents.pdf.writer import Paper
from screening.documents.typography import paragraphs
from screening.documents.typography.paragraphs import Typesetter
from screening.documents.typography.shaping import Word
from tests.documents.some_facts import facts, made


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


def test_the_collector_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no room"), waiting_collector():
        assert not gc.isenabled()
        raise ValueError("no room")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with waiting_collector():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_nothing_is_collected_while_a_paper_is_made(content: Content) -> None:
    paper = made(facts(content, yes="papers-kept", code="K7RM-4QXD-W", fingerprint="4F2A 99C1 77DE"))
    ran: list[str] = []

    def note(phase: str, found: dict[str, int]) -> None:
        ran.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        render(paper)
        made_alone = list(ran)
    finally:
        gc.callbacks.remove(note)
    assert made_alone.count("start") <= 1, "one may come when the paper is made"
    assert gc.isenabled()


def test_a_paper_leaves_nothing_behind_that_waits_for_the_collector(content: Content) -> None:
    paper = made(facts(content, yes="papers-kept", code="K7RM-4QXD-W", fingerprint="4F2A 99C1 77DE"))
    gc.collect()
    gc.disable()
    render(paper)
    paragraphs.let_go()
    made_of = Canvas, PDFDocument, Paper, Typesetter, Word, _Element
    assert [type(each).__name__ for each in gc.get_objects() if type(each) in made_of] == []

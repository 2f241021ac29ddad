"""A paper that was made is gone at once: what it said does not wait for the collector of unused memory."""

from __future__ import annotations

import gc

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from screening.casework.content.edition import Content
from screening.documents.forms.render import render_all
from screening.documents.pdf.structure_tags import _Element
from screening.documents.pdf.writer import Paper
from screening.documents.typography.paragraphs import Typesetter
from screening.documents.typography.shaping import ShapedText
from tests.documents.some_facts import facts, made


def test_a_paper_leaves_nothing_behind_that_waits_for_the_collector(content: Content) -> None:
    paper = made(facts(content, yes="papers-kept", code="K7RM-4QXD-W", fingerprint="4F2A 99C1 77DE"))
    gc.collect()
    before = {id(each) for each in parts_of_papers()}  # what other tests still hold
    render_all((paper,))  # nothing is collected while a test runs (tests/conftest.py)
    assert [type(each).__name__ for each in parts_of_papers() if id(each) not in before] == []


def parts_of_papers() -> list[object]:
    kinds = Canvas, PDFDocument, Paper, Typesetter, ShapedText, _Element
    return [each for each in gc.get_objects() if type(each) in kinds]

"""The day of a second talk is typed on the assessment, and how it was read stands below it."""

from __future__ import annotations

import dataclasses

from PySide6.QtTest import QTest

from screening.casework.assessment import assessment
from screening.casework.view_models import SecondTalk
from screening.qt.assessment.assessment_page import AssessmentPage
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session


def test_a_day_is_handed_over_once_when_its_field_is_left(qtbot, content):
    with practice_vault() as vault:
        talk = Session(vault, content).gate().agrees().says("papers-kept").ends()
        view = assessment.assessment_view(talk.interview)
    talk_day = SecondTalk("", "The day is still to be set.", "Suggested")
    page = AssessmentPage(Words("en"), dataclasses.replace(view, second_talk=talk_day))
    qtbot.addWidget(page)
    told: list[str] = []
    page.dated.connect(told.append)
    assert page.day is not None
    QTest.keyClicks(page.day.edit, "4 December 2026")
    page.flush()
    page.flush()
    assert told == ["4 December 2026"]
    page.day_kept(SecondTalk("4 December 2026", "Read as 4 December 2026.", ""))
    assert "Read as" in page.day_told.text()

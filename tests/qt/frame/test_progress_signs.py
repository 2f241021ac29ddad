"""Progress has signs of its own: the five shapes of the answers stand for nothing else."""

from __future__ import annotations

from screening.qt.frame.frame_presenter import CONSENT, ICONS
from screening.qt.style.icons import ANSWER_SHAPE, FOLDER

ANSWERS = set(ANSWER_SHAPE.values()) - {"ring"}


def test_no_sign_of_progress_is_a_shape_of_an_answer() -> None:
    assert not ANSWERS & set(ICONS.values())
    assert "ring" not in ICONS.values(), "the dashed ring is: not asked"
    assert ICONS["open"] == "coming" and ICONS["part"] == "begun" and ICONS["done"] == "tick"
    assert all((FOLDER / f"{name}.svg").exists() for name in ICONS.values())


def test_what_the_person_said_to_talking_has_the_shape_of_the_answer() -> None:
    assert CONSENT == {"yes": "circle", "no": "square", "later": "triangle", "": "ring"}

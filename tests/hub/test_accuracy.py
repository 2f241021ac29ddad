"""A headquarters makes the figures that a laptop makes, over all laptops, and no case is in what it says."""

from __future__ import annotations

import json

from screening.casework.content.edition import Content
from screening.casework.record import second_look
from screening.domain.case.case import fold
from screening.domain.events.session import SecondViewWritten
from screening.hub.accuracy import field_accuracy
from screening.hub.database import connected
from tests.casework.some_screened import put_in
from tests.hub.some_hub import Headquarters
from tests.hub.test_command import run


def test_cases_of_two_laptops_come_to_one_set_of_figures(hq: Headquarters, content: Content) -> None:
    aina, jane = hq.laptop("Aina"), hq.laptop("Jane")
    put_in(aina, 3, identified="identified")
    put_in(aina, 1, identified="no_decision")
    put_in(aina, 2, counted="no", identified="identified")
    put_in(jane, 2, identified="not_identified")
    put_in(jane, 4, flagged=False)
    second_look.draw(jane, content, 2)
    for code in jane.cases():
        case = fold(code, jane.events(code))
        if case.sessions.lot is not None:
            jane.append(code, SecondViewWritten("Officer Budi", ("control",), "sure", "Read again."))
    for each in (aina, jane):
        hq.take(hq.bundle(each))
    with connected(hq.url) as database:
        made, unread = field_accuracy(database, content)
    assert (made.identified.found, made.identified.of, made.undecided, unread) == (3, 5, 1, 0)
    assert (made.drawn, made.looked.found, made.looked.of, made.not_flagged) == (2, 2, 2, 4)

    code, told, err = run("field-accuracy", "--database", hq.url, "--out", hq.folder / "accuracy")
    assert (code, err) == (0, "")
    assert "Too few to say" in told
    assert not any(case in told for case in (*aina.cases(), *jane.cases()))
    assert (hq.folder / "accuracy.pdf").read_bytes().startswith(b"%PDF")
    assert "Accuracy in the field" in (hq.folder / "accuracy.html").read_text("utf-8")
    code, told, _ = run("field-accuracy", "--database", hq.url, "--json")
    assert json.loads(told)["sensitivity"] is None

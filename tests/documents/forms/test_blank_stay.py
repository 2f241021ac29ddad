"""Sheets to fill in by hand ask what is asked first of somebody who is held, each line with an empty box."""

from __future__ import annotations

import io

import pypdf
import pytest

from screening.casework.content import directory
from screening.casework.content.edition import Content
from screening.casework.referral import papers
from screening.settings import OWN
from screening.wording.catalogue.translations import Words

EN = Words("en")


@pytest.mark.parametrize(
    ("sheet", "names"),
    [("generic-b", ["on-b"]), ("B", ["if-held", "remove", "refuge", "doctor"]),
     ("child", ["if-held", "remove", "refuge-child", "doctor"])],
)  # fmt: skip
def test_each_request_stands_there_with_a_box_or_where_it_stands(
    content: Content, sheet: str, names: list[str]
) -> None:
    data = papers.make_empty(
        content,
        directory.shipped(OWN),
        language="my",
        wanted=(sheet,),
        folder="referral-generic" if sheet == "generic-b" else "",
    )
    told = "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())
    for name in names:
        assert EN.say(f"form.stay.{name}").replace(" ", "") in told
    assert EN.say("form.stay.call-none").replace(" ", "") not in told, "nobody is said to be held"

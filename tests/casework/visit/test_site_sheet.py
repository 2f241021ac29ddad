"""The sheet of what was seen at a workplace: no person, the law with its mark, room to sign, letters to check it."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdf

from screening.casework.content import directory
from screening.casework.content.edition import Content
from screening.casework.referral import paper_check, papers
from screening.casework.referral.referral_form import Keeper
from screening.domain.case.inspections import Site
from screening.settings import OWN
from screening.wording.catalogue.translations import Words

EN = Words("en")
SITE = Site(
    "s1", "Glove works", "2026-11-24T09:00:00Z", "2026-11-24T14:00:00Z", lines=("12;day;bn;A",), drawn=("12",),
    seen={"papers-store": "yes", "law-broken": "no"}, note="Bars on two windows.", again="2026-12-08",
)  # fmt: skip
KEEPER = Keeper("L-17", "Labour Department", "4F2A 99C1 77DE YQ2L M6XA 3RTB", 40)


def test_it_says_what_was_seen_and_nothing_of_the_list(content: Content, tmp_path: Path) -> None:
    made = papers.make_site(content, KEEPER, directory.shipped(OWN), SITE, datetime.date(2026, 12, 1))
    data = made.data
    told = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())
    assert "Glove works" in told
    assert EN.say("item.papers-store.mark") in told
    assert EN.say("item.law-broken.mark") not in told
    assert "Bars on two windows." in told
    assert "8 December 2026" in told
    assert "section 90B" in told
    assert EN.say("paper.site.section.signed") in told
    assert "bn;A" not in told
    assert EN.say("form.age.adult") not in told, "it is about no person"
    assert EN.say("form.face.ask-by", day="8 December 2026") in told
    assert EN.say("form.face.ask") not in told.replace(EN.say("form.face.ask-by", day="8 December 2026"), "")
    assert EN.say("form.site.address") in told
    assert EN.say("page.site.no-number") in told, "nobody rang it here"
    assert "case code" not in told
    assert made.seal in told
    (tmp_path / "site.pdf").write_bytes(data)
    _lines, sound = paper_check.lines(paper_check.check_file(tmp_path / "site.pdf", ""), EN)
    assert sound

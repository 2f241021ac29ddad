"""The words that stand on disk for what was chosen: each is read again for good, and any other one is not."""

from __future__ import annotations

from typing import Any

import pytest

from screening.domain.events.allowed_values import ALLOWED, is_day, understood

DECISIONS = (
    "asked grounds identified not_identified no_decision closed smuggling dispute protection irregular offence nothing"
    " order refugee stay work refused awarded agreed returned stayed onward"
)
WORDS = {
    ("talk-stopped", "way"): "finished ring_back later withdrawn ended_at_gate",
    ("consent-decided", "value"): "yes no later",
    ("view-written", "sureness"): "not_sure fairly_sure sure",
    ("second-view-written", "sureness"): "not_sure fairly_sure sure",
    ("answered-alone", "way"): "finished stopped to_talk",
    ("answered-alone", "share"): "all count none",
    ("said-back", "point"): "first second",
    ("withdrawn", "choice"): "erase keep",
    ("recipient-added", "basis"): "wish duty",
    ("referral-answered", "state"): "acknowledged redirected declined open",
    ("card-chosen", "way"): "none aloud memorise small-card",
    ("operation-opened", "sort"): "raid depot rescue site",
    ("formal-decision-learned", "matter"): "identification turned-out status labour return",
    ("formal-decision-learned", "result"): f"{DECISIONS} |",
    ("need-met", "result"): "met partly not_met |",
    ("outcome-given", "outcome"): "talked health child-protection transferred left refused not-found |",
    ("promise-settled", "outcome"): "kept not_kept open",
}
"""Kind and field to the words on disk; "|" for none."""
VIEWS = ["control", "dispute", "crossed", "lapsed", "protection", "unsure"]
DAYS = {
    ("referral-sent", "answer_by"),
    ("promise-made", "by_day"),
    ("formal-decision-learned", "day"),
    ("need-met", "day"),
}


@pytest.mark.parametrize(("place", "words"), WORDS.items(), ids=" ".join)
def test_every_word_that_was_ever_written_is_understood_and_no_other(place: tuple[str, str], words: str) -> None:
    kind, field = place
    known = {"" if each == "|" else each for each in words.split()}
    for word in known | {"", "perhaps", "x", "YES"}:
        assert understood(kind, {field: word}) is (word in known), word


@pytest.mark.parametrize("kind", ["view-written", "second-view-written"])
def test_of_several_views_each_is_understood_or_none_is_read(kind: str) -> None:
    assert understood(kind, {"explanations": VIEWS, "sureness": "sure"})
    assert all(understood(kind, {"explanations": [each]}) for each in VIEWS)
    assert not understood(kind, {"explanations": [*VIEWS, "perhaps"]})
    assert not understood(kind, {"explanations": VIEWS, "sureness": "perhaps"})
    assert understood(kind, {"explanations": []})


def test_what_may_be_written_is_named_here() -> None:
    named = {*WORDS, *DAYS} | {(kind, "explanations") for kind in ("view-written", "second-view-written")}
    assert {(kind, field) for kind, fields in ALLOWED.items() for field in fields} == named


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("", True),
        ("2026-12-01", True),
        ("20261201", False),
        ("2026-W49-2", False),
        ("2026-02-30", False),
        ("soon", False),
    ],
)
def test_a_day_is_spelled_in_one_way_or_left_open(day: str, holds: bool) -> None:
    assert is_day(day) is holds
    for kind, field in DAYS:
        assert understood(kind, {field: day}) is holds


@pytest.mark.parametrize("fields", [{}, {"later": "x"}])
def test_what_no_rule_speaks_of_is_understood(fields: dict[str, Any]) -> None:
    assert understood("talk-stopped", fields) and understood("no-such-kind", {"way": "perhaps"})

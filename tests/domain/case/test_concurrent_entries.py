"""What two laptops wrote about one thing without having seen each other: nothing is lost, nothing counts as agreed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, How
from screening.domain.case import rules
from screening.domain.case.case import fold
from screening.domain.case.concurrent_entries import contested_decisions, decided, decisions_differ, noted
from screening.domain.events import catalogue as ev
from tests.domain.some_case import Talk, recorded


def decision(value: str, strand: str, *replaces: str) -> ev.Recorded:
    return recorded(ev.ConsentDecided("notes", value, "v1", "en", replaces=replaces), strand=strand)


def test_two_laptops_that_heard_different_decisions_count_as_not_agreed_until_the_person_is_asked_again():
    first, second = decision("yes", "laptop-a"), decision("no", "laptop-b")
    assert fold("C", [first, second]).consented("notes") == "no", "the refusal counts"
    assert fold("C", [second, first]).consented("notes") == "no"
    again = decision("yes", "laptop-a", first.digest, second.digest)
    assert fold("C", [first, second, again]).consented("notes") == "yes"


def test_a_decision_that_knew_the_earlier_one_stands_alone():
    first = decision("yes", "laptop-a")
    assert fold("C", [first, decision("no", "laptop-b", first.digest)]).consented("notes") == "no"
    assert fold("C", [first, decision("no", "laptop-a")]).consented("notes") == "no"
    assert fold("C", [decision("no", "laptop-a"), first]).consented("notes") == "yes", "what the same laptop wrote"
    assert fold("C", [decision("no", "laptop-b"), first]).consented("notes") == "no"


def test_the_interview_names_the_decisions_it_knows(content):
    talk = Talk(content.protocol).gate().agrees()
    event = rules.consent(content.protocol, talk.case, "notes", "no", text_version="v1")
    assert event.replaces == tuple(head.digest for head in talk.case.consent_heads["notes", ""])


def test_words_of_two_laptops_stand_beside_each_other():
    told = [recorded(ev.WordsWritten("papers", "1", text), strand=strand) for text, strand in (("a", "x"), ("b", "y"))]
    later = recorded(ev.WordsWritten("papers", "1", "b, and more"), strand="y")
    assert [(each.text, each.strand) for each in fold("C", [*told, later]).words] == [("a", "x"), ("b, and more", "y")]
    gone = recorded(ev.WordsWritten("papers", "1", ""), strand="y")
    assert [each.text for each in fold("C", [*told, gone]).words] == ["a"]


def test_closing_notes_of_two_laptops_stand_one_under_the_other_until_one_who_saw_both_writes():
    told = [
        recorded(ev.ClosingNoted("must-not-know", text), strand=strand)
        for text, strand in (("my uncle", "x"), ("B", "y"))
    ]
    assert fold("C", told).closing["must-not-know"] == "my uncle\n\nB"
    both = recorded(
        ev.ClosingNoted("must-not-know", "my uncle, and B", tuple(each.digest for each in told)), strand="y"
    )
    assert fold("C", [*told, both]).closing["must-not-know"] == "my uncle, and B"


@pytest.mark.parametrize(
    ("said", "stands", "differ"),
    [([], "", False), (["yes"], "yes", False), (["yes", "yes"], "yes", False), (["yes", "later"], "later", True),
     (["later", "no"], "no", True), (["yes", "later", "no"], "no", True)],
)  # fmt: skip
def test_of_decisions_that_had_not_seen_each_other_a_no_counts_then_later(said, stands, differ):
    heads = tuple(decision(value, f"laptop-{at}") for at, value in enumerate(said))
    assert (decided(heads), decisions_differ(heads)) == (stands, differ)
    consent = {("notes", ""): heads, ("talk", ""): heads[:1]}
    assert contested_decisions(consent) == ({("notes", "")} if differ else set())


def test_the_same_line_of_two_laptops_stands_once_and_an_empty_one_nowhere():
    heads = [recorded(ev.ClosingNoted("wishes", text), strand=text) for text in ("Home", " ", "School", "Home")]
    assert noted(tuple(heads)) == "Home\n\nSchool"
    assert noted(()) == ""


@given(st.permutations(range(4)))
def test_decisions_come_to_the_same_in_any_order(order):
    told = [decision(value, f"laptop-{place}") for place, value in enumerate(["yes", "yes", "no", "later"])]
    assert fold("C", [told[place] for place in order]).consented("notes") == "no"


def contested(content) -> Talk:
    talk = Talk(content.protocol)
    told = [
        recorded(ev.AnswerGiven("locked", answer, How.TOLD), strand=strand)
        for answer, strand in ((Answer.YES, "laptop-a"), (Answer.NO, "laptop-b"))
    ]
    talk.case = fold("C", told)
    assert talk.case.contested == {"locked"}
    return talk


def test_a_person_settles_for_one_of_the_answers_or_for_not_known(content):
    for chosen, answer in ((0, Answer.YES), (1, Answer.NO), (None, Answer.NOT_KNOWN)):
        talk = contested(content)
        digest = "" if chosen is None else talk.case.heads["locked"][chosen].digest
        talk.happens(rules.settle(content.protocol, talk.case, "locked", digest))
        assert not talk.case.contested
        assert talk.case.answers["locked"].answer is answer

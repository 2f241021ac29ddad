"""What is read of one case is worked out once, and anew for the next case and for another edition."""

from __future__ import annotations

from dataclasses import fields, replace

from screening.casework.content.edition import Content
from screening.domain.case.case import Case, apply
from screening.domain.case.once_per_case import once_per_case
from screening.domain.case.rules import gate
from screening.domain.events.catalogue import CareCardUsed
from screening.domain.protocol.model import Protocol
from tests.domain.some_case import Talk, recorded


def test_a_case_is_read_once(content: Content) -> None:
    read: list[Case] = []

    @once_per_case
    def stand(_protocol: Protocol, case: Case) -> int:
        read.append(case)
        return len(read)

    case = Case("LAB-1")
    assert [stand(content.protocol, case), stand(content.protocol, case)] == [1, 1]


def test_the_case_after_the_next_event_and_another_edition_are_read_anew(content: Content) -> None:
    @once_per_case
    def code(edition: Protocol, case: Case) -> tuple[str, str]:
        return edition.id, case.code

    protocol, case = content.protocol, Case("LAB-1")
    other = replace(protocol, id="other")
    assert code(protocol, case) == (protocol.id, "LAB-1")
    assert code(protocol, replace(case, code="LAB-2")) == (protocol.id, "LAB-2")
    assert code(other, case) == ("other", "LAB-1")


def test_an_event_leaves_behind_what_was_read_of_the_case_before_but_its_answers(content: Content) -> None:
    @once_per_case
    def breaks(_protocol: Protocol, case: Case) -> int:
        return case.breaks

    case = Talk(content.protocol).gate().agrees().says("papers-kept", "yes").case
    assert (breaks(content.protocol, case), case.contested, case.answers.keys()) == (0, set(), {"papers-kept"})
    after = apply(case, recorded(CareCardUsed()))
    assert vars(after).keys() == {each.name for each in fields(Case)} | {"answers", "contested"}
    assert (after.answers, after.contested) == (case.answers, case.contested)
    assert after == replace(case, care_used=True, lamport=after.lamport, last_at=after.last_at)


def test_what_no_answer_changes_is_kept_after_one_and_is_as_it_would_be_read_anew(content: Content) -> None:
    read = []

    @once_per_case
    def passed(protocol: Protocol, case: Case) -> bool:
        read.append(case)
        return gate(protocol, case).passed

    talk = Talk(content.protocol).gate().agrees()
    assert passed(content.protocol, talk.case) and talk.case.agreed
    talk.says("papers-kept", "yes")
    assert passed(content.protocol, talk.case) and talk.case.agreed
    assert len(read) == 1
    assert gate(content.protocol, talk.case) == gate(content.protocol, replace(talk.case))
    talk.gate(hearing="others")
    assert gate(content.protocol, talk.case).not_private

"""The chain finds what was edited, dropped, swapped or put in."""

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.events import hash_chain


def strand(length: int) -> list[hash_chain.ChainLink]:
    links: list[hash_chain.ChainLink] = []
    for seq in range(1, length + 1):
        body = hash_chain.body_digest(bytes([seq]) * 16, {"n": seq})
        prev = links[-1].digest if links else hash_chain.START
        links.append(
            hash_chain.link(
                strand="S",
                case="C",
                seq=seq,
                lamport=seq,
                at="2026-11-24T09:00:00Z",
                by="LAB-07",
                kind="answer-given",
                body=body,
                prev=prev,
            )
        )
    return links


@given(st.integers(0, 20))
def test_an_untouched_strand_holds(length):
    assert hash_chain.first_break(strand(length)) is None


@given(st.integers(2, 12), st.data())
def test_a_link_taken_out_is_named(length, data):
    place = data.draw(st.integers(0, length - 2))
    links = strand(length)
    del links[place]
    found = hash_chain.first_break(links)
    assert found is not None
    assert (found.fault, found.seq) == ("missing", place + 1)


@given(st.integers(2, 12), st.data())
def test_two_links_swapped_are_named(length, data):
    place = data.draw(st.integers(0, length - 2))
    links = strand(length)
    links[place], links[place + 1] = links[place + 1], links[place]
    found = hash_chain.first_break(links)
    assert found is not None
    assert found.seq == place + 1


@pytest.mark.parametrize("field", ["at", "by", "kind", "body"])
def test_a_link_that_was_edited_is_named(field):
    links = strand(5)
    links[2] = dataclasses.replace(links[2], **{field: "other"})
    found = hash_chain.first_break(links)
    assert found is not None
    assert (found.fault, found.seq) == ("relinked", 3)


def test_the_fingerprint_does_not_depend_on_the_order_of_strands():
    assert hash_chain.fingerprint(["a", "b"]) == hash_chain.fingerprint(["b", "a"])
    assert hash_chain.fingerprint(["a", "b"]) != hash_chain.fingerprint(["a", "c"])
    assert len(hash_chain.fingerprint(["a"]).replace(" ", "")) == 24


def test_the_same_answer_has_another_digest_under_another_salt():
    assert hash_chain.body_digest(b"1" * 16, {"answer": "yes"}) != hash_chain.body_digest(b"2" * 16, {"answer": "yes"})


@pytest.mark.parametrize("name", ["Aina", 'A "B"', "A\\B", "A\nB", "A\x7fB", 'A","B', "Äïñå", "အောင်", "A\u200bB", ""])
def test_a_link_is_digested_in_the_canonical_spelling_whatever_signs_a_name_has(name: str) -> None:
    fields = ("S", "7CR2-FB47-P", 3, 7, "2026-11-30T09:00:00Z", name, "answer-given", "a" * 64, "b" * 64)
    expected = hashlib.sha256(hash_chain.canonical(list(fields))).hexdigest()
    assert hash_chain.link_digest(*fields) == expected


@pytest.mark.parametrize("field", ["at", "by", "kind", "body"])
def test_an_entry_that_was_cleared_lawfully_holds_and_one_with_anything_left_in_it_does_not(field):
    links, may = strand(5), {("S", 3)}
    whole = links[2]
    links[2] = dataclasses.replace(whole, at="", by="", kind="", body="")
    assert hash_chain.first_break(links, may) is None
    found = hash_chain.first_break(links)
    assert found is not None and (found.fault, found.seq) == ("relinked", 3), "cleared, and nobody wrote that it may be"
    links[2] = dataclasses.replace(links[2], **{field: getattr(whole, field)})
    found = hash_chain.first_break(links, may)
    assert found is not None and (found.fault, found.seq) == ("relinked", 3)


@pytest.mark.parametrize("other", [("S", 2), ("S", 4), ("T", 3)])
def test_leave_to_clear_one_entry_is_none_for_another(other):
    links = strand(5)
    links[2] = dataclasses.replace(links[2], at="", by="", kind="", body="")
    assert hash_chain.first_break(links, {other}) is not None


def test_a_whole_entry_is_checked_although_it_might_have_been_cleared():
    links = strand(5)
    assert hash_chain.first_break(links, {("S", 3)}) is None
    links[2] = dataclasses.replace(links[2], lamport=9)
    found = hash_chain.first_break(links, {("S", 3)})
    assert found is not None and (found.fault, found.seq) == ("relinked", 3)


def test_a_cleared_entry_neither_changes_its_digest_nor_its_place():
    links, may = strand(5), {("S", 3)}
    cleared = dataclasses.replace(links[2], at="", by="", kind="", body="")
    for changed, fault, at in (
        (dataclasses.replace(cleared, digest="0" * 64), "swapped", 4),
        (dataclasses.replace(cleared, prev="0" * 64), "swapped", 3),
    ):
        links[2] = changed
        found = hash_chain.first_break(links, may)
        assert found is not None and (found.fault, found.seq) == (fault, at)


def test_a_number_that_comes_twice_was_put_in_and_the_last_one_left_out_is_not_seen_by_the_chain_alone():
    links = strand(4)
    found = hash_chain.first_break([*links[:2], links[1], *links[2:]])
    assert found is not None and (found.strand, found.case, found.fault, found.seq) == ("S", "C", "inserted", 2)
    assert hash_chain.first_break(links[:-1]) is None


def test_a_strand_begins_from_nothing_and_a_digest_is_of_sixty_four_signs():
    assert hash_chain.START == "0" * 64
    (first,) = strand(1)
    assert first.prev == hash_chain.START and len(first.digest) == len(first.prev)
    assert hash_chain.CLEARED == ("", "", "", "")

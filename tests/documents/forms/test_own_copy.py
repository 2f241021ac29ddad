"""What stands behind the record's own copy: every promise, decision, holder and note under the name of its field."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.facts import Facts, SheetLine
from screening.documents.forms.own_copy import OwnCopy
from screening.documents.layout.blocks import Pairs, Said
from screening.domain.known.known import Written
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import SETS
from tests.documents.some_facts import facts, noted

EN = Words("en")
LAYOUT = dataclasses.replace(
    next(form for form in SETS["referral-my"].values() if form.sheet == "own"), languages=("en",)
)
GONE = EN.say("form.state.not-asked")


def copy(told: Facts) -> OwnCopy:
    return OwnCopy(LAYOUT, told, Words("en"), "ms")


def rows(blocks: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for block in blocks:
        if isinstance(block, Pairs):
            found += [(pair.label, value.text) for pair in block.pairs for value in pair.values]
        elif isinstance(block, Said):
            found.append((block.title, block.text))
    return found


@pytest.mark.parametrize(
    ("page", "name", "text", "label", "told"),
    [
        ("session", "x", "kept", "session: x", EN.say("page.session.kept")),
        ("session", "x", "no-promise", "session: x", EN.say("page.session.no-promise")),
        ("gate", "held", "yes", EN.say("page.gate.held"), EN.say("answer.yes")),
        ("paper", "employer", "Kilang Satu", EN.say("form.note.employer"), ""),
        ("paper", "employer", "Kilang", EN.say("form.note.employer"), ""),
        ("plan", "safer", "The back gate", EN.say("safety-plan.safer"), ""),
        ("closing", "wishes", "To go home", EN.say("closing.wishes.title"), ""),
        ("child", "item-safe", "Not at home.", EN.say("child.item.safe"), ""),
        ("nowhere", "nothing", "words", "nowhere: nothing", ""),
        ("session", "x", "../kept", "session: x", ""),
        ("session", "x", "session.kept", "session: x", ""),
        ("session", "x", "আছে", "session: x", ""),
    ],
)
def test_a_note_stands_under_its_field_and_what_was_chosen_in_words(
    content: Content, page: str, name: str, text: str, label: str, told: str
) -> None:
    (row,) = rows(copy(facts(content, written=(Written(page, name, text),))).written())
    assert row == (label, told or text)


def test_a_text_of_a_choice_is_looked_for_by_a_plain_name_alone(content: Content) -> None:
    """A text with a dot in it could name any text of the program: "answer." and "page.x." stand before it."""
    assert EN.has("page.session.title") and EN.has("page.keeping.why.names")
    sheet = copy(facts(content))
    assert sheet._chosen(Written("session", "x", "title")) == EN.say("page.session.title")
    assert sheet._chosen(Written("keeping", "x", "why.names")) == ""


def test_where_nothing_was_written_it_says_so(content: Content) -> None:
    sheet = copy(facts(content))
    assert rows(sheet.written()) == [("", sheet.layout_text("written.none"))]
    assert rows(sheet.held()) == [("", sheet.layout_text("held.none"))]
    assert rows(sheet.decided()) == [("", sheet.layout_text("decided.none"))]
    assert rows(sheet.record()) == [("", GONE)]
    assert rows(sheet.promised()) == [("", GONE)]
    assert rows(sheet.needs_named()) == [("", GONE)]


def test_promises_stand_with_what_came_of_them(content: Content) -> None:
    told = facts(
        content, all_promises=(("I ring", "2026-12-04", "kept"), ("I write", "", ""), ("I come", "", "not_kept"))
    )
    assert rows(copy(told).promised()) == [
        ("", f"I ring ({EN.say('follow.kept')}, 4 December 2026)"),
        ("", f"I write ({EN.say('follow.open')})"),
        ("", f"I come ({EN.say('follow.not_kept')})"),
    ]
    said = noted(facts(content), closing=(("promised", "I ring"),))
    assert rows(copy(said).promised()) == [("", "I ring")]


def test_decisions_stand_under_who_they_are_for(content: Content) -> None:
    told = facts(
        content,
        consent=(("talk", "yes"), ("notes", "")),
        decided=(("A house", (("needs", "yes"), ("contact", "no"))), ("Police", (("signs", "later"),))),
    )
    named = [block.pairs[0].values[0] for block in copy(told).decided() if block.pairs[0].label == ""]  # type: ignore[union-attr]
    assert [(each.text, each.bold) for each in named] == [("A house", True), ("Police", True)]
    found = rows(copy(told).decided())
    assert found[0][0] == EN.say("consent.decision.talk") and found[0][1].startswith(EN.say("form.consent.yes"))
    assert found[1:] == [
        ("", "A house"),
        (EN.say("part.needs"), EN.say("form.consent.yes")),
        (EN.say("part.contact"), EN.say("form.consent.no")),
        ("", "Police"),
        (EN.say("part.signs"), EN.say("form.consent.later")),
    ]


def test_needs_are_those_that_were_asked_about(content: Content) -> None:
    told = facts(content, need_states=(("medical", "now"), ("wages", "not-asked"), ("phone", "no")))
    assert rows(copy(told).needs_named()) == [
        (EN.say("directory.need.medical"), EN.say("form.face.need.now")),
        (EN.say("directory.need.phone"), EN.say("form.face.need.no")),
    ]


def test_the_record_stands_row_by_row_with_what_is_beneath(content: Content) -> None:
    record = (
        SheetLine("topic", "Papers"),
        SheetLine("words", "The boss has it", "told, 09:00", "bn", "Beneath"),
        SheetLine("words", "No more"),
        SheetLine("sign", "Papers kept", "after a question"),
        SheetLine("line", "A line"),
    )
    told = facts(content, record=record, held=("A bundle", "A paper"), language="ur")
    blocks = list(copy(told).record())
    assert rows(blocks) == [
        ("", "Papers"),
        ("", "The boss has it"),
        ("", "Beneath · told, 09:00"),
        ("", "No more"),
        ("", "Papers kept · after a question"),
        ("", "A line"),
    ]
    assert [block.language for block in blocks if isinstance(block, Said)] == ["bn", None]
    assert blocks[0].pairs[0].values[0].bold and not blocks[-1].pairs[0].values[0].bold  # type: ignore[union-attr]
    assert rows(copy(told).held()) == [("", "A bundle"), ("", "A paper")]

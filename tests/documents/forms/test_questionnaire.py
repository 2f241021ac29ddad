"""The questionnaire on paper: the same numbers and words as on screen, gate and agreement first, nothing filled in."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.casework.content.edition import Content, open_content
from screening.casework.visit.questionnaire import make_blank
from screening.documents.forms.loader import BLANK_FILE, check_blanks, open_blank, read_blank
from screening.documents.forms.questionnaire import VALUES, WantedSheets, _Pages
from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import ColumnLayout
from screening.documents.layout.line_boxes import BoxMark, LineMark, RuleMark
from screening.domain.answers import Answer, Where
from screening.domain.protocol.conditions import parse_condition
from screening.wording.catalogue.translations import Words
from tests.documents.reading import PDFTOTEXT, needs_poppler, poppler_lines

CONTENT = open_content()
FOLDER = settings.forms_root() / "questionnaire"


def pages(officer: str = "en", person: str = "ur", profile: str = "field", addons: tuple[str, ...] = (), **more: bool):
    protocol = CONTENT.protocol
    return _Pages(
        WantedSheets(
            protocol,
            open_blank(FOLDER),
            Words(officer),
            Words(person),
            "labour-officer",
            protocol.profiles[profile],
            tuple(protocol.addons[each] for each in addons),
            **more,
        )
    )


def plain(words: bl.Wording) -> str:
    return words if isinstance(words, str) else "".join(piece.text for piece in words)


def items(made: _Pages) -> list[tuple[str, tuple[str, ...]]]:
    """Number and texts of every numbered line, without the dot."""
    return [
        (number, tuple(plain(text.words) for text in block.texts))
        for block in made.blocks()
        if isinstance(block, bl.Beside) and (number := plain(block.number).strip("\u2022\u00a0"))
    ]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return make_blank(CONTENT, officer="en", person="ms")


def told(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.requirement("IN20")
@pytest.mark.parametrize("person", ["en", "ms", "bn", "ur"])
@pytest.mark.parametrize("profile", CONTENT.protocol.profiles)
def test_every_item_stands_once_under_its_number_in_both_languages(person: str, profile: str) -> None:
    made = pages(person=person, profile=profile)
    found = [each for each in items(made) if each[1][0] != Words("en").say("child.item.safe")]
    theirs = Words(person)
    for item in CONTENT.protocol.items.values():
        text = f"item.{item.id}.text"
        both = item.kind == "ask" and person != "en"
        wanted = (Words("en").say(text), *((theirs.say(text),) if both else ()))
        assert found.count((item.number, wanted)) == 1


def test_the_numbers_are_those_of_the_published_page(paper: bytes) -> None:
    page = Path("docs/protocol.md").read_text("utf-8")
    for number, texts in items(pages(person="en")):
        item = next((each for each in CONTENT.protocol.items.values() if each.text == texts[0]), None)
        if item is not None:
            assert f"| {number} | {texts[0]}" in page


def test_what_is_seen_stands_in_a_part_of_its_own_behind_a_page_break_and_only_for_the_officer() -> None:
    blocks = list(pages().blocks())
    headings = [plain(block.words) for block in blocks if isinstance(block, bl.Heading)]
    mine = Words("en").say("form.blank.section.observed")
    assert headings.index(mine) > headings.index(Words("en").say("form.blank.section.closing"))
    at = next(n for n, block in enumerate(blocks) if isinstance(block, bl.Heading) and plain(block.words) == mine)
    assert blocks[at - 1] == bl.NEW_PAGE
    after = [plain(text.words) for block in blocks[at:] if isinstance(block, bl.Beside) for text in block.texts]
    before = [plain(text.words) for block in blocks[:at] if isinstance(block, bl.Beside) for text in block.texts]
    for item in CONTENT.protocol.items.values():
        assert (item.text in after) is (item.kind != "ask")
        assert (item.text in before) is (item.kind == "ask")


def test_what_is_seen_has_boxes_of_its_own_words_and_nobody_declines_it() -> None:
    blocks = list(pages().blocks())
    say = Words("en").say
    for item in CONTENT.protocol.items.values():
        at = next(
            n for n, block in enumerate(blocks)
            if isinstance(block, bl.Beside) and plain(block.number).strip("\u2022\u00a0") == item.number
            and plain(block.texts[0].words) == say(f"item.{item.id}.text")
        )  # fmt: skip
        checks = next(block for block in blocks[at:] if isinstance(block, bl.Checks))
        told = [plain(check.words) for check in checks.checks]
        if item.kind == "ask":
            assert told[:4] == ["Yes", "No", "Does not know", "Prefers not to say"]
        else:
            assert told == ["Seen", "Not seen", "Not sure", "Not noted"]


def test_gate_and_agreement_come_before_the_first_question_and_the_invitation_before_its_items() -> None:
    told = [plain(text.words) for block in pages().blocks() for text in getattr(block, "texts", ())]
    whole = [
        plain(getattr(inner, "words", ""))
        for block in pages().blocks()
        for inner in (block.start if isinstance(block, bl.Split) else (block,))
    ]
    first = whole.index(Words("en").say("gate.hearing.text"))
    assert first < len(whole) - 1
    agreed = told.index(next(text for text in told if "Would you like to talk" in text))
    for topic in CONTENT.protocol.topics:
        asked = [told.index(item.text) for item in topic.items if item.kind == "ask"]
        assert agreed < told.index(Words("en").say(f"topic.{topic.id}.invitation")) < min(asked)


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize("role", ["labour-officer", "public-officer", "ngo", "trainer"])
def test_the_consent_text_is_the_exact_one_of_the_role(role: str) -> None:
    said = told(make_blank(CONTENT, officer="en", person="en", role=role, short=True))
    for part in CONTENT.protocol.spoken:
        assert (part.text in said) is (role in part.roles)


def test_nothing_is_filled_in() -> None:
    boxes = 0
    for block in pages().blocks():
        for inner in (*block.start, *block.end) if isinstance(block, bl.Split) else (block,):
            if isinstance(inner, bl.Checks):
                assert not any(check.crossed for check in inner.checks)
                boxes += sum(check.crossed is False for check in inner.checks)
    assert boxes > 121 * 5


def test_every_answer_and_every_way_it_can_come_has_a_box() -> None:
    made = pages()
    item = CONTENT.protocol.items["papers-kept"]
    said = [plain(check.words) for check in made.answered(item).checks]
    en = Words("en")
    assert said[:5] == [en.say(f"answer.{name}") for name in (*Answer, "not_asked")]
    assert said[5] == en.say("form.blank.how")
    assert said[6:] == [en.say(f"how.short.{way}") for way in open_blank(FOLDER).ways]


def test_the_order_is_the_profiles_and_what_comes_first_is_marked() -> None:
    for name, profile in CONTENT.protocol.profiles.items():
        made = pages(person="en", profile=name)
        topics = [
            plain(block.texts[0].words)
            for block in made.blocks()
            if isinstance(block, bl.Beside) and block.ruled and block.texts[0].size > made.sizes.body
        ]
        numbers = [int(text.split()[0]) for text in topics]
        assert numbers == [CONTENT.protocol.topic(each).number for each in profile.then]
        marked = {
            plain(block.number).strip("\u2022\u00a0")
            for block in made.blocks()
            if isinstance(block, bl.Beside) and plain(block.number).startswith("\u2022")
        }
        assert marked == {CONTENT.protocol.items[each].number for each in profile.first}


@pytest.mark.parametrize("addon", CONTENT.protocol.addons)
def test_a_short_sheet_holds_what_comes_first_and_the_add_on_and_nothing_else(addon: str) -> None:
    protocol = CONTENT.protocol
    made = pages(person="en", profile="counter", addons=(addon,), short=True)
    child = {protocol.items[row["item"]].number for row in protocol.tables["child"]["item"] if "item" in row}
    wanted = {
        protocol.items[each].number for each in (*protocol.profiles["counter"].first, *protocol.addons[addon].items)
    }
    assert {number for number, _ in items(made)} - child == wanted - child


def test_a_follow_up_says_in_numbers_when_it_may_be_left_out() -> None:
    text = " ".join(plain(text.words) for block in pages(person="en").blocks() for text in getattr(block, "texts", ()))
    number = CONTENT.protocol.items["debt-owed"].number
    assert f"Skip only if {number} was “No”." in text


@given(st.sampled_from(["debt-owed is yes", "not (debt-owed is yes)", "debt-owed is yes and locked is no",
                        "debt-owed is no or not (locked is yes)"]))  # fmt: skip
def test_any_condition_is_said_by_numbers(text: str) -> None:
    made = pages(person="en")
    said = made.known(parse_condition(text), False)
    assert CONTENT.protocol.items["debt-owed"].number in said
    assert "debt-owed" not in said and "{" not in said


def test_the_foot_says_edition_page_and_which_translation_is_a_draft(paper: bytes) -> None:
    for n, page in enumerate(pypdf.PdfReader(io.BytesIO(paper)).pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"{n}/" in text
        assert f"Edition {CONTENT.protocol.id} ({CONTENT.protocol.digest[:12]})" in text
        assert "Malay (Bahasa Melayu): draft translation" in text
    alone = told(make_blank(CONTENT, officer="en", person="en"))
    assert "draft translation" not in alone


def test_a_right_to_left_column_begins_at_the_right() -> None:
    column = ColumnLayout(480.0, "en")
    text = Words("ur").say("item.papers-kept.text")
    strips = column.strips([bl.Beside((bl.Text("One", "en"), bl.Text(text, "ur")), number="6.1")])
    lines = [mark for strip in strips for mark in strip.marks if isinstance(mark, LineMark)]
    urdu = [mark for mark in lines if mark.line.rtl]
    assert urdu
    assert all(abs(mark.x + mark.line.width - 480.0) < 0.5 for mark in urdu)
    bases = {round(mark.y + mark.line.above, 3) for mark in lines if mark.line in (lines[0].line, urdu[0].line)}
    assert len(bases) == 1


def test_boxes_that_do_not_fit_go_on_below_with_the_words_before_them() -> None:
    column = ColumnLayout(200.0, "en")
    checks = tuple(bl.Check(text, False) for text in ("Yes", "No", "Does not know"))
    how = (bl.Check("How you know:", None), bl.Check("freely", False), bl.Check("asked", False))
    strips = column.strips([bl.Checks((*checks, *how), 0)])
    assert [sum(isinstance(mark, BoxMark) for mark in strip.marks) for strip in strips] == [3, 2]
    wide = ColumnLayout(500.0, "en").strips([bl.Checks((*checks, *how), 0)])
    assert [sum(isinstance(mark, BoxMark) for mark in strip.marks) for strip in wide] == [5]
    for strip, width in ((strips[0], 200.0), (strips[1], 200.0), (wide[0], 500.0)):
        assert all(mark.x + mark.line.width <= width for mark in strip.marks if isinstance(mark, LineMark))


def test_a_page_break_is_nothing_at_the_top_of_a_page() -> None:
    from screening.documents.layout.pages import paged

    strips = ColumnLayout(300.0, "en").strips([bl.NEW_PAGE, bl.Text("a"), bl.NEW_PAGE, bl.Text("b")])
    assert [sum(bool(strip.marks) for strip in page) for page in paged(strips, 500.0)] == [1, 1]


@needs_poppler
def test_the_person_side_copies_out_in_its_own_script() -> None:
    said = " ".join(poppler_lines(make_blank(CONTENT, officer="en", person="bn", short=True)))
    for item in (each for each in CONTENT.protocol.profiles["field"].first if each == "papers-kept"):
        first = Words("bn").say(f"item.{item}.text").split()[0]
        assert first in said
    assert PDFTOTEXT


def test_the_same_wish_gives_the_same_bytes(paper: bytes) -> None:
    assert make_blank(CONTENT, officer="en", person="ms") == paper


def test_no_name_of_a_sign_and_no_meaning_stands_where_the_person_looks() -> None:
    """What an answer may mean is for the officer's screen and docs/protocol.md, not for a sheet on the table."""
    text = " ".join(plain(text.words) for block in pages(person="en").blocks() for text in getattr(block, "texts", ()))
    for item in CONTENT.protocol.items.values():
        mark, meaning = (Words("en").say(f"item.{item.id}.{name}") for name in ("mark", "may_mean"))
        assert meaning not in text
        assert item.kind != "ask" or f"{mark} " not in text
    assert not re.search(r"\bCTL-|\bEXP-", text)


def rules(column: ColumnLayout, block: bl.Block) -> int:
    return sum(isinstance(mark, RuleMark) for strip in column.strips([block]) for mark in strip.marks)


def test_each_line_to_write_on_is_drawn() -> None:
    assert rules(ColumnLayout(300.0, "en"), bl.Write("Reason", 3)) == 3


SOUND = (FOLDER / BLANK_FILE).read_text("utf-8")
BROKEN = {
    'The part "gate" is missing': ('id = "gate"\nkind = "gate"', 'id = "gate"\nkind = "view"'),
    "stands twice": ('kind = "closing"', 'kind = "view"'),
    "has no choice": ('"third_party"', '"telepathy"'),
    'has no choice "secrets"': ('kind = "child"', 'kind = "secrets"'),
    "no such number of lines": ("lines = 3", "lines = 300"),
    "It has no heading": ('id = "child"', 'id = "minor"'),
    "Questions stand before gate or consent": ("MOVE", ""),
    "is not a key of it": ('kind = "head"', 'kind = "head"\nnames = true'),
    '"ways" is missing': ("ways =", "wege ="),
}


@pytest.mark.parametrize("words", BROKEN)
def test_a_layout_that_is_not_sound_is_told_in_words(words: str, tmp_path: Path) -> None:
    before, after = BROKEN[words]
    text = SOUND
    if before == "MOVE":
        parts = re.split(r"(?=\[\[section\]\])", text.partition("[text.blank]")[0])
        topics = next(part for part in parts if 'kind = "topics"' in part)
        parts.remove(topics)
        text = "".join([parts[0], topics, *parts[1:]]) + "[text.blank]" + SOUND.partition("[text.blank]")[2]
    else:
        assert before in text
        text = text.replace(before, after, 1)
    path = tmp_path / BLANK_FILE
    path.write_text(text, "utf-8")
    blank, problems = read_blank(path, f"forms/x/{BLANK_FILE}")
    assert blank is None
    assert any(words in str(problem) for problem in problems)


def test_the_layout_that_ships_is_sound() -> None:
    assert check_blanks(settings.forms_root()) == ([], 1)


def test_the_edition_decides_what_is_printed(content: Content) -> None:
    assert content.protocol.digest[:12] in told(make_blank(content, officer="en", person="en", short=True))


def outline(blocks: object) -> list[str]:
    """The kind of each block, how many boxes or lines it has, and whether it is ruled or keeps the next."""
    found = []
    for block in blocks:  # type: ignore[attr-defined]
        match block:
            case bl.Gap():
                told = f"gap {block.height:g}"
            case bl.Beside():
                marks = [name for name, on in (("ruled", block.ruled), ("keep", block.keep)) if on]
                told = " ".join(["beside", str(len(block.texts)), *marks])
            case bl.Checks():
                labels = sum(check.crossed is None for check in block.checks)
                told = f"boxes {len(block.checks) - labels}{' labelled' * labels}{'' if block.indent else ' flush'}"
            case bl.Write():
                told = f"write {block.count}"
            case bl.Text():
                told = "text keep" if block.keep else "text"
            case bl.Split():
                told = f"split {block.share:g}: {outline(block.start)[0]} | {outline(block.end)[0]}"
            case _:
                told = type(block).__name__.lower()
        found.append(told)
    return found


def section(made: _Pages, kind: str):
    return next(each for each in made.wanted.layout.sections if each.kind == kind)


def test_a_topic_has_its_title_invitation_reason_and_lines_before_its_items() -> None:
    made = pages()
    topic = CONTENT.protocol.topic("papers")
    first, second = [item for item in topic.items if item.kind == "ask" and not item.harm and item.condition is None][
        :2
    ]
    ways = len(made.wanted.layout.ways)
    head = ["gap 16", "beside 2 ruled keep", "gap 2", "beside 2 keep", "beside 2 keep", "write 5"]
    assert outline(made.topic(topic, (), 5)) == head
    item = lambda ruled, each: [  # noqa: E731
        "gap 6", f"beside 2{' ruled' * ruled} keep", f"boxes {len(each.allowed) + 1 + ways} labelled",
        *([f"boxes {len(Where)} labelled"] if each.where else []),
    ]  # fmt: skip
    assert outline(made.topic(topic, (first, second), 5)) == [*head, *item(False, first), *item(True, second)]


def test_an_item_says_when_it_is_asked_and_that_it_tells_of_harm() -> None:
    made = pages()
    for each in CONTENT.protocol.items.values():
        if each.kind != "ask":
            continue
        found = outline(made.item(each, ruled=True))
        notes = ["beside 1 keep"] if each.harm or each.condition is not None else []
        assert found[: 2 + len(notes)] == ["gap 6", "beside 2 ruled keep", *notes], each.id
        assert len(found) == 3 + len(notes) + each.where, each.id


def test_a_decision_has_its_sentence_in_both_languages_and_a_box_for_each_answer() -> None:
    made = pages()
    for each in CONTENT.protocol.decisions:
        noted = Words("en").has(f"consent.decision.{each.id}.note")
        assert outline(made.decision(each)) == [
            "gap 4", "beside 2 ruled keep", *(["text keep"] if noted else []), f"boxes {len(VALUES)}",
        ]  # fmt: skip
        (block,) = [block for block in made.decision(each) if isinstance(block, bl.Beside)]
        asked = ["....." in plain(text.words) or "\u2026" in plain(text.words) for text in block.texts]
        assert any(asked) is each.per_recipient


def test_the_gate_has_each_line_with_its_choices_then_the_danger_cards_and_room_for_numbers() -> None:
    made = pages()
    lines = [f"split 0.44: text | boxes {len(line.choices)} flush" for line in CONTENT.protocol.gate]
    strong = [row for row in CONTENT.protocol.tables["settings"]["setting"] if row.get("strong")]
    cards = len(CONTENT.protocol.tables["gate"]["card"])
    assert outline(made.gate(section(made, "gate"))) == [
        *(each for line in lines for each in ("gap 4", line)),
        "gap 8", f"beside {cards} ruled",
        *(each for _ in strong for each in ("gap 4", "text")),
        "write 1",
    ]  # fmt: skip
    card = plain(made.card(CONTENT.protocol.tables["gate"]["card"][0]["id"]).words)
    assert [line[:3] for line in card.splitlines()[1:]] == ["1  ", "2  ", "3  "]


def test_the_agreement_is_read_said_back_twice_and_decided() -> None:
    made = pages()
    spoken = CONTENT.protocol.spoken_for("labour-officer")
    start = [each for each in CONTENT.protocol.decisions if each.when == "start"]
    found = outline(made.consent(section(made, "consent")))
    back = ["gap 6", "beside 2 keep", "write 1"]
    assert found[: len(spoken) + 7] == [*["beside 2"] * len(spoken), *back, *back, "text"]
    assert found[-2:] == ["gap 6", "text"]
    assert found.count(f"boxes {len(VALUES)}") == len(start)


def test_a_child_s_page_asks_first_whether_somebody_asked_before() -> None:
    made, rows = pages(), CONTENT.protocol.tables["child"]["item"]
    part = section(made, "child")
    found = outline(made.child(part))
    assert found[:6] == ["text keep", "text keep", "gap 4", "beside 2 keep", "boxes 3", "text"]
    items = found[6 : 6 + 3 * len(rows)]
    for at, row in enumerate(rows):
        gap, asked, room = items[3 * at : 3 * at + 3]
        assert (gap, asked) == ("gap 4", "beside 2 ruled keep")
        assert room.startswith("boxes") if row["kind"] == "closed" else room == f"write {part.lines}"
    reasons = len(CONTENT.protocol.tables["child"]["not_asked"])
    assert found[6 + 3 * len(rows) :] == [
        "gap 4", "beside 2 ruled keep", f"write {part.lines + 1}", f"boxes {reasons}", "statement",
    ]  # fmt: skip


def test_the_closing_leaves_lines_for_what_the_person_answers_alone() -> None:
    made, closing = pages(), CONTENT.protocol.tables["closing"]
    part = section(made, "closing")
    found = outline(made.closing(part))
    for at, row in enumerate(closing["line"]):
        wide = 2 if row["kind"] == "person" else 1
        lines = 0 if row["id"] in ("promise", "thanks") else part.lines
        assert found[3 * at : 3 * at + 3] == ["gap 4", f"beside {wide} ruled keep", f"write {lines}"]
    rest = found[3 * len(closing["line"]) :]
    assert rest[0] == f"boxes {len(closing['carry'])} labelled"
    told = len(closing["information"])
    assert rest[-told - 1 :] == ["subheading", *["beside 2"] * told]


def test_what_is_seen_has_the_officer_s_words_alone_and_room_for_more() -> None:
    made = pages()
    part = section(made, "observed")
    found = outline(made.observed(part))
    seen = [
        item for name in made.wanted.profile.then for item in CONTENT.protocol.topic(name).items if item.kind != "ask"
    ]
    assert found[0] == "text" and found[-1] == f"write {part.lines}"
    assert found.count("gap 5") == found.count("beside 1 ruled keep") == len(seen)
    assert found.count("beside 1 keep") == sum(item.kind == "document" for item in seen)


def test_the_own_view_has_boxes_and_room_for_a_reason() -> None:
    made = pages()
    part = section(made, "view")
    first, views, sure, *lines = outline(made.view(part))
    assert (first, sure, lines) == ("text keep", "boxes 3 labelled", [f"write {part.lines}", "write 1"])
    assert views.endswith(" flush") or views.startswith("boxes")

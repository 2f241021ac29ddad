"""Every field of every sheet is held to the record's events: never "not asked" of anything that has an event, never
anything that this reader may not have, and the page about the papers says what the paper prints."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from screening.casework.assessment import assessment
from screening.casework.content import directory
from screening.casework.content.edition import Content
from screening.casework.interview import note_pages
from screening.casework.referral import paper_views, papers, recipients
from screening.documents.forms.loader import NOTES, Form
from screening.documents.forms.paper import FieldState, FormContent
from screening.documents.forms.redaction import visible
from screening.documents.layout.blocks import Fields, Frame, Lines, Pairs
from screening.domain.case import sessions
from screening.domain.case.release import PART_OF
from screening.domain.events.catalogue import (
    AnswerGiven,
    ClosingNoted,
    LanguageChosen,
    Recorded,
    ViewWritten,
    WordsWritten,
)
from screening.domain.events.referral import SheetNoted
from screening.domain.events.session import NoteWritten
from screening.domain.known.known import stands
from screening.settings import OWN
from screening.store import Vault, practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session
from tests.casework.trial_case import CLOSING, SAID, file_for, trial
from tests.documents.some_facts import build_paper

TODAY = datetime.date(2026, 11, 27)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: a case is an hour of a talk, and making it smaller takes longer than reading it."""
DIRECTORY = directory.shipped(OWN)
KNOWN = papers.forms(OWN) | papers.forms(OWN, "referral-generic")
PARTS = {
    "tenaganita": ("needs", "labour", "contact"),
    "police-trafficking": ("signs", "words", "alleged"),
    "jkm-district": ("needs", "contact", "words", "social"),
}
LINES = ("wishes", "must-not-know", "reach", "promised")
TYPED = sorted(set(NOTES) - set(LINES) - {"child-wishes"})
ITEMS = ("papers-kept", "locked", "violence", "needs-call", "needs-hurt", "little-pay")
WORD = {
    state: Words("en").say(f"form.state.{state}")
    for state in (FieldState.NOT_ASKED, FieldState.KEPT_BACK, FieldState.LEFT_BLANK)
}


@pytest.fixture(scope="module")
def vault() -> Iterator[Vault]:
    with practice_vault() as made:
        yield made


def mark(name: str) -> str:
    """A word that stands nowhere else."""
    return f"qx{name}xq"


texts = st.sampled_from(("none", "empty", "text"))
cases = st.fixed_dictionaries(
    {
        "closing": st.fixed_dictionaries(dict.fromkeys(LINES, texts)),
        "typed": st.dictionaries(st.sampled_from(TYPED), st.sampled_from(("empty", "text"))),
        "answers": st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(("yes", "no", "not_known", "declined"))),
        "words": st.booleans(),
        "finished": st.booleans(),
        "view": st.booleans(),
        "prefers": st.sampled_from(("", "woman", "either")),
        "granted": st.fixed_dictionaries(
            {name: st.frozensets(st.sampled_from(parts)) for name, parts in PARTS.items()}
        ),
    }
)


def carried(vault: Vault, content: Content, drawn: dict) -> Session:  # type: ignore[type-arg]
    talk = Session(vault, content).gate().agrees("bn")
    if drawn["prefers"]:
        talk.do(sessions.write("prefer", "officer", drawn["prefers"]))
    for item, answer in drawn["answers"].items():
        talk.do(talk.interview.answer(item, answer, None))
    if drawn["words"]:
        talk.do(talk.interview.write("papers", mark("words")))
    for line, kind in drawn["closing"].items():
        if kind != "none":
            talk.do(talk.interview.note(line, mark(line) if kind == "text" else ""))
    for field, kind in drawn["typed"].items():
        if kind == "text":
            talk.do(note_pages.note(talk.interview, "paper", field, mark(field)))
        else:
            talk.do(SheetNoted("paper", field, ""))
    if drawn["finished"]:
        talk.do(talk.interview.stop("finished"))
    if drawn["view"]:
        talk.do(ViewWritten(("control",), "sure", mark("view")))
    for recipient, parts in drawn["granted"].items():
        for part in parts:
            talk.do(recipients.decide(talk.interview, recipient, part, "yes"))
    return talk


def in_the_record(events: tuple[Recorded, ...]) -> dict[str, str]:
    """What the events alone say of each field: "text" where something stands, "empty" where it was shown and left."""
    found: dict[str, str] = {}
    for each in events:
        match each.event:
            case ClosingNoted(line=line, text=text) | SheetNoted(sheet="paper", field=line, text=text):
                found[line] = "text" if text.strip() else "empty"
            case WordsWritten(text=text) if text.strip():
                found["words"] = "text"
            case ViewWritten():
                found["view"] = "text"
            case AnswerGiven():
                found |= dict.fromkeys(("signs", "against", "explanations"), "text")
            case LanguageChosen():
                found["language"] = "text"
    if any(isinstance(each.event, NoteWritten) and each.event.page == "prefer" for each in events):
        found["prefers"] = "text"  # a wish stands in the record, whatever was typed for a paper and taken out again
    return found


CELLS = {"whereabouts": "where", "until": "where", "reach": "way", "urgency": ""}
"""The cells of the frame in which a field stands, as their titles are called."""


def missing_word(state: FieldState, content: FormContent) -> str:
    language = content.language if content.face is not None else "en"
    return Words(language).say(f"form.state.{state}")


def printed_after(content: FormContent, label_id: str, field: str) -> list[str]:
    """What stands behind a label, or in a field's cell of the frame, in the language in which it is said here."""
    found = []
    label = Words(content.language if content.face is not None else "en").say(label_id)
    for block in content.blocks:
        for part in block.parts:
            if isinstance(part, Pairs):
                found += [value.text for pair in part.pairs if pair.label == label for value in pair.values]
            if isinstance(part, Frame) and field == "urgency":
                found.append(part.reason.text)
            elif isinstance(part, Frame) and field in CELLS:
                title = Words(content.language).say(f"form.face.{CELLS[field]}")
                values = [value.text for cell in part.cells if cell.label == title for value in cell.values]
                found += [text.removeprefix(Words(content.language).say("form.face.until") + ": ") for text in values]
        for part in block.parts:
            if isinstance(part, Fields):
                found += [str(each.value) for each in part.fields if each.label == label]
            if isinstance(part, Lines):
                found += [str(each.note) for each in part.lines if each.text == label]
    return found


def everything(value: object) -> str:
    return repr(value)


def sheets(talk: Session, recipient: str) -> Iterator[tuple[Form, FormContent]]:
    """Every sheet that this recipient can get, as it is made for them, of both countries' layouts."""
    granted = recipients.granted(talk.interview, DIRECTORY, recipient)
    known = papers.facts(talk.interview, talk.keeper(), DIRECTORY, recipient, TODAY)
    nothing = papers.nothing_read(talk.interview.protocol, talk.interview.content.weights, "adult")
    for form in KNOWN.values():
        if form.part and form.part in granted:
            yield form, build_paper(form, visible(known, form, granted, nothing), root_words=Words("en"))


@pytest.mark.sweep
@pytest.mark.requirement("RE7")
@settings(max_examples=60, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=cases)
def test_every_field_says_what_the_events_say(drawn: dict, vault: Vault, content: Content) -> None:  # type: ignore[type-arg]
    talk = carried(vault, content, drawn)
    record = in_the_record(tuple(vault.events(talk.code)))
    for recipient, agreed in drawn["granted"].items():
        for form, made in sheets(talk, recipient):
            for each in made.stated:
                there = record.get(each.field)
                needs = PART_OF.get(each.field) if each.field != "words" or form.sheet != "social" else "words"
                may = needs is None or needs in agreed
                if each.field in (*NOTES, "words", "view", "signs", "against", "explanations", "language"):
                    hold(each.state, there, may, form, each.field)
                if each.state in WORD and each.field in NOTES:
                    after = printed_after(made, each.label, each.field)
                    assert missing_word(each.state, made) in after, (form.id, each)
            for name in LINES:
                may = PART_OF.get(name, form.part) in agreed
                assert may or mark(name) not in everything(made)
            assert "words" in agreed or mark("words") not in everything(made)


def hold(state: FieldState, there: str | None, may: bool, form: Form, field: str) -> None:
    if field == "words" and form.sheet == "social" and there:
        assert state is FieldState.KEPT_BACK  # nothing was chosen for the report
        return
    if field == "urgency" and there != "text":
        # The gate was answered, which says how soon even where nothing was typed; harm is told with the signs alone.
        assert state is FieldState.RECORDED or (state is FieldState.KEPT_BACK and form.sheet != "B")
        return
    if there == "text":
        assert state is (FieldState.RECORDED if may else FieldState.KEPT_BACK), (form.id, field)
    else:
        assert state in (FieldState.LEFT_BLANK, FieldState.NOT_ASKED), (form.id, field)
        assert not (there == "empty" and state is FieldState.NOT_ASKED), (form.id, field)


@pytest.mark.sweep
@settings(max_examples=15, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=cases)
def test_the_page_says_of_each_field_what_the_paper_prints(drawn: dict, vault: Vault, content: Content) -> None:  # type: ignore[type-arg]
    talk = carried(vault, content, drawn | {"view": True, "finished": True})
    talk.do(assessment.open_assessment(talk.interview))
    for recipient, agreed in drawn["granted"].items():
        if not agreed - {"contact", "words"}:
            continue
        file = papers.make_file(talk.interview, talk.keeper(), DIRECTORY, recipient, TODAY)
        view = paper_views.papers_view(talk.interview, DIRECTORY, recipient, file)
        said = {each.state: set(" · ".join(each.lines).split(" · ")) for each in view.states}
        for each in file.stated:
            assert Words("en").say(each.label) in said[each.state.value]
        filled = {each.id for each in view.notes}
        for each in filled:
            assert any(stated.field == each for stated in file.stated)
        typed = {field for field, kind in drawn["typed"].items() if kind == "text"}
        for field in typed - filled:
            assert Words("en").say(f"form.note.{field}") in view.stray


def test_the_field_trial_s_papers_say_what_is_so(vault: Vault, content: Content) -> None:
    talk = trial(Session(vault, content))
    police = papers.facts(talk.interview, talk.keeper(), DIRECTORY, "police-trafficking", TODAY)
    assert police.words and {"wishes", "reach"} <= {name for name, each in police.known.items() if stands(each)}
    states = {each.field: each.state for each in file_for(talk, "police-trafficking").stated}
    assert states["words"] is FieldState.KEPT_BACK
    assert states["reach"] is FieldState.KEPT_BACK
    assert "needs" not in states
    shelter = {each.field: each.state for each in file_for(talk, "tenaganita").stated}
    assert shelter["reach"] is FieldState.KEPT_BACK
    assert shelter["prefers"] is FieldState.RECORDED
    assert shelter["promised"] is FieldState.LEFT_BLANK
    for file in (file_for(talk, "police-trafficking"), file_for(talk, "tenaganita")):
        assert SAID.encode("utf-16-be").hex().upper().encode() not in file.data
        assert CLOSING["reach"] not in repr(file.stated)

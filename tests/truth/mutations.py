"""Lies that were told before (field trial of November 2026, A and B), each put back by a small patch of the program.

A patch stands where the program speaks, so that it tells the lie however the program works out what is so: a sheet is
changed after it was built, a view after it was worded, an event on its way into the record.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from screening.documents.forms.paper import FormContent, SectionContent
from screening.documents.layout import blocks as it
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

ENGLISH = Words("en")
Change = Callable[[Any], Any]
Patched = Callable[[], "contextlib.AbstractContextManager[object]"]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A lie: where the trial saw it, the patch that tells it, and the sorts of lies that it has to be caught as.

    ``told``: in papers, pages, lists or saved files; anew where it is told while a case is made.
    """

    name: str
    seen: str
    patch: Patched
    caught_as: tuple[str, ...]
    told: str = "papers"


# --- patches of what is built


@contextlib.contextmanager
def sheets_say(change: Callable[[FormContent], FormContent]) -> Iterator[None]:
    """Every sheet is changed after it was built."""
    from screening.documents.forms import leaves

    built = leaves.build_papers

    def changed(*given: Any, **named: Any) -> tuple[FormContent, ...]:
        return tuple(map(change, built(*given, **named)))

    with (
        mock.patch("screening.casework.referral.papers.build_papers", changed),
        mock.patch("screening.casework.referral.referral_form.build_papers", changed, create=True),
    ):
        yield


def parts_say(change: Change, *, sheets: tuple[str, ...] = ()) -> Patched:
    """Every part of these sheets, or of all, is changed after it was built."""

    def on(content: FormContent) -> FormContent:
        if sheets and content.sheet not in sheets:
            return content
        blocks = tuple(replace(block, parts=tuple(map(change, block.parts))) for block in content.blocks)
        return replace(content, blocks=blocks)

    return lambda: sheets_say(on)


def view_says(where: str, change: Callable[..., Any]) -> Patched:
    """A view of the casework is changed after it was worded; ``change`` gets the view and what it was made from."""

    path = f"screening.casework.{where}"

    def patch() -> contextlib.AbstractContextManager[object]:
        module, _, name = path.rpartition(".")
        made = getattr(__import__(module, fromlist=[name]), name)
        return mock.patch(path, lambda *given, **named: change(made(*given, **named), *given))

    return patch


# --- lies of the sheets


def _calm(part: it.Block) -> it.Block:
    if not isinstance(part, it.Frame):
        return part
    reason = it.Shaped("No danger was found when the interview began.")
    return replace(part, word="Not urgent", urgent=False, reason=reason)


def _urgent(part: it.Block) -> it.Block:
    return replace(part, word="URGENT", urgent=True) if isinstance(part, it.Frame) else part


def _interviewer(part: it.Block) -> it.Block:
    if not isinstance(part, it.Frame):
        return part
    needed = part.cells[0]
    told = it.Shaped("An interviewer, as named to us", number="3")
    return replace(part, cells=(replace(needed, values=(*needed.values, told)), *part.cells[1:]))


def _blank(*fields: str) -> Change:
    """These notes say "left blank", whatever is in the record."""
    labels = {ENGLISH.say(f"form.note.{name}") for name in fields}
    own = [f"paper.{sheet}.note.{name}" for sheet in ("sheet-a", "child") for name in fields]
    labels |= {ENGLISH.say(each) for each in own if ENGLISH.has(each)}
    gone = ENGLISH.say("form.state.left-blank")

    def said(part: it.Block) -> it.Block:
        match part:
            case it.Said() if part.title in labels:
                return it.Lines("", (it.Line(part.title, gone),))
            case it.Lines():
                lines = (replace(line, note=gone) if line.text in labels else line for line in part.lines)
                return replace(part, lines=tuple(lines))
            case it.Pairs():
                pairs = (
                    replace(pair, values=(it.Shaped(gone, "tray"),)) if pair.label in labels else pair
                    for pair in part.pairs
                )
                return replace(part, pairs=tuple(pairs))
        return part

    return said


def _reach_blank(part: it.Block) -> it.Block:
    part = _blank("reach")(part)
    return _cell_blank(part, "way", lambda values: ()) if isinstance(part, it.Frame) else part


def _cell_blank(part: it.Frame, name: str, rest: Callable[[tuple[it.Shaped, ...]], tuple[it.Shaped, ...]]) -> it.Frame:
    """A cell of the frame, on the sheets that have it, says "left blank" and then the rest of what it said."""
    title, gone = ENGLISH.say(f"form.face.{name}"), it.Shaped(ENGLISH.say("form.state.left-blank"), "tray")
    cells = (replace(cell, values=(gone, *rest(cell.values))) if cell.label == title else cell for cell in part.cells)
    return replace(part, cells=tuple(cells))


def _where_blank(part: it.Block) -> it.Block:
    if not isinstance(part, it.Frame):
        return part
    return _cell_blank(part, "where", lambda values: values[1:])


def _by_next_week(part: it.Block) -> it.Block:
    day = format_date("2027-02-01", "en")
    if isinstance(part, it.AnswerStrip):
        return replace(part, title=ENGLISH.say("form.face.answer-by", officer="Officer Aina", day=day))
    return part


def _some(part: it.Block) -> it.Block:
    if not isinstance(part, it.Plot):
        return part
    label = ENGLISH.say("explanation.irregular_migration")
    rows = (
        replace(row, columns=(2, 2, 2), words=it.Shaped(ENGLISH.say("band.some"))) if row.label == label else row
        for row in part.rows
    )
    return replace(part, rows=tuple(rows))


def _without(*marks: str) -> Change:
    """Lines with texts of these places are left out: each text of a random case is marked with where it was typed."""

    def lacks(text: str) -> bool:
        return any(mark in text for mark in marks)

    def said(part: it.Block) -> it.Block:
        match part:
            case it.Said() if lacks(part.text):
                return it.Text("")
            case it.Pairs():
                kept = (pair for pair in part.pairs if not any(lacks(value.text) for value in pair.values))
                return replace(part, pairs=tuple(kept))
            case it.Lines():
                kept_lines = (line for line in part.lines if not any(map(lacks, (str(line.text), str(line.note)))))
                return replace(part, lines=tuple(kept_lines))
        return part

    return said


def own_lacks(*marks: str) -> Patched:
    """The record's own copy leaves lines out; other papers do not."""

    def on(content: FormContent) -> FormContent:
        own = content.sheet == "own" or (content.face is not None and not content.face.destroy)
        if not own:
            return content
        change = _without(*marks)
        blocks = tuple(replace(block, parts=tuple(map(change, block.parts))) for block in content.blocks)
        return replace(content, blocks=blocks)

    return lambda: sheets_say(on)


def _permit(content: FormContent) -> FormContent:
    if content.sheet != "labour":
        return content
    told = SectionContent("", (it.Text("Nothing was asked about the permit."),))
    return replace(content, blocks=(*content.blocks, told))


def _state(content: FormContent) -> FormContent:
    if content.sheet != "A":
        return content
    pair = it.Pairs((it.LabelledValues(ENGLISH.say("form.field.region"), (it.Shaped("Selangor"),)),))
    place = it.Pairs((it.LabelledValues(ENGLISH.say("form.field.setting"), (it.Shaped("Workplace"),)),))
    return replace(content, blocks=(*content.blocks, SectionContent("", (pair, place))))


def _tonight(content: FormContent) -> FormContent:
    told = it.Lines("", (it.Line("Afraid of tonight"),))
    return replace(content, blocks=(*content.blocks, SectionContent("", (told,))))


def _leaked(content: FormContent) -> FormContent:
    """Not seen in the trial: the person's own wish stands on every sheet for somebody else."""
    if content.face is None or not content.face.destroy:
        return content
    wishes = [mark for mark in LEAKED if mark]
    told = it.Pairs((it.LabelledValues("", tuple(it.Shaped(mark) for mark in wishes)),))
    return replace(content, blocks=(*content.blocks, SectionContent("", (told,))))


LEAKED: list[str] = []
"""What ``leaks`` lets stand on sheets."""


@contextlib.contextmanager
def leaks() -> Iterator[None]:
    """What a person wishes stands on the sheets of those who may not have it."""
    from screening.casework.referral import papers

    facts = papers.facts

    def noticed(interview: Any, *given: Any, **named: Any) -> Any:
        LEAKED[:] = [interview.case.closing.get("wishes", "")]
        return facts(interview, *given, **named)

    with mock.patch.object(papers, "facts", noticed), sheets_say(_leaked):
        yield


def _names_nobody(content: FormContent) -> FormContent:
    """The own copy calls everybody "this service"."""
    if content.sheet != "own":
        return content

    def unnamed(part: it.Block) -> it.Block:
        if not isinstance(part, it.Pairs) or not any(value.bold for pair in part.pairs for value in pair.values):
            return part
        return it.Pairs((it.LabelledValues("", (it.Shaped("this service", bold=True),)),))

    blocks = tuple(
        replace(block, parts=tuple(map(unnamed, block.parts)))
        for block in content.blocks
        if not block.heading.endswith(ENGLISH.say("paper.own.section.held"))
    )
    return replace(content, blocks=blocks)


# --- lies of the pages


def _no_bundle(view: Any, *_: Any) -> Any:
    rows = tuple(row for row in view.rows if "Officer Budi" not in row.label.own)
    return replace(view, rows=rows)


def _own_as_passed_on(view: Any, interview: Any, *_: Any) -> Any:
    from screening.casework.interview.note_pages import NoteRow
    from screening.casework.view_models import Pair

    forms = [each for each in interview.case.forms if "referral-my" in each.event.form.split()]
    rows = [row for row in view.rows if row.label.own != ENGLISH.say("page.withdraw.nothing")]
    rows += [NoteRow("", "info", Pair(f"Form “{each.event.form}”")) for each in forms]
    return replace(view, rows=tuple(rows)) if forms else view


def _no_closing_promise(view: Any, *_: Any) -> Any:
    return replace(view, promises=tuple(each for each in view.promises if "closingpromised" not in each.text))


def _nothing_promised(view: Any, *_: Any) -> Any:
    from screening.casework.interview.note_pages import NoteRow
    from screening.casework.view_models import Pair

    rows = [row for row in view.rows if "closingpromised" not in row.label.own]
    rows.append(NoteRow("", "info", Pair(ENGLISH.say("page.session.no-promise"))))
    return replace(view, rows=tuple(rows))


def _waits(view: Any, interview: Any, *_: Any) -> Any:
    said = tuple(
        replace(each, text=f"{each.text.partition(':')[0]}: {ENGLISH.say('papers.waits')}")
        if each.id not in ("own", "person")
        else each
        for each in view.recipients
    )
    return replace(view, recipients=said)


def _nothing_due(view: Any, *_: Any) -> Any:
    return replace(view, due=())


def _reminders_without_promises(groups: Any, *_: Any) -> Any:
    return {name: tuple(row for row in rows if row.kind != "promise") for name, rows in groups.items()}


def _sent_rows(view: Any, *_: Any) -> Any:
    return replace(view, sent=tuple(replace(each, state="Sent on 30 November 2026") for each in view.sent))


def _sent_summary(view: Any, *_: Any) -> Any:
    rows = tuple(
        replace(row, note="Sent to 2 recipients") if str(row.place) == "taking" and row.note else row
        for row in view.rows
    )
    return replace(view, rows=rows)


def _tick(view: Any, *_: Any) -> Any:
    return tuple(replace(row, state="done") if str(row.place) == "consent" else row for row in view)


def _carried() -> contextlib.AbstractContextManager[object]:
    """A new case begins in the state of the last one, as a fact."""
    from screening.domain.events.referral import SheetNoted
    from screening.qt.session import vault_work

    begin = vault_work.begin_case

    def carried(vault: Any, events: Any, *given: Any) -> Any:
        return begin(vault, (*events, SheetNoted("service", "region", "selangor")), *given)

    return mock.patch.object(vault_work, "begin_case", carried)


def _no_last_time(view: Any, *_: Any) -> Any:
    return replace(view, decisions={name: replace(each, value="", note="") for name, each in view.decisions.items()})


def _unrung(view: Any, *_: Any) -> Any:
    lines = tuple(replace(each, text="not verified recently", chosen=False) for each in view.lines)
    return replace(view, lines=lines)


def _no_copy(view: Any, *_: Any) -> Any:
    from screening.casework.view_models import PlainLine

    return replace(view, lines=(*view.lines, PlainLine(ENGLISH.say("page.counts.copy"))))


def _with_pauses() -> contextlib.AbstractContextManager[object]:
    """The talk clock goes on while the record is closed."""
    from screening.casework.interview.interview import Interview

    minutes = Interview.minutes
    return mock.patch.object(Interview, "minutes", lambda talk: minutes(talk) + int(talk.case.talk_away // 60))


@contextlib.contextmanager
def _one_name() -> Iterator[None]:
    """Every paper is saved under the case's name and takes the place of what has it."""
    from screening.store.folder import safe_paths

    def written(folder: Path, name: str, data: bytes) -> Path:
        path = Path(folder) / name
        path.write_bytes(data)
        return path

    with mock.patch.object(safe_paths, "save_in", written):
        yield


MUTATIONS = (
    Mutation("one recipient's PDF takes the place of another's", "A1", _one_name, ("replaced",), told="saved"),
    Mutation("who has the case in a bundle is not named", "A2",
             view_says("interview.consent.withdraw_view", _no_bundle), ("withdraw",), told="pages"),
    Mutation("the own copy counts as passed on, under an id", "A2",
             view_says("interview.consent.withdraw_view", _own_as_passed_on), ("withdraw", "name"), told="pages"),
    Mutation("Replies knows nothing of what was promised at the closing", "A3",
             view_says("referral.paper_views.follow_view", _no_closing_promise), ("promise",), told="pages"),
    Mutation("the second session says that nothing was promised", "A3",
             view_says("interview.shelter.session_view", _nothing_promised), ("promise",), told="pages"),
    Mutation("Reminders has no promise", "A3",
             view_says("record.reminders.groups", _reminders_without_promises),
             ("reminders-lack",), told="lists"),
    Mutation("sheet B says not urgent", "A5", parts_say(_calm, sheets=("B",)), ("urgency", "no-danger", "disagree")),
    Mutation("sheet C says how soon help is needed", "none", parts_say(_urgent, sheets=("C",)), ("passed-on",)),
    Mutation("sheet C of an urgent case names a later day", "none", parts_say(_by_next_week, sheets=("C",)),
             ("two-days",)),
    Mutation("an interviewer as named to us", "A6", parts_say(_interviewer, sheets=("B",)), ("interviewer",)),
    Mutation("the child's sheet says left blank", "A7",
             parts_say(_blank("child-wishes", "with", "best-interest", "earlier"), sheets=("child",)),
             ("blank-though-recorded", "left-out")),
    Mutation("a refusal waits for consent", "A9",
             view_says("referral.paper_views.papers_view", _waits), ("refusal", "agreement"), told="pages"),
    Mutation("the own copy names nobody who was refused", "A9", lambda: sheets_say(_names_nobody), ("own-copy",)),
    Mutation("Cases says that nothing is due", "A10",
             view_says("record.desk_views.view_of", _nothing_due), ("due-today",), told="lists"),
    Mutation("the safe way is left blank though contact is kept", "B1", parts_say(_reach_blank),
             ("blank-though-recorded",)),
    Mutation("the own copy does not say where", "B2", parts_say(_where_blank, sheets=("B",)),
             ("blank-though-recorded",)),
    Mutation("the own copy lacks the wish", "B2", own_lacks("closingwishes"), ("left-out",)),
    Mutation("the own copy lacks who must not know", "B2", own_lacks("closingmustnotknow"), ("left-out",)),
    Mutation("the own copy lacks the promise", "B2", own_lacks("promise"), ("left-out",)),
    Mutation("the own copy does not say that somebody interpreted", "B2", own_lacks("interpretercode"), ("left-out",)),
    Mutation("a state and a place that nobody set are printed", "B3", lambda: sheets_say(_state),
             ("default-as-fact",)),
    Mutation("a new case takes the state of the last one", "B3", _carried,
             ("default-as-fact", "said-though-blank"), told="anew"),
    Mutation("Replies says sent of what was saved", "B4",
             view_says("referral.paper_views.follow_view", _sent_rows), ("sent",), told="pages"),
    Mutation("the summary says sent of what was saved", "B4",
             view_says("record.caseload.summary", _sent_summary), ("sent",), told="pages"),
    Mutation("an urgent sheet names a later day", "B5", parts_say(_by_next_week, sheets=("A",)), ("two-days",)),
    Mutation("a child is said to be afraid of tonight", "B6", lambda: sheets_say(_tonight), ("tonight",)),
    Mutation("a record that is days old had no copy for a week", "B9",
             view_says("record.supervision.overview", _no_copy), ("too-young",), told="lists"),
    Mutation("a number that was rung is called not verified", "B10",
             view_says("interview.readiness.numbers_view", _unrung), ("number",), told="pages"),
    Mutation("the talk clock counts while the record is closed", "B11", _with_pauses, ("clock",), told="pages"),
    Mutation("a tick at Consent though none was asked", "B11",
             view_says("interview.frame_views.rail_rows", _tick), ("rail",), told="pages"),
    Mutation("irregular stay with nothing recorded of it", "B12", parts_say(_some, sheets=("B",)), ("stay",)),
    Mutation("nothing was asked about the permit", "B13", lambda: sheets_say(_permit), ("permit",)),
    Mutation("another session does not know that somebody was refused", "C",
             view_says("interview.interview_views.closing_view", _no_last_time), ("last-time",), told="pages"),
    Mutation("a wish stands on the sheets of those who may not have it", "none", leaks, ("passed-on",)),
)  # fmt: skip

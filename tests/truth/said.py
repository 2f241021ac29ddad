"""What the program says of a case, as plain sentences: every sheet, page, list and file, none of it understood yet."""

from __future__ import annotations

import contextlib
import datetime
import functools
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from screening.casework.content.edition import open_content
from screening.casework.interview import consent, frame_views, record_sheet, shelter
from screening.casework.record import caseload, desk_list, desk_views, reminders
from screening.casework.referral import paper_views, papers, recipients
from screening.documents.forms import loader
from screening.documents.forms.paper import FormContent, Stated
from screening.documents.layout import blocks as it
from screening.errors import ScreeningError
from screening.handover import release
from screening.wording.catalogue.translations import Words
from tests.truth.acts import Case, Laptop
from tests.truth.unprinted import content_alone

ENGLISH = Words("en")
WORDS = ("ladder", "orchid", "pebble", "sailor", "timber")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a sheet: the heading that it stands under, its label, and what is said; ``shape`` before it."""

    heading: str
    label: str
    text: str
    shape: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet for one reader, in English."""

    sheet: str
    lines: tuple[Line, ...]
    stated: tuple[Stated, ...]
    frame: it.Frame | None = None
    answer: str = ""

    @property
    def text(self) -> str:
        return "\n".join(f"{each.label} {each.text}" for each in self.lines)


@dataclass(frozen=True)
class Paper:
    """One file: for whom, which sheets, all of their text in every language."""

    recipient: str
    urgent: bool
    sheets: tuple[Sheet, ...]
    everything: str
    pdf: str = ""
    """The text of the printed file without white space, where it was printed."""

    @property
    def name(self) -> str:
        kinds = " ".join(each.sheet for each in self.sheets)
        return f"{'urgent ' if self.urgent else ''}paper for {self.recipient} ({kinds})"


@dataclass
class Pages:
    """The pages about one case, as their views."""

    follow: Any = None
    taking: Any = None
    papers: Any = None
    session: Any = None
    withdraw: Any = None
    handover: Any = None
    summary: Any = None
    said: Any = None
    rail: Any = None
    refused: dict[str, str] = field(default_factory=dict)
    """What could not be shown, and why."""


# --- sheets


@contextlib.contextmanager
def quick() -> Iterator[None]:
    """Within it layouts are read once."""
    with mock.patch("screening.casework.referral.referral_form.open_forms", functools.cache(loader.open_forms)):
        yield


def papers_of(case: Case, *, printed: bool) -> Iterator[Paper]:
    """Every file that can be made of the case now."""
    hand = case.hand
    directory, today, keeper = hand.laptop.directory, hand.laptop.today, hand.keeper()
    names = [name for name in directory.entries if recipients.granted(hand.interview, directory, name)]
    for name in (papers.OWN, papers.PERSON, *names):
        with contextlib.suppress(ScreeningError):
            yield made(lambda name=name: papers.make_file(hand.interview, keeper, directory, name, today),
                       name, printed=printed)  # fmt: skip
    for name in names:
        with contextlib.suppress(ScreeningError):
            yield made(lambda name=name: papers.make_urgent(hand.interview, keeper, directory, name, today),
                       name, urgent=True, printed=printed)  # fmt: skip
    with contextlib.suppress(ScreeningError):
        yield made(lambda: papers.make_handover(hand.interview, keeper, directory, today), "handover", printed=printed)


def made(make: Any, recipient: str, *, urgent: bool = False, printed: bool = False) -> Paper:
    contents: list[Sequence[FormContent]] = []
    with content_alone(contents):
        make()
    (found,) = contents
    text = pdf_text(make().data) if printed else ""
    english = [each for each in found if each.face is None or each.language == "en"]
    everything = "\n".join(line.text + " " + line.label for each in found for line in lines_of(each))
    return Paper(recipient, urgent, tuple(map(sheet_of, english)), everything, text)


@dataclass(frozen=True, slots=True)
class Saved:
    """A paper that was saved into a folder: for whom, the file's name, and the passphrase that it was locked with."""

    recipient: str
    path: Path
    passphrase: str

    @property
    def opens(self) -> bool:
        """Whether the file that is there opens with its own passphrase."""
        import pikepdf

        try:
            pikepdf.open(self.path, password=self.passphrase).close()
        except (OSError, pikepdf.PasswordError):
            return False
        return True


def saved_by(case: Case, folder: Path) -> list[Saved]:
    """Papers for everybody saved into one folder, the first of them twice."""
    hand = case.hand
    directory, today, keeper = hand.laptop.directory, hand.laptop.today, hand.keeper()
    names = [name for name in directory.entries if recipients.granted(hand.interview, directory, name)]
    found = []
    for at, name in enumerate((*names[:1], *names[:3], papers.OWN)):
        words = f"lantern copper meadow thimble walnut {WORDS[at]}"
        with contextlib.suppress(ScreeningError):
            file = papers.make_file(hand.interview, keeper, directory, name, today)
            found.append(Saved(name, papers.locked(file, folder, case.code, words)(), words))
    return found


def pdf_text(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def sheet_of(content: FormContent) -> Sheet:
    blocks = [part for block in content.blocks for part in block.parts]
    frame = next((each for each in blocks if isinstance(each, it.Frame)), None)
    answer = next((each.title for each in blocks if isinstance(each, it.AnswerStrip)), "")
    return Sheet(content.sheet, tuple(lines_of(content)), content.stated, frame, answer)


def lines_of(content: FormContent) -> Iterator[Line]:
    """Every sentence of a sheet, in its language."""
    yield Line("", "", content.title)
    if content.face is not None:
        yield Line("", "about", content.face.about)
    for text in content.card:
        yield Line("", "", text)
    for block in content.blocks:
        for part in block.parts:
            for label, text, shape in _said(part):
                yield Line(block.heading, label, text, shape)


def _said(part: it.Block) -> Iterable[tuple[str, str, str]]:
    match part:
        case it.Frame():
            yield "", part.word, "word"
            yield "", part.ask, "ask"
            yield "reason", part.reason.text, part.reason.shape
            for cell in (*part.cells, part.confirm):
                for value in cell.values:
                    yield cell.label, value.text, value.shape
        case it.Pairs():
            for pair in part.pairs:
                for value in pair.values:
                    yield pair.label, value.text, value.shape
        case it.Table():
            for group in part.groups:
                yield "", group.title.text, group.title.shape
                for row in group.rows:
                    yield row.number, " | ".join(row.cells), "row"
        case it.Plot():
            for reach in part.rows:
                yield reach.label, reach.words.text, "plot"
        case it.Steps():
            for step in part.steps:
                yield "", step, "step"
        case it.Sides():
            for _tag, sentences in part.sides:
                for sentence in sentences:
                    yield "", sentence, "law"
        case it.AnswerStrip():
            yield "", part.title, "answer"
        case it.Lines():
            yield "", str(part.title), ""
            for line in part.lines:
                yield str(line.text), str(line.note), line.number
        case it.Said():
            yield str(part.title), part.text, "said"
        case it.Statement():
            yield "", str(part.text), ""
        case it.Text():
            yield "", str(part.words), ""
        case it.Checks():
            for check in part.checks:
                yield str(check.words), "crossed" if check.crossed else "empty", "box"
        case it.Write():
            yield str(part.label), "", "write"


# --- pages


def pages_of(case: Case) -> Pages:
    """Every page about the case that can be shown."""
    hand, found = case.hand, Pages()
    hand.rung()
    interview, directory, today = hand.interview, hand.laptop.directory, hand.laptop.today
    views = {
        "follow": lambda: paper_views.follow_view(interview, directory, today),
        "taking": lambda: recipients.taking_view(interview, directory, today),
        "papers": lambda: paper_views.papers_view(interview, directory, papers.OWN),
        "session": lambda: shelter.session_view(interview),
        "withdraw": lambda: consent.withdraw_view(interview),
        "handover": lambda: shelter.handover_view(interview),
        "summary": lambda: caseload.summary(interview, today, pin=True),
        "said": lambda: record_sheet.sheet_view(interview),
        "rail": lambda: frame_views.rail_rows(interview, "gate"),
    }
    for name, view in views.items():
        try:
            setattr(found, name, view())
        except ScreeningError as refusal:
            found.refused[name] = refusal.code
    return found


def file_for(case: Case, kind: str, recipient: str) -> dict[str, Any] | None:
    """The case as FHIR or for Primero for one recipient, as the file has it; None where the program refuses."""
    hand, path = case.hand, case.desk.folder / f"{case.code}-{kind}-{recipient}.json"
    try:
        release.hand_over(hand.vault, kind, case.code, recipient, path, case.desk.content)
    except ScreeningError:
        return None
    made: dict[str, Any] = json.loads(path.read_text("utf-8"))
    path.unlink()
    return made


def texts_of(view: Any) -> tuple[str, ...]:
    """Every text of a view, however deep it stands."""
    if isinstance(view, str):
        return (view,)
    if isinstance(view, dict):
        return tuple(text for key, each in view.items() for text in (*texts_of(key), *texts_of(each)))
    if isinstance(view, list | tuple | frozenset):
        return tuple(text for each in view for text in texts_of(each))
    if hasattr(view, "__dataclass_fields__"):
        return tuple(text for name in view.__dataclass_fields__ for text in texts_of(getattr(view, name)))
    return ()


@dataclass(frozen=True, slots=True)
class Lists:
    """The list of cases and the reminders of one laptop."""

    desk: Any
    reminders: Any


def lists_of(laptop: Laptop, day: str) -> Lists:
    """Both as they stand on an ISO day."""
    found, today, content = desk_list.open_list(laptop.vault), datetime.date.fromisoformat(day), open_content()
    while desk_list.refresh(found, content, ENGLISH, today):
        pass
    directory = laptop.directory
    page = desk_list.find(found, desk_list.Wish(), ENGLISH, today)
    due = reminders.find(found, content, ENGLISH, today)
    return Lists(
        desk_views.view_of(page, ENGLISH, directory, today, all_due=True),
        reminders.groups(due, ENGLISH, directory, today),
    )

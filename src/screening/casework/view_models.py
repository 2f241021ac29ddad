"""Plain data for every page: already worded, in the officer's and the person's language. Pages draw it, no more.

Long, and nothing but fields: one list in which a page's data is found by its name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages. ``theirs`` is empty where the text is the officer's alone."""

    own: str
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the rail. ``state``: done, part, open, left-out or nothing-noted; ``note``: the word at its end."""

    place: str
    title: str
    state: str
    note: str = ""
    short: str | None = None
    """The note where there is no room for its words; None where there is no other."""


@dataclass(frozen=True, slots=True)
class RailData:
    heading: str
    rows: tuple[StepRow, ...]
    current: str
    said: int
    not_asked: int
    identity: bool = False
    """Whether the person agreed that name and contact are kept."""
    differing: int = 0
    """How many answers and decisions of two laptops wait to be settled."""
    stays: bool = False
    """Whether the pages of sessions and of a stay are offered here."""
    child: bool = False
    """Whether this is, or may be, a child."""
    after: bool = False
    """Whether the talk is over and the officer is away from the person."""
    elses: bool = False
    """Whether what else it may be is offered here."""


@dataclass(frozen=True, slots=True)
class StripData:
    """The top strip. Times are worded; empty parts are not drawn."""

    code: str
    where: str
    officer_language: str
    person_language: str
    person_tag: str
    language_state: str
    hearing: str
    saved: str
    practice: bool


@dataclass(frozen=True, slots=True)
class GateChoiceView:
    id: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class GateLineView:
    id: str
    text: str
    choices: tuple[GateChoiceView, ...]
    answered: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """One way on where somebody may hear. ``why`` is why it rests; "" where it can be taken."""

    id: str
    title: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class GateView:
    title: str
    lead: str
    keys_help: str
    note: str
    lines: tuple[GateLineView, ...]
    open_lines: int
    offers: tuple[OfferView, ...]
    """What can be done where somebody may hear: move, later, private; empty where it is private."""


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A number to ring. ``number`` is empty where nobody here rang it; ``note`` says so.

    ``unchecked`` is then the number with its mark, for the cards of an emergency and for no paper (decision 0031).
    """

    title: str
    number: str
    note: str
    unchecked: str = ""

    @property
    def line(self) -> str:
        """The card in one line."""
        told = self.number or self.unchecked
        return f"{self.title}: {told} · {self.note}" if told else f"{self.title}: {self.note}"


@dataclass(frozen=True, slots=True)
class DangerView:
    title: str
    leads: tuple[str, ...]
    acts: tuple[str, ...]
    numbers: tuple[NumberCard, ...]
    foot: str
    lines: tuple[str, ...]
    """The danger lines that this card answers for."""


@dataclass(frozen=True, slots=True)
class LanguageRow:
    tag: str
    own_name: str
    name: str
    state: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LanguageView:
    title: str
    lead: str
    rows: tuple[LanguageRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    id: str
    title: Pair
    value: str
    """yes, no, later, or "" for not asked today."""
    before: str = ""
    """What was decided in an earlier session, or differently on two laptops, in words; it is asked again (CO9)."""


@dataclass(frozen=True, slots=True)
class ConsentView:
    title: str
    lead: str
    needs_title: str
    needs: Pair
    """What they need now: asked before any agreement, and not written here (IN1, IN17)."""
    said_title: str
    said: tuple[Pair, ...]
    decisions_title: str
    none_chosen: str
    decisions: tuple[DecisionView, ...]
    at_the_end: str
    person_tag: str
    draft: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item. ``answer`` and ``how`` are "" for not asked; ``locked`` says why it cannot be answered now."""

    id: str
    number: str
    kind: str
    text: Pair
    answer: str
    how: str
    harm: bool
    first: bool
    """Whether the order of this place puts it before the others."""
    applies: bool
    contested: bool
    locked: str
    may_mean: str
    may_else: str
    sealed: bool = False
    """Whether its words stand nowhere on the page, because somebody else may see or hear (GA4)."""
    earlier: str = ""
    """What an earlier session recorded that is not the answer now (DM3)."""
    placed: bool = False
    """Whether its answer may say where harm happened; ``where`` is the place, "" where none was noted."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class WordsView:
    entry: str
    text: str
    how: str
    at: str
    by: str = ""
    """Who wrote it and when; beside the field, whether that was another laptop or an earlier session, as well."""


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    place: str
    number: int
    total: int
    title: Pair
    invitation: Pair
    why: Pair
    help: str
    person_tag: str
    draft: bool
    words: tuple[WordsView, ...]
    """What this laptop wrote."""
    items: tuple[ItemView, ...]
    locked: str
    beside: tuple[WordsView, ...] = ()
    """What other laptops and earlier sessions wrote, to be read only."""
    after_harm: bool = False
    """Whether what was answered last may have been heavy: no other such question opens by itself (DI5)."""
    invite: tuple[tuple[str, str], ...] = ()
    """While the open invitation waits: that it was offered, and the reasons to leave it out. Then no item is here."""
    talked: tuple[bool, ...] = ()
    """For each topic in order, whether it was talked about: something was offered, answered or written."""


@dataclass(frozen=True, slots=True)
class ClosingLineView:
    """``closed``: its field rests, for the person said no to notes."""

    id: str
    title: Pair
    text: Pair
    kind: str
    noted: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ReadBackLine:
    """One thing to say back: what it is, and the words as they stand. ``language`` is the one they are shown in."""

    about: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    title: str
    lead: str
    lines: tuple[ClosingLineView, ...]
    decisions: tuple[DecisionView, ...]
    information: tuple[Pair, ...]
    person_tag: str
    asks: tuple[tuple[str, str], ...] = ()
    """Pages on which a recipient is chosen by name, with the words of the button."""
    read_back: tuple[ReadBackLine, ...] = ()
    """What was written, in a few words, to be said back to the person."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    id: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OwnViewView:
    title: str
    lead: str
    question: str
    hint: str
    explanations: tuple[ChoiceView, ...]
    sure_question: str
    sureness: tuple[ChoiceView, ...]
    reason_label: str
    reason: str
    reason_help: str
    before_title: str
    before: tuple[str, ...]
    written: bool


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A fact in plain words and how it came."""

    item: str
    text: str
    how: str
    how_word: str


@dataclass(frozen=True, slots=True)
class ElementView:
    id: str
    title: str
    term: str
    state: str
    state_word: str
    lines: tuple[ReasonLine, ...]
    against: str
    change: str = ""
    """What else to ask about it, because an answer could change the assessment."""


@dataclass(frozen=True, slots=True)
class BandView:
    """One explanation along little, some, moderate, strong. ``low``, ``best``, ``high`` run 0..4; None: not enough."""

    id: str
    title: str
    low: float | None
    best: float | None
    high: float | None
    words: str
    """The best reading, in a word."""
    spoken: str
    range: str = ""
    """From the lowest to the highest reading in words, where that is more than one column."""

    @property
    def columns(self) -> tuple[int, int, int] | None:
        """The columns, 0 to 3, of the lowest, best and highest reading; None where not enough was asked."""
        if self.low is None or self.best is None or self.high is None:
            return None
        low, best, high = (min(3, int(each)) for each in (self.low, self.best, self.high))
        return low, best, high


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do next: a verb, and the reason for it."""

    path: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ElevenView:
    """One of the ILO's eleven: its name, its state as word, and the facts with how each came."""

    name: str
    state: str
    state_word: str
    facts: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    title: str
    view_note: str
    steps_title: str
    steps: tuple[NextStep, ...]
    """What to do, in the order of the paths: safety first."""
    elements: tuple[ElementView, ...]
    bands_title: str
    band_words: tuple[str, ...]
    bands: tuple[BandView, ...]
    bands_note: str
    bands_spoken: str
    """The plot in words."""
    change: str
    """What else to ask that bears on none of the three elements; "" for nothing."""
    limits_title: str
    limits: str
    decides: str
    """Who decides (JU12)."""
    eleven_title: str
    eleven: tuple[ElevenView, ...]
    rules: tuple[str, ...]
    """The rule in words, with edition and sources, for Shift+F1."""
    reasons_for: tuple[ReasonLine, ...]
    reasons_against: tuple[ReasonLine, ...]
    paths: tuple[str, ...]
    first: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list. ``opened`` is when it was begun, or on the desk when it changed last."""

    code: str
    state: str
    where: str
    next: str
    opened: str
    place: str
    label: str = ""
    """The officer's private reminder; ``no_label`` stands in its place where there is none."""
    no_label: str = ""
    kept: str = ""
    icon: str = ""
    empty: bool = False
    """Whether nothing was recorded in it, so that it can be deleted here."""
    finished: bool = False
    """Whether it opens on its summary."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due. ``kind``: promise, reply, order or keep; ``when`` in words, "" where the text says it."""

    case: str
    kind: str
    icon: str
    label: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Reminders that belong together: those that are overdue, those of today, of the week, or later."""

    id: str
    title: str
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True)
class RemindersView:
    """Everything that has a day. ``waiting`` says that it is still being read, ``cut`` that there is more."""

    title: str
    lead: str
    groups: tuple[DueGroup, ...]
    headings: tuple[str, ...]
    """Over the case, its label, what is due, and when."""
    none: str = ""
    waiting: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True)
class ListPart:
    """Which part of the list of cases is shown: its place, and where the parts beside it begin."""

    total: int
    """Cases in the whole list: those that match, where it is filtered."""
    first: int = 0
    """How many are before the first that is shown."""
    newest: int = 0
    oldest: int = 0
    """Where the record goes on, newer than the first that is shown and older than the last."""


@dataclass(frozen=True, slots=True)
class CaseloadView:
    title: str
    lead: str
    rows: tuple[CaseRow, ...]
    empty: str
    headings: tuple[tuple[str, str], ...]
    """The columns by name, with their words."""
    part: ListPart
    due: tuple[DueRow, ...] = ()
    due_title: str = ""
    due_day: str = ""
    due_none: str = ""
    due_more: str = ""
    told: str = ""
    """Which part is shown, and in which order."""
    nothing: str = ""
    """That nothing has in it what was typed, where that is so."""
    total: int = 0
    """Cases in the whole record."""
    column: str = ""
    turned: bool = False
    waiting: str = ""
    """That the list is still being made, where it is: nothing is put in order and filtered until then."""

    @property
    def newer(self) -> bool:
        """Whether there are cases before those that are shown."""
        return self.part.first > 0

    @property
    def older(self) -> bool:
        return self.part.first + len(self.rows) < self.part.total


@dataclass(frozen=True, slots=True)
class CareStep:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CareView:
    title: str
    lead: str
    steps: tuple[CareStep, ...]
    help_title: str
    suicide_title: str
    grounding: tuple[Pair, ...]
    person_tag: str


@dataclass(frozen=True, slots=True)
class StopWay:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StopView:
    title: str
    lead: str
    ways: tuple[StopWay, ...]


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line of a plain page; with a ``place`` it leads there."""

    text: str
    note: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LinesView:
    title: str
    lead: str
    lines: tuple[PlainLine, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class IdentityView:
    """The page of name and contact. Its fields are empty, and closed, without the person's yes."""

    title: str
    lead: str
    agreed: bool
    name: str = ""
    contact: str = ""
    phrase: str = ""

    def __repr__(self) -> str:
        return "IdentityView()"

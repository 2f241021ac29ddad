"""Plain data for the pages of an interview: already worded, in the officer's and the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.casework.view_models import Choice, NumberCard, Pair, SecondTalk, SheetView
from screening.domain.case.case import Spoken


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
class GateLineView:
    """A line of the gate. ``choices`` are yes, no and not sure, in this order; ``hint`` what counts as which.

    ``means`` says of each choice which of them it is; ``told`` is what it says by itself.
    """

    id: str
    text: str
    hint: str
    choices: tuple[Choice, ...]
    means: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way to go on, or to stop. ``why`` is why it rests; "" where it can be taken."""

    id: str
    title: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class GateView:
    lines: tuple[GateLineView, ...]
    who: tuple[Choice, ...]
    """Who can hear, where somebody may; empty where nobody does."""
    offers: tuple[WayOn, ...]
    """What can be done where somebody may hear: move, later, private; empty where it is private."""


@dataclass(frozen=True, slots=True)
class DangerView:
    title: str
    leads: tuple[str, ...]
    acts: tuple[str, ...]
    numbers: tuple[NumberCard, ...]


@dataclass(frozen=True, slots=True)
class LineOption:
    """One answer to a line. ``shape`` is the sign of the answer."""

    id: str
    text: Pair
    shape: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line that is spoken. Without ``options`` nothing is decided in it; ``question`` is what is asked after it."""

    id: str
    title: str
    text: Pair
    plays: tuple[str, ...] = ()
    """The ids of the texts that are heard."""
    number: str = ""
    question: Pair | None = None
    options: tuple[LineOption, ...] = ()
    said: str = ""
    """The hour at which it was said in this session; "" where it was not."""
    value: str = ""
    """The id of the option that stands on disk; "" for not asked today."""
    note: str = ""
    """A quiet remark: what was decided in an earlier session, or differently on two laptops (CO9)."""


@dataclass(frozen=True, slots=True)
class ConsentView:
    lines: tuple[LineView, ...]
    said_back_note: str
    person_tag: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item. ``answer`` and ``how`` are "" for not asked; ``locked`` says why it cannot be answered now."""

    id: str
    text: Pair
    kind: str = "ask"
    harm: bool = False
    first: bool = False
    """Whether the order of this place puts it before the others."""
    locked: str = ""
    answer: str = ""
    how: str = ""
    applies: bool = True
    contested: bool = False
    """Two laptops wrote different answers: none of them stands."""
    sealed: bool = False
    """Whether its words stand nowhere on the page, because somebody else may see or hear (GA4)."""
    earlier: str = ""
    """What an earlier session recorded that is not the answer now (DM3)."""
    placed: bool = False
    """Whether its answer may say where harm happened; ``where`` is the place, "" where none was noted."""
    where: str = ""

    @property
    def asked(self) -> bool:
        """Whether one answer stands."""
        return bool(self.answer) and not self.contested


@dataclass(frozen=True, slots=True)
class WordsView:
    """Words beside a field, to be read only."""

    text: str
    by: str
    """Who wrote it and when, and whether that was another laptop or an earlier session."""


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    number: int
    title: Pair
    invitation: Pair
    why: Pair
    person_tag: str
    words: Spoken | None
    """What this laptop wrote in this session."""
    items: tuple[ItemView, ...]
    locked: str
    beside: tuple[WordsView, ...] = ()
    """What other laptops and earlier sessions wrote."""
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
    noted: str
    closed: bool = False
    line: LineView | None = None
    """What is said to the person; None where it is the officer's own."""


@dataclass(frozen=True, slots=True)
class ClosingView:
    lead: str
    lines: tuple[ClosingLineView, ...]
    decisions: Mapping[str, LineView]
    """Each decision as it is asked, by its id and for one of several recipients the recipient's."""
    leaving: tuple[LineView, ...]
    """The help that there is, as everybody hears it on leaving."""
    record: SheetView
    """The record, which is read back to the person."""
    person_tag: str
    promised_by: str = ""
    """The ISO day by which it was promised; "" for none."""
    second_talk: SecondTalk | None = None
    """For somebody who is held, whatever the record shows: nothing of a reading stands on this page (JU2)."""


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of the papers that a recipient may get. ``value``: yes, no, later, or "" for not asked."""

    id: str
    title: str
    value: str
    fixed: str = ""
    """Why nothing is to be decided here: a duty in law stands in place of agreement (CO12)."""


@dataclass(frozen=True, slots=True)
class RecipientView:
    """One service that may take the case. ``number`` is how far its number can be relied on, in words."""

    id: str
    title: str
    name: str
    why: str
    about: str
    number: str
    fresh: bool
    can_verify: bool
    rang: str
    """What is pressed once the number was found to be right, or to take that back."""
    parts: tuple[PartView, ...]
    state: str
    """What has happened with this referral, in words; "" while nothing has."""
    asked: str
    """How far the person was asked about it, in words, and where its number is not verified that."""
    shape: str
    """The shape of that."""
    answer: str
    """What the person said to any part: yes, else no, else later; "" for not asked."""


@dataclass(frozen=True, slots=True)
class TakingView:
    """The page "who takes this"."""

    lead: str
    needs: str
    no_entry: str
    """The needs that no entry of the directory sees to, and whom to ask; "" for none."""
    advice: tuple[str, ...]
    """What can be done about needs that were named, and what never is."""
    who: str
    """Where the person is and who can be asked for them, in one line."""
    add_need: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    """Those of the chosen state; empty where it has none."""
    sexes: tuple[Choice, ...]
    sex_note: str
    sectors: tuple[Choice, ...]
    recipients: tuple[RecipientView, ...]
    information_given: bool
    no_referral: str


@dataclass(frozen=True, slots=True)
class AddingView:
    """Adding a recipient that nobody proposed. ``warning`` is "" unless contact can put somebody in danger."""

    others: tuple[Choice, ...]
    chosen: str
    question: str
    warning: str
    needs_ground: bool
    """Whether the person's wish or a duty in law has to be said."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A field of a paper that is filled in here. ``sheet`` and ``id`` say where it is kept."""

    sheet: str
    id: str
    label: str
    text: str
    language: str
    options: tuple[Choice, ...] = ()
    """What can be chosen; empty for what is typed."""


@dataclass(frozen=True, slots=True)
class StatesView:
    """The fields of a paper that are in one state, and what is not on it at all."""

    state: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PapersView:
    """The page of the papers: for whom, what is in it, what its reader does not see."""

    recipients: tuple[Choice, ...]
    recipient: str
    sheets: tuple[str, ...]
    states: tuple[StatesView, ...]
    """What its reader finds in the fields of the paper, once it is made."""
    waits: str
    """Why there is no paper yet; "" when there is one."""
    issued: tuple[str, ...]
    notes: tuple[NoteView, ...]
    cards: tuple[Choice, ...]
    """What the person may take along; empty for other recipients."""
    names: bool
    """Whether a name slip may go with it."""
    stray: str = ""
    """Which of the things typed for papers would go nowhere: no sheet that is made has them; "" for none."""
    law: str = ""
    """With which law the papers of the case were made; "" where that is not noted."""
    picks_title: str = ""
    picks: tuple[Choice, ...] = ()
    """What may be left out of the report or chosen for it, and whether it stands in it."""


@dataclass(frozen=True, slots=True)
class SentView:
    """A referral that went out, and what came back."""

    id: str
    name: str
    state: str
    overdue: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class PromiseView:
    id: str
    text: str
    day: str
    state: str
    open: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class FollowView:
    """What came back, and what was promised."""

    sent: tuple[SentView, ...]
    promises: tuple[PromiseView, ...]


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

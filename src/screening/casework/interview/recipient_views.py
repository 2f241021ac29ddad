"""Plain data for the pages of a referral: who takes this, adding a recipient, papers, promises."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.view_models import Choice


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
    sent: bool
    asked: str
    """How far the person was asked about it, in words, and where its number is not verified that."""
    shape: str
    """The shape of that."""
    answer: str
    """What the person said to any part: yes, else no, else later; "" for not asked."""


@dataclass(frozen=True, slots=True)
class TakingView:
    """The page "who takes this"."""

    title: str
    lead: str
    needs_title: str
    needs: str
    no_entry: str
    """The needs that no entry of the directory sees to, and whom to ask; "" for none."""
    who: str
    """Where the person is and who can be asked for them, in one line."""
    add_need: tuple[Choice, ...]
    region_label: str
    regions: tuple[Choice, ...]
    sex_label: str
    sexes: tuple[Choice, ...]
    sex_note: str
    sector_label: str
    sectors: tuple[Choice, ...]
    recipients: tuple[RecipientView, ...]
    none: str
    not_proposed: str
    information: str
    information_given: bool
    no_referral_label: str
    no_referral: str


@dataclass(frozen=True, slots=True)
class AddingView:
    """Adding a recipient that nobody proposed. ``warning`` is "" unless contact can put somebody in danger."""

    title: str
    lead: str
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
    short: bool
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

    title: str
    for_label: str
    recipients: tuple[Choice, ...]
    recipient: str
    sheets: tuple[str, ...]
    states: tuple[StatesView, ...]
    """What its reader finds in the fields of the paper, once it is made."""
    waits: str
    """Why there is no paper yet; "" when there is one."""
    printer_note: str
    issued: tuple[str, ...]
    notes_title: str
    notes: tuple[NoteView, ...]
    cards_title: str
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

    title: str
    lead: str
    sent_title: str
    sent: tuple[SentView, ...]
    none_sent: str
    answers: tuple[Choice, ...]
    promises_title: str
    promises: tuple[PromiseView, ...]
    none_promised: str
    outcomes: tuple[Choice, ...]


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

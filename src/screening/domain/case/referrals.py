"""Fold the referrals of a case from its events: notes for papers, who got what, what came back, what was promised."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from screening.domain.events import referral as rev
from screening.domain.events.allowed_values import ANSWERS, BASES, CARDS, OPEN, OUTCOMES
from screening.domain.events.catalogue import Recorded
from screening.errors import NotAccepted

ANSWER_DAYS = 7
"""Days after which a referral without an answer is overdue, unless the officer says another day (D)."""
AT_CLOSING = "closing"
"""The name under which the promise of the closing's own line is settled."""


@dataclass(frozen=True, slots=True)
class Referral:
    """One recipient's state. ``basis`` is "" for one that was proposed."""

    recipient: str
    basis: str = ""
    duty: str = ""
    basis_at: str = ""
    """When the wish or the duty was recorded."""
    parts: tuple[str, ...] = ()
    way: str = ""
    """How the last paper left: saved, printed, phone; a file in a folder went to nobody yet."""
    digest: str = ""
    """Of the last paper."""
    sent_at: str = ""
    answer_by: str = ""
    answered: str = ""
    answered_at: str = ""
    by: str = ""
    note: str = ""

    def state(self, today: datetime.date) -> str:
        """Return open, sent, overdue, acknowledged, redirected or declined."""
        if self.answered:
            return self.answered
        if not self.sent_at:
            return "open"
        return "overdue" if self.answer_by and today.isoformat() > self.answer_by else "sent"


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody said they would do. ``outcome`` is "" while it is open."""

    id: str
    text: str
    by_day: str
    made_at: str
    outcome: str = ""

    def overdue(self, today: datetime.date) -> bool:
        return not self.outcome and bool(self.by_day) and today.isoformat() > self.by_day


@dataclass(frozen=True, slots=True)
class Referrals:
    """Everything that the papers and the caseload need beyond the talk itself."""

    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sent: Mapping[str, Referral] = field(default_factory=dict)
    receivers: Mapping[str, str] = field(default_factory=dict)
    """Digest of a paper or file, and the recipient whom it was made for."""
    promises: Mapping[str, Promise] = field(default_factory=dict)
    """Those of Replies and of later sessions; ``domain.known.promises`` knows that of the closing, too."""
    closing_outcome: str = ""
    """What came of the promise that stands in the closing's own line; "" while it is open."""
    no_referral: str = ""
    information_given: bool = False
    card: str = ""

    def note(self, sheet: str, name: str) -> str:
        return self.notes.get((sheet, name), "")

    def overdue(self, today: datetime.date) -> tuple[str, ...]:
        """Return recipients whose answer is overdue."""
        return tuple(name for name, each in self.sent.items() if each.state(today) == "overdue")


def apply(referrals: Referrals, recorded: Recorded) -> Referrals:
    """Return the referrals after one more event."""
    match recorded.event:
        case rev.SheetNoted(sheet=sheet, field=name, text=text):
            return replace(referrals, notes={**referrals.notes, (sheet, name): text})
        case rev.RecipientAdded(recipient=name, basis=basis, duty=duty):
            return _with(referrals, replace(_of(referrals, name), basis=basis, duty=duty, basis_at=recorded.at))
        case rev.ReferralSent(recipient=name, parts=parts, way=way, digest=digest, answer_by=day):
            again = replace(
                _of(referrals, name), parts=parts, way=way, digest=digest, sent_at=recorded.at, answer_by=day,
                answered="",
            )  # fmt: skip
            went = {**referrals.receivers, digest: name}
            return replace(_with(referrals, again), no_referral="", receivers=went)
        case rev.ReferralAnswered(recipient=name, state=state, by=by, note=note):
            return _with(
                referrals,
                replace(_of(referrals, name), answered=_unless_open(state), answered_at=recorded.at, by=by, note=note),
            )
        case rev.NoReferral(wish=wish):
            return replace(referrals, no_referral=wish)
        case rev.InformationGiven():
            return replace(referrals, information_given=True)
        case rev.CardChosen(way=way):
            return replace(referrals, card=way)
        case rev.PromiseMade(promise=name, text=text, by_day=day):
            made = Promise(name, text, day, recorded.at)
            return replace(referrals, promises={**referrals.promises, name: made})
        case rev.PromiseSettled(promise=name, outcome=outcome) if name in referrals.promises:
            settled = replace(referrals.promises[name], outcome=_unless_open(outcome))
            return replace(referrals, promises={**referrals.promises, name: settled})
        case rev.PromiseSettled(promise=name, outcome=outcome) if name == AT_CLOSING:
            return replace(referrals, closing_outcome=_unless_open(outcome))
    return referrals


def _unless_open(said: str) -> str:
    return "" if said == OPEN else said


def _of(referrals: Referrals, name: str) -> Referral:
    return referrals.sent.get(name, Referral(name))


def _with(referrals: Referrals, changed: Referral) -> Referrals:
    return replace(referrals, sent={**referrals.sent, changed.recipient: changed})


# --- what may happen now


def answer(referrals: Referrals, recipient: str, state: str, by: str = "", note: str = "") -> rev.ReferralAnswered:
    """Record what came back, or take that back. A case that was passed on needs the name of the service (``by``).

    Raises NotAccepted("referral-not-sent"), ("passed-on-to-whom") or ("no-such-choice").
    """
    if state not in (*ANSWERS, OPEN):
        raise NotAccepted("no-such-choice", place="referral")
    if state == "redirected" and not by.strip():
        raise NotAccepted("passed-on-to-whom")
    if not _of(referrals, recipient).sent_at:
        raise NotAccepted("referral-not-sent")
    return rev.ReferralAnswered(recipient, state, by, note)


def add_recipient(recipient: str, basis: str, duty: str = "") -> rev.RecipientAdded:
    """Add a recipient that nobody proposed.

    Raises NotAccepted("duty-not-named") for a duty without its name (CO12).
    """
    if basis not in BASES:
        raise NotAccepted("no-such-choice", place="recipient")
    if basis == "duty" and not duty.strip():
        raise NotAccepted("duty-not-named")
    return rev.RecipientAdded(recipient, basis, duty.strip())


def no_referral(wish: str) -> rev.NoReferral:
    """Record that nothing is passed on. Raises NotAccepted("wish-not-written") without the person's wish (RE1)."""
    if not wish.strip():
        raise NotAccepted("wish-not-written")
    return rev.NoReferral(wish.strip())


def choose_card(way: str) -> rev.CardChosen:
    """Choose what the person takes along: return the event. Raises NotAccepted("no-such-choice")."""
    if way not in CARDS:
        raise NotAccepted("no-such-choice", place="card")
    return rev.CardChosen(way)


def promise(text: str, by_day: str, taken: int) -> rev.PromiseMade:
    """Record a promise, by an ISO day or "" for none. Raises NotAccepted("promise-empty")."""
    if not text.strip():
        raise NotAccepted("promise-empty")
    return rev.PromiseMade(str(taken + 1), text.strip(), by_day)


def settle(promises: Mapping[str, Promise], name: str, outcome: str) -> rev.PromiseSettled:
    """Settle a promise with what came of it, or take that back: return the event. Raises
    NotAccepted("no-such-choice").
    """
    if name not in promises or outcome not in (*OUTCOMES, OPEN):
        raise NotAccepted("no-such-choice", place="promise")
    return rev.PromiseSettled(name, outcome)

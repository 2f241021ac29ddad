"""Fold the events of a record into the case: everything that is known now. Nothing else changes it.

Long because the fold is one ``match``: what each event changes is seen in one place, and nothing is left out unseen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from screening.domain.answers import Answer, Answers, Given, How, ItemId
from screening.domain.case import concurrent_entries, referrals, sessions, spoken_by
from screening.domain.events import catalogue as ev
from screening.domain.events.catalogue import Recorded
from screening.domain.events.inspection import CaseAtSite
from screening.domain.events.later import LaterEvent
from screening.domain.events.operation import CaseInOperation
from screening.domain.events.referral import ReferralEvent
from screening.domain.events.session import LineSaid, SecondViewWritten, SessionEvent, Withdrawn
from screening.domain.events.timestamps import moment, seconds_since

AWAY = 60 * 60
"""Seconds after which a record that is opened again is another sitting."""
ACCOUNT_EVENTS = (ev.AnswerGiven, ev.AnswerTakenBack, ev.WordsWritten, ev.AnsweredAlone)
"""What a session records of the person's account."""
CONSENT = "consent."
"""How the names of the lines of agreement begin; behind it stands the decision that a line explains."""
AGREEMENT = ("talk", "notes")
"""The decisions that open the talk."""
FAILED = "failed"
"""How a paper did not leave that was noted as leaving before."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person said about a topic, as it stands now."""

    topic: str
    entry: str
    text: str
    how: How
    at: str
    by: str
    strand: str = ""
    """The laptop that wrote it; words of two laptops stand beside each other."""
    session: int = 1
    """The session in which it was written; words of a later one have an entry of their own (DM3)."""


@dataclass(frozen=True)
class Case:
    """One person's record. ``heads`` are, per item, the answers that no later answer replaces.

    It has no slots, so that what is read of one case many times is put together once.
    """

    code: str
    edition: str = ""
    setting: str = ""
    setting_chosen: bool = False
    """Whether somebody said where the talk takes place: a case begins with the usual place, which nobody said."""
    profile: str = ""
    practice: bool = False
    country: str = ""
    """The country that the case was taken in, and keeps; "" for Malaysia."""
    opened_at: str = ""
    imported: ev.CaseImported | None = None
    """Where it was written, when that was not here."""
    gate: Mapping[str, str] = field(default_factory=dict)
    gate_said: Mapping[str, str] = field(default_factory=dict)
    """The last choice on each line, of whichever round: what is known of the person while the gate is asked again."""
    gate_round: int = 1
    gate_at: str = ""
    gone_on: frozenset[str] = frozenset()
    """Danger lines after whose card the officer went on, in this round of the gate."""
    language: ev.LanguageChosen | None = None
    consent: Mapping[tuple[str, str], Recorded] = field(default_factory=dict)
    consent_heads: Mapping[tuple[str, str], tuple[Recorded, ...]] = field(default_factory=dict)
    """The decisions that no later one knew; where they differ nothing counts as agreed."""
    consent_in: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The session in which each decision was made last; 0 for one that did not know that all was taken back."""
    count_left: str = ""
    """What the person had decided about being counted when they chose to have it all erased."""
    offered: Mapping[str, ev.TopicOffered] = field(default_factory=dict)
    words: tuple[Spoken, ...] = ()
    heads: Mapping[ItemId, tuple[Recorded, ...]] = field(default_factory=dict)
    given_in: Mapping[ItemId, tuple[tuple[int, Recorded], ...]] = field(default_factory=dict)
    """Per item, what each session recorded last, with the session's number (DM3)."""
    asked_in: Mapping[ItemId, tuple[int, ...]] = field(default_factory=dict)
    """The sessions in which each item was asked."""
    breaks: int = 0
    care_used: bool = False
    alone: tuple[Recorded, ...] = ()
    """The times the person answered by ear, alone."""
    by_computer: frozenset[str] = frozenset()
    """The digests of the answers that were given to a computer's voice."""
    stopped: str = ""
    stopped_at: str = ""
    closing: Mapping[str, str] = field(default_factory=dict)
    closing_heads: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    site: str = ""
    """The inspection at which the talk took place; "" for none."""
    operation: CaseInOperation | None = None
    """The operation and the number that the talk began with, and what the first look noted."""
    view: Recorded | None = None
    views: tuple[Recorded, ...] = ()
    """Every view written with this program, of whichever laptop."""
    viewed_in: Mapping[str, int] = field(default_factory=dict)
    """The session in which each view was written, by its digest."""
    second_for: str = ""
    """The digest of the view that stood when the second reader's was written."""
    told_in: int = 0
    """The last session in which an answer or words were recorded, 0 for none."""
    assessed: Recorded | None = None
    differed: Recorded | None = None
    forms: tuple[Recorded, ...] = ()
    slips: tuple[Recorded, ...] = ()
    """The slips with the person's name that left."""
    name_kept: bool = False
    """Whether name and contact are kept beside the record."""
    referrals: referrals.Referrals = field(default_factory=referrals.Referrals)
    later: tuple[Recorded, ...] = ()
    """What was learned after the talk, in the order of the record; ``domain.known.outcomes`` says what of it stands."""
    sessions: sessions.Sessions = field(default_factory=sessions.Sessions)
    unknown: tuple[str, ...] = ()
    """Kinds of events that this program does not know; a case with any opens read-only."""
    lamport: int = 0
    last_at: str = ""
    """When the last event was recorded."""
    talk_at: str = ""
    """When this sitting of the talk began, from which its minutes count (IN13)."""
    talk_away: float = 0.0
    """Seconds of it for which the record was closed: from the last event until it was opened again."""
    talked: Recorded | None = None
    """The last event that was recorded with the person, as ``of_the_talk`` says."""
    left_for: float = 0.0
    """The longest time in seconds after which it was opened since then."""

    @functools.cached_property
    def answers(self) -> Answers:
        """What is recorded for each item. Two answers that had not seen each other count as not known."""
        found = ((item, settled(heads, self.by_computer)) for item, heads in self.heads.items())
        return {item: given for item, given in found if given is not None}

    @functools.cached_property
    def contested(self) -> frozenset[ItemId]:
        """Items for which two laptops recorded different answers that had not seen each other."""
        return frozenset(item for item, heads in self.heads.items() if _differ(heads))

    def earlier(self, item: ItemId) -> tuple[tuple[int, Recorded], ...]:
        """Return what earlier sessions recorded that is not what stands now, with their numbers, oldest first (DM3)."""
        given, standing = self.given_in.get(item, ()), self.answers.get(item)
        if standing is None or item in self.contested:
            return ()
        last, found = given[-1][0], []
        for session, each in given:
            said = each.event.answer if isinstance(each.event, ev.AnswerGiven) else standing.answer
            if session < last and said != standing.answer:
                found.append((session, each))
        return tuple(found)

    def consented(self, decision: str, recipient: str = "") -> str:
        """Return yes, no, later, or "" for not asked, and for what was said before it was all taken back (CO8)."""
        if self.consent_in.get((decision, recipient), 0) <= self.sessions.taken_back_in:
            return ""
        return concurrent_entries.decided(self.consent_heads.get((decision, recipient), ()))

    def decided_now(self, decision: str, recipient: str = "") -> str:
        """``consented``, but "" when it waits to be asked again: the decision is of an earlier session (CO9), or two
        laptops heard different ones."""
        key = (decision, recipient)
        waits = self.consent_in.get(key) != self.sessions.number or concurrent_entries.decisions_differ(
            self.consent_heads.get(key, ())
        )
        return "" if waits else self.consented(decision, recipient)

    @property
    def second(self) -> Recorded | None:
        """The second reader's view of what stands now: one of an earlier session's view is none (JU9, JU16)."""
        if self.view is None or self.viewed_in.get(self.second_for) != self.viewed_in.get(self.view.digest):
            return None
        return self.sessions.second

    def view_waits(self, view: Recorded) -> bool:
        """Return whether answers or words were recorded in a later session than ``view`` (JU2)."""
        return self.viewed_in.get(view.digest, self.told_in) < self.told_in

    @property
    def taken_back(self) -> bool:
        """Whether the person took it back and did not agree anew since (CO8): nothing is written, no paper made.

        Their yes must stand, or have stood when its session ended, and its laptop must have known of the withdrawal.
        """
        return bool(self.sessions.withdrawn)

    @property
    def to_be_counted(self) -> bool:
        """Whether the person agreed to be counted after erasing: a yes that stood when they chose that holds (CO1)."""
        return (self.count_left if self.taken_back else self.consented("count")) == "yes"

    @functools.cached_property
    def agreed(self) -> bool:
        """Whether the person agreed today to talk, and to notes; a told duty may stand for the notes (CO12)."""
        notes = self.decided_now("notes") == "yes" or self.sessions.informed_now
        return self.decided_now("talk") == "yes" and notes


if TYPE_CHECKING:
    _changed = replace
else:

    def _changed(case, **new):
        """Return a case with other fields, as ``dataclasses.replace``, which takes ten times as long.

        What was put together once of the case before is left behind.
        """
        made = object.__new__(Case)
        held = made.__dict__
        held.update(case.__dict__)
        for name in held.keys() - _FIELDS if len(held) > len(_FIELDS) else ():
            del held[name]
        held.update(new)
        return made


def settled(heads: tuple[Recorded, ...], by_computer: frozenset[str] = frozenset()) -> Given | None:
    """Return the one answer that stands, not known where heads differ, None where the item went back to not asked.

    ``by_computer`` are the digests of answers that were given to a computer's voice.
    """
    if _differ(heads):
        return Given(Answer.NOT_KNOWN)
    match heads[0].event if heads else None:
        case ev.AnswerGiven(answer=answer, how=how, where=where):
            return Given(answer, how, where, heads[0].digest in by_computer)
    return None


_FIELDS = frozenset(each.name for each in fields(Case))


def fold(code: str, recorded: Iterable[Recorded]) -> Case:
    """Return the case after these events, given in the order of the record."""
    case = Case(code)
    for each in recorded:
        case = apply(case, each)
    return case


def apply(case: Case, recorded: Recorded) -> Case:
    """Return the case after one more event."""
    case = _changed(
        case,
        lamport=max(case.lamport, recorded.lamport),
        last_at=max(case.last_at, recorded.at),
        talk_at=recorded.at if (sits_down := _sits_down(case, recorded)) else case.talk_at,
        talk_away=0.0 if sits_down else case.talk_away + _away(case, recorded),
        told_in=case.sessions.number if isinstance(recorded.event, ACCOUNT_EVENTS) else case.told_in,
        talked=recorded if of_the_talk(recorded.event) else case.talked,
        left_for=_left_for(case, recorded),
    )
    match recorded.event:
        case ev.CaseOpened(edition=edition, setting=setting, profile=profile, practice=practice, country=country):
            return _changed(
                case,
                edition=edition,
                setting=setting,
                profile=profile,
                practice=practice,
                country=country or "",
                opened_at=recorded.at,
                sessions=case.sessions.opened(recorded, setting),
            )
        case ev.CaseImported():
            return _changed(case, imported=recorded.event)
        case ev.SettingChanged(setting=setting):
            return _changed(case, setting=setting, setting_chosen=True, sessions=case.sessions.held(setting=setting))
        case ev.GateAnswered(line=line, choice=choice, round=turn):
            if turn > case.gate_round:
                case = _changed(case, gate={}, gate_round=turn, gone_on=frozenset())
            return _changed(
                case,
                gate={**case.gate, line: choice},
                gate_said={**case.gate_said, line: choice},
                gate_at=recorded.at,
                gone_on=case.gone_on - {line},
            )
        case ev.DangerCardAnswered(lines=lines, went_on=went_on):
            return _changed(case, gone_on=case.gone_on | set(lines)) if went_on else case
        case ev.LanguageChosen(language=language):
            return _changed(case, language=recorded.event, sessions=case.sessions.held(language=language))
        case ev.ConsentDecided(decision=decision, recipient=recipient, replaces=replaces):
            key, number = (decision, recipient), case.sessions.number
            unaware = case.taken_back and not case.sessions.withdrawals.asked_anew(recorded.strand)
            heads = concurrent_entries.after(case.consent_heads.get(key, ()), recorded, replaces)
            return _changed(
                case,
                consent={**case.consent, key: recorded},
                consent_heads={**case.consent_heads, key: heads},
                consent_in={**case.consent_in, key: 0 if unaware else number},
                sessions=case.sessions
                if recipient
                else case.sessions.decided(recorded, decision, recorded.event.value),
            )
        case ev.DecisionTakenBack():
            return _decision_taken_back(case, recorded, recorded.event)
        case ev.TopicOffered(topic=topic):
            return _changed(case, offered={**case.offered, topic: recorded.event})
        case ev.WordsWritten():
            return _changed(case, words=_written(case, recorded.event, recorded))
        case ev.AnswerGiven(item=item, replaces=replaces) | ev.AnswerTakenBack(item=item, replaces=replaces):
            case = _asked(case, recorded.event)
            after = (*(head for head in case.heads.get(item, ()) if head.digest not in replaces), recorded)
            given = _given(case, item, recorded, replaces)
            asked = spoken_by.after_answer(case.by_computer, case.heads.get(item, ()), recorded)
            case = _changed(case, by_computer=asked)
            return _changed(case, heads={**case.heads, item: after}, given_in={**case.given_in, item: given})
        case ev.BreakTaken():
            return _changed(case, breaks=case.breaks + 1)
        case ev.CareCardUsed():
            return _changed(case, care_used=True)
        case CaseAtSite(site=site):
            return _changed(case, site=site)
        case CaseInOperation():
            return _changed(case, operation=recorded.event)
        case ev.AnsweredAlone():
            asked = spoken_by.after_sitting(case.by_computer, case.heads.values(), recorded)
            return _changed(case, alone=(*case.alone, recorded), by_computer=asked)
        case ev.TalkStopped(way=way):
            return _stopped(case, way, recorded)
        case ev.TalkResumed():
            return _resumed(case, recorded)
        case Withdrawn(choice=choice):
            left = case.count_left if case.taken_back else case.consented("count")
            taken = sessions.apply(case.sessions, recorded)
            return _changed(case, sessions=taken, count_left=left if choice == "erase" else "")
        case ev.GateReturned():
            return _changed(case, gate={}, gate_round=case.gate_round + 1, gone_on=frozenset())
        case ev.ClosingNoted(line=line, replaces=replaces):
            heads = concurrent_entries.after(case.closing_heads.get(line, ()), recorded, replaces)
            open_again = line == "promised" and concurrent_entries.noted(heads) != case.closing.get(line, "")
            return _changed(
                case,
                closing={**case.closing, line: concurrent_entries.noted(heads)},
                closing_heads={**case.closing_heads, line: heads},
                referrals=replace(case.referrals, closing_outcome="") if open_again else case.referrals,
            )
        case ev.IdentityHandled(act=act) if act in ("kept", "erased"):
            return _changed(case, name_kept=act == "kept")
        case ev.IdentityHandled(act="slip"):
            return _changed(case, slips=(*case.slips, recorded))
        case ev.IdentityHandled(act="slip-failed"):
            return _changed(case, slips=case.slips[:-1])
        case ev.ViewWritten():
            viewed = {**case.viewed_in, recorded.digest: case.sessions.number}
            return _changed(case, view=recorded, views=(*case.views, recorded), viewed_in=viewed)
        case ev.AssessmentOpened():
            return _changed(case, assessed=recorded)
        case ev.AssessmentDisputed():
            return _changed(case, differed=recorded)
        case ev.FormIssued(way=way, digest=digest):
            if way == FAILED:
                return _changed(case, forms=_without_last(case.forms, digest))
            return _changed(case, forms=(*case.forms, recorded))
        case ev.Unknown(kind=kind):
            return _changed(case, unknown=(*case.unknown, kind))
        case ReferralEvent():
            return _changed(case, referrals=referrals.apply(case.referrals, recorded))
        case LaterEvent():
            return _changed(case, later=(*case.later, recorded))
        case SessionEvent():
            if isinstance(recorded.event, SecondViewWritten):
                case = _changed(case, second_for=case.view.digest if case.view is not None else "")
            return _changed(case, sessions=sessions.apply(case.sessions, recorded))
    return case


def of_the_talk(event: ev.Event) -> bool:
    """Return whether this is recorded with the person: gate, agreement, invitations, words, and what was asked or told.

    What the officer saw or read, an answer taken back or chosen of two, and what a next worker may have are not.
    """
    match event:
        case ev.GateAnswered() | ev.TopicOffered() | ev.WordsWritten() | ev.AnsweredAlone():
            return True
        case LineSaid(line=line, taken_back=taken_back):
            return line.startswith(CONSENT) and not taken_back
        case ev.ConsentDecided(decision=decision, value=value):
            return decision in AGREEMENT and value == "yes"
        case ev.AnswerGiven(how=how, replaces=replaces):
            return how in (How.ASKED, How.TOLD) and len(replaces) < 2
    return False


def _decision_taken_back(case: Case, recorded: Recorded, event: ev.DecisionTakenBack) -> Case:
    """Return the case with a decision back at "not asked"; what another laptop heard meanwhile stands."""
    key = (event.decision, event.recipient)
    left = concurrent_entries.without(case.consent_heads.get(key, ()), recorded, event.replaces)
    now = case.sessions if event.recipient else case.sessions.decided(recorded, event.decision, "")
    if left:
        heads = {**case.consent_heads, key: left}
        return _changed(case, consent={**case.consent, key: left[-1]}, consent_heads=heads, sessions=now)
    return _changed(
        case,
        consent={each: said for each, said in case.consent.items() if each != key},
        consent_heads={each: heads for each, heads in case.consent_heads.items() if each != key},
        consent_in={each: number for each, number in case.consent_in.items() if each != key},
        sessions=now,
    )


def _left_for(case: Case, recorded: Recorded) -> float:
    """Return how long nobody had the record in hand, where it is opened; a time that is not known counts as long."""
    if isinstance(recorded.event, ev.TalkResumed | ev.GateReturned) or of_the_talk(recorded.event):
        return 0.0
    if not isinstance(recorded.event, ev.CaseViewed):
        return case.left_for
    now = moment(recorded.at)
    away = seconds_since(case.last_at, now) if now is not None else None
    return max(case.left_for, float("inf") if away is None else away)


def _stopped(case: Case, way: str, recorded: Recorded) -> Case:
    """Return the case after the end of the talk.

    What was taken back stays so, whatever else is said of its end; another session may follow.
    """
    if way == "withdrawn" and not any(each.strand == recorded.strand for each in case.sessions.withdrawals.closed):
        case = _changed(case, sessions=case.sessions.taken_back(recorded, "keep"), count_left="")
    if case.stopped == "withdrawn":
        return case
    return _changed(case, stopped=way, stopped_at=recorded.at)


def _resumed(case: Case, recorded: Recorded) -> Case:
    """Return the case in another session. One of a laptop that knew of no withdrawal leaves the record put away."""
    now = case.sessions.resumed(recorded)
    away = bool(now.withdrawn) and not now.withdrawals.asked_anew(recorded.strand)
    return _changed(
        case,
        stopped="withdrawn" if away else "",
        stopped_at=(case.stopped_at or recorded.at) if away else "",
        gate={},
        gate_round=case.gate_round + 1,
        gone_on=frozenset(),
        sessions=now,
    )


def _sits_down(case: Case, recorded: Recorded) -> bool:
    """Return whether a sitting of the talk begins: a new case, another session, or a record opened again after an hour.

    A shorter lock, a break or another place go on with the same person, who is as tired as before.
    """
    match recorded.event:
        case ev.CaseOpened() | ev.TalkResumed():
            return True
    return _away(case, recorded) > AWAY


def _away(case: Case, recorded: Recorded) -> float:
    """Return for how many seconds nobody had the record open, where it is opened again; 0 where that is not known."""
    now = moment(recorded.at) if isinstance(recorded.event, ev.CaseViewed) else None
    return (seconds_since(case.last_at, now) or 0.0) if now is not None else 0.0


def _without_last(forms: tuple[Recorded, ...], digest: str) -> tuple[Recorded, ...]:
    """Return the papers without the last one of these bytes, which did not leave."""
    for at in range(len(forms) - 1, -1, -1):
        event = forms[at].event
        if isinstance(event, ev.FormIssued) and event.digest == digest:
            return (*forms[:at], *forms[at + 1 :])
    return forms


def _asked(case: Case, event: ev.Event) -> Case:
    """Note of an answer that came of a question in which session it was asked."""
    if not isinstance(event, ev.AnswerGiven) or event.how is not How.ASKED:
        return case
    asked = dict.fromkeys((*case.asked_in.get(event.item, ()), case.sessions.number))
    return _changed(case, asked_in={**case.asked_in, event.item: tuple(asked)})


def _given(case: Case, item: ItemId, recorded: Recorded, replaces: tuple[str, ...]) -> tuple[tuple[int, Recorded], ...]:
    """Return what each session recorded for an item; within one an answer takes the place of what it replaces."""
    number = case.sessions.number
    kept = (each for each in case.given_in.get(item, ()) if each[0] != number or each[1].digest not in replaces)
    return (*kept, (number, recorded))


def _differ(heads: tuple[Recorded, ...]) -> bool:
    if len(heads) < 2:
        return False
    said = {head.event.answer if isinstance(head.event, ev.AnswerGiven) else None for head in heads}
    return len(said) > 1


def _written(case: Case, event: ev.WordsWritten, recorded: Recorded) -> tuple[Spoken, ...]:
    place = (event.topic, event.entry, recorded.strand)
    kept = tuple(each for each in case.words if (each.topic, each.entry, each.strand) != place)
    if not event.text.strip():
        return kept
    number, strand = case.sessions.number, recorded.strand
    new = Spoken(event.topic, event.entry, event.text, event.how, recorded.at, recorded.by, strand, number)
    return (*kept, new)

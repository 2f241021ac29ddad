"""Decide what may happen now in a case: each act returns the event to record, or raises NotAccepted.

Long because the rules lean on each other: gate, session, consent, and what each of them opens.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer, How, Where
from screening.domain.case import interpreter as interpreting
from screening.domain.case import sessions
from screening.domain.case.case import AWAY, CONSENT, Case, of_the_talk
from screening.domain.events import catalogue as ev
from screening.domain.events.allowed_values import DECIDED, STOPS, SURENESS
from screening.domain.events.later import LaterEvent
from screening.domain.events.referral import PromiseMade, SheetNoted
from screening.domain.events.session import Informed, LineSaid, NoteWritten, SecondViewWritten
from screening.domain.events.timestamps import moment
from screening.domain.protocol.model import GateLine, Item, Protocol
from screening.errors import NotAccepted

GATE_AGAIN = 10 * 60
"""Seconds of a lock, a cover page or a break after which the gate is asked again (GA12)."""

INTERPRETER = {interpreting.WAITS: "locked.interpreter", interpreting.ENDS: "locked.interpreter-ends"}
"""Why a sensitive question is closed where nobody hears it but the one who interprets."""
EVERY = frozenset({"*"})
ACCOUNT = "account"
"""The topic of words that belong to none: the account as it came, with no question asked (IN18)."""
OWN_WORDS: Mapping[str, frozenset[str]] = {
    "closing": frozenset({"wishes"}),
    "plan": EVERY,
    "when": EVERY,
    "prefer": frozenset({"officer", "interpreter", "follow", "second", "dialect", "remarks"}),
    "child": frozenset({"wishes"}),
    "refused": frozenset({"next"}),
}
"""Page and fields beside the questions that hold what the person says of themselves, and need their yes to notes (CO1).

What they need to be safe, what help was offered, the gate, the place and the interpreter's card need none.
"""
OF_THE_TALK = ("arrival", "handover", "wordless", "second", *OWN_WORDS)
"""Pages of notes into which nothing is written once the person took it back (CO8)."""
SKIPS = ("told", "unwilling", "time", "looked_for")
"""Why a topic's open invitation is left out (IN1); ``looked_for`` where a question was opened by itself (IN5)."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the safety gate stands (GA1-GA5)."""

    open_lines: tuple[str, ...]
    dangers: tuple[str, ...]
    """Danger lines whose card is still to be answered."""
    not_private: bool
    """Somebody else may hear, or an interpreter of whom not enough is known, or who may not stay (GA5, LA12)."""
    interpreter: str
    """Where nobody else hears: how the one who interprets stands, as ``interpreting.standing`` says."""
    child: bool
    """Until another answer about age is given: a gate that is asked again makes nobody an adult (CH1)."""

    @property
    def passed(self) -> bool:
        """Whether the talk may go on to the person's language."""
        return not self.open_lines and not self.dangers


def gate(protocol: Protocol, case: Case) -> Gate:
    """Return the state of the gate in its present round."""
    effects = {line.id: _effect(line, case) for line in protocol.gate}
    alone = effects.get("hearing") == "fine"
    interpreter = interpreting.standing(protocol, case) if alone else ""
    return Gate(
        open_lines=tuple(name for name, effect in effects.items() if effect is None),
        dangers=tuple(name for name, effect in effects.items() if effect == "danger" and name not in case.gone_on),
        not_private=not alone or bool(interpreter),
        interpreter=interpreter,
        child=any(line.effect(case.gate_said.get(line.id, "")) == "child" for line in protocol.gate),
    )


def answer_gate(protocol: Protocol, case: Case, line: str, choice: str) -> ev.GateAnswered:
    """Answer one line of the gate, also when a person comes back. Raises NotAccepted("no-such-choice")."""
    writable(case, agreeing=True)
    for each in protocol.gate:
        if each.id == line and each.effect(choice) is not None:
            return ev.GateAnswered(line, choice, case.gate_round)
    raise NotAccepted("no-such-choice", place=line)


def gate_returns(case: Case, seconds: float) -> bool:
    """Return whether a talk that nobody had in hand for so long begins with the gate again (GA12).

    Not after the talk has ended: what follows is the officer's own work, away from the person. A view that was written
    ends no talk: it may be of an earlier session, or of another laptop. ``seconds`` below 0, as after another laptop
    whose clock is ahead, tell nothing, and count as long.
    """
    return bool(case.gate) and not case.stopped and not 0 <= seconds <= GATE_AGAIN


def another_session(case: Case, seconds: float, now: datetime.datetime) -> bool:
    """Return whether a talk that was under way and left for ``seconds`` goes on as another session, agreed to anew
    (CO9).

    It does after AWAY, and on another day of this laptop's clock where the gate returns at all. Not after the talk has
    ended or its view was written, nor where nobody was asked anything yet. ``seconds`` below 0 count as long.
    """
    number, kept = case.sessions.number, case.sessions.notes.values()
    asked = number == case.told_in or number in case.consent_in.values() or any(each.session == number for each in kept)
    if not asked or case.stopped or case.unknown or number in case.viewed_in.values():
        return False
    return _long(case.last_at, seconds, now)


def _long(at: str, seconds: float, now: datetime.datetime) -> bool:
    """Return whether what lies ``seconds`` back, at that time, is of another sitting: after AWAY, or on another day."""
    if not 0 <= seconds <= AWAY:
        return True
    last = moment(at)
    another_day = last is not None and last.astimezone().date() != now.astimezone().date()
    return another_day and seconds > GATE_AGAIN


def viewed(case: Case, strand: str = "") -> ev.Recorded | None:
    """Return the last own view of this session: of the laptop ``strand``, or of any."""
    here = (each for each in reversed(case.views) if strand in ("", each.strand))
    return next((each for each in here if case.viewed_in[each.digest] == case.sessions.number), None)


def at_the_desk(case: Case, seconds: float, now: datetime.datetime, strand: str) -> bool:
    """Return whether a record left for ``seconds`` is opened for the work after the officer's own view of this session.

    Not where the talk went on after that view and was left a short while ago. ``seconds`` below 0 count as long.
    """
    view = viewed(case, strand)
    if view is None:
        return False
    return case.talked is None or case.talked.lamport < view.lamport or _long(case.last_at, seconds, now)


def taken_up(
    case: Case, events: Iterable[ev.Event], seconds: float, now: datetime.datetime
) -> ev.TalkResumed | ev.GateReturned | None:
    """Return what comes before these events, where with them a talk is taken up again after a view of this session.

    Another session, agreed to anew, where ``seconds`` since its last act are long (CO9); the gate, where the record was
    opened meanwhile after GATE_AGAIN (GA12). Nothing comes before answers by ear: they were given already.
    """
    facts = tuple(events)
    alone = any(isinstance(each, ev.AnsweredAlone) for each in facts)
    if case.stopped or case.unknown or viewed(case) is None or case.talked is None or alone:
        return None
    if not any(of_the_talk(each) for each in facts):
        return None
    if _long(case.talked.at, seconds, now):
        return ev.TalkResumed()
    gate = any(isinstance(each, ev.GateAnswered) for each in facts)
    return ev.GateReturned("lock") if case.left_for > GATE_AGAIN and not gate else None


def consent(
    protocol: Protocol,
    case: Case,
    decision: str,
    value: str,
    *,
    text_version: str,
    recipient: str = "",
    line: str = "",
) -> ev.ConsentDecided:
    """Record one consent decision. Raises NotAccepted when the gate or the language comes first.

    ``line`` explains it: where one is named and was not said in this session, nothing is decided ("say-first").
    A person who took it back agrees anew in another session, and in no other way.
    """
    writable(case, agreeing=case.stopped != "withdrawn")
    _gate_first(protocol, case)
    if case.language is None:
        raise NotAccepted("language-first")
    if value not in DECIDED or decision not in {each.id for each in protocol.decisions}:
        raise NotAccepted("no-such-choice", place=decision)
    if line and case.sessions.said_now(line) is None:
        raise NotAccepted("say-first")
    return _decided(case, decision, value, text_version, case.language.language, recipient)


def say(protocol: Protocol, case: Case, line: str, own: str, theirs: str) -> LineSaid:
    """Record that a line was said, in these languages. Raises NotAccepted("gate-first") for a line of agreement.

    What protects may be said at any time, so other lines wait for nothing.
    """
    writable(case, agreeing=case.stopped != "withdrawn")
    if line.startswith(CONSENT):
        _gate_first(protocol, case)
    return LineSaid(line, own, theirs)


def unsay(case: Case, line: str, decision: str = "") -> tuple[LineSaid | ev.DecisionTakenBack, ...]:
    """Take back that a line was said, and with it the decision that it explains: return the events."""
    writable(case, agreeing=case.stopped != "withdrawn")
    said = case.sessions.said.get(line)
    unsaid = (LineSaid(line, said.own, said.theirs, taken_back=True),) if said is not None else ()
    return (*unsaid, *undecide(case, decision)) if decision else unsaid


def undecide(case: Case, decision: str) -> tuple[ev.DecisionTakenBack, ...]:
    """Take a decision back to "not asked": return the event; nothing where there is none."""
    writable(case, agreeing=case.stopped != "withdrawn")
    heads = tuple(head.digest for head in case.consent_heads.get((decision, ""), ()))
    return (ev.DecisionTakenBack(decision, replaces=heads),) if heads else ()


def urgent_consent(
    protocol: Protocol, case: Case, decision: str, value: str, *, text_version: str, language: str, recipient: str
) -> ev.ConsentDecided:
    """Record what the person says to one recipient where the gate found danger: nothing else comes first then (GA3).

    Raises NotAccepted("gate-first") where no line of the gate found danger, and ("no-such-choice").
    """
    writable(case)
    if not in_danger(protocol, case):
        raise NotAccepted("gate-first")
    known = {each.id for each in protocol.decisions if each.per_recipient}
    if value not in DECIDED or decision not in known or not recipient:
        raise NotAccepted("no-such-choice", place=decision)
    return _decided(case, decision, value, text_version, language, recipient)


def _decided(case: Case, decision: str, value: str, version: str, language: str, recipient: str) -> ev.ConsentDecided:
    known = tuple(head.digest for head in case.consent_heads.get((decision, recipient), ()))
    present = case.gate.get("hearing", "")
    return ev.ConsentDecided(decision, value, version, language, "read", recipient, present, known)


def in_danger(protocol: Protocol, case: Case) -> bool:
    """Return whether a line of the gate found danger, whether its card was gone on from or not (GA3)."""
    return any(line.effect(case.gate_said.get(line.id, "")) == "danger" for line in protocol.gate)


def locked(protocol: Protocol, case: Case, item: Item) -> str:
    """Return the text id of why ``item`` cannot be answered now; "" when it can.

    Observations and documents stay open without privacy or consent: they are the officer's own (GA4).
    """
    state = gate(protocol, case)
    if not state.passed:
        return "locked.gate"
    if item.kind != "ask":
        return ""
    assented = state.child and case.sessions.note("child", "assent") == "yes"
    if not case.agreed and not (assented and item.id in _child_items(protocol)):
        return "locked.consent"
    if item.harm and state.not_private:
        return INTERPRETER.get(state.interpreter, "locked.privacy")
    return ""


def invitation_waits(protocol: Protocol, case: Case, topic: str) -> bool:
    """Return whether the topic's open invitation comes first: its closed items stay away until then (IN1)."""
    return protocol.topic(topic).id not in case.offered


def invite(protocol: Protocol, case: Case, topic: str, skip: str = "") -> ev.TopicOffered:
    """Record that the topic's open invitation was offered, or left out for a reason. Raises NotAccepted."""
    writable(case)
    _gate_first(protocol, case)
    if not case.agreed:
        raise NotAccepted("locked-consent", item=topic)
    if skip and skip not in SKIPS:
        raise NotAccepted("no-such-choice", place=topic)
    return ev.TopicOffered(topic, not skip, skip)


def answer(
    protocol: Protocol, case: Case, item_id: str, given: Answer, how: How, where: Where | None = None
) -> ev.AnswerGiven:
    """Record an answer to an item, at any time and in any order (IN5). Raises NotAccepted.

    ``where``: only with a "yes" to an item that takes a place ("no-place").
    """
    item = _item(protocol, item_id)
    writable(case)
    reason = locked(protocol, case, item)
    if reason:
        raise NotAccepted(reason.replace(".", "-"), item=item.number)
    if given not in item.allowed:
        raise NotAccepted("only-seen", item=item.number)
    if where is not None and not (item.where and given is Answer.YES):
        raise NotAccepted("no-place", item=item.number)
    return ev.AnswerGiven(item_id, given, how, _replaced(case, item_id), where)


def settle(protocol: Protocol, case: Case, item_id: str, digest: str) -> ev.AnswerGiven | ev.AnswerTakenBack:
    """Choose one of the answers that had not seen each other; ``digest`` "" leaves the item as not known.

    Nothing is asked of anybody for this, so it is open where a question would not be. Raises
    NotAccepted("not-contested") and ("no-such-choice").
    """
    _item(protocol, item_id)
    writable(case)
    if item_id not in case.contested:
        raise NotAccepted("not-contested", item=item_id)
    heads = _replaced(case, item_id)
    if not digest:
        return ev.AnswerGiven(item_id, Answer.NOT_KNOWN, How.ASKED, heads)
    for head in case.heads[item_id]:
        if head.digest == digest and isinstance(head.event, ev.AnswerGiven):
            return ev.AnswerGiven(item_id, head.event.answer, head.event.how, heads, head.event.where)
        if head.digest == digest:
            return ev.AnswerTakenBack(item_id, heads)
    raise NotAccepted("no-such-choice", place=item_id)


def take_back(protocol: Protocol, case: Case, item_id: str) -> ev.AnswerTakenBack:
    """Take an answer back: the item goes back to "not asked"."""
    _item(protocol, item_id)
    writable(case)
    return ev.AnswerTakenBack(item_id, _replaced(case, item_id))


def words(protocol: Protocol, case: Case, topic: str, entry: str, text: str, how: How = How.TOLD) -> ev.WordsWritten:
    """Record the person's own words on a topic. Raises NotAccepted("text-too-long"), ("locked-consent")."""
    writable(case)
    _gate_first(protocol, case)
    if not case.agreed:
        raise NotAccepted("locked-consent", item=topic)
    if topic != ACCOUNT and topic not in {each.id for each in protocol.topics}:
        raise NotAccepted("no-such-choice", place=topic)
    sessions.fits(text)
    return ev.WordsWritten(topic, entry, text, how)


def no_notes(case: Case) -> bool:
    """Return whether the person said no, or not now, to notes, and no told duty stands in place of a yes (CO1,
    CO12).
    """
    return case.consented("notes") in ("no", "later") and not case.sessions.informed_now


def own_words(page: str, field: str) -> bool:
    """Return whether a field beside the questions holds what the person says of themselves."""
    fields = OWN_WORDS.get(page, frozenset())
    return bool(field) and (fields is EVERY or field in fields)


def note_beside(case: Case, page: str, field: str, text: str) -> NoteWritten:
    """Write a note on a page beside the questions; an empty one takes it away.

    Raises NotAccepted("locked-consent") for the person's own words without their yes to notes, ("taken-back") for what
    belongs to the talk, and ("text-too-long"). A child's own yes is how a child comes back.
    """
    if _of_the_talk(case, page, field):
        writable(case)
    _with_yes_to_notes(case, page, field, text)
    return sessions.write(page, field, text)


def refuse_if_withdrawn(case: Case, events: Iterable[ev.Event]) -> None:
    """Raise NotAccepted("taken-back") where an event would go on with a talk that the person took back (CO8)."""
    if not case.taken_back:
        return
    for event in events:
        match event:
            case PromiseMade() | Informed() | SecondViewWritten() | LaterEvent() | SheetNoted(sheet="need"):
                raise NotAccepted("taken-back")
            case NoteWritten(page=page, field=name) if _of_the_talk(case, page, name):
                raise NotAccepted("taken-back")


def note_closing(protocol: Protocol, case: Case, line: str, text: str) -> ev.ClosingNoted:
    """Write one line of the closing. Raises NotAccepted("locked-consent") for own words without a yes to notes."""
    writable(case)
    _gate_first(protocol, case)
    _with_yes_to_notes(case, "closing", line, text)
    sessions.fits(text)
    return ev.ClosingNoted(line, text, tuple(head.digest for head in case.closing_heads.get(line, ())))


def stop(case: Case, way: str) -> ev.TalkStopped:
    """End the talk, as the person wants it. Raises NotAccepted("taken-back"): nothing takes the place of that."""
    if case.stopped == "withdrawn" and way != "withdrawn":
        raise NotAccepted("taken-back")
    if way not in STOPS:
        raise NotAccepted("no-such-choice", place="stop")
    return ev.TalkStopped(way)


def write_view(case: Case, explanations: Iterable[str], sureness: str, reason: str) -> ev.ViewWritten:
    """Write the officer's own view. Raises NotAccepted("view-needs-choice") when nothing was chosen."""
    writable(case)
    chosen = tuple(explanations)
    sessions.fits(reason)
    if not chosen or sureness not in SURENESS:
        raise NotAccepted("view-needs-choice")
    if not reason.strip():
        raise NotAccepted("view-needs-reason")
    return ev.ViewWritten(chosen, sureness, reason)


def open_assessment(case: Case, edition: str, paths: Iterable[str], digest: str) -> ev.AssessmentOpened:
    """Open the reading, after the officer's own view only (JU2)."""
    if case.view is None:
        raise NotAccepted("view-first")
    return ev.AssessmentOpened(edition, tuple(paths), digest)


def age_band(case: Case) -> str:
    """Return child, adult or unknown. "Might be" counts as a child until it is decided (CH1)."""
    return {"under_18": "child", "might_be": "child", "adult": "adult"}.get(case.gate_said.get("minor", ""), "unknown")


def _child_items(protocol: Protocol) -> frozenset[str]:
    """Return what the child path records under the child's own yes (CH4)."""
    return frozenset(row["item"] for row in protocol.tables["child"].get("item", ()) if "item" in row)


def _effect(line: GateLine, case: Case) -> str | None:
    choice = case.gate.get(line.id)
    return None if choice is None else line.effect(choice)


def _item(protocol: Protocol, item_id: str) -> Item:
    item = protocol.items.get(item_id)
    if item is None:
        raise NotAccepted("no-such-item", item=item_id)
    return item


def _replaced(case: Case, item_id: str) -> tuple[str, ...]:
    return tuple(head.digest for head in case.heads.get(item_id, ()))


def writable(case: Case, *, agreeing: bool = False) -> None:
    """Raise NotAccepted("written-by-newer-program"), or ("taken-back") unless the person is ``agreeing`` anew."""
    if case.unknown:
        raise NotAccepted("written-by-newer-program")
    if case.taken_back and not agreeing:
        raise NotAccepted("taken-back")


def _gate_first(protocol: Protocol, case: Case) -> None:
    if not gate(protocol, case).passed:
        raise NotAccepted("gate-first")


def _of_the_talk(case: Case, page: str, name: str) -> bool:
    """Return whether a note is part of the talk; a child's own yes, with which a child comes back, is not."""
    anew = page == "child" and (page, name) in sessions.EACH_SESSION and case.stopped != "withdrawn"
    return page in OF_THE_TALK and not anew


def _with_yes_to_notes(case: Case, page: str, field: str, text: str) -> None:
    if text.strip() and own_words(page, field) and no_notes(case):
        raise NotAccepted("locked-consent", item=field)

"""The log: who did what with the record, from the events of the chain, without a word of anybody's (SX9)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.statistics.export import PER_CASE
from screening.domain.case.sessions import OVERRIDES
from screening.domain.events import catalogue as ev
from screening.domain.events import exchange as ex
from screening.domain.events import operation as op
from screening.domain.events import record as rec
from screening.domain.events.catalogue import Recorded
from screening.domain.events.event import KnownEvent
from screening.domain.events.session import StartOverridden
from screening.store import Vault
from screening.wording.catalogue.languages import format_moment
from screening.wording.catalogue.translations import Words

KINDS: tuple[type[KnownEvent], ...] = (
    ev.CaseViewed, ev.FormIssued, ev.AssessmentDisputed, ev.IdentityHandled, ex.BundleMade, ex.BundleOpened,
    ex.CaseLeft, ex.EntriesKeptApart, ex.EntriesAccepted, ex.NotWritten, StartOverridden, ex.ContentPutIn,
    ex.ContentRolledBack, op.OperationOpened, op.LaptopNamed, op.NumberGiven, op.LookTaken, op.TalkBegun,
    op.OutcomeGiven, op.OperationClosed, op.OperationReopened,
    *(each for each in ev.EVENTS.values() if issubclass(each, rec.RecordEvent)),
)  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act: when, by whom, on which case, and what."""

    at: str
    by: str
    case: str
    text: str


def log(vault: Vault, words: Words) -> tuple[LogLine, ...]:
    """Return the newest acts, newest first."""
    found = vault.newest((cls.kind for cls in KINDS), MOST)
    return tuple(_line(case, each, words) for case, each in found)


def _line(case: str, each: Recorded, words: Words) -> LogLine:
    """Word an act of the log; one that this program has no words for stands there all the same."""
    told = words.known(_text(each), words.say("log.other"), **_fields(each))
    return LogLine(format_moment(each.at, words.language), each.by, case, told)


def _text(recorded: Recorded) -> str:
    """Return the text id of an act. Details are ways and reasons of ours, never what anybody wrote."""
    event = recorded.event
    match event:
        case ev.FormIssued(way=way):
            return f"log.form-{way if way in ('saved', 'printed', 'read-out', 'failed') else 'saved'}"
        case ev.AssessmentDisputed(raised=raised):
            return "log.differed-raised" if raised else "log.differed-lowered"
        case ev.IdentityHandled(act=act) if act in ("kept", "shown", "slip", "slip-failed", "erased"):
            return f"log.identity-{act}"
        case rec.ClockMoved(seconds=seconds):
            return "log.clock-forward" if seconds > 0 else "log.clock-back"
        case rec.CountsTaken(what=what, way=way):
            return f"log.counts-{'rows' if what in PER_CASE else way}"
        case rec.RecordErased(reason=reason) if reason in ("withdrawn", "retention", "asked", "empty"):
            return f"log.erased-{reason}"
        case rec.KeysChanged(what=what) if what in rec.KEY_CHANGES:
            return f"log.keys-{what}"
        case StartOverridden(reason=reason):
            return f"log.start-{reason if reason in OVERRIDES else 'other'}"
        case ev.Unknown():
            return "log.emptied"
    return f"log.{event.kind}"


def _fields(recorded: Recorded) -> dict[str, str | int]:
    match recorded.event:
        case rec.UnlockFailed(tries=tries):
            return {"n": tries}
        case rec.SecondLookDrawn(drawn=drawn):
            return {"n": drawn}
        case rec.ClockMoved(seconds=seconds):
            return {"n": round(abs(seconds) / 60)}
        case (
            rec.RecordErased(second=second)
            | rec.LogCleared(second=second)
            | rec.CountsTaken(second=second)
            | ex.CaseLeft(second=second)
        ):
            return {"second": second or "-"}
        case (
            op.NumberGiven(number=number) | op.LookTaken(number=number) | op.TalkBegun(number=number)
            | op.OutcomeGiven(number=number)
        ):  # fmt: skip
            return {"number": number}
        case op.LaptopNamed(prefix=prefix):
            return {"prefix": prefix}
        case rec.SecondNamed(name=name):
            return {"name": name}
    return {}

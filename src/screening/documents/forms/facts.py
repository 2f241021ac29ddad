"""What papers are made from: everything that may be said of a case, before a reader's part of it is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from screening.domain.answers import Answers, ItemId
from screening.domain.case.sessions import SaidLine
from screening.domain.countries.model import Law
from screening.domain.events import catalogue as ev
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.known.known import Known, Written, text
from screening.domain.known.needs import NO_HASTE, Haste
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.assessment import Assessment
from screening.domain.scoring.ilo_rule import STATES, OfEleven
from screening.domain.services.wage_law import WageLaw
from screening.domain.services.wages import RINGGIT
from screening.wording.catalogue.country_fields import mark
from screening.wording.catalogue.translations import Words
from screening.wording.script.scripts import language_script, script_runs


class Told(NamedTuple):
    """Words of the person: topic, text, how they came; and when, where a topic has words of more than one session."""

    topic: str
    text: str
    how: str
    at: str = ""


class SheetLine(NamedTuple):
    """A row of the record's sheet, worded: ``words`` for what somebody said, else a heading or a line."""

    kind: str
    text: str
    note: str = ""
    language: str = ""
    beneath: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over to which the person said yes: to whom, what the next worker minds, what is still promised."""

    to: str
    notes: tuple[tuple[str, str], ...]
    """Id of the text that asked, and what was said."""
    promises: tuple[tuple[str, str], ...]
    """What was promised and is still open, and the ISO day or ""."""


@dataclass(frozen=True, slots=True)
class SeenSite:
    """A workplace as it was seen, without a person: its name, ISO days, items seen, and the officer's note on it."""

    place: str
    day: str
    seen: tuple[ItemId, ...]
    note: str = ""
    again: str = ""
    offices: tuple[tuple[str, str], ...] = ()
    """Names of offices that take a complaint, each with its number, "" where nobody rang it here."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form is made from. Everything but the answers may be missing where a bare answer file is the source."""

    protocol: Protocol
    assessment: Assessment
    answers: Answers
    code: str = ""
    day: str = ""
    age_band: str = "unknown"
    setting: str = ""
    language: str = ""
    officer: str = ""
    organisation: str = ""
    consent: tuple[tuple[str, str], ...] = ()
    explained: Mapping[str, SaidLine] = field(default_factory=dict)
    """By decision, when and in which language it was explained before it was made, where that was recorded."""
    words: tuple[Told, ...] = ()
    """In the order of the record."""
    chosen: tuple[Told, ...] = ()
    """The same, of the words that were chosen for a report."""
    struck: frozenset[str] = frozenset()
    """Notes that the person had struck out of a report."""
    read_back: frozenset[str] = frozenset()
    """Parts of a report that the person has read or heard: "field:" and a note, or a topic of their words."""
    own: bool = False
    """The person's own copy."""
    view: ev.ViewWritten | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    """What is known of each field, as far as the reader may have it; one that is not here was not asked."""
    offered: frozenset[str] = frozenset()
    """Fields that the officer was shown to fill in for this paper."""
    haste: Haste = NO_HASTE
    """How soon help is needed, and why."""
    promises: tuple[tuple[str, str], ...] = ()
    """What is promised and open, and the ISO day or ""."""
    all_promises: tuple[tuple[str, str, str], ...] = ()
    """What was promised, the ISO day or "", and what came of it or "": for the record's own copy."""
    decided: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Each recipient by name, and what the person said to its parts: for the record's own copy."""
    held: tuple[str, ...] = ()
    """What left the record and for whom, one line each: for the record's own copy."""
    record: tuple[SheetLine, ...] = ()
    """The record topic by topic, as it is seen and read back: for the record's own copy."""
    written: tuple[Written, ...] = ()
    """Everything that was written on any page: for the record's own copy."""
    missing: tuple[str, ...] = ()
    """Items not asked that matter most."""
    danger: tuple[str, ...] = ()
    """Gate lines that found danger, with the choice: ("afraid", "not_sure") as "afraid.not_sure"."""
    fingerprint: str = ""
    entries: int = 0
    log: LogHead | None = None
    practice: bool = False
    needs: tuple[tuple[str, bool], ...] = ()
    """Every need of the directory, most pressing first, and whether it was named."""
    region: str = ""
    recipient: str = ""
    recipient_text: str = ""
    """The id of its name where the directory has one in every language."""
    granted: tuple[tuple[str, str], ...] = ()
    """Part and what was said about it, for this recipient."""
    duty: str = ""
    told: bool = True
    """Whether the person was told of the duty; they could not be asked where not."""
    numbers: tuple[tuple[str, str, str], ...] = ()
    """Title, number and hours, of numbers that were rung here."""
    law: Law = field(default_factory=Law)
    """The law of the day of the talk."""
    wage_law: WageLaw | None = None
    """None where the numbers of labour law are not known."""
    money: tuple[str, ...] = RINGGIT
    """Names of the country's money, as they may stand beside a sum."""
    plan: Mapping[str, str] = field(default_factory=dict)
    phrase: str = ""
    handed: Handed | None = None
    later: tuple[FormalDecisionLearned | NeedMet, ...] = ()
    """What became of the case, ``by`` of a need already worded."""
    done: frozenset[str] = frozenset()
    """Lines of a checklist that are seen to."""
    unsaid: frozenset[str] = frozenset()
    """Fields of which this reader is told nothing, not even whether there is something."""
    withheld: frozenset[str] = frozenset()
    """Items whose answers are not for this reader; that they were asked is not told either."""
    face_languages: tuple[str, ...] = ()
    """Languages of the receiver, the best first."""
    hour: str = ""
    """When the paper was made, as "15:40"."""
    telephone: str = ""
    """Of the office that refers, with its hours."""
    need_states: tuple[tuple[str, str], ...] = ()
    """Every need of the directory, and whether it is needed ``now`` or ``later``, was asked and is no need (``no``),
    was asked and not answered (``silent``), or was ``not-asked``."""
    answer_by: str = ""
    """ISO day by which an answer is waited for."""
    interviewer: bool = False
    """Whether the person named with whom they would rather talk."""
    needs_kept: bool = False
    """Whether something of needs is in the record and none of it for this reader."""
    stay: Sequence[tuple[str, str, str]] | None = None
    """Where somebody is held and trafficking is open: whose number to call, the number and its hours; else None."""
    site: SeenSite | None = None
    """What was seen of a workplace, for its own sheet."""
    account: bool = False
    """Whether words of the person are in the record, on a sheet that never holds them."""

    @property
    def notes(self) -> Mapping[str, str]:
        """Words as they were written, by the field in which they stand."""
        return {name: said for name, each in self.known.items() if (said := text(each))}


def spoken(text: str, language: str) -> str | None:
    """``language`` when ``text`` is written in its letters; None where the text must speak for itself.

    Latin letters stand in texts of every script (a name, an amount), so among others they show nothing.
    """
    if not language:
        return None
    own = language_script(language)
    scripts = {run.script for run in script_runs(text, language)}
    return language if own in scripts and (own != "Latn" or len(scripts) == 1) else None


def duty_seen(facts: Facts, words: Words) -> str:
    """Return how far the law behind the duty was seen: of the statement whose place it names, else not at all."""
    for each in facts.law.statements.values():
        if each.binds and facts.duty in (each.place, words.say(f"statute.{each.id}.place")):
            return mark(each.seen, words)
    return mark("", words)


def by_state(words: Words, found: Sequence[OfEleven]) -> Iterator[str]:
    """Yield a line for each state with the names of the eleven that are in it."""
    for state in STATES:
        if names := [
            words.say("ilo11.line", number=each.number, name=words.say(f"ilo11.{each.id.lower()}"))
            for each in found
            if each.state == state
        ]:
            yield words.say("form.eleven-state", state=words.say(f"ilo11.{state}"), names="; ".join(names))


def gate_line(words: Words, line: str, choice: str) -> str:
    """Return a line of the gate with what was chosen."""
    return f"{words.say(f'gate.{line}.text')} {words.known(f'gate.{line}.{choice}', choice)}"

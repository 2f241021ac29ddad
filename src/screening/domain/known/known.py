"""Say what is known of a field of a case, and what a reader may be told of it. Nothing else decides that.

Of a field there is exactly one answer: its value; that the person said no, or preferred not to say; that nobody asked;
that it was shown to the officer and left blank; that it is recorded and not passed on to this reader; that it means
nothing of this person. What nobody set is never a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from screening.domain.case import child_and_shelter, interpreter, release, rules
from screening.domain.case.case import CONSENT, Case
from screening.domain.case.sessions import SaidLine
from screening.domain.known import fees, promises

PAPER, CLOSING = "paper", "closing"
"""What was typed for the papers, and the lines of the closing; every other page is one of notes."""


class At(NamedTuple):
    """A field of a page. ``says`` names the texts that word a choice of it; "" for words as they were written."""

    page: str
    name: str
    says: str = ""


CHILD = child_and_shelter.CHILD
ARRIVAL = child_and_shelter.ARRIVAL

PLACES: Mapping[str, tuple[At, ...]] = {
    "wishes": (At(CLOSING, "wishes"), At(CHILD, "wishes"), At("refused", "next")),
    "must-not-know": (At(CLOSING, "must-not-know"), At(ARRIVAL, "must-not-know")),
    "reach": (At(CLOSING, "reach"), At("later", "where"), At("later", "when")),
    "child-wishes": (At(PAPER, "child-wishes"), At(CHILD, "wishes"), At(CLOSING, "wishes")),
    "wishes-not-asked": (At(PAPER, "wishes-not-asked"), At(CHILD, "wishes-not-asked", "child.not-asked")),
    "with": (At(PAPER, "with"), At(CHILD, "item-with")),
    "adult": (At(PAPER, "adult"), At(CHILD, "adult", "child.adult")),
    "best-interest": (At(PAPER, "best-interest"), At(CHILD, "best-interest")),
    "earlier": (At(PAPER, "earlier"), At(CHILD, "asked-before", "form.said")),
    "whereabouts": (At(PAPER, "whereabouts"),),
    "custody": (At(PAPER, "custody"), At("dates", "custody")),
    "interim-order": (At(PAPER, "interim-order"), At("dates", "interim")),
    "hearing": (At(PAPER, "hearing"), At("dates", "hearing")),
    "order-end": (At(PAPER, "order-end"), At("dates", "order-end")),
    "prefers": (At(PAPER, "prefers"), At(interpreter.PAGE, "officer", "wish")),
    "interpreter": (At(PAPER, "interpreter"), At(interpreter.PAGE, "interpreter", "wish")),
}
"""The first place in which something stands wins. A field that is not here has one place: what was typed for papers."""

TOGETHER = frozenset({"must-not-know", "reach"})
"""Fields of which every place counts: what is said in one place takes nothing back in another."""

CLOSING_LINES = ("wishes", "must-not-know", "reach", "promised")
"""Lines of the closing that papers speak of, in the order of a sheet; they are written there, and not for a paper."""
CHILD_ONLY = frozenset({"child-wishes", "wishes-not-asked", "with", "adult", "best-interest"})
"""Fields that mean nothing of a grown person."""


def places(field: str) -> tuple[At, ...]:
    """Return where a field can be recorded, the place that wins first."""
    return PLACES.get(field, (At(PAPER, field),))


@dataclass(frozen=True, slots=True)
class Value:
    """Something is recorded. ``text`` are words as they were written, in any script; ``named`` are the ids of texts."""

    text: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedNo:
    """It was asked, and the answer is no."""


@dataclass(frozen=True, slots=True)
class Declined:
    """It was asked, and the person preferred not to say."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nothing of it is in the record."""


@dataclass(frozen=True, slots=True)
class LeftBlank:
    """It was shown to the officer, and nothing was written."""


@dataclass(frozen=True, slots=True)
class NotPassedOn:
    """It is recorded, and not for this reader, who may know that there is something."""


@dataclass(frozen=True, slots=True)
class DoesNotApply:
    """It means nothing of this person, as a child's wish does of a grown person."""


Known = Value | AskedNo | Declined | NotAsked | LeftBlank | NotPassedOn | DoesNotApply
SILENT = (NotAsked, LeftBlank, DoesNotApply)
"""Answers that say that nothing is recorded."""
FEE_CHAIN = "fee-chain"
FROM_FEES = frozenset({"fees", FEE_CHAIN})
"""Fields that the page on fees fills."""
KEPT_APART = frozenset({"reach"})
"""What is written with the name, which no paper but the slip carries (RE5)."""
WITH_NAME = Value(named=("form.said.with-name",))
"""What the officer is told of it; every other reader, that it is not passed on."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: what may go to them, and which fields the officer was shown to fill in for them."""

    parts: frozenset[str] = frozenset()
    sheet: str = ""
    """The sheet that they get."""
    offered: frozenset[str] = frozenset()
    own: bool = False
    """The officer who keeps the record, from whom nothing is kept back."""


OFFICER = Reader(own=True)


def known(case: Case, name: str, reader: Reader = OFFICER) -> Known:
    """Return what this reader may be told of a field of the case."""
    return told(name, recorded(case, name), reader)


def told(name: str, found: Known, reader: Reader) -> Known:
    """Return what of an answer a reader may have: "not passed on" where it is not for them."""
    if (found == WITH_NAME and not reader.own) or (not isinstance(found, SILENT) and not may(name, reader)):
        return NotPassedOn()
    return LeftBlank() if isinstance(found, NotAsked) and name in reader.offered else found


def may(name: str, reader: Reader) -> bool:
    """Return whether a reader may have a field that stands on their sheet; ``domain.case.release`` decides it."""
    return reader.own or release.may_say(name, reader.sheet, reader.parts, (reader.sheet,))


def recorded(case: Case, name: str) -> Known:
    """Return what the record says of a field, whoever reads it."""
    if name in CHILD_ONLY and rules.age_band(case) == "adult":
        return DoesNotApply()
    if name == "promised":
        return _promised(case)
    if name in FROM_FEES and not case.referrals.note(PAPER, name).strip():
        return _of_fees(case, name)
    found = [each for at in places(name) if not isinstance(each := _at(case, at), SILENT)]
    if name == "interpreter" and (used := _interpreted(case)) and not (found and text(found[0])):
        wished = found[0].named if found and isinstance(found[0], Value) else ()
        return Value(named=(*wished, used))
    if not found and name == "wishes" and case.referrals.no_referral:
        return Value(case.referrals.no_referral)
    if not found:
        return WITH_NAME if name in KEPT_APART and case.name_kept else _silence(case, name)
    if name not in TOGETHER or len(found) < 2:
        return found[0]
    texts = (each.text for each in found if isinstance(each, Value))
    return Value("; ".join(dict.fromkeys(texts)))


def setting(case: Case) -> str:
    """Return where the talk takes place, as somebody chose it; "" where nobody did."""
    return case.setting if case.setting_chosen else ""


SEX = ("service", "sex")
"""The one place of a person's sex: asked with the language, shown and changed on Referrals."""
SEXES = ("woman", "man", "declined")
"""What a person may say of it; preferring not to say is an answer, and nothing is guessed in its place."""


def sex(case: Case) -> str:
    """Return what the person said of their sex, one of ``SEXES``; "" where they were not asked."""
    said = case.referrals.note(*SEX)
    return said if said in SEXES else ""


def age_is_judged(case: Case) -> bool:
    """Return whether somebody who may be under 18 was taken for that by looks alone."""
    return case.gate_said.get("minor") == "might_be"


def district(case: Case, within: Collection[str]) -> str:
    """Return the district as it was noted, one of those ``within`` the state; "" where none of them was."""
    said = case.referrals.note("service", "district")
    return said if said in within else ""


def safety_asked(case: Case) -> bool:
    """Return whether it is recorded who must not know, or that nobody must not."""
    return stands(recorded(case, "must-not-know"))


def wishes_interviewer(case: Case) -> bool:
    """Return whether the person named a woman or a man with whom they would rather talk."""
    return case.sessions.note(interpreter.PAGE, "officer") in ("woman", "man")


def line_of(decision: str) -> str:
    """Return the name of the line that explains a decision."""
    return CONSENT + decision


def explained(case: Case, decision: str) -> SaidLine | None:
    """Return when and in which languages a decision was explained, in the session in which it was made.

    None where that was not recorded, as in records from before lines were recorded.
    """
    said = case.sessions.said.get(line_of(decision))
    return said if said is not None and said.session == case.consent_in.get((decision, "")) else None


def text(found: Known) -> str:
    """Return the words of an answer as they were written; "" where there are none."""
    return found.text if isinstance(found, Value) else ""


def stands(found: Known) -> bool:
    """Return whether something is there for this reader: a value, or what the person answered."""
    return isinstance(found, Value | AskedNo | Declined)


def _at(case: Case, at: At) -> Known:
    """Return what stands in one place."""
    if at.page == CLOSING:
        typed = case.closing.get(at.name, "").strip()
    elif at.page == PAPER:
        typed = case.referrals.note(PAPER, at.name).strip()
    else:
        typed = case.sessions.note(at.page, at.name).strip()
    if not typed:
        return NotAsked()
    if not at.says:
        lasts = case.sessions.note(at.page, f"{at.name}-lasts").strip() if at.page == "dates" else ""
        return Value(f"{typed} ({lasts})" if lasts else typed)
    if at.says == "wish":
        return _wish(case, at, typed)
    if at.says == "form.said" and typed in ("no", "declined"):
        return AskedNo() if typed == "no" else Declined()
    return Value(named=(f"{at.says}.{typed}",))


def _wish(case: Case, at: At, typed: str) -> Known:
    """Return with whom the person would rather talk, or who should interpret, and whether it was had (IN15)."""
    if typed not in ("woman", "man", "either"):
        return NotAsked()
    missed = typed != "either" and case.sessions.note(at.page, f"{at.name}-today") == "no"
    return Value(named=(f"page.prefer.{'missed' if missed else 'wished'}-{typed}",))


def _of_fees(case: Case, name: str) -> Known:
    """Return the chain of fees, or what it comes to: what was typed for a paper goes before its sum."""
    chain = fees.links(case)
    told = fees.words(chain) if name == FEE_CHAIN else fees.sum_in_words(chain)
    return Value(told) if told else _silence(case, name)


def _interpreted(case: Case) -> str:
    """Return the text that says that somebody interpreted, and where as far as that was noted; "" where nobody did.

    That somebody did in an earlier session stays so, although another session notes it anew.
    """
    noted = case.sessions.notes.get((interpreter.PAGE, "where"))
    if noted is not None and noted.text in ("here", "phone"):
        return f"form.said.interpreter-{noted.text}"
    if case.gate_said.get("hearing") == "interpreter":
        return "form.said.interpreter-here"
    return "form.said.interpreter-unsaid" if case.sessions.note(interpreter.PAGE, "code").strip() else ""


def _promised(case: Case) -> Known:
    """Return what is promised and open; that all is settled; or that the officer wrote that nothing was."""
    made = promises.of(case)
    if still := [each.text for each in made if not each.outcome]:
        return Value("; ".join(still))
    if made:
        return Value(named=("form.promises-settled",))
    return AskedNo() if promises.none_written(case) else _silence(case, "promised")


def _silence(case: Case, name: str) -> Known:
    """Return "left blank" where events show that the officer was there: a field that was emptied, a talk that closed.

    A line of the closing was shown where one of its lines was written, or where the talk was finished.
    """
    emptied = any(
        at.name in case.closing if at.page == CLOSING else (at.page, at.name) in case.referrals.notes
        for at in places(name)
        if at.page in (CLOSING, PAPER)
    )
    closed = name in CLOSING_LINES and (bool(case.closing) or case.stopped == "finished")
    return LeftBlank() if emptied or closed else NotAsked()


def all_of(case: Case, names: Iterable[str]) -> dict[str, Known]:
    """Return what the record says of each of these fields, whoever reads it."""
    return {name: recorded(case, name) for name in names}


OF_THE_PROGRAM = frozenset({"taken-back", "ask", "session", "withdraw", "second", "else", "alone"})
"""Pages of notes that hold no words of or about the person: what the program asked, chose or half-typed."""
SHEETS = (PAPER, "plan")
"""Sheets under which words were typed; under the others it is noted what was chosen."""


class Written(NamedTuple):
    """A field of a page and what stands in it, as it was written or as the name of what was chosen."""

    page: str
    name: str
    text: str


def every_text(case: Case) -> Iterator[Written]:
    """Yield what stands in each field, in the order in which it was written first on each page."""
    for line, text in case.closing.items():
        if text.strip():
            yield Written(CLOSING, line, text)
    for (sheet, name), text in case.referrals.notes.items():
        if sheet in SHEETS and text.strip():
            yield Written(sheet, name, text)
    if case.referrals.no_referral.strip():
        yield Written("taking", "no-referral", case.referrals.no_referral)
    for (page, name), note in case.sessions.notes.items():
        if page not in OF_THE_PROGRAM and note.text.strip():
            yield Written(page, name, note.text)

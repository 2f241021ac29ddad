"""After the talk: the officer's own view first, then the reading with its reasons, its limits and what is missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from screening.casework.assessment.view_models import (
    AssessmentView,
    BandView,
    ElementView,
    ElevenView,
    NextStep,
    ReasonLine,
)
from screening.casework.content import country
from screening.casework.interview import account, shelter
from screening.casework.interview.interview import Interview
from screening.casework.interview.record_sheet import short_name
from screening.casework.view_models import SecondTalk
from screening.domain.answers import Given
from screening.domain.case import rules
from screening.domain.countries.model import OF_HELD
from screening.domain.events.allowed_values import VIEWS
from screening.domain.events.catalogue import AssessmentDisputed, Event, Recorded, ViewWritten
from screening.domain.known import detention
from screening.domain.protocol.model import Element, Protocol
from screening.domain.scoring import explanation, question_value
from screening.domain.scoring.assessment import BODY, CARE, NOT_ENOUGH, Assessment, assess
from screening.domain.scoring.explanation import Reason
from screening.domain.scoring.ilo_rule import OfEleven, eleven
from screening.domain.scoring.legal_elements import ElementState
from screening.domain.scoring.weights import Thresholds
from screening.errors import NotAccepted
from screening.wording.catalogue.country_fields import cited
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words, came
from screening.wording.script.visible_controls import visible_text

ELEMENTS = ("act", "means", "purpose")
IN_DANGER = frozenset({"yes", "not_sure", "not_safe"})
"""Answers at the gate that open a path."""
WHY_IN_WORDS = ("child_protection", "second_interview", "not_enough_asked", "information")
"""Paths that a rule opens, not a fact."""
SHOWN_ORDER = ("trafficking", "labour_violation", "irregular_migration", "smuggling", "protection")
"""Fixed order on the page; never sorted, so none looks like a winner."""

MOST_LINES = 3
MOST_MISSING = 2
"""Questions named for each element, and for what belongs to none."""
MOST_CHANGING = 3
"""Questions named of a short account."""
MOST_FACTS = 1
"""Facts named as the reason for a step."""
CARRIED, MOST_CARRYING = "formal_identification", 3
"""The step that act, means and purpose carry together, and so many facts named for it: no sign alone explains it."""
NEEDS = {"urgent": "urgent", "health": "health", "labour_remedy": "labour", "information": "information"}
"""The need that opens a path."""
NAMED = {"health": BODY, "care": CARE}
"""The needs that a harm names and that open a path."""
AT_GATE = {"urgent": ("afraid", "officer"), "health": ("hurt",)}
"""The lines of the gate that open a path."""
SHOWN_BY = {
    "formal_identification": "trafficking", "protection": "protection", "labour_remedy": "labour_violation",
}  # fmt: skip
"""The explanation that opens a path."""
BAND_WORDS = ("little", "some", "moderate", "strong")


def write_view(interview: Interview, chosen: Iterable[str], sureness: str, reason: str) -> Event:
    return rules.write_view(interview.case, [name for name in VIEWS if name in set(chosen)], sureness, reason)


def is_kept(interview: Interview, chosen: Iterable[str], sureness: str, reason: str) -> bool:
    """Return whether this is what the officer kept last as their own view, in whichever session."""
    last = interview.last_view
    if last is None or not isinstance(last.event, ViewWritten):
        return False
    view = last.event
    return (frozenset(view.explanations), view.sureness, view.reason) == (frozenset(chosen), sureness, reason)


def assessment_of(interview: Interview) -> Assessment:
    """Return the reading of the case as it stands. The gate's findings on danger and health open their paths."""
    case = interview.case
    return assess(
        interview.protocol,
        interview.content.weights,
        case.answers,
        age_band=rules.age_band(case),
        urgent=case.gate_said.get("afraid") in IN_DANGER or case.gate_said.get("officer") in IN_DANGER,
        unwell=case.gate_said.get("hurt") in IN_DANGER,
    )


def open_assessment(interview: Interview) -> Event:
    """Return the event for opening the reading. Raises NotAccepted("view-first")."""
    if interview.at_open_site:
        raise NotAccepted("site-open")
    if interview.written is None:
        raise NotAccepted("view-first")
    assessment = assessment_of(interview)
    shown = json.dumps(
        {name: each.range.best for name, each in assessment.weighed.items()} | {"paths": assessment.paths},
        sort_keys=True,
    )
    digest = hashlib.sha256(shown.encode()).hexdigest()
    return rules.open_assessment(interview.case, interview.protocol.id, assessment.paths, digest)


def assessment_opened(interview: Interview) -> Event | None:
    """Return ``open_assessment`` where one is shown now; None where this very one was opened since the view."""
    event, last, written = open_assessment(interview), interview.case.assessed, interview.written
    assert written is not None
    here = last is not None and (not interview.strand or last.strand == interview.strand)
    known = last is not None and here and last.event == event and last.lamport > written.lamport
    return None if known else event


def differ(interview: Interview, *, raised: bool, reason: str) -> Event:
    """Record that the officer sees it differently (JU9): raising asks nothing, lowering a reason."""
    if interview.case.assessed is None:
        raise NotAccepted("view-first")
    if not raised and not reason.strip():
        raise NotAccepted("lowering-needs-reason")
    return AssessmentDisputed(raised, reason)


def own_view(interview: Interview) -> ViewWritten | None:
    """Return the officer's own view of this session; None while it is not written."""
    event = interview.written.event if interview.written is not None else None
    return event if isinstance(event, ViewWritten) else None


def assessment_view(interview: Interview) -> AssessmentView:
    """Return the reading page. Raises NotAccepted("view-first") before the officer's own view is written (JU2)."""
    written = interview.written
    if interview.at_open_site:
        raise NotAccepted("site-open")
    if written is None:
        raise NotAccepted("view-first")
    say = interview.words.say
    assessment = assessment_of(interview)
    thresholds = interview.content.weights.thresholds
    worth = question_value.worth_asking(
        interview.protocol, interview.content.weights, interview.case.answers, child=assessment.child
    )
    left = [each.item for each in worth if each.value > 0]
    open_items = _by_element(interview, left)
    short = short_account(interview.words, assessment, left)
    bands = tuple(_band(interview.words, assessment, name, thresholds) for name in SHOWN_ORDER)
    return AssessmentView(
        view_note=_view_note(interview, written, assessment if short else None),
        short=short,
        steps=next_steps(interview, assessment),
        second_talk=second_talk(interview, assessment),
        elements=tuple(_element(interview, assessment, name, open_items[name]) for name in ELEMENTS),
        bands=bands,
        bands_spoken=". ".join(each.spoken for each in bands),
        change=_change(interview.words, open_items[""]),
        limits=say("limits.text"),
        decides=say("rule.who-decides"),
        eleven=tuple(_of_eleven(interview, each) for each in eleven(interview.protocol, interview.case.answers)),
        rules=(
            *readings(interview.words, assessment),
            *sentences(
                interview.words, interview.protocol, assessment, "trafficking", partial(account.quote, interview)
            ),
        ),
    )


def _of_eleven(interview: Interview, one: OfEleven) -> ElevenView:
    say, answers = interview.words.say, interview.case.answers
    facts = [f"{say(f'item.{item}.mark')} ({_came(say, answers[item])})" for item in one.items]
    name = say("ilo11.line", number=one.number, name=say(f"ilo11.{one.id.lower()}"))
    return ElevenView(name, one.state, say(f"ilo11.{one.state}"), "; ".join(facts))


def next_steps(interview: Interview, assessment: Assessment) -> tuple[NextStep, ...]:
    """Return what to do next: a verb and one reason for each path that holds, and never a verdict."""
    steps = tuple(
        NextStep(path, interview.words.say(f"path-do.{path}"), _why(interview, assessment, path))
        for path in assessment.paths
    )
    if not detention.is_open(detention.held(interview.case), assessment.paths):
        return steps
    law = country.law_on(interview.content.installation).named(f"{OF_HELD}remove")
    why = interview.words.say("page.reading.why.stay", law=cited(law, interview.words))
    return (NextStep(detention.STAY, interview.words.say("path-do.stay"), why), *steps)


def second_talk(interview: Interview, assessment: Assessment) -> SecondTalk | None:
    """Return the field for the day of a second talk with somebody who is held; None where none is asked for."""
    if not detention.is_open(detention.held(interview.case), assessment.paths):
        return None
    return shelter.second_talk(interview)


def _why(interview: Interview, assessment: Assessment, path: str) -> str:
    """Return why a path holds: what was seen at the gate, a need, the weightiest facts, or a rule in words."""
    say, case, protocol = interview.words.say, interview.case, interview.protocol
    facts = [
        say(f"page.reading.why.gate-{line}") for line in AT_GATE.get(path, ()) if case.gate_said.get(line) in IN_DANGER
    ]
    wanted = NEEDS.get(path)
    held = [name for name, given in case.answers.items() if name in protocol.items and given.answer.holds]
    facts += [short_name(interview.words, name) for name in held if wanted and protocol.items[name].need == wanted]
    named = NAMED.get(path, frozenset())
    facts += [short_name(interview.words, name) for name in held if not named.isdisjoint(protocol.items[name].needs)]
    if explained := SHOWN_BY.get(path):
        found = explanation.by_item(explanation.reasons(protocol, assessment, explained))
        shown = (each for each in found if each.direction == explanation.FOR and each.present)
        told = [short_name(interview.words, each.item) for each in shown]
        holds = assessment.weighed[explained].range.best >= interview.content.weights.thresholds.hold_from
        facts = [*told, *facts] if holds else facts or told
    if path == CARRIED:
        firsts = [name for element in ELEMENTS for name in assessment.elements[element].items[:1]]
        facts = [*(short_name(interview.words, name) for name in firsts), *facts]
    if facts:
        most = MOST_CARRYING if path == CARRIED else MOST_FACTS
        return "; ".join([*dict.fromkeys(facts)][:most])
    if path in WHY_IN_WORDS:
        return say(f"page.reading.why.{path}", asked=assessment.asked, core=assessment.core)
    return say("page.reading.because-nothing")


def _by_element(interview: Interview, items: Iterable[str]) -> dict[str, list[str]]:
    """Return open items by the element that a yes is evidence of; "" has those that are of none."""
    found: dict[str, list[str]] = {name: [] for name in (*ELEMENTS, "")}
    for item in items:
        signs = interview.protocol.items[item].yes
        elements = {interview.protocol.indicators[name].element for name in signs}
        for name in [each for each in ELEMENTS if Element(each) in elements] or [""]:
            found[name].append(item)
    return found


def _change(words: Words, items: Iterable[str]) -> str:
    """Return which questions could change the assessment, in a line; "" for none."""
    marks = [short_name(words, item) for item in items][:MOST_MISSING]
    return words.say("page.reading.change", items="; ".join(marks)) if marks else ""


def short_account(words: Words, assessment: Assessment, open_items: Sequence[str]) -> str:
    """Return what is missing of a short account and the three questions that would change most; "" where enough was
    asked, or nothing is left that would change anything. ``open_items`` have the best one first.
    """
    if "not_enough_asked" not in assessment.paths or not open_items:
        return ""
    missing = [name for name in ELEMENTS if assessment.elements[name].state is ElementState.NOT_ASKED]
    return words.say(
        "page.reading.short" if missing else "page.reading.short-asked",
        missing="; ".join(words.say(f"element.{name}.term") for name in missing),
        items="; ".join(words.say(f"item.{item}.mark") for item in open_items[:MOST_CHANGING]),
    )


def place_on_bands(value: float, thresholds: Thresholds) -> float:
    """Return a strength as a place from 0 to 4 along the four bands, even within each."""
    edges = (0.0, thresholds.some_from, thresholds.moderate_from, thresholds.strong_from, 1.0)
    for index in range(4):
        if value <= edges[index + 1] or index == 3:
            return index + (value - edges[index]) / (edges[index + 1] - edges[index])
    return 4.0


def _band(words: Words, assessment: Assessment, name: str, thresholds: Thresholds) -> BandView:
    title = words.say(f"explanation.{name}")
    low, best, high = assessment.bands[name]
    if best == NOT_ENOUGH:
        told = words.say("band.not_enough_asked")
        return BandView(name, title, None, None, None, told, words.say("band.spoken", title=title, words=told))
    told, between, aloud = words.say(f"band.{best}"), "", words.say(f"band.{best}")
    if low != high:
        between = words.say("band.between", low=words.say(f"band.{low}"), high=words.say(f"band.{high}"))
        aloud = words.say("band.best-of", best=told, range=between)
    strength = assessment.weighed[name].range
    return BandView(
        name,
        title,
        place_on_bands(strength.low, thresholds),
        place_on_bands(strength.best, thresholds),
        place_on_bands(strength.high, thresholds),
        told,
        words.say("band.spoken", title=title, words=aloud),
        between,
    )


def _element(interview: Interview, assessment: Assessment, name: str, open_items: Iterable[str]) -> ElementView:
    say = interview.words.say
    reading = assessment.elements[name]
    answers = interview.case.answers
    lines = tuple(
        ReasonLine(
            item,
            say(f"item.{item}.mark"),
            answers[item].how.value,
            _came(say, answers[item]),
            short_name(interview.words, item),
        )
        for item in reading.items
    )
    against = "; ".join(short_name(interview.words, item) for item in reading.against[:MOST_LINES])
    counter = _counter(interview, assessment) if name == "means" else ""
    told = "; ".join(part for part in (counter, say("element.said-no", facts=against) if against else "") if part)
    return ElementView(
        name,
        say(f"element-title.{name}"),
        say(f"element.{name}.term"),
        reading.state.value,
        say(f"state.{reading.state.value}"),
        lines,
        say("element.against", facts=told or say("element.against-nothing")),
        _change(interview.words, open_items),
    )


def _came(say: Callable[[str], str], given: Given) -> str:
    return came(say, given.way, given.where or "", short=True)


def _counter(interview: Interview, assessment: Assessment) -> str:
    """Return the counter-evidence that was recorded: it stands beside the means and never cancels them."""
    items = dict.fromkeys(
        item
        for name, sign in assessment.signs.items()
        if sign.present and interview.protocol.indicators[name].sort.value == "counter"
        for item in sign.items
    )
    return "; ".join(short_name(interview.words, item) for item in items)


def readings(words: Words, assessment: Assessment) -> tuple[str, ...]:
    """Return each reading's rule in words, with what it came to (JU10)."""
    ilo = any(each.strict for each in assessment.ilo.values())
    loose = any(each.any_means for each in assessment.ilo.values())
    lines = [
        words.say("rule.law", act=_state(words, assessment, "act"), means=_state(words, assessment, "means"),
                  purpose=_state(words, assessment, "purpose")),
        words.say("rule.ilo.met" if ilo else "rule.ilo.any-means" if loose else "rule.ilo.not-met"),
        words.say("rule.weight", band=words.say(f"band.{assessment.bands['trafficking'][1]}")),
        words.say("rule.edition", edition=assessment.edition),
        words.say("rule.who-decides"),
    ]  # fmt: skip
    return tuple(lines)


def figures(words: Words, assessment: Assessment) -> str:
    """Return the working figures of every explanation, for a reviewer; on no page or paper of a result (JU1)."""
    return words.say("rule.figures", figures="; ".join(_figure(words, assessment, name) for name in SHOWN_ORDER))


def _figure(words: Words, assessment: Assessment, name: str) -> str:
    """One explanation's working figures, "not enough asked" where nothing can be said of it."""
    title = words.say(f"explanation.{name}")
    if assessment.bands[name][1] == "not_enough_asked":
        return f"{title} {words.say('band.not_enough_asked').lower()}"
    found = assessment.weighed[name].range
    return f"{title} {found.best:.2f} ({found.low:.2f} – {found.high:.2f})"


def _state(words: Words, assessment: Assessment, name: str) -> str:
    return words.say(f"state.{assessment.elements[name].state.value}")


def _view_note(interview: Interview, view: Recorded, short: Assessment | None) -> str:
    """Return what the page is made from: how many signs or, of a short account, answers; and the view beside it."""
    words, protocol = interview.words, interview.protocol
    signs = sum(bool(given.answer.holds) for name, given in interview.case.answers.items() if name in protocol.items)
    time = format_time(view.at, words.language)
    if short is not None:
        return words.say("page.reading.short-note", asked=short.asked, core=short.core, time=time, edition=protocol.id)
    return words.say_count("page.reading.view-note", signs, time=time, edition=protocol.id)


MOST = 5
"""Of each side; the rest is in the JSON."""
OWN = frozenset({"harmonised-set", "own-wording", "strength-likelihood"})
"""Sources that are this edition itself: named only where there is no other."""


def strongest(protocol: Protocol, assessment: Assessment, name: str) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return the weightiest reasons for and against one explanation, one for each item."""
    reasons = explanation.by_item(explanation.reasons(protocol, assessment, name))
    sides = [[each for each in reasons if each.direction == side] for side in (explanation.FOR, explanation.AGAINST)]
    return tuple(sides[0][:MOST]), tuple(sides[1][:MOST])


def sentence(words: Words, protocol: Protocol, reason: Reason, quoted: str = "") -> str:
    """One reason as a sentence: a denial says that it is one, and ``quoted`` are the person's words for it."""
    fact = words.say(f"item.{reason.item}.mark")
    if not reason.present:
        fact = words.say("reason.said-no", fact=fact)
    elif quoted:
        fact = words.say("page.reading.quoted", fact=fact, words=visible_text(quoted))
    return words.say(
        f"reason.{reason.direction}",
        fact=fact,
        how=came(words.say, reason.how.value, reason.where or ""),
        source=_source(words, protocol, reason.source),
    )


def sentences(
    words: Words, protocol: Protocol, assessment: Assessment, name: str, quoted: Callable[[str], str] = lambda item: ""
) -> tuple[str, ...]:
    """Return the strongest reasons for and then those against one explanation.

    ``quoted`` gives the person's words that the officer marked for an item, "" for none.
    """
    both = (each for side in strongest(protocol, assessment, name) for each in side)
    return tuple(sentence(words, protocol, each, quoted(each.item)) for each in both)


def _source(words: Words, protocol: Protocol, names: Iterable[str]) -> str:
    """Return where a sign is from: a source that was seen before one that was not, this edition itself last."""
    known = [protocol.sources[name] for name in names if name in protocol.sources]
    first = min(known, key=lambda source: (source.id in OWN, not source.verified), default=None)
    if first is None:
        return ""
    told = f"{first.title}, {first.year}" if first.year else first.title
    return told if first.verified else words.say("reason.unverified", source=told)

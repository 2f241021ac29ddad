"""What stands around every page of a case: the rail's steps and topics, and who is in hearing."""

from __future__ import annotations

from screening.casework.interview import shared_lines
from screening.casework.interview.interpreter import waits
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import StepRow
from screening.domain.case import child_and_shelter, topic_order
from screening.domain.case.case import Case
from screening.domain.case.places import AFTER, TOPIC, Place, topic_of
from screening.domain.case.rules import ACCOUNT
from screening.wording.catalogue.languages import format_time, own_name


def rail_rows(talk: Interview, place: str) -> tuple[StepRow, ...]:
    """Return the steps before the talk, the topics during it, or the steps after it, as the left column has them."""
    if place in AFTER:
        return tuple(_after_rows(talk))
    if topic_of(place) or place == Place.CLOSING:
        return tuple(_topic_rows(talk, place))
    return tuple(_before_rows(talk))


def code_and_number(case: Case) -> str:
    """Return the code of a case, and behind it the number that the person has in an operation."""
    return case.code if case.operation is None else f"{case.code} · {case.operation.number}"


def hearing(talk: Interview) -> str:
    """Return who is in hearing and since when, in words; "" where nobody answered that."""
    heard, case = talk.case.gate.get("hearing", ""), talk.case
    if not heard or not case.gate_at:
        return ""
    time = format_time(case.gate_at, talk.words.language)
    return talk.words.known(f"strip.hearing.{talk.gate().interpreter or heard}", time=time)


def _before_rows(talk: Interview) -> list[StepRow]:
    say = talk.words.say
    gate = talk.gate()
    decided = [talk.case.consented(each.id) for each in talk.protocol.decisions if each.when == "start"]
    left, lines = shared_lines.lines_left(talk), shared_lines.count(talk)
    along = say("rail.lines", n=lines - left, total=lines) if 0 < left < lines else ""
    consent = "done" if talk.case.decided_now("talk") and talk.case.decided_now("notes") else "open"
    language = talk.case.language
    first_topic = TOPIC + talk.protocol.topics[0].id
    topics = talk.words.say_count("rail.topics", len(talk.protocol.topics))
    rows = [
        _step(talk, Place.GATE, done=gate.passed),
        _step(talk, Place.LANGUAGE, done=language is not None, note=own_name(language.language) if language else ""),
        StepRow(Place.CONSENT, say("rail.consent"), consent if all(decided) or consent == "open" else "part", along),
        _step(talk, Place.PREFER, done=not waits(talk.case)),
        _step(talk, Place.LISTENING, "account", done=any(each.topic == ACCOUNT for each in talk.case.words)),
        StepRow(first_topic, say("rail.talking"), "part" if talk.case.answers else "open", topics),
        _step(talk, Place.CLOSING, done=bool(talk.case.closing)),
    ]
    if talk.case.setting == child_and_shelter.SHELTER:  # what is said and done before the questions, which wait (SH1)
        done = not child_and_shelter.arrival_due(talk.case)
        rows.insert(2, _step(talk, child_and_shelter.ARRIVAL, done=done))
    return rows


def _step(talk: Interview, place: str, name: str = "", *, done: bool, note: str = "") -> StepRow:
    """A step that is done or still open; ``name`` is that of its title where it is not the place's."""
    return StepRow(place, talk.words.say(f"rail.{name or place}"), "done" if done else "open", note)


def _topic_rows(talk: Interview, place: str) -> list[StepRow]:
    answers, say = talk.case.answers, talk.words.say
    suggested, over = talk.progress.suggested(talk.case)
    rows: list[StepRow] = []
    for topic in topic_order.topics(talk.protocol, talk.case):
        noted = len([item for item in topic.items if item.id in answers])
        noted += len([each for each in talk.case.words if each.topic == topic.id])
        core = [item for item in topic.items if item.core] or topic.items[:1]
        whole = noted and not [item for item in core if item.id not in answers]
        offered = None if noted or TOPIC + topic.id == place else talk.case.offered.get(topic.id)
        passed = "" if offered is None else "nothing-noted" if offered.offered else "left-out"
        state = "done" if whole else "part" if noted else passed or "open"
        count = talk.words.say_count("rail.noted", noted) if noted else say(f"rail.{passed}") if passed else ""
        further = [say("rail.suggested")] if topic.id in suggested and TOPIC + topic.id != place else []
        words, figure = [count] if count else [], [str(noted)] if noted else []
        rows.append(
            StepRow(
                TOPIC + topic.id,
                say(f"topic.{topic.id}.title"),
                state,
                ", ".join(words + further) if words or further else "",
                ", ".join(figure + further) if figure or further else "",
            )
        )
    note = talk.words.say("rail.pass-over") if over else ""
    return [*rows, _step(talk, Place.CLOSING, done=bool(talk.case.closing), note=note)]


def _after_rows(talk: Interview) -> list[StepRow]:
    state = {
        Place.OWN_VIEW: talk.written is not None,
        Place.ASSESSMENT: talk.case.assessed is not None,
        Place.TAKING: bool(talk.case.referrals.sent) or bool(talk.case.referrals.no_referral),
        Place.PAPERS: child_and_shelter.papers_out(talk.case),
        Place.FOLLOW: any(each.answered for each in talk.case.referrals.sent.values()),
        Place.SELF: False,
    }
    return [_step(talk, place, done=state[place]) for place in AFTER]


def phase(place: str) -> str:
    """Return whether a place is new, of the talk, or after it."""
    if place in AFTER:
        return "after"
    return "talk" if topic_of(place) or place in (Place.LISTENING, Place.CLOSING) else "new"

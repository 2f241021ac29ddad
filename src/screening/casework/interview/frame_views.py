"""What stands around every page of a case: the rail's steps and topics, and the strip."""

from __future__ import annotations

from screening.casework.interview import conflicts, note_pages, shared_lines
from screening.casework.interview.interpreter import waits
from screening.casework.interview.interview import Interview
from screening.casework.interview.interview_views import language_state
from screening.casework.interview.view_models import RailData, StepRow, StripData
from screening.domain.case import child_and_shelter, topic_order
from screening.domain.case.places import AFTER, TOPIC, Place, topic_of
from screening.domain.case.rules import ACCOUNT
from screening.wording.catalogue.languages import format_time, own_name


def rail(talk: Interview, place: str) -> RailData:
    """The left column: steps before the talk, topics during it, steps after it."""
    if place in AFTER:
        rows, heading = _after_rows(talk), "rail.after"
    elif topic_of(place) or place == Place.CLOSING:
        rows, heading = _topic_rows(talk, place), "rail.talk"
    else:
        rows, heading = _before_rows(talk), "rail.before"
    done = sum(row.state != "open" for row in rows)
    answers = talk.case.answers
    return RailData(
        heading=talk.words.say(heading, done=done, left=len(rows) - done),
        rows=tuple(rows),
        current=place,
        said=len(answers) + len(talk.case.words),
        identity=talk.case.consented("identity") == "yes",
        differing=conflicts.count(talk),
        stays=talk.case.setting == child_and_shelter.SHELTER or place in AFTER,
        child=talk.gate().child and place not in AFTER,
        after=place in AFTER,
        fees=topic_of(place) in note_pages.FROM or place in (Place.FEES, Place.PAPERS),
        elses=place in AFTER and not talk.reachable("else"),
        consent=talk.case.consented("talk"),
    )


def strip(talk: Interview, place: str, *, saved_at: str = "") -> StripData:
    """The top strip: which case, where, in which languages, who is in hearing, when it was last saved."""
    tag = talk.case.language.language if talk.case.language else ""
    hearing = talk.case.gate.get("hearing", "")
    heard = ""
    if hearing and talk.case.gate_at:
        time = format_time(talk.case.gate_at, talk.words.language)
        way = talk.gate().interpreter
        heard = talk.words.known(f"strip.hearing.{way or hearing}", time=time)
    return StripData(
        code=talk.case.code,
        where=talk.words.say("strip.where." + _phase(place)),
        officer_language=own_name(talk.words.language),
        person_language=own_name(tag) if tag and tag != talk.words.language and _phase(place) != "after" else "",
        person_tag=tag,
        language_state=language_state(tag) if _phase(place) != "after" else "",
        hearing=heard if _phase(place) != "after" else "",
        saved=talk.words.say("strip.saved", time=format_time(saved_at, talk.words.language)) if saved_at else "",
        practice=talk.case.practice,
    )


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
    suggested, over = talk.suggested()
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


def _phase(place: str) -> str:
    if place in AFTER:
        return "after"
    return "talk" if topic_of(place) or place in (Place.LISTENING, Place.CLOSING) else "new"

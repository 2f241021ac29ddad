"""The lines that are spoken: what each says in both languages, whether it was said, and what was decided in it."""

from __future__ import annotations

from screening.casework.interview.conflicts import before
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import ConsentView, LineOption, LineView
from screening.casework.view_models import Pair
from screening.domain.case import rules, sessions
from screening.domain.case.case import CONSENT
from screening.domain.events.catalogue import Event
from screening.domain.known.known import line_of
from screening.wording.catalogue.languages import format_time

WHO, NEEDS, REPORT, SAID_BACK = "who", "needs", "report", "said-back."
ORDER = (WHO, "talk", "notes", REPORT, "identity", "count", "contact")
"""The lines of agreement, by their decision where they have one."""
TRIES = 2


def line(
    talk: Interview,
    name: str,
    title: str,
    *texts: str,
    number: str = "",
    question: str = "",
    options: tuple[LineOption, ...] = (),
    value: str = "",
    note: str = "",
) -> LineView:
    """Return a line of these texts, which are said one after the other, with whether it was said in this session."""
    said = talk.case.sessions.said_now(name)
    pairs = tuple(talk.pair(each) for each in texts)
    return LineView(
        name,
        title,
        Pair(" ".join(each.own for each in pairs), " ".join(each.theirs for each in pairs)),
        (*texts, question) if question else texts,
        number,
        talk.pair(question) if question else None,
        options,
        format_time(said.at, talk.words.language) if said is not None else "",
        value,
        note,
    )


def yes_no_later(talk: Interview) -> tuple[LineOption, ...]:
    """Return the answers to a decision, in both languages."""
    texts = (("yes", "answer.yes", "circle"), ("no", "answer.no", "square"), ("later", "line.later", "triangle"))
    return tuple(LineOption(name, talk.pair(text), shape) for name, text, shape in texts)


def consent_view(talk: Interview) -> ConsentView:
    """Return what is said before the talk, line by line, each decision beside the line that explains it (CO1, CO2)."""
    say = talk.words.say
    return ConsentView(
        lines=(
            line(talk, CONSENT + NEEDS, say("page.consent.needs"), "topic.needs.invitation"),
            *_agreement(talk),
            *(_said_back(talk, point) for point in ("first", "second")),
        ),
        said_back_note=_unclear(talk),
        person_tag=talk.theirs.language,
    )


def lines_left(talk: Interview) -> int:
    """Return how many lines of agreement wait: not said, or without the decision that the talk needs.

    Where the person does not want to talk, or wants no notes, nothing waits. A decision that is left blank is a full
    answer in the others.
    """
    now = {name: talk.case.decided_now(name) for name in ("talk", "notes")}
    if now["talk"] in ("no", "later") or (now["notes"] in ("no", "later") and not talk.case.sessions.informed_now):
        return 0
    if talk.case.sessions.informed_now:
        now["notes"] = "yes"
    return sum(
        not (each.said or each.value) or now.get(each.id.removeprefix(CONSENT)) == "" for each in _agreement(talk)
    )


def count(talk: Interview) -> int:
    """Return how many lines of agreement there are."""
    return len(_agreement(talk))


def say_line(talk: Interview, name: str) -> tuple[Event, ...]:
    """Record that a line was said; where it was said already, take that back, and the decision in it."""
    if talk.case.sessions.said_now(name) is not None:
        return rules.unsay(talk.case, name, _decision_of(talk, name))
    return (rules.say(talk.protocol, talk.case, name, talk.words.language, talk.theirs.language),)


def decide(talk: Interview, name: str, value: str) -> tuple[Event, ...]:
    """Record what the person says in a line that was said; "" takes it back to not asked.

    Raises NotAccepted("say-first") where it was not said in this session.
    """
    point = name.removeprefix(CONSENT + SAID_BACK)
    if point != name:
        return (sessions.say_back(point, value == "yes"),) if value else ()
    decision = _decision_of(talk, name)
    return talk.decided(decision, value, line=name) if value else rules.undecide(talk.case, decision)


def _decision_of(talk: Interview, name: str) -> str:
    found = (each.id for each in talk.protocol.decisions if line_of(each.id) == name)
    return next(found, "")


def _agreement(talk: Interview) -> tuple[LineView, ...]:
    texts: dict[str, list[str]] = {name: [] for name in ORDER}
    for part in talk.spoken_parts():
        texts[_place_of(part.id)].append(f"consent.spoken.{part.id}")
    decisions = {each.id for each in talk.protocol.decisions if each.when == "start"}
    made: list[LineView] = []
    for name in ORDER:
        question = f"consent.decision.{name}.question" if name in decisions else ""
        said = texts[name] or ([question] if question else [])
        if not said:
            continue
        made.append(
            line(
                talk,
                line_of(name),
                talk.words.say(f"line.consent.{name}"),
                *said,
                number=str(len(made) + 1),
                question=question if texts[name] else "",
                options=yes_no_later(talk) if question else (),
                value=talk.case.decided_now(name) if question else "",
                note=before(talk, name) if question else "",
            )
        )
    return tuple(made)


def _place_of(part: str) -> str:
    """Return the line that a part of the spoken text belongs to; what no other line holds is said with the limits."""
    if part.startswith("who"):
        return WHO
    if part == "choice":
        return "talk"
    return "notes" if part.startswith("notes") or part.endswith("-notes") else REPORT


def _said_back(talk: Interview, point: str) -> LineView:
    """Return one point that is said back in the person's own words (CO5)."""
    say, tries = talk.words.say, talk.case.sessions.tries(point)
    clear = LineOption("yes", Pair(say("consenting.clear")), "circle")
    return line(
        talk,
        f"{CONSENT}{SAID_BACK}{point}",
        say("consenting.said-back"),
        f"consent.teach-back.{point}",
        options=(clear, LineOption("no", Pair(say("consenting.not-clear")), "square")),
        value="" if not tries else "yes" if tries[-1] else "no",
    )


def _unclear(talk: Interview) -> str:
    """After two tries that were not clear: change the explanation, not the person; "" before (CO5)."""
    tried = (talk.case.sessions.tries(point) for point in ("first", "second"))
    unclear = any(len(tries) >= TRIES and not any(tries) for tries in tried)
    return talk.words.say("consent.teach-back.after") if unclear else ""

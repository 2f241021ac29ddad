"""The line that is turned to the person: its words and answers, and how far the talk has come; nothing else (IN19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import LineView
from screening.domain.answers import Answer
from screening.domain.case import topic_order
from screening.domain.case.places import topic_of
from screening.domain.case.rules import locked
from screening.domain.protocol.model import Topic
from screening.errors import NotAccepted
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.translations import answer_id

ACTS = ("again", "leave-out", "rest", "end")
"""What the person can press besides an answer, in this order."""
SHAPES = {Answer.YES: "circle", Answer.NO: "square", Answer.NOT_KNOWN: "triangle", Answer.DECLINED: "bar"}


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything in the person's language. ``behind`` and ``done`` count topics or lines; nothing counts answers."""

    language: str
    mirrored: bool
    """Whether the language runs from the right."""
    statement: str
    """What is said before the sentence, or why it is asked; it goes first where room is short."""
    sentence: str
    name: str
    """The question or line that is shown; "" where it is none."""
    answers: tuple[tuple[str, str, str], ...]
    """The id, the words and the shape of each answer; empty where nothing can be answered now."""
    value: str
    """The answer that stands on disk; "" for not asked."""
    behind: int
    done: tuple[bool, ...]
    """For each topic or line in order, whether it was spoken about."""
    left: str
    acts: tuple[tuple[str, str], ...]


def person_view(interview: Interview, place: str, item: str) -> PersonView:
    """Return what stands before the person on a topic: the open question, or the invitation where ``item`` is none.

    Elsewhere it is what the talk is. Raises NotAccepted("language-only-heard") and, of a text that is not in their
    language, ("line-not-written").
    """
    theirs, protocol = interview.theirs, interview.protocol
    topics = topic_order.topics(protocol, interview.case)
    ids = [each.id for each in topics]
    topic, asked = topic_of(place), protocol.items.get(item)
    shown = asked is not None and asked.kind == "ask" and not locked(protocol, interview.case, asked)
    name = item if topic in ids and shown else ""
    if topic in ids:
        sentence, why = f"item.{item}.text" if name else f"topic.{topic}.invitation", f"topic.{topic}.why"
    else:
        sentence, why = "talk.open", "talk.order"
    _written(interview, sentence)
    talked = tuple(spoken_about(interview, each) for each in topics)
    given = interview.case.answers.get(item) if name else None
    return _view(
        interview,
        theirs.say(why),
        theirs.say(sentence),
        name,
        tuple((each.value, theirs.say(answer_id("ask", each)), shape) for each, shape in SHAPES.items() if name),
        given.answer.value if given is not None else "",
        ids.index(topic) if topic in ids else 0,
        talked,
    )


def line_view(interview: Interview, line: LineView, lines: Sequence[LineView]) -> PersonView:
    """Return a line that is spoken as it stands before the person; ``lines`` are those of its page, itself among them.

    What is asked in it, and its answers, are there once it was said. Raises NotAccepted as ``person_view``.
    """
    _written(interview, *line.plays)
    same = interview.theirs.language == interview.words.language
    texts = [line.text] if line.question is None or not line.said else [line.text, line.question]
    words = [each.own if same else each.theirs for each in texts]
    if not all(words):
        raise NotAccepted("line-not-written")
    options = [(each.id, each.text.own if same else each.text.theirs, each.shape) for each in line.options if line.said]
    return _view(
        interview,
        "" if len(words) == 1 else words[0],
        words[-1],
        line.id,
        tuple(options) if all(text for _id, text, _shape in options) else (),
        line.value,
        next(at for at, each in enumerate(lines) if each.id == line.id),
        tuple(bool(each.said) for each in lines),
    )


def _view(
    interview: Interview,
    statement: str,
    sentence: str,
    name: str,
    answers: tuple[tuple[str, str, str], ...],
    value: str,
    behind: int,
    done: tuple[bool, ...],
) -> PersonView:
    theirs = interview.theirs
    left = sum(not each for at, each in enumerate(done) if at != behind)
    return PersonView(
        theirs.language,
        theirs.direction == "rtl",
        statement,
        sentence,
        name,
        answers,
        value,
        behind,
        done,
        theirs.say_count("person-view.left", left) if left else "",
        tuple((act, theirs.say(f"person-view.{act}")) for act in ACTS),
    )


def _written(interview: Interview, *texts: str) -> None:
    """Raise NotAccepted where one of the texts does not stand in the person's language."""
    theirs = interview.theirs
    if theirs.language != interview.person_language:
        raise NotAccepted("language-only-heard", language=interview.person_language)
    if theirs.language != "en" and any(theirs.state(each) is State.SOURCE for each in texts):
        raise NotAccepted("line-not-written")


def spoken_about(interview: Interview, topic: Topic) -> bool:
    """Whether the person was asked about a topic, or told something of it; what was only seen fills no stone."""
    case = interview.case
    offered = case.offered.get(topic.id)
    told = any(each.topic == topic.id for each in case.words)
    answered = any(item.kind == "ask" and item.id in case.answers for item in topic.items)
    return told or answered or (offered is not None and offered.offered)

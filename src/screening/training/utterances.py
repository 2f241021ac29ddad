"""What an officer types in a practice talk, as acts: each sentence is parted into clauses where a second question
begins, each clause is classed, and what it asks about is found.

Sources of the kinds and their tests: docs/practice-acts.md. In a language without utterances of its own the kind is
read from the form of the question alone (``wording/lint/question_style``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from screening.domain.answers import Answer
from screening.domain.practice.acts import QUESTIONS, Act, ActKind, TalkSoFar
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import QuestionKind as Style
from screening.domain.scenarios.model import TrainingPack, answers_of
from screening.domain.scenarios.talk import HEARD, Talk
from screening.errors import BadInput
from screening.settings import indicators_root
from screening.training.question_match import QuestionMatch, Vocabulary, alike, match, share
from screening.training.question_match import vocabulary as vocabulary_of
from screening.training.utterance_signs import LANGUAGES, Linear, Signs, features, model_of, signs_of, topic_features
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import classify
from screening.wording.lint.rules import QUESTION_MARKS

LONGEST = 600
"""Letters and signs of one utterance: what is longer is no sentence that is said."""
_SAME_QUESTION = 0.7
"""Share of the words of two questions that are the same, from which the second repeats the first."""
_PLACED = QUESTIONS | {ActKind.REFLECTION}
"""The kinds that are about something."""
_NEED_OFFERS = frozenset({"water", "food", "doctor", "call", "rest"})
_STYLES = {
    Style.INVITATION: ActKind.INVITATION, Style.OPEN: ActKind.DIRECTIVE, Style.CLOSED: ActKind.OPTION_POSING,
    Style.LEADING: ActKind.LEADING, Style.MULTIPLE: ActKind.MULTIPLE, Style.WHY: ActKind.WHY,
}  # fmt: skip

_SENTENCE = re.compile(rf"[^.!;\n…{''.join(QUESTION_MARKS)}]+[.!;\n…{''.join(QUESTION_MARKS)}]*")
_CONDITIONS = frozenset({"if", "when", "while", "since", "kalau", "bila", "masa", "waktu", "ketika", "semasa"})
_LEAST = 3
"""Words that must follow a comma or "and", so that they are a clause of their own: "didn't he" is none."""
TOGETHER = QUESTIONS - {ActKind.LEADING, ActKind.WHY}
"""Questions of which two in one breath are one act, MULTIPLE."""

_ASKED = frozenset(
    {ActKind.SMALL_TALK, ActKind.CLOSING, ActKind.PRESUMPTIVE, ActKind.DIRECTIVE, ActKind.ACCUSATION, ActKind.OFFER}
)
ALLOWED = {
    "why": frozenset({ActKind.WHY, ActKind.ACCUSATION}),
    "detail": _ASKED | {ActKind.OPTION_POSING, ActKind.FORCED_CHOICE, ActKind.INVITATION, ActKind.LEADING},
    "open": _ASKED | {ActKind.INVITATION, ActKind.FACILITATOR, ActKind.EXPLANATION},
    "yes_no": frozenset(ActKind)
    - {ActKind.DIRECTIVE, ActKind.EXPLANATION, ActKind.PROMISE, ActKind.GREETING, ActKind.PRESUMPTIVE},
}
"""What a sentence can be that begins as a question does; the other forms can be anything."""


def heard(words: Words, protocol: Protocol, talk: Talk, place: str, text: str, language: str) -> tuple[Act, ...]:
    """Return the acts of an utterance after what the talk has brought, none where nothing was understood.

    Raises BadInput as ``understand`` does.
    """
    general = tuple(f"training.follow.{each}" for each in talk.pack.lists["follow"])
    sought = vocabulary_of(words, protocol, talk.scenario, language, general)
    acts = understand(text, language, sought, told_in(talk, sought.words), place)
    part = next((HEARD[each] for each in parts_in(text, talk.pack)), None)
    if part is None or "?" in text:
        return acts
    # A known part that ends in no question mark asks nothing: "You can go at any time" is said, not asked.
    return tuple(replace(part, text=act.text) if act.kind is ActKind.OPTION_POSING else act for act in acts)


def told_in(talk: Talk, words: Words) -> TalkSoFar:
    """Return what a talk has brought so far, the person's sentences in the language of ``words``."""
    facts = [fact for fact in talk.scenario.facts if fact.id in talk.given]
    yes = {item for item, given in answers_of(facts).items() if given.answer is Answer.YES}
    said = tuple(words.say(f"scenario.{talk.scenario.id}.fact.{fact.id}") for fact in facts)
    return TalkSoFar(frozenset(yes) | talk.agreed, said, tuple(act for each in talk.moments for act in each.move.acts))


def parts_in(text: str, pack: TrainingPack) -> tuple[str, ...]:
    """Return the parts of the way of talking that a typed text is, by words that are data."""
    folded = text.casefold()
    return tuple(name for name, words in pack.parts.items() if any(each in folded for each in words))


def understand(typed: str, language: str, vocabulary: Vocabulary, told: TalkSoFar, here: str = "") -> tuple[Act, ...]:
    """Return the acts of one utterance, in order; none where no word is known.

    ``here`` is the topic in hand, which decides where two fit as well. Raises BadInput("utterance-empty"),
    ("utterance-long"), ("utterance-script"), and ("utterance-language") where the form says nothing of the kind.
    """
    text = " ".join(typed.split())
    if not text:
        raise BadInput("utterance-empty")
    if len(text) > LONGEST:
        raise BadInput("utterance-long", most=LONGEST)
    if language not in LANGUAGES:
        return _by_form(text, language, vocabulary, told, here)
    if not any(sign.isalnum() for sign in text):
        return (Act(ActKind.FACILITATOR, text),)
    if not _latin(text):
        raise BadInput("utterance-script")
    signs, model = signs_of(language, indicators_root()), model_of("kinds", indicators_root())
    parts = clauses(signs, text)
    if not any(word in signs.known for part in parts for word in part.words) and match(vocabulary, text).strange:
        return ()
    kinds = [kind_of(signs, part, model) for part in parts]
    acts: list[Act] = []
    for group in together(kinds):
        some = [parts[at] for at in group]
        act = _act(signs, some, kind_together([kinds[at] for at in group]), vocabulary, here)
        if (told.acts or told.said) and _never_said(act, signs, some, vocabulary, told):
            act = replace(act, kind=ActKind.PRESUMPTIVE)
        acts.append(_in_context(act, vocabulary, replace(told, acts=(*told.acts, *acts))))
    return tuple(acts)


def _latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(unicodedata.name(sign, "").startswith("LATIN") for sign in letters) * 2 >= len(letters)


def _act(signs: Signs, parts: list[Clause], kind: ActKind, vocabulary: Vocabulary, here: str) -> Act:
    text = " ".join(part.text for part in parts)
    words = [word for part in parts for word in part.words]
    if kind is ActKind.OFFER:
        offers = signs.offered(words)
        return Act(kind, text, "needs" if offers in _NEED_OFFERS else None, offers=offers)
    if kind not in _PLACED:
        return Act(kind, text)
    return _placed(Act(kind, text), about(signs, words, vocabulary, here))


def about(signs: Signs, words: list[str], vocabulary: Vocabulary, here: str = "") -> QuestionMatch:
    """Return what a clause is about: its topic by the model of the build half, and by the role card where that has no
    topic; what is meant of it by the words that both have."""
    found = topic_features(signs, words)
    model = model_of("topics", indicators_root())
    scores = dict(zip(model.classes, model.scores(found), strict=True))
    topic = max(scores, key=lambda name: (scores[name], name))
    matched = match(vocabulary, " ".join(words), here, only=topic)
    if topic and not (matched.items or matched.facts or signs.spoken_of(words)):
        free = match(vocabulary, " ".join(words), here)
        matched, topic = (free, "") if free.strange else (matched, topic)
    return matched if topic or matched.items or matched.facts else replace(matched, topic="")


def _placed(act: Act, matched: QuestionMatch) -> Act:
    item = matched.items[0] if matched.items else None
    return replace(act, topic=matched.topic or None, item=item, facts=matched.facts, strange=matched.strange)


def _in_context(act: Act, vocabulary: Vocabulary, told: TalkSoFar) -> Act:
    """The act as it is after what was said before: what the person told is no longer presumed."""
    if act.kind is ActKind.PRESUMPTIVE and (act.item in told.items or share(vocabulary, act.text, told.said)):
        act = replace(act, kind=ActKind.DIRECTIVE)
    return replace(act, repeated=act.kind in QUESTIONS and any(_again(act, each, vocabulary) for each in told.acts))


def _never_said(act: Act, signs: Signs, parts: list[Clause], vocabulary: Vocabulary, told: TalkSoFar) -> bool:
    """Whether an act says back what was not said: "You said he beat you" to somebody who spoke of no blow."""
    if act.kind is not ActKind.REFLECTION or act.topic is None:
        return False
    claimed = any("claimed" in signs.fired(part.words) for part in parts)
    return claimed and act.item not in told.items and not share(vocabulary, act.text, told.said)


def _again(act: Act, before: Act, vocabulary: Vocabulary) -> bool:
    if before.kind not in QUESTIONS:
        return False
    return act.text == before.text or alike(vocabulary, act.text, before.text) >= _SAME_QUESTION


def _by_form(text: str, language: str, vocabulary: Vocabulary, told: TalkSoFar, here: str) -> tuple[Act, ...]:
    found = classify(text, language)
    if found.kind is None:
        if found.reason == "language":
            raise BadInput("utterance-language")
        return ()
    act = _placed(Act(_STYLES[found.kind], text), match(vocabulary, text, here))
    return (_in_context(act, vocabulary, told),)


# --- clauses, and the kind of each


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an utterance that does one thing. ``words`` are read and without courtesy."""

    text: str
    words: tuple[str, ...]
    asked: bool


def clauses(signs: Signs, text: str) -> list[Clause]:
    """Return the clauses of an utterance in order; at least one where it has a letter."""
    found = []
    for sentence in _SENTENCE.findall(text.replace("’", "'")):
        if not any(sign.isalnum() for sign in sentence):
            continue
        asked = any(mark in sentence for mark in QUESTION_MARKS)
        parts = _parted(signs, signs.bare(signs.read(sentence)))
        whole = len(parts) == 1
        found += [
            Clause(sentence.strip() if whole else " ".join(part), tuple(signs.bare(part)), asked) for part in parts
        ]
    return found


def _parted(signs: Signs, words: list[str]) -> list[list[str]]:
    """The words of a sentence, parted where after a comma or an "and" a second question begins."""
    parts: list[list[str]] = [[]]
    for at, word in enumerate(words):
        joint = word == "," or word in signs.joins
        if joint and _opens(signs, parts[-1], word) and words[at + 1 : at + 2] and _question(signs, words[at + 1 :]):
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if any(each != "," for each in part)]


def _opens(signs: Signs, part: list[str], joint: str) -> bool:
    """Whether what stands before a joint can stand alone; before an "and" it must be a question itself."""
    bare = [each for each in part if each != "," and (each,) not in signs.fillers]
    form = signs.form(bare, asked=True)
    if not bare or (bare[0] in _CONDITIONS and (joint == "," or form != "detail")):
        return False
    return len(bare) >= _LEAST if joint == "," else form != "asked"


def _question(signs: Signs, rest: list[str]) -> bool:
    """Whether what follows a joint is a question: long enough, and begun by a question word."""
    if rest[0] in signs.joins:
        rest = rest[1:]
    rest = signs.bare(rest)
    clause = rest[: rest.index(",")] if "," in rest else rest
    long = len(clause) >= _LEAST or (len(clause) == _LEAST - 1 and signs.form(clause, asked=True) == "detail")
    return long and signs.asks(clause) and "not" not in clause[1:2]


def kind_of(signs: Signs, clause: Clause, model: Linear) -> ActKind:
    """Return the kind of a clause: of those that its form allows, the one that the model finds likeliest."""
    scores = model.scores(features(signs, list(clause.words), clause.asked))
    allowed = ALLOWED.get(signs.form(clause.words, clause.asked), frozenset(ActKind))
    return max((score, ActKind(name)) for score, name in zip(scores, model.classes, strict=True) if name in allowed)[1]


def together(kinds: list[ActKind]) -> list[list[int]]:
    """Return which clauses are one act, by their places: those of one kind that ask nothing, and questions in a row."""
    groups: list[list[int]] = []
    for at, kind in enumerate(kinds):
        before = kinds[at - 1] if at else None
        same = before is kind and kind not in {ActKind.LEADING, ActKind.WHY}
        if same or (before in TOGETHER and kind in TOGETHER):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def kind_together(kinds: list[ActKind]) -> ActKind:
    """Return the kind of clauses that are one act."""
    if len(kinds) > 1 and kinds[0] in TOGETHER and set(kinds) != {ActKind.INVITATION}:
        return ActKind.MULTIPLE
    return kinds[0]

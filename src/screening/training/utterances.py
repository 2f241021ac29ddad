"""What an officer types in a practice talk, as acts: each sentence is classed, and what it asks about is found.

Sources of the kinds and their tests: docs/practice-acts.md. In a language without utterances of its own the kind is
read from the form of the question alone (``wording/lint/question_style``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from screening.domain.practice.acts import QUESTIONS, Act, ActKind, TalkSoFar
from screening.domain.scenarios.model import QuestionKind as Style
from screening.errors import BadInput
from screening.settings import indicators_root
from screening.training.question_match import QuestionMatch, Vocabulary, alike, match, share
from screening.training.utterance_kinds import Clause, clauses, kind_of, kind_together, together
from screening.training.utterance_signs import LANGUAGES, Signs, model_of, signs_of, topic_features
from screening.wording.lint.question_style import classify

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

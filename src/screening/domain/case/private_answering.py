"""Answer alone, by ear (PR1-PR15): which text is heard next, and what the answers become. Nothing of it is on disk.

The answers live in memory until the person has said who may see them. A sitting that is abandoned leaves none (PR10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from screening.domain.answers import Answer, How, ItemId
from screening.domain.case import rules
from screening.domain.case.case import Case
from screening.domain.events import catalogue as ev
from screening.domain.protocol.model import Protocol
from screening.errors import NotAccepted


class SittingKey(StrEnum):
    """The five keys, the same throughout (PR5): circle, square, triangle, waves, half circle."""

    YES = "yes"
    NO = "no"
    LEAVE_OUT = "leave_out"
    AGAIN = "again"
    STOP = "stop"


class Stage(StrEnum):
    """Where a sitting is."""

    PRACTICE = "practice"
    ITEM = "item"
    STOP_SURE = "stop_sure"
    SHARE = "share"
    ENDED = "ended"


class Share(StrEnum):
    """Who may see the answers (PR10)."""

    ALL = "all"
    COUNT = "count"
    NONE = "none"


TOLD = "computer-voice.told"
"""What a computer's voice says first of itself."""
HOW_TO = (
    "private.about", "private.yes", "private.no", "private.leave-out", "private.again", "private.stop",
    "private.practise",
)  # fmt: skip
PRACTICE = (("private.practice-yes", SittingKey.YES), ("private.practice-no", SittingKey.NO))
"""The two practice questions and their known answers (PR8)."""
SHARE = ("private.share", "private.share-circle", "private.share-square", "private.share-triangle")
"""The last question and what each key says of it: all of it is heard before a key answers (PR10, decision 0058)."""
ANSWERS = {SittingKey.YES: Answer.YES, SittingKey.NO: Answer.NO, SittingKey.LEAVE_OUT: Answer.NOT_KNOWN}
"""Leaving out and not knowing share a key (PR4): nothing is known then, and it is never "no"."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person answering alone. ``says`` are the ids of the texts to be heard now, in order.

    ``way`` is how it ended: finished, stopped, or to_talk where the practice questions did not fit; "" before.
    """

    items: tuple[ItemId, ...]
    tries: int
    help: tuple[str, ...]
    step: Stage = Stage.PRACTICE
    before: Stage = Stage.PRACTICE
    """Where "stop?" leads back to."""
    at: int = 0
    missed: int = 0
    answers: Mapping[ItemId, Answer] = field(default_factory=dict)
    share: Share = Share.NONE
    way: str = ""
    says: tuple[str, ...] = (*HOW_TO, PRACTICE[0][0])
    heard: bool = False
    """Whether ``says`` was heard to its end since it came: before that no key answers it (decision 0058)."""

    @property
    def behind(self) -> int:
        """How many stones of the path are behind: the same for every answer."""
        return len(self.items) if self.step in (Stage.SHARE, Stage.ENDED) else 0 if self._practising else self.at

    @property
    def _practising(self) -> bool:
        return (self.before if self.step is Stage.STOP_SURE else self.step) is Stage.PRACTICE

    def hear(self) -> Sitting:
        """Return the sitting once ``says`` was heard to its end: the next key answers it."""
        return replace(self, heard=True)

    def press(self, key: SittingKey) -> Sitting:
        """Return the sitting after one of the five keys.

        A key answers only what was heard to its end, so that a hand that presses twice answers once. Asking to stop is
        no answer and is taken at any time; whether to stop, and who may see the answers, are heard first.
        """
        if key is SittingKey.AGAIN or self.step is Stage.ENDED:
            return self
        if not self.heard and not (key is SittingKey.STOP and self.step in (Stage.PRACTICE, Stage.ITEM)):
            return self
        steps = {Stage.PRACTICE: self._practise, Stage.ITEM: self._answer, Stage.STOP_SURE: self._stop}
        return replace(steps.get(self.step, self._shared)(key), heard=False)

    def fall_silent(self) -> Sitting:
        """Return the sitting at its end where nothing can be heard any more: back to talk, and no answer is kept.

        Who may see the answers cannot be asked then, so they stay the person's own (PR10).
        """
        return self if self.step is Stage.ENDED else self._end("to_talk", Share.NONE)

    def _practise(self, key: SittingKey) -> Sitting:
        if key is SittingKey.STOP:
            return replace(self, step=Stage.STOP_SURE, before=self.step, says=("private.stop-sure",))
        question, right = PRACTICE[self.at]
        if key is not right:
            missed = self.missed + 1
            if missed >= self.tries:
                return self._end("to_talk", Share.NONE)
            return replace(self, missed=missed, says=("private.practice-again", *HOW_TO[1:-1], question))
        if self.at + 1 < len(PRACTICE):
            return replace(self, at=self.at + 1, missed=0, says=(PRACTICE[self.at + 1][0],))
        first = (_text(self.items[0]),)
        return replace(self, step=Stage.ITEM, at=0, missed=0, says=("private.practice-done", "private.begin", *first))

    def _answer(self, key: SittingKey) -> Sitting:
        if key is SittingKey.STOP:
            return replace(self, step=Stage.STOP_SURE, before=self.step, says=("private.stop-sure",))
        answers = {**self.answers, self.items[self.at]: ANSWERS[key]}
        after = self.at + 1
        if after == len(self.items):
            return replace(self, step=Stage.SHARE, answers=answers, says=SHARE)
        halfway = ("private.halfway",) if after == (len(self.items) + 1) // 2 else ()
        return replace(self, at=after, answers=answers, says=(*halfway, _text(self.items[after])))

    def _stop(self, key: SittingKey) -> Sitting:
        if key is SittingKey.NO or key is SittingKey.LEAVE_OUT:
            practising = self.before is Stage.PRACTICE
            return replace(
                self, step=self.before, says=(PRACTICE[self.at][0] if practising else _text(self.items[self.at]),)
            )
        if not self.answers:
            return self._end("stopped", Share.NONE, "private.stopped")
        return replace(self, step=Stage.SHARE, way="stopped", says=("private.stopped", *SHARE))

    def _shared(self, key: SittingKey) -> Sitting:
        share = {SittingKey.YES: Share.ALL, SittingKey.NO: Share.COUNT}.get(key, Share.NONE)
        return self._end(self.way or "finished", share, f"private.shared-{share}")

    def _end(self, way: str, share: Share, *said: str) -> Sitting:
        """Return the sitting at its end: rights and help are heard, even if nothing was answered (PR13)."""
        last = "private.to-talk" if way == "to_talk" else "private.hand-back"
        says = (*said, "private.rights", *self.help, last)
        kept = {} if share is Share.NONE else self.answers
        return replace(self, step=Stage.ENDED, way=way, share=share, answers=kept, says=says)


def refusal(protocol: Protocol, case: Case) -> str:
    """Return the code of why answering alone is not offered now; "" when it is (PR1, PR15)."""
    state = rules.gate(protocol, case)
    if not state.passed:
        return "gate-first"
    if case.language is None:
        return "language-first"
    if not case.agreed:
        return "locked-consent"
    if state.child:
        return "private-not-for-children"
    return ""


def sit_down(protocol: Protocol, case: Case, *, computer: bool = False) -> Sitting:
    """Begin a sitting; a computer's voice says first what it is. Raises NotAccepted with what ``refusal`` says."""
    if code := refusal(protocol, case):
        raise NotAccepted(code, item="")
    table = protocol.tables["private"]
    help = tuple(f"closing.information.{name}" for name in table["information"])
    sitting = Sitting(tuple(table["items"]), int(table["tries"]), help)
    return replace(sitting, says=(TOLD, *sitting.says)) if computer else sitting


def heard(protocol: Protocol) -> tuple[str, ...]:
    """Return the id of every text that a sitting may say, each once: what a language needs in sound (LA11).

    What a computer's voice says of itself is not among them: nobody records it.
    """
    table = protocol.tables["private"]
    return (
        *HOW_TO, *(question for question, _ in PRACTICE), "private.sound", "private.practice-again",
        "private.practice-done", "private.to-talk", "private.begin", "private.halfway", "private.stop-sure",
        "private.stopped", *SHARE, *(f"private.shared-{each}" for each in Share),
        "private.rights", "private.hand-back", *(_text(name) for name in table["items"]),
        *(f"closing.information.{name}" for name in table["information"]),
    )  # fmt: skip


def outcome(case: Case, sitting: Sitting, *, language: str, sound: str) -> tuple[ev.Event, ...]:
    """Return what is recorded when a sitting has ended: the answers the person gave the officer, or their number, or
    nothing.

    A question that was left out replaces no earlier answer, and is counted neither as answered nor as a no (IN7).
    ``sound`` is recorded or synthetic.
    """
    if sitting.step is not Stage.ENDED:
        raise NotAccepted("private-not-ended")
    shown = sitting.share is not Share.NONE
    last = ev.AnsweredAlone(
        way=sitting.way,
        share=sitting.share.value,
        answered=sum(each is not Answer.NOT_KNOWN for each in sitting.answers.values()) if shown else 0,
        yes=sum(each is Answer.YES for each in sitting.answers.values()) if shown else 0,
        language=language,
        sound=sound,
    )
    if sitting.share is not Share.ALL:
        return (last,)
    given = tuple(
        ev.AnswerGiven(name, answer, How.PRIVATE, tuple(head.digest for head in case.heads.get(name, ())))
        for name, answer in sitting.answers.items()
        if answer is not Answer.NOT_KNOWN or name not in case.answers
    )
    return (*given, last)


def _text(item: ItemId) -> str:
    return f"item.{item}.text"

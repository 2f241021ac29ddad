"""The case in hand as it stands: moved on by each answer, so that no page works everything out again."""

from __future__ import annotations

from screening.casework.content.edition import Content
from screening.domain.case import rules
from screening.domain.case.case import Case, settled
from screening.domain.events.catalogue import AnswerGiven, AnswerTakenBack, Recorded
from screening.domain.scoring.assessment import asked_core
from screening.domain.scoring.incremental import Standing, stand
from screening.domain.scoring.question_value import Prospects, pass_is_over, topics_worth

MOST_SUGGESTED = 2


class Live:
    """Keeps the standing of one case beside it. A case that came another way is read from nothing."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._prospects: Prospects | None = None
        self._case: Case | None = None
        self._standing: Standing | None = None

    def moved(self, before: Case, event: Recorded, after: Case) -> None:
        """Bring the progress up to date after an event turned ``before`` into ``after``."""
        if self._standing is None or self._case is not before or rules.age_band(before) != rules.age_band(after):
            self._standing = None
            return
        match event.event:
            case AnswerGiven(item=item) | AnswerTakenBack(item=item):
                self._standing = self._standing.after(item, settled(after.heads.get(item, ())))
        self._case = after

    def of(self, case: Case) -> Standing:
        """Return the standing of ``case``."""
        if self._standing is None or self._case is not case:
            protocol, weights = self._content.protocol, self._content.weights
            self._standing = stand(protocol, weights, case.answers, age_band=rules.age_band(case))
            self._case = case
        return self._standing

    def suggested(self, case: Case) -> tuple[tuple[str, ...], bool]:
        """Return the topics most worth opening next, and whether the first pass may end. The officer chooses (IN5).

        Nothing is suggested before something was said: the talk begins with what the person tells freely.
        """
        protocol, weights = self._content.protocol, self._content.weights
        standing = self.of(case)
        if not standing.answers:
            return (), False
        if self._prospects is None:
            self._prospects = Prospects(protocol, weights)
        every = self._prospects.worth(
            standing.answers,
            standing.signs,
            standing.ratios,
            hidden=standing.hidden,
            child=standing.child,
            private=not rules.gate(protocol, case).not_private,
            least=weights.asking.ask_from,
        )
        worth = [each for each in every if protocol.items[each.item].kind == "ask"]
        asked, core = asked_core(protocol, standing.answers)
        over = pass_is_over(weights, worth) and asked >= weights.thresholds.asked_share * core
        best = [name for name, _value in topics_worth(protocol, worth)]
        return tuple(best[:MOST_SUGGESTED]), over

"""The case in hand as it stands, worked out once for each state of it, and what is worth asking next."""

from __future__ import annotations

from screening.casework.content.edition import Content
from screening.domain.case import rules
from screening.domain.case.case import Case
from screening.domain.scoring.assessment import asked_core
from screening.domain.scoring.question_value import Prospects, pass_is_over, topics_worth
from screening.domain.scoring.standing import Standing, stand

MOST_SUGGESTED = 2


class Progress:
    """Where a case stands, and what would teach most."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._prospects: Prospects | None = None
        self._known: tuple[Case, Standing] | None = None

    def of(self, case: Case) -> Standing:
        """Return the standing of ``case``."""
        if self._known is None or self._known[0] is not case:
            protocol, weights = self._content.protocol, self._content.weights
            self._known = case, stand(protocol, weights, case.answers, age_band=rules.age_band(case))
        return self._known[1]

    def suggested(self, case: Case) -> tuple[tuple[str, ...], bool]:
        """Return the topics most worth opening next, and whether the first pass may end. The officer chooses (IN5).

        Nothing is suggested before something was said: the talk begins with what the person tells freely.
        """
        protocol, weights = self._content.protocol, self._content.weights
        if not case.answers:
            return (), False
        if self._prospects is None:
            self._prospects = Prospects(protocol, weights)
        private = not rules.gate(protocol, case).not_private
        worth = [
            each
            for each in self._prospects.worth(case.answers, self.of(case), private=private)
            if protocol.items[each.item].kind == "ask" and each.value >= weights.asking.ask_from
        ]
        asked, core = asked_core(protocol, case.answers)
        over = pass_is_over(weights, worth) and asked >= weights.thresholds.asked_share * core
        best = [name for name, _value in topics_worth(protocol, worth)]
        return tuple(best[:MOST_SUGGESTED]), over

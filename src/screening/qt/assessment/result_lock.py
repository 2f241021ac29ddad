"""What of a case waits for the officer's PIN, and what is closed to a second reader until their own view is kept."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.domain.case.places import BESIDE_RESULTS, RESULTS, Place

SEALED = (*RESULTS, *BESIDE_RESULTS, Place.SECOND)
"""Pages that show or carry a result: the officer's PIN comes first, once until the talk or the list (JU15)."""


class ResultSeal:
    """Whether the PIN was given, and in which cases somebody sits here who may not see the first view (JU16)."""

    def __init__(self) -> None:
        self.unsealed = False
        self.handed: set[str] = set()
        """Cases that are with a second reader until their view is kept or the PIN is given: the list ends it not."""

    def asks(self, place: str, interview: Interview) -> bool:
        """Whether the PIN comes before this page. The second reader's own is open to them once it was opened."""
        handed = interview.case.code in self.handed
        if place == Place.SECOND and handed:
            return False
        # The own view waits for the PIN as well, as soon as a view stands there (JU16).
        written = place == Place.OWN_VIEW and (handed or interview.written is not None)
        return not self.unsealed and (place in SEALED or written)

    def open(self, place: str, code: str) -> None:
        """The PIN was given for this page. Handing over to a second reader opens that page and no other."""
        self._hand_over(code, to_second=place == Place.SECOND)

    def shown(self, place: str, interview: Interview) -> None:
        """A page is shown: the second reader sits down, or has kept their view and may see both."""
        if place == Place.SECOND:
            waits = interview.case.view is not None and interview.case.second is None
            self._hand_over(interview.case.code, to_second=waits)

    def shut(self) -> None:
        """Beside the person, or away from the case: what was opened closes."""
        self.unsealed = False

    def _hand_over(self, code: str, *, to_second: bool) -> None:
        self.handed = self.handed | {code} if to_second else self.handed - {code}
        self.unsealed = not to_second

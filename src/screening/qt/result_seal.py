"""What of a case waits for the officer's PIN, and what is closed to a second reader until their own view is kept."""

from __future__ import annotations

from screening.casework.interviewing import BESIDE_RESULTS, RESULTS, Interview

SEALED = (*RESULTS, *BESIDE_RESULTS, "second")
"""Pages that show or carry a result: the officer's PIN comes first, once until the talk or the list (JU15)."""
FIRST_VIEW = "own-view"
SECOND = "second"


class ResultSeal:
    """Whether the PIN was given, and whether somebody sits here who may not see the first view (JU16)."""

    def __init__(self) -> None:
        self.unsealed = False
        self.blind = False

    def asks(self, place: str) -> bool:
        """Whether the PIN comes before this page. The second reader's own is open to them once it was opened."""
        if self.blind and place == SECOND:
            return False
        return (place in SEALED and not self.unsealed) or (self.blind and place == FIRST_VIEW)

    def open(self, place: str) -> None:
        """The PIN was given for this page. Handing over to a second reader opens that page and no other."""
        self.blind = place == SECOND
        self.unsealed = not self.blind

    def shown(self, place: str, interview: Interview) -> None:
        """A page is shown: the second reader sits down, or has kept their view and may see both."""
        if place == SECOND:
            self.blind = interview.case.view is not None and interview.case.sessions.second is None
            self.unsealed = not self.blind

    def shut(self) -> None:
        """Beside the person, or away from the case: what was opened closes."""
        self.unsealed = False

    def forget(self) -> None:
        self.unsealed = self.blind = False

"""What of a case waits for the officer's PIN, the page that asks for it, and what is closed to a second reader."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.interview import Interview
from screening.domain.case.places import BESIDE_RESULTS, RESULTS, Place
from screening.qt.frame.page import Headed
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.fields import PassphraseField

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


class PinPage(Headed):
    """``given`` carries what was typed. A wrong one is cleared and says nothing, as on the cover page."""

    given = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.head_with(words.say("page.pin.title"), words.say("page.pin.lead"))
        self.field = PassphraseField(words, words.say("page.pin.field"), help=words.say("page.pin.help"), name="pin")
        self.field.entered.connect(self.give)
        self.open = text_button(words, "page.pin.open", "pin-open", self.give, Look.MAIN)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(IconText("eye", words.say("page.pin.why"), words.language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.field.edit

    def advance(self) -> bool:
        """Next hands the PIN over."""
        self.give()
        return True

    def give(self) -> None:
        """Hand over what was typed."""
        typed = self.field.text()
        self.field.hide_text()
        self.given.emit(typed)

"""Keys that belong to the page in hand: playing and explaining; figures and arrows have a module of their own."""

from __future__ import annotations

from screening.casework.interview import side_cards
from screening.casework.interview.private_answering import aloud, has_sound
from screening.errors import ScreeningError
from screening.qt.session.audio import Ear
from screening.qt.window.figure_keys import Figures, RecordedCase
from screening.sound.computer_voice import can_speak


class PageKeys:
    """Each does what the page in hand makes of it, and nothing where that page has no use for it."""

    def __init__(self, case: RecordedCase) -> None:
        self.case = case
        self.words = case.words
        self.figures = Figures(case)
        self.ear = Ear()
        case.guard.hushed.connect(self.ear.hush)

    def play(self) -> None:
        """The page's text in the person's language, again as often as it is wanted (F2)."""
        self.hear(self.case.page.heard() if self.case.page is not None else ())

    def hear(self, text_ids: tuple[str, ...], tag: str = "") -> None:
        """Play texts of the person's; where there is nothing to play it is said, never skipped silently (LA11)."""
        interview = self.case.interview
        heard = [aloud(interview, text_id, tag) for text_id in text_ids]
        try:
            played = self.ear.play([self.ear.sound(each, practice=interview.case.practice) for each in heard])
        except ScreeningError as trouble:
            self.case.complain(trouble)
            return
        if not played:
            self.case.notify(self.words.say("page.topic.no-sound"))

    def can_hear(self, tag: str = "") -> bool:
        """Whether anything can be heard in the person's language, or in ``tag``: only then is there a button for it."""
        interview = self.case.interview
        language = interview.words.within(tag).language if tag else interview.theirs.language
        return has_sound(interview, tag) or (interview.case.practice and can_speak(language))

    def explain(self) -> None:
        """What the open page or question is for, what it may mean and what else it may be, and its keys (Shift+F1).

        A reading's rule opens inside its own page, behind the PIN: nothing of a result is ever a banner (JU15).
        """
        page = self.case.page
        if page is not None and not page.explain():
            self.case.notify(side_cards.help_of(self.case.interview, self.case.place, page.open_item))

    def explain_draft(self) -> None:
        self.case.notify(self.words.say("page.language.draft"))

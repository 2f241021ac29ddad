"""What the person agrees to (CO1, CO2): line by line, each decision beside the line that explains it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from screening.casework.interview.view_models import ConsentView
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.questions.invitation import TopicPath
from screening.qt.questions.shared_line import SharedLine
from screening.qt.questions.shared_lines import SharedLines
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button


class ConsentPage(Headed):
    """Shows a ConsentView; the line with the ring is open for the keys."""

    linked = Signal(str)

    def __init__(self, words: Says, *, sounds: bool) -> None:
        super().__init__(words)
        self.path = TopicPath(0, 1, "")
        self.head.addWidget(self.path)
        self.head_with(words.say("page.consent.title"))
        self.sounds = sounds
        self.shared = SharedLines(words, sounds=sounds)
        self.back_note = IconText("speech", "", words.language, Role.BODY, bold=True)
        self.shared.turned.connect(self._tell_place)
        same = ScriptText(words.say("page.consent.lead"), words.language, Role.SMALL, soft=True)
        at_the_end = ScriptText(words.say("page.consent.later"), words.language, Role.SMALL, soft=True)
        links = []
        for place in ("heard", "informed"):
            press = partial(self.linked.emit, place)
            link = text_button(words, f"consenting.{place}", f"consent-{place}", press, Look.QUIET)
            link.fit_policy(QSizePolicy.Policy.Preferred)  # wraps where large text has no room
            links.append(link)
        for part in (self.shared, self.back_note, same, at_the_end):
            self.rows.addWidget(part)
        add_at_start(self.rows, *links)
        self.rows.addStretch(1)

    @property
    def lines(self) -> dict[str, SharedLine]:
        """The lines, by their names."""
        return self.shared.lines

    def show_view(self, view: ConsentView) -> None:
        self.shared.show_lines(view.lines, view.person_tag)
        self._tell_place()
        self.back_note.set_text(view.said_back_note)
        self.back_note.setVisible(bool(view.said_back_note))

    def _tell_place(self) -> None:
        """Which of the numbered lines is open, and how far they have come."""
        counted = [line for line in self.lines.values() if line.view.number]
        at = next((number for number, line in enumerate(counted) if line is self.shared.ringed), -1)
        place = self.words.say("line.place", n=at + 1, total=len(counted)) if at >= 0 else ""
        self.head_with(self.words.say("page.consent.title"), place)
        self.path.show_place(at, len(counted), place)
        self.path.show_done(tuple(bool(line.picked) for line in counted))

    def start(self) -> QWidget:
        return self.shared.ringed

    def opening(self) -> str:
        """Title and place, and what stands below all lines: that a no takes no help away."""
        return f"{super().opening()}. {self.words.say('page.consent.lead')}"

    def heard(self) -> tuple[str, ...]:
        return self.shared.ringed.view.plays

"""What the person agrees to (CO1, CO2): what is said, in both languages, and each decision by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.interview.view_models import ConsentView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, Side
from screening.qt.widgets.buttons import Button, Look, PlayButton
from screening.qt.widgets.card import Card, Ground, Halves
from screening.qt.widgets.choices import ChoiceRow, DecisionRow, Option


class ConsentPage(Headed):
    """Shows a ConsentView; one decision is open for the figure keys."""

    decided = Signal(str, str)
    play_pressed = Signal()
    needs_pressed = Signal()
    """What they need now is to be heard in their language."""
    said_back = Signal(str, bool)
    """A point came back in the person's own words: which, and whether it was clear (CO5)."""
    linked = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words.language)
        self.words = words
        self.lines: dict[str, DecisionRow] = {}
        self.points: dict[str, ChoiceRow] = {}
        self.back_note = IconText("speech", "", words.language, Role.BODY, bold=True)
        self.back_note.hide()
        self.open_line = ""
        """The decision that has the ring, or had it last."""
        self.view: ConsentView | None = None
        self.body: Halves | None = None

    def show_view(self, view: ConsentView) -> None:
        self.view = view
        self.head_with(view.title, view.lead)
        if self.body is None:
            self.body = Halves(self._said(view), self._decisions(view))
            self.rows.addWidget(self.body, 1)
        if not self.open_line:
            self.open_line = next((each.id for each in view.decisions if not each.value), view.decisions[0].id)
        self._draw()

    def start(self) -> QWidget:
        """The open decision; where what is said stands above the decisions, and none is made, the title."""
        if active().compact and self.view is not None and not any(each.value for each in self.view.decisions):
            return self.title
        return self.lines.get(self.open_line, self.title)

    def opening(self) -> str:
        """Title, lead, and what is to be read out before anything is agreed to."""
        said = self.view.said if self.view is not None else ()
        told = (super().opening(), *(f"{number}. {pair.own}" for number, pair in enumerate(said, 1)))
        return " ".join(each for each in told if each)

    def _said(self, view: ConsentView) -> Card:
        card = Card(Ground.PERSON, pads=(18, 12), gap=6)
        self._needs(card, view)
        card.rows.addWidget(ScriptText(view.said_title, self.words.language, Role.BODY, bold=True))
        for number, pair in enumerate(view.said, start=1):
            row = QHBoxLayout()
            row.setSpacing(active().gap(14))
            figure = ScriptText(str(number), self.words.language, Role.SMALL, bold=True, wraps=False)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)  # in sight as soon as the first line is
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(ScriptText(pair.own, self.words.language, Role.SMALL))
            if pair.theirs and pair.theirs != pair.own:
                texts.addWidget(ScriptText(pair.theirs, view.person_tag, Role.BODY, side=Side.PERSON))
            row.addLayout(texts, 1)
            card.rows.addLayout(row)
        card.rows.addStretch(1)
        return card

    def _needs(self, card: Card, view: ConsentView) -> None:
        """What they need now, before anything is explained: it is met, and not written (IN1, IN17)."""
        card.rows.addWidget(ScriptText(view.needs_title, self.words.language, Role.BODY, bold=True))
        line, texts = QHBoxLayout(), QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ScriptText(view.needs.own, self.words.language, Role.SMALL))
        if view.needs.theirs and view.needs.theirs != view.needs.own:
            texts.addWidget(ScriptText(view.needs.theirs, view.person_tag, Role.BODY, side=Side.PERSON))
        play = PlayButton(self.words.say("page.consent.needs-play"))
        play.setObjectName("consent-needs")
        play.chosen.connect(self.needs_pressed)
        line.addLayout(texts, 1)
        line.addWidget(play)
        if not self.sounds:
            play.hide()
        card.rows.addLayout(line)

    def _decisions(self, view: ConsentView) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(active().gap(12))
        head.setContentsMargins(active().gap(12), 0, 0, active().gap(8))
        head.addWidget(ScriptText(view.decisions_title, self.words.language, Role.BODY, bold=True, wraps=False))
        head.addWidget(IconText("ring", view.none_chosen, self.words.language, Role.SMALL, soft=True), 1)
        rows.addLayout(head)
        for each in view.decisions:
            row = DecisionRow(self.words, each.title.own, each.title.theirs, view.person_tag)
            row.setObjectName(f"decision-{each.id}")
            row.chosen.connect(lambda value, name=each.id: self.decided.emit(name, value))
            row.came.connect(lambda name=each.id: self._came(name))
            self.lines[each.id] = row
            rows.addWidget(row)
        rows.addSpacing(active().gap(10))
        rows.addWidget(ScriptText(view.at_the_end, self.words.language, Role.SMALL, soft=True))
        rows.addStretch(1)
        return holder

    def show_said_back(self, *lines: tuple[str, str, str, str], note: str) -> None:
        """The two points to be said back: point, both languages, and how the last try went; and what to do then."""
        say, language = self.words.say, self.words.language
        if not self.points:
            self.rows.addWidget(ScriptText(say("consenting.said-back"), language, Role.BODY, bold=True))
            options = (Option("yes", say("consenting.clear")), Option("no", say("consenting.not-clear")))
            for point, own, theirs, _value in lines:
                tag = self.view.person_tag if self.view is not None else language
                row = ChoiceRow(self.words, own, options, theirs=theirs, person_language=tag)
                row.setObjectName(f"said-back-{point}")
                row.chosen.connect(lambda value, name=point: self.said_back.emit(name, value == "yes"))
                self.points[point] = row
                self.rows.addWidget(row)
            self.rows.addWidget(self.back_note)
            more = QHBoxLayout()
            for place, text in (
                ("heard", "consenting.heard"),
                ("informed", "consenting.informed"),
            ):
                link = Button(say(text), Look.QUIET, language=language)
                link.setObjectName(f"consent-{place}")
                link.fit_policy(QSizePolicy.Policy.Preferred)  # wraps where large text has no room
                link.chosen.connect(lambda name=place: self.linked.emit(name))
                more.addWidget(link)
            more.addStretch(1)
            self.rows.addLayout(more)
        for point, _own, _theirs, value in lines:
            self.points[point].show_picked(value)
        self.back_note.set_text(note)
        self.back_note.setVisible(bool(note))

    def _came(self, decision: str) -> None:
        self.open_line = decision

    def _draw(self) -> None:
        assert self.view is not None
        for each in self.view.decisions:
            self.lines[each.id].show_picked(each.value)
            self.lines[each.id].show_note(each.before)

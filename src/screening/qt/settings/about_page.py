"""About the program, and what this computer lacks for it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from screening.casework.computer import about, computer_check
from screening.casework.computer.about import About
from screening.casework.computer.computer_check import CheckState, Finding
from screening.casework.content import countries, country
from screening.casework.content.countries import LawView
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Ground, empty
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

ICONS = {CheckState.LACKING: "warning", CheckState.UNKNOWN: "ring", CheckState.GOOD: "tick"}
"""What lacks stands first."""


class AboutPage(Headed):
    """Shows an About."""

    handbook_pressed = Signal()

    def __init__(self, words: Words, view: About) -> None:
        super().__init__(words)
        self.head_with(words.say("about.title"), words.say("about.version", version=view.version))
        self.handbook = text_button(
            words, "about.handbook", "open-handbook", self.handbook_pressed, cap=tokens().key["help"]
        )
        self.head.addWidget(self.handbook)
        facts = Card(Ground.SURFACE, pads=(20, 12), gap=6)
        for text in self._facts(view):
            facts.rows.addWidget(ScriptText(text, words.language, Role.BODY))
        self.rows.addWidget(facts)
        self.rows.addWidget(ScriptText(words.say("about.licences"), words.language, Role.LEAD, bold=True))
        how = "about.packaged" if view.packaged else "about.installed"
        self.rows.addWidget(ScriptText(words.say(how), words.language, Role.SMALL, soft=True))
        self.rows.addWidget(ScriptText(words.say("about.lgpl"), words.language, Role.SMALL, soft=True))
        unnamed = words.say("about.unnamed")
        for part in view.parts:
            self.rows.addWidget(ScriptText(f"{part.name} · {part.licence or unnamed}", "en", Role.SMALL))
        self.rows.addStretch(1)

    def _facts(self, view: About) -> list[str]:
        say = self.words.say
        facts = [say("about.edition", edition=view.edition, day=self._day(view.published))]
        if view.law_checked is not None:
            day = self._day(view.law_checked)
            facts.append(say("about.law", number=view.statements, day=day, limit=view.law_limit))
        first, last = self._day(view.services_first), self._day(view.services_last)
        facts.append(say("about.services", number=view.services, first=first, last=last, called=view.called))
        return [*facts, say("about.offline")]

    def _day(self, day: datetime.date | None) -> str:
        return format_date(day, self.words.language) if day is not None else self.words.say("about.no-day")


class ComputerPage(Headed):
    """Shows findings: what lacks first, each with its remedy."""

    words: Words
    again_pressed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.head_with(words.say("about.computer"), words.say("about.computer-lead"))
        self.working = ScriptText(words.say("about.looking"), words.language, Role.BODY, bold=True)
        self.rows.addWidget(self.working)
        self.found = Card(Ground.SURFACE, pads=(20, 12), gap=8)
        self.found.hide()
        self.rows.addWidget(self.found)
        self.again = text_button(words, "about.again", "check-again", self.again_pressed)
        add_at_start(self.rows, self.again)
        self.rows.addStretch(1)

    def show_looking(self) -> None:
        """Say that the computer is being looked at."""
        self.working.set_text(self.words.say("about.looking"))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the computer lacks."""
        words = self.words
        empty(self.found.rows)
        lacks = sum(each.state is CheckState.LACKING for each in findings)
        self.working.set_text(words.say_count("doctor.lacks", lacks) if lacks else words.say("about.nothing-lacks"))
        order = list(ICONS)
        for each in sorted(findings, key=lambda found: order.index(found.state)):
            text = words.say_with(each.text_id, each.fields)
            if each.state is not CheckState.GOOD:
                text = words.say("doctor.line", state=words.say(f"doctor.state.{each.state}"), told=text)
            line = IconText(ICONS[each.state], text, words.language, Role.BODY, bold=each.state is CheckState.LACKING)
            self.found.rows.addWidget(line)
        self.found.show()


class LawPage(Headed):
    """Shows a LawView."""

    def __init__(self, words: Words, view: LawView) -> None:
        super().__init__(words)
        language = words.language
        self.head_with(view.title, view.lead)
        self.rows.addWidget(IconText("warning", view.warning, language, Role.BODY, bold=True))
        for part in view.parts:
            if part.title:
                self.rows.addWidget(ScriptText(part.title, language, Role.LEAD, bold=True))
            card = Card(Ground.SURFACE, pads=(20, 12), gap=4)
            for row in part.rows:
                card.rows.addWidget(ScriptText(row.title, language, Role.BODY, bold=True))
                if row.known:
                    card.rows.addWidget(ScriptText(row.text, language, Role.BODY))
                else:
                    card.rows.addWidget(IconText("ring", row.text, language, Role.BODY))
                if row.note:
                    card.rows.addWidget(ScriptText(row.note, language, Role.SMALL, soft=True))
                card.rows.addSpacing(active().gap(8))
            self.rows.addWidget(card)
        self.rows.addStretch(1)


class AboutActs(PageActs):
    """The pages about the program, the law of the country and this computer: none opens a case."""

    def routes(self) -> RecordRoutes:
        return {
            RecordPlace.ABOUT: RecordRoute(self.page),
            RecordPlace.LAW: RecordRoute(self.law),
            RecordPlace.COMPUTER: RecordRoute(self.computer),
        }

    def page(self) -> Headed:
        page = AboutPage(self.record.words, about.about(self.record.directory, self.record.installation))
        page.handbook_pressed.connect(self.record.open_handbook)
        return page

    def law(self) -> Headed:
        """The law of the record's country, as far as it is known here; of the day of the talk while a case is open."""
        record, here = self.record, country.of(self.record.installation)
        return LawPage(record.words, countries.law_view(here, record.words, record.content, record.case_in_hand))

    def computer(self) -> Headed:
        """Make the page about this computer."""
        page = ComputerPage(self.record.words)
        page.again_pressed.connect(partial(self._look, page))
        self._look(page)
        return page

    def _look(self, page: ComputerPage) -> None:
        page.show_looking()
        asked = self.record.folder, self.record.installation
        show = self.record.while_shown(page, page.show_findings)
        self.record.run_outside_vault(computer_check.check_computer, *asked, success=show)

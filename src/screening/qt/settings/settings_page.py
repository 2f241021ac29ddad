"""Settings: how the program looks and speaks, the PIN and the lock, and what papers say of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from screening.casework.content import country, directory
from screening.casework.view_models import Choice
from screening.domain.policy.roles import SERVICES, may
from screening.qt.frame.page import Headed
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import open_places, page_title
from screening.qt.style.theme import Themed, active, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground, SideBySide
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.fields import LineField
from screening.store.vault.preferences import IDLE_MINUTES
from screening.wording.catalogue.languages import interface_packs, own_name
from screening.wording.catalogue.translations import Words

LABEL, COLUMN = 112, 440
"""Pixels at 100 %: for the label before a control, and for a column, where two stand side by side."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """What is set now. ``languages`` are tags; ``minutes`` 0 where nothing locks by itself, as in practice."""

    languages: tuple[str, ...]
    pin: bool
    minutes: int
    office: tuple[str, str] | None
    """Organisation and telephone; None for a role that prints nothing."""
    code: str
    country: tuple[str, str]
    """Its name, and how much of its law is known here."""
    links: tuple[Choice, ...] = ()
    """Pages elsewhere that hold what an officer may look for here."""


class Setting(Themed, QWidget):
    """A label and its control beside it; below it from 150 %."""

    def __init__(self, label: str, control: QWidget, language: str) -> None:
        super().__init__()
        self.label = ScriptText(label, language, Role.BODY)
        self.box = unpadded(QBoxLayout(QBoxLayout.Direction.LeftToRight, self))
        self.box.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(control, 1)
        self.wear_active()

    def restyle(self) -> None:
        compact = active().compact
        ways = QBoxLayout.Direction
        self.box.setDirection(ways.TopToBottom if compact else ways.LeftToRight)
        self.box.setSpacing(active().gap(4 if compact else 12))
        self.label.setMinimumWidth(0 if compact else active().gap(LABEL))
        self.label.setMaximumWidth(16777215 if compact else active().gap(LABEL))
        super().restyle()


class SettingsPage(Headed):
    """Shows a SettingsView. Each choice is told at once; there is no button that saves."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(int)
    language_chosen = Signal(str)
    pin_pressed = Signal()
    pin_removed = Signal()
    idle_chosen = Signal(int)
    office_left = Signal(str, str)
    """Organisation, and telephone with its hours: one of them was changed and the field was left."""
    linked = Signal(str)

    def __init__(self, words: Words, view: SettingsView) -> None:
        super().__init__(words)
        self.head_with(words.say("settings.title"), words.say("settings.lead"))
        left, right = self.columns = tuple(Card(Ground.PLAIN, pads=(0, 0), gap=12) for _ in range(2))
        self.theme = self._pick(
            [Option(each, words.say(f"theme.{each}")) for each in tokens().themes], "settings.theme"
        )
        self.theme.picked.connect(self.theme_chosen)
        sizes = [Option(str(each), str(each)) for each in tokens().scales]
        self.text_size = self._pick(sizes, "settings.size")
        for each, button in self.text_size.buttons.items():
            button.set_words(each, name=f"{words.say('settings.size')} {each}")
        self.text_size.picked.connect(lambda percent: self.scale_chosen.emit(int(percent)))
        left.rows.addWidget(
            self._group("appearance", ("settings.theme", self.theme), ("settings.size", self.text_size), help="keys")
        )
        languages = [Option(tag, own_name(tag)) for tag in view.languages]
        self.language = self._pick(languages, "settings.program")
        self.language.show_value(words.language)
        self.language.picked.connect(self.language_chosen)
        right.rows.addWidget(self._group("language", ("settings.program", self.language), help="language-help"))
        right.rows.addWidget(self._lock(view))
        right.rows.addWidget(self._country(*view.country))
        self.office: tuple[LineField, LineField] | None = None
        self._kept, self._handed = view.office, view.office
        if view.office is not None:
            left.rows.addWidget(self._office(view.office, view.code))
        for column in (left, right):
            column.rows.addStretch(1)
        self.rows.addWidget(SideBySide((left, 1), (right, 1), gap=24))
        if view.links:
            self.rows.addWidget(self._elsewhere(view.links))
        self.rows.addStretch(1)
        self.restyle()

    def show_pin(self, there: bool) -> None:
        """Whether a PIN leads back from the cover page."""
        say = self.words.say
        self.pin_state.set_icon("tick" if there else "warning")
        self.pin_state.set_text(say("settings.pin-set" if there else "settings.pin-none"))
        self.change_pin.set_words(say("settings.pin-change" if there else "settings.pin-choose"))
        self.remove_pin.setVisible(there)

    def show_office_kept(self, organisation: str, telephone: str) -> None:
        """What papers say of the office is on disk."""
        self._kept = self._handed = (organisation, telephone)
        self.kept.show()
        screen_reader.say(self, self.kept.text())

    def flush(self) -> None:
        """Hand over what was typed in a field that has not been left."""
        if self.office is None:
            return
        organisation, telephone = (field.text().strip() for field in self.office)
        if (organisation, telephone) not in (self._kept, self._handed):
            self._handed = (organisation, telephone)
            self.kept.hide()
            self.office_left.emit(organisation, telephone)

    def not_saved(self) -> None:
        """What was handed over is not on disk: it is handed over again when a field is next left."""
        self._handed = None

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "language"):
            for column in self.columns:
                column.setMinimumWidth(0 if active().compact else active().gap(COLUMN))
            self._show_looks()

    def _show_looks(self) -> None:
        """The keys change theme and text size as well, also while this page is shown."""
        self.theme.show_value(active().name)
        self.text_size.show_value(str(active().scale))

    # --- groups

    def _group(self, name: str, *settings: tuple[str, QWidget], help: str = "") -> Card:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 12), gap=8)
        card.rows.addWidget(ScriptText(say(f"settings.{name}"), language, Role.LEAD, bold=True))
        for label, control in settings:
            card.rows.addWidget(Setting(say(label), control, language))
        if help:
            card.rows.addWidget(ScriptText(say(f"settings.{help}"), language, Role.SMALL, soft=True))
        return card

    def _pick(self, options: Sequence[Option], label: str) -> Pick:
        return Pick(options, self.words.language, self.words.say(label))

    def _lock(self, view: SettingsView) -> Card:
        say, language = self.words.say, self.words.language
        self.pin_state = IconText("tick", "", language, Role.BODY)
        self.change_pin = text_button(self.words, "settings.pin-change", "change-pin", self.pin_pressed)
        self.remove_pin = text_button(self.words, "settings.pin-remove", "remove-pin", self.pin_removed)
        buttons = Flow(gap=12)
        buttons.add(self.change_pin)
        buttons.add(self.remove_pin)
        card = self._group("lock", ("settings.pin", self.pin_state))
        card.rows.addWidget(buttons)
        if view.minutes:
            minutes = [Option(str(each), str(each)) for each in IDLE_MINUTES]
            idle = self._pick(minutes, "settings.idle")
            for each, button in idle.buttons.items():
                button.set_words(each, name=self.words.say_count("guard.minutes", int(each)))
            idle.show_value(str(view.minutes))
            idle.picked.connect(lambda each: self.idle_chosen.emit(int(each)))
            card.rows.addWidget(Setting(say("settings.idle"), idle, language))
            card.rows.addWidget(ScriptText(say("settings.idle-help"), language, Role.SMALL, soft=True))
        self.show_pin(view.pin)
        return card

    def _office(self, office: tuple[str, str], code: str) -> Card:
        say, language = self.words.say, self.words.language
        card = self._group("office")
        organisation = LineField(self.words, say("services.office-organisation"), longest=120)
        organisation.edit.setObjectName("office-organisation")
        telephone = LineField(
            self.words, say("services.office-telephone"), help=say("settings.office-help"), longest=120
        )
        telephone.edit.setObjectName("office-telephone")
        self.kept = IconText("tick", say("settings.office-kept"), language, Role.SMALL, bold=True)
        self.kept.hide()
        for field, text in zip((organisation, telephone), office, strict=True):
            field.set_text(text)
            field.left.connect(self.flush)
            field.entered.connect(self.flush)
            card.rows.addWidget(field)
        card.rows.addWidget(self.kept)
        card.rows.addWidget(ScriptText(say("settings.code", code=code), language, Role.SMALL, soft=True))
        self.office = (organisation, telephone)
        return card

    def _country(self, name: str, known: str) -> Card:
        """The country of the record, which stays; and the way to its law."""
        say, language = self.words.say, self.words.language
        card = self._group("country")
        card.rows.addWidget(IconText("lock", name, language, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(known, language, Role.SMALL, soft=True))
        card.rows.addWidget(ScriptText(say("settings.country-help"), language, Role.SMALL, soft=True))
        return card

    def _elsewhere(self, links: Sequence[Choice]) -> Flow:
        line = Flow(gap=16)
        line.add(
            ScriptText(self.words.say("settings.elsewhere"), self.words.language, Role.BODY, soft=True, wraps=False)
        )
        for link in links:
            button = Button(link.text, Look.QUIET, language=self.words.language)
            line.add(wired(button, f"to-{link.id}", partial(self.linked.emit, link.id)))
        return line


ELSEWHERE = (RecordPlace.KEYS, RecordPlace.COPIES, RecordPlace.KEEPING)
"""Pages that hold settings of their own, which need a passphrase: linked here, not repeated."""


class SettingsActs(PageActs):
    """Carries each choice to where it is kept."""

    place = RecordPlace.SETTINGS

    def page(self) -> Headed:
        record = self.record
        page = SettingsPage(record.words, self._view())
        page.theme_chosen.connect(self.record.looks.theme)
        page.scale_chosen.connect(self.record.looks.scale)
        page.language_chosen.connect(partial(self._speak, page))
        page.pin_pressed.connect(partial(record.go, RecordPlace.SAFETY))
        page.pin_removed.connect(partial(self._remove_pin, page))
        page.idle_chosen.connect(record.guard.choose_idle)
        page.office_left.connect(partial(self._keep_office, page))
        page.linked.connect(record.choose_row)
        return page

    def _view(self) -> SettingsView:
        record, owner, kept = self.record, self.record.owner, self.record.guard.kept
        there = open_places(practice=record.practice, role=owner.role)
        office = record.directory.office
        said = (owner.organisation, "") if office is None else (office.organisation, office.telephone)
        return SettingsView(
            languages=tuple(pack.tag for pack in interface_packs()),
            pin=bool(kept.pin),
            minutes=0 if record.practice else kept.idle_minutes,
            office=said if may(owner.role, SERVICES) else None,
            code=owner.officer,
            country=self._country(),
            links=tuple(Choice(each, page_title(record.words, each)) for each in ELSEWHERE if each in there),
        )

    def _country(self) -> tuple[str, str]:
        """The country of the record, whichever case is in hand."""
        words, here = self.record.words, country.of(self.record.installation)
        lines, count, read = len(here.lines), len(here.statements), len(here.read)
        known = words.say(
            "settings.country-known", known=lines - len(here.not_known), lines=lines, count=count, verified=read
        )
        return words.say(f"nation.{here.id}.name"), known

    def _speak(self, page: SettingsPage, tag: str) -> None:
        """One that is not complete is not spoken, and its choice is not filled."""
        self.record.looks.speak(tag)
        page.language.show_value(self.record.words.language)

    def _remove_pin(self, page: SettingsPage) -> None:
        self.record.guard.remove_pin(partial(page.show_pin, False))

    def _keep_office(self, page: SettingsPage, organisation: str, telephone: str) -> None:
        def kept() -> None:
            if page is self.record.page:
                page.show_office_kept(organisation, telephone)

        self.record.record_service(partial(directory.write_office, organisation, telephone), success=kept)

"""The directory of services: every entry with how fresh its number is, verified and changed here (RE2)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.content import directory
from screening.casework.referral.directory_views import DirectoryView, EntryView, directory_view
from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.context import RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.qt.style.theme import active, nested
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.choices import CheckLine
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField

FIELDS = ("name", "district", "phones", "hours", "languages")
AGES, SEXES = ("adult", "child"), ("woman", "man")


class DirectoryPage(Headed):
    """Shows a DirectoryView."""

    rang = Signal(str)
    edit_pressed = Signal(str)
    """An entry, or "" for a new one."""
    add_pressed = Signal(str)
    """A kind of service, for a new entry."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.new = text_button(words, "services.new", "new-service", lambda: self.edit_pressed.emit(""))
        self.head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignBottom)
        self.waiting = IconText("warning", "", words.language, Role.BODY, bold=True)
        self.rows.addWidget(self.waiting)

    def show_view(self, view: DirectoryView) -> None:
        self.head_with(self.words.say("services.title"), self.words.say("services.lead"))
        self.waiting.set_text(view.stale)
        self.waiting.setVisible(bool(view.stale))
        focus = self.focusWidget()
        kept = focus.objectName() if focus is not None else ""
        self.clear(2)
        if view.missing:
            self.rows.addWidget(self._missing(view))
        for each in view.entries:
            self.rows.addWidget(self._card(each))
        self.rows.addStretch(1)
        again = self.findChild(QWidget, kept) if kept else None
        if again is not None:
            again.setFocus()

    def start(self) -> QWidget:
        return self.title

    def _missing(self, view: DirectoryView) -> QWidget:
        """What an office must still fill in, kind by kind, with the way to a new entry."""
        language = self.words.language
        card = Card(Ground.SURFACE, pads=(16, 8), gap=0)
        card.rows.addWidget(ScriptText(view.missing_title, language, Role.BODY, bold=True))
        for kind in view.missing:
            row = nested(card.rows, QHBoxLayout())
            row.addWidget(IconText("ring", kind.text, language, Role.SMALL), 1)
            add = partial(self.add_pressed.emit, kind.id)
            row.addWidget(text_button(self.words, "services.add", f"add-{kind.id}", add, Look.QUIET, of=kind.text))
        return card

    def _card(self, entry: EntryView) -> QWidget:
        language = self.words.language
        card = Card(Ground.SURFACE, pads=(16, 8), gap=0)
        row = nested(card.rows, QHBoxLayout(), spacing=active().gap(12))
        told = nested(row, QVBoxLayout(), 1, spacing=0)
        told.addWidget(ScriptText(entry.name, language, Role.BODY, bold=True))
        told.addWidget(ScriptText(entry.about, language, Role.SMALL, soft=True))
        icon = "warning" if entry.stale else "tick"
        told.addWidget(IconText(icon, entry.checked, language, Role.SMALL, bold=entry.stale))
        name = entry.entry.id
        if entry.rang:
            rang = Button(entry.rang, Look.OTHER, language=language, role=Role.SMALL)
            row.addWidget(wired(rang, f"rang-{name}", partial(self.rang.emit, name)))
        edit = partial(self.edit_pressed.emit, name)
        row.addWidget(text_button(self.words, "services.edit", f"edit-{name}", edit, Look.QUIET, of=entry.name))
        return card


class EntryPage(Headed):
    """One entry of the directory, to be written or changed."""

    kept = Signal(dict, tuple, tuple)
    removed = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.id = ""
        self.service = ChoiceBox(words.say("services.service"), name="service")
        self.state = ChoiceBox(words.say("services.state"), name="state")
        self.fields = {name: LineField(words, words.say(f"services.{name}"), name=f"entry-{name}") for name in FIELDS}
        self.boxes = {name: CheckLine(words.say(f"services.only-{name}"), words.language) for name in (*AGES, *SEXES)}

    def show_view(self, view: DirectoryView, entry: EntryView | None, kind: str = "") -> None:
        """Show an entry, or an empty one of a kind of service; the first kind without one."""
        language = self.words.language
        self.head_with(entry.name if entry else self.words.say("services.new"), self.words.say("services.lead"))
        known = entry.entry if entry else None
        self.id = known.id if known else ""
        service, state = (known.service, known.state) if known else (kind or view.services[0].id, view.regions[0].id)
        self.service.show_choices(tuple(Choice(each.id, each.text, each.id == service) for each in view.services))
        self.state.show_choices(tuple(Choice(each.id, each.text, each.id == state) for each in view.regions))
        for label, choice in (("services.service", self.service), ("services.state", self.state)):
            self.rows.addWidget(ScriptText(self.words.say(label), language, Role.BODY, bold=True))
            self.rows.addWidget(choice)
        if entry and known:
            texts = (entry.name, known.district, ", ".join(known.phones), entry.hours, " ".join(known.languages))
            for name, text in zip(FIELDS, texts, strict=True):
                self.fields[name].set_text(text)
        for field in self.fields.values():
            self.rows.addWidget(field)
        self.rows.addWidget(ScriptText(self.words.say("services.ages"), language, Role.BODY, bold=True))
        line = Flow(gap=24)
        for name, box in self.boxes.items():
            takes = known is None or name in (known.ages or AGES) or name in (known.sexes or SEXES)
            box.setChecked(takes)
            box.setObjectName(f"takes-{name}")
            line.add(box)
        self.rows.addWidget(line)
        cap = tokens().key["save"]
        buttons = [text_button(self.words, "services.keep", "keep-entry", self.save_now, Look.MAIN, cap=cap)]
        if entry:
            buttons.append(text_button(self.words, "services.remove", "remove-entry", self._ask_remove))
        add_at_start(self.rows, *buttons)
        self.rows.addStretch(1)

    def save_now(self) -> None:
        """Hand the entry over; the casework refuses what is not whole. All boxes of a kind, or none, mean everybody."""
        fields = {name: field.text() for name, field in self.fields.items()}
        fields |= {"id": self.id, "service": self.service.value(), "state": self.state.value()}
        ages, sexes = (tuple(name for name in kind if self.boxes[name].isChecked()) for kind in (AGES, SEXES))
        self.kept.emit(fields, () if len(ages) == len(AGES) else ages, () if len(sexes) == len(SEXES) else sexes)

    def start(self) -> QWidget:
        return self.fields["name"].edit

    def _ask_remove(self) -> None:
        say, name = self.words.say, self.fields["name"].text()
        self.ask_once(
            self.words, say("services.remove-sure", name=name), yes=say("services.remove"),
            no=say("services.remove-not"), then=partial(self.removed.emit, self.id),
        )  # fmt: skip


class DirectoryActs:
    """Holds nothing but the entry that is being edited."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.edited = ""
        """The id of the entry in hand, "" for a new one."""
        self.kind = ""
        """The kind of service of a new entry, where it was chosen."""

    def routes(self) -> RecordRoutes:
        entry = RecordRoute(self.entry, RecordPlace.SERVICES, RecordPlace.SERVICES)
        return {RecordPlace.SERVICES: RecordRoute(self.page), RecordPlace.ENTRY: entry}

    def page(self) -> Headed:
        page = DirectoryPage(self.record.words)
        self._draw(page)
        page.rang.connect(partial(self._verify, page))
        page.edit_pressed.connect(self._edit)
        page.add_pressed.connect(partial(self._edit, ""))
        return page

    def entry(self) -> Headed:
        view, page = self._view(), EntryPage(self.record.words)
        page.show_view(view, next((each for each in view.entries if each.entry.id == self.edited), None), self.kind)
        page.kept.connect(self._keep)
        page.removed.connect(self._remove)
        return page

    def _draw(self, page: DirectoryPage) -> None:
        page.show_view(self._view())

    def _view(self) -> DirectoryView:
        return directory_view(self.record.directory, datetime.date.today(), self.record.words)

    def _verify(self, page: DirectoryPage, name: str) -> None:
        verified = partial(directory.verify, self.record.directory, name)
        self.record.record_service(verified, success=partial(self._draw, page))

    def _edit(self, name: str, kind: str = "") -> None:
        self.edited, self.kind = name, kind
        self.record.go(RecordPlace.ENTRY)

    def _keep(self, fields: Mapping[str, str], ages: tuple[str, ...], sexes: tuple[str, ...]) -> None:
        written = partial(directory.write, self.record.directory, fields, ages, sexes)
        self.record.record_service(written, success=self._to_services)

    def _remove(self, entry: str) -> None:
        removed = partial(directory.remove, self.record.directory, entry)
        self.record.record_service(removed, success=self._to_services)

    def _to_services(self) -> None:
        self.record.go(RecordPlace.SERVICES)

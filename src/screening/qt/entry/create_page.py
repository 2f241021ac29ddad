"""The first start: whose record this is, and the passphrase that alone opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from screening.domain.policy.roles import ROLES
from screening.errors import BadInput
from screening.qt.entry.front_page import FrontPage
from screening.qt.frame.page import add_at_start
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choices import LabelledPick, Option, Pick
from screening.qt.widgets.fields import LineField, PassphraseField

ROLE, COUNTRY = "role", "country"
"""The names under which the chosen role and country are kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new record is made from."""

    officer: str
    role: str
    organisation: str
    passphrase: str
    telephone: str = ""
    """Of the office, with its hours; "" was left blank."""
    country: str = ""
    """Whose law and services are used; "" for the country of a record that names none."""


class CreatePage(FrontPage):
    """Asks for officer, role, organisation and passphrase; ``wanted`` carries them when they will do."""

    name = "create"
    wanted = Signal(object)
    restore_pressed = Signal()
    recover_pressed = Signal()

    def __init__(
        self, words: Says, drawn: str, countries: Sequence[Option], country: str, *, beside: bool = False
    ) -> None:
        """``drawn`` are five words drawn for a passphrase, or "" where none could be; ``country`` is the one of
        ``countries`` that is suggested; ``beside``: whether a sealed record lies beside the place of the new one.
        """
        super().__init__(words)
        language = words.language
        self.head("page.create.title", "page.create.lead")
        if beside:
            self.rows.addWidget(IconText("lock", words.say("page.sealed.beside"), language, Role.BODY))
            add_at_start(self.rows, text_button(words, "page.sealed.recover", "to-recover", self.recover_pressed))
        self.officer = LineField(
            words, words.say("page.create.officer"), help=words.say("page.create.officer-help"), longest=60
        )
        self.officer.edit.setObjectName("officer")
        self.rows.addWidget(self.officer)
        self.role = Pick(
            [Option(name, words.say(f"role.{name}")) for name in ROLES], language, words.say("page.create.role")
        )
        self.role.show_value(ROLES[0])
        self.rows.addWidget(LabelledPick(words.say("page.create.role"), self.role, language))
        self.suggested = country
        self.country = Pick(countries, language, words.say("page.create.country"))
        self.country.show_value(country)
        help = words.say("page.create.country-help")
        self.rows.addWidget(LabelledPick(words.say("page.create.country"), self.country, language, help=help))
        self.organisation = LineField(words, words.say("page.create.organisation"), longest=120, name="organisation")
        self.rows.addWidget(self.organisation)
        self.telephone = LineField(
            words, words.say("page.create.telephone"), help=words.say("page.create.telephone-help"), longest=120
        )
        self.telephone.edit.setObjectName("telephone")
        self.rows.addWidget(self.telephone)
        if drawn:
            self.rows.addWidget(ScriptText(words.say("page.create.drawn"), language, Role.BODY, bold=True))
            self.rows.addWidget(ScriptText(drawn, "en", Role.QUESTION))
        self.passphrase = PassphraseField(
            words, words.say("page.create.passphrase"), help=words.say("page.create.passphrase-help"), name="passphrase"
        )
        self.again = PassphraseField(words, words.say("page.create.again"), name="again")
        self.again.edit.returnPressed.connect(self.hand_over)
        self.passphrase.edit.returnPressed.connect(self.again.edit.setFocus)
        self.rows.addWidget(self.passphrase)
        self.rows.addWidget(self.again)
        self.rows.addWidget(IconText("warning", words.say("page.unlock.lost"), language, Role.SMALL, soft=True))
        row = self.buttons = Flow()  # large text has no room for both side by side
        row.add(text_button(words, "page.create.create", "create", self.hand_over, Look.MAIN, cap="Return"))
        row.add(text_button(words, "page.restore.open", "to-restore", self.restore_pressed))
        self.rows.addWidget(row)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.officer.edit.setFocus()

    def hand_over(self) -> None:
        """Hand over what was typed, when it will do."""
        if not self.officer.text().strip():
            self.show_trouble(BadInput("officer-missing"), self.officer)
        elif self.takes_new(self.passphrase, self.again):
            self.show_doing(self.words.say("page.create.making"), self.buttons)
            self.wanted.emit(
                Wanted(
                    self.officer.text().strip(),
                    self.role.value,
                    self.organisation.text().strip(),
                    self.passphrase.text(),
                    self.telephone.text().strip(),
                    self.country.value,
                )
            )

    def kept(self) -> dict[str, str]:
        return {**super().kept(), ROLE: self.role.value, COUNTRY: self.country.value}

    def keep(self, typed: Mapping[str, str]) -> None:
        super().keep(typed)
        self.role.show_value(typed.get(ROLE, ROLES[0]))
        self.country.show_value(typed.get(COUNTRY, self.suggested))

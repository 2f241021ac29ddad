"""What every block of a face begins with: its texts in one language, the words for what is missing, what was noted."""

from __future__ import annotations

from screening.documents.forms.content import Facts, spoken
from screening.documents.forms.field_states import State
from screening.documents.forms.loader import Form
from screening.documents.forms.parts import Value
from screening.documents.forms.redaction import Papers
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words

SHAPES = {State.NOT_ASKED: "ring", State.KEPT_BACK: "envelope", State.LEFT_BLANK: "tray"}


class FaceBase(Papers):
    """Texts of a face are plain: the other language stands on a page of its own."""

    def __init__(
        self,
        form: Form,
        facts: Facts,
        words: Words,
        other: str = "",
        level: int = 0,
        *,
        behind: bool = False,
        again: bool = False,
    ) -> None:
        super().__init__(form, facts, words)
        self.other = other
        self.level = level
        """How often it was too long: what is left out then is named by its number or folded into one line."""
        self.behind = behind
        """Whether long words stand on pages behind the sheet, which would not stand on its own with them."""
        self.again = again
        """Whether it is the sheet in its second language: somebody's own words stand on the first one."""
        self.root = words
        self.heads = [each.id for each in form.sections if each.kind not in ("frame", "answer-strip")]

    def layout_text(self, name: str, **fields: str | int) -> str:
        """A text of this layout, or of all papers."""
        return self.first.say(self.own_id(name), **fields)

    def face(self, name: str, **fields: str | int) -> str:
        return self.first.say(f"form.face.{name}", **fields)

    def gone(self, name: str) -> Value:
        """The word for what is missing, with its shape."""
        state = self.state(name)
        return Value(self.first.say(f"form.state.{state}"), SHAPES[state])

    def day(self, iso: str) -> str:
        return format_date(iso, self.first.language) if iso else ""

    def number_of(self, kind: str) -> int:
        found = next((each.id for each in self.form.sections if each.kind == kind), "")
        return self.heads.index(found) + 1 if found else 0

    def noted_value(self, name: str) -> Value:
        """What was noted, or the word for what is missing."""
        text, said = self.facts.notes.get(name, ""), self.note(name).first
        if not self.states(name, f"note.{name}", recorded=bool(said)):
            return self.gone(name)
        return Value(said, language=spoken(text, self.facts.language) if text else None)

    def kept(self, name: str) -> Value:
        return Value(self.first.say("form.state.kept-back"), SHAPES[State.KEPT_BACK])

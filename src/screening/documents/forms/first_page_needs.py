"""Sheet A, and what both sheets say of the person's agreement: needs, fields and notes as pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.facts import duty_seen
from screening.documents.forms.field_states import State
from screening.documents.forms.first_page_base import SHAPES, FaceBase
from screening.documents.forms.parts import Fields, Pair, Pairs, Part, Value

NEED_SHAPES = {
    "now": "disc", "later": "half", "offer": "half", "no": "square", "silent": "square", "not-asked": "ring",
    "noted": "",
}  # fmt: skip


class Needs(FaceBase):
    """Blocks of needs, fields, notes and agreement."""

    def need_grid(self) -> Iterator[Part]:
        states = dict(self.facts.need_states)
        pairs = []
        for name, named in self.facts.needs:
            state = states.get(name, "now" if named else "not-asked")
            words = self.face(f"need.{state}")
            if name == "interpreter" and not self.level and (told := self.note("interpreter").first):
                asked = state != "not-asked"
                words = f"{words}: {told}" if asked else self.face("more-in", n=self.number_of("fields"))
                state = state if asked else "noted"
            pairs.append(Pair(self.first.say(f"directory.need.{name}"), (Value(words, NEED_SHAPES[state]),)))
        asked = any(state != "not-asked" for state in states.values()) or any(named for _, named in self.facts.needs)
        self.states("needs", "section.needs", recorded=asked)
        if not self.level:
            yield Pairs(tuple(pairs), columns=2, ruled=True)
            return
        unasked = NEED_SHAPES["not-asked"]  # one line for all of them, on a sheet that would not stand on its pages
        yield Pairs(tuple(pair for pair in pairs if pair.values[0].shape != unasked), columns=2, ruled=True)
        if folded := [pair.label for pair in pairs if pair.values[0].shape == unasked]:
            told = f"{self.face('need.not-asked')}: {', '.join(folded)}"
            yield Pairs((Pair("", (Value(told, unasked),)),))

    def field_pairs(self, names: Sequence[str]) -> Iterator[Part]:
        for part in super().fields(names):
            assert isinstance(part, Fields)
            states = {each.label: each.state for each in self.stated}
            pairs = []
            for name, each in zip((n for n in names if n not in self.facts.unsaid), part.fields, strict=True):
                state = states[self.own_id(f"field.{name}")]
                pairs.append(Pair(each.label.first, (Value(each.value.first, SHAPES.get(state, "")),)))
            if not self.level:
                yield Pairs(tuple(pairs), columns=2)
                return
            there = [pair for pair in pairs if not pair.values[0].shape]
            yield Pairs(tuple(there), columns=2)
            folded: dict[Value, list[str]] = {}
            for pair in pairs:
                if pair.values[0].shape:
                    folded.setdefault(pair.values[0], []).append(pair.label)
            for value, labels in folded.items():
                yield Pairs((Pair("", (replace(value, text=f"{value.text}: {', '.join(labels)}"),)),))

    def note_pairs(self, names: Sequence[str]) -> Iterator[Part]:
        told = [name for name in names if name not in self.facts.unsaid]
        yield Pairs(tuple(Pair(self.layout_text(f"note.{name}"), (self.noted_value(name),)) for name in told))

    def agreed(self) -> Iterator[Part]:
        """What the person said of each part, grouped by the answer; and what is recorded and not on this sheet."""
        facts = self.facts
        given = facts.granted or tuple((f"consent.decision.{name}", value) for name, value in facts.consent)
        texts = [(f"part.{name}" if facts.granted else name, value) for name, value in given]
        pairs = []
        for value in ("yes", "no", "later", ""):
            named = [self.first.say(text) for text, each in texts if each == value]
            if named:
                shape = "" if value else SHAPES[State.NOT_ASKED]
                label = self.first.say(f"form.consent.{value or 'not-asked'}")
                pairs.append(Pair(label, (Value("; ".join(named), shape),)))
        self.states("consent-this", "section.consent", recorded=any(value for _, value in given))
        if self.form.sheet == "A" and self.facts.account:
            pairs.append(Pair(self.face("account"), (self.kept("account"),)))
        if facts.duty:
            text_id = f"consent-this.duty{'' if facts.told else '-unasked'}"
            seen = duty_seen(facts, self.first)
            pairs.append(Pair("", (Value(self.layout_text(text_id, duty=facts.duty, seen=seen)),)))
        yield Pairs(tuple(pairs))

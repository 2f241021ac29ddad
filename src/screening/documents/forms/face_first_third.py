"""What a reader looks at first: how soon and why, what is needed now, where the person is, who refers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.documents.forms.face_base import SHAPES, FaceBase
from screening.documents.forms.field_states import State
from screening.documents.forms.parts import Cell, Frame, Part, Value
from screening.wording.catalogue.languages import name_in

MOST_NOW = 3


class FirstThird(FaceBase):
    """The frame of a face."""

    def frame(self) -> Iterator[Part]:
        word, urgent, reason = self.how_soon()
        yield Frame(
            word,
            urgent,
            self.ask(urgent),
            reason,
            (
                Cell(self.face("needed"), self.needed()),
                Cell(self.face("where"), self.where()),
                Cell(self.face("way"), (self.noted_value("reach"),)),
                Cell(self.face("who"), self.who()),
            ),
            Cell(self.face("confirm"), (Value(self.face("confirm-how")),)),
        )

    def how_soon(self) -> tuple[str, bool, Value]:
        """The word, whether it is urgent, and why: what was typed, and the danger that was found."""
        facts = self.facts
        typed = facts.notes.get("urgency", "").strip()
        reasons = [typed] if typed else []
        if self.form.sheet == "B":
            shown = [each for each in facts.danger if not each.startswith("hurt.") or "needs" not in facts.unsaid]
            lines = (each.partition(".") for each in shown)
            reasons += [self.first.known(f"form.face.danger.{line}", line) for line, _, _ in lines]
            urgent = bool(facts.danger) or "urgent" in facts.assessment.paths
            if urgent and not reasons and "needs" not in facts.unsaid:
                reasons.append(self.face("danger-told"))
        else:
            urgent = any(named and name in ("danger", "medical") for name, named in facts.needs)
            reasons += [
                self.first.say(f"directory.need.{name}")
                for name, named in facts.needs
                if named and name in ("danger", "medical")
            ]
        asked = facts.gate_asked
        self.states("urgency", "field.urgency", recorded=bool(typed) or urgent or asked)
        if reasons:
            reason = Value("; ".join(reasons) + "." * (reasons[-1][-1:] not in ".!?।။"))
        elif urgent:
            reason = Value(self.first.say("form.state.kept-back"), SHAPES[State.KEPT_BACK])
        elif asked:
            reason = Value(self.face("no-danger"))
        else:
            reason = self.gone("urgency")
        word = "urgent" if urgent else "how-soon" if typed or not asked else "not-urgent"
        return self.face(word), urgent, reason

    def ask(self, urgent: bool) -> str:
        if urgent:
            return self.face("ask-now")
        day = self.day(self.facts.answer_by)
        return self.face("ask-by", day=day) if day else self.face("ask")

    def needed(self) -> tuple[Value, ...]:
        """What is needed now, at most three."""
        facts = self.facts
        if self.form.sheet == "B" and not facts.needs:
            asked = [self.face("need-safe")] if facts.danger else []
            if facts.language and facts.language not in self.form.languages:
                told = name_in(facts.language, self.first.language)
                asked.append(self.face("need-interpreter", language=told))
            asked.append(self.face("need-interviewer"))
            return tuple(Value(text, number=str(n)) for n, text in enumerate(asked[:MOST_NOW], 1))
        states = dict(facts.need_states)
        now = [name for name, named in facts.needs if named and states.get(name, "now") == "now"]
        if not now:
            named = any(named for _, named in facts.needs)
            return (Value(self.face("none-now" if named or "no" in states.values() else "see-needs")),)
        found = [Value(self.first.say(f"directory.need.{name}"), number=str(n)) for n, name in enumerate(now[:3], 1)]
        if len(now) > MOST_NOW:
            found.append(Value(self.face("more-in", n=self.number_of("needs-boxes"))))
        return tuple(found)

    def where(self) -> tuple[Value, ...]:
        said_no = dict(self.facts.granted).get("place") == "no"
        if said_no and not {"whereabouts", "until"} & self.facts.kept_back:
            for name in ("whereabouts", "until"):
                self.states(name, f"note.{name}", recorded=False)
            return (Value(self.face("where-no")),)
        return (self.noted_value("whereabouts"), *(self.with_label("until"),))

    def with_label(self, name: str) -> Value:
        value = self.noted_value(name)
        return replace(value, text=f"{self.face(name)}: {value.text}")

    def who(self) -> tuple[Value, ...]:
        facts = self.facts
        found = [
            Value(f"{self.layout_text('field.officer')}: {facts.officer}") if facts.officer else self.gone("officer")
        ]
        self.states("officer", "field.officer", recorded=bool(facts.officer))
        for name, text in (("organisation", facts.organisation), ("telephone", facts.telephone)):
            there = self.states(name, f"field.{name}", recorded=bool(text.strip()))
            label = f"{self.layout_text(f'field.{name}')}: "
            gone = self.gone(name)
            found.append(Value(text, bold=name == "telephone") if there else replace(gone, text=label + gone.text))
        return tuple(found)

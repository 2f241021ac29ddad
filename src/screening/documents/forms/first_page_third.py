"""What a reader looks at first: how soon and why, what is needed now, where the person is, who refers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.documents.forms.field_states import State
from screening.documents.forms.first_page_base import SHAPES, FaceBase
from screening.documents.forms.parts import Cell, Frame, Part, Value
from screening.wording.catalogue.languages import name_in

MOST_NOW = 3
SILENT_SHAPES = (SHAPES[State.NOT_ASKED], SHAPES[State.LEFT_BLANK])


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
        why, haste = self.why(self.first), self.facts.haste
        there = self.states("urgency", "field.urgency", recorded=bool(why) or haste.urgent)
        if why:
            reason = Value(why + "." * (why[-1:] not in ".!?।။۔"))
        else:
            reason = self.kept("urgency") if there else self.gone("urgency")
        return self.face("urgent" if haste.urgent else "how-soon"), haste.urgent, reason

    def ask(self, urgent: bool) -> str:
        if urgent:
            return self.face("ask-now")
        day = self.day(self.facts.answer_by)
        return self.face("ask-by", day=day) if day else self.face("ask")

    def needed(self) -> tuple[Value, ...]:
        """What is needed now, at most three."""
        facts = self.facts
        if self.form.sheet == "B" and not facts.needs:
            return self.needed_of_authority()
        states = dict(facts.need_states)
        now = [name for name, named in facts.needs if named and states.get(name, "now") == "now"]
        if not now:
            told = any(named for _, named in facts.needs) or "offer" in states.values()
            return (Value(self.face("none-now" if "no" in states.values() and not told else "see-needs")),)
        found = [Value(self.first.say(f"directory.need.{name}"), number=str(n)) for n, name in enumerate(now[:3], 1)]
        if len(now) > MOST_NOW:
            found.append(Value(self.face("more-in", n=self.number_of("needs-boxes"))))
        return tuple(found)

    def needed_of_authority(self) -> tuple[Value, ...]:
        """What whoever gets the signs can see to: each line of it stands in the record."""
        facts = self.facts
        afraid = {"danger.afraid", "danger.officer"} & {*facts.haste.reasons}
        asked = [self.first.say("directory.need.danger")] if afraid else []
        if facts.language and facts.language not in self.form.languages:
            asked.append(self.face("need-interpreter", language=name_in(facts.language, self.first.language)))
        asked += [self.face("need-interviewer")] if facts.interviewer else []
        told = [Value(text, number=str(n)) for n, text in enumerate(asked[:MOST_NOW], 1)]
        if facts.needs_kept:
            told.append(self.kept("needs"))
        return tuple(told) or (self.gone("needs"),)

    def where(self) -> tuple[Value, ...]:
        said_no = dict(self.facts.granted).get("place") == "no"
        if said_no and self.state("whereabouts") is not State.KEPT_BACK is not self.state("until"):
            for name in ("whereabouts", "until"):
                self.states(name, f"note.{name}", recorded=False)
            return (Value(self.face("where-no")),)
        place, until = self.noted_value("whereabouts"), self.with_label("until")
        return (place, until, *(self.around() if place.shape in SILENT_SHAPES else ()))

    def around(self) -> tuple[Value, ...]:
        """State and workplace, beside that nobody wrote where the person is, for who finds them on the same paper."""
        facts = self.facts
        if self.form.sheet != "A" and facts.recipient:
            return ()
        state = self.first.known(f"directory.region.{facts.region}", facts.region) if facts.region else ""
        known = {"field.region": state, "note.workplace": facts.notes.get("workplace", "")}
        return tuple(Value(f"{self.layout_text(label)}: {text}") for label, text in known.items() if text)

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

"""What stands behind the record's own copy: needs, promises, decisions by recipient, who has what, and all notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.documents.forms.facts import spoken
from screening.documents.forms.loader import Section
from screening.documents.forms.sheet_content import Papers
from screening.documents.layout.blocks import NO_TEXT, Block, Line, Lines, Paragraph, Said, Two, joined
from screening.domain.known.known import Written
from screening.wording.script.visible_controls import visible_text

LABELS = (
    "{page}.{name}.title", "{page}.{name}", "page.{page}.{name}", "safety-plan.{name}", "form.note.{name}",
    "form.field.{name}", "young.{name}", "child.{name}.text", "topic.{name}.title", "item.{name}.mark",
)  # fmt: skip
"""Names under which a page's field may have its label; the first that there is."""
OWN_LABELS = {
    "child.adult": "form.note.adult", "child.best-interest": "form.note.best-interest",
    "child.wishes": "form.note.child-wishes", "child.wishes-not-asked": "form.note.wishes-not-asked",
    "refused.next": "closing.wishes", "gate.took-part": "page.gate.raid", "later.needs": "topic.needs.invitation",
    "prefer.follow": "picker.how", "prefer.second": "picker.second", "prefer.officer-today": "page.prefer.today",
    "prefer.interpreter-today": "page.prefer.today", "prefer.all-right": "interpreter.all-right",
}  # fmt: skip
"""Fields whose label has another name."""
CHOICES = (
    "answer.{text}", "page.{page}.{text}", "page.{page}.tie-{text}", "child.{name}.{text}", "child.not-asked.{text}",
    "child.band.{text}",
)  # fmt: skip
"""Names under which what was chosen may be worded."""


class OwnCopy(Papers):
    """Builds the sheet that no reader but the officer gets."""

    def parts(self, section: Section) -> Iterable[Block]:
        own = {
            "needs-named": self.needs_named, "promises": self.promised, "decided": self.decided, "held": self.held,
            "written": self.written, "record": self.record,
        }  # fmt: skip
        return own[section.kind]() if section.kind in own else super().parts(section)

    def needs_named(self) -> Iterator[Block]:
        lines = [
            Line(self.two(f"directory.need.{need}"), self.two(f"form.face.need.{state}"))
            for need, state in self.facts.need_states
            if state != "not-asked"
        ]
        self.states("needs", "section.needs", recorded=bool(lines))
        yield Lines(NO_TEXT, tuple(lines) or (Line(self.missing("needs")),))

    def promised(self) -> Iterator[Block]:
        there = bool(self.facts.all_promises)
        self.states("promised", "note.promised", recorded=there)
        for text, day, outcome in self.facts.all_promises:
            yield Lines(NO_TEXT, (Line(Two(text), joined(self.two(f"follow.{outcome or 'open'}"), self.day_of(day))),))
        if not there:
            yield Lines(NO_TEXT, (Line(self.note("promised") or self.missing("promised")),))

    def decided(self) -> Iterator[Block]:
        given = [(decision, value) for decision, value in self.facts.consent if value]
        self.states("consent", "section.decided", recorded=bool(given or self.facts.decided))
        lines = [self.decision(f"consent.decision.{name}", value) for name, value in given]
        if lines:
            yield Lines(NO_TEXT, tuple(lines))
        for recipient, parts in self.facts.decided:
            told = [Line(self.known(f"part.{part}", part), self.two(f"form.consent.{value}")) for part, value in parts]
            yield Lines(Two(recipient), tuple(told))
        if not (lines or self.facts.decided):
            yield Paragraph(self.own("decided.none"))

    def held(self) -> Iterator[Block]:
        if self.facts.held:
            yield Lines(NO_TEXT, tuple(Line(Two(line)) for line in self.facts.held))
        else:
            yield Paragraph(self.own("held.none"))

    def record(self) -> Iterator[Block]:
        """The rows of the record's sheet, in the order in which they are seen and read back."""
        self.states("record", "section.record", recorded=bool(self.facts.record))
        for each in self.facts.record:
            if each.kind == "topic":
                yield Lines(Two(each.text), ())
            elif each.kind == "words":
                yield Said(Two(""), each.text, language=each.language or spoken(each.text, self.facts.language))
                if told := " · ".join(part for part in (each.beneath, each.note) if part):
                    yield Paragraph(Two(told))
            else:
                yield Lines(Two(""), (Line(Two(each.text), Two(each.note)),))

    def written(self) -> Iterator[Block]:
        for each in self.facts.written:
            label, chosen = self._label(each), self._chosen(each)
            if chosen.first:
                yield Lines(NO_TEXT, (Line(label, chosen),))
            else:
                yield Said(label, each.text, language=spoken(each.text, self.facts.language))
        if not self.facts.written:
            yield Paragraph(self.own("written.none"))

    def _label(self, each: Written) -> Two:
        name = each.name.removeprefix("item-") if each.page == "child" else each.name.partition(".")[0]
        known = [OWN_LABELS.get(f"{each.page}.{each.name}", "")]
        if each.page == "child" and each.name.startswith("item-"):
            known.append(f"child.item.{name}")
        known += [form.format(page=each.page, name=name) for form in LABELS]
        found = next(
            (text for text in known if text and self.first.has(text) and "{" not in self.first.source(text)), ""
        )
        return self.two(found) if found else Two(visible_text(f"{each.page}: {each.name}"))

    def _chosen(self, each: Written) -> Two:
        if not each.text.replace("-", "").replace("_", "").isalnum() or not each.text.isascii():
            return NO_TEXT
        known = [form.format(page=each.page, name=each.name, text=each.text) for form in CHOICES]
        found = next((text for text in known if self.first.has(text)), "")
        return self.two(found) if found else NO_TEXT

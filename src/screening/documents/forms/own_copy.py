"""What stands behind the record's own copy: needs, promises, decisions by recipient, who has what, and all notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.documents.forms.content import across
from screening.documents.forms.facts import spoken
from screening.documents.forms.first_page import FirstPage
from screening.documents.forms.loader import Section
from screening.documents.layout.blocks import Block, LabelledValues, Pairs, Said, Shaped
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
    "refused.next": "closing.wishes", "gate.took-part": "page.gate.raid",
    "gate.held": "page.gate.held", "later.needs": "topic.needs.invitation",
    "prefer.follow": "picker.how", "prefer.second": "picker.second", "prefer.officer-today": "page.prefer.today",
    "prefer.interpreter-today": "page.prefer.today", "prefer.all-right": "interpreter.all-right",
}  # fmt: skip
"""Fields whose label has another name."""
CHOICES = (
    "answer.{text}", "page.{page}.{text}", "page.{page}.tie-{text}", "child.{name}.{text}", "child.not-asked.{text}",
    "child.band.{text}",
)  # fmt: skip
"""Names under which what was chosen may be worded."""


class OwnCopy(FirstPage):
    """Builds the sheet that no reader but the officer gets."""

    def parts(self, section: Section) -> Iterable[Block]:
        own = {
            "needs-named": self.needs_named, "promises": self.promised, "decided": self.decided, "held": self.held,
            "written": self.written, "record": self.record,
        }  # fmt: skip
        return own[section.kind]() if section.kind in own else super().parts(section)

    def needs_named(self) -> Iterator[Block]:
        pairs = [
            LabelledValues(self.words.say(f"directory.need.{need}"), (Shaped(self.face(f"need.{state}")),))
            for need, state in self.facts.need_states
            if state != "not-asked"
        ]
        self.states("needs", "section.needs", recorded=bool(pairs))
        yield Pairs(tuple(pairs)) if pairs else across(self.gone("needs"))

    def promised(self) -> Iterator[Block]:
        there = bool(self.facts.all_promises)
        self.states("promised", "note.promised", recorded=there)
        for text, day, outcome in self.facts.all_promises:
            told = (self.words.say(f"follow.{outcome or 'open'}"), self.day(day))
            yield across(f"{text} ({', '.join(part for part in told if part)})")
        if not there:
            said = self.note("promised")
            yield across(Shaped(said) if said else self.gone("promised"))

    def decided(self) -> Iterator[Block]:
        given = [(decision, value) for decision, value in self.facts.consent if value]
        self.states("consent", "section.decided", recorded=bool(given or self.facts.decided))
        pairs = [self.decision(f"consent.decision.{name}", value) for name, value in given]
        if pairs:
            yield Pairs(tuple(pairs))
        for recipient, parts in self.facts.decided:
            yield across(Shaped(recipient, bold=True))
            yield Pairs(tuple(self.decision(f"part.{part}", value) for part, value in parts))
        if not (pairs or self.facts.decided):
            yield across(self.layout_text("decided.none"))

    def held(self) -> Iterator[Block]:
        for line in self.facts.held or (self.layout_text("held.none"),):
            yield across(line)

    def record(self) -> Iterator[Block]:
        """The rows of the record's sheet, in the order in which they are seen and read back."""
        if not self.states("record", "section.record", recorded=bool(self.facts.record)):
            yield across(self.gone("record"))
        for each in self.facts.record:
            if each.kind == "topic":
                yield across(Shaped(each.text, bold=True))
            elif each.kind == "words":
                yield Said("", each.text, language=each.language or spoken(each.text, self.facts.language))
                if told := " · ".join(part for part in (each.beneath, each.note) if part):
                    yield across(told)
            else:
                yield across(" · ".join(part for part in (each.text, each.note) if part))

    def written(self) -> Iterator[Block]:
        for each in self.facts.written:
            label, chosen = self._label(each), self._chosen(each)
            if chosen:
                yield Pairs((LabelledValues(label, (Shaped(chosen),)),))
            else:
                yield Said(label, each.text, language=spoken(each.text, self.facts.language))
        if not self.facts.written:
            yield across(self.layout_text("written.none"))

    def _label(self, each: Written) -> str:
        name = each.name.removeprefix("item-") if each.page == "child" else each.name.partition(".")[0]
        known = [OWN_LABELS.get(f"{each.page}.{each.name}", "")]
        if each.page == "child" and each.name.startswith("item-"):
            known.append(f"child.item.{name}")
        known += [form.format(page=each.page, name=name) for form in LABELS]
        found = next(
            (text for text in known if text and self.words.has(text) and "{" not in self.words.source(text)), ""
        )
        return self.words.say(found) if found else visible_text(f"{each.page}: {each.name}")

    def _chosen(self, each: Written) -> str:
        if not each.text.replace("-", "").replace("_", "").isalnum() or not each.text.isascii():
            return ""
        known = [form.format(page=each.page, name=each.name, text=each.text) for form in CHOICES]
        found = next((text for text in known if self.words.has(text)), "")
        return self.words.say(found) if found else ""

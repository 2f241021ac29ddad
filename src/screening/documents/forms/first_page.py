"""The first page of a sheet in one language: frame, needs, fields, agreement, and the end, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.content import SHAPES, across
from screening.documents.forms.first_page_signs import ELEMENT_SHAPES, MOST_OPEN, MOST_SIGNS, FirstPageSigns
from screening.documents.forms.loader import NOTES, Section
from screening.documents.forms.paper import MISSING, Face, FieldState, FormContent, SectionContent
from screening.documents.layout.blocks import (
    AnswerStrip,
    Block,
    Frame,
    LabelledValues,
    Pairs,
    Shaped,
    Sides,
)
from screening.documents.layout.logo import read_logo
from screening.domain.case.release import SHEET_PARTS
from screening.domain.scoring.legal_elements import ElementState
from screening.wording.catalogue.languages import name_in, own_name

MOST_NOW = 3
SILENT_SHAPES = (SHAPES[FieldState.NOT_ASKED], SHAPES[FieldState.LEFT_BLANK])
NEED_SHAPES = {
    "now": "disc", "later": "half", "offer": "half", "no": "square", "silent": "square", "not-asked": "ring",
    "noted": "",
}  # fmt: skip
PAGES = {
    "A": 1, "B": 2, "C": 1, "child": 1, "labour": 2, "social": 2, "slip": 1, "plan": 1, "rights": 1, "visit": 1,
    "handover": 1,
}  # fmt: skip
"""On how many pages a sheet should stand; one that is not named may have any number."""
LEVELS = {"B": len(MOST_SIGNS)}
"""How many versions a sheet has, each shorter than the one before; two where it is not named."""
NEEDED_ON = ("A", "B", "child")
"""Sheets that say what is needed now."""
PERSONS = ("plan", "rights")
"""Sheets that the person keeps: in their language, with no word of a case and none for the officer."""
LARGE = 12.5
"""Points of their text: whoever reads them may have no glasses, and little light."""
WITHOUT_CASE = (*PERSONS, "visit")
"""Sheets that say nothing of a record: no frame and no foot."""
WITHOUT_PERSON = (*WITHOUT_CASE, "slip", "own", "site")
"""Sheets with nothing of the person under their title."""
UNANSWERED = ("own", "handover", "slip", "site")
"""Sheets in whose frame no haste is named."""
LAW = ("limits", "law")
LONG = 600
"""Letters; somebody's words that are longer go behind a sheet that would not stand on its pages with them."""


class FirstPage(FirstPageSigns):
    """One sheet in one language."""

    def content(self) -> FormContent:
        facts, form, sheet = self.facts, self.form, self.form.sheet
        blocks = [block for each in form.sections if not self.is_empty(each) and (block := self.block(each)).parts]
        blocks += self.behind_it()
        about = " ".join(self.about())
        day = self.day(facts.day) if sheet not in PERSONS else ""
        title = self.words.say(form.title) if form.title else self.layout_text("title")
        name = self.layout_text("short") if self.has_own("short") else title
        name = self.face("sheet", sheet=sheet) if len(sheet) == 1 else name
        case, pages = sheet not in WITHOUT_CASE, PAGES.get(sheet, 0)
        place = "overleaf" if pages == 1 else "own-leaf"
        face = Face(
            about,
            f"{day}, {facts.hour}" if facts.hour and day else day,
            self.face("continued", sheet=name) if case else title,
            self.face("page", sheet=name, page="{page}", pages="{pages}") if case else "{page}/{pages}",
            self.face(place, language=own_name(self.other)) if self.other else "",
            self.face("destroy", day=self.day(self.last_day())) if self.last_day() else "",
            tuple(Shaped(self.face(f"why.{state}"), SHAPES[state]) for state in MISSING) if case else (),
            self.level > 0,
            LARGE if sheet in PERSONS else 0.0,
            pages,
            self.shorter if pages and self.level + 1 < LEVELS.get(sheet, 2) else None,
        )
        sealed = bool(facts.fingerprint) and case
        return FormContent(
            sheet,
            self.language,
            title,
            facts.code if case else "",
            tuple(blocks),
            tuple(self.foot()) if case else (),
            facts.fingerprint if case else "",
            self.words.say("form.practice") if facts.practice else "",  # nobody may take it for a real one
            (self.words.say("form.seal", seal="{seal}"), self.words.say("form.seal-how")) if sealed else ("", ""),
            logo=read_logo(form.logo) if form.logo is not None else b"",
            face=face,
            stated=tuple(self.stated),
        )

    def about(self) -> Iterator[str]:
        """What stands under the title: for whom it is, and of whom it is, as far as a reader may know at a glance."""
        facts, sheet = self.facts, self.form.sheet
        if facts.recipient and sheet not in (*WITHOUT_CASE, "own"):  # the record's own copy goes to nobody
            yield f"{self.layout_text('field.recipient')}: {self.named()}."
            self.states("recipient", "field.recipient", recorded=True)
        elif facts.own and sheet not in WITHOUT_CASE:
            yield f"{self.words.say('form.for-person')}."
        elif sheet not in SHEET_PARTS and not (sheet in PERSONS and self.other and not self.again):
            yield self.layout_text("for-whom")
        if sheet in WITHOUT_PERSON:
            return
        yield f"{self.layout_text(f'age.{facts.age_band}')}."
        if facts.language:
            yield self.face("speaks", language=name_in(facts.language, self.words.language))
        self.states("age", "field.age", recorded=True)
        self.states("language", "field.language", recorded=bool(facts.language))

    def is_empty(self, section: Section) -> bool:
        """Also the law behind the person's own sheets, on the leaf that is in their language."""
        theirs = self.form.sheet in PERSONS and section.kind == "cards" and self.other and not self.again
        return bool(theirs) or super().is_empty(section)

    def shorter(self) -> FormContent:
        """The sheet with long words behind it; where they stand there already, with less evidence on it."""
        goes = not self.behind and any(map(self.is_long, self.form.sections))
        level = self.level if goes else self.level + 1
        behind, again = self.behind or goes, self.again
        return type(self)(self.form, self.facts, self.root, self.other, level, behind=behind, again=again).content()

    def is_long(self, section: Section) -> bool:
        """Whether the section holds words of the person or the officer that no sheet has room for."""
        if section.kind == "words":
            return sum(len(text) for _, text, *_ in self.facts.words) > LONG
        return section.kind == "view" and self.facts.view is not None and len(self.facts.view.reason) > LONG

    def behind_it(self) -> Iterator[SectionContent]:
        """Long words, whole, on pages behind the sheet in its first language; nothing of them is ever left out."""
        first = True
        for section in self.form.sections:
            if self.behind and not self.again and self.is_long(section):
                yield SectionContent(self.title(section), tuple(self.parts(section)), self.beside(section), apart=first)
                first = False

    def title(self, section: Section) -> str:
        """The heading with its number; of a sheet that the person keeps, and of a part that has none, without."""
        if section.id not in self.heads:
            return ""
        heading = self.layout_text(f"section.{section.id}")
        if self.form.sheet not in PERSONS:
            return f"{self.heads.index(section.id) + 1}  {heading}"
        return "" if self.other and not self.again else heading  # there is none in the person's language

    def block(self, section: Section) -> SectionContent:
        if self.behind and self.is_long(section):
            there = self.face("behind-there", language=own_name(self.other)) if self.again else self.face("behind")
            return SectionContent(self.title(section), (across(there),))
        parts = tuple(self.parts(section))
        return SectionContent(self.title(section), parts, self.beside(section))

    def beside(self, section: Section) -> tuple[Shaped, ...]:
        match section.kind:
            case "needs-boxes":
                shapes = {state: NEED_SHAPES[state] for state in ("now", "later", "no", "not-asked")}
                return tuple(Shaped(self.face(f"need.{state}"), shape) for state, shape in shapes.items())
            case "elements":
                shown = ("shown", "indicated", "not_shown", "not_asked")
                return tuple(
                    Shaped(self.words.say(f"state.{each}"), ELEMENT_SHAPES[ElementState(each)]) for each in shown
                )
            case "explanations":
                return (Shaped(self.face("plot")),)
            case "view":
                return (Shaped(self.face("view-first")),) if self.facts.view is not None else ()
            case "not-asked":
                missing = sum(name not in self.facts.answers for name in self.facts.protocol.items)
                count = min(MOST_OPEN, len(self.open_items()))
                told = self.face("open", n=count, of=missing) if count else self.face("open-all", of=missing)
                return (Shaped(told, "ring"),) if missing else ()
        return ()

    def parts(self, section: Section) -> Iterable[Block]:
        made: dict[str, Callable[[], Iterable[Block]]] = {
            "frame": self.frame,
            "needs-boxes": self.need_grid,
            "statement": self.steps,
            "elements": self.signs,
            "against": self.contrary,
            "not-asked": self.open,
            "explanations": self.plot,
            "words": self.own_words,
            "view": self.own_view_pairs,
            "law": lambda: self.limits(section.statements),
            "answer-strip": self.strip,
            "answer": self.strip,
        }
        return made[section.kind]() if section.kind in made else super().parts(section)

    # --- the frame

    def frame(self) -> Iterator[Block]:
        word, urgent, reason = self.how_soon()
        if self.facts.own or self.form.sheet in UNANSWERED:
            word = ""
        cells = [LabelledValues(self.face(name), self.cell(name)) for name in self.cells()]
        how = "confirm-how" if self.facts.site is None else "confirm-site"  # a place has no case code
        confirm = LabelledValues(self.face("confirm"), (Shaped(self.face(how)),))
        yield Frame(word, urgent, self.ask(urgent), reason, tuple(cells), confirm)

    def cells(self) -> tuple[str, ...]:
        """The cells of the frame: what this sheet may say of needs, place and way, and who refers."""
        sheet = self.form.sheet
        allowed = {"needed": sheet in NEEDED_ON, "where": sheet in NOTES["until"], "way": sheet in NOTES["reach"]}
        return (*(name for name, may in allowed.items() if may), "who")

    def cell(self, name: str) -> tuple[Shaped, ...]:
        match name:
            case "needed":
                return self.needed()
            case "where":
                return self.where()
            case "way":
                return (self.noted_value("reach"),)
        return self.who()

    def how_soon(self) -> tuple[str, bool, Shaped]:
        """The word, whether it is urgent, and why: what was typed, and the danger that was found."""
        why, haste = self.why(), self.facts.haste
        if self.form.sheet not in NOTES["urgency"]:  # a reader who is not told how soon help is needed, or why
            return self.face("how-soon"), False, Shaped("")
        there = self.states("urgency", "field.urgency", recorded=bool(why) or haste.urgent)
        if why:
            reason = Shaped(why + "." * (why[-1:] not in ".!?।။۔"))
        else:
            reason = self.kept("urgency") if there else self.gone("urgency")
        return self.face("urgent" if haste.urgent else "how-soon"), haste.urgent, reason

    def ask(self, urgent: bool) -> str:
        if urgent:
            return self.face("ask-now")
        day = self.day(self.facts.answer_by)
        return self.face("ask-by", day=day) if day else self.face("ask")

    def needed(self) -> tuple[Shaped, ...]:
        """What is needed now, at most three."""
        facts = self.facts
        if self.form.sheet == "B" and not facts.needs:
            return self.needed_of_authority()
        states = dict(facts.need_states)
        now = [name for name, named in facts.needs if named and states.get(name, "now") == "now"]
        if not now:
            told = any(named for _, named in facts.needs) or "offer" in states.values()
            return (Shaped(self.face("none-now" if "no" in states.values() and not told else "see-needs")),)
        found = [Shaped(self.words.say(f"directory.need.{name}"), number=str(n)) for n, name in enumerate(now[:3], 1)]
        if len(now) > MOST_NOW:
            found.append(Shaped(self.face("more-in", n=self.number_of("needs-boxes"))))
        return tuple(found)

    def needed_of_authority(self) -> tuple[Shaped, ...]:
        """What whoever gets the signs can see to: each line of it stands in the record."""
        facts = self.facts
        afraid = {"danger.afraid", "danger.officer"} & {*facts.haste.reasons}
        asked = [self.words.say("directory.need.danger")] if afraid else []
        if facts.language and facts.language not in self.form.languages:
            asked.append(self.face("need-interpreter", language=name_in(facts.language, self.words.language)))
        asked += [self.face("need-interviewer")] if facts.interviewer else []
        told = [Shaped(text, number=str(n)) for n, text in enumerate(asked[:MOST_NOW], 1)]
        if facts.needs_kept:
            told.append(self.kept("needs"))
        return tuple(told) or (self.gone("needs"),)

    def where(self) -> tuple[Shaped, ...]:
        said_no = dict(self.facts.granted).get("place") == "no"
        if said_no and self.state("whereabouts") is not FieldState.KEPT_BACK is not self.state("until"):
            for name in ("whereabouts", "until"):
                self.states(name, f"note.{name}", recorded=False)
            return (Shaped(self.face("where-no")),)
        place, until = self.noted_value("whereabouts"), self.with_label("until")
        return (place, until, *(self.around() if place.shape in SILENT_SHAPES else ()))

    def around(self) -> tuple[Shaped, ...]:
        """State and workplace, beside that nobody wrote where the person is, for who finds them on the same paper."""
        facts = self.facts
        if self.form.sheet != "A" and facts.recipient:
            return ()
        state = self.words.known(f"directory.region.{facts.region}", facts.region) if facts.region else ""
        known = {"field.region": state, "note.workplace": facts.notes.get("workplace", "")}
        return tuple(Shaped(f"{self.layout_text(label)}: {text}") for label, text in known.items() if text)

    def with_label(self, name: str) -> Shaped:
        value = self.noted_value(name)
        return replace(value, text=f"{self.face(name)}: {value.text}")

    def who(self) -> tuple[Shaped, ...]:
        facts = self.facts
        found = [
            Shaped(f"{self.layout_text('field.officer')}: {facts.officer}") if facts.officer else self.gone("officer")
        ]
        self.states("officer", "field.officer", recorded=bool(facts.officer))
        for name, text in (("organisation", facts.organisation), ("telephone", facts.telephone)):
            there = self.states(name, f"field.{name}", recorded=bool(text.strip()))
            label = f"{self.layout_text(f'field.{name}')}: "
            gone = self.gone(name)
            found.append(Shaped(text, bold=name == "telephone") if there else replace(gone, text=label + gone.text))
        return tuple(found)

    # --- needs, fields, notes and agreement

    def need_grid(self) -> Iterator[Block]:
        states = dict(self.facts.need_states)
        pairs = []
        for name, named in self.facts.needs:
            state = states.get(name, "now" if named else "not-asked")
            words = self.face(f"need.{state}")
            if name == "interpreter" and not self.level and (told := self.note("interpreter")):
                asked = state != "not-asked"
                words = f"{words}: {told}" if asked else self.face("more-in", n=self.number_of("fields"))
                state = state if asked else "noted"
            pairs.append(LabelledValues(self.words.say(f"directory.need.{name}"), (Shaped(words, NEED_SHAPES[state]),)))
        asked = any(state != "not-asked" for state in states.values()) or any(named for _, named in self.facts.needs)
        self.states("needs", "section.needs", recorded=asked)
        advice = [self.words.known(f"directory.advice.{name}") for name, named in self.facts.needs if named]
        yield from (across(text) for text in advice if text)
        if not self.level:
            yield Pairs(tuple(pairs), columns=2, ruled=True)
            return
        unasked = NEED_SHAPES["not-asked"]  # one line for all of them, on a sheet that would not stand on its pages
        yield Pairs(tuple(pair for pair in pairs if pair.values[0].shape != unasked), columns=2, ruled=True)
        if folded := [pair.label for pair in pairs if pair.values[0].shape == unasked]:
            told = f"{self.face('need.not-asked')}: {', '.join(folded)}"
            yield across(told, unasked)

    # --- the end

    def limits(self, statements: Sequence[str]) -> Iterator[Block]:
        """What the paper is, in both languages side by side, and the law behind it."""
        tags = [self.language, *([self.other] if self.other else [])]
        own = self.words.has(self.own_id("face.law")) and self.form.prefix == "form"
        said = [self.own_id(f"face.{name}") for name in (LAW if own else LAW[:1])]
        yield Sides(tuple((tag, tuple(self.words.say_in(tag, each) for each in said)) for tag in tags))
        if not own:
            yield from self.law(statements)

    def strip(self) -> Iterator[Block]:
        facts, sheet = self.facts, self.form.sheet
        if facts.own:
            return
        day = self.day(facts.answer_by)
        text = "answer-unnamed" if not facts.officer else "answer-by" if day else "answer"
        title = self.face(text, officer=facts.officer, day=day)
        yield AnswerStrip(
            f"{title} {facts.code}".strip(),
            (
                (self.face("accepted" if sheet == "B" else "take"), False),
                (self.face("redirected" if sheet == "B" else "take-part"), True),
                (self.face("declined" if sheet == "B" else "cannot"), sheet == "B"),
            ),
            (self.face("answer-who"), self.face("answer-when")),
        )

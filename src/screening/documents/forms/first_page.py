"""The first page of a sheet in one language: frame, needs, fields, agreement, and the end, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.facts import Facts, duty_seen
from screening.documents.forms.first_page_signs import (
    ELEMENT_SHAPES,
    MOST_OPEN,
    MOST_SIGNS,
    SHAPES,
    FirstPageSigns,
    across,
)
from screening.documents.forms.loader import NOTES, Form, Section
from screening.documents.forms.own_copy import OwnCopy
from screening.documents.forms.paper import MISSING, Face, FieldState, FormContent, SectionContent
from screening.documents.forms.sheet_content import Papers
from screening.documents.layout.blocks import (
    NO_TEXT,
    AnswerStrip,
    Block,
    Frame,
    FrameCell,
    Pair,
    Pairs,
    Shaped,
    Sides,
    Two,
)
from screening.domain.scoring.legal_elements import ElementState
from screening.wording.catalogue.languages import name_in, own_name
from screening.wording.catalogue.translations import Words

MOST_NOW = 3
SILENT_SHAPES = (SHAPES[FieldState.NOT_ASKED], SHAPES[FieldState.LEFT_BLANK])
NEED_SHAPES = {
    "now": "disc", "later": "half", "offer": "half", "no": "square", "silent": "square", "not-asked": "ring",
    "noted": "",
}  # fmt: skip
PAGES = {"A": 1, "B": 2, "C": 1, "child": 1}
LEVELS = {"B": len(MOST_SIGNS)}
"""How many versions a sheet has, each shorter than the one before; two where it is not named."""
NEEDED_ON = ("A", "B", "child")
"""Sheets that say what is needed now."""
LAW = ("limits", "law")
SAID_FIRST = "not-detention"
"""A line of the child's sheet that says what stands above it where the child is held."""
LONG = 600
"""Letters; somebody's words that are longer go behind a sheet that would not stand on its pages with them."""


def faces(form: Form, facts: Facts, first: str, *, root_words: Words) -> tuple[FormContent, ...]:
    """The sheet in every language of its layout, ``first`` first: its face, and the same overleaf or on a leaf."""
    order = sorted(dict.fromkeys(form.languages), key=lambda tag: tag != first)
    made = []
    for tag in order:
        other = next((each for each in order if each != tag), "")
        layout = replace(form, languages=(tag,))
        made.append(FirstPage(layout, facts, root_words, other, again=tag != order[0]).content())
    return tuple(made)


def face_language(form: Form, languages: Sequence[str]) -> str:
    """The language of a sheet's face: the first of the receiver's that its layout has, else the layout's own first."""
    return next((tag for tag in languages if tag in form.languages), form.languages[0])


class FirstPage(FirstPageSigns):
    """One sheet in one language."""

    def content(self) -> FormContent:
        made = super().content()
        facts, sheet = self.facts, self.form.sheet
        day = self.day(facts.day)
        about = [f"{self.layout_text('field.recipient')}: {self.named(self.first)}."] if facts.recipient else []
        about.append(f"{self.layout_text(f'age.{facts.age_band}')}.")
        if facts.language:
            about.append(self.face("speaks", language=name_in(facts.language, self.first.language)))
        if facts.recipient:  # the record's own copy goes to nobody, which nobody is to be asked about
            self.states("recipient", "field.recipient", recorded=True)
        self.states("age", "field.age", recorded=True)
        self.states("language", "field.language", recorded=bool(facts.language))
        place = "overleaf" if PAGES[sheet] == 1 else "own-leaf"
        name = self.face("sheet", sheet=sheet) if len(sheet) == 1 else self.layout_text("short")
        face = Face(
            " ".join(about),
            f"{day}, {facts.hour}" if facts.hour and day else day,
            self.face("continued", sheet=name),
            self.first.say("form.face.page", sheet=name, page="{page}", pages="{pages}"),
            self.face(place, language=own_name(self.other)) if self.other else "",
            self.face("destroy", day=self.day(self.last_day())) if self.last_day() else "",
            tuple(Shaped(self.face(f"why.{state}"), SHAPES[state]) for state in MISSING),
            self.level > 0,
            PAGES[sheet],
            self.shorter if self.level + 1 < LEVELS.get(sheet, 2) else None,
        )
        blocks = (*made.blocks, *self.behind_it())
        return replace(made, blocks=blocks, face=face, tight=False, until=NO_TEXT, stated=tuple(self.stated))

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

    def title(self, section: Section) -> Two:
        heading = self.layout_text(f"section.{section.id}")
        return Two(f"{self.heads.index(section.id) + 1}  {heading}")

    def block(self, section: Section) -> SectionContent:
        if self.behind and self.is_long(section):
            there = self.face("behind-there", language=own_name(self.other)) if self.again else self.face("behind")
            return SectionContent(self.title(section), (across(there),))
        parts = tuple(self.parts(section))
        if section.id not in self.heads:
            return SectionContent(Two(""), parts)
        return SectionContent(self.title(section), parts, self.beside(section))

    def beside(self, section: Section) -> tuple[Shaped, ...]:
        match section.kind:
            case "needs-boxes":
                shapes = {state: NEED_SHAPES[state] for state in ("now", "later", "no", "not-asked")}
                return tuple(Shaped(self.face(f"need.{state}"), shape) for state, shape in shapes.items())
            case "elements":
                shown = ("shown", "indicated", "not_shown", "not_asked")
                return tuple(
                    Shaped(self.first.say(f"state.{each}"), ELEMENT_SHAPES[ElementState(each)]) for each in shown
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
            "lines": lambda: (across(" ".join(self.layout_text(f"line.{each}") for each in self.lines(section))),),
            "needs-boxes": self.need_grid,
            "fields": lambda: self.field_pairs(section.fields),
            "noted": lambda: self.note_pairs(section.fields),
            "consent-this": self.agreed,
            "statement": self.steps,
            "elements": self.signs,
            "eleven": lambda: (),
            "against": self.contrary,
            "not-asked": self.open,
            "explanations": self.plot,
            "words": self.own_words,
            "view": self.own_view_pairs,
            "law": self.limits,
            "answer-strip": self.strip,
        }
        return made[section.kind]() if section.kind in made else super().parts(section)

    def lines(self, section: Section) -> Iterator[str]:
        """The lines of a section, but for one that is among what is asked first."""
        return (each for each in section.texts if each != SAID_FIRST or self.facts.stay is None)

    # --- the frame

    def frame(self) -> Iterator[Block]:
        word, urgent, reason = self.how_soon()
        cells = [FrameCell(self.face(name), self.cell(name)) for name in self.cells()]
        confirm = FrameCell(self.face("confirm"), (Shaped(self.face("confirm-how")),))
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
        why, haste = self.why(self.first), self.facts.haste
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
        found = [Shaped(self.first.say(f"directory.need.{name}"), number=str(n)) for n, name in enumerate(now[:3], 1)]
        if len(now) > MOST_NOW:
            found.append(Shaped(self.face("more-in", n=self.number_of("needs-boxes"))))
        return tuple(found)

    def needed_of_authority(self) -> tuple[Shaped, ...]:
        """What whoever gets the signs can see to: each line of it stands in the record."""
        facts = self.facts
        afraid = {"danger.afraid", "danger.officer"} & {*facts.haste.reasons}
        asked = [self.first.say("directory.need.danger")] if afraid else []
        if facts.language and facts.language not in self.form.languages:
            asked.append(self.face("need-interpreter", language=name_in(facts.language, self.first.language)))
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
        state = self.first.known(f"directory.region.{facts.region}", facts.region) if facts.region else ""
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
            if name == "interpreter" and not self.level and (told := self.note("interpreter").first):
                asked = state != "not-asked"
                words = f"{words}: {told}" if asked else self.face("more-in", n=self.number_of("fields"))
                state = state if asked else "noted"
            pairs.append(Pair(self.first.say(f"directory.need.{name}"), (Shaped(words, NEED_SHAPES[state]),)))
        asked = any(state != "not-asked" for state in states.values()) or any(named for _, named in self.facts.needs)
        self.states("needs", "section.needs", recorded=asked)
        advice = [self.first.known(f"directory.advice.{name}") for name, named in self.facts.needs if named]
        yield from (across(text) for text in advice if text)
        if not self.level:
            yield Pairs(tuple(pairs), columns=2, ruled=True)
            return
        unasked = NEED_SHAPES["not-asked"]  # one line for all of them, on a sheet that would not stand on its pages
        yield Pairs(tuple(pair for pair in pairs if pair.values[0].shape != unasked), columns=2, ruled=True)
        if folded := [pair.label for pair in pairs if pair.values[0].shape == unasked]:
            told = f"{self.face('need.not-asked')}: {', '.join(folded)}"
            yield across(told, unasked)

    def field_pairs(self, names: Sequence[str]) -> Iterator[Block]:
        pairs = []
        for name, value in self.field_values(names):
            there = self.states(name, f"field.{name}", recorded=bool(value.first.strip()))
            pairs.append(Pair(self.layout_text(f"field.{name}"), (Shaped(value.first) if there else self.gone(name),)))
        yield from self.folding(pairs, columns=2)

    def folding(self, pairs: Sequence[Pair], *, columns: int) -> Iterator[Block]:
        """Pairs of label and value; on a sheet that would not stand on its pages, what is missing folds to one line."""
        if not self.level:
            yield Pairs(tuple(pairs), columns=columns)
            return
        yield Pairs(tuple(pair for pair in pairs if not pair.values[0].shape), columns=columns)
        folded: dict[Shaped, list[str]] = {}
        for pair in pairs:
            if pair.values[0].shape:
                folded.setdefault(pair.values[0], []).append(pair.label)
        for missing, labels in folded.items():
            yield across(replace(missing, text=f"{missing.text}: {', '.join(labels)}"))

    def note_pairs(self, names: Sequence[str]) -> Iterator[Block]:
        told = [name for name in names if name not in self.facts.unsaid]
        pairs = [Pair(self.layout_text(f"note.{name}"), (self.noted_value(name),)) for name in told]
        yield from self.folding(pairs, columns=1)

    def agreed(self) -> Iterator[Block]:
        """What the person said of each part, grouped by the answer; and what is recorded and not on this sheet."""
        facts = self.facts
        given = facts.granted or tuple((f"consent.decision.{name}", value) for name, value in facts.consent)
        texts = [(f"part.{name}" if facts.granted else name, value) for name, value in given]
        pairs = []
        for value in ("yes", "no", "later", ""):
            named = [self.first.say(text) for text, each in texts if each == value]
            if named:
                shape = "" if value else SHAPES[FieldState.NOT_ASKED]
                label = self.first.say(f"form.consent.{value or 'not-asked'}")
                pairs.append(Pair(label, (Shaped("; ".join(named), shape),)))
        self.states("consent-this", "section.consent", recorded=any(value for _, value in given))
        if self.form.sheet == "A" and self.facts.account:
            pairs.append(Pair(self.face("account"), (self.kept("account"),)))
        if facts.duty:
            text_id = f"consent-this.duty{'' if facts.told else '-unasked'}"
            seen = duty_seen(facts, self.first)
            pairs.append(Pair("", (Shaped(self.layout_text(text_id, duty=facts.duty, seen=seen)),)))
        yield Pairs(tuple(pairs))

    # --- the end

    def limits(self) -> Iterator[Block]:
        """What the paper is, in both languages side by side."""
        tags = [self.languages[0], self.other] if self.other else [self.languages[0]]
        yield Sides(tuple((tag, tuple(self.first.say_in(tag, f"form.face.{name}") for name in LAW)) for tag in tags))

    def strip(self) -> Iterator[Block]:
        facts, sheet = self.facts, self.form.sheet
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


def build_paper(form: Form, facts: Facts, *, root_words: Words) -> FormContent:
    """The content of any layout; of one with a face, its face alone."""
    if form.face:
        tag = face_language(form, facts.face_languages)
        other = next((each for each in form.languages if each != tag), "")
        return FirstPage(replace(form, languages=(tag,)), facts, root_words, other).content()
    made = OwnCopy if form.sheet == "own" else Papers
    return made(form, facts, root_words).content()


def build_papers(form: Form, facts: Facts, *, root_words: Words) -> tuple[FormContent, ...]:
    """The same, with the whole of it in the other language behind a face."""
    if not form.face:
        return (build_paper(form, facts, root_words=root_words),)
    return faces(form, facts, face_language(form, facts.face_languages), root_words=root_words)

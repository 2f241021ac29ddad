"""Sheets A and B: what stands on a sheet in one language, in the order in which it is read."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.content import Facts, Told, spoken
from screening.documents.forms.field_states import MISSING, State
from screening.documents.forms.loader import Form, Section
from screening.documents.forms.parts import (
    Answer,
    Block,
    Cell,
    Face,
    Fields,
    FormContent,
    Frame,
    Group,
    Pair,
    Pairs,
    Part,
    Plot,
    Reach,
    Row,
    Said,
    Sides,
    Steps,
    Table,
    Two,
    Value,
)
from screening.documents.forms.redaction import Papers
from screening.domain.answers import ItemId
from screening.domain.protocol.model import Sort
from screening.domain.scoring.legal_elements import State as ElementState
from screening.domain.scoring.weights import EXPLANATIONS
from screening.wording.catalogue.languages import format_date, name_in, own_name
from screening.wording.catalogue.translations import Words

SHAPES = {State.NOT_ASKED: "ring", State.KEPT_BACK: "envelope", State.LEFT_BLANK: "tray"}
NEED_SHAPES = {"now": "disc", "later": "half", "no": "square", "silent": "square", "not-asked": "ring"}
ELEMENT_SHAPES = {
    ElementState.SHOWN: "disc", ElementState.INDICATED: "half", ElementState.NOT_SHOWN: "square",
    ElementState.NOT_ASKED: "ring", ElementState.NOT_NEEDED: "",
}  # fmt: skip
MOST_NOW, MOST_OPEN, MOST_STEPS = 3, 3, 5
"""What stands on a sheet at most; the rest is named by number."""
MOST_SIGNS = (10, 10, 8, 6, 5)
MOST_AGAINST = (4, 4, 4, 4, 3)
"""Lines of evidence, fewer where the sheet would not stand on its pages."""
PAGES = {"A": 1, "B": 2}
LEVELS = {"A": 2, "B": len(MOST_SIGNS)}
BANDS = ("little", "some", "moderate", "strong")
COLUMNS = (0.56, 0.215, 0.225)
"""Parts of the width that words, how they came and where they stand take in a table of evidence."""
LAW = ("limits", "law")


def faces(form: Form, facts: Facts, first: str, *, root_words: Words) -> tuple[FormContent, ...]:
    """The sheet in every language of its layout, ``first`` first: its face, and the same overleaf or on a leaf."""
    order = sorted(dict.fromkeys(form.languages), key=lambda tag: tag != first)
    made = []
    for tag in order:
        other = next((each for each in order if each != tag), "")
        made.append(FaceBuilder(replace(form, languages=(tag,)), facts, root_words, other).content())
    return tuple(made)


def face_language(form: Form, languages: Sequence[str]) -> str:
    """The language of a sheet's face: the first of the receiver's that its layout has, else the layout's own first."""
    return next((tag for tag in languages if tag in form.languages), form.languages[0])


class FaceBuilder(Papers):
    """One sheet in one language. Its texts are plain: the other language stands on a page of its own."""

    def __init__(self, form: Form, facts: Facts, words: Words, other: str = "", level: int = 0) -> None:
        super().__init__(form, facts, words)
        self.other = other
        self.level = level
        """How often it was too long: what is left out then is named by its number or folded into one line."""
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

    def content(self) -> FormContent:
        made = super().content()
        facts, sheet = self.facts, self.form.sheet
        day = self.day(facts.day)
        about = [f"{self.layout_text('field.recipient')}: {facts.recipient}."] if facts.recipient else []
        about.append(f"{self.layout_text(f'age.{facts.age_band}')}.")
        if facts.language:
            about.append(self.face("speaks", language=name_in(facts.language, self.first.language)))
        self.states("recipient", "field.recipient", recorded=bool(facts.recipient))
        self.states("age", "field.age", recorded=True)
        self.states("language", "field.language", recorded=bool(facts.language))
        place = "overleaf" if sheet == "A" else "own-leaf"
        face = Face(
            " ".join(about),
            f"{day}, {facts.hour}" if facts.hour and day else day,
            self.face("continued", sheet=sheet),
            self.first.say("form.face.page", sheet=sheet, page="{page}", pages="{pages}"),
            self.face(place, language=own_name(self.other)) if self.other else "",
            self.face("destroy", day=self.day(self.last_day())) if self.last_day() else "",
            tuple(Value(self.face(f"why.{state}"), SHAPES[state]) for state in MISSING),
            self.level > 0,
            PAGES[sheet],
            self.shorter if self.level + 1 < LEVELS[sheet] else None,
        )
        return replace(made, face=face, tight=False, until=Two(""), stated=tuple(self.stated))

    def shorter(self) -> FormContent:
        return type(self)(self.form, self.facts, self.root, self.other, self.level + 1).content()

    def last_day(self) -> str:
        """By when the recipient is asked to destroy it (RE18); "" for a paper that is given to nobody."""
        facts = self.facts
        if not (facts.recipient and facts.day and self.form.keep_days):
            return ""
        return (datetime.date.fromisoformat(facts.day) + datetime.timedelta(self.form.keep_days)).isoformat()

    def block(self, section: Section) -> Block:
        parts = tuple(self.parts(section))
        if section.kind in ("frame", "answer-strip"):
            return Block(Two(""), parts)
        number = self.heads.index(section.id) + 1
        heading = self.layout_text(f"section.{section.id}")
        return Block(Two(f"{number}  {heading}"), parts, self.beside(section))

    def beside(self, section: Section) -> tuple[Value, ...]:
        match section.kind:
            case "needs-boxes":
                shapes = {state: NEED_SHAPES[state] for state in ("now", "later", "no", "not-asked")}
                return tuple(Value(self.face(f"need.{state}"), shape) for state, shape in shapes.items())
            case "elements":
                shown = ("shown", "indicated", "not_shown", "not_asked")
                return tuple(
                    Value(self.first.say(f"state.{each}"), ELEMENT_SHAPES[ElementState(each)]) for each in shown
                )
            case "explanations":
                return (Value(self.face("plot")),)
            case "view":
                return (Value(self.face("view-first")),) if self.facts.view is not None else ()
            case "not-asked":
                missing = sum(name not in self.facts.answers for name in self.facts.protocol.items)
                count, of = min(MOST_OPEN, len(self.open_items())), missing
                return (Value(self.face("open", n=count, of=of), "ring"),) if missing else ()
        return ()

    def parts(self, section: Section) -> Iterable[Part]:
        made: dict[str, Callable[[], Iterable[Part]]] = {
            "frame": self.frame,
            "lines": lambda: [
                Pairs((Pair("", (Value(" ".join(self.layout_text(f"line.{each}") for each in section.texts)),)),))
            ],
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

    def lines(self, names: Sequence[str]) -> Pairs:
        return Pairs((Pair("", (Value(" ".join(self.layout_text(f"line.{each}") for each in names)),)),))

    # --- the first third

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
            urgent = bool(facts.danger)
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
            if facts.language and facts.language not in ("ms", "en"):
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

    def number_of(self, kind: str) -> int:
        found = next((each.id for each in self.form.sections if each.kind == kind), "")
        return self.heads.index(found) + 1 if found else 0

    def where(self) -> tuple[Value, ...]:
        return (self.noted_value("whereabouts"), *(self.with_label("until"),))

    def with_label(self, name: str) -> Value:
        value = self.noted_value(name)
        return replace(value, text=f"{self.face(name)}: {value.text}")

    def noted_value(self, name: str) -> Value:
        """What was noted, or the word for what is missing."""
        text = (self.facts.notes.get(name, "") or dict(self.facts.closing).get(name, "")).strip()
        there = self.states(name, f"note.{name}", recorded=bool(text or self.note(name).first))
        if not there:
            return self.gone(name)
        return Value(text, language=spoken(text, self.facts.language)) if text else Value(self.note(name).first)

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

    # --- sheet A

    def need_grid(self) -> Iterator[Part]:
        states = dict(self.facts.need_states)
        pairs = []
        for name, named in self.facts.needs:
            state = states.get(name, "now" if named else "not-asked")
            words = self.face(f"need.{state}")
            if name == "interpreter" and not self.level and (told := self.note("interpreter").first):
                words = f"{words}: {told}"
            pairs.append(Pair(self.first.say(f"directory.need.{name}"), (Value(words, NEED_SHAPES[state]),)))
        asked = any(state != "not-asked" for state in states.values()) or any(named for _, named in self.facts.needs)
        self.states("needs", "section.needs", recorded=asked)
        yield Pairs(tuple(pairs), columns=2, ruled=True)

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
            pairs.append(Pair("", (Value(self.layout_text(text_id, duty=facts.duty)),)))
        yield Pairs(tuple(pairs))

    def kept(self, name: str) -> Value:
        return Value(self.first.say("form.state.kept-back"), SHAPES[State.KEPT_BACK])

    # --- sheet B

    def steps(self) -> Iterator[Part]:
        facts = self.facts
        found = [self.first.say(f"path-do.{path}") for path in facts.assessment.paths if path != "information"]
        last = [self.face("step-silence")]
        if facts.answer_by:
            last.append(self.face("step-answer", day=self.day(facts.answer_by)))
        self.states("statement", "section.statement", recorded=True)
        yield Steps((*found[: MOST_STEPS - len(last)], *last))

    def signs(self) -> Iterator[Part]:
        """Signs by element, the strongest of each first, at most ten lines and one of each at least."""
        self.states("signs", "section.elements", recorded=bool(self.facts.answers))
        readings = self.facts.assessment.elements
        shown = self.dealt({name: each.items for name, each in readings.items()})
        groups = []
        for name, reading in readings.items():
            silent = reading.state is ElementState.NOT_ASKED and self.touched(name)
            state = self.first.say("form.elements.silent" if silent else f"state.{reading.state.value}")
            title = Value(
                f"{self.first.say(f'element-title.{name}')}: {state}", ELEMENT_SHAPES[reading.state], bold=True
            )
            groups.append(Group(title, tuple(self.row(item) for item in shown[name])))
        listed = {item for items in shown.values() for item in items}
        yield Table(self.columns(), COLUMNS, tuple(groups))
        more = [item for item in self.sign_items() if item not in listed]
        if more:
            numbers = ", ".join(self._number(item) for item in more)
            yield Pairs((Pair("", (Value(self.face("more-signs", n=len(more), numbers=numbers)),)),))

    def columns(self) -> tuple[str, ...]:
        return tuple(self.face(f"column.{each}") for each in ("item", "told", "how", "where"))

    def sign_items(self) -> list[ItemId]:
        protocol = self.facts.protocol
        found = [
            item
            for sign in self.facts.assessment.signs.values()
            if sign.present and protocol.indicators[sign.indicator].sort is not Sort.COUNTER
            for item in sign.items
        ]
        return list(dict.fromkeys(found))

    def dealt(self, items: dict[str, tuple[ItemId, ...]]) -> dict[str, list[ItemId]]:
        """At most ten lines, dealt to the elements in turn, each item once unless an element would have no line."""
        found: dict[str, list[ItemId]] = {name: [] for name in items}
        taken: set[ItemId] = set()
        for rank in itertools.count():
            if not any(rank < len(each) for each in items.values()):
                break
            for name, each in items.items():
                if rank < len(each) and each[rank] not in taken and len(taken) < MOST_SIGNS[self.level]:
                    found[name].append(each[rank])
                    taken.add(each[rank])
        return {name: lines or list(items[name][:1]) for name, lines in found.items()}

    def row(self, item: ItemId, text: str = "") -> Row:
        words = text or self.first.known(f"item.{item}.mark", item)
        how = self.first.say(f"how.{self.facts.answers[item].how.value}")
        return Row(self._number(item), (words, how, self.place(item)))

    def place(self, item: ItemId) -> str:
        """Where it happened, where that is known; else the topic under which it was told."""
        where = self.facts.answers[item].where
        if where is not None:
            return self.first.say(f"where.{where.value}")
        found = self.facts.protocol.items.get(item)
        return self.first.known(f"topic.{found.topic}.title", found.topic) if found is not None else ""

    def contrary(self) -> Iterator[Part]:
        """What speaks against, in the same columns, as many lines as the sheet has room for."""
        facts, protocol = self.facts, self.facts.protocol
        counter = [
            (item, "")
            for sign in facts.assessment.signs.values()
            if sign.present and protocol.indicators[sign.indicator].sort is Sort.COUNTER
            for item in sign.items
        ]
        noes = [
            (item, self.first.say("reason.said-no", fact=self.first.known(f"item.{item}.mark", item)))
            for item, each in protocol.items.items()
            if item in facts.answers and facts.answers[item].answer.holds is False and each.no
        ]
        lines = list(dict(counter + noes).items())
        asked = self.states("against", "section.against", recorded=bool(facts.answers))
        if not lines:
            value = Value(self.first.say("form.against.none")) if asked else self.gone("against")
            yield Pairs((Pair("", (value,)),))
            return
        most = MOST_AGAINST[self.level]
        rows = tuple(self.row(item, text) for item, text in lines[:most])
        yield Table((), COLUMNS, (Group(Value(""), rows),))
        if len(lines) > most:
            rest = lines[most:]
            numbers = ", ".join(self._number(item) for item, _ in rest)
            yield Pairs((Pair("", (Value(self.face("more-against", n=len(rest), numbers=numbers)),)),))

    def open_items(self) -> list[ItemId]:
        return [item for item in self.facts.missing if item not in self.facts.answers][:MOST_OPEN]

    def open(self) -> Iterator[Part]:
        """What nobody asked and would matter most, with what each bears on; and what was asked without an answer."""
        self.states("not-asked", "section.not-asked", recorded=True)
        protocol = self.facts.protocol
        rows = []
        for item in self.open_items():
            elements = (str(protocol.indicators[sign].element) for sign in protocol.items[item].yes)
            element = next((each for each in elements if each in self.facts.assessment.elements), "")
            bears = self.first.say(f"element-title.{element}") if element else self.face("others")
            words = self.first.known(f"item.{item}.mark", item)
            rows.append(Row(self._number(item), (words, self.face("bears", on=bears))))
        if rows:
            yield Table((), (0.56, 0.44), (Group(Value(""), tuple(rows)),))
        else:
            count = sum(name not in self.facts.answers for name in protocol.items)
            text = self.face("open-count", n=count) if count else self.first.say("form.not-asked.none")
            yield Pairs((Pair("", (Value(text),)),))
        silent = [self._number(name) for name, each in self.facts.answers.items() if each.answer.holds is None]
        if silent:
            text = self.face("silent", n=len(silent), numbers=", ".join(silent))
            yield Pairs((Pair("", (Value(text),)),))

    def plot(self) -> Iterator[Part]:
        asked = self.states("explanations", "section.explanations", recorded=bool(self.facts.answers))
        rows = []
        for name in EXPLANATIONS:
            low, best, high = self.facts.assessment.bands[name]
            label = self.first.say(f"explanation.{name}")
            if low not in BANDS:
                missing = Value(self.first.say(f"band.{low}"), "ring") if asked else self.gone("explanations")
                rows.append(Reach(label, None, missing))
                continue
            words = self._band(self.first, name)
            if low != high:
                words = self.face("best", words=words, best=self.first.say(f"band.{best}"))
            rows.append(Reach(label, (BANDS.index(low), BANDS.index(best), BANDS.index(high)), Value(words)))
        heads = tuple(self.first.say(f"band.{each}") for each in BANDS)
        yield Plot(heads, self.face("in-words"), tuple(rows))
        yield Pairs((Pair("", (Value(self.face("plot-note")),)),))

    def own_words(self) -> Iterator[Part]:
        for each in (Told(*each) for each in self.facts.words):
            topic = self.first.known(
                "page.listening.title" if each.topic == "account" else f"topic.{each.topic}.title", each.topic
            )
            how = " · ".join(part for part in (self.first.say(f"how.{each.how}"), self.day(each.at)) if part)
            yield Said(Two(f"{topic} ({how})"), each.text, language=spoken(each.text, self.facts.language))
        if not self.states("words", "section.words", recorded=bool(self.facts.words)):
            yield Pairs((Pair("", (self.gone("words"),)),))

    def own_view_pairs(self) -> Iterator[Part]:
        view = self.facts.view
        if not self.states("view", "section.view", recorded=view is not None) or view is None:
            yield Pairs((Pair("", (self.gone("view"),)),))
            return
        views = "; ".join(self.first.say(f"view.{name}") for name in view.explanations)
        line = self.first.say("form.view.line", views=views, sureness=self.first.say(f"sureness.{view.sureness}"))
        yield Said(Two(line), view.reason)

    def limits(self) -> Iterator[Part]:
        """What the paper is, in both languages side by side."""
        tags = [self.languages[0], self.other] if self.other else [self.languages[0]]
        yield Sides(tuple((tag, tuple(self.first.say_in(tag, f"form.face.{name}") for name in LAW)) for tag in tags))

    # --- the end

    def strip(self) -> Iterator[Part]:
        facts, sheet = self.facts, self.form.sheet
        day = self.day(facts.answer_by)
        officer = facts.officer or self.layout_text("field.officer").lower()
        title = self.face("answer-by", officer=officer, day=day) if day else self.face("answer", officer=officer)
        yield Answer(
            f"{title} {facts.code}".strip(),
            (
                (self.face("accepted" if sheet == "B" else "take"), False),
                (self.face("redirected" if sheet == "B" else "take-part"), True),
                (self.face("declined" if sheet == "B" else "cannot"), sheet == "B"),
            ),
            (self.face("answer-who"), self.face("answer-when")),
        )

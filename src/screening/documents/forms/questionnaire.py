"""The questionnaire on paper, to fill in by hand: the same items under the same numbers, in one or two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.documents.forms.loader import Blank, BlankSection
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.documents.typography.paragraphs import Piece
from screening.domain.answers import Answer, Where
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.protocol.conditions import All, Condition, Is, Not, Some
from screening.domain.protocol.model import Addon, Decision, Item, Profile, Protocol, Topic
from screening.wording.catalogue.languages import name_in, own_name, pack_state
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.translations import Words, answer_id
from screening.wording.script.typefaces import Weight, paper_sizes

NOT_ASKED = "not_asked"
VALUES = ("answer.yes", "answer.no", "decision.later", "answer.not_asked")
DOTS = "…………………………"
"""Where something is said that only the officer knows: a name of a service, a number."""


@dataclass(frozen=True, slots=True)
class WantedSheets:
    """What is to be printed. ``short``: only what the profile and the add-ons put first."""

    protocol: Protocol
    layout: Blank
    officer: Words
    person: Words
    role: str
    profile: Profile
    addons: tuple[Addon, ...] = ()
    short: bool = False
    practice: bool = False


def questionnaire(wanted: WantedSheets) -> bytes:
    """The sheets as PDF bytes. The same wish gives the same bytes; no file is written."""
    pages = _Pages(wanted)
    return sheet(
        tuple(pages.blocks()),
        title=wanted.protocol.id,
        language=wanted.officer.language,
        head=pages.above,
        foot=pages.below,
    )


def trust(words: Words, own: Words) -> str:
    """Return how far a translation can be trusted, in words of ``own``; "" for the language texts are written in."""
    state = pack_state(words.language, words.installation)
    if state is State.SOURCE:
        return ""
    name = f"{name_in(words.language, own.language)} ({own_name(words.language)})"
    return own.say(f"form.blank.state.{state}", language=name)


class _Pages:
    def __init__(self, wanted: WantedSheets) -> None:
        self.wanted = wanted
        self.protocol = wanted.protocol
        self.own, self.theirs = wanted.officer, wanted.person
        self.one = wanted.officer.language == wanted.person.language
        self.sizes = paper_sizes()
        self.first = {*wanted.profile.first, *(name for addon in wanted.addons for name in addon.items)}

    def tell(self, name: str, **fields: str | int) -> str:
        """A text of the sheet itself."""
        return self.own.say(f"form.blank.{name}", **fields)

    # --- every page

    def above(self, page: int, pages: int) -> Sequence[bl.Block]:
        if not self.wanted.practice:
            return ()
        mark = bl.Text(self.own.say("form.practice"), size=self.sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE)
        return (mark, bl.Gap(8))

    def below(self, page: int, pages: int) -> Sequence[bl.Block]:
        """Page, edition and how far each language can be trusted."""
        size = self.sizes.label
        edition = self.tell("foot.edition", edition=self.protocol.id, digest=self.protocol.digest[:12])
        told = f"{self.tell('foot.page', page=page, pages=pages)} · {edition}"
        states = dict.fromkeys(trust(words, self.own) for words in (self.own, self.theirs))
        far = tuple(bl.Text(state, size=size, side=bl.Side.END) for state in states if state)
        return (bl.Rule(), bl.Split((bl.Text(told, size=size, side=bl.Side.START),), far, share=0.32))

    # --- parts

    def blocks(self) -> Iterator[bl.Block]:
        yield bl.Text(self.own.say("edition.title"), size=self.sizes.heading, weight=Weight.BOLD)
        yield bl.Text(self.tell("for-whom"), size=self.sizes.label)
        yield bl.Gap(3)
        yield bl.Rule(strong=True)
        parts = {
            "head": self.head, "gate": self.gate, "consent": self.consent, "child": self.child,
            "topics": self.topics, "closing": self.closing, "observed": self.observed, "view": self.view,
        }  # fmt: skip
        for section in self.wanted.layout.sections:
            if section.new_page:
                yield bl.NEW_PAGE
            heading = self.tell(f"section.{section.id}")
            yield bl.Heading(heading, bookmark=heading, ruled=True)
            yield from parts[section.kind](section)

    def head(self, section: BlankSection) -> Iterator[bl.Block]:
        wanted = self.wanted
        keep = bl.Statement(self.tell("keep"))
        code = f"{wanted.layout.id} {self.protocol.id} {self.protocol.digest} {wanted.profile.id}"
        yield bl.WithQr(code, (keep,))
        yield self.lines_beside(self.tell("code"), self.tell("date"))
        yield self.lines_beside(self.tell("languages"), self.tell("officer"))
        yield bl.Gap(6)
        places = [self.own.say(f"setting.{row['id']}.title") for row in self.protocol.tables["settings"]["setting"]]
        yield self.boxes(places, label=self.tell("place"), indent=False)
        yield bl.Gap(6)
        told = {"title": self.own.say(f"profile.{wanted.profile.id}.title")}
        told["note"] = self.own.say(f"profile.{wanted.profile.id}.note")
        yield bl.Text(self.tell("order", **told))
        for addon in wanted.addons:
            numbers = ", ".join(self.protocol.items[name].number for name in addon.items)
            title, note = (self.own.say(f"addon.{addon.id}.{part}") for part in ("title", "note"))
            yield bl.Text(self.tell("also", title=title, numbers=numbers, note=note))
        yield bl.Text(self.tell("short") if wanted.short else self.tell("marked"))

    def gate(self, section: BlankSection) -> Iterator[bl.Block]:
        """What the officer looks at, what opens on danger, and the two places that change everything (GA1-GA5)."""
        for line in self.protocol.gate:
            text = self.plain(self.own.say(f"gate.{line.id}.text"))
            choices = (self.own.say(f"gate.{line.id}.{choice.id}") for choice in line.choices)
            yield bl.Gap(4)
            yield bl.Split((text,), (self.boxes(choices, indent=False),), share=0.44)
        yield bl.Gap(8)
        yield bl.Beside(tuple(self.card(row["id"]) for row in self.protocol.tables["gate"]["card"]), ruled=True)
        for row in self.protocol.tables["settings"]["setting"]:
            if row.get("strong"):
                title, warning = (self.own.say(f"setting.{row['id']}.{part}") for part in ("title", "warning"))
                yield bl.Gap(4)
                yield bl.Text(f"{title}: {warning}")
        yield bl.Write(self.tell("numbers"), 1)

    def card(self, line: str) -> bl.Text:
        """The danger card of a line: what it is about, and three things to do."""
        card, language = f"gate.card.{line}", self.own.language
        lead = Piece(self.tell("danger", lead=self.own.say(f"{card}.lead")), language, Weight.BOLD)
        steps = (f"\n{n}  {self.own.say(f'{card}.step{n}')}" for n in (1, 2, 3))
        return bl.Text((lead, *(Piece(step, language) for step in steps)), size=self.sizes.body_min)

    def consent(self, section: BlankSection) -> Iterator[bl.Block]:
        """The exact text for the role, the two points said back, and each decision with its sentence."""
        for part in self.protocol.spoken_for(self.wanted.role):
            yield self.both(f"consent.spoken.{part.id}")
        for name in ("first", "second"):
            yield bl.Gap(6)
            yield self.both(f"consent.teach-back.{name}", keep=True)
            yield bl.Write("", 1)
        yield bl.Text(self.own.say("consent.teach-back.after"), size=self.sizes.label)
        yield from self.decisions("start")
        yield bl.Gap(6)
        yield bl.Text(": ".join(self.own.say(f"consent.not-now.{part}") for part in ("title", "text")))

    def decisions(self, when: str) -> Iterator[bl.Block]:
        for decision in self.protocol.decisions:
            if decision.when == when:
                yield from self.decision(decision)

    def decision(self, decision: Decision) -> Iterator[bl.Block]:
        yield bl.Gap(4)
        title, question = f"consent.decision.{decision.id}", f"consent.decision.{decision.id}.question"
        fields = {"recipient": DOTS} if decision.per_recipient else {}
        own = self.tell("decision", title=self.own.say(title), question=self.own.say(question, **fields))
        yield bl.Beside(self.beside(own, self.theirs.say(question, **fields)), ruled=True, keep=True)
        note = f"consent.decision.{decision.id}.note"
        if self.own.has(note):
            yield bl.Text(self.own.say(note), size=self.sizes.label, keep=True)
        yield self.boxes(self.own.say(value) for value in VALUES)

    def child(self, section: BlankSection) -> Iterator[bl.Block]:
        """At most six short things, then a trained person (CH1-CH11)."""
        say = self.own.say
        for name in ("path.lead", "path.presumed"):
            yield bl.Text(say(f"child.{name}"), weight=Weight.BOLD, keep=True)
        yield bl.Gap(4)
        yield self.both("child.asked-before.text", keep=True)
        yield self.boxes([say("answer.yes"), say("answer.no"), say(f"answer.{NOT_ASKED}")])
        yield bl.Text(say("child.asked-before.yes"), size=self.sizes.label)
        for row in self.protocol.tables["child"]["item"]:
            yield bl.Gap(4)
            number = self.protocol.items[row["item"]].number if "item" in row else ""
            yield self.both(f"child.item.{row['id']}", before=number, ruled=True, keep=True)
            if row["kind"] == "closed":
                yield self.answers(self.protocol.items[row["item"]])
            else:
                yield bl.Write("", section.lines)
        yield bl.Gap(4)
        yield self.both("child.wishes.text", ruled=True, keep=True)
        yield bl.Write(say("child.wishes.note"), section.lines + 1)
        yield self.boxes(say(f"child.not-asked.{row['id']}") for row in self.protocol.tables["child"]["not_asked"])
        yield bl.Statement(say("child.path.hand_over"))

    def topics(self, section: BlankSection) -> Iterator[bl.Block]:
        """In the order of the profile; each with its open invitation before its items (IN1)."""
        if not self.one:
            yield bl.Text(self.key(), size=self.sizes.label)
        needs, wishes = self.protocol.topics[0].id, self.protocol.topics[-1].id
        for name in self.wanted.profile.then:
            topic = self.protocol.topic(name)
            items = self.chosen(item for item in topic.items if item.kind == "ask")
            if items or name in (needs, wishes) or not self.wanted.short:
                yield from self.topic(topic, items, section.lines)

    def topic(self, topic: Topic, items: Iterable[Item], lines: int) -> Iterator[bl.Block]:
        name = f"topic.{topic.id}"
        title = f"{topic.number}  {self.own.say(f'{name}.title')}"
        heading = self.beside(title, self.theirs.say(f"{name}.title"), self.sizes.body + 1, Weight.BOLD)
        yield bl.Gap(16)
        yield bl.Beside(heading, ruled=True, keep=True)
        yield bl.Gap(2)
        yield self.both(f"{name}.invitation", keep=True)
        why = self.tell("why", text=self.own.say(f"{name}.why"))
        yield bl.Beside(self.beside(why, self.theirs.say(f"{name}.why"), self.sizes.label), keep=True)
        yield bl.Write(self.tell("words"), lines)
        for at, item in enumerate(items):
            yield from self.item(item, ruled=at > 0)

    def item(self, item: Item, *, ruled: bool) -> Iterator[bl.Block]:
        yield bl.Gap(6)
        yield self.both(f"item.{item.id}.text", before=self.number(item), ruled=ruled, keep=True)
        notes = [self.tell("harm")] if item.harm else []
        if item.condition is not None:
            notes.append(self.tell("unless", items=self.known(item.condition, False)))
        if notes:
            yield self.note(" ".join(notes))
        yield self.answered(item)
        yield from self.places(item)

    def places(self, item: Item) -> Iterator[bl.Block]:
        """Boxes for where harm happened that was affirmed; the officer marks one, nobody is asked."""
        if item.where:
            yield self.boxes((self.own.say(f"where.{place}") for place in Where), label=self.own.say("where.title"))

    def closing(self, section: BlankSection) -> Iterator[bl.Block]:
        closing = self.protocol.tables["closing"]
        for row in closing["line"]:
            yield bl.Gap(4)
            if row["kind"] == "person":
                yield self.both(f"closing.{row['id']}", ruled=True, keep=True)
            else:
                yield bl.Beside((self.plain(self.own.say(f"closing.{row['id']}")),), ruled=True, keep=True)
            yield bl.Write("", section.lines if row["id"] not in ("promise", "thanks") else 0)
        yield self.boxes(
            (self.own.say(f"closing.carry.{row['id']}") for row in closing["carry"]), label=self.tell("carry")
        )
        yield from self.decisions("closing")
        yield bl.Subheading(self.tell("told"))
        for row in closing["information"]:
            yield self.both(f"closing.information.{row['id']}", number=DOTS)

    def observed(self, section: BlankSection) -> Iterator[bl.Block]:
        yield bl.Text(self.tell("observed-lead"), weight=Weight.BOLD)
        for name in self.wanted.profile.then:
            for item in self.chosen(item for item in self.protocol.topic(name).items if item.kind != "ask"):
                yield bl.Gap(5)
                text = self.own.say(f"item.{item.id}.text")
                yield bl.Beside((self.plain(text),), number=self.number(item), ruled=True, keep=True)
                if item.kind == "document":
                    yield self.note(self.tell("document"))
                yield self.answers(item)
                yield from self.places(item)
        yield bl.Write(self.tell("more-seen"), section.lines)

    def view(self, section: BlankSection) -> Iterator[bl.Block]:
        yield bl.Text(self.tell("view-lead"), keep=True)
        yield bl.Checks(tuple(bl.Check(self.own.say(f"view.{name}"), False) for name in VIEWS), columns=1)
        yield self.boxes((self.own.say(f"sureness.{name}") for name in SURENESS), label=self.tell("sure"))
        yield bl.Write(self.tell("reason"), section.lines)
        yield bl.Write(self.tell("typed"), 1)

    # --- pieces

    def chosen(self, items: Iterable[Item]) -> list[Item]:
        """What comes first before the others, each in the order of the edition; nothing else on a short sheet."""
        found = sorted(items, key=lambda item: item.id not in self.first)
        return [item for item in found if item.id in self.first or not self.wanted.short]

    def number(self, item: Item) -> bl.Wording:
        """The item's number, with a dot and in bold where it comes first."""
        if item.id not in self.first or self.wanted.short:
            return item.number
        return (Piece(f"•\u00a0{item.number}", self.own.language, Weight.BOLD),)

    def both(
        self, text_id: str, *, before: bl.Wording = "", ruled: bool = False, keep: bool = False, **fields: str
    ) -> bl.Block:
        """A text in both languages, side by side; once when they are the same."""
        texts = self.beside(self.own.say(text_id, **fields), self.theirs.say(text_id, **fields))
        return bl.Beside(texts, before, ruled, keep)

    def beside(self, own: str, theirs: str, size: float = 0.0, weight: Weight = Weight.REGULAR) -> tuple[bl.Text, ...]:
        """A text for the officer and one for the person; the officer's alone where both speak one language."""
        texts = bl.Text(own, self.own.language, size, weight), bl.Text(theirs, self.theirs.language, size, weight)
        return texts[:1] if self.one else texts

    def plain(self, text: str) -> bl.Text:
        return bl.Text(text, self.own.language)

    def note(self, text: str) -> bl.Block:
        """A small remark under a numbered line."""
        return bl.Beside((bl.Text(text, self.own.language, self.sizes.label),), number="\u00a0", keep=True)

    def boxes(self, texts: Iterable[str], *, label: str = "", indent: bool = True) -> bl.Checks:
        checks = tuple(bl.Check(text, False) for text in texts)
        return bl.Checks((bl.Check(label, None), *checks) if label else checks, 0, indent)

    def answers(self, item: Item) -> bl.Checks:
        names = (*item.allowed, NOT_ASKED)
        return self.boxes(self.own.say(answer_id(item.kind, name)) for name in names)

    def answered(self, item: Item) -> bl.Checks:
        """The answer and how it came: on one row where they fit, otherwise on two."""
        ways = (self.own.say(f"how.short.{way}") for way in self.wanted.layout.ways)
        answer, how = self.answers(item), self.boxes(ways, label=self.tell("how"))
        return bl.Checks((*answer.checks, *how.checks), 0, indent=True)

    def key(self) -> bl.Wording:
        """The answers in both languages, so that the person can follow which box is crossed."""
        told = (
            f"{self.own.say(f'answer.{name}')} = {self.theirs.say(f'answer.{name}')}" for name in (*Answer, NOT_ASKED)
        )
        return self.tell("answers", answers="; ".join(told))

    def lines_beside(self, first: str, second: str) -> bl.Block:
        return bl.Split((bl.Write(first, 1),), (bl.Write(second, 1),), share=0.5)

    def known(self, condition: Condition, value: bool) -> str:
        """When a condition is known to hold, or known not to, in numbers and answers."""
        match condition:
            case Is(item, answer):
                other = Answer.NO if answer is Answer.YES else Answer.YES
                said = self.own.say(f"answer.{answer if value else other}")
                return self.tell("unless-one", number=self.protocol.items[item].number, answer=said)
            case Not(part):
                return self.known(part, not value)
            case All(parts):
                return self.joined(parts, value, "and" if value else "or")
            case Some(parts):
                return self.joined(parts, value, "or" if value else "and")

    def joined(self, parts: Sequence[Condition], value: bool, word: str) -> str:
        told = self.known(parts[0], value)
        for part in parts[1:]:
            told = self.tell(word, one=told, other=self.known(part, value))
        return told

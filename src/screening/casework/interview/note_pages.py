"""Pages of notes beside the questions, as data: what is said to the person, fields, choices, things to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from screening.casework.content.bands import recruited_from
from screening.casework.interview.interview import Interview
from screening.casework.interview.shared_lines import line
from screening.casework.interview.view_models import LineOption, LineView
from screening.casework.view_models import Choice, NumberCard, Pair
from screening.domain.answers import LONGEST_TEXT
from screening.domain.events.catalogue import Event
from screening.domain.events.referral import SheetNoted
from screening.domain.known import fees
from screening.domain.services.directory import Directory
from screening.errors import NotAccepted
from screening.wording.catalogue.languages import country_in
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text

ANSWERS = (("yes", "circle"), ("no", "square"), ("not_known", "triangle"), ("declined", "bar"))
YES_NO = ("yes", "no")
SPOKEN = ("said", "words", "line", "choice")
"""Kinds of rows whose text is said to the person, where it is a text of theirs."""
FIELDS = ("words", "line", "choice", "tick")
"""Kinds of rows that hold something."""
ITEM = "item:"
"""A choice row whose id begins so is recorded as the answer to that item of the edition, not as a note."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One row. ``kind``: heading, said, hear, info, step, numbers, words, line, choice, tick, fold, act or
    link.

    ``options``: id, text and shape of each choice. ``value`` is what is on disk. ``help`` a quiet line below. ``why``
    is why an act rests.
    """

    id: str
    kind: str
    label: Pair
    value: str = ""
    options: tuple[tuple[str, str, str], ...] = ()
    help: str = ""
    main: bool = False
    why: str = ""
    plays: tuple[str, ...] = ()
    """The texts that pressing it plays, one after the other."""
    numbers: tuple[NumberCard, ...] = ()
    """Whom to ring at once."""
    line: LineView | None = None
    """What is said to the person: by itself, before a field, or with the choices of the row."""


@dataclass(frozen=True, slots=True)
class NotesView:
    """``page`` is the name under which the notes are kept."""

    page: str
    title: str
    lead: str
    person_tag: str
    rows: tuple[NoteRow, ...]
    quick: bool = False
    """Whether its first choice has the keyboard at once, as on a page that is passed on the way."""


class OfficerRows:
    """Makes the rows of one page of the officer's. Every method that adds a row returns the maker again."""

    def __init__(self, words: Words, page: str) -> None:
        self.own = words
        self.page = page
        self.made: list[NoteRow] = []

    def add(self, row: NoteRow) -> Self:
        self.made.append(row)
        return self

    def say(self, text_id: str, **fields: str | int) -> str:
        return self.own.say_with(text_id, fields)

    def heading(self, text_id: str, **fields: str | int) -> Self:
        return self.add(NoteRow("", "heading", Pair(self.say(text_id, **fields))))

    def info(self, text: str) -> Self:
        """Add a line to read, worded already."""
        return self.add(NoteRow("", "info", Pair(text)))

    def text(self, text_id: str, **fields: str | int) -> Self:
        """Add a line to read, by the id of its text."""
        return self.info(self.say(text_id, **fields))

    def field(self, name: str, kind: str, text_id: str, value: str = "", *, help: str = "") -> Self:
        """Add a field of a kind, line or words, with what stands in it."""
        return self.add(NoteRow(name, kind, Pair(self.say(text_id)), value, help=help))

    def act(
        self, name: str, text_id: str, /, *, main: bool = False, help: str = "", why: str = "", **fields: str | int
    ) -> Self:
        return self.add(NoteRow(name, "act", Pair(self.say(text_id, **fields)), help=help, main=main, why=why))

    def link(self, place: str, text: str) -> Self:
        """Add a line that leads to another page."""
        return self.add(NoteRow(place, "link", Pair(text)))

    def page_view(self, title: str, lead: str, **fields: str | int) -> NotesView:
        """Return the page with the rows so far; ``fields`` are those of its title."""
        return NotesView(self.page, self.say(title, **fields), self.say(lead), self.own.language, tuple(self.made))


class Rows(OfficerRows):
    """Makes the rows of one page of a case in the officer's and the person's language."""

    def __init__(self, interview: Interview, page: str) -> None:
        super().__init__(interview.words, page)
        self.interview = interview
        self._ids: dict[Pair, str] = {}

    def pair(self, text_id: str, **fields: str | int) -> Pair:
        """Return a text for the person in both languages."""
        made = self.interview.pair(text_id, **fields)
        if not fields:
            self._ids[made] = text_id
        return made

    def known(self, text_id: str, otherwise: str) -> str:
        """Return the text, or a name as it came where this program has no words for it."""
        return self.interview.words.known(text_id, visible_text(otherwise))

    def value(self, name: str) -> str:
        return self.interview.case.sessions.note(self.page, name)

    def fold(self, text_id: str, *, opened: bool = False, count: int = 0) -> Self:
        """Add a heading whose rows are out of sight until it is pressed; ``count`` of them hold something."""
        title = self.say(text_id)
        noted = self.interview.words.say_count("rail.noted", count) if count else ""
        return self.add(NoteRow(text_id, "fold", Pair(title), "open" if opened else "", help=noted))

    def said(self, *text_ids: str) -> Self:
        """Texts to be said to the person, one under the other."""
        for text_id in text_ids:
            self.add(NoteRow("", "said", self.pair(text_id)))
        return self

    def hear(self, *text_ids: str) -> Self:
        """Add a button that plays these to the person, for what they should hear and nobody else say for them."""
        return self.add(NoteRow(f"hear-{text_ids[-1]}", "hear", Pair(self.say("page.notes.hear")), plays=text_ids))

    def step(self, number: str, text_id: str) -> Self:
        """Add a numbered act, read standing."""
        return self.add(NoteRow("", "step", Pair(self.say(text_id)), number))

    def numbers(self, *cards: NumberCard) -> Self:
        """Add the numbers to ring at once."""
        return self.add(NoteRow("", "numbers", Pair(""), numbers=cards))

    def words(self, name: str, label: Pair | str, help: str = "") -> Self:
        """Add a field for what the person says, any script."""
        return self._field(name, "words", label, help)

    def line(self, name: str, label: Pair | str, help: str = "") -> Self:
        return self._field(name, "line", label, help)

    def asked(self, name: str, label: Pair) -> Self:
        """Add a question with the four answers, kept as a note."""
        return self.add(NoteRow(name, "choice", label, self.value(name), self._answers()))

    def item(self, item: str, label: Pair | None = None) -> Self:
        """Add a question that is recorded as an item of the edition."""
        given = self.interview.case.answers.get(item)
        shown = label or self.pair(f"item.{item}.text")
        return self.add(NoteRow(ITEM + item, "choice", shown, given.answer.value if given else "", self._answers()))

    def choice(
        self, name: str, label: Pair | str, keys: Iterable[str], of: str = "answer.", *, value: str = "", help: str = ""
    ) -> Self:
        """Add a choice of the officer's, without a shape. ``of`` is how the text id of each begins."""
        shown = label if isinstance(label, Pair) else Pair(self.say(label))
        made = tuple((key, self.say(f"{of}{key}"), "") for key in keys)
        return self.add(NoteRow(name, "choice", shown, value or self.value(name), made, help=help))

    def choice_of(self, name: str, label: str, options: Iterable[tuple[str, str]]) -> Self:
        """Add a choice of the officer's whose options are worded already, by the value of each."""
        made = tuple((value, text, "") for value, text in options)
        return self.add(NoteRow(name, "choice", Pair(self.say(label)), self.value(name), made))

    def tick(self, name: str, text_id: str) -> Self:
        """Add a line that holds or does not: "yes" on disk, or nothing."""
        return self.add(NoteRow(name, "tick", Pair(self.say(text_id)), self.value(name)))

    def numbers_of(self, names: Iterable[str]) -> Self:
        """Add whom to ring, a line each."""
        for name in names:
            self.info(self.interview.number(name).line)
        return self

    def view(self, title: str, lead: str = "", *, quick: bool = False) -> NotesView:
        closed = self.interview.closed
        kept = [row for row in self.made if row.kind not in FIELDS or not closed(self.page, row.id, row.value)]
        if len(kept) < len(self.made):
            kept.insert(0, NoteRow("", "info", Pair(self.say("page.notes.refused"))))
        return NotesView(
            self.page,
            self.say(title),
            self.say(lead) if lead else "",
            self.interview.theirs.language,
            tuple(kept),
            quick,
        )

    def _field(self, name: str, kind: str, label: Pair | str, help: str) -> Self:
        shown = label if isinstance(label, Pair) else Pair(self.say(label))
        return self.add(NoteRow(name, kind, shown, self.value(name), help=help))

    def _answers(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((key, self.say(f"answer.{key}"), shape) for key, shape in ANSWERS)

    def add(self, row: NoteRow) -> Self:
        text_id = self._ids.get(row.label, "")
        self.made.append(replace(row, line=self._line(row, text_id)) if text_id and row.kind in SPOKEN else row)
        return self

    def _line(self, row: NoteRow, text_id: str) -> LineView:
        answered = {f"answer.{key}" for key, _shape in ANSWERS}
        options = tuple(
            LineOption(key, self.pair(text) if (text := f"answer.{key}") in answered else Pair(told), shape)
            for key, told, shape in row.options
        )
        name, value = f"{self.page}.{row.id or text_id}", row.value if row.options else ""
        return line(self.interview, name, "", text_id, options=options, value=value, note=row.help if options else "")


FROM = frozenset({"work-began", "money"})
"""Topics beside which the page is offered."""


def fee_view(interview: Interview) -> NotesView:
    """Return the links that are written and one more, each open to any question; what they come to stands last."""
    rows, chain = Rows(interview, fees.PAGE), fees.links(interview.case)
    rows.info(rows.say("page.fees.note"))
    rows.line(fees.PLACE, rows.pair("fees.where"), rows.say("page.fees.place-help"))
    rows.choice_of(fees.COUNTRY, "page.fees.country", countries(interview.words))
    written = {link.number for link in chain}
    last = min(max(written, default=0) + 1, fees.MOST)
    for number in range(1, last + 1):
        rows.heading("page.fees.link", n=number)
        for part in fees.QUESTIONS:
            rows.line(fees.field(number, part), rows.pair(f"fees.{part}"))
        rows.line(fees.field(number, fees.LICENCE), "page.fees.licence")
    if chain:
        told = fees.sum_in_words(chain)
        rows.info(rows.say("page.fees.total", sum=told) if told else rows.say("page.fees.no-total"))
    return rows.view("page.fees.title", "page.fees.lead")


def countries(words: Words) -> list[tuple[str, str]]:
    """Return the countries where work may have been arranged, by their codes, as the officer reads them."""
    named = ((code, country_in(code, words.language)) for code in recruited_from() if code != fees.ELSEWHERE)
    return [*sorted(named, key=lambda each: each[1]), (fees.ELSEWHERE, words.say("stats.recruited-other"))]


def note(interview: Interview, sheet: str, field: str, text: str) -> Event | None:
    """Something noted for the papers; None when it stands there already. Raises NotAccepted("text-too-long")."""
    if interview.case.unknown:
        raise NotAccepted("written-by-newer-program")
    if len(text) > LONGEST_TEXT:
        raise NotAccepted("text-too-long", most=LONGEST_TEXT)
    if interview.case.referrals.note(sheet, field) == text:
        return None
    return SheetNoted(sheet, field, text)


def regions(interview: Interview, directory: Directory, chosen: str) -> tuple[Choice, ...]:
    """Return the states of the country, and that none is chosen."""
    say = interview.words.say
    none = Choice("", say("taking.region-unsaid"), not chosen)
    names = (Choice(name, say(f"directory.region.{name}"), name == chosen) for name in directory.regions)
    return (none, *names)

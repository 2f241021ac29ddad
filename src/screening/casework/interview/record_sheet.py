"""The record as one running sheet: the rows that are seen beside the talk, read back, and printed, in the same order.

Every topic has its rows: what the person said, then the signs, each with how it is known and when; a topic of which
nothing is recorded has one row that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.casework.interview import conflicts
from screening.casework.interview.interview import NUMBERS_FIRST, Interview
from screening.casework.view_models import BLANK, LINE, SIGN, TOPIC_ROW, WORDS, SheetRow, SheetView
from screening.documents.forms.facts import spoken
from screening.domain.answers import Answer, Given
from screening.domain.case import topic_order
from screening.domain.case.case import Spoken
from screening.domain.case.places import TOPIC, Place
from screening.domain.case.rules import ACCOUNT, age_band
from screening.domain.case.sessions import OVERRIDES
from screening.domain.events.catalogue import AnswerGiven, Recorded
from screening.domain.events.session import StartOverridden
from screening.domain.known import promises
from screening.domain.protocol.model import Item
from screening.wording.catalogue.languages import format_date, format_time
from screening.wording.catalogue.translations import Words, answer_id, came, mark_id
from screening.wording.script.visible_controls import visible_text

SHORT = 24
"""Letters of a short name at most."""


def sheet_view(interview: Interview) -> SheetView:
    """The whole record, topic by topic (SH3, DM3)."""
    say = interview.words.say
    return SheetView(say("page.said.title"), say("page.said.lead"), tuple(rows(interview)))


def rows(interview: Interview) -> Iterator[SheetRow]:
    """Yield the account, each topic in the order of the talk, what was promised, and how the record began."""
    account = _Sheet(interview)
    yield from account.of(ACCOUNT, interview.words.say("page.listening.title"), Place.LISTENING, ())
    for topic in topic_order.topics(interview.protocol, interview.case):
        items = topic_order.items(interview.protocol, interview.case, topic)
        yield from account.of(topic.id, interview.words.say(f"topic.{topic.id}.title"), TOPIC + topic.id, items)
    yield from account.closing()
    yield from account.beginning()


def short_name(words: Words, item: str, *, child: bool = False) -> str:
    """What a sign is called in one line of at most 24 letters."""
    own, whole = f"short.{item}", mark_id(words, item, child=child)
    if whole == f"item.{item}.mark" and words.has(own):
        return words.say(own)
    told = words.say(whole)
    return told if len(told) <= SHORT else f"{told[: SHORT - 1].rstrip()}…"


class _Sheet:
    """Words the rows of one case."""

    def __init__(self, interview: Interview) -> None:
        self.interview, self.case, self.say = interview, interview.case, interview.words.say
        self.child = age_band(interview.case) != "adult"
        self.dated = len({each.at[:10] for each in self._recorded()}) > 1
        self.signed = len({each.by for each in self._recorded()}) > 1

    def _recorded(self) -> Iterator[Recorded | Spoken]:
        yield from self.case.words
        for heads in self.case.heads.values():
            yield from heads

    def of(self, topic: str, title: str, place: str, items: Iterable[Item]) -> Iterator[SheetRow]:
        """One topic: its heading, the words, the signs; or the one row of a blank one."""
        items = tuple(items)
        sealed = any(self.interview.sealed(item) for item in items)
        found = [self._words(each, place, sealed=sealed) for each in self.case.words if each.topic == topic]
        for item in items:
            found += self._signs(item, f"{place}/{item.id}")
        if found:
            yield SheetRow(TOPIC_ROW, title, place, told=title)
            yield from found
        else:
            offered = self.case.offered.get(topic)
            if offered is None or offered.reason in ("time", "looked_for"):
                note, shape = self.say("form.state.not-asked"), "not_asked"
            elif offered.reason == "unwilling":
                note, shape = self.say("page.said.left-out"), "declined"
            else:
                note, shape = self.say("rail.nothing-noted"), ""
            yield SheetRow(BLANK, title, place, note, f"{title}: {note}", shape=shape)

    def closing(self) -> Iterator[SheetRow]:
        """What was promised to the person, where anything was."""
        made = promises.of(self.case)
        if made:
            title = self.say("page.closing.promised")
            yield SheetRow(TOPIC_ROW, title, Place.CLOSING, told=title)
        for each in made:
            day = format_date(each.by_day, self.interview.words.language) if each.by_day else ""
            yield SheetRow(LINE, each.text, Place.CLOSING, day, ". ".join(part for part in (each.text, day) if part))

    def beginning(self) -> Iterator[SheetRow]:
        """Numbers that the talk began without, and a form that the answers were brought from."""
        for _session, each in self.case.sessions.overridden:
            yield self._overridden(each)
        if (source := self.case.imported) is not None:
            form = " ".join(part for part in (source.server, source.form, source.version) if part)
            told = self.say("page.said.imported", form=form, digest=(source.submission or source.file)[:12])
            yield SheetRow(LINE, told, note=source.started, told=told)

    # --- one row

    def _words(self, each: Spoken, place: str, *, sealed: bool) -> SheetRow:
        """What was said, in the person's script; the lines in another script are its translation."""
        by = conflicts.written_by(self.interview, each.by, each.at)
        if sealed:
            text = self.say("locked.sealed")
            return SheetRow(WORDS, text, place, told=f"{text}. {by}")
        own, beneath, language = self._parted(each.text)
        whose = ""
        if beneath:
            whose = self.say("page.said.interpreted" if self.interview.gate().interpreter else "page.said.translated")
        told = ". ".join(part for part in (own, f"{whose}: {beneath}" if beneath else "", by) if part)
        note = self._when(each.at, each.by) if self.dated or self.signed else ""
        return SheetRow(WORDS, own, place, note, told, language, beneath)

    def _parted(self, text: str) -> tuple[str, str, str]:
        """The lines in the person's script, those in another one, and the language of the first."""
        language = self.interview.theirs.language
        theirs = [line for line in text.splitlines() if spoken(line, language)]
        if not theirs or language == self.interview.words.language:
            return text, "", ""
        others = [line.strip() for line in text.splitlines() if line.strip() and line not in theirs]
        return "\n".join(theirs), "\n".join(others), language

    def _signs(self, item: Item, place: str) -> Iterator[SheetRow]:
        """What stands of one item, and beneath it what an earlier session recorded that is not the answer now."""
        given, heads = self.case.answers.get(item.id), self.case.heads.get(item.id, ())
        if given is None:
            return
        head, sealed = heads[-1], self.interview.sealed(item)
        if item.id in self.case.contested and not sealed:
            short = self.say("page.said.differing", sign=short_name(self.interview.words, item.id, child=self.child))
            whole = self.say("page.said.differing", sign=self.interview.marked(item))
            both = conflicts.versions(self.interview, heads)
            yield SheetRow(SIGN, short, conflicts.PLACE, told=f"{whole}. {both}")
            return
        yield self._sign(item, given, head, place)
        for session, each in self.case.earlier(item.id):
            assert isinstance(each.event, AnswerGiven)
            by_computer = each.digest in self.case.by_computer
            before = Given(each.event.answer, each.event.how, each.event.where, by_computer)
            yield self._sign(item, before, each, place, self.say("page.said.session", n=session))

    def _sign(self, item: Item, given: Given, head: Recorded, place: str, session: str = "") -> SheetRow:
        mark, by = self.interview.marked(item), conflicts.written_by(self.interview, head.by, head.at)
        way = came(self.say, given.way, given.where or "")
        if self.interview.sealed(item):
            return SheetRow(SIGN, mark, place, told=f"{mark}. {by}")
        answer = self.say(answer_id(item.kind, given.answer.value))
        plain = given.answer is Answer.YES and not session
        short = short_name(self.interview.words, item.id, child=self.child)
        note = f"{way}, {self._when(head.at, head.by, day=bool(session))}"
        whole = mark if plain else f"{mark}: {answer}"
        return SheetRow(
            SIGN,
            short if plain else f"{short}: {answer}",
            place,
            note,
            ". ".join(part for part in (whole, session, f"{way} · {by}") if part),
            shape=given.answer.value,
            how=given.how.value,
        )

    def _when(self, at: str, by: str, *, day: bool = False) -> str:
        """The hour; with the day where the record has more than one, and with who wrote it where several did."""
        language = self.interview.words.language
        dated = [format_date(at, language)] if day or self.dated else []
        named = [visible_text(by)] if self.signed else []
        return ", ".join([*named, *dated, format_time(at, language)])

    def _overridden(self, recorded: Recorded) -> SheetRow:
        """That the talk began without numbers, which, and why (GA9)."""
        event = recorded.event
        assert isinstance(event, StartOverridden)
        missing = ", ".join(self.say(f"number.{kind}") for kind in event.kinds if kind in NUMBERS_FIRST)
        why = self.say(f"page.numbers.reason.{event.reason}") if event.reason in OVERRIDES else ""
        time = format_time(recorded.at, self.interview.words.language)
        note = visible_text(" · ".join(part for part in (why, event.line, time) if part))
        text = self.say("page.said.numbers", services=missing)
        return SheetRow(LINE, text, note=note, told=f"{text}. {note}")

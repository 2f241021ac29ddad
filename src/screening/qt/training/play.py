"""One officer alone at a laptop with an invented person: choosing one, the talk, the notes, the guess, the feedback."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtGui import QCloseEvent

from screening import settings
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import How
from screening.domain.practice.acts import PRESSING
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import Layer, TrainingPack
from screening.domain.scenarios.talk import Moment, Talk, do_step, replayed, say
from screening.errors import BadInput
from screening.qt.frame.frame import BarView, RailView
from screening.qt.session.audio import Ear
from screening.qt.training.lessons_page import CurvePage, LessonsPage, ReplayPage
from screening.qt.training.pages import ChoosePage, NotedPage
from screening.qt.training.practice_window import Room
from screening.qt.training.talk_page import AskPage, GuessPage, TalkTurn
from screening.qt.widgets.buttons import Look
from screening.qt.widgets.choices import Option
from screening.sound.computer_voice import can_speak
from screening.training.curve import Result, figures_file, read_results, result_of, written
from screening.training.lessons import Guess, feedback
from screening.training.practice_views import curve_view, lessons_view, to_say
from screening.training.utterances import heard, parts_in
from screening.training.views import Offered, fallback_note, offered, spoken_language, talk_language
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words

SHOWN_TURNS = 4
BEFORE, CLOSING, NOTED, GUESS, FEEDBACK, REPLAY = "before", "closing", "noted", "guess", "feedback", "replay"
CURVE = "curve"


class PlayRoom(Room):
    """Choosing a person, the talk from its first word to its end, the notes, the guess, the feedback, the way back."""

    name = "talk"

    def __init__(self, words: Words, content: Content, pack: TrainingPack, language: str = "") -> None:
        super().__init__(words)
        self.content = content
        self.pack = pack
        self.ear = Ear()
        self.deaf = False
        """Whether there is no sound device, which is found out once."""
        self.language = language or words.language
        self.choosing: ChoosePage | None = None
        self.asking: AskPage | None = None
        self.talk: Talk | None = None
        self.place = ""
        self.said: list[TalkTurn] = []
        """What stands on the page for each moment of the talk, in its order."""
        self.was: TalkTurn | None = None
        """What was said and answered at the moment that a replay went back to."""
        self.noted: dict[str, str] = {}
        self.guess: Guess | None = None
        self.topics = [topic.id for topic in content.protocol.topics]
        self.order = [BEFORE, *self.topics, CLOSING, NOTED, GUESS, FEEDBACK, REPLAY]
        """The places of a talk, in which Next and Back lead."""
        self.results: list[Result] = []
        """The figures of the talks so far: those of the record that the room was opened from, else of this window."""
        self.keep: Callable[[str], None] | None = None
        """Keeps the figures of a talk in that record."""
        self.counted = False
        self.before_replay: Talk | None = None
        """The talk before it last went back to a moment."""
        self.spoken = ""
        """The language of the whole talk in hand; "" before one."""

    def tags(self) -> tuple[str, ...]:
        return (self.words.language, self.spoken or self.language)

    # --- choosing

    def choose(self) -> None:
        """The list of invented people."""
        self.talk = None
        self.place = ""
        words = self.words
        order = sorted(self.pack.scenarios.values(), key=lambda each: (each.child_interviewers, each.difficulty))
        packs = [
            Option(pack.tag, pack.own_name)
            for pack in shown_languages()
            if talk_language(words.within(pack.tag), pack.tag, order[0], self.pack) == pack.tag
        ]
        page = self.choosing = ChoosePage(words, order, packs, self.language, self._note())
        page.opened.connect(self.open)
        page.language_chosen.connect(lambda tag: self._speak(page, tag))
        rail = RailView(words.say("play.title"), (), current="", compact_title=words.say("play.title"))
        buttons = (self.button(CURVE, "curve.title"), self.button("next", "play.begin", Look.MAIN))
        bar = BarView(note=self._kept(), buttons=buttons)
        self.show_page(page, where=words.say("play.title"), rail=rail, bar=bar)

    def _kept(self) -> str:
        return self.words.say("play.nothing-kept" if self.keep is None else "curve.kept")

    def show_curve(self) -> None:
        """The learning curve, from the list of people."""
        self.talk, self.place, words = None, CURVE, self.words
        view = curve_view(words, self.results, self.pack, datetime.date.today())
        page = CurvePage(words, view, figures_file(self.results))
        rail = RailView(words.say("play.title"), (), current="", compact_title=words.say("curve.title"))
        bar = BarView(note=self._kept(), buttons=(self.button("back", "shell.back"),))
        self.show_page(page, where=words.say("play.title"), rail=rail, bar=bar)

    def show_results(self, kept: tuple[str, ...]) -> None:
        """Take over the figures of a record."""
        self.results = list(read_results(kept))

    def _speak(self, page: ChoosePage, tag: str) -> None:
        self.language = tag
        page.show_note(self._note())

    def _note(self) -> str:
        first = next(iter(self.pack.scenarios.values()))
        return fallback_note(self.words, self.language, first, self.pack)

    def open(self, name: str) -> None:
        """Begin a talk with a person. LookupError for one that is not there."""
        self.talk = Talk(self.pack.scenarios[name], self.pack)
        self.said, self.noted, self.guess, self.was = [], {}, None, None
        self.spoken = talk_language(self.words, self.language, self.talk.scenario, self.pack)
        self.counted, self.before_replay = False, None
        self.go(BEFORE)

    # --- pages

    def go(self, place: str) -> None:
        """Show a place of the talk in hand."""
        if self.talk is None:
            return
        self.ear.stop()
        self.place = place
        if place == NOTED:
            self._noted(self.talk)
        elif place == GUESS:
            self._guess()
        elif place == FEEDBACK:
            self._feedback(self.talk)
        elif place == REPLAY:
            self._replay(self.talk)
        else:
            self._talk(self.talk, place)

    def _talk(self, talk: Talk, place: str) -> None:
        """The talk itself: before the first question, on a topic, or at its end."""
        words = self.words
        here = [said for said, moment in zip(self.said, talk.moments, strict=True) if moment.move.topic == place]
        title = words.say(f"topic.{place}.title" if place in self.topics else f"play.{place}")
        lead = words.say("play.topic-lead" if place in self.topics else f"play.{place}-lead")
        steps = to_say(words, talk, place)
        page = self.asking = AskPage(
            words, title, lead, self._opening(talk, place), here[-SHOWN_TURNS:], self._offered(place), steps,
            can_speak=self.can_hear(self.spoken),
        )  # fmt: skip
        page.asked.connect(lambda text, tag: self.ask(text, tag or self.spoken))
        page.done.connect(self.do)
        page.hear_pressed.connect(self.hear)
        bars = {
            BEFORE: (self.button("other", "play.other"), self.button("next", "play.to-talk", Look.MAIN)),
            CLOSING: (self.button("back", "shell.back"), self.button("next", "play.to-noted", Look.MAIN)),
        }
        topic = (
            self.button("back", "shell.back"),
            self.button("next", "play.next-topic"),
            self.button("end", "play.end", Look.MAIN),
        )
        self._show(page, BarView(buttons=bars.get(place, topic)))

    def _opening(self, talk: Talk, place: str) -> list[str]:
        if self.was is not None:
            told = " ".join(text for text, _tag in self.was.answers)
            return [self.words.say("moment.was", said=self.was.question, told=told)]
        if place != BEFORE:
            return []
        seen = [fact for fact in talk.scenario.facts if fact.how is not How.TOLD and fact.layer is Layer.AT_ONCE]
        card = f"scenario.{talk.scenario.id}"
        note = fallback_note(self.words, self.language, talk.scenario, self.pack)
        return [
            self.words.say(f"{card}.opening"),
            *filter(None, (note,)),
            *(self._line(f"{card}.fact.{each.id}")[0] for each in seen),
        ]

    def _offered(self, place: str) -> Sequence[Offered]:
        found = next((each for each in self.content.protocol.topics if each.id == place), None)
        if found is None:
            return ()
        items = tuple(item.id for item in found.items if item.kind == "ask")
        return offered(self.words, self.spoken, place, items, self.pack.lists["follow"])

    def _noted(self, talk: Talk) -> None:
        items = sorted(talk.scenario.key_items(), key=list(self.content.protocol.items).index)
        page = NotedPage(self.words, self.words.say("play.noted"), items, self.noted)
        page.noted.connect(self.noted.__setitem__)
        bar = BarView(buttons=(self.button("back", "shell.back"), self.button("next", "play.to-guess", Look.MAIN)))
        self._show(page, bar)

    def _guess(self) -> None:
        words = self.words
        page = GuessPage(words, words.say("guess.title"), words.say("guess.lead"), self.guess)
        page.guessed.connect(self._guessed)
        bar = BarView(buttons=(self.button("back", "shell.back"), self.button("next", "play.to-feedback", Look.MAIN)))
        self._show(page, bar)

    def _guessed(self, label: str, sure: int) -> None:
        self.guess = Guess(label, sure)

    def _feedback(self, talk: Talk) -> None:
        told = feedback(talk, self.noted, self.guess)
        if not self.counted and talk.moments:
            self._count(result_of(talk, told, datetime.date.today()))
        view = lessons_view(self.words, talk, told, *self._instead(talk), self.before_replay)
        page = LessonsPage(self.words, view)
        page.again_from.connect(self.again_from)
        buttons = (
            self.button("replay", "moment.replay"),
            self.button("again", "play.again"),
            self.button("next", "play.other", Look.MAIN),
        )
        self._show(page, BarView(note=self._kept(), buttons=buttons))

    def _count(self, result: Result) -> None:
        """A talk counts once, as it was at its first feedback: what is said anew afterwards is for learning."""
        self.counted = True
        self.results.append(result)
        if self.keep is not None:
            self.keep(written(result))

    def _instead(self, talk: Talk) -> tuple[str, str]:
        """The first utterance that pressed, and an open question about what it asked, on whatever page it was said."""
        words = self.words.within(self.spoken)
        for moment in talk.moments:
            act = next((act for act in moment.move.acts if act.kind in PRESSING), None)
            topic = act.topic if act is not None and act.topic else moment.topic
            if act is not None and topic in self.topics:
                instead = words.say(f"topic.{topic}.invitation")  # it plants nothing, as the mark of an item would
                return self.words.say("feedback.quoted", text=act.text), self.words.say("feedback.quoted", text=instead)
        return "", ""

    def _replay(self, talk: Talk) -> None:
        moves = [(each.question, " ".join(text for text, _ in each.answers)) for each in self.said]
        page = ReplayPage(self.words, moves)
        page.again_from.connect(self.again_from)
        bar = BarView(buttons=(self.button("back", "shell.back"),))
        self._show(page, bar)

    def _show(self, page: AskPage | NotedPage | GuessPage | LessonsPage | ReplayPage, bar: BarView) -> None:
        assert self.talk is not None
        words = self.words
        asked = {moment.topic for moment in self.talk.moments}
        rows = [self.row(topic, words.say(f"topic.{topic}.title"), done=topic in asked) for topic in self.topics]
        foot = (
            self.row(BEFORE, words.say("play.before"), done=bool(self.talk.before)),
            self.row(CLOSING, words.say("play.closing")),
            self.row(NOTED, words.say("play.noted"), done=bool(self.noted)),
            self.row(GUESS, words.say("guess.title"), done=self.guess is not None),
        )
        person = words.say(f"scenario.{self.talk.scenario.id}.title")
        rail = self.rail(person, rows, foot, words.say("feedback.title"))
        self.show_page(page, where=words.say("play.title"), rail=rail, bar=bar)

    # --- acts

    def ask(self, text: str, language: str) -> None:
        """Something said, picked or typed: what it was, what it did, and what the person says."""
        assert self.talk is not None
        refused = self.words.say("play.not-understood")
        try:
            acts = heard(self.words, self.content.protocol, self.talk, self._topic(), text, language)
        except BadInput as trouble:
            acts, refused = (), sentence(self.words, trouble)
        if acts:
            self._said(say(self.talk, acts, self.place, parts_in(text, self.pack)), text, language)
        elif self.asking is not None and self.asking is self.shell.page():
            self.asking.refuse(refused)

    def do(self, step: str) -> None:
        """A part of the way of talking, said or done here."""
        assert self.talk is not None
        self._said(do_step(self.talk, step, self.place), self.words.say(f"play.step.{step}"), "")

    def _topic(self) -> str:
        """The topic in hand: what was talked about last on this page, else that of the page."""
        last = self.talk.moments[-1] if self.talk is not None and self.talk.moments else None
        if last is not None and last.move.topic == self.place and last.topic in self.topics:
            return last.topic
        return self.place if self.place in self.topics else self.topics[0]

    def _said(self, talk: Talk, text: str, language: str) -> None:
        """Put the last moment of the talk on the page, and say it."""
        self.talk, moment = talk, talk.moments[-1]
        kinds = dict.fromkeys(self.words.say(f"act.{act.kind}") for act in moment.move.acts)
        answers = tuple(self._line(text_id) for text_id in moment.reply.said)
        why = " ".join(dict.fromkeys(self.words.say(f"training.rule.{rule}") for rule in moment.rules if rule))
        kind = ", ".join(kinds) or self.words.say("play.done")
        self.said.append(TalkTurn(text, language or self.words.language, kind, why, answers))
        self.was = None
        self.go(self.place)
        self.announce(" ".join([f"{kind}: {why}" if kind and why else kind or why, *(line for line, _ in answers)]))
        if answers:
            self.hear(" ".join(line for line, _ in answers), answers[0][1])

    def can_hear(self, language: str) -> bool:
        """Whether a computer's voice can say a line in that language: no button promises silence."""
        return not self.deaf and can_speak(language)

    def hear(self, line: str, language: str) -> None:
        """Say a line in place of the one before; nothing where there is no voice or no device (decision 0015)."""
        if self.can_hear(language):
            try:
                self.ear.play([self.ear.spoken(language, line)])
            except BadInput:
                self.deaf = True

    def again_from(self, number: int) -> None:
        """Go back to a move: the person is as they were before it, and what follows is yours to say anew."""
        assert self.talk is not None
        moment: Moment = self.talk.moments[number]
        self.was = self.said[number]
        self.before_replay = self.talk
        self.talk, self.said = replayed(self.talk, number), self.said[:number]
        self.go(moment.move.topic or BEFORE)

    def _line(self, text_id: str) -> tuple[str, str]:
        """A line of the person in the language of the talk where there is one, and which language that is."""
        tag = spoken_language(self.words, self.spoken, text_id)
        return self.words.within(tag).say(text_id), tag

    def cover_up(self) -> None:
        self.ear.hush()
        super().cover_up()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.ear.close()
        super().closeEvent(event)

    # --- the way

    def next(self) -> None:
        if self.place == CURVE:
            self.choose()
        elif self.talk is None:
            if self.choosing is not None and self.choosing.table.current:
                self.open(self.choosing.table.current)
        elif self.place == FEEDBACK:
            self.choose()
        elif self.place != REPLAY:
            self.go(self.order[self.order.index(self.place) + 1])

    def back(self) -> None:
        if self.place == CURVE:
            self.choose()
        elif self.talk is not None:
            if at := self.order.index(self.place):
                self.go(self.order[at - 1])
            else:
                self.choose()

    def bar(self, name: str) -> None:
        if name == "end":
            self.go(CLOSING)
        elif name == REPLAY:
            self.go(REPLAY)
        elif name == CURVE:
            self.show_curve()
        elif name == "again" and self.talk is not None:
            self.open(self.talk.scenario.id)
        elif name == "other":
            self.choose()


def play_room(words: Words, *, language: str = "") -> PlayRoom:
    """The room with the published content. Raises BadInput when the invented cases are not sound."""
    content = open_content(here=words.installation)
    pack = open_training(settings.indicators_root(), content.protocol)
    return PlayRoom(words, content, pack, language)

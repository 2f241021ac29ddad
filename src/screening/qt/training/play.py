"""One officer alone at a laptop with an invented person, how they come in, and the voice that reads the lines.

Nothing of it is kept: closing the window is the end of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from screening import settings
from screening.casework.content.edition import Content, open_content
from screening.domain.answers import How
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import PRESSING_KINDS, Fact, Kind, Layer, Scenario, TrainingPack
from screening.errors import BadInput, ScreeningError
from screening.qt.frame.frame import BarView, RailRow, RailView
from screening.qt.platform.crash_handler import catch
from screening.qt.platform.hardening import NAME
from screening.qt.style.theme import Theme, wear
from screening.qt.text.screen_reader import use_roles
from screening.qt.training.pages import AskPage, ChoosePage, FeedbackPage, NotedPage, PersonRow, Said, StepsPage
from screening.qt.training.practice_window import Room
from screening.qt.widgets.buttons import Look
from screening.qt.widgets.choices import Option
from screening.settings import OWN, Installation
from screening.sound.computer_voice import Speaker, can_speak
from screening.sound.player import Player
from screening.training import views
from screening.training.question_match import about
from screening.training.talk import Talk, ask, do_step, feedback, undo_step
from screening.training.views import (
    because,
    fallback_note,
    offered,
    own_feedback,
    spoken_language,
    talk_language,
)
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import languages, officer_languages, shown_languages
from screening.wording.catalogue.translations import Words


class Voice(Protocol):
    """Speaks a line in a language. ``speaks`` says beforehand whether it can, so that no button promises silence."""

    def speaks(self, language: str) -> bool: ...

    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...

    def close(self) -> None: ...


class Silent:
    """No sound: the lines are read."""

    def speaks(self, language: str) -> bool:
        return False

    def say(self, text: str, language: str) -> None:
        """Nothing."""

    def hush(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class PracticeVoice:
    """The synthetic voice (docs/decisions/0015-sound.md). A machine without a sound device is found out once."""

    def __init__(self, player: Callable[[], Player] = Player) -> None:
        self._make_player = player
        self._player: Player | None = None
        self._speaker: Speaker | None = None
        self._deaf = False

    def speaks(self, language: str) -> bool:
        return not self._deaf and can_speak(language)

    def say(self, text: str, language: str) -> None:
        """Say a line in place of the one before. Says nothing where there is no device or no voice."""
        if not self.speaks(language):
            return
        if self._player is None:
            try:
                self._player = self._make_player()
            except BadInput:
                self._deaf = True
                return
        if self._speaker is None:
            self._speaker = Speaker()
        sound = self._speaker.say(language, text)
        if sound is not None:
            self._player.play([sound])

    def hush(self) -> None:
        if self._player is not None:
            self._player.stop()

    def close(self) -> None:
        self.hush()
        if self._player is not None:
            self._player.close()
            self._player = None
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None


SHOWN_TURNS = 4
BEFORE, CLOSING, NOTED, FEEDBACK = "before", "closing", "noted", "feedback"


class PlayRoom(Room):
    """Choosing a person, the steps before, the topics, the end, the notes, the feedback."""

    name = "talk"

    def __init__(
        self, words: Words, content: Content, pack: TrainingPack, *, voice: Voice | None = None, language: str = ""
    ) -> None:
        super().__init__(words)
        self.content = content
        self.pack = pack
        self.voice: Voice = voice or Silent()
        self.language = language or words.language
        self.choosing: ChoosePage | None = None
        self.asking: AskPage | None = None
        self.talk: Talk | None = None
        self.place = ""
        self.said: list[tuple[str, Said]] = []
        self.noted: dict[str, str] = {}
        self.pressed = ("", "")
        self.waiting: tuple[str, str] = ("", "")
        self.topics = [topic.id for topic in content.protocol.topics]

    def tags(self) -> tuple[str, ...]:
        return (self.words.language, self.language)

    # --- choosing

    def choose(self) -> None:
        """The list of invented people."""
        self.talk = None
        self.place = ""
        words = self.words
        page = self.choosing = ChoosePage(words)
        people = []
        for scenario in sorted(self.pack.scenarios.values(), key=lambda each: each.child_interviewers):
            note = words.say("play.child-only") if scenario.child_interviewers else ""
            title, opening = (words.say(f"scenario.{scenario.id}.{name}") for name in ("title", "opening"))
            people.append(PersonRow(scenario.id, title, opening, note))
        packs = [Option(pack.tag, pack.own_name) for pack in shown_languages()]
        page.show_people(people, packs, self.language, self._note())
        page.opened.connect(self.open)
        page.language_chosen.connect(lambda tag: self._speak(page, tag))
        rail = RailView(words.say("play.title"), (), current="", compact_title=words.say("play.title"))
        bar = BarView(note=words.say("play.nothing-kept"), buttons=(self.button("next", "play.begin", Look.MAIN),))
        self.show_page(page, where=words.say("play.title"), rail=rail, bar=bar)

    def _speak(self, page: ChoosePage, tag: str) -> None:
        self.language = tag
        page.show_note(self._note())

    def _note(self) -> str:
        first = next(iter(self.pack.scenarios.values()))
        return fallback_note(self.words, self.language, first)

    def open(self, name: str) -> None:
        """Begin a talk with a person. LookupError for one that is not there."""
        self.talk = Talk(self.pack.scenarios[name])
        self.said, self.noted, self.pressed = [], {}, ("", "")
        self.go(BEFORE)

    # --- pages

    def go(self, place: str) -> None:
        """Show a place of the talk in hand."""
        if self.talk is None:
            return
        self.voice.hush()
        self.place = place
        if place in (BEFORE, CLOSING):
            self._steps(self.talk, place)
        elif place == NOTED:
            self._noted(self.talk)
        elif place == FEEDBACK:
            self._feedback(self.talk)
        else:
            self._topic(self.talk, place)

    def _steps(self, talk: Talk, place: str) -> None:
        words, page = self.words, StepsPage(self.words)
        scenario = talk.scenario
        if place == BEFORE:
            seen = [self._line(f"scenario.{scenario.id}.fact.{fact.id}")[0] for fact in self._seen(scenario)]
            opening = words.say(f"scenario.{scenario.id}.opening")
            title, lead = words.say("play.before"), words.say("play.before-lead")
            page.show_steps(title, lead, opening, seen, views.steps(words, talk.steps, views.BEFORE))
            bar = (self.button("other", "play.other"), self.button("next", "play.to-talk", Look.MAIN))
        else:
            steps = views.steps(words, talk.steps, views.AFTER)
            page.show_steps(words.say("play.closing"), words.say("play.closing-lead"), "", (), steps)
            bar = (self.button("back", "shell.back"), self.button("next", "play.to-noted", Look.MAIN))
        page.ticked.connect(self._tick)
        self._show(page, BarView(buttons=bar))

    @staticmethod
    def _seen(scenario: Scenario) -> list[Fact]:
        return [fact for fact in scenario.facts if fact.how is not How.TOLD and fact.layer is Layer.AT_ONCE]

    def _topic(self, talk: Talk, topic: str) -> None:
        words = self.words
        page = self.asking = AskPage(
            words, can_speak=self.voice.speaks(talk_language(words, self.language, talk.scenario))
        )
        turns = [turn for place, turn in self.said if place == topic][-SHOWN_TURNS:]
        found = next(each for each in self.content.protocol.topics if each.id == topic)
        items = tuple(item.id for item in found.items if item.kind == "ask")
        questions = offered(words, self.language, topic, items, self.pack.lists["follow"])
        steps = views.steps(words, talk.steps, views.DURING)
        page.show_topic(words.say(f"topic.{topic}.title"), words.say("play.topic-lead"), turns, questions, steps)
        page.asked.connect(lambda text, tag: self.ask(text, tag or self.language))
        page.kind_told.connect(lambda kind: self._asked(*self.waiting, Kind(kind), words.say("asked.by-you")))
        page.ticked.connect(self._tick)
        page.hear_pressed.connect(self.voice.say)
        buttons = (
            self.button("back", "shell.back"),
            self.button("next", "play.next-topic"),
            self.button("end", "play.end", Look.MAIN),
        )
        self._show(page, BarView(buttons=buttons))

    def _noted(self, talk: Talk) -> None:
        page = NotedPage(self.words)
        items = sorted(talk.scenario.key_items(), key=list(self.content.protocol.items).index)
        page.show_items([(item, self.words.say(f"item.{item}.mark")) for item in items], self.noted)
        page.noted.connect(self.noted.__setitem__)
        bar = BarView(buttons=(self.button("back", "shell.back"), self.button("next", "play.to-feedback", Look.MAIN)))
        self._show(page, bar)

    def _feedback(self, talk: Talk) -> None:
        page = FeedbackPage(self.words)
        page.show_view(own_feedback(self.words, talk, feedback(talk, self.noted), *self.pressed))
        buttons = (self.button("again", "play.again"), self.button("next", "play.other", Look.MAIN))
        self._show(page, BarView(note=self.words.say("play.nothing-kept"), buttons=buttons))

    def _show(self, page: StepsPage | AskPage | NotedPage | FeedbackPage, bar: BarView) -> None:
        assert self.talk is not None
        words = self.words
        asked = {turn.topic for turn in self.talk.turns}
        rows = [self._row(topic, words.say(f"topic.{topic}.title"), done=topic in asked) for topic in self.topics]
        foot = (
            self._row(BEFORE, words.say("play.before"), done=bool(self.talk.before)),
            self._row(CLOSING, words.say("play.closing"), done=False),
            self._row(NOTED, words.say("play.noted"), done=bool(self.noted)),
        )
        title = next((row.title for row in (*rows, *foot) if row.id == self.place), words.say("feedback.title"))
        rail = RailView(
            words.say(f"scenario.{self.talk.scenario.id}.title"), tuple(rows), foot, self.place, compact_title=title
        )
        self.show_page(page, where=words.say("play.title"), rail=rail, bar=bar)

    def _row(self, name: str, title: str, *, done: bool) -> RailRow:
        if name == self.place:
            return RailRow(name, title, "arrow", True)
        return RailRow(name, title, "circle" if done else "ring", done)

    # --- acts

    def ask(self, text: str, language: str) -> None:
        """A question, picked or typed: its kind, why it is of that kind, and what the person says."""
        kind, why = because(self.words, text, language)
        if kind is None:
            if self.asking is not None and self.asking is self.shell.page():
                self.waiting = (text, language)
                if why == self.words.say("asked.language"):
                    self.asking.ask_kind(why)
                else:
                    self.asking.refuse(why)
            return
        self._asked(text, language, kind, why)

    def _asked(self, text: str, language: str, kind: Kind, why: str) -> None:
        assert self.talk is not None
        topic, protocol = self.place, self.content.protocol
        general = tuple(f"training.follow.{each}" for each in self.pack.lists["follow"])
        asked = about(self.words, protocol, self.talk.scenario, topic, text, language, general)
        self.talk = ask(self.talk, self.pack, asked, kind)
        turn = self.talk.turns[-1]
        answers = tuple(self._line(text_id) for text_id in turn.said)
        self.said.append((topic, Said(text, language, self.words.say(f"kind.{kind}"), why, answers)))
        if kind in PRESSING_KINDS and not self.pressed[0]:
            instead = self.words.within(self.language).say(f"topic.{topic}.invitation")
            self.pressed = (
                self.words.say("feedback.quoted", text=text),
                self.words.say("feedback.quoted", text=instead),
            )
        self.go(topic)
        spoken = [self.words.say(f"kind.{kind}"), why, *(line for line, _ in answers)]
        self.announce(" ".join(spoken))
        self.voice.say(" ".join(line for line, _ in answers), answers[0][1])

    def _line(self, text_id: str) -> tuple[str, str]:
        """A line of the person in the language of the talk where there is one, and which language that is."""
        tag = spoken_language(self.words, self.language, text_id)
        return self.words.within(tag).say(text_id), tag

    def _tick(self, step: str, on: bool) -> None:
        assert self.talk is not None
        self.talk = do_step(self.talk, step) if on else undo_step(self.talk, step)

    def cover_up(self) -> None:
        self.voice.hush()
        super().cover_up()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.voice.close()
        super().closeEvent(event)

    # --- the way

    def next(self) -> None:
        if self.talk is None:
            if self.choosing is not None and self.choosing.table.current:
                self.open(self.choosing.table.current)
        elif self.place == FEEDBACK:
            self.choose()
        else:
            order = [BEFORE, *self.topics, CLOSING, NOTED, FEEDBACK]
            self.go(order[order.index(self.place) + 1])

    def back(self) -> None:
        if self.talk is not None:
            order = [BEFORE, *self.topics, CLOSING, NOTED, FEEDBACK]
            at = order.index(self.place)
            if at:
                self.go(order[at - 1])
            else:
                self.choose()

    def bar(self, name: str) -> None:
        if name == "end":
            self.go(CLOSING)
        elif name == "again" and self.talk is not None:
            self.open(self.talk.scenario.id)
        elif name == "other":
            self.choose()

    def rail(self, name: str) -> None:
        self.go(name)


def play_room(words: Words, *, language: str = "") -> PlayRoom:
    """The room with the published content. Raises BadInput when the invented cases are not sound."""
    content = open_content(here=words.installation)
    pack = open_training(settings.indicators_root(), content.protocol)
    return PlayRoom(words, content, pack, voice=PracticeVoice(), language=language)


def wanted(arguments: list[str]) -> tuple[str, str]:
    """The person and the language in ``[PERSON] [--language TAG]``; "" where none is named.

    Raises BadInput("try-not-understood"), ("no-such-language").
    """
    rest = list(arguments)
    language = ""
    if "--language" in rest:
        at = rest.index("--language")
        if at + 1 >= len(rest):
            raise BadInput("try-not-understood")
        language = rest[at + 1]
        del rest[at : at + 2]
        if language not in {pack.tag for pack in languages()}:
            raise BadInput(
                "no-such-language", language=_short(language), known=", ".join(pack.tag for pack in languages())
            )
    if len(rest) > 1 or any(each.startswith("-") for each in rest):
        raise BadInput("try-not-understood")
    return (rest[0] if rest else ""), language


def run_play(arguments: list[str], here: Installation = OWN) -> int:
    """``screening try [PERSON] [--language TAG]``: a practice talk, until the window closes. Returns the exit code."""
    try:
        person, language = wanted(arguments)
        tag = language if language in {pack.tag for pack in officer_languages()} else "en"
        people = open_training(settings.indicators_root(), open_content(here=here).protocol).scenarios
        if person and person not in people:
            raise BadInput("no-such-person", person=_short(person), known=", ".join(people))
    except ScreeningError as trouble:
        sys.stderr.write(f"{sentence(Words('en'), trouble)}\n")
        return 2
    application = QApplication([NAME])
    application.setApplicationName("Workplace notes")
    wear(Theme())
    room = play_room(Words(tag, here), language=language)
    catch()
    use_roles()
    room.show()
    if person:
        room.open(person)
    else:
        room.choose()
    return application.exec()


def play_beside(window: QWidget, words: Words) -> PlayRoom:
    """A practice talk in place of ``window``, which comes back when the talk is closed."""
    room = play_room(words)
    room.closed.connect(window.show)
    room.resize(window.size())
    room.show()
    room.choose()
    window.hide()
    return room


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])

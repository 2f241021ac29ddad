"""The printed class kit: role cards, observer sheets, quiz, debrief, certificates left blank. Every page is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.domain.answers import How
from screening.domain.scenarios.model import FORMS, Fact, Layer, QuestionKind, QuizAnswer, Scenario, TrainingPack
from screening.domain.scenarios.talk import STEPS
from screening.errors import BadInput
from screening.store.folder import safe_paths
from screening.training.class_views import ANSWERS
from screening.training.classroom import TableResult
from screening.training.lessons import PROCESS
from screening.training.practice_views import guesses, label_name
from screening.training.trainer_class import write_to
from screening.training.views import spoken_language, steps
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

TRAINER_FOLDER = "trainer"
"""Where the trainer's papers go: apart from what the tables read."""
CERTIFICATE_LINES = ("course", "place", "trainer")


@dataclass(frozen=True, slots=True)
class KitPaper:
    """One paper of the kit. ``name`` is the file's, and says nothing of a person."""

    name: str
    data: bytes
    trainer: bool = False
    """Whether it holds what the tables are not to see: notes, and keys to the quiz and the drill."""


def make_kit(words: Words, pack: TrainingPack, scenarios: Sequence[str], *, spoken: str = "") -> tuple[KitPaper, ...]:
    """Return every paper of a class with these scenarios. Raises BadInput("no-such-person") for one that is not there.

    ``spoken`` is the language of the talks where it is not that of the papers: role cards then give what is told in
    both.
    """
    for name in scenarios:
        if name not in pack.scenarios:
            raise BadInput("no-such-person", person=name[:40], known=", ".join(pack.scenarios))
    kit = Kit(words, pack, spoken or words.language)
    papers = []
    for name in scenarios:
        scenario = pack.scenarios[name]
        papers += [
            kit.paper(f"role-card-{name}", kit.role_card(scenario)),
            kit.paper(f"trainer-notes-{name}", kit.trainer_notes(scenario), trainer=True),
            kit.paper(f"observer-sheet-{name}", kit.observer_sheet(scenario)),
        ]
    papers += [
        *(kit.paper(f"quiz-{form}", kit.quiz(form, key=False)) for form in FORMS),
        *(kit.paper(f"quiz-{form}-key", kit.quiz(form, key=True), trainer=True) for form in FORMS),
        kit.paper("script", kit.script(), trainer=True),
        kit.paper("interpreter-card", kit.interpreter_card(), trainer=True),
        kit.paper("drill", kit.drill(), trainer=True),
        kit.paper("debrief", kit.debrief(), trainer=True),
        kit.paper("trauma", kit.trauma()),
        kit.paper("certificate", kit.certificate()),
    ]
    return tuple(papers)


def class_language(tag: str) -> str:
    """Return the language of a class, one that officers have every text in. Raises BadInput("class-language")."""
    known = [pack.tag for pack in officer_languages()]
    if tag not in known:
        raise BadInput("class-language", language=tag[:20], known=", ".join(known))
    return tag


def write_kit(folder: Path, papers: Sequence[KitPaper]) -> tuple[Path, ...]:
    """Write the papers as files, the trainer's into a folder of their own in it.

    Raises BadInput("class-no-folder"), ("not-written").
    """
    return tuple(_written(folder, paper) for paper in papers)


def _written(folder: Path, paper: KitPaper) -> Path:
    if paper.trainer and folder.is_dir():
        folder = safe_paths.made_folder(folder / TRAINER_FOLDER)
    return write_to(folder, f"{paper.name}.pdf", paper.data)


class Kit:
    """Papers in one frame: the mark on top and below, the page of how many."""

    def __init__(self, words: Words, pack: TrainingPack, spoken: str) -> None:
        self.words, self.pack, self.spoken = words, pack, spoken
        self.say = words.say
        self.sizes = paper_sizes()

    def paper(self, name: str, blocks: Iterator[bl.Block], *, trainer: bool = False) -> KitPaper:
        title = self.say("kit.title")
        data = sheet(tuple(blocks), title=title, language=self.words.language, head=self._head, foot=self._foot)
        return KitPaper(name, data, trainer)

    def _head(self, page: int, pages: int) -> Sequence[bl.Block]:
        return (self._mark(), bl.Gap(8))

    def _foot(self, page: int, pages: int) -> Sequence[bl.Block]:
        told = bl.Text(f"{self.say('kit.title')} {page}/{pages}", size=self.sizes.label, side=bl.Side.START)
        return (bl.Rule(), told, self._mark())

    def _mark(self) -> bl.Text:
        mark = self.say("shell.practice")
        return bl.Text(mark, size=self.sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE)

    def _title(self, text: str, below: str = "") -> Iterator[bl.Block]:
        yield bl.Text(text, size=self.sizes.heading, weight=Weight.BOLD)
        if below:
            yield bl.Text(below, size=self.sizes.label)
        yield bl.Gap(3)
        yield bl.Rule(strong=True)

    def _heading(self, text_id: str) -> bl.Heading:
        return self._heading_of(self.say(text_id))

    def _heading_of(self, text: str) -> bl.Heading:
        return bl.Heading(text, bookmark=text, size=self.sizes.body + 1, ruled=True)

    def _list(self, name: str) -> bl.Lines:
        return bl.Lines("", tuple(bl.Line(self.say(f"training.{name}.{each}")) for each in self.pack.lists[name]))

    def role_card(self, scenario: Scenario) -> Iterator[bl.Block]:
        """Yield what the player holds: who they are, and three layers of what they tell."""
        stem = f"scenario.{scenario.id}"
        only = self.say("play.child-only") if scenario.child_interviewers else ""
        yield from self._title(f"{self.say('kit.role-card')}: {self.say(f'{stem}.title')}", only)
        yield bl.Text(self.say(f"{stem}.player"))
        yield bl.Gap(6)
        yield bl.Statement(self.say(f"{stem}.opening"), Weight.REGULAR)
        for layer in Layer:
            yield self._heading(f"kit.layer.{int(layer)}")
            yield from (self._fact(stem, fact) for fact in scenario.facts if fact.layer is layer)
        yield self._heading("kit.player-rules")
        yield self._list("player")

    def _fact(self, stem: str, fact: Fact) -> bl.Lines:
        """Return what is told, in the language of the talk, with the player's own words below; or what is only seen."""
        text_id = f"{stem}.fact.{fact.id}"
        if fact.how is not How.TOLD:
            return bl.Lines("", (bl.Line(self.say(text_id), self.say("kit.seen")),))
        tag = spoken_language(self.words, self.spoken, text_id)
        told = bl.Line(self.words.within(tag).say(text_id), self.say(f"topic.{fact.topic}.title"), language=tag)
        return bl.Lines("", (told,) if tag == self.words.language else (told, bl.Line(self.say(text_id))))

    def trainer_notes(self, scenario: Scenario) -> Iterator[bl.Block]:
        """Yield the key: what it is, what can be found in a first talk, what is not present, and what to watch for."""
        stem = f"scenario.{scenario.id}"
        yield from self._title(
            f"{self.say('kit.trainer-notes')}: {self.say(f'{stem}.title')}", self.say("kit.trainer-only")
        )
        paths = ", ".join(self.say(f"path.{path}") for path in scenario.paths)
        yield bl.Fields(
            (
                bl.Field(self.say("kit.label"), label_name(self.words, scenario.label)),
                bl.Field(self.say("kit.paths"), paths),
            ),
            shares=(0.35, 0.65),
        )
        yield bl.Gap(6)
        yield bl.Statement(self.say(f"{stem}.key.trap"), Weight.REGULAR)
        yield bl.Gap(4)
        yield bl.Text(self.say(f"{stem}.notes.trainer"))
        if scenario.indicators:
            yield self._heading("kit.indicators")
            yield bl.Lines("", tuple(bl.Line(self.say(f"indicator.{name}.name"), name) for name in scenario.indicators))
        yield self._heading("kit.absent")
        yield bl.Lines(
            "",
            tuple(
                bl.Line(self.say(f"{stem}.absent.{item}"), self.say(f"item.{item}.mark")) for item in scenario.absent
            ),
        )
        yield self._heading("kit.ask-the-class")
        yield bl.Text(self.say(f"{stem}.notes.debrief"))
        yield bl.Text(self.say("kit.basis", basis=scenario.basis), size=self.sizes.label)

    def observer_sheet(self, scenario: Scenario) -> Iterator[bl.Block]:
        """Yield what the observer ticks and the table notes. It has a number for the table and no name."""
        say = self.say
        yield from self._title(say("kit.observer"), say(f"scenario.{scenario.id}.title"))
        yield bl.Fields(
            (bl.Field(say("kit.table"), " "), bl.Field(say("kit.round"), " "), bl.Field(say("kit.day"), " "))
        )
        yield self._list("observer")
        yield self._heading("feedback.kinds")
        for kind in QuestionKind:
            yield bl.Write(f"{say(f'kind.{kind.value}')}: {say(f'kit.kind.{kind.value}')}", 1)
        yield bl.Write(say("kit.one-leading"), 2)
        yield self._heading("feedback.process")
        yield bl.Text(say("class.way-lead"), size=self.sizes.label, keep=True)
        lines = [bl.Check(step.text, False) for step in steps(self.words, (), STEPS)]
        yield bl.Checks(tuple(lines), columns=1)
        yield self._heading("kit.noted")
        answers = [f"{key} {say(f'answer.{answer}')}" for key, answer in zip("12340", ANSWERS, strict=True)]
        for item in scenario.key_items():
            yield bl.Text(say(f"item.{item}.mark"), keep=True)
            yield bl.Checks(tuple(bl.Check(answer, False) for answer in answers), columns=0)

        yield self._heading("guess.title")
        yield bl.Text(say("kit.guess"), size=self.sizes.label, keep=True)
        labels, sure = guesses(self.words)
        yield bl.Checks(tuple(bl.Check(name, False) for _, name in labels), columns=2)
        yield bl.Checks(tuple(bl.Check(name, False) for _, name in sure), columns=3)

    def quiz(self, form: str, *, key: bool) -> Iterator[bl.Block]:
        """Yield the twelve short cases with four boxes each; with the key, the box crossed and why."""
        say = self.say
        title = say("kit.quiz-key" if key else "kit.quiz")
        yield from self._title(f"{title} {form.upper()}", say("kit.quiz-forms" if key else "kit.quiz-lead"))
        for number, vignette in enumerate(self.pack.form(form), 1):
            yield bl.Gap(4)
            yield bl.Text(f"{number}. {say(f'training.quiz.{vignette.id}.text')}", keep=True)
            choices = tuple(
                bl.Check(say(f"choice.{choice.value}"), key and choice is vignette.choice) for choice in QuizAnswer
            )
            yield bl.Checks(choices, columns=2)
            if key:
                yield bl.Text(say(f"training.quiz.{vignette.id}.why"), size=self.sizes.label)

    def drill(self) -> Iterator[bl.Block]:
        """Questions whose kind is to be told; the kinds and better wordings stand on the second half."""
        say = self.say
        yield from self._title(say("kit.drill"), say("kit.drill-lead"))
        for number, each in enumerate(self.pack.drill, 1):
            yield bl.Text(f"{number}. {say(f'training.drill.{each.id}.text')}", keep=True)
            yield bl.Checks(tuple(bl.Check(say(f"kind.{kind.value}"), False) for kind in QuestionKind), columns=3)
        yield self._heading("kit.drill-key")
        facts = []
        for number, each in enumerate(self.pack.drill, 1):
            better = f": {say(f'training.drill.{each.id}.instead')}" if each.better else ""
            facts.append(bl.Line(f"{say(f'kind.{each.kind.value}')}{better}", "", str(number)))
        yield bl.Lines("", tuple(facts))

    def debrief(self) -> Iterator[bl.Block]:
        """Yield what the trainer reads out: the first exercise, the three parts, leaving the part, what to keep in
        mind.
        """
        yield from self._title(self.say("kit.debrief"))
        for heading, name in (("kit.exercise", "exercise"), ("kit.debrief", "debrief"), ("kit.slide", "slide")):
            yield self._heading(heading)
            yield self._list(name)

    def trauma(self) -> Iterator[bl.Block]:
        """Yield a leaf to keep: what trauma does to a talk, and lines for the office's own safety plan."""
        yield from self._title(self.say("kit.trauma"), self.say("kit.trauma-lead"))
        yield self._list("trauma")
        yield self._heading("kit.safety")
        for each in self.pack.lists["safety"]:
            yield bl.Write(self.say(f"training.safety.{each}"), 1)

    def script(self) -> Iterator[bl.Block]:
        """Yield what the trainer does when, and who does what in pairs and threes."""
        yield from self._title(self.say("kit.script"), self.say("kit.trainer-only"))
        yield self._list("script")
        yield self._heading("kit.groups")
        yield self._list("groups")

    def interpreter_card(self) -> Iterator[bl.Block]:
        """Yield what an interpreter of a practice talk does: soften, add and answer, once each."""
        yield from self._title(self.say("kit.interpreter"))
        yield self._list("interpreter")

    def certificate(self, result: TableResult | None = None) -> Iterator[bl.Block]:
        """Yield what somebody did in their own talk, and the counts of its questions; without a result to be filled in
        by hand. The name is always written by hand: who it is is not the program's to know."""
        say = self.say
        yield bl.Gap(30)
        yield bl.Text(say("kit.certificate"), size=self.sizes.heading + 6, weight=Weight.BOLD, side=bl.Side.CENTRE)
        yield bl.Gap(18)
        yield bl.Write(say("kit.certificate-name"), 1)
        yield bl.Gap(10)
        yield bl.Text(say("kit.certificate-text"))
        yield bl.Gap(8)
        done = result.process if result is not None else frozenset()
        yield bl.Checks(tuple(bl.Check(say(f"process.{name}"), name in done) for name in PROCESS), columns=1)
        yield bl.Gap(8)
        if result is None:
            yield bl.Write(say("kit.certificate-figures"), 1)
        else:
            asked = result.questions
            yield bl.Text(say("feedback.share", open=asked.open, pressing=asked.pressing, total=asked.total))
        yield bl.Gap(18)
        for name in CERTIFICATE_LINES:
            yield bl.Write(say(f"kit.certificate-{name}"), 1)


def certificates(words: Words, pack: TrainingPack, results: Sequence[TableResult]) -> tuple[KitPaper, ...]:
    """Return a certificate for each round that a table held; only for somebody who wishes it."""
    kit = Kit(words, pack, words.language)
    return tuple(kit.paper(f"certificate-round-{each.round}", kit.certificate(each)) for each in results)

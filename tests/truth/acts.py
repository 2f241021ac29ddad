"""Random cases by the acts that an officer has: each goes through the same function as its button or key in the window.

An act that the program refuses is no act. The same number makes the same case. Every text that is typed is a mark of
its own, so that it is known again wherever it stands.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from screening.casework.assessment import assessment
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import holders, note_pages, readiness, recipient_consent, shelter
from screening.casework.interview.interview import Interview, open_case
from screening.casework.record import exchange
from screening.casework.referral import papers, recipients, social_report, urgent
from screening.domain.case import referrals, rules, sessions
from screening.domain.case.case import fold
from screening.domain.events.catalogue import CaseViewed, Event
from screening.domain.known import promises as promised
from screening.domain.services.directory import Directory
from screening.errors import ScreeningError
from screening.handover import release
from screening.qt.session import vault_work
from screening.settings import OWN
from screening.store import KeptIdentity, Vault, add_contact, own_card, practice_vault, take_in
from screening.wording.catalogue.translations import Words
from tests.truth.oracle import Truth
from tests.truth.raw import raw_case
from tests.truth.unprinted import content_alone

PRINTED = 20
"""Of so many cases one has its papers printed and read back from the PDF."""
START = datetime.datetime(2026, 11, 30, 8, tzinfo=datetime.UTC)
LANGUAGES = ("en", "my", "ur", "bn", "id")
OTHER_SCRIPT = ("", "", "", " အိမ်ကို ဖုန်းဆက်ချင်တယ်", " گھر فون", " বাড়ি")
WITH_PAPERS = (
    "tenaganita", "police-trafficking", "labour-department", "jkm-district", "talian-kasih", "hospital", "unhcr",
    "labour-enforcement", "suka-society",
)  # fmt: skip
"""Recipients that are asked for most: together they may get every part."""
SOME = ("tenaganita", "police-trafficking", "talian-kasih", "labour-department", "suka-society")
"""Recipients of a case in which nothing is left to chance; the last one is refused."""
WEIGHTY = (
    "needs-hurt", "needs-afraid", "needs-basic", "needs-call", "papers-kept", "locked", "violence", "threats",
    "little-pay", "pay-held", "wants-pay", "wants-leave", "debt-owed", "looked-for", "permit-lapsed",
)  # fmt: skip
PAPER_NOTES = (
    "persons", "places", "vehicles", "others", "danger", "employer", "workplace", "start", "housing", "injury",
    "background", "journey", "health", "recommendation", "heard", "custody", "refused", "urgency", "prefers",
    "interpreter", "dependants", "earlier", "whereabouts", "until",
)  # fmt: skip
USUAL = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "no", "stop": "no", "officer": "safe"}
CHILD_NOTES = ("wishes", "best-interest", "item-with", "item-where", "item-trust")


@dataclass
class Laptop:
    """One record in memory, and the clock that its owner looks at."""

    name: str
    clock: Clock
    folder: Path
    vault: Vault = field(default_factory=practice_vault)

    def __post_init__(self) -> None:
        self.vault.officer, self.vault.role, self.vault.organisation = self.name, "labour-officer", "House"
        self.vault.clock = self.clock.now

    @property
    def directory(self) -> Directory:
        return services.in_use(self.vault.events(""), OWN)

    @property
    def today(self) -> datetime.date:
        return self.clock.at.date()


@dataclass
class Clock:
    """Goes on by a minute at every look, and by days where an act takes them."""

    at: datetime.datetime = START

    def now(self) -> datetime.datetime:
        self.at += datetime.timedelta(minutes=1)
        return self.at


@dataclass
class Desk:
    """Two laptops that know each other."""

    content: Content
    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.one = Laptop("Officer Aina", self.clock, self.folder)
        self.two = Laptop("Officer Budi", self.clock, self.folder)
        for here, there in ((self.one, self.two), (self.two, self.one)):
            card = own_card(there.vault)
            add_contact(here.vault, card, card.number)

    def close(self) -> None:
        self.one.vault.close()
        self.two.vault.close()


class Hand:
    """A case in the hands of the officer of one laptop."""

    def __init__(self, desk: Desk, laptop: Laptop, code: str) -> None:
        self.desk, self.laptop, self.code = desk, laptop, code
        self.interview = Interview(desk.content, fold(code, self.vault.events(code)), Words("en"), "labour-officer")
        self.interview.strand = self.vault.strand
        self.interview.now = lambda: desk.clock.at
        self.rung()

    @property
    def vault(self) -> Vault:
        return self.laptop.vault

    def rung(self) -> None:
        """What the window looks up beside the case: numbers of its state, names of recipients, bundles out and in."""
        last = vault_work.usual_region(self.vault)
        self.interview.usual_region = last if last in self.laptop.directory.regions else ""
        self.interview.names = services.names(self.laptop.directory, self.interview.words)
        self.interview.bundles = holders.bundles(self.vault, self.code)
        self.interview.people = holders.people(self.vault)
        self.interview.numbers = services.numbers(
            self.laptop.directory, self.interview.region, self.laptop.today, self.interview.words
        )

    def record(self, made: Event | Iterable[Event] | None) -> None:
        """What ``Desk.record`` of the window does with the events of an act."""
        facts = tuple(made) if isinstance(made, Iterable) else (made,) if made is not None else ()
        if not facts:
            return
        rules.refuse_if_withdrawn(self.interview.case, facts)
        for each in self.vault.append_many(self.code, facts):
            self.interview.accept(each)

    def keeper(self) -> papers.Keeper:
        return vault_work.keeper(self.vault, self.code, self.laptop.directory)


Act = Callable[["Case"], object]


class Case:
    """One random case: ``seed`` says which acts, and what is typed."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.seed = desk, seed
        self.draw = random.Random(seed)
        self.printed = seed % PRINTED == 0
        """Whether its papers are printed and read back: in lines that run both ways a mark would be read in pieces."""
        self.done: list[str] = []
        """What was done and not refused, for whoever looks into a failure."""
        self.leaks: list[str] = []
        """What left and should not have."""
        self.marks = 0
        setting = "workplace"
        events = open_case("", desk.content, setting=setting, profile="field", practice=False)
        code = vault_work.begin_case(desk.one.vault, (events,), None).case.code
        self.code = code
        self.hand = Hand(desk, desk.one, code)
        self.other: Hand | None = None
        """In the hands of the other laptop, once it went there."""

    # --- doing

    def mark(self, what: str) -> str:
        """A text that stands nowhere else."""
        self.marks += 1
        name = "".join(each for each in what if each.isalnum())
        script = self.draw.choice(OTHER_SCRIPT)
        return f"qx{self.seed}n{self.marks}{name}z{'' if self.printed else script}"

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def does(self, name: str, act: Callable[[], Event | Iterable[Event] | None], hand: Hand | None = None) -> bool:
        """Record an act; whether the program took it."""
        hand = hand or self.hand
        try:
            hand.record(act())
        except ScreeningError:
            return False
        self.done.append(name)
        return True

    def notes(self, page: str, name: str, text: str) -> None:
        self.does(f"{page}.{name}={text}", lambda: shelter.note(self.hand.interview, page, name, text))

    def chooses(self, page: str, name: str, value: str) -> None:
        self.does(f"{page}.{name}={value}", lambda: self.hand.interview.beside(page, name, value))

    # --- the way of a case

    def run(self) -> Case:
        """Everything from the gate to what came of it."""
        if self.chance(0.5):
            self.place()
        self.gate(first=True)
        if rules.in_danger(self.hand.interview.protocol, self.hand.interview.case):
            self.danger()
        if self.chance(0.05):
            return self.after()
        self.opens()
        for _ in range(self.draw.randrange(2, 18)):
            self.draw.choice(TALK)(self)
        if self.chance(0.15):
            asks_most(self)
        self.ends()
        return self.after()

    def whole(self, *, child: bool = False, danger: bool = False) -> Case:
        """Nothing left to chance: everything is typed, asked and agreed to, one recipient refused, all papers sent."""
        interview = self.hand.interview
        self.does("setting hostel", lambda: interview.choose_setting("hostel"))
        self.does("region johor", lambda: readiness.choose_region(interview, "johor"))
        for line, choice in {
            **USUAL,
            "minor": "under_18" if child else "adult",
            "hurt": "yes" if danger else "no",
        }.items():
            self.does(f"gate {line}={choice}", lambda line=line, choice=choice: interview.answer_gate(line, choice))
        if danger:
            self.does("danger gone on", lambda: interview.answer_danger(went_on=True))
        if interview.waits_for():
            self.does("begun without", lambda: interview.begin_without("here"))
        self.does("language my", lambda: interview.choose_language("my"))
        for decision in ("talk", "notes", "identity", "count", "contact"):
            self.does(f"{decision} yes", lambda d=decision: interview.decided(d, "yes"))
        if child:
            self.chooses("child", "asked-before", "yes")
            self.chooses("child", "assent", "yes")
            self.does("child needs-afraid=yes", lambda: interview.answer("needs-afraid", "yes"))
            for name in CHILD_NOTES:
                self.notes("child", name, self.mark(f"child{name}"))
            self.chooses("child", "trained", "yes")
        self.chooses("prefer", "officer", "either")
        self.notes("prefer", "code", self.mark("interpretercode"))
        for item in ("papers-kept", "locked", "violence", "little-pay", "debt-owed", "outside-permit"):
            topic = interview.protocol.items[item].topic
            self.does(f"offered {topic}", lambda topic=topic: interview.invite(topic))
            self.does(f"{item}=yes", lambda item=item: interview.answer(item, "yes"))
        text = self.mark("words")
        self.does(f"words {text}", lambda: interview.write_words("account", text, "told"))
        for line in ("wishes", "must-not-know", "promised", "card"):
            text = self.mark(f"closing{line}")
            self.does(f"closing {line} {text}", lambda line=line, text=text: interview.note(line, text))
        self.ends(always=True)
        for name in PAPER_NOTES:
            text = self.mark(f"paper{name}")
            self.does(f"paper {text}", lambda n=name, t=text: note_pages.note(interview, "paper", n, t))
        directory = self.hand.laptop.directory
        for name in SOME:
            value = "no" if name == "suka-society" else "yes"
            for part in recipients.gives(interview.case, directory, name):
                self.does(f"{name}:{part} {value}",
                          lambda n=name, p=part, v=value: recipients.decide(interview, n, p, v))  # fmt: skip
        keeps_name(self)
        for ahead in (0, 3, None):
            promises(self, ahead=ahead)
        for name in (*SOME, papers.OWN):
            sends(self, name, way="saved")
        return self

    def begun(self) -> Case:
        """A case that ends at the gate, for somebody who is asked nothing."""
        self.gate(first=True)
        self.does("stopped at the gate", lambda: self.hand.interview.stop("ended_at_gate"))
        return self

    def after(self) -> Case:
        for _ in range(self.draw.randrange(4, 22)):
            self.draw.choice(DESK)(self)
        if self.chance(0.25):
            self.again()
            for _ in range(self.draw.randrange(2, 10)):
                self.draw.choice((*TALK, *DESK))(self)
            self.ends()
            for _ in range(self.draw.randrange(2, 10)):
                self.draw.choice(DESK)(self)
        if self.chance(0.12):
            self.withdraws()
        return self

    def place(self) -> None:
        interview = self.hand.interview
        if self.chance(0.7):
            setting = self.draw.choice(["workplace", "hostel", "street", "shelter", "detention", "airport"])
            self.does(f"setting {setting}", lambda: interview.choose_setting(setting))
        if self.chance(0.7):
            self.region()

    def region(self) -> None:
        name = self.draw.choice(self.hand.laptop.directory.regions)
        if self.does(f"region {name}", lambda: readiness.choose_region(self.hand.interview, name)):
            vault_work.keep_region(self.hand.vault, name)
            self.hand.rung()

    def gate(self, *, first: bool) -> None:
        interview, said = self.hand.interview, interview_choices(self.hand.interview)
        for line, choices in said.items():
            share = {"minor": 0.65, "hearing": 0.9}.get(line, 0.75)
            choice = USUAL.get(line, choices[0]) if self.chance(share) else self.draw.choice(choices)
            if line == "stop" and self.chance(0.9):
                choice = USUAL["stop"]
            self.does(f"gate {line}={choice}", lambda line=line, choice=choice: interview.answer_gate(line, choice))

    def danger(self) -> None:
        if self.chance(0.45):
            self.urgent()
        self.does("danger gone on", lambda: self.hand.interview.answer_danger(went_on=True))

    def urgent(self) -> None:
        """The urgent way: need, receiver, the person's answer, place, paper."""
        interview, directory = self.hand.interview, self.hand.laptop.directory
        needs = [need.id for need in directory.needs if need.urgent]
        for need in self.draw.sample(needs, self.draw.randrange(1, 3)):
            self.does(f"urgent need {need}", lambda need=need: urgent.choose_need(interview, need))
        name = self.draw.choice(["999", "hospital", "talian-kasih", "tenaganita", "suka-society"])
        self.does(f"urgent to {name}", lambda: urgent.choose_receiver(interview, directory, name))
        value = self.draw.choice(["yes", "yes", "yes", "no", "unasked"])
        self.does(f"urgent said {value}", lambda: urgent.answer(interview, directory, value, "en"))
        if value == "unasked" and self.chance(0.7):
            self.does("urgent duty", lambda: urgent.name_duty(interview, directory, "offence"))
        if self.chance(0.6):
            where, until = self.mark("whereabouts"), self.mark("until")
            self.does(f"urgent places {where} {until}", lambda: urgent.note_places(interview, where, until))
        if self.chance(0.6):
            said = self.draw.choice(["yes", "no"])
            self.does(f"urgent place said {said}", lambda: urgent.answer_place(interview, directory, said, "en"))
        self.urgent_paper(name)

    def urgent_paper(self, name: str) -> None:
        hand = self.hand
        try:
            with content_alone([]):
                file = papers.make_urgent(hand.interview, hand.keeper(), hand.laptop.directory, name, hand.laptop.today)
        except ScreeningError:
            return
        self.send(file)

    def send(self, file: papers.File, way: str = "") -> None:
        """The paper leaves: noted first, then whom it went to."""
        way = way or self.draw.choice(["saved", "saved", "printed"])
        today = self.hand.laptop.today
        self.does(f"paper {file.forms} for {file.recipient} {way}", lambda: papers.issued(file, way))
        if self.chance(0.05):
            self.does("could not be written", lambda: papers.issued(file, "failed"))
            return
        self.does(f"gone to {file.recipient}", lambda: papers.sent(file, way, today))

    def opens(self) -> None:
        """Numbers, language, agreement, and a child's page."""
        interview = self.hand.interview
        if interview.waits_for():
            self.does("begun without", lambda: interview.begin_without("here"))
        tag = self.draw.choice(LANGUAGES)
        self.does(f"language {tag}", lambda: interview.choose_language(tag))
        for decision in ("talk", "notes", "identity", "count", "contact"):
            value = "yes" if self.chance(0.85) else self.draw.choice(["no", "later"])
            if decision in ("talk", "notes") or self.chance(0.7):
                self.does(f"{decision} {value}", lambda d=decision, v=value: interview.decided(d, v))
        if rules.gate(interview.protocol, interview.case).child:
            self.child()
        if self.chance(0.4):
            self.prefers()

    def child(self) -> None:
        self.chooses("child", "asked-before", self.draw.choice(["yes", "no", "not_known"]))
        self.chooses("child", "assent", "yes")
        for row in self.hand.interview.protocol.tables["child"]["item"]:
            if "item" in row and self.chance(0.5):
                value, item = self.draw.choice(["yes", "yes", "no", "declined"]), row["item"]
                self.does(f"child {item}={value}", lambda i=item, v=value: self.hand.interview.answer(i, v))
        for name in CHILD_NOTES:
            if self.chance(0.7):
                self.notes("child", name, self.mark(f"child{name}"))
        if self.chance(0.5):
            adults = [row["id"] for row in self.hand.interview.protocol.tables["child"]["adult"]]
            self.chooses("child", "adult", self.draw.choice(adults))
            self.chooses("child", "controller", self.draw.choice(["yes", "no", "not_known"]))
        self.chooses("child", "trained", "yes")

    def prefers(self) -> None:
        self.chooses("prefer", "officer", self.draw.choice(["woman", "man", "either"]))
        if self.chance(0.5):
            self.chooses("prefer", "interpreter", self.draw.choice(["woman", "man", "either"]))
        if self.chance(0.4):
            self.notes("prefer", "code", self.mark("interpretercode"))
            self.chooses("prefer", "where", self.draw.choice(["here", "phone"]))

    def ends(self, *, always: bool = False) -> None:
        interview = self.hand.interview
        way = "finished" if always or self.chance(0.9) else "later"
        self.does(f"stopped {way}", lambda: interview.stop(way))
        reason = self.mark("view")
        self.does(f"view {reason}", lambda: assessment.write_view(interview, ["control"], "fairly_sure", reason))
        self.does("reading opened", lambda: assessment.open_assessment(interview))

    def again(self) -> None:
        """Another session on another day: gate, language and agreement are asked anew."""
        self.desk.clock.at += datetime.timedelta(days=self.draw.randrange(1, 9))
        self.does("another session", self.hand.interview.begin_again)
        self.gate(first=False)
        self.does("danger gone on", lambda: self.hand.interview.answer_danger(went_on=True))
        self.opens()

    def withdraws(self) -> None:
        """Taken back and kept; sometimes the person comes back and agrees anew."""
        interview = self.hand.interview
        self.does("taken back", lambda: (sessions.withdraw("keep"), interview.stop("withdrawn")))
        if self.chance(0.3):
            self.again()


def interview_choices(interview: Interview) -> dict[str, list[str]]:
    """Every line of the gate with its choices."""
    return {line.id: [choice.id for choice in line.choices] for line in interview.protocol.gate}


# --- what can be done in the talk


def answers(case: Case) -> None:
    for _ in range(3):
        answers_one(case)


def answers_one(case: Case) -> None:
    interview = case.hand.interview
    known = interview.protocol.items
    item = case.draw.choice([each for each in WEIGHTY if each in known] if case.chance(0.5) else list(known))
    value = case.draw.choice(["yes", "yes", "yes", "no", "not_known", "declined"])
    how = case.draw.choice(["", "", "told", "asked", "document", "third_party"])
    where = case.draw.choice(["", "work", "way", "home"]) if value == "yes" and known[item].where else ""
    topic = known[item].topic
    case.does(f"offered {topic}", lambda: interview.invite(topic))
    case.does(f"{item}={value} {how} {where}", lambda: interview.answer(item, value, how or None, where))


def asks_most(case: Case) -> None:
    """A talk that goes through the main questions, but for those of one topic."""
    interview = case.hand.interview
    left = case.draw.choice([each.id for each in interview.protocol.topics])
    for item in interview.protocol.items.values():
        if item.core and item.topic != left and case.chance(0.95):
            value = "yes" if case.chance(0.15) else "no"
            case.does(f"offered {item.topic}", lambda topic=item.topic: interview.invite(topic))
            case.does(f"{item.id}={value}", lambda name=item.id, value=value: interview.answer(name, value))


def corrects(case: Case) -> None:
    interview = case.hand.interview
    if interview.case.answers:
        item = case.draw.choice(sorted(interview.case.answers))
        if case.chance(0.4):
            case.does(f"taken back {item}", lambda: interview.take_back(item))
        else:
            value = case.draw.choice(["yes", "no", "not_known"])
            case.does(f"corrected {item}={value}", lambda: interview.answer(item, value))


def writes_words(case: Case) -> None:
    interview = case.hand.interview
    topic = case.draw.choice(["account", *(each.id for each in interview.protocol.topics)])
    text = case.mark("words")
    case.does(f"words {topic} {text}", lambda: interview.write_words(topic, text, "told"))


def closes(case: Case) -> None:
    line = case.draw.choice(["wishes", "must-not-know", "promised", "reach", "card"])
    text = case.mark(f"closing{line}")
    case.does(f"closing {line} {text}", lambda: case.hand.interview.note(line, text))
    if line == "promised" and case.chance(0.5):
        day = (case.hand.laptop.today + datetime.timedelta(days=case.draw.randrange(-1, 9))).isoformat()
        case.does(f"closing promised by {day}", lambda: case.hand.interview.note("promised-by", day))


def asks_recipient(case: Case) -> None:
    """On the closing page: one recipient by name."""
    decision, name = case.draw.choice([("service", "tenaganita"), ("authority", "police-trafficking")])
    case.does(f"asks {name}", lambda: recipient_consent.choose(decision, name))
    value = case.draw.choice(["yes", "yes", "no"])
    key = recipient_consent.key(decision, name)
    case.does(f"{key} {value}", lambda: case.hand.interview.decided(decision, value, key))


def plans(case: Case) -> None:
    page, names = case.draw.choice(
        [("plan", shelter.PLAN), ("arrival", ("must-not-know", "afraid", "sleep", "near", "details")),
         ("handover", ("to",)), ("refused", ("next",))]
    )  # fmt: skip
    name = case.draw.choice(names)
    case.notes(page, name, case.mark(f"{page}{name}"))
    if page == "arrival":
        asked = case.draw.choice(["doctor", "medicine", "hungry", "call"])
        case.chooses("arrival", asked, case.draw.choice(["yes", "no", "declined"]))


def locks(case: Case) -> None:
    """The record is closed for a while, as for a telephone call, and opened again."""
    minutes = case.draw.choice([3, 8, 16, 45])
    case.desk.clock.at += datetime.timedelta(minutes=minutes)
    interview = case.hand.interview
    case.does(f"closed for {minutes} minutes", CaseViewed)
    case.does("gate returns", lambda: interview.return_after(minutes * 60, "lock"))
    if minutes > 10:
        case.gate(first=False)


# --- what can be done at the desk


def needs(case: Case) -> None:
    need = case.draw.choice([each.id for each in case.hand.laptop.directory.needs])
    case.does(f"need {need}", lambda: recipients.add_need(case.hand.interview, need))


def sex(case: Case) -> None:
    value = case.draw.choice(["woman", "man", "unsaid"])
    case.does(f"sex {value}", lambda: note_pages.note(case.hand.interview, "service", "sex", value))


def region(case: Case) -> None:
    case.region()


def decides(case: Case) -> None:
    """What the person says about some parts for one recipient."""
    interview, directory = case.hand.interview, case.hand.laptop.directory
    name = case.draw.choice(WITH_PAPERS)
    refuses = case.chance(0.3)
    for part in recipients.gives(interview.case, directory, name):
        if case.chance(0.8):
            value = "no" if refuses or case.chance(0.15) else "yes"
            said = f"{name}:{part} {value}"
            case.does(said, lambda part=part, value=value: recipients.decide(interview, name, part, value))


def adds(case: Case) -> None:
    interview, directory = case.hand.interview, case.hand.laptop.directory
    name = case.draw.choice(["immigration", "embassy", "tenaganita", "police-trafficking"])
    basis = case.draw.choice(["wish", "wish", "duty"])
    duty = "Child Act 2001" if basis == "duty" else ""
    case.does(f"adds {name} {basis}", lambda: recipients.add_recipient(interview, directory, name, basis, duty,
                                                                      sure=True))  # fmt: skip


def fills_in(case: Case) -> None:
    for name in case.draw.sample(PAPER_NOTES, 5):
        text = case.mark(f"paper{name}")
        noted = f"paper {name} {text}"
        case.does(noted, lambda name=name, text=text: note_pages.note(case.hand.interview, "paper", name, text))


def picks(case: Case) -> None:
    """Sentences and fields of the report."""
    found = social_report.choices(case.hand.interview)
    if found:
        choice = case.draw.choice(found)
        on = case.chance(0.7)
        case.does(f"report {choice.id} {on}", lambda: social_report.choose(case.hand.interview, choice.id, on))


def sends(case: Case, name: str = "", way: str = "") -> None:
    """A file for one recipient is made and leaves."""
    interview = case.hand.interview
    agreed = [each for each in WITH_PAPERS if recipients.granted(interview, case.hand.laptop.directory, each)]
    some = [*agreed, papers.OWN, papers.PERSON] if case.chance(0.85) else list(WITH_PAPERS)
    name = name or case.draw.choice(some)
    hand = case.hand
    try:
        with content_alone([]):
            file = papers.make_file(interview, hand.keeper(), hand.laptop.directory, name, hand.laptop.today)
    except ScreeningError:
        return
    case.send(file, way=way)


def is_answered(case: Case) -> None:
    sent = case.hand.interview.case.referrals
    names = [each for each in sent.sent.values() if each.sent_at]
    if names:
        name = case.draw.choice(names).recipient
        state = case.draw.choice(["acknowledged", "redirected", "declined"])
        case.does(f"{name} {state}", lambda: referrals.answer(sent, name, state, "a clinic"))


def promises(case: Case, ahead: int | None = -1) -> None:
    """Under Replies, with or without a day."""
    taken = len(case.hand.interview.case.referrals.promises)
    text = case.mark("promise")
    if ahead == -1:
        ahead = case.draw.choice([None, -2, 0, 0, 1, 5, 20])
    day = "" if ahead is None else (case.hand.laptop.today + datetime.timedelta(days=ahead)).isoformat()
    case.does(f"promise {text} by {day}", lambda: referrals.promise(text, day, taken))


def settles(case: Case) -> None:
    made = promised.named(case.hand.interview.case)
    if made:
        name = case.draw.choice(sorted(made))
        outcome = case.draw.choice(["kept", "kept", "not_kept", "open"])
        case.does(f"promise {name} {outcome}", lambda: referrals.settle(made, name, outcome))


def no_referral(case: Case) -> None:
    wish = case.mark("noreferral")
    case.does(f"no referral {wish}", lambda: referrals.no_referral(wish))


def hands_over(case: Case) -> None:
    """The sheet for the next worker, after the person was told."""
    case.notes("handover", "to", case.mark("handoverto"))
    case.chooses("handover", "agreed", "yes")


def keeps_name(case: Case) -> None:
    try:
        case.hand.vault.people.keep(
            case.code,
            KeptIdentity(case.mark("name"), case.mark("contact"), case.draw.choice(["", case.mark("phrase")])),
        )
    except ScreeningError:
        return
    case.done.append("name and contact kept")
    for each in case.hand.vault.events(case.code)[-1:]:
        case.hand.interview.accept(each)


def hands_to_system(case: Case) -> None:
    """FHIR or Primero for a recipient."""
    kind = case.draw.choice(["fhir", "primero"])
    name = case.draw.choice(WITH_PAPERS)
    path = case.desk.folder / f"{case.code}-{case.marks}-{len(case.done)}.json"
    try:
        release.hand_over(case.hand.vault, kind, case.code, name, path, case.desk.content)
    except ScreeningError:
        return
    finally:
        path.unlink(missing_ok=True)
    case.done.append(f"{kind} for {name}")
    case.hand = Hand(case.desk, case.hand.laptop, case.code)


def travels(case: Case) -> None:
    """In a bundle to the other laptop, where somebody goes on; and, mostly, back."""
    here, there = case.hand.laptop, case.desk.two
    if here is there:
        return
    if not carried(case, here, there):
        return
    case.done.append("went in a bundle")
    case.other = other = Hand(case.desk, there, case.code)
    for _ in range(case.draw.randrange(0, 3)):
        name = case.draw.choice(WITH_PAPERS)
        gives = recipients.gives(other.interview.case, there.directory, name)
        part, value = case.draw.choice(gives), case.draw.choice(["yes", "no", "no"])
        said = f"elsewhere {name}:{part} {value}"
        case.does(said, lambda n=name, p=part, v=value: recipients.decide(other.interview, n, p, v), other)
    if case.chance(0.3):
        text = case.mark("promiseelsewhere")
        taken = len(other.interview.case.referrals.promises)
        case.does(f"elsewhere promise {text}", lambda: referrals.promise(text, "", taken), other)
    if case.chance(0.3):  # here goes on meanwhile: the two laptops may hear different things
        decides(case)
    if case.chance(0.7) and carried(case, there, here):
        case.done.append("came back")
        case.hand = Hand(case.desk, here, case.code)


def carried(case: Case, here: Laptop, there: Laptop) -> bool:
    """Whether a bundle with the case was made, by the person's yes or a named duty, and taken in."""
    number = own_card(there.vault).number
    asked, duty = case.chance(0.75), "Act 670, section 43" if case.chance(0.2) else ""
    try:
        if asked:
            value = "yes" if case.chance(0.9) else "no"
            exchange.said_to(here.vault, case.desk.content, Words("en"), case.code, number, value)
            case.done.append(f"whole record to {there.name}: {value}")
    except ScreeningError:
        pass
    if case.hand.laptop is here:
        case.hand = Hand(case.desk, here, case.code)
    owed = bool(duty) or Truth(raw_case(here.vault, case.code)).consent("authority", f"{number}:account") == "yes"
    try:
        made = exchange.send(here.vault, [case.code], [number], case.desk.folder, duty=duty)
    except ScreeningError:
        return False
    if not owed and not Truth(raw_case(here.vault, case.code)).withdrawn:
        case.leaks.append(f"a bundle to {there.name} without a yes and without a duty")
    try:
        take_in(there.vault, made.path)
    except ScreeningError:
        return False
    made.path.unlink()
    return True


def time_passes(case: Case) -> None:
    case.desk.clock.at += datetime.timedelta(days=case.draw.randrange(0, 5))


def rings(case: Case, name: str = "") -> None:
    """Somebody rang one of the numbers, and it is right."""
    name = name or case.draw.choice(["999", "mapo-line", "talian-kasih"])
    try:
        case.hand.vault.append("", services.verify(case.hand.laptop.directory, name))
    except ScreeningError:
        return
    case.done.append(f"rang {name}")
    case.hand.rung()


TALK: tuple[Act, ...] = (
    answers, answers, answers, answers, answers, corrects, writes_words, writes_words, closes, closes, asks_recipient,
    plans, Case.prefers, locks,
)  # fmt: skip
DESK: tuple[Act, ...] = (
    needs, sex, region, decides, decides, decides, adds, fills_in, fills_in, picks, sends, sends, sends, is_answered,
    promises, promises, settles, no_referral, hands_over, keeps_name, hands_to_system, travels, time_passes, rings,
    plans,
)  # fmt: skip

"""A finished sample case in a record of its own, in memory: an invented person, two sessions, and a paper that left.

It is made by the same acts as every case, from ``indicators/training``; what it says is in the officer's language.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from screening.casework.assessment import assessment
from screening.casework.content import country, directory
from screening.casework.content.edition import Content, open_content
from screening.casework.interview import readiness, shelter
from screening.casework.interview.interview import Interview, open_case
from screening.casework.referral import papers, recipients
from screening.casework.referral.referral_form import Keeper
from screening.domain.answers import How
from screening.domain.case import referrals
from screening.domain.case.case import fold
from screening.domain.events.catalogue import Event
from screening.domain.known import promises
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import Fact, Layer, Sample, Scenario, answers_of
from screening.settings import indicators_root
from screening.store import Vault, practice_vault
from screening.wording.catalogue.translations import Words

SAFE = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "no", "stop": "no", "officer": "safe"}
AGREED = {"talk": "yes", "notes": "yes", "identity": "no", "count": "no", "contact": "yes"}
"""The person is counted nowhere: an invented case would be in no figure anyway."""
TO_PLAN = {"helps": "wish", "hard": "afraid"}
"""A line of the plan for safety, and what the invented person says of themselves."""
PROFILE, ROLE, HOUR = "field", "labour-officer", 9


def sample_record(words: Words) -> Vault:
    """Return a record in memory with the finished case in it, under the code that ``sample_code`` gives.

    Raises BadInput("training-unsound").
    """
    here = words.installation
    vault = practice_vault(country.written(here.country))
    _Case(vault, open_content(here=here), Words(words.language, here)).play()
    return vault


def sample_code(vault: Vault) -> str:
    """Return the code of the case in a record that ``sample_record`` made."""
    return vault.listed_cases(0, 1)[0].case


class _Case:
    """The case while it is made, with a clock that stands at the day of each session."""

    def __init__(self, vault: Vault, content: Content, words: Words) -> None:
        training = open_training(indicators_root(), content.protocol)
        self.sample: Sample = training.sample
        self.person: Scenario = training.scenarios[training.sample.person]
        self.vault, self.content, self.words = vault, content, words
        self.today = datetime.datetime.now(datetime.UTC).replace(hour=HOUR, minute=0, second=0, microsecond=0)
        self.at = self.today
        self.directory = directory.in_use((), content.installation)
        self.code = ""

    def play(self) -> None:
        """Play both sessions and what came of them, then give the record its own clock back."""
        clock, self.vault.clock = self.vault.clock, self.now
        try:
            self.first_session()
            self.paper_leaves()
            self.second_session()
        finally:
            self.vault.clock = clock

    def now(self) -> datetime.datetime:
        """The time of the case, which goes on by a minute at each look."""
        self.at += datetime.timedelta(minutes=1)
        return self.at

    def do(self, made: Event | Iterable[Event] | None) -> None:
        """Record an act as the window does."""
        facts = tuple(made) if isinstance(made, Iterable) else (made,) if made is not None else ()
        for each in self.vault.append_many(self.code, facts) if facts else ():
            self.interview.accept(each)

    def first_session(self) -> None:
        self.at = self.today - datetime.timedelta(days=self.sample.begun)
        self.code = self.vault.new_case()
        begun = open_case("", self.content, setting=self.sample.setting, profile=PROFILE, practice=True)
        self.interview = Interview(
            self.content, fold(self.code, self.vault.append_many(self.code, [begun])), self.words, ROLE
        )
        self.interview.now, self.interview.strand = lambda: self.at, self.vault.strand
        if self.directory.regions:
            self.do(readiness.choose_region(self.interview, self.directory.regions[0]))
        self.opens()
        self.tells([fact for fact in self.person.facts if fact.layer <= Layer.WHEN_SAFE])
        self.do(self.interview.note("wishes", self.says("wish")))
        self.do(self.interview.note("must-not-know", self.says("afraid")))
        self.do(self.interview.note("promised", self.words.say("sample.promise")))
        self.do(self.interview.note("promised-by", (self.at.date() + datetime.timedelta(days=2)).isoformat()))
        self.ends("sample.reason")

    def opens(self) -> None:
        for line, choice in SAFE.items():
            self.do(self.interview.answer_gate(line, choice))
        if self.interview.waits_for():
            self.do(self.interview.begin_without("here"))
        self.do(self.interview.choose_language(self.sample.language))
        for decision, value in AGREED.items():
            self.do(self.interview.decided(decision, value))

    def tells(self, facts: list[Fact]) -> None:
        """Their words topic by topic, and the answers that these amount to; what is seen is no word of theirs."""
        told = [fact for fact in facts if fact.how is How.TOLD]
        for topic in dict.fromkeys(fact.topic for fact in told):
            said = [self.words.say(f"scenario.{self.person.id}.fact.{each.id}") for each in told if each.topic == topic]
            self.do(self.interview.write_words(topic, " ".join(said), How.TOLD))
        for item, given in answers_of(facts).items():
            self.do(self.interview.answer(item, given.answer, given.how, given.where or ""))

    def ends(self, reason: str) -> None:
        self.do(self.interview.stop("finished"))
        why = self.words.say(reason)
        self.do(assessment.write_view(self.interview, self.sample.views, self.sample.sureness, why))
        self.do(assessment.open_assessment(self.interview))

    def paper_leaves(self) -> None:
        """The first recipient that is proposed gets what the person agreed to, and answers some days later."""
        proposed = recipients.recipients(self.interview, self.directory)
        name = next(each.entry.id for each in proposed if self.directory.services[each.entry.service].for_person)
        for part in recipients.gives(self.interview.case, self.directory, name):
            self.do(recipients.decide(self.interview, name, part, "yes"))
        keeper = Keeper("", "", self.vault.fingerprint(self.code), len(self.vault.events(self.code)))
        file = papers.make_file(self.interview, keeper, self.directory, name, self.at.date())
        self.do(papers.leaves(self.interview, file, "saved"))
        self.do(papers.sent(file, "saved", self.at.date()))
        self.at += datetime.timedelta(days=3)
        self.do(referrals.answer(self.interview.case.referrals, name, "acknowledged"))

    def second_session(self) -> None:
        self.at = self.today - datetime.timedelta(days=self.sample.again)
        self.do(self.interview.begin_again())
        self.opens()
        made = promises.named(self.interview.case)
        for name in made:
            self.do(referrals.settle(made, name, "kept"))
        self.tells([fact for fact in self.person.facts if fact.layer is Layer.LATER])
        for field, name in TO_PLAN.items():
            self.do(shelter.note(self.interview, "plan", field, self.says(name)))
        self.ends("sample.reason-later")

    def says(self, name: str) -> str:
        return self.words.say(f"scenario.{self.person.id}.person.{name}")

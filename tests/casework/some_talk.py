"""A talk carried through the casework with a practice vault, no window."""

from __future__ import annotations

from screening.casework.assessment import assessment
from screening.casework.content.edition import Content
from screening.casework.interview.interview import Interview, open_case
from screening.casework.referral.referral_form import Keeper
from screening.domain.case.case import fold
from screening.domain.events.catalogue import Event
from screening.store import Vault
from screening.wording.catalogue.translations import Words

SAFE = {"hearing": "nobody", "minor": "adult", "hurt": "no", "afraid": "no", "stop": "no", "officer": "safe"}


class Session:
    """One case, every act recorded in the vault before the interview moves on."""

    def __init__(self, vault: Vault, content: Content, language: str = "en", *, practice: bool = True) -> None:
        self.vault = vault
        self.code = vault.new_case()
        first = vault.append(self.code, open_case("", content, setting="workplace", profile="field", practice=practice))
        self.interview = Interview(content, fold(self.code, [first]), Words(language), "labour-officer")

    def do(self, event: Event | None) -> None:
        if event is not None:
            self.interview.accept(self.vault.append(self.code, event))

    def gate(self, **choices: str) -> Session:
        for line, choice in {**SAFE, **choices}.items():
            self.do(self.interview.answer_gate(line, choice))
        if self.interview.waits_for():
            self.do(self.interview.begin_without("here"))
        return self

    def agrees(self, language: str = "en") -> Session:
        self.do(self.interview.choose_language(language))
        for decision in ("talk", "notes"):
            self.do(self.interview.decide(decision, "yes"))
        return self

    def invites(self, *topics: str) -> Session:
        """The open invitation of each topic is said."""
        for topic in topics:
            self.do(self.interview.invite(topic))
        return self

    def says(self, yes: str, no: str = "", how: str | None = None, where: str = "") -> Session:
        """Answers, harm at the place ``where``; empty: not known."""
        for item in yes.split():
            place = where if self.interview.protocol.items[item].where else ""
            self.do(self.interview.answer(item, "yes", how, place))
        for item in no.split():
            self.do(self.interview.answer(item, "no", how))
        return self

    def ends(self) -> Session:
        self.do(self.interview.stop("finished"))
        self.do(assessment.write_view(self.interview, ["control"], "fairly_sure", "The papers are in the office."))
        self.do(assessment.open_assessment(self.interview))
        return self

    def keeper(self) -> Keeper:
        return Keeper(
            self.vault.officer,
            self.vault.organisation,
            self.vault.fingerprint(self.code),
            len(self.vault.events(self.code)),
            self.vault.log_head(),
        )

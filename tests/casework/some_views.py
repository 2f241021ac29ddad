"""Everything that is worded of one case, by name: what a page, the list, the log or a paper asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from screening.casework.assessment import assessment, second_reader
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import (
    account,
    children,
    conflicts,
    consent,
    formal_decisions,
    interpreter,
    interview_views,
    person_view,
    private_answering,
    readiness,
    record_sheet,
    shared_lines,
    shelter,
    side_cards,
)
from screening.casework.interview.interview import Interview
from screening.casework.record import desk_list, desk_views
from screening.casework.record.caseload import next_place, parse_place, standing_of
from screening.casework.record.desk_views import CaseRow
from screening.casework.referral import paper_views, papers, recipients, referral_form
from screening.casework.referral.referral_form import Keeper
from screening.domain.case.case import Case
from screening.domain.case.places import AFTER, TOPIC
from screening.qt.frame import frame_presenter
from screening.settings import OWN
from screening.store import KeptIdentity
from screening.store.database.case_index import Stale
from screening.wording.catalogue.translations import Words

KEEPER = Keeper("Officer Aina", "Shelter House", "ABCD EFGH", 3)
TODAY = datetime.date(2026, 11, 24)
NOTES = (
    readiness.contact_view, consent.heard_view, consent.later_view, consent.informed_view,
    consent.embassy_view, consent.withdraw_view, account.when_view, children.child_view,
    shelter.arrival_view, shelter.session_view, shelter.plan_view, shelter.dates_view,
    shelter.handover_view, shelter.rights_view, shelter.refused_view, side_cards.help_view,
    side_cards.suicide_view, second_reader.second_view, second_reader.else_view, interpreter.prefer_view,
)  # fmt: skip
PLAIN = (
    interview_views.gate_view, interview_views.languages_to_choose, shared_lines.consent_view,
    interview_views.closing_view,
    readiness.minding_view, readiness.signs,
    side_cards.care_view, record_sheet.sheet_view, side_cards.self_view, conflicts.differing,
    private_answering.outcome_sentence, next_place,
)  # fmt: skip

View = Callable[[], object]


def every_view(talk: Interview) -> Iterator[tuple[str, View]]:
    """Each page that can be opened as things stand, with its frame; a locked one is not."""
    directory = services.shipped(OWN)
    for view in (*NOTES, *PLAIN):
        yield view.__name__, lambda view=view: view(talk)
    yield "place", lambda: parse_place('{"page": "gate"}', talk)
    yield "alone", lambda: private_answering.alone_view(talk, computer=False)
    yield "listening", lambda: account.listening_view(talk, "a")
    yield "find", lambda: side_cards.find_view(talk, "passport")
    yield "identity", lambda: referral_form.identity_view(talk, KeptIdentity("A", "", ""))
    if talk.gate().dangers:
        yield "danger", lambda: interview_views.danger_view(talk)
    for place in ("gate", TOPIC + talk.protocol.topics[0].id, *AFTER):
        yield f"rail {place}", lambda place=place: frame_presenter.rail_view(talk, place)
        yield f"strip {place}", lambda place=place: frame_presenter.strip_view(talk, place)
        yield f"person {place}", lambda place=place: person_view.person_view(talk, place, "")
    for topic in talk.protocol.topics:
        yield topic.id, lambda topic=topic: interview_views.topic_view(talk, topic.id)
    if talk.written is not None:
        yield "reading", lambda: assessment.assessment_view(talk)
        yield "taking", lambda: recipients.taking_view(talk, directory, TODAY)
        yield "adding", lambda: recipients.adding_view(talk, directory, "")
        yield "decisions", lambda: formal_decisions.decisions_view(talk, directory, {"matter": "need"})
        yield "follow", lambda: paper_views.follow_view(talk, directory, TODAY)
        for name in (papers.OWN, papers.PERSON, *talk.case.referrals.sent):
            yield f"papers {name}", lambda name=name: paper_views.papers_view(talk, directory, name)


def every_paper(talk: Interview) -> Iterator[tuple[str, View]]:
    """Each file that can be made of the case."""
    directory = services.shipped(OWN)
    for name in (papers.OWN, papers.PERSON, *talk.case.referrals.sent):
        yield f"file {name}", lambda name=name: papers.make_file(talk, KEEPER, directory, name, TODAY)


def listed(content: Content, case: Case, words: Words, role: str = "labour-officer") -> CaseRow:
    """The row that a case has in the list of cases; ``content`` is the edition in use."""
    today = datetime.date.today()
    line = desk_list.brief_line(Stale(case.code, 1, ""), standing_of(content, case, words, role, today))
    return desk_views.row_of(line, words, today)

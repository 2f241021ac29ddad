"""Everything that is worded of one case, by name: what a page, the list, the log or a paper asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from screening.casework import (
    answering_alone,
    assessing,
    before_talk,
    cards,
    children,
    consenting,
    distress,
    listening,
    naming,
    paper_pages,
    papers,
    person_view,
    preferring,
    second_reading,
    services,
    settling,
    sheltering,
    taking,
    talk_frame,
    talk_views,
    wordless,
)
from screening.casework.caseload import next_place, parse_place
from screening.casework.interviewing import AFTER, TOPIC, Interview
from screening.casework.referring import Keeper
from screening.store import Person

KEEPER = Keeper("Officer Aina", "Shelter House", "ABCD EFGH", 3)
TODAY = datetime.date(2026, 11, 24)
NOTES = (
    before_talk.contact_view, consenting.heard_view, consenting.later_view, consenting.informed_view,
    consenting.embassy_view, consenting.withdraw_view, listening.when_view, children.child_view,
    sheltering.arrival_view, sheltering.session_view, sheltering.plan_view, sheltering.dates_view,
    sheltering.handover_view, sheltering.rights_view, sheltering.refused_view, distress.help_view,
    distress.suicide_view, second_reading.second_view, second_reading.else_view, preferring.prefer_view,
)  # fmt: skip
PLAIN = (
    talk_views.gate_view, talk_views.language_view, talk_views.consent_view, talk_views.closing_view,
    before_talk.minding_view, consenting.said_back_lines, consenting.said_back_note, wordless.wordless_view,
    cards.care_view, cards.said_view, cards.self_view, settling.differing_view, assessing.own_view,
    answering_alone.told, next_place,
)  # fmt: skip

View = Callable[[], object]


def every_view(talk: Interview) -> Iterator[tuple[str, View]]:
    """Each page that can be opened as things stand, with its frame; a locked one is not."""
    directory = services.shipped()
    for view in (*NOTES, *PLAIN):
        yield view.__name__, lambda view=view: view(talk)
    yield "place", lambda: parse_place('{"page": "gate"}', talk)
    yield "alone", lambda: answering_alone.alone_view(talk, practice_voice=False)
    yield "listening", lambda: listening.listening_view(talk, "a")
    yield "find", lambda: cards.find_view(talk, "passport")
    yield "identity", lambda: naming.identity_view(talk, Person("A", "", ""))
    if talk.gate().dangers:
        yield "danger", lambda: talk_views.danger_view(talk)
    for place in ("gate", TOPIC + talk.protocol.topics[0].id, *AFTER):
        yield f"rail {place}", lambda place=place: talk_frame.rail(talk, place)
        yield f"strip {place}", lambda place=place: talk_frame.strip(talk, place, saved_at="")
        yield f"person {place}", lambda place=place: person_view.person_view(talk, place, "")
    for topic in talk.protocol.topics:
        yield topic.id, lambda topic=topic: talk_views.topic_view(talk, topic.id)
    if talk.written is not None:
        yield "reading", lambda: assessing.reading(talk)
        yield "taking", lambda: taking.taking_view(talk, directory, TODAY)
        yield "adding", lambda: taking.adding_view(talk, directory, "")
        yield "follow", lambda: paper_pages.follow_view(talk, directory, TODAY)
        for name in (papers.OWN, papers.PERSON, *talk.case.referrals.sent):
            yield f"papers {name}", lambda name=name: paper_pages.papers_view(talk, directory, name)


def every_paper(talk: Interview) -> Iterator[tuple[str, View]]:
    """Each file that can be made of the case."""
    directory = services.shipped()
    for name in (papers.OWN, papers.PERSON, *talk.case.referrals.sent):
        yield f"file {name}", lambda name=name: papers.make_file(talk, KEEPER, directory, name, TODAY)

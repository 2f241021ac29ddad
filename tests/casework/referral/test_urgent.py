"""The urgent way: what is said of the hours of who may get the sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.referral import urgent
from screening.domain.events.referral import EntryWritten
from screening.store import practice_vault
from tests.casework.some_talk import Session

DAY, NIGHT = (datetime.datetime(2026, 11, 25, hour, tzinfo=datetime.UTC) for hour in (10, 22))
STATION = "own-station"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        station = EntryWritten(STATION, "emergency", "all", "", "Police station", ("03-5550 0001",), "08:00-17:00")
        vault.append("", station)
        yield Session(vault, content).gate(afraid="yes")


def said(talk: Session, now: datetime.datetime) -> str:
    """What stands under the station; "" where it is not offered."""
    shown = urgent.view(talk.interview, services.in_use(talk.vault.events("")), now, "en")
    return next((each.about for each in shown.receivers if each.id == STATION), "")


def test_a_receiver_that_closed_after_it_was_chosen_is_said_to_be_closed(talk: Session) -> None:
    assert said(talk, DAY).startswith("open now")
    assert said(talk, NIGHT) == ""
    talk.do(urgent.choose_receiver(talk.interview, services.in_use(talk.vault.events("")), STATION))
    assert said(talk, NIGHT).startswith("closed now")

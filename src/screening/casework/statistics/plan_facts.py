"""What a plan of action asks of a case: place, needs seen to or open, times and fees, in bands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from screening.casework.content import country
from screening.casework.content.bands import UNKNOWN, bands, recruited_from, region_of
from screening.casework.content.edition import Content
from screening.domain.case.case import Case
from screening.domain.events.timestamps import moment
from screening.domain.known import fees, known, needs, terms
from screening.domain.protocol.model import Item
from screening.domain.services.directory import Directory
from screening.domain.statistics.disclosure_control import Attribute, Excludes
from screening.wording.catalogue.dates import typed_day

NONE, MORE = "none", "more"
"""No referral or no fee told; more than the last band."""
UNSUMMED = "unsummed"
"""Fees were told, and not all of them as a sum in the money of the country."""
SEEN_TO, OPEN, NOT_NAMED = "seen-to", "open", "not-named"
"""How a need stands: somebody who sees to it took the case; it was named and nobody did; it was not named."""
RECRUITED, RECRUITED_REGION = "recruited", "recruited-region"
"""The country where the work was arranged, and the group of countries that stands for it where it has too few."""
CORRIDORS = ((RECRUITED, "state"), (RECRUITED, "fees"))
"""Tables of a plan: from which country into which state, and what was paid for it."""
NEED = "need."
"""Before the id of a need, as the name of what cases are counted by."""


def plan_facts(case: Case, items: Mapping[str, Item], directory: Directory) -> dict[str, str]:
    """Return the values of a case by the names of ``plan_attributes``: no day, no sum, no recipient and no words."""
    return {
        "sex": known.sex(case) or UNKNOWN,
        "setting": known.setting(case) or UNKNOWN,
        "state": _among(case.referrals.note("service", "region"), directory.regions),
        "to-referral": _to_referral(case),
        "fees": _fees(case),
        RECRUITED: (code := _recruited(case)),
        RECRUITED_REGION: region_of(code),
        **_needs(case, items, directory),
    }


STAY = Attribute("stay", frozenset({terms.AFTER, terms.WITHIN}))
"""A stay in a shelter after the term of its order, or within it."""


def stay(case: Case, content: Content) -> str:
    """Return a value of ``STAY`` as of today, by the law of the country; "" where none is known."""
    return terms.stay(case, country.of(content.installation).clocks, typed_day, datetime.date.today())


def plan_attributes(directory: Directory) -> tuple[Attribute, ...]:
    """Return what ``plan_facts`` are counted by, in the order of the report."""
    times = frozenset({*map(str, bands()["days"]), MORE})
    sums = frozenset({*map(str, bands()["fees"]), MORE, NONE, UNSUMMED})
    return (
        Attribute("sex", frozenset(known.SEXES)),
        Attribute("setting", open=True),
        Attribute("state", frozenset(directory.regions)),
        Attribute("to-referral", times | {NONE}),
        Attribute("fees", sums),
        Attribute(RECRUITED_REGION, frozenset({*bands()[RECRUITED], UNKNOWN})),
        Attribute(RECRUITED, frozenset({*recruited_from(), UNKNOWN}), within=region_of),
        *(Attribute(f"{NEED}{need.id}", frozenset({SEEN_TO, OPEN, NOT_NAMED})) for need in directory.needs),
    )


def excludes(directory: Directory) -> tuple[Excludes, ...]:
    """Return what no case has together: a need is seen to only where a referral was sent."""
    return tuple(Excludes(f"{NEED}{need.id}", SEEN_TO, "to-referral", NONE) for need in directory.needs)


def to_answer(case: Case) -> str:
    """Return in which band of days the first answer to a referral came; ``NONE`` while there is none."""
    sent = [each for each in case.referrals.sent.values() if each.sent_at]
    answered = [_band(each.sent_at, each.answered_at) for each in sent if each.answered_at]
    order = (*map(str, bands()["days"]), MORE, UNKNOWN)
    return min(answered, key=order.index, default=NONE)


def _to_referral(case: Case) -> str:
    sent = sorted(each.sent_at for each in case.referrals.sent.values() if each.sent_at)
    return _band(case.opened_at, sent[0]) if sent else NONE


def _band(begun: str, ended: str) -> str:
    first, last = moment(begun), moment(ended)
    if first is None or last is None or last < first:
        return UNKNOWN
    days = (last.date() - first.date()).days
    return next((str(most) for most in bands()["days"] if days <= most), MORE)


def _fees(case: Case) -> str:
    chain = fees.links(case)
    total = fees.total(chain)
    if total is None:
        return UNSUMMED if chain else NONE
    return next((str(most) for most in bands()["fees"] if total <= Decimal(most)), MORE)


def _recruited(case: Case) -> str:
    told = fees.country(case)
    return told if told in recruited_from() else UNKNOWN


def _needs(case: Case, items: Mapping[str, Item], directory: Directory) -> dict[str, str]:
    named = needs.named(case, items, directory)
    took = {
        need
        for name, each in case.referrals.sent.items()
        if each.answered == "acknowledged" and (entry := directory.entries.get(name) or directory.former.get(name))
        for need in directory.services[entry.service].needs
    }
    return {
        f"{NEED}{need.id}": NOT_NAMED if need.id not in named else SEEN_TO if need.id in took else OPEN
        for need in directory.needs
    }


def _among(value: str, names: tuple[str, ...]) -> str:
    return value if value in names else UNKNOWN

"""Values of what is counted, in the words of the officer."""

from __future__ import annotations

import re

from screening.casework.content.bands import UNKNOWN, bands
from screening.casework.content.edition import Content
from screening.casework.statistics.export import ANSWER, EXPLOITATION
from screening.casework.statistics.plan_facts import MORE, RECRUITED, RECRUITED_REGION
from screening.domain.known import fees
from screening.wording.catalogue.languages import country_in, name_in
from screening.wording.catalogue.translations import Words


def label(name: str, value: str, words: Words, content: Content) -> str:
    """Return a value of a dimension in words."""
    if value == UNKNOWN:
        return words.say("stats.unknown")
    if name == "month":
        return value
    if name == "quarter":
        return words.say("stats.quarter-of", year=value[:4], n=value[-1])
    if name == "stay":
        return words.say(f"stats.{value}")
    if name == "sector":
        return words.say(f"addon.{value}.title")
    if name == EXPLOITATION:
        value = re.sub(r"(?<!^)(?=[A-Z])", "-", value).lower()
    if name == RECRUITED:
        return words.say("stats.recruited-other") if value == fees.ELSEWHERE else country_in(value, words.language)
    if name in _TEXTS:
        return words.known(_TEXTS[name].format(value=value), value)
    if name in BANDED:
        return band(name, value, words)
    return name_in(value, words.language)


_TEXTS = {
    "age": "form.age.{value}", "sex": "taking.sex-{value}", "setting": "setting.{value}.title",
    "state": "directory.region.{value}", RECRUITED_REGION: "stats.region.{value}",
    EXPLOITATION: "stats.form.{value}", "sector-group": "stats.group.{value}",
    "language-family": "stats.family.{value}",
}  # fmt: skip
"""Texts that word the values of a dimension; what has none stands as it is."""
BANDED = ("to-referral", ANSWER, "fees")


def band(name: str, value: str, words: Words) -> str:
    """Return a band of days or of fees in words."""
    kind = "fees" if name == "fees" else "days"
    if value == "0":
        return words.say("stats.days-same")
    if value == MORE:
        return words.say(f"stats.{kind}-more", n=f"{bands()[kind][-1]:,}")
    return (
        words.say(f"stats.{kind}-upto", n=f"{int(value):,}") if value.isdigit() else words.say(f"stats.{name}-{value}")
    )

"""The card for the pocket: one sheet with two sides, for whoever has no computer. Nothing of a case is on it."""

from __future__ import annotations

import datetime

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.visit.questionnaire import ROLE, words_of
from screening.domain.services.directory import Directory
from screening.errors import BadInput
from screening.wording.catalogue.languages import format_date, officer_languages, readable_languages
from screening.wording.catalogue.translations import Words

LOOK = ("alone", "others", "body", "child", "place", "you")
STOP = ("heard", "no", "danger")
ASKED = ("talk", "notes")
"""The decisions without which nothing is asked and nothing is written."""
FIRST = ("agree.moment", "topic.needs.invitation", "talk.open", "talk.order")
BAD = ("talk.more", "talk.next")
PARTING = ("care-for.choose", "goodbye.help-later")
NUMBERS = (*services.NUMBERS, services.OFFICER_CARE)


def make_card(
    content: Content,
    directory: Directory,
    today: datetime.date,
    *,
    officer: str,
    person: str = "",
    role: str = ROLE,
    region: str = "",
) -> bytes:
    """Return the card as PDF, in memory. Without ``person`` what is said stands in the officer's language alone.

    Raises BadInput as ``questionnaire.make_blank`` does, and ("blank-choice") for a state that the directory has not.
    """
    here, edition = content.installation, content.protocol.id
    if region and region not in directory.regions:
        raise BadInput("blank-choice", kind="state", name=region[:40], known=", ".join(directory.regions))
    own = words_of(officer, [pack.tag for pack in officer_languages()], edition, here)
    theirs = words_of(person or officer, [pack.tag for pack in readable_languages(installation=here)], edition, here)
    from screening.documents.forms.pocket_card import PocketCard, pocket_card  # loaded with the first paper

    parts = content.protocol.spoken_for(role) or content.protocol.spoken_for(ROLE)
    asked = (f"consent.decision.{each.id}.question" for each in content.protocol.decisions if each.id in ASKED)
    return pocket_card(
        PocketCard(
            own,
            theirs,
            tuple(own.say(f"pocket.look-{name}") for name in LOOK),
            (*(f"consent.spoken.{part.id}" for part in parts), *asked),
            FIRST,
            BAD,
            tuple(own.say(f"pocket.stop-{name}") for name in STOP),
            PARTING,
            *_numbers(directory, region, today, own),
            own.say("pocket.made", day=format_date(today, own.language)),
        )
    )


def card_name(officer: str, person: str) -> str:
    """Return the name of the file; it says nothing of what the card is for."""
    return "-".join(("card", officer, *([person] if person and person != officer else []))) + ".pdf"


def _numbers(directory: Directory, region: str, today: datetime.date, words: Words) -> tuple[str, tuple[str, ...], str]:
    """Return the heading, each number with how far it was checked, and a sentence where the state has none."""
    state = words.say(f"directory.region.{region}") if region else words.say("services.everywhere")
    told, own = [], False
    directory = services.of_cards(directory)
    for name in NUMBERS:
        entry = directory.number(name, region, today) or directory.unchecked(name, region)
        if entry is None:
            continue
        own = own or entry.state == region
        fields = {"title": words.say(f"number.{name}"), "name": services.name_of(entry, words)}
        if directory.fresh(entry, today) and entry.verified_on is not None:
            day = format_date(entry.verified_on, words.language)
            checked = words.say(services.of_kind("number.checked", entry), day=day)
            told.append(words.say("pocket.number-checked", **fields, number=entry.phones[0], checked=checked))
        else:
            told.append(words.say("pocket.number", **fields, number=services.marked(entry, today, words)))
    lacks = "" if own or (told and not region) else "pocket.numbers-none-here" if told else "pocket.numbers-none"
    return words.say("pocket.numbers", state=state), tuple(told), words.say(lacks, state=state) if lacks else ""

"""What each page of the talk shows now, as plain data, already worded."""

from __future__ import annotations

from collections.abc import Sequence

from screening.casework.interview import recipient_consent, record_sheet
from screening.casework.interview.conflicts import before, versions, written_by
from screening.casework.interview.interview import Interview
from screening.casework.interview.shared_lines import line, yes_no_later
from screening.casework.interview.shelter import second_talk
from screening.casework.interview.side_cards import after_harm
from screening.casework.interview.view_models import (
    ClosingLineView,
    ClosingView,
    DangerView,
    GateLineView,
    GateView,
    ItemView,
    LineView,
    TopicView,
    WayOn,
    WordsView,
)
from screening.casework.view_models import Choice, Pair
from screening.domain.answers import Answer
from screening.domain.case import rules, topic_order
from screening.domain.case.interpreter import WAITS
from screening.domain.known import detention, promises
from screening.domain.known.known import line_of
from screening.domain.protocol.model import Decision, GateLine, Item, Topic
from screening.domain.services.directory import Directory
from screening.settings import Installation
from screening.wording.catalogue.languages import (
    by_need,
    name_in,
    pack_state,
)
from screening.wording.catalogue.packs import Pack, State
from screening.wording.catalogue.translations import Words

GATE_MEANS = {
    **dict.fromkeys(("others", "under_18", "yes", "safe"), "yes"),
    **dict.fromkeys(("nobody", "interpreter", "adult", "no", "not_safe"), "no"),
    **dict.fromkeys(("not_sure", "might_be"), "not_sure"),
}
"""What each choice of the gate answers to the question as the page puts it. What is stored stays the choice."""
GATE_SAYS = {"yes": "answer.yes", "no": "answer.no", "not_sure": "page.gate.not_sure"}


def gate_view(talk: Interview, *, by_ear: bool = True) -> GateView:
    state, say = talk.gate(), talk.words.say
    hearing = next((line for line in talk.protocol.gate if line.id == "hearing"), None)
    heard = talk.case.gate.get("hearing", "")
    who = [each.id for each in hearing.choices if each.id in ("interpreter", "others")] if hearing else []
    return GateView(
        lines=tuple(_gate_line(talk, line) for line in talk.protocol.gate),
        who=tuple(Choice(name, say(f"gate.hearing.{name}"), name == heard) for name in who)
        if heard in (*who, "not_sure")
        else (),
        offers=_offers(talk, by_ear) if talk.overheard and state.interpreter != WAITS else (),
    )


def _gate_line(talk: Interview, line: GateLine) -> GateLineView:
    """A line as yes, no and not sure; of two choices that mean the same the first stands for both."""
    first = {GATE_MEANS.get(each.id, each.id): each.id for each in reversed(line.choices)}
    means = [each for each in GATE_SAYS if each in first]
    now = talk.case.gate.get(line.id, "")
    return GateLineView(
        line.id,
        talk.words.known(f"page.gate.line.{line.id}") or talk.words.say(f"gate.{line.id}.text"),
        talk.words.known(f"page.gate.hint.{line.id}"),
        tuple(Choice(first[each], talk.words.say(GATE_SAYS[each]), GATE_MEANS.get(now) == each) for each in means),
        tuple(means),
        tuple(talk.words.say(f"gate.{line.id}.{first[each]}") for each in means),
    )


def _offers(talk: Interview, by_ear: bool) -> tuple[WayOn, ...]:
    """Another place, another time, or private audio, which nobody who may be a child is left alone with (GA4, PR15)."""
    say = talk.words.say
    return tuple(
        WayOn(
            row["id"],
            say(f"gate.offer.{row['id']}.title"),
            say(f"gate.offer.{row['id']}.text"),
            say("page.gate.not-for-child") if row["id"] == "private" and talk.gate().child else "",
        )
        for row in talk.protocol.tables["gate"].get("offer", ())
        if row["id"] != "private" or by_ear
    )


def danger_view(talk: Interview) -> DangerView:
    """The card for every open danger line; its acts are those of the first (GA3)."""
    say, state = talk.words.say, talk.gate()
    cards = {row["id"]: row for row in talk.protocol.tables["gate"].get("card", ())}
    first = cards[state.dangers[0]]
    leads = []
    for danger in state.dangers:
        unsure = talk.case.gate.get(danger) == "not_sure" and "lead_not_sure" in cards[danger]
        leads.append(say(f"gate.card.{danger}.{'lead_not_sure' if unsure else 'lead'}"))
    numbers = first.get("numbers_child" if state.child else "numbers", first.get("numbers", []))
    return DangerView(
        title=say(f"gate.card.{first['id']}.title"),
        leads=tuple(leads),
        acts=tuple(say(f"gate.card.{first['id']}.step{n}") for n in (1, 2, 3)),
        numbers=tuple(talk.number(name) for name in numbers),
    )


def languages_to_choose(talk: Interview) -> tuple[tuple[Pack, ...], str]:
    """Return the languages that can be chosen for the person, and the tag of the one that was; "" for none."""
    proposed = talk.case.operation.language if talk.case.operation is not None else ""
    offered = sorted(by_need(talk.offered_languages()), key=lambda pack: pack.tag != proposed)
    return tuple(offered), talk.case.language.language if talk.case.language else ""


def language_of_first_look(talk: Interview) -> str:
    """Return what the first look of an operation noted of the language, as a sentence; "" once one was chosen."""
    noted = talk.case.operation
    if noted is None or not noted.language or talk.case.language is not None:
        return ""
    name = name_in(noted.language, talk.words.language)
    return talk.words.say("page.language.first-look", number=noted.number, language=name)


def topic_view(talk: Interview, topic_id: str) -> TopicView:
    topic = talk.protocol.topic(topic_id)
    return TopicView(
        id=topic.id,
        number=topic_order.topics(talk.protocol, talk.case).index(topic) + 1,
        title=talk.pair(f"topic.{topic.id}.title"),
        invitation=talk.pair(f"topic.{topic.id}.invitation"),
        why=talk.pair(f"topic.{topic.id}.why"),
        person_tag=talk.theirs.language,
        words=talk.own_words(topic.id),
        beside=words_beside(talk, topic.id),
        items=_items(talk, topic),
        locked="" if talk.case.agreed else talk.words.say("locked.consent"),
        after_harm=after_harm(talk),
        invite=_invite(talk) if talk.invitation_waits(topic_id) else (),
        talked=_talked(talk),
    )


def _talked(talk: Interview) -> tuple[bool, ...]:
    """For each topic in order, whether it was talked about."""
    case, items = talk.case, talk.protocol.items
    talked = {items[name].topic for name in case.answers if name in items}
    talked |= {each.topic for each in case.words}
    talked |= {name for name, offered in case.offered.items() if offered.offered}
    return tuple([topic.id in talked for topic in topic_order.topics(talk.protocol, case)])


OFFERED = "offered"
"""That the open invitation was said; every other choice is a reason to leave it out."""


def _invite(talk: Interview) -> tuple[tuple[str, str], ...]:
    choices = (OFFERED, *(name for name in rules.SKIPS if name != "looked_for"))
    return tuple((name, talk.words.say(f"page.topic.invite.{name}")) for name in choices)


def _items(talk: Interview, topic: Topic) -> tuple[ItemView, ...]:
    """The closed items, once the open invitation was offered or left out for a reason (IN1).

    Without agreement, which comes before that, what is only seen or read stays open to the officer (GA4).
    """
    first = topic_order.first_here(talk.protocol, talk.case, topic)
    items = topic_order.items(talk.protocol, talk.case, topic)
    if rules.invitation_waits(talk.protocol, talk.case, topic.id):
        items = () if talk.case.agreed else tuple(item for item in items if item.kind != "ask")
    return tuple(item_view(talk, item, first=item.id in first) for item in items)


def item_view(talk: Interview, item: Item, *, first: bool) -> ItemView:
    """An item with what was answered; of a sealed one no word, and nothing of what was said to it (GA4)."""
    say, given = talk.words.say, talk.case.answers.get(item.id)
    reason = rules.locked(talk.protocol, talk.case, item)
    locked = say(reason) if reason else ""
    if talk.sealed(item):
        text = Pair(f"{item.number}  {talk.marked(item)}")
        return ItemView(item.id, text, item.kind, item.harm, first, locked, sealed=True)
    text_id = f"item.{item.id}.text"
    return ItemView(
        item.id,
        talk.pair(text_id) if item.kind == "ask" else Pair(say(text_id)),
        item.kind,
        item.harm,
        first,
        locked,
        answer=given.answer.value if given else "",
        how=given.how.value if given else "",
        applies=item.id not in talk.progress.of(talk.case).hidden,
        contested=item.id in talk.case.contested,
        earlier=earlier(talk, item.id),
        placed=item.where and given is not None and given.answer is Answer.YES,
        where=(given.where or "") if given else "",
    )


def closing_view(talk: Interview, directory: Directory | None = None) -> ClosingView:
    """``directory`` names the recipients that are asked for one by one."""
    say = talk.words.say
    lines = []
    for row in talk.protocol.tables["closing"]["line"]:
        name, noted = row["id"], talk.case.closing.get(row["id"], "")
        text = talk.pair(f"closing.{name}") if row["kind"] == "person" else Pair(say(f"closing.{name}"))
        closed = talk.closed("closing", name, noted)
        said = line(talk, f"closing.{name}", "", f"closing.{name}") if row["kind"] == "person" else None
        title = Pair(say(f"closing.{name}.title"))
        lines.append(ClosingLineView(name, title, text, noted, closed, said))
    refused = say("page.notes.refused") if any(each.closed for each in lines) else ""
    lead = (say("page.closing.lead"), refused, lengths(talk.words, talk.site_minutes))
    at_the_end = [each for each in talk.protocol.decisions if each.when == "closing" and not each.per_recipient]
    return ClosingView(
        lead=" ".join(part for part in lead if part),
        lines=tuple(lines),
        decisions={
            **(recipient_consent.named(talk, directory) if directory is not None else {}),
            **{each.id: _decision(talk, each) for each in at_the_end},
        },
        leaving=tuple(line(talk, text_id, "", text_id) for text_id in talk.leaving()),
        person_tag=talk.theirs.language,
        record=record_sheet.sheet_view(talk),
        promised_by=talk.case.closing.get(promises.CLOSING_DAY, ""),
        second_talk=second_talk(talk) if detention.held(talk.case) else None,
    )


def words_beside(talk: Interview, topic: str) -> tuple[WordsView, ...]:
    """What other laptops and earlier sessions wrote on a topic: dated, with who wrote it, and only to be read (DM3)."""
    found = []
    for each in talk.case.words:
        if each.topic == topic and not talk.wrote(each, topic):
            before = each.session < talk.case.sessions.number
            title = talk.words.say("page.topic.earlier" if before else "page.differing.beside")
            found.append(WordsView(each.text, f"{title} {written_by(talk, each.by, each.at)}"))
    return tuple(found)


def earlier(talk: Interview, item: str) -> str:
    """What earlier sessions recorded for an item that is not its answer now, in words; "" for nothing (DM3)."""
    told = versions(talk, (head for _session, head in talk.case.earlier(item)))
    return talk.words.say("page.topic.earlier-answer", told=told) if told else ""


def _decision(talk: Interview, decision: Decision) -> LineView:
    """Where two laptops heard different decisions the person said neither of what is filled: nothing is (CO2)."""
    return line(
        talk,
        line_of(decision.id),
        talk.words.say(f"consent.decision.{decision.id}"),
        f"consent.decision.{decision.id}.question",
        options=yes_no_later(talk),
        value=talk.case.decided_now(decision.id),
        note=before(talk, decision.id),
    )


def language_state(tag: str, here: Installation) -> str:
    """draft, reviewed, field-tested or source; "" where no language was chosen."""
    state = pack_state(tag, here)
    return "" if state is State.SOURCE else state.value


def lengths(words: Words, minutes: Sequence[int]) -> str:
    """Return how long earlier talks here took, so that nobody stands out; "" while there was none (BI2)."""
    if not minutes:
        return ""
    least, most = min(minutes), max(minutes)
    if least == most:
        return words.say_count("page.site.took-about", least)
    return words.say("page.site.took", least=least, most=most)

"""The talk, step by step: what each page shows now, and the event that each act of the screener records."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping

from screening.casework.content import Content
from screening.casework.live import Live
from screening.casework.views import (
    ClosingLineView,
    ClosingView,
    ConsentView,
    DangerView,
    DecisionView,
    GateChoiceView,
    GateLineView,
    GateView,
    ItemView,
    LanguageRow,
    LanguageView,
    NumberCard,
    Pair,
    RailData,
    StepRow,
    StripData,
    TopicView,
    WordsView,
)
from screening.domain import interview as rules
from screening.domain import order, staying
from screening.domain.answers import Answer, How
from screening.domain.case import Case, apply
from screening.domain.case import Words as Spoken
from screening.domain.events import (
    BreakTaken,
    CareCardUsed,
    CaseOpened,
    DangerCardAnswered,
    Event,
    LanguageChosen,
    Recorded,
    SettingChanged,
    TalkResumed,
    TopicOffered,
)
from screening.domain.protocol import Decision, Item, Protocol
from screening.domain.session_events import TextHeard
from screening.domain.side_by_side import contested_decisions
from screening.errors import NotAccepted
from screening.wording.catalogs import Words
from screening.wording.languages import format_date, format_time, languages, name_in, offered_languages, own_name
from screening.wording.packs import State
from screening.wording.shown import visible_text

TOPIC = "topic."
ENTRY = "1"
"""The entry of the field on a topic's page."""
AFTER = ("own-view", "reading", "taking", "papers", "follow", "self")
"""The steps after the talk, away from the person (PR12)."""
RESULTS = ("reading", "taking", "papers")
"""Steps that show or carry a result."""


def open_case(code: str, content: Content, *, setting: str, profile: str, practice: bool) -> CaseOpened:
    """The event that begins a case. Raises NotAccepted for an unknown setting or profile."""
    known = {row["id"] for row in content.protocol.tables["settings"].get("setting", ())}
    if setting not in known or profile not in content.protocol.profiles:
        raise NotAccepted("no-such-choice", place="setting")
    return CaseOpened(content.protocol.id, setting, profile, practice)


class Interview:
    """One case in the hands of one officer. Holds no store: the caller records each event, then calls ``accept``."""

    def __init__(self, content: Content, case: Case, words: Words, role: str) -> None:
        self.content = content
        self.case = case
        self.words = words.of_edition(content.protocol.id)
        self.role = role
        self.at_open_site = False
        """Whether the talk took place at an inspection that is still going on: no result opens then (BI3)."""
        self.now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
        self._live = Live(content)
        self.strand = ""
        """The laptop that writes now; "" where there is only one, as in practice."""
        self.numbers: Mapping[str, NumberCard] = {}
        """Numbers that were rung here, by the names that the cards ask for."""

    @property
    def protocol(self) -> Protocol:
        return self.content.protocol

    @property
    def theirs(self) -> Words:
        """The person's language; the officer's own until one was chosen."""
        chosen = self.case.language
        return self.words if chosen is None else self.words.within(chosen.language)

    @property
    def written(self) -> Recorded | None:
        """This officer's own view: another laptop's, brought by a bundle, is not theirs and stays unseen (JU16)."""
        if not self.strand:
            return self.case.view
        return next((each for each in reversed(self.case.views) if each.strand == self.strand), None)

    def accept(self, recorded: Recorded) -> None:
        """An event is on disk: the case moves on."""
        before, self.case = self.case, apply(self.case, recorded)
        self._live.moved(before, recorded, self.case)

    # --- what the screener does

    def answer_gate(self, line: str, choice: str) -> Event:
        return rules.answer_gate(self.protocol, self.case, line, choice)

    def choose_setting(self, setting: str) -> Event:
        """The place of the talk (GA13). Raises NotAccepted for one that is not in the list."""
        if setting not in {row["id"] for row in self.protocol.tables["settings"].get("setting", ())}:
            raise NotAccepted("no-such-choice", place="setting")
        return SettingChanged(setting)

    def answer_danger(self, *, went_on: bool) -> Event:
        """The danger card was read: go on, or end here with nothing else asked (GA3)."""
        return DangerCardAnswered(rules.gate(self.protocol, self.case).dangers, went_on)

    def choose_language(self, tag: str) -> Event:
        """Raises NotAccepted("language-not-offered"): a language is offered only when its pack holds everything."""
        if tag not in {pack.tag for pack in offered_languages(edition=self.protocol.id)}:
            raise NotAccepted("language-not-offered", language=tag)
        if not rules.gate(self.protocol, self.case).passed:
            raise NotAccepted("gate-first")
        return LanguageChosen(tag)

    def decide(self, decision: str, value: str, recipient: str = "") -> Event:
        """A consent decision, kept with the digest of exactly what was said in the person's language (CO7)."""
        return rules.consent(
            self.protocol, self.case, decision, value, text_version=self.spoken_version(), recipient=recipient
        )

    def decided(self, decision: str, value: str, recipient: str = "") -> tuple[Event, ...]:
        """``decide``, and before it the exact text that was heard, once for each version (CO7)."""
        version = self.spoken_version()
        made = self.decide(decision, value, recipient)
        if version in self.case.sessions.heard:
            return (made,)
        return (TextHeard(version, self.theirs.language, self.heard_texts()), made)

    def answer(self, item: str, answer: str, how: str | None = None) -> Event:
        """An answer; ``how`` defaults to what the item is: asked, seen, or read in a document."""
        return rules.answer(self.protocol, self.case, item, Answer(answer), How(how or self.usual_how(item)))

    def take_back(self, item: str) -> Event:
        return rules.take_back(self.protocol, self.case, item)

    def write(self, topic: str, text: str, entry: str = ENTRY, how: str = "told") -> Event:
        return rules.words(self.protocol, self.case, topic, entry, text, How(how))

    def offer(self, topic: str) -> Event | None:
        """The topic's invitation stands before the person; None when that is recorded already."""
        if topic in self.case.offered:
            return None
        return TopicOffered(topic)

    def note(self, line: str, text: str) -> Event:
        return rules.note_closing(self.protocol, self.case, line, text)

    def rest(self) -> Event:
        return BreakTaken()

    def care(self) -> Event | None:
        """The care card was opened; that it was used is kept once."""
        return None if self.case.care_used else CareCardUsed()

    def stop(self, way: str) -> Event:
        return rules.stop(self.case, way)

    def resume(self) -> Event:
        return TalkResumed()

    def usual_how(self, item_id: str) -> str:
        """How an answer came unless the officer says otherwise: "told freely" is never assumed."""
        item = self.protocol.items.get(item_id)
        kinds = {"observe": How.SEEN, "document": How.DOCUMENT}
        return kinds.get(item.kind if item else "ask", How.ASKED)

    def spoken_version(self) -> str:
        """The digest of the consent text as it stands in the person's language."""
        return hashlib.sha256("\n".join(self.heard_texts()).encode()).hexdigest()[:16]

    def heard_texts(self) -> tuple[str, ...]:
        """Everything that is said before the decisions, and each question, in the person's language."""
        spoken = tuple(pair.theirs for pair in self._spoken())
        asked = tuple(
            self.theirs.say_with(
                f"consent.decision.{each.id}.question", {"recipient": "…"} if each.per_recipient else {}
            )
            for each in self.protocol.decisions
        )
        return (*spoken, *asked)

    # --- where things stand

    def gate(self) -> rules.Gate:
        return rules.gate(self.protocol, self.case)

    def places(self) -> tuple[str, ...]:
        """Every page of the case, in order."""
        topics = tuple(TOPIC + topic.id for topic in order.topics(self.protocol, self.case))
        return ("gate", "language", "consent", *topics, "closing", *AFTER)

    def next_place(self, place: str) -> str:
        places = self.places()
        at = places.index(place)
        return places[min(at + 1, len(places) - 1)]

    def previous_place(self, place: str) -> str:
        places = self.places()
        return places[max(places.index(place) - 1, 0)]

    def reachable(self, place: str) -> str:
        """The text id of why ``place`` cannot be opened now; "" when it can. The gate comes first (GA1)."""
        if place == "gate" or place in AFTER[:1]:
            return ""
        if place in RESULTS and self.at_open_site:
            return "locked.site"
        if place in AFTER:
            return "" if self.written is not None else "locked.view"
        if not self.gate().passed:
            return "locked.gate"
        if place == "language":
            return ""
        if self.case.language is None:
            return "locked.language"
        if place.startswith(TOPIC):
            if staying.is_child(self.protocol, self.case) and not staying.trained(self.case):
                return "locked.child"
            if staying.resting(self.protocol, self.case, self.now()):
                return "locked.rest"
        return ""

    def after_language(self) -> str:
        """Where the talk goes once the language is chosen: a child's path, a shelter's first day, or agreement."""
        if staying.is_child(self.protocol, self.case) and not staying.trained(self.case):
            return staying.CHILD
        if self.case.setting == staying.SHELTER and self.case.sessions.number == 1:
            return staying.ARRIVAL
        return "consent"

    def number(self, name: str) -> NumberCard:
        """A number of the directory by what it is for."""
        return self._number(name)

    def rail(self, place: str) -> RailData:
        """The left column: steps before the talk, topics during it, steps after it."""
        if place in AFTER:
            rows, heading = self._after_rows(), "rail.after"
        elif place.startswith(TOPIC) or place == "closing":
            rows, heading = self._topic_rows(), "rail.talk"
        else:
            rows, heading = self._before_rows(), "rail.before"
        done = sum(row.state != "open" for row in rows)
        answers = self.case.answers
        return RailData(
            heading=self.words.say(heading, done=done, left=len(rows) - done),
            rows=tuple(rows),
            current=place,
            said=len(answers) + len(self.case.words),
            not_asked=sum(name not in answers for name in self.protocol.items),
            identity=self.case.consented("identity") == "yes",
            differing=len(self.case.contested) + len(contested_decisions(self.case.consent_heads)),
            stays=self.case.setting == staying.SHELTER or place in AFTER,
            child=self.gate().child and place not in AFTER,
            after=place in AFTER,
        )

    def strip(self, place: str, *, saved_at: str = "") -> StripData:
        """The top strip: which case, where, in which languages, who is in hearing, when it was last saved."""
        tag = self.case.language.language if self.case.language else ""
        hearing = self.case.gate.get("hearing", "")
        heard = ""
        if hearing and self.case.gate_at:
            heard = self.words.say(f"strip.hearing.{hearing}", time=format_time(self.case.gate_at, self.words.language))
        return StripData(
            code=self.case.code,
            where=self.words.say("strip.where." + _phase(place)),
            officer_language=own_name(self.words.language),
            person_language=own_name(tag) if tag and tag != self.words.language and _phase(place) != "after" else "",
            person_tag=tag,
            language_state=_state(tag) if _phase(place) != "after" else "",
            hearing=heard if _phase(place) != "after" else "",
            saved=self.words.say("strip.saved", time=format_time(saved_at, self.words.language)) if saved_at else "",
            practice=self.case.practice,
        )

    # --- pages

    def gate_view(self) -> GateView:
        state = self.gate()
        lines = tuple(
            GateLineView(
                line.id,
                self.words.say(f"gate.{line.id}.text"),
                tuple(
                    GateChoiceView(
                        choice.id,
                        self.words.say(f"gate.{line.id}.{choice.id}"),
                        self.case.gate.get(line.id) == choice.id,
                    )
                    for choice in line.choices
                ),
                line.id in self.case.gate,
            )
            for line in self.protocol.gate
        )
        offers = [row["id"] for row in self.protocol.tables["gate"].get("offer", ())]
        not_private = state.not_private and "hearing" in self.case.gate
        return GateView(
            title=self.words.say("page.gate.title"),
            lead=self.words.say("page.gate.lead"),
            keys_help=self.words.say("page.gate.keys"),
            note=self.words.say("page.gate.note"),
            lines=lines,
            open_lines=len(state.open_lines),
            not_private=tuple(self.words.say(f"gate.offer.{name}.text") for name in offers) if not_private else (),
        )

    def danger_view(self) -> DangerView:
        """The card for every open danger line; its acts are those of the first (GA3)."""
        dangers = self.gate().dangers
        cards = {row["id"]: row for row in self.protocol.tables["gate"].get("card", ())}
        first = cards[dangers[0]]
        leads = tuple(
            self.words.say(
                f"gate.card.{line}.lead_not_sure"
                if self.case.gate.get(line) == "not_sure" and "lead_not_sure" in cards[line]
                else f"gate.card.{line}.lead"
            )
            for line in dangers
        )
        numbers = first.get("numbers_child" if self.gate().child else "numbers", first.get("numbers", []))
        return DangerView(
            title=self.words.say(f"gate.card.{first['id']}.title"),
            leads=leads,
            acts=tuple(self.words.say(f"gate.card.{first['id']}.step{n}") for n in (1, 2, 3)),
            numbers=tuple(self._number(name) for name in numbers),
            foot=self.words.say("page.danger.foot"),
            lines=dangers,
        )

    def language_view(self) -> LanguageView:
        chosen = self.case.language.language if self.case.language else ""
        return LanguageView(
            title=self.words.say("page.language.title"),
            lead=self.words.say("page.language.lead"),
            rows=tuple(
                LanguageRow(
                    pack.tag,
                    own_name(pack.tag),
                    name_in(pack.tag, self.words.language),
                    _state(pack.tag),
                    pack.tag == chosen,
                )
                for pack in offered_languages(edition=self.protocol.id)
            ),
        )

    def consent_view(self) -> ConsentView:
        return ConsentView(
            title=self.words.say("page.consent.title"),
            lead=self.words.say("page.consent.lead"),
            said_title=self.words.say("page.consent.said"),
            said=self._spoken(),
            decisions_title=self.words.say("page.consent.decisions"),
            none_chosen=self.words.say("page.consent.none"),
            decisions=tuple(self._decision(each) for each in self.protocol.decisions if each.when == "start"),
            at_the_end=self.words.say("page.consent.later"),
            person_tag=self.theirs.language,
            draft=_state(self.theirs.language) == "draft",
        )

    def topic_view(self, topic_id: str) -> TopicView:
        topic = self.protocol.topic(topic_id)
        return TopicView(
            id=topic.id,
            place=TOPIC + topic.id,
            number=order.topics(self.protocol, self.case).index(topic) + 1,
            total=len(self.protocol.topics),
            title=self._pair(f"topic.{topic.id}.title"),
            invitation=self._pair(f"topic.{topic.id}.invitation"),
            why=self._pair(f"topic.{topic.id}.why"),
            help=self.words.say(f"topic.{topic.id}.help"),
            person_tag=self.theirs.language,
            draft=_state(self.theirs.language) == "draft",
            words=tuple(self._words_view(each) for each in self.case.words if self._own_words(each, topic.id)),
            beside=tuple(
                self._words_view(each)
                for each in self.case.words
                if each.topic == topic.id and not self._own_words(each, topic.id)
            ),
            items=tuple(self.item_view(item) for item in order.items(self.protocol, self.case, topic)),
            locked=self._topic_locked(),
        )

    def item_view(self, item: Item) -> ItemView:
        given = self.case.answers.get(item.id)
        reason = rules.locked(self.protocol, self.case, item)
        return ItemView(
            id=item.id,
            number=item.number,
            kind=item.kind,
            text=self._pair(f"item.{item.id}.text") if item.kind == "ask" else Pair(self._own(item)),
            answer=given.answer.value if given else "",
            how=given.how.value if given else "",
            harm=item.harm,
            core=item.core,
            applies=item.id not in self._live.of(self.case).hidden,
            contested=item.id in self.case.contested,
            locked=self.words.say(reason) if reason else "",
            may_mean=self.words.say(f"item.{item.id}.may_mean"),
            may_else=self.words.say(f"item.{item.id}.may_else"),
        )

    def closing_view(self) -> ClosingView:
        tables = self.protocol.tables["closing"]
        lines = tuple(
            ClosingLineView(
                row["id"],
                Pair(self.words.say(f"closing.{row['id']}.title")),
                self._pair(f"closing.{row['id']}")
                if row["kind"] == "person"
                else Pair(self.words.say(f"closing.{row['id']}")),
                row["kind"],
                self.case.closing.get(row["id"], ""),
            )
            for row in tables["line"]
        )
        return ClosingView(
            title=self.words.say("page.closing.title"),
            lead=self.words.say("page.closing.lead"),
            lines=lines,
            decisions=tuple(self._decision(each) for each in self.protocol.decisions if each.when == "closing"),
            information=tuple(
                self._pair(f"closing.information.{row['id']}")
                for row in tables["information"]
                if "{" not in row["text"]
            ),
            person_tag=self.theirs.language,
        )

    def own_words(self, topic: str) -> Spoken | None:
        """What this laptop wrote on a topic, which the field on the page goes on writing."""
        return next((each for each in self.case.words if self._own_words(each, topic)), None)

    # --- parts

    def _own_words(self, each: Spoken, topic: str) -> bool:
        here = not self.strand or each.strand == self.strand
        return here and (each.topic, each.entry) == (topic, ENTRY)

    def _words_view(self, each: Spoken) -> WordsView:
        language = self.words.language
        day, time = format_date(datetime.date.fromisoformat(each.at[:10]), language), format_time(each.at, language)
        by = self.words.say("page.differing.by", name=visible_text(each.by), day=day, time=time)
        return WordsView(each.entry, each.text, each.how.value, time, by)

    def _pair(self, text_id: str) -> Pair:
        own = self.words.say(text_id)
        if self.case.language is None or self.theirs.language == self.words.language:
            return Pair(own)
        return Pair(own, self.theirs.say(text_id))

    def _own(self, item: Item) -> str:
        return self.words.say(f"item.{item.id}.text")

    def _spoken(self) -> tuple[Pair, ...]:
        parts = self.protocol.spoken_for(self.role) or self.protocol.spoken_for("labour-officer")
        return tuple(
            Pair(
                self.words.say(f"consent.spoken.{part.id}"),
                self.theirs.say(f"consent.spoken.{part.id}"),
            )
            for part in parts
        )

    def _decision(self, decision: Decision) -> DecisionView:
        now = self.case.decided_now(decision.id)
        before = "" if now else self.case.consented(decision.id)
        said = self.words.say(f"answer.{before}" if before in ("yes", "no") else "decision.later") if before else ""
        return DecisionView(
            decision.id,
            self._pair(f"consent.decision.{decision.id}"),
            now,
            self.words.say("consenting.before", value=said) if said else "",
        )

    def _number(self, name: str) -> NumberCard:
        """Numbers come from the directory; none is shown as fact before a user has verified it (RE2)."""
        unknown = NumberCard(self.words.say(f"number.{name}"), "", self.words.say("number.not-checked"))
        return self.numbers.get(name, unknown)

    def _topic_locked(self) -> str:
        if not self.case.agreed:
            return self.words.say("locked.consent")
        return ""

    def _before_rows(self) -> list[StepRow]:
        say = self.words.say
        gate = self.gate()
        decided = [self.case.consented(each.id) for each in self.protocol.decisions if each.when == "start"]
        consent = "done" if self.case.decided_now("talk") and self.case.decided_now("notes") else "open"
        language = self.case.language
        return [
            StepRow("gate", say("rail.gate"), "done" if gate.passed else "open"),
            StepRow(
                "language",
                say("rail.language"),
                "done" if language else "open",
                own_name(language.language) if language else "",
            ),
            StepRow("consent", say("rail.consent"), consent if all(decided) or consent == "open" else "part"),
            StepRow(
                TOPIC + self.protocol.topics[0].id,
                say("rail.talking"),
                "part" if self.case.answers else "open",
                self.words.say_count("rail.topics", len(self.protocol.topics)),
            ),
            StepRow("closing", say("rail.closing"), "done" if self.case.closing else "open"),
        ]

    def _topic_rows(self) -> list[StepRow]:
        answers = self.case.answers
        suggested, over = self._live.suggested(self.case)
        rows = []
        for topic in order.topics(self.protocol, self.case):
            noted = sum(item.id in answers for item in topic.items)
            noted += sum(each.topic == topic.id for each in self.case.words)
            core = [item for item in topic.items if item.core]
            whole = noted and all(item.id in answers for item in core or topic.items[:1])
            offered = topic.id in self.case.offered
            rows.append(
                StepRow(
                    TOPIC + topic.id,
                    self.words.say(f"topic.{topic.id}.title"),
                    "done" if whole else "part" if noted else "left_out" if offered else "open",
                    self.words.say("rail.suggested")
                    if topic.id in suggested
                    else self.words.say_count("rail.noted", noted)
                    if noted
                    else "",
                )
            )
        note = self.words.say("rail.pass-over") if over else ""
        rows.append(StepRow("closing", self.words.say("rail.closing"), "done" if self.case.closing else "open", note))
        return rows

    def _after_rows(self) -> list[StepRow]:
        state = {
            "own-view": self.written is not None,
            "reading": self.case.reading is not None,
            "taking": bool(self.case.referrals.sent) or bool(self.case.referrals.no_referral),
            "papers": bool(self.case.forms),
            "follow": any(each.answered for each in self.case.referrals.sent.values()),
            "self": False,
        }
        return [StepRow(place, self.words.say(f"rail.{place}"), "done" if state[place] else "open") for place in AFTER]


def _phase(place: str) -> str:
    if place in AFTER:
        return "after"
    return "talk" if place.startswith(TOPIC) or place == "closing" else "new"


def _state(tag: str) -> str:
    """draft, reviewed, field-tested or source; "" where no language was chosen."""
    for pack in languages():
        if pack.tag == tag:
            return pack.state.value if pack.state is not State.SOURCE else ""
    return ""

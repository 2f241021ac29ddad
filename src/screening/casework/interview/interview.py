"""The talk, step by step: what each page shows now, and the event that each act of the screener records."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping

from screening.casework.content import country, directory
from screening.casework.content.edition import Content
from screening.casework.interview.progress import Progress
from screening.casework.view_models import NumberCard, Pair
from screening.domain.answers import Answer, How, Where
from screening.domain.case import child_and_shelter, rules, sessions, topic_order
from screening.domain.case.case import Case, Spoken, apply
from screening.domain.case.places import AFTER, ANEW, BESIDE_RESULTS, RESULTS, STAYS, TOPIC, Place, topic_of
from screening.domain.events.catalogue import (
    CareCardUsed,
    CaseOpened,
    DangerCardAnswered,
    Event,
    GateReturned,
    LanguageChosen,
    Recorded,
    SettingChanged,
    TalkResumed,
)
from screening.domain.events.session import TextHeard
from screening.domain.events.timestamps import seconds_since
from screening.domain.known.held import Holding
from screening.domain.protocol.model import Item, Protocol, SpokenPart
from screening.errors import NotAccepted
from screening.wording.catalogue.languages import languages, offered_languages
from screening.wording.catalogue.packs import Pack
from screening.wording.catalogue.translations import Words, mark_id
from screening.wording.script.visible_controls import visible_text

ENTRY = "1"
"""The entry of the field on a topic's page in the first session; a later one has its own, "1:2" in the second (DM3)."""
AGAIN = ("later", "ring_back")
"""Ways of stopping after which there will be another session."""
REGION = ("service", "region")
"""Where the state of the talk is noted: the papers and the services use it as well."""
NUMBERS_FIRST = ("emergency", "medical", "shelter", "child-protection", "interpreter")
"""Whom an officer must be able to ring before anybody is asked anything (GA9)."""


def open_case(code: str, content: Content, *, setting: str, profile: str, practice: bool) -> CaseOpened:
    """The event that begins a case in the country of the content.

    Raises NotAccepted for an unknown setting or profile.
    """
    known = {row["id"] for row in content.protocol.tables["settings"].get("setting", ())}
    if setting not in known or profile not in content.protocol.profiles:
        raise NotAccepted("no-such-choice", place="setting")
    where = country.written(content.installation.country)
    return CaseOpened(content.protocol.id, setting, profile, practice, where)


class Interview:
    """One case in the hands of one officer. Holds no store: the caller records each event, then calls ``accept``."""

    def __init__(self, content: Content, case: Case, words: Words, role: str) -> None:
        self.content = content
        self.case = case
        self.words = words.of_edition(content.protocol.id, content.installation)
        self.role = role
        self.at_open_site = False
        """Whether the talk took place at an inspection that is still going on: no result opens then (BI3)."""
        self.site_minutes: tuple[int, ...] = ()
        """How long earlier talks at this inspection took (BI2)."""
        self.now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
        self.progress = Progress(content)
        self._theirs: tuple[str, Words] | None = None
        """The person's language, and its words."""
        self.strand = ""
        """The laptop that writes now; "" where there is only one, as in practice."""
        self.numbers: Mapping[str, NumberCard] = {}
        """Numbers of the directory in use, by the names that the cards ask for."""
        self.usual_region = ""
        """The state that was chosen last on this laptop: its numbers are shown until one is chosen for the case."""
        self.names: Mapping[str, str] = {}
        """Names of recipients by their ids in the directory in use, also of those that were taken out of it."""
        self.people: Mapping[str, str] = {}
        """Whose card each number is, of those to whom the record can go in a bundle."""
        self.bundles: tuple[tuple[Holding, str], ...] = ()
        """The bundles in which the case left and came, each with whose card it was."""

    def speak(self, words: Words) -> None:
        """The officer reads another language from now on; nothing of the case changes."""
        self.words = words.of_edition(self.content.protocol.id, self.content.installation)
        self._theirs = None

    @property
    def protocol(self) -> Protocol:
        return self.content.protocol

    def offered_languages(self) -> tuple[Pack, ...]:
        """The languages that the person can choose."""
        return offered_languages(edition=self.protocol.id, installation=self.content.installation)

    @property
    def theirs(self) -> Words:
        """The person's words beside the officer's; the officer's own until a language was chosen.

        A language that is only heard has no written words: its pages stand in the officer's alone.
        """
        tag = self.person_language
        if self._theirs is None or self._theirs[0] != tag:
            heard = tag in {pack.tag for pack in languages() if pack.heard_only}
            self._theirs = (tag, self.words if heard else self.words.within(tag))
        return self._theirs[1]

    @property
    def person_language(self) -> str:
        """The language that the person speaks and hears; the officer's until one was chosen."""
        return self.words.language if self.case.language is None else self.case.language.language

    @property
    def written(self) -> Recorded | None:
        """This officer's own view: another laptop's, brought by a bundle, is not theirs and stays unseen (JU16).

        None as well for a view of an earlier session, once a later one has recorded something (JU2).
        """
        view = self.last_view
        return None if view is None or self.case.view_waits(view) else view

    @property
    def last_view(self) -> Recorded | None:
        """What this officer wrote last as their own view, in whichever session."""
        if not self.strand:
            return self.case.view
        return next((each for each in reversed(self.case.views) if each.strand == self.strand), None)

    def accept(self, recorded: Recorded) -> None:
        """An event is on disk: the case moves on."""
        self.case = apply(self.case, recorded)

    # --- what the screener does

    def answer_gate(self, line: str, choice: str) -> Event:
        return rules.answer_gate(self.protocol, self.case, line, choice)

    def choose_setting(self, setting: str) -> tuple[Event, ...]:
        """The place of the talk (GA13); after the gate was passed, another place brings it back (GA12).

        Raises NotAccepted for one that is not in the list.
        """
        if setting not in {row["id"] for row in self.protocol.tables["settings"].get("setting", ())}:
            raise NotAccepted("no-such-choice", place="setting")
        changed = SettingChanged(setting)
        again = setting != self.case.setting and self.case.language is not None and self.gate().passed
        return (changed, GateReturned("place")) if again else (changed,)

    def return_after(self, seconds: float, why: str) -> Event | None:
        """What is to be recorded where nobody had the talk in hand for ``seconds``; None for a short time.

        After long the gate comes back (GA12); after longer, or on another day, another session begins (CO9).
        """
        if rules.another_session(self.case, seconds, self.now()):
            return TalkResumed()
        return GateReturned(why) if rules.gate_returns(self.case, seconds) else None

    def answer_danger(self, *, went_on: bool) -> Event:
        """The danger card was read: go on, or end here with nothing else asked (GA3)."""
        return DangerCardAnswered(rules.gate(self.protocol, self.case).dangers, went_on)

    def choose_language(self, tag: str) -> Event:
        """Raises NotAccepted("language-not-offered"): a language is offered only when its pack holds everything."""
        if tag not in {pack.tag for pack in self.offered_languages()}:
            raise NotAccepted("language-not-offered", language=tag)
        if not rules.gate(self.protocol, self.case).passed:
            raise NotAccepted("gate-first")
        self._numbers_first()
        return LanguageChosen(tag)

    def decide(self, decision: str, value: str, recipient: str = "", line: str = "") -> Event:
        """A consent decision, kept with the digest of exactly what was said in the person's language (CO7).

        ``line`` is the one that explains it, which must have been said; "" where it is asked on another page.
        """
        self._numbers_first()
        if self.case.taken_back and not self.coming_back:
            raise NotAccepted("taken-back")
        return rules.consent(
            self.protocol,
            self.case,
            decision,
            value,
            text_version=self.spoken_version(),
            recipient=recipient,
            line=line,
        )

    def decided(self, decision: str, value: str, recipient: str = "", line: str = "") -> tuple[Event, ...]:
        """``decide``, and before it the exact text that was heard, once for each version (CO7)."""
        version = self.spoken_version()
        made = self.decide(decision, value, recipient, line)
        if version in self.case.sessions.heard:
            return (made,)
        return (TextHeard(version, self.theirs.language, self.heard_texts()), made)

    def answer(self, item: str, answer: str, how: str | None = None, where: str = "") -> Event:
        """An answer; ``how`` defaults to what the item is: asked, seen, or read in a document. ``where`` "": not known.

        What is seen or read stays open where nothing may be asked yet (GA4, GA9).
        """
        if item in self.protocol.items and self.protocol.items[item].kind == "ask":
            self._numbers_first()
        way, place = How(how or self.usual_how(item)), Where(where) if where else None
        return rules.answer(self.protocol, self.case, item, Answer(answer), way, place)

    def take_back(self, item: str) -> Event:
        return rules.take_back(self.protocol, self.case, item)

    def write(self, topic: str, text: str, entry: str = "", how: str = "told") -> Event:
        """Their words; the entry is this session's own unless another is named."""
        return rules.words(self.protocol, self.case, topic, entry or self._entry(topic), text, How(how))

    def invitation_waits(self, topic: str) -> bool:
        """Whether the topic's open invitation is still to be offered, or left out with a reason (IN1)."""
        return self.case.agreed and rules.invitation_waits(self.protocol, self.case, topic)

    def invite(self, topic: str, skip: str = "") -> Event | None:
        """The invitation was offered, or left out for a reason; None when nothing waits for that."""
        return rules.invite(self.protocol, self.case, topic, skip) if self.invitation_waits(topic) else None

    def write_words(self, topic: str, text: str, how: str) -> tuple[Event, ...]:
        """Their words on a topic. Words that come before anything else there came of its invitation (IN1)."""
        invited = self.invite(topic) if text.strip() and topic != rules.ACCOUNT else None
        written = self.write(topic, text, how=how)
        return (written,) if invited is None else (invited, written)

    def beside(self, page: str, field: str, text: str) -> Event:
        """A note on a page beside the questions; the person's own words need their yes to notes (CO1)."""
        return rules.note_beside(self.case, page, field, text)

    def closed(self, page: str, field: str, noted: str) -> bool:
        """Whether a field rests: it would hold the person's own words, and they said no to notes (CO1).

        What was noted with their yes stays in sight, and can be taken away.
        """
        return not noted.strip() and rules.own_words(page, field) and rules.no_notes(self.case)

    def note(self, line: str, text: str) -> Event:
        return rules.note_closing(self.protocol, self.case, line, text)

    def care(self) -> Event | None:
        """The care card was opened; that it was used is kept once."""
        return None if self.case.care_used else CareCardUsed()

    def stop(self, way: str) -> Event:
        return rules.stop(self.case, way)

    def resume(self) -> Event:
        return TalkResumed()

    def begin_again(self) -> tuple[Event, ...]:
        """Another session; what another laptop heard the person take back is named, so that their yes counts (CO8)."""
        return (*sessions.knew(self.case.sessions, self.strand), self.resume())

    def begin_without(self, reason: str, line: str = "") -> Event:
        """The talk begins although numbers were not rung: which, in which state, and why (GA9)."""
        return sessions.override(self.region, self.waits_for(), reason, line)

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
        spoken = [self.theirs.say(f"consent.spoken.{part.id}") for part in self.spoken_parts()]
        for each in self.protocol.decisions:
            fields = {"recipient": "…"} if each.per_recipient else {}
            spoken.append(self.theirs.say_with(f"consent.decision.{each.id}.question", fields))
        return tuple(spoken)

    # --- where things stand

    def gate(self) -> rules.Gate:
        return rules.gate(self.protocol, self.case)

    @property
    def overheard(self) -> bool:
        """Whether the talk is going on where somebody else may see or hear it."""
        return "hearing" in self.case.gate and self.gate().not_private and not self.case.stopped

    def sealed(self, item: Item) -> bool:
        """Whether not even the words of an item may stand on a page of the talk now (GA4)."""
        return item.kind == "ask" and item.harm and self.overheard

    def marked(self, item: Item) -> str:
        """What an item is called on a page of the talk: its mark, or words that say nothing while it is sealed."""
        if self.sealed(item):
            return self.words.say("locked.sealed")
        return self.words.say(mark_id(self.words, item.id, child=rules.age_band(self.case) != "adult"))

    @property
    def noted_region(self) -> str:
        """The state that somebody chose for this case; "" for none. Nothing else is said of it anywhere."""
        return self.case.referrals.note(*REGION)

    @property
    def region(self) -> str:
        """The state whose numbers count: the one chosen for the case, else that of the talk before on this laptop."""
        return self.noted_region or self.usual_region

    def unrung(self) -> tuple[str, ...]:
        """Whom nobody here has rung lately, for this state where one was chosen (GA9)."""
        return tuple(name for name in NUMBERS_FIRST if not self.number(name).number)

    def waits_for(self) -> tuple[str, ...]:
        """Numbers that the start waits for: rung, or a reason to begin without them; all, where no state was chosen.

        Nothing waits after the talk.
        """
        if self.case.stopped:
            return ()
        known = self.case.sessions.begun_without(self.region)
        return tuple(name for name in (self.unrung() if self.region else NUMBERS_FIRST) if name not in known)

    def _numbers_first(self) -> None:
        if self.waits_for():
            raise NotAccepted("numbers-first")

    def places(self) -> tuple[str, ...]:
        """Every page of the case, in order."""
        topics = tuple(TOPIC + topic.id for topic in topic_order.topics(self.protocol, self.case))
        before = (Place.GATE, Place.LANGUAGE, Place.CONSENT, Place.PREFER, Place.LISTENING)
        return (*before, *topics, Place.CLOSING, *AFTER)

    def next_place(self, place: str) -> str:
        places = self.places()
        at = places.index(place)
        return places[min(at + 1, len(places) - 1)]

    def previous_place(self, place: str) -> str:
        """The page before; from the closing of a talk that nobody agreed to, the agreement that led there."""
        if place == Place.CLOSING and not self.case.agreed and not self.case.answers:
            return Place.CONSENT
        places = self.places()
        return places[max(places.index(place) - 1, 0)]

    @property
    def coming_back(self) -> bool:
        """Whether this laptop has begun a session in which the person's yes opens what they took back."""
        asked = self.case.sessions.withdrawals.asked_anew(self.strand)
        return self.case.taken_back and self.case.stopped != "withdrawn" and asked

    def put_away(self, place: str) -> bool:
        """Whether ``place`` stays closed because the person took the record back (CO8)."""
        return self.case.taken_back and place not in (*STAYS, *(ANEW if self.coming_back else ()))

    def reachable(self, place: str) -> str:
        """The text id of why ``place`` cannot be opened now; "" when it can. The gate comes first (GA1).

        Of a record that was taken back only what was passed on before can still be followed up (CO8); a person who came
        back is asked gate, language and agreement.
        """
        if self.put_away(place):
            return "locked.taken-back"
        if place == Place.GATE:
            return ""
        if place == Place.OWN_VIEW:
            return "locked.child-notes" if self.child_lacks() else ""
        if place in (*RESULTS, *BESIDE_RESULTS) and self.at_open_site:
            return "locked.site"
        if place in BESIDE_RESULTS:
            return ""
        if place in (*AFTER, Place.DECISIONS):
            view = self.written if place in RESULTS else self.last_view
            return "" if view is not None else "locked.view"
        if not self.gate().passed:
            return "locked.gate"
        if self.waits_for():
            return "locked.numbers"
        if place == Place.LANGUAGE:
            return ""
        if self.case.language is None:
            return "locked.language"
        if topic_of(place) or place == Place.LISTENING:
            if child_and_shelter.is_child(self.protocol, self.case) and not child_and_shelter.trained(self.case):
                return "locked.child"
            if child_and_shelter.resting(self.protocol, self.case, self.now()):
                return "locked.rest"
        return ""

    def rests(self, place: str) -> bool:
        """Whether what follows a page is the talk, and a shelter's rest comes before it (SH1)."""
        return self.reachable(self.next_place(place)) == "locked.rest"

    def child_lacks(self) -> str:
        """The code of what a child's record waits for before the officer's view of it; "" for nothing (CH7, CH8).

        A talk ends when the person wants, whatever is missing; it is asked of the officer afterwards. Nothing waits
        while another session is to come, nor where the view stands already.
        """
        if self.written is not None or self.case.stopped in AGAIN:
            return ""
        return child_and_shelter.child_lacks(self.protocol, self.case)

    def under_way(self) -> bool:
        """Whether everything that comes before the talk is done: gate, numbers, language and agreement."""
        return self.gate().passed and not self.waits_for() and self.case.language is not None and self.case.agreed

    def after_language(self) -> str:
        """Where the talk goes once the language is chosen: a child's path, a shelter's first day, or agreement."""
        if child_and_shelter.is_child(self.protocol, self.case) and not child_and_shelter.trained(self.case):
            return child_and_shelter.CHILD
        if child_and_shelter.arrival_due(self.case) and not self.case.taken_back:
            return child_and_shelter.ARRIVAL
        return Place.CONSENT

    def minutes(self) -> int:
        """How long this sitting of the talk has gone on, without the time for which the record was closed (IN13)."""
        since = seconds_since(self.case.talk_at, self.now()) or 0
        return int(max(0, since - self.case.talk_away) // 60)

    # --- words

    def own_words(self, topic: str, session: int = 0) -> Spoken | None:
        """What this laptop wrote in a session, or this one, in the field of a topic, which its page goes on writing."""
        return next((each for each in self.case.words if self.wrote(each, topic, session)), None)

    def wrote(self, each: Spoken, topic: str, session: int = 0) -> bool:
        """Whether these are the words of the field on that topic's page, written in that session on this laptop."""
        here, number = not self.strand or each.strand == self.strand, session or self.case.sessions.number
        now = each.session == number and each.entry in (ENTRY, self._new_entry(number))
        return here and now and each.topic == topic

    def _entry(self, topic: str) -> str:
        """Return the id of the entry that the field of a topic appends to: this session's, or a new one."""
        own = self.own_words(topic)
        return self._new_entry(self.case.sessions.number) if own is None else own.entry

    def _new_entry(self, number: int) -> str:
        return ENTRY if number == 1 else f"{ENTRY}:{number}"

    def pair(self, text_id: str, **fields: str | int) -> Pair:
        """A text in the officer's language, and in the person's where that is another."""
        own, theirs = self.words.say_with(text_id, fields), self.theirs
        if self.case.language is None or theirs.language == self.words.language:
            return Pair(own)
        return Pair(own, theirs.say_with(text_id, fields))

    def leaving(self) -> tuple[str, ...]:
        """The texts that everybody hears on leaving, after a whole talk, a short contact or none (BI2)."""
        rows = self.protocol.tables["closing"]["information"]
        return (*(f"closing.information.{row['id']}" for row in rows if "{" not in row["text"]), "goodbye.help-later")

    def spoken_parts(self) -> tuple[SpokenPart, ...]:
        """What belongs to the spoken text, for this officer's role."""
        return self.protocol.spoken_for(self.role) or self.protocol.spoken_for("labour-officer")

    def name_of(self, recipient: str) -> str:
        """What a recipient is called; an id that no directory knows stands as it is."""
        return (
            self.people.get(recipient)
            or self.names.get(recipient)
            or directory.names(directory.shipped(self.content.installation), self.words).get(recipient)
            or visible_text(recipient)
        )

    def number(self, name: str) -> NumberCard:
        """Numbers come from the directory; none is shown as fact before a user has verified it (RE2)."""
        unknown = NumberCard(self.words.say(f"number.{name}"), "", self.words.say("services.no-number"))
        return self.numbers.get(name, unknown)

"""Answering alone, by ear: whether it can be offered now, what is heard in the person's language, what it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from screening.casework.interview.interview import Interview
from screening.casework.interview.interview_views import language_state
from screening.casework.view_models import Pair
from screening.domain.case import private_answering as rules
from screening.domain.case import sessions
from screening.domain.case.interpreter import WAITS
from screening.domain.case.places import PREFER
from screening.domain.case.spoken_by import SYNTHETIC
from screening.domain.events.catalogue import AnsweredAlone, Event
from screening.errors import NotAccepted
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import VOICES, Recordings, recordings
from screening.wording.catalogue.translations import Words

ITEM = re.compile(r"item\.(.+)\.text")
ALONE = "alone"
RECORDED, COMPUTER = "recorded", SYNTHETIC
"""Whose voice is heard, as the record names it."""
SAID = ("offer", "like", "ear", "sound")
"""What is said to the person before they decide."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One text for the ear: its recording, or the words for a computer's voice where there is none."""

    text_id: str
    language: str
    words: str
    path: Path | None
    synthetic: bool = False
    """Whether its recording was spoken by a computer."""


@dataclass(frozen=True, slots=True)
class AloneView:
    """The page before it is handed over. ``waits`` says why it cannot be begun; ``voices`` are those to choose from."""

    said: tuple[Pair, ...]
    person_tag: str
    voices: tuple[str, ...]
    note: str
    waits: str
    why: str = ""
    """Why it is offered; "" where nothing is in doubt."""
    computer: bool = False
    """Whether a computer's voice speaks to a real person."""


def alone_view(interview: Interview, *, computer: bool) -> AloneView:
    """``computer``: whether this computer can speak the person's language by itself."""
    say, theirs = interview.words.say, interview.theirs
    code = refusal(interview, computer=computer)
    found, spoken = _recordings(interview), speaks(interview, computer=computer)
    note = ""
    if spoken == COMPUTER:
        note = say("page.alone.synthetic" if interview.case.practice else "page.alone.computer")
    elif spoken:
        day = format_date(found.date, interview.words.language) if found.date else ""
        note = say("page.alone.synthetic") if found.synthetic else say("page.alone.recorded", date=day)
    same = theirs.language == interview.words.language
    told = (*(f"private.{each}" for each in SAID[:-1]), *([rules.TOLD] if spoken == COMPUTER else []), "private.sound")
    return AloneView(
        said=tuple(Pair(say(each), "" if same else theirs.say(each)) for each in told),
        person_tag=theirs.language,
        voices=_whole(interview, found) if spoken == RECORDED else (),
        note=note,
        waits=say(f"error.{code}") if code else "",
        why=why_offered(interview),
        computer=spoken == COMPUTER and not interview.case.practice,
    )


def doubts(interview: Interview) -> tuple[str, ...]:
    """Why answering by ear may suit this person better than a talk: privacy, language, listening (PR1)."""
    case, note = interview.case, interview.case.sessions.note
    follows, state = note(PREFER, "follow"), language_state(interview.person_language, interview.words.installation)
    another = case.gate.get("hearing") == "interpreter" or follows == "interpreter" or note(PREFER, "second")
    found = {
        "privacy": interview.gate().not_private and interview.gate().interpreter != WAITS,
        "language": state == State.DRAFT or bool(another),
        "listening": follows == "listen",
    }
    return tuple(name for name, doubtful in found.items() if doubtful)


def offer_waits(interview: Interview) -> tuple[str, ...]:
    """Doubts for which answering by ear was not offered in this session; none for a child or after a sitting."""
    if rules.refusal(interview.protocol, interview.case) or interview.case.alone:
        return ()
    kept = interview.case.sessions.notes.get((ALONE, "refused"))
    known = kept.text.split() if kept is not None and kept.session == interview.case.sessions.number else []
    return tuple(name for name in doubts(interview) if name not in known)


def refuse(interview: Interview) -> Event:
    """The person would rather talk. It is not offered again for the same doubt, and changes nothing else."""
    return sessions.write(ALONE, "refused", " ".join(doubts(interview)))


def why_offered(interview: Interview) -> str:
    """The doubts in a sentence; "" for none."""
    found = ", ".join(interview.words.say(f"page.alone.doubt.{name}") for name in doubts(interview))
    return interview.words.say("page.alone.why", doubts=found) if found else ""


def speaks(interview: Interview, *, computer: bool) -> str:
    """Return whose voice is heard alone: RECORDED, COMPUTER, or "" for none; a person who recorded always comes first.

    A real person hears field-tested recordings (LA3), or a computer's voice where the organisation allows it for their
    language. In practice recordings of any state are heard, and every voice of the computer.
    """
    found, practice = _recordings(interview), interview.case.practice
    if (practice or found.field_tested) and _whole(interview, found):
        return RECORDED
    return COMPUTER if computer and (practice or allowed(interview)) else ""


def allowed(interview: Interview) -> bool:
    """Whether the organisation allows a computer's voice in the person's language."""
    return interview.person_language in interview.words.installation.computer_voice


def refusal(interview: Interview, *, computer: bool) -> str:
    """The code of why it cannot be offered; ""."""
    if code := rules.refusal(interview.protocol, interview.case):
        return code
    if speaks(interview, computer=computer):
        return ""
    if interview.case.practice:
        return "no-practice-voice"
    return "no-computer-voice" if allowed(interview) else "no-recordings"


def sit_down(interview: Interview, *, computer: bool) -> rules.Sitting:
    """A sitting begins. Raises NotAccepted with the code of ``refusal``."""
    if code := refusal(interview, computer=computer):
        raise NotAccepted(code, item="")
    by_computer = speaks(interview, computer=computer) == COMPUTER
    return rules.sit_down(interview.protocol, interview.case, computer=by_computer)


def heard(interview: Interview, text_id: str, voice: str) -> Heard:
    """What is heard for a text, in the person's language: a question that leans on another has words of its own.

    ``voice`` is that of the recordings; "" where a computer speaks: it and a person never take turns in one sitting.
    """
    spoken = spoken_id(interview.theirs, text_id)
    found = _recordings(interview)
    words = interview.theirs.say(spoken)
    return Heard(spoken, interview.person_language, words, found.files.get(voice, {}).get(spoken), found.synthetic)


def aloud(interview: Interview, text_id: str, tag: str = "") -> Heard:
    """What is played in the talk: the words of the person's language, or of ``tag`` before one was chosen (LA6).

    A real person hears only what was reviewed; without that ``path`` is None and the officer reads it aloud.
    """
    words = interview.words.within(tag) if tag else interview.theirs
    return aloud_in(words, text_id, practice=interview.case.practice)


def aloud_in(words: Words, text_id: str, *, practice: bool) -> Heard:
    """What is played of a text in the language of these words, where there is no interview yet; as ``aloud``."""
    spoken, found = spoken_id(words, text_id), recordings(words.language, words.installation)
    trusted = found.trusted or practice
    files = (found.files.get(voice, {}).get(spoken) for voice in VOICES)
    path = next((each for each in files if each is not None), None) if trusted else None
    return Heard(spoken, words.language, words.say(spoken), path, found.synthetic)


def has_sound(interview: Interview, tag: str = "") -> bool:
    """Return whether recordings may be heard now in the person's language, or in ``tag`` before one was chosen."""
    words = interview.words.within(tag) if tag else interview.theirs
    found = recordings(words.language, words.installation)
    trusted = found.trusted or interview.case.practice
    return trusted and any(found.files.get(voice) for voice in VOICES)


def spoken_id(words: Words, text_id: str) -> str:
    """The id under which a text is recorded."""
    match = ITEM.fullmatch(text_id)
    own = f"private.item.{match[1]}" if match else ""
    return own if own and words.has(own) else text_id


def outcome(interview: Interview, sitting: rules.Sitting, *, synthetic: bool) -> tuple[Event, ...]:
    """What a sitting that ended leaves in the record, all of it or none."""
    sound = COMPUTER if synthetic else RECORDED
    return rules.outcome(interview.case, sitting, language=interview.person_language, sound=sound)


def outcome_sentence(interview: Interview) -> str:
    """Return what the officer may know of the last sitting, in a sentence; "" when there was none."""
    if not interview.case.alone:
        return ""
    last = interview.case.alone[-1].event
    assert isinstance(last, AnsweredAlone)
    say = interview.words.say
    if last.way == "to_talk":
        return say("alone.done.to_talk")
    if last.share == rules.Share.COUNT:
        told = say("alone.done.count", answered=last.answered, yes=last.yes)
    else:
        told = say(f"alone.done.{last.share}")
    return f"{told} {say('alone.done.computer')}" if last.sound == COMPUTER else told


def _recordings(interview: Interview) -> Recordings:
    return recordings(interview.person_language, interview.words.installation)


def _whole(interview: Interview, found: Recordings) -> tuple[str, ...]:
    """The voices that have every text of a sitting."""
    ids = tuple(spoken_id(interview.theirs, each) for each in rules.heard(interview.protocol))
    return tuple(voice for voice in VOICES if not found.missing(voice, ids))

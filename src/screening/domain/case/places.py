"""The pages of a case by name: each is a member, and every topic has a page of one kind."""

from __future__ import annotations

from enum import StrEnum

TOPIC = "topic."
"""How the place of a topic begins; the topic's id follows."""


class Place(StrEnum):
    """Every kind of page that a case has; what is kept in the record is the value, and of a topic its own place."""

    GATE = "gate"
    DANGER = "danger"
    URGENT = "urgent"
    """The referral from the danger card, which leads back to it."""
    NUMBERS = "numbers"
    LANGUAGE = "language"
    WORDLESS = "wordless"
    CONTACT = "contact"
    CHILD = "child"
    ARRIVAL = "arrival"
    CONSENT = "consent"
    HEARD = "heard"
    INFORMED = "informed"
    PREFER = "prefer"
    """With whom the person would rather talk: asked on the way, before anything about what happened (IN15)."""
    INTERPRETER = "interpreter"
    ALONE = "alone"
    UNSAVED = "unsaved"
    """On leaving a case whose answers by ear are not on the disk."""
    LISTENING = "listening"
    """The free account: after agreement, before any topic (IN1)."""
    WHEN = "when"
    TOPIC = "topic"
    FIND = "find"
    SAID = "said"
    DIFFERING = "differing"
    CLOSING = "closing"
    ASK_SERVICE = "ask-service"
    ASK_AUTHORITY = "ask-authority"
    EMBASSY = "embassy"
    IDENTITY = "identity"
    LATER = "later"
    STOP = "stop"
    CARE = "care"
    HELP = "help"
    SUICIDE = "suicide"
    WITHDRAW = "withdraw"
    TAKEN_BACK = "taken-back"
    ERASING = "erasing"
    SESSION = "session"
    PLAN = "plan"
    DATES = "dates"
    FEES = "fees"
    HANDOVER = "handover"
    RIGHTS = "rights"
    REFUSED = "refused"
    OWN_VIEW = "own-view"
    ASSESSMENT = "reading"
    SECOND = "second"
    ELSE = "else"
    TAKING = "taking"
    ADDING = "adding"
    PAPERS = "papers"
    FOLLOW = "follow"
    DECISIONS = "decisions"
    """What became of it: the decisions of bodies, and needs that were met."""
    SELF = "self"
    SUMMARY = "summary"
    """On which a finished case opens from the list."""


PREFER = Place.PREFER.value
"""The name of the notes on that page."""
AFTER = (Place.OWN_VIEW, Place.ASSESSMENT, Place.TAKING, Place.PAPERS, Place.FOLLOW, Place.SELF)
"""The steps after the talk, away from the person (PR12)."""
RESULTS = (Place.ASSESSMENT, Place.TAKING, Place.PAPERS)
"""Steps that show or carry a result."""
BESIDE_RESULTS = (Place.ELSE, Place.ADDING)
"""Pages beside them that say as much: what else it may be, and who else takes this."""
STAYS = (
    Place.TAKEN_BACK, Place.FOLLOW, Place.SELF, Place.CARE, Place.HELP, Place.SUICIDE, Place.STOP, Place.DANGER,
    Place.WITHDRAW, Place.ERASING, Place.SAID, Place.UNSAVED,
)  # fmt: skip
"""Pages of a record that was taken back: what protects, what was passed on before, and taking it back."""
ANEW = (Place.GATE, Place.NUMBERS, Place.LANGUAGE, Place.CONSENT, Place.CHILD, Place.LATER)
"""Pages that ask a person who came back; one for whom today is no good day is given another."""


def kind(place: str) -> Place:
    """Return the member that a place is; for the place of any topic ``Place.TOPIC``. Raises ValueError for no place."""
    return Place.TOPIC if place.startswith(TOPIC) else Place(place)


def topic_of(place: str) -> str:
    """Return the id of the topic whose page a place is; "" for every other place."""
    return place.removeprefix(TOPIC) if place.startswith(TOPIC) else ""

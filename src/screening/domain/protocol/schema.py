"""The shape of every file of an edition: which tables and keys it may hold, and which no file may ever hold."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.content import keys
from screening.domain.content.keys import DATE, FLAG, LISTED, NEEDED, NUMBER, SAID, TEXT, TEXTS, Key, Shape
from screening.domain.content.strict_toml import shape_of
from screening.domain.protocol.model import PROFILES, Addon, Element, Profile, Source, Strength

COLUMNS = (
    "ilo11", "ilo2009", "hard_to_see", "unodc", "tvit", "raft", "htcds", "ctdc", "ictip", "palermo", "atipsom", "nghti",
)  # fmt: skip
"""The crosswalk of an indicator: ILO-11, ILO/EC 2009, "hard to see", UNODC, TVIT, RAFT, HTCDS, CTDC, IC-TIP,
act/means/purpose of the Palermo Protocol, sections of ATIPSOM (Act 670), and the national guidelines (NGHTI)."""

NO_JUDGEMENT = (
    "credibility", "credible", "demeanour", "demeanor", "consistency", "consistent", "inconsistency", "inconsistent",
    "cooperation", "co_operation", "cooperative", "truthfulness", "honesty", "lying", "appearance", "attitude",
)  # fmt: skip
"""What an officer may believe about a person is recorded nowhere and weighed nowhere (IN12)."""
NO_ORIGIN = (
    "nationality", "citizenship", "ethnicity", "religion", "race", "sex", "gender", "job", "occupation", "sector",
    "venue", "agency", "permit", "visa", "immigration_status",
)  # fmt: skip
"""What a person is, as against what was done to them, is an input of no rule (JU8)."""
NEVER: Shape = {
    **dict.fromkeys(NO_JUDGEMENT, Key("never", why="No field judges how an account is told (IN12): take it out.")),
    **dict.fromkeys(NO_ORIGIN, Key("never", why="No rule has an input for what a person is (JU8): take it out.")),
}

WHO = Key("text", choices=("both", "child", "adult"))


def one(**own: Key) -> Key:
    """Return a table with these keys, and with none that may never be."""
    return keys.one(**own, **NEVER)


def several(**own: Key) -> Key:
    """Return a list of at least one such table, each with an id."""
    return keys.several(**own, **NEVER)


def any_number(**own: Key) -> Key:
    """Return a list of such tables, which may be left out."""
    return keys.any_number(**own, **NEVER)


EDITION: Shape = {
    "id": NEEDED, "title": NEEDED, "published": DATE, "languages": TEXTS, "law_checked_on": DATE, "topics": LISTED,
    "status": Key("text", needed=True, choices=("draft", "published")), "note": TEXT, **NEVER,
}  # fmt: skip
TOPIC: Shape = {
    "topic": one(id=NEEDED, number=NUMBER, title=NEEDED, invitation=NEEDED, why=NEEDED, help=NEEDED),
    "item": several(
        kind=Key("text", needed=True, choices=("ask", "observe", "document")),
        text=NEEDED, mark=NEEDED, may_mean=NEEDED, may_else=NEEDED, yes=LISTED, no=TEXTS, core=FLAG, harm=FLAG,
        where=FLAG, who=WHO,
        need=Key("text", choices=("health", "urgent", "basic", "contact", "shelter", "labour", "information")),
        needs=TEXTS, ask_if=TEXT, source=LISTED, verified=SAID,
    ),
}  # fmt: skip
NEEDS: Shape = {"harm": several(needs=LISTED), "source": TEXT, "checked_on": DATE}
"""What a yes needs, for editions that were written before items said so themselves: ``needs.toml`` beside them."""
CROSSWALK = Key("table", needed=True, shape=dict.fromkeys(COLUMNS, LISTED))
STRENGTHS = Key("table", needed=True, shape=dict.fromkeys(PROFILES, Key("text", True, tuple(Strength))))
TAGS = Key("table", needed=True, shape=dict.fromkeys(PROFILES, Key("text", True, ("V", "2", "M", "C"))))
TOWARDS = ("smuggling", "irregular_migration", "labour_violation", "protection", "no_concern")
INDICATORS: Shape = {
    "indicator": any_number(
        name=NEEDED, definition=NEEDED, dimension=NEEDED, element=Key("text", True, tuple(Element)), subkind=TEXT,
        who=WHO, strength=STRENGTHS, strength_tag=TAGS, source=LISTED, verified=SAID, crosswalk=CROSSWALK, note=TEXT,
    ),
    "counter": any_number(
        name=NEEDED, towards=Key("text", True, TOWARDS), probe=NEEDED, caution=NEEDED, source=LISTED, verified=SAID,
        crosswalk=CROSSWALK, definition=TEXT,
    ),
    "fact": any_number(name=NEEDED, definition=NEEDED, source=LISTED, verified=SAID, crosswalk=CROSSWALK),
}  # fmt: skip
TAG = Key("text", True, ("V", "2", "M", "C", "own"))
SOURCES: Shape = {"source": several(**shape_of(Source, tag=TAG))}
EFFECTS = ("fine", "not_private", "danger", "child", "stop")
EFFECT = Key("text", True, EFFECTS)
GATE: Shape = {
    "line": several(text=NEEDED, choice=several(text=NEEDED, effect=EFFECT), source=TEXTS, note=TEXT),
    "companion": any_number(text=NEEDED, effect=EFFECT),
    "card": several(
        title=NEEDED, lead=NEEDED, lead_not_sure=TEXT, step1=NEEDED, step2=NEEDED, step3=NEEDED, numbers=LISTED,
        numbers_child=TEXTS,
    ),
    "offer": any_number(title=NEEDED, text=NEEDED),
}  # fmt: skip
CONSENT: Shape = {
    "spoken": several(text=NEEDED, roles=LISTED, source=TEXTS),
    "decision": several(
        title=NEEDED, question=NEEDED, when=Key("text", True, ("start", "closing")), per_recipient=FLAG, source=TEXTS,
        note=TEXT,
    ),
    "teach_back": one(first=NEEDED, second=NEEDED, tries=NUMBER, after=NEEDED),
    "not_now": one(title=NEEDED, text=NEEDED),
    "informed": one(text=NEEDED, note=NEEDED),
}  # fmt: skip
CLOSING: Shape = {
    "line": several(kind=Key("text", True, ("person", "officer")), title=NEEDED, text=NEEDED),
    "carry": several(text=NEEDED),
    "information": several(text=NEEDED),
}
CARE: Shape = {
    "step": several(title=NEEDED, text=NEEDED),
    "grounding": several(text=NEEDED),
    "sign": several(text=NEEDED),
    "signs": one(title=NEEDED, note=NEEDED),
    "choice": several(text=NEEDED),
    "suicide": one(title=NEEDED, said=NEEDED, asked=NEEDED, step1=NEEDED, step2=NEEDED, step3=NEEDED, numbers=LISTED),
    "self": several(text=NEEDED),
    "break": one(title=NEEDED, said=NEEDED, offer=NEEDED, back=NEEDED),
}
CHILD: Shape = {
    "item": several(kind=Key("text", True, ("closed", "open")), item=TEXT, text=NEEDED),
    "path": one(title=NEEDED, lead=NEEDED, presumed=NEEDED, hand_over=NEEDED, numbers=LISTED),
    "asked_before": one(text=NEEDED, yes=NEEDED),
    "band": several(**{"title": NEEDED, "from": NUMBER, "to": NUMBER}),
    "rule": several(band=NEEDED, text=NEEDED),
    "practice": several(band=NEEDED, text=NEEDED),
    "wishes": one(text=NEEDED, note=NEEDED),
    "not_asked": several(text=NEEDED),
    "adult": several(text=NEEDED, permission=NEEDED, controller=NEEDED),
    "notes": Key("table", needed=True),
}
PRIVATE: Shape = {"tries": NUMBER, "information": LISTED, "items": LISTED, **NEVER}
SETTINGS: Shape = {
    "setting": several(
        title=NEEDED, warning=NEEDED, strong=FLAG, profile=TEXT, rest_hours=Key("number"),
        second_talk_days=Key("number"),
    ),
}  # fmt: skip
LAW: Shape = {
    "title": NEEDED, "checked_on": DATE, "checked_by": NEEDED,
    "card": several(
        title=NEEDED, text=NEEDED, duration_note=TEXT, duration_verified=FLAG, date=TEXT, source=LISTED, verified=SAID,
        tag=TAG, checked_on=DATE,
    ),
}  # fmt: skip
PROFILE = shape_of(Profile, title=NEEDED, note=TEXT, source=TEXTS, **NEVER)
ADDON = shape_of(Addon, title=NEEDED, note=TEXT, source=TEXTS, **NEVER)

FILES: Mapping[str, Shape] = {
    "sources.toml": SOURCES, "gate.toml": GATE, "consent.toml": CONSENT, "closing.toml": CLOSING, "care.toml": CARE,
    "child.toml": CHILD, "settings.toml": SETTINGS, "law.toml": LAW, "private.toml": PRIVATE,
}  # fmt: skip
"""The files that stand once in every edition; weights.toml has a reader of its own."""
FOLDERS: Mapping[str, Shape] = {
    "topics": TOPIC, "indicators": INDICATORS, "profiles": PROFILE, "addons": ADDON,
}  # fmt: skip
"""The folders whose files are all alike."""

"""One row a language: what its pack holds, how far it was read, what can be heard, whether it is offered."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from screening import settings
from screening.documents.typography.fonts import every_character, needs_no_glyph
from screening.settings import Installation
from screening.wording.catalogue.completeness import core_ids, heard_ids
from screening.wording.catalogue.languages import languages, name_in, offered_languages, officer_languages, pack_state
from screening.wording.catalogue.packs import SOURCE, Pack, State
from screening.wording.catalogue.recordings import VOICES, recordings
from screening.wording.catalogue.reviews import digest_of, reviews
from screening.wording.catalogue.source_texts import Audience, SourceText
from screening.wording.catalogue.translations import Key, Words, catalogue, keeps_fields


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """The texts of one audience in one pack: how many there are and how many are in each state."""

    texts: int
    translated: int
    states: dict[str, int]
    state: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language. ``heard``: voice to how many of ``to_hear`` texts have a recording. ``waits``: why not offered."""

    pack: Pack
    name: str
    shares: dict[Audience, LanguageShare]
    core: tuple[int, int]
    to_hear: int
    heard: dict[str, int]
    sound: str
    synthetic: bool
    no_glyph: tuple[str, ...]
    person: bool
    officer: bool
    waits: tuple[str, ...]


def table(words: Words) -> tuple[LanguageRow, ...]:
    """Return every language on disk, English first."""
    offered = {pack.tag for pack in offered_languages(installation=words.installation)}
    officers = {pack.tag for pack in officer_languages(here=words.installation)}
    return tuple(_row(pack, words, offered, officers) for pack in languages())


def as_json(row: LanguageRow) -> dict[str, Any]:
    """One row as plain data."""
    pack = row.pack
    return {
        "tag": pack.tag, "own_name": pack.own_name, "name": row.name, "script": pack.script,
        "direction": pack.direction, "audience": sorted(pack.audience), "heard_only": pack.heard_only,
        "says": pack.state.value, "author": pack.author, "date": pack.date.isoformat(),
        "texts": {
            str(audience): {
                "texts": share.texts, "translated": share.translated, "state": share.state,
                "share": {name: round(n / share.texts, 4) for name, n in share.states.items()},
                "states": share.states,
            }
            for audience, share in row.shares.items()
        },
        "core": {"texts": row.core[1], "translated": row.core[0]},
        "audio": {"state": row.sound, "synthetic": row.synthetic, "texts": row.to_hear, "recorded": row.heard},
        "glyphs": {"missing": list(row.no_glyph)},
        "offered": {"person": row.person, "officer": row.officer}, "waits": list(row.waits),
    }  # fmt: skip


def line(row: LanguageRow, words: Words) -> str:
    """One row for the terminal."""
    share = row.shares[Audience.PERSON]
    said = ", ".join(f"{words.say(f'languages.state.{name}')} {n}" for name, n in share.states.items() if n)
    heard = ", ".join(f"{words.say(f'languages.voice.{voice}')} {n}/{row.to_hear}" for voice, n in row.heard.items())
    heard += f" ({words.say('languages.synthetic')})" if row.synthetic else ""
    parts = [f"{row.pack.tag:<8} {row.pack.own_name} ({row.name})", f"{share.translated}/{share.texts}: {said}", heard]
    if row.no_glyph:
        parts.append(words.say("languages.no-glyph", signs=" ".join(row.no_glyph)))
    parts.append(words.say("languages.offered") if row.person else words.say("languages.not-offered"))
    return "; ".join(parts) + "".join(f"\n         {words.say(f'languages.why.{each}')}" for each in row.waits)


def _row(pack: Pack, words: Words, offered: set[str], officers: set[str]) -> LanguageRow:
    root, here, source = settings.content_root(), words.installation, Words()
    shares = {audience: _share(pack, audience, here) for audience in sorted(pack.audience)}
    have, core = _entries(pack, Audience.PERSON, here), core_ids(root)
    in_core = len(core) if pack.tag == SOURCE else sum((each, source.source(each)) in have for each in core)
    to_hear, sound = heard_ids(root), recordings(pack.tag, here)
    heard = {voice: len(to_hear) - len(sound.missing(voice, to_hear)) for voice in VOICES}
    return LanguageRow(
        pack,
        name_in(pack.tag, words.language),
        shares,
        (in_core, len(core)),
        len(to_hear),
        heard,
        sound.state.value if sound.files else "",
        sound.synthetic,
        no_glyph(each for audience in pack.audience for each in _forms(pack, audience, here)),
        pack.tag in offered,
        pack.tag in officers,
        tuple(_waits(pack, shares, offered, officers, spoken=sound.trusted, whole=len(to_hear) in heard.values())),
    )


def _waits(
    pack: Pack,
    shares: dict[Audience, LanguageShare],
    offered: set[str],
    officers: set[str],
    *,
    spoken: bool,
    whole: bool,
) -> Iterable[str]:
    if pack.tag not in offered:
        if not pack.heard_only:
            yield "texts"
        else:
            if not whole:
                yield "recordings"
            if not spoken:
                yield "unread-recordings"
    if pack.tag not in officers:
        yield "no-officer" if Audience.OFFICER not in pack.audience else "officer-texts"


def _share(pack: Pack, audience: Audience, here: Installation) -> LanguageShare:
    entries = _entries(pack, audience, here)
    read = reviews(settings.content_root(), pack.tag, here)
    found: Counter[str] = Counter(dict.fromkeys(("untranslated", "draft", "reviewed", "field-tested"), 0))
    texts = _texts(audience)
    for text in texts:
        forms = entries.get((text.id, text.source), ())
        if pack.tag == SOURCE:
            found["source"] += 1
        elif not forms or not keeps_fields(text, forms):
            found["untranslated"] += 1
        else:
            review = read.get((text.id, digest_of(text, forms)))
            found["draft" if review is None else review.state.value] += 1
    state = State.DRAFT if pack.heard_only else pack_state(pack.tag, here, audience=audience)
    return LanguageShare(len(texts), len(texts) - found["untranslated"], dict(found), state.value)


def _entries(pack: Pack, audience: Audience, here: Installation) -> Mapping[Key, tuple[str, ...]]:
    return {} if pack.tag == SOURCE else catalogue(settings.content_root(), pack.tag, audience, here).entries


@functools.cache
def _texts(audience: Audience) -> tuple[SourceText, ...]:
    words = Words()
    return tuple(map(words.text, words.ids(audience)))


def _forms(pack: Pack, audience: Audience, here: Installation) -> Iterable[str]:
    yield pack.own_name
    if pack.tag == SOURCE:
        yield from (text.source for text in _texts(audience))
    for forms in _entries(pack, audience, here).values():
        yield from forms


def no_glyph(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the signs that no bundled font can draw, as U+ numbers."""
    undrawn = {sign for sign in set().union(*texts) if ord(sign) not in every_character() and not needs_no_glyph(sign)}
    return tuple(f"U+{ord(sign):04X}" for sign in sorted(undrawn))

"""The review of a language pack, text by text: what stands, what was read, what is wrong, what comes next."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening import settings
from screening.casework.languages.language_table import no_glyph
from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import TextRead
from screening.domain.policy.roles import REVIEW, must
from screening.domain.scenarios.model import PRESSING_KINDS
from screening.errors import BadInput, NotAccepted
from screening.settings import Installation
from screening.store import Vault
from screening.wording.catalogue.languages import name_in, own_name
from screening.wording.catalogue.packs import SOURCE, Pack, State, packs
from screening.wording.catalogue.recordings import VOICES, recordings
from screening.wording.catalogue.reviews import CODE, FINISHED, Review, digest_of, reviews
from screening.wording.catalogue.source_texts import Audience, SourceText
from screening.wording.catalogue.translations import Key, Words, catalogue
from screening.wording.lint.extraction import template
from screening.wording.lint.pack_checks import every_person_text, form_faults, person_texts
from screening.wording.lint.question_style import classify
from screening.wording.lint.spoken_length import spoken_faults

FILTERS = ("all", "draft", "reviewed", "remarks")
LONGEST_REMARK = 2000


@dataclass(frozen=True, slots=True)
class ReviewWork:
    """What a reviewer has done in one language: words that were changed, texts that were read, own remarks."""

    language: str
    edited: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    remarks: Mapping[Key, str] = field(default_factory=dict)
    by: str = ""
    """The reviewer's code as it was given last."""


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One text of the list."""

    id: str
    state: str
    remark: bool


@dataclass(frozen=True, slots=True)
class TextView:
    """One text, open. ``forms`` are what stands; ``sources`` the English; ``sounds`` voice to file."""

    id: str
    sources: tuple[str, ...]
    forms: tuple[str, ...]
    note: str
    why: str
    state: str
    remark: str
    problems: tuple[str, ...]
    sounds: Mapping[str, Path]
    typed: tuple[tuple[str, ...], str] | None = None
    """Words and a remark that were typed and not kept yet, as they were when the program ended."""


@dataclass(frozen=True, slots=True)
class BenchView:
    """The page. ``languages`` are tag and name; ``counts`` how many texts each filter holds."""

    language: str
    languages: tuple[tuple[str, str], ...]
    filter: str
    counts: Mapping[str, int]
    rows: tuple[BenchRow, ...]
    open: TextView | None
    by: str


def work(vault: Vault, language: str) -> ReviewWork:
    """Return what the record's own strand holds of this language, the newest last.

    It belongs to the English words that it was done for: where those changed, the text is to be read anew.
    """
    texts: dict[str, list[SourceText]] = {}
    for text in every_person_text(settings.content_root()).values():
        texts.setdefault(text.id, []).append(text)
    edited: dict[Key, tuple[str, ...]] = {}
    read: dict[Key, Review] = {}
    remarks: dict[Key, str] = {}
    by = ""
    for recorded in vault.events(""):
        event = recorded.event
        if not isinstance(event, TextRead):
            continue
        by = event.by or by
        if event.language != language:
            continue
        of = next((each for each in texts.get(event.text, []) if digest_of(each, event.forms) == event.digest), None)
        if of is None:
            continue
        key = _key(of)
        edited[key] = event.forms
        remarks[key] = event.remark
        if event.state in FINISHED:
            day = datetime.date.fromisoformat(recorded.at[:10])
            read[key] = Review(event.text, event.digest, State(event.state), event.by, day)
        else:
            read.pop(key, None)
    return ReviewWork(
        language, edited, tuple(read.values()), {name: text for name, text in remarks.items() if text}, by
    )


def view(vault: Vault, words: Words, language: str, shown: str, text_id: str) -> BenchView:
    """Return the page for one language, one filter and one open text; the first of the filter where it is not in it.

    Raises NotAccepted("role-may-not") for a record that is not a reviewer's.
    """
    must(vault.role, REVIEW)
    offered = [pack for pack in packs(settings.content_root()).values() if pack.tag != SOURCE]
    pack = next((each for each in offered if each.tag == language), offered[0])
    done, here = work(vault, pack.tag), words.installation
    texts = person_texts(settings.content_root())
    rows = [
        BenchRow(text.id, _state(text, _forms(text, done, pack, here), done, here), _key(text) in done.remarks)
        for text in texts.values()
    ]
    groups = {name: [row for row in rows if _in(row, name)] for name in FILTERS}
    chosen = groups[shown if shown in FILTERS else "all"]
    ids = [row.id for row in chosen]
    current = text_id if text_id in texts else (ids[0] if ids else "")
    return BenchView(
        pack.tag,
        tuple((each.tag, f"{own_name(each.tag)} ({name_in(each.tag, words.language)})") for each in offered),
        shown if shown in FILTERS else "all",
        {name: len(group) for name, group in groups.items()},
        tuple(chosen),
        _open(texts[current], done, pack, words, half_typed(vault, pack.tag, current)) if current else None,
        done.by,
    )


def problems(words: Words, language: str, text_id: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the linter has against words that are being typed: fields, banned words, length, leading, letters."""
    root = settings.content_root()
    pack, text = packs(root)[language], person_texts(root)[text_id]
    if not any(forms):
        return (words.say("bench.empty"),)
    faults = form_faults(text, forms, pack, root) + spoken_faults(root, language, (text_id, text.source), forms[0])
    found = [f"{what} {remedy}" for what, remedy in faults]
    for form in forms:
        asked = classify(form, language)
        if asked.kind in PRESSING_KINDS:
            found.append(words.say("bench.leading"))
        if no_glyph((form,)):
            found.append(words.say("bench.letters"))
    return tuple(dict.fromkeys(found))


def read_text(
    vault: Vault, language: str, text_id: str, forms: tuple[str, ...], *, state: str, by: str, remark: str
) -> TextRead:
    """Return what is recorded when a text is kept or approved.

    Raises NotAccepted: ``role-may-not``, ``bench-code``, ``bench-problems``, ``bench-empty``; BadInput("no-such-text").
    """
    must(vault.role, REVIEW)
    root = settings.content_root()
    pack, text = packs(root).get(language), person_texts(root).get(text_id)
    if pack is None or text is None or language == SOURCE:
        raise BadInput("no-such-text")
    if state in FINISHED:
        if not CODE.fullmatch(by):
            raise NotAccepted("bench-code")
        if not all(forms):
            raise NotAccepted("bench-empty")
        if form_faults(text, forms, pack, root):
            raise NotAccepted("bench-problems")
    kept = by if CODE.fullmatch(by) else ""
    return TextRead(language, text_id, forms, state, digest_of(text, forms), kept, remark.strip()[:LONGEST_REMARK])


def keep(vault: Vault, made: TextRead) -> Recorded:
    """Record it; what was half-typed for this text is then no longer needed."""
    recorded = vault.append("", made)
    if half_typed(vault, made.language, made.text) is not None:
        vault.set_draft("", _field(made.language, made.text), "")
    return recorded


def keep_typed(vault: Vault, language: str, text_id: str, forms: tuple[str, ...], remark: str) -> None:
    """Keep what is being typed, outside the chain; no forms when it is as it was."""
    must(vault.role, REVIEW)
    vault.set_draft("", _field(language, text_id), json.dumps([forms, remark], ensure_ascii=False) if forms else "")


def half_typed(vault: Vault, language: str, text_id: str) -> tuple[tuple[str, ...], str] | None:
    found = vault.draft("", _field(language, text_id))
    if not found:
        return None
    forms, remark = json.loads(found)
    return tuple(str(each) for each in forms), str(remark)


def following(view: BenchView, step: int) -> str:
    """Return the id of the next text of the list, or of the one before; the same at its ends."""
    ids = [row.id for row in view.rows]
    if view.open is None or view.open.id not in ids:
        return ids[0] if ids else ""
    return ids[min(max(ids.index(view.open.id) + step, 0), len(ids) - 1)]


def _key(text: SourceText) -> Key:
    return text.id, text.source


def _field(language: str, text_id: str) -> str:
    return f"bench {language} {text_id}"


def _in(row: BenchRow, name: str) -> bool:
    if name == "remarks":
        return row.remark
    if name == "draft":
        return row.state in ("draft", "untranslated")
    return name == "all" or row.state in FINISHED


def _open(
    text: SourceText, done: ReviewWork, pack: Pack, words: Words, typed: tuple[tuple[str, ...], str] | None
) -> TextView:
    here = words.installation
    forms, sound = _forms(text, done, pack, here), recordings(pack.tag, here)
    return TextView(
        text.id,
        (text.source, text.plural) if text.plural else (text.source,),
        forms,
        _notes().get(text.id, ""),
        _why(text, words),
        _state(text, forms, done, here),
        done.remarks.get(_key(text), ""),
        problems(words, pack.tag, text.id, forms if typed is None else typed[0]),
        {voice: sound.files[voice][text.id] for voice in VOICES if text.id in sound.files.get(voice, {})},
        typed if typed is not None and len(typed[0]) == len(forms) else None,
    )


def _forms(text: SourceText, done: ReviewWork, pack: Pack, here: Installation) -> tuple[str, ...]:
    """Return what stands: the reviewer's words, the pack's, or as many empty forms as the text needs."""
    used = catalogue(settings.content_root(), pack.tag, Audience.PERSON, here)
    forms = done.edited.get(_key(text)) or used.entries.get(_key(text), ())
    count = 1 + max(used.plural(n) for n in range(200)) if text.plural else 1
    return (*forms, *("",) * (count - len(forms)))[:count]


def _state(text: SourceText, forms: tuple[str, ...], done: ReviewWork, here: Installation) -> str:
    """Return the reviewer's own word on these forms, else the pack's, else draft."""
    if not all(forms):
        return "untranslated"
    digest = digest_of(text, forms)
    found = next((each for each in done.reviews if (each.id, each.digest) == (text.id, digest)), None)
    if found is None and _key(text) not in done.edited:
        found = reviews(settings.content_root(), done.language, here).get((text.id, digest))
    return "draft" if found is None else found.state.value


def _why(text: SourceText, words: Words) -> str:
    """Return what the question is for, as the officer tells it; "" for what is no question."""
    kind, name, *_ = (*text.id.split("."), "")
    reason = {"topic": f"topic.{name}.help", "item": f"{text.id.rpartition('.')[0]}.may_mean"}.get(kind, "")
    return words.say(reason) if reason and words.has(reason) else ""


@functools.cache
def _notes() -> dict[str, str]:
    """Return the translators' notes: the comments that stand above the English texts."""
    every = template(settings.content_root(), Audience.PERSON)
    return {str(each.context): " ".join(each.auto_comments) for each in every if each.id}

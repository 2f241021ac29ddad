"""What changes when a content pack is put in, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from screening import settings
from screening.casework.directory import of_folder, shipped
from screening.casework.edition import open_content
from screening.casework.tools.content_pack_checks import audience_of, catalogues_of
from screening.domain.content.safe_open import read_plain
from screening.domain.policy.content_age import law_checked_on, open_age
from screening.domain.protocol.model import Protocol
from screening.domain.services.directory import Directory
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.source_texts import Audience, Group, read_texts
from screening.wording.catalogue.translations import Words, catalogue, keeps_fields


def changes_of(root: Path, edition: str, new: Protocol | None, words: Words) -> Iterator[str]:
    """Say what changes by putting the pack in."""
    present = open_content().protocol
    if new is not None and new.digest != present.digest:
        yield from _edition_changes(new, present, words)
        yield from _language_changes(root, edition, words)
    elif edition and edition != present.id:
        yield words.say("content.other-edition", edition=edition, before=present.id)
    elif edition:
        yield words.say("content.same-edition", edition=edition)
    if (root / "forms" / "directory").is_dir():
        yield _directory_change(of_folder(root / "forms" / "directory"), shipped(), words)
    if differing := _differing(root):
        yield words.say_count("content.forms", differing)
    if (root / "indicators" / "age.toml").is_file():
        limits = open_age(root / "indicators")
        yield words.say("content.limits", law=limits.law, directory=limits.directory)


def _edition_changes(new: Protocol, present: Protocol, words: Words) -> Iterator[str]:
    yield words.say("content.new-edition", edition=new.id, before=present.id)
    yield words.say(
        "content.items",
        new=len(new.items.keys() - present.items.keys()),
        gone=len(present.items.keys() - new.items.keys()),
        n=len(new.items),
    )
    looked_at = law_checked_on(new)
    if looked_at is not None:
        yield words.say("content.law", day=format_date(looked_at, words.language))


def _language_changes(root: Path, edition: str, words: Words) -> Iterator[str]:
    """Name the languages in which people can be asked now, and could not under the new edition."""
    needed = [text for text in read_texts(root, (Group.PROTOCOL,), edition) if text.audience is Audience.PERSON]
    brought = {tag: each for file, tag, each in catalogues_of(root) if each and audience_of(file) is Audience.PERSON}
    lost = []
    for pack in offered_languages():
        if pack.tag == SOURCE or pack.heard_only:
            continue
        entries = dict(catalogue(settings.content_root(), pack.tag, Audience.PERSON).entries)
        if pack.tag in brought:
            entries = {**brought[pack.tag].entries, **entries}
        if not all(keeps_fields(text, entries.get((text.id, text.source), ())) for text in needed):
            lost.append(name_in(pack.tag, words.language))
    if lost:
        yield words.say("content.languages-lost", languages=", ".join(lost))


def _directory_change(new: Directory, present: Directory, words: Words) -> str:
    added, gone = new.entries.keys() - present.entries.keys(), present.entries.keys() - new.entries.keys()
    changed = [
        each for each in new.entries.keys() & present.entries.keys() if new.entries[each] != present.entries[each]
    ]
    assert new.checked_on is not None
    return words.say(
        "content.directory", n=len(new.entries), new=len(added), gone=len(gone), changed=len(changed),
        day=format_date(new.checked_on, words.language),
    )  # fmt: skip


LARGEST_FORM = 1 << 20
"""Bytes; the largest file of forms is a fiftieth of that."""


def _differing(root: Path) -> int:
    """Return how many files of forms are not as those in use."""
    count = 0
    for path in root.glob("forms/**/*.toml"):
        if path.parent.name != "directory":
            name = path.relative_to(root / "forms")
            own = (
                settings.form_folder(name.parts[0]) / name.name if len(name.parts) > 1 else settings.forms_root() / name
            )
            count += not own.is_file() or read_plain(own, LARGEST_FORM) != read_plain(path, LARGEST_FORM)
    return count

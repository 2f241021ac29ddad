"""What changes when a content pack is put in, in sentences: what it comes to, then every value, old beside new."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screening import settings
from screening.casework.content import country
from screening.casework.content.directory import of_folder, shipped
from screening.casework.content.edition import open_content
from screening.casework.content.in_use import voices_in
from screening.content_packs.checks import audience_of, catalogues_of
from screening.domain.content.foreign_files import read_plain
from screening.domain.countries.loader import open_countries
from screening.domain.policy import computer_voice
from screening.domain.policy.content_age import NAME, law_checked_on, open_age
from screening.domain.protocol.model import Protocol
from screening.domain.services.directory import Directory
from screening.settings import Installation
from screening.wording.catalogue.languages import format_date, name_in, offered_languages
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.source_texts import Audience, Folder, read_texts
from screening.wording.catalogue.translations import Words, catalogue, keeps_fields
from screening.wording.script.visible_controls import visible_text


def changes_of(root: Path, edition: str, new: Protocol | None, words: Words) -> Iterator[str]:
    """Say what changes by putting the pack in."""
    here = words.installation
    present = open_content(here=here).protocol
    if new is not None and new.digest != present.digest:
        yield from _edition_changes(new, present, words)
        yield from _language_changes(root, edition, words)
    elif edition and edition != present.id:
        yield words.say("content.other-edition", edition=edition, before=present.id)
    elif edition:
        yield words.say("content.same-edition", edition=edition)
    if (root / "forms" / "directory").is_dir():
        yield _directory_change(of_folder(root / "forms" / "directory", here), shipped(here), words)
    if (root / "countries").is_dir():
        yield from _law_changes(root / "countries", words)
    if (root / "indicators" / "age.toml").is_file():
        limits = open_age(root / "indicators")
        yield words.say("content.limits", law=limits.law, directory=limits.directory)
    yield from _voice_change(voices_in(root / "indicators", []), words)
    every = each_change(root, edition if new is not None else "", here)
    if every:
        yield words.say_count("content.every-change", len(every))
        yield from (_change_line(each, words) for each in every)


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
    needed = [text for text in read_texts(root, (Folder.PROTOCOL,), edition) if text.audience is Audience.PERSON]
    brought = {tag: each for file, tag, each in catalogues_of(root) if each and audience_of(file) is Audience.PERSON}
    lost = []
    for pack in offered_languages(installation=words.installation):
        if pack.tag == SOURCE or pack.heard_only:
            continue
        entries = dict(catalogue(settings.content_root(), pack.tag, Audience.PERSON, words.installation).entries)
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


def _law_changes(countries: Path, words: Words) -> Iterator[str]:
    """Say of each country how many statements of its law are new or changed, and when it was looked at."""
    present = country.shipped(words.installation)[1]
    for name, new in open_countries(countries, settings.forms_root())[1].items():
        old = present.get(name)
        if new == old:
            continue
        before = {each.id: each for each in old.statements} if old else {}
        after = {each.id: each for each in new.statements}
        changed = sum(before[each] != after[each] for each in before.keys() & after.keys())
        yield words.say(
            "content.law-statements", country=new.title, new=len(after.keys() - before.keys()), changed=changed,
            day=format_date(new.looked_at, words.language),
        )  # fmt: skip


def _voice_change(allowed: tuple[str, ...], words: Words) -> Iterator[str]:
    """Say where a computer's voice may speak, where that changes: a pack that says nothing of it allows none."""
    if allowed == words.installation.computer_voice:
        return
    named = ", ".join(name_in(tag, words.language) for tag in allowed)
    yield words.say("content.computer-voice", languages=named) if named else words.say("content.computer-voice-none")


LARGEST = 4 << 20
"""Bytes of one file."""
SHOWN = 600
"""Characters of a text that are shown; of a longer one those around the first that differs."""
_WORST_FIRST = (
    r"/(gate|consent)\.toml |[ .]effect$",
    r"[ .]gives$",
    r"^forms/directory/",
    r"^indicators/[^ ]*/topics/|[ .](text|question)$",
    r"/law\.toml ",
    r"^countries/",
    r"^indicators/",
)
"""Where a change can hurt somebody at once: safeguards, what a recipient may get, numbers, questions, the law, days."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a file of content, as it is and as it would be; None where there is none."""

    file: str
    place: str
    before: str | None
    after: str | None

    @property
    def rank(self) -> int:
        """How far down the list it stands."""
        where = f"{self.file} {self.place}"
        return next((at for at, each in enumerate(_WORST_FIRST) if re.search(each, where)), len(_WORST_FIRST))


def each_change(root: Path, edition: str, here: Installation) -> list[Change]:
    """Return every value that differs from the content in use, the worst first; words of translations only fill."""
    present, found = here.edition, []
    own_files = _files(here.edition_home(present) / "indicators" / present, settings.forms_root(), edition)
    new_files = _files(root / "indicators" / edition if edition else None, root / "forms", edition)
    if (root / NAME).is_file():
        own_files[NAME], new_files[NAME] = here.age_root / "age.toml", root / NAME
    voice = computer_voice.NAME
    for folder, files in ((here.current, own_files), (root, new_files)):
        files |= {voice: folder / voice} if folder and (folder / voice).is_file() else {}
    if (directory := here.form_folder("directory")) != settings.forms_root() / "directory":
        own_files |= {f"forms/directory/{each.name}": each for each in directory.glob("*.toml")}
    for countries, files in ((here.countries_root, own_files), (root / "countries", new_files)):
        files |= {f"countries/{path.relative_to(countries).as_posix()}": path for path in countries.rglob("*.toml")}
    brought = {name.rpartition("/")[0] for name in new_files}
    for name in sorted(own_files.keys() | new_files.keys()):
        kept = name.rpartition("/")[0] not in brought or name.count("/") < 2
        if name not in new_files and kept and name != voice:
            continue  # what a pack does not bring stays as it is
        own, new = _values(own_files.get(name)), _values(new_files.get(name))
        found += [
            Change(name, place, own.get(place), new.get(place))
            for place in sorted(own.keys() | new.keys())
            if own.get(place) != new.get(place)
        ]
    return sorted(found, key=lambda each: each.rank)


def _files(edition: Path | None, forms: Path, called: str = "") -> dict[str, Path]:
    """The files of an edition, under the name it is ``called`` by, and of forms."""
    found = {} if edition is None or not called else {
        f"indicators/{called}/{path.relative_to(edition).as_posix()}": path for path in edition.rglob("*.toml")
    }  # fmt: skip
    return found | {f"forms/{path.relative_to(forms).as_posix()}": path for path in forms.rglob("*.toml")}


def _change_line(change: Change, words: Words) -> str:
    """Say one change; what it says stands with its controls made visible."""
    before, after = _around(change.before or "", change.after or "")
    kind = "new" if change.before is None else "gone" if change.after is None else "one"
    return words.say(
        f"content.change.{kind}", file=change.file, place=visible_text(change.place), before=visible_text(before),
        after=visible_text(after),
    )  # fmt: skip


def _around(before: str, after: str) -> tuple[str, str]:
    """The stretch of two texts in which they first differ."""
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), SHOWN)
    start = max(0, min(same, len(before), len(after)) - SHOWN // 4)
    return tuple(  # type: ignore[return-value]
        ("…" if start else "") + each[start : start + SHOWN] + ("…" if len(each) > start + SHOWN else "")
        for each in (before, after)
    )


def _values(path: Path | None) -> dict[str, str]:
    """Every value in a file by its place."""
    return {} if path is None else dict(_flat(tomllib.loads(read_plain(path, LARGEST).decode("utf-8"))))


def _flat(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(each, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value, 1):
            yield from _flat(each, f"{at} {each['id'] if isinstance(each, dict) and 'id' in each else number}")
    else:
        yield at, ", ".join(map(str, value)) if isinstance(value, list) else str(value)

"""The English source texts: which places in the content files are texts, their ids, and who hears or reads them."""

from __future__ import annotations

import functools
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from screening.domain.scenarios.model import LISTS, SAID
from screening.errors import BadInput
from screening.settings import OWN, Installation, content_root


class Audience(StrEnum):
    """Whom a text is for: the person who is asked, the officer who asks, or the invented people of practice.

    What is said in practice has a catalogue of its own, so that no real talk waits for it.
    """

    PERSON = "person"
    OFFICER = "officer"
    PRACTICE = "practice"


class Folder(StrEnum):
    """The content folder a text lives in, so that it is read only when something in it is said."""

    INTERFACE = "locales"
    PROTOCOL = "indicators"
    TRAINING = "indicators/training"
    FORMS = "forms"
    COUNTRIES = "countries"


@dataclass(frozen=True, slots=True)
class SourceText:
    """One English source text. ``plural`` is empty unless it has an ``.other`` form beside its ``.one`` form."""

    id: str
    source: str
    audience: Audience
    file: str
    place: tuple[str | int, ...]
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """One row of the table of places: where texts are in a kind of file, and how their ids are made.

    ``at`` walks from the top of the file: ``name`` a table, ``name[]`` each table of an array, ``name.*`` each
    table in a table. In ``id``, ``{id}`` is the id (or key) of the last table of the walk, ``{parent}`` that of
    the one before it, ``{file}`` the file's name without its ending, ``{folder}`` its folder, ``{field}`` the key of
    the text. The field ``**`` means every string below, its id dotted.
    ``kinds`` keeps only the tables whose ``kind`` is among them; ``without`` leaves out the tables that have this key.
    """

    files: str
    at: str
    fields: tuple[str, ...]
    id: str
    audience: Audience
    kinds: tuple[str, ...] = ()
    without: str = ""


PERSON, OFFICER, PRACTICE = Audience.PERSON, Audience.OFFICER, Audience.PRACTICE
STATUTE = ("place", "text", "short", "note")
CARD = ("title", "lead", "lead_not_sure", "step1", "step2", "step3")

SCENARIOS, SIGNS = "indicators/training/scenarios/*.toml", "indicators/*/indicators/*.toml"
CHILD, CLASS = "indicators/*/child.toml", "indicators/training/class.toml"

RULES = (
    Places("locales/en/person.toml", "", ("**",), "{field}", PERSON),
    Places("locales/en/answers.toml", "answer", ("**",), "answer.{field}", PERSON),
    Places("locales/en/*.toml", "", ("**",), "{field}", OFFICER),
    Places("indicators/*/topics/*.toml", "topic", ("title", "invitation", "why"), "topic.{id}.{field}", PERSON),
    Places("indicators/*/topics/*.toml", "topic", ("help",), "topic.{id}.{field}", OFFICER),
    Places("indicators/*/topics/*.toml", "item[]", ("text",), "item.{id}.text", PERSON, kinds=("ask",)),
    Places("indicators/*/topics/*.toml", "item[]", ("text",), "item.{id}.text", OFFICER, kinds=("observe", "document")),
    Places("indicators/*/topics/*.toml", "item[]", ("mark", "may_mean", "may_else"), "item.{id}.{field}", OFFICER),
    Places(SIGNS, "indicator[]", ("name", "definition"), "indicator.{id}.{field}", OFFICER),
    Places(SIGNS, "counter[]", ("name", "probe", "caution"), "indicator.{id}.{field}", OFFICER),
    Places(SIGNS, "fact[]", ("name", "definition"), "indicator.{id}.{field}", OFFICER),
    Places("indicators/*/edition.toml", "", ("title", "note"), "edition.{field}", OFFICER),
    Places("indicators/*/law.toml", "", ("title", "checked_by"), "law.{field}", OFFICER),
    Places("indicators/*/law.toml", "card[]", ("title", "text", "duration_note"), "law.{id}.{field}", OFFICER),
    Places("indicators/*/gate.toml", "line[]", ("text",), "gate.{id}.{field}", OFFICER),
    Places("indicators/*/gate.toml", "line[].choice[]", ("text",), "gate.{parent}.{id}", OFFICER),
    Places("indicators/*/gate.toml", "companion[]", ("text",), "gate.companion.{id}", OFFICER),
    Places("indicators/*/gate.toml", "card[]", CARD, "gate.card.{id}.{field}", OFFICER),
    Places("indicators/*/gate.toml", "offer[]", ("title", "text"), "gate.offer.{id}.{field}", OFFICER),
    Places("indicators/*/consent.toml", "spoken[]", ("text",), "consent.spoken.{id}", PERSON),
    Places("indicators/*/consent.toml", "decision[]", ("title",), "consent.decision.{id}", PERSON),
    Places("indicators/*/consent.toml", "decision[]", ("question",), "consent.decision.{id}.question", PERSON),
    Places("indicators/*/consent.toml", "decision[]", ("note",), "consent.decision.{id}.note", OFFICER),
    Places("indicators/*/consent.toml", "teach_back", ("first", "second"), "consent.teach-back.{field}", PERSON),
    Places("indicators/*/consent.toml", "teach_back", ("after",), "consent.teach-back.{field}", OFFICER),
    Places("indicators/*/consent.toml", "not_now", ("title", "text"), "consent.not-now.{field}", OFFICER),
    Places("indicators/*/consent.toml", "informed", ("text",), "consent.informed.{field}", PERSON),
    Places("indicators/*/consent.toml", "informed", ("note",), "consent.informed.{field}", OFFICER),
    Places("indicators/*/closing.toml", "line[]", ("text",), "closing.{id}", OFFICER, kinds=("officer",)),
    Places("indicators/*/closing.toml", "line[]", ("text",), "closing.{id}", PERSON),
    Places("indicators/*/closing.toml", "line[]", ("title",), "closing.{id}.title", OFFICER),
    Places("indicators/*/closing.toml", "carry[]", ("text",), "closing.carry.{id}", OFFICER),
    Places("indicators/*/closing.toml", "information[]", ("text",), "closing.information.{id}", PERSON),
    Places("indicators/*/care.toml", "step[]", ("title", "text"), "care.step.{id}.{field}", OFFICER),
    Places("indicators/*/care.toml", "grounding[]", ("text",), "care.grounding.{id}", PERSON),
    Places("indicators/*/care.toml", "sign[]", ("text",), "care.sign.{id}", OFFICER),
    Places("indicators/*/care.toml", "signs", ("title", "note"), "care.signs.{field}", OFFICER),
    Places("indicators/*/care.toml", "choice[]", ("text",), "care.choice.{id}", OFFICER),
    Places("indicators/*/care.toml", "suicide", ("said", "asked"), "care.suicide.{field}", PERSON),
    Places("indicators/*/care.toml", "suicide", ("title", "step1", "step2", "step3"), "care.suicide.{field}", OFFICER),
    Places("indicators/*/care.toml", "self[]", ("text",), "care.self.{id}", OFFICER),
    Places("indicators/*/care.toml", "break", ("said", "offer", "back"), "care.break.{field}", PERSON),
    Places("indicators/*/care.toml", "break", ("title",), "care.break.{field}", OFFICER),
    Places(CHILD, "item[]", ("text",), "child.item.{id}", PERSON),
    Places(CHILD, "path", ("title", "lead", "presumed", "hand_over"), "child.path.{field}", OFFICER),
    Places(CHILD, "asked_before", ("text",), "child.asked-before.{field}", PERSON),
    Places(CHILD, "asked_before", ("yes",), "child.asked-before.{field}", OFFICER),
    Places(CHILD, "band[]", ("title",), "child.band.{id}", OFFICER),
    Places(CHILD, "rule[]", ("text",), "child.rule.{id}", PERSON),
    Places(CHILD, "practice[]", ("text",), "child.practice.{id}", PERSON),
    Places(CHILD, "wishes", ("text",), "child.wishes.{field}", PERSON),
    Places(CHILD, "wishes", ("note",), "child.wishes.{field}", OFFICER),
    Places(CHILD, "not_asked[]", ("text",), "child.not-asked.{id}", OFFICER),
    Places(CHILD, "adult[]", ("text",), "child.adult.{id}", OFFICER),
    Places(CHILD, "notes", ("**",), "child.notes.{field}", OFFICER),
    Places("indicators/*/settings.toml", "setting[]", ("title", "warning"), "setting.{id}.{field}", OFFICER),
    Places("indicators/*/profiles/*.toml", "", ("title", "note"), "profile.{id}.{field}", OFFICER),
    Places("indicators/*/addons/*.toml", "", ("title", "note"), "addon.{id}.{field}", OFFICER),
    Places(SCENARIOS, "scenario", ("title", "opening", "player"), "scenario.{file}.{field}", OFFICER),
    Places(SCENARIOS, "fact[]", ("text",), "scenario.{file}.fact.{id}", PRACTICE, without="how"),
    Places(SCENARIOS, "fact[]", ("text",), "scenario.{file}.fact.{id}", OFFICER),
    Places(SCENARIOS, "key", ("trap",), "scenario.{file}.key.{field}", OFFICER),
    Places(SCENARIOS, "absent[]", ("text",), "scenario.{file}.absent.{id}", OFFICER),
    Places(SCENARIOS, "person", ("age", "home", "afraid", "wish"), "scenario.{file}.person.{field}", PRACTICE),
    Places(SCENARIOS, "person", ("fears", "hides", "normal"), "scenario.{file}.person.{field}", OFFICER),
    Places("indicators/training/person.toml", "rule[]", ("reason",), "training.rule.{id}", OFFICER),
    Places(SCENARIOS, "notes", ("trainer", "debrief"), "scenario.{file}.notes.{field}", OFFICER),
    Places("indicators/training/quiz.toml", "quiz[]", ("text", "why"), "training.quiz.{id}.{field}", OFFICER),
    Places("indicators/training/drill.toml", "drill[]", ("text", "instead"), "training.drill.{id}.{field}", OFFICER),
    *(Places(CLASS, f"{name}[]", ("text",), f"training.{name}.{{id}}", PRACTICE) for name in LISTS if name in SAID),
    *(Places(CLASS, f"{name}[]", ("text",), f"training.{name}.{{id}}", OFFICER) for name in LISTS if name not in SAID),
    Places("forms/directory/*.toml", "need[]", ("title",), "directory.need.{id}", OFFICER),
    Places("forms/directory/*.toml", "need[]", ("advice",), "directory.advice.{id}", OFFICER),
    Places("forms/directory/*.toml", "service[]", ("title",), "directory.service.{id}", OFFICER),
    Places("forms/directory/*.toml", "region[]", ("title",), "directory.region.{id}", OFFICER),
    Places("forms/directory/*.toml", "entry[]", ("name", "hours"), "directory.entry.{id}.{field}", OFFICER),
    Places("forms/*/form.toml", "text", ("**",), "form.{field}", OFFICER),
    Places("forms/questionnaire/*.toml", "text", ("**",), "form.{field}", OFFICER),
    Places("forms/*/*.toml", "text", ("**",), "paper.{file}.{field}", OFFICER),
    Places("forms/**/*.toml", "text", ("**",), "form.{field}", OFFICER),
    Places("countries/convention.toml", "line[]", ("title",), "nation.asked.{id}", OFFICER),
    Places("countries/employers.toml", "part[]", ("title",), "nation.employer-part.{id}", OFFICER),
    Places("countries/employers.toml", "line[]", ("text",), "nation.employer.{id}", OFFICER),
    Places("countries/*/country.toml", "", ("title",), "nation.{folder}.name", OFFICER),
    Places("countries/*/country.toml", "", ("act_title",), "nation.{folder}.{field}", OFFICER),
    Places("countries/*/country.toml", "body[]", ("title",), "nation.{folder}.body.{id}", OFFICER),
    Places("countries/*/law.toml", "", ("title", "checked_by"), "nation.{folder}.law.{field}", OFFICER),
    Places("countries/convention.toml", "line[]", STATUTE, "statute.actip-{id}.{field}", OFFICER),
    Places("countries/convention.toml", "statement[]", STATUTE, "statute.{id}.{field}", OFFICER),
    Places("countries/*/law.toml", "statement[]", STATUTE, "statute.{id}.{field}", OFFICER),
    *(
        Places("countries/*/wages.toml", f"{name}[]", ("title", "text"), "nation.{folder}.wages.{id}", OFFICER)
        for name in ("place", "area", "minimum", "overtime", "excluded")
    ),
    Places("countries/*/law.toml", "order[]", ("title", "made_by"), "nation.{folder}.order.{id}.{field}", OFFICER),
    Places("countries/*/law.toml", "clock[]", ("title", "note"), "nation.{folder}.clock.{id}.{field}", OFFICER),
)
"""A new kind of content file is one more row here. A place matched by an earlier row is not matched again."""

NO_TEXTS = ("pack.toml", "banned.toml", "questions.toml", "reviews.toml", "synonyms.toml")
"""Files beside the texts that hold none."""

GROUPS: Mapping[str, Folder] = {
    **dict.fromkeys(("topic", "item", "indicator", "gate", "consent", "closing", "care"), Folder.PROTOCOL),
    **dict.fromkeys(("child", "setting", "profile", "addon", "edition", "law"), Folder.PROTOCOL),
    **dict.fromkeys(("scenario", "training"), Folder.TRAINING),
    **dict.fromkeys(("form", "directory", "paper"), Folder.FORMS),
    **dict.fromkeys(("nation", "statute"), Folder.COUNTRIES),
}
"""The first segment of an id says its group; every other id is an interface text."""

FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_HEADING = re.compile(r"^\[([A-Za-z0-9_.-]+)\]", re.MULTILINE)


def fields_of(text: str) -> frozenset[str]:
    """Return the named fields of a text: ``{total}`` is one."""
    return frozenset(FIELD.findall(text))


def filled(text: str, fields: Mapping[str, str]) -> str:
    """Return ``text`` with its fields replaced in one pass: a value is never looked at again.

    Raises LookupError for a field that was given no value.
    """
    return FIELD.sub(lambda match: fields[match[1]], text)


def group_of(text_id: str) -> Folder:
    return GROUPS.get(text_id.partition(".")[0], Folder.INTERFACE)


def edition_of(file: str) -> str:
    """Return the edition a content file belongs to; empty for interface and form texts."""
    parts = file.split("/")
    return parts[1] if group_of_file(file) is Folder.PROTOCOL and len(parts) > 2 else ""


def group_of_file(file: str) -> Folder:
    """Return the group of a content file, by its folder. Raises ValueError for a file outside the content folders."""
    return Folder.TRAINING if file.startswith(f"{Folder.TRAINING}/") else Folder(file.split("/")[0])


def groups_of(audience: Audience) -> tuple[Folder, ...]:
    """Return the groups whose files can hold a text for them: no other need be read to find every one."""
    found = {group_of_file(rule.files) for rule in RULES if rule.audience is audience}
    return tuple(group for group in Folder if group in found)


def content_files(root: Path, group: Folder, edition: str = "*") -> list[Path]:
    """Return the files of ``group`` that may hold texts, in stable order."""
    pattern = {
        Folder.INTERFACE: "locales/en/*.toml",
        Folder.PROTOCOL: f"indicators/{edition}/**/*.toml",
        Folder.TRAINING: "indicators/training/**/*.toml",
        Folder.FORMS: "forms/**/*.toml",
        Folder.COUNTRIES: "countries/**/*.toml",
    }[group]
    found = sorted(path for path in root.glob(pattern) if path.name not in NO_TEXTS)
    return [path for path in found if group_of_file(path.relative_to(root).as_posix()) is group]


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """Return the file as TOML. Raises BadInput("content-unreadable") that names the file and the line."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise BadInput("content-unreadable", file=name, reason=str(trouble)) from trouble


def texts_in(document: Mapping[str, Any], file: str) -> Iterator[SourceText]:
    """Return the texts of one content file, in the order in which they stand in it."""
    if file.rpartition("/")[2] in NO_TEXTS:
        return iter(())
    rules = [rule for rule in RULES if matches(file, rule.files)]
    found = _texts_by_rule(document, file, rules)
    if [rule.fields for rule in rules] == [("**",)]:
        return found  # in the file's order already
    order = {place: index for index, place in enumerate(_leaves(document, ()))}
    return iter(sorted(found, key=lambda text: order[text.place]))


def _texts_by_rule(document: Mapping[str, Any], file: str, rules: Iterable[Places]) -> Iterator[SourceText]:
    seen: set[tuple[str | int, ...]] = set()
    for rule in rules:
        for place, table, ids in _walk(document, tuple(filter(None, rule.at.split("."))), (), ()):
            if (rule.kinds and table.get("kind") not in rule.kinds) or (rule.without and rule.without in table):
                continue
            names = {"id": ids[-1] if ids else str(table.get("id", "")), "parent": ids[-2] if len(ids) > 1 else ""}
            names["file"] = file.rpartition("/")[2].removesuffix(".toml")
            names["folder"] = file.split("/")[-2]
            for key, source in _strings(table, rule.fields):
                at = (*place, *key)
                if at not in seen and (source or not file.startswith(Folder.COUNTRIES)):
                    seen.add(at)  # a country's empty text says that it is not known
                    made = filled(rule.id, names | {"field": ".".join(key)})
                    yield SourceText(sys.intern(made), source, rule.audience, file, at)  # held once with the catalogues


def read_texts(root: Path, groups: Iterable[Folder] = tuple(Folder), edition: str = "*") -> list[SourceText]:
    """Return every text of ``groups``, duplicates included, plural pairs joined, in stable order."""
    found: list[SourceText] = []
    for group in groups:
        for path in content_files(root, group, edition):
            found += _texts_of_file(path, root)
    return found


def _texts_of_file(path: Path, root: Path) -> list[SourceText]:
    """Return the texts of one content file, duplicates included, plural pairs joined."""
    name = path.relative_to(root).as_posix()
    return joined(texts_in(read_toml(path, name), name))


def joined(texts: Iterable[SourceText]) -> list[SourceText]:
    """Texts with ``X.one`` and ``X.other`` made one plural text ``X``."""
    found = list(texts)
    by_id = {text.id: text for text in found}
    plurals = {
        text.id.removesuffix(".one"): by_id[other]
        for text in found
        if text.id.endswith(".one") and (other := text.id.removesuffix("one") + "other") in by_id
    }
    whole: list[SourceText] = []
    for text in found:
        stem, _, form = text.id.rpartition(".")
        if stem in plurals and form == "one":
            whole.append(replace(text, id=stem, plural=plurals[stem].source))
        elif not (stem in plurals and form == "other"):
            whole.append(text)
    return whole


class InterfaceTexts(Mapping[str, SourceText]):
    """The interface texts by id. A file is read when one of its texts is said, so that the first page waits for few.

    A text is looked for in the files that have a heading which its id begins with, ``[page.unlock]`` for
    ``page.unlock.title``; where it is in none of them, and when all are wanted, every file is read.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._headings = {path: _headings(path) for path in content_files(root, Folder.INTERFACE)}
        self._read: dict[Path, Mapping[str, SourceText]] = {}
        self._whole: Mapping[str, SourceText] | None = None

    def __getitem__(self, text_id: str) -> SourceText:
        """Raises KeyError where there is no such text, BadInput("content-unreadable") for a file that is not TOML."""
        if self._whole is None:
            parts = text_id.split(".")
            begins = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
            for path, headings in self._headings.items():
                if not headings.isdisjoint(begins) and (text := self._texts_of(path).get(text_id)) is not None:
                    return text
        return self._all()[text_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, SourceText]:
        if self._whole is None:
            self._whole = _first_of_each(text for path in self._headings for text in self._texts_of(path).values())
        return self._whole

    def _texts_of(self, path: Path) -> Mapping[str, SourceText]:
        if path not in self._read:
            self._read[path] = _first_of_each(_texts_of_file(path, self._root))
        return self._read[path]


def _headings(path: Path) -> frozenset[str]:
    try:
        return frozenset(_HEADING.findall(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError):
        return frozenset()  # whoever wants a text of it is told why


def _first_of_each(texts: Iterable[SourceText]) -> dict[str, SourceText]:
    found: dict[str, SourceText] = {}
    for text in texts:
        found.setdefault(text.id, text)
    return found


@functools.lru_cache(maxsize=32)
def source_texts(root: Path, group: Folder, edition: str, installation: Installation = OWN) -> Mapping[str, SourceText]:
    """Return the texts of one group by id, read once. Of two with one id the first stays; the checks name both.

    For the program's own folder they are the texts in use: an edition that a content pack brought is read there, and
    the forms and the law of the pack in use come before the program's own. Those of the interface are read file by
    file.
    """
    if group is Folder.INTERFACE:
        return InterfaceTexts(root)
    roots = [root]
    if root == content_root():
        if group is Folder.PROTOCOL and edition != "*":
            roots = [installation.edition_home(edition)]
        elif group in (Folder.FORMS, Folder.COUNTRIES) and installation.current is not None:
            roots = [installation.current, root]
    return _first_of_each(text for each in roots for text in read_texts(each, (group,), edition))


def matches(file: str, pattern: str) -> bool:
    """Return whether a path from the content root fits: ``**/`` is any folders, ``*`` anything within one name."""
    return file.startswith(pattern.partition("*")[0]) and _compiled(pattern).fullmatch(file) is not None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    spelled = re.escape(pattern).replace(r"\*\*/", "(?:[^/]+/)*").replace(r"\*", "[^/]*")
    return re.compile(spelled)


def _leaves(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every value that is not a table or an array, in file order."""
    if isinstance(value, Mapping | list):
        for key, below in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _leaves(below, (*place, key))
    else:
        yield place


Found = tuple[tuple[str | int, ...], Mapping[str, Any], tuple[str, ...]]


def _walk(table: Any, steps: tuple[str, ...], place: tuple[str | int, ...], ids: tuple[str, ...]) -> Iterator[Found]:
    """Yield the tables that ``steps`` lead to, with their place in the file and the ids on the way."""
    if not isinstance(table, Mapping):
        return
    if not steps:
        yield place, table, ids
        return
    step, rest = steps[0], steps[1:]
    if step == "*":
        for key, value in table.items():
            yield from _walk(value, rest, (*place, key), (*ids, key))
    elif step.endswith("[]"):
        rows = table.get(step[:-2])
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping):
                yield from _walk(row, rest, (*place, step[:-2], index), (*ids, str(row.get("id", ""))))
    elif step in table:
        value = table[step]
        own = str(value.get("id", step)) if isinstance(value, Mapping) else step
        yield from _walk(value, rest, (*place, step), (*ids, own))


def _strings(table: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if fields == ("**",):
        for key, value in table.items():
            if isinstance(value, str):
                yield (key,), value
            elif isinstance(value, Mapping):
                yield from (((key, *below), text) for below, text in _strings(value, fields))
    else:
        yield from (((name,), value) for name in fields if isinstance(value := table.get(name), str))

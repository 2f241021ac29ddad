"""The whole protocol as an XLSForm, for agencies on KoboToolbox or ODK: same items, same numbers, same rules; and as
the spreadsheet that these and pyxform take.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from screening.domain.answers import Answer, How, Where
from screening.domain.known import fees
from screening.domain.protocol.model import Decision, GateLine, Item, Protocol, Topic
from screening.errors import BadInput
from screening.odk import xlsform_logic as logic
from screening.odk.xlsform_logic import chosen, closed_unless, field_name, flag, gate_field, one_of
from screening.store.folder.safe_paths import new_file, save_new
from screening.wording.catalogue.languages import languages as packs
from screening.wording.catalogue.languages import pack_state
from screening.wording.catalogue.packs import SOURCE, State
from screening.wording.catalogue.translations import Words

NO_HEADPHONES = "private"
"""The offer of the gate that a form on a phone cannot keep: private audio."""
DECISIONS = (("yes", "answer.yes"), ("no", "answer.no"), ("later", "decision.later"))

FIRST = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version", "default_language", "style"),
}
UNDATED = datetime.datetime(2020, 2, 2)
"""The same protocol makes the same sheets, whenever it is written."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class XlsForm:
    """The three sheets as rows of cells by column name."""

    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Row


@dataclass(slots=True)
class _Sheets:
    words: Sequence[Words]
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)

    def said(self, column: str, *text_ids: str, before: str = "", **fields: str) -> Row:
        """Return a cell for each language: the texts, one a line.

        What is not translated is said in English, as on screen.
        """
        told = {}
        for words in self.words if text_ids else ():
            texts = [words.say(each, **_needed(words, each, fields)) for each in text_ids]
            told[f"{column}::{language(words)}"] = before + "\n".join(texts)
        return told

    def row(self, kind: str, name: str, *text_ids: str, before: str = "", **cells: str | Row) -> None:
        """A row of the survey, labelled with these texts; a cell that is empty is left out."""
        row: Row = {"type": kind, "name": name, **self.said("label", *text_ids, before=before)}
        for column, value in cells.items():
            if isinstance(value, dict):
                row |= value
            elif value:
                row[column] = value
        self.survey.append(row)

    def begin(self, name: str, *text_ids: str, relevant: str = "") -> None:
        self.row("begin_group", name, label=self.said("label", *text_ids), relevant=relevant, appearance="field-list")

    def end(self, name: str) -> None:
        self.row("end_group", name)

    def note(self, name: str, *text_ids: str, relevant: str = "", hint: Row | None = None, **fields: str) -> None:
        self.row("note", name, label=self.said("label", *text_ids, **fields), relevant=relevant, hint=hint or {})

    def choice_list(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Choices as value and text id."""
        for value, text_id in choices:
            self.choices.append({"list_name": name, "name": value, **self.said("label", text_id)})


def language(words: Words) -> str:
    """Return a language as XLSForm names it: "Bahasa Melayu (ms)"."""
    assert words.pack is not None
    return f"{words.pack.own_name} ({words.pack.tag})"


def xlsform(
    protocol: Protocol, languages: Iterable[str], *, total: bool = False, key: str = "", send_to: str = ""
) -> XlsForm:
    """Return the form in these languages; English is always among them and comes first.

    With a ``key``, as ``form_key`` gives it, phones encrypt what was finalised, and ``send_to`` an address. ``total``
    adds a field that counts what was answered yes and counts, for holding other engines against this one.
    Raises BadInput("no-such-language").
    """
    tags = list(dict.fromkeys([SOURCE, *languages]))
    words = [Words(tag, edition=protocol.id) for tag in tags]
    for each, tag in zip(words, tags, strict=True):
        if each.pack is None or each.pack.tag != each.language:
            raise BadInput("no-such-language", language=tag[:20], known=", ".join(pack.tag for pack in packs()))
    sheets = _Sheets(words)
    _about(protocol, sheets)
    _gate(protocol, sheets)
    _consent(protocol, sheets)
    _child(protocol, sheets)
    for topic in protocol.topics:
        _topic(protocol, topic, sheets)
    _fees(sheets)
    _closing(protocol, sheets)
    if total:
        yes = " + ".join(f"if({chosen(field_name(name), 'yes')}, 1, 0)" for name in protocol.items)
        sheets.row("calculate", "total", calculation=yes)
    settings = {
        "form_title": words[0].say("edition.title"),
        "form_id": f"screening-{protocol.id}",
        "version": f"{protocol.id}-{protocol.digest[:12]}",
        "default_language": language(words[0]),
        "style": "pages",
        **{name: value for name, value in (("public_key", key), ("submission_url", send_to)) if value},
    }
    return XlsForm(sheets.survey, sheets.choices, settings)


def columns(rows: Sequence[Mapping[str, str]], first: Sequence[str]) -> list[str]:
    """Return the column names of a sheet, ``first`` before the others."""
    named = dict.fromkeys([*first, *(column for row in rows for column in row)])
    return [column for column in named if any(column in row for row in rows)]


def _about(protocol: Protocol, sheets: _Sheets) -> None:
    sheets.row("start", "start")
    sheets.row("end", "end")
    sheets.row("calculate", logic.EDITION, calculation=f"'{protocol.id}'")
    sheets.row("calculate", logic.DIGEST, calculation=f"'{protocol.digest}'")
    sheets.begin("about", "edition.title")
    states = {}
    for words in sheets.words:
        draft = pack_state(words.language, words.installation) is State.DRAFT
        told = [language(words), words.say("page.language.draft")] if draft else [language(words)]
        states[f"label::{language(words)}"] = "\n".join(told)
    sheets.row("note", "about_language", label=states)
    sheets.note("about_limits", "limits.text", hint=sheets.said("hint", "xlsform.on-a-phone"))
    places = protocol.tables["settings"]["setting"]
    sheets.choice_list("setting", [(row["id"], f"setting.{row['id']}.title") for row in places])
    sheets.row("select_one setting", logic.SETTING, "xlsform.setting", appearance="minimal")
    for row in places:
        name = f"setting_{field_name(row['id'])}"
        sheets.note(name, f"setting.{row['id']}.warning", relevant=chosen(logic.SETTING, row["id"]))
    _order(protocol, sheets)
    sheets.row("text", logic.NUMBER, "xlsform.number")
    sheets.end("about")


def _order(protocol: Protocol, sheets: _Sheets) -> None:
    """Profile, add-ons and language. They say what comes first and hide nothing: what is hidden would not be sent."""
    lists = (
        ("profile", "select_one profile", logic.PROFILE, protocol.profiles, "order"),
        ("addon", "select_multiple addon", logic.ADDONS, protocol.addons, "addons"),
    )
    for kind, type_, name, known, label in lists:
        sheets.choice_list(kind, [(field_name(each), f"{kind}.{each}.title") for each in known])
        sheets.row(type_, name, f"xlsform.{label}", appearance="minimal")
        for each in known:
            holds = chosen(name, field_name(each))
            sheets.note(f"{kind}_{field_name(each)}", f"{kind}.{each}.title", f"{kind}.{each}.note", relevant=holds)
    for words in sheets.words:
        assert words.pack is not None
        own = {f"label::{language(each)}": words.pack.own_name for each in sheets.words}
        sheets.choices.append({"list_name": "language", "name": words.pack.tag, **own})
    sheets.row("select_one language", logic.LANGUAGE, "xlsform.language")


def _gate(protocol: Protocol, sheets: _Sheets) -> None:
    sheets.begin("gate", "page.gate.title", "page.gate.lead")
    sheets.choice_list("gone_on", [("OK", "xlsform.gone-on")])
    cards = {row["id"] for row in protocol.tables["gate"]["card"]}
    for line in protocol.gate:
        name = gate_field(line)
        sheets.choice_list(name, [(choice.id, f"gate.{line.id}.{choice.id}") for choice in line.choices])
        sheets.row(f"select_one {name}", name, f"gate.{line.id}.text")
        if line.id in cards:
            _card(line, sheets)
        if private := logic.choices_with(line, "not_private"):
            for row in protocol.tables["gate"]["offer"]:
                if row["id"] != NO_HEADPHONES:
                    texts = (f"gate.offer.{row['id']}.title", f"gate.offer.{row['id']}.text")
                    sheets.note(f"offer_{field_name(row['id'])}", *texts, relevant=one_of(name, private))
    sheets.note("gate_note", "page.danger.foot")
    sheets.end("gate")
    sheets.row("calculate", logic.GATE_OPEN, calculation=flag(logic.gate_passed(protocol)))
    hearing = next(line for line in protocol.gate if line.id == "hearing")
    alone = one_of(gate_field(hearing), logic.choices_with(hearing, "fine"))
    sheets.row("calculate", logic.PRIVATE, calculation=flag(alone))


def _card(line: GateLine, sheets: _Sheets) -> None:
    """What opens on danger: three things to do, and whether to go on after them (GA3)."""
    danger = one_of(gate_field(line), logic.choices_with(line, "danger"))
    texts = [f"gate.card.{line.id}.{part}" for part in ("title", "lead", "step1", "step2", "step3")]
    sheets.note(f"card_{field_name(line.id)}", *texts, relevant=danger)
    sheets.row("select_one gone_on", logic.GONE_ON + field_name(line.id), "xlsform.go-on", relevant=danger)


def _consent(protocol: Protocol, sheets: _Sheets) -> None:
    closed = closed_unless(logic.GATE_OPEN)
    roles = list(dict.fromkeys(role for part in protocol.spoken for role in part.roles))
    sheets.choice_list("role", [(role, f"role.{role}") for role in roles])
    sheets.choice_list("decision", DECISIONS)
    sheets.begin("consent", "page.consent.title", "page.consent.lead")
    sheets.row("select_one role", logic.ROLE, "xlsform.role", read_only=closed)
    sheets.row("integer", logic.DAYS, "xlsform.days", read_only=closed)
    for part in protocol.spoken:
        name, heard = f"said_{field_name(part.id)}", one_of(logic.ROLE, part.roles)
        sheets.note(name, f"consent.spoken.{part.id}", relevant=heard, days=f"${{{logic.DAYS}}}")
    sheets.note("teach_back_first", "consent.teach-back.first", hint=sheets.said("hint", "consent.teach-back.after"))
    sheets.note("teach_back_second", "consent.teach-back.second")
    for decision in protocol.decisions:
        if decision.when == "start":
            _decision(decision, sheets, closed)
    sheets.note("not_now", "consent.not-now.title", "consent.not-now.text")
    sheets.end("consent")
    agreed = f"${{{logic.GATE_OPEN}}} = '1' and {chosen('consent_talk', 'yes')} and {chosen('consent_notes', 'yes')}"
    sheets.row("calculate", logic.TALK_OPEN, calculation=flag(agreed))


def _decision(decision: Decision, sheets: _Sheets, closed: str) -> None:
    name = logic.CONSENT + field_name(decision.id)
    recipient = logic.RECIPIENT + field_name(decision.id)
    asked = ""
    if decision.per_recipient:
        sheets.row("text", recipient, f"consent.decision.{decision.id}", "xlsform.recipient", read_only=closed)
        asked = f"${{{recipient}}} != ''"
    texts = (f"consent.decision.{decision.id}", f"consent.decision.{decision.id}.question")
    note = f"consent.decision.{decision.id}.note"
    sheets.row(
        "select_one decision", name, relevant=asked, read_only=closed,
        label=sheets.said("label", *texts, recipient=f"${{{recipient}}}"),
        guidance_hint=sheets.said("guidance_hint", note) if sheets.words[0].has(note) else {},
    )  # fmt: skip


def _child(protocol: Protocol, sheets: _Sheets) -> None:
    """At most six short things, then a trained person (CH1-CH11). Nothing of the topics is taken away by it."""
    minor = next(line for line in protocol.gate if line.id == "minor")
    closed = closed_unless(logic.GATE_OPEN)
    sheets.begin(
        "child", "child.path.title", "child.path.lead", "child.path.presumed",
        relevant=one_of(gate_field(minor), logic.choices_with(minor, "child")),
    )  # fmt: skip
    sheets.note("child_asked_before", "child.asked-before.text", hint=sheets.said("hint", "child.asked-before.yes"))
    for row in protocol.tables["child"]["item"]:
        kind = "select_one answer" if row["kind"] == "closed" else "text"
        name = logic.CHILD + field_name(row["id"])
        sheets.row(kind, name, f"child.item.{row['id']}", read_only=closed)
    note = sheets.said("hint", "child.wishes.note")
    sheets.row("text", logic.CHILD_WISHES, "child.wishes.text", read_only=closed, hint=note)
    sheets.note("child_hand_over", "child.path.hand_over")
    sheets.end("child")


def _topic(protocol: Protocol, topic: Topic, sheets: _Sheets) -> None:
    """The open invitation first, the closed checks after it (IN1, IN4)."""
    if not any(row["list_name"] == "answer" for row in sheets.choices):
        sheets.choice_list("answer", [(each.value, f"answer.{each.value}") for each in Answer])
        seen = [each.value for each in Answer if each is not Answer.DECLINED]
        sheets.choice_list("seen", [(each, f"seen.{each}") for each in seen])
        sheets.choice_list("how", [(each.value, f"how.{each.value}") for each in How])
        sheets.choice_list("where", [(each.value, f"where.{each.value}") for each in Where])
    sheets.begin(logic.TOPIC + field_name(topic.id), f"topic.{topic.id}.title")
    sheets.row(
        "text", logic.WORDS + field_name(topic.id), f"topic.{topic.id}.invitation", appearance="multiline",
        read_only=closed_unless(logic.TALK_OPEN),
        hint=sheets.said("hint", f"topic.{topic.id}.why"),
        guidance_hint=sheets.said("guidance_hint", f"topic.{topic.id}.help"),
    )  # fmt: skip
    if first := logic.first_here(protocol, topic):
        name = logic.FIRST + field_name(topic.id)
        sheets.row("calculate", name, calculation=first)
        note = sheets.said("label", "xlsform.first", items=f"${{{name}}}")
        sheets.row("note", f"{name}_note", label=note, relevant=f"${{{name}}} != ''")
    for item in topic.items:
        _item(item, sheets)
    sheets.end(logic.TOPIC + field_name(topic.id))


def _item(item: Item, sheets: _Sheets) -> None:
    """One item with how its answer came. It is locked as on screen and hidden only by a condition known to be false.

    Locking is ``read_only`` and never ``relevant``: a value that is not relevant is left out of what is sent.
    """
    name, number = field_name(item.id), f"{item.number}  "
    locks = [logic.GATE_OPEN] if item.kind != "ask" else [logic.TALK_OPEN, *([logic.PRIVATE] if item.harm else [])]
    help_texts = [f"item.{item.id}.{part}" for part in ("mark", "may_mean", "may_else")]
    hint = f"xlsform.{'harm' if item.harm else item.kind}"
    sheets.row(
        f"select_one {'answer' if item.kind == 'ask' else 'seen'}", name, f"item.{item.id}.text", before=number,
        read_only=closed_unless(*locks),
        appearance="columns-pack",
        hint=sheets.said("hint", hint) if item.harm or item.kind != "ask" else {},
        guidance_hint=sheets.said("guidance_hint", *help_texts),
        relevant=logic.relevant(item.condition) if item.condition is not None else "",
    )  # fmt: skip
    given, place = f"${{{name}}} != ''", logic.chosen(name, Answer.YES)
    sheets.row("select_one how", logic.HOW + name, "xlsform.how", before=number, appearance="minimal", relevant=given)
    if item.where:
        where = logic.WHERE + name
        sheets.row("select_one where", where, "xlsform.where", before=number, appearance="minimal", relevant=place)


def _fees(sheets: _Sheets) -> None:
    """Who was paid on the way to the work, link by link, in the words of the page on fees."""
    closed = closed_unless(logic.TALK_OPEN)
    sheets.begin("fees", "page.fees.title", "page.fees.lead")
    sheets.row(
        "integer", logic.PAYMENTS, label=sheets.said("label", "xlsform.payments", most=str(fees.MOST)),
        constraint=f". >= 0 and . <= {fees.MOST}", read_only=closed,
    )  # fmt: skip
    sheets.end("fees")
    count = f"${{{logic.PAYMENTS}}}"
    sheets.row("begin_repeat", logic.LINKS, "page.fees.rail", appearance="field-list", repeat_count=count)
    sheets.row("calculate", logic.LINK_NUMBER, calculation="position(..)")
    sheets.note(f"{logic.LINK_NUMBER}_note", "page.fees.link", n=f"${{{logic.LINK_NUMBER}}}")
    for part in fees.PARTS:
        text = "page.fees.licence" if part == fees.LICENCE else f"fees.{part}"
        sheets.row("text", logic.LINK + part, text, read_only=closed)
    sheets.row("end_repeat", logic.LINKS)


def _closing(protocol: Protocol, sheets: _Sheets) -> None:
    closed = closed_unless(logic.GATE_OPEN)
    closing = protocol.tables["closing"]
    sheets.begin("closing", "page.closing.title", "page.closing.lead")
    for row in closing["line"]:
        title = {} if row["kind"] == "person" else sheets.said("hint", f"closing.{row['id']}.title")
        name = logic.CLOSING + field_name(row["id"])
        sheets.row("text", name, f"closing.{row['id']}", hint=title, read_only=closed)
    sheets.choice_list("carry", [(row["id"], f"closing.carry.{row['id']}") for row in closing["carry"]])
    sheets.row("select_one carry", logic.CARRY, "xlsform.carry", read_only=closed)
    for decision in protocol.decisions:
        if decision.when == "closing":
            _decision(decision, sheets, closed_unless(logic.TALK_OPEN))
    for row in closing["information"]:
        name = f"told_{field_name(row['id'])}"
        sheets.note(name, f"closing.information.{row['id']}", number=f"${{{logic.NUMBER}}}")
    sheets.end("closing")


def _needed(words: Words, text_id: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that a text has, out of those that are at hand."""
    return {name: value for name, value in fields.items() if f"{{{name}}}" in words.source(text_id)}


def write_xlsx(form: XlsForm, path: Path) -> None:
    """Raise BadInput("xlsx-needs-openpyxl") without the extra, ("inside-record"), ("not-written")."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise BadInput("xlsx-needs-openpyxl") from None
    path = new_file(path)
    book = Workbook()
    book.properties.created = book.properties.modified = UNDATED
    book.remove(book.active)
    for name, rows in (("survey", form.survey), ("choices", form.choices), ("settings", [form.settings])):
        _fill(book.create_sheet(name), rows, columns(rows, FIRST[name]))
    made = io.BytesIO()
    book.save(made)
    save_new(path, made.getvalue())


def _fill(sheet: Any, rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> None:
    for place, name in enumerate(names, start=1):
        _put(sheet.cell(row=1, column=place), name)
    for line, row in enumerate(rows, start=2):
        for place, name in enumerate(names, start=1):
            if name in row:
                _put(sheet.cell(row=line, column=place), row[name])
    sheet.freeze_panes = "C2"


def _put(cell: Any, text: str) -> None:
    """As text, whatever it begins with: a spreadsheet program must not take a translation for a formula."""
    cell.value = text
    cell.data_type = "s"

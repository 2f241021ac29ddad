"""Answer sets from a form server, each recorded as a case: what was written there, and where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content import country
from screening.casework.content.edition import Content, open_content
from screening.casework.content.in_use import content_of_record
from screening.casework.interview.interview import Interview
from screening.casework.visit.questionnaire import PROFILE
from screening.domain.case import sessions
from screening.domain.case.case import Case
from screening.domain.events import catalogue as ev
from screening.domain.known import fees
from screening.errors import BadInput
from screening.odk.submission import read_submissions
from screening.settings import Installation
from screening.store import Vault, open_vault
from screening.wording.catalogue.languages import offered_languages
from screening.wording.catalogue.translations import Words

MODE = "form"
"""How a consent decision was given: on a form, somewhere else."""
ENTRY = "1"
CHILD_TOPICS = {"wishes": "wishes"}
"""The topic under which the words of the child path stand; needs for those that are not named."""
NEEDS = "needs"


def record_submissions(path: Path, folder: Path, passphrase: str) -> Iterator[str | BadInput]:
    """Record each answer set in ``path`` as a case of the vault in ``folder``, whole or not at all.

    Yield the code of each case once it is there, and why in place of one that was not recorded: what
    ``read_submissions`` says of it, "submission-not-agreed" when the person said no to the talk or to notes,
    "submission-there" when a case of this vault was made from the same answer set. A case is one of the record's
    country, and of the content that its log names. Raises BadInput for a file that cannot be read at all; StoreTrouble;
    NotSaved, after which what was yielded stands.
    """
    sheets = read_submissions(path)
    with open_vault(folder, passphrase) as vault:
        here, known = content_of_record(vault)[0], _imported(vault)
        for file, sheet in sheets:
            try:
                yield sheet if isinstance(sheet, BadInput) else _record(vault, file, sheet, here, known)
            except BadInput as trouble:
                yield trouble


def _record(vault: Vault, file: str, sheet: Mapping[str, Any], here: Installation, known: dict[str, str]) -> str:
    """Record one answer set; ``known`` are the cases by digest, and has those of this one afterwards."""
    events = events_of(sheet, open_content(sheet["edition"], here), file)
    source = next(event for event in events if isinstance(event, ev.CaseImported))
    digests = [each for each in (source.submission, source.file) if each]
    for digest in digests:
        if digest in known:
            raise BadInput("submission-there", file=file, case=known[digest])
    code = vault.new_case()
    vault.append_many(code, events)
    known.update(dict.fromkeys(digests, code))
    return code


def events_of(sheet: Mapping[str, Any], content: Content, file: str) -> list[ev.Event]:
    """Return the events of an answer set as ``read_submissions`` gives it, in the order of the talk.

    Nothing is put in that was not written there: a line that was left empty stays not asked.
    """
    if any(sheet["consent"].get(name, {}).get("value") == "no" for name in ("talk", "notes")):
        raise BadInput("submission-not-agreed", file=file)
    return list(_events(sheet, content, file))


def _events(sheet: Mapping[str, Any], content: Content, file: str) -> Iterator[ev.Event]:
    protocol = content.protocol
    told = sheet["provenance"]
    here = country.written(content.installation.country)
    yield ev.CaseOpened(protocol.id, sheet["setting"], sheet["profile"] or PROFILE, country=here)
    yield ev.CaseImported(
        server=told["kind"],
        form=told["form"],
        version=told["version"],
        content=told["edition_digest"],
        submission=hashlib.sha256(told["instance"].encode()).hexdigest() if told["instance"] else "",
        file=told["sha256"],
        started=told["started"],
        ended=told["ended"],
        role=told["role"],
        not_read=tuple(told["not_read"]),
        said_twice=tuple(told["said_twice"]),
    )
    for line, choice in sheet["gate"].items():
        yield ev.GateAnswered(line, choice)
    if sheet["gone_on"]:
        yield ev.DangerCardAnswered(tuple(sheet["gone_on"]), True)
    offered = {pack.tag for pack in offered_languages(installation=content.installation)}
    language = sheet["language"] if sheet["language"] in offered else ""
    if language:
        yield ev.LanguageChosen(language)
    version = _heard(content, language, told["role"]) if language and told["role"] and told["same_content"] else ""
    for decision, given in sheet["consent"].items():
        yield ev.ConsentDecided(decision, given["value"], version, language, MODE, given.get("recipient", ""))
    answers = parse_sheet(sheet, content, file).answers
    for topic in protocol.topics:
        text = sheet["words"].get(topic.id, "")
        items = [item.id for item in topic.items if item.id in answers]
        if text or items:
            yield ev.TopicOffered(topic.id)
        if text:
            yield ev.WordsWritten(topic.id, ENTRY, text)
        for name in items:
            yield ev.AnswerGiven(name, answers[name].answer, answers[name].how, where=answers[name].where)
    for field, text in sheet["fees"].items():
        yield sessions.write(fees.PAGE, field, text)
    for name, text in sheet["child"].items():
        yield ev.WordsWritten(CHILD_TOPICS.get(name, NEEDS), f"child-{name}", text)
    for line, text in sheet["closing"].items():
        yield ev.ClosingNoted(line, text)
    yield ev.TalkStopped("finished")


def _heard(content: Content, language: str, role: str) -> str:
    """Return the digest of the consent text that the form said in this language to people of this role's."""
    case = replace(Case(""), language=ev.LanguageChosen(language))
    return Interview(content, case, Words(language, content.installation), role).spoken_version()


def _imported(vault: Vault) -> dict[str, str]:
    """Digest of an answer set or its file -> the case that was made from it."""
    found: dict[str, str] = {}
    for code in vault.cases():
        for each in vault.events(code):
            if isinstance(each.event, ev.CaseImported):
                found |= {digest: code for digest in (each.event.submission, each.event.file) if digest}
    return found

"""What a speaker reads aloud for a language pack: every text that can be heard, numbered, on paper and as a list.

The numbers are those of the edition in use. The list is an M3U of file names in UTF-8, so that a player plays the
recordings in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.interview.private_answering import spoken_id
from screening.documents.layout import blocks as bl
from screening.documents.typography.paragraphs import Piece
from screening.domain.case import private_answering
from screening.errors import BadInput
from screening.settings import Installation
from screening.sound.measure import LONGEST
from screening.store.folder import safe_paths
from screening.wording.catalogue.completeness import heard_ids
from screening.wording.catalogue.languages import languages, name_in, officer_languages
from screening.wording.catalogue.packs import SOURCE, Pack, State
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Key, Words, catalogue
from screening.wording.script.typefaces import Weight, paper_sizes

ALONE, REST = "alone", "rest"
"""What a person hears who answers alone comes first: with it a language can be used for that."""
KINDS = (
    ("answer.", "answer"),
    ("item.", "question"),
    ("private.item.", "question"),
    ("private.", "alone"),
    ("topic.", "topic"),
    ("consent.", "consent"),
    ("care.", "calm"),
    ("", "plain"),
)
"""How a text's id begins, and the note for its speaker: the first that fits."""

NOTHING: Mapping[Key, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One text. ``words``: "" where the pack has none yet. ``meaning``: what it says, in the officer's language."""

    number: int
    text_id: str
    part: str
    words: str
    meaning: str
    note: str

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return f"{self.number:03d}_{self.text_id}"


def rows(tag: str, officer: Words, edited: Mapping[Key, tuple[str, ...]] = NOTHING) -> tuple[ScriptLine, ...]:
    """Return what is recorded for a language; ``edited`` words take the place of the pack's.

    Raises BadInput("no-such-language").
    """
    pack = pack_of(tag)
    root, own = settings.content_root(), Words()
    used = {} if pack.tag == SOURCE else catalogue(root, pack.tag, Audience.PERSON, officer.installation).entries
    entries = {**used, **edited}
    alone = frozenset(spoken_id(own, each) for each in private_answering.heard(open_content().protocol))
    ids = heard_ids(root)
    ordered = (*(each for each in ids if each in alone), *(each for each in ids if each not in alone))
    made = []
    for number, text_id in enumerate(ordered, 1):
        source = own.source(text_id)
        forms = (source,) if pack.tag == SOURCE else entries.get((text_id, source), ("",))
        note = next(note for start, note in KINDS if text_id.startswith(start))
        part = ALONE if text_id in alone else REST
        made.append(
            ScriptLine(number, text_id, part, forms[0], officer.say(text_id), officer.say(f"script.note.{note}"))
        )
    return tuple(made)


def pack_of(tag: str) -> Pack:
    """Return the pack of a language. Raises BadInput("no-such-language")."""
    known = {pack.tag: pack for pack in languages()}
    if tag not in known:
        raise BadInput("no-such-language", language=tag[:20], known=", ".join(known))
    return known[tag]


def as_list(tag: str, found: tuple[ScriptLine, ...]) -> bytes:
    """The file names in their order, as an M3U in UTF-8."""
    lines = ["#EXTM3U", f"#PLAYLIST:{tag}"]
    for row in found:
        lines += [f"#EXTINF:{LONGEST:.0f},{row.number} {' '.join(row.words.split())}", f"{row.stem}.wav"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def as_pdf(tag: str, found: tuple[ScriptLine, ...], officer: Words) -> bytes:
    """The script on paper: advice to the speaker, then each text under its number with what it means."""
    from screening.documents.layout.pages import sheet  # loaded with the first paper

    pack, say, size = pack_of(tag), officer.say, paper_sizes().label
    title = say("script.title", language=f"{name_in(pack.tag, officer.language)} ({pack.own_name})")
    state = say("script.state", state=say(f"languages.state.{pack.state.value}"), edition=officer.edition)
    blocks: list[bl.Block] = [bl.Text(title, size=paper_sizes().heading, weight=Weight.BOLD)]
    blocks.append(bl.Text(say("script.lead", n=len(found), seconds=f"{LONGEST:.0f}")))
    if pack.state is State.DRAFT:
        blocks += [bl.Gap(4), bl.Statement(say("script.draft"))]
    blocks.append(bl.Rule(strong=True))
    blocks += [bl.Beside((bl.Text(say(f"script.advice.{n}")),), number=str(n)) for n in range(1, 9)]
    for part in (ALONE, REST):
        blocks.append(bl.Heading(say(f"script.part.{part}"), bookmark=say(f"script.part.{part}"), ruled=True))
        for at, row in enumerate(row for row in found if row.part == part):
            words = bl.Text(row.words, pack.tag, paper_sizes().body + 1)
            if not row.words:
                words = bl.Text(say("script.missing"), officer.language, size)
            told = (words,) if officer.language == pack.tag else (words, bl.Text(row.meaning, officer.language, size))
            number = (Piece(str(row.number), officer.language, Weight.BOLD),)
            blocks += [bl.Gap(5), bl.Beside(told, number=number, ruled=at > 0, keep=True)]
            blocks.append(bl.Beside((bl.Text(row.note, officer.language, size),), number="\u00a0"))

    def foot(page: int, pages: int) -> Sequence[bl.Block]:
        near = bl.Text(say("script.page", page=page, pages=pages), size=size, side=bl.Side.START)
        return (bl.Rule(), bl.Split((near,), (bl.Text(state, size=size, side=bl.Side.END),), share=0.3))

    return sheet(tuple(blocks), title=title, language=officer.language, foot=foot)


def write(tag: str, officer_language: str, out: Path, here: Installation) -> tuple[Path, Path]:
    """Write paper and list into a folder, which is made where it is not there; return where they are.

    Raises BadInput: ``no-such-language``, ``blank-language``, ``path-not-local``, ``inside-record``, ``not-written``.
    """
    known = [pack.tag for pack in officer_languages()]
    if officer_language not in known:
        raise BadInput("blank-language", language=officer_language[:20], known=", ".join(known))
    officer = Words(officer_language, here)
    found = rows(tag, officer)
    place = safe_paths.made_folder(out)
    return (
        safe_paths.save_in(place, f"recording-script-{tag}.pdf", as_pdf(tag, found, officer)),
        safe_paths.save_in(place, f"recordings-{tag}.m3u8", as_list(tag, found)),
    )
